"""The kiosk's views, measured in both languages: targets, gaps and letters in millimetres, nothing cut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.kiosk_hands import (
    PORTRAIT,
    SMALL,
    WIDE,
    agent_of,
    in_both_languages,
    number_shown,
    open_kiosk,
    touch,
    word_of_the_printer,
)
from tests.e2e.looks import look
from tests.e2e.running import RunningHall, shipped

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SIZES = pytest.mark.parametrize(
    "panel", [PORTRAIT, WIDE, SMALL], ids=["portrait", "wide", "15inch"]
)
LONG = "Pendaftaran dan pencatatan perubahan dokumen kependudukan WNI"


def long(words: str) -> dict[str, str]:
    name = f"{words} {LONG}"[:60].strip()
    return {"id": name, "en": name}


def named_long(part: dict, *names: str) -> dict:
    return {code: one | {name: long(code) for name in names} for code, one in part.items()}


@pytest.fixture(scope="module", autouse=True)
def printer_at_work(desk_hall: RunningHall) -> Iterator[None]:
    with agent_of(desk_hall):
        yield


def served(running: RunningHall) -> Iterator[RunningHall]:
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def long_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """Every name a visitor reads there has sixty letters; its nine agencies do not fit one page."""
    hall = shipped()
    yield from served(
        RunningHall(
            tmp_path_factory.mktemp("long"), mode="threading", printer_port=9, command="serve",
            agencies=named_long(hall["agencies"] | {"LAIN": {"icon": "i-store"}}, "name", "title"),
            services=named_long(hall["services"], "name", "short"),
            priorities=named_long(hall["priorities"], "name"),
            zones=named_long(hall["zones"], "name"),
        )
    )  # fmt: skip


@pytest.fixture(scope="module")
def closed_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """It is a holiday there, whatever the time zone makes of today."""
    today = datetime.now(UTC).date()
    week = {"mon-sun": "07:30-15:00"}
    hours = {
        "tickets": week,
        "service": week,
        "closed": [today + timedelta(days=n) for n in (-1, 0, 1)],
    }
    yield from served(
        RunningHall(
            tmp_path_factory.mktemp("closed"), mode="threading", printer_port=9, command="serve", hours=hours
        )
    )  # fmt: skip


@SIZES
def test_every_view_from_question_to_paper_is_big_enough_and_whole(desk_hall, screens, panel):
    page = open_kiosk(screens, desk_hall, panel)
    found = in_both_languages(page, panel, "home")
    for agency in ("DUKCAPIL", "POLRES"):  # five services; a full one among them
        touch(page, f'.agency[data-code="{agency}"]', "#services .service")
        found += in_both_languages(page, panel, agency)
        touch(page, '[data-do="back"]', "#home")
    touch(page, '.pop[data-code="KTP"]', "#for .person")
    found += in_both_languages(page, panel, "for whom")
    for word, shown in (("printed", "take"), ("unknown", "trouble")):
        touch(page, ".person.main", "#done .num")
        expect(page.locator('#done [data-do="finish"]')).to_be_enabled()
        found += in_both_languages(page, panel, "printing")
        word_of_the_printer(desk_hall, number_shown(page), word)
        page.locator(f'.print[data-print="{shown}"]').wait_for()
        found += in_both_languages(page, panel, shown)
        touch(page, '[data-do="another"]', "#home")
        touch(page, '.pop[data-code="KTP"]', "#for .person")
    assert found == []
    assert page.complaints == []


def test_a_full_service_stays_in_the_list_with_its_reason_and_gives_no_number(desk_hall, screens):
    page = open_kiosk(screens, desk_hall)
    touch(page, '.agency[data-code="POLRES"]', "#services .service")
    card = page.locator('.service[data-key="SKCK"]')
    expect(card.locator(".tag")).to_have_text("Penuh")
    expect(card.locator(".why")).to_contain_text("Kuota hari ini (1 nomor) sudah terpenuhi.")
    card.click(force=True)
    expect(page.locator("#services")).to_be_visible()
    assert page.locator("#for").count() == 0


@SIZES
def test_a_closed_hall_says_why_and_when_again(closed_hall, screens, panel):
    page = open_kiosk(screens, closed_hall, panel)
    expect(page.locator("#closed h1")).to_have_text("Hari ini libur")
    expect(page.locator("#closed .hours")).to_contain_text("07.30")
    assert in_both_languages(page, panel, "closed") == []
    expect(page.locator("#closed h1")).to_have_text("Closed today")


@SIZES
def test_names_of_sixty_letters_fit_every_view(long_hall, screens, panel):
    page = open_kiosk(screens, long_hall, panel)
    found = in_both_languages(page, panel, "home")
    touch(page, '.agency[data-code="DUKCAPIL"]', "#services .service")
    found += in_both_languages(page, panel, "services")
    touch(page, '.service[data-do="service"]', "#for .person")
    found += in_both_languages(page, panel, "for whom")
    touch(page, ".person.main", "#done .num")
    found += in_both_languages(page, panel, "done")
    assert found == []


def test_in_low_reach_everything_to_touch_is_in_the_lower_half(desk_hall, screens):
    page = open_kiosk(screens, desk_hall)
    touch(page, '[data-flag="low"]', 'body.is-low [data-flag="low"][aria-pressed="true"]')

    def reach(view: str) -> list[str]:
        buttons = look(page)["buttons"]
        high = [
            one["label"] for one in buttons if one["rect"]["top"] < page.viewport_size["height"] / 2
        ]
        return [
            *in_both_languages(page, PORTRAIT, view),
            *(f"{view}: too high up: {one}" for one in high),
        ]

    found = reach("home")
    for agency in ("POLRES", "DUKCAPIL"):
        touch(page, f'.agency[data-code="{agency}"]', "#services .service")
        found += reach(agency)
        if agency == "POLRES":
            touch(page, '[data-do="back"]', "#home")
    touch(page, '.service[data-code="KTP"]', "#for .person")
    found += reach("for whom")
    touch(page, ".person.main", "#done .num")
    found += reach("done")
    assert found == []


@SIZES
def test_in_high_contrast_every_letter_stands_out_twelve_to_one(desk_hall, screens, panel):
    page = open_kiosk(screens, desk_hall, panel)

    def faint(least: float) -> list[str]:
        texts = look(page)["texts"]
        return [f"{one['text']}: {one['contrast']:.1f}" for one in texts if one["contrast"] < least]

    found = faint(4.5)
    touch(page, '[data-flag="contrast"]', 'html[data-theme="contrast"] #home')
    found += faint(12)
    touch(page, '.agency[data-code="POLRES"]', "#services .service")
    found += faint(12)
    touch(page, '.service[data-code="SIM"]', "#for .person")
    found += faint(12) + in_both_languages(page, panel, "for whom")
    touch(page, ".person.main", "#done .num")
    expect(page.locator('#done [data-do="finish"]')).to_be_enabled()
    found += faint(12) + in_both_languages(page, panel, "done")
    assert found == []
