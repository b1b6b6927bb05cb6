"""Why that number was first: the rule of the order and the last calls, for anybody."""

from __future__ import annotations

from flask import Response, current_app
from pydantic import Field

from queue_server.domain import errors as e
from queue_server.web import guard
from queue_server.web.api import ANYONE, Body, endpoint
from queue_server.web.boards import fresh_or_304


class OfZone(Body):
    zone: str | None = Field(default=None, max_length=32)


@endpoint(
    "GET", "/order", roles=ANYONE, model=OfZone, answer=("rules", "calls"), errors=(e.NotFound,)
)
def order(query: OfZone) -> Response:
    """How the order is made, and why the last calls of a zone (the first without ?zone=) were next."""
    zone = query.zone or guard.house().hall.zones[0].code
    return fresh_or_304(current_app.extensions["orders"], zone)
