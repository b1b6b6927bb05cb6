"""A day of a hall lived through its own doors: every row of history has the shape the real code writes.

The hall is that of config.yaml in this process, its clock is moved from visitor to visitor.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from queue_server import main
from queue_server.config import load
from queue_server.storage.database import Database
from queue_server.usecases import people
from queue_server.usecases.close_day import close_past_days

KEYS = {
    "kiosk": "kiosk-1", "display": "lobby", "printer": "kiosk-1", "announcer": "announcer", "owner": "owner",
}  # fmt: skip
PASSWORD = "kata-sandi-panjang"
PEOPLE = ("program", "supervisor", "admin")
CLASSES = ("lansia", "disabilitas", "hamil", "balita")


@dataclass
class Lived:
    """``ask`` is an HTTP request in a role at the hall's own time ``now``."""

    server: Any
    db: Database
    now: datetime
    tokens: dict[str, str]
    token: str = ""
    _keys: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.server.house.now = lambda: self.now
        self.client = self.server.app.test_client(use_cookies=False)

    def ask(self, method: str, path: str, body: Any = None, *, role: str = "program") -> Any:
        """The answer, whatever it is. A session that was locked meanwhile is opened with the password."""
        answer = self._ask(method, path, body, role)
        if answer.status_code == 423:
            self.tokens[role] = _log_in(self.db, role, at=self.now)
            answer = self._ask(method, path, body, role)
        return answer

    def _ask(self, method: str, path: str, body: Any, role: str) -> Any:
        headers = {"Authorization": f"Bearer {self.tokens[role]}", "Host": "127.0.0.1:8080"}
        if method == "POST" and path in ("/tickets", "/rolls"):
            headers["Idempotency-Key"] = f"lived-{next(self._keys):08}-{self.now:%H%M}"
        more = {} if body is None and method == "GET" else {"json": body or {}}
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, buffered=True, **more)  # fmt: skip

    def done(self, method: str, path: str, body: Any = None, *, role: str = "program") -> Any:
        """The answer's object of a request that must succeed."""
        answer = self.ask(method, path, body, role=role)
        if answer.status_code >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.get_json(silent=True)


@contextmanager
def opened(data: Path, config: Path, *, now: datetime | None = None) -> Iterator[Lived]:
    """The hall of ``config`` with its database in ``data``, and somebody logged in for every role."""
    settings = load(config, {})
    data.mkdir(parents=True, exist_ok=True)
    db = main.open_database(settings, data)
    server = main.create_server(settings, db, data=data, mode="threading")
    at = datetime.now(UTC)
    tokens = {r: (data / "keys" / f"{r}-{name}").read_text().strip() for r, name in KEYS.items()}
    if not (data / "keys" / "bench").exists():
        tokens |= _people(db, at=at)
        (data / "keys" / "bench").write_text("\n".join(tokens[role] for role in PEOPLE))
    else:
        tokens |= zip(PEOPLE, (data / "keys" / "bench").read_text().split("\n"), strict=True)
    try:
        yield Lived(server, db, now or at, tokens)
    finally:
        db.close()


def _people(db: Database, *, at: datetime) -> dict[str, str]:
    tokens = {}
    for role in ("supervisor", "admin"):
        who = {
            "name": f"lived-{role}",
            "password": PASSWORD,
            "offload": main.plainly,
            "at": at,
        }
        people.add_staff(db, role=role, actor="system", **who)  # type: ignore[arg-type]
        tokens[role] = _log_in(db, role, at=at)
    tokens["program"] = people.add_device(db, name="lived", role="program", actor="system", at=at)
    return tokens


def _log_in(db: Database, role: str, *, at: datetime) -> str:
    who = {"name": f"lived-{role}", "password": PASSWORD, "offload": main.plainly, "at": at}
    return str(people.log_in(db, **who).token)  # type: ignore[arg-type]


def live(hall: Lived, *, visitors: int, begins: datetime) -> None:
    """A day that begins at ``begins``: ``visitors`` come one after the other, are called, served, printed and said.

    Every tenth has a class, every ninth has two services, one in twenty does not come, one leaves by phone. Somebody
    comes each minute, so that five hundred make a day.
    """
    hall.now = begins
    counters = hall.done("GET", "/hall", role="kiosk")["counters"]
    for counter in counters:
        hall.done("POST", f"/counters/{counter['code']}/open")
    of_service = {s: c["code"] for c in reversed(counters) for s in c["services"]}
    services = list(of_service)
    for n in range(visitors):
        hall.now += timedelta(seconds=12)
        hall.server.house.look()  # the pace of the lines, as the tail knows it
        _visit(hall, n, services[n % len(services)], of_service)
    hall.now = begins + timedelta(days=1)
    close_past_days(hall.db, hall.server.house.hall, at=hall.now)


def _visit(hall: Lived, n: int, service: str, of_service: dict[str, str]) -> None:
    body: dict[str, Any] = {"service": service}
    if n % 10 == 3:
        body["priority"] = CLASSES[n // 10 % len(CLASSES)]
    if n % 9 == 5:
        body["also"] = [next(other for other in of_service if of_service[other] != of_service[service])]  # fmt: skip
    ticket = hall.done("POST", "/tickets", body, role="kiosk")["ticket"]
    _print(hall)
    hall.token = ticket["token"]
    if n % 20 == 11:
        hall.done("DELETE", f"/tickets/{ticket['token']}")
        return
    counter = of_service[service]
    hall.now += timedelta(seconds=8)
    _press(hall, counter, "next")
    _say(hall)
    if n % 20 == 7:
        for _ in range(2):
            hall.now += timedelta(seconds=26)
            _press(hall, counter, "recall")
            _say(hall)
        _press(hall, counter, "skip")
        return
    hall.now += timedelta(seconds=5)
    _press(hall, counter, "start")
    hall.now += timedelta(seconds=20)
    _press(hall, counter, "finish")


def _press(hall: Lived, counter: str, button: str) -> None:
    hall.done("POST", f"/counters/{counter}/{button}")


def _print(hall: Lived) -> None:
    job = hall.done("POST", "/print-jobs/claim", role="printer")
    if job:
        for state in ("sending", "printed"):
            hall.done("POST", f"/print-jobs/{job['job']['id']}/report", {"state": state}, role="printer")  # fmt: skip


def _say(hall: Lived) -> None:
    turn = hall.done("POST", "/announcements/claim", role="display")
    if turn:
        seq = turn["announcement"]["seq"]
        hall.done("POST", f"/announcements/{seq}/report", {"result": "chime"}, role="display")
