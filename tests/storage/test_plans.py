"""A million old tickets cost nothing: what is asked all day is found by an index, never by reading a table."""

import re

import pytest

from queue_server.domain.events import CALLS
from queue_server.domain.ticket import TRANSITIONS, Action, State
from queue_server.storage import (
    figures,
    heads,
    journal,
    legs,
    numbers,
    people,
    predictions,
    print_jobs,
    schema,
    tickets,
)
from queue_server.usecases import current_ticket, spool
from queue_server.usecases.any_ticket import give_back, leave
from tests.builders import DAY, NEXT_DAY, at, open_counters, press_next, take

pytestmark = pytest.mark.on("sqlite")
# Tables that grow with every visitor; the others have as many rows as the hall has counters.
GROWING = re.compile(r"SCAN (ticket|leg|journal|print_job|session|prediction)\b")


@pytest.fixture
def asked(db, hall):
    """``asked(act)``: what SQLite is told in ``act``, each statement with its plan."""
    dbapi = db._writer._dbapi

    def watch(act):
        told = []
        dbapi.set_trace_callback(told.append)
        act()
        dbapi.set_trace_callback(None)
        return [
            (
                statement,
                "\n".join(row[3] for row in dbapi.execute(f"EXPLAIN QUERY PLAN {statement}")),
            )
            for statement in told
            if statement.split()[0] in ("SELECT", "UPDATE", "DELETE", "WITH")
        ]

    return watch


def on(db, ask):
    """Ask on the connection that is watched."""

    def act():
        with db.transaction() as tx:
            ask(tx.conn)

    return act


ASKS = heads.Asks(counter_id=1, staff="ani", day=DAY, at=at())
QUERIES = {
    "a place in line": lambda conn, t: tickets.ahead(conn, t),
    "the head": lambda conn, t: heads.head(conn, ASKS, t.service_id),
    "the regular head": lambda conn, t: heads.head(conn, ASKS, t.service_id, priority=False),
    "the head of those with a class": lambda conn, t: heads.head(
        conn, ASKS, t.service_id, priority=True
    ),
    "the head before its time": lambda conn, t: heads.early(conn, ASKS, t.service_id),
    "who waits elsewhere": lambda conn, t: heads.elsewhere(conn, ASKS, t.service_id),
    "the key behind which one comes": lambda conn, t: heads.key_after(
        conn, service_id=t.service_id, day=DAY, others=2
    ),
    "the services of a visit": lambda conn, t: legs.of_ticket(conn, t.id),
    "the services of several visits": lambda conn, t: legs.of_tickets(conn, [t.id]),
    "the stays of a day": lambda conn, t: legs.of_day(conn, day=DAY),
    "a group": lambda conn, t: tickets.visit(conn, [t.id]),
    "who was sent to a counter": lambda conn, t: tickets.set_free(conn, day=DAY, counter_id=1),
    "who waits, by service": lambda conn, t: tickets.waiting_counts(conn, day=DAY),
    "a line": lambda conn, t: tickets.in_state(
        conn, [State.WAITING], day=DAY, services=[t.service_id]
    ),
    "held and missed": lambda conn, t: tickets.in_state(
        conn, [State.ON_HOLD, State.NO_SHOW], day=DAY
    ),
    "the counter's visitor": lambda conn, t: tickets.at_counter(conn, 1, day=DAY),
    "who is at the counters": lambda conn, t: tickets.at_counters(conn, day=DAY),
    "the board": lambda conn, t: tickets.called_today(conn, day=DAY, counters=[1, 2, 3], limit=8),
    "the counter's figures": lambda conn, t: tickets.ended_at(conn, 1, day=DAY),
    "what past days left open": lambda conn, t: tickets.left_open(conn, before=NEXT_DAY),
    "a day": lambda conn, t: tickets.of_day(conn, day=DAY),
    "a ticket by its token": lambda conn, t: tickets.by_token(conn, t.token),
    "a ticket by its request": lambda conn, t: tickets.by_request(conn, actor="a", key="b"),
    "a ticket": lambda conn, t: tickets.by_id(conn, t.id),
    "the news": lambda conn, t: journal.since(conn, 5),
    "the calls since": lambda conn, t: journal.of_kinds(conn, sorted(CALLS), after=5),
    "the calls of the last minute": lambda conn, t: journal.calls_since(conn, at("08.59")),
    "the calls of the board": lambda conn, t: journal.call_seqs(conn, [t.id]),
    "the newest seq": lambda conn, t: journal.last_seq(conn),
    "a ticket's paper": lambda conn, t: print_jobs.of_ticket(conn, t.id),
    "a printer's work": lambda conn, t: print_jobs.due(conn, "kiosk-1"),
    "outdated paper": lambda conn, t: print_jobs.outdated(conn, at=at(), printer="kiosk-1"),
    "what waits at a printer": lambda conn, t: print_jobs.queued(conn, "kiosk-1"),
    "a ticket's open paper": lambda conn, t: print_jobs.settle(conn, t.id, by="ani"),
    "copies": lambda conn, t: print_jobs.copies(conn, t.id),
    "numbers given out": lambda conn, t: numbers.issued_today(conn, day=DAY),
    "what a visitor was told": lambda conn, t: predictions.of_ticket(conn, t.id),
    "the first number of the day": lambda conn, t: figures.first_number_at(conn, day=DAY),
    "arrivals with priority": lambda conn, t: figures.priority_arrivals(conn, day=DAY),
    "what was told on a day": lambda conn, t: predictions.of_days(conn, first=DAY, last=DAY),
    "whose token": lambda conn, t: people.by_token(conn, "x", at=at()),
}


