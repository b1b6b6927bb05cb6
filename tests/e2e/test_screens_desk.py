"""The small screen above one desk: every state at every size, measured; its calls; never old numbers as fresh."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looks import capitals_px, look, too_fine
from tests.e2e.running import RunningHall
from tests.e2e.tv_wall import Wall

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SIZES = [
    (1280, 800, 10.1, 3.0),
    (1024, 600, 7.0, 2.0),
    (1920, 1080, 24.0, 3.0),
    (800, 1280, 10.1, 2.5),
]
"""Width, height, inches, and the metres from which it is to be read."""
MARGIN = 0.035
NEXT = {"until": "2026-11-24T00:30:00.000Z", "reason": None}
NOON = {"state": "pause", "reason": "friday_prayer", "until": "2026-11-23T06:00:00.000Z"}
AT_DESK = {"number": "A047", "prefix": "A"}
STATES: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]] = {
    "open": ({}, {}, ("Buka", "Silakan menunggu panggilan")),
    "called": ({**AT_DESK, "ticket_state": "called"}, {}, ("A047", "Silakan menuju ke\u00a0sini")),
    "serving": ({**AT_DESK, "ticket_state": "serving"}, {}, ("A047", "Sedang dilayani")),
    "paused": ({"state": "paused"}, {}, ("Istirahat sebentar", "Silakan menunggu")),
    "closed": ({"state": "closed"}, {}, ("Tutup", "Lihat layar panggilan")),
    "break": ({}, NOON, ("Jeda salat Jumat", "Dilanjutkan pukul\u00a013.00")),
    "before": ({"state": "closed"}, {"state": "before", **NEXT}, ("Belum buka", "Buka Selasa pukul\u00a007.30")),
    "night": ({"state": "closed"}, {"state": "closed", **NEXT}, ("Tutup", "Buka Selasa pukul\u00a007.30")),
    "long": (
        {"name": {"id": "Loket Informasi dan Pengaduan"}, "number": "A1047", "prefix": "A", "ticket_state": "called"},
        {}, ("A1047", "Loket Informasi dan Pengaduan"),
    ),
}  # fmt: skip


DESK = {
    "code": "3",
    "name": {"id": "Loket 3"},
    "state": "open",
    "number": None,
    "prefix": None,
    "ticket_state": None,
}
OPEN = {"state": "open", "reason": None, "until": None}


def tell(wall: Wall, changes: dict[str, Any], hours: dict[str, Any]) -> None:
    wall.board([("A047", "3"), ("L018", "5")], counters=[DESK | changes], hours=hours or OPEN)


def called(wall: Wall, number: str) -> int:
    """This number is called to counter 3, and the boards say so from now on. The seq of the call."""
    wall._last["counters"] = [
        DESK | {"number": number, "prefix": number[0], "ticket_state": "called"}
    ]
    return wall.call(number, "3")


def open_desk(
    screens: Any, hall: RunningHall, size: tuple[int, int, float, float]
) -> tuple[Wall, Page]:
    width, height, inches, metres = size
    wall = Wall(
        screens,
        hall.url,
        width,
        height,
        counter="3",
        screen_inches=inches,
        viewing_distance_m=metres,
    )
    wall.page.clock.install(time=wall.now)
    tell(wall, {}, {})
    wall.page.goto(wall.url)
    wall.page.locator("#desk.s-open").wait_for()
    return wall, wall.page


def faults(page: Page, least: float) -> list[str]:
    seen = look(page, "#desk", safe=MARGIN)
    assert len(seen["texts"]) > 2
    faint = [
        f"{one['text']}: {one['contrast']:.1f}" for one in seen["texts"] if one["contrast"] < 4.5
    ]
    return [*seen["faults"], *too_fine(seen, capitals=least), *faint]


def height_of(page: Page, selector: str) -> float:
    """Capital height in px of the letters there."""
    [found] = page.evaluate(
        """(at) => [...document.querySelectorAll(at)].map((one) => ({ px: parseFloat(getComputedStyle(one).fontSize),
          family: getComputedStyle(one).fontFamily.split(',')[0].replaceAll('"', '') }))""",
        selector,
    )
    return capitals_px(found)


@pytest.mark.parametrize("size", SIZES, ids=["10-inch", "7-inch", "24-inch", "upright"])
def test_every_state_is_said_in_words_large_enough_for_its_distance(desk_hall, screens, size):
    wall, page = open_desk(screens, desk_hall, size)
    width, height, inches, metres = size
    need = 12.22 * metres * math.hypot(width, height) / (inches * 25.4)
    for state, (changes, hours, words) in STATES.items():
        tell(wall, changes, hours)
        kind = "called" if state == "long" else state
        page.locator(f"#desk.s-{kind}").wait_for()
        for text in words:
            expect(page.locator("#desk")).to_contain_text(text)
        # A name or number of more letters than usual gives way: it is never cut, and stays readable.
        least = need * 16 / 42 if state != "long" else need * 0.16
        assert faults(page, least) == [], state
        if state in ("called", "serving"):
            assert height_of(page, ".say .num") >= need - 1
            assert height_of(page, ".gate b") >= need - 1


def test_a_call_stands_there_with_its_frame_for_ten_seconds_and_is_reported_once(
    desk_hall, screens
):
    wall, page = open_desk(screens, desk_hall, SIZES[0])
    wall.call("A048", "5")
    mine = called(wall, "A049")
    expect(page.locator("#desk.s-called.is-new .say .num")).to_contain_text("049")
    expect(page.locator(".gate.pulse")).to_have_count(1)
    page.clock.run_for(500)
    assert [facts for name, facts in wall.said if name == "painted"] == [{"seq": mine}]
    assert [facts["sound"] for name, facts in wall.said if name == "screen"] == ["none"]
    page.clock.run_for(10_000)
    expect(page.locator("#desk.s-called:not(.is-new)")).to_have_count(1)
    tell(wall, {}, {})
    expect(page.locator("#desk.s-open")).to_have_count(1)


@pytest.mark.parametrize("size", [SIZES[0], SIZES[3]], ids=["10-inch", "upright"])
def test_a_silent_server_is_said_after_15_s_and_dims_the_number_after_60_s(
    desk_hall, screens, size
):
    wall, page = open_desk(screens, desk_hall, size)
    tell(wall, {**AT_DESK, "ticket_state": "called"}, {})
    page.locator("#desk.s-called").wait_for()
    wall.mute = True
    page.clock.run_for(13_000)
    expect(page.locator("#desk.is-stale")).to_have_count(0)
    page.clock.run_for(3_500)
    expect(page.locator(".foot.stale")).to_contain_text("Menghubungkan")
    expect(page.locator(".foot.stale")).to_contain_text("data 10.32")
    assert faults(page, 1) == []
    page.clock.run_for(45_000)
    expect(page.locator("#desk.is-old .foot.stale")).to_contain_text("Dengarkan petugas")
    assert faults(page, 1) == []
    wall.mute = False
    tell(wall, {}, {})
    expect(page.locator("#desk.s-open:not(.is-stale)")).to_have_count(1)


@pytest.fixture(scope="module")
def hall_with_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    running = RunningHall(
        tmp_path_factory.mktemp("desk"), mode="threading", printer_port=9, command="serve",
        displays={"desk-3": {"counter": "3", "screen_inches": 10.1, "viewing_distance_m": 3}},
    )  # fmt: skip
    try:
        running.start()
        yield running
    finally:
        running.stop()


def test_the_screen_of_counter_3_follows_what_staff_presses_there(hall_with_desk, screens):
    hall = hall_with_desk
    page: Page = screens(
        f"{hall.url}/display/#token={hall.key('display', 'desk-3')}", width=1280, height=800
    )
    expect(page.locator("#desk.s-closed")).to_have_count(1)
    taken = hall.take("KTP", key="desk-visitor-1", priority="lansia")
    hall.staff("POST", "/counters/3/open")
    expect(page.locator("#desk.s-open")).to_contain_text("Silakan menunggu panggilan")
    hall.staff("POST", "/counters/3/next")
    expect(page.locator("#desk.s-called.is-new .num")).to_contain_text(taken["number"][1:])
    assert "ansia" not in page.content()
    hall.staff("POST", "/counters/3/start")
    expect(page.locator("#desk.s-serving")).to_contain_text("Sedang dilayani")
    hall.staff("POST", "/counters/3/finish")
    hall.staff("POST", "/counters/3/pause", {"reason": "ke belakang"})
    expect(page.locator("#desk.s-paused")).to_contain_text("Istirahat sebentar")
    assert "ke belakang" not in page.content()

    def is_reported() -> bool:
        [screen] = [
            one for one in hall.staff("GET", "/screens")["screens"] if one["name"] == "desk-3"
        ]
        return bool(screen["painted"] and screen["paint_ms"]["n"] == 1 and screen["counter"] == "3")

    hall.wait_until(is_reported, "the painted call in the list of screens")
