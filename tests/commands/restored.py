"""A hall that loses its newest hours and gets an older copy back, with a book of every number it gave."""

import json
import sqlite3

import pytest

from queue_server import main
from queue_server.config import load
from queue_server.storage import halls, opening
from queue_server.usecases.verify import verify
from tests.builders import take
from tests.commands.conftest import Folder
from tests.web.halls import MORNING, Running, template


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
        """So many visitors take a number; returns them. Everything is sound afterwards."""
        db = opening.open_sqlite(self.data / opening.FILE)
        try:
            with db.reading() as conn:
                hall = halls.load(conn)
            numbers = [take(db, hall, service, at=MORNING).number for _ in range(count)]
            told = verify(db, hall)
        finally:
            db.close()
        assert told.ok, told.faults
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

    def asks(self, statement, folder=None):
        conn = sqlite3.connect((folder or self.data) / opening.FILE)
        rows = conn.execute(statement).fetchall()
        conn.close()
        return rows


@pytest.fixture
def hall(tmp_path, capsys, today):
    return Hall(tmp_path, capsys)


@pytest.fixture
def today(monkeypatch):
    """The hall's clock stands at the morning of the tests; commands take the machine's."""
    from queue_server.commands import backup, restore

    class Standing:
        @staticmethod
        def now(zone):
            return MORNING.astimezone(zone)

    monkeypatch.setattr(backup, "datetime", Standing)
    monkeypatch.setattr(restore, "datetime", Standing)