@pytest.mark.parametrize("name", QUERIES)
def test_what_is_asked_all_day_is_found_by_an_index(db, hall, asked, name):
    ticket = take(db, hall, printer="kiosk-1")

    plans = asked(on(db, lambda conn: QUERIES[name](conn, ticket)))

    assert plans
    for statement, plan in plans:
        assert "SEARCH" in plan, statement
        assert not GROWING.search(plan), f"{statement}\n{plan}"


FEW = {
    "paper that waits too long": (
        lambda conn, t: print_jobs.outdated(conn, at=at()), "ix_print_job_unfinished"),
    "what waits at each printer": (lambda conn, t: print_jobs.counts(conn), "ix_print_job_unfinished"),
    "paper for a person to look at": (
        lambda conn, t: print_jobs.open_papers(conn, day=DAY), "ix_print_job_open"),
    "how much of it": (
        lambda conn, t: print_jobs.count_open_papers(conn, day=DAY), "ix_print_job_open"),
    "what past days left of it": (
        lambda conn, t: print_jobs.settle_past(conn, before=DAY, by="system"), "ix_print_job_open"),
}  # fmt: skip


@pytest.mark.parametrize("name", FEW)
def test_papers_in_trouble_are_found_by_an_index_that_holds_no_others(db, hall, asked, name):
    ask, index = FEW[name]
    ticket = take(db, hall, printer="kiosk-1")

    [(_, plan)] = asked(on(db, lambda conn: ask(conn, ticket)))

    assert index in plan
    assert not GROWING.search(
        plan.replace(f"SCAN print_job USING INDEX {index}", "").replace(
            f"SCAN print_job USING COVERING INDEX {index}", ""
        )
    )


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("the head", "ix_ticket_line (service_id=? AND day=? AND state=?)"),
        ("a place in line", "ix_ticket_line"),
        ("what past days left open", "ix_ticket_open"),
        ("the board", "ix_ticket_called (day=?"),
        ("who waits, by service", "INDEX ix_ticket_day (day=? AND state=?"),
        ("the counter's visitor", "ux_ticket_counter"),
        ("the calls of the last minute", "ix_journal_calls (at>?)"),
    ],
)
def test_the_right_index_is_used(db, hall, asked, name, index):
    """A search over all days would be a search, too."""
    ticket = take(db, hall)

    [(_, plan)] = asked(on(db, lambda conn: QUERIES[name](conn, ticket)))

    assert index in plan


def test_the_index_of_open_tickets_has_all_that_the_end_of_the_day_must_close():
    may_end = {state.value for state in State if Action.EXPIRE in TRANSITIONS[state]}

    assert set(re.findall(r"'(\w+)'", str(schema.still_open))) == may_end


@pytest.mark.parametrize("name", ["the head", "the regular head", "the board", "the news"])
def test_the_first_rows_come_in_order_without_sorting_the_day(db, hall, asked, name):
    ticket = take(db, hall)

    [(_, plan)] = asked(on(db, lambda conn: QUERIES[name](conn, ticket)))

    assert "TEMP B-TREE" not in plan.replace("USE TEMP B-TREE FOR RIGHT PART OF ORDER BY", "")


def test_a_morning_at_the_counter_reads_no_table_from_end_to_end(db, hall, asked):
    def morning():
        first, second = take(db, hall, printer="kiosk-1"), take(db, hall)
        job = spool.claim(db, printer="kiosk-1", at=at()).job
        spool.report(db, job.id, printer="kiosk-1", says="printed", why="", paper_mm=1, at=at())
        open_counters(db, hall, "1")
        press_next(db, hall, "1")
        for button in ("recall", "skip"):
            desk = hall.counter("1")
            current_ticket.press(db, hall, desk, button, actor="staff:ani", at=at("09.31"))
        give_back(db, hall, first.id, actor="staff:ani", at=at("09.32"))
        leave(db, hall, second.token, at=at("09.33"))

    plans = asked(morning)

    assert len(plans) > 20
    for statement, plan in plans:
        assert not GROWING.search(plan), f"{statement}\n{plan}"
