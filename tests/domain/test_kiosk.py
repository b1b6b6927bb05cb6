"""A kiosk's pace, and what is kept of it."""

import pytest

from queue_server.domain.kiosk import Bucket, KioskState, state_of, states_of
from tests.builders import at, minutes


def asked(bucket, times, *, at):
    return [bucket.take(at) for _ in range(times)]


def test_a_minutes_worth_may_be_taken_at_once_and_no_more():
    bucket = Bucket(6, at=100.0)

    assert asked(bucket, 8, at=100.0) == [0, 0, 0, 0, 0, 0, 10, 10]


def test_numbers_come_again_one_by_one_and_the_kiosk_is_told_when():
    bucket = Bucket(6, at=0.0)
    asked(bucket, 6, at=0.0)

    assert bucket.take(4.5) == 6
    assert bucket.take(10.0) == 0
    assert bucket.take(10.0) == 10
    assert asked(bucket, 3, at=30.0) == [0, 0, 10]


def test_a_night_fills_the_bucket_once_and_not_more():
    bucket = Bucket(3, at=0.0)

    assert asked(bucket, 4, at=36_000.0) == [0, 0, 0, 20]


def test_the_wait_is_never_nothing():
    bucket = Bucket(6000, at=0.0)
    asked(bucket, 6000, at=0.0)

    assert bucket.take(0.0) == 1


def test_a_request_sent_again_costs_nothing():
    bucket = Bucket(2, at=0.0)
    for _ in range(10):
        assert bucket.take(0.0) == 0
        bucket.give_back()

    assert asked(bucket, 3, at=0.0) == [0, 0, 30]


def test_giving_back_never_makes_more_than_a_minutes_worth():
    bucket = Bucket(2, at=0.0)
    bucket.give_back()

    assert asked(bucket, 3, at=0.0) == [0, 0, 30]


def test_a_flood_begins_with_the_first_refusal_and_ends_after_a_quiet_minute():
    bucket = Bucket(6, at=0.0)
    asked(bucket, 6, at=0.0)
    assert not bucket.is_flooded(0.0)

    counted = []
    for second in range(120):
        asked(bucket, 1, at=float(second))
        counted.append(bucket.refused)
    assert counted[5] == 6
    assert counted == sorted(counted), "one flood, however long"
    assert bucket.is_flooded(119.0)
    assert bucket.is_flooded(160.0)
    assert not bucket.is_flooded(180.0)
    assert bucket.refused == 0


def test_people_at_an_ordinary_pace_are_never_refused():
    bucket = Bucket(6, at=0.0)

    assert [bucket.take(10.0 * n) for n in range(500)] == [0] * 500


def test_what_is_kept_of_a_kiosk_comes_back_the_same():
    state = KioskState(
        name="kiosk-1", locked=True, reason="kertas", by="staff:ani", since=at("09.00"), help_at=at("09.01")
    )  # fmt: skip

    assert state_of("kiosk-1", state.plain()) == state
    assert state_of("kiosk-1", None) == KioskState(name="kiosk-1")


def test_other_settings_are_no_kiosks():
    kept = {
        "kiosk:kiosk-2": KioskState(name="kiosk-2", locked=True).plain(),
        "media": {"version": 3},
    }

    assert list(states_of(kept)) == ["kiosk-2"]


@pytest.mark.parametrize(("later", "stands"), [(0, True), (14, True), (15, False), (600, False)])
def test_a_call_for_help_that_nobody_answers_is_over_after_a_quarter_of_an_hour(later, stands):
    state = KioskState(name="kiosk-1", help_at=at("09.00"))

    assert state.wants_help(at("09.00") + minutes(later)) is stands
    assert not KioskState(name="kiosk-1").wants_help(at("09.00"))
