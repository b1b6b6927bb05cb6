"""The print agent asks for work and says what became of it."""

import itertools
from datetime import timedelta

import pytest

from queue_server.domain.errors import Conflict, IllegalTransition, NotFound
from queue_server.storage import journal, print_jobs
from queue_server.usecases import any_ticket, current_ticket, shapes, spool
from tests.builders import PRINTERS, at, open_counters, press_next, take
from tests.threads import at_once

NOW = at("09.00.10")


def claim(db, printer="kiosk-1", now=NOW):
    return spool.claim(db, printer=printer, at=now)


def report(db, job, says, **options):
    usual = {"printer": "kiosk-1", "why": "", "paper_mm": None, "at": NOW}
    return spool.report(db, job.id, says=says, **(usual | options))


def printed_ticket(db, hall, *, now=None, printer="kiosk-1"):
    return take(db, hall, at=now or at(), printer=printer)


def job_of(db, ticket):
    with db.reading() as conn:
        return print_jobs.of_ticket(conn, ticket.id)


def test_nothing_to_print_is_normal_and_writes_nothing(db, hall):
    assert claim(db) is None
    with db.reading() as conn:
        assert journal.last_seq(conn) == 0


def test_the_oldest_job_is_printed_first(db, hall):
    first, _ = printed_ticket(db, hall), printed_ticket(db, hall)

    work = claim(db)

    assert (work.ticket, work.job.state) == (first, "offered")


def test_one_job_is_in_flight_until_it_is_reported(db, hall):
    printed_ticket(db, hall), printed_ticket(db, hall)

    job = claim(db).job
    assert claim(db).job.id == job.id, "asked again, the same"
    report(db, job, "sending")
    assert claim(db).job.id == job.id, "still the same while bytes are sent"
    report(db, job, "printed")
    assert claim(db).job.id != job.id


def test_each_printer_has_its_own_spool(db, hall):
    here, there = (printed_ticket(db, hall, printer=name) for name in ("kiosk-1", "kiosk-2"))

    assert claim(db, "kiosk-2").ticket == there
    assert claim(db, "kiosk-1").ticket == here
    assert claim(db, "kiosk-3") is None


def test_two_claims_at_the_same_moment_give_one_job(db, hall):
    printed_ticket(db, hall), printed_ticket(db, hall)

    told = at_once(*[lambda: claim(db).job.id] * 6)

    given = [id for id in told if not isinstance(id, Conflict)]
    assert len(set(given)) == 1
    with db.reading() as conn:
        offered = [r for r in journal.since(conn, 0) if r.data.get("state") == "offered"]
    assert len(offered) == 1


@pytest.mark.parametrize(("age", "alive"), [(89, True), (90, False), (3600, False)])
def test_a_job_older_than_90_seconds_is_not_printed_any_more(db, hall, age, alive):
    ticket = printed_ticket(db, hall)

    work = claim(db, now=at() + timedelta(seconds=age))

    assert (work is not None) is alive
    assert job_of(db, ticket).state == ("offered" if alive else "expired")


def test_an_old_job_does_not_hold_up_a_new_one(db, hall):
    old = printed_ticket(db, hall, now=at("08.00"))
    new = printed_ticket(db, hall)

    assert claim(db).ticket == new
    assert job_of(db, old).state == "expired"


def test_a_blocked_printer_gets_the_job_again_with_the_reason_kept(db, hall):
    printed_ticket(db, hall)
    job = claim(db).job

    report(db, job, "blocked", why="paper_out")

    again = claim(db).job
    assert (again.id, again.tries, again.state) == (job.id, 1, "offered")


def test_what_the_agent_says_is_journalled_for_the_kiosk(db, hall):
    ticket = printed_ticket(db, hall)
    job = claim(db).job
    report(db, job, "unknown", why="no answer")

    with db.reading() as conn:
        row = journal.since(conn, 0)[-1]
    assert (row.kind, row.ticket_id) == ("print_changed", ticket.id)
    assert row.data == {
        "job": job.id, "printer": "kiosk-1", "state": "unknown", "why": "no answer", "asked": job.actor,
        "number": ticket.number,
    }  # fmt: skip


