"""Every state of the TV at every size: inside the safe area, nothing cut, high enough and clear enough to read.

``SATUPINTU_PICTURES=FOLDER`` keeps a picture of each state there, for the eye and for the docs.
"""

from __future__ import annotations

import math
import os
from itertools import count, pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looks import look, too_fine
from tests.e2e.test_screens_tv import LEAST, NOW, ROW, SAFE, SIGNS_OUTSIDE, SIZES, capitals
from tests.e2e.tv_wall import PAST, Wall, film, item, picture

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

CLEAR = 7.0
"""Contrast of numbers and words on their ground."""
LONG = [
    ("4K1003", "12"), ("M0461", "12"), ("4K010", "10"), ("M045", "11"), ("L1017", "6"), ("AB044", "14"),
]  # fmt: skip
BOTH_WAYS = pytest.mark.parametrize(
    ("width", "height"), [(1920, 1080), (1080, 1920)], ids=["1080p", "portrait"]
)
IS_IN_MEMORY = """
(src) => new Promise((done) => {
  const made = new Image()
  made.onload = () => done(true)
  made.onerror = () => done(false)
  made.src = src
})
"""
_serial = count()


def hours(state: str, reason: str | None = None, until: str | None = None) -> dict[str, object]:
    return {"state": state, "reason": reason, "until": until}


def check(page: Page, state: str, *, least: float = LEAST, contrast: float = CLEAR) -> None:
    """The picture as it stands has no fault."""
    size = page.viewport_size
    folder = os.environ.get("SATUPINTU_PICTURES")
    if folder and size:
        name = f"{size['width']}x{size['height']}-{next(_serial):03}-{state.replace(' ', '-')}.png"
        page.screenshot(path=str(Path(folder) / name))
    seen = look(page, safe=SAFE)
    assert len(seen["texts"]) > 2, state
    faint = [(one["text"], one["contrast"]) for one in seen["texts"] if one["contrast"] < contrast]
    signs = page.evaluate(SIGNS_OUTSIDE, SAFE)
    small = too_fine(seen, capitals=least * seen["remPx"])
    assert [*seen["faults"], *signs, *small, *faint] == [], state


@SIZES
def test_every_state_is_whole_and_clear_at_every_size(desk_hall, screens, width, height):
    wall = Wall(screens, desk_hall.url, width, height)
    page = wall.open()
    number = page.locator(".now .num")
    check(page, "call")

    wall.call("A048", "4")
    expect(page.locator(".is-new .gate")).to_contain_text("4")
    check(page, "new")
    wall.call("L019", "6")
    expect(number).to_have_count(2)
    check(page, "multi2")
    wall.call("M018", "13")
    expect(number).to_have_count(3)
    check(page, "multi3")

    wall.begin(LONG, waiting_total=148)
    expect(number).to_have_count(1)
    expect(number).to_contain_text("1003")
    check(page, "long")
    service = "Pelayanan pengaduan masyarakat dan konsultasi perizinan berusaha"
    wall.begin([("A047", "INFO"), *PAST], names={"service": service})
    expect(number).to_contain_text("047")
    check(page, "long names", least=3)

    full = page.locator("#full")
    wall.begin([], hours=hours("before", until="2026-11-23T06:00:00Z"), waiting_total=4)
    expect(full).to_contain_text("Loket buka pukul\u00a013.00")
    check(page, "idle")
    wall.begin([("A047", "3")], hours=hours("pause", "friday_prayer", "2026-11-23T06:00:00Z"))
    expect(full).to_contain_text("Jeda salat Jumat")
    expect(full).to_contain_text("Dilanjutkan pukul\u00a013.00")
    check(page, "break")
    wall.begin([("A047", "3")], hours=hours("closed", until="2026-11-24T00:30:00Z"), waiting_total=0)  # fmt: skip
    expect(full).to_contain_text("Buka Selasa pukul\u00a007.30")
    expect(page.locator(".foot .wait")).to_have_count(0)
    check(page, "night")
    wall.call("A050", "2")
    expect(number).to_contain_text("050")
    expect(page.locator("body.is-night")).to_have_count(0)


