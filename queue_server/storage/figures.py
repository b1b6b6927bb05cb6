"""What was learnt of each service (domain/figures.py), one row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from queue_server.domain.figures import Figures
from queue_server.storage.numbers import UPSERTS
from queue_server.storage.prepared import Prepared
from queue_server.storage.schema import service_day, ticket
from queue_server.storage.schema import service_figures as f

_NAMES = ("seen", "weight", "sum_s", "told", "hits")
_COLUMNS = [f.c[name] for name in _NAMES]
_EVERY = Prepared(sa.select(f.c.service_id, *_COLUMNS).order_by(f.c.service_id))
_ONE = Prepared(
    sa.select(*_COLUMNS).where(f.c.service_id == sa.bindparam("service_id")).with_for_update()
)
_PRIORITY = Prepared(
    sa.select(service_day.c.service_id, service_day.c.priority).where(
        service_day.c.day == sa.bindparam("day")
    )
)
_FIRST = Prepared(
    sa.select(ticket.c.issued_at)
    .where(ticket.c.day == sa.bindparam("day"))
    .order_by(ticket.c.number)
    .limit(1)
)


def _new(dialect: str) -> Any:
    insert = UPSERTS[dialect](f).values(service_id=sa.bindparam("service_id"), **_binds())
    return insert.on_conflict_do_nothing(index_elements=["service_id"])


def _binds() -> dict[str, Any]:
    return {name: sa.bindparam(f"new_{name}", type_=f.c[name].type) for name in _NAMES}


_NEW = Prepared({dialect: _new(dialect) for dialect in UPSERTS})
_SAVE = Prepared(sa.update(f).where(f.c.service_id == sa.bindparam("of_id")).values(_binds()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A visitor of a service kept a counter for ``seconds``, or an estimate was right or not; ``back``: did not, after
    all.
    """

    service_id: int
    seconds: float | None = None
    hit: bool | None = None
    back: bool = False

    def made(self, figures: Figures) -> Figures:
        if self.seconds is not None:
            figures = (figures.unserved if self.back else figures.served)(self.seconds)
        if self.hit is not None:
            figures = (figures.untold if self.back else figures.came_true)(self.hit)
        return figures


def every(conn: sa.Connection) -> dict[int, Figures]:
    """By service id; a service without any is not named."""
    return {row[0]: _figures(row[1:]) for row in _EVERY.rows(conn)}


def write(conn: sa.Connection, changes: Sequence[Change]) -> None:
    """Make ``changes``. Last of all and in the order of services: so two transactions never wait for each other."""
    for service_id in sorted({change.service_id for change in changes}):
        row = _ONE.row(conn, service_id=service_id)
        if row is None:
            # Made empty first: on PostgreSQL two counters may both have found none.
            _NEW.run(conn, service_id=service_id, **_values(Figures()))
            row = _ONE.row(conn, service_id=service_id)
            assert row is not None
        figures = _figures(row)
        for change in changes:
            if change.service_id == service_id:
                figures = change.made(figures)
        _SAVE.run(conn, of_id=service_id, **_values(figures))


def priority_arrivals(conn: sa.Connection, *, day: str) -> dict[int, int]:
    """Numbers given out with priority on ``day``, by service id."""
    return {id: count for id, count in _PRIORITY.rows(conn, day=day) if count}


def first_number_at(conn: sa.Connection, *, day: str) -> datetime | None:
    """When the first number of ``day`` was taken, near enough: the smallest one, not the earliest of several series."""
    found: datetime | None = _FIRST.value(conn, day=day)
    return found


def _figures(row: Sequence[Any]) -> Figures:
    return Figures(**dict(zip(_NAMES, row, strict=True)))


def _values(figures: Figures) -> dict[str, Any]:
    return {f"new_{name}": getattr(figures, name) for name in _NAMES}
