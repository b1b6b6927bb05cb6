"""The agent beside the printer: each job on paper at most once, and the server told of its end."""

import contextlib
import socket
import threading
from datetime import UTC, datetime

import pytest

from printer.journal import Journal
from printer.worker import mark_of
from tests.printer.at_work import _impatient, agent, hall, journal_file, printer
from tests.printer.scripted import WELL, TcpPrinter

__all__ = ["_impatient", "agent", "hall", "journal_file", "printer"]


def journalled(journal_file, job, state):
    journal = Journal(journal_file)
    journal.sending(job.id, mark_of(job), epoch="e1", at=datetime.now(UTC))
    if state != "sending":
        journal.settle(job.id, mark_of(job), state=state)
    journal.close()


def test_what_waits_at_the_start_and_what_comes_later_is_printed_in_order(
    hall, printer, agent, job_body
):
    hall.add(job_body(id=1))
    with agent():
        hall.wait_for(lambda h: h.state(1) == "printed")
        hall.add(job_body(id=2, number="A063"))
        hall.add(job_body(id=3, number="A064"))
        hall.wait_for(lambda h: h.state(3) == "printed")

    assert hall.said(1) == hall.said(2) == hall.said(3) == ["sending", "printed"]
    assert printer.tickets == 3
    assert hall.reports[-1][2]["paper_mm"] == 106
    assert [said["since"] for said in hall.syncs] == [None]


def test_a_printer_out_of_paper_gets_its_ticket_after_the_refill(hall, printer, agent, job_body):
    printer.answers = WELL | {1: 0x1A, 2: 0x32, 4: 0x7E}
    hall.add(job_body(id=1))
    with agent():
        hall.wait_for(lambda h: h.said(1)[:1] == ["blocked"])
        assert hall.reports[0][2]["why"] == "paper_out"
        printer.answers = WELL
        hall.wait_for(lambda h: h.state(1) == "printed")

    assert printer.tickets == 1


def test_a_ticket_without_proof_is_unknown_and_stays_alone(hall, printer, agent, job_body):
    printer.drop_after = 20_000
    hall.add(job_body(id=1))
    with agent():
        hall.wait_for(lambda h: h.state(1) == "unknown")
        printer.drop_after = None
        hall.add(job_body(id=2))
        hall.wait_for(lambda h: h.state(2) == "printed")

    assert hall.said(1) == ["sending", "unknown"]
    assert printer.tickets == 1


@pytest.mark.parametrize("end", ["printed", "unknown", "sending"])
def test_after_a_restart_the_journal_speaks_before_anything_is_printed(
    hall, printer, agent, job_body, a_job, journal_file, end
):
    journalled(journal_file, a_job(id=1), end)
    hall.add(job_body(id=1, given="sending"))
    hall.jobs["1"]["state"] = "sending"

    with agent():
        hall.wait_for(lambda h: h.state(1) != "sending")

    assert hall.state(1) == ("printed" if end == "printed" else "unknown")
    assert printer.tickets == 0


def test_a_proof_the_server_never_heard_of_reaches_it_late(
    hall, printer, agent, job_body, a_job, journal_file
):
    journalled(journal_file, a_job(id=1), "printed")
    hall.add(job_body(id=1))
    hall.jobs["1"]["state"] = "unknown"  # it had given up on the agent

    with agent():
        hall.wait_for(lambda h: h.state(1) == "printed")

    assert printer.tickets == 0


def test_a_server_back_from_an_older_backup_gets_no_second_paper(
    hall, printer, agent, job_body, a_job, journal_file
):
    journalled(journal_file, a_job(id=1), "printed")
    journal = Journal(journal_file)
    journal.told("1", mark_of(a_job(id=1)), "printed")
    journal.close()
    hall.add(job_body(id=1))

    with agent():
        hall.wait_for(lambda h: h.state(1) == "printed")

    assert printer.tickets == 0


def test_a_job_in_flight_that_the_journal_lost_is_unknown_not_printed_again(
    hall, printer, agent, job_body
):
    hall.add(job_body(id=1))
    hall.jobs["1"]["state"] = "sending"

    with agent():
        hall.wait_for(lambda h: h.state(1) == "unknown")

    assert printer.tickets == 0


def test_a_job_of_a_server_set_up_anew_is_printed_though_its_id_was_used(
    hall, printer, agent, job_body, a_job, journal_file
):
    journalled(journal_file, a_job(id=1), "printed")
    hall.epoch = "e2"
    hall.add(job_body(id=1, number="A001", url="https://siak.go.id/t/another"))

    with agent():
        hall.wait_for(lambda h: h.state(1) == "printed")

    assert printer.tickets == 1


