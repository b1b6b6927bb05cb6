"""The figures of one day."""

import pytest

from queue_server.usecases import current_ticket
from queue_server.usecases.any_ticket import leave
from queue_server.usecases.close_day import close_past_days
from queue_server.usecases.report_day import as_csv, report_day
from tests.builders import DAY, NEXT_DAY, at, minutes, open_counters, press_next, take

COUNTS = ("issued", "served", "waiting", "no_show", "cancelled", "forgotten")


@pytest.fixture
def day(db, hall):
    """A day with a bit of everything; its report."""
    open_counters(db, hall, "1", "2", "5")

    def visit(counter, clock, *buttons):
        press_next(db, hall, counter, at=at(clock))
        for n, button in enumerate(buttons, start=1):
            now = at(clock) + minutes(5 * n)
            desk = hall.counter(counter)
            current_ticket.press(db, hall, desk, button, actor="staff:ani", at=now)

    for n, service in enumerate(["KTP", "KTP", "KK", "KTP", "SIM"]):
        take(db, hall, service, at=at("08.00") + minutes(n))
    leave(db, hall, take(db, hall, at=at("09.10")).token, at=at("09.20"))
    visit("1", "08.30", "start", "finish")  # waited 30 minutes, served 5
    visit("2", "08.41", "start", "finish")  # waited 40
    visit("1", "09.00", "skip")
    visit("5", "08.14", "start")  # forgotten at the counter
    close_past_days(db, hall, at=at("00.00", NEXT_DAY))
    take(db, hall, at=at("08.00", NEXT_DAY))
    return report_day(db, hall, day=DAY)


def test_the_total_counts_every_ticket_of_the_day_once(day):
    assert [day["total"][name] for name in COUNTS] == [6, 2, 0, 1, 1, 2]
    assert day["total"]["issued"] == sum(day["total"][name] for name in COUNTS[1:])


def test_waits_and_service_times_are_of_those_who_were_served_properly(day):
    assert day["total"]["wait_mean_s"] == (30 + 40 + 58) * 60 / 3
    assert day["total"]["service_mean_s"] == 300


@pytest.mark.parametrize("part", ["services", "hours"])
def test_the_parts_sum_up_to_the_total(day, part):
    for name in COUNTS:
        assert sum(row[name] for row in day[part]) == day["total"][name]


def test_the_counters_share_what_was_called(day):
    assert {row["name"]: row["served"] for row in day["counters"]} == {"1": 1, "2": 1, "5": 0}


def test_hours_are_of_the_sites_clock(day):
    assert [(row["name"], row["issued"]) for row in day["hours"]] == [("08.00", 5), ("09.00", 1)]


def test_the_table_for_a_spreadsheet_says_the_same(day):
    head, *rows, seal = as_csv(day)

    assert seal[:2] == ["head", f"{day['head']['seq']}:{day['head']['hash']}"]
    assert {len(seal)} == {len(row) for row in rows} == {len(head)}
    told = dict(zip(head, rows[0], strict=True))
    assert (told["part"], told["name"]) == ("total", DAY)
    assert {name: told[name] for name in day["total"]} == day["total"]
    assert len(rows) == 1 + sum(len(day[part]) for part in ("services", "counters", "hours"))


def test_a_day_without_visitors_has_zeros_and_empty_lists(db, hall):
    report = report_day(db, hall, day="2020-01-01")

    assert report["total"]["issued"] == 0
    assert report["services"] == report["counters"] == report["hours"] == []
