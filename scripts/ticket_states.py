"""Writes docs/ticket-states.md from the table in queue_server/domain/ticket.py."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from queue_server.domain.ticket import TRANSITIONS, Action, State  # noqa: E402

FILE = ROOT / "docs" / "ticket-states.md"
HEAD = """\
# Ticket states

Made by `.venv/bin/python scripts/ticket_states.py` from `TRANSITIONS` in `queue_server/domain/ticket.py`; do not edit.
What is not in the table is refused with `illegal_transition`.
"""
MEANING = {
    State.WAITING: "stands in the line of its service",
    State.CALLED: "sent to a counter, shown and spoken",
    State.SERVING: "the visitor is at the counter",
    State.ON_HOLD: "set aside, the counter is free",
    State.DONE: "served",
    State.NO_SHOW: "called, but nobody came",
    State.CANCELLED: "given up by the visitor, or taken out by staff",
}


def page() -> str:
    """The page as it should be."""
    arrows = [
        f"  {state} --> {to}: {action}"
        for state, row in TRANSITIONS.items()
        for action, to in row.items()
    ]
    ends = [f"  {state} --> [*]" for state, row in TRANSITIONS.items() if not row]
    diagram = ["```mermaid", "stateDiagram-v2", "  [*] --> waiting", *arrows, *ends, "```"]
    head = ["state", *Action]
    rows = [
        [f"**{state}**", *(TRANSITIONS[state].get(action, "") for action in Action)]
        for state in State
    ]
    table = [_row(head), _row(["---"] * len(head)), *map(_row, rows)]
    meaning = [f"- **{state}**: {words}" for state, words in MEANING.items()]
    return "\n".join([HEAD, *diagram, "", *table, "", *meaning, ""])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    FILE.write_text(page())
