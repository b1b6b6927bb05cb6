"""The promise of the README: touch, paper, call, screen and voice; real browsers, a real printer port, real sound."""

from __future__ import annotations

import array
import math
import re
import urllib.request
import wave

import pytest
from playwright.sync_api import expect

from tests.e2e.paper import decoded, qr_of
from tests.ear import heard

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


def touch_a_ticket(kiosk, *, agency="Disdukcapil", service="KTP-el", who="Umum"):
    """Walk through the kiosk's three screens; the number on the last one."""
    kiosk.get_by_role("button", name=agency).first.click()
    kiosk.locator(".service", has_text=service).first.click()
    kiosk.locator(".person", has_text=who).first.click()
    number = kiosk.locator("#done .num, .hero .num").first
    expect(number).to_be_visible()
    return number.inner_text().replace("\n", "").replace(" ", "")


def sit_down(counter, hall, code="1"):
    """Log in at the console and open a counter."""
    name, password = hall.first_login
    counter.locator("input").nth(0).fill(name)
    counter.locator("input").nth(1).fill(password)
    counter.keyboard.press("Enter")
    counter.get_by_text(f"Loket {code}", exact=True).first.click()
    counter.get_by_role("button", name=re.compile("Buka loket")).click()
    expect(counter.get_by_role("button", name=re.compile("Panggil berikutnya"))).to_be_enabled()
    counter.wait_for_timeout(
        700
    )  # the page takes a second press within 0.6 s for a slip of the finger


def press(counter, key):
    """Press a key of the console, not within the 0.6 s in which it takes a second press for a slip of the finger."""
    counter.wait_for_timeout(700)
    counter.keyboard.press(key)


def test_a_visitor_goes_from_touch_to_voice(hall, screens, tmp_path):
    running, printer = hall
    kiosk = screens(
        f"{running.url}/kiosk/#token={running.key('kiosk', 'kiosk-1')}", width=1080, height=1920
    )
    tv = screens(
        f"{running.url}/display/#token={running.key('display', 'lobby')}", width=1920, height=1080
    )
    counter = screens(f"{running.url}/counter/", width=1366, height=768)

    number = touch_a_ticket(kiosk)
    assert number == "A001"
    expect(kiosk.get_by_text("Silakan ambil tiket")).to_be_visible(timeout=10_000)

    [paper] = printer.jobs
    url = qr_of(decoded(paper, tmp_path))
    assert url.startswith(f"{running.url}/t/")
    phone = screens(url, width=390, height=844)
    expect(phone.locator(".num").first).to_contain_text("001")

    sit_down(counter, running)
    press(counter, "Space")
    expect(tv.locator(".now .num").first).to_contain_text("001")
    expect(tv.locator(".gate").first).to_contain_text("Loket")
    expect(counter.get_by_text("Sedang dipanggil")).to_be_visible()
    expect(phone.get_by_text(re.compile("Giliran Anda|It is your turn|Your turn"))).to_be_visible(
        timeout=10_000
    )

    sound = tmp_path / "call.wav"
    sound.write_bytes(call_sound(running))
    assert heard(sound) == (["nol", "nol", "satu"], "satu")
    with wave.open(str(sound)) as wav:
        assert (wav.getframerate(), wav.getnchannels(), wav.getsampwidth()) == (22050, 1, 2)
        seconds = wav.getnframes() / wav.getframerate()
        samples = array.array("h", wav.readframes(wav.getnframes()))
    assert (
        4.5 < seconds < 9
    )  # chime, pause, "Nomor antrean A nol nol satu, silakan menuju loket satu."
    assert 0.5 < max(map(abs, samples)) / 32768 < 0.99
    assert math.sqrt(sum(s * s for s in samples) / len(samples)) / 32768 > 0.03

    press(counter, "Enter")
    expect(counter.get_by_text("Sedang dilayani")).to_be_visible()
    press(counter, "Enter")
    expect(counter.get_by_text("Tidak ada yang menunggu")).to_be_visible()
    assert running.stop() == 0


def call_sound(running):
    """The sound of the newest call, as the zone's speaker gets it."""
    board = running.get("/api/v1/board?zone=A", running.key("display", "lobby"))
    seq = board["calls"][0]["seq"]
    request = urllib.request.Request(f"{running.url}/api/v1/calls/{seq}/audio")
    request.add_header("Authorization", f"Bearer {running.key('display', 'lobby')}")
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read()
