"""What the days told: waits by class, overtakes, calls by rule, refusals, what was checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from queue_server.domain.line import Rule
from queue_server.storage import journal, tickets

MINUTE = timedelta(minutes=1)


@dataclass(slots=True, kw_only=True)
class Figures:
    """Sums over days. Waits are minutes from entering a line to its first call."""

    days: int = 0
    tickets: int = 0
    steps: int = 0
    checked: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    waits: dict[str, list[float]] = field(default_factory=dict)
    past: Counter[str] = field(default_factory=Counter)
    overtakes: list[int] = field(default_factory=list)
    overtakers: Counter[str] = field(default_factory=Counter)

    def add_day(self, conn, hall, day):
        """Read what became of ``day``; returns whom nobody should have been called before, in words."""
        found = {ticket.id: ticket for ticket in tickets.of_day(conn, day=day)}
        self.days += 1
        self.tickets += len(found)
        self.states.update(ticket.state.value for ticket in found.values())
        calls = [row for row in journal_of(conn, found) if row.kind == "ticket_called"]
        self.rules.update(rule_of(row) for row in calls)
        firsts: dict[int, journal.Event] = {}
        for row in calls:
            firsts.setdefault(row.ticket_id, row)
        for id, row in firsts.items():
            ticket = found[id]
            if ticket.channel == "desk":
                continue
            kind = "appointment" if ticket.channel == "online" else ticket.priority or "regular"
            waited = max(
                (row.at - max(ticket.issued_at, ticket.slot or ticket.issued_at)) / MINUTE, 0
            )
            self.waits.setdefault(kind, []).append(waited)
            self.past[kind] += waited > hall.service(row.data["service"]).target_wait / MINUTE
        return self._count_overtakes(hall, firsts, found)

    def _count_overtakes(self, hall, firsts, found):
        """How many who came later were called before each regular, of the same service, and by which rule."""
        lines, wrong = {}, []
        for row in firsts.values():
            if found[row.ticket_id].channel != "desk":
                lines.setdefault(row.data["service"], []).append(row)
        for rows in lines.values():
            rows.sort(key=lambda row: row.seq)
            for place, row in enumerate(rows):
                ticket = found[row.ticket_id]
                if ticket.priority or ticket.channel == "online" or ticket.any_order:
                    continue
                before = [r for r in rows[:place] if r.ticket_id > ticket.id]
                self.overtakes.append(len(before))
                for r in before:
                    alone = hall.counter(r.data["counter"]).priority_only
                    reason = "counter for priority" if alone else why(r, ticket)
                    self.overtakers[reason or "nothing"] += 1
                    if reason is None:
                        wrong.append(
                            f"I6: ticket {r.ticket_id} was called before {ticket.id} (row {r.seq})"
                        )
        return wrong


def why(row, regular):
    """Why somebody who came later was called before ``regular``: by an exception, or counted as having come earlier."""
    rule, counted = rule_of(row), datetime.fromisoformat(row.data["why"]["v"])
    if rule not in (Rule.ORDER, Rule.HELPED):
        return rule
    return "counted earlier" if counted <= regular.issued_at else None


def rule_of(row):
    return row.data["why"]["rule"]


def journal_of(conn, ids):
    """The rows of the journal about these tickets, in order."""
    first = None
    last, rows = 0, []
    if not ids:
        return rows
    kind = journal.of_ticket(conn, min(ids), list(journal.Kind), limit=1000)
    first = kind[0].seq - 1 if kind else 0
    last = first
    while batch := journal.since(conn, last, limit=2000):
        rows += [row for row in batch if row.ticket_id in ids]
        last = batch[-1].seq
    return rows


def share(values, q):
    """The value below which the share ``q`` of ``values`` lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))] if ordered else 0.0
