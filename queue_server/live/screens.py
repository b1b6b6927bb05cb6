"""What connected screens say of themselves: painted calls, whether they sound, and who is gone."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from queue_server.domain.screen import Device
from queue_server.live.agents import LOST_AFTER_S
from queue_server.live.presence import Elsewhere, Nowhere, Other
from queue_server.storage.presence import Seen
from queue_server.usecases import screens
from queue_server.usecases.house import House
from queue_server.usecases.show_screens import Live

WATCHED: Final = ("display", "kiosk", "announcer")
SOUNDS: Final = ("on", "blocked", "failed", "none")
"""The best first: of two tabs of one display the one that sounds counts."""
KEPT_PAINTS: Final = 500
KEPT_CALLS: Final = 1000


@dataclass(slots=True)
class Tab:
    """One connection of a screen."""

    device: Device
    sound: str | None = None
    visible: bool | None = None
    width: int | None = None
    height: int | None = None


@dataclass(slots=True)
class Paints:
    """The last press-to-paint times of a screen, in seconds."""

    last: tuple[int, datetime] | None = None
    times: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT_PAINTS))

    def figures(self) -> dict[str, float] | None:
        """``{n, p50, p95, p99}`` in milliseconds."""
        if not self.times:
            return None
        ordered = sorted(self.times)
        of = {
            f"p{share}": round(
                1000 * ordered[min(len(ordered) - 1, len(ordered) * share // 100)], 1
            )
            for share in (50, 95, 99)
        }
        return {"n": len(ordered), **of}


class Screens:
    """``online`` gives (role, name) of the devices connected to this process, ``elsewhere`` knows those of others;
    ``painted`` is told (name, seconds) of each paint.
    """

    def __init__(
        self,
        house: House,
        online: Callable[[], Iterable[Device]],
        painted: Callable[[str, float], None],
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self._house, self._online, self._painted = house, online, painted
        self._elsewhere = elsewhere or Nowhere()
        self._tabs: dict[str, Tab] = {}
        self._paints: dict[Device, Paints] = {}
        self._calls: OrderedDict[int, datetime] = OrderedDict()
        self._seen: dict[Device, float] = {}
        self._noted: dict[Device, tuple[bool, str | None]] = {}
        self._lock = threading.Lock()

    def called(self, seq: int, at: datetime) -> None:
        """A call was pushed: whoever paints it will say so."""
        with self._lock:
            self._calls[seq] = at
            while len(self._calls) > KEPT_CALLS:
                self._calls.popitem(last=False)

    def says(self, sid: str, device: Device, facts: Any) -> None:
        """A screen tells how it is (``screen``). Nonsense is passed over."""
        told = facts if isinstance(facts, dict) else {}
        with self._lock:
            tab = self._tabs.setdefault(sid, Tab(device))
            if told.get("sound") in SOUNDS:
                tab.sound = told["sound"]
            if isinstance(told.get("visible"), bool):
                tab.visible = told["visible"]
            for name in ("width", "height"):
                if isinstance(told.get(name), int) and 0 < told[name] < 20_000:
                    setattr(tab, name, told[name])

    def paints(self, device: Device, facts: Any) -> None:
        """A call is on the screen (``painted``). Of a call nobody knows, or said twice, nothing is learnt."""
        seq = facts.get("seq") if isinstance(facts, dict) else None
        at = self._house.now()
        with self._lock:
            called = self._calls.get(seq) if isinstance(seq, int) else None
            paints = self._paints.setdefault(device, Paints())
            if called is None or seq is None or (paints.last and seq <= paints.last[0]):
                return
            paints.last = (seq, at)
            seconds = max(0.0, (at - called).total_seconds())
            # What a screen shows after a break was not painted late: it was not there.
            if seconds < LOST_AFTER_S:
                paints.times.append(seconds)
        self._painted(device[1], seconds)

    def gone(self, sid: str) -> None:
        """A connection ended."""
        with self._lock:
            self._tabs.pop(sid, None)

    def live(self) -> Mapping[Device, Live]:
        """What is known of each screen at this moment, at whatever process it is."""
        mine = self._mine(set(self._online()))
        now = time.monotonic()
        for device, other in self._elsewhere.others().items():
            if now - other.seen <= LOST_AFTER_S and not (device in mine and mine[device].online):
                mine[device] = _told(other.facts)
        return mine

    def heard(self) -> dict[Device, Seen]:
        """The devices of this process, for the other processes."""
        here = set(self._online())
        mine = self._mine(here)
        return {
            device: Seen(age_s=0.0, facts=_tells(mine[device], self._sound(device)))
            for device in here
        }

    def _mine(self, here: set[Device]) -> dict[Device, Live]:
        with self._lock:
            tabs = list(self._tabs.values())
            paints = dict(self._paints)
        found: dict[Device, Live] = {}
        for device in {*here, *paints}:
            mine = [tab for tab in tabs if tab.device == device]
            tab = max(mine, key=lambda one: bool(one.visible), default=Tab(device))
            seen = paints.get(device, Paints())
            found[device] = Live(
                online=device in here, visible=tab.visible, width=tab.width, height=tab.height, painted=seen.last,
                paint_ms=seen.figures(),
            )  # fmt: skip
        return found

    def look(self) -> None:
        """Note who came, who has been gone for ten seconds, and whose sound changed."""
        if not self._elsewhere.sees():
            return  # the database is away: nothing can be noted, and who is elsewhere is not known
        now, since = time.monotonic(), self._elsewhere.since()
        here = {one for one in self._online() if one[0] in WATCHED}
        others = {d: o for d, o in self._elsewhere.others().items() if d[0] in WATCHED}
        for device in here:
            self._seen[device] = now
        for device, other in others.items():
            self._seen[device] = max(self._seen.get(device, other.seen), other.seen)
        for device, seen in list(self._seen.items()):
            online = device in here or now - max(seen, since) <= LOST_AFTER_S
            sound = self._best(device, others) if online else None
            if not online:
                del self._seen[device]
            if self._noted.get(device) == (online, sound) and not (
                device in here and self._missed(device)
            ):
                continue
            screens.note(self._house.db, *device, online=online, sound=sound, at=self._house.now())
            self._noted[device] = (online, sound)

    def _best(self, device: Device, others: Mapping[Device, Other]) -> str | None:
        told = {
            self._sound(device),
            others[device].facts.get("sound") if device in others else None,
        }
        return next((sound for sound in SOUNDS if sound in told), None)

    def _missed(self, device: Device) -> bool:
        """Whether another process has noted as gone what is here: it had not heard of it yet."""
        latest = self._house.latest
        state = latest.screens.get(device) if latest else None
        return state is not None and not state.online

    def begin(self, known: Iterable[Device]) -> None:
        """Those who were here before a restart have ten seconds to come back."""
        now = time.monotonic()
        for device in known:
            self._seen.setdefault(device, now)

    def _sound(self, device: Device) -> str | None:
        with self._lock:
            told = {tab.sound for tab in self._tabs.values() if tab.device == device}
        return next((sound for sound in SOUNDS if sound in told), None)


def _tells(live: Live, sound: str | None) -> dict[str, Any]:
    """What other processes are told of a screen."""
    painted = [live.painted[0], live.painted[1].isoformat()] if live.painted else None
    return {
        "sound": sound, "visible": live.visible, "width": live.width, "height": live.height, "painted": painted,
        "paint_ms": dict(live.paint_ms) if live.paint_ms else None,
    }  # fmt: skip


def _told(facts: Mapping[str, Any]) -> Live:
    """What another process told."""
    painted = facts.get("painted")
    return Live(
        online=True, visible=facts.get("visible"), width=facts.get("width"), height=facts.get("height"),
        painted=(painted[0], datetime.fromisoformat(painted[1])) if painted else None,
        paint_ms=facts.get("paint_ms"),
    )  # fmt: skip
