"""Kiosks as staff handles them: locks, calls for help, and how many numbers each may ask for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import current_app
from pydantic import Field, ValidationInfo, field_validator

from queue_server.domain import errors as e
from queue_server.domain.errors import KioskLocked, NotFound, TooManyTickets
from queue_server.domain.kiosk import SETTING, Bucket, KioskState, state_of, states_of
from queue_server.storage import tickets
from queue_server.storage.people import Who
from queue_server.usecases import kiosk_paces, kiosks, shapes
from queue_server.usecases.end_flood import end_flood, unprinted
from queue_server.usecases.house import House
from queue_server.web import guard
from queue_server.web.api import STAFF, SUPERVISOR, Body, endpoint


class Lock(Body):
    locked: bool = Field(strict=True)
    reason: str = Field(default="", max_length=120)


class Flood(Body):
    """``dry_run``: only count them; that needs no reason."""

    minutes: int = Field(ge=1, le=120)
    dry_run: bool = Field(default=False, strict=True)
    reason: str = Field(default="", max_length=120, validate_default=True)

    @field_validator("reason")
    @classmethod
    def needed(cls, reason: str, info: ValidationInfo) -> str:
        if len(reason) < 3 and not info.data.get("dry_run"):
            raise ValueError("a reason of at least 3 letters")
        return reason


class Nothing(Body):
    """No fields."""


LATE_S = 0.2
SPREAD = 16
MOST_WAITING = 200


def _wait(seconds: float) -> None:
    time.sleep(seconds)  # looked up when it is called: by then it is the one that lets others run


@dataclass
class Attempt:
    """A number that is asked for; ``is_new`` turns false when it was given out before."""

    is_new: bool = True


class Gate:
    """Who may take a number at this moment. Of a hall that several processes serve, the database counts what each of
    them would let in: a flood that one process knows of costs it nothing more.

    A refusal in a flood is said late: whoever waits for it asks for nothing meanwhile, and others are heard between.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, wait: Callable[[float], None] = _wait
    ) -> None:
        self._clock = clock
        self._wait = wait
        self._waiting = 0
        self._buckets: dict[str, Bucket] = {}
        self._lock = threading.Lock()

    @contextmanager
    def admit(self, house: House, who: Who, key: str) -> Iterator[Attempt]:
        """One request for a number; staff is never held up, and a request sent again gets its ticket.

        Raises KioskLocked, TooManyTickets.
        """
        attempt = Attempt()
        if who.role != "kiosk":
            yield attempt
            return
        state = _state(house, who.name)
        if state.locked and not _is_known(house, who, key):
            raise KioskLocked(kiosk=who.name, reason=state.reason)
        per_min: int | None = _told(house).get(who.name, {}).get("tickets_per_min")
        if per_min is None:
            yield attempt
            return
        counted = self._count(house, who, key, per_min)
        yield attempt
        if counted and not attempt.is_new:
            with self._lock:
                self._buckets[who.name].give_back()
            if house.shared:
                kiosk_paces.give_back(house.db, who.name, per_min=per_min)

    def _count(self, house: House, who: Who, key: str, per_min: int) -> bool:
        with self._lock:
            bucket = self._buckets.setdefault(who.name, Bucket(per_min, at=self._clock()))
            retry_in = bucket.take(self._clock())
            refused = bucket.refused
        if house.shared and (not retry_in or refused == 1):  # the first one: the flood is told once
            retry_in, refused = kiosk_paces.take(house.db, who.name, per_min=per_min)
        if not retry_in:
            return True
        if refused == 1:
            kiosks.note_flood(house.db, who.name, per_min=per_min, at=house.now())
        self._hold_back(refused)
        if _is_known(house, who, key):
            return False
        raise TooManyTickets(kiosk=who.name, retry_in=retry_in)

    def _hold_back(self, refused: int) -> None:
        with self._lock:
            if self._waiting >= MOST_WAITING:
                return
            self._waiting += 1
        try:
            # Not all of them at the same moment.
            self._wait(LATE_S * (1 + refused % SPREAD / SPREAD))
        finally:
            with self._lock:
                self._waiting -= 1

    def refused(self, house: House, name: str) -> int:
        """How many requests of the kiosk were refused in the flood that goes on; 0: there is none. Of those at other
        processes only what the database was asked about.
        """
        with self._lock:
            bucket = self._buckets.get(name)
            here = bucket.refused if bucket and bucket.is_flooded(self._clock()) else 0
        per_min = _told(house).get(name, {}).get("tickets_per_min")
        if not house.shared or per_min is None:
            return here
        return max(here, kiosk_paces.refused(house.db, name, per_min=per_min))


