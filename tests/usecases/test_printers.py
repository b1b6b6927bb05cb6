"""Printers fail, tickets do not get lost: the spare takes over before the first byte, the rest waits for a person."""

from datetime import timedelta

import pytest

from queue_server.domain.errors import Conflict, IllegalTransition, NotFound
from queue_server.storage import journal, print_jobs, printers
from queue_server.usecases import any_ticket, spool
from queue_server.usecases.close_day import close_past_days
from queue_server.usecases.printers import (
    move_stranded,
    note_agents,
    note_condition,
    put_new_roll,
)
from tests.builders import DAY, NEXT_DAY, PRINTERS, at, take

NOW = at("09.00.10")


def say(db, name="kiosk-1", *causes, near_end=None, now=NOW):
    return note_condition(db, PRINTERS, name, causes=causes, near_end=near_end, at=now)


def told(db, kind="printer_changed"):
    with db.reading() as conn:
        return [row.data for row in journal.since(conn, 0) if row.kind == kind]


def job_of(db, ticket):
    with db.reading() as conn:
        return print_jobs.of_ticket(conn, ticket.id)


def claim(db, printer="kiosk-1", now=NOW):
    return spool.claim(db, printer=printer, at=now)


def report(db, job, says, **more):
    usual = {"printer": job.printer, "why": "", "paper_mm": None, "at": NOW, "setups": PRINTERS}
    return spool.report(db, job.id, says=says, **(usual | more))


def open_papers(db):
    with db.reading() as conn:
        assert print_jobs.count_open_papers(conn, day=DAY) == len(
            print_jobs.open_papers(conn, day=DAY)
        )
        return [job.ticket_id for job in print_jobs.open_papers(conn, day=DAY)]


def reprint(db, hall, ticket, **more):
    usual = {
        "printer": None, "reason": "tidak keluar", "waits": timedelta(seconds=90), "pace": {}, "setups": PRINTERS,
        "actor": "staff:ani", "at": NOW,
    }  # fmt: skip
    any_ticket.reprint(db, hall, ticket.id, **(usual | more))
    return job_of(db, ticket)


def test_a_condition_said_again_changes_nothing(db, hall):
    say(db, "kiosk-1", "paper_out")
    say(db, "kiosk-1", "paper_out")

    assert [(row["before"]["causes"], row["after"]["causes"]) for row in told(db)] == [
        ([], ["paper_out"])
    ]


def test_what_waits_goes_to_the_spare_when_the_printer_stops(db, hall):
    first, second, third = (take(db, hall, printer="kiosk-1") for _ in range(3))
    report(db, claim(db).job, "sending")  # the first is on its way to the paper

    say(db, "kiosk-1", "paper_out")

    assert [job_of(db, t).printer for t in (first, second, third)] == [
        "kiosk-1",
        "kiosk-2",
        "kiosk-2",
    ]
    assert claim(db, "kiosk-2").ticket == second
    moved = [row for row in told(db, "print_changed") if row["why"] == "spare"]
    assert [(row["printer"], row["was"], row["state"]) for row in moved] == [
        ("kiosk-2", "kiosk-1", "queued")
    ] * 2


def test_an_offered_job_never_moves_because_bytes_may_have_left(db, hall):
    ticket = take(db, hall, printer="kiosk-1")
    claim(db)

    note_agents(db, PRINTERS, lost=["kiosk-1"], at=NOW)

    assert (job_of(db, ticket).printer, job_of(db, ticket).state) == ("kiosk-1", "offered")


def test_nothing_moves_while_the_spare_cannot_print_and_all_moves_when_it_can(db, hall):
    ticket = take(db, hall, printer="kiosk-1")
    say(db, "kiosk-2", "cover_open")
    say(db, "kiosk-1", "paper_out")
    assert job_of(db, ticket).printer == "kiosk-1"

    say(db, "kiosk-2")

    assert job_of(db, ticket).printer == "kiosk-2"


