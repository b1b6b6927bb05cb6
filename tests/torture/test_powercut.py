"""The power goes at any moment: what was acknowledged is there. And a hall that does not fsync is found out."""

import pytest

from queue_server.storage import sqlite
from queue_server.torture import powercut, upgrade
from queue_server.torture.powercut import FILE

VISITORS, CUTS, CUTS_OF_HEADS, CUTS_OF_AN_UPGRADE = 90, 100, 40, 10
LOG = f"{FILE}-wal"
HEADS = (24, 32)
"""So long is what SQLite writes before a page of the log, and at its beginning."""
SEED = 2026


@pytest.fixture
def folder(quick_folder, tmp_path):
    made = quick_folder / "power" / tmp_path.name
    made.mkdir(parents=True)
    return made


def test_no_power_cut_takes_a_number_or_a_call_back(folder):
    tape = powercut.record(folder, visitors=VISITORS)
    cuts = powercut.cut(tape, most=CUTS, seed=SEED, find=powercut.kept_its_word)

    assert cuts.faults == []
    assert cuts.acknowledged > 2 * VISITORS
    assert sum(cuts.cuts.values()) == CUTS
    assert set(powercut.WAYS) < set(cuts.cuts)

    # The day was long enough: its log was folded into the file, and begun anew over what was there before. A head of
    # a frame that is torn then stands before whole frames of the old log; so does a torn beginning.
    of_the_log = [
        (place, op) for place, op in enumerate(tape.ops) if op.what == "write" and op.file == LOG
    ]
    begun = [place for place, op in of_the_log if op.at == 0]
    assert len(begun) > 1
    heads = [place for place, op in of_the_log if place >= begun[1] and len(op.data) in HEADS]
    torn = powercut.cut(
        tape, most=CUTS_OF_HEADS, seed=SEED, find=powercut.kept_its_word, among=heads, ways=("half", "zeroes")
    )  # fmt: skip
    assert torn.faults == []


def test_an_upgrade_without_power_is_all_or_nothing(folder):
    for name in ("day", "upgrade"):
        (folder / name).mkdir()
    powercut.record(folder / "day", visitors=9)
    older = folder / "older.db"
    upgrade.make_older(folder / "day" / FILE, older)

    tape, before = powercut.record_upgrade(older, folder / "upgrade")
    cuts = powercut.cut(
        tape, most=CUTS_OF_AN_UPGRADE, seed=SEED, find=upgrade.finder(older), before=before
    )

    assert cuts.faults == []
    assert sum(cuts.cuts.values()) == CUTS_OF_AN_UPGRADE


def test_a_hall_that_answers_before_the_disk_has_it_is_found_out(folder, monkeypatch):
    careful = sqlite.connect

    def careless(path, mode):
        conn = careful(path, mode)
        conn.execute("PRAGMA synchronous=NORMAL")
        return conn

    monkeypatch.setattr(sqlite, "connect", careless)
    tape = powercut.record(folder, visitors=9)
    cuts = powercut.cut(tape, most=20, seed=SEED, find=powercut.kept_its_word)

    assert any("I2: number" in fault for fault in cuts.faults)
