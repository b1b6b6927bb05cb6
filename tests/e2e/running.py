"""A whole hall as its users start it: ``satupintu up`` as a process of its own, on free ports and its own folder."""

from __future__ import annotations

import copy
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml

from tests import postgres
from tests.e2e.front import Front

ROOT = Path(__file__).parent.parent.parent
KIND = os.environ.get("SATUPINTU_TEST_HALL", "sqlite")
"""``SATUPINTU_TEST_HALL=postgresql pytest tests/e2e``: all of it with two servers on one PostgreSQL."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def shipped() -> Any:
    """The hall of config.yaml, as plain values."""
    hall = yaml.safe_load((ROOT / "config.yaml").read_text())
    for kiosk in hall["kiosks"].values():
        kiosk.pop(
            "tickets_per_min", None
        )  # tests take numbers faster than people; the guard has its own
    hall["rules"] |= {"estimates_after": 0}  # nobody was served yet
    return hall


@functools.cache
def _past_the_servers(url: str) -> sa.Engine:
    """Made once for each hall: what asks all the time must not be the most work there is."""
    return sa.create_engine(url, poolclass=sa.NullPool)


class Refused(Exception):
    """The server's problem document."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{status} {problem}")
        self.status = status
        self.problem = problem


class RunningHall:
    """``url``, the keys of its machines, and hands to ask it things and to hurt it.

    On SQLite it is one server. On PostgreSQL (``database``, a URL) it is ``servers`` of them with one data folder;
    ``front`` stands before them, and requests of one test go to all of them in turn.
    """

    def __init__(
        self, folder: Path, *, mode: str, printer_port: int, command: str = "up", database: str = "",
        servers: int = 2, **changes: Any,
    ) -> None:  # fmt: skip
        if KIND == "postgresql":
            database = database or postgres.shared().new_database()
        self.database = database or "sqlite"
        self.ports = [free_port() for _ in range(servers if database else 1)]
        self.front = Front(list(self.ports)) if database else None
        self.port = self.front.port if self.front else self.ports[0]
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = folder / "data"
        self.log = folder / "log"
        config = shipped()
        config["server"] |= {
            "port": self.ports[0],
            "database": self.database,
            "public_url": self.url,
            "mode": mode,
            "data": str(self.data),
        }
        config["printers"]["kiosk-1"] = {
            "type": "network", "host": "127.0.0.1", "port": printer_port, "paper_mm": 80, "status": "none",
        }  # fmt: skip
        config["printers"]["kiosk-2"] = {"type": "virtual", "paper_mm": 58, "page_port": 0}
        for part, values in changes.items():
            both = isinstance(values, dict) and isinstance(config[part], dict)
            config[part] = config[part] | values if both else values
        self.config = folder / "config.yaml"
        self.config.write_text(yaml.safe_dump(config, sort_keys=False))
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.others: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start all servers that do not run; the agents belong to the first."""
        if self.front and self.front.is_closed:
            self.front = Front(list(self.ports), self.port)
        for number, port in enumerate(self.ports):
            self.start_one(number, port)
        self.wait_until(self.is_ready, "the server to be ready")

    def start_one(self, number: int, port: int) -> None:
        running = ([self.process] if self.process else []) + self.others
        if number < len(running) and running[number].poll() is None:
            return
        with self.log.open("ab") as log:
            command = "serve" if number else self.command
            process = subprocess.Popen(
                [sys.executable, "-m", "queue_server", "--config", str(self.config), *command.split()],
                cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
                env=os.environ | {"SATUPINTU_PORT": str(port)},
            )  # fmt: skip
        if number == 0:
            self.process = process
        else:
            self.others[number - 1 : number] = [process]

    def at(self, number: int) -> RunningHall:
        """The same hall, asked at one of its servers, past the front."""
        self._program()
        one = copy.copy(self)
        one.url = f"http://127.0.0.1:{self.ports[number]}"
        return one

    def is_ready(self) -> bool:
        """Whether every server is."""
        return all(self.answers(port) for port in self.ports)

    def answers(self, port: int) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
                return bool(json.load(answer)["status"] == "ok")
        except (OSError, ValueError):
            return False

    def wait_until(self, fact: Any, what: str, seconds: float = 30) -> None:
        """Look every 50 ms until ``fact()`` is true. Fails naming ``what`` and showing the log."""
        end = time.monotonic() + seconds
        while not fact():
            if self.process is not None and self.process.poll() is not None:
                raise AssertionError(
                    f"ended with {self.process.poll()} before {what}\n{self.log.read_text()[-4000:]}"
                )
            if time.monotonic() > end:
                raise AssertionError(
                    f"waited {seconds} s for {what}\n{self.log.read_text()[-4000:]}"
                )
            time.sleep(0.05)

    def look_up(self, statement: str, **values: Any) -> list[Any]:
        """Rows of the hall's database, read past the servers."""
        file = self.data / "hall.db"
        url = self.database if self.front else f"sqlite:///file:{file}?mode=ro&uri=true&timeout=5"
        with _past_the_servers(url).connect() as conn:
            return list(conn.execute(sa.text(statement), values).mappings())

    def key(self, role: str, name: str) -> str:
        return (self.data / "keys" / f"{role}-{name}").read_text().strip()

    @property
    def first_login(self) -> tuple[str, str]:
        name, _, password = (self.data / "keys" / "first-login").read_text().strip().partition(" ")
        return name, password

    def get(self, path: str, token: str = "") -> Any:
        return self.ask("GET", path, token=token)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str = "",
        headers: dict[str, str] | None = None,
    ) -> Any:
        """The parsed answer; Refused for a refusal."""
        request = urllib.request.Request(
            self.url + path, method=method, data=None if body is None else json.dumps(body).encode()
        )
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        request.add_header("Content-Type", "application/json")
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                raw = answer.read()
        except urllib.error.HTTPError as error:
            with error:  # it holds the connection until it is closed
                raise Refused(error.code, json.loads(error.read())) from None
        return json.loads(raw) if raw else None

    def take(self, service: str = "KTP", *, key: str, kiosk: str = "kiosk-1", **more: str) -> Any:
        return self.ask(
            "POST", "/api/v1/tickets", {"service": service, **more}, token=self.key("kiosk", kiosk),
            headers={"Idempotency-Key": key},
        )["ticket"]  # fmt: skip

    def staff(self, method: str, path: str, body: Any = None) -> Any:
        """As the owner's program: what staff may do."""
        return self.ask(
            method,
            f"/api/v1{path}",
            body if body is not None or method == "GET" else {},
            token=self._program(),
        )

    def _program(self) -> str:
        if not hasattr(self, "_token"):
            made = self.ask(
                "POST",
                "/api/v1/devices",
                {"name": "test", "role": "program"},
                token=self.key("owner", "owner"),
            )
            self._token: str = made["token"]
        return self._token

    def server_pid(self) -> int:
        """The server's process: the child of ``up``, or the process itself."""
        assert self.process is not None
        if self.command == "serve":
            return self.process.pid
        found = subprocess.run(
            ["pgrep", "-P", str(self.process.pid), "-f", "serve"],
            capture_output=True,
            text=True,
            check=True,
        )
        return int(found.stdout.split()[0])

    def kill_server(self) -> None:
        """kill -9; ``up`` starts it again."""
        os.kill(self.server_pid(), signal.SIGKILL)

    def stop(self) -> int:
        """SIGTERM, and the exit status; of several servers the largest."""
        running = [*self.others, *([self.process] if self.process else [])]
        for process in running:
            if process.poll() is None:
                process.terminate()
        try:
            return max((process.wait(15) for process in running), default=0)
        except subprocess.TimeoutExpired:
            for process in running:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            if self.front:
                self.front.close()


def refusal(call: Any) -> tuple[int, dict[str, Any]]:
    """(status, problem document) of a call that must be refused."""
    try:
        call()
    except Refused as error:
        return error.status, error.problem
    raise AssertionError("it was not refused")
