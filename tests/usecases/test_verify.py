"""All of history is checked: a good hall is sound, and what somebody does to its database is found and named.

The damage is committed here, so that it is looked at as ``satupintu verify`` does, in views of its own.
"""

import pytest
import sqlalchemy as sa

from queue_server.domain.events import Kind
from queue_server.storage import chain, journal, schema
from queue_server.storage.invariants_chain import Head
from queue_server.usecases.close_day import close_past_days
from queue_server.usecases.day_heads import head_of
from queue_server.usecases.verify import given, verify
from tests.builders import DAY, NEXT_DAY, at, open_counters, press_next, take

LAST = "(SELECT max(seq) FROM journal)"


@pytest.fixture
def two_days(db, hall):
    """Four visitors on a day that is closed, three on the next; two were called."""
    for minute in range(4):
        take(db, hall, at=at(f"09.0{minute}"))
    open_counters(db, hall, "1")
    press_next(db, hall, "1")
    close_past_days(db, hall, at=at("00.00", NEXT_DAY))
    for minute in range(3):
        take(db, hall, at=at(f"09.0{minute}", NEXT_DAY))
    open_counters(db, hall, "1", at=at("07.30", NEXT_DAY))
    press_next(db, hall, "1", at=at("10.00", NEXT_DAY))
    return hall


def do(db, *statements):
    with db.transaction() as tx:
        for statement in statements:
            tx.conn.exec_driver_sql(statement)


def faults(db, hall, **more):
    return [(fault.invariant, fault.words) for fault in verify(db, hall, **more).faults]


def paper(db, hall, day):
    """What the day's report says of the chain."""
    with db.reading() as conn:
        return head_of(conn, hall, day)


def mended(db, seq=None):
    """What somebody does who knows how the chain is made: hash everything anew, and cut behind ``seq``."""
    with db.transaction() as tx:
        if seq:
            tx.conn.exec_driver_sql(f"DELETE FROM journal WHERE seq > {seq}")
        last, hash = chain.hash_all(tx.conn)
        tx.conn.execute(sa.update(schema.journal_head).values(seq=last, hash=hash))


def test_a_good_hall_is_sound_and_its_figures_are_told(db, two_days):
    heard = []
    papers = [given(paper(db, two_days, day)["short"]) for day in (DAY, NEXT_DAY)]
    report = verify(db, two_days, days=None, head=papers, tell=lambda *told: heard.append(told))

    assert report.ok, report.faults
    facts = report.facts
    assert [facts[name] for name in ("tickets", "heads", "calls")] == [7, 3, 2]
    assert facts["journal"] == facts["head"]["seq"]
    assert facts["head"]["hash"] == paper(db, two_days, NEXT_DAY)["hash"]
    assert facts["replayed"] == [NEXT_DAY, DAY]
    assert heard[-1] == ("days lived again", len(heard), len(heard))
    assert verify(db, two_days, days=1).facts["replayed"] == [NEXT_DAY]
    assert verify(db, two_days, days=0).facts["calls"] == 0


def test_rows_flipped_taken_out_put_in_or_moved_are_named(db, two_days):
    do(db, "UPDATE journal SET actor = 'staff:budi' WHERE seq = 2")
    assert faults(db, two_days) == [("I10", "row 2 of the journal is not what was written behind row 1")]  # fmt: skip
    do(db, "UPDATE journal SET actor = 'kiosk:kiosk-1' WHERE seq = 2")
    assert faults(db, two_days) == []
    swap = [f"UPDATE journal SET seq = {to} WHERE seq = {of}" for of, to in ((6, 999), (5, 6), (999, 5))]  # fmt: skip
    do(db, *swap)
    moved = "row 5 of the journal is not what was written behind row 4"
    assert faults(db, two_days, days=0)[0] == ("I10", moved)
    do(db, *swap)
    do(db, "DELETE FROM journal WHERE seq = 5")
    assert faults(db, two_days)[0] == ("I10", "row 5 is missing in the journal, before row 6")
    mended(db)
    assert faults(db, two_days)[0][1].startswith("row 5 is missing")


def test_whoever_hashes_everything_anew_is_found_by_the_day_that_is_over(db, two_days):
    seal = paper(db, two_days, DAY)["seq"]
    do(db, "UPDATE journal SET actor = 'staff:budi' WHERE seq = 2")
    mended(db)
    assert faults(db, two_days) == [
        ("I10", f"the head of {DAY} tells of another row {seal}: it or rows before it were changed")
    ]


def test_whoever_mends_the_days_too_is_found_by_paper(db, two_days):
    typed = given(paper(db, two_days, NEXT_DAY)["short"])
    do(db, "UPDATE journal SET actor = 'staff:budi' WHERE seq = 2")
    mended(db)
    do(db, "DELETE FROM day_head")
    assert faults(db, two_days) == []
    assert faults(db, two_days, head=[typed]) == [
        ("I10", f"the head given tells of another row {typed.seq}: it or rows before it were changed")
    ]  # fmt: skip


def test_a_journal_cut_at_its_end_is_found_by_its_head_then_the_days_then_paper(db, two_days):
    seal, typed = paper(db, two_days, DAY)["seq"], given(paper(db, two_days, NEXT_DAY)["short"])
    do(db, f"DELETE FROM journal WHERE seq = {LAST}")
    said = faults(db, two_days, days=0)[0]
    last = typed.seq
    assert said == (
        "I10",
        f"the last row of the journal is {last - 1}, the last number used is {last}",
    )
    mended(db)
    assert faults(db, two_days, days=0) == []
    gone = f"the head given tells of row {typed.seq}, which is not there: rows were taken away"
    assert faults(db, two_days, days=0, head=[typed]) == [("I10", gone)]
    mended(db, seal - 1)
    gone = f"the head of {DAY} tells of row {seal}, which is not there: rows were taken away"
    assert ("I10", gone) in faults(db, two_days, days=0)


