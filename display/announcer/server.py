"""The few things the announcer asks of the server over HTTP."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

TIMEOUT_S = 3.0


class ServerError(Exception):
    """The server did not do what was asked; ``status`` is None when it could not be reached."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class Server:
    """``token`` is asked for every time, so that a new token file counts without a restart."""

    def __init__(self, url: str, token: Callable[[], str]) -> None:
        self.url, self.token = url.rstrip("/"), token
        # The hall's server is in the hall: never ask a proxy for it.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def settings(self) -> dict[str, Any]:
        """Raises ServerError."""
        try:
            answer = json.loads(self._ask("GET", "/api/v1/settings"))
        except ValueError as error:
            raise ServerError(f"settings that are not JSON: {error}") from error
        if not isinstance(answer, dict):
            raise ServerError("settings that are not an object")
        return answer

    def put_audio(self, seq: int, wav: bytes) -> None:
        """Hand over the sound of call ``seq``. Raises ServerError."""
        self._ask("PUT", f"/api/v1/calls/{seq}/audio", wav, "audio/wav")

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> bytes:
        headers = {"Authorization": f"Bearer {self.token()}"} | (
            {"Content-Type": kind} if kind else {}
        )
        request = urllib.request.Request(self.url + path, data=body, headers=headers, method=method)
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                raise ServerError(
                    f"{method} {path}: {error.code} {error.reason}", error.code
                ) from error
        except (OSError, ValueError) as error:
            raise ServerError(f"{method} {path}: {error}") from error
