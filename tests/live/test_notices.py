"""What staff hears of printers: once when one fails, once when it is well again."""

import pytest


@pytest.fixture
def printed(hall, step):
    """Take a number and report these words for its paper, in turn."""

    def report(*words):
        hall.take(service="KTP")
        for word in words:
            job = hall.done("POST", "/print-jobs/claim", {}, role="printer")["job"]
            body = {"state": word, "why": "paper out" if word == "blocked" else ""}
            hall.done("POST", f"/print-jobs/{job['id']}/report", body, role="printer")
        step()

    return report


def test_a_ticket_that_may_not_have_been_printed_is_told_once_and_its_end_once(join, printed):
    staff = join("staff")

    printed("sending", "unknown")
    printed("sending", "unknown")
    printed("printed")

    told = [(push["level"], push["code"], push["printer"]) for push in staff.got("notice")]
    assert told == [("warn", "print_unknown", "paper-1"), ("ok", "printer_well", "paper-1")]


def test_a_printer_that_cannot_print_is_told_with_the_reason(join, printed):
    staff = join("staff")

    printed("blocked")

    assert [(p["code"], p["why"]) for p in staff.got("notice")] == [
        ("printer_blocked", "paper out")
    ]
