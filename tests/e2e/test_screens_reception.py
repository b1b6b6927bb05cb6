"""The desk at the entrance: numbers by keyboard, visits, groups, appointments, the roll, kiosks; nothing is cut."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import staff_hands as hands
from tests.e2e.running import Refused, shipped

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SOON = 6_000
DESK, TABLET, UPRIGHT = (1366, 768), (1280, 800), (800, 1280)
LONG = "Perpanjangan izin praktik tenaga kesehatan dan surat tanda re"
ENGLISH = "Renewal of practice licences of health staff and registration"


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    ours = shipped()
    full = ours["services"]["SKCK"] | {"quota": 1}
    long = ours["services"]["AKTA"] | {"name": {"id": LONG, "en": ENGLISH}}
    slow = ours["kiosks"]["kiosk-2"] | {"tickets_per_min": 3}
    booked = ours["services"]["KTP"] | {"quotas": {"online": 10}}
    more = {"services": {"SKCK": full, "AKTA": long, "KTP": booked}, "kiosks": {"kiosk-2": slow}}
    with hands.paper_hall(tmp_path_factory.mktemp("reception"), mode="eventlet", **more) as made:
        made.word_of(made.take("SKCK", key="the-last-of-skck")["number"], "printed")
        yield made


@pytest.fixture
def page(hall, screens) -> Page:
    shown: Page = screens(f"{hall.url}/reception/", width=DESK[0], height=DESK[1])
    hands.log_in(shown, hall)
    shown.locator("#found li").first.wait_for()
    expect(shown.locator("#search")).to_be_focused()
    return shown


def go(page: Page, place: str) -> None:
    page.locator(f'[data-id="page-{place}"]').click()
    page.locator(f"main.{place} .card").first.wait_for()


def keys(page: Page, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)


def pick(page: Page, typed: str) -> None:
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.locator('[data-id="give"]')).to_be_focused()


def given(page: Page) -> str:
    """The number that stands large, once it is there and the desk is ready for the next visitor."""
    page.locator(".huge > .num").wait_for()
    expect(page.locator("#search")).to_be_focused()
    return page.locator(".huge > .num").inner_text().replace(" ", "")


def line(hall, service):
    return hall.staff("GET", f"/line?service={service}")["tickets"]


def test_a_number_is_given_printed_again_and_cancelled_by_keyboard_and_enter_thrice_gives_one(
    hall, page
):
    pick(page, "kart")
    keys(page, "2", "b", "Enter")
    number = given(page)
    [ticket] = [one for one in line(hall, "KK") if one["number"] == number]
    assert (ticket["priority"], ticket["language"]) == ("lansia", "en")
    assert page.locator("figure img").evaluate(
        "picture => picture.complete && picture.naturalWidth > 0"
    )
    expect(page.locator("p.paper")).to_have_text("Sedang dicetak di Printer Kios 1", timeout=SOON)
    hall.word_of(number, "printed")
    expect(page.locator("p.paper")).to_have_text("Sudah tercetak di Printer Kios 1", timeout=SOON)

    keys(page, "F2", "1")
    expect(page.locator(".alert.good")).to_contain_text("Salinan", timeout=SOON)
    assert [copy for copy, _ in hall.reasons(number)] == [0, 1]
    keys(page, "F4", "2")
    expect(page.locator(".huge .num.gone")).to_be_visible(timeout=SOON)
    assert number not in [one["number"] for one in line(hall, "KK")]
    expect(page.locator(".given li").first).to_contain_text("dibatalkan")

    before = len(line(hall, "KTP"))
    pick(page, "ktp")
    keys(page, "Enter", "Enter", "Enter", "Enter")
    given(page)
    assert len(line(hall, "KTP")) == before + 1
    page.keyboard.type("skck")
    keys(page, "Enter")
    expect(page.locator(".found li.shut")).to_contain_text("Kuota habis")
    expect(page.locator('[data-id="give"]')).to_have_count(0)


def test_a_visit_has_one_number_a_group_one_each_and_a_lost_answer_gives_no_second(hall, page):
    pick(page, "nikah")
    keys(page, "t")
    pick(page, "haji")
    keys(page, "u", "Enter")
    visit = given(page)
    [ticket] = [one for one in line(hall, "NIKAH") if one["number"] == visit]
    assert [leg["service"] for leg in ticket["legs"]] == ["NIKAH", "HAJI"]
    assert ticket["any_order"]
    expect(page.locator(".huge")).to_contain_text("Lalu: ")

    pick(page, "sim")
    keys(page, "+", "+", "+", "-", "Enter")
    first = given(page)
    expect(page.locator(".group .num")).to_have_count(2)
    numbers = [
        first,
        *(text.replace(" ", "") for text in page.locator(".group .num").all_inner_texts()),
    ]
    tickets = [one for one in line(hall, "SIM") if one["number"] in numbers]
    assert [len(one["visit"]) for one in tickets] == [2, 2, 2]

    lost = []

    def swallow(route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/api/v1/tickets", swallow)
    before = len(line(hall, "KTP"))
    pick(page, "ktp")
    keys(page, "Enter")
    expect(page.locator(".alert.bad")).to_contain_text("nomor yang sama, tidak dobel")
    expect(page.locator('[data-id="give"]')).to_contain_text("Kirim lagi")
    keys(page, "Enter")
    assert given(page) == json.loads(lost[0].text())["ticket"]["number"]
    assert len(line(hall, "KTP")) == before + 1

    page.locator("#booking").fill("tidak-ada")
    keys(page, "Enter")
    expect(page.locator(".alert.bad")).to_contain_text("TIDAK-ADA", timeout=SOON)


def test_the_roll_is_registered_while_kiosks_are_locked_and_then_they_are_seen_to(hall, page):
    for kiosk in ("kiosk-1", "kiosk-2"):
        hall.staff("PUT", f"/kiosks/{kiosk}/lock", {"locked": True, "reason": "listrik padam"})
    go(page, "roll")
    before = len(line(hall, "KTP"))
    page.locator('[data-id="roll-KTP-5"]').click()
    expect(page.locator(".alert.good")).to_have_text(
        "Z 001 – Z 005 masuk antrean KTP-el.", timeout=SOON
    )
    expect(page.locator(".next .num")).to_have_text("Z006")
    page.locator('[data-id="roll-KTP-to"]').click()
    page.keyboard.type("4")
    keys(page, "Enter")
    expect(page.locator(".dialog .told.bad")).to_have_text("Nomor itu sudah terdaftar.")
    page.locator("#own").fill("z 008")
    keys(page, "Enter")
    expect(page.locator(".alert.good")).to_contain_text("Z 006 – Z 008", timeout=SOON)
    assert len(line(hall, "KTP")) == before + 8
    page.locator('[data-id="begin"]').click()
    page.keyboard.type("501")
    keys(page, "Enter")
    page.locator('[data-id="roll-class-lansia"]').click()
    page.locator('[data-id="roll-SIM-1"]').click()
    expect(page.locator(".alert.good")).to_contain_text("Z 501", timeout=SOON)
    [ticket] = [one for one in line(hall, "SIM") if one["number"] == "Z501"]
    assert (ticket["priority"], ticket["channel"], ticket["print"]) == ("lansia", "roll", None)
    page.locator(".roll .given .btn").first.click()
    keys(page, "3")
    expect(page.locator(".alert.good")).to_contain_text("Z 501 dibatalkan", timeout=SOON)
    expect(page.locator(".roll-list li.shut")).to_contain_text("Kuota habis")

    for kiosk in ("kiosk-1", "kiosk-2"):
        hall.staff("PUT", f"/kiosks/{kiosk}/lock", {"locked": False})
    hall.ask("POST", "/api/v1/kiosks/help", {}, token=hall.key("kiosk", "kiosk-1"))
    news = page.locator(".alert.bad")
    expect(news).to_contain_text("Kios 1: pengunjung memanggil petugas", timeout=SOON)
    page.locator('[data-id="news-going"]').click()
    expect(news).to_have_count(0, timeout=SOON)

    told = [flooding(hall, f"flood-{n:04}") for n in range(5)]
    assert told.count("too_many_tickets") == 2
    expect(page.locator(".alert.warn")).to_contain_text(
        "Kios 2: terlalu banyak permintaan nomor", timeout=SOON
    )
    go(page, "kiosks")
    page.locator('[data-id="lock-kiosk-2"]').click()
    keys(page, "1")
    card = page.locator('[data-kiosk="kiosk-2"]')
    expect(card).to_contain_text("Dikunci", timeout=SOON)
    expect(card).to_contain_text("kertas habis · oleh admin")
    assert flooding(hall, "while-locked") == "kiosk_locked"
    page.locator('[data-id="lock-kiosk-2"]').click()
    expect(card).not_to_contain_text("Dikunci", timeout=SOON)


def flooding(hall, key: str) -> str:
    try:
        hall.take("KK", key=key, kiosk="kiosk-2")
    except Refused as refused:
        return str(refused.problem["code"])
    return ""


class States:
    """Brings the page into a state."""

    def __init__(self, hall, page: Page) -> None:
        self.hall, self.page = hall, page

    def chosen(self) -> None:
        self.page.locator('[data-id="service-AKTA"]').click()

    def visit(self) -> None:
        self.chosen()
        self.page.locator('[data-id="add"]').click()
        self.page.locator('[data-id="service-KTP"]').click()

    def group(self) -> None:
        self.chosen()
        self.page.locator('[data-id="count1"]').click()
        self.page.locator('[data-id="give"]').click()
        self.page.locator(".huge .group").wait_for()

    def nothing(self) -> None:
        self.page.locator("#search").fill("xyz")

    def alone(self) -> None:
        """As it is when one comes there."""

    def help_called(self) -> None:
        token = self.hall.key("kiosk", "kiosk-1")
        self.hall.ask("POST", "/api/v1/kiosks/help", {}, token=token)
        locked = {"locked": True, "reason": "layar rusak"}
        self.hall.staff("PUT", "/kiosks/kiosk-2/lock", locked)
        self.page.locator(".kiosk .told.bad").wait_for()
        self.page.locator(".kiosk .state.stop").wait_for()

    def over(self) -> None:
        self.hall.staff("DELETE", "/kiosks/kiosk-1/help")
        self.hall.staff("PUT", "/kiosks/kiosk-2/lock", {"locked": False})


def faults_of(page: Page, place: str, name: str) -> list[str]:
    found = []
    for width, height in (DESK, TABLET, UPRIGHT):
        page.set_viewport_size({"width": width, "height": height})
        seen = hands.faults(page, f"main.{place}")
        found += [f"{name} {width}: {fault}" for fault in seen]
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    if place == "take":
        page.locator("#search").press("Escape")
    return found


def test_no_state_is_cut_covered_faint_or_in_the_wrong_language_at_any_size(hall, page):
    states = States(hall, page)
    found = []
    for language in ("id", "en"):
        hands.speak(page, language)
        for place, names in {
            "take": ("alone", "chosen", "visit", "group", "nothing"),
            "roll": ("alone",),
            "kiosks": ("alone", "help_called", "over"),
        }.items():
            go(page, place)
            for name in names:
                getattr(states, name)()
                found += faults_of(page, place, f"{place} {name} {language}")
    assert not found, "\n".join(found)
