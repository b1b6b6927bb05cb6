"""A database of each earlier release is brought up to date and keeps what people put into it (R63).

``tests/upgrades`` has one of each as SQL text, made by that release's own code: a morning of a small hall with staff,
papers, calls, a hold, a transfer, a visitor who left.
"""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from queue_server import main
from queue_server.config.backup import UPGRADING
from queue_server.storage import halls, opening, schema
from queue_server.usecases import backups
from queue_server.usecases.backups import CannotBackUp
from queue_server.usecases.verify import verify
from tests.builders import at, press_next, take
from tests.web.halls import CONFIG

ROOT = Path(__file__).parent.parent.parent
UPGRADES = Path(__file__).parent.parent / "upgrades"
RELEASES = {"0.1.0": "0001", "0.2.0": "0002", "0.3.0": "0003", "0.4.0": "0004"}
LAST_NUMBER = {"0.1.0": "A007", "0.2.0": "A007", "0.3.0": "A007", "0.4.0": "A008"}


def file_of(release, folder):
    """The database of that release, as a file."""
    file = folder / opening.FILE
    folder.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(file)
    db.executescript((UPGRADES / f"{release}.sql").read_text())
    db.execute("PRAGMA journal_mode=WAL")
    db.close()
    return file


def tables_of(file):
    """Every table of a file with the columns it has, of the types that this release gives them."""
    db = sqlite3.connect(file)
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = []
    for known in schema.metadata.sorted_tables:
        if known.name in names:
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({known.name})")]
            found.append(sa.table(known.name, *(sa.column(c, known.c[c].type) for c in columns)))
    db.close()
    return found


def rows_of(conn, tables):
    """What was written into them, in an order of its own."""
    found = {t.name: [dict(row) for row in conn.execute(sa.select(t)).mappings()] for t in tables}
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def carried_over(file, address, tables, revision):
    """The same rows in the tables of that release on PostgreSQL."""
    source, target = sa.create_engine(f"sqlite:///{file}"), sa.create_engine(address)
    config = Config()
    config.set_main_option("script_location", str(opening.MIGRATIONS))
    config.attributes["engine"] = target
    command.upgrade(config, revision)
    with source.connect() as here, target.begin() as there:
        for name, rows in rows_of(here, tables).items():
            if rows:
                there.execute(sa.insert(next(t for t in tables if t.name == name)), rows)
            if rows and "id" in rows[0]:
                last = max(row["id"] for row in rows)
                there.execute(
                    sa.text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last})")
                )
    source.dispose()
    target.dispose()


@pytest.mark.parametrize("release", RELEASES)
def test_a_hall_of_an_earlier_release_keeps_its_numbers_set_up_settings_and_media(
    empty_address, release, tmp_path
):
    file = file_of(release, tmp_path / "old")
    tables = tables_of(file)
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.connect() as conn:
        before = rows_of(conn, tables)
    engine.dispose()
    if not isinstance(empty_address, Path):
        carried_over(file, empty_address, tables, RELEASES[release])
    known = opening.open_sqlite if isinstance(empty_address, Path) else opening.open_postgresql

    db = known(file if isinstance(empty_address, Path) else empty_address)
    try:
        with db.reading() as conn:
            after = rows_of(conn, tables)
            hall = halls.load(conn)
        counted = [row | {"walk_in": 0} for row in after.pop("service_day")]
        assert counted == [row | {"walk_in": 0} for row in before.pop("service_day")]
        assert after == before
        told = verify(db, hall, days=None)
        assert not told.faults
        assert take(db, hall, at=at("10.30")).number == LAST_NUMBER[release]
        assert press_next(db, hall, "2", at=at("10.31")) is not None
    finally:
        db.close()


@pytest.mark.parametrize("statement", ["CREATE TABLE number_gap", "UPDATE alembic_version"])
def test_a_power_cut_in_the_middle_of_an_upgrade_leaves_the_release_before(tmp_path, statement):
    file = file_of("0.4.0", tmp_path)
    words = (
        "import os, sys; import sqlalchemy as sa; from pathlib import Path; from queue_server.storage import opening\n"
        "def look(conn, cursor, statement, *more):\n"
        f"    if statement.strip().startswith({statement!r}): os.kill(os.getpid(), 9)\n"
        "sa.event.listen(sa.Engine, 'before_cursor_execute', look)\n"
        "opening.open_sqlite(Path(sys.argv[1]))"
    )

    ended = subprocess.run([sys.executable, "-c", words, file], cwd=ROOT, timeout=60, check=False)

    assert ended.returncode == -signal.SIGKILL
    conn = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    assert conn.execute("SELECT version_num FROM alembic_version").fetchone() == ("0004",)
    assert (
        conn.execute(
            "SELECT name FROM sqlite_schema WHERE name IN ('attempt', 'number_gap')"
        ).fetchall()
        == []
    )
    conn.close()
    db = opening.open_sqlite(file)
    with db.reading() as conn:
        assert conn.scalar(sa.text("SELECT version_num FROM alembic_version")) == opening.newest()
    db.close()


def test_a_copy_is_made_before_an_upgrade_and_only_then(tmp_path):
    file_of("0.3.0", tmp_path)

    for _ in range(2):
        main.open_database(CONFIG, tmp_path).close()

    (copy,) = backups.every(tmp_path / "backup")
    assert (copy.why, copy.told["revision"]) == ("before the upgrade of 0003", "0003")
    assert list(backups.check(copy)) == []


def test_who_waits_for_the_server_is_told_that_it_upgrades(tmp_path, monkeypatch):
    file_of("0.3.0", tmp_path)
    seen = []
    plain = backups.make

    def make(*words, **more):
        seen.append((tmp_path / UPGRADING).exists())
        return plain(*words, **more)

    monkeypatch.setattr(backups, "make", make)
    main.open_database(CONFIG, tmp_path).close()

    assert seen == [True]
    assert not (tmp_path / UPGRADING).exists()


def test_without_a_copy_nothing_is_upgraded(tmp_path):
    file = file_of("0.3.0", tmp_path)
    (tmp_path / "backup").write_text("in the way")
    before = file.read_bytes()

    with pytest.raises(CannotBackUp, match="backup"):
        main.open_database(CONFIG, tmp_path)
    assert file.read_bytes() == before


def test_a_newer_database_is_refused_and_the_log_of_its_crash_is_left_to_its_release(tmp_path):
    file = file_of("0.4.0", tmp_path)
    words = (
        "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1]); "
        "db.execute(\"UPDATE alembic_version SET version_num = '9999'\"); db.commit(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", words, file], timeout=60, check=False)
    log = file.with_name("hall.db-wal")
    before = (file.read_bytes(), log.read_bytes())
    assert before[1]

    with pytest.raises(opening.DatabaseTooNew, match="9999"):
        opening.open_sqlite(file)
    assert (file.read_bytes(), log.read_bytes()) == before
