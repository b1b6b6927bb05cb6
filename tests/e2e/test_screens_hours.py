"""The page of hours, as supervisors and administrators use it: a real server, a real browser, what kiosks then say."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e import staff_hands as hands
from tests.e2e.looks import look
from tests.e2e.running import Refused, RunningHall

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SOON = 8_000
EVERY_DAY = {"mon-sun": "00:00-23:59"}
HOURS = {"tickets": EVERY_DAY, "service": EVERY_DAY, "holidays": {"country": "ID"}}
PASSWORD = "kata-sandi-panjang"


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    made = RunningHall(
        tmp_path_factory.mktemp("hours"), mode="eventlet", printer_port=9, command="serve", hours=HOURS
    )  # fmt: skip
    try:
        made.start()
        yield made
    finally:
        made.stop()


def refusal(hall, service="KTP"):
    """Why the kiosk cannot take a number; None when it can."""
    try:
        hall.take(service, key=f"hours-{service}-{hall_turn()}")
    except Refused as refused:
        return refused.problem["reason"]
    return None


_turns = iter(range(1000))


def hall_turn():
    return f"{next(_turns):04}"


def as_supervisor(screens, hall):
    owner = hall.key("owner", "owner")
    hall.ask(
        "POST",
        "/api/v1/staff",
        {"name": "budi", "role": "supervisor", "password": PASSWORD},
        token=owner,
    )
    page = screens(f"{hall.url}/admin/#hours", width=1366, height=768)
    page.locator("#name").fill("budi")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".page.hours").wait_for()
    return page


def say(page, which, reason, *, quick=0):
    """Press, choose a reason and a time, confirm."""
    page.locator(f'[data-id="{which}"]').click()
    page.get_by_role("button", name=reason, exact=True).click()
    page.locator(".hours-dialog .until .btn").nth(quick).click()
    page.locator(".hours-dialog footer .loud").click()
    expect(page.locator(".hours-dialog")).to_have_count(0, timeout=SOON)


def test_a_supervisor_closes_a_service_and_opens_it_again(hall, screens):
    page = as_supervisor(screens, hall)
    say(page, "closed-KTP", "Gangguan sistem pusat")

    row = page.locator('tr[data-service="KTP"]')
    expect(row).to_contain_text("Ditutup petugas: Gangguan sistem pusat", timeout=SOON)
    expect(page.locator(".changes li")).to_contain_text("budi: Gangguan sistem pusat")
    assert (refusal(hall, "KTP"), refusal(hall, "KK")) == ("manual_closed", None)
    kiosk = hall.get("/api/v1/hall", token=hall.key("kiosk", "kiosk-1"))
    [ktp] = [one for one in kiosk["services"] if one["code"] == "KTP"]
    assert ktp["closed_words"]["en"] == "The central system is down"

    page.locator('[data-id^="end-"]').click()
    page.get_by_role("button", name="Akhiri sekarang").click()
    expect(row).to_contain_text("Buka sampai 23.59", timeout=SOON)
    assert refusal(hall, "KTP") is None
    assert page.locator(".holidays .switch, .holidays .foot").count() == 0
    assert page.locator(".holidays li").count() >= 17


def test_an_administrator_changes_hours_and_keeps_the_holidays(hall, screens):
    page = hands.admin(screens, hall, "hours")
    page.locator('[data-id="custom-KK"]').click()
    page.locator(".hours-dialog footer .loud").click()
    expect(page.locator(".hours-dialog .told")).to_contain_text(
        "Pilih atau tulis alasan", timeout=SOON
    )
    page.locator("#h-note").fill("Pelatihan")
    page.locator(".hours-dialog footer .loud").click()
    expect(page.locator(".hours-dialog .told")).to_contain_text(
        "Isi jam lain atau kuota", timeout=SOON
    )
    page.locator("#h-quota").fill("0")
    page.locator(".hours-dialog footer .loud").click()
    expect(page.locator(".changes li")).to_contain_text(
        "Kartu Keluarga (KK): Jam lain: kuota 0", timeout=SOON
    )

    today = page.evaluate(
        "new Intl.DateTimeFormat('sv-SE', {timeZone: 'Asia/Jakarta'}).format(new Date())"
    )
    page.locator('[data-id="holiday-add"]').click()
    page.locator("#h-date").fill(today)
    page.locator("#h-name-id").fill("Hari jadi Kabupaten Siak")
    page.locator(".hours-dialog footer .loud").click()
    expect(page.locator('tr[data-service="KTP"]')).to_contain_text(
        "Libur: Hari jadi Kabupaten Siak", timeout=SOON
    )
    assert refusal(hall, "SIM") == "holiday"
    page.locator(f'[data-id="switch-{today}"]').click()
    expect(page.locator('tr[data-service="KTP"]')).to_contain_text("Buka sampai", timeout=SOON)
    assert refusal(hall, "SIM") is None
    page.locator(f'[data-id="remove-{today}"]').click()
    page.get_by_role("button", name="Hapus", exact=True).click()
    expect(page.locator(f'[data-day="{today}"]')).to_have_count(0, timeout=SOON)

    page.locator('[data-id="year-after"]').click()
    page.locator('[data-id^="remove-"]').first.click()
    page.get_by_role("button", name="Hapus", exact=True).click()
    page.locator('[data-id="holiday-fill"]').click()
    expect(page.locator(".alert.good")).to_contain_text("1 hari ditambahkan", timeout=SOON)


def test_the_page_fits_its_screen_in_both_languages(hall, screens):
    page = hands.admin(screens, hall, "hours")
    page.locator(".holidays li").first.wait_for()
    assert look(page, ".admin")["faults"] == []
    assert (
        page.locator(".head .me").bounding_box()["x"]
        + page.locator(".head .me").bounding_box()["width"]
        <= 1366
    )
    assert page.locator(".hours").evaluate("it => it.scrollWidth <= it.clientWidth")
    page.locator('[data-id="menu"]').click()
    page.get_by_role("menuitem", name="English").click()
    page.get_by_role("heading", name="Hours").wait_for()
    assert (
        hands.INDONESIAN.findall(
            page.locator(".hours .bar, .hours thead, .hours h2").first.inner_text()
        )
        == []
    )
    assert look(page, ".admin")["faults"] == []