def test_a_ticket_is_printed_though_the_server_goes_away_and_its_end_is_told_later(
    hall, printer, agent, job_body
):
    away = threading.Event()

    def trouble(path):
        if path.endswith("/report"):
            away.set()
        return ({"code": "down"}, 503) if away.is_set() else None

    hall.trouble = trouble
    hall.add(job_body(id=1))
    with agent():
        assert away.wait(8)
        printer.wait_for_ticket()
        away.clear()
        hall.trouble = None
        hall.wait_for(lambda h: h.state(1) == "printed")

    assert printer.tickets == 1


def test_a_job_the_server_takes_back_at_the_last_moment_is_not_printed(
    hall, printer, agent, job_body
):
    refused = []

    def trouble(path):
        if path.endswith("/report") and not refused:
            refused.append(path)
            hall.jobs["1"]["state"] = "cancelled"
            return {"code": "illegal_transition"}, 409
        return None

    hall.trouble = trouble
    hall.add(job_body(id=1))
    with agent():
        hall.add(job_body(id=2))
        hall.wait_for(lambda h: h.state(2) == "printed")

    assert refused
    assert hall.said(1) == [], "what is not ours is no fault of the printer"
    assert not any(said["causes"] for said in hall.conditions)
    assert printer.tickets == 1


def test_a_job_that_cannot_be_laid_out_holds_up_nobody_and_waits_for_a_person(
    hall, printer, agent, job_body
):
    hall.add(job_body(id=1, number=""))
    hall.add(job_body(id=2))
    with agent():
        hall.wait_for(lambda h: h.state(2) == "printed")

    assert hall.said(1) == ["unknown"]
    assert hall.reports[0][2]["why"] == "bad_job"
    assert printer.tickets == 1


def test_the_agent_comes_back_by_itself_after_the_server(printer, tmp_path, agent, hall, job_body):
    with agent():
        hall.wait_for(lambda h: h.syncs)
        for session in list(hall.socketio.server.eio.sockets.values()):
            session.close(wait=False)
        hall.wait_for(lambda h: len(h.syncs) == 2)
        hall.add(job_body(id=1))
        hall.wait_for(lambda h: h.state(1) == "printed")

    assert [said["since"] for said in hall.syncs] == [None, 4]


def test_the_agent_tells_a_server_which_numbers_it_has_printed(
    printer, tmp_path, agent, hall, job_body
):
    hall.add(job_body(id=1))
    with agent():
        hall.wait_for(lambda h: h.state(1) == "printed")
        for session in list(hall.socketio.server.eio.sockets.values()):
            session.close(wait=False)
        hall.wait_for(lambda h: len(h.syncs) == 2)

    ticket = job_body(id=1)["ticket"]
    first, then = (said["knew"] for said in hall.syncs)
    assert first == {"epoch": "", "numbers": []}
    assert (then["epoch"], [one["number"] for one in then["numbers"]]) == ("e1", [ticket["number"]])


def test_a_lost_push_delays_a_ticket_and_loses_none(hall, printer, agent, job_body, monkeypatch):
    monkeypatch.setattr("printer.agent.ASK_AGAIN_S", 0.2)
    with agent():
        hall.wait_for(lambda h: h.claims)
        hall.add(job_body(id=1), push=False)
        hall.wait_for(lambda h: h.state(1) == "printed")


def test_a_new_printer_in_the_settings_is_taken_up_with_the_next_connection(
    hall, printer, agent, job_body
):
    with contextlib.closing(TcpPrinter()) as other, agent():
        hall.wait_for(lambda h: h.syncs)
        hall.settings["port"] = other.port
        for session in list(hall.socketio.server.eio.sockets.values()):
            session.close(wait=False)
        hall.wait_for(lambda h: len(h.syncs) == 2)
        hall.add(job_body(id=1))
        hall.wait_for(lambda h: h.state(1) == "printed")
        assert other.tickets == 1
    assert printer.tickets == 0


def test_an_outage_is_told_once_at_its_beginning_and_once_at_its_end(
    hall, printer, agent, job_body, caplog
):
    caplog.set_level("INFO", logger="printer")
    port = printer.port
    printer.close()
    hall.add(job_body(id=1))
    with agent():
        hall.wait_for(lambda h: h.said(1)[:2] == ["blocked", "blocked"])
        with socket.create_server(("127.0.0.1", port)):
            pass  # the port is free: the printer comes back at its old address
        again = TcpPrinter()
        hall.settings["port"] = again.port
        for session in list(hall.socketio.server.eio.sockets.values()):
            session.close(wait=False)
        hall.wait_for(lambda h: h.state(1) == "printed")
    again.close()

    told = [line for line in caplog.messages if line.startswith("the printer")]
    assert len(told) == 2
    assert told[0].startswith("the printer: offline")
    assert told[1].startswith("the printer is well again after")
