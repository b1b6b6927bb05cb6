"""What staff hears of printers: each trouble once when it begins, and once when all is well again."""

import pytest

from queue_server.live import agents


@pytest.fixture
def printed(hall, step):
    """Take a number and report these words for its paper, in turn; returns the ticket."""

    def report(*words):
        ticket = hall.take(service="KTP")
        for word in words:
            job = hall.done("POST", "/print-jobs/claim", {}, role="printer")["job"]
            body = {"state": word, "why": "paper out" if word == "blocked" else ""}
            hall.done("POST", f"/print-jobs/{job['id']}/report", body, role="printer")
        step()
        return ticket

    return report


@pytest.fixture
def say(hall, step):
    """The agent of paper-1 says how its printer is."""

    def condition(*causes, near_end=None):
        body = {"causes": list(causes), "near_end": near_end}
        told = hall.done("PUT", "/printer-condition", body, role="printer")["printer"]
        step()
        return told

    return condition


def told(staff):
    return [(push["level"], push["code"], push["printer"]) for push in staff.got("notice")]


def test_each_ticket_that_may_not_have_been_printed_is_told_with_its_number(join, printed):
    staff = join("staff")

    first = printed("sending", "unknown")
    printed("printed")

    (notice,) = staff.got("notice")
    assert (notice["level"], notice["code"]) == ("warn", "print_unknown")
    assert (notice["number"], notice["job"]) == (first["number"], first["print"]["job"])


def test_a_trouble_is_told_once_and_its_end_once(join, say):
    staff = join("staff")

    for causes in [("paper_out",), ("paper_out",), ("cover_open", "paper_out"), (), ()]:
        say(*causes)

    assert told(staff) == [
        ("bad", "paper_out", "paper-1"),
        ("bad", "cover_open", "paper-1"),
        ("ok", "printer_well", "paper-1"),
    ]


def test_the_state_that_staff_and_kiosks_get_says_the_same_as_the_notice(join, say):
    staff, kiosk = join("staff"), join("kiosk")

    say("paper_out", near_end=True)

    (line,) = staff.got("line")[-1:]
    (printer,) = [p for p in line["printers"] if p["name"] == "paper-1"]
    assert (printer["ready"], printer["causes"], printer["near_end"]) == (
        False,
        ["paper_out"],
        True,
    )
    (seen,) = [p for p in kiosk.got("hall")[-1]["printers"] if p["name"] == "paper-1"]
    assert (seen["ready"], seen["why"], seen["goes_to"]) == (False, "paper_out", None)
    assert staff.sync({"since": None})["line"]["printers"] == line["printers"]


def test_an_agent_that_does_not_come_is_told_and_its_coming_too(hall, join, say, step, monkeypatch):
    staff = join("staff")
    hall.server.agents.look()
    step()
    assert told(staff) == []

    monkeypatch.setattr(agents, "LOST_AFTER_S", -1)
    hall.server.agents.look()
    hall.server.agents.look()
    step()
    lost = [
        printer for level, code, printer in told(staff) if (level, code) == ("bad", "agent_lost")
    ]
    assert sorted(lost) == sorted(hall.server.house.printers)

    say()
    assert told(staff) == [("ok", "printer_well", "paper-1")]


def test_an_agent_with_a_live_connection_is_there_however_silent(hall, join, monkeypatch):
    join("printer")
    monkeypatch.setattr(agents, "LOST_AFTER_S", 0)

    assert "paper-1" not in hall.server.agents.lost()


def test_papers_that_need_a_person_are_counted_and_settled(hall, join, printed):
    staff = join("staff")
    ticket = printed("sending", "unknown")
    assert staff.got("line")[-1]["papers"] == 1

    (paper,) = hall.done("GET", "/print-jobs", role="staff")["jobs"]
    assert (paper["state"], paper["ticket"]["number"]) == ("unknown", ticket["number"])
    job = hall.done("POST", f"/print-jobs/{paper['job']}/printed", {}, role="staff")["job"]
    assert job["state"] == "printed"
    assert hall.done("GET", "/print-jobs", role="staff")["jobs"] == []
