"""What only a browser shows: a TV without sound asks for no touch (R31), and a name is never markup (R53)."""

import os

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import CHROMIUM, QUIET
from tests.e2e.tv_wall import Wall

pytestmark = [pytest.mark.e2e, pytest.mark.browser]
HOSTILE = "<img src=x onerror=document.title='taken'><b>Paspor</b>"


@pytest.fixture(scope="module")
def browser(browser):
    """Chromium as somebody at home starts it: nothing sounds before a touch."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    made = browser.browser_type.launch(executable_path=CHROMIUM, args=[*QUIET, *as_root])
    yield made
    made.close()


def test_a_screen_without_a_voice_asks_for_no_touch_and_the_speaker_asks_plainly(desk_hall, screens):  # fmt: skip
    asks = "text=Sentuh untuk menyalakan suara"
    silent = Wall(screens, desk_hall.url, 1280, 720)
    silent_page = silent.open()
    speaker = Wall(screens, desk_hall.url, 1280, 720, speaker=True)
    speaker_page = speaker.open()

    expect(speaker_page.locator(asks)).to_be_visible()  # the other one has had longer to ask
    silent.call("A050", "2")
    expect(silent_page.locator(".now .num").first).to_contain_text("050")
    expect(silent_page.locator(asks)).to_have_count(0)
    assert sounds(silent) == {"none"}
    assert "blocked" in sounds(speaker)


def sounds(wall):
    return {facts["sound"] for name, facts in wall.said if name == "screen"}


def test_a_name_with_markup_in_it_is_read_as_it_was_typed(desk_hall, screens):
    wall = Wall(screens, desk_hall.url, 1280, 720)
    page = wall.open()

    wall.begin([("A047", "3"), ("F001", "8")], names={"service": HOSTILE, "agency": HOSTILE})

    expect(page.locator("body")).to_contain_text("<img src=x")
    assert page.locator("img[src='x'], b:text-is('Paspor')").count() == 0
    assert page.title() != "taken"