@pytest.mark.parametrize(
    ("width", "height", "metres"),
    [(1280, 720, 10), (1920, 1080, 10), (1920, 1080, 12), (1080, 1920, 10), (1080, 1920, 12)],
)
def test_a_picture_that_may_be_old_says_so_and_is_whole(desk_hall, screens, width, height, metres):
    wall = Wall(screens, desk_hall.url, width, height, viewing_distance_m=metres)
    wall.page.clock.install()
    page = wall.open()
    wall.mute = True
    wall.later(17)
    expect(page.locator(".foot.stale")).to_contain_text("Menghubungkan kembali")
    check(page, f"stale {metres} m")
    wall.later(45)
    expect(page.locator(".foot.stale")).to_contain_text("Dengarkan petugas")
    check(page, f"old {metres} m", contrast=4.5)


@SIZES
def test_texts_pictures_and_films_have_their_turn_in_the_slot(desk_hall, screens, width, height):
    wall = Wall(screens, desk_hall.url, width, height, media="slot")
    wall.page.clock.install()
    wall.files = {"/media/a.png": picture(), "/media/f.webm": film(wall)}
    wall.plays(
        item(1, "text", text={"id": "Bawa KK asli dan KTP lama", "en": "Bring your card"}),
        item(2, "picture", url="/media/a.png"), item(3, "picture", url="/media/gone.png"),
        item(4, "video", url="/media/f.webm", seconds=9),
    )  # fmt: skip
    page = wall.open()
    slot = page.locator("#slot")
    expect(slot).to_contain_text("Bawa KK asli dan KTP lama")
    expect(page.locator(".past .num:visible")).to_have_count(1 if height > width else 2)
    check(page, "media")
    wall.later(8.3)
    expect(slot).to_contain_text("Bring your card")
    wall.later(8.3)
    expect(slot.locator("img")).to_have_js_property("naturalWidth", 320)
    check(page, "media picture")
    wall.later(12.3)
    expect(slot.locator("video")).to_have_js_property("videoWidth", 160)
    expect(slot.locator("video")).to_have_js_property("muted", True)
    check(page, "media film")

    wall.call("A049", "4")
    expect(page.locator(".is-new .gate")).to_be_visible()
    expect(slot).to_be_hidden()
    expect(page.locator(".past .num:visible")).to_have_count(4 if height > width else 5)
    wall.later(10.5)
    expect(slot).to_be_visible()


@BOTH_WAYS
def test_texts_in_the_foot_are_pages_of_eight_seconds_and_none_is_cut(desk_hall, screens, width, height):  # fmt: skip
    wall = Wall(screens, desk_hall.url, width, height, media="foot")
    wall.page.clock.install()
    text = (
        "Nomor terlewat? Lapor ke petugas di loket, nomor Anda masih berlaku sampai sore hari ini."
    )
    wall.plays(item(1, "text", text={"id": text}), item(2, "picture", url="/media/a.png"))
    page = wall.open()
    expect(page.locator(".foot .wait")).to_contain_text("23 menunggu")
    page.evaluate(LISTEN)
    for _ in range(
        30
    ):  # the page's clock runs by itself too: what it said is written down by the page
        wall.later(2)
        said = page.evaluate("window.said.map((one) => one.text)")
        if page.locator(".foot .say").count():
            check(page, f"notice {len(said)}")
        elif said:
            break
    assert " ".join(said) == text
    assert len(said) > 1
    starts = page.evaluate("window.said.map((one) => one.at)")
    assert all(8_000 <= after - before < 11_000 for before, after in pairwise(starts))


LISTEN = """
() => {
  window.said = []
  new MutationObserver(() => {
    const text = document.querySelector('.foot .say')?.textContent
    if (text && window.said.every((one) => one.text !== text)) window.said.push({ text, at: performance.now() })
  }).observe(document.querySelector('#foot'), { childList: true, subtree: true })
}
"""


