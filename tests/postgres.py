"""A PostgreSQL of the tests' own: a folder and a socket in a temporary place, gone when pytest ends."""

import atexit
import contextlib
import functools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

MISSING = (
    "PostgreSQL is missing. Install the Debian package:"
    "  apt-get install --no-install-recommends postgresql"
)
# What is lost in a power cut does not matter here; speed does.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "autovacuum": "off",
    "dynamic_shared_memory_type": "mmap",  # files in the folder, so that nothing stays in /dev/shm
    "timezone": "Asia/Jakarta",  # not UTC: nothing may depend on it
}


class Server:
    """Makes databases; each has a URL of its own."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._made = 0

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._socket}"

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        self._made += 1
        name = f"hall_{self._made}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as conn:
            conn.execute(f"CREATE DATABASE {name}")
        return self.url(name)


_shared = contextlib.ExitStack()
atexit.register(_shared.close)


@functools.cache
def shared() -> Server:
    """One server for all halls that this process of pytest starts."""
    return _shared.enter_context(running())


def programs() -> Path:
    """The folder of initdb and postgres. Fails the test, naming the package, when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    beside = shutil.which("initdb")
    if beside:
        found.append(Path(beside))
    if not found:
        pytest.fail(MISSING)
    return found[-1].parent


@contextlib.contextmanager
def running():
    """A server that also ends when this process is killed."""
    bin, folder = programs(), Path(tempfile.mkdtemp(prefix="satupintu-pg-"))
    as_owner = ["setpriv", "--pdeathsig", "QUIT"]
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        as_owner += ["--reuid=postgres", "--regid=postgres", "--init-groups"]
    data, log = folder / "data", folder / "log"
    made = [bin / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    made += ["--locale=C", "--no-sync", "--no-instructions"]
    subprocess.run([*as_owner, *made], check=True, stdout=subprocess.DEVNULL, cwd=folder)
    options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    with log.open("w") as out:
        server = subprocess.Popen(
            [*as_owner, bin / "postgres", "-D", data, "-k", folder, *options],
            stdout=out,
            stderr=out,
            cwd=folder,
        )
    try:
        _until_ready(Server(folder).url("postgres"), server, log)
        yield Server(folder)
    finally:
        server.send_signal(signal.SIGINT)  # the quick way: it does not wait for guests to leave
        try:
            server.wait(5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _until_ready(url: str, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail("PostgreSQL does not start:\n" + log.read_text())
            time.sleep(0.02)
