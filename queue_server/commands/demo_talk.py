"""Talking to a running hall as its machines and people do: HTTP alone, one kept-open connection per thread."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from queue_server.commands.common import CANNOT, Stop

TIMEOUT_S = 10.0


class Refused(Exception):
    """The hall said no: ``status``, and the problem document with its ``code``."""

    def __init__(self, status: int, problem: dict[str, Any], asked: str) -> None:
        self.status = status
        self.code = str(problem.get("code", status))
        facts = {k: v for k, v in problem.items() if k not in ("type", "title", "status", "code")}
        super().__init__(f"{asked}: {status} {self.code} {facts or ''}".strip())


class Talk:
    """One connection with one token. Not for use by two threads at once."""

    def __init__(self, url: str, token: str = "") -> None:
        self._host = urlsplit(url).netloc
        self.token = token
        self._conn = http.client.HTTPConnection(self._host, timeout=TIMEOUT_S)

    def ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, *, key: str | None = None
    ) -> dict[str, Any] | None:
        """The parsed answer, None for 204; path below /api/v1. Raises Refused, OSError when nobody answers.

        The hall closes connections that were idle for a minute: then it is asked once more on a new one. What must
        not happen twice carries ``key``, or is refused the second time.
        """
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        raw = None if method == "GET" else json.dumps(body or {}).encode()
        if raw is not None:
            headers["Content-Type"] = "application/json"
        if key:
            headers["Idempotency-Key"] = key
        try:
            status, answer = self._send(method, f"/api/v1{path}", raw, headers)
        except (ConnectionError, http.client.RemoteDisconnected, http.client.CannotSendRequest):
            self._conn.close()
            status, answer = self._send(method, f"/api/v1{path}", raw, headers)
        parsed: dict[str, Any] = json.loads(answer) if answer else {}
        if status >= 400:
            raise Refused(status, parsed, f"{method} {path}")
        return parsed if answer else None

    def _send(
        self, method: str, path: str, raw: bytes | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        self._conn.request(method, path, raw, headers)
        answer = self._conn.getresponse()
        return answer.status, answer.read()

    def close(self) -> None:
        self._conn.close()


def must(talk: Talk, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """Ask for something without which there is no demonstration. Raises Stop with the reason."""
    try:
        return talk.ask(method, path, body) or {}
    except Refused as error:
        raise Stop(str(error)) from None
    except (OSError, http.client.HTTPException) as error:
        raise Stop(f"No hall answers ({error!r}). Start one with ./run", CANNOT) from None
    except ValueError:
        raise Stop("What answers there is not a hall.", CANNOT) from None