def _state(house: House, name: str) -> KioskState:
    """What staff said of the kiosk; at most a push old."""
    return state_of(name, (house.latest or house.look()).settings.get(SETTING + name))


def _is_known(house: House, who: Who, key: str) -> bool:
    with house.db.reading() as conn:
        return tickets.by_request(conn, actor=who.actor, key=key) is not None


def gate() -> Gate:
    """The gate of this process."""
    here: Gate = current_app.extensions["gate"]
    return here


@endpoint("GET", "/kiosks", roles=STAFF, answer=("kiosks",))
def show(who: Who) -> shapes.Json:
    """The kiosks: locked or not, who calls for help, which one asks for too many numbers."""
    house = guard.house()
    known = states_of(house.look().settings)
    return {
        "kiosks": [_shape(house, known.get(name) or KioskState(name=name)) for name in _told(house)]
    }


@endpoint(
    "PUT", "/kiosks/<name>/lock", roles=STAFF, model=Lock, answer=("kiosk",), errors=(e.NotFound,)
)
def lock(who: Who, body: Lock, name: str) -> shapes.Json:
    """Give out no numbers at this kiosk any more, or do again."""
    house = guard.house()
    _must_exist(house, name)
    state = kiosks.lock(
        house.db, name, locked=body.locked, reason=body.reason, actor=who.actor, at=house.now()
    )
    house.latest = None  # it counts from now on, not from the next push on
    return {"kiosk": _shape(house, state)}


@endpoint(
    "POST", "/kiosks/<name>/end-flood", roles=SUPERVISOR, model=Flood, answer=("found", "cancelled"),
    errors=(e.NotFound,),
)  # fmt: skip
def end(who: Who, body: Flood, name: str) -> shapes.Json:
    """Cancel the waiting numbers of the last minutes whose paper never came out, 500 at most."""
    house, at = guard.house(), guard.house().now()
    _must_exist(house, name)
    found = len(unprinted(house.db, house.hall, name, minutes=body.minutes, at=at))
    if body.dry_run:
        return {"found": found, "cancelled": 0}
    cancelled = end_flood(
        house.db, house.hall, name, minutes=body.minutes, reason=body.reason, actor=who.actor, at=at
    )
    return {"found": found, "cancelled": cancelled}


@endpoint("DELETE", "/kiosks/<name>/help", roles=STAFF, status=204, errors=(e.NotFound,))
def answer_help(who: Who, name: str) -> None:
    """Somebody goes there: the call for help is over."""
    house = guard.house()
    _must_exist(house, name)
    kiosks.answer_help(house.db, name, actor=who.actor, at=house.now())


@endpoint("POST", "/kiosks/help", roles=frozenset({"kiosk"}), model=Nothing, status=204)
def call_help(who: Who, body: Nothing) -> None:
    """A visitor calls for staff; within half a minute it is the same call."""
    house = guard.house()
    kiosks.call_help(house.db, who.name, actor=who.actor, at=house.now())


def _told(house: House) -> Mapping[str, Mapping[str, Any]]:
    """What config.yaml says of the kiosks, by name."""
    return house.settings.get("kiosk", {})


def _must_exist(house: House, name: str) -> None:
    if name not in _told(house):
        raise NotFound(what="kiosk", name=name)


def _shape(house: House, state: KioskState) -> shapes.Json:
    here = ("kiosk", state.name) in current_app.extensions["online"]()
    return kiosks.show_kiosk(
        state,
        _told(house)[state.name],
        at=house.now(),
        online=here,
        refused=gate().refused(house, state.name),
    )
