"""What the launcher asks of the server: is it there, does it know this token, a code to come in with."""

from __future__ import annotations

import enum
import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Final

PATIENCE_S: Final = 3.0


class Word(enum.Enum):
    """What the server says to a token. ``ELSEWHERE``: it has another name; ``OTHER``: the token is of another role."""

    AWAY = enum.auto()
    ELSEWHERE = enum.auto()
    UNKNOWN = enum.auto()
    OTHER = enum.auto()
    WELCOME = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    code: str
    secret: str


class Hall:
    """The server at ``url`` for a screen of ``role``. Nothing here raises: a server that is away is an answer."""

    def __init__(self, url: str, role: str, name: str) -> None:
        self.url = url
        self._role = role
        # A proxy of the house has no business between a screen and the server of the same hall.
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
        self._name = name

    def knows(self, token: str | None) -> Word:
        """What the server says to this token; without one UNKNOWN as soon as the server is there."""
        status, body = self._ask("GET", "/api/v1/sessions", token=token)
        if status == 401:
            return Word.UNKNOWN
        if status == 400 and body.get("code") == "wrong_host":
            return Word.ELSEWHERE
        if status != 200:
            return Word.AWAY
        return Word.WELCOME if body.get("role") == self._role else Word.OTHER

    def ask_in(self) -> Asked | float:
        """A code to show; seconds to wait when there is none."""
        wish = {"name": self._name} if self._name else {}
        status, body = self._ask("POST", "/api/v1/pairings", {"role": self._role, **wish})
        if status == 201:
            return Asked(code=body["code"], secret=body["secret"])
        return min(float(body.get("retry_in", 10)), 60.0) if status == 429 else 3.0

    def claim(self, asked: Asked) -> str | bool:
        """The token; True while nobody has typed the code or the server is away; False when it is worth nothing."""
        status, body = self._ask("POST", "/api/v1/pairings/claim", {"secret": asked.secret})
        if status == 200 and body.get("state") == "confirmed":
            return str(body["token"])
        return status not in (404, 409, 422)

    def _ask(
        self, method: str, path: str, body: Any = None, *, token: str | None = None
    ) -> tuple[int, dict[str, Any]]:
        """(status, object); status 0 for no answer, or one that is not ours."""
        sent = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=sent, method=method)
        request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with self._open(request, timeout=PATIENCE_S) as answer:
                return answer.status, _object(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, _object(error.read())
        except (OSError, ValueError, http.client.HTTPException):
            return 0, {}


def _object(raw: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(raw) if raw else {}
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
