"""The counter console knows everything about paper: troubles as long as they last, papers to look at, reprints."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import staff_hands as hands
from tests.e2e.running import refusal

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SIZES = DESK, LOW_DESK, MINI = (1366, 768), (1366, 650), (380, 680)
SOON = 3_000


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with hands.paper_hall(tmp_path_factory.mktemp("paper"), mode="eventlet") as made:
        yield made


@pytest.fixture
def hall(running):
    running.in_order()
    return running


def alert(page):
    return page.locator(".alert")


def chip(page, key):
    return page.locator(f'.chip[data-id="{key}"]')


def test_a_printer_without_paper_is_told_for_as_long_as_it_is_so(hall, screens):
    page = hands.console(screens, hall, DESK)
    hall.say("kiosk-1", "paper_out", near_end=None)
    sentence = "Kertas habis di Printer Kios 1. Ganti gulungan, tutup penutupnya. Tiketnya sekarang ke Printer Kios 2."
    expect(alert(page)).to_contain_text(sentence, timeout=SOON)
    expect(chip(page, "kiosk-1/paper_out")).to_have_text("Printer Kios 1: kertas habis")
    expect(page.locator(".console > .sr")).to_contain_text("Kertas habis di Printer Kios 1.")
    page.reload()
    expect(alert(page)).to_contain_text(sentence)
    expect(chip(page, "kiosk-1/paper_out")).to_be_visible()
    expect(page.locator(".console > .sr")).to_have_text("")  # it was said

    alert(page).get_by_role("button", name="Mengerti").click()
    expect(alert(page)).to_have_count(0)
    expect(chip(page, "kiosk-1/paper_out")).to_be_visible()

    hall.say("kiosk-1")
    expect(alert(page)).to_contain_text("Printer Kios 1 siap kembali.", timeout=SOON)
    expect(chip(page, "kiosk-1/paper_out")).to_have_count(0)
    hall.say("kiosk-1", "paper_out", near_end=None)
    expect(chip(page, "kiosk-1/paper_out")).to_be_visible(timeout=SOON)
    expect(alert(page)).to_contain_text(sentence, timeout=SOON)  # the good news is true no more


def test_the_worst_printer_has_the_line_and_the_others_their_chips(hall, screens):
    page = hands.console(screens, hall, DESK)
    hall.say("kiosk-1", near_end=True)
    hall.say("kiosk-2", "cover_open")
    expect(alert(page)).to_contain_text("Penutup Printer Kios 2 terbuka.", timeout=SOON)
    expect(page.locator(".chip.bad")).to_contain_text("Printer Kios 2")
    expect(page.locator(".chip.warn")).to_contain_text("Printer Kios 1")


def test_low_paper_says_for_how_many_tickets_and_a_new_roll_ends_it_everywhere(hall, screens):
    page, other = (hands.console(screens, hall, size) for size in (DESK, MINI))
    for _ in range(9):
        hall.paper("printed", paper_mm=1_600)
    left = hall.printer("kiosk-1")["roll"]["tickets_left"]
    assert 0 < left < 60
    words = f"Kertas Printer Kios 1 hampir habis, cukup untuk sekitar {left} tiket. Ganti gulungan saat sempat."
    for screen in (page, other):
        expect(alert(screen)).to_contain_text(words, timeout=SOON)
    page.locator('[data-id="new-roll"]').click()
    expect(alert(page)).to_contain_text("Gulungan Printer Kios 1 dihitung dari awal.")
    expect(alert(other)).to_have_count(0, timeout=SOON)
    assert hall.printer("kiosk-1")["roll"]["used_mm"] == 0


def test_a_sensor_that_still_sees_little_paper_is_told_after_a_new_roll(hall, screens):
    hall.say("kiosk-1", near_end=True)
    page = hands.console(screens, hall, DESK)
    page.locator('[data-id="new-roll"]').click()
    expect(alert(page)).to_contain_text("sensornya masih melihat kertas hampir habis")
    expect(chip(page, "kiosk-1/paper_near_end")).to_be_visible()


def test_papers_are_settled_with_the_keyboard_alone(hall, screens):
    first = hall.paper("unknown", why="broken_off")
    second = hall.paper("unknown", why="paper_out")
    hall.staff("POST", "/counters/1/open")
    page = hands.console(screens, hall, DESK)
    expect(alert(page)).to_contain_text("2 tiket perlu dilihat")
    page.keyboard.press("l")
    rows = page.locator(".paper")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Tidak pasti tercetak: kertas habis")
    expect(rows.first).to_contain_text("Printer Kios 1, pukul")
    expect(rows.last).to_contain_text("KTP-el, menunggu")

    hands.walk_to(page, f'[data-id="printed-{hall.open_papers()[0]["job"]}"]')
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    number = f"A {second['number'][1:]}"
    expect(page.locator("dialog[open] .told")).to_contain_text(
        f"Tiket {number} sudah di tangan pengunjung."
    )
    expect(page.locator("dialog[open] h2")).to_be_focused()

    hands.settled(page)
    hands.walk_to(page, '[data-id^="reprint-"]')
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] h2")).to_have_text(f"Cetak ulang A {first['number'][1:]}")
    page.keyboard.press("2")
    expect(page.locator("dialog[open] h2")).to_have_text("Semua kertas sudah jelas")
    expect(page.locator("dialog[open] .told")).to_contain_text("dikirim ke Printer Kios 1.")
    assert hall.open_papers() == []
    assert hall.reasons(first["number"]) == [(0, ""), (1, "macet")]
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    assert hall.staff("GET", "/counters/1")["ticket"] is None  # no key called anybody
    assert hall.word_of(first["number"], "printed")["copy_no"] == 1


def test_the_ticket_at_the_counter_is_printed_again_for_a_reason_where_a_printer_is_ready(
    hall, screens
):
    taken = hall.paper("printed")
    hall.staff("POST", "/counters/1/open")
    hall.staff("POST", "/counters/1/next")
    hall.say("kiosk-1", "cover_open")
    page = hands.console(screens, hall, DESK)
    hands.press(page, "p")
    own, spare = (page.locator(f'dialog[open] [data-id="on-{name}"]') for name in hands.PRINTERS)
    expect(own).to_contain_text("belum siap")
    expect(own).to_have_attribute("aria-pressed", "false")
    expect(spare).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("4")
    expect(alert(page)).to_contain_text(
        f"Salinan A {taken['number'][1:]} dikirim ke Printer Kios 2."
    )
    assert hall.reasons(taken["number"])[-1] == (1, "hilang")
    assert hall.word_of(taken["number"], "printed", printer="kiosk-2")["copy_no"] == 1

    hands.press(page, "p")
    own.click()
    page.keyboard.press("Escape")
    assert len(hall.reasons(taken["number"])) == 2  # asked, but nothing was printed


def test_a_waiting_ticket_is_printed_again_where_it_came_from(hall, screens):
    taken = hall.take("KTP", key="from-kiosk-2", kiosk="kiosk-2")
    hall.word_of(taken["number"], "printed", printer="kiosk-2")
    page = hands.console(screens, hall, DESK)
    page.locator(".rows button.row").click()
    page.locator("dialog[open]").get_by_role("button", name="Cetak ulang").click()
    expect(page.locator('dialog[open] [data-id="on-"]')).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("3")
    expect(alert(page)).to_contain_text("dikirim ke Printer Kios 2.")
    assert hall.reasons(taken["number"])[-1] == (1, "tidak terbaca")
    hall.word_of(taken["number"], "printed", printer="kiosk-2")


def test_who_comes_second_is_told_in_one_sentence(hall, screens):
    taken = hall.paper("unknown")
    [paper] = hall.open_papers()
    page = hands.console(screens, hall, DESK)
    page.keyboard.press("l")
    expect(page.locator(".paper")).to_have_count(1)
    # What the other one did has not come to this screen yet.
    page.route("**/api/v1/print-jobs", lambda route: route.abort())
    hall.staff("POST", f"/print-jobs/{paper['job']}/printed")
    assert refusal(lambda: hall.staff("POST", f"/print-jobs/{paper['job']}/printed"))[0] == 409
    page.locator('[data-id^="printed-"]').click()
    expect(page.locator("dialog[open] .told")).to_have_text(
        f"Kertas A {taken['number'][1:]} sudah diurus petugas lain."
    )


def test_a_question_about_a_paper_that_somebody_settled_closes_with_one_sentence(hall, screens):
    taken = hall.paper("unknown")
    [paper] = hall.open_papers()
    page = hands.console(screens, hall, DESK)
    page.keyboard.press("l")
    page.locator('[data-id^="reprint-"]').click()
    expect(page.locator("dialog[open] h2")).to_contain_text("Cetak ulang")
    hall.staff("POST", f"/print-jobs/{paper['job']}/printed")
    expect(page.locator("dialog[open] .told")).to_have_text(
        f"Kertas A {taken['number'][1:]} sudah diurus petugas lain.", timeout=SOON
    )
    expect(page.locator("dialog[open] h2")).to_have_text("Semua kertas sudah jelas")


def open_papers(page) -> None:
    page.locator('[data-id="papers"]').click()
    expect(page.locator(".paper").first).to_be_visible()


def open_reprint(page) -> None:
    open_papers(page)
    page.locator('[data-id^="reprint-"]').first.click()
    expect(page.locator(".printers .btn").first).to_be_visible()


def test_every_state_of_paper_is_whole_and_covers_nothing(hall, screens):
    for _ in range(3):
        hall.paper("unknown", why="broken_off")
    hall.staff("POST", "/counters/1/open")
    hall.staff("POST", "/counters/1/next")
    page = hands.console(screens, hall, DESK)
    # First what is told while all is well: afterwards a recovery would be told for some seconds.
    for printer in ("kiosk-1", "kiosk-2"):
        hall.say(printer, near_end=True)
    expect(page.locator('[data-id="show-papers"]')).to_be_visible(timeout=SOON)
    found = hands.faults_in_all(page, "papers alert", SIZES)
    hall.say("kiosk-1", "cover_open", "paper_out", near_end=None)
    hall.say("kiosk-2", "printer_fault")
    expect(page.locator(".alert.bad")).to_be_visible(timeout=SOON)
    found += hands.faults_in_all(page, "two printers", SIZES)
    found += hands.faults_in_all(page, "papers", SIZES, "dialog[open]", open_papers)
    found += hands.faults_in_all(page, "reprint", SIZES, "dialog[open]", open_reprint)
    assert "\n".join(found) == ""


def test_the_words_of_a_notice_are_in_the_language_of_the_screen(hall, screens):
    page = hands.console(screens, hall, DESK)
    hands.speak_english(page)
    hall.say("kiosk-2", "mute")
    expect(page.locator(".console > .sr")).to_have_text(
        re.compile("Kiosk 2 printer does not answer."), timeout=SOON
    )
