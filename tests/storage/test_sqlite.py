"""One connection writes and checkpoints; readers only read; every commit is on disk."""

import sqlite3
import threading

import pytest
import sqlalchemy as sa

from queue_server.domain.errors import DatabaseBusy
from queue_server.storage import journal, sqlite
from tests.builders import take

pytestmark = pytest.mark.on("sqlite")


def pragma(conn, name):
    return conn.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_every_commit_is_on_disk_before_it_is_told(db, hall):
    """FULL (2) is a matter of each connection, not of the file."""
    with db.transaction() as tx:
        assert (pragma(tx.conn, "synchronous"), pragma(tx.conn, "journal_mode")) == (2, "wal")
    with db.reading() as one, db.reading() as another:
        assert one.connection.dbapi_connection is not another.connection.dbapi_connection
        assert [pragma(conn, "synchronous") for conn in (one, another)] == [2, 2]


def test_a_rule_between_tables_is_kept(db, hall):
    with pytest.raises(sa.exc.IntegrityError), db.transaction() as tx:
        tx.conn.exec_driver_sql("UPDATE counter SET zone_id = 999")


@pytest.mark.parametrize(
    "statement", ["INSERT INTO setting VALUES ('x', '1')", "DELETE FROM ticket", "VACUUM"]
)
def test_a_reader_cannot_write(db, hall, statement):
    with pytest.raises(DatabaseBusy, match=r"readonly|within a transaction"), db.reading() as conn:
        conn.exec_driver_sql(statement)


def test_a_reader_never_checkpoints(db, hall, address):
    # The log begins anew, so that the writer's own checkpoint does not come in between.
    db._writer._dbapi.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for _ in range(3):
        take(db, hall)
    before = address.read_bytes()
    conn = sqlite.connect(address, "ro")

    assert conn.execute("PRAGMA wal_autocheckpoint").fetchone() == (0,)
    with pytest.raises(sqlite3.OperationalError):
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    conn.close()
    assert address.read_bytes() == before, "what is new is still in the log alone"


def test_only_the_writer_checkpoints_by_itself(db, hall):
    with db.transaction() as tx:
        assert pragma(tx.conn, "wal_autocheckpoint") == 1000


def test_a_reader_sees_one_instant_while_others_write(db, hall):
    take(db, hall)
    with db.reading() as conn:
        before = journal.last_seq(conn)
        other = threading.Thread(target=lambda: take(db, hall))
        other.start()
        other.join()
        assert journal.last_seq(conn) == before
    with db.reading() as conn:
        assert journal.last_seq(conn) == before + 1


def test_a_transaction_inside_a_transaction_is_refused_at_once(db, hall):
    with pytest.raises(RuntimeError, match="inside a transaction"), db.transaction():  # noqa: SIM117
        with db.transaction():
            pass
    assert take(db, hall).number == "A001", "and the next one works"


def test_while_another_process_holds_the_file_a_writer_waits_and_then_goes_on(db, hall, address):
    other = sqlite3.connect(address, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.05, lambda: other.execute("ROLLBACK"))
    timer.start()

    assert take(db, hall).number == "A001"
    timer.join()
    other.close()


def test_a_writer_that_waits_too_long_says_so_and_changes_nothing(db, hall, address):
    other = sqlite3.connect(address, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    mine = sqlite.connect(address, "rwc")

    with pytest.raises(DatabaseBusy, match="locked by another process"):
        sqlite.begin(mine, "IMMEDIATE", busy_s=0.02)
    assert not mine.in_transaction
    mine.close()
    other.close()
