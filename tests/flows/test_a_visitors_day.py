"""A day at the hall, from the touch at the kiosk to the report, as its screens, paper and people see it."""

from datetime import UTC, datetime

from tests.web.halls import PASSWORD


def test_a_visitor_is_served_from_touch_to_report(hall, join, step):
    tv, speaker, console, kiosk, agent = (
        join("display", "hallway"), join("display", "lobby"), join("staff"), join("kiosk"), join("printer"),
    )  # fmt: skip
    for counter in ("1", "2", "8"):
        hall.press(counter, "open")

    # The visitor takes a number, and it is printed.
    ticket = hall.take("KTP", language="en")
    phone = f"/tickets/{ticket['token']}"
    step()
    assert [push["state"] for push in agent.got("print")] == ["queued"]
    job = hall.done("POST", "/print-jobs/claim", {}, role="printer")["job"]
    assert (job["ticket"]["number"], job["ticket"]["service"]) == ("A001", "ID card")
    for said in ("sending", "printed"):
        report = {"state": said}
        hall.done("POST", f"/print-jobs/{job['id']}/report", report, role="printer")
    step()
    assert [push["state"] for push in kiosk.got("print")][-1] == "printed"
    assert hall.done("GET", phone, role=None)["ticket"]["ahead"] == 0

    # Ten minutes later the number is called, shown and spoken.
    hall.clock.forward(minutes=10)
    tv.got(), speaker.got(), console.got()
    called = hall.press("1", "next")
    step()
    (call,) = tv.got("call")
    (spoken,) = speaker.got("call")
    assert (call["number"], call["counter"]["code"]) == ("A001", "1")
    assert spoken["audio"].endswith(f"/calls/{call['seq']}/audio")
    assert called["reason"] == called["ticket"]["reason"]
    seen = hall.done("GET", phone, role=None)["ticket"]
    assert (seen["state"], seen["counter"]["code"], seen["ahead"]) == ("called", "1", None)

    # Served, sent for a copy of a document, served again, and sent on to another service.
    hall.clock.forward(minutes=1)
    hall.press("1", "start")
    hall.press("1", "hold")
    assert hall.done("GET", "/counters/1")["held"][0]["number"] == "A001"
    assert hall.ask("POST", "/counters/1/next", {}).status_code == 204
    hall.clock.forward(minutes=5)
    resumed = hall.done("POST", f"/tickets/{ticket['id']}/resume", {"counter": "2"})["ticket"]
    assert (resumed["state"], resumed["counter"]) == ("serving", "2")
    moved = hall.press("2", "transfer", {"service": "KK"})["ticket"]
    assert (moved["number"], moved["service"], moved["state"]) == ("A001", "KK", "waiting")
    step()
    tv.got()

    hall.clock.forward(minutes=2)
    again = hall.press("1", "next")["ticket"]
    step()
    assert [push["number"] for push in tv.got("call")] == ["A001"]
    assert again["service"] == "KK"
    hall.press("1", "start")
    hall.clock.forward(minutes=4)
    hall.press("1", "finish")
    step()

    board = tv.sync({"since": None})["board"]
    assert [row["state"] for row in board["calls"]] == ["done"]
    desk = hall.done("GET", "/counters/1")
    assert (desk["ticket"], desk["today"]["served"], desk["today"]["service_s"]) == (None, 1, 240)
    report = hall.done("GET", "/reports/day?date=2026-11-23", role="supervisor")
    assert (report["visitors"], report["total"]["issued"]) == (1, 1)
    assert report["total"]["served"] == 2, "at the first service, and at the one they were sent to"
    assert [row["name"] for row in report["counters"]] == ["1", "2"]
    assert hall.done("GET", phone, role=None)["ticket"]["state"] == "done"


