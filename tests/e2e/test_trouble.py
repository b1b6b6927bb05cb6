"""What visitors and staff see when things break: the line does not."""

from __future__ import annotations

import re
import subprocess
import threading
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.e2e.running import RunningHall, refusal
from tests.e2e.test_touch_to_voice import press, sit_down, touch_a_ticket

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


def connected(running: RunningHall, role: str) -> int:
    """Live connections of a role, as the server counts them."""
    with urllib.request.urlopen(f"{running.url}/metrics", timeout=5) as answer:
        found = re.search(rf'satupintu_connected{{role="{role}"}} (\d+)', answer.read().decode())
    return int(found[1]) if found else 0


def test_a_server_killed_and_back_is_said_plainly_and_heals_on_every_screen(green_hall, screens):
    running, printer = green_hall
    kiosk = screens(
        f"{running.url}/kiosk/#token={running.key('kiosk', 'kiosk-1')}", width=1080, height=1920
    )
    tv = screens(
        f"{running.url}/display/#token={running.key('display', 'lobby')}", width=1920, height=1080
    )
    counter = screens(f"{running.url}/counter/", width=1366, height=768)
    assert touch_a_ticket(kiosk) == "A001"
    sit_down(counter, running)
    expect(kiosk.get_by_text("Layanan apa yang")).to_be_visible(timeout=15_000)

    running.kill_server()
    running.wait_until(lambda: not running.is_ready(), "the server to be gone", 5)
    running.wait_until(running.is_ready, "the server to be back", 15)

    counter.bring_to_front()
    # A button may look alive for a moment because its page has not yet heard that the old server is gone.
    running.wait_until(lambda: connected(running, "admin") == 1, "the counter page to be back", 15)
    expect(counter.get_by_role("button", name=re.compile("Panggil berikutnya"))).to_be_enabled(
        timeout=15_000
    )
    press(counter, "Space")
    expect(tv.locator(".now .num").first).to_contain_text("001", timeout=10_000)
    kiosk.bring_to_front()
    expect(kiosk.get_by_role("button", name="Disdukcapil").first).to_be_visible(timeout=15_000)
    assert touch_a_ticket(kiosk) == "A002"
    running.wait_until(lambda: len(printer.jobs) == 2, "the second ticket on paper", 15)


def test_a_held_or_slipping_finger_gives_one_ticket(green_hall, screens):
    running, printer = green_hall
    kiosk = screens(
        f"{running.url}/kiosk/#token={running.key('kiosk', 'kiosk-1')}", width=1080, height=1920
    )
    kiosk.get_by_role("button", name="Disdukcapil").first.click()
    kiosk.locator(".service", has_text="KTP-el").first.click()
    kiosk.locator(".person", has_text="Umum").first.dblclick()
    expect(kiosk.get_by_text("Silakan ambil tiket")).to_be_visible(timeout=10_000)

    line = running.staff("GET", "/line?service=KTP")["tickets"]
    assert [ticket["number"] for ticket in line] == ["A001"]
    assert len(printer.jobs) == 1


def test_of_two_tabs_at_one_counter_the_loser_is_told_and_nothing_breaks(green_hall, screens):
    running, _ = green_hall
    for visitor in range(3):
        running.take(key=f"two-tabs-{visitor}")
    first = screens(f"{running.url}/counter/", width=1366, height=768)
    sit_down(first, running)
    second = first.context.new_page()
    second.goto(f"{running.url}/counter/")
    expect(second.get_by_role("button", name=re.compile("Panggil berikutnya"))).to_be_enabled(
        timeout=10_000
    )

    # Somebody else's press the page has not heard of yet: what two people at once amount to.
    running.staff("POST", "/counters/1/next")
    status, problem = refusal(lambda: running.staff("POST", "/counters/1/next"))
    assert (status, problem["code"]) == (409, "counter_busy")
    for page in (first, second):
        expect(page.get_by_text("Sedang dipanggil")).to_be_visible(timeout=5_000)
    assert len(running.staff("GET", "/line?service=KTP")["tickets"]) == 2


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_eight_counters_pressing_at_once_never_get_one_visitor(tmp_path, mode):
    running = RunningHall(tmp_path, mode=mode, printer_port=9, command="serve")
    running.start()
    try:
        for visitor in range(40):
            running.take(service="KTP", key=f"race-{visitor:04}", kiosk="kiosk-2")
        called: list[str] = []

        def work(code: str) -> None:
            running.staff("POST", f"/counters/{code}/open")
            for _ in range(5):
                called.append(running.staff("POST", f"/counters/{code}/next")["ticket"]["number"])
                running.staff("POST", f"/counters/{code}/start")
                running.staff("POST", f"/counters/{code}/finish")

        running.staff("GET", "/line")
        pressing = [threading.Thread(target=work, args=(code,)) for code in "123"]
        for thread in pressing:
            thread.start()
        for thread in pressing:
            thread.join(60)
        assert len(called) == len(set(called)) == 15
    finally:
        assert running.stop() == 0


def test_everything_acknowledged_survives_kill_9_and_the_key_gives_the_same_ticket(tmp_path):
    running = RunningHall(tmp_path, mode="eventlet", printer_port=9, command="serve")
    running.start()
    try:
        before = {
            key: running.take(key=key, kiosk="kiosk-2")
            for key in (f"survives-{n:03}" for n in range(20))
        }
        running.kill_server()
        assert running.process is not None
        running.process.wait(5)
        running.start()
        after = {key: running.take(key=key, kiosk="kiosk-2") for key in before}
        assert {k: t["number"] for k, t in after.items()} == {
            k: t["number"] for k, t in before.items()
        }
        assert running.take(key="survives-new", kiosk="kiosk-2")["number"] == "A021"
    finally:
        running.stop()


def test_up_stops_tidily_and_leaves_nobody_behind(green_hall):
    running, _ = green_hall
    assert running.process is not None
    group = running.process.pid
    assert running.stop() == 0
    left = subprocess.run(
        ["pgrep", "-f", str(running.config)], capture_output=True, text=True, check=False
    )
    assert left.stdout.split() == []
    assert (
        subprocess.run(["pgrep", "-P", str(group)], capture_output=True, check=False).returncode
        == 1
    )
