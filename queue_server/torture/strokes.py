"""The ways in which the hall is hurt. Each leaves it running again, or raises Broken."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from queue_server.torture import hall, upgrade
from queue_server.torture.process import die_with_parent, until_ready
from queue_server.torture.site import Site
from queue_server.usecases import backups

WORK_S: Final = (0.005, 0.5)
"""A server is killed so long after its work began."""
CHECKPOINT_S: Final = (0.0, 0.004)
CHECKPOINT_WITHIN_S: Final = 3.0
AGENT_S: Final = (0.0, 0.4)
AGENT_WITHIN_S: Final = 3.0


class Strokes:
    """``kinds`` by name. ``longest_s`` cuts the work between kills short."""

    def __init__(self, site: Site, *, longest_s: float = WORK_S[1]) -> None:
        self._site, self._longest_s = site, longest_s
        self._backup_s = 0.0
        self._backups = site.folder / "backups"
        self.kinds: dict[str, Callable[[], None]] = {
            "server": self.server, "start": self.start, "checkpoint": self.checkpoint, "backup": self.backup,
            "agent": self.agent, "migration": self.migration,
        }  # fmt: skip
        self._upgrade: Upgrade | None = None

    def server(self) -> None:
        """While it answers."""
        self._let_work()
        number = self._any_server()
        self._site.fell(number)
        self._site.raise_again(number)

    def start(self) -> None:
        """While it answers, and once more while it starts."""
        site, number = self._site, self._any_server()
        self._let_work()
        site.fell(number)
        site.servers[number].start()
        usual = site.restarts[-1] if site.restarts else 0.1
        time.sleep(site.dice.uniform(0, usual))
        site.servers[number].kill()
        site.raise_again(number)

    def checkpoint(self) -> None:
        """While the write-ahead log is folded back into the file."""
        hit = self._changes(self._site.data / "hall.db", CHECKPOINT_WITHIN_S)
        time.sleep(self._site.dice.uniform(*CHECKPOINT_S))
        self._site.fell(0)
        self._site.ledger.count("kills in a checkpoint" if hit else "kills before a checkpoint")
        self._site.raise_again(0)

    def backup(self) -> None:
        """Server and backup, while a copy is made: what is there afterwards as a copy is a whole one."""
        self._backups.mkdir(exist_ok=True)
        if not self._backup_s:
            began = time.monotonic()
            self._copy().communicate()
            self._backup_s = time.monotonic() - began
            self._compare(0)
        known = len(self._site.ledger.numbers)
        there = len(backups.every(self._backups))
        making = self._copy()
        time.sleep(self._backup_s * self._site.dice.uniform(0.3, 1.1))
        making.kill()
        making.communicate()
        self._site.fell(0)
        self._site.raise_again(0)
        finished = len(backups.every(self._backups)) > there
        self._compare(known if finished else 0)
        if not finished:
            self._site.ledger.count("copies cut off, not offered as copies")

    def agent(self) -> None:
        """The print agent, when it has just written that it prints, or soon after."""
        site, log = self._site, self._site.folder / "agent" / "journal.sqlite-wal"
        hit = self._changes(log, AGENT_WITHIN_S)
        time.sleep(site.dice.uniform(*AGENT_S))
        site.agent.kill()
        site.ledger.count("agents killed at work" if hit else "agents killed idle")
        site.agent.start()

    def migration(self) -> None:
        """A server that is bringing the hall of the release before up to date; then it is left to do so."""
        if self._upgrade is None:
            self._upgrade = Upgrade(self._site)
        self._upgrade.cut_off()

    def _let_work(self) -> None:
        self._site.until_work()
        time.sleep(self._site.dice.uniform(WORK_S[0], self._longest_s))

    def _changes(self, file: Path, within_s: float) -> bool:
        """Wait until somebody writes to ``file``; False when nobody does."""
        before, end = _written(file), time.monotonic() + within_s
        while _written(file) == before and time.monotonic() < end:
            time.sleep(0.0005)
        return _written(file) != before

    def _any_server(self) -> int:
        return self._site.dice.randrange(len(self._site.servers))

    def _copy(self) -> subprocess.Popen[bytes]:
        words = [
            "--config",
            str(self._site.configs[0]),
            "backup",
            "--to",
            str(self._backups),
            "--json",
        ]
        return subprocess.Popen(
            [sys.executable, "-m", "queue_server", *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            preexec_fn=die_with_parent,
        )  # fmt: skip

    def _compare(self, known: int) -> None:
        """Every copy that is offered is whole; the newest has what was known before it began."""
        ledger, copies = self._site.ledger, backups.every(self._backups)
        for copy in copies[-2:]:
            for fault in backups.check(copy):
                ledger.fault(f"a copy that is offered as whole: {fault}")
        if known and copies:
            ledger.count("copies finished before the kill")
            missing = {n.id for n in ledger.numbers[:known]} - tickets_of(copies[-1].database)
            if missing:
                ledger.fault(f"a copy lacks tickets that were there before: {sorted(missing)[:5]}")


class Upgrade:
    """A second hall beside the first: the same rows, in the tables of the release before."""

    def __init__(self, site: Site) -> None:
        self._site, self._folder = site, site.folder / "upgrade"
        self._folder.mkdir()
        self._older, self._port = self._folder / "older.db", hall.free_port()
        upgrade.make_older(site.data / "hall.db", self._older)
        config = hall.write_config(
            self._folder, "upgrade", port=self._port, data=self._folder / "data", mode=site.options.mode,
            database="sqlite", printer=None,
        )  # fmt: skip
        self._server = site.server("upgrade", config, self._folder)
        self._usual_s = self._done()

    def cut_off(self) -> None:
        """Killed somewhere between the first line and the first answer; afterwards nothing is missing."""
        self._begin()
        time.sleep(self._site.dice.uniform(0, self._usual_s))
        self._server.kill()
        self._done(begun=True)

    def _begin(self) -> None:
        upgrade.fresh_data(self._folder / "data", self._older, self._site.data / "keys")
        self._server.start()

    def _done(self, *, begun: bool = False) -> float:
        """Let it come to its end; the seconds it took."""
        if begun:
            self._server.start()
        else:
            self._begin()
        took = until_ready(self._server, self._port)
        self._server.kill()
        for fault in upgrade.kept_all(self._older, self._folder / "data" / "hall.db"):
            self._site.ledger.fault(fault)
        return took


def _written(file: Path) -> int:
    return file.stat().st_mtime_ns if file.exists() else 0


def tickets_of(file: Path) -> set[int]:
    """The ids in a copy."""
    with closing(
        sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    ) as conn:
        return {row[0] for row in conn.execute("SELECT id FROM ticket")}