def test_paper_screen_console_and_phone_tell_the_same(hall, join, step):
    tv = join("display")
    hall.press("1", "open")
    taken = hall.take("KTP")
    paper = hall.done("POST", "/print-jobs/claim", {}, role="printer")["job"]["ticket"]
    called = hall.press("1", "next")["ticket"]
    step()
    call = tv.got("call")[0]
    board = hall.done("GET", "/board?zone=A")["calls"][0]
    phone = hall.done("GET", f"/tickets/{taken['token']}", role=None)["ticket"]
    numbers = {thing["number"] for thing in (taken, paper, called, call, board, phone)}
    assert numbers == {"A001"}
    assert paper["url"] == taken["url"] == called["url"]
    assert call["counter"] == board["counter"] == phone["counter"]
    assert board["called_at"] == phone["called_at"] == called["called_at"] == call["at"]


def test_a_visitor_who_leaves_is_not_called(hall):
    hall.press("1", "open")
    gone, stays = hall.take("KTP"), hall.take("KTP")
    assert hall.ask("DELETE", f"/tickets/{gone['token']}", role=None).status_code == 204
    twice = hall.ask("DELETE", f"/tickets/{gone['token']}", role=None)
    assert (twice.status_code, twice.get_json()["code"]) == (409, "illegal_transition")
    assert hall.press("1", "next")["ticket"]["number"] == stays["number"]


def test_of_two_who_press_at_the_same_counter_the_second_is_told(hall):
    hall.press("1", "open")
    hall.take("KTP"), hall.take("KTP")
    first = hall.press("1", "next", role="staff")["ticket"]
    second = hall.ask("POST", "/counters/1/next", {}, role="supervisor")
    assert (second.status_code, second.get_json()["ticket"]) == (409, first["number"])
    third = hall.press("1", "start", role="supervisor")["ticket"]
    late = hall.ask("POST", "/counters/1/start", {}, role="staff")
    assert (third["state"], late.status_code) == ("serving", 409)


def test_a_person_with_priority_comes_earlier_and_the_reason_says_so(hall):
    hall.press("2", "open")
    hall.take("KTP")
    hall.clock.forward(minutes=2)
    elder = hall.take("KTP", priority="lansia")
    hall.clock.forward(minutes=1)
    called = hall.press("2", "next")
    assert called["ticket"]["number"] == elder["number"]
    assert "Lansia" in called["reason"]


def test_a_new_day_begins_at_midnight_of_the_site_and_numbers_start_again(hall, join, step):
    tv = join("display")
    hall.press("1", "open")
    served, waiting = hall.take("KTP"), hall.take("KTP")
    hall.press("1", "next")
    day = hall.server.turn_of_day("2026-11-23")
    assert day == "2026-11-23"

    hall.clock.at = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)  # midnight in Siak
    assert hall.server.turn_of_day(day) == "2026-11-24"
    step()

    assert tv.got("board")[-1]["calls"] == []
    word = {"name": "budi", "password": PASSWORD}  # sessions of the morning have ended
    hall.tokens["supervisor"] = hall.done("POST", "/sessions", word, role=None)["token"]
    report = hall.done("GET", "/reports/day?date=2026-11-23", role="supervisor")
    assert report["total"]["forgotten"] == 2
    for ticket in (served, waiting):
        assert hall.ask("GET", f"/tickets/{ticket['token']}", role=None).status_code == 404
    tablet = hall.done("GET", "/hall", role="kiosk")
    assert {counter["state"] for counter in tablet["counters"]} == {"closed"}
    assert hall.take("KTP")["number"] == "A001"
    assert hall.server.turn_of_day("2026-11-24") == "2026-11-24"


def test_a_full_disk_at_midnight_ends_the_day_a_moment_later(hall, monkeypatch):
    hall.press("1", "open")
    hall.take("KTP")
    hall.clock.forward(days=1)
    calls = []

    def refuse_once(roles):
        calls.append(roles)
        if len(calls) == 1:
            raise OSError("no space left on device")
        hall.server.closing.set()

    monkeypatch.setattr(hall.server.metrics, "count", refuse_once)
    hall.server._watch()
    assert len(calls) == 2
