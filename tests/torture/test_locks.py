"""Nothing the server does when it opens its files takes its own locks away: found by the torture."""

import subprocess
import sys

from queue_server.storage import opening

DEAD_MAN_SWITCH = 128
"""SQLite holds this byte of the index of the log for as long as somebody has the database open."""
LOOK = """
import fcntl, os, struct, sys
file = os.open(sys.argv[1], os.O_RDWR)
asked = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, int(sys.argv[2]), 1, 0)
kind = struct.unpack("hhqqi4x", fcntl.fcntl(file, fcntl.F_GETLK, asked))[0]
sys.stdout.write("free" if kind == fcntl.F_UNLCK else "held")
"""
CRASH = """
import os, sys
from pathlib import Path
from queue_server.storage import opening
opening.open_sqlite(Path(sys.argv[1]))
os.kill(os.getpid(), 9)
"""


def is_held(file):
    """Whether some process says that it has the database open; asked from outside, as POSIX wants it."""
    ran = subprocess.run(
        [sys.executable, "-c", LOOK, f"{file}-shm", str(DEAD_MAN_SWITCH)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return ran.stdout == "held"


def test_a_hall_that_was_killed_and_opened_again_holds_its_locks(tmp_path):
    file = tmp_path / "hall.db"
    subprocess.run([sys.executable, "-c", CRASH, str(file)], check=False)
    assert (tmp_path / "hall.db-wal").stat().st_size > 0

    db = opening.open_sqlite(file)
    try:
        assert is_held(file)
        with db.transaction():
            pass
        with db.reading():
            assert is_held(file)
    finally:
        db.close()
