"""After a restore machines tell with their first word which numbers they have seen."""

import pytest

from queue_server.storage import journal
from queue_server.usecases import restore
from queue_server.usecases.restore import Lost
from tests.web.halls import MORNING

SEEN = "2026-11-23T02:59:00Z"


@pytest.fixture
def lost(hall):
    """The life of the database that ended just now."""
    with hall.db.reading() as conn:
        life, seq = journal.epoch(conn), journal.last_seq(conn)
    site = hall.server.house.hall.site
    sources = restore.Sources()
    told = restore.survey(
        sources, seq=seq, life=life, copied_at=MORNING, at=MORNING, zone=site.zone_info
    )
    whole = Lost(known=told.known, is_all=True, since=MORNING)
    restore.begin_anew(hall.db, whole, copied_at=MORNING, at=MORNING, why="test", gap=None)
    return life


def knew(life, number="A007"):
    return {"since": 5, "knew": {"epoch": life, "numbers": [{"number": number, "at": SEEN}]}}


@pytest.mark.parametrize("role", ["display", "printer", "kiosk"])
def test_a_machine_of_the_hall_is_heard_and_shown_a_whole_state_without_old_calls(
    hall, join, lost, role
):
    answer = join(role).sync(knew(lost))

    assert answer["epoch"] != lost
    assert answer["calls"] == []
    assert hall.take()["number"] == "A008"


@pytest.mark.parametrize("role", ["announcer", "program", "owner"])
def test_nobody_else_is(hall, join, lost, role):
    """People were logged out by the restore; they could not even come in."""
    join(role).sync(knew(lost))

    assert hall.take()["number"] == "A001"


def test_who_tells_no_such_thing_is_answered_as_before(hall, join, lost):
    assert join("display").sync({"since": 5, "knew": [[[]]]})["board"]["zone"]["code"] == "A"
    assert hall.take()["number"] == "A001"
