"""Numbers only, and what links them to a paper or a phone goes when it is old (T14)."""

import re
from dataclasses import replace
from datetime import timedelta

from queue_server.storage import schema
from queue_server.usecases import verify
from queue_server.usecases.retention import Retention

PERSONAL = re.compile(r"nik|ktp_no|name_of|visitor_name|phone|email|birth|^ip$", re.I)


def days(hall):
    return {row.number: (row.day, row.token, row.request_key) for row in hall.tables()["ticket"]}


def worked(retention, times=10):
    for _ in range(times):
        retention.look()


def test_after_ninety_days_nothing_links_a_ticket_to_a_paper_or_a_phone(hall):
    hall.press("1", "open")
    old = hall.take()
    hall.press("1", "next")
    hall.press("1", "start")
    hall.press("1", "finish")
    journal = hall.tables()["journal"]
    retention = Retention(hall.server.house)

    hall.clock.forward(days=90)
    hall.server.turn_of_day("2026-11-23")
    worked(retention)
    assert days(hall)["A001"][1] == old["token"]  # the ninetieth day is kept
    hall.clock.forward(days=1)
    new = hall.take("PASPOR")
    worked(retention)

    found = hall.tables()["ticket"][0]
    assert (found.token, found.request_key, found.request) == ("erased-1", "erased-1", "")
    assert days(hall)["F001"][1] == new["token"]
    assert hall.tables()["journal"][: len(journal)] == journal  # the chain stays as it was
    assert old["token"] not in str(hall.tables())
    report = verify.verify(hall.db, hall.server.house.hall)
    assert report.ok, report.faults


def test_which_services_a_visit_was_for_stays_and_with_whom_somebody_came_goes(hall):
    leader = hall.take()
    visit = hall.take(also=["KK", "PASPOR"], any_order=True, group=leader["token"])
    alone = hall.take(group=leader["token"])
    hall.clock.forward(days=91)
    worked(Retention(hall.server.house))

    asked = {row.number: row.request for row in hall.tables()["ticket"]}
    assert asked[visit["number"]] == "KTP//KK,PASPOR*"
    assert asked[leader["number"]] == asked[alone["number"]] == ""
    assert leader["token"] not in str(hall.tables())
    report = verify.verify(hall.db, hall.server.house.hall)
    assert report.ok, report.faults


def test_it_is_done_a_little_at_a_time_and_once_a_day(hall, monkeypatch):
    monkeypatch.setattr("queue_server.usecases.retention.AT_ONCE", 2)
    for _ in range(5):
        hall.take()
    hall.clock.forward(days=100)
    retention, left = Retention(hall.server.house), []
    for _ in range(6):
        retention.look()
        left.append(sum(not row.token.startswith("erased-") for row in hall.tables()["ticket"]))
    assert left == [3, 1, 0, 0, 0, 0]
    before = hall.tables()
    worked(Retention(hall.server.house))  # after a restart there is nothing left to do
    assert hall.tables() == before


def test_a_hall_that_keeps_all_keeps_all(hall):
    hall.server.house.doors = replace(hall.server.house.doors, keep=None)
    token = hall.take()["token"]
    hall.clock.forward(days=1000)
    worked(Retention(hall.server.house))
    assert days(hall)["A001"][1] == token


def test_ended_sessions_and_screens_that_nobody_let_in_go(hall):
    hall.done("POST", "/pairings", {"role": "display"}, role=None)
    assert hall.tables()["session"]
    hall.clock.forward(days=1)
    worked(Retention(hall.server.house))
    assert hall.tables()["session"] == hall.tables()["pairing"] == []


def test_no_table_has_a_place_for_a_visitors_name(hall):
    columns = [c for table in schema.metadata.sorted_tables for c in table.c]
    assert [str(c) for c in columns if PERSONAL.search(c.name)] == []
    names = {table.name for table in schema.metadata.sorted_tables if "name" in table.c}
    visitors = {"ticket", "leg", "booking", "journal", "prediction", "print_job", "play"}
    assert names.isdisjoint(visitors)


def test_screens_paper_and_voice_get_a_number_and_no_person(hall, join, step):
    tv, voice = join("display"), join("announcer")
    hall.press("1", "open")
    hall.take("KTP", priority="lansia")
    hall.press("1", "next")
    step()
    job = hall.done("POST", "/print-jobs/claim", {}, role="printer")["job"]
    told = [tv.got(), voice.got(), job, hall.done("GET", "/board?zone=A")]
    assert "lansia" not in str(told).lower()
    assert "staff:ani" not in str(told)
    assert "ani" not in re.findall(r"[a-z]+", str(told))


def test_a_day_is_never_kept_shorter_than_itself(hall):
    hall.server.house.doors = replace(hall.server.house.doors, keep=timedelta(0))
    token = hall.take()["token"]
    worked(Retention(hall.server.house))
    assert days(hall)["A001"][1] == token
