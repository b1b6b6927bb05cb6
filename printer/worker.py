"""Claims jobs, prints each at most once and tells the server how it ended."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from printer.device import Device
from printer.errors import BadJob, Blocked, PrinterError, Unknown
from printer.journal import PRINTED, SENDING, UNKNOWN, Entry, Journal
from printer.link import Server, ServerAway, ServerRefuses
from printer.ticket.job import Job, read_job
from printer.ticket.look import Look
from printer.ticket.render import rendered
from printer.watch import Watch
from printer.wire.status import Condition

PAUSES_S = (0.5, 1.0, 2.0, 5.0)  # after the first, second, ... job in a row that could not be begun
log = logging.getLogger("printer")


def mark_of(job: Job) -> str:
    """Tells jobs with the same id apart: a server set up anew counts from 1 again."""
    told = f"{job.ticket.url} {job.ticket.number} {job.ticket.issued_at} {job.copy_no}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _local(job: Job) -> str:
    """When the number was given out, by the clocks of the hall: a day's numbers begin anew at their midnight."""
    try:
        return job.ticket.issued_at.astimezone(ZoneInfo(job.ticket.time_zone)).isoformat()
    except (KeyError, ValueError):  # a zone nobody knows stops no paper
        return job.ticket.issued_at.isoformat()


