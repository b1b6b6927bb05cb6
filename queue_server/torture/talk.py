"""Asking a server over HTTP, on one kept-open connection, by somebody who expects to be cut off."""

from __future__ import annotations

import http.client
import json
from typing import Any, Final

from queue_server.torture.doors import Door

PATIENCE_S: Final = 30.0


class Cut(Exception):
    """No answer: nobody knows whether it was done."""


class Refused(Exception):
    """The hall said no: ``status``, and the ``code`` of its problem document."""

    def __init__(self, asked: str, status: int, problem: Any) -> None:
        self.status = status
        self.code = str(problem.get("code", status)) if isinstance(problem, dict) else str(status)
        super().__init__(f"{asked}: {status} {problem}")


class Talk:
    """One visitor's, counter's or owner's connection. Not for two threads at once."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._door: Door | None = None
        self._conn: http.client.HTTPConnection | None = None
        self.replayed = False
        """Whether the last answer was given for a key that was known already."""

    def ask(self, door: Door, method: str, path: str, body: Any = None, *, key: str = "") -> Any:
        """The parsed answer, None for 204; ``path`` below /api/v1. Raises Cut, Refused."""
        headers = {"Authorization": f"Bearer {self._token}"}
        raw = None if method == "GET" else json.dumps(body or {}).encode()
        if raw is not None:
            headers["Content-Type"] = "application/json"
        if key:
            headers["Idempotency-Key"] = key
        try:
            conn = self._connection(door)
            conn.request(method, f"/api/v1{path}", raw, headers)
            with conn.getresponse() as answer:
                text = answer.read()
            parsed = json.loads(text) if text else None
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.close()
            raise Cut(f"{method} {path}: {error!r}") from error
        self.replayed = answer.headers.get("Idempotent-Replayed") == "true"
        if answer.status >= 400:
            raise Refused(f"{method} {path}", answer.status, parsed)
        return parsed

    def _connection(self, door: Door) -> http.client.HTTPConnection:
        if self._conn is None or self._door != door:
            self.close()
            self._conn = http.client.HTTPConnection("127.0.0.1", door.port, timeout=PATIENCE_S)
            self._door = door
        return self._conn

    def close(self) -> None:
        """Hang up."""
        if self._conn is not None:
            self._conn.close()
            self._conn = None
