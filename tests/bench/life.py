"""Rows of starting, starting again after the worst, and of memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.bench import measures
from tests.bench.hall import Hall, a_hall
from tests.bench.length import Length
from tests.bench.page import Row
from tests.bench.wire import Loop

STAGES = ("python", "imports", "tables", "open", "hall", "keys", "application")
LOG_TICKETS_S = 12.0
"""So long numbers are taken while the write-ahead log cannot be folded back."""


def start(length: Length) -> Iterator[Row]:
    with a_hall(commit="group"):
        pass  # modules are compiled then, as on every machine after its first start
    first, again, killed, memory = [], [], [], []
    for _ in range(length.rounds):
        with a_hall(commit="group") as hall:
            hall.stop()
            again.append(hall.start())
            time.sleep(2)
            memory.append(hall.figures()["rss_mb"])
            hall.kill()
            killed.append(hall.start())
        first.append(hall.first_start_s)
    yield _seconds("start.first", "start on an empty folder, to /readyz", first, "< 1.5 s", 1.5)
    yield _seconds("start.again", "start on a used folder, to /readyz", again, "< 1.5 s", 1.5)
    yield _seconds("restart.killed", "kill -9 to serving again", killed, "<= 3 s", 3.0)
    mb = median(memory)
    yield Row(
        "memory.idle", "memory when idle", f"{mb:.0f} MB", "< 100 MB", mb < 100, {"rss_mb": mb}
    )
    for key, what in (("first", "an empty folder"), ("again", "a used folder")):
        parts = _split(length.rounds, fresh=key == "first")
        figure = ", ".join(f"{name} {1000 * s:.0f}" for name, s in parts.items()) + " ms"
        yield Row(
            f"start.split.{key}", f"the same on {what}, what takes how long", figure, values=parts
        )


def _seconds(key: str, what: str, took: list[float], target: str, most: float) -> Row:
    s = median(took)
    spread = f" ({min(took):.2f} to {max(took):.2f})" if len(took) > 1 else ""
    return Row(key, what, f"{s:.2f} s{spread}", target, s <= most, {"seconds": s})


def _split(rounds: int, *, fresh: bool) -> dict[str, float]:
    """Seconds of each stage, the median of some starts. ``ready``: from the application to the first answer."""
    found: dict[str, list[float]] = {}
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        os.environ["BENCH_STAGES"] = file.name
        for _ in range(rounds):
            with a_hall(commit="group", script="stages.py") as hall:
                if not fresh:
                    hall.stop()
                    hall.start()
                before, ready = hall.began, hall.ready
                noted = json.loads(Path(file.name).read_text())
            for name in STAGES:
                if name in noted:
                    found.setdefault(name, []).append(noted[name] - before)
                    before = noted[name]
            found.setdefault("ready", []).append(ready - before)
        del os.environ["BENCH_STAGES"]
    return {name: median(took) for name, took in found.items()}


def restart(length: Length) -> Iterator[Row]:
    """Killed while the write-ahead log is large: a reader holds it, as a backup that hangs would."""
    with a_hall(commit="group") as hall:
        with _reader(hall):
            measures.taking(hall, 32, LOG_TICKETS_S / (6 if length.quick else 1), screens=0)
            hall.kill()
            mb = (hall.data / "hall.db-wal").stat().st_size / 2**20
        took = hall.start()
        folded = (hall.data / "hall.db-wal").stat().st_size / 2**20
    what = f"kill -9 with {mb:.0f} MB of write-ahead log, to serving again"
    figure = f"{took:.2f} s; the log is {folded:.0f} MB then"
    yield Row("restart.log", what, figure, "<= 3 s", took <= 3, {"seconds": took, "log_mb": mb})


@contextmanager
def _reader(hall: Hall) -> Iterator[None]:
    """A process that began to read and does not end: the log keeps everything since."""
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], uri=True); c.execute('BEGIN');"
        "c.execute('SELECT count(*) FROM ticket').fetchone(); print('reading', flush=True); sys.stdin.read()"
    )
    uri = f"{(hall.data / 'hall.db').as_uri()}?mode=ro"
    process = subprocess.Popen(
        [sys.executable, "-c", code, uri], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline().strip() == b"reading"
    try:
        yield
    finally:
        process.kill()
        process.wait()
        process.communicate()


def memory(length: Length) -> Iterator[Row]:
    count = 200 if length.quick else 1000
    with a_hall(commit="group") as hall:
        time.sleep(2)
        idle = hall.figures()
        loop = Loop()
        measures.displays(loop, hall, count)
        loop.rest(12)  # two pings and a board
        full = hall.figures()
        loop.close()
        time.sleep(12)  # they are gone, and those who look after them have noticed
        after = hall.figures()
    each = 1024 * (full["rss_mb"] - idle["rss_mb"]) / count
    figure = f"{full['rss_mb']:.0f} MB, {each:.0f} kB each; {full['files']:.0f} files, {full['threads']:.0f} threads"
    yield Row(
        f"memory.{count}", f"memory with {count} displays", figure, values={**full, "each_kb": each}
    )
    what = f"memory when the {count} have left"
    figure = (
        f"{after['rss_mb']:.0f} MB, {after['files']:.0f} files; "
        f"before they came {idle['rss_mb']:.0f} MB, {idle['files']:.0f} files"
    )
    well = after["files"] <= idle["files"] + 5
    yield Row("memory.left", what, figure, "no file left open", well, after)
