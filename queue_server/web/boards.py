"""The board for everybody: the entrance's screen and the web. No login, no personal data, cheap for any crowd."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask import Response, current_app, request

from queue_server.domain import errors as e
from queue_server.domain.hall import Hall, Zone
from queue_server.usecases import shapes
from queue_server.usecases.house import House
from queue_server.usecases.show_board import public_board
from queue_server.usecases.show_hall import Moment
from queue_server.web import guard
from queue_server.web.api import ANYONE, dump, endpoint


@dataclass(frozen=True, slots=True)
class Page:
    at: datetime
    seq: int
    etag: str
    body: str


Make = Callable[[sa.Connection, Hall, Zone, Moment], shapes.Json]


class Boards:
    """The answers of the moment by zone: however many ask, each is made once for each look at the hall."""

    def __init__(self, make: Make = public_board) -> None:
        self._make = make
        self._pages: dict[str, Page] = {}
        self._lock = threading.Lock()

    def page(self, house: House, code: str) -> Page:
        """Raises NotFound for a zone that is not there."""
        zone = house.hall.zone(code)
        now = house.latest or house.look()
        with self._lock:
            made = self._pages.get(code)
        if made and (made.at, made.seq) == (now.at, now.seq):
            return made
        with house.db.reading() as conn:
            board = self._make(conn, house.hall, zone, now)
        what_matters = {name: value for name, value in board.items() if name not in ("now", "seq")}
        etag = hashlib.sha256(dump(what_matters).encode()).hexdigest()[:20]
        made = Page(at=now.at, seq=now.seq, etag=etag, body=dump(board))
        with self._lock:
            self._pages[code] = made
        return made


@endpoint("GET", "/boards", roles=ANYONE, answer=("site", "zones"))
def zones() -> shapes.Json:
    """The hall's name, and the zones that have a board."""
    hall = guard.house().hall
    return {"site": shapes.site(hall), "zones": [shapes.named(zone) for zone in hall.zones]}


@endpoint(
    "GET", "/boards/<zone>", roles=ANYONE, answer=("seq", "calls", "waiting"), errors=(e.NotFound,)
)
def board(zone: str) -> Response:
    """What anybody may see of a zone; 304 while nothing has changed."""
    return fresh_or_304(current_app.extensions["boards"], zone)


def fresh_or_304(boards: Boards, zone: str) -> Response:
    """The page of ``zone``, or 304 for who has it already. Raises NotFound."""
    page = boards.page(guard.house(), zone)
    answer = Response(page.body, content_type="application/json")
    answer.set_etag(page.etag)
    answer.headers["Cache-Control"] = "no-cache"
    answer.make_conditional(request)
    return answer
