"""Claims jobs, prints each at most once and tells the server how it ended."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from printer.device import Device
from printer.errors import Blocked, PrinterError, Unknown
from printer.job import Job, read_job
from printer.journal import PRINTED, SENDING, UNKNOWN, Entry, Journal
from printer.layout import ticket_picture
from printer.link import Server, ServerAway, ServerRefuses
from printer.outage import Outage
from printer.raster import ticket_bytes
from printer.style import length_mm

PAUSES_S = (
    0.5,
    1.0,
    2.0,
    5.0,
)  # after the first, second, ... attempt at a printer that is not ready
log = logging.getLogger("printer")


def mark_of(job: Job) -> str:
    """Tells jobs with the same id apart: a server set up anew counts from 1 again."""
    told = f"{job.ticket.url} {job.ticket.number} {job.ticket.issued_at} {job.copy_no}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


class Worker:
    """``epoch`` is the server's, learned anew with every connection."""

    def __init__(self, *, server: Server, journal: Journal) -> None:
        self.epoch = ""
        self.device: Device | None = None
        self._server, self._journal = server, journal
        self._trouble = Outage(log, "the printer")
        self._blocked = 0

    def tell(self) -> None:
        """Report every ended job the server has not acknowledged. Raises ServerAway."""
        for entry in self._journal.untold(self.epoch):
            self._report(entry)

    def work(self) -> float | None:
        """Print what waits. None when nothing is left; else the seconds to wait before the next try.

        Raises ServerAway, ServerRefuses.
        """
        while (body := self._server.claim()) is not None:
            try:
                if not self._settle(body):
                    return PAUSES_S[-1]
            except PrinterError as blocked:
                self._trouble.begins(str(blocked), kind=blocked.code)
                self._put_back(str(body.get("id", "")), blocked.code)
                self._blocked += 1
                return PAUSES_S[min(self._blocked, len(PAUSES_S)) - 1]
            self._blocked = 0
            self._trouble.ends()
        return None

    def _settle(self, body: Mapping[str, Any]) -> bool:
        """Bring one claimed job to its end; False when the server was told of that before.

        Raises Blocked, BadJob or MissingFont: nothing was sent.
        """
        job = read_job(body)
        mark = mark_of(job)
        before = self._journal.seen(job.id, mark)
        if before is not None and before.state == SENDING:
            self._journal.settle(job.id, mark, state=UNKNOWN, why="broken_off")
        elif before is None and job.state == SENDING:
            self._journal.adopt(job.id, mark, epoch=self.epoch, at=datetime.now(UTC))
        elif before is None:
            self._print(job, mark)
        entry = self._journal.seen(job.id, mark)
        assert entry is not None
        self._report(entry)
        return before is None or before.state == SENDING or before.told != before.state

    def _print(self, job: Job, mark: str) -> None:
        device = self.device
        if device is None:
            raise Blocked("offline", "no printer is set")
        dots = device.settings.dots
        picture = ticket_picture(job, dots=dots, at=self._server.now())
        long = length_mm(picture.image.height, dots=dots, paper_mm=device.settings.paper_mm)
        try:
            device.transport.send(
                ticket_bytes(picture.image), on_send=lambda: self._begin(job, mark)
            )
        except Unknown as unknown:
            self._journal.settle(job.id, mark, state=UNKNOWN, why=unknown.code)
            log.warning("job %s, %s: unknown, %s", job.id, job.ticket.number, unknown)
        else:
            self._journal.settle(job.id, mark, state=PRINTED, paper_mm=long)
            copy = f", copy {job.copy_no}" if job.copy_no else ""
            log.info("job %s, %s%s: printed, %d mm", job.id, job.ticket.number, copy, long)

    def _begin(self, job: Job, mark: str) -> None:
        """Before the first byte: on our disk, then to the server. Raises Blocked."""
        try:
            self._journal.sending(job.id, mark, epoch=self.epoch, at=datetime.now(UTC))
        except sqlite3.Error as error:
            raise Blocked("journal", str(error)) from error
        try:
            self._server.report(job.id, SENDING)
            self._journal.told(job.id, mark, SENDING)
        except ServerRefuses as refusal:
            self._journal.forget(job.id, mark)
            raise Blocked("not_ours", str(refusal)) from refusal
        except ServerAway as away:
            # The visitor stands here and the job was ours a moment ago: print; the end is told later.
            log.info("job %s: the server could not be told of the start (%s)", job.id, away)

    def _report(self, entry: Entry) -> None:
        """Tell how a job ended, every state on the way in its order. Raises ServerAway."""
        if not entry.told:
            self._tell_or_drop(entry, SENDING)
        self._tell_or_drop(entry, entry.state)
        self._journal.told(entry.id, entry.mark, entry.state)

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

    def _put_back(self, job_id: str, why: str) -> None:
        try:
            self._server.report(job_id, "blocked", why=why)
        except ServerRefuses as refusal:
            if refusal.is_about_the_token:
                raise
            log.warning("job %s: the server does not take it back (%s)", job_id, refusal)
