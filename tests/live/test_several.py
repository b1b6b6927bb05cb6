"""What of a hall's work one server does for all, and what each tells the others."""

import threading

import pytest
import sqlalchemy as sa

from queue_server.live.several import Several
from queue_server.storage import halls
from queue_server.storage.presence import Seen
from queue_server.usecases.close_day import close_past_days
from queue_server.usecases.prompts import Prompt, Prompts
from tests.builders import at, minutes, open_counters, take

pytestmark = pytest.mark.on("postgresql")
HELLO = Prompt(id="a" * 32, language="id", text="Selamat datang, “ibu” — silakan", now=True)


@pytest.fixture
def pair(db, address, tmp_path):
    return [Several(db, address, tmp_path, must_be_green=False) for _ in range(2)]


def waiting(db):
    with db.reading() as conn:
        return conn.scalar(sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted"))


def test_two_servers_that_see_the_new_day_at_once_close_the_old_one_once(db, pair):
    with db.reading() as conn:
        hall = halls.load(conn)
    open_counters(db, hall, "1", "2")
    for _ in range(5):
        take(db, hall)
    tomorrow, closed = at("06.00") + minutes(24 * 60), []

    def turn(several):
        with several.turning_the_day():
            closed.append(close_past_days(db, hall, at=tomorrow))

    other = threading.Thread(target=turn, args=[pair[1]])
    with pair[0].turning_the_day():
        other.start()
        while not waiting(db):
            other.join(0.01)
            assert other.is_alive()
        closed.append(close_past_days(db, hall, at=tomorrow))
    other.join(60)

    assert closed == [5, 0]
    with db.reading() as conn:
        kinds = list(conn.scalars(sa.text("SELECT kind FROM journal ORDER BY seq")))
    assert kinds.count("day_closed") == 1
    assert kinds.count("counter_closed") == 2
    assert kinds.count("ticket_expired") == 5


def test_what_a_kiosk_wants_said_is_told_to_other_servers_alone(pair, tmp_path, monkeypatch):
    one, other = pair
    heard = {one: [], other: []}
    for several, words in heard.items():
        several.shares(Prompts(tmp_path, tell=words.append))
    monkeypatch.setattr(
        "queue_server.storage.listen.tell",
        lambda db, channel, word: [several._hears[channel](word) for several in pair],
    )
    one.ask(HELLO)
    assert heard == {one: [], other: [HELLO]}


def test_a_server_makes_nothing_of_silence_and_of_words_it_does_not_know(pair, tmp_path):
    one, _ = pair
    heard = []
    one.shares(Prompts(tmp_path, tell=heard.append))
    for word in ("", "halo", "[]", '{"process": "x"}', '{"process": "x", "song": 1}'):
        one._hears["prompt"](word)
    assert heard == []


def test_everybody_who_is_here_is_told_to_the_others(db, pair):
    one, other = pair
    one.tells(
        lambda: {("printer", "kiosk-1"): Seen(age_s=3.0, facts={})},
        lambda: {("display", "lobby"): Seen(age_s=0.0, facts={"sound": "on"})},
    )
    one.presence.beat()
    other.presence.beat()
    assert other.others() == {("printer", "kiosk-1"), ("display", "lobby")}
    assert one.others() == set()
    assert other.presence.others()[("display", "lobby")].facts == {"sound": "on"}
