"""The counter console: a whole service by keyboard, English, the mini window; nothing overflows in any state."""

from __future__ import annotations

import re
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looks import look
from tests.e2e.staff_hands import settled, speak

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

DESK, MINI = (1366, 768), (380, 680)
_keys = count()
INDONESIAN = re.compile(
    r"\b(dan|untuk|nomor|loket|antrean|menunggu|pukul|datang|sejak|selesai|tutup|buka|jeda|panggil\w*|ditahan|terlewat"
    r"|layani|dilayani|tahan|alihkan|ulang|hari|menit|orang|keluar|ganti|rata|dihitung|sambungan)\b",
    re.IGNORECASE,
)


def visitors(hall, *priorities: str | None) -> None:
    for priority in priorities:
        more = {"priority": priority} if priority else {}
        hall.take("KTP", key=f"console-{next(_keys):04}", **more)


@pytest.fixture
def empty_line(desk_hall):
    """Nobody waits, nothing is at counter 1, and it is closed; another test may have left it otherwise."""
    desk = desk_hall.staff("GET", "/counters/1")
    if desk["ticket"]:
        if desk["ticket"]["state"] == "called":
            desk_hall.staff("POST", "/counters/1/start")
        desk_hall.staff("POST", "/counters/1/finish")
    for one in desk_hall.staff("GET", "/line")["tickets"] + desk["held"]:
        desk_hall.staff("POST", f"/tickets/{one['id']}/cancel", {"reason": "nomor ganda"})
    if desk["counter"]["state"] != "closed":
        desk_hall.staff("POST", "/counters/1/close")
    return desk_hall


def log_in(screens, hall, size=DESK) -> Page:
    """At the console of counter 1, all by keyboard."""
    page: Page = screens(f"{hall.url}/counter/", width=size[0], height=size[1])
    name, password = hall.first_login
    page.locator("#name").wait_for()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.locator(".choose li button").first.wait_for()
    page.keyboard.press("Enter")  # the first counter has the focus
    page.locator(".s-closed").wait_for()
    return page


def press(page: Page, key: str, arrives: str) -> None:
    settled(page)
    page.keyboard.press(key)
    page.locator(arrives).first.wait_for()


