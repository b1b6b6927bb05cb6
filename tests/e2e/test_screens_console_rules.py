"""The console keeps to the rules of the hall: calling again, taking back, holding, sending on, results, services."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import rules_hall
from tests.e2e.rules_hall import RulesHall, console
from tests.e2e.staff_hands import faults, settled, speak

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

DESK, LOW, MINI = (1366, 768), (1366, 650), (380, 680)  # what fits LOW fits DESK


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RulesHall]:
    with rules_hall.rules_hall(tmp_path_factory.mktemp("rules")) as hall:
        yield hall


@pytest.fixture
def hall(running: RulesHall) -> RulesHall:
    running.empty()
    return running


def press(page: Page, key: str, arrives: str) -> None:
    settled(page)
    page.keyboard.press(key)
    page.locator(arrives).first.wait_for()


def undo_says(page: Page, words: str) -> None:
    expect(page.locator('[data-id="undo"]')).to_contain_text(words)


def test_a_visitor_without_a_number_a_result_and_a_press_taken_back(
    hall: RulesHall, screens: Any
) -> None:
    waiting = hall.visitor()["number"]
    page = console(screens, hall, DESK)
    press(page, "w", "dialog .chosen")
    page.get_by_role("button", name="Lansia").click()
    page.keyboard.press("1")
    page.locator(".s-serving").wait_for()
    served = hall.desk()["ticket"]
    assert (served["channel"], served["priority"], served["service"]) == ("desk", "lansia", "KTP")
    page.locator('[data-id="result-TERBIT"]').click()
    press(page, "s", "dialog .toggle")
    expect(page.locator('dialog .toggle[aria-pressed="true"]')).to_have_text("Terbit1")
    page.keyboard.press("3")  # the first service after two results: KK
    page.keyboard.press("Escape")
    expect(page.locator('[data-id="outcome"]')).to_contain_text("Juga: KK")
    press(page, "Enter", ".s-ready")
    assert hall.desk()["today"]["served"] == 1
    undo_says(page, "selesai")
    press(page, "u", ".s-serving")
    again = hall.desk()
    assert (again["ticket"]["id"], again["ticket"]["result"], again["today"]["served"]) == (
        served["id"],
        None,
        0,
    )
    expect(page.locator(".undo")).to_be_hidden()
    expect(page.locator('[data-id="result-TERBIT"]')).to_have_attribute("aria-pressed", "true")
    # Somebody else has done something with the number since: it is not taken back, and that is said.
    press(page, "h", "dialog .reasons")
    page.keyboard.press("1")
    page.locator(".s-ready").wait_for()
    undo_says(page, "ditahan")
    hall.press("open", "2")
    hall.staff("POST", f"/tickets/{served['id']}/resume", {"counter": "2"})
    settled(page)
    page.keyboard.press("u")
    expect(page.locator(".alert.bad")).to_contain_text("Tidak ada lagi yang dapat diurungkan")
    assert hall.desk()["ticket"] is None
    assert hall.desk("2")["ticket"]["id"] == served["id"]
    press(page, "Space", ".s-called")
    assert hall.desk()["ticket"]["number"] == waiting


def test_calls_keep_their_distance_and_who_is_absent_keeps_the_place_for_a_while(
    hall: RulesHall, screens: Any
) -> None:
    hall.visitor(), hall.visitor()
    page = console(screens, hall, DESK)
    press(page, "Space", ".s-called")
    number = hall.desk()["ticket"]["number"]
    again = page.locator('[data-id="recall"]')
    expect(again).to_be_disabled()
    expect(again.locator(".count")).to_have_text("2")
    page.keyboard.press("r")
    page.keyboard.press("t")
    assert hall.desk()["ticket"]["calls"] == 1
    expect(page.locator('[data-id="skip"]')).to_contain_text("mulai panggilan ke-2")
    expect(again).to_be_enabled()
    expect(again.locator(".count")).to_have_count(0)
    press(page, "r", ".dots i:nth-child(2).on")
    press(page, "t", ".s-ready")
    page.locator('[data-id="missed"]').click()
    row = page.locator(".rows.missed li")
    expect(row).to_contain_text("tempatnya tetap s.d. ")
    page.locator(f'[data-id="return-{hall.desk()["missed"][0]["id"]}"]').click()
    expect(row).to_contain_text("Tidak ada nomor yang terlewat.")
    assert number in [one["number"] for one in hall.desk()["line"]]
    # Held until a time of day, and for some minutes.
    press(page, "Space", ".s-called")
    press(page, "h", "#own-until")
    page.locator("#own-until").fill("nanti")
    page.keyboard.press("Enter")
    assert page.evaluate("!document.querySelector('#own-until').validity.valid")
    page.keyboard.press("Escape")
    press(page, "h", "dialog .reasons")
    page.keyboard.press("2")
    page.locator(".s-ready").wait_for()
    page.locator('[data-id="held"]').click()
    expect(page.locator(".rows.held li")).to_contain_text("sisa 15 menit")
    for what in ("resume", "call", "return"):
        expect(page.locator(f'.rows.held [data-id^="{what}-"]')).to_be_enabled()


def test_one_finger_counts_once_and_two_buttons_count_twice(hall: RulesHall, screens: Any) -> None:
    hall.visitor(), hall.visitor()
    page = console(screens, hall, DESK)
    settled(page)
    loud = page.locator(".btn.loud")
    loud.dblclick()
    page.locator(".s-called").wait_for()
    settled(page)
    assert hall.desk()["ticket"]["state"] == "called", (
        "the second click met the button that followed"
    )
    page.keyboard.press("Enter")
    page.locator(".s-serving").wait_for()
    page.keyboard.press("Enter")  # at once: a slip
    page.keyboard.press("h")  # at once, too, but another button
    page.locator("#own-until").wait_for()
    assert hall.desk()["ticket"]["state"] == "serving"


def test_a_visitor_is_sent_to_a_counter_that_serves_it_or_to_a_person(
    hall: RulesHall, screens: Any
) -> None:
    name, password = "Ani", ""
    if not any(
        one["name"] == name
        for one in hall.ask("GET", "/api/v1/staff", token=hall.key("owner", "owner"))["staff"]
    ):
        name, password = hall.session_of("Ani", "staff")
        token = hall.ask("POST", "/api/v1/sessions", {"name": name, "password": password})["token"]
        hall.ask("POST", "/api/v1/counters/2/open", {}, token=token)
    hall.visitor(priority="lansia")  # counter 2 takes nobody else
    page = console(screens, hall, DESK)
    press(page, "Space", ".s-called")
    press(page, "a", "#move-counter")
    same = page.locator("dialog .same")
    expect(same).to_be_disabled()
    page.select_option("#move-counter", label="Loket 2")
    expect(same).to_be_enabled()
    expect(page.locator("dialog .reasons .btn", has_text="Akta").first).to_be_disabled()
    page.select_option("#move-staff", label="Ani")
    page.keyboard.press("s")
    page.locator(".s-ready, .s-empty").wait_for()
    expect(page.locator(".alert.good")).to_contain_text("untuk Loket 2, Ani.")
    [moved] = hall.desk("2")["line"]
    assert (moved["service"], moved["for_counter"], moved["for_staff"]) == ("KTP", "2", "Ani")


def test_a_counter_may_serve_less_and_rests_with_one_touch(hall: RulesHall, screens: Any) -> None:
    page = console(screens, hall, DESK)
    head = page.locator(".desk")
    expect(head).to_contain_text("KTP-el, KK")
    expect(head).to_contain_text("bantu Akta")
    press(page, "n", "dialog .ticks")
    expect(page.locator("dialog .ticks label", has_text="Akta")).to_contain_text("bantu")
    for box in page.locator("dialog .ticks input").all():
        box.uncheck()
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("dialog .told.bad")).to_be_visible()
    page.locator("dialog .ticks label", has_text="KK").click()
    page.get_by_role("button", name="Simpan").click()
    expect(head).to_contain_text("hanya KK")
    assert hall.desk()["counter"]["narrowed"] == ["KK"]
    press(page, "n", '[data-id="narrow-all"]')
    page.locator('[data-id="narrow-all"]').click()
    expect(head).to_contain_text("KTP-el, KK")
    assert hall.desk()["counter"]["narrowed"] is None
    settled(page)
    page.locator('[data-id="break"]').click()
    page.locator(".s-paused").wait_for()
    expect(page.locator(".calm")).to_contain_text("Istirahat s.d. 23.59.")
    assert hall.desk()["counter"]["reason"] == "istirahat"


def test_an_emergency_needs_a_reason_and_goes_first(hall: RulesHall, screens: Any) -> None:
    hall.visitor()
    last = hall.visitor()
    page = console(screens, hall, DESK)
    page.locator(".rows button.row").nth(1).click()
    page.locator('dialog [data-id="urgent"]').click()
    page.locator("dialog", has_text="Darurat:").locator("#own-reason").fill(
        "kejang di ruang tunggu"
    )
    page.keyboard.press("Enter")
    first = page.locator(".rows li").first
    expect(first).to_have_class("urgent")
    expect(first).to_contain_text("Darurat: kejang di ruang tunggu")
    assert hall.desk()["line"][0]["number"] == last["number"]
    press(page, "Space", ".s-called")
    expect(page.locator(".who .top .tag.bad")).to_have_text("Darurat")
    press(page, "m", "dialog .why")
    expect(page.locator("dialog .why .told")).to_contain_text("Darurat: kejang di ruang tunggu")
    page.keyboard.press("Escape")
    press(page, "Enter", ".s-serving")
    press(page, "Enter", ".s-ready")
    expect(page.locator(".today div").last).to_have_text("1darurat")


def test_every_state_with_rules_is_whole_in_both_languages(hall: RulesHall, screens: Any) -> None:
    first = hall.visitor("KTP", priority="lansia", also=["KK", "AKTA"], any_order=True)
    for _ in range(3):
        hall.visitor("KTP", group=first["token"])
    hall.visitor("AKTA")
    page = console(screens, hall, DESK)
    found: list[str] = []

    def check(state: str, root: str = "body", opens: str = "") -> None:
        for language in ("id", "en"):
            speak(page, language)
            if opens:
                page.keyboard.press(opens)
                page.locator("dialog[open]").wait_for()
            for width, height in (MINI, LOW):
                page.set_viewport_size({"width": width, "height": height})
                found.extend(
                    f"{state}, {language}, {width}x{height}: {one}" for one in faults(page, root)
                )
            page.keyboard.press("Escape")
            expect(page.locator("dialog")).to_have_count(0)

    page.locator(".s-ready").wait_for()
    check("ready")
    check("without a number", "dialog", "w")
    check("services of the counter", "dialog", "n")
    press(page, "Space", ".s-called")
    check("called")
    check("why", "dialog", "m")
    check("keys", "dialog", "?")
    check("how long to hold", "dialog", "h")
    check("transfer", "dialog", "a")
    press(page, "Enter", ".s-serving")
    check("serving")
    check("result", "dialog", "s")
    press(page, "h", "dialog .reasons")
    page.keyboard.press("1")
    page.locator('[data-id="held"]').click()
    page.locator(".rows.held .acts").wait_for()
    check("held")
    assert "\n".join(found) == ""


def test_who_moves_to_another_counter_is_shown_the_way_in_the_message(
    hall: RulesHall, screens: Any
) -> None:
    dewi = dict(zip(("name", "password"), hall.session_of("Dewi", "staff"), strict=True))
    token = hall.ask("POST", "/api/v1/sessions", dewi)["token"]
    hall.ask("POST", "/api/v1/counters/1/open", {}, token=token)
    hall.visitor()
    hall.press("next")
    page: Page = screens(f"{hall.url}/counter/#2", width=LOW[0], height=LOW[1])
    for field, value in dewi.items():
        page.locator(f"#{field}").fill(value)
    page.keyboard.press("Enter")
    page.locator(".s-closed").wait_for()
    press(page, "Space", "dialog .reasons")  # somebody is still called there: no moving yet
    expect(page.locator("dialog")).to_contain_text("masih di sana")
    expect(page.locator("dialog .reasons .btn")).to_have_text(["Kembali ke Loket 11"])
    assert faults(page, "dialog") == []
    page.keyboard.press("Escape")
    hall.press("start")
    hall.press("finish")
    for language in ("en", "id"):
        speak(page, language)
        press(page, "Space", "dialog .reasons")
        assert faults(page, "dialog") == []
        if language == "en":
            page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_contain_text("Loket 1 masih Anda buka")
    page.keyboard.press("1")
    page.locator(".s-ready, .s-empty").wait_for()
    now = {code: hall.desk(code)["counter"] for code in ("1", "2")}
    assert (now["1"]["state"], now["2"]["state"], now["2"]["staff"]) == ("closed", "open", "Dewi")
