"""A hall with two printers whose word the test gives, and the hands of staff at console and admin page."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.e2e.looks import look
from tests.e2e.running import RunningHall

LABELS = {"kiosk-1": "Printer Kios 1", "kiosk-2": "Printer Kios 2"}
PRINTERS = {
    "kiosk-1": {
        "type": "network", "host": "127.0.0.1", "port": 9, "paper_mm": 80, "spare": "kiosk-2",
        "name": {"id": "Printer Kios 1", "en": "Kiosk 1 printer"}, "roll_m": 20,
    },
    "kiosk-2": {
        "type": "virtual", "paper_mm": 58, "page_port": 0,
        "name": {"id": "Printer Kios 2", "en": "Kiosk 2 printer"},
    },
}  # fmt: skip
AGAIN_S = 2.0
INDONESIAN = re.compile(
    r"\b(dan|untuk|nomor|loket|antrean|menunggu|pukul|datang|sejak|selesai|tutup|buka|kertas|habis|hampir|gulungan"
    r"|pencetak|tercetak|cetak|tiket|lembar|sudah|tidak|perlu|dilihat|cukup|sekitar|cadangan|layanan|bahasa)\b",
    re.IGNORECASE,
)
_keys = count()


class PaperHall(RunningHall):
    """``say`` is the word of a printer's agent, which it keeps repeating as an agent does."""

    def __init__(self, folder: Path, *, mode: str, **changes: Any) -> None:
        super().__init__(
            folder, mode=mode, printer_port=9, command="serve", printers=PRINTERS, **changes
        )
        self._words = {name: {"causes": [], "near_end": False} for name in PRINTERS}
        self._end = threading.Event()
        self._session = ""
        self._agents = threading.Thread(target=self._repeat)

    def start(self) -> None:
        super().start()
        self._tell()
        self._agents.start()

    def stop(self) -> int:
        self._end.set()
        if self._agents.is_alive():
            self._agents.join(10)
        return super().stop()

    def say(self, name: str, *causes: str, near_end: bool | None = False) -> None:
        self._words[name] = {"causes": list(causes), "near_end": near_end}
        self._tell()

    def paper(self, word: str, *, why: str = "", paper_mm: int | None = None) -> Any:
        """A visitor takes a number at kiosk-1, and its printer says ``word`` of the paper. The ticket."""
        taken = self.take("KTP", key=f"staff-paper-{next(_keys):04}")
        self.word_of(taken["number"], word, why=why, paper_mm=paper_mm)
        return taken

    def word_of(
        self, number: str, word: str, *, printer: str = "kiosk-1", why: str = "", paper_mm: int | None = None,
    ) -> Any:  # fmt: skip
        """The agent's report on the next job, which must be of ``number``. The job."""
        key = self.key("printer", printer)
        job = self.ask("POST", "/api/v1/print-jobs/claim", {}, token=key)["job"]
        assert job["ticket"]["number"] == number
        for state, more in (("sending", {}), (word, {"why": why, "paper_mm": paper_mm})):
            report = {"state": state, **more}
            self.ask("POST", f"/api/v1/print-jobs/{job['id']}/report", report, token=key)
        return job

    def open_papers(self) -> list[Any]:
        jobs: list[Any] = self.staff("GET", "/print-jobs")["jobs"]
        return jobs

    def printer(self, name: str) -> Any:
        [found] = [p for p in self.staff("GET", "/printers")["printers"] if p["name"] == name]
        return found

    def reasons(self, number: str) -> list[tuple[int, str]]:
        """(copy, reason) of the ticket's papers, as they are stored."""
        rows = self.look_up(
            "select copy_no, print_job.reason from print_job join ticket on ticket.id = ticket_id"
            " where number = :number order by print_job.id", number=number,
        )  # fmt: skip
        return [(row["copy_no"], row["reason"]) for row in rows]

    def first_session(self) -> str:
        """The token of the first administrator's session."""
        if not self._session:
            name, password = self.first_login
            body = {"name": name, "password": password}
            self._session = self.ask("POST", "/api/v1/sessions", body)["token"]
        return self._session

    def in_order(self) -> None:
        """Both printers well on new rolls, nobody in the hall, counter 1 closed."""
        for name in PRINTERS:
            self.say(name)
            self.staff("POST", f"/printers/{name}/new-roll")
        desk = self.staff("GET", "/counters/1")
        if desk["ticket"]:
            if desk["ticket"]["state"] == "called":
                self.staff("POST", "/counters/1/start")
            self.staff("POST", "/counters/1/finish")
        for one in self.staff("GET", "/line")["tickets"] + desk["held"]:
            self.staff("POST", f"/tickets/{one['id']}/cancel", {"reason": "nomor ganda"})
        if desk["counter"]["state"] != "closed":
            self.staff("POST", "/counters/1/close")

    def _tell(self) -> None:
        for name, word in self._words.items():
            self.ask("PUT", "/api/v1/printer-condition", word, token=self.key("printer", name))

    def _repeat(self) -> None:
        while not self._end.wait(AGAIN_S):
            self._tell()


