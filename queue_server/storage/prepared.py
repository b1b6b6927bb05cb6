"""Statements whose SQL is made once, for what is done at every ticket and call.

SQLAlchemy's Core builds them, as everywhere. On SQLite their text and the conversions of their values are then kept,
and they go straight to the driver: the same statement costs a tenth. On PostgreSQL they go the ordinary way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from queue_server.storage.schema_hall import UtcDateTime

Row = Sequence[Any]
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Plan:
    sql: str
    binds: list[tuple[str | None, Convert | Any]]  # (name, conversion), or (None, constant)
    columns: list[tuple[int, Convert]]  # those that need a conversion


class Prepared:
    """``statement``, or one for each dialect by name. It may hold no lists (``in_``); an insert is given every column
    that has a default.
    """

    def __init__(self, statement: Any) -> None:
        one = not isinstance(statement, Mapping)
        self._of = {"sqlite": statement, "postgresql": statement} if one else statement
        self._plan: _Plan | None = None

    def rows(self, conn: sa.Connection, **values: Any) -> Sequence[Row]:
        if conn.dialect.name != "sqlite":
            return conn.execute(self._of[conn.dialect.name], values).all()
        plan, cursor = self._execute(conn, values)
        found = cursor.fetchall()
        cursor.close()
        return [_converted(plan, row) for row in found] if plan.columns else found

    def row(self, conn: sa.Connection, **values: Any) -> Row | None:
        """The first row, None when there is none."""
        found = self.rows(conn, **values)
        return found[0] if found else None

    def value(self, conn: sa.Connection, **values: Any) -> Any:
        """The first column of the first row, None when there is none."""
        found = self.rows(conn, **values)
        return found[0][0] if found else None

    def run(self, conn: sa.Connection, **values: Any) -> int:
        """Change rows and return how many."""
        if conn.dialect.name != "sqlite":
            return int(conn.execute(self._of[conn.dialect.name], values).rowcount)
        cursor = self._execute(conn, values)[1]
        changed = int(cursor.rowcount)
        cursor.close()
        return changed

    def _execute(self, conn: sa.Connection, values: dict[str, Any]) -> tuple[_Plan, Any]:
        plan = self._plan
        if plan is None:
            plan = self._plan = _plan(self._of["sqlite"], conn.dialect, list(values))
        given = []
        for name, convert in plan.binds:
            if name is None:
                given.append(convert)
            else:
                value = values[name]
                given.append(value if convert is None else convert(value))
        dbapi: Any = conn.connection.dbapi_connection
        try:
            return plan, dbapi.execute(plan.sql, given)
        except conn.dialect.dbapi.Error as error:  # type: ignore[union-attr]
            base = conn.dialect.dbapi.Error  # type: ignore[union-attr]
            raise sa.exc.DBAPIError.instance(
                plan.sql, None, error, base, dialect=conn.dialect
            ) from error


def _plan(statement: Any, dialect: sa.Dialect, names: list[str]) -> _Plan:
    compiled = statement.compile(
        dialect=dialect, column_keys=names if statement.is_insert else None
    )
    binds: list[tuple[str | None, Any]] = []
    for name in compiled.positiontup or ():
        bind = compiled.binds[name]
        is_time = isinstance(bind.type, UtcDateTime)
        convert = _as_text if is_time else bind.type.dialect_impl(dialect).bind_processor(dialect)
        if name in names:
            binds.append((name, convert))
        else:
            constant = bind.effective_value
            binds.append((None, convert(constant) if convert else constant))
    columns = list(getattr(statement, "exported_columns", ()))
    converts = [c.type.dialect_impl(dialect).result_processor(dialect, None) for c in columns]
    return _Plan(
        sql=str(compiled),
        binds=binds,
        columns=[(i, convert) for i, convert in enumerate(converts) if convert],
    )


@lru_cache(256)
def _as_text(at: datetime | None) -> str | None:
    """A time as SQLAlchemy writes it on SQLite. A ticket has a dozen of them, most of them the same moment."""
    return at.astimezone(UTC).isoformat(" ", "microseconds")[:26] if at else None


def _converted(plan: _Plan, row: Row) -> Row:
    values = list(row)
    for i, convert in plan.columns:
        values[i] = convert(values[i])
    return values
