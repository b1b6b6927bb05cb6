"""The memory of what was said outlives the announcer, a torn file, and a restored backup."""

from datetime import UTC, datetime, timedelta

from display.announcer.call import Call
from display.announcer.said import REMEMBERED, Said

AT = datetime(2026, 11, 23, 3, 32, tzinfo=UTC)


def call(seq, at=AT):
    return Call(seq=seq, number=f"A{seq:03}", counter="3", zone="A", spoken={}, at=at)


def test_what_was_said_is_known_after_a_restart(tmp_path):
    said = Said(tmp_path / "said.json")
    said.synced(epoch="e1", seq=4)
    said.add(call(7))
    again = Said(tmp_path / "said.json")
    assert (again.since, again.epoch) == (4, "e1")
    assert call(7) in again
    assert call(8) not in again


def test_the_same_seq_at_another_time_is_another_call(tmp_path):
    said = Said(tmp_path / "said.json")
    said.add(call(7))
    assert call(7, AT + timedelta(days=1)) not in said


def test_only_the_latest_calls_are_remembered(tmp_path):
    said = Said(tmp_path / "said.json")
    for seq in range(REMEMBERED + 5):
        said.add(call(seq))
    assert call(4) not in said
    assert call(5) in said
    assert call(REMEMBERED + 4) in Said(tmp_path / "said.json")
