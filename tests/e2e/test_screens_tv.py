"""The TV, measured: inside the safe area, capitals for ten metres, no call lost, never old numbers as fresh."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looks import capitals_px, look, too_fine
from tests.e2e.pairing_hands import WIDEST, asked_in

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SIZES = pytest.mark.parametrize(
    ("width", "height"),
    [(1280, 720), (1920, 1080), (3840, 2160), (1080, 1920)],
    ids=["720p", "1080p", "4K", "portrait"],
)
SERVICE = {"1": "KTP", "2": "KTP", "3": "KTP", "4": "AKTA", "5": "SIM"}
NOW, ROW, LEAST, ALONE = 19.3, 9.2, 7.4, 22.5
"""Capital heights in rem, a 108th of the short side: number and counter, rows, everything else, a number alone."""
SAFE = 0.05
_keys = count()
SIGNS_OUTSIDE = """
(safe) => [...document.querySelectorAll('.gate, .box')].filter((one) => one.checkVisibility())
  .map((one) => one.getBoundingClientRect())
  .filter(({ left, right, top, bottom }) => left < innerWidth * safe - 1 || right > innerWidth * (1 - safe) + 1
    || top < innerHeight * safe - 1 || bottom > innerHeight * (1 - safe) + 1)
  .map(({ left, right, top, bottom }) => [left, right, top, bottom].join(' '))
