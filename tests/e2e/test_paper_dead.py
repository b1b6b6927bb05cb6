"""With every printer dead nobody is left without a number, and the line moves on: kiosk, screen, phone, console."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.kiosk_hands import banner, open_kiosk, take_number
from tests.e2e.paper_ward import a_ward

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

PRINTERS = ["kiosk-1", "kiosk-2"]


def test_with_all_printers_dead_the_line_moves_on_and_the_power_brings_the_paper(
    tmp_path: Path, screens
):
    spares = {"kiosk-1": "kiosk-2", "kiosk-2": "kiosk-1"}
    with a_ward(tmp_path, PRINTERS, spares=spares) as ward:
        hall = ward.hall
        for printer in ward.printers.values():
            printer.faults.set("power_off")
        hall.wait_until(
            lambda: not any(row["ready"] for row in ward.told.values()), "everybody to know", 10
        )
        kiosk = open_kiosk(screens, hall)
        tv = screens(
            f"{hall.url}/display/#token={hall.key('display', 'lobby')}", width=1920, height=1080
        )
        expect(banner(kiosk)).to_be_visible()
        number = take_number(kiosk)
        assert number == "A001"
        expect(kiosk.locator("#done .qr")).not_to_have_js_property("naturalWidth", 0)
        assert kiosk.locator("#done .print").get_attribute("data-print") == "trouble"

        [ticket] = hall.staff("GET", "/line?service=KTP")["tickets"]
        phone = screens(ticket["url"], width=390, height=844)
        expect(phone.locator(".tick .num")).to_contain_text("001")
        hall.staff("POST", "/counters/1/open")
        called = hall.staff("POST", "/counters/1/next")["ticket"]
        assert called["number"] == number

        expect(tv.locator(".now .num").first).to_contain_text("001")
        expect(phone.locator("#called h1")).to_have_text("Giliran Anda", timeout=15_000)
        hall.staff("POST", "/counters/1/start")
        hall.staff("POST", "/counters/1/finish")
        assert [ward.papers(name) for name in PRINTERS] == [[], []]

        for printer in ward.printers.values():
            printer.faults.clear()
        hall.wait_until(lambda: all(row["ready"] for row in ward.told.values()), "the power", 10)
        after = ward.take("kiosk-1")
        hall.wait_until(lambda: ward.job(after)["state"] == "printed", "the next visitor's", 10)
        printed = [code for name in PRINTERS for code in ward.papers(name)]
        assert printed.count(after["url"]) == 1
        assert printed.count(ticket["url"]) <= 1
