"""Never old numbers as fresh: a frozen server, a killed one, a laptop that slept, clocks that jump."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.cable import Cable
from tests.e2e.running import RunningHall
from tests.e2e.test_screens_tv import call, frozen, open_tv
from tests.e2e.tv_wall import PAST, Wall

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

HOUR_MS = 3_600_000
ASLEEP = """
(ms) => {
  // The wall clock goes on while the computer sleeps, the steady one stands still.
  const real = Date.now
  Date.now = () => real() + ms
}
"""


@pytest.fixture
def killed_hall(tmp_path) -> Iterator[RunningHall]:
    """The server alone, in its default mode: it may be killed."""
    running = RunningHall(tmp_path, mode="eventlet", printer_port=9, command="serve")
    try:
        running.start()
        yield running
    finally:
        running.stop()


def test_a_killed_server_is_back_on_the_screen_by_itself_with_what_was_called(killed_hall, screens):
    page = open_tv(screens, killed_hall)
    call(killed_hall, "1")
    expect(page.locator(".now .num")).to_contain_text("001")
    killed_hall.kill_server()
    assert killed_hall.process
    killed_hall.process.wait(10)
    killed_hall.start()
    back = time.monotonic()
    number = call(killed_hall, "2")
    expect(page.locator(".now")).to_contain_text(number[1:], timeout=5_000)
    assert time.monotonic() - back < 4  # 2 s on a quiet machine
    assert page.locator("body.is-stale").count() == 0


def test_a_pulled_cable_is_noticed_and_what_was_called_meanwhile_is_there_when_it_is_in_again(
    killed_hall, screens
):
    with Cable(killed_hall.port) as cable:
        page = screens("about:blank", width=1920, height=1080)
        key = killed_hall.key("display", "lobby")
        page.goto(f"http://127.0.0.1:{cable.port}/display/#token={key}")
        page.locator(".foot .wait").wait_for()
        before = call(killed_hall, "1")
        expect(page.locator(".now .num")).to_contain_text(before[1:])

        cable.pull()
        pulled = time.monotonic()
        missed = [call(killed_hall, counter) for counter in ("2", "5")]
        page.locator("body.is-stale").wait_for(timeout=17_000)
        assert time.monotonic() - pulled < 16.5  # 15 s of silence, looked at each second
        cable.plug_in()
        back = time.monotonic()
        page.locator("body:not(.is-stale)").wait_for(timeout=10_000)
        assert time.monotonic() - back < 4  # 2 s on a quiet machine
        for number in missed:
            expect(page.locator(".now")).to_contain_text(number[1:])
        shown = [text.replace("\n", "") for text in page.locator(".num:visible").all_inner_texts()]
        assert sorted(shown) == sorted([before, *missed])


def test_a_frozen_server_is_noticed_within_15_s_and_caught_up_when_it_goes_on(desk_hall, screens):
    page = open_tv(screens, desk_hall)
    began = time.monotonic()
    with frozen(desk_hall):
        page.locator("body.is-stale").wait_for(timeout=17_000)
        assert time.monotonic() - began < 16.5  # 15 s of silence, looked at each second
        expect(page.locator(".foot.stale")).to_contain_text("Menghubungkan kembali")
    back = time.monotonic()
    page.locator("body:not(.is-stale)").wait_for(timeout=10_000)
    assert time.monotonic() - back < 4  # 2 s on a quiet machine
    number = call(desk_hall, "4")
    expect(page.locator(".now")).to_contain_text(number[1:])


def test_a_laptop_that_slept_does_not_show_the_numbers_of_before_as_fresh(desk_hall, screens):
    page = open_tv(screens, desk_hall)
    with frozen(desk_hall):
        page.evaluate(ASLEEP, HOUR_MS)
        page.locator("body.is-old").wait_for(timeout=6_000)
        expect(page.locator(".foot.stale")).to_contain_text("Dengarkan petugas")
    page.locator("body:not(.is-stale)").wait_for(timeout=10_000)
    number = call(desk_hall, "3")
    expect(page.locator(".now")).to_contain_text(number[1:], timeout=5_000)


def test_clocks_that_jump_change_nothing_on_the_screen(desk_hall, screens):
    page = open_tv(screens, desk_hall)
    number = call(desk_hall, "5")
    expect(page.locator(".now .num").first).to_be_visible()
    before = page.locator(".foot .time").inner_text()
    page.evaluate(WATCH)
    page.evaluate(ASLEEP, -5 * HOUR_MS)
    page.wait_for_timeout(1_100)
    page.evaluate(ASLEEP, 400 * 24 * HOUR_MS)
    page.wait_for_timeout(3_200)  # longer than a page in doubt waits for the server
    number = call(desk_hall, "4")
    expect(page.locator(".now")).to_contain_text(number[1:], timeout=5_000)
    assert page.evaluate("document.documentElement.dataset.wasStale") is None
    minutes = [int(at[:2]) * 60 + int(at[3:]) for at in (before, page.locator(".foot .time").inner_text())]  # fmt: skip
    assert (minutes[1] - minutes[0]) % 1440 in (0, 1)


WATCH = """
() => new MutationObserver(() => {
  if (document.body.classList.contains('is-stale')) document.documentElement.dataset.wasStale = 'yes'
}).observe(document.body, { attributes: true })
"""


def test_each_call_is_acknowledged_once_it_is_painted_and_a_hidden_screen_says_nothing(
    desk_hall, screens
):
    wall = Wall(screens, desk_hall.url, 1920, 1080)
    page = wall.open()

    def told(name: str) -> list[Any]:
        page.wait_for_timeout(150)
        return [facts for event, facts in wall.said if event == name]

    assert told("screen") == [{"sound": "none", "visible": True, "width": 1920, "height": 1080}]
    assert told("painted") == []
    seqs = [wall.call("A048", "4"), wall.call("L019", "6"), wall.call("A049", "1"), wall.call("A050", "2")]  # fmt: skip
    wall.board(PAST)
    assert told("painted") == [{"seq": seq} for seq in seqs]

    page.evaluate(HIDDEN, True)
    hidden = wall.call("A051", "3")
    assert told("painted")[4:] == []
    page.evaluate(HIDDEN, False)
    assert told("painted")[4:] == [{"seq": hidden}]
    page.set_viewport_size({"width": 1280, "height": 720})
    told_of = told("screen")
    assert told_of[1:3] == [told_of[0] | {"visible": False}, told_of[0]]
    assert told_of[-1] == {"sound": "none", "visible": True, "width": 1280, "height": 720}


HIDDEN = """
(hidden) => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
  document.dispatchEvent(new Event('visibilitychange'))
}
"""
