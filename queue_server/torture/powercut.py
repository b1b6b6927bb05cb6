"""The power goes, thousands of times: a day of a hall is recorded once, then cut everywhere and opened again."""

from __future__ import annotations

import random
import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from queue_server.config import definition, load
from queue_server.domain.counter_state import CounterState
from queue_server.domain.hall import Hall
from queue_server.storage import halls, journal, opening, sqlite
from queue_server.storage.database import Database
from queue_server.storage.reading import ReadOnly
from queue_server.storage.schema import ticket
from queue_server.torture import hall as ours
from queue_server.torture.disk import WAYS, Disk, Image
from queue_server.torture.tape import Op, Tape, recording
from queue_server.usecases import set_up_hall, verify
from queue_server.usecases.call_next import call_next
from queue_server.usecases.current_ticket import press
from queue_server.usecases.run_counter import set_counter
from queue_server.usecases.take_ticket import Request, take_ticket

VISITORS: Final = 150
PEOPLE: Final = 3
"""So many do things at once: transactions that share a commit are cut, too."""
FILE: Final = opening.FILE
Find = Callable[[ReadOnly, Path, "list[Promise]"], Iterator[str]]
"""What is wrong with the hall that was opened again: it, its file, and what had been promised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What somebody was told: this number, and a journal at least so long."""

    seq: int
    id: int = 0
    number: str = ""