def walk_to(page: Page, selector: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("at => document.activeElement.matches(at)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"Tab never came to {selector}")


def faults(page: Page, root: str) -> list[str]:
    seen = look(page, root)
    assert len(seen["texts"]) > 3
    fine = [f"{one['text']}: {one['px']} px" for one in seen["texts"] if one["px"] < 13]
    faint = [
        f"{one['text']}: {one['contrast']:.1f}" for one in seen["texts"] if one["contrast"] < 4.5
    ]
    return [*seen["faults"], *fine, *faint]


def test_a_whole_service_can_be_given_with_the_keyboard_alone(empty_line, screens):
    visitors(empty_line, None, None)
    page = log_in(screens, empty_line)
    press(page, "Space", ".s-ready")
    press(page, "Space", ".s-called")
    first = page.locator(".who .num").inner_text()
    press(page, "r", ".dots i:nth-child(2).on")
    press(page, "Enter", ".s-serving")
    press(page, "h", ".dialog .reasons .btn")
    press(page, "1", ".s-ready")
    walk_to(page, '[data-id="held"]')
    page.keyboard.press("Enter")
    page.locator(".rows.held .acts").wait_for()
    settled(page)
    walk_to(page, '[data-id^="resume-"]')
    page.keyboard.press("Enter")
    page.locator(".s-serving").wait_for()
    assert page.locator(".who .num").inner_text() == first
    press(page, "j", ".dialog .reasons .btn")
    page.keyboard.press("Escape")
    expect(page.locator(".dialog")).to_have_count(0)
    press(page, "Enter", ".s-ready")
    press(page, "j", ".dialog .reasons .btn")
    page.keyboard.press("1")
    page.locator(".s-paused").wait_for()
    expect(page.locator(".calm h1")).to_have_text("Loket dijeda: istirahat")
    press(page, "Space", ".s-ready")
    press(page, "Space", ".s-called")
    press(page, "Enter", ".s-serving")
    press(page, "Space", ".s-empty")
    walk_to(page, '[data-id="menu"]')
    page.keyboard.press("Enter")
    expect(page.locator('.menu [role="menuitem"]').first).to_be_focused()
    press(page, "Enter", ".s-closed")
    desk = empty_line.staff("GET", "/counters/1")
    assert (desk["counter"]["state"], desk["ticket"], desk["line"], desk["held"]) == (
        "closed",
        None,
        [],
        [],
    )


def test_keys_typed_into_a_field_call_nobody(empty_line, screens):
    visitors(empty_line, None)
    page = log_in(screens, empty_line)
    press(page, "Space", ".s-ready")
    page.locator(".rows button.row").first.click()
    page.locator("#own-reason").fill("")
    page.locator("#own-reason").press_sequentially("telat 1 jam")
    assert page.locator("#own-reason").input_value() == "telat 1 jam"
    page.keyboard.press("Escape")
    assert empty_line.staff("GET", "/counters/1")["ticket"] is None


def test_every_state_of_the_console_is_whole_in_both_languages(empty_line, screens):
    visitors(empty_line, "lansia", None, "hamil", None, None, None, None, None, None)
    page = log_in(screens, empty_line)
    found: list[str] = []

    def check(state: str, root: str = "body") -> None:
        language = page.evaluate("document.documentElement.lang")
        for width, height in (MINI, DESK):
            page.set_viewport_size({"width": width, "height": height})
            seen = faults(page, root)
            if language == "en":
                texts = [one["text"] for one in look(page, root)["texts"]]
                shown = [text.replace("Bahasa Indonesia", "") for text in texts]
                seen += [f"not English: {text}" for text in shown if INDONESIAN.search(text)]
            found.extend(f"{state}, {language}, {width}: {fault}" for fault in seen)

    def in_both(state: str) -> None:
        check(state)
        page.locator('[data-id="menu"]').click()
        check(f"menu while {state}", ".menu")
        page.keyboard.press("Escape")
        other = "id" if page.evaluate("document.documentElement.lang") == "en" else "en"
        speak(page, other)
        check(state)

    in_both("closed")
    press(page, "Space", ".s-ready")
    in_both("ready")
    press(page, "Space", ".s-called")
    in_both("called")
    press(page, "a", ".dialog .reasons .btn")
    check("transfer", ".dialog")
    page.keyboard.press("Escape")
    press(page, "Enter", ".s-serving")
    in_both("serving")
    press(page, "h", ".dialog .reasons .btn")
    check("how long to hold", ".dialog")
    press(page, "1", ".s-ready")
    page.locator('[data-id="held"]').click()
    page.locator(".rows.held .acts").wait_for()
    in_both("held")
    press(page, "j", ".dialog .reasons .btn")
    check("why pause", ".dialog")
    page.keyboard.press("1")
    page.locator(".s-paused").wait_for()
    in_both("paused")
    assert "\n".join(found) == ""


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return dict(found)


def test_the_mini_window_keeps_the_loud_button_and_the_line(empty_line, screens):
    visitors(empty_line, None, None, None)
    page = log_in(screens, empty_line, MINI)
    press(page, "Space", ".s-ready")
    for state in ("ready", "called", "serving"):
        loud = box(page, ".btn.loud")
        row = box(page, ".rows button.row")
        assert loud["width"] > 300, state
        assert loud["height"] >= 60, state
        assert row["y"] + row["height"] <= MINI[1], state
        if state == "ready":
            press(page, "Space", ".s-called")
        elif state == "called":
            press(page, "Enter", ".s-serving")


def test_english_is_chosen_in_the_menu_and_stays(empty_line, screens):
    page = log_in(screens, empty_line)
    expect(page.locator(".btn.loud")).to_contain_text("Buka loket")
    page.locator('[data-id="menu"]').click()
    page.get_by_role("menuitem", name="English").click()
    expect(page.locator(".btn.loud")).to_contain_text("Open counter")
    page.reload()
    expect(page.locator(".btn.loud")).to_contain_text("Open counter")
    assert page.evaluate("document.documentElement.lang") == "en"
