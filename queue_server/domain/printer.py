"""What is known of a ticket printer, who takes its tickets when it cannot print, and what people are told of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

CAUSES: Final = ("offline", "mute", "cover_open", "paper_out", "cutter_jam", "printer_fault")
"""Why a printer cannot print, in the words of the contract; the worst first."""
NOTICES: Final = {"offline": "printer_offline", "mute": "printer_mute"}
"""Causes whose notice has another name."""
LOW_TICKETS: Final = 60
"""So few tickets before its end a roll is called low: about an hour of a busy kiosk to fetch a new one."""
USUAL_MM: Final = 110
"""How long a ticket is until the printer has printed some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterSetup:
    """A printer as config.yaml has it. ``roll_mm`` is how much paper a new roll has; 0 when nobody counts."""

    name: str
    label: Mapping[str, str]
    spare: str
    roll_mm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterState:
    """``agent``: its print agent is there. ``used_mm`` and ``used_tickets`` are of the roll that is in."""

    name: str
    agent: bool = True
    causes: tuple[str, ...] = ()
    near_end: bool | None = None
    used_mm: int = 0
    used_tickets: int = 0
    changed_at: datetime | None = None

    @property
    def ready(self) -> bool:
        return self.agent and not self.causes

    @property
    def why(self) -> str:
        """The worst thing, "" when it is ready."""
        if not self.agent:
            return "agent_lost"
        return self.causes[0] if self.causes else ""


States = Mapping[str, PrinterState]
Setups = Mapping[str, PrinterSetup]


def state_of(states: States, name: str) -> PrinterState:
    """What is known of ``name``; of a printer nobody has spoken of yet the best is believed."""
    return states.get(name) or PrinterState(name=name)


def goes_to(name: str, setups: Setups, states: States) -> str | None:
    """Which printer takes the tickets of ``name`` now: itself, its spare, or None when neither is ready."""
    if state_of(states, name).ready:
        return name
    spare = setups[name].spare if name in setups else ""
    return spare if spare in setups and state_of(states, spare).ready else None


def left_mm(state: PrinterState, setup: PrinterSetup) -> int | None:
    """Paper left on the roll by what was printed, None when nobody counts."""
    return max(0, setup.roll_mm - state.used_mm) if setup.roll_mm else None


def tickets_left(state: PrinterState, setup: PrinterSetup) -> int | None:
    """How many tickets the roll is good for, by the mean length of those it gave; None when nobody counts."""
    left = left_mm(state, setup)
    if left is None:
        return None
    mean = state.used_mm / state.used_tickets if state.used_tickets else USUAL_MM
    return int(left / max(mean, 1))


def is_low(state: PrinterState, setup: PrinterSetup) -> bool:
    """Whether somebody should fetch a new roll."""
    left = tickets_left(state, setup)
    return left is not None and left <= LOW_TICKETS


def new_roll(before: PrinterState, after: PrinterState) -> bool:
    """Whether paper was put in: what the sensor missed is there again."""
    out = "paper_out" in before.causes and "paper_out" not in after.causes
    refilled = before.near_end is True and after.near_end is False
    return (out or refilled) and not {"offline", "mute"} & {*after.causes}


def notices(
    before: PrinterState, after: PrinterState, setup: PrinterSetup
) -> Iterator[tuple[str, str]]:
    """(level, code) of what staff is told of a change: each trouble when it begins, and once that all is well."""
    if before.agent and not after.agent:
        yield "bad", "agent_lost"
    # A printer that is off tells nothing of its cover and paper: what was known is not news when it is on again.
    fresh = [cause for cause in after.causes if cause not in before.causes]
    yield from (("bad", NOTICES.get(cause, cause)) for cause in fresh)
    if after.near_end and not before.near_end:
        yield "warn", "paper_near_end"
    if is_low(after, setup) and not is_low(before, setup):
        yield "warn", "roll_low"
    if after.ready and not before.ready:
        yield "ok", "printer_well"
