"""How the printer is: looked at between tickets, told to the server at once when it changes."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

from printer.link import Server, ServerRefuses
from printer.outage import Outage
from printer.wire.status import Condition
from printer.wire.transport import Transport

LOOK_EVERY_S = 2.0  # with a second look and a mute printer known within five seconds
SECOND_LOOK_S = 0.25
PAUSES_S = (0.5, 1.0, 2.0, 5.0)  # after the first, second, ... look at a printer that is not ready
TELL_EVERY_S = 25.0  # the contract says 30 at least
SILENT = {"offline", "mute"}  # one attempt at a connection may get lost
log = logging.getLogger("printer")


class Watch:
    """``known`` is what is believed of the printer, None before the first look."""

    def __init__(self, server: Server) -> None:
        self.known: Condition | None = None
        self._server = server
        self._trouble = Outage(log, "the printer")
        self._refused = Outage(log, "the server takes no word on the printer")
        self._was_silent = False
        self._blocked = 0  # looks in a row
        self._look_at = self._tell_at = 0.0
        self._told: Condition | None = None

    @property
    def is_blocked(self) -> bool:
        return self.known is not None and bool(self.known.causes)

    @property
    def wait_s(self) -> float:
        """Seconds until the next look."""
        return max(0.0, self._look_at - time.monotonic())

    def new_printer(self) -> None:
        """Another printer is in use: nothing is known of it."""
        self.known, self._was_silent, self._look_at = None, False, 0.0

    def look_soon(self) -> None:
        """Something was odd: look before anything else."""
        self._look_at = 0.0

    def new_connection(self) -> None:
        """The server may know nothing, or think that nobody is here."""
        self._told = None

    def look(self, transport: Transport) -> None:
        """Look at the printer if it is time to."""
        if not self.wait_s:
            self.found(transport.look())

    def found(self, seen: Condition, why: str = "") -> None:
        """Take in what a look or a ticket found; ``why`` is for the log. That nobody answers is believed
        when it is so twice in a row.
        """
        is_silent = bool(seen.causes) and set(seen.causes) <= SILENT
        if is_silent and not self._was_silent:
            self._was_silent = True
            self._look_at = time.monotonic() + SECOND_LOOK_S
            return
        self._was_silent = is_silent
        near_end = seen.near_end
        if near_end is None and self.known:  # it could not be asked: the paper is what it was
            near_end = self.known.near_end
        self.known = Condition(causes=seen.causes, near_end=near_end)
        self._blocked = self._blocked + 1 if seen.causes else 0
        self._look_at = time.monotonic() + (_pause_s(self._blocked) or LOOK_EVERY_S)
        self._log(seen.causes, why)

    def tell(self) -> None:
        """Tell the server when this is news to it, or was told long ago. Raises ServerAway."""
        known, now = self.known, time.monotonic()
        if known is None or (known == self._told and now < self._tell_at):
            return
        try:
            self._server.condition(known.causes, near_end=known.near_end)
            self._refused.ends()
        except ServerRefuses as refusal:
            if refusal.is_about_the_token:
                raise
            self._refused.begins(str(refusal), kind=refusal.code)  # an older server: print without
        self._told, self._tell_at = known, now + TELL_EVERY_S

    def _log(self, causes: Sequence[str], why: str) -> None:
        if causes:
            self._trouble.begins(why or ", ".join(causes), kind=causes[0])
        else:
            self._trouble.ends()


def _pause_s(times: int) -> float:
    return PAUSES_S[min(times, len(PAUSES_S)) - 1] if times else 0.0
