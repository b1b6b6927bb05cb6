"""A lost ticket is printed once more, marked as a copy."""

from datetime import timedelta

import pytest

from queue_server.domain.errors import (
    NotFound,
)
from queue_server.domain.flow import simple
from queue_server.domain.ticket import State
from queue_server.storage import print_jobs
from queue_server.usecases import any_ticket
from tests.builders import PRINTERS, at, minutes, take
from tests.usecases.console import ANI, NOW, Console

ONE = simple(mean=minutes(8), counters=1)


def reprint(console, **options):
    usual = {
        "printer": None, "reason": "", "waits": timedelta(seconds=90), "pace": {}, "setups": PRINTERS,
        "actor": ANI, "at": NOW,
    }  # fmt: skip
    any_ticket.reprint(console.db, console.hall, console.ticket.id, **(usual | options))
    with console.db.reading() as conn:
        return print_jobs.of_ticket(conn, console.ticket.id)


def test_a_copy_is_numbered_and_comes_from_the_printer_of_the_first(db, hall):
    console = Console(db, hall)
    console.ticket = take(db, hall, printer="kiosk-2")

    copies = [reprint(console), reprint(console), reprint(console, printer="kiosk-1")]

    assert [(job.copy_no, job.printer) for job in copies] == [
        (1, "kiosk-2"),
        (2, "kiosk-2"),
        (3, "kiosk-1"),
    ]


def test_a_copy_says_the_place_in_line_of_now(db, hall):
    console = Console(db, hall)
    console.ticket = take(db, hall, at=at("09.01"), printer="kiosk-1")
    pace = {hall.service("KTP").id: ONE}

    assert (reprint(console).ahead, reprint(console).estimate) == (1, None)
    assert set(reprint(console, pace=pace).estimate) == {"from", "to", "hits"}


@pytest.mark.parametrize("state", [State.CALLED, State.DONE])
def test_a_copy_for_who_waits_no_more_says_no_place_and_no_time(db, hall, state):
    console = Console(db, hall, state)
    take(db, hall, at=at("08.00"))

    job = reprint(console, printer="kiosk-1", pace={hall.service("KTP").id: ONE})

    assert (job.ahead, job.estimate) == (None, None)


def test_a_ticket_that_was_never_printed_needs_a_printer_named(db, hall):
    with pytest.raises(NotFound):
        reprint(Console(db, hall))