@contextmanager
def paper_hall(folder: Path, *, mode: str, **changes: Any) -> Iterator[PaperHall]:
    running = PaperHall(folder, mode=mode, **changes)
    try:
        running.start()
        yield running
    finally:
        running.stop()


def log_in(page: Page, hall: RunningHall) -> None:
    name, password = hall.first_login
    page.locator("#name").fill(name)
    page.locator("#password").fill(password)
    page.keyboard.press("Enter")


def console(screens: Any, hall: RunningHall, size: tuple[int, int]) -> Page:
    """Counter 1, as it is."""
    page: Page = screens(f"{hall.url}/counter/", width=size[0], height=size[1])
    log_in(page, hall)
    page.locator(".choose li button").first.click()
    page.locator('.console[class*=" s-"]').wait_for()
    page.locator(".chip:not(.warn, .bad)").wait_for(state="attached")
    return page


def admin(screens: Any, hall: RunningHall, place: str = "live") -> Page:
    page: Page = screens(f"{hall.url}/admin/#{place}", width=1366, height=768)
    log_in(page, hall)
    page.locator("main > .page").wait_for()
    return page


def settled(page: Page) -> None:
    """Until the console takes another press: a second one within 0.6 s counts as a slip of the finger."""
    page.locator('.console[data-busy=""]').wait_for()


def press(page: Page, key: str) -> None:
    settled(page)
    page.keyboard.press(key)


def walk_to(page: Page, selector: str) -> None:
    """Tab until ``selector`` has the focus, and shows it."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("at => document.activeElement.matches(at)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"Tab never came to {selector}")


def faults(page: Page, root: str = "body") -> list[str]:
    """All that is cut, covered, too fine or too faint, and in English all that is still Indonesian."""
    seen = look(page, root)
    assert len(seen["texts"]) > 2, "there is nothing to look at"
    texts = seen["texts"]
    found = [f"{one['text']}: {one['px']} px" for one in texts if one["px"] < 13]
    found += [
        f"{one['text']}: contrast {one['contrast']:.1f}" for one in texts if one["contrast"] < 4.5
    ]
    if page.evaluate("document.documentElement.lang") == "en":
        words = [one["text"].replace("Bahasa Indonesia", "") for one in texts]
        found += [f"not English: {text}" for text in words if INDONESIAN.search(text)]
    return [*seen["faults"], *found]


def faults_in_all(
    page: Page,
    state: str,
    sizes: Sequence[tuple[int, int]],
    root: str = "body",
    open_it: Callable[[Page], None] | None = None,
) -> list[str]:
    """The faults of a state in Indonesian and English at each size; ``open_it`` opens its dialog.

    Where there is none, the loud button and the first row of the line must be in the picture. Ends as it began.
    """
    found = []
    for language in ("id", "en"):
        speak(page, language)
        if open_it:
            open_it(page)
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            seen = faults(page, root) + ([] if open_it else below(page, height))
            found += [f"{state}, {language}, {width}: {fault}" for fault in seen]
        page.set_viewport_size({"width": sizes[0][0], "height": sizes[0][1]})
        page.keyboard.press("Escape")
    speak(page, "id")
    return found


def below(page: Page, height: int) -> list[str]:
    """What of the loud button and the first row of the line has left the picture."""
    boxes = {at: page.locator(at).first.bounding_box() for at in (".btn.loud", ".rows button.row")}
    return [
        f"below: {at}"
        for at, box in boxes.items()
        if box is None or box["y"] + box["height"] > height
    ]


def speak(page: Page, language: str) -> None:
    """Choose the language in the menu, unless it is chosen."""
    if page.evaluate("document.documentElement.lang") == language:
        return
    page.locator('[data-id="menu"]').click()
    page.get_by_role("menuitem", name={"en": "English", "id": "Bahasa Indonesia"}[language]).click()
    page.locator(f'html[lang="{language}"]').wait_for()


def speak_english(page: Page) -> None:
    speak(page, "en")
