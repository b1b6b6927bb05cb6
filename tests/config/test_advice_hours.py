"""What check-config advises about hours, breaks and quotas."""

import pytest

from queue_server.config.advice import warnings
from tests.config.test_hours import WEEK, config

PLENTY = {"tickets": {"mon-fri": "07:30-15:00"}, "service": {"mon-fri": "08:00-16:00"}}


def hall(*breaks, helps=(), quota=None, minutes=10, hours=PLENTY, own=None, priority_only=False):
    """A service KTP with a counter for each of ``breaks`` ("" for none)."""
    counters = {
        str(place): {
            "name": {"id": f"Loket {place}"}, "zone": "A", "services": ["KTP"],
            "breaks": {"mon-fri": told} if told else {}, "priority_only": priority_only and place == 1,
        }
        for place, told in enumerate(breaks or ("",), 1)
    }  # fmt: skip
    service = {
        "prefix": "A", "agency": "X", "zone": "A", "name": {"id": "KTP"}, "quota": quota,
        "service_min": minutes, "hours": own,
    }  # fmt: skip
    return config(hours, counters=counters, services={"KTP": service})


@pytest.mark.parametrize(
    ("breaks", "advised"),
    [
        (("12:00-12:30", "12:30-13:00"), ""),
        (("12:00-12:30", ""), ""),
        (
            ("12:00-12:45", "12:15-13:00", "12:00-13:00"),
            "all 3 counters have a break from 12.15 to 12.45",
        ),
        (("12:00-12:30",), "its counter has a break from 12.00 to 12.30"),
    ],
)
def test_counters_that_rest_all_at_the_same_time_are_named(breaks, advised):
    told = warnings(hall(*breaks))

    assert len(told) == bool(advised)
    assert all(line.startswith("services.KTP: on Mondays ") and advised in line for line in told)


def test_a_quota_that_the_desks_cannot_serve_is_named():
    eleven = [""] * 11
    # The reference: 635 passports of 10 minutes at 11 booths are 577 minutes; the day has 480.
    assert warnings(hall(*eleven, quota=635)) == [
        "services.KTP.quota: 635 visitors of 10 minutes at 11 counters take 577 minutes; the longest day has 480"
    ]
    assert warnings(hall(*eleven, quota=528)) == []
    assert len(warnings(hall(*eleven, quota=529))) == 1


def test_pauses_and_counters_for_priority_alone_do_not_serve_the_quota():
    pause = PLENTY | {"pauses": {"mon-fri": "12:00-13:00"}}

    assert warnings(hall(quota=42, hours=pause)) == []
    assert len(warnings(hall(quota=43, hours=pause))) == 1
    assert len(warnings(hall("", "", quota=49, priority_only=True))) == 1


@pytest.mark.parametrize(("minutes", "advised"), [(60, False), (61, True)])
def test_a_last_number_too_late_to_be_served_is_named(minutes, advised):
    told = warnings(hall(minutes=minutes))

    assert bool(told) is advised
    assert all(
        "on Mondays the last number is given at 15.00 and service ends at 16.00" in line
        for line in told
    )


def test_hours_of_a_service_that_forget_ramadan_are_named():
    ramadan = {
        "name": "Ramadan",
        "from": "2027-02-08",
        "to": "2027-03-09",
        "tickets": {"mon-fri": "08:00-13:00"},
    }
    with_it = PLENTY | {"periods": [ramadan]}

    assert warnings(hall(hours=with_it, own=WEEK)) == [
        "services.KTP.hours: Ramadan is a period of the hall, but not of these hours"
    ]
    assert warnings(hall(hours=with_it, own=with_it)) == []


def test_a_hall_that_is_always_open_is_only_asked_about_breaks():
    assert warnings(hall(quota=9999, hours="always")) == []
