"""The visitor always leaves with a number: a real kiosk page while agents are killed and printers run out of paper."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from printer.virtual.printer import VirtualPrinter
from printer.virtual.roll import Roll
from tests.e2e.kiosk_hands import LOBBY_2, banner, open_kiosk, take_number, touch
from tests.e2e.running import ROOT, RunningHall

pytestmark = [pytest.mark.e2e, pytest.mark.browser]
AT_ONCE_MS = 2000  # a number that waited for paper would come after the four seconds of silence

# When the finger came down, when the number stood there, and when each word about its paper did; in ms.
WATCH = """() => {
  window.marks = {}
  const mark = (name) => { marks[name] ??= performance.now() }
  addEventListener('pointerdown', (event) => {
    if (event.target.closest('.person')) window.marks = { touch: performance.now() }
  }, true)
  new MutationObserver(() => {
    const paper = document.querySelector('#done .print')
    if (!paper || !marks.touch) return
    mark('number')
    mark(paper.dataset.print)
  }).observe(document.getElementById('stage'), { subtree: true, childList: true, attributes: true })
}"""


@dataclass
class Paper:
    """A printer that is really there: a port that prints, and its agent as a process of its own."""

    name: str
    printer: VirtualPrinter
    state: Path
    agent: subprocess.Popen[bytes] | None = None

    def start_agent(self, hall: RunningHall) -> None:
        with (self.state.parent / f"agent-{self.name}.log").open("ab") as log:
            self.agent = subprocess.Popen(
                [
                    sys.executable, "-m", "printer", "--server", hall.url, "--name", self.name,
                    "--token-file", hall.data / "keys" / f"printer-{self.name}", "--state", self.state,
                ],
                cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            )  # fmt: skip

    def kill_agent(self) -> None:
        """kill -9."""
        if self.agent is not None:
            self.agent.kill()
            self.agent.wait(5)

    @property
    def tickets(self) -> int:
        """How many came out whole."""
        return sum(piece.end == "cut" for piece in self.printer.roll.newest(100))


@contextmanager
def a_printer(folder: Path, name: str) -> Iterator[Paper]:
    printer = VirtualPrinter(0, roll=Roll(folder / f"paper-{name}", dots=576, paper_mm=80))
    printer.start()
    paper = Paper(name, printer, folder / f"state-{name}")
    try:
        yield paper
    finally:
        paper.kill_agent()
        printer.stop()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[tuple[RunningHall, dict[str, Paper]]]:
    """A kiosk's own printer and its spare, both at work."""
    with ExitStack() as stack:
        papers = {
            name: stack.enter_context(a_printer(tmp_path, name)) for name in ("kiosk-1", "kiosk-2")
        }
        both = {
            name: {"type": "network", "host": "127.0.0.1", "port": paper.printer.port, "confirm": "gs_r"}
            for name, paper in papers.items()
        }  # fmt: skip
        both["kiosk-1"]["spare"] = "kiosk-2"
        both["kiosk-2"]["name"] = LOBBY_2
        running = RunningHall(
            tmp_path, mode="eventlet", printer_port=9, command="serve", printers=both
        )
        stack.callback(running.stop)
        running.start()
        for paper in papers.values():
            paper.start_agent(running)
        yield running, papers


def paper_says(page: Page, state: str, *, within_s: float = 10) -> None:
    page.locator(f'#done .print[data-print="{state}"]').wait_for(timeout=within_s * 1000)


def first_number(page: Page) -> None:
    """Once a number came out on paper, page, server, agent and printer are all at work."""
    take_number(page)
    paper_says(page, "take", within_s=30)
    another(page)


def another(page: Page) -> None:
    touch(page, '[data-do="another"]', "#home")


