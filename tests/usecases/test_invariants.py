"""What must hold of a day: nothing is said of a good one, and every kind of damage is seen and named."""

from contextlib import contextmanager

import pytest

from queue_server.storage import invariants as rows
from queue_server.usecases import any_ticket, current_ticket, invariants
from tests.builders import DAY, at, open_counters, press_next, take

ANI = "staff:ani"


@pytest.fixture
def morning(db, hall):
    """A005, an older person, is served; A001 is called, A002 sent on to counter 4, A003 waits; D001 has left."""
    for place in range(4):
        take(db, hall, at=at(f"09.0{place}"))
    take(db, hall, priority="lansia", at=at("09.05"))
    gone = take(db, hall, "SIM", at=at("09.06"))
    open_counters(db, hall, "1", "2", "4")
    press(db, hall, "1", "09.10", "start", "finish")
    press(db, hall, "2", "09.20")
    press(db, hall, "1", "09.21", "start")
    current_ticket.transfer(
        db, hall, hall.counter("1"), service="KIA", to_counter="4", actor=ANI, at=at("09.25")
    )
    any_ticket.leave(db, hall, gone.token, at=at("09.26"))
    return hall


def press(db, hall, code, clock, *buttons):
    assert press_next(db, hall, code, at=at(clock))
    for button in buttons:
        current_ticket.press(db, hall, hall.counter(code), button, actor=ANI, at=at(clock))


class _PutBack(Exception):
    """The damage was looked at."""


@contextmanager
def damaged(db, *statements):
    """A connection that sees the damage, which is undone afterwards."""
    try:
        with db.transaction() as tx:
            for statement in statements:
                tx.conn.exec_driver_sql(statement)
            yield tx.conn
            raise _PutBack
    except _PutBack:
        pass


def told(conn, hall):
    return invariants.check(conn, hall, DAY) + list(rows.at_each_step(conn, rolls="Z", day=DAY))


def for_sqlite(statement):
    return statement.replace("+00:00'", ".000000'").replace("::json", "")


