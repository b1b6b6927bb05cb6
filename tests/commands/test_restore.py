"""The drill: a hall loses its newest hours, an older copy comes back, and nobody gets a number that somebody holds."""

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from queue_server.storage import halls, opening, salvage
from queue_server.usecases import backups
from tests.builders import take
from tests.commands.restored import hall, today
from tests.web.halls import MORNING

__all__ = ["hall", "today"]


def test_the_replaced_database_is_whole_and_numbers_go_on_right_behind_it(hall):
    hall.gives(5)
    copy = hall.copies()
    hall.gives(4)

    told = hall.restores(copy)

    assert told["all_known"]
    assert told["numbers"] == {"A": 10, "F": 1}
    assert hall.gives(2) == ["A010", "A011"]
    (kept,) = hall.data.glob("replaced-*")
    assert str(kept) == told["kept"]
    assert hall.asks("SELECT count(*) FROM ticket", kept) == [(9,)]


def test_numbers_that_a_kill_left_in_the_log_alone_are_known_and_the_log_goes_with_its_file(hall):
    hall.gives(5)
    copy = hall.copies()
    db = opening.open_sqlite(hall.data / opening.FILE)
    with db.reading() as conn:
        numbers = [take(db, halls.load(conn), at=MORNING).number for _ in range(4)]
    left = {file.name: file.read_bytes() for file in hall.data.glob("hall.db*")}
    db.close()
    for name, content in left.items():
        (hall.data / name).write_bytes(content)
    hall.given += numbers
    assert left["hall.db-wal"]

    told = hall.restores(copy)

    assert told["all_known"]
    assert hall.gives(2) == ["A010", "A011"]
    assert (Path(told["kept"]) / "hall.db-wal").exists()


@pytest.mark.parametrize("damage", ["the head of the file", "all but the tickets", "a page"])
def test_a_replaced_database_that_is_damaged_tells_what_can_still_be_read(hall, damage):
    hall.gives(5)
    copy = hall.copies()
    hall.gives(4)
    file = hall.data / opening.FILE
    content = bytearray(file.read_bytes())
    if damage == "the head of the file":
        content[:4096] = bytes(4096)
    elif damage == "a page":
        content[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    else:
        records = [found.start() for found in salvage._RECORD.finditer(content)]
        keep = {start // 4096 for start in records}
        for page in set(range(len(content) // 4096)) - keep:
            content[page * 4096 : (page + 1) * 4096] = bytes(4096)
    file.write_bytes(content)

    told = hall.restores(copy)

    assert not told["all_known"]
    assert told["numbers"] == {"A": 30, "F": 21}, "A009 was found, twenty more may have been given"
    assert hall.gives(2) == ["A030", "A031"]


def test_with_nothing_left_the_gap_is_what_a_busy_hour_would_have_used(hall, monkeypatch):
    hall.gives(30)
    copy = hall.copies()
    (hall.data / opening.FILE).unlink()
    from queue_server.commands import restore

    class Later:
        @staticmethod
        def now(zone):
            return (MORNING + timedelta(hours=2)).astimezone(zone)

    monkeypatch.setattr(restore, "datetime", Later)

    told = hall.restores(copy)

    assert told["numbers"]["A"] == 30 + 2 * 30 + 1, "two hours, thirty in the busiest"
    assert told["seq"] >= told["from_seq"] + 20_000


def test_what_somebody_saw_is_typed(hall):
    hall.gives(5)
    copy = hall.copies()
    (hall.data / opening.FILE).unlink()

    told = hall.restores(copy, "--known", "A=57", "--known", "f012", "--gap", "3")

    assert told["numbers"] == {"A": 61, "F": 16}
    gaps = hall.asks("SELECT prefix, first, last, why FROM number_gap ORDER BY prefix")
    assert [gap[:3] for gap in gaps] == [("A", 6, 60), ("F", 1, 15)]
    assert "what was typed knows A057" in gaps[0][3]
    hall.gives(1)


def test_a_print_agent_here_knows_what_is_on_paper(hall):
    hall.gives(5)
    copy = hall.copies()
    state = hall.data / "printer" / "kiosk-1"
    state.mkdir(parents=True)
    journal = sqlite3.connect(state / "journal.sqlite")
    journal.execute("CREATE TABLE job (id, epoch, number, issued_at)")
    paper = [
        ("1", "e", "A041", "2026-11-23T09:59:00+07:00"),
        ("2", "e", "A900", "2026-11-22T09:00:00+07:00"),
    ]
    journal.executemany("INSERT INTO job VALUES (?, ?, ?, ?)", paper)
    journal.commit()
    journal.close()
    (hall.data / opening.FILE).unlink()

    told = hall.restores(copy, "--gap", "0")

    assert told["numbers"]["A"] == 42, "yesterday's A900 is another day's"


def test_a_database_that_is_older_than_a_machine_remembers_is_not_believed_to_be_whole(hall):
    hall.gives(5)
    copy = hall.copies()
    hall.gives(2)
    said = hall.data / "announcer"
    said.mkdir()
    (said / "said.json").write_text(json.dumps({"since": 400, "epoch": "e", "said": [[520, "x"]]}))
    (hall.data / "sound").mkdir(exist_ok=True)
    (hall.data / "sound" / "777.wav").write_bytes(b"")

    told = hall.restores(copy)

    assert not told["all_known"]
    assert told["seq"] > 777, "a call of a new life is no call that was heard before"
    assert told["numbers"]["A"] == 28
    hall.gives(1)


def test_a_second_restore_in_a_day_knows_of_the_first(hall):
    hall.gives(5)
    copy = hall.copies()
    hall.gives(4)
    hall.restores(copy)
    hall.gives(3)

    told = hall.restores(copy)

    assert told["all_known"]
    assert told["numbers"]["A"] == 13
    hall.gives(2)


def test_a_database_put_back_by_other_means_goes_on_in_place(hall):
    hall.gives(5)
    copy = backups.load(Path(hall.copies()))
    hall.gives(4)
    (hall.data / opening.FILE).write_bytes(copy.database.read_bytes())

    told = hall.restores("--in-place", "--known", "A=9")

    assert told["numbers"]["A"] == 30
    assert told["kept"] is None
    hall.gives(1)


def test_everybody_logs_in_again_and_machines_stay(hall):
    copy = hall.copies()
    before = hall.asks("SELECT epoch, seq FROM journal_head")[0]
    hall.restores(copy)

    after = hall.asks("SELECT epoch, seq FROM journal_head")[0]
    assert after[0] != before[0]
    assert after[1] == before[1] + 1
    kind, data = hall.asks("SELECT kind, data FROM journal ORDER BY seq DESC LIMIT 1")[0]
    told = json.loads(data)
    assert (kind, told["from_seq"], told["epoch_was"], told["gaps"]) == (
        "restored",
        before[1],
        before[0],
        [],
    )

    def act(site):
        assert site.ask("GET", "/hall", role="staff").status_code == 401
        assert site.ask("GET", "/hall", role="kiosk").status_code == 200

    hall.lives(act)
