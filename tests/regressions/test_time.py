"""Days, clocks and figures as they went wrong elsewhere (R38 to R50 of docs/regressions.md)."""

import pytest

from queue_server.domain.errors import NothingToUndo
from queue_server.domain.ticket import State
from queue_server.live import tail
from queue_server.usecases.any_ticket import cancel
from queue_server.usecases.close_day import close_past_days
from queue_server.usecases.current_ticket import press, transfer
from queue_server.usecases.report_day import report_day
from queue_server.usecases.undo import take_back
from tests.builders import DAY, NEXT_DAY, at, open_counters, press_next, stored, take

NEW_YEAR = ("2026-12-31", "2027-01-01")


def test_each_visitor_belongs_to_one_day_by_the_clock_on_the_wall(db, hall):
    """Asked for days as a program would: none is counted twice, none is missing, a day without visitors is there."""
    days = [DAY, NEXT_DAY, "2026-11-25", "2026-11-26"]
    taken = {
        DAY: ["00.00", "06.59", "07.01", "23.59.59"],
        NEXT_DAY: ["00.00", "12.00"],
        days[3]: ["00.01"],
    }
    for day in days:
        close_past_days(db, hall, at=at("00.00", day))
        for clock in taken.get(day, ()):
            take(db, hall, at=at(clock, day))

    reports = {day: report_day(db, hall, day=day) for day in days}

    assert {day: r["total"]["issued"] for day, r in reports.items()} == {
        DAY: 4, NEXT_DAY: 2, days[2]: 0, days[3]: 1,
    }  # fmt: skip
    assert [row["name"] for row in reports[DAY]["hours"]] == ["00.00", "06.00", "07.00", "23.00"]


def test_the_last_evening_and_the_first_morning_of_the_year_are_two_days(db, hall):
    evening = [take(db, hall, at=at("23.5" + n, NEW_YEAR[0])) for n in "89"]
    close_past_days(db, hall, at=at("00.00", NEW_YEAR[1]))
    morning = take(db, hall, at=at("00.01", NEW_YEAR[1]))

    assert [t.number for t in evening] == ["A001", "A002"]
    assert (morning.number, morning.day) == ("A001", NEW_YEAR[1])
    assert [report_day(db, hall, day=day)["total"]["issued"] for day in NEW_YEAR] == [2, 1]


def test_the_kiosk_opens_in_the_morning_by_itself(site, change, watch, monkeypatch):
    """Nobody touches anything: the state that goes out every ten seconds says it."""
    week = {str(day): ["07:30", "15:00"] for day in range(5)}
    change(lambda wanted: wanted.update(hours={"tickets": week, "service": week}))
    site.clock.forward(hours=21, minutes=29)  # 07.29 of the next day
    kiosk = watch("kiosk")
    assert not any(s["open"] for s in kiosk.sync({"since": None})["hall"]["services"])

    site.clock.forward(minutes=2)
    monkeypatch.setattr(tail, "BOARD_EVERY_S", 0.0)
    site.server.tail.step()

    assert [s["open"] for s in kiosk.got("hall")[-1]["services"]] == [True, True, True]
    site.take()


def test_a_clock_set_back_gives_no_number_twice_and_no_wait_below_zero(db, hall):
    """The battery is dead, or the time came late: an hour happens twice."""
    open_counters(db, hall, "1", at=at("08.00"))
    before = [take(db, hall, at=at(clock)) for clock in ("10.00", "10.01")]
    after = [take(db, hall, at=at(clock)) for clock in ("09.00", "09.01")]
    called = press_next(db, hall, "1", at=at("09.02"))
    desk = hall.counter("1")
    press(db, hall, desk, "start", actor="staff:ani", at=at("09.03"))
    press(db, hall, desk, "finish", actor="staff:ani", at=at("08.50"))

    assert [t.number for t in (*before, *after)] == ["A001", "A002", "A003", "A004"]
    assert called is not None
    figures = report_day(db, hall, day=DAY)["total"]
    assert all(value is None or value >= 0 for value in figures.values())
    assert figures["issued"] == 4


