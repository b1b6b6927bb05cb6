"""What an administrator does when something is wrong: a flood leaves the line, a token is renewed, a device goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import staff_hands as hands
from tests.e2e.running import Refused, RunningHall

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

PATIENT = 30_000


@pytest.fixture
def hall(tmp_path) -> Iterator[RunningHall]:
    running = RunningHall(tmp_path, mode="eventlet", printer_port=9, command="serve")
    try:
        running.start()
        yield running
    finally:
        running.stop()


def waiting(hall: RunningHall) -> int:
    return len(hall.staff("GET", "/line")["tickets"])


def by_keyboard(page: Page, selector: str) -> None:
    """Press a button as those do who use no mouse, and come into its dialog."""
    page.locator(selector).focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] h2")).to_be_focused()


def in_both_languages(page: Page, selector: str) -> list[str]:
    """What is wrong with the looks of the dialog that ``selector`` opens, and of the page behind it."""
    found = []
    for language in ("en", "id"):
        hands.speak(page, language)
        found += [f"{language}, page: {fault}" for fault in hands.faults(page, ".list")]
        by_keyboard(page, selector)
        expect(page.locator("dialog[open] .told .i-clock")).to_have_count(0)
        found += [f"{language}, dialog: {fault}" for fault in hands.faults(page, "dialog[open]")]
        page.keyboard.press("Escape")
    return found


def test_a_flood_is_ended_a_token_renewed_and_a_device_removed_without_a_mouse(hall, screens):
    for number in range(6):
        hall.take("KTP", key=f"flood-{number:04}")
    page = hands.admin(screens, hall, "devices")
    flood, rotate, revoke = ('[data-id="flood-kiosk-1"]', '[data-id="rotate-display-lobby"]',
                             '[data-id="revoke-display-lobby"]')  # fmt: skip

    # The flood: how many and of which kiosk is told, a reason is asked for.
    by_keyboard(page, flood)
    dialog = page.locator("dialog[open]")
    found = dialog.locator('[data-id="flood-found"]')
    expect(found).to_have_text("6 nomor akan dibatalkan.", timeout=PATIENT)
    expect(dialog.locator("h2")).to_have_text("Batalkan nomor banjir dari Kios kiosk-1")
    assert waiting(hall) == 6
    dialog.get_by_label("Alasan").focus()
    page.keyboard.press("Enter")
    expect(dialog.locator(".told.bad")).to_have_text("Tulis alasan, paling sedikit tiga huruf.")
    assert waiting(hall) == 6
    page.keyboard.type("anak bermain di kios")
    page.keyboard.press("Enter")
    news = page.locator(".alert")
    expect(news).to_have_text("6 nomor dari Kios kiosk-1 sudah dibatalkan.", timeout=PATIENT)
    assert waiting(hall) == 0
    expect(page.locator(flood)).to_be_focused()
    by_keyboard(page, flood)
    expect(found).to_contain_text("Tidak ada nomor tanpa kertas", timeout=PATIENT)
    expect(dialog.locator("button[type=submit]")).to_be_disabled()
    page.keyboard.press("Escape")

    # A new token: the old one is of no use any more, the new one is shown this once.
    old = hall.key("display", "lobby")
    by_keyboard(page, rotate)
    expect(dialog.locator("h2")).to_have_text("Token baru untuk Layar panggilan lobby?")
    dialog.locator("footer .loud").press("Enter")
    expect(dialog.locator("h2")).to_have_text("Token lobby", timeout=PATIENT)
    token = dialog.locator(".code b").first.inner_text()
    expect(dialog.locator(".code b").last).to_have_text(f"{hall.url}/display/#token={token}")
    with pytest.raises(Refused, match="401"):
        hall.ask("GET", "/api/v1/board?zone=A", token=old)
    assert hall.ask("GET", "/api/v1/board?zone=A", token=token)
    page.keyboard.press("Escape")
    expect(page.locator(rotate)).to_be_focused()
    expect(page.locator("body")).not_to_contain_text(token)

    assert in_both_languages(page, rotate) + in_both_languages(page, flood) == []

    # The device goes: first nothing happens, then it is out.
    by_keyboard(page, revoke)
    page.keyboard.press("Escape")
    assert hall.ask("GET", "/api/v1/board?zone=A", token=token)
    by_keyboard(page, revoke)
    dialog.locator("footer .loud").press("Enter")
    expect(news).to_have_text("Layar panggilan lobby sudah dicabut.", timeout=PATIENT)
    expect(page.locator(revoke)).to_have_count(0, timeout=PATIENT)
    expect(page.locator('[data-id="add"]')).to_be_focused()
    with pytest.raises(Refused, match="401"):
        hall.ask("GET", "/api/v1/board?zone=A", token=token)
    for act in (
        "rotate",
        "revoke",
    ):  # the same words in each row: who only hears them must hear the name too
        button = page.locator(f'[data-id="{act}-kiosk-kiosk-1"]')
        expect(button).to_have_attribute("aria-label", re.compile("Kios kiosk-1"))

    # A new password stays on the screen until somebody says that it is saved.
    hall.ask("POST", "/api/v1/staff", {"name": "budi", "role": "staff"}, token=hall.key("owner", "owner"))  # fmt: skip
    page.locator('nav [data-id="staff"]').click()
    by_keyboard(page, '[data-id="reset-budi"]')
    dialog.locator("footer .loud").press("Enter")
    expect(dialog.locator("h2")).to_have_text("Kata sandi budi", timeout=PATIENT)
    password = dialog.locator(".code b").inner_text()
    assert hall.ask("POST", "/api/v1/sessions", {"name": "budi", "password": password})["token"]
    expect(dialog.locator(".code b")).to_be_visible()
