"""The server's contract over HTTP, as far as a printer needs it. One connection, kept open."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlsplit

TIMEOUT_S = 5.0
_CLOCK_SLACK = timedelta(seconds=2)  # the header has whole seconds


class ServerAway(Exception):
    """No usable answer: off, frozen, unreachable or in trouble. It may come back by itself."""


class ServerRefuses(Exception):
    """The server answered no. ``status`` and ``code`` are those of the contract."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code

    @property
    def is_about_the_token(self) -> bool:
        return self.status in (401, 403)


class Server:
    """``url`` is the root of the server. Use it from one thread."""

    def __init__(self, url: str, token: str, *, timeout_s: float = TIMEOUT_S) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"not an address of a server: {url!r}")
        self.url, self.token, self.timeout_s = url.rstrip("/"), token, timeout_s
        kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        self._connection = kind(parts.hostname, parts.port, timeout=timeout_s)
        self._root = parts.path.rstrip("/")
        self._ahead = timedelta(0)

    def settings(self) -> Mapping[str, Any]:
        """What config.yaml says about this printer."""
        return self._ask("GET", "/api/v1/settings") or {}

    def claim(self) -> Mapping[str, Any] | None:
        """The next job of this printer, or the one in flight; None when nothing waits."""
        answer = self._ask("POST", "/api/v1/print-jobs/claim", {})
        return None if answer is None else answer["job"]

    def report(
        self, job_id: str, state: str, *, why: str = "", paper_mm: int | None = None
    ) -> None:
        """Tell how far a job is: sending, printed, unknown or blocked."""
        body: dict[str, Any] = {"state": state}
        if why:
            body["why"] = why
        if paper_mm is not None:
            body["paper_mm"] = paper_mm
        self._ask("POST", f"/api/v1/print-jobs/{quote(job_id, safe='')}/report", body)

    def condition(self, causes: Sequence[str], *, near_end: bool | None) -> None:
        """Tell how the printer is; no causes: it is ready."""
        self._ask(
            "PUT", "/api/v1/printer-condition", {"causes": list(causes), "near_end": near_end}
        )

    def now(self) -> datetime:
        """The time by the server's clock, as far as its last answer told."""
        return datetime.now(UTC) + self._ahead

    def close(self) -> None:
        self._connection.close()

    def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any] | None:
        """Raises ServerAway, ServerRefuses."""
        try:
            status, data = self._exchange(method, self._root + path, body)
            answer = json.loads(data) if data else None
            if answer is not None and not isinstance(answer, dict):
                raise ServerAway(f"{path}: not the answer of a Satu Pintu server")
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise ServerAway(f"{type(error).__name__}: {error}") from error
        except ValueError as error:
            raise ServerAway(f"{path}: not the answer of a Satu Pintu server") from error
        if status >= 500 or status == 429:
            raise ServerAway(f"{path}: {status}")
        if status >= 400:
            raise ServerRefuses(status, str((answer or {}).get("code", "")))
        return answer

    def _exchange(
        self, method: str, path: str, body: Mapping[str, Any] | None
    ) -> tuple[int, bytes]:
        """Ask once, and once more when the kept connection turns out to have been closed meanwhile.

        Every request here may be sent twice: claim gives the job in flight again.
        """
        was_open = self._connection.sock is not None
        try:
            return self._exchange_once(method, path, body)
        except (http.client.RemoteDisconnected, ConnectionError):
            self._connection.close()
            if not was_open:
                raise
            return self._exchange_once(method, path, body)

    def _exchange_once(
        self, method: str, path: str, body: Mapping[str, Any] | None
    ) -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        content = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = json.dumps(body).encode()
        self._connection.request(method, path, content, headers)
        answer = self._connection.getresponse()
        data = answer.read()
        self._learn_time(answer.getheader("Date"))
        return answer.status, data

    def _learn_time(self, date: str | None) -> None:
        try:
            ahead = parsedate_to_datetime(date or "") - datetime.now(UTC)
        except (ValueError, TypeError):
            return
        self._ahead = ahead if abs(ahead) > _CLOCK_SLACK else timedelta(0)