def test_with_its_agent_killed_the_number_is_there_at_once_and_the_trouble_in_four_seconds(
    hall, screens
):
    running, papers = hall
    own = papers["kiosk-1"]
    page = open_kiosk(screens, running)
    first_number(page)
    page.evaluate(WATCH)
    own.kill_agent()

    waits = []
    for service in ("KTP", "SIM", "PASPOR"):
        take_number(page, service)
        marks = page.evaluate("marks")
        waits.append(marks["number"] - marks["touch"])
        if len(waits) < 3:
            expect(page.locator('#done [data-do="another"]')).to_be_enabled()
            another(page)
    assert sorted(waits)[1] < AT_ONCE_MS, waits
    paper_says(page, "silent")
    marks = page.evaluate("marks")
    assert 3_900 < marks["silent"] - marks["number"] < 5_200
    expect(page.locator("#done .print b")).to_have_text("Pencetak bermasalah")
    expect(page.locator("#done .print small")).to_contain_text("Nomor Anda tetap sah.")
    expect(page.locator("#done .qr")).not_to_have_js_property("naturalWidth", 0)

    own.start_agent(running)
    paper_says(page, "take", within_s=25)
    # On a busy machine the agent may be given up for lost before it is back: then its papers went to the spare.
    everywhere = papers.values()
    running.wait_until(lambda: sum(p.tickets for p in everywhere) == 4, "the papers that waited")
    assert page.complaints == []


def test_out_of_paper_is_told_before_the_touch_and_a_refill_prints_what_waits(hall, screens):
    running, papers = hall
    for paper in papers.values():
        paper.printer.faults.set("paper_out")
    page = open_kiosk(screens, running)
    expect(banner(page)).to_be_visible(timeout=20_000)
    take_number(page)
    assert page.locator("#done .print").get_attribute("data-print") == "trouble"
    assert [paper.tickets for paper in papers.values()] == [0, 0]

    papers["kiosk-1"].printer.faults.clear("paper_out")
    paper_says(page, "take", within_s=20)
    another(page)
    expect(banner(page)).to_have_count(0)
    assert [paper.tickets for paper in papers.values()] == [1, 0]


def test_when_its_own_printer_fails_the_visitor_is_sent_to_the_spare(hall, screens):
    running, papers = hall
    page = open_kiosk(screens, running)
    first_number(page)
    papers["kiosk-1"].printer.faults.set("cover_open")
    running.wait_until(
        lambda: running.staff("GET", "/printers")["printers"][0]["causes"] == ["cover_open"],
        "the open cover to be known",
    )
    take_number(page)
    expect(page.locator("#done .print b")).to_have_text("Ambil tiket di Printer Lobi 2")
    assert [paper.tickets for paper in papers.values()] == [1, 1]
    another(page)
    expect(banner(page)).to_have_count(0)

    papers["kiosk-1"].printer.faults.clear()
    running.wait_until(
        lambda: running.staff("GET", "/printers")["printers"][0]["ready"], "the cover to be shut"
    )
    take_number(page)
    expect(page.locator("#done .print b")).to_have_text("Silakan ambil tiket")
    assert [paper.tickets for paper in papers.values()] == [2, 1]


def test_a_cover_opened_at_the_moment_of_the_touch_sends_the_paper_to_the_spare(hall, screens):
    running, papers = hall
    page = open_kiosk(screens, running)
    first_number(page)
    papers["kiosk-1"].printer.faults.set("cover_open")
    take_number(page)
    expect(page.locator("#done .print b")).to_have_text(
        "Ambil tiket di Printer Lobi 2", timeout=10_000
    )
    assert [paper.tickets for paper in papers.values()] == [1, 1]


def test_paper_that_ends_in_the_middle_of_a_ticket_is_trouble_and_the_refill_brings_it(
    hall, screens
):
    running, papers = hall
    page = open_kiosk(screens, running)
    first_number(page)
    papers["kiosk-1"].printer.faults.set("paper_out_after", 30)
    take_number(page)
    page.locator("#done .print.bad").wait_for(timeout=6_000)
    assert [paper.tickets for paper in papers.values()] == [1, 0]

    papers["kiosk-1"].printer.faults.clear()
    paper_says(page, "take", within_s=20)
    assert [paper.tickets for paper in papers.values()] == [2, 0]
