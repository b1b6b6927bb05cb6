"""``sync``: whoever says what it saw last gets the whole state, and the fresh calls it missed."""

import pytest


def call_one(hall, counter="1", service="KTP"):
    hall.take(service)
    return hall.press(counter, "next")["ticket"]


@pytest.fixture
def open_hall(hall):
    for counter in ("1", "2", "8"):
        hall.press(counter, "open")
    return hall


@pytest.mark.parametrize(
    ("role", "parts"),
    [
        ("display", {"board"}), ("kiosk", {"hall"}), ("staff", {"line"}), ("supervisor", {"line"}), ("admin", {"line"}),
        ("program", {"line"}), ("printer", set()), ("announcer", {"prompts"}), ("owner", set()),
    ],
)  # fmt: skip
def test_each_role_gets_its_own_state(hall, join, role, parts):
    answer = join(role).sync({"since": None})
    assert set(answer) == {"seq", "epoch", "now", "calls"} | parts
    assert answer["seq"] == hall.done("GET", "/board?zone=A")["seq"]
    assert answer["calls"] == []


def test_staff_may_look_at_a_zone_and_a_display_sees_its_own_only(hall, join):
    assert join("staff").sync({"since": None, "zone": "B"})["board"]["zone"]["code"] == "B"
    assert join("staff").sync({"since": None, "zone": "Z"})["board"] is None
    assert join("display").sync({"since": None, "zone": "B"})["board"]["zone"]["code"] == "A"
    assert "board" not in join("kiosk").sync({"since": None, "zone": "B"})


def test_the_state_is_the_one_that_http_shows(open_hall, join):
    call_one(open_hall)
    synced = join("display").sync({"since": 0})
    assert synced["board"] == open_hall.done("GET", "/board?zone=A", role="display")
    assert join("kiosk").sync({})["hall"] == open_hall.done("GET", "/hall", role="kiosk")


def test_fresh_calls_since_then_come_with_it_and_older_ones_do_not(open_hall, join):
    tv = join("display")
    start = tv.sync({"since": None})["seq"]
    first = call_one(open_hall, "1")
    open_hall.clock.forward(seconds=30)
    middle = tv.sync({"since": start})["seq"]
    second = call_one(open_hall, "2")

    numbers = lambda since: [c["number"] for c in tv.sync({"since": since})["calls"]]  # noqa: E731
    assert numbers(start) == [first["number"], second["number"]]
    assert numbers(middle) == [second["number"]]
    assert numbers(None) == []
    assert numbers(10**9) == []  # of another life of the database
    assert numbers(-5) == []
    open_hall.clock.forward(seconds=31)
    assert numbers(start) == [second["number"]]
    open_hall.clock.forward(seconds=30)
    assert numbers(start) == []


def test_missed_calls_are_those_of_the_zone_and_carry_sound_for_its_speaker(open_hall, join):
    call_one(open_hall, "1")
    call_one(open_hall, "8", "PASPOR")
    calls = {
        name: join("display", name).sync({"since": 0})["calls"]
        for name in ("lobby", "hallway", "upstairs")
    }
    assert [c["number"] for c in calls["lobby"]] == ["A001"]
    assert [c["number"] for c in calls["upstairs"]] == ["F001"]
    assert calls["lobby"][0]["audio"] == f"/api/v1/calls/{calls['lobby'][0]['seq']}/audio"
    assert calls["hallway"][0]["audio"] is None
    assert [c["number"] for c in join("announcer").sync({"since": 0})["calls"]] == ["A001", "F001"]


def test_a_missed_call_is_told_as_it_was_pushed(open_hall, join, step):
    tv = join("display")
    call_one(open_hall)
    step()
    pushed = tv.got("call")[0]
    missed = tv.sync({"since": pushed["seq"] - 1})["calls"][0]
    assert missed == {key: value for key, value in pushed.items() if key != "prev"}


def test_the_epoch_stays_while_the_database_lives(hall, join):
    assert join("display").sync({})["epoch"] == join("kiosk").sync({})["epoch"] != ""