CALL = "(SELECT min(seq) FROM journal WHERE kind = 'ticket_called')"
DAMAGES = {
    "a number is missing": (
        ["DELETE FROM ticket WHERE number = 'A005'"],
        f"I1 {DAY}: number A005 is missing, 5 were given out",
    ),
    "a number was given out twice": (
        ["UPDATE ticket SET number = 'A1' WHERE number = 'A004'"],
        f"I1 {DAY}: number A1 was given out twice",
    ),
    "more numbers than counted": (
        ["UPDATE number_series SET last = 3 WHERE prefix = 'A'"],
        f"I1 {DAY}: number A004 was given out, but only 3 are counted",
    ),
    "a series that nobody counts": (
        ["DELETE FROM number_series WHERE prefix = 'D'"],
        f"I1 {DAY}: numbers D were given out, but none is counted",
    ),
    "two at one counter": (
        ["DROP INDEX ux_ticket_counter",
         "UPDATE ticket SET state = 'serving', counter_id = 2 WHERE number = 'A004'"],
        "I4: counter 2 has tickets",
    ),
    "called to nowhere": (
        ["UPDATE ticket SET counter_id = NULL WHERE number = 'A001'"],
        "is called at no counter",
    ),
    "sent to a closed counter": (
        ["UPDATE ticket SET for_counter_id = 9 WHERE number = 'A003'"],
        "A003 waits for counter 9, which is closed or gone",
    ),
    "sent to somebody who went home": (
        ["UPDATE ticket SET for_staff = 'budi' WHERE number = 'A003'"],
        "A003 waits for budi, which is closed or gone",
    ),
    "a state that nobody knows": (
        ["UPDATE ticket SET state = 'lost' WHERE number = 'A004'"],
        "is in the unknown state 'lost'",
    ),
    "a service that counts one too many": (
        ["UPDATE service_day SET issued = issued + 1 WHERE issued = 5"],
        "counts 6 (issued), there are 5",
    ),
    "a way in that counts one too many": (
        ["UPDATE service_day SET priority = 2 WHERE priority = 1"],
        "counts 2 (priority), there are 1",
    ),
    "a service that counts nothing": (
        ["DELETE FROM service_day WHERE issued = 1"],
        "counts nothing, there are 1",
    ),
    "a ticket that nobody gave out": (
        ["UPDATE journal SET kind = 'print_changed' WHERE seq = 1"],
        "is journalled as given out 0 times",
    ),
    "a call without a reason": (
        [f"UPDATE journal SET data = '{{\"why\": {{\"rule\": \"order\"}}, \"service\": \"KTP\"}}' WHERE seq = {CALL}"],
        "has rule 'order' and reason None",
    ),
    "a call without a rule": (
        [f"UPDATE journal SET data = '{{\"reason\": \"Datang 09.00\", \"service\": \"KTP\"}}' WHERE seq = {CALL}"],
        "has rule None and reason 'Datang 09.00'",
    ),
    "numbers against the order of the ids": (
        ["UPDATE ticket SET number = 'A009' WHERE number = 'A001'",
         "UPDATE ticket SET number = 'A001' WHERE number = 'A002'",
         "UPDATE ticket SET number = 'A002' WHERE number = 'A009'"],
        "has number A001 after 2 of its prefix",
    ),
    "a row of the journal is gone": (
        ["DELETE FROM journal WHERE seq = 3"],
        "I10: row 3 is missing in the journal, before row 4",
    ),
    "the journal counts further than it goes": (
        ["UPDATE journal_head SET seq = seq + 1"],
        "the last number used is",
    ),
    "a row of the journal is flipped": (
        ["UPDATE journal SET data = replace(CAST(data AS TEXT), 'A003', 'A009')::json WHERE seq = 3"],
        "I10: row 3 of the journal is not what was written behind row 2",
    ),
    "another did it": (
        ["UPDATE journal SET actor = 'staff:budi' WHERE seq = 9"],
        "I10: row 9 of the journal is not what was written behind row 8",
    ),
    "it was at another time": (
        ["UPDATE journal SET at = '2026-11-23 01:00:00+00:00' WHERE seq = 9"],
        "I10: row 9 of the journal is not what was written behind row 8",
    ),
    "two rows of the journal changed places": (
        ["UPDATE journal SET seq = 1000 WHERE seq = 4", "UPDATE journal SET seq = 4 WHERE seq = 5",
         "UPDATE journal SET seq = 5 WHERE seq = 1000"],
        "I10: row 4 of the journal is not what was written behind row 3",
    ),
    "the first rows of the journal are gone": (
        ["DELETE FROM journal WHERE seq < 3"],
        "I10: rows 1 to 2 are missing in the journal, before row 3",
    ),
    "the journal was cut at its end": (
        ["DELETE FROM journal WHERE seq > 5"],
        "I10: the last row of the journal is 5, the last number used is",
    ),
    "the journal was cut, and its number put back": (
        ["DELETE FROM journal WHERE seq > 5", "UPDATE journal_head SET seq = 5"],
        "I10: the head of the journal is not the hash of its last row 5",
    ),
    "a row of a kind that nobody knows": (
        ["UPDATE journal SET kind = 'ticket_sold' WHERE seq = 9"],
        "I10: row 9 of the journal is not what was written behind row 8",
    ),
    "a step that the table does not know": (
        ["UPDATE journal SET kind = 'ticket_recalled' WHERE kind = 'ticket_started'"],
        "could not happen: illegal_transition",
    ),
    "a call that was not its turn": (
        ["UPDATE ticket SET issued_at = '2026-11-23 01:00:00+00:00' WHERE number = 'A004'"],
        "by the rules it was the turn of A004",
    ),
    "a row that says otherwise than the journal": (
        ["UPDATE ticket SET calls = 7 WHERE number = 'A005'"],
        "A005: calls should be 1, the row says 7",
    ),
    "a key that no rule gives": (
        ["UPDATE ticket SET v = '2026-11-23 01:00:00+00:00' WHERE number = 'A004'"],
        "A004: v should be 2026-11-23 02:03:00+00:00, the row says 2026-11-23 01:00:00+00:00",
    ),
}  # fmt: skip


def test_a_good_morning_has_no_faults(db, morning):
    with db.reading() as conn:
        assert told(conn, morning) == []
        assert list(invariants.in_rows(conn, morning, None)) == [], "all days at once"
        assert invariants.replayed(conn, morning, DAY).compared == 3


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("what", DAMAGES)
def test_damage_is_seen_and_named(db, morning, what):
    statements, fault = DAMAGES[what]
    with damaged(db, *(for_sqlite(s) for s in statements)) as conn:
        found = told(conn, morning)

    assert any(fault in one for one in found), found


@pytest.mark.on("postgresql")
def test_damage_is_seen_on_postgresql_too(db, morning):
    for what, (statements, fault) in DAMAGES.items():
        with damaged(db, *statements) as conn:
            found = told(conn, morning)
        assert any(fault in one for one in found), (what, found)


@pytest.mark.on("postgresql")
def test_a_request_that_made_two_tickets_is_seen(db, morning):
    """SQLite cannot let go of the rule that makes this impossible."""
    rule = "ALTER TABLE ticket DROP CONSTRAINT uq_ticket_actor_request_key"
    with damaged(db, rule, "UPDATE ticket SET request_key = 'again-and-again'") as conn:
        found = told(conn, morning)

    assert any(
        "request 'again-and-again' of kiosk:kiosk-1 made the tickets" in one for one in found
    )


def test_gaps_in_the_paper_roll_are_no_fault(db, morning):
    changes = (
        "UPDATE ticket SET prefix = 'Z', number = 'Z007' WHERE number = 'D001'",
        ("UPDATE number_series SET prefix = 'Z', last = 7 WHERE prefix = 'D'"),
    )
    with damaged(db, *changes) as conn:
        assert list(rows.numbers(conn, rolls="Z", day=DAY)) == []
