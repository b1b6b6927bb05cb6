"""A day of 200 calls an hour in one zone, said in two languages by two tabs of one display.

The server's own rules, with the hall's clock moved by hand. Lengths are those measured of ``id+f2`` and ``en-us+f2`` at
155 words a minute, chime included.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, pairwise
from statistics import mean
from typing import Any

import pytest

from queue_server.domain.speech import ZoneSpeech
from queue_server.storage import halls, opening
from queue_server.usecases import announce, set_up_hall
from queue_server.usecases.announce import Marks, Turn, Wait
from queue_server.usecases.current_ticket import press
from tests.builders import at, open_counters, press_next, take

PER_S, DAY_S = 200 / 3600, 8 * 3600
SHORTEST_S, LONGEST_S = 10.9, 11.9
MEAN_S = (SHORTEST_S + LONGEST_S) / 2
CHIME_S = 1.6  # with the rest behind it
BEFORE_REPEAT_S = 1.5
FRESH_S = 60
COUNTERS = 20
PREFIXES = "ADFKLM"
TABS = ("one tab", "the other tab")
SPEAKER = "display:lobby"
_serial = count()
CLOSE_ENOUGH = 0.2
"""A day is one throw of the dice: the mean wait of two hundred such days has a standard deviation of 8 %."""


@dataclass(slots=True)
class Storm:
    """The day as it goes: when each call was made, and what was said from when to when (seconds of the day)."""

    db: Any
    hall: Any
    speech: ZoneSpeech
    dice: random.Random = field(default_factory=lambda: random.Random(1))
    called: dict[int, float] = field(default_factory=dict)
    lengths: dict[int, float] = field(default_factory=dict)
    said: list[tuple[int, float, float]] = field(default_factory=list)
    events: list[Any] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)

    def run(self, seconds: float) -> None:
        """Calls, ends of sounds and second looks of the tabs, in the order of their times."""
        now = 0.0
        while (now := now + self.dice.expovariate(PER_S)) < seconds:
            self.later(now, self.call)
        while self.events:
            now, _, act, facts = heapq.heappop(self.events)
            act(now, *facts)

    def later(self, when: float, act: Callable[..., None], *facts: object) -> None:
        heapq.heappush(self.events, (when, next(self.order), act, facts))

    def call(self, now: float) -> None:
        """The next visitor of the counter that called longest ago, where the one before has been served meanwhile."""
        counter, moment = str(1 + len(self.called) % COUNTERS), clock(now)
        if len(self.called) >= COUNTERS:
            desk = self.hall.counter(counter)
            press(self.db, self.hall, desk, "start", actor="staff:ani", at=moment)
        press_next(self.db, self.hall, counter, at=moment, finish=True)
        with self.db.reading() as conn:
            seq = announce.waiting_calls(conn, self.hall, "A", at=moment)[0].seq
        self.called[seq] = now
        self.lengths[seq] = self.dice.uniform(SHORTEST_S, LONGEST_S)
        for tab in self.dice.sample(TABS, 2):
            self.ask(now, tab)

    def ask(self, now: float, tab: str) -> None:
        turn = announce.claim(
            self.db, self.hall, "A", speaker=SPEAKER, speech=self.speech, marks=self.marks, at=clock(now)
        )  # fmt: skip
        if isinstance(turn, Turn):
            seq = turn.call.seq
            ends = now + (turn.to_s or self.marks(seq).seconds) - turn.from_s
            self.said.append((seq, now, ends))
            self.later(ends, self.ended, tab, seq)
        elif isinstance(turn, Wait):
            self.later(now + turn.seconds, self.ask_if_quiet, tab)

    def ask_if_quiet(self, now: float, tab: str) -> None:
        """A tab that was told to wait; once its time has come the other may have begun the next."""
        if now >= self.said[-1][2]:
            self.ask(now, tab)

    def ended(self, now: float, tab: str, seq: int) -> None:
        announce.report(self.db, seq, speaker=SPEAKER, result="spoken", why="", at=clock(now))
        self.ask(now, tab)

    def marks(self, seq: int) -> Marks:
        once, repeats = self.lengths[seq], self.speech.repeat - 1
        whole = once + repeats * (once - CHIME_S + BEFORE_REPEAT_S)
        return Marks(chime_s=CHIME_S, once_s=once, seconds=whole)

    def waits(self) -> list[float]:
        return [begins - self.called[seq] for seq, begins, _ in self.said]

    def heard_well(self) -> bool:
        """One at a time, each once, in order, none older than a minute; the server's account says the same."""
        seqs = [seq for seq, _, _ in self.said]
        with self.db.reading() as conn:
            told = conn.exec_driver_sql("SELECT call_seq FROM play WHERE state = 'spoken'")
            agreed = sorted(row[0] for row in told) == seqs
        apart = all(ends <= begins for (_, _, ends), (_, begins, _) in pairwise(self.said))
        return agreed and apart and seqs == sorted(set(seqs)) and max(self.waits()) <= FRESH_S


