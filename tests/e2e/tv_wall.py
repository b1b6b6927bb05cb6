"""A TV whose zone the test speaks for: the real page, told over its own wire what a server would tell it."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Page, WebSocketRoute

from tests.e2e.films import recorded

START = datetime(2026, 11, 23, 3, 32, tzinfo=UTC)
"""Monday, 10.32 in the hall."""
OPEN = {"state": "open", "reason": None, "until": None}
PAST = [("A046", "2"), ("L018", "5"), ("A045", "1"), ("L017", "6"), ("A044", "3")]
HELLO = {
    "sid": "wall",
    "upgrades": [],
    "pingInterval": 60000,
    "pingTimeout": 60000,
    "maxPayload": 10**6,
}
SERVICES = {
    "A": ("KTP-el", "Disdukcapil"),
    "L": ("Kepesertaan", "BPJS Kesehatan"),
    "M": ("NIB", "DPMPTSP"),
}


def stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def row(number: str, counter: str, *, seq: int, at: datetime, **more: Any) -> dict[str, Any]:
    """A call as boards and pushes have it."""
    prefix = number.rstrip("0123456789") if number[0].isalpha() else number[:2]
    service, agency = more.pop("service", None), more.pop("agency", None)
    known = SERVICES.get(prefix, ("Pencatatan perkawinan", "Disdukcapil"))
    return {
        "seq": seq, "number": number, "prefix": prefix,
        "counter": {"code": counter, "name": {"id": f"Loket {counter}"}},
        "service": {"code": "S", "name": {"id": service or known[0]}}, "agency": {"name": {"id": agency or known[1]}},
        **more, "at": stamp(at), "called_at": stamp(at), "state": more.get("state", "serving"),
    }  # fmt: skip


class Wall:
    """``board`` tells a whole state, ``call`` a single call; ``said`` is what the page told the server."""

    def __init__(self, screens: Any, url: str, width: int, height: int, **settings: Any) -> None:
        self.seq, self.epoch, self.mute = 100, "one", False
        self.now = START
        self.said: list[tuple[str, Any]] = []
        self._socket: WebSocketRoute | None = None
        self.media, self.is_down, self.asked = 0, False, Counter[str]()
        self._last: dict[str, Any] = self._board([("A047", "3"), *PAST])
        self._items: list[dict[str, Any]] = []
        self.files: dict[str, tuple[str, bytes]] = {}
        self.page: Page = screens("about:blank", width=width, height=height)
        mine = {
            "name": "lobby", "label": {"id": "Lobi"}, "zone": "A", "counter": None, "screen_inches": 55,
            "viewing_distance_m": 10, "speaker": False, "media": "foot", **settings,
        }  # fmt: skip
        self.page.route("**/api/v1/settings", lambda route: route.fulfill(json=mine))
        self.page.route("**/media/*", self._file)
        self.page.route("**/api/v1/media/playlist*", self._list)
        self.page.route_web_socket("**/socket.io/**", self._connect)
        self.url = f"{url}/display/#token=a-token"

    def open(self) -> Page:
        self.page.goto(self.url)
        self.page.locator("html:not(.is-loading) .now .num").first.wait_for()
        return self.page

    def plays(self, *items: dict[str, Any]) -> None:
        """Another playlist; the boards say so."""
        self.media += 1
        self._items = list(items)
        self._last = self._last | {"media": self.media}
        self._push("board", self._last)

    def board(self, calls: list[tuple[str, str]], **facts: Any) -> None:
        """The zone as it is now: ``calls`` newest first, none of them new."""
        self._last = self._board(calls, **facts)
        self._push("board", self._last)

    def call(self, number: str, counter: str, **more: Any) -> int:
        """A visitor is called now, and the seq of it."""
        self.seq += 1
        push = row(
            number, counter, seq=self.seq, at=self.now, zone="A", recall=False, audio=None, **more
        )
        self._push("call", push | {"prev": None})
        calls = [push, *(one for one in self._last["calls"] if one["number"] != number)]
        self._last = self._last | {"seq": self.seq, "calls": calls[:8]}
        self._push("board", self._last)
        return self.seq

    def begin(self, calls: list[tuple[str, str]], **facts: Any) -> None:
        """Another history, as after a restored backup: a push with a gap before it makes the page ask for the whole."""
        self.epoch += "'"
        self._last = self._board(calls, **facts)
        self._push("board", self._last | {"prev": self.seq})

    def later(self, seconds: float) -> None:
        """On the page's clock, with the boards that a server sends meanwhile."""
        while seconds > 0:
            step = min(seconds, 5)
            self.page.clock.run_for(step * 1000)
            seconds, self.now = seconds - step, self.now + timedelta(seconds=step)
            self._push("board", self._last)

    def _board(self, calls: list[tuple[str, str]], **facts: Any) -> dict[str, Any]:
        self.seq += 1
        rows = [
            row(
                number,
                counter,
                seq=self.seq - place,
                at=self.now - timedelta(minutes=place + 1),
                **facts.get("names", {}),
            )
            for place, (number, counter) in enumerate(calls)
        ]
        board = {
            "seq": self.seq, "prev": None, "zone": {"code": "A", "name": {"id": "Zona 1"}}, "calls": rows,
            "hours": OPEN, "waiting": [], "waiting_total": 23, "open_counters": 5, "counters": [],
            "media": self.media, "time_zone": "Asia/Jakarta",
        }  # fmt: skip
        return board | {name: value for name, value in facts.items() if name != "names"}

    def _push(self, event: str, push: dict[str, Any]) -> None:
        if self._socket and not self.mute:
            self._socket.send("42" + json.dumps([event, push | {"now": stamp(self.now)}]))

    def _connect(self, socket: WebSocketRoute) -> None:
        self._socket = socket
        socket.on_message(self._hear)
        socket.send("0" + json.dumps(HELLO))

    def _hear(self, message: Any) -> None:
        assert self._socket
        if self.mute or not isinstance(message, str):
            return
        if message.startswith("40"):
            self._socket.send('40{"sid":"wall"}')
        elif message.startswith("42"):
            at = message.index("[")
            name, *facts = json.loads(message[at:])
            if name == "sync":
                state = {
                    "seq": self._last["seq"],
                    "epoch": self.epoch,
                    "now": stamp(self.now),
                    "calls": [],
                }
                state["board"] = self._last | {"now": stamp(self.now)}
                self._socket.send(f"43{message[2:at]}" + json.dumps([state]))
            self.said.append((name, facts[0] if facts else None))

    def _list(self, route: Any) -> None:
        if self.is_down:
            route.abort()
        else:
            route.fulfill(json={"version": self.media, "items": self._items})

    def _file(self, route: Any) -> None:
        name = urlsplit(route.request.url).path
        self.asked[name] += 1
        if self.is_down:
            route.abort()
        elif name in self.files:
            kind, body = self.files[name]
            route.fulfill(status=200, content_type=kind, body=body)
        else:
            route.fulfill(status=404)


def item(number: int, kind: str, **more: Any) -> dict[str, Any]:
    """An item of a playlist."""
    return {
        "id": number, "kind": kind, "name": "", "text": {}, "url": None, "type": None, "bytes": 1,
        "width": None, "height": None, "seconds": None, "zones": [], "from": None, "until": None,
        "enabled": True, "position": number, **more,
    }  # fmt: skip


def picture() -> tuple[str, bytes]:
    """A picture, with its type."""
    made = io.BytesIO()
    Image.new("RGB", (320, 180), "#8a5a2c").save(made, "PNG")
    return "image/png", made.getvalue()


def film(wall: Wall) -> tuple[str, bytes]:
    """A film, with its type. Recorded before the wall's page is opened."""
    return "video/webm", recorded(wall.page)
