"""The power goes at any moment: what was acknowledged is there. And a hall that does not fsync is found out."""

import pytest

from queue_server.storage import sqlite
from queue_server.torture import powercut, upgrade
from queue_server.torture.powercut import FILE

VISITORS, CUTS, CUTS_OF_AN_UPGRADE = 90, 120, 10
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
    # The day was long enough: its log was folded into the file, and begun anew.
    assert any(op.what == "sync" and op.file == FILE for op in tape.ops[len(tape.ops) // 2 :])
    assert set(powercut.WAYS) < set(cuts.cuts)


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
