"""From the admin's hands to the TV: what is uploaded is on the screen by itself, and gone when it is taken out."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.running import RunningHall
from tests.e2e.test_screens_tv import call, open_tv
from tests.e2e.tv_wall import picture

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


@pytest.fixture
def slot_hall(tmp_path) -> Iterator[RunningHall]:
    running = RunningHall(
        tmp_path, mode="eventlet", printer_port=9, command="serve",
        displays={"lobby": {"zone": "A", "media": "slot"}},
    )  # fmt: skip
    try:
        running.start()
        yield running
    finally:
        running.stop()


def upload(hall: RunningHall, name: str) -> int:
    """A picture, as the admin page sends it. Its id."""
    kind, body = picture()
    request = urllib.request.Request(f"{hall.url}/api/v1/media?name={name}", data=body)
    request.add_header("Authorization", f"Bearer {hall.key('owner', 'owner')}")
    request.add_header("Content-Type", kind)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return int(json.load(answer)["item"]["id"])


def test_a_picture_and_a_text_are_on_the_tv_by_themselves_and_gone_when_taken_out(
    slot_hall, screens
):
    owner = slot_hall.key("owner", "owner")
    page = open_tv(screens, slot_hall, prepare=lambda page: page.clock.install())
    call(slot_hall, "1")
    expect(page.locator(".now .num")).to_contain_text("001")
    page.clock.run_for(10_500)

    shown = upload(slot_hall, "peta")
    expect(page.locator("#slot img")).to_have_js_property("naturalWidth", 320)
    slot_hall.ask("DELETE", f"/api/v1/media/{shown}", token=owner)
    expect(page.locator("#slot")).to_be_hidden()
    slot_hall.ask("POST", "/api/v1/media/texts", {"text": {"id": "Bawa KK asli"}}, token=owner)
    expect(page.locator("#slot")).to_contain_text("Bawa KK asli")
