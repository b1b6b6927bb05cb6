"""Every way a request can be refused, as one family of exceptions.

QueueError
  NotFound              no such ticket, counter, service or device
  InvalidInput          a field is missing, unknown or malformed
  IllegalTransition     the ticket is not in a state that allows this action
  NoCurrentTicket       the counter has nobody called or served
  CounterBusy           the counter already has somebody called or served
  CounterClosed         the counter is not open
  OfficerElsewhere      whoever opens the counter still has another one open
  Conflict              somebody else was faster
  ServiceClosed         outside opening hours, or closed by the hall
  QuotaReached          today's numbers of the service are used up
  TooSoon               the rules ask for more calls, or for a pause between them
  TooEarly              a booking is checked in long before its time
  SlotTaken             nothing is free at that time
  NothingToUndo         the last press is too old, or something happened since
  KioskLocked           staff has locked this kiosk
  TooManyTickets        a kiosk asks for numbers faster than people can
  KeyReused             the same Idempotency-Key came with another request
  AlreadyExists         a staff or device name is taken
  WrongLogin            name or password is wrong
  NotAuthenticated      no token or cookie, or one that is not valid any more
  SessionLocked         nobody was there for a while: the password opens it again
  Forbidden             known, but not allowed to do this
  OtherAgency           it belongs to an agency that the person is not bound to
  TooManyAttempts       slow down; try again later
  DatabaseBusy          the database cannot be written to now
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from queue_server.domain import trouble
from queue_server.domain.trouble import Why


class QueueError(Exception):
    """Base of all refusals. ``code`` is stable: clients and translations rely on it; ``details`` are its facts."""

    code: ClassVar[str] = "queue_error"
    title: ClassVar[str] = "The request was refused"

    def __init__(self, **details: Any) -> None:
        super().__init__(f"{self.code}: {details}")
        self.details = details


class NotFound(QueueError):
    """Details: ``what`` and, when it is no secret, ``code``'s value as ``name``."""

    code = "not_found"
    title = "There is no such thing here"


class InvalidInput(QueueError):
    """Details: ``errors``, a list of {field, message}."""

    code = "invalid_input"
    title = "The request cannot be understood"


class IllegalTransition(QueueError):
    """Details: ``ticket`` (printed number), ``state``, ``action``."""

    code = "illegal_transition"
    title = "The ticket is not in a state that allows this"


class NoCurrentTicket(QueueError):
    """Details: ``counter``."""

    code = "no_current_ticket"
    title = "The counter has no current ticket"


class CounterBusy(QueueError):
    """Details: ``counter``, ``ticket`` (printed number), ``state``."""

    code = "counter_busy"
    title = "The counter still has a ticket"


class CounterClosed(QueueError):
    """Details: ``counter``, ``state``."""

    code = "counter_closed"
    title = "The counter is not open"


class OfficerElsewhere(QueueError):
    """Details: ``counter`` (code of the one that is still open), its ``name`` by language, ``ticket`` (number of the
    visitor there, or None: then the person can move at once), and ``words`` by language.
    """

    code = "officer_elsewhere"
    title = "You still have another counter open"

    def __init__(self, *, counter: str, name: Mapping[str, str], ticket: str | None) -> None:
        facts = {"counter": counter, "name": name, "ticket": ticket}
        words = {}
        for language, (free, busy) in _ELSEWHERE.items():
            there = name.get(language) or name.get("id") or counter
            words[language] = (busy if ticket else free).format(there=there, ticket=ticket)
        super().__init__(**facts, words=words)


_ELSEWHERE = {
    "id": (
        "{there} masih Anda buka; satu petugas melayani di satu loket. Tutup di sana, baru buka di sini.",
        "{there} masih Anda buka dan nomor {ticket} masih di sana. Selesaikan nomor itu dahulu, baru pindah.",
    ),
    "en": (
        "You still have {there} open; one person serves at one counter. Close it there, then open here.",
        "You still have {there} open, with number {ticket} there. Finish that number first, then move.",
    ),
}
"""Without and with a visitor at the other counter."""


