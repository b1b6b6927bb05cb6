"""A server with a national calendar and a clock of its own: the first start, the turn of the year, a wrong clock."""

import logging
import re
from datetime import date

import pytest
import yaml

from queue_server import main
from queue_server.config import Config
from queue_server.domain.events import Kind
from queue_server.storage import journal
from queue_server.storage.hours import holidays
from tests.builders import at
from tests.web.halls import CONFIG, Clock

EVERY_DAY = {"mon-sun": "00:00-23:59"}
HOURS = {"tickets": EVERY_DAY, "service": EVERY_DAY, "holidays": {"country": "ID"}}


@pytest.fixture
def start(tmp_path):
    """``start()`` makes a server on the same folder each time; the one before is off."""
    opened = []

    def do(**parts):
        for db in opened:
            db.close()
        plain = (
            yaml.safe_load(CONFIG.model_dump_json(exclude_unset=True)) | {"hours": HOURS} | parts
        )
        config = Config.model_validate(plain)
        db = main.open_database(config, tmp_path)
        opened[:] = [db]
        return main.create_server(config, db, data=tmp_path, mode="threading")

    yield do
    for db in opened:
        db.close()


def years(server):
    with server.house.db.reading() as conn:
        return {one.day.year for one in holidays(conn)}


def test_the_first_start_fills_the_holidays_and_the_next_one_does_not(start):
    server = start()
    found = years(server)
    with server.house.db.reading() as conn:
        rows = journal.last_seq(conn)

    assert len(found) == 2
    again = start()
    with again.house.db.reading() as conn:
        assert journal.last_seq(conn) == rows
    assert again.house.hall.calendar.holidays


def test_at_new_year_the_year_after_is_filled_while_the_hall_runs(start):
    server = start()
    server.house.now = Clock(at("23.59", "2031-12-31"))
    main.fill_calendar(server.house, server.filled)
    assert 2033 not in years(server)

    server.house.now = Clock(at("00.00", "2032-01-01"))
    main.fill_calendar(server.house, server.filled)

    assert 2033 in years(server)
    assert server.house.hall.calendar.holiday(date(2033, 8, 17)).name["en"] == "Independence Day"


def test_a_hall_without_a_national_calendar_has_no_holidays(start):
    server = start(hours="always")

    assert years(server) == set()
    assert server.filled == set()


def test_a_clock_that_is_behind_is_told_in_the_log_and_to_whoever_looks(start, caplog):
    server = start()
    ahead = server.house.now()
    with server.house.db.transaction() as tx:
        tx.record(
            Kind.MEDIA_CHANGED, at=ahead.replace(year=ahead.year + 1), actor="system", version=1
        )
    caplog.clear()

    with caplog.at_level(logging.WARNING, "queue_server.main"):
        again = start()
        health = again.app.test_client().get("/healthz", headers={"Host": "localhost"}).get_json()

    assert health["clock"] == "reset"
    [line] = [one for one in caplog.messages if one.startswith("clock ")]
    assert re.fullmatch(r"clock reset: the machine's was 3\d{7} s behind", line)
