"""The voice dies, the server dies: a chime in time, nothing twice, and the next call is said."""

from __future__ import annotations

import time

import pytest

from tests.e2e.hearing import QUICK, Announcer, StaffRoom, an_ear, call
from tests.e2e.running import RunningHall

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

CHIME_WITHIN_S = 5.0  # 3 s the server waits for the voice; the rest is for a busy machine


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """The server alone; the announcer comes and goes as the tests want."""
    running = RunningHall(
        tmp_path_factory.mktemp("breaks"),
        mode="eventlet",
        printer_port=9,
        command="serve",
        speech=QUICK,
    )
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def announcer(hall):
    made = Announcer(hall)
    yield made
    made.kill()


@pytest.fixture
def ear(browser, hall):
    made = an_ear(browser, hall)
    made.open()
    yield made
    made.context.close()


@pytest.fixture
def staff(hall):
    room = StaffRoom(hall)
    yield room
    room.close()


def test_without_a_voice_there_is_a_chime_in_time_and_with_it_words_again(
    ear, hall, announcer, staff
):
    announcer.start()
    said = call(hall, "1")
    ear.wait_told(said["seq"], "spoken")

    announcer.kill()
    pressed = time.time()
    bare = call(hall, "2")
    assert ear.wait_started(bare["seq"]).started - pressed < CHIME_WITHIN_S
    next_one = call(hall, "3")
    assert ear.wait_told(next_one["seq"], "chime")["why"] == "no_sound"
    ear.wait(lambda: "announcer_lost" in staff.notices, "staff to be told")

    announcer.start()
    again = call(hall, "4")
    ear.wait_told(again["seq"], "spoken")
    rows = [said, bare, next_one, again]
    assert ear.seqs() == [row["seq"] for row in rows]
    assert ear.never_two_at_once()
    assert ear.said_by_server(rows) == ["spoken", "chime", "chime", "spoken"]
    ear.wait(lambda: "announcer_back" in staff.notices, "staff to be told")


def test_a_server_killed_while_a_call_is_said_does_not_have_it_said_again(ear, hall, announcer):
    announcer.kill()
    announcer.start()
    said = call(hall, "5")
    ear.wait_started(said["seq"])
    waiting = call(hall, "7")
    made = f"announcer: {waiting['number']} at 7"
    ear.wait(lambda: made in hall.log.read_text(), "its sound to be made", 4)

    hall.kill_server()
    assert hall.process is not None
    hall.process.wait(5)
    hall.start()

    ear.wait_told(waiting["seq"], "spoken")
    then = call(hall, "1")
    ear.wait_told(then["seq"], "spoken")
    rows = [said, waiting, then]
    assert ear.seqs() == [row["seq"] for row in rows]
    assert ear.never_two_at_once()
    assert ear.said_by_server(rows) == ["spoken"] * 3
