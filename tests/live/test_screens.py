"""What connected screens say of themselves, however wrong they say it."""

import math

import pytest

from queue_server.live import screens as module
from queue_server.live.screens import Screens
from queue_server.storage import screens as stored
from tests.builders import at, minutes

TV = ("display", "lobby")


class House:
    """The little of a hall that screens need, with a clock to be set."""

    def __init__(self, db):
        self.db, self.at, self.latest = db, at("10.00"), None

    def now(self):
        return self.at


@pytest.fixture
def house(db):
    return House(db)


@pytest.fixture
def here():
    return {TV}


@pytest.fixture
def paints():
    return []


@pytest.fixture
def screens(house, here, paints):
    return Screens(house, lambda: here, lambda name, seconds: paints.append((name, seconds)))


@pytest.fixture
def clock(monkeypatch):
    """The watch's own clock, set by hand."""
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def noted(db):
    def of(device=TV):
        with db.reading() as conn:
            return stored.one(conn, *device)

    return of


pytestmark = pytest.mark.on("sqlite")


def test_the_time_from_press_to_picture_is_kept_for_each_screen(house, screens, paints):
    for seq, ms in enumerate(range(10, 1010, 10), 1):
        screens.called(seq, house.at)
        house.at += minutes(1) * ms / 60_000
        screens.paints(TV, {"seq": seq})

    live = screens.live()[TV]

    assert live.painted[0] == 100
    assert live.paint_ms == {"n": 100, "p50": 510.0, "p95": 960.0, "p99": 1000.0}
    assert paints[0] == ("lobby", pytest.approx(0.01))


def test_a_call_counts_once_whichever_tab_says_it(house, screens):
    screens.called(7, house.at)
    screens.paints(TV, {"seq": 7})
    screens.paints(TV, {"seq": 7})

    assert screens.live()[TV].paint_ms["n"] == 1


def test_a_screen_that_was_away_did_not_paint_late(house, screens, paints):
    screens.called(7, house.at)
    house.at += minutes(3)
    screens.paints(TV, {"seq": 7})

    assert screens.live()[TV].painted[0] == 7
    assert screens.live()[TV].paint_ms is None


@pytest.mark.parametrize(
    "nonsense",
    [None, [], "seq", {}, {"seq": "7"}, {"seq": None}, {"seq": 99}, {"seq": math.inf}, {"seq": [7]}, {"seq": True}],
)  # fmt: skip
def test_nonsense_from_a_screen_teaches_nothing(screens, house, nonsense):
    screens.called(7, house.at)
    screens.paints(TV, nonsense)
    screens.says("sid", TV, nonsense)

    assert screens.live()[TV].painted is None


def test_of_two_tabs_the_one_that_sounds_counts(screens, clock, noted, here):
    screens.says("a", TV, {"sound": "blocked", "visible": False})
    screens.look()
    assert noted().sound == "blocked"

    screens.says("b", TV, {"sound": "on", "visible": True, "width": 1920, "height": 1080})
    screens.look()
    assert noted().sound == "on"
    assert screens.live()[TV].width == 1920

    screens.gone("b")
    screens.look()
    assert noted().sound == "blocked"


def test_a_reload_is_no_loss_and_ten_seconds_are(screens, clock, noted, here):
    screens.look()
    here.clear()
    clock[0] += 9
    screens.look()
    assert noted().online

    clock[0] += 2
    screens.look()
    assert not noted().online

    here.add(TV)
    screens.look()
    assert noted().online


def test_who_was_here_before_a_restart_has_ten_seconds_to_come_back(
    screens, clock, noted, here, db, house
):
    screens.look()
    here.clear()
    anew = Screens(house, lambda: here, lambda name, seconds: None)
    anew.begin([TV])
    anew.look()
    assert noted().online

    clock[0] += 11
    anew.look()
    assert not noted().online


def test_the_watch_writes_nothing_while_nothing_changes(screens, clock, db, here):
    screens.look()
    with db.reading() as conn:
        before = conn.exec_driver_sql("SELECT seq FROM journal_head").scalar()
    for _ in range(20):
        clock[0] += 0.5
        screens.look()
    with db.reading() as conn:
        assert conn.exec_driver_sql("SELECT seq FROM journal_head").scalar() == before
