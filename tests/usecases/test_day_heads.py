"""The seal of a day: where the chain of the journal stood when the day was over."""

from queue_server.storage import day_heads, journal
from queue_server.usecases.close_day import close_past_days
from queue_server.usecases.day_heads import head_of, keep_past_days, short
from tests.builders import DAY, NEXT_DAY, at, open_counters, take

THURSDAY = "2026-11-26"


def rows(db):
    with db.reading() as conn:
        return journal.since(conn, 0, limit=1000)


def head(db, hall, day):
    with db.reading() as conn:
        return head_of(conn, hall, day)


def a_day(db, hall, day=DAY):
    for clock in ("08.00", "09.00", "23.59.59"):
        take(db, hall, at=at(clock, day))
    return rows(db)[-1].seq


def test_a_day_that_is_over_keeps_the_seal_of_its_last_row(db, hall):
    last = a_day(db, hall)
    open_counters(db, hall, "1", at=at("00.00.00", NEXT_DAY))
    close_past_days(db, hall, at=at("00.00.01", NEXT_DAY))

    kept = head(db, hall, DAY)
    assert kept["seq"] == last
    with db.reading() as conn:
        assert day_heads.of_day(conn, DAY)[1].hex() == kept["hash"]
        assert kept["short"] == f"{last}:{short(day_heads.of_day(conn, DAY)[1])}"
    assert kept["short"].count("-") == 3


def test_the_server_was_off_for_days_and_days_without_a_row_have_no_seal(db, hall):
    monday = a_day(db, hall)
    tuesday = a_day(db, hall, NEXT_DAY)
    assert keep_past_days(db, hall, at=at("07.00", THURSDAY)) == 2
    take(db, hall, at=at("08.00", THURSDAY))
    assert keep_past_days(db, hall, at=at("09.00", THURSDAY)) == 0

    assert [head(db, hall, day)["seq"] for day in (DAY, NEXT_DAY)] == [monday, tuesday]
    assert head(db, hall, "2026-11-25") is None


def test_a_seal_stays_as_it_was_whatever_is_written_later(db, hall):
    a_day(db, hall)
    keep_past_days(db, hall, at=at("00.01", NEXT_DAY))
    before = head(db, hall, DAY)
    take(db, hall, at=at("00.02", NEXT_DAY))
    take(db, hall, at=at("23.59", DAY))  # the clock was set back for a moment
    assert keep_past_days(db, hall, at=at("00.05", NEXT_DAY)) == 0
    keep_past_days(db, hall, at=at("00.05", THURSDAY))

    assert head(db, hall, DAY) == before
    assert head(db, hall, NEXT_DAY)["seq"] == rows(db)[-1].seq


def test_a_row_with_a_time_of_the_future_keeps_no_day_from_its_seal(db, hall):
    last = a_day(db, hall)
    take(db, hall, at=at("09.00", "2031-01-01"))
    monday = a_day(db, hall, "2026-11-30")
    keep_past_days(db, hall, at=at("09.00", "2026-12-01"))

    assert head(db, hall, DAY)["seq"] == last
    assert head(db, hall, "2026-11-30")["seq"] == monday


def test_the_day_that_goes_on_shows_the_seal_of_this_moment(db, hall):
    assert head(db, hall, DAY) is None
    take(db, hall, at=at("09.00"))
    first = head(db, hall, DAY)
    take(db, hall, at=at("09.01"))

    assert (first["seq"], head(db, hall, DAY)["seq"]) == (1, 2)
    assert first["hash"] != head(db, hall, DAY)["hash"]
