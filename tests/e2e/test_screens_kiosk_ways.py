"""The kiosk's other ways to a number: by name, with an appointment, for several services; and what stops them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.kiosk_hands import (
    FIFTEEN,
    PORTRAIT,
    TEN,
    TEN_WIDE,
    WIDE,
    faults,
    number_shown,
    open_kiosk,
    speak,
    touch,
)
from tests.e2e.looks import look, too_fine
from tests.e2e.running import ROOT, RunningHall, shipped

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """Three languages, appointments and regular numbers counted apart, no paper; kiosk-2 gives one number a minute."""
    services = shipped()["services"]
    running = RunningHall(
        tmp_path_factory.mktemp("ways"), mode="threading", printer_port=9, command="serve",
        site={"languages": ["id", "en", "ms"]},
        services={
            "PASPOR": services["PASPOR"] | {"quotas": {"walk_in": 1}},
            "SIM": services["SIM"] | {"quotas": {"online": 40}},
        },
        kiosks={"kiosk-1": {"printer": "none"}, "kiosk-2": {"printer": "none", "tickets_per_min": 1}},
    )  # fmt: skip
    try:
        running.start()
        yield running
    finally:
        running.stop()


def booked(hall: RunningHall, *, days: int = 0) -> str:
    """The code of an appointment that many days ahead; of the first time that is free."""
    for ahead in (days, days + 1):  # late in the evening today has no time left
        day = (datetime.now(UTC) + timedelta(hours=7, days=ahead)).date().isoformat()
        slots = hall.staff("GET", f"/bookings/slots?service=SIM&day={day}")["slots"]
        free = [one["slot"] for one in slots if one["free"]]
        if free:
            return str(
                hall.staff("POST", "/bookings", {"service": "SIM", "slot": free[0]})["booking"][
                    "code"
                ]
            )
    raise AssertionError("no time is free")


def type_letters(page: Page, letters: str) -> None:
    for letter in letters:
        page.keyboard.press(letter, delay=90)


# A key's time is when it was pressed, however late the page gets to it: ten milliseconds apart.
READER = """text => { const began = performance.now(); for (const [i, key] of [...text, 'Enter'].entries()) {
  const event = new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})
  Object.defineProperty(event, 'timeStamp', {value: began + 10 * i})
  document.body.dispatchEvent(event) } }"""


def scan(page: Page, text: str) -> None:
    """A code reader types faster than fingers, and ends with Enter."""
    page.evaluate(READER, text)


def find(page: Page, letters: str) -> None:
    touch(page, '[data-do="search"]', "#search")
    for letter in letters:
        page.locator(f'#search [data-letter*="{letter}"]').click()
    page.locator("#search .service").first.wait_for()


AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()

SETTLED = (
    "for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish()"
)


def grave(page: Page, view: str) -> list[str]:
    """What axe-core finds serious or worse."""
    page.evaluate(SETTLED)
    found = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
    )
    return [
        f"{view}: {one['id']}: {node['target']}"
        for one in found if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]  # fmt: skip


def test_axe_finds_nothing_serious_on_any_view_in_either_language_and_theme(hall, screens):
    page = open_kiosk(screens, hall)
    page.evaluate(AXE)
    found: list[str] = []

    def see(view: str) -> None:
        expect(page.locator("#stage .view")).to_have_attribute("data-say", re.compile(r"\w{3}"))
        for language in ("id", "en"):
            speak(page, language)
            found.extend(grave(page, f"{view} {language}"))
            touch(page, '[data-flag="contrast"]', 'html[data-theme="contrast"]')
            found.extend(grave(page, f"{view} {language} contrast"))
            touch(page, '[data-flag="contrast"]', 'html[data-theme="light"]')

    see("home")
    touch(page, '.agency[data-code="POLRES"]', "#services .service")
    see("services")
    touch(page, '[data-do="back"]', "#home")
    find(page, "KTP")
    see("search")
    touch(page, '[data-do="back"]', "#home")
    touch(page, '[data-do="booking"]', "#booking")
    see("booking")
    touch(page, '[data-do="back"]', "#home")
    touch(page, '.pop[data-code="KTP"]', "#for .person")
    see("for whom")
    touch(page, '[data-do="several"]', "#several")
    touch(page, '[data-do="add"]', "#home")
    touch(page, '.pop[data-code="SIM"]', "#several .leg")
    see("several")
    touch(page, '[data-do="go_on"]', "#for .person")
    touch(page, ".person.main", "#done .num")
    expect(page.locator('#done [data-do="finish"]')).to_be_enabled()
    see("done")
    hall.staff("PUT", "/kiosks/kiosk-1/lock", {"locked": True, "reason": "Perbaikan"})
    try:
        page.locator('#done [data-do="finish"]').click()
        page.locator("#locked").wait_for()
        expect(page.locator("#locked")).to_contain_text("Perbaikan")
        see("locked")
    finally:
        hall.staff("PUT", "/kiosks/kiosk-1/lock", {"locked": False})
    page.locator("#home").wait_for()
    assert found == []
    assert page.complaints == []


PANELS = [
    pytest.param(TEN, False, id="10inch"), pytest.param(TEN_WIDE, False, id="10inch-wide"),
    pytest.param(FIFTEEN, False, id="15inch-upright"), pytest.param(FIFTEEN, True, id="15inch-upright-large"),
    pytest.param(PORTRAIT, True, id="21inch-large"), pytest.param(WIDE, True, id="21inch-wide-large"),
]  # fmt: skip


@pytest.mark.parametrize(("panel", "large"), PANELS)
def test_every_panel_has_room_for_every_view_and_large_print_is_large(hall, screens, panel, large):
    page = open_kiosk(screens, hall, panel)
    if large:
        touch(page, '[data-flag="large"]', "html[data-large]")
    found: list[str] = []

    def see(view: str) -> None:
        found.extend(f"{view}: {fault}" for fault in faults(page, panel))
        fine = too_fine(look(page), capitals=4.8 * panel[3] * 1.35) if large else []
        found.extend(f"{view}: not large: {text}" for text in fine)

    see("home")
    touch(page, '.agency[data-code="DUKCAPIL"]', "#services .service")
    see("services")
    touch(page, '.service[data-code="KTP"]', "#for .person")
    speak(page, "en")
    see("for whom")
    touch(page, '[data-do="several"]', "#several")
    touch(page, '[data-do="add"]', "#home")
    touch(page, '[data-do="search"]', "#search")
    type_letters(page, "pa")
    page.locator("#search .service").first.wait_for()
    see("search")
    touch(page, "#search .service", "#several .order")
    see("several")
    touch(page, '[data-do="back"]', "#for")
    touch(page, '[data-do="back"]', "#home")
    touch(page, '[data-do="booking"]', "#booking")
    see("booking")
    assert found == []


def test_a_name_is_found_with_a_mistake_in_it_and_by_keyboard_alone(hall, screens):
    page = open_kiosk(screens, hall)
    find(page, "PASPUR")
    names = page.locator("#search .service b").all_inner_texts()
    assert names == ["Paspor baru", "Penggantian paspor"]
    touch(page, '[data-do="back"]', "#home")

    walked = []
    for _ in range(40):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "(() => { const at = document.activeElement, style = getComputedStyle(at)"
            "; return [at.dataset.do, style.outlineStyle !== 'none' && parseFloat(style.outlineWidth)] })()"
        )
        walked.append(at)
        if at[0] == "search":
            break
    assert all(width >= 3 for _, width in walked)
    page.keyboard.press("Enter")
    type_letters(page, "akta")
    page.locator('#search .service[data-code="AKTA"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#for h1")).to_have_text("Akta Kelahiran")


def test_a_visit_with_several_services_has_one_number_and_says_what_it_is_for(hall, screens):
    page = open_kiosk(screens, hall)
    touch(page, '.pop[data-code="KTP"]', "#for .person")
    expect(page.locator("#for .line")).to_contain_text("Lanjut?")
    expect(page.locator("#for .need li")).to_have_text(
        ["KK asli", "KTP lama, atau surat kehilangan"]
    )
    touch(page, '[data-do="several"]', "#several")
    touch(page, '[data-do="add"]', "#home")
    touch(page, '.pop[data-code="SIM"]', "#several .order")
    touch(page, '[data-order="any"]', '[data-order="any"][aria-pressed="true"]')
    touch(page, '[data-do="go_on"]', "#for .person")
    touch(page, '.person[data-priority="lansia"]', "#done .num")
    expect(page.locator("#done .legs-of")).to_have_text(re.compile("Juga: (KTP-el|SIM)"))
    number = number_shown(page)
    line = hall.staff("GET", "/line")["tickets"]
    mine = [one for one in line if one["number"] == number]
    assert [(one["priority"], one["any_order"]) for one in mine] == [("lansia", True)]
    assert {leg["service"] for leg in mine[0]["legs"]} == {"KTP", "SIM"}


def test_an_appointment_is_typed_or_scanned_and_each_no_is_told_kindly(hall, screens):
    page = open_kiosk(screens, hall)
    touch(page, '[data-do="booking"]', "#booking")
    for letter in "AAAA2222":
        page.locator(f'[data-digit="{letter}"]').click()
    touch(page, '[data-do="check_in"]', ".strip.off")
    expect(page.locator(".strip.off")).to_contain_text("Kode AAAA2222 tidak ditemukan")
    scan(page, booked(hall, days=3))
    expect(page.locator(".strip.off")).to_contain_text("Masih terlalu awal")
    scan(page, "DUMAI-K7M2P9QX")
    expect(page.locator(".strip.off")).to_contain_text("untuk gedung lain")
    touch(page, '[data-do="back"]', "#home")
    scan(page, f"{hall.url}/b/{booked(hall)}")  # from the first screen, too
    expect(page.locator("#done .num, #booking .scan")).to_be_visible()


def test_regular_numbers_that_are_used_up_close_only_themselves(hall, screens):
    hall.take("PASPOR", key="the-last-regular-one")
    page = open_kiosk(screens, hall)
    touch(page, '.pop[data-code="PASPOR"]', "#for .person")
    expect(page.locator(".person.main")).to_contain_text("Kuota umum hari ini habis")
    assert page.locator(".person.main").get_attribute("data-do") is None
    touch(page, '.person[data-priority="lansia"]', "#done .num")


def test_a_kiosk_that_gives_too_many_numbers_says_when_to_try_again(hall, screens):
    page = open_kiosk(screens, hall, token=hall.key("kiosk", "kiosk-2"))
    for _ in range(8):
        touch(page, '.pop[data-code="KTP"]', "#for .person")
        page.locator(".person.main").click()
        page.locator("#done .num, .strip.off").first.wait_for()
        if page.locator(".strip.off").count():
            break
        expect(page.locator('#done [data-do="another"]')).to_be_enabled()
        touch(page, '[data-do="another"]', "#home")
    expect(page.locator(".strip.off")).to_contain_text("Silakan coba lagi dalam")
    expect(page.locator("#for")).to_be_visible()


def test_staff_is_called_and_a_third_language_is_one_file(hall, screens):
    page = open_kiosk(screens, hall)
    touch(page, '[data-do="help"]', ".strip.told")
    expect(page.locator(".strip.told")).to_have_text(
        "Petugas sudah diberi tahu. Mohon tunggu di sini."
    )
    speak(page, "ms")
    expect(page.locator("#home h1")).to_have_text("Perkhidmatan apa yang anda perlukan?")
    expect(page.locator(".strip.told")).to_contain_text("diberitahu")
    assert faults(page, PORTRAIT) == []
