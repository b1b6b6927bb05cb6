"""How a hall's day goes: arrivals, services, lengths, habits. Shaped on what is published of Indonesian halls."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from datetime import date

# Share of a day's visitors by hour, from the opening of the doors; Mondays are full, Fridays short.
ARRIVALS = (
    (7.5, 8, 12), (8, 9, 24), (9, 10, 20), (10, 11, 15), (11, 12, 9), (12, 13, 4), (13, 14, 10), (14, 15, 6),
)  # fmt: skip
WEEKDAY = {0: 1.2, 1: 1.0, 2: 0.9, 3: 0.95, 4: 0.95}
RAMADAN = (date(2026, 2, 18), date(2026, 3, 17))
AFTER_LEBARAN = (date(2026, 3, 25), date(2026, 4, 2))  # everybody comes for cards at once
HOLIDAYS = frozenset(
    date.fromisoformat(f"2026-{day}")
    for day in (
        "01-01", "01-16", "02-16", "02-17", "03-18", "03-19", "03-20", "03-23", "03-24", "04-03", "05-01", "05-14",
        "05-15", "05-27", "05-28", "06-01", "06-16", "08-17", "08-25", "12-24", "12-25",
    )
)  # fmt: skip
SHARES = {
    "KTP": 17, "KK": 11, "AKTA": 6, "KIA": 4, "PINDAH": 3, "BPJS-DAFTAR": 9, "BPJS-UBAH": 6, "SIM": 7, "SKCK": 5,
    "PASPOR": 5, "GANTI-PASPOR": 3, "NIB": 4, "IZIN": 3, "PBG": 1, "PBB": 3, "BPHTB": 2, "PAJAK-TAHUNAN": 4,
    "BALIK-NAMA": 2, "NIKAH": 3, "HAJI": 2,
}  # fmt: skip
CLASSES = {"lansia": 11, "disabilitas": 2, "hamil": 4, "balita": 5}
"""Of a hundred visitors; the others are regular."""
CV = (0.5, 1.0)  # how much lengths of service scatter


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody who comes, and how they are. Seconds count from midnight, local time."""

    serial: int
    comes: int
    service: str
    priority: str | None
    also: tuple[str, ...] = ()
    any_order: bool = False
    follows: int | None = None
    """Came together with the visitor of this serial."""
    appointment: int | None = None
    walks_s: int = 40
    patience_s: int = 4 * 3600
    hears: float = 1.0
    """The chance to hear a call and come."""
    works: tuple[float, ...] = field(default=())
    """For each service in turn: how much longer than usual it takes."""
    presses_twice: bool = False
    in_a_hurry: bool = False


def is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def visitors(day: date, *, seed: int, base: int) -> list[Visitor]:
    """Everybody who comes on ``day``, by time; the same for the same ``seed``."""
    chance = random.Random(f"{seed} {day.isoformat()}")
    factor = WEEKDAY.get(day.weekday(), 0.0)
    count = max(0, round(chance.gauss(base * factor, (base * factor) ** 0.5)))
    rush = AFTER_LEBARAN[0] <= day <= AFTER_LEBARAN[1]
    times = sorted(_time(chance) for _ in range(count))
    people: list[Visitor] = []
    for serial, comes in enumerate(times):
        with_somebody = people and chance.random() < 0.04
        people.append(
            _one(chance, serial, comes, rush=rush, follows=serial - 1 if with_somebody else None)
        )
    return people


def _one(
    chance: random.Random, serial: int, comes: int, *, rush: bool, follows: int | None
) -> Visitor:
    shares = SHARES | ({"KTP": 60} if rush else {})
    service = chance.choices(list(shares), list(shares.values()))[0]
    classes = [*CLASSES, None]
    priority = chance.choices(classes, [*CLASSES.values(), 100 - sum(CLASSES.values())])[0]
    also: tuple[str, ...] = ()
    if chance.random() < 0.05:
        others = [code for code in SHARES if code != service]
        also = tuple(chance.sample(others, chance.choice((1, 1, 2))))
    appointment = None
    if service in ("PASPOR", "GANTI-PASPOR") and chance.random() < 0.4:
        appointment = round((comes + chance.randint(-900, 1500)) / 900) * 900
    return Visitor(
        serial=serial, comes=comes, service=service, priority=priority, also=also,
        any_order=chance.random() < 0.5, follows=follows, appointment=appointment,
        walks_s=chance.randint(10, 80), patience_s=round(3600 * chance.uniform(0.7, 5)),
        hears=chance.choice((1.0, 1.0, 1.0, 0.8, 0.6, 0.1)), works=tuple(_length(chance) for _ in range(4)),
        presses_twice=chance.random() < 0.02, in_a_hurry=chance.random() < 0.003,
    )  # fmt: skip


def _time(chance: random.Random) -> int:
    start, end, _ = chance.choices(ARRIVALS, [share for *_, share in ARRIVALS])[0]
    return round(chance.uniform(start, end) * 3600)


def _length(chance: random.Random) -> float:
    """A lognormal factor of mean 1."""
    sigma2 = math.log(1 + chance.uniform(*CV) ** 2)
    return chance.lognormvariate(-sigma2 / 2, sigma2**0.5)
