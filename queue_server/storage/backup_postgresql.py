"""A copy of a PostgreSQL database with its own tools: pg_dump writes it, pg_restore reads it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from queue_server.storage import backup, schema
from queue_server.storage.backup import Facts, NoTools, NotSound
from queue_server.storage.salvage import Known

PROGRAMS = Path("/usr/lib/postgresql")
n, m = schema.number_series, schema.media


def dump(url: str, target: Path) -> Facts:
    """Write all that the database holds at this instant to ``target``, and tell what that is.

    Raises NoTools, NotSound when pg_dump fails, sqlalchemy's errors when the database does not answer.
    """
    os.close(
        os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    )  # pg_dump keeps its rights
    engine = sa.create_engine(
        url, poolclass=sa.pool.NullPool, isolation_level="REPEATABLE READ"
    ).execution_options(postgresql_readonly=True)
    with engine.begin() as conn:
        instant = conn.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        found = facts(conn)
        options = ["--format=custom", "--no-owner", "--no-acl", f"--snapshot={instant}"]
        _tool(url, "pg_dump", *options, f"--file={target}")
    backup.sync(target)
    return found


def put_back(url: str, dumped: Path) -> None:
    """Make the database what ``dumped`` says, whole or not at all. Raises as ``dump``."""
    _tool(
        url,
        "pg_restore",
        "--clean",
        "--if-exists",
        "--single-transaction",
        "--no-owner",
        "--no-acl",
        str(dumped),
    )


def readable(dumped: Path) -> None:
    """Raises NotSound unless pg_restore finds its way in the file, NoTools."""
    _run([_program("pg_restore"), "--list", str(dumped)], dict(os.environ))


def must_be_left_alone(url: str) -> None:
    """Raises NotSound while a hall is connected to the database."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid != pg_backend_pid()"
        " AND application_name LIKE 'satupintu%%'"
    )
    with engine.begin() as conn:
        if conn.exec_driver_sql(others).scalar_one():
            raise NotSound("a hall is connected to the database, stop it first")


def known(url: str, *, since: str) -> Known | None:
    """What the database tells of the days from ``since`` on, None when it is empty or does not answer."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    found = Known()
    try:
        with engine.begin() as conn:
            for day, prefix, last in conn.execute(
                sa.select(n.c.day, n.c.prefix, n.c.last).where(n.c.day >= since)
            ):
                found.saw(day, prefix, last, "the database that is replaced")
            seq, life = conn.execute(
                sa.select(schema.journal_head.c.seq, schema.journal_head.c.epoch)
            ).one()
            j = schema.journal.c
            former = conn.scalars(sa.select(j.data).where(j.kind == "restored"))
            found.epochs = {life, *(name for data in former for name in data.get("epochs", ()))}
    except sa.exc.SQLAlchemyError:
        return None
    found.seq, found.sound = seq, True
    return found


def facts(conn: sa.Connection) -> Facts:
    """What the database holds."""
    columns = {column["name"] for column in sa.inspect(conn).get_columns("journal_head")}
    hash = "hash" if "hash" in columns else "NULL"
    head = conn.exec_driver_sql(f"SELECT seq, epoch, {hash} FROM journal_head WHERE id = 1").first()
    days = sa.select(n.c.day).distinct().order_by(n.c.day.desc()).limit(backup.KEPT_DAYS)
    numbers: dict[str, dict[str, int]] = {}
    series = sa.select(n.c.day, n.c.prefix, n.c.last).where(n.c.day.in_(days))
    for day, prefix, last in conn.execute(series):
        numbers.setdefault(day, {})[prefix] = last
    files = sa.select(m.c.file).distinct().where(m.c.file.is_not(None), m.c.file != "")
    return Facts(
        revision=_one(conn, "SELECT version_num FROM alembic_version"), epoch=head[1] if head else "",
        seq=head[0] if head else 0, head=head[2].hex() if head and head[2] else None,
        tickets=_one(conn, "SELECT count(*) FROM ticket"), journal=_one(conn, "SELECT count(*) FROM journal"),
        numbers=numbers, media=tuple(sorted(conn.scalars(files))),
    )  # fmt: skip


def _one(conn: sa.Connection, statement: str) -> Any:
    return conn.exec_driver_sql(statement).scalar_one()


def _tool(url: str, program: str, *options: str) -> None:
    """Run one of PostgreSQL's programs on the database; the password is not in words that everybody can list."""
    address = sa.make_url(url).set(drivername="postgresql")
    environment = dict(os.environ)
    if address.password:
        environment["PGPASSWORD"] = str(address.password)
    plain = address.set(password=None).render_as_string()
    _run([_program(program), f"--dbname={plain}", *options], environment)


def _run(words: list[str], environment: dict[str, str]) -> None:
    ended = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        raise NotSound(ended.stderr.strip().splitlines()[-1] if ended.stderr.strip() else words[0])


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        newest = sorted(PROGRAMS.glob(f"*/bin/{name}"))
        found = str(newest[-1]) if newest else None
    if found is None:
        raise NoTools(
            0, f"{name} is not on this machine: install postgresql-client, or copy the database on its own machine"
        )  # fmt: skip
    return found
