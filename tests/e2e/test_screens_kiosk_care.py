"""What the kiosk takes care of: language, keyboard, who walks away, and fonts or keys that are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.kiosk_hands import PORTRAIT, SMALL, WIDE, agent_of, faults, open_kiosk, speak, touch
from tests.e2e.looks import look
from tests.e2e.pairing_hands import WIDEST, asked_in
from tests.e2e.running import RunningHall, shipped

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


@pytest.fixture(scope="module", autouse=True)
def printer_at_work(desk_hall: RunningHall) -> Iterator[None]:
    with agent_of(desk_hall):
        yield


OWN_NAMES = {"Indonesia", "English", "Which service do you need?"}
INDONESIAN = re.compile(
    r"\b(dan|untuk|nomor|loket|lantai|layanan|antrean|menunggu|pukul|orang|anda|kembali|langkah|selesai"
    r"|silakan|tiket|umum|ibu|lansia|surat|asli|lama|kontras|jangkauan|minggu|senin|selasa|rabu|kamis|jumat|sabtu)\b",
    re.IGNORECASE,
)


def same_in_both() -> set[str]:
    """Names that config.yaml does not translate, or translates by themselves."""
    found = set(OWN_NAMES)

    def walk(value: object) -> None:
        if isinstance(value, list):
            for one in value:
                walk(one)
        elif isinstance(value, dict):
            if isinstance(value.get("id"), str) and value.get("en", value["id"]) == value["id"]:
                found.add(value["id"])
            for one in value.values():
                walk(one)

    walk(shipped())
    return found


def words_on(page: Page) -> set[str]:
    return {
        one["text"].rstrip(" ·")
        for one in look(page)["texts"]
        if re.search(r"[^\W\d_]{3}", one["text"])
    }


def test_the_language_switch_changes_every_word_but_names(desk_hall, screens):
    page = open_kiosk(screens, desk_hall)
    names = same_in_both()
    left: list[str] = []

    def compare(view: str) -> None:
        speak(page, "id")
        before = words_on(page)
        speak(page, "en")
        after = words_on(page)
        assert len(before) > 5
        left.extend(f"{view}: {text}" for text in sorted((before & after) - names))
        rest = [re.sub("|".join(map(re.escape, names)), "", text) for text in after]
        left.extend(f"{view}: {text}" for text in rest if INDONESIAN.search(text))

    compare("home")
    for agency in ("DUKCAPIL", "POLRES", "KEMENAG"):
        touch(page, f'.agency[data-code="{agency}"]', "#services .service")
        compare(agency)
        touch(page, '[data-do="back"]', "#home")
    touch(page, '.pop[data-code="KTP"]', "#for .person")
    compare("for whom")
    touch(page, ".person.main", "#done .num")
    compare("done")
    assert left == []


def walk_to(page: Page, selector: str) -> None:
    """Tab until ``selector`` has the focus, and see that the focus can be seen."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("at => document.activeElement.matches(at)", selector):
            ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert ring != "none"
            return
    raise AssertionError(f"Tab never came to {selector}")


@pytest.mark.parametrize("panel", [PORTRAIT, WIDE], ids=["portrait", "wide"])
def test_a_ticket_can_be_taken_with_the_keyboard_alone(desk_hall, screens, panel):
    page = open_kiosk(screens, desk_hall, panel)
    page.locator(".agency").first.wait_for()
    walk_to(page, '.agency[data-code="POLRES"]')
    page.keyboard.press("Enter")
    page.locator("#services .service").first.wait_for()
    walk_to(page, '.service[data-code="SIM"]')
    page.keyboard.press("Enter")
    page.locator("#for .person").first.wait_for()
    walk_to(page, '.person[data-priority="lansia"]')
    page.keyboard.press("Enter")
    expect(page.locator("#done .num")).to_contain_text("D")
    expect(page.locator('#done [data-do="finish"]')).to_be_enabled()
    walk_to(page, '[data-do="finish"]')
    page.keyboard.press("Enter")
    expect(page.locator("#home")).to_be_visible()


def choices_of(page: Page) -> dict:
    return page.evaluate(
        """() => ({ view: document.querySelector('#stage .view').id, language: document.documentElement.lang,
          theme: document.documentElement.dataset.theme, low: document.body.classList.contains('is-low') })"""
    )


def test_who_walks_away_is_asked_after_45_s_and_everything_is_reset_20_s_later(desk_hall, screens):
    page = open_kiosk(screens, desk_hall, prepare=lambda page: page.clock.install())
    touch(page, '[data-flag="low"]', "body.is-low")
    touch(page, '[data-flag="contrast"]', 'html[data-theme="contrast"]')
    touch(page, '.agency[data-code="DUKCAPIL"]', "#services .service")
    speak(page, "en")
    chosen = {"view": "services", "language": "en", "theme": "contrast", "low": True}

    page.clock.fast_forward(40_000)
    expect(page.locator("#idle")).to_be_hidden()
    page.clock.fast_forward(6_000)
    expect(page.locator("#idle")).to_be_visible()
    expect(page.locator("#idle-head")).to_have_text("Are you still there?")
    assert faults(page, PORTRAIT, "#idle") == []
    page.locator("#idle-stay").click()
    expect(page.locator("#idle")).to_be_hidden()
    assert choices_of(page) == chosen

    page.clock.fast_forward(46_000)
    expect(page.locator("#idle")).to_be_visible()
    page.clock.fast_forward(15_000)
    assert choices_of(page)["language"] == "en"
    page.clock.fast_forward(6_000)
    expect(page.locator("#idle")).to_be_hidden()
    expect(page.locator("#home")).to_be_visible()
    assert choices_of(page) == {"view": "home", "language": "id", "theme": "light", "low": False}


@pytest.mark.parametrize(
    ("panel", "token"),
    [(PORTRAIT, ""), (SMALL, ""), (WIDE, "sp_not-a-token-of-this-hall")],
    ids=["none-portrait", "none-15inch", "unknown-wide"],
)
def test_a_kiosk_without_a_valid_key_says_what_to_do(desk_hall, screens, panel, token):
    page = open_kiosk(screens, desk_hall, panel, token=token, prepare=asked_in)
    expect(page.locator("#pair .pair-code")).to_have_text(WIDEST)
    expect(page.locator("#pair")).to_contain_text(f"{desk_hall.url}/admin/#devices")
    assert faults(page, panel) == []


LOADED = """() => {
  const found = {}
  for (const { family, weight, status } of document.fonts) {
    const name = family.replaceAll('"', '')
    if (status === 'loaded' && document.fonts.check(`${weight} 20px "${name}"`)) (found[name] ??= []).push(weight)
  }
  return found
}"""


def test_both_families_are_loaded_before_the_first_picture(desk_hall, screens):
    page = open_kiosk(screens, desk_hall)
    loaded = page.evaluate(LOADED)
    assert loaded == {"Atkinson Hyperlegible Next": ["400", "600", "700", "800"], "B612": ["700"]}
    expect(page.locator(".strip.fault")).to_have_count(0)


@pytest.mark.parametrize(
    ("file", "family"),
    [
        ("b612-latin-700-normal", "B612"),
        ("atkinson-hyperlegible-next-latin-700-normal", "Atkinson Hyperlegible Next"),
    ],
)
def test_a_missing_font_is_a_fault_that_the_page_names(desk_hall, screens, file, family):
    page = open_kiosk(
        screens,
        desk_hall,
        prepare=lambda page: page.route(f"**/{file}.woff2", lambda route: route.abort()),
    )
    expect(page.locator(".strip.fault")).to_contain_text(family)
