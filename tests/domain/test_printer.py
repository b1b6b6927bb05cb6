"""What is told of a printer, and who takes its tickets."""

import pytest

from queue_server.domain.printer import (
    CAUSES,
    PrinterSetup,
    PrinterState,
    goes_to,
    is_low,
    new_roll,
    notices,
    tickets_left,
)
from tests.builders import PRINTERS

FIRST = PRINTERS["kiosk-1"]


def a_state(**values):
    return PrinterState(**({"name": "kiosk-1"} | values))


def told(before, after):
    return list(notices(before, after, FIRST))


@pytest.mark.parametrize("cause", CAUSES)
def test_each_trouble_is_told_when_it_begins_and_once_when_all_is_well(cause):
    well, ill = a_state(), a_state(causes=(cause,))

    (level, code), *more = told(well, ill)

    assert (level, more) == ("bad", [])
    assert code == {"offline": "printer_offline", "mute": "printer_mute"}.get(cause, cause)
    assert told(ill, ill) == []
    assert told(ill, well) == [("ok", "printer_well")]


def test_of_two_troubles_the_second_is_told_and_well_is_said_after_the_last():
    out, both = a_state(causes=("paper_out",)), a_state(causes=("cover_open", "paper_out"))

    assert told(out, both) == [("bad", "cover_open")]
    assert told(both, out) == []
    assert told(out, a_state()) == [("ok", "printer_well")]


def test_an_agent_that_is_gone_is_told_and_its_return_too():
    assert told(a_state(), a_state(agent=False)) == [("bad", "agent_lost")]
    assert told(a_state(agent=False), a_state()) == [("ok", "printer_well")]
    assert told(a_state(agent=False), a_state(causes=("offline",))) == [("bad", "printer_offline")]


def test_the_end_of_the_paper_is_foretold_once_by_the_sensor_and_once_by_counting():
    near, low = a_state(near_end=True), a_state(used_mm=75_000, used_tickets=750)

    assert told(a_state(), near) == [("warn", "paper_near_end")]
    assert told(near, near) == []
    assert told(a_state(), low) == [("warn", "roll_low")]
    assert told(low, low) == []


def test_tickets_left_follow_the_mean_length_of_those_printed():
    assert tickets_left(a_state(), FIRST) == 80_000 // 110
    assert tickets_left(a_state(used_mm=20_000, used_tickets=250), FIRST) == 750
    assert tickets_left(a_state(used_mm=90_000, used_tickets=900), FIRST) == 0
    nobody_counts = PrinterSetup(name="k", label={}, spare="", roll_mm=0)
    assert tickets_left(a_state(), nobody_counts) is None
    assert not is_low(a_state(used_mm=10**6), nobody_counts)


@pytest.mark.parametrize(
    ("own", "spare", "where"),
    [
        ({}, {}, "kiosk-1"),
        ({"causes": ("paper_out",)}, {}, "kiosk-2"),
        ({"agent": False}, {}, "kiosk-2"),
        ({"causes": ("offline",)}, {"causes": ("mute",)}, None),
        ({"causes": ("offline",)}, {"agent": False}, None),
        ({}, {"agent": False}, "kiosk-1"),
    ],
)
def test_a_ticket_goes_to_the_spare_only_while_its_printer_is_not_ready_and_the_spare_is(
    own, spare, where
):
    states = {"kiosk-1": a_state(**own), "kiosk-2": a_state(name="kiosk-2", **spare)}

    assert goes_to("kiosk-1", PRINTERS, states) == where


def test_a_printer_without_a_spare_gives_its_tickets_to_nobody():
    states = {"kiosk-2": a_state(name="kiosk-2", causes=("paper_out",))}

    assert goes_to("kiosk-2", PRINTERS, states) is None
    assert goes_to("unheard-of", PRINTERS, {}) == "unheard-of"


@pytest.mark.parametrize(
    ("before", "after", "is_new"),
    [
        ({"causes": ("paper_out",)}, {}, True),
        ({"causes": ("paper_out",)}, {"causes": ("cover_open",)}, True),
        (
            {"causes": ("paper_out",)},
            {"causes": ("offline",)},
            False,
        ),  # switched off: nobody looked
        ({"near_end": True}, {"near_end": False}, True),
        ({"near_end": True}, {"near_end": None}, False),
        ({"causes": ("cover_open",)}, {}, False),
    ],
)
def test_paper_that_was_missing_and_is_there_again_is_a_new_roll(before, after, is_new):
    assert new_roll(a_state(**before), a_state(**after)) is is_new