@dataclass(slots=True, kw_only=True)
class Cuts:
    """What was tried and what was found."""

    operations: int = 0
    acknowledged: int = 0
    cuts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def record(folder: Path, *, visitors: int) -> Tape:
    """A hall is opened in ``folder`` and ``visitors`` are served; all that the disk was asked is on the tape."""
    config = ours.write_config(
        folder, "cut", port=1, data=folder, mode="threading", database="sqlite", printer=None
    )
    with recording(folder) as tape:
        db = opening.open_sqlite(folder / FILE, offload=lambda call, *words: call(*words))
        try:
            now = datetime.now(UTC)
            set_up_hall.seed(db, definition(load(config, {})), at=now)
            with db.reading() as conn:
                hall = halls.load(conn)
            assert hall is not None
            for counter in hall.counters:
                set_counter(db, hall, counter, CounterState.OPEN, staff="ani", at=now)
            people = [
                threading.Thread(target=_work, args=(db, hall, tape, who, visitors // PEOPLE)) for who in range(PEOPLE)
            ]  # fmt: skip
            for person in people:
                person.start()
            for person in people:
                person.join()
        finally:
            db.close()
    return tape


def record_upgrade(older: Path, folder: Path) -> tuple[Tape, Image]:
    """A hall of the release before is brought up to date in ``folder``; the tape, and the file as it was before."""
    file = Path(shutil.copy(older, folder / FILE))
    before = {FILE: file.read_bytes()}
    with recording(folder) as tape:
        opening.open_sqlite(file).close()
    return tape, before


def _work(db: Database, hall: Hall, tape: Tape, who: int, visitors: int) -> None:
    """Numbers are taken and called; each answer is a promise."""
    services, counter = list(ours.SERVICES), hall.counters[who]
    for visitor in range(visitors):
        now = datetime.now(UTC)
        asked = Request(
            service=services[visitor % len(services)], priority=None, language="id", key=f"cut-{who}-{visitor}",
            actor="kiosk:kiosk-1", printer=None,
        )  # fmt: skip
        told, _ = take_ticket(db, hall, asked, pace={}, at=now)
        tape.ack(Promise(seq=_last(db), id=told.ticket.id, number=told.ticket.number))
        if call_next(db, hall, counter, finish_first=True, actor="staff:ani", at=now):
            tape.ack(Promise(seq=_last(db)))
            press(db, hall, counter, "start", actor="staff:ani", at=now)
            tape.ack(Promise(seq=_last(db)))


def _last(db: Database) -> int:
    with db.reading() as conn:
        return journal.last_seq(conn)


def cut(
    tape: Tape, *, most: int, seed: int, find: Find, before: Image | None = None, ways: Sequence[str] = WAYS,
    among: Collection[int] | None = None, tell: Callable[[int, int], None] = lambda done, all: None,
) -> Cuts:  # fmt: skip
    """Cut ``tape`` at up to ``most`` moments (``among`` these operations) in ``ways``, and open what is left; ``find``
    tells what is wrong with it.
    """
    result, dice = Cuts(operations=len(tape.ops)), random.Random(seed)
    disk, told = Disk(before), list[Promise]()
    places = range(len(tape.ops)) if among is None else among
    chosen = moments(tape.ops, places, most=most, dice=dice)
    with _scratch() as folder:
        # One reader for all: its statements are made once. It is closed after each look.
        looks = ReadOnly(sqlite.reader(folder / FILE))
        for place, op in enumerate(tape.ops):
            disk.feed(op)
            if op.what == "ack":
                told.append(op.data)
            if place not in chosen:
                continue
            way = ways[sum(result.cuts.values()) % len(ways)]
            result.cuts["all was durable" if disk.calm else way] += 1
            for fault in _opened(looks, folder, disk.image(way, dice), told, find):
                result.faults.append(
                    f"cut after operation {place} ({op.what} {op.file}), {way} of the rest: {fault}"
                )
            tell(sum(result.cuts.values()), len(chosen))
    result.acknowledged = len(told)
    return result


def moments(
    ops: Sequence[Op], among: Collection[int], *, most: int, dice: random.Random
) -> set[int]:
    """Where to cut: everywhere, or a share of each kind of moment, so that the rare ones are not missed."""
    kinds: dict[tuple[str, str, bool], list[int]] = {}
    for place in sorted(among):
        kinds.setdefault((ops[place].what, ops[place].file, ops[place].at == 0), []).append(place)
    share = most // len(kinds) if kinds else 0
    chosen = {
        place for places in kinds.values() for place in dice.sample(places, min(share, len(places)))
    }
    left = sorted(set(among) - chosen)
    return chosen | set(dice.sample(left, min(len(left), most - len(chosen))))


@contextmanager
def _scratch() -> Iterator[Path]:
    shared = Path("/dev/shm")
    folder = Path(
        tempfile.mkdtemp(prefix="satupintu-cut-", dir=shared if shared.is_dir() else None)
    )
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _opened(
    looks: ReadOnly, folder: Path, image: Image, told: list[Promise], find: Find
) -> Iterator[str]:
    for left in folder.iterdir():
        left.unlink()
    for name, data in image.items():
        (folder / name).write_bytes(data)
    try:
        db = opening.open_sqlite(folder / FILE)
    except (
        Exception
    ) as error:  # whatever it is: a hall that does not open after a power cut is the finding
        yield f"it does not open: {error!r}"
        return
    try:
        yield from find(looks, folder / FILE, told)
    finally:
        looks.close()
        db.close()


def kept_its_word(db: ReadOnly, file: Path, told: list[Promise]) -> Iterator[str]:
    """All that was promised is there, nothing is there by half."""
    with db.reading() as conn:
        said = conn.exec_driver_sql("PRAGMA integrity_check").fetchall()
        if [tuple(row) for row in said] != [("ok",)]:
            yield f"the file is damaged: {said[:3]}"
        last = journal.last_seq(conn)
        there = {
            row.id: row.number for row in conn.execute(sa.select(ticket.c.id, ticket.c.number))
        }
        hall = halls.load(conn)
    if told and last < max(promise.seq for promise in told):
        yield f"I2: the journal ends at {last}, promised was {max(promise.seq for promise in told)}"
    for promise in told:
        if promise.number and there.get(promise.id) != promise.number:
            yield f"I2: number {promise.number} was promised, ticket {promise.id} is {there.get(promise.id)}"
            break
    if hall is not None:
        yield from (
            f"{fault.invariant}: {fault.words}" for fault in verify.verify(db, hall, days=0).faults
        )


def all_of_it(
    folder: Path, *, most: int, seed: int, tell: Callable[[int, int], None] = lambda done, all: None
) -> dict[str, Cuts]:
    """A day and an upgrade are recorded and cut, the upgrade in a tenth of ``most``: each of those opens anew."""
    from queue_server.torture import upgrade

    for name in ("day", "older", "upgrade"):
        (folder / name).mkdir(parents=True)
    tape = record(folder / "day", visitors=VISITORS)
    share = max(1, most // 10)
    day = cut(
        tape,
        most=most - share,
        seed=seed,
        find=kept_its_word,
        tell=lambda done, _: tell(done, most),
    )
    older = folder / "older" / FILE
    upgrade.make_older(folder / "day" / FILE, older)
    tape, before = record_upgrade(older, folder / "upgrade")
    grown = cut(
        tape, most=share, seed=seed, find=upgrade.finder(older), before=before,
        tell=lambda done, _: tell(most - share + done, most),
    )  # fmt: skip
    return {"a day": day, "an upgrade": grown}
