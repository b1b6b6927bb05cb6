"""Changing the hall from the command line: directly while the server is off, else by asking the server.

One process owns the database file. While the server has it, commands knock at its loopback address with the token of
the owner, which lies in the data folder where only the owner can read it.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

from queue_server.commands.common import CANNOT, NO_PLACE, Stop, no_place, reachable
from queue_server.config import Config

OTHER_FOLDER = (
    "server.data: another Satu Pintu serves this database with another data folder than {}. All servers of a hall "
    "share one (sounds, films, keys): docs/postgresql.md. If the other one died a moment ago, try again in 10 s."
)
NOT_GREEN = (
    "server.mode: under eventlet every wait for PostgreSQL would stop the whole hall, because psycopg was loaded "
    "without PSYCOPG_WAIT_FUNC=wait_selector. Remove that variable from the environment, or use mode: threading."
)

NOT_COPIED = "Not upgraded, nothing was changed: no copy could be made before it."
HALF_RESTORED = (
    "server.data: a restore in {} was broken off. Say ./run restore again; nothing starts before."
)


class InUse(Stop):
    """Another process owns the data folder."""


class Door(Protocol):
    """What commands may ask for. Refusals are Stop."""

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send one request of the contract (path below /api/v1) and return its answer."""


@contextmanager
def opened(data: Path, config: Config) -> Iterator[None]:
    """Own the data folder; on PostgreSQL share it. Raises InUse when another process does, Stop when it is no good."""
    from queue_server.domain.errors import DatabaseBusy
    from queue_server.live.presence import OtherFolder
    from queue_server.storage import listen, opening

    alone = config.server.database == "sqlite"
    key = "data" if alone else "database"
    try:
        lock = opening.lock(data) if alone else opening.shared(data)
    except opening.Locked:
        raise InUse(f"server.data: another Satu Pintu is using {data}.", CANNOT) from None
    except OSError as error:
        raise no_place(error, data) from error
    try:
        with _whole(data):
            yield
    except DatabaseBusy as error:
        raise Stop(f"server.{key}: the database cannot be used: {error.said}", CANNOT) from error
    except opening.DatabaseTooNew as error:
        message = f"server.{key}: the database is of a newer release (revision {error}). Nothing was changed."
        raise Stop(f"{message} Install that release, or restore a backup.", CANNOT) from error
    except OtherFolder:
        raise Stop(OTHER_FOLDER.format(data), CANNOT) from None
    except listen.NotGreen:
        raise Stop(NOT_GREEN, CANNOT) from None
    except OSError as error:
        if error.filename is None or error.errno not in NO_PLACE:
            raise
        raise no_place(error, data) from error
    finally:
        lock.close()


@contextmanager
def _whole(data: Path) -> Iterator[None]:
    """A half restored hall is not opened, and an upgrade does not begin without a copy. Raises Stop."""
    from queue_server.storage.opening import UNFINISHED
    from queue_server.usecases.backups import CannotBackUp

    if (data / UNFINISHED).exists():
        raise Stop(HALF_RESTORED.format(data), CANNOT)
    try:
        yield
    except CannotBackUp as error:
        raise Stop(f"{NOT_COPIED} {error}", CANNOT) from error


@contextmanager
def door(config: Config, data: Path) -> Iterator[Door]:
    """The server's door if it runs, else the database itself behind the same requests."""
    with ExitStack() as stack:
        try:
            stack.enter_context(opened(data, config))
        except InUse:
            yield Knock(config, data)
            return
        inside = Inside(config, data)
        stack.callback(inside.close)
        yield inside


class Inside:
    """Answers the same requests without a server: the application is called in this process."""

    def __init__(self, config: Config, data: Path) -> None:
        from queue_server import main

        self._db = main.open_database(config, data)
        server = main.create_server(config, self._db, data=data, mode="threading")
        self._client = server.app.test_client()
        self._token = (data / "keys" / "owner-owner").read_text().strip()

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = self._client.open(
            f"/api/v1{path}", method=method, json=body, headers={"Authorization": f"Bearer {self._token}"},
            base_url="http://127.0.0.1",
        )  # fmt: skip
        if answer.status_code >= 400:
            raise _refused(answer.get_json())
        return answer.get_json(silent=True) or {}

    def close(self) -> None:
        self._db.close()


class Knock:
    """Asks the running server over loopback."""

    def __init__(self, config: Config, data: Path) -> None:
        self._url = f"http://{reachable(config.server.host)}:{config.server.port}/api/v1"
        file = data / "keys" / "owner-owner"
        try:
            self._token = file.read_text().strip()
        except OSError as error:
            raise Stop(
                f"The server runs, but its owner's key {file} cannot be read: {error.strerror}.",
                CANNOT,
            ) from None

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        request = urllib.request.Request(
            self._url + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"},
        )  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                raw = answer.read()
        except urllib.error.HTTPError as error:
            raise _refused(_object(error.read())) from None
        except OSError as error:
            raise Stop(
                f"The server owns the database but does not answer at {self._url}: {error}", CANNOT
            ) from None
        return _object(raw)


def _object(raw: bytes) -> dict[str, Any]:
    """The answer's object; nothing of ours when it is none."""
    try:
        found = json.loads(raw or b"{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Stop("What answers on server.port is not Satu Pintu.", CANNOT)
    return found


def _refused(problem: dict[str, Any]) -> Stop:
    facts = {k: v for k, v in problem.items() if k not in ("type", "title", "status", "code")}
    if problem.get("code") == "invalid_input":
        return Stop("; ".join(f"{fault['field']}: {fault['message']}" for fault in facts["errors"]))
    detail = ", ".join(f"{k}: {v}" for k, v in facts.items())
    return Stop(f"{problem.get('title', 'Refused')}{f' ({detail})' if detail else ''}")
