"""The page of the virtual printer in a real browser: its faults by mouse and by keyboard, on a small laptop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from printer.decoder.decoder import Cut
from printer.virtual.faults import KINDS
from printer.virtual.page import RollPage
from printer.virtual.printer import VirtualPrinter
from printer.virtual.roll import Roll

pytestmark = [pytest.mark.e2e, pytest.mark.browser]
SIZES = [(1366, 768), (1024, 700), (360, 740)]


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[VirtualPrinter]:
    made = VirtualPrinter(0, roll=Roll(tmp_path, dots=576, paper_mm=80), roll_mm=10_000)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def opened(printer: VirtualPrinter, browser: Any) -> Iterator[Callable[..., Page]]:
    """``opened(width, height)``: the page; at the end nothing may have been written to the console."""
    shown = RollPage(0, name="kiosk-1", roll=printer.roll, printer=printer)
    shown.start()
    said: list[str] = []
    pages: list[Page] = []

    def open_page(width: int = 1366, height: int = 768) -> Page:
        page = browser.new_page(viewport={"width": width, "height": height})
        pages.append(page)
        page.on(
            "console", lambda message: "ERR_FAILED" in message.text or said.append(message.text)
        )
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(shown.url)
        expect(page.locator("#state")).to_be_visible()
        return page

    yield open_page
    for page in pages:
        page.close()
    shown.stop()
    assert said == []


def test_each_fault_is_switched_by_its_label_and_shown_wherever_it_was_switched(
    opened: Callable[..., Page], printer: VirtualPrinter
) -> None:
    page = opened()
    for name, kind in KINDS.items():
        switch = page.locator(f"#fault-{name}")
        page.locator(f"label[for=fault-{name}]").click()
        assert printer.faults.wait_for(lambda name=name: printer.faults.on(name), 5), name  # type: ignore[misc]
        expect(switch).to_be_checked()

        printer.faults.clear(name)
        expect(switch).not_to_be_checked()

        printer.faults.set(name, 30 if kind.unit else True)
        expect(switch).to_be_checked()
        page.locator("#all-well").click()
        expect(switch).not_to_be_checked()
        assert printer.faults.active() == {}


def test_a_fault_is_switched_by_keyboard_alone_and_has_a_name_to_be_read_out(
    opened: Callable[..., Page], printer: VirtualPrinter
) -> None:
    page = opened()
    field = page.get_by_label("Membaca lambat, bytes/s")
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("1234")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#fault-slow")).to_be_focused()
    page.keyboard.press("Space")
    assert printer.faults.wait_for(lambda: printer.faults.number("slow") == 1234, 5)

    page.get_by_role("switch", name="Tutup terbuka").press("Space")
    expect(page.locator("#state")).to_contain_text("Tutup terbuka")
    page.get_by_role("button", name="Pulihkan semua").press("Enter")
    expect(page.locator("#state")).to_contain_text("Siap mencetak")


def test_a_switch_that_was_not_heard_goes_back_and_the_page_says_so(
    opened: Callable[..., Page], printer: VirtualPrinter
) -> None:
    page = opened()
    page.route("**/api/faults/mute", lambda route: route.abort())
    page.locator("label[for=fault-mute]").click()

    expect(page.locator("#refused")).to_contain_text("tidak menjawab")
    expect(page.locator("#fault-mute")).not_to_be_checked()
    assert printer.faults.active() == {}


def test_a_number_that_cannot_be_is_not_sent_and_the_limits_are_said(
    opened: Callable[..., Page], printer: VirtualPrinter
) -> None:
    page = opened()
    page.get_by_label("Membaca lambat, bytes/s").fill("0")
    page.locator("label[for=fault-slow]").click()

    expect(page.locator("#fault-slow-limits")).to_contain_text("1 – 10.000.000 bytes/s")
    expect(page.locator("#fault-slow")).not_to_be_checked()
    expect(page.get_by_label("Membaca lambat, bytes/s")).to_be_focused()
    assert printer.faults.active() == {}


def test_paper_left_and_a_new_roll_and_torn_paper_are_seen(
    opened: Callable[..., Page], printer: VirtualPrinter
) -> None:
    page = opened()
    printer.supply.use(9_500)
    expect(page.locator("#left-mm")).to_have_text("500 mm / 10,0 m")
    expect(page.locator("#fault-paper_near_end")).to_be_checked()
    torn = Cut(image=Image.new("1", (576, 200), 1), unknown=3, text="A062\nKTP-el", torn=True)
    printer.roll.add(torn, received=99)
    expect(page.locator("#roll li")).to_contain_text("terputus")
    expect(page.get_by_role("img", name="A062; KTP-el")).to_be_visible()
    expect(page.locator("#unknown-row")).to_have_class("trouble")

    page.get_by_role("button", name="Isi gulungan baru").click()

    expect(page.locator("#left-mm")).to_have_text("10,0 m / 10,0 m")
    expect(page.locator("#fault-paper_near_end")).not_to_be_checked()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_is_cut_off_at_any_width(
    opened: Callable[..., Page], printer: VirtualPrinter, size: tuple[int, int]
) -> None:
    for fault in ("paper_out", "cover_open", "mute"):
        printer.faults.set(fault)
    printer.roll.add(Cut(image=Image.new("1", (576, 400), 0), unknown=0), received=9)
    page = opened(*size)
    expect(page.locator("#roll li")).to_have_count(1)

    beyond = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.checkVisibility() &&"
        " (e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1))"
        ".map(e => e.tagName + '#' + e.id)"
    )
    assert beyond == []
