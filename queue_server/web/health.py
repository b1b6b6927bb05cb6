"""Whether the server lives and is ready, and its figures for Prometheus. For this machine only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, current_app, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.printer import Setups, state_of
from queue_server.storage import journal
from queue_server.usecases.show_hall import Moment
from queue_server.web import guard
from queue_server.web.api import dump
from queue_server.web.errors import problem

LATE_S: Final = 5.0
blueprint = Blueprint("health", __name__)


class Metrics:
    """What is counted. One registry per app, so that tests do not share figures."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.calls = Counter("satupintu_calls", "Calls pushed to displays", registry=self.registry)
        self.hub_lag = Gauge(
            "satupintu_hub_lag_seconds", "How late a loop woke up", registry=self.registry
        )
        self.connected = Gauge(
            "satupintu_connected", "Live connections", ["role"], registry=self.registry
        )
        self.push = Histogram(
            "satupintu_commit_to_push_seconds", "From the commit of a call to its push", registry=self.registry,
            buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5),
        )  # fmt: skip
        self.paint = Histogram(
            "satupintu_press_to_paint_seconds", "From the press to the picture on a display", ["display"],
            registry=self.registry, buckets=(0.01, 0.02, 0.03, 0.04, 0.06, 0.1, 0.2, 0.5, 1, 5),
        )  # fmt: skip
        self.ready = Gauge(
            "satupintu_printer_ready", "1 while a printer can print", ["printer"], registry=self.registry
        )  # fmt: skip
        self.papers = Gauge(
            "satupintu_open_papers", "Papers a person must look at", registry=self.registry
        )
        self._roles: set[str] = set()

    def count(self, roles: Mapping[str, int]) -> None:
        """Live connections by role; a role whose last one left goes down to zero."""
        self._roles |= set(roles)
        for role in self._roles:
            self.connected.labels(role).set(roles.get(role, 0))

    def paper(self, setups: Setups, now: Moment) -> None:
        """How the printers are at this moment."""
        for name in setups:
            self.ready.labels(name).set(state_of(now.printers, name).ready)
        self.papers.set(now.papers)


@blueprint.before_request
def local_only() -> Response | None:
    if request.remote_addr in guard.LOOPBACK:
        return None
    return problem(404, "not_found", "There is no such thing here")


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 while the process answers; with the state of the clock and how soon each display paints a call."""
    displays = {
        name: {"online": live.online, "paint_ms": live.paint_ms}
        for (role, name), live in guard.house().live().items() if role == "display"
    }  # fmt: skip
    told = {"status": "ok", "clock": guard.house().clock(), "displays": displays} | _cared_for()
    return Response(dump(told), content_type="application/json")


def _cared_for() -> dict[str, Any]:
    told: dict[str, Any] = current_app.extensions["caretaker"].state()
    return told | {"backup": current_app.extensions["backups"].state}


@blueprint.get("/readyz")
def readyz() -> Response:
    """200 when the database can be read and written and the journal's tail runs; else 503.

    Answers at once also while a commit does not return: the caretaker tries to write, and knows.
    """
    house = guard.house()
    if (known := house.db.trouble) is not None:
        return problem(503, known.code, known.title, **known.details)
    if (lag_s := _cared_for()["lag_s"]) > LATE_S:
        return problem(503, "overloaded", "The server answers late", reason="late", lag_s=lag_s)
    try:
        with house.db.reading() as conn:
            seq = journal.last_seq(conn)
    except DatabaseBusy as error:
        return problem(503, error.code, error.title, **error.details)
    if not current_app.extensions["tailing"]():
        return problem(503, "starting", "The journal is not followed yet")
    return Response(dump({"status": "ok", "seq": seq}), content_type="application/json")


@blueprint.get("/metrics")
def metrics() -> Response:
    figures: Metrics = current_app.extensions["metrics"]
    house = guard.house()
    figures.paper(house.printers, house.look())
    return Response(generate_latest(figures.registry), content_type="text/plain; version=0.0.4")
