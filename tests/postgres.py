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
    """Makes databases; each has a URL of its own. ``stop`` and ``start`` are what a hall may live through."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self._folder = folder
        self._options = [w for name, value in settings.items() for w in ("-c", f"{name}={value}")]
        self._process: subprocess.Popen | None = None
        self._made = 0

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        self._made += 1
        name = f"hall_{self._made}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as conn:
            conn.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def start(self) -> None:
        """Until it answers; it also ends when this process is killed."""
        log, data = self._folder / "log", self._folder / "data"
        command = [*owner(), programs() / "postgres", "-D", data, "-k", self._folder]
        with log.open("a") as out:
            self._process = subprocess.Popen(
                [*command, *self._options], stdout=out, stderr=out, cwd=self._folder
            )
        _until_ready(self.url("postgres"), self._process, log)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT is the quick way: it does not wait for guests to leave. SIGQUIT leaves as in a crash."""
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


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


def owner() -> list[str]:
    """What goes before a command of PostgreSQL's: it refuses to run as root."""
    as_owner = ["setpriv", "--pdeathsig", "QUIT"]
    if os.geteuid() == 0:
        as_owner += ["--reuid=postgres", "--regid=postgres", "--init-groups"]
    return as_owner


@contextlib.contextmanager
def running(**settings: str):
    """A server, gone with all its data in the end."""
    bin, folder = programs(), Path(tempfile.mkdtemp(prefix="satupintu-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    made = [bin / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    made += ["--locale=C", "--no-sync", "--no-instructions"]
    subprocess.run([*owner(), *made], check=True, stdout=subprocess.DEVNULL, cwd=folder)
    server = Server(folder, SETTINGS | settings)
    try:
        server.start()
        yield server
    finally:
        server.stop()
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
