"""Two servers are one hall: who is at the other one is there, and nobody is taken for lost in the dark."""

from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.printer import PrinterSetup
from queue_server.live import agents as agents_module
from queue_server.live import presence as module
from queue_server.live import screens as screens_module
from queue_server.live.agents import Agents
from queue_server.live.presence import (
    DatabaseClock,
    OtherFolder,
    Presence,
    folder_name,
    must_share,
)
from queue_server.live.screens import Screens
from queue_server.live.several import Several
from queue_server.storage import presence as rows
from queue_server.storage import screens as stored
from queue_server.storage.presence import Seen
from tests.builders import at

pytestmark = pytest.mark.on("postgresql")
TV, PRINTER = ("display", "lobby"), ("printer", "kiosk-1")


class Time:
    """The steady clock of every process of the test, and of the database's rows."""

    def __init__(self):
        self.s = 1000.0

    def monotonic(self):
        return self.s


@pytest.fixture
def time(monkeypatch):
    made = Time()
    for one in (module, agents_module, screens_module):
        monkeypatch.setattr(one, "time", made)
    return made


class Process:
    """A server of the hall, as far as it looks after screens and agents."""

    def __init__(self, db, name, time):
        self._db, self._time, self.here = db, time, set()
        house = SimpleNamespace(
            db=db, now=lambda: at("10.00"), latest=None,
            printers={"kiosk-1": PrinterSetup(name="kiosk-1", label={"id": "Kios 1"}, spare="", roll_mm=0)},
        )  # fmt: skip
        self.house = house
        self.presence = Presence(db, name, "data", self._mine, DatabaseClock(db))
        self.screens = Screens(house, lambda: self.here, lambda n, s: None, self.presence)
        self.agents = Agents(house, lambda: self.here, self.presence)

    def _mine(self):
        return self.agents.heard() | self.screens.heard()

    def look(self):
        self.presence.beat()
        self.screens.look()


def pass_by(db, time, seconds, *processes):
    """Time goes by, also in the rows; the processes look every two seconds."""
    while seconds > 0:
        time.s += 2
        seconds -= 2
        age(db, 2)
        for process in processes:
            process.look()


def age(db, seconds):
    with db.transaction() as tx:
        tx.conn.execute(
            sa.text("UPDATE presence SET seen_at = seen_at - make_interval(secs => :s)"),
            {"s": seconds},
        )


@pytest.fixture
def pair(db, time):
    one, other = Process(db, "one", time), Process(db, "other", time)
    one.look()
    other.look()
    return one, other


def noted(db):
    with db.reading() as conn:
        return stored.one(conn, *TV)


def test_a_screen_at_the_other_server_is_not_lost_and_sounds_as_it_says(db, time, pair):
    one, other = pair
    other.here.add(TV)
    other.screens.says("a", TV, {"sound": "blocked", "visible": True, "width": 1920})
    other.look()
    pass_by(db, time, 30, one, other)

    assert (noted(db).online, noted(db).sound) == (True, "blocked")
    live = one.screens.live()[TV]
    assert (live.online, live.visible, live.width) == (True, True, 1920)


def test_who_came_to_the_other_server_is_known_as_soon_as_that_says_so(db, time, pair):
    one, other = pair
    other.here.add(TV)
    other.presence.beat()
    one.presence.heard("one")  # its own word
    assert TV not in one.presence.others()
    one.presence.heard("other")
    assert one.screens.live()[TV].online


def test_a_screen_that_left_the_other_server_is_lost_after_ten_seconds(db, time, pair):
    one, other = pair
    other.here.add(TV)
    pass_by(db, time, 4, one, other)
    other.here.clear()
    pass_by(db, time, 8, one, other)
    assert noted(db).online
    pass_by(db, time, 8, one, other)
    assert not noted(db).online
    assert TV not in one.screens.live()


def test_screens_of_a_server_that_died_are_lost_ten_seconds_after_its_last_word(db, time, pair):
    one, other = pair
    other.here.add(TV)
    pass_by(db, time, 4, one, other)
    pass_by(db, time, 8, one)
    assert noted(db).online
    pass_by(db, time, 6, one)
    assert not noted(db).online


def test_a_screen_of_a_server_that_died_and_came_to_this_one_was_never_gone(db, time, pair):
    one, other = pair
    other.here.add(TV)
    pass_by(db, time, 4, one, other)
    one.here.add(TV)
    pass_by(db, time, 20, one)
    assert noted(db).online


