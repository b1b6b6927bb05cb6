"""How printers are, and the papers a person must look at."""

from __future__ import annotations

from typing import Annotated, Literal

from flask import current_app
from pydantic import AfterValidator, Field

from queue_server.domain import errors as e
from queue_server.domain.errors import NotFound
from queue_server.storage import print_jobs, printers, tickets
from queue_server.storage.people import Who
from queue_server.usecases import printers as about_printers
from queue_server.usecases import shapes, spool
from queue_server.web import guard
from queue_server.web.api import STAFF, Body, endpoint
from queue_server.web.tickets import Nothing

Cause = Literal["offline", "mute", "cover_open", "paper_out", "cutter_jam", "printer_fault"]


def _each_once(causes: list[Cause]) -> list[Cause]:
    if len(set(causes)) < len(causes):
        raise ValueError("a cause stands twice")
    return causes


class Condition(Body):
    causes: Annotated[list[Cause], AfterValidator(_each_once)]
    near_end: bool | None = Field(default=None, strict=True)


@endpoint(
    "PUT", "/printer-condition", roles={"printer"}, model=Condition, answer=("printer",), errors=(e.NotFound,)
)  # fmt: skip
def condition(who: Who, body: Condition) -> shapes.Json:
    """The agent says how its printer is."""
    house = guard.house()
    _must_be_known(who.name)
    current_app.extensions["seen"](who.name)
    about_printers.note_condition(
        house.db, house.printers, who.name, causes=body.causes, near_end=body.near_end, at=house.now()
    )  # fmt: skip
    return {"printer": _shape(who.name)}


@endpoint("GET", "/printers", roles=STAFF, answer=("printers",))
def every(who: Who) -> shapes.Json:
    """All printers of the hall with what waits for them."""
    house = guard.house()
    with house.db.reading() as conn:
        states, waiting = printers.every(conn), print_jobs.counts(conn)
    return {
        "printers": [
            shapes.printer(setup, house.printers, states) | {"jobs": waiting.get(name, {})}
            for name, setup in house.printers.items()
        ]
    }


@endpoint(
    "POST", "/printers/<name>/new-roll", roles=STAFF, model=Nothing, answer=("printer",), errors=(e.NotFound,)
)  # fmt: skip
def new_roll(who: Who, body: Nothing, name: str) -> shapes.Json:
    """Somebody put a new roll of paper in."""
    house = guard.house()
    _must_be_known(name)
    about_printers.put_new_roll(house.db, house.printers, name, actor=who.actor, at=house.now())
    return {"printer": _shape(name)}


@endpoint("GET", "/print-jobs", roles=STAFF, answer=("jobs",))
def open_papers(who: Who) -> shapes.Json:
    """Papers a person must look at: nobody knows what came out, or nothing did."""
    house = guard.house()
    with house.db.reading() as conn:
        jobs = print_jobs.open_papers(conn, day=house.hall.site.day(house.now()))
        found = [(job, tickets.by_id(conn, job.ticket_id)) for job in jobs]
    return {"jobs": [shapes.open_paper(house.hall, job, t) for job, t in found if t]}


@endpoint(
    "POST", "/print-jobs/<int:id>/printed", roles=STAFF, model=Nothing, answer=("job",),
    errors=(e.NotFound, e.IllegalTransition, e.Conflict),
)  # fmt: skip
def seen_printed(who: Who, body: Nothing, id: int) -> shapes.Json:
    """A person saw the paper of an unknown job."""
    house = guard.house()
    return {"job": shapes.paper(spool.seen_printed(house.db, id, actor=who.actor, at=house.now()))}


def _must_be_known(name: str) -> None:
    if name not in guard.house().printers:
        raise NotFound(what="printer", name=name)


def _shape(name: str) -> shapes.Json:
    house = guard.house()
    with house.db.reading() as conn:
        states = printers.every(conn)
    return shapes.printer(house.printers[name], house.printers, states)
