"""The page that says how the order is made: phone, desk and TVs, both languages, nothing of a person."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looks import look, too_fine
from tests.e2e.staff_hands import INDONESIAN, walk_to

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SIZES = {"phone": (390, 844), "desk": (1366, 768), "TV": (1920, 1080), "upright TV": (1080, 1920)}
SAFE, LEAST = 0.05, 3.7
RULES = [
    "order", "valve", "policy", "helped", "early", "urgent", "directed", "any_order", "chosen", "desk",
]  # fmt: skip


def calls() -> list[dict[str, Any]]:
    """A call by each rule."""
    return [
        {
            "seq": 100 - at, "number": f"A{47 - at:03}", "prefix": "A", "rule": rule,
            "counter": {"code": str(at), "name": {"id": f"Loket {at}", "en": f"Counter {at}"}},
            "service": {"code": "S", "name": {"id": "KTP-el", "en": "ID card"}},
            "called_at": "2026-11-23T03:32:10.000Z", "target_min": 30,
            "counted_at": None if rule in ("urgent", "desk") else "2026-11-23T02:41:00.000Z",
            "used_percent": None if rule in ("urgent", "desk") else 113,
            "over": {"number": "B009", "counted_at": "2026-11-23T02:44:00.000Z"} if rule == "order" else None,
        }
        for at, rule in enumerate(RULES)
    ]  # fmt: skip


def open_page(screens: Any, hall: Any, path: str, size: str) -> Page:
    width, height = SIZES[size]
    page: Page = screens("about:blank", width=width, height=height)
    page.goto(f"{hall.url}{path}")
    page.locator("html[data-ready] #rules li").first.wait_for()
    page.evaluate("document.fonts.ready")
    return page


def told(page: Page, hall: Any, **changes: Any) -> None:
    order = hall.get("/api/v1/order?zone=A") | {"calls": calls()} | changes
    page.route("**/api/v1/order**", lambda route: route.fulfill(json=order))
    page.evaluate("dispatchEvent(new Event('online'))")


def faults(page: Page, is_tv: bool) -> list[str]:
    size = page.viewport_size
    assert size
    if not is_tv:  # what a page has below its window can be scrolled to
        height = 4200 if size["width"] < 1000 else 1590  # higher, it would be a TV
        page.set_viewport_size({"width": size["width"], "height": height})
    seen = look(page, safe=SAFE if is_tv else 0)
    page.set_viewport_size(size)
    assert len(seen["texts"]) > 10
    faint = [one["text"] for one in seen["texts"] if one["contrast"] < 4.5]
    if is_tv:
        return [*seen["faults"], *faint, *too_fine(seen, capitals=LEAST * seen["remPx"])]
    fine = [f"{one['text']}: {one['px']} px" for one in seen["texts"] if one["px"] < 14]
    small = [one["label"] for one in seen["buttons"] if min(one["width"], one["height"]) < 44]
    return [*seen["faults"], *faint, *fine, *small]


@pytest.mark.parametrize("size", SIZES)
def test_rules_and_calls_fit_every_screen_in_both_languages(desk_hall, screens, size):
    is_tv = "TV" in size
    for language, words in (("id", "lebih awal"), ("en", "counted")):
        page = open_page(screens, desk_hall, f"/why/A?lang={language}", size)
        some = calls()[:3] if size == "desk" else calls()
        told(page, desk_hall, calls=some)
        expect(page.locator("#calls")).to_contain_text("047")
        expect(page.locator("#rules")).to_contain_text(words)
        assert faults(page, is_tv) == [], language
        if language == "en":
            shown = [one["text"] for one in look(page)["texts"]]
            assert [text for text in shown if INDONESIAN.search(text)] == []
        if is_tv:
            assert page.locator("#rules li").count() >= 3
            assert page.locator("#calls li").count() >= 2
        else:
            assert page.locator("#calls li").count() == len(some)
            assert page.locator("#rules li").count() == 8
            assert page.locator("#promises table caption").count() == 1


def test_the_phone_leads_there_and_back_to_the_board_and_no_class_is_named(desk_hall, screens):
    ticket = desk_hall.take("NIKAH", key="why-0001", priority="lansia")
    page: Page = screens(f"{desk_hall.url}/t/{ticket['token']}", width=390, height=844)
    page.locator("html[data-ready]").wait_for()
    page.locator("a.why").click()
    page.wait_for_url("**/why/B?lang=id")
    expect(page.locator("h1")).to_have_text("Mengapa nomor itu lebih dulu?")
    assert page.title() == "Mengapa nomor itu lebih dulu?"
    expect(page.locator("#calls")).not_to_contain_text("ansia")
    page.locator("#language").click()
    expect(page.locator("h1")).to_have_text("Why was that number first?")
    page.reload()
    expect(page.locator("h1")).to_have_text("Why was that number first?")
    assert page.locator("html").get_attribute("lang") == "en"
    walk_to(page, 'nav a[href="/board/B"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/board/B")
    expect(page.locator("#why a")).to_have_attribute("href", "/why/B?lang=id")


def test_a_place_that_is_none_leads_to_one_and_old_data_says_its_time(desk_hall, screens):
    page: Page = screens(f"{desk_hall.url}/why/attic", width=390, height=844)
    expect(page.locator("#note")).to_contain_text("Tempat ini tidak ada")
    page.locator("#note a").click()
    page.locator("#rules li").first.wait_for()
    page.route("**/api/v1/order**", lambda route: route.abort())
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#note")).to_contain_text("Sambungan terputus. Data pukul")
