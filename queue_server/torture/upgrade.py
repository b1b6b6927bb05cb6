"""A hall as the release before left it, with all its rows: what an upgrade that is cut off must not lose."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from queue_server.storage import opening, sqlite
from queue_server.storage.reading import ReadOnly
from queue_server.torture.powercut import Find, Promise

NEVER_LOST: Final = ("ticket", "journal", "number_series", "service_day", "leg", "staff")
"""Tables whose rows an upgrade and a start leave as they were."""


def before_the_newest() -> str:
    """The revision of the release before this one."""
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(opening.MIGRATIONS))
    down = script.get_revision(script.get_current_head() or "").down_revision
    assert isinstance(down, str)
    return down


def make_older(source: Path, target: Path) -> None:
    """Write what the hall in ``source`` knows into ``target``, in the tables of the release before."""
    from alembic import command
    from alembic.config import Config

    engine = sqlite.writer(target)
    config = Config()
    config.set_main_option("script_location", str(opening.MIGRATIONS))
    config.attributes["engine"] = engine
    command.upgrade(config, before_the_newest())
    engine.dispose()
    with closing(sqlite3.connect(target, isolation_level=None)) as conn:
        conn.execute("ATTACH ? AS now", (f"{source.resolve().as_uri()}?mode=ro",))
        conn.execute("BEGIN")
        for table in _tables(conn, "main"):
            columns = ", ".join(f'"{name}"' for name in _columns(conn, table))
            if columns and table != "alembic_version":
                conn.execute(
                    f'INSERT INTO main."{table}" ({columns}) SELECT {columns} FROM now."{table}"'
                )
        conn.execute("COMMIT")
        conn.execute("DETACH now")
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def lost(older: Path, upgraded: Path) -> Iterator[str]:
    """Rows of ``older`` that ``upgraded`` lacks, in words; both are only read."""
    with closing(sqlite3.connect(f"{older.resolve().as_uri()}?mode=ro", uri=True)) as conn:
        conn.execute("ATTACH ? AS now", (f"{upgraded.resolve().as_uri()}?mode=ro",))
        for table in NEVER_LOST:
            columns = ", ".join(f'"{name}"' for name in _columns(conn, table))
            rows = (
                f'SELECT {columns} FROM main."{table}" EXCEPT SELECT {columns} FROM now."{table}"'
            )
            missing = conn.execute(f"SELECT count(*) FROM ({rows})").fetchone()[0]
            if missing:
                yield f"the upgrade lost {missing} rows of {table}"
        said = conn.execute("PRAGMA now.integrity_check").fetchone()[0]
        if said != "ok":
            yield f"the upgraded file is damaged: {said}"


def kept_all(older: Path, upgraded: Path) -> list[str]:
    """``lost`` and the revision: what is wrong with a hall that was upgraded."""
    with closing(sqlite3.connect(f"{upgraded.resolve().as_uri()}?mode=ro", uri=True)) as conn:
        revision = conn.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    newest = opening.newest()
    wrong = [] if revision == newest else [f"the hall is at revision {revision}, not {newest}"]
    return [*wrong, *lost(older, upgraded)]


def finder(older: Path) -> Find:
    """For powercut.cut: what a cut upgrade, opened again, has lost."""

    def find(db: ReadOnly, file: Path, told: list[Promise]) -> Iterator[str]:
        yield from kept_all(older, file)

    return find


def fresh_data(folder: Path, older: Path, keys: Path) -> Path:
    """A data folder with the older hall in it; returns its database."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(keys, folder / "keys")
    return Path(shutil.copy(older, folder / opening.FILE))


def _tables(conn: sqlite3.Connection, schema: str) -> list[str]:
    rows = conn.execute(f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table'")
    return [row[0] for row in rows if not row[0].startswith("sqlite_")]


def _columns(conn: sqlite3.Connection, table: str) -> list[str]:
    """Columns that both have."""
    here, now = (
        [row[1] for row in conn.execute(f'PRAGMA {schema}.table_info("{table}")')]
        for schema in ("main", "now")
    )
    return [name for name in here if name in now]