class Worker:
    """``epoch`` is the server's, learned anew with every connection."""

    def __init__(self, *, server: Server, journal: Journal) -> None:
        self.epoch = ""
        self.device: Device | None = None
        self.look = Look()
        self.watch = Watch(server)
        self._server, self._journal = server, journal
        self._asked = False
        self._failed = 0  # jobs in a row that could not be begun

    def knew(self) -> Mapping[str, Any]:
        """What is on paper, for a server that may have lost it."""
        return self._journal.knew()

    def new_connection(self, epoch: str) -> None:
        """The server is back: it is told everything again, and asked what it believes to be in our hands."""
        self.epoch, self._asked = epoch, False
        self.watch.new_connection()

    def tell(self) -> None:
        """Report ended jobs the server has not acknowledged, and how the printer is. Raises ServerAway."""
        for entry in self._journal.untold(self.epoch):
            self._report(entry)
        self.watch.tell()

    def work(self) -> float | None:
        """Print what waits. None when nothing is left; else the seconds to wait before the next try.

        Nothing is claimed for a printer that cannot print, so that it can go to the spare. Raises ServerAway,
        ServerRefuses.
        """
        while not (self._asked and self.watch.is_blocked):
            body = self._server.claim()
            self._asked = True
            if body is None:
                self._failed = 0
                if self._journal.is_torn:  # no job was in flight that it could have known
                    self._journal.tear(torn=False)
                return None
            try:
                if not self._settle(body):
                    return PAUSES_S[-1]
            except PrinterError as trouble:
                return self._put_back(str(body.get("id", "")), trouble)
            self._failed = 0
            self.watch.tell()
        return self.watch.wait_s

    def _settle(self, body: Mapping[str, Any]) -> bool:
        """Bring one claimed job to its end; False when the server was told of that before.

        Raises PrinterError: nothing was sent.
        """
        job = read_job(body)
        mark = mark_of(job)
        entry = self._journal.seen(job.id, mark)
        if entry is None:
            self._report(self._begun_by_nobody(job, mark) or self._print(job, mark))
            return True
        is_news = entry.state == SENDING or entry.told != entry.state
        if entry.state == SENDING:
            entry = self._write_end(entry, UNKNOWN, "broken_off")
        self._report(entry)
        return is_news

    def _begun_by_nobody(self, job: Job, mark: str) -> Entry | None:
        """A job the server says is being sent, or one that may be while our journal was lost: unknown."""
        is_lost = self._journal.is_torn
        if job.state != SENDING and not is_lost:
            return None
        told = SENDING if job.state == SENDING else ""
        self._journal.adopt(
            job.id, mark, epoch=self.epoch, at=datetime.now(UTC), told=told,
            number=job.ticket.number, issued_at=_local(job),
        )  # fmt: skip
        if is_lost:
            self._journal.tear(torn=False)
        return self._journal.seen(job.id, mark)

    def _print(self, job: Job, mark: str) -> Entry:
        device = self.device
        if device is None:
            raise Blocked("offline", "no printer is set")
        ticket = rendered(job, device.settings, self._server.now(), self.look)
        long = ticket.length_mm
        begun = Entry(id=job.id, mark=mark, state=SENDING, why="", paper_mm=long, told="")
        try:
            receipt = device.transport.send(
                ticket.data, on_send=lambda: self._begin(job, begun), on_wait=self._tell_meanwhile
            )
        except Unknown as unknown:
            log.warning("job %s, %s: unknown, %s", job.id, job.ticket.number, unknown)
            self.watch.look_soon()
            return self._write_end(begun, UNKNOWN, unknown.code)
        copy = f", copy {job.copy_no}" if job.copy_no else ""
        log.info("job %s, %s%s: printed, %d mm", job.id, job.ticket.number, copy, long)
        self.watch.found(Condition(near_end=receipt.near_end))
        return self._write_end(begun, PRINTED)

    def _begin(self, job: Job, entry: Entry) -> None:
        """Before the first byte: on our disk, then to the server. Raises Blocked."""
        try:
            self._journal.sending(
                job.id, entry.mark, epoch=self.epoch, at=datetime.now(UTC), paper_mm=entry.paper_mm,
                number=job.ticket.number, issued_at=_local(job),
            )  # fmt: skip
        except sqlite3.Error as error:
            raise Blocked("journal", str(error)) from error
        try:
            self._server.report(job.id, SENDING)
            self._journal.told(job.id, entry.mark, SENDING)
        except ServerRefuses as refusal:
            self._journal.forget(job.id, entry.mark)
            raise Blocked("not_ours", str(refusal)) from refusal
        except (ServerAway, sqlite3.Error) as away:
            # The visitor stands here and the job was ours a moment ago: print; the end is told later.
            log.info("job %s: nobody could be told of the start (%s)", job.id, away)

    def _tell_meanwhile(self, condition: Condition) -> None:
        """The printer stopped in the middle of a ticket: those who wait behind it can go elsewhere."""
        self.watch.found(condition)
        with suppress(ServerAway):
            self.watch.tell()

    def _write_end(self, entry: Entry, state: str, why: str = "") -> Entry:
        """The entry with its end. A full disk keeps nobody from telling it; until then it stays "sending" there."""
        try:
            self._journal.settle(entry.id, entry.mark, state=state, why=why)
        except sqlite3.Error as error:
            log.error("job %s: its end cannot be journalled: %s", entry.id, error)
        known = self._journal.seen(entry.id, entry.mark) or entry
        return replace(known, state=state, why=why)

    def _report(self, entry: Entry) -> None:
        """Tell how a job ended, every state on the way in its order. Raises ServerAway."""
        if not entry.told:
            self._tell_or_drop(entry, SENDING)
        self._tell_or_drop(entry, entry.state)
        try:
            self._journal.told(entry.id, entry.mark, entry.state)
        except sqlite3.Error as error:
            log.error("job %s: the journal cannot be written: %s", entry.id, error)

    def _tell_or_drop(self, entry: Entry, state: str) -> None:
        ended = state != SENDING
        try:
            self._server.report(
                entry.id,
                state,
                why=entry.why if ended else "",
                paper_mm=entry.paper_mm if ended else None,
            )
        except ServerRefuses as refusal:
            if refusal.is_about_the_token:
                raise
            if ended:  # the server knows better: a person may have decided meanwhile
                log.warning("job %s: the server does not take %s (%s)", entry.id, state, refusal)

    def _put_back(self, job_id: str, trouble: PrinterError) -> float:
        """Tell that a job could not be begun; returns the seconds to wait."""
        causes = trouble.causes if isinstance(trouble, Blocked) else ()
        if causes:
            self.watch.found(Condition(causes=causes), str(trouble))
        else:
            log.warning("job %s: not printed: %s", job_id, trouble)
        # A job that nobody can lay out would hold up all behind it; a person looks at it.
        word = UNKNOWN if isinstance(trouble, BadJob) else "blocked"
        try:
            if trouble.code != "not_ours":
                self._server.report(job_id, word, why=trouble.code)
        except ServerRefuses as refusal:
            if refusal.is_about_the_token:
                raise
            log.warning("job %s: the server does not take it back (%s)", job_id, refusal)
        self._failed += 1
        pause_s = PAUSES_S[min(self._failed, len(PAUSES_S)) - 1]
        return min(pause_s, self.watch.wait_s) if causes else pause_s
