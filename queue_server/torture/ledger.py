"""What the hall has acknowledged, written down at once by those who were told. The hall must never know less.

A file of its own, one JSON object a line; no fsync, because whoever tortures is not killed.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that a visitor holds. ``key`` is the Idempotency-Key it was asked for with."""

    key: str
    actor: str
    id: int
    number: str
    token: str
    service: str
    printed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call that staff was told of; ``at`` is its time as the answer has it, ``seen`` how often it was called then."""

    id: int
    number: str
    counter: str
    at: str
    recall: bool


class Ledger:
    """``faults`` are in words; ``counts`` are for the report."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("a", encoding="utf-8")
        self._lock = threading.Lock()
        self._by_number: dict[str, Number] = {}
        self._by_key: dict[str, Number] = {}
        self.numbers: list[Number] = []
        self.calls: list[Call] = []
        self.faults: list[str] = []
        self.counts: Counter[str] = Counter()
        self.told = threading.Event()
        """Set at every acknowledgement."""

    def number(self, told: Number) -> None:
        """A visitor was given a number, or told again which one it is."""
        with self._lock:
            before = self._by_key.get(told.key)
            if before == told:
                self.counts["asked again, same number"] += 1
            elif before is not None:
                self._fault(f"{told.key} was given {before.number} and then {told.number}")
            else:
                other = self._by_number.get(told.number)
                if other is not None:
                    self._fault(f"number {told.number} was given to {other.key} and to {told.key}")
                self._by_number[told.number] = self._by_key[told.key] = told
                self.numbers.append(told)
                self.counts["numbers"] += 1
            self._write("number", asdict(told))

    def call(self, told: Call) -> None:
        """Staff was told that a visitor is called."""
        with self._lock:
            self.calls.append(told)
            self.counts["recalls" if told.recall else "calls"] += 1
            self._write("call", asdict(told))

    def step(self, name: str, **facts: Any) -> None:
        """Staff was told that something else was done."""
        with self._lock:
            self.counts[name] += 1
            self._write(name, facts)

    def count(self, what: str) -> None:
        """For the report alone."""
        with self._lock:
            self.counts[what] += 1

    def fault(self, words: str) -> None:
        """The hall broke its word."""
        with self._lock:
            self._fault(words)

    def known(self) -> list[Number]:
        """All numbers so far."""
        with self._lock:
            return list(self.numbers)

    def close(self) -> None:
        self._file.close()

    def _fault(self, words: str) -> None:
        if words not in self.faults:
            self.faults.append(words)
            self._write("FAULT", {"words": words})

    def _write(self, what: str, facts: dict[str, Any]) -> None:
        self._file.write(json.dumps({"what": what, **facts}) + "\n")
        self._file.flush()
        self.told.set()
