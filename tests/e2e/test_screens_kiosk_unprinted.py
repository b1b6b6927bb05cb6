"""The kiosk in a hall without a printer that prints: low reach, high contrast, long names, and the paperless one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.kiosk_hands import (
    PORTRAIT,
    SMALL,
    WIDE,
    banner,
    both_fail,
    hall_with_spare,
    in_both_languages,
    open_kiosk,
    take_number,
    touch,
)
from tests.e2e.looks import look
from tests.e2e.running import RunningHall, shipped
from tests.e2e.test_screens_kiosk import named_long

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SIZES = pytest.mark.parametrize(
    "panel", [PORTRAIT, WIDE, SMALL], ids=["portrait", "wide", "15inch"]
)


@pytest.fixture(scope="module")
def dead_hall(tmp_path_factory: Any) -> Iterator[RunningHall]:
    """Neither the kiosk's printer nor its spare prints."""
    with hall_with_spare(tmp_path_factory.mktemp("dead")) as (running, printers):
        both_fail(printers)
        yield running


def test_in_low_reach_and_high_contrast_trouble_and_banner_are_whole(dead_hall, screens):
    page = open_kiosk(screens, dead_hall)
    touch(page, '[data-flag="low"]', "body.is-low")
    expect(banner(page)).to_be_visible()
    found: list[str] = []

    def see(view: str) -> None:
        found.extend(in_both_languages(page, PORTRAIT, view))
        seen = look(page)
        half = page.viewport_size["height"] / 2
        found.extend(
            f"{view}: too high up: {one['label']}"
            for one in seen["buttons"]
            if one["rect"]["top"] < half
        )
        found.extend(
            f"{view}: {one['text']}: {one['contrast']:.1f}"
            for one in seen["texts"]
            if one["contrast"] < (12 if contrasts else 4.5)
        )

    contrasts = False
    see("home")
    touch(page, '[data-flag="contrast"]', 'html[data-theme="contrast"] #home')
    contrasts = True
    see("home")
    touch(page, '.agency[data-code="POLRES"]', "#services .service")
    see("services")
    touch(page, '.service[data-code="SIM"]', "#for .person")
    see("for whom")
    touch(page, ".person.main", '.print[data-print="trouble"]')
    expect(page.locator('#done [data-do="finish"]')).to_be_enabled()
    see("trouble")
    assert found == []


@pytest.fixture(scope="module")
def long_hall(tmp_path_factory: Any) -> Iterator[RunningHall]:
    """Names of sixty letters, nine agencies, and no printer that prints."""
    hall = shipped()
    with hall_with_spare(
        tmp_path_factory.mktemp("long"),
        agencies=named_long(hall["agencies"] | {"LAIN": {"icon": "i-store"}}, "name", "title"),
        services=named_long(hall["services"], "name", "short"),
        priorities=named_long(hall["priorities"], "name"),
        zones=named_long(hall["zones"], "name"),
    ) as (running, printers):
        both_fail(printers)
        yield running


@SIZES
def test_the_banner_leaves_room_for_names_of_sixty_letters(long_hall, screens, panel):
    page = open_kiosk(screens, long_hall, panel)
    expect(banner(page)).to_be_visible()
    found = in_both_languages(page, panel, "home")
    touch(page, '.agency[data-code="DUKCAPIL"]', "#services .service")
    found += in_both_languages(page, panel, "services")
    touch(page, '.service[data-do="service"]', "#for .person")
    found += in_both_languages(page, panel, "for whom")
    touch(page, ".person.main", "#done .num")
    expect(page.locator('#done [data-do="finish"]')).to_be_enabled()
    found += in_both_languages(page, panel, "trouble")
    assert found == []


def test_a_kiosk_meant_to_be_paperless_has_no_fault_to_tell(tmp_path, screens):
    with hall_with_spare(tmp_path, kiosks={"kiosk-1": {"printer": "none"}}) as (hall, printers):
        both_fail(printers)
        page = open_kiosk(screens, hall)
        take_number(page)
        assert page.locator(".print").get_attribute("data-print") == "paperless"
        expect(page.locator(".print")).to_contain_text("Tanpa kertas")
        expect(page.locator("#done .more")).to_be_visible()
        touch(page, '[data-do="another"]', "#home")
        expect(banner(page)).to_have_count(0)
