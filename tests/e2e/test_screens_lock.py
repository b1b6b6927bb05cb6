"""A console that nobody sits at: nothing of it is seen, no key gets through, and its person goes on where it was."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.looks import look
from tests.e2e.test_screens_console import empty_line, log_in, press, visitors

__all__ = ["empty_line"]

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

LATER = "() => { const now = Date.now; Date.now = () => now() + 16 * 60000 }"


def unlock(page, password):
    page.locator("#lock-password").fill(password)
    page.keyboard.press("Enter")


def test_a_locked_console_calls_nobody_and_opens_where_it_was(empty_line, screens):
    hall, page = empty_line, log_in(screens, empty_line)
    press(page, "Space", ".s-open, .s-idle, .s-empty")
    visitors(hall, None)
    page.locator("[data-id=menu]").click()
    page.get_by_role("menuitem", name="Kunci layar").click()
    page.locator("dialog.lock").wait_for()

    for key in ("Space", "Escape", "Escape", "Tab", "n", "r", "Space", "p"):
        page.keyboard.press(key)
        expect(page.locator("dialog.lock")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    assert hall.staff("GET", "/counters/1")["ticket"] is None
    assert page.locator("dialog.dialog").count() == 0
    covers = page.evaluate(
        "() => [[5, 5], [700, 400], [1360, 760]]"
        ".every(([x, y]) => document.elementFromPoint(x, y).closest('dialog.lock'))"
    )
    assert covers
    assert look(page, "dialog.lock")["faults"] == []

    unlock(page, "bukan-ini")
    expect(page.locator("dialog.lock .told")).to_contain_text("Kata sandi salah")
    unlock(page, hall.first_login[1])
    expect(page.locator("dialog.lock")).to_have_count(0)
    press(page, "Space", ".s-called")
    assert hall.staff("GET", "/counters/1")["counter"]["state"] == "open"

    page.evaluate(LATER)  # and nobody touches it
    page.locator("dialog.lock").wait_for()
    page.reload()
    page.locator("dialog.lock").wait_for()  # the server knows it, too
    unlock(page, hall.first_login[1])
    page.locator(".s-called").wait_for()