def test_numbers_left_out_on_purpose_are_no_fault_and_others_are(db, hall, two_days):
    do(db, "UPDATE number_series SET last = 9 WHERE day = '2026-11-24' AND prefix = 'A'")
    take(db, hall, at=at("10.30", NEXT_DAY))
    missing = ("I1", f"{NEXT_DAY}: number A004 is missing, 10 were given out")
    assert faults(db, hall) == [missing]

    def gap(first, last):
        columns = "day, prefix, first, last, at, why"
        values = f"'{NEXT_DAY}', 'A', {first}, {last}, '2026-11-24 03:00:00', 'restore'"
        return f"INSERT INTO number_gap ({columns}) VALUES ({values})"

    do(db, gap(4, 7))
    assert faults(db, hall) == [("I1", f"{NEXT_DAY}: number A008 is missing, 10 were given out")]
    do(db, gap(8, 9))
    assert faults(db, hall) == []


def test_a_number_that_was_to_be_left_out_is_not_given_out(db, hall, two_days):
    columns = "day, prefix, first, last, at, why"
    values = f"'{NEXT_DAY}', 'A', 2, 2, '2026-11-24 03:00:00', 'restore'"
    do(db, f"INSERT INTO number_gap ({columns}) VALUES ({values})")
    twice = f"{NEXT_DAY}: number A002 was given out, though it was to be left out"
    assert faults(db, hall) == [("I1", twice)]


def test_only_the_row_of_a_restore_may_jump_in_the_journal(db, hall, two_days):
    for kind in (Kind.RESTORED, Kind.HALL_CHANGED):
        do(db, "UPDATE journal_head SET seq = seq + 100")
        with db.transaction() as tx:
            tx.record(kind, at=at("11.00", NEXT_DAY), actor="system")
        take(db, hall, at=at("11.01", NEXT_DAY))
        with db.reading() as conn:
            last = journal.last_seq(conn)
        jumped = faults(db, hall)
        assert (jumped == []) == (kind is Kind.RESTORED), jumped
    rows = f"rows {last - 101} to {last - 2} are missing in the journal, before row {last - 1}"
    assert jumped == [("I10", rows)]


def test_paper_of_rows_that_a_restore_lost_says_so(db, hall, two_days):
    last = paper(db, hall, NEXT_DAY)["seq"]
    do(db, "UPDATE journal_head SET seq = seq + 100")
    with db.transaction() as tx:
        tx.record(Kind.RESTORED, at=at("11.00", NEXT_DAY), actor="system", from_seq=last)
    lost = [given(f"{seq}:{'0' * 16}") for seq in (last + 1, last + 200)]
    assert faults(db, hall) == []
    assert [words.partition(": ")[2] for _, words in faults(db, hall, head=lost)] == [
        f"it was lost when an older copy came back (row {last + 101})",
        "rows were taken away",
    ]


def test_what_comes_while_it_looks_is_looked_at_too(db, hall, two_days):
    def meanwhile(what, done, of):
        if what == "the chain of the journal":
            take(db, hall, at=at("11.01", NEXT_DAY))

    before = verify(db, hall).facts["journal"]
    report = verify(db, hall, tell=meanwhile)
    assert report.ok, report.faults
    assert report.facts["journal"] == before + 1
    do(db, f"UPDATE journal SET hash = NULL WHERE seq = {LAST}")
    assert not verify(db, hall).ok


def test_a_ticket_that_cannot_be_read_is_a_fault_and_no_crash(db, two_days):
    do(db, f"UPDATE ticket SET state = 'lost' WHERE number = 'A004' AND day = '{DAY}'")
    assert [fault[0] for fault in faults(db, two_days, days=None)] == ["I7"]


@pytest.mark.on("sqlite")
@pytest.mark.parametrize(
    "change",
    [
        "journal SET data = '{\"service\": \"KT' WHERE seq = 2", "journal SET data = '[]' WHERE seq = 2",
        "journal SET at = 'yesterday' WHERE seq = 2", "journal SET kind = 'sold' WHERE seq = 2",
        "journal SET ticket_id = 99 WHERE seq = 2", "journal SET data = x'00' WHERE seq = 2",
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_any_more_is_named_too(db, two_days, change):
    """PostgreSQL refuses most of these by itself."""
    do(db, f"UPDATE {change}")
    words = "row 2 of the journal is not what was written behind row 1"
    assert ("I10", words) in faults(db, two_days, days=None)


@pytest.mark.parametrize(
    "typed",
    ["12:1F2E-3d4c 5b6a-7988", "12:1f2e3d4c5b6a7988", " 12 : 1f2e 3d4c 5b6a 7988 "],
)
def test_a_head_is_typed_as_it_stands_on_paper(typed):
    assert given(typed) == Head(name="the head given", seq=12, hash="1f2e3d4c5b6a7988")


@pytest.mark.parametrize(
    "typed",
    ["", "12", "12:1f2e", "x:1f2e3d4c5b6a7988", "12:" + "g" * 16, "12:" + "0" * 65],
)
def test_what_is_no_head_is_refused(typed):
    with pytest.raises(ValueError, match="SEQ:HASH"):
        given(typed)


def test_the_seal_of_a_day_survives_reading_it_back(db, two_days):
    told = paper(db, two_days, DAY)
    assert given(told["short"]).seq == told["seq"]
    assert told["hash"].startswith(given(told["short"]).hash)
    assert given(f"{told['seq']}:{told['hash']}").hash == told["hash"]
