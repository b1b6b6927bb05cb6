"""What a zone's loudspeaker page says: each call once, in order, one at a time. Page and server must agree."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.conftest import CHROMIUM, QUIET, a_hall
from tests.e2e.hearing import QUICK, an_ear, call, mute, recall

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

TOO_OLD_S = 60
NIGHT_VOLUME = 0.4


def night_now():
    """Hours around now, in the hall's time: so it is night while these tests run."""
    now = datetime.now(UTC).astimezone(ZoneInfo("Asia/Jakarta"))
    hour = timedelta(hours=1)
    return {"from": f"{now - hour:%H:%M}", "to": f"{now + hour:%H:%M}", "volume": 40}


@pytest.fixture(scope="module")
def speaking_hall(tmp_path_factory):
    """``satupintu up``; in zone B it is night."""
    speech = QUICK | {"zones": {"B": {"night": night_now()}}}
    with a_hall(tmp_path_factory.mktemp("heard"), mode="eventlet", speech=speech) as (hall, _):
        yield hall


@pytest.fixture
def ear(browser, speaking_hall):
    made = an_ear(browser, speaking_hall)
    yield made
    made.context.close()


@pytest.fixture
def tv(ear):
    return ear.open()


@pytest.fixture(scope="module")
def untouched(browser, speaking_hall):
    """The TV of zone B in a browser that plays nothing before a touch, and the call that it was not allowed to say.

    It is made first and looked at last, because a minute must pass.
    """
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    plain = browser.browser_type.launch(executable_path=CHROMIUM, args=[*QUIET, *as_root])
    ear = an_ear(plain, speaking_hall)
    ear.open(display="upstairs", may_sound=False)
    ear.wait(lambda: "bar" in ear.other, "the bar that asks for a touch")
    stale = call(speaking_hall, "8")
    yield ear, stale, time.monotonic()
    plain.close()


def test_without_a_touch_the_screen_asks_for_one_and_the_call_waits(untouched):
    ear, waiting, _ = untouched
    assert ear.other == ["bar"]
    assert ear.heard == []
    assert ear.said_by_server([waiting]) == ["waiting"]


def test_calls_are_said_in_their_order_a_recall_first_and_never_two_at_once(ear, tv, speaking_hall):
    first, second, third = (call(speaking_hall, counter) for counter in "123")
    ear.wait_started(first["seq"])
    again = recall(speaking_hall, "2")
    ear.wait_told(third["seq"], "spoken")

    # The second was called again before anybody had heard it: it is said once.
    assert ear.seqs() == [first["seq"], again["seq"], third["seq"]]
    assert ear.never_two_at_once()
    assert ear.spoken[again["seq"]].startswith("Panggilan ulang")
    assert not ear.spoken[first["seq"]].startswith("Panggilan ulang")
    assert ear.said_by_server([first, second, again, third]) == [
        "spoken",
        "merged",
        "spoken",
        "spoken",
    ]


def test_of_two_tabs_of_one_display_each_call_is_said_by_one(ear, tv, speaking_hall):
    ear.open()
    rows = [call(speaking_hall, counter) for counter in "457"]
    ear.wait_told(rows[-1]["seq"], "spoken")
    assert ear.seqs() == [row["seq"] for row in rows]
    assert ear.never_two_at_once()
    assert ear.said_by_server(rows) == ["spoken"] * 3


def test_a_reload_in_the_middle_does_not_say_it_again_and_the_next_is_said(ear, tv, speaking_hall):
    cut_off = call(speaking_hall, "1")
    ear.wait_started(cut_off["seq"])
    tv.reload()
    then = call(speaking_hall, "3")
    ear.wait_told(then["seq"], "spoken")
    assert ear.seqs() == [cut_off["seq"], then["seq"]]
    assert ear.said_by_server([cut_off, then]) == ["gone", "spoken"]


def test_a_muted_zone_is_silent_and_says_nothing_of_it_later(ear, tv, speaking_hall):
    mute(speaking_hall, "A", muted=True)
    silent = call(speaking_hall, "4")
    ear.wait_told(silent["seq"], "muted")
    mute(speaking_hall, "A", muted=False)
    then = call(speaking_hall, "5")
    ear.wait_told(then["seq"], "spoken")
    assert ear.seqs() == [then["seq"]]


def test_a_touch_lets_the_screen_speak_at_night_softly_but_not_of_what_is_a_minute_old(untouched):
    ear, stale, since = untouched
    page, hall = ear.pages[0], ear.hall
    page.wait_for_timeout(max(0, 1000 * (TOO_OLD_S + 1 - (time.monotonic() - since))))
    fresh = call(hall, "9")
    page.mouse.click(300, 300)
    ear.wait_told(fresh["seq"], "spoken")
    assert ear.other == ["bar", "no bar"]
    assert ear.seqs() == [fresh["seq"]]
    assert ear.heard[0].volume == pytest.approx(NIGHT_VOLUME)
    assert ear.said_by_server([stale]) == ["too_old"]
