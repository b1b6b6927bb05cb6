"""Rows of pictures, films and texts, and the number of their newest change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from queue_server.domain.errors import NotFound
from queue_server.domain.media import MOST_ITEMS, Item, MediaKind
from queue_server.storage.numbers import UPSERTS
from queue_server.storage.schema import media as m
from queue_server.storage.schema import setting

KEY = "media"


def every(conn: sa.Connection) -> list[Item]:
    """All of them, in order."""
    rows = conn.execute(sa.select(m).order_by(m.c.position, m.c.id).limit(2 * MOST_ITEMS))
    return [_item(row) for row in rows]


def one(conn: sa.Connection, id: int) -> Item:
    """Raises NotFound."""
    row = conn.execute(sa.select(m).where(m.c.id == id)).first()
    if row is None:
        raise NotFound(what="media", name=id)
    return _item(row)


def count(conn: sa.Connection) -> int:
    """How many there are."""
    return int(conn.scalar(sa.select(sa.func.count()).select_from(m)) or 0)


def add(conn: sa.Connection, item: Item) -> int:
    """Write a new one; its id."""
    written = conn.execute(sa.insert(m).values(_values(item)))
    return int(written.inserted_primary_key[0])  # type: ignore[index]


def save(conn: sa.Connection, item: Item) -> None:
    """Write what may change of it."""
    conn.execute(sa.update(m).where(m.c.id == item.id).values(_values(item)))


def remove(conn: sa.Connection, id: int) -> None:
    """Forget one."""
    conn.execute(sa.delete(m).where(m.c.id == id))


def put_in_order(conn: sa.Connection, ids: Sequence[int]) -> None:
    """Number them anew, the first is 0."""
    for place, id in enumerate(ids):
        conn.execute(sa.update(m).where(m.c.id == id, m.c.position != place).values(position=place))


def files(conn: sa.Connection) -> set[str]:
    """Names of all files that are in use."""
    return set(conn.scalars(sa.select(m.c.file).where(m.c.file.is_not(None)).distinct()))


def version(conn: sa.Connection) -> int:
    """The number of the newest change, 0 before the first."""
    value = conn.scalar(sa.select(setting.c.value).where(setting.c.key == KEY))
    return int(value["version"]) if value else 0


def next_version(conn: sa.Connection) -> int:
    """Count one more change. First in its transaction: whoever changes media waits here for the one before."""
    first = UPSERTS[conn.dialect.name](setting).values(key=KEY, value={"version": 0})
    conn.execute(first.on_conflict_do_update(index_elements=["key"], set_={"key": KEY}))
    number = version(conn) + 1
    conn.execute(sa.update(setting).where(setting.c.key == KEY).values(value={"version": number}))
    return number


def _values(item: Item) -> dict[str, Any]:
    names = (column.name for column in m.c if column.name not in ("id", "text", "zones", "kind"))
    values: dict[str, Any] = {name: getattr(item, name) for name in names}
    return values | {
        "kind": item.kind.value, "text": dict(item.text), "zones": list(item.zones),
    }  # fmt: skip


def _item(row: sa.Row[Any]) -> Item:
    values = dict(row._mapping)
    return Item(**values | {"kind": MediaKind(values["kind"]), "zones": tuple(values["zones"])})
