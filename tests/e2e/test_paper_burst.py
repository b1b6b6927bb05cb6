"""The paper ends while many are waiting for theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.paper_ward import Ward, a_ward
from tests.e2e.running import KIND

pytestmark = pytest.mark.e2e

# Two servers and a database take the same two cores: ten papers must be out before they are too old.
EXPIRES_S = 10 if KIND == "sqlite" else 30
TICKET_MM = 106


def taken(ward: Ward, count: int, kiosk: str) -> list[Any]:
    return [ward.take(kiosk) for _ in range(count)]


def all_are(ward: Ward, tickets: list[Any], *states: str) -> bool:
    return all(ward.job(ticket)["state"] in states for ticket in tickets)


def ended(ward: Ward, tickets: list[Any]) -> list[Any]:
    """The rows of the journal that told how these papers ended, by their seq."""
    told = ward.hall.look_up(
        "select ticket_id, max(seq) as seq from journal where kind = 'print_changed' group by ticket_id"
    )
    seqs = {row["ticket_id"]: row["seq"] for row in told}
    return [seqs[ticket["id"]] for ticket in tickets]


def urls(tickets: list[Any]) -> list[str]:
    return [ticket["url"] for ticket in tickets]


def test_after_a_refill_the_queue_comes_out_in_order_and_what_is_too_old_stays_out(tmp_path: Path):
    with a_ward(tmp_path, ["lobby"], tickets={"expires_s": EXPIRES_S}) as ward:
        printer = ward.printers["lobby"]
        printer.faults.set("paper_out")
        gone = taken(ward, 3, "lobby")
        ward.hall.wait_until(lambda: ward.told["lobby"]["causes"] == ["paper_out"], "paper out")
        ward.hall.wait_until(
            lambda: all_are(ward, gone, "expired"), "the first visitors to leave", EXPIRES_S + 20
        )
        waiting = taken(ward, 10, "lobby")
        assert all_are(ward, waiting, "queued", "offered")
        assert ward.papers("lobby") == []

        printer.supply.new_roll()
        ward.hall.wait_until(lambda: all_are(ward, waiting, "printed"), "the queue to drain")

        assert ward.papers("lobby") == urls(waiting)
        assert all_are(ward, gone, "expired")
        told = ward.hall.staff("GET", "/print-jobs")["jobs"]
        assert [row["ticket"]["number"] for row in told] == [t["number"] for t in reversed(gone)]


def test_when_the_paper_ends_in_a_burst_the_spare_prints_the_rest(tmp_path: Path):
    spares = {"lobby": "gate", "gate": "lobby"}
    with a_ward(tmp_path, ["lobby", "gate"], spares=spares, tickets={"expires_s": 60}) as ward:
        lobby = ward.printers["lobby"]
        lobby.faults.set("paper_out_after", 2.5 * TICKET_MM)
        tickets = taken(ward, 10, "lobby")
        ward.hall.wait_until(
            lambda: all_are(ward, tickets[3:], "printed"), "the spare to print the rest"
        )
        ward.hall.wait_until(lambda: all_are(ward, tickets[2:3], "unknown"), "its end", 40)
        # Its end is not known for long, and nobody waits for that.
        assert max(ended(ward, tickets[3:])) < ended(ward, tickets[2:3])[0]
        lobby.supply.new_roll()
        ward.hall.wait_until(lambda: ward.told["lobby"]["ready"], "the lobby to be well")
        after = ward.take("lobby")
        ward.hall.wait_until(lambda: all_are(ward, [after], "printed"), "the next visitor's")

        unknown = [ticket for ticket in tickets if ward.job(ticket)["state"] == "unknown"]
        first, rest = ward.papers("lobby"), ward.papers("gate")
        assert urls(unknown) == urls(tickets[2:3])
        assert [code for code in first if code not in urls(unknown)] == urls([*tickets[:2], after])
        assert rest == urls(tickets[3:])
