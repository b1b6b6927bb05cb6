"""A database of our own on somebody's PostgreSQL: made, hurt and dropped. No other one is ever opened."""

from __future__ import annotations

import secrets
import time
from typing import Any, Final

import sqlalchemy as sa

GONE_WITHIN_S: Final = 60.0


class Region:
    """``url`` is the new database; ``given`` says where the server is, its database is only connected to."""

    def __init__(self, given: str) -> None:
        address = sa.make_url(given).set(drivername="postgresql+psycopg")
        self._name = f"satupintu_torture_{secrets.token_hex(4)}"
        self._engine = sa.create_engine(
            address, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
        )
        self._say(f'CREATE DATABASE "{self._name}"')
        own = address.set(database=self._name, drivername="postgresql")
        self.url = own.render_as_string(hide_password=False)

    def until_gone(self, name: str) -> None:
        """Wait until the database has noticed that the server ``name`` is dead: what it began is done or undone."""
        alive = sa.text("SELECT count(*) FROM pg_stat_activity WHERE application_name = :name")
        end = time.monotonic() + GONE_WITHIN_S
        with self._engine.connect() as conn:
            while conn.scalar(alive, {"name": name}) and time.monotonic() < end:
                time.sleep(0.01)

    def drop(self) -> None:
        """Leave nothing."""
        self._say(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')
        self._engine.dispose()

    def _say(self, statement: str) -> Any:
        with self._engine.connect() as conn:
            return conn.exec_driver_sql(statement)
