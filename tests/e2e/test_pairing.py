"""A new TV and a new kiosk come in: a code on the screen, typed on the admin page, and the screen goes on by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import staff_hands as hands
from tests.e2e.looks import look
from tests.e2e.running import RunningHall

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SOON = 15_000
CODE = re.compile("[2-9A-Y]{4}-[2-9A-Y]{4}")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    running = RunningHall(
        tmp_path_factory.mktemp("pairing"), mode="eventlet", printer_port=9, command="serve"
    )
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def admin(hall, screens) -> Page:
    page: Page = hands.admin(screens, hall, "devices")
    page.locator('[data-id="pair"]').click()
    expect(page.locator("#pair-code")).to_be_focused()
    return page


def code_on(screen: Page, place: str) -> str:
    expect(screen.locator(place)).to_have_text(CODE, timeout=SOON)
    return screen.locator(place).inner_text()


def names(page: Page) -> list[str]:
    return page.locator("#pair-name option").all_inner_texts()


def confirm(page: Page, code: str, name: str | None = None) -> None:
    page.locator("#pair-code").fill(code)
    if name:
        page.locator("#pair-name").select_option(label=name)
    page.locator(".small-dialog button[type=submit]").click()


def test_a_tv_comes_in_by_its_code_and_shows_the_zone(hall, screens, admin):
    tv = screens(f"{hall.url}/display/?name=upstairs", width=1920, height=1080)
    code = code_on(tv, ".come-in .is-code")
    assert look(tv, ".come-in", safe=0.05)["faults"] == []
    admin.keyboard.press("Escape")
    admin.locator('[data-id="pair"]').click()
    expect(admin.locator(".asking li")).to_contain_text("Layar panggilan dari 127.0.0.1")
    expect(admin.locator("#pair-name option:checked")).to_have_text("upstairs")

    confirm(admin, code.lower().replace("-", " "))

    expect(admin.locator(".small-dialog h2")).to_have_text("upstairs sudah dipasangkan")
    expect(tv.locator(".come-in")).to_have_count(0, timeout=SOON)
    expect(tv.locator(".foot .wait")).to_be_visible(timeout=SOON)
    assert "token" not in tv.url
    tv.reload()
    expect(tv.locator(".foot .wait")).to_be_visible(timeout=SOON)


def test_a_kiosk_comes_in_by_its_code_and_offers_services(hall, screens, admin):
    kiosk = screens(f"{hall.url}/kiosk/", width=1080, height=1920)
    code = code_on(kiosk, "#pair .pair-code")
    kiosk.reload()
    assert code_on(kiosk, "#pair .pair-code") == code  # it is being typed at this moment

    confirm(admin, code, "lobby")
    expect(admin.locator(".told.bad")).to_have_text("Kode ini milik kios. Pilih nama kios.")
    confirm(admin, code, "kiosk-2")

    expect(kiosk.locator("#home")).to_be_visible(timeout=SOON)


def test_whoever_types_wrong_is_told_in_both_languages_and_nothing_is_cut(hall, screens):
    page = hands.admin(screens, hall, "devices")
    found: list[str] = []
    for told in (
        ("Kode terdiri dari 8", "Kode ini salah", "Ketik nama"),
        ("A code has 8", "This code is wrong", "Type the name"),
    ):
        page.locator('[data-id="pair"]').click()
        for code, name, words in zip(("K7F2", "AAAA-AAAA", "AAAA-AAAA"), ("", "", ""), told, strict=True):  # fmt: skip
            if words == told[2]:
                page.locator("#pair-name").select_option(index=len(names(page)) - 1)
            confirm(page, code, name or None)
            expect(page.locator(".told.bad")).to_contain_text(words)
            found += hands.faults(page, "dialog[open]")
        page.keyboard.press("Escape")
        if told[0].startswith("Kode"):
            hands.speak_english(page)
    assert found == []


def test_a_screen_that_nobody_knows_is_sent_away_and_shows_another_code(hall, screens, admin):
    tv = screens(f"{hall.url}/display/", width=1280, height=720)
    code = code_on(tv, ".come-in .is-code")
    admin.keyboard.press("Escape")
    admin.locator('[data-id="pair"]').click()
    admin.locator('[data-id^="refuse-"]').last.click()
    expect(admin.locator(".asking li")).to_have_count(0)
    expect(tv.locator(".come-in .is-code")).not_to_have_text(code, timeout=SOON)
    confirm(admin, code_on(tv, ".come-in .is-code"), "Layar panggilan dengan nama lain")
    expect(admin.locator(".told.bad")).to_be_visible()
    admin.locator("#pair-other").fill("kafe")
    confirm(admin, code_on(tv, ".come-in .is-code"))
    said = tv.locator(".setup:not(.come-in)")
    expect(said).to_contain_text("Layar kafe belum ada di config.yaml", timeout=SOON)
    expect(said).to_contain_text("kafe: {zone: A, screen_inches: 55")
    assert look(tv, ".setup", safe=0.05)["faults"] == []


def test_a_revoked_tv_asks_to_come_in_again(hall, screens):
    owner = hall.key("owner", "owner")
    made = hall.ask("POST", "/api/v1/devices", {"name": "foyer", "role": "display"}, token=owner)
    tv = screens(f"{hall.url}/display/#token={made['token']}", width=1280, height=720)
    expect(tv.locator(".setup")).to_be_visible(timeout=SOON)
    hall.ask("DELETE", "/api/v1/devices/foyer?role=display", token=owner)
    code_on(tv, ".come-in .is-code")
