"""Whoever was told something writes it down; what does not fit together is a fault at once."""

from dataclasses import replace

import pytest

from queue_server.torture.ledger import Ledger, Number

ANI = Number(
    key="kiosk-1-1", actor="kiosk:kiosk-1", id=1, number="A001", token="t" * 22, service="KTP", printed=False
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path):
    made = Ledger(tmp_path / "ledger.jsonl")
    yield made
    made.close()


def test_a_visitor_who_asks_again_hears_the_same(ledger):
    ledger.number(ANI)
    ledger.number(ANI)
    assert ledger.faults == []
    assert ledger.known() == [ANI]


def test_a_number_for_two_visitors_is_found_at_once(ledger):
    ledger.number(ANI)
    ledger.number(replace(ANI, key="kiosk-2-1", id=2))
    assert ledger.faults == ["number A001 was given to kiosk-1-1 and to kiosk-2-1"]


def test_two_numbers_for_one_visitor_are_found_at_once(ledger):
    ledger.number(ANI)
    ledger.number(replace(ANI, id=2, number="A002"))
    assert ledger.faults == ["kiosk-1-1 was given A001 and then A002"]


def test_everything_is_in_the_file_before_the_next_thing_happens(ledger, tmp_path):
    ledger.number(ANI)
    assert '"A001"' in (tmp_path / "ledger.jsonl").read_text()
