"""Files that take no writes any more, as after an error of the file system: refused, and healed by itself."""

import shutil
import subprocess
from contextlib import contextmanager

import pytest

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.trouble import Why
from queue_server.storage import halls, numbers, opening
from tests.builders import DAY, take


@contextmanager
def unchangeable(*files):
    made = subprocess.run(["chattr", "+i", *files], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"no file can be made unchangeable here: {made.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", *files], check=True)


def test_a_number_is_refused_while_nothing_can_be_written_and_given_afterwards(
    sqlite_template, tmp_path
):
    file = tmp_path / opening.FILE
    shutil.copy(sqlite_template, file)
    db = opening.open_sqlite(file)
    with db.reading() as conn:
        hall = halls.load(conn)
    assert take(db, hall).number == "A001"

    with unchangeable(file, f"{file}-wal"):
        for _ in range(3):
            with pytest.raises(DatabaseBusy) as refused:
                take(db, hall)
            assert refused.value.why in (Why.DISK_ERROR, Why.READ_ONLY)
        assert db.trouble is not None
        for _ in range(2):  # the second look writes what the first one has already tried to write
            assert db.look() is db.trouble
        with db.reading() as conn:
            assert sum(one.total for one in numbers.issued_today(conn, day=DAY).values()) == 1

    assert db.look() is None, "a look writes something, and what can be written has no trouble"
    assert take(db, hall).number == "A002"
    db.close()