"""


def open_tv(screens, hall, width=1920, height=1080, *, token=None, prepare=None) -> Page:
    page: Page = screens("about:blank", width=width, height=height)
    if prepare:
        prepare(page)
    key = hall.key("display", "lobby") if token is None else token
    page.goto(f"{hall.url}/display/" + (f"#token={key}" if key else ""))
    page.locator("html:not(.is-loading)").wait_for()
    if token is None:
        page.locator(".foot .wait, .foot.ask").wait_for()  # it has heard of the hall
    return page


def call(hall, counter: str) -> str:
    """The next visitor of this counter comes, is called there, and its number; whoever was there before is served."""
    if hall.staff("GET", f"/counters/{counter}")["ticket"]:
        hall.staff("POST", f"/counters/{counter}/start")
        hall.staff("POST", f"/counters/{counter}/finish")
    hall.take(SERVICE[counter], key=f"tv-{next(_keys):06}")
    hall.staff("POST", f"/counters/{counter}/open")
    return str(hall.staff("POST", f"/counters/{counter}/next")["ticket"]["number"])


def faults(page: Page) -> list[str]:
    seen = look(page, safe=SAFE)
    rem = seen["remPx"]
    assert len(seen["texts"]) > 4
    signs = [f"a sign outside: {where}" for where in page.evaluate(SIGNS_OUTSIDE, SAFE)]
    return [*seen["faults"], *signs, *too_fine(seen, capitals=LEAST * rem)]


def capitals(page: Page, selector: str) -> list[float]:
    """Capital heights in rem of the texts in ``selector``."""
    page.locator(selector).first.wait_for()
    rem = look(page)["remPx"]
    fonts = page.evaluate(
        """(at) => [...document.querySelectorAll(at)].filter((one) => one.checkVisibility()).map((one) => {
          const { fontFamily, fontSize } = getComputedStyle(one)
          return { family: fontFamily.split(',')[0].replaceAll('"', ''), px: parseFloat(fontSize) } })""",
        selector,
    )
    return [capitals_px(font) / rem for font in fonts]


def numbers(page: Page, selector: str) -> list[str]:
    return ["".join(text.split()) for text in page.locator(selector).all_inner_texts()]


@SIZES
def test_numbers_counters_and_rows_are_as_high_as_ten_metres_need(
    desk_hall, screens, width, height
):
    page = open_tv(screens, desk_hall, width, height, prepare=lambda page: page.clock.install())
    called = [call(desk_hall, counter) for counter in "123"]
    expect(page.locator(".now .both > li")).to_have_count(3)
    assert sorted(numbers(page, ".now .num")) == sorted(called)
    assert min(capitals(page, ".now .num")) >= NOW - 0.05
    assert min(capitals(page, ".now .box")) >= NOW - 0.05
    assert faults(page) == []

    page.clock.fast_forward(10_500)
    alone = call(desk_hall, "5")
    expect(page.locator(".now > .num")).to_contain_text(alone[1:])
    assert numbers(page, ".now .num") == [alone]
    assert min(capitals(page, ".now > .num")) >= ALONE - 0.05
    assert min(capitals(page, ".gate b")) >= NOW - 0.05
    assert min(capitals(page, ".what b")) >= ROW - 0.05
    assert min(capitals(page, ".past .num, .past .box")) >= ROW - 0.05
    assert faults(page) == []


def test_of_five_calls_within_two_seconds_three_stand_large_and_none_is_lost(desk_hall, screens):
    page = open_tv(screens, desk_hall, prepare=lambda page: page.clock.install())
    for counter in SERVICE:  # a clean stage: who is there is served
        if desk_hall.staff("GET", f"/counters/{counter}")["ticket"]:
            desk_hall.staff("POST", f"/counters/{counter}/start")
            desk_hall.staff("POST", f"/counters/{counter}/finish")
        desk_hall.staff("POST", f"/counters/{counter}/open")
        desk_hall.take(SERVICE[counter], key=f"tv-{next(_keys):06}")
    page.clock.fast_forward(10_500)

    called = [
        desk_hall.staff("POST", f"/counters/{counter}/next")["ticket"]["number"]
        for counter in SERVICE
    ]
    expect(page.locator(".now .both > li")).to_have_count(3)
    expect(page.locator(".past .num")).not_to_have_count(0)
    assert numbers(page, ".now .num") == called[:3]
    assert set(called[3:]) <= set(
        numbers(page, ".past .num")
    )  # seen in the list while they wait for the stage
    assert min(capitals(page, ".now .num, .now .box")) >= NOW - 0.05

    page.clock.fast_forward(10_500)
    expect(page.locator(".now .both > li")).to_have_count(2)
    assert numbers(page, ".now .num") == called[3:]
    assert set(called[:3]) <= set(numbers(page, ".past .num"))


@contextmanager
def frozen(hall) -> Iterator[None]:
    """All servers of the hall: from one alone a screen would go to another."""
    servers = [hall.server_pid(), *(other.pid for other in hall.others)]
    for server in servers:
        os.kill(server, signal.SIGSTOP)
    try:
        yield
    finally:
        for server in servers:
            os.kill(server, signal.SIGCONT)


@SIZES
def test_a_silent_server_is_said_after_15_s_and_dims_the_numbers_after_60_s(
    desk_hall, screens, width, height
):
    page = open_tv(screens, desk_hall, width, height, prepare=lambda page: page.clock.install())
    last = [call(desk_hall, counter) for counter in "123"]
    expect(page.locator(".now .both > li")).to_have_count(3)
    with frozen(desk_hall):
        page.clock.fast_forward(12_000)
        expect(page.locator("body.is-stale")).to_have_count(0)
        page.clock.fast_forward(5_000)
        expect(page.locator(".foot.stale")).to_contain_text("Menghubungkan kembali", timeout=2_500)
        expect(page.locator(".foot.stale")).to_contain_text("data ")
        assert faults(page) == []
        assert page.locator("body.is-old").count() == 0
        page.clock.fast_forward(45_000)
        expect(page.locator(".foot.stale")).to_contain_text("Dengarkan petugas")
        expect(page.locator("body.is-old")).to_have_count(1)
        faint = [one for one in look(page, "#now")["texts"] if one["contrast"] < 4.5]
        assert faint == []
    last.append(call(desk_hall, "5"))
    expect(page.locator(".now .num").first).to_be_visible()
    expect(page.locator("body.is-stale")).to_have_count(0, timeout=15_000)
    expect(page.locator("body")).to_contain_text(last[-1][-3:])


@pytest.mark.parametrize(
    ("width", "height", "token"),
    [(1280, 720, ""), (1080, 1920, ""), (1920, 1080, "sp_not-a-token-of-this-hall")],
    ids=["none-720p", "none-portrait", "unknown-1080p"],
)
def test_a_screen_without_a_valid_key_says_what_to_do(desk_hall, screens, width, height, token):
    page = open_tv(screens, desk_hall, width, height, token=token, prepare=asked_in)
    expect(page.locator(".setup .is-code")).to_have_text(WIDEST)
    expect(page.locator(".setup")).to_contain_text(f"{desk_hall.url}/admin/#devices")
    assert look(page, safe=SAFE)["faults"] == []


def test_a_missing_font_is_a_fault_that_the_screen_names(desk_hall, screens):
    page = open_tv(
        screens,
        desk_hall,
        prepare=lambda page: page.route("**/b612-latin-700*", lambda route: route.abort()),
    )
    expect(page.locator(".foot.ask")).to_contain_text("B612")
