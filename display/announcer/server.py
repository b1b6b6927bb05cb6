"""The few things the announcer asks of the server over HTTP."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from display.announcer.studio import Made

TIMEOUT_S: Final = 3.0
SOUND_TIMEOUT_S: Final = 6.0  # the server itself waits up to 3 s for it
NO_CONTENT: Final = 204


class ServerError(Exception):
    """The server did not do what was asked; ``status`` is None when it could not be reached."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The answer to a claim: what to play (docs/contract.md: announcement) or None, and when to ask again, if known."""

    announcement: Mapping[str, Any] | None
    again_s: float | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Server:
    """``token`` is asked for every time, so that a new token file counts without a restart."""

    def __init__(self, url: str, token: Callable[[], str]) -> None:
        self.url, self.token = url.rstrip("/"), token
        # The hall's server is in the hall: never ask a proxy for it.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def settings(self) -> dict[str, Any]:
        """Raises ServerError."""
        return self._object(self._ask("GET", "/api/v1/settings"))

    def put_audio(self, seq: int, made: Made) -> None:
        """Hand over the sound of call ``seq``, and where in it what can be heard. Raises ServerError."""
        told = {
            "X-Chime-Seconds": f"{made.sound.chime_s:.3f}",
            "X-Once-Seconds": f"{made.sound.once_s:.3f}",
            "X-Languages": ",".join(made.spoken),
        }
        self._ask("PUT", f"/api/v1/calls/{seq}/audio", made.sound.wav, "audio/wav", more=told)

    def put_prompt(self, id: str, wav: bytes) -> None:
        """Hand over the sound of what a kiosk says. Raises ServerError."""
        self._ask("PUT", f"/api/v1/prompts/{id}", wav, "audio/wav")

    def audio(self, path: str) -> tuple[bytes, bool]:
        """The sound at ``path`` of the server, and whether there are words in it. Raises ServerError."""
        answer = self._ask("GET", path, timeout_s=SOUND_TIMEOUT_S)
        return answer.body, answer.headers.get("X-Languages") != ""

    def put_voice_condition(self, told: Mapping[str, str]) -> None:
        """Raises ServerError."""
        self._send("PUT", "/api/v1/voice-condition", told)

    def claim(self, zone: str) -> Turn:
        """Raises ServerError."""
        return self._turn(self._send("POST", "/api/v1/announcements/claim", {"zone": zone}))

    def report(self, seq: int, result: str, why: str = "") -> Turn:
        """What became of a play; the next one, if there is one, is claimed with it. Raises ServerError."""
        told = {"result": result, **({"why": why} if why else {})}
        return self._turn(self._send("POST", f"/api/v1/announcements/{seq}/report", told))

    def _turn(self, answer: _Answer) -> Turn:
        again = answer.headers.get("Retry-After", "")
        told = {} if answer.status == NO_CONTENT else self._object(answer)
        announcement = told.get("announcement")
        return Turn(
            announcement=announcement if isinstance(announcement, dict) else None,
            again_s=float(again) if again.replace(".", "", 1).isdigit() else None,
        )

    def _object(self, answer: _Answer) -> dict[str, Any]:
        try:
            told = json.loads(answer.body)
        except ValueError as error:
            raise ServerError(f"an answer that is not JSON: {error}") from error
        if not isinstance(told, dict):
            raise ServerError("an answer that is not an object")
        return told

    def _send(self, method: str, path: str, told: Mapping[str, Any]) -> _Answer:
        return self._ask(method, path, json.dumps(told).encode(), "application/json")

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        kind: str = "",
        *,
        more: Mapping[str, str] | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> _Answer:
        headers = {"Authorization": f"Bearer {self.token()}", **(more or {})}
        if kind:
            headers["Content-Type"] = kind
        request = urllib.request.Request(self.url + path, data=body, headers=headers, method=method)
        try:
            with self._opener.open(request, timeout=timeout_s) as answer:
                return _Answer(answer.status, dict(answer.headers), bytes(answer.read()))
        except urllib.error.HTTPError as error:
            with error:
                raise ServerError(
                    f"{method} {path}: {error.code} {error.reason}", error.code
                ) from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise ServerError(f"{method} {path}: {error}") from error