def test_a_day_that_comes_back_goes_on_with_its_numbers(db, hall):
    """The clock jumps back over midnight: the numbers of yesterday are out, so they go on where they were."""
    for _ in range(2):
        take(db, hall, at=at("23.00"))
    close_past_days(db, hall, at=at("00.01", NEXT_DAY))
    take(db, hall, at=at("00.01", NEXT_DAY))

    assert take(db, hall, at=at("23.30")).number == "A003"
    assert take(db, hall, at=at("00.05", NEXT_DAY)).number == "A002"


def test_walking_and_waiting_are_not_made_longer_by_calling_again(db, hall):
    open_counters(db, hall, "1")
    take(db, hall, at=at("09.00"))
    desk = hall.counter("1")
    called = press_next(db, hall, "1", at=at("09.10"))
    for clock in ("09.11", "09.12"):
        press(db, hall, desk, "recall", actor="staff:ani", at=at(clock))
    started = press(db, hall, desk, "start", actor="staff:ani", at=at("09.13"))
    press(db, hall, desk, "finish", actor="staff:ani", at=at("09.20"))

    assert (started.called_at, started.served_at) == (called.called_at, at("09.13"))
    figures = report_day(db, hall, day=DAY)["total"]
    assert (figures["wait_mean_s"], figures["service_mean_s"]) == (600, 420)


@pytest.mark.parametrize("called_first", [False, True])
def test_who_gave_up_enters_no_average_of_service(db, hall, called_first):
    open_counters(db, hall, "1")
    gone = take(db, hall, at=at("09.00"))
    if called_first:
        press_next(db, hall, "1", at=at("09.40"))
    cancel(db, hall, gone.id, reason="pulang", actor="staff:ani", at=at("09.45"))

    figures = report_day(db, hall, day=DAY)["total"]

    assert (figures["cancelled"], figures["served"], figures["service_mean_s"]) == (1, 0, None)
    assert figures["wait_mean_s"] == (40 * 60 if called_first else None), (
        "a wait that ended in a call is one"
    )


def test_who_is_moved_counts_once_at_each_service_with_its_own_times(db, hall):
    open_counters(db, hall, "1")
    desk = hall.counter("1")
    first = take(db, hall, at=at("09.00"))
    press_next(db, hall, "1", at=at("09.10"))
    press(db, hall, desk, "start", actor="staff:ani", at=at("09.11"))
    transfer(db, hall, desk, service="KK", actor="staff:ani", at=at("09.21"))
    again = press_next(db, hall, "1", at=at("09.30"))
    press(db, hall, desk, "start", actor="staff:ani", at=at("09.31"))
    press(db, hall, desk, "finish", actor="staff:ani", at=at("09.34"))

    report = report_day(db, hall, day=DAY)
    kept = ("served", "wait_mean_s", "service_mean_s")
    rows = {row["name"]: tuple(row[name] for name in kept) for row in report["services"]}

    assert (again.number, again.prefix) == (first.number, first.prefix)
    assert rows == {"KTP": (1, 600, 600), "KK": (1, 540, 180)}
    assert (report["visitors"], report["total"]["served"]) == (1, 2)


def test_a_press_of_yesterday_is_not_taken_back(db, hall):
    """Finished two seconds before midnight, taken back five after it: nobody would see that visitor any more."""
    open_counters(db, hall, "1", at=at("23.00"))
    served = take(db, hall, at=at("23.10"))
    desk = hall.counter("1")
    press_next(db, hall, "1", at=at("23.50"))
    press(db, hall, desk, "start", actor="staff:ani", at=at("23.51"))
    press(db, hall, desk, "finish", actor="staff:ani", at=at("23.59.58"))
    close_past_days(db, hall, at=at("00.00", NEXT_DAY))

    with pytest.raises(NothingToUndo):
        take_back(db, hall, desk, actor="staff:ani", at=at("00.00.05", NEXT_DAY))
    assert stored(db, served).state is State.DONE