def test_a_blocked_job_that_moved_keeps_its_time_and_its_asker(db, hall):
    ticket = take(db, hall, printer="kiosk-1", actor="kiosk:kiosk-1")
    before = claim(db).job
    report(db, before, "blocked", why="paper_out")
    say(db, "kiosk-1", "paper_out")

    after = job_of(db, ticket)
    assert (after.id, after.expires_at, after.actor, after.tries) == (
        before.id, before.expires_at, "kiosk:kiosk-1", 1,
    )  # fmt: skip


def test_an_agent_is_noted_as_lost_once_and_comes_back_by_its_own_word(db, hall):
    say(db, "kiosk-1")
    assert len(note_agents(db, PRINTERS, lost=["kiosk-1"], at=NOW)) == 1
    assert note_agents(db, PRINTERS, lost=["kiosk-1"], at=NOW) == []

    assert say(db, "kiosk-1").ready
    assert [row["after"]["agent"] for row in told(db)] == [True, False, True]


def test_paper_is_counted_and_a_refill_begins_anew(db, hall):
    for mm in (100, 120):
        take(db, hall, printer="kiosk-1")
        job = claim(db).job
        report(db, job, "sending")
        report(db, job, "printed", paper_mm=mm)
        report(db, job, "printed", paper_mm=mm)
    with db.reading() as conn:
        state = printers.one(conn, "kiosk-1")
    assert (state.used_mm, state.used_tickets) == (220, 2)

    say(db, "kiosk-1", "paper_out")
    say(db, "kiosk-1")

    with db.reading() as conn:
        assert printers.one(conn, "kiosk-1").used_mm == 0


def test_paper_that_was_unknown_is_counted_once(db, hall):
    take(db, hall, printer="kiosk-1")
    job = claim(db).job
    report(db, job, "sending")
    report(db, job, "unknown", paper_mm=110)
    report(db, job, "printed", paper_mm=110)

    with db.reading() as conn:
        assert printers.one(conn, "kiosk-1").used_mm == 110


def test_a_roll_that_becomes_low_is_told_once_and_a_new_roll_by_hand_ends_it(db, hall):
    take(db, hall, printer="kiosk-1")
    job = claim(db).job
    report(db, job, "sending")
    report(db, job, "printed", paper_mm=75_000)

    (news,) = told(db)
    assert news["tickets_left"] == 0
    after = put_new_roll(db, PRINTERS, "kiosk-1", actor="staff:ani", at=NOW)
    assert (after.used_mm, after.used_tickets) == (0, 0)


def test_a_job_nobody_asks_for_expires_by_itself(db, hall):
    ticket = take(db, hall, printer="kiosk-1")

    assert spool.end_overdue(db, lost=[], at=at("09.01.29")) == 0
    assert spool.end_overdue(db, lost=[], at=at("09.01.30")) == 1
    assert job_of(db, ticket).state == "expired"
    assert open_papers(db) == [ticket.id]


@pytest.mark.parametrize("said", [(), ("sending",)])
def test_what_a_lost_agent_has_in_hand_becomes_unknown_and_its_late_word_is_believed(
    db, hall, said
):
    ticket = take(db, hall, printer="kiosk-1")
    job = claim(db).job
    for word in said:
        report(db, job, word)

    assert spool.end_overdue(db, lost=[], at=at("09.02")) == 0, "its agent is there: it prints"
    spool.end_overdue(db, lost=["kiosk-1"], at=at("09.02"))
    assert job_of(db, ticket).state == "unknown"

    assert report(db, job, "printed").state == "printed"
    assert open_papers(db) == []


def test_an_agent_that_asks_again_too_late_gets_the_next_job(db, hall):
    old = take(db, hall, printer="kiosk-1")
    claim(db)
    new = take(db, hall, printer="kiosk-1", at=at("09.02"))

    assert claim(db, now=at("09.02")).ticket == new
    assert job_of(db, old).state == "expired"


