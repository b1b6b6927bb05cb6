"""A hall of two servers on one PostgreSQL, and hands that press at both of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from queue_server.storage import halls, opening
from queue_server.usecases import invariants
from tests.e2e.running import Refused, RunningHall, shipped

COUNTERS = [str(n + 1) for n in range(8)]
CALLS = sa.text("SELECT seq FROM journal WHERE kind IN ('ticket_called', 'ticket_recalled') ORDER BY seq")  # fmt: skip


def eight_counters() -> dict[str, Any]:
    """All in one zone, all for ID cards."""
    one = shipped()["counters"]["1"]
    return {code: one | {"name": {"id": f"Loket {code}"}} for code in COUNTERS}


def no_quota() -> dict[str, Any]:
    """ID cards for everybody who comes."""
    return {"KTP": {k: v for k, v in shipped()["services"]["KTP"].items() if k != "quota"}}


def together(*acts: Callable[[], None]) -> None:
    """Do them at the same time; what one of them raises is raised here."""
    faults: list[BaseException] = []

    def do(act: Callable[[], None]) -> None:
        try:
            act()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)
    if faults:
        raise faults[0]


def stubbornly(hall: RunningHall, ask: Callable[[], Any]) -> Any:
    """As a page does it: a server that is gone or cannot at the moment is asked again."""
    answers: list[Any] = []

    def answered() -> bool:
        try:
            answers.append(ask())
        except Refused as refusal:
            if refusal.status != 503:
                raise
        except OSError:
            pass
        return bool(answers)

    hall.wait_until(answered, "an answer", 120)
    return answers[0]


def call_and_end(hall: RunningHall, code: str) -> str | None:
    """The next visitor at a counter from call to end; the number, None when nobody waits.

    An answer that got lost with its server is no loss: the console shows who is called, and goes on with that.
    """

    def press(act: str) -> Any:
        try:
            return stubbornly(hall, lambda: hall.staff("POST", f"/counters/{code}/{act}") or {})
        except Refused as refusal:
            if refusal.status != 409:
                raise
            return stubbornly(hall, lambda: hall.staff("GET", f"/counters/{code}"))

    found = press("next")
    if not found:
        return None
    press("start")
    press("finish")
    return str(found["ticket"]["number"])


def calls_of(hall: RunningHall) -> list[int]:
    """The seq of every call in the journal."""
    with sa.create_engine(hall.database, poolclass=sa.NullPool).connect() as conn:
        return list(conn.scalars(CALLS))


def faults_of(hall: RunningHall) -> list[str]:
    """What ``satupintu verify`` would find."""
    db = opening.open_postgresql(hall.database)
    try:
        with db.reading() as conn:
            known = halls.load(conn)
            assert known
            days = conn.scalars(sa.text("SELECT DISTINCT day FROM ticket"))
            return [fault for day in list(days) for fault in invariants.check(conn, known, day)]
    finally:
        db.close()
