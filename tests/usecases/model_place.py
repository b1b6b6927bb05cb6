"""A small hall whose counters overlap, on a database of its own, and how both sides tell of a ticket."""

from __future__ import annotations

from pathlib import Path

import yaml

from queue_server.config import definition as definition_of
from queue_server.config import load
from queue_server.domain.errors import QueueError
from queue_server.storage import desks, halls, numbers, opening
from queue_server.usecases import set_up_hall
from tests.builders import at
from tests.conftest import EMPTIED
from tests.usecases.model import AT_COUNTER, Refused

SERVICES, COUNTERS, STAFF = ("KTP", "KK", "SIM", "PASPOR"), ("1", "2", "3", "4"), ("ani", "budi")
NAME = {"id": "X"}


def small_hall(folder):
    """Four services and four counters: one helps, one is for priority alone; little quotas."""
    service, counter = {"agency": "D", "zone": "A", "name": NAME}, {"name": NAME, "zone": "A"}
    raw = {
        "site": {"code": "SIAK", "name": NAME}, "zones": {"A": {"name": NAME}}, "agencies": {"D": {"name": NAME}},
        "hours": {"tickets": {"mon-sun": "07:00-20:00"}, "service": {"mon-sun": "07:00-21:00"}},
        "priorities": {"lansia": {"name": NAME, "head_start_min": 15}},
        "services": {
            "KTP": service | {"prefix": "A", "target_wait_min": 10, "service_min": 8},
            "KK": service | {"prefix": "A", "target_wait_min": 20, "service_min": 5},
            "SIM": service | {"prefix": "D", "target_wait_min": 30, "quota": 6},
            "PASPOR": service | {"prefix": "F", "target_wait_min": 15, "quotas": {"walk_in": 2, "online": 3}},
        },
        "counters": {
            "1": counter | {"services": ["KTP", "KK"]},
            "2": counter | {"services": ["KK"], "helps": ["KTP"]},
            "3": counter | {"services": ["KTP", "SIM"], "priority_only": True},
            "4": counter | {"services": ["SIM", "PASPOR"]},
        },
    }  # fmt: skip
    file = Path(folder) / "small.yaml"
    file.write_text(yaml.safe_dump(raw))
    return definition_of(load(file, {}))


class Place:
    """A database for all runs of the machine, emptied for each."""

    def __init__(self, address, definition):
        self.address, self.db = address, None
        self.reopen()
        set_up_hall.write(self.db, definition, actor="system", at=at("06.00"))
        with self.db.reading() as conn:
            self.hall = halls.load(conn)

    def reopen(self):
        """As after a restart."""
        if self.db:
            self.db.close()
        known = opening.open_sqlite if isinstance(self.address, Path) else opening.open_postgresql
        self.db = known(self.address)

    def empty(self):
        with self.db.transaction() as tx:
            for statement in EMPTIED.split("; "):
                tx.conn.exec_driver_sql(statement)
            tx.conn.exec_driver_sql("UPDATE journal_head SET seq = 0")


TOLD = (
    "service", "state", "v", "number", "calls", "misses", "returns", "urgent", "to_counter", "to_staff",
)  # fmt: skip


def stored(hall, t):
    """What the database says of a ticket."""
    there, desk = t.state.value in AT_COUNTER, hall.counter_of
    return {
        "service": hall.service_of(t.service_id).code, "state": t.state.value, "v": t.v, "number": t.number,
        "counter": desk(t.counter_id).code if there else None, "calls": t.calls, "misses": t.misses,
        "returns": t.returns, "urgent": t.urgent, "to_staff": t.for_staff,
        "to_counter": desk(t.for_counter_id).code if t.for_counter_id else None,
    }  # fmt: skip


def around(conn, hall, day):
    """Calls in a row by service, and who sits where serving what."""
    ids = {s.id: s.code for s in hall.services}
    runs = numbers.runs_now(conn, day=day, services=ids)
    seats = desks.every(conn, {c.id: c for c in hall.counters}).values()
    return (
        {ids[id]: (run.priority, run.regular) for id, run in runs.items() if run != numbers.Runs()},
        {seat.code: (seat.state.value, seat.staff, only(seat, ids)) for seat in seats},
    )


def only(seat, ids):
    return None if seat.services is None else [ids[id] for id in seat.services]


def modelled(t):
    """The same of the model's."""
    there = t["state"] in AT_COUNTER
    return {name: t[name] for name in TOLD} | {"counter": t["counter"] if there else None}


def both(real, known):
    """Do it to the hall and to the model; they refuse alike, or mean the same ticket."""
    told = meant = refused = expected = None
    try:
        told = real()
    except QueueError as error:
        refused = error.code
    try:
        meant = known(getattr(told, "id", -1))
    except Refused as error:
        expected = error.code
    assert refused == expected, f"the hall says {refused}, the model {expected}"
    if hasattr(told, "number"):
        assert (told.id, told.number) == (meant["id"], meant["number"])
