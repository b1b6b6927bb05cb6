"""Stories of writers that wait for each other, told under eventlet, where turns come in a known order.

A program: ``python -m tests.storage.under_eventlet TEMPLATE FOLDER`` prints what happened as JSON, by story. Each
story has a hall of its own, a copy of TEMPLATE in FOLDER.
"""

from queue_server import runner  # patches the standard library: before everything else

# isort: split
import json
import resource
import shutil
import sys
import threading
import time
from pathlib import Path

import greenlet

from queue_server.domain.errors import QueueError
from queue_server.storage import halls, journal, numbers, opening
from queue_server.usecases import current_ticket
from queue_server.usecases.any_ticket import leave
from tests.builders import DAY, at, open_counters, press_next, take


class Hall:
    """The hall on a file; counts commits."""

    def __init__(self, file):
        self.file, self.commits = file, 0
        self.db = opening.open_sqlite(Path(file), self._offload)
        with self.db.reading() as conn:
            self.hall = halls.load(conn)
        self.commits = 0

    def _offload(self, call, *args):
        for _ in range(50):
            time.sleep(0)  # whoever acts side by side has come by now, however busy the machine is
        self.commits += 1
        return runner.offload(call, *args)

    def at_once(self, *acts):
        """What became of ``acts``, done side by side: a result each, or the code of the refusal."""
        told = [None] * len(acts)

        def do(place, act):
            try:
                told[place] = act()
            except QueueError as error:
                told[place] = error.code

        threads = [threading.Thread(target=do, args=pair) for pair in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return told

    def take(self, service="KTP", **request):
        return take(self.db, self.hall, service, **request).number

    def facts(self):
        """What is on disk: numbers, seqs of the journal, and the counter row of the numbers."""
        with self.db.reading() as conn:
            rows = journal.since(conn, 0, limit=1000)
            issued = numbers.issued_today(conn, day=DAY)
        return {
            "issued": [r.data["number"] for r in rows if r.kind == "ticket_issued"],
            "seqs": [r.seq for r in rows],
            "counted": sum(one.total for one in issued.values()),
        }


def a_refusal_in_a_batch(hall):
    takes = [hall.take] * 4
    takes.insert(2, lambda: hall.take("SIM", priority=None, key="first-key"))
    takes.insert(3, lambda: leave(hall.db, hall.hall, "nobody's token", at=at()))
    return {"told": hall.at_once(*takes), "commits": hall.commits} | hall.facts()


def duplicates_in_a_batch(hall):
    told = hall.at_once(hall.take, *[lambda: hall.take(key="one-key-for-all")] * 7)
    return {"told": told, "commits": hall.commits} | hall.facts()


def the_disk_is_full_at_the_commit(hall):
    hall.take()
    before = hall.facts()
    with LimitedFiles(hall):
        told = hall.at_once(*[hall.take] * 5)
    return {"told": told, "before": before, "after": hall.facts(), "then": hall.take()}


def the_disk_is_full_in_the_middle(hall):
    hall.take()
    hall.db._writer._dbapi.execute("PRAGMA cache_size=1")  # so that SQLite writes before the commit

    def write_much():
        with hall.db.transaction() as tx, LimitedFiles(hall):
            tx.conn.exec_driver_sql("CREATE TABLE heavy (x)")
            for _ in range(200):
                tx.conn.exec_driver_sql("INSERT INTO heavy VALUES (randomblob(20000))")

    told = hall.at_once(hall.take, hall.take, write_much, hall.take, hall.take)
    return {"told": told} | hall.facts()


class LimitedFiles:
    """Inside, no file may grow: what a full disk looks like to SQLite."""

    def __init__(self, hall):
        self._wal = Path(f"{hall.file}-wal")

    def __enter__(self):
        self._was = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._wal.stat().st_size, self._was[1]))

    def __exit__(self, *_):
        resource.setrlimit(resource.RLIMIT_FSIZE, self._was)


def nobody_waits_inside_a_transaction(hall, planted=False):
    writer, seen = hall.db._writer, []

    def watch(event, greenlets):
        if event in ("switch", "throw") and writer._owner == id(greenlets[0]):
            seen.append(event)

    open_counters(hall.db, hall.hall)
    greenlet.settrace(watch)
    told = hall.at_once(*(lambda c=c: work_a_while(hall, c) for c in ("1", "2", "3", "5", "8")))
    if planted:
        with hall.db.transaction():
            time.sleep(0)
    greenlet.settrace(None)
    return {"seen": seen, "told": told, "commits": hall.commits}


def with_a_planted_yield(hall):
    return nobody_waits_inside_a_transaction(hall, planted=True)


def work_a_while(hall, counter):
    """A counter's morning: numbers taken, called, served, missed, moved, given up."""
    served, serves = 0, hall.hall.counter(counter).service_ids
    for turn in range(4):
        service = hall.hall.service_of(serves[turn % len(serves)]).code
        tickets = [take(hall.db, hall.hall, service, printer="kiosk-1") for _ in range(2)]
        leave(hall.db, hall.hall, tickets[-1].token, at=at())
        if press_next(hall.db, hall.hall, counter) is None:
            continue
        served += 1
        for button in ("recall", "start", "finish") if turn % 2 else ("skip",):
            current_ticket.press(
                hall.db, hall.hall, hall.hall.counter(counter), button, actor="staff:ani", at=at()
            )
    return served


STORIES = (
    a_refusal_in_a_batch,
    duplicates_in_a_batch,
    the_disk_is_full_at_the_commit,
    the_disk_is_full_in_the_middle,
    nobody_waits_inside_a_transaction,
    with_a_planted_yield,
)

if __name__ == "__main__":
    template, folder = sys.argv[1:]
    told = {}
    for story in STORIES:
        file = Path(shutil.copy(template, Path(folder) / f"{story.__name__}.db"))
        told[story.__name__] = story(Hall(file))
    sys.stdout.write(json.dumps(told))