def test_a_screen_that_the_other_server_took_for_lost_too_early_is_set_right(db, time, pair):
    one, _ = pair
    one.here.add(TV)
    one.look()
    with db.transaction() as tx:
        stored.save(tx.conn, stored.one(tx.conn, *TV), at=at("10.00"))
        tx.conn.execute(sa.text("UPDATE screen SET online = false"))
    with db.reading() as conn:
        one.house.latest = SimpleNamespace(screens=stored.every(conn))
    one.look()
    assert noted(db).online


def test_an_agent_at_the_other_server_is_not_lost_also_when_it_only_asks_for_work(db, time, pair):
    one, other = pair
    other.agents.seen("kiosk-1")
    for _ in range(10):
        pass_by(db, time, 2, one, other)
        other.agents.seen("kiosk-1")
        assert one.agents.lost() == []
    pass_by(db, time, 14, one, other)
    assert one.agents.lost() == other.agents.lost() == ["kiosk-1"]


def test_after_the_dark_everybody_has_ten_seconds_to_be_seen_again(db, time, pair):
    one, other = pair
    other.here |= {TV, PRINTER}
    pass_by(db, time, 4, one, other)

    time.s += 60  # the database was away: nobody could say anything
    age(db, 60)
    assert not one.presence.sees()
    one.screens.look()
    one.look()
    assert noted(db).online
    assert one.agents.lost() == []
    pass_by(db, time, 4, one, other)
    assert noted(db).online
    assert one.agents.lost() == []


def test_who_leaves_in_order_takes_its_screens_along(db, time, pair):
    one, other = pair
    other.here.add(TV)
    pass_by(db, time, 4, one, other)
    other.presence.leave()
    one.look()
    pass_by(db, time, 2, one)
    assert one.presence.others() == {}


def test_what_died_long_ago_is_forgotten(db, time, pair):
    one, other = pair
    other.here.add(TV)
    pass_by(db, time, 2, one, other)
    pass_by(db, time, 70, one)
    with db.reading() as conn:
        assert rows.others(conn, "one") == []


def test_of_two_servers_the_one_that_saw_it_last_is_believed():
    found = [(TV, Seen(age_s=8, facts={"width": 1})), (TV, Seen(age_s=1, facts={"width": 2}))]
    assert module.newest(found, 100.0)[TV].facts == {"width": 2}


def test_a_server_with_another_data_folder_does_not_begin_beside_one_that_lives(db, tmp_path):
    mine = Presence(db, "one", folder_name(tmp_path), dict, DatabaseClock(db))
    mine.beat()
    must_share(db, folder_name(tmp_path))
    (tmp_path / "else").mkdir()
    other = folder_name(tmp_path / "else")
    with pytest.raises(OtherFolder):
        must_share(db, other)
    age(db, 11)
    must_share(db, other)


def test_the_time_of_the_hall_is_the_databases_whatever_this_machine_believes(db, monkeypatch):
    wrong = SimpleNamespace(now=lambda zone: at("10.00").replace(year=1970))
    monkeypatch.setattr(module, "datetime", wrong)
    clock = DatabaseClock(db)
    with db.reading() as conn:
        told = rows.clock(conn)
    assert abs((clock() - told).total_seconds()) < 30


def test_who_is_forgotten_at_one_server_is_forgotten_at_the_others(db, address, tmp_path):
    import threading

    closing, forgot = threading.Event(), threading.Event()
    one, other = (Several(db, address, tmp_path, must_be_green=False) for _ in range(2))
    threads = []

    def spawn(*what):
        threads.append(threading.Thread(target=what[0], args=what[1:]))
        threads[-1].start()

    other.forgets(forgot.set)
    other.start(spawn, closing)
    assert forgot.wait(30)  # it listens: whatever was said meanwhile counts as said
    forgot.clear()
    one.forget()
    assert forgot.wait(30)
    closing.set()
    for thread in threads:
        thread.join(30)


def test_a_database_that_is_away_stops_nobody_from_logging_out(db, address, tmp_path, monkeypatch):
    def away(*words):
        raise DatabaseBusy(reason="gone")

    monkeypatch.setattr("queue_server.storage.listen.tell", away)
    Several(db, address, tmp_path, must_be_green=False).forget()
