"""Machines that saw higher numbers than the hall knows after a restore: believed so far and no further."""

import pytest
import sqlalchemy as sa

from queue_server.storage import epoch, journal, schema
from queue_server.usecases import raise_numbers, restore
from queue_server.usecases.restore import Lost
from queue_server.usecases.verify import verify
from tests.builders import DAY, NEXT_DAY, NINE, at, take

SEEN = "2026-11-23T01:59:00Z"  # a minute to nine in Siak


@pytest.fixture
def lost(db, hall):
    """The life that ended: three numbers were given out, an older copy came back at nine."""
    for _ in range(3):
        take(db, hall, at=at("08.00"))
    with db.reading() as conn:
        life, seq = journal.epoch(conn), journal.last_seq(conn)
    known = restore.survey(
        restore.Sources(), seq=seq, life=life, copied_at=at("08.00"), at=NINE, zone=hall.site.zone_info
    )  # fmt: skip
    whole = Lost(known=known.known, is_all=True, since=NINE)
    restore.begin_anew(db, whole, copied_at=at("08.00"), at=NINE, why="test", gap=None)
    return life


def tells(db, hall, life, *numbers, seen=SEEN, when=NINE, actor="display:lobby"):
    told = {"epoch": life, "numbers": [{"number": number, "at": seen} for number in numbers]}
    return raise_numbers.hear(db, hall, told, actor=actor, at=when)


def test_a_number_that_a_screen_has_seen_is_not_given_again(db, hall, lost):
    assert tells(db, hall, lost, "A002", "A007", "D002") == 4 + 2

    assert take(db, hall).number == "A008"
    assert take(db, hall, "SIM").number == "D003"
    with db.reading() as conn:
        row = journal.one(conn, journal.last_seq(conn) - 2)
    assert (row.kind.value, row.actor) == ("numbers_raised", "display:lobby")
    assert [gap["first"] for gap in row.data["gaps"]] == [4, 1]
    assert verify(db, hall).faults == []


def test_saying_it_again_changes_nothing(db, hall, lost):
    tells(db, hall, lost, "A007")
    with db.reading() as conn:
        before = journal.last_seq(conn)

    assert tells(db, hall, lost, "A007", actor="printer:kiosk-1") == 0
    with db.reading() as conn:
        assert journal.last_seq(conn) == before


def test_only_the_life_that_was_lost_is_believed_and_only_that_day(db, hall, lost):
    with db.reading() as conn:
        now = journal.epoch(conn)
    assert tells(db, hall, now, "A050") == 0
    assert tells(db, hall, "another", "A050") == 0
    assert tells(db, hall, lost, "A050", seen="2026-11-22T02:00:00Z") == 0, "yesterday's paper"
    tomorrow = at("09.00", NEXT_DAY)
    assert tells(db, hall, lost, "A050", seen="2026-11-24T01:59:00Z", when=tomorrow) == 0
    assert take(db, hall).number == "A004"


def test_a_machine_is_believed_so_far_and_no_further(db, hall, lost):
    most = raise_numbers.MOST
    assert tells(db, hall, lost, f"A{3 + most + 1}") == 0
    assert tells(db, hall, lost, "A200") == 197
    assert tells(db, hall, lost, "A304", actor="display:other") == 0, "together, not each of them"
    assert tells(db, hall, lost, "A303", actor="display:other") == 103
    assert take(db, hall).number == "A304"


@pytest.mark.parametrize(
    "told",
    [
        None, 5, "x", [], {}, {"epoch": 5}, {"epoch": "LOST", "numbers": 7},
        {"epoch": "LOST", "numbers": [5, None, {}]},
        {"epoch": "LOST", "numbers": [{"number": "A050"}]}, {"epoch": "LOST", "numbers": [{"number": 50, "at": SEEN}]},
        {"epoch": "LOST", "numbers": [{"number": "A050", "at": "0001-01-01T00:00:00+23:00"}]},
        {"epoch": "LOST", "numbers": [{"number": "B050", "at": SEEN}]},
        {"epoch": "LOST", "numbers": [{"number": "A050\n", "at": SEEN}]},
        {"epoch": "LOST", "numbers": [{"number": "A004", "at": SEEN}] * 50 + [{"number": "A009", "at": SEEN}]},
    ],
)  # fmt: skip
def test_nonsense_is_passed_over(db, hall, lost, told):
    if isinstance(told, dict) and told.get("epoch") == "LOST":
        told = {**told, "epoch": lost}
    raise_numbers.hear(db, hall, told, actor="display:lobby", at=NINE)

    with db.reading() as conn:
        assert epoch.series(conn, since=DAY).get((DAY, "A"), 0) <= 4
        assert set(conn.scalars(sa.select(schema.number_gap.c.prefix))) <= {"A"}
