"""Staff opens, closes and changes hours for a time: what visitors meet, and what stays written."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from queue_server.domain.calendar import Change, ChangeKind
from queue_server.domain.errors import InvalidInput, NotFound, QuotaReached, ServiceClosed
from queue_server.domain.hours import Span
from queue_server.storage import halls, journal
from queue_server.usecases.hours import change_hours, end_change, shape, show_hours
from tests.builders import NEXT_DAY, at, take

MORNING = Span(start=time(8), end=time(11))


@pytest.fixture
def change(db, hall):
    """``change("closed", "KTP")``: staff says so at 09.00, until 12.00 of the day."""

    def do(kind, service=None, *, now=None, **values):
        usual = {
            "start": at("09.00"),
            "until": at("12.00"),
            "reason": "Listrik padam",
            "actor": "staff:budi",
        }
        service_id = hall.service(service).id if service else None
        wanted = Change(kind=ChangeKind(kind), service_id=service_id, **(usual | values))
        return change_hours(db, hall, wanted, at=now or at("09.00"))

    return do


@pytest.fixture
def now(db):
    """The hall as it is set up now."""

    def load():
        with db.reading() as conn:
            return halls.load(conn)

    return load


def rows(db):
    with db.reading() as conn:
        return [(r.actor, r.data) for r in journal.since(conn, 0) if r.kind == "hours_changed"]


def test_a_closed_service_gives_no_numbers_and_the_others_do(db, change, now):
    change("closed", "KTP")

    with pytest.raises(ServiceClosed) as refused:
        take(db, now(), "KTP", at=at("10.00"))
    assert refused.value.details["reason"] == "manual_closed"
    assert refused.value.details["until"] == "2026-11-23T05:00:00Z"
    assert take(db, now(), "SIM", at=at("10.00")).number == "D001"
    assert take(db, now(), "KTP", at=at("12.00")).number == "A001"


def test_a_change_is_ended_at_once_and_only_once(db, hall, change, now):
    made = change("closed")
    end_change(db, now(), made.id, actor="staff:citra", at=at("10.00"))

    assert take(db, now(), at=at("10.00")).number == "A001"
    for id in (made.id, 9999):
        with pytest.raises(NotFound):
            end_change(db, now(), id, actor="staff:citra", at=at("10.01"))


def test_who_did_what_and_why_is_in_the_journal(db, change, now):
    made = change("custom", "KTP", tickets=MORNING, quota=40)
    end_change(db, now(), made.id, actor="staff:citra", at=at("10.00"))

    assert rows(db) == [
        ("staff:budi", {
            "what": "custom", "id": made.id, "service": "KTP", "start": "2026-11-23T02:00:00.000Z",
            "until": "2026-11-23T05:00:00.000Z", "reason": "Listrik padam", "tickets": ["08:00", "11:00"],
            "service_hours": None, "quota": 40,
        }),
        ("staff:citra", {"what": "ended", "id": made.id, "service": "KTP"}),
    ]  # fmt: skip


def test_times_are_put_on_full_minutes_and_never_into_the_past(change):
    made = change("closed", start=at("08.00"), until=at("12.00.01"), now=at("09.15.40"))

    assert (made.start, made.until) == (at("09.15"), at("12.01"))


@pytest.mark.parametrize(
    ("kind", "service", "values", "field"),
    [
        ("closed", None, {"until": at("08.59")}, "until"),
        ("closed", None, {"until": at("09.00") + timedelta(days=367)}, "until"),
        ("custom", None, {}, "tickets"),
        ("closed", None, {"tickets": MORNING}, "tickets"),
        ("open", "KTP", {"quota": 3}, "quota"),
        ("custom", None, {"quota": 3}, "service"),
    ],
)
@pytest.mark.on("sqlite")
def test_what_makes_no_sense_is_refused_by_its_field(db, change, kind, service, values, field):
    with pytest.raises(InvalidInput) as refused:
        change(kind, service, **values)

    assert [error["field"] for error in refused.value.details["errors"]] == [field]
    assert rows(db) == []


def test_a_quota_of_the_day_counts_while_it_holds(db, hall, change, now):
    usual = hall.service("KTP").quota
    change("custom", "KTP", quota=1, until=at("23.59"))
    closed = now()

    assert take(db, closed, at=at("09.10")).number == "A001"
    with pytest.raises(QuotaReached) as refused:
        take(db, closed, at=at("09.11"))
    assert refused.value.details["quota"] == 1
    assert closed.quota(hall.service("KTP"), at("08.59")) == usual
    assert closed.quota(hall.service("KK"), at("10.00")) == hall.service("KK").quota
    assert closed.quota(hall.service("KTP"), at("09.00", NEXT_DAY)) == usual


def test_changes_that_are_over_are_put_away_when_a_new_one_comes(change, now):
    change("closed", until=at("09.30"))
    second = change("closed", "KTP", start=at("10.00"), now=at("10.00"))

    assert [one.id for one in now().calendar.changes] == [second.id]


def test_what_holds_now_and_what_comes_is_shown_with_who_and_why(db, change, now):
    change("closed", until=at("09.30"))
    change("closed", "SIM", reason="Ada kunjungan bupati")
    change("open", start=at("07.00", NEXT_DAY), until=at("12.00", NEXT_DAY))
    shown = show_hours(db, now(), at=at("10.00"))

    seen = [
        (c["service"], c["kind"], c["state"], c["who"], c["words"]["id"]) for c in shown["changes"]
    ]
    assert seen == [
        (None, "open", "planned", "budi", "Listrik padam"),
        ("SIM", "closed", "running", "budi", "Ada kunjungan bupati"),
    ]  # fmt: skip
    today = {row["service"]: row for row in shown["today"]}
    assert next(iter(today)) is None
    assert (today["SIM"]["open"], today["SIM"]["reason"], today["KTP"]["open"]) == (
        False,
        "manual_closed",
        True,
    )
    assert today["SIM"]["words"] == {"id": "Ada kunjungan bupati"}


def test_a_change_of_a_service_that_was_taken_away_is_still_shown(hall, change):
    made = change("closed", "KTP")
    without = replace(
        hall, services=tuple(s for s in hall.services if s.code != "KTP"), former=(hall.service("KTP"),)
    )  # fmt: skip

    assert shape(without, made, at=at("10.00"))["service"] == "KTP"
