"""The agent and a printer or a disk in trouble: nothing is lost, nothing is printed twice, everybody is told."""

import itertools
import sqlite3
from datetime import UTC, datetime

import pytest

from printer.agent import Agent
from printer.journal import Journal
from printer.link import Server
from printer.worker import Worker
from tests.printer.at_work import _impatient, agent, hall, journal_file, printer
from tests.printer.hall_server import TOKEN

__all__ = ["_impatient", "agent", "hall", "journal_file", "printer"]


def test_how_the_printer_is_comes_with_the_connection_and_with_every_change(
    hall, printer, agent, job_body
):
    with agent():
        hall.wait_for(lambda h: h.conditions)
        printer.answers = {1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x7E}
        hall.add(job_body(id=1))
        hall.wait_for(lambda h: h.conditions[-1]["causes"])
        assert hall.state(1) == "queued"
        printer.answers = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
        hall.wait_for(lambda h: h.state(1) == "printed")
        hall.wait_for(lambda h: not h.conditions[-1]["causes"])

    said = [condition["causes"] for condition in hall.conditions]
    assert [causes for causes, _ in itertools.groupby(said)] == [[], ["paper_out"], []]
    assert hall.conditions[0]["near_end"] is False
    assert hall.said(1)[0] == "blocked"
    assert printer.tickets == 1


def test_nothing_is_claimed_for_a_printer_that_cannot_print(hall, printer, agent, job_body):
    printer.answers = {1: 0x1A, 2: 0x16, 3: 0x12, 4: 0x12}
    with agent():
        hall.wait_for(lambda h: h.conditions and h.conditions[-1]["causes"] == ["cover_open"])
        asked = hall.claims
        hall.add(job_body(id=1))  # its push must not make the agent busier
        hall.wait_for(lambda h: len(printer.jobs) >= 4, timeout=10)
        assert hall.claims <= asked + 1
        assert hall.state(1) == "queued", "so it can go to the spare"


def test_a_lost_journal_makes_the_first_job_unknown_and_no_other(
    hall, printer, agent, job_body, journal_file
):
    torn = Journal(journal_file)
    torn.tear(torn=True)
    torn.close()
    hall.add(job_body(id=1))
    hall.add(job_body(id=2))
    with agent():
        hall.wait_for(lambda h: h.state(2) == "printed")

    assert hall.said(1) == ["sending", "unknown"]
    assert printer.tickets == 1


def test_a_lost_journal_does_not_matter_when_no_job_was_in_flight(
    hall, printer, agent, job_body, journal_file
):
    torn = Journal(journal_file)
    torn.tear(torn=True)
    torn.close()
    with agent():
        hall.wait_for(lambda h: h.conditions)  # told after the first question for work
        hall.add(job_body(id=1))
        hall.wait_for(lambda h: h.state(1) in ("printed", "unknown"))

    assert hall.said(1) == ["sending", "printed"]
    assert printer.tickets == 1


def test_a_disk_that_fills_up_while_a_ticket_prints_hides_nothing(
    hall, printer, agent, job_body, journal_file
):
    full = Journal(journal_file)
    full._db.execute(
        "create trigger full before update of state on job"
        " begin select raise(abort, 'database or disk is full'); end"
    )
    full.close()
    hall.add(job_body(id=1))
    with agent():
        hall.wait_for(lambda h: h.state(1) == "printed")

    assert hall.said(1) == ["sending", "printed"]
    assert printer.tickets == 1


def test_a_journal_that_is_damaged_meanwhile_ends_the_agent_instead_of_letting_it_stumble_for_ever(
    hall, tmp_path, journal_file
):
    journal = Journal(journal_file)
    for n in range(300):
        journal.sending(str(n), "m" * 100, epoch="old", at=datetime.now(UTC))
    journal._db.execute("pragma wal_checkpoint(truncate)")
    server = Server(hall.url, TOKEN, timeout_s=2)
    worker = Worker(server=server, journal=journal)
    agent = Agent(server=server, worker=worker, state=tmp_path, paper=tmp_path / "paper")
    with journal_file.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (journal_file.stat().st_size - 4096))
    journal._db.execute("pragma shrink_memory")

    with pytest.raises(sqlite3.DatabaseError, match="malformed"):
        agent.run()

    agent.switch_off()
    journal.close()