# What the agent may say of a job in each state, and the state it means. Once a byte may have reached the paper,
# the job never comes back: "queued" follows "offered" alone.
MAY = {
    "queued": {},
    "offered": {
        "sending": "sending",
        "printed": "printed",
        "unknown": "unknown",
        "blocked": "queued",
    },
    "sending": {"printed": "printed", "unknown": "unknown"},
    "printed": {},
    "unknown": {"printed": "printed"},
    "expired": {"printed": "printed", "unknown": "unknown"},
    "cancelled": {},
}
MEANS = {"sending": "sending", "printed": "printed", "unknown": "unknown", "blocked": "queued"}


@pytest.mark.on("sqlite")
@pytest.mark.parametrize(("state", "says"), list(itertools.product(MAY, MEANS)))
def test_every_word_of_the_agent_in_every_state(db, hall, state, says):
    ticket = printed_ticket(db, hall)
    with db.transaction() as tx:
        print_jobs.change(tx.conn, print_jobs.of_ticket(tx.conn, ticket.id), state=state, at=NOW)
    job = job_of(db, ticket)

    if says in MAY[state]:
        assert report(db, job, says).state == MAY[state][says] == job_of(db, ticket).state
    elif MEANS[says] == state:
        assert report(db, job, says) == job, "a word said twice changes nothing"
    else:
        with pytest.raises(IllegalTransition):
            report(db, job, says)
        assert job_of(db, ticket) == job


def test_the_length_of_the_paper_is_kept(db, hall):
    printed_ticket(db, hall)
    job = claim(db).job
    report(db, job, "printed", paper_mm=113)

    with db.reading() as conn:
        row = conn.exec_driver_sql("SELECT paper_mm FROM print_job").one()
    assert row.paper_mm == 113


def test_a_job_of_another_printer_is_none_of_its_business(db, hall):
    printed_ticket(db, hall)
    job = claim(db).job

    with pytest.raises(NotFound):
        report(db, job, "printed", printer="kiosk-2")


def test_of_two_agents_that_report_at_the_same_moment_one_loses_visibly(db, hall):
    ticket = printed_ticket(db, hall)
    job = claim(db).job
    report(db, job, "sending")

    told = at_once(
        lambda: report(db, job, "unknown").state, lambda: report(db, job, "printed").state
    )

    assert told[1] == "printed" or isinstance(told[1], Conflict)
    assert told[0] == "unknown" or isinstance(told[0], (Conflict, IllegalTransition))
    assert job_of(db, ticket).state in told


def test_a_visitor_who_left_gets_no_paper_any_more(db, hall):
    ticket = printed_ticket(db, hall)

    any_ticket.leave(db, hall, ticket.token, at=NOW)

    assert claim(db) is None
    assert job_of(db, ticket).state == "cancelled"


def test_a_visitor_who_was_served_without_paper_gets_none_afterwards_but_a_copy_that_was_asked_for(
    db, hall
):
    ticket, waiting = printed_ticket(db, hall), printed_ticket(db, hall)
    open_counters(db, hall, "1")
    press_next(db, hall, "1", at=NOW)
    for button in ("start", "finish"):
        current_ticket.press(db, hall, hall.counter("1"), button, actor="staff:ani", at=NOW)

    assert claim(db).ticket == waiting
    assert job_of(db, ticket).state == "cancelled"
    report(db, claim(db).job, "printed")
    any_ticket.reprint(
        db, hall, ticket.id, printer=None, reason="", waits=timedelta(seconds=90), pace={}, setups=PRINTERS,
        actor="staff:ani", at=NOW,
    )  # fmt: skip
    assert claim(db).job.copy_no == 1


def test_paper_that_is_under_way_when_the_visitor_leaves_is_reported_as_ever(db, hall):
    ticket = printed_ticket(db, hall)
    job = claim(db).job

    any_ticket.leave(db, hall, ticket.token, at=NOW)
    report(db, job, "printed")

    assert job_of(db, ticket).state == "printed"


def test_a_ticket_in_another_language_brings_its_indonesian_along(db, hall):
    printed_ticket(db, hall)
    take(db, hall, at=at(), printer="kiosk-1", language="en")
    plain = claim(db)
    report(db, plain.job, "printed")
    english = claim(db)

    def job(work):
        shape = shapes.job(hall, work.job, work.ticket, public_url="http://h", template="standard")
        return shape["ticket"]

    assert "indonesian" not in job(plain)
    assert job(english)["service"] == "ID card (KTP-el)"
    told = {key: job(plain)[key] for key in ("hall", "service", "agency", "place", "requirements")}
    assert job(english)["indonesian"] == told
