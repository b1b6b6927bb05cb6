"""The power goes while SQLite writes a new beginning over a log that it has folded in: found by the power cuts."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from queue_server.domain.errors import DatabaseBusy
from queue_server.storage import halls, opening
from tests.builders import stored, take


@pytest.fixture
def left(tmp_path, sqlite_template):
    """What a hall that gave a number out left on disk when the power went: (folder, ticket), folded in or not."""

    def cut(*, folded):
        running, left = tmp_path / "running", tmp_path / "left"
        running.mkdir()
        left.mkdir()
        db = opening.open_sqlite(shutil.copy(sqlite_template, running / "hall.db"))
        try:
            with db.reading() as conn:
                hall = halls.load(conn)
            ticket = take(db, hall)
            if folded:
                with closing(sqlite3.connect(running / "hall.db")) as conn:
                    conn.execute("PRAGMA wal_checkpoint(PASSIVE)")
            for name in ("hall.db", "hall.db-wal"):
                shutil.copy(running / name, left / name)
        finally:
            db.close()
        with (left / "hall.db-wal").open("r+b") as log:
            log.seek(16)
            log.write(bytes(16))
        return left / "hall.db", ticket

    return cut


def test_a_hall_whose_log_was_folded_in_opens_though_the_logs_beginning_is_torn(left):
    file, ticket = left(folded=True)
    db = opening.open_sqlite(file)
    try:
        assert stored(db, ticket).number == ticket.number
    finally:
        db.close()


def test_a_hall_whose_log_was_not_folded_in_is_still_refused(left):
    file, _ = left(folded=False)
    with pytest.raises(DatabaseBusy) as refused:
        opening.open_sqlite(file)
    assert "damaged at its beginning" in str(refused.value.details | {"said": refused.value.said})
