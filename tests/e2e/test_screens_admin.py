"""The admin page and paper: what needs somebody, a card for each printer, papers to look at, the preview."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.e2e import staff_hands as hands
from tests.e2e.running import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SOON = 4_000
PATIENT = 30_000


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with hands.paper_hall(tmp_path_factory.mktemp("admin"), mode="eventlet") as made:
        yield made


@pytest.fixture
def hall(running):
    running.in_order()
    return running


def card(page, name):
    return page.locator(f'[data-printer="{name}"]')


def supervisor(hall):
    """Name and password of somebody who is no administrator."""
    owner = hall.key("owner", "owner")
    known = [one["name"] for one in hall.ask("GET", "/api/v1/staff", token=owner)["staff"]]
    path = "/api/v1/staff/budi/reset" if "budi" in known else "/api/v1/staff"
    body = {} if "budi" in known else {"name": "budi", "role": "supervisor"}
    made = hall.ask("POST", path, body, token=owner)
    return made["name"], made["password"]


def test_the_live_page_says_which_printer_needs_whom_and_how_many_tickets_wait(hall, screens):
    page = hands.admin(screens, hall)
    hall.say("kiosk-2", "printer_fault")
    hall.say("kiosk-1", "cover_open", "paper_out", near_end=None)
    hall.take("KTP", key="waits-for-paper")
    need = page.locator('[data-need="printer"]').filter(has_text="Penutup Printer Kios 1 terbuka.")
    expect(need).to_contain_text("Juga: kertas habis.", timeout=SOON)
    expect(need).to_contain_text("1 tiket menunggu dicetak.", timeout=SOON)
    machine = page.locator(".machines li").filter(has_text="Printer Kios 1")
    expect(machine).to_contain_text("penutup terbuka")
    for name in hands.PRINTERS:
        hall.say(name)
    expect(page.locator('[data-need="printer"]')).to_have_count(0, timeout=SOON)
    expect(machine).to_contain_text("siap")


def test_low_paper_is_put_right_from_the_live_page(hall, screens):
    page = hands.admin(screens, hall)
    for _ in range(9):
        hall.paper("printed", paper_mm=1_600)
    button = page.locator('[data-id="roll-kiosk-1"]')
    expect(page.locator('[data-need="printer"]')).to_contain_text("Cukup untuk sekitar", timeout=SOON)  # fmt: skip
    button.click()
    expect(page.locator(".alert")).to_contain_text("Gulungan Printer Kios 1 dihitung dari awal.")
    expect(button).to_have_count(0, timeout=SOON)
    assert hall.printer("kiosk-1")["roll"]["used_mm"] == 0


def test_a_card_tells_all_about_its_printer(hall, screens):
    for _ in range(5):
        hall.paper("printed", paper_mm=1_600)
    hall.paper("unknown", why="broken_off")
    hall.say("kiosk-1", "paper_out", near_end=None)
    page = hands.admin(screens, hall, "devices")
    first, second = card(page, "kiosk-1"), card(page, "kiosk-2")
    for words in ("kertas habis", "Ganti gulungan, tutup penutupnya.", "sejak ", "12 dari 20 m",
                  "Printer Kios 2 mencetak tiketnya sekarang", "1 tiket perlu dilihat"):  # fmt: skip
        expect(first).to_contain_text(words)
    share = first.locator(".track i").evaluate("bar => bar.style.width")
    assert share == "60%"
    expect(second).to_contain_text("siap")
    expect(second).to_contain_text("kosong")

    hall.say("kiosk-1", near_end=True)
    expect(first).to_contain_text("hampir habis", timeout=SOON)
    first.get_by_role("button", name="Gulungan diganti").click()
    expect(page.locator(".alert")).to_contain_text("sensornya masih melihat kertas hampir habis")


def test_papers_are_settled_from_the_page_of_devices(hall, screens):
    seen, lost = hall.paper("unknown"), hall.paper("unknown")
    page = hands.admin(screens, hall, "devices")
    rows = page.locator(".open-papers .paper")
    expect(rows).to_have_count(2)
    rows.filter(has_text=f"A {seen['number'][1:]}").get_by_role(
        "button", name="Sudah tercetak"
    ).click()
    expect(rows).to_have_count(1, timeout=SOON)
    rows.get_by_role("button", name="Cetak ulang").click()
    page.keyboard.press("1")
    expect(page.locator(".alert")).to_contain_text("dikirim ke Printer Kios 1.")
    expect(rows).to_have_count(0, timeout=SOON)
    assert hall.reasons(lost["number"])[-1] == (1, "tidak keluar")
    assert hall.open_papers() == []
    hall.word_of(lost["number"], "printed")


def test_a_supervisor_sees_printers_and_papers_but_not_who_may_connect(hall, screens):
    name, password = supervisor(hall)
    hall.paper("unknown")
    page = screens(f"{hall.url}/admin/#devices", width=1366, height=768)
    refused = []
    page.on("response", lambda got: refused.append(got.url) if got.status == 403 else None)
    page.locator("#name").fill(name)
    page.locator("#password").fill(password)
    page.keyboard.press("Enter")
    expect(card(page, "kiosk-1")).to_be_visible()
    expect(page.locator(".open-papers .paper")).to_have_count(1)
    expect(page.locator('[data-id="add"], [data-id^="revoke-"]')).to_have_count(0)
    expect(page.locator("nav a")).to_have_count(4)
    assert refused == []


def shown(page, **choices):
    """(width of the picture in dots, width on the screen) after these choices."""
    for field, value in choices.items():
        with page.expect_response("**/api/v1/ticket-preview", timeout=PATIENT):
            page.locator(f"#p-{field}").select_option(value)
    page.locator(".preview:not([aria-busy]) .dots:not([hidden])").wait_for(timeout=PATIENT)
    return page.locator("img.dots").evaluate(
        "image => [image.naturalWidth, image.getBoundingClientRect().width]"
    )


def test_the_preview_shows_exactly_the_dots_of_every_paper(hall, screens):
    page = hands.admin(screens, hall, "preview")
    assert shown(page) == [576, 576]
    facts = page.locator(".facts")
    expect(facts).to_contain_text("Panjang")
    expect(facts).to_contain_text("tiket per gulungan")
    expect(facts).to_contain_text("detik lewat kabel serial 19200 baud")
    assert shown(page, on="printer:kiosk-2") == [384, 384]
    assert shown(page, on="paper:80", dots="512", mode="text", copy="1") == [512, 512]
    page.locator('[data-id="zoom-2"]').click()
    assert shown(page) == [512, 1024]
    assert page.locator("img.dots").evaluate("one => getComputedStyle(one).imageRendering") == "pixelated"  # fmt: skip
    page.locator('[data-id="zoom-1"]').click()
    long = facts.inner_text()
    shown(page, template="short", language="en")
    assert facts.inner_text() != long


def test_what_cannot_be_shown_is_told_in_words_and_the_page_goes_on(hall, screens):
    page = hands.admin(screens, hall, "preview")
    shown(page)

    def broken(route):
        asked = json.loads(route.request.post_data)
        route.continue_(post_data=json.dumps({**asked, "template": "ours.yaml"}))

    page.route("**/api/v1/ticket-preview", broken)
    page.locator("#p-copy").select_option("1")
    told = page.locator(".preview .told")
    expect(told).to_contain_text("Bentuk tiket: one of short, standard", timeout=PATIENT)
    expect(page.locator("img.dots")).to_be_hidden()
    page.unroute("**/api/v1/ticket-preview")
    assert shown(page, copy="0") == [576, 576]
    expect(told).to_be_hidden()


def test_every_page_about_paper_is_whole_in_both_languages(hall, screens):
    hall.paper("unknown", why="broken_off")
    hall.say("kiosk-1", "cover_open", "paper_out", near_end=None)
    hall.say("kiosk-2", near_end=True)
    page = hands.admin(screens, hall)
    found: list[str] = []

    def check(state: str, root: str) -> None:
        language = page.evaluate("document.documentElement.lang")
        found.extend(f"{state}, {language}: {fault}" for fault in hands.faults(page, root))

    def pages() -> None:
        page.locator('[data-id="live"]').click()
        expect(page.locator('[data-need="papers"]')).to_be_visible()
        check("head", "header")
        check("needs", ".alerts")
        check("machines", ".machines")
        page.locator('[data-id="devices"]').click()
        expect(page.locator(".open-papers .paper")).to_be_visible()
        check("devices", ".list")
        page.locator('[data-id^="reprint-"]').first.click()
        check("reprint", "dialog[open]")
        page.keyboard.press("Escape")
        page.locator('[data-id="preview"]').click()
        shown(page)
        check("preview", ".preview")

    pages()
    hands.speak_english(page)
    pages()
    assert found == []


def test_the_seal_on_the_report_is_one_that_the_check_of_the_running_hall_knows(hall, screens):
    hall.take("KTP", key="sealed-on-paper")
    page = hands.admin(screens, hall, "report")
    seal = page.locator('[data-id="chain"] .short')
    seal.wait_for(timeout=PATIENT)
    typed = seal.inner_text()
    words = [sys.executable, "-m", "queue_server", "--config", str(hall.config), "verify", "--json"]
    told = subprocess.run([*words, "--head", typed], cwd=ROOT, capture_output=True, timeout=120)
    report = json.loads(told.stdout)
    assert (report["ok"], report["heads"] > 0) == (True, True), report["faults"]
    page.emulate_media(media="print")
    expect(seal).to_be_visible()
    expect(page.locator("nav")).to_be_hidden()


def test_an_administrator_says_for_which_agencies_a_person_works(hall, screens):
    page = hands.admin(screens, hall, "staff")
    page.locator('[data-id="add"]').click()
    page.locator("#new-name").fill("rini")
    page.locator("#agency-DUKCAPIL").check()
    assert hands.faults(page, "dialog") == []
    page.locator("#new-role").select_option("admin")
    expect(page.locator("dialog .agencies")).to_be_hidden()
    page.locator("#new-role").select_option("staff")
    page.locator('dialog [type="submit"]').click()
    expect(page.locator("dialog .code b")).to_be_visible()
    page.keyboard.press("Escape")
    row = page.locator("tr").filter(has_text="rini")
    expect(row).to_contain_text("Disdukcapil")
    page.locator('[data-id="agencies-rini"]').click()
    page.locator("#agency-DUKCAPIL").uncheck()
    page.locator("dialog .btn.loud").click()
    expect(row).to_contain_text("Seluruh aula")
    hands.speak_english(page)
    expect(row).to_contain_text("The whole hall")
    page.locator('[data-id="agencies-rini"]').click()
    assert hands.faults(page, "dialog") == []
    page.keyboard.press("Escape")
    assert hands.faults(page) == []
