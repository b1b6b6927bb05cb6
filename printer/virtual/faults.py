"""What can be wrong with a virtual printer. Switched on and off at any time, from any thread."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Value = bool | int | float


class BadFault(ValueError):
    """No such fault, or a value it cannot have; in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a fault does. A ``unit`` makes it a number between ``lowest`` and ``highest``, else it is on or off."""

    does: str
    unit: str = ""
    lowest: float = 0
    highest: float = 0
    whole: bool = True


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "refuse": Kind(does="the port is closed; who is connected stays"),
        "hang": Kind(does="accepts connections and reads nothing"),
        "mute": Kind(does="reads and prints, answers nothing"),
        "garbage": Kind(does="answers 0xFF, XON and XOFF instead"),
        "asb": Kind(does="says its status unasked, at connect and before each answer"),
        "busy": Kind(does="another client holds the printer: new ones wait"),
        "slow": Kind(does="reads so slowly", unit="bytes/s", lowest=1, highest=10_000_000),
        "drop": Kind(
            does="resets each connection after so much", unit="bytes", highest=1_000_000_000
        ),
        "late": Kind(does="each answer comes so late", unit="s", highest=600, whole=False),
        "paper_near_end": Kind(does="little paper left"),
        "paper_out": Kind(does="no paper; when it is back, the rest of the ticket prints"),
        "paper_out_after": Kind(
            does="the paper ends after so much more", unit="mm", highest=1_000_000, whole=False
        ),
        "cover_open": Kind(does="the cover is open"),
        "offline": Kind(does="switched to offline by its button"),
        "cutter_jam": Kind(does="the cutter is stuck"),
        "power_off": Kind(does="switched off: connections reset, memory lost"),
    }
)


@dataclass(slots=True)
class Faults:
    """The faults that are on. ``changed`` is told after each change and may be shared with who waits."""

    changed: threading.Condition = field(default_factory=threading.Condition)
    _on: dict[str, Value] = field(default_factory=dict)
    _watchers: list[Callable[[], None]] = field(default_factory=list)

    def set(self, name: str, value: Value = True) -> None:
        """Switch ``name`` on. Raises BadFault."""
        self._change({name: checked(name, value)})

    def clear(self, name: str | None = None) -> None:
        """Switch ``name`` off, or all of them. Raises BadFault."""
        if name is not None:
            kind_of(name)
        self._change({}, self.active() if name is None else (name,))

    def on(self, name: str) -> bool:
        """Whether ``name`` is on."""
        return name in self._on

    def number(self, name: str) -> float | None:
        """The number of a fault that has one, None while it is off."""
        return self._on.get(name)

    def active(self) -> dict[str, Value]:
        """Those that are on, in the order of KINDS."""
        with self.changed:
            return {name: self._on[name] for name in KINDS if name in self._on}

    def any_of(self, *names: str) -> bool:
        return any(name in self._on for name in names)

    def spend(self, name: str, amount: float, then: str) -> None:
        """Count ``name`` down by ``amount``; at zero it goes off and ``then`` on."""
        with self.changed:
            if (left := self._on.get(name)) is None:
                return
            if left > amount:
                self._on[name] = left - amount
                return
        self._change({then: True}, (name,))

    def wait_for(self, fact: Callable[[], bool], within_s: float | None = None) -> bool:
        """Wait until ``fact``, looked at after each change; False when the time is over first."""
        with self.changed:
            return self.changed.wait_for(fact, within_s)

    def watch(self, told: Callable[[], None]) -> None:
        """``told`` is called after each change, in the thread that made it, before ``set`` returns."""
        self._watchers.append(told)

    def _change(
        self, on: Mapping[str, Value], off: Mapping[str, Value] | tuple[str, ...] = ()
    ) -> None:
        with self.changed:
            for name in off:
                self._on.pop(name, None)
            self._on.update(on)
            self.changed.notify_all()
        for told in self._watchers:
            told()


def kind_of(name: str) -> Kind:
    """Raises BadFault for a name nobody knows."""
    if name not in KINDS:
        raise BadFault(f"there is no fault {name!r}; there are {', '.join(KINDS)}")
    return KINDS[name]


def checked(name: str, value: object) -> Value:
    """``value`` as fault ``name`` keeps it. Raises BadFault."""
    kind = kind_of(name)
    if not kind.unit:
        if value is not True:
            raise BadFault(f"{name}: true switches it on (got {value!r})")
        return True
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (
        is_number
        and isinstance(value, int | float)
        and math.isfinite(value)
        and kind.lowest <= value <= kind.highest
        and (not kind.whole or value == int(value))
    ):
        sort = "a whole number" if kind.whole else "a number"
        span = f"from {kind.lowest:g} to {kind.highest:,.0f}"
        raise BadFault(f"{name}: {sort} {span} {kind.unit} (got {value!r})")
    return int(value) if kind.whole else value


def read(words: str) -> tuple[str, Value]:
    """ "late=2.5" or "mute", as written on a command line. Raises BadFault."""
    name, _, number = words.partition("=")
    if not number:
        return name, checked(name, True)
    try:
        value: Value = float(number)
    except ValueError:
        raise BadFault(f"{name}: {number!r} is not a number") from None
    return name, checked(name, value)
