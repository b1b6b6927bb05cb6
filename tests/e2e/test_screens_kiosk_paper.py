"""The kiosk while paper fails: what is said before the touch and on the ticket, measured like every other view."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.kiosk_hands import (
    PORTRAIT,
    SMALL,
    WIDE,
    PrinterAgent,
    banner,
    both_fail,
    faults,
    hall_with_spare,
    in_both_languages,
    open_kiosk,
    speak,
    take_number,
    touch,
    word_of_the_printer,
)
from tests.e2e.running import RunningHall

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SIZES = pytest.mark.parametrize(
    "panel", [PORTRAIT, WIDE, SMALL], ids=["portrait", "wide", "15inch"]
)


@pytest.fixture(scope="module")
def paper_hall(tmp_path_factory: Any) -> Iterator[tuple[RunningHall, dict[str, PrinterAgent]]]:
    with hall_with_spare(tmp_path_factory.mktemp("paper")) as running:
        yield running


@pytest.fixture
def printers(paper_hall: Any) -> dict[str, PrinterAgent]:
    """Both printers, ready."""
    _, both = paper_hall
    for agent in both.values():
        agent.says()
    return both


@pytest.fixture
def hall(paper_hall: Any) -> RunningHall:
    return paper_hall[0]


def paper_says(page: Page, state: str) -> None:
    page.locator(f'.print[data-print="{state}"]').wait_for(timeout=10_000)


def is_inside(inner: Any, outer: Any) -> bool:
    return all(
        inner[at] >= outer[at] - 1 and inner[at] + inner[size] <= outer[at] + outer[size] + 1
        for at, size in (("x", "width"), ("y", "height"))
    )


def cards(page: Page) -> tuple[int, int, int]:
    return tuple(page.locator(each).count() for each in (".card", ".pages", ".agency"))


@SIZES
def test_before_the_touch_a_banner_says_that_nothing_is_printed_and_costs_no_card(
    hall, printers, screens, panel
):
    page = open_kiosk(screens, hall, panel)
    expect(banner(page)).to_have_count(0)
    before = cards(page)
    assert before[1:] == (0, 8)

    both_fail(printers)
    expect(banner(page)).to_have_text(
        "Tiket tidak dicetak saat ini. Nomor tampil di layar: foto atau pindai."
    )
    assert cards(page) == before
    found = in_both_languages(page, panel, "home")
    expect(banner(page)).to_contain_text("Tickets are not printed right now")
    for agency, services in (("DUKCAPIL", 5), ("POLRES", 2)):
        touch(page, f'.agency[data-code="{agency}"]', "#services .service")
        expect(banner(page)).to_be_visible()
        assert cards(page) == (services, 0, 0)
        found += in_both_languages(page, panel, agency)
        touch(page, '[data-do="back"]', "#home")
    touch(page, '.pop[data-code="KTP"]', "#for .person")
    expect(banner(page)).to_be_visible()
    found += in_both_languages(page, panel, "for whom")
    assert found == []

    printers["kiosk-1"].says()
    expect(banner(page)).to_have_count(0)
    assert page.complaints == []


@SIZES
def test_a_number_nobody_can_print_shows_trouble_at_once_and_paper_that_comes_late_is_to_be_taken(
    hall, printers, screens, panel
):
    both_fail(printers)
    page = open_kiosk(screens, hall, panel)
    expect(banner(page)).to_be_visible()
    number = take_number(page)
    assert page.locator("#done .print").get_attribute("data-print") == "trouble"
    expect(page.locator("#done .qr")).not_to_have_js_property("naturalWidth", 0)
    expect(banner(page)).to_have_count(0)
    expect(page.locator("#done .print")).to_contain_text("Foto layar ini atau pindai kodenya.")
    expect(page.locator('#done [data-do="finish"]')).to_be_enabled()
    found = in_both_languages(page, panel, "trouble")
    expect(page.locator("#done .print")).to_contain_text("Your number is valid")

    printers["kiosk-1"].says()
    word_of_the_printer(hall, number, "printed")
    paper_says(page, "take")
    expect(page.locator("#done .print")).to_contain_text("Please take your ticket")
    found += faults(page, panel)
    assert found == []


@SIZES
def test_a_silent_printer_is_told_of_after_four_seconds_and_a_touch_gives_more_time(
    hall, printers, screens, panel
):
    page = open_kiosk(screens, hall, panel, prepare=lambda page: page.clock.install())
    take_number(page)
    paper_says(page, "printing")
    page.clock.fast_forward(3_000)
    paper_says(page, "printing")
    before = {name: page.locator(f"#done .{name}").bounding_box() for name in ("another", "main")}
    page.clock.fast_forward(1_500)
    paper_says(page, "silent")
    for name, box in before.items():  # what is under a finger stays what it was
        assert is_inside(page.locator(f"#done .{name}").bounding_box(), box), name
    assert in_both_languages(page, panel, "silent") == []
    speak(page, "id")

    page.clock.fast_forward(25_000)
    expect(page.locator("#done .num")).to_be_visible()
    touch(page, "#done .more", "#done .num")
    page.clock.fast_forward(28_000)
    expect(page.locator("#done .num")).to_be_visible()
    page.locator("#done .more").evaluate("one => one.click()")  # a screen reader's press
    page.clock.fast_forward(28_000)
    expect(page.locator("#done .num")).to_be_visible()
    page.clock.fast_forward(3_000)
    expect(page.locator("#home")).to_be_visible()


@SIZES
def test_when_the_spare_prints_the_visitor_is_sent_there(hall, printers, screens, panel):
    printers["kiosk-1"].says("cutter_jam")
    page = open_kiosk(screens, hall, panel)
    number = take_number(page)
    expect(banner(page)).to_have_count(0)
    expect(page.locator(".print b")).to_have_text("Sedang mencetak di Printer Lobi 2...")
    expect(page.locator('#done [data-do="finish"]')).to_be_enabled()
    found = faults(page, panel)

    word_of_the_printer(hall, number, "printed", printer="kiosk-2")
    expect(page.locator(".print b")).to_have_text("Ambil tiket di Printer Lobi 2")
    found += in_both_languages(page, panel, "take elsewhere")
    expect(page.locator(".print b")).to_have_text("Take your ticket at Lobby printer 2")
    assert found == []


def test_a_paper_that_moves_to_the_spare_while_it_waits_is_followed(hall, printers, screens):
    page = open_kiosk(screens, hall)
    number = take_number(page)
    expect(page.locator(".print b")).to_have_text("Sedang mencetak...")
    printers["kiosk-1"].says("offline")
    expect(page.locator(".print b")).to_have_text("Sedang mencetak di Printer Lobi 2...")
    word_of_the_printer(hall, number, "printed", printer="kiosk-2")
    expect(page.locator(".print b")).to_have_text("Ambil tiket di Printer Lobi 2")


def test_a_copy_that_staff_prints_does_not_move_the_screen(hall, printers, screens):
    page = open_kiosk(screens, hall)
    number = take_number(page)
    word_of_the_printer(hall, number, "unknown")
    paper_says(page, "trouble")
    [ticket] = [
        one for one in hall.staff("GET", "/line?service=KTP")["tickets"] if one["number"] == number
    ]
    hall.staff("POST", f"/tickets/{ticket['id']}/reprint", {"printer": "kiosk-2"})
    word_of_the_printer(hall, number, "printed", printer="kiosk-2")
    # A push that would move the screen comes before the next state of the hall.
    printers["kiosk-2"].says("cover_open")
    printers["kiosk-1"].says("cover_open")
    touch(page, "#done .more", '.print[data-print="trouble"]')
    expect(page.locator(".print b")).to_have_text("Pencetak bermasalah")


def test_every_state_of_the_paper_is_a_status_that_can_be_heard_in_both_languages(
    hall, printers, screens
):
    both_fail(printers)
    page = open_kiosk(screens, hall)
    expect(banner(page)).to_have_attribute("data-say", banner(page).inner_text())
    speak(page, "en")
    english = "Tickets are not printed right now. Your number is shown on the screen: photograph or scan it."
    expect(banner(page)).to_have_attribute("data-say", english)
    speak(page, "id")
    number = take_number(page)
    said = page.locator("#done").get_attribute("data-say")
    assert said.startswith("Nomor Anda A nol ")
    assert said.endswith(
        "Nomor Anda tetap sah. Petugas sudah diberi tahu. Sentuh Selesai bila sudah."
    )
    status = page.get_by_role("status").filter(has_text="Pencetak bermasalah")
    expect(status).to_be_visible()
    node = status.element_handle()

    printers["kiosk-1"].says()
    word_of_the_printer(hall, number, "printed")
    paper_says(page, "take")
    assert "Silakan ambil tiket." in page.locator("#done").get_attribute("data-say")
    # The same place speaks on: a screen reader says what changes inside it.
    assert node.evaluate("one => one.isConnected && one.textContent").startswith("Silakan ambil")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
