"""The drill: a hall loses its newest hours, an older copy comes back, and nobody gets a number that somebody holds."""

import json
import sqlite3

import pytest

from queue_server import main
from queue_server.config import load
from queue_server.storage import opening, salvage
from queue_server.usecases import backups, raise_numbers
from tests.commands.conftest import Folder
from tests.web.halls import MORNING, Running, template

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


class Hall(Folder):
    """A hall that opens and closes; ``given`` is the book of every number that anybody was told."""

    def __init__(self, path, capsys):
        super().__init__(path, capsys)
        self.filled()
        self.given = []

    def lives(self, act):
        """Open, do, close."""
        config = load(self.config, {})
        db = main.open_database(config, self.data)
        server = main.create_server(config, db, data=self.data, mode="threading")
        try:
            return act(Running(server, db, self.data, dict(template()[1])))
        finally:
            db.close()

    def gives(self, count, service="KTP"):
        """So many visitors take a number; returns them."""
        numbers = self.lives(lambda site: [site.take(service)["number"] for _ in range(count)])
        assert not set(numbers) & set(self.given), "a number was given twice"
        self.given += numbers
        return numbers

    def copies(self):
        """A copy by hand; its manifest."""
        assert self.say("backup", "--json") == 0
        return json.loads(self.heard().out)["file"]

    def restores(self, *words):
        """A restore that works; what it tells."""
        status = self.say("restore", *words, "--yes", "--json")
        told = self.heard()
        assert status == 0, told.err
        return json.loads(told.out)

    def asks(self, statement):
        conn = sqlite3.connect(self.data / opening.FILE)
        rows = conn.execute(statement).fetchall()
        conn.close()
        return rows

    def is_sound(self):
        status = self.say("verify")
        assert status == 0, self.heard().out


@pytest.fixture
def hall(tmp_path, capsys):
    return Hall(tmp_path, capsys)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The hall's clock stands at the morning of the tests; commands take the machine's."""
    from queue_server.commands import backup, restore

    class Standing:
        @staticmethod
        def now(zone):
            return MORNING.astimezone(zone)

    monkeypatch.setattr(backup, "datetime", Standing)
    monkeypatch.setattr(restore, "datetime", Standing)


def test_the_replaced_database_is_whole_and_numbers_go_on_right_behind_it(hall):
    hall.gives(5)
    copy = hall.copies()
    hall.gives(4)

    told = hall.restores(copy)

    assert told["all_known"]
    assert told["numbers"] == {"A": 10, "F": 1}
    assert hall.gives(2) == ["A010", "A011"]
    hall.is_sound()
    (kept,) = hall.data.glob("replaced-*")
    assert str(kept) == told["kept"]
    conn = sqlite3.connect(kept / opening.FILE)
    assert conn.execute("SELECT count(*) FROM ticket").fetchone() == (9,)
    conn.close()


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
    hall.is_sound()


def test_with_nothing_left_the_gap_is_what_a_busy_hour_would_have_used(hall, monkeypatch):
    hall.gives(30)
    copy = hall.copies()
    (hall.data / opening.FILE).unlink()
    from queue_server.commands import restore

    class Later:
        @staticmethod
        def now(zone):
            return (
                (MORNING + raise_numbers.datetime.resolution * 0).astimezone(zone).replace(hour=5)
            )

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
    hall.is_sound()


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
    hall.is_sound()


def test_a_database_put_back_by_other_means_goes_on_in_place(hall):
    hall.gives(5)
    copy = backups.load(__import__("pathlib").Path(hall.copies()))
    hall.gives(4)
    (hall.data / opening.FILE).write_bytes(copy.database.read_bytes())

    told = hall.restores("--in-place", "--known", "A=9")

    assert told["numbers"]["A"] == 30
    assert told["kept"] is None
    hall.gives(1)
    hall.is_sound()


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


# --- what is refused, and what a kill leaves


def test_nothing_is_restored_without_a_yes(hall):
    hall.gives(2)
    copy = hall.copies()
    hall.gives(2)

    assert hall.say("restore", copy) == 1
    told = hall.heard()
    assert "goes on with A005" in told.out
    assert "--yes" in told.err
    assert not (hall.data / "hall.db.restoring").exists()
    assert hall.gives(1) == ["A005"]


def test_a_running_hall_is_not_replaced(hall):
    copy = hall.copies()
    with opening.lock(hall.data):
        assert hall.say("restore", copy, "--yes") == 3
    assert "Stop it first" in hall.heard().err


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ((), 2, "Say which copy"), (("/nowhere.json",), 3, "is not there"),
        (("COPY", "--known", "Q=5"), 2, "no service has the letter Q"),
        (("COPY", "--known", "57"), 2, "A=57"), (("COPY", "--gap", "-1"), 2, "0 to 5000"),
        (("COPY", "--in-place"), 2, "Say which copy"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(hall, words, status, said):
    copy = hall.copies()
    before = (hall.data / opening.FILE).read_bytes()

    assert (
        hall.say("restore", *(copy if word == "COPY" else word for word in words), "--yes")
        == status
    )
    assert said in hall.heard().err
    assert (hall.data / opening.FILE).read_bytes() == before


def test_a_copy_with_faults_is_not_restored(hall):
    copy = backups.load(__import__("pathlib").Path(hall.copies()))
    with copy.database.open("r+b") as file:
        file.seek(5000)
        file.write(b"\0\0\0\0\xff")

    assert hall.say("restore", str(copy.file), "--yes") == 1
    assert "SHA-256" in hall.heard().err


def test_a_database_alone_is_a_copy_too(hall):
    hall.gives(2)
    copy = backups.load(__import__("pathlib").Path(hall.copies()))
    copy.file.unlink()

    assert hall.restores(str(copy.database))["numbers"]["A"] == 3


def test_a_restore_that_was_killed_keeps_the_hall_shut_until_it_is_said_again(hall, monkeypatch):
    hall.gives(5)
    copy = hall.copies()
    hall.gives(4)
    from queue_server.usecases import restore_files

    plain = restore_files.backup.sync
    (hall.data / "announcer").mkdir(exist_ok=True)

    def killed(path):
        if list(hall.data.glob("replaced-*/hall.db")):
            raise KeyboardInterrupt
        plain(path)

    with monkeypatch.context() as patched:
        patched.setattr(restore_files.backup, "sync", killed)
        with pytest.raises(KeyboardInterrupt):
            hall.say("restore", copy, "--yes")
    assert not (hall.data / opening.FILE).exists()
    hall.heard()
    assert hall.say("staff", "list") == 3
    assert "broken off" in hall.heard().err

    told = hall.restores(copy)

    assert told["all_known"]
    assert hall.gives(1) == ["A010"]
    hall.is_sound()
