"""The audit finds what the hall has forgotten, doubled or shown in another order: each seen with the fault in place."""

import shutil
import threading
from collections import Counter
from dataclasses import replace

import pytest

from queue_server.storage import halls, opening
from queue_server.torture.audit import Audit
from queue_server.torture.ledger import Call, Ledger, Number
from queue_server.usecases.shapes import when
from tests.builders import NINE, at, minutes, open_counters, press_next, take


class Seen:
    """A screen that has seen what it has seen."""

    def __init__(self, *calls, zone="A"):
        self.name, self.zone, self.began = "lobby", zone, 0
        self.told = []
        self.seen, self.last = list(calls), calls[-1][0] if calls else 0
        self.caught_up = threading.Condition()


@pytest.fixture
def ledger(tmp_path):
    made = Ledger(tmp_path / "ledger.jsonl")
    yield made
    made.close()


@pytest.fixture
def told(tmp_path, sqlite_template, ledger):
    """A hall in which A001 was taken and called to counter 1, as it was acknowledged; and its audit."""
    file = shutil.copy(sqlite_template, tmp_path / "hall.db")
    db = opening.open_sqlite(file)
    with db.reading() as conn:
        hall = halls.load(conn)
    open_counters(db, hall, "1")
    ticket = take(db, hall, "KTP", key="visitor-1")
    called = press_next(db, hall, "1", at=at("09.10"))
    with db.reading() as conn:
        seq = conn.exec_driver_sql("select max(seq) from journal").scalar()
    db.close()
    number = Number(
        key="visitor-1", actor="kiosk:kiosk-1", id=ticket.id, number="A001", token=ticket.token, service="KTP",
        printed=True,
    )  # fmt: skip
    call = Call(id=ticket.id, number="A001", counter="1", at=when(called.last_call_at), recall=False)  # fmt: skip
    return Audit(str(file), ledger), number, call, (seq, "A001")


def test_a_hall_that_kept_its_word_has_no_fault(told, ledger):
    audit, number, call, seen = told
    ledger.number(number)
    ledger.call(call)
    audit.everything()
    audit.screens([Seen(seen)], patience_s=0)
    assert ledger.faults == []


@pytest.mark.parametrize(
    ("change", "words"),
    [({"id": 99}, "is not there"), ({"token": "x" * 22}, "was acknowledged as A001 and is"),
     ({"key": "visitor-2"}, "was acknowledged as A001 and is"), ({"service": "KK"}, "was taken for KK")],
)  # fmt: skip
def test_a_number_that_the_hall_does_not_know_so_is_found(told, ledger, change, words):
    audit, number, _, _ = told
    ledger.number(replace(number, **change))
    audit.news()
    assert words in ledger.faults[0]


@pytest.mark.parametrize(
    "change", [{"id": 99}, {"counter": "2"}, {"at": when(NINE)}, {"recall": True}]
)
def test_a_call_that_is_not_in_the_journal_is_found(told, ledger, change):
    audit, _, call, _ = told
    ledger.call(replace(call, **change))
    audit.news()
    assert "0 times" in ledger.faults[0]


@pytest.mark.parametrize("calls", [[], [(1, "A009")], "twice"])
def test_a_screen_that_missed_repeated_or_invented_a_call_is_found(told, ledger, calls):
    audit, _, _, seen = told
    audit.screens([Seen(*([seen, seen] if calls == "twice" else calls))], patience_s=0)
    assert "I5: screen lobby" in ledger.faults[0]


@pytest.mark.parametrize(("minutes_late", "faults"), [(2, 0), (0.5, 1)])
def test_a_call_is_missed_rightly_only_when_it_was_too_old_to_be_told(
    told, ledger, minutes_late, faults
):
    audit, _, _, (seq, _) = told
    screen = Seen()
    screen.told = [(seq - 1, seq, at("09.10") + minutes(minutes_late))]
    audit.screens([screen], patience_s=0)
    assert len(ledger.faults) == faults
    assert ledger.counts["calls that a screen came back to a minute too late"] == 1 - faults


def test_a_paper_that_came_twice_or_belongs_to_nobody_is_found(told, ledger):
    audit, _, _, _ = told
    audit.papers(Counter({"A001": 1, "A002": 2}), Counter())
    assert ledger.faults == [
        "I3: A001 is on paper, and no hall knows it",
        "A002 is on 2 papers that do not say they are copies",
        "I3: A002 is on paper, and no hall knows it",
    ]


def test_a_number_whose_paper_nobody_knows_of_is_found(told, ledger):
    audit, number, _, _ = told
    ledger.number(number)
    audit.papers(Counter(), Counter())
    assert ledger.faults == ["paper of A001: nobody knows of it"]
