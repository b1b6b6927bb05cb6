"""A hall with its own rules for the console: two calls two seconds apart, results, a helping counter, a break."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

from tests.e2e.running import RunningHall
from tests.e2e.staff_hands import log_in

RULES = {
    "calls": 2, "spacing_s": 2, "strict": True, "undo_s": 10, "hold_min": 30, "rounds": 1,
    "results": {"TERBIT": {"id": "Terbit", "en": "Issued"}, "KURANG": {"id": "Berkas kurang", "en": "Papers missing"}},
}  # fmt: skip
COUNTER_1 = {"helps": ["AKTA"], "breaks": {"mon-sun": "00:00-23:59"}}
_keys = count()


class RulesHall(RunningHall):
    """Counter 1 helps with births and has a break all day; counters 1 and 2 serve KTP and KK."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, mode="threading", printer_port=9, command="serve")
        config = yaml.safe_load(self.config.read_text())
        config["rules"] = RULES
        config["counters"]["1"] |= COUNTER_1
        config["counters"]["2"]["priority_only"] = True
        self.config.write_text(yaml.safe_dump(config, sort_keys=False))

    def visitor(self, service: str = "KTP", **more: Any) -> Any:
        return self.take(service, key=f"rules-{next(_keys):04}", **more)

    def desk(self, code: str = "1") -> Any:
        return self.staff("GET", f"/counters/{code}")

    def press(self, what: str, code: str = "1", **body: Any) -> Any:
        return self.staff("POST", f"/counters/{code}/{what}", body)

    def session_of(self, name: str, role: str) -> tuple[str, str]:
        """(name, password) of a person who is made for it."""
        admin = self.ask(
            "POST",
            "/api/v1/sessions",
            dict(zip(("name", "password"), self.first_login, strict=True)),
        )
        made = self.ask("POST", "/api/v1/staff", {"name": name, "role": role}, token=admin["token"])
        return name, made["password"]

    def empty(self) -> None:
        """Nobody in the hall, both counters closed and serving all they can."""
        for code in ("1", "2"):
            desk = self.desk(code)
            if desk["ticket"]:
                if desk["ticket"]["state"] == "called":
                    self.press("start", code)
                self.press("finish", code)
            if desk["counter"]["state"] != "closed":
                self.press("close", code)
        for one in self.staff("GET", "/line")["tickets"] + self.desk()["held"]:
            self.staff("POST", f"/tickets/{one['id']}/cancel", {"reason": "nomor ganda"})


@contextmanager
def rules_hall(folder: Path) -> Iterator[RulesHall]:
    hall = RulesHall(folder)
    try:
        hall.start()
        yield hall
    finally:
        hall.stop()


def console(screens: Any, hall: RulesHall, size: tuple[int, int]) -> Page:
    """Counter 1, opened."""
    page: Page = screens(f"{hall.url}/counter/#1", width=size[0], height=size[1])
    log_in(page, hall)
    page.locator(".s-closed").wait_for()
    page.keyboard.press("Space")
    page.locator(".s-ready, .s-empty").wait_for()
    return page
