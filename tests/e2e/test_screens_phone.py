"""The visitor's phone: every place in the line, in both languages, and leaving the line."""

from __future__ import annotations

import re
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looks import look

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

_keys = count()


def take(hall, service="NIKAH"):
    return hall.take(service, key=f"phone-{next(_keys):05}")


def open_phone(screens, hall, ticket) -> Page:
    page: Page = screens(f"{hall.url}/t/{ticket['token']}", width=390, height=844)
    page.locator("html[data-ready]").wait_for()
    return page


def look_again(page: Page, view: str) -> None:
    """The page asks every few seconds, and at once when its connection comes back."""
    page.evaluate("dispatchEvent(new Event('online'))")
    page.locator(f"#stage #{view}").wait_for()


def faults(page: Page) -> list[str]:
    """In both languages; it is left in the one it was in."""
    found = []
    for _ in range(2):
        seen = look(page)
        assert len(seen["texts"]) > 3
        found += seen["faults"]
        found += [f"{one['text']}: {one['px']} px" for one in seen["texts"] if one["px"] < 14]
        found += [
            f"{one['label']}: {one['height']} px"
            for one in seen["buttons"]
            if min(one["height"], one["width"]) < 44
        ]
        found += [
            f"{one['text']}: {one['contrast']:.1f}"
            for one in seen["texts"]
            if one["contrast"] < 4.5
        ]
        page.locator("#language").click()
    return found


def at_counter(hall, act: str) -> None:
    hall.staff("POST", f"/counters/9/{act}")


def test_the_phone_follows_its_number_from_waiting_to_done(desk_hall, screens):
    before = [take(desk_hall) for _ in range(4)]
    mine = take(desk_hall)
    page = open_phone(screens, desk_hall, mine)
    expect(page.locator(".ahead b")).to_have_text("4")
    expect(page.locator(".tick .num")).to_contain_text(mine["number"][1:])
    assert faults(page) == []

    at_counter(desk_hall, "open")
    at_counter(desk_hall, "next")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".note.near")).to_contain_text("Lantai 2")
    assert faults(page) == []

    for _ in before:
        at_counter(desk_hall, "start")
        at_counter(desk_hall, "finish")
        at_counter(desk_hall, "next")
    look_again(page, "called")
    expect(page.locator(".gate b")).to_have_text("9")
    expect(page.locator("#called h1")).to_have_text("Giliran Anda")
    assert faults(page) == []

    at_counter(desk_hall, "start")
    look_again(page, "serving")
    assert faults(page) == []
    at_counter(desk_hall, "hold")
    look_again(page, "hold")
    assert faults(page) == []
    desk_hall.staff("POST", f"/tickets/{mine['id']}/resume", {"counter": "9"})
    at_counter(desk_hall, "finish")
    look_again(page, "done")
    expect(page.locator("#done .facts")).to_be_visible()
    assert faults(page) == []


def test_a_visit_of_several_services_says_what_is_done_and_what_comes(desk_hall, screens):
    mine = desk_hall.take("BPJS-DAFTAR", key=f"phone-{next(_keys):05}", also=["BPJS-UBAH"])
    page = open_phone(screens, desk_hall, mine)
    rows = page.locator(".legs li")
    expect(rows).to_have_text([re.compile("sekarang$"), re.compile("sesudahnya$")])
    assert faults(page) == []
    for act in ("open", "next", "start", "finish"):
        desk_hall.staff("POST", f"/counters/10/{act}")
    look_again(page, "waiting")
    expect(rows).to_have_text([re.compile("selesai$"), re.compile("sekarang$")])
    assert faults(page) == []


def test_who_missed_the_call_is_told_where_to_go(desk_hall, screens):
    mine = take(desk_hall, "NIB")
    page = open_phone(screens, desk_hall, mine)
    expect(page.locator("#waiting")).to_contain_text("Anda berikutnya")
    desk_hall.staff("POST", "/counters/11/open")
    desk_hall.staff("POST", "/counters/11/next")
    for _ in range(2):
        desk_hall.staff("POST", "/counters/11/recall")
    desk_hall.staff("POST", "/counters/11/skip")
    look_again(page, "missed")
    expect(page.locator("#missed .lead")).to_contain_text("Loket 11")
    assert faults(page) == []


def test_leaving_the_line_is_asked_twice_and_frees_the_place(desk_hall, screens):
    mine = take(desk_hall, "HAJI")
    page = open_phone(screens, desk_hall, mine)
    page.locator('[data-do="leave"]').click()
    expect(page.locator("#leave-head")).to_contain_text(mine["number"][1:])
    found = look(page, "#leave")
    assert found["faults"] == []
    assert min(one["height"] for one in found["buttons"]) >= 44
    page.locator("#leave-no").click()
    expect(page.locator("#leave")).to_be_hidden()
    assert mine["id"] in [
        one["id"] for one in desk_hall.staff("GET", "/line?service=HAJI")["tickets"]
    ]

    page.locator('[data-do="leave"]').click()
    page.locator("#leave-yes").click()
    page.locator("#stage #left").wait_for()
    assert desk_hall.staff("GET", "/line?service=HAJI")["tickets"] == []
    assert page.locator('[data-do="leave"]').count() == 0


@pytest.mark.parametrize("token", ["x", "AAAAAAAAAAAAAAAAAAAAAAAA"])
def test_a_number_that_is_none_is_said_to_be_over(desk_hall, screens, token):
    page = open_phone(screens, desk_hall, {"token": token})
    expect(page.locator("#over h1")).to_have_text("Nomor ini tidak berlaku")
    expect(page.locator("#over")).to_contain_text(re.compile("kios"))


def test_a_lost_connection_is_said_with_the_age_of_what_is_shown(desk_hall, screens):
    mine = take(desk_hall, "PBB")
    page: Page = screens("about:blank", width=390, height=844)
    page.clock.install()
    page.goto(f"{desk_hall.url}/t/{mine['token']}")
    page.locator("#waiting").wait_for()
    page.route("**/api/**", lambda route: route.abort())
    page.evaluate("dispatchEvent(new Event('online'))")
    page.clock.fast_forward(13_000)
    expect(page.locator(".note")).to_contain_text("Sambungan terputus. Data pukul")
    assert faults(page) == []
    page.unroute("**/api/**")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".note")).not_to_contain_text("Sambungan terputus")
