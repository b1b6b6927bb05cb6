"""Opening the database: migrations, the lock, and what is refused."""

import os
import sqlite3
import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from queue_server.domain.errors import DatabaseBusy
from queue_server.storage import journal, opening, schema


def engine_of(address):
    return sa.create_engine(address if isinstance(address, str) else f"sqlite:///{address}")


def open_it(address):
    known = opening.open_postgresql if isinstance(address, str) else opening.open_sqlite
    return known(address)


def revision_of(address):
    engine = engine_of(address)
    with engine.connect() as conn:
        told = conn.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one()
    engine.dispose()
    return told


def migrated(address):
    engine = engine_of(address)
    opening.upgrade(engine)
    engine.dispose()


@pytest.mark.parametrize("made", [migrated, lambda address: open_it(address).close()])
def test_migrations_and_a_new_hall_make_exactly_the_tables_of_this_release(empty_address, made):
    made(empty_address)

    engine = engine_of(empty_address)
    with engine.connect() as conn:
        context = MigrationContext.configure(
            conn, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, schema.metadata) == []
        assert sa.inspect(conn).get_table_names() != []
    engine.dispose()
    assert revision_of(empty_address) == opening.newest()


@pytest.mark.parametrize("made", [migrated, lambda address: open_it(address).close()])
def test_every_index_is_made_with_its_condition(empty_address, made):
    """compare_metadata does not look at the conditions of partial indexes."""
    made(empty_address)

    engine = engine_of(empty_address)
    with engine.connect() as conn:
        found = {i["name"]: i for i in sa.inspect(conn).get_indexes("ticket")}
    engine.dispose()
    kind = engine.dialect.name
    for index in schema.ticket.indexes:
        made = found[index.name]
        assert made["column_names"] == [column.name for column in index.columns]
        wanted = index.dialect_options[kind]["where"]
        given = str(made["dialect_options"].get(f"{kind}_where", ""))
        assert (wanted is None) == (given == "")
        for state in ("waiting", "called", "serving", "on_hold"):
            assert (f"'{state}'" in given) == (wanted is not None and f"'{state}'" in str(wanted))


def test_opening_a_second_time_changes_nothing(empty_address):
    first = open_it(empty_address)
    with first.reading() as conn:
        epoch = journal.epoch(conn)
    first.close()

    second = open_it(empty_address)
    with second.reading() as conn:
        assert (journal.epoch(conn), journal.last_seq(conn)) == (epoch, 0)
    second.close()


def test_a_database_of_a_newer_release_is_refused_and_stays_as_it_is(empty_address):
    open_it(empty_address).close()
    engine = engine_of(empty_address)
    with engine.begin() as conn:
        conn.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    before = None if isinstance(empty_address, str) else empty_address.read_bytes()

    with pytest.raises(opening.DatabaseTooNew, match="9999"):
        open_it(empty_address)
    assert revision_of(empty_address) == "9999"
    if before is not None:
        assert empty_address.read_bytes() == before


def test_a_migration_that_fails_in_the_middle_leaves_nothing_behind(empty_address):
    engine = engine_of(empty_address)
    with engine.begin() as conn:  # somebody else's table is in the way
        conn.execute(sa.text("CREATE TABLE print_job (x INTEGER)"))

    with pytest.raises((DatabaseBusy, sa.exc.ProgrammingError)):
        open_it(empty_address)
    with engine.connect() as conn:
        assert sa.inspect(conn).get_table_names() == ["print_job"]
    engine.dispose()


def test_a_file_that_is_no_database_is_told_with_its_name(tmp_path):
    file = tmp_path / opening.FILE
    file.write_bytes(b"shopping list" * 100)

    with pytest.raises(DatabaseBusy, match=r"hall\.db.*not a database"):
        opening.open_sqlite(file)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(DatabaseBusy, match="unable to open"):
        opening.open_sqlite(tmp_path / "nowhere" / opening.FILE)


def test_a_postgresql_that_does_not_answer_is_told(tmp_path):
    with pytest.raises(DatabaseBusy):
        opening.open_postgresql(f"postgresql://postgres@/hall?host={tmp_path}")


# --- one process owns the file


def test_the_lock_lets_one_process_in_and_says_which(tmp_path):
    held = opening.lock(tmp_path / "data")
    ask = "import sys; from pathlib import Path; from queue_server.storage import opening\n"
    ask += "opening.lock(Path(sys.argv[1]))"

    other = subprocess.run(
        [sys.executable, "-c", ask, tmp_path / "data"], capture_output=True, text=True
    )

    assert "Locked" in other.stderr
    assert (tmp_path / "data" / "hall.lock").read_text() == str(os.getpid())
    held.close()
    assert subprocess.run([sys.executable, "-c", ask, tmp_path / "data"]).returncode == 0


def test_the_lock_is_refused_inside_the_same_process_too(tmp_path):
    held = opening.lock(tmp_path)

    with pytest.raises(opening.Locked):
        opening.lock(tmp_path)
    held.close()
    opening.lock(tmp_path).close()


# --- SQLite


def test_closing_leaves_one_whole_file_that_may_be_copied(sqlite_template, tmp_path):
    file = tmp_path / opening.FILE
    file.write_bytes(sqlite_template.read_bytes())
    db = opening.open_sqlite(file)
    with db.transaction() as tx:
        tx.conn.exec_driver_sql("INSERT INTO setting VALUES ('newest', '1')")
    with db.reading() as conn:
        conn.exec_driver_sql("SELECT 1")
    db.close()

    assert [name.name for name in tmp_path.iterdir()] == [opening.FILE]
    copy = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
    assert copy.execute("SELECT key FROM setting").fetchall() == [("newest",)]
    copy.close()