class Conflict(QueueError):
    """Details: ``ticket`` (printed number). Read again and decide anew."""

    code = "conflict"
    title = "Somebody else was faster"


class ServiceClosed(QueueError):
    """Details: ``service``, ``reason`` (a Closed value), ``until`` (RFC 3339 or None), and ``words`` by language
    where there are any: the name of a holiday, the reason of staff.
    """

    code = "service_closed"
    title = "Service is closed"


class QuotaReached(QueueError):
    """Details: ``service``, ``quota``, ``channel`` (walk_in, priority, online; None: all of them)."""

    code = "quota_reached"
    title = "Today's numbers are used up"


class TooSoon(QueueError):
    """Details: ``ticket``, ``calls`` so far, ``needed``, ``retry_in`` in seconds (0: calls are missing)."""

    code = "too_soon"
    title = "The rules ask for more calls first"


class TooEarly(QueueError):
    """Details: ``service``, ``slot`` and ``from``, when it can be checked in (RFC 3339)."""

    code = "too_early"
    title = "It is too early for this appointment"


class SlotTaken(QueueError):
    """Details: ``service``, ``slot``."""

    code = "slot_taken"
    title = "Nothing is free at this time"


class NothingToUndo(QueueError):
    """Details: ``counter``."""

    code = "nothing_to_undo"
    title = "There is nothing to take back"


class KioskLocked(QueueError):
    """Details: ``kiosk``, ``reason``."""

    code = "kiosk_locked"
    title = "This kiosk is locked"


class TooManyTickets(QueueError):
    """Details: ``kiosk``, ``retry_in`` in seconds."""

    code = "too_many_tickets"
    title = "Too many numbers from this kiosk"


class KeyReused(QueueError):
    code = "key_reused"
    title = "This Idempotency-Key belongs to another request"


class AlreadyExists(QueueError):
    """Details: ``name``."""

    code = "already_exists"
    title = "This name is taken"


class WrongLogin(QueueError):
    code = "wrong_login"
    title = "Name or password is wrong"


class NotAuthenticated(QueueError):
    code = "not_authenticated"
    title = "Log in, or send a valid token"


class SessionLocked(QueueError):
    """Details: ``name``, whose session it is."""

    code = "session_locked"
    title = "The session is locked; its person must give the password"


class Forbidden(QueueError):
    """Details: ``role``."""

    code = "forbidden"
    title = "Not allowed for this role"


class OtherAgency(QueueError):
    """Details: ``agencies``, the codes of those the person is bound to, and ``words`` by language."""

    code = "other_agency"
    title = "This belongs to another agency"

    def __init__(self, *, names: Mapping[str, Mapping[str, str]]) -> None:
        words = {}
        for language, sentence in _OTHER.items():
            own = (name.get(language) or name.get("id") or code for code, name in names.items())
            words[language] = sentence.format(own=", ".join(own) or "-")
        super().__init__(agencies=list(names), words=words)


_OTHER = {
    "id": "Akun ini hanya untuk {own}; yang ini milik instansi lain atau seluruh aula.",
    "en": "This account is for {own} only; this belongs to another agency or to the whole hall.",
}


class TooManyAttempts(QueueError):
    """Details: ``retry_in`` in seconds."""

    code = "too_many_attempts"
    title = "Too many attempts"


class DatabaseBusy(QueueError):
    """``said`` is what the database or the system said: for the log and the owner's terminal, never for a screen.

    Details: ``reason`` (a Why) and ``words`` by language. Nothing was changed, unless the reason is "stuck".
    """

    code = "database_unavailable"
    title = "The database cannot be written to"

    def __init__(self, *, reason: str, why: Why | None = None) -> None:
        self.why = why or trouble.why(reason)
        super().__init__(reason=self.why.value, words=dict(trouble.WORDS[self.why]))
        self.said = reason

    def __str__(self) -> str:
        return f"{self.code}: {self.why}: {self.said}"
