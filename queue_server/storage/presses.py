"""The last press at each counter, kept so that it can be taken back. No decisions here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from queue_server.storage.numbers import UPSERTS
from queue_server.storage.prepared import Prepared
from queue_server.storage.schema import undo as u

_VALUES = ("at", "kind", "actor", "before")


def _put(dialect: str) -> Any:
    insert = UPSERTS[dialect](u).values(
        {name: sa.bindparam(name) for name in ("counter_id", *_VALUES)}
    )
    return insert.on_conflict_do_update(
        index_elements=["counter_id"], set_={name: insert.excluded[name] for name in _VALUES}
    )


_SAVE = Prepared({dialect: _put(dialect) for dialect in UPSERTS})
_LAST = Prepared(
    sa.select(*(u.c[name] for name in _VALUES)).where(u.c.counter_id == sa.bindparam("counter_id"))
)


@dataclass(frozen=True, slots=True)
class Press:
    """``kind`` is the journal's; ``before`` plain values, as usecases/undo.py wrote them."""

    at: datetime
    kind: str
    actor: str
    before: Mapping[str, Any]


def save(conn: sa.Connection, counter_id: int, press: Press) -> None:
    """Keep ``press`` as the counter's last."""
    values = {name: getattr(press, name) for name in _VALUES}
    _SAVE.run(conn, counter_id=counter_id, **values)


def last(conn: sa.Connection, counter_id: int) -> Press | None:
    """The counter's last press; None after it was taken back."""
    row = _LAST.row(conn, counter_id=counter_id)
    return Press(*row) if row else None


def forget(conn: sa.Connection, counter_id: int) -> None:
    """The press cannot be taken back any more."""
    conn.execute(sa.delete(u).where(u.c.counter_id == counter_id))