def test_a_person_who_saw_the_paper_says_so(db, hall):
    ticket = take(db, hall, printer="kiosk-1")
    job = claim(db).job
    with pytest.raises(IllegalTransition):
        spool.seen_printed(db, job.id, actor="staff:ani", at=NOW)
    report(db, job, "sending")
    report(db, job, "unknown")

    spool.seen_printed(db, job.id, actor="staff:ani", at=NOW)

    assert (job_of(db, ticket).state, open_papers(db)) == ("printed", [])
    with db.reading() as conn:
        assert journal.since(conn, 0)[-1].actor == "staff:ani"
    with pytest.raises(NotFound):
        spool.seen_printed(db, 999, actor="staff:ani", at=NOW)


def test_a_copy_settles_what_nobody_knew_and_is_journalled_with_who_and_why(db, hall):
    ticket = take(db, hall, printer="kiosk-1")
    job = claim(db).job
    report(db, job, "sending")
    report(db, job, "unknown")
    assert open_papers(db) == [ticket.id]

    copy = reprint(db, hall, ticket, reason="macet")

    assert (copy.copy_no, copy.state, copy.reason, copy.actor) == (
        1,
        "queued",
        "macet",
        "staff:ani",
    )
    assert open_papers(db) == []
    row = told(db, "print_changed")[-1]
    assert (row["copy_no"], row["reason"], row["asked"]) == (1, "macet", "staff:ani")


def test_of_two_who_reprint_the_same_open_paper_the_second_is_told(db, hall):
    ticket = take(db, hall, printer="kiosk-1")
    spool.end_overdue(db, lost=[], at=at("10.00"))
    first = reprint(db, hall, ticket, because_of_paper=True)

    with pytest.raises(Conflict):
        reprint(db, hall, ticket, because_of_paper=True)

    assert job_of(db, ticket).id == first.id
    assert reprint(db, hall, ticket).copy_no == 2, "asked for without a paper, it is one more"


def test_a_job_queued_while_its_printer_was_failing_is_not_left_behind(db, hall):
    say(db, "kiosk-1", "paper_out")
    stranded = take(db, hall, printer="kiosk-1")  # it chose by what was known a moment ago

    assert move_stranded(db, PRINTERS, at=NOW) == 1
    assert job_of(db, stranded).printer == "kiosk-2"
    assert move_stranded(db, PRINTERS, at=NOW) == 0


def test_nothing_is_stranded_where_nobody_can_take_over(db, hall):
    for printer in PRINTERS:
        say(db, printer, "paper_out")
    take(db, hall, printer="kiosk-1")
    assert move_stranded(db, PRINTERS, at=NOW) == 0


def test_a_copy_replaces_what_was_still_to_be_printed(db, hall):
    ticket = take(db, hall, printer="kiosk-1")

    reprint(db, hall, ticket, printer="kiosk-2")

    assert claim(db, "kiosk-1") is None
    assert claim(db, "kiosk-2").job.copy_no == 1


def test_a_copy_comes_out_where_tickets_go_now(db, hall):
    ticket = take(db, hall, printer="kiosk-1")
    say(db, "kiosk-2")
    say(db, "kiosk-1", "cutter_jam")

    assert reprint(db, hall, ticket).printer == "kiosk-2"
    assert reprint(db, hall, ticket, printer="kiosk-1").printer == "kiosk-1", "a person may insist"


def test_papers_of_visitors_who_have_left_and_of_past_days_need_nobody(db, hall):
    here, gone = take(db, hall, printer="kiosk-1"), take(db, hall, printer="kiosk-1")
    spool.end_overdue(db, lost=[], at=at("10.00"))
    assert open_papers(db) == [gone.id, here.id]

    any_ticket.leave(db, hall, gone.token, at=at("10.01"))
    assert open_papers(db) == [here.id]

    close_past_days(db, hall, at=at("07.00", NEXT_DAY))
    with db.reading() as conn:
        left = conn.exec_driver_sql("SELECT count(*) FROM print_job WHERE handled_by = ''")
        assert left.scalar() == 0
