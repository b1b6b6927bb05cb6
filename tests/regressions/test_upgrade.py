"""A database of each earlier release is brought up to date and keeps what people put into it (R63)."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from queue_server.storage import halls, opening, schema
from tests.builders import DAY, NINE, at, press_next, take

VERSIONS = sorted((opening.MIGRATIONS / "versions").glob("[0-9]*.py"))
EARLIER = [file.name.split("_")[0] for file in VERSIONS][:-1]
NAME = {"id": "Satu", "en": "One"}
ROWS = {
    "site": {"id": 1, "code": "SIAK", "name": NAME, "region": {}, "time_zone": "Asia/Jakarta",
             "languages": ["id"], "hours": {"always": True}},
    "zone": {"id": 1, "code": "A", "name": NAME, "position": 0, "active": True},
    "agency": {"id": 1, "code": "DUKCAPIL", "name": NAME, "title": NAME, "icon": "i-id", "position": 0, "active": True},
    "priority": {"id": 1, "code": "lansia", "name": NAME, "note": {}, "icon": "p", "head_start_s": 900, "position": 0,
                 "active": True},
    "service": {"id": 1, "code": "KTP", "prefix": "A", "agency_id": 1, "zone_id": 1, "name": NAME, "short": {},
                "requirements": {"id": ["KK asli"]}, "target_wait_s": 1800, "service_s": 480, "quota": 40,
                "popular": True, "position": 0, "active": True},
    "counter": {"id": 1, "code": "1", "name": NAME, "spoken": {}, "zone_id": 1, "position": 0, "active": True},
    "counter_service": {"counter_id": 1, "service_id": 1, "position": 0},
    "desk": {"counter_id": 1, "state": "open", "reason": "", "since": NINE, "staff": "ani"},
    "number_series": {"day": DAY, "prefix": "A", "last": 7},
    "service_day": {"day": DAY, "service_id": 1, "issued": 7, "priority_run": 1},
    "ticket": {"id": 7, "number": "A007", "prefix": "A", "service_id": 1, "day": DAY, "state": "waiting", "v": NINE,
               "issued_at": NINE, "waiting_since": NINE, "token": "t" * 22, "language": "id", "priority": "lansia",
               "calls": 0, "returns": 0, "expired": False, "origin": "", "reason": "", "actor": "kiosk:kiosk-1",
               "request_key": "k" * 8, "request": "KTP/lansia"},
    "print_job": {"id": 1, "ticket_id": 7, "printer": "kiosk-1", "copy_no": 0, "state": "queued", "created_at": NINE,
                  "expires_at": NINE, "tries": 0, "why": "", "ahead": 0},
    "setting": {"key": "note", "value": "kept"},
    "staff": {"id": 1, "name": "ani", "role": "staff", "password_hash": "x", "created_at": NINE},
    "media": {"id": 1, "kind": "text", "name": "Tutup jam 12", "text": NAME, "file": "", "type": "", "bytes": 0,
              "zones": [], "enabled": True, "position": 0, "actor": "staff:citra", "created_at": NINE},
}  # fmt: skip
SINCE = {"media": "0003"}


def columns(name):
    """The columns of which something was written."""
    known = schema.metadata.tables[name]
    return sa.table(name, *(sa.column(column, known.c[column].type) for column in ROWS[name]))


def made_by(revision, address):
    """The tables of that release, each with a row; returns their names."""
    engine = sa.create_engine(f"sqlite:///{address}" if isinstance(address, Path) else address)
    config = Config()
    config.set_main_option("script_location", str(opening.MIGRATIONS))
    config.attributes["engine"] = engine
    command.upgrade(config, revision)
    names = [name for name in ROWS if SINCE.get(name, "0001") <= revision]
    with engine.begin() as conn:
        for name in names:
            conn.execute(sa.insert(columns(name)).values(**ROWS[name]))
    engine.dispose()
    return names


@pytest.mark.parametrize("revision", EARLIER)
def test_a_hall_of_an_earlier_release_keeps_its_numbers_set_up_settings_and_media(
    empty_address, revision
):
    written = made_by(revision, empty_address)
    known = opening.open_sqlite if isinstance(empty_address, Path) else opening.open_postgresql

    db = known(empty_address)
    try:
        with db.reading() as conn:
            found = {name: conn.execute(sa.select(columns(name))).mappings().one() for name in written}  # fmt: skip
            hall = halls.load(conn)
        assert found == {name: ROWS[name] for name in written}
        assert take(db, hall, at=at("09.30")).number == "A008"
        assert press_next(db, hall, "1", at=at("09.31")).number == "A007"
    finally:
        db.close()
