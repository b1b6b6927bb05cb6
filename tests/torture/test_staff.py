"""What a counter may look like after a press that nobody answered: as before, or as the press would have it."""

import random

import pytest

from queue_server.torture.doors import Doors
from queue_server.torture.ledger import Ledger
from queue_server.torture.staff import FREE, Desk

CALLED, SERVING, OTHER = ("called", 7), ("serving", 7), ("called", 8)
FITS = {
    ("next", FREE, CALLED), ("next", SERVING, OTHER), ("next", SERVING, FREE), ("next", FREE, FREE),
    ("next", CALLED, FREE), ("next", CALLED, OTHER), ("next", OTHER, FREE), ("next", OTHER, CALLED),
    ("next", FREE, OTHER), ("start", CALLED, SERVING), ("resume", FREE, SERVING), ("resume", CALLED, SERVING),
    ("resume", SERVING, SERVING), ("resume", OTHER, SERVING), ("start", SERVING, SERVING),
    *((button, before, FREE) for button in ("finish", "skip", "hold", "transfer", "return")
      for before in (FREE, CALLED, SERVING, OTHER)),
}  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    ledger = Ledger(tmp_path / "ledger.jsonl")
    made = Desk("1", 0, "token", doors=Doors([1]), ledger=ledger, seed=1, pause_s=0)
    made._meant = 7
    made._dice = random.Random(1)
    yield made
    ledger.close()


@pytest.mark.parametrize("before", [FREE, CALLED, SERVING, OTHER])
@pytest.mark.parametrize("now", [FREE, CALLED, SERVING, OTHER])
@pytest.mark.parametrize(
    "button", ["next", "start", "resume", "finish", "skip", "hold", "transfer", "return", "recall"]
)
def test_only_what_the_press_would_have_done_may_have_happened(desk, button, before, now):
    assert desk._may_follow(before, button, now) == ((button, before, now) in FITS)