def clock(now: float) -> datetime:
    return at("08.00") + timedelta(seconds=now)


def twenty_counters(definition: Any) -> Any:
    """The hall of config.yaml with twenty counters in one zone, and services without a quota."""
    kind = {**definition["services"][0], "quota": None, "zone": "A"}
    services = [{**kind, "code": f"S{prefix}", "prefix": prefix} for prefix in PREFIXES]
    desk = definition["counters"][0]
    counters = [
        {**desk, "code": str(n + 1), "spoken": {}, "services": [f"S{PREFIXES[n % len(PREFIXES)]}"]}
        for n in range(COUNTERS)
    ]
    return {**definition, "services": services, "counters": counters}


@pytest.fixture
def storm(quick_folder, definition):
    """Makes the storm; everybody has taken a number before it begins."""
    opened = []

    def make(**speech: Any) -> Storm:
        db = opening.open_sqlite(quick_folder / f"storm-{next(_serial)}.db")
        opened.append(db)
        set_up_hall.write(db, twenty_counters(definition), actor="system", at=at("06.00"))
        with db.reading() as conn:
            hall = halls.load(conn)
        open_counters(db, hall)
        for n in range(round(PER_S * DAY_S * 1.4)):
            morning = at("07.00") + timedelta(seconds=n)
            take(db, hall, f"S{PREFIXES[n % len(PREFIXES)]}", at=morning)
        return Storm(db, hall, ZoneSpeech(languages=("id", "en"), **speech))

    yield make
    for db in opened:
        db.close()


def one_after_another(called: dict[int, float], lengths: dict[int, float]) -> dict[int, float]:
    """When each call begins if a single voice says them in order, and none that has waited a minute."""
    begins, free = {}, 0.0
    for seq, when in called.items():
        start = max(when, free)
        if start - when <= FRESH_S:
            begins[seq], free = start, start + lengths[seq]
    return begins


def test_in_a_day_of_200_calls_an_hour_each_waits_as_long_as_it_must_and_no_longer(storm):
    day = storm()
    day.run(DAY_S)

    assert day.heard_well()
    expected = one_after_another(day.called, day.lengths)
    assert [seq for seq, _, _ in day.said] == list(expected)
    late = max(abs(begins - expected[seq]) for seq, begins, _ in day.said)
    assert late < 0.01
    busy = PER_S * MEAN_S
    computed = busy * MEAN_S / (2 * (1 - busy))  # M/D/1
    assert mean(day.waits()) == pytest.approx(computed, rel=CLOSE_ENOUGH)
    assert len(day.said) > 0.99 * len(day.called)


def test_saying_it_twice_only_when_nobody_waits_leaves_room_for_every_call(storm):
    hours = storm(repeat=2, repeat_always=False, chime_always=False)
    hours.run(2 * 3600)

    assert hours.heard_well()
    assert len(hours.said) > 0.97 * len(hours.called)
    lengths = [ends - begins for _, begins, ends in hours.said]
    assert sum(length > 2 * SHORTEST_S - CHIME_S for length in lengths) > 20  # twice
    assert sum(length < SHORTEST_S for length in lengths) > 20  # once, without a chime


def test_saying_it_twice_always_is_more_than_a_zone_can_say_and_old_calls_are_left_out(storm):
    hours = storm(repeat=2)
    hours.run(2 * 3600)
    assert hours.heard_well()
    assert 0.7 < len(hours.said) / len(hours.called) < 0.9
