"""Faults of the hall that are known and marked in test_known_faults.py: the machine goes round them.

When one is mended, its mark there and its lines here go.
"""

from __future__ import annotations


def take_back(model, code):
    """Taking back that goes wrong: somebody else is there, others were called, the visitor left."""
    pressed, changes, call = model.presses.get(code, (None, [], None))
    if pressed is None:
        return code in model.left
    later = call and model.calls[call[0]][-1] != call[1]
    back = [old for old, _ in changes if old["state"] == "waiting" and sent_to_nobody(model, old)]
    return bool(model.in_the_way(code) or later or back or code in model.left)


def finish(model, code, also_done, at):
    """Services done on the way are waited for again when another one comes in between."""
    ticket = model.current(code, at)
    done = ticket and [c for c in ticket["plan"] if c in also_done]
    return bool(done and len(done) < len(ticket["plan"]))


def to_line(model, ticket):
    """Who was set aside goes back into the line of a counter that has closed meanwhile."""
    return bool(ticket) and sent_to_nobody(model, ticket)


def sent_to_nobody(model, ticket):
    desk = model.desks.get(ticket["to_counter"])
    gone = ticket["to_staff"] and all(
        d["staff"] != ticket["to_staff"] for d in model.desks.values()
    )
    return bool(gone or (desk and desk["state"] == "closed"))