def test_a_film_stands_beside_the_calls_for_near_readers_only(desk_hall, screens):
    for metres, near in ((5, True), (8, False)):
        wall = Wall(screens, desk_hall.url, 1920, 1080, media="film", viewing_distance_m=metres)
        wall.files = {"/media/a.png": picture()}
        wall.plays(
            item(1, "picture", url="/media/a.png"),
            item(2, "text", text={"id": "Nomor terlewat? Lapor ke petugas di loket."}),
        )
        page = wall.open()
        place = page.locator("#cinema img" if near else "#slot")
        place.wait_for()
        assert page.locator("#film").is_visible() is near
        if near:
            check(page, "near", least=3.7)
            assert min(capitals(page, ".past .num, .what b")) >= 4.6
            wall.call("A050", "2")
            expect(page.locator(".is-new")).to_be_visible()
            check(page, "near new", least=3.7)
            wall.call("L051", "1")  # two at once: both in full size, and the film waits
            expect(page.locator(".now .num")).to_have_count(2)
            expect(place).to_be_hidden()
            check(page, "near multi2")
        page.context.close()


DISTANCES = [(55, 10), (32, 5), (43, 8), (65, 12)]
FARTHEST = [(1920, 1080, 55, 13), (1080, 1920, 55, 12)]


@pytest.mark.parametrize(
    ("width", "height", "inches", "metres"),
    [(*size, *far) for size in ((1920, 1080), (1080, 1920)) for far in DISTANCES] + FARTHEST,
)
def test_letters_are_high_enough_for_the_farthest_reader(
    desk_hall, screens, width, height, inches, metres
):
    """Painted capitals against what an eye needs at that distance: 12.22, 5.82 and 4.65 mm a metre."""
    wall = Wall(screens, desk_hall.url, width, height, screen_inches=inches, viewing_distance_m=metres)  # fmt: skip
    page = wall.open()
    mm = math.hypot(16, 9) / (inches * 25.4 * 9) * 108 * metres  # rem of one mm at one metre
    now, row, least = 12.22 * mm, 5.818 * mm, 4.654 * mm
    page.locator(".gate b").wait_for()
    assert min(capitals(page, ".now > .num, .gate b")) >= max(NOW, now) - 0.05
    assert min(capitals(page, ".past .num, .past .box, .what b")) >= max(ROW, row) - 0.05
    check(page, f"{inches} inches {metres} m", least=max(LEAST, least) - 0.02)
    wall.call("A048", "12")
    wall.call("L019", "6")
    expect(page.locator(".now .num")).to_have_count(2)
    # Design: on a portrait TV 0.66 degree is enough for M and W with two digits; A and L get all of it.
    assert min(capitals(page, ".now .num, .now .box")) >= max(NOW, now) - 0.05
    check(page, f"{inches} inches {metres} m two", least=max(LEAST, least) - 0.02)


def test_a_tv_too_small_for_its_readers_still_gives_the_largest_letters(desk_hall, screens):
    wall = Wall(screens, desk_hall.url, 1920, 1080, screen_inches=43, viewing_distance_m=15)
    page = wall.open()
    assert min(capitals(page, ".now > .num, .gate b")) >= NOW * 1.3 - 0.05
    check(page, "too far")


def test_cached_pictures_stay_while_the_server_is_away_and_go_when_they_are_taken_out(desk_hall, screens):  # fmt: skip
    wall = Wall(screens, desk_hall.url, 1920, 1080, media="slot")
    wall.page.clock.install()
    wall.files = {"/media/a.png": picture(), "/media/b.png": picture()}
    wall.plays(item(1, "picture", url="/media/a.png", seconds=600))
    page = wall.open()
    shown = page.locator("#slot img")
    shown.wait_for()
    first = shown.get_attribute("src")
    assert page.evaluate(IS_IN_MEMORY, first)
    wall.is_down = True
    wall.plays(item(2, "picture", url="/media/b.png", seconds=600))
    wall.later(12)
    assert shown.get_attribute("src") == first
    wall.is_down = False
    wall.later(12)
    expect(shown).not_to_have_attribute("src", str(first))
    assert wall.asked["/media/a.png"] == 1
    assert page.evaluate(IS_IN_MEMORY, first) is False
