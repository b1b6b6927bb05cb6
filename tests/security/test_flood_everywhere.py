"""Several servers are one door: a kiosk's pace holds for all of them together (T5)."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from queue_server.domain.errors import TooManyTickets
from queue_server.domain.hall import Hall
from queue_server.storage import halls
from queue_server.storage.people import Who
from queue_server.usecases import kiosk_paces
from queue_server.usecases.house import House
from queue_server.web.kiosks import Gate
from tests.builders import at
from tests.threads import at_once

pytestmark = pytest.mark.on("postgresql")
KIOSK = Who(kind="device", name="kiosk-2", role="kiosk")
PACE = 2  # a minute: the next one comes after half a minute


class Server:
    """One of them, with a clock of its own that stands still."""

    def __init__(self, db):
        with db.reading() as conn:
            hall: Hall = halls.load(conn)
        self.house = House(
            db=db, hall=hall, public_url="", sounds=Path(), offload=None, keys=None, shared=True,
            settings={"kiosk": {KIOSK.name: {"tickets_per_min": PACE}}}, now=lambda: at("10.00"),
        )  # fmt: skip
        self.gate = Gate(lambda: 0.0, lambda seconds: None)

    def ask(self, key="a-visitor", *, again=False):
        """0 for a number that was given out; the seconds to wait for one that was refused."""
        try:
            with self.gate.admit(self.house, KIOSK, key) as attempt:
                attempt.is_new = not again
        except TooManyTickets as refusal:
            return refusal.details["retry_in"]
        return 0


@pytest.fixture
def servers(db, reopen):
    return [Server(db), Server(reopen())]


def floods(server):
    kinds = sa.text("SELECT count(*) FROM journal WHERE kind = 'kiosk_changed'")
    with server.house.db.reading() as conn:
        return conn.scalar(kinds)


def test_two_servers_asked_in_turn_give_no_more_than_one_would(servers):
    told = [servers[n % 2].ask() for n in range(6)]

    assert [seconds > 0 for seconds in told] == [False] * PACE + [True] * 4
    assert all(0 < seconds <= 30 for seconds in told[PACE:])


def test_two_servers_asked_at_the_same_moment_give_no_more_than_one_would(servers):
    told = at_once(*[server.ask for server in servers for _ in range(4)])

    assert told.count(0) == PACE


def test_a_flood_at_two_servers_is_told_once_and_seen_at_both(servers):
    for n in range(12):
        servers[n % 2].ask()

    assert floods(servers[0]) == 1
    assert all(server.gate.refused(server.house, KIOSK.name) for server in servers)


def test_a_flood_at_one_server_is_told_and_seen_at_the_other_and_costs_the_database_nothing_more(servers):  # fmt: skip
    here, there = servers
    for _ in range(20):
        here.ask()

    assert floods(here) == 1
    assert here.gate.refused(here.house, KIOSK.name) == 18
    assert there.gate.refused(there.house, KIOSK.name) == 1, "the database was asked once"


def test_a_number_that_was_given_out_before_is_not_counted_at_any_server(servers):
    for n in range(6):
        assert servers[n % 2].ask(again=True) == 0

    assert [server.ask() for server in servers] == [0, 0]


def test_a_clock_that_is_set_back_stops_no_kiosk(servers):
    db = servers[0].house.db
    with db.counting() as conn:
        later = sa.text("INSERT INTO kiosk_pace VALUES (:kiosk, 1, 1e12, 0)")
        conn.execute(later, {"kiosk": KIOSK.name})

    assert kiosk_paces.take(db, KIOSK.name, per_min=PACE) == (0, 0)
    retry_in, _ = kiosk_paces.take(db, KIOSK.name, per_min=PACE)
    assert 0 < retry_in <= 30
