"""What is pushed to whom: each call once, in order, after it was committed."""

import random
from contextlib import suppress

import pytest

from queue_server.domain.events import Kind
from queue_server.live import tail as tail_module

BUTTONS = ("next", "recall", "start", "finish", "skip", "hold")


@pytest.fixture
def open_hall(hall):
    for counter in ("1", "2", "8"):
        hall.press(counter, "open")
    hall.server.tail.start_at_head()
    return hall


def screens(join):
    return {
        "lobby": join("display", "lobby"), "hallway": join("display", "hallway"),
        "upstairs": join("display", "upstairs"), "announcer": join("announcer"),
    }  # fmt: skip


def test_a_call_is_told_once_to_each_screen_of_its_zone_and_to_no_other(open_hall, join, step):
    there = screens(join)
    nobody = [join(role) for role in ("kiosk", "staff", "printer", "program")]
    open_hall.take()
    called = open_hall.press("1", "next")["ticket"]
    step()
    step()

    heard = {name: screen.got("call") for name, screen in there.items()}
    assert {name: len(calls) for name, calls in heard.items()} == {
        "lobby": 1, "hallway": 1, "upstairs": 0, "announcer": 1,
    }  # fmt: skip
    assert [len(screen.got("call")) for screen in nobody] == [0, 0, 0, 0]
    call = heard["lobby"][0]
    assert set(call) == {
        "seq", "prev", "number", "prefix", "counter", "zone", "service", "agency", "recall", "spoken", "audio", "at",
    }  # fmt: skip
    assert (call["number"], call["counter"]["code"], call["zone"]) == (called["number"], "1", "A")
    assert call["recall"] is False
    assert [part["language"] for part in call["spoken"]] == ["id", "en"]
    assert "loket satu" in call["spoken"][0]["text"]
    assert call["audio"] == f"/api/v1/calls/{call['seq']}/audio"
    assert heard["hallway"][0]["audio"] is None
    assert heard["announcer"][0]["audio"] is None
    assert "priority" not in repr(call)


def test_the_board_follows_the_call_and_shows_it(open_hall, join, step):
    tv = join("display")
    step()
    tv.got()
    open_hall.take()
    called = open_hall.press("1", "next")["ticket"]
    step()
    heard = tv.got()
    assert [name for name, _ in heard] == ["call", "board"]
    board = heard[1][1]
    assert board["calls"][0]["number"] == called["number"]
    assert board["seq"] >= heard[0][1]["seq"]


def test_calling_again_is_pushed_as_a_recall(open_hall, join, step):
    tv = join("display")
    open_hall.take()
    open_hall.press("1", "next")
    open_hall.press("1", "recall")
    step()
    calls = tv.got("call")
    assert [call["recall"] for call in calls] == [False, True]
    assert calls[0]["seq"] < calls[1]["seq"]
    assert calls[0]["number"] == calls[1]["number"]


def test_what_was_not_committed_is_never_told(open_hall, join, step):
    tv, console = join("display"), join("staff")
    step()
    tv.got(), console.got()
    with suppress(ZeroDivisionError), open_hall.db.transaction() as tx:
        tx.record(Kind.TICKET_CALLED, at=open_hall.clock.at, actor="x", number="A999")
        _ = 1 / 0  # the power goes
    step()
    assert tv.got() == []
    assert console.got() == []


def commits(hall, chance, number):
    """Random presses and visitors; what a button refuses changes nothing."""
    for _ in range(number):
        what = chance.random()
        if what < 0.4:
            hall.take(chance.choice(["KTP", "PASPOR"]))
        else:
            hall.ask("POST", f"/counters/{chance.choice('128')}/{chance.choice(BUTTONS)}", {})
        yield


def test_over_many_commits_no_room_has_a_gap_and_all_hear_one_order(open_hall, join, step):
    chance = random.Random(7)
    there = screens(join) | {"console": join("staff"), "paper": join("printer")}
    for _ in commits(open_hall, chance, 200):
        if chance.random() < 0.5:
            step()
    step()

    heard = {name: screen.got() for name, screen in there.items()}
    for name, pushes in heard.items():
        last = None
        for kind, push in pushes:
            assert push["prev"] == last, (name, kind)
            assert last is None or push["seq"] >= last
            last = push["seq"]
    with open_hall.db.reading() as conn:
        rows = conn.exec_driver_sql(
            "SELECT seq FROM journal WHERE kind IN ('ticket_called', 'ticket_recalled') ORDER BY seq"
        ).scalars().all()  # fmt: skip
    told = {n: [p["seq"] for k, p in pushes if k == "call"] for n, pushes in heard.items()}
    assert told["announcer"] == rows
    assert told["lobby"] == told["hallway"]
    assert sorted(told["lobby"] + told["upstairs"]) == rows
    assert len(rows) > 15


def test_a_long_backlog_is_told_whole_in_order_and_once(open_hall, join, step):
    tv = join("display")
    open_hall.take()
    ticket = open_hall.press("1", "next")["ticket"]
    facts = {"number": ticket["number"], "prefix": "A", "counter": "1", "service": "KTP"}
    with open_hall.db.transaction() as tx:
        for _ in range(1200):
            tx.record(Kind.TICKET_RECALLED, at=open_hall.clock.at, actor="x", **facts)
    open_hall.db.committed.clear()

    step()
    assert open_hall.db.committed.is_set()  # more is waiting: the loop looks again at once
    step(), step(), step()

    heard = tv.got()
    seqs = [push["seq"] for name, push in heard if name == "call"]
    assert len(seqs) == 1201
    assert seqs == list(range(seqs[0], seqs[0] + 1201))
    assert heard[-1][0] == "board"
    assert heard[-1][1]["seq"] == seqs[-1]


def test_one_row_that_cannot_be_told_holds_up_nothing(open_hall, join, step):
    tv = join("display")
    with open_hall.db.transaction() as tx:
        facts = {"number": "A999", "prefix": "A", "counter": "nowhere", "service": "KTP"}
        tx.record(Kind.TICKET_CALLED, at=open_hall.clock.at, actor="x", **facts)
    open_hall.take()
    open_hall.press("1", "next")
    with pytest.raises(Exception, match="not_found"):
        step()
    step()
    assert [name for name, _ in tv.got()] == ["call", "board"]


def test_staff_hears_what_changed_with_lines_and_counters(open_hall, join, step):
    console = join("staff")
    open_hall.take("PASPOR")
    step()
    (push,) = console.got("line")
    assert set(push) >= {"seq", "prev", "now", "services", "counters"}
    waiting = {service["code"]: service["waiting"] for service in push["services"]}
    assert waiting == {"KTP": 0, "KK": 0, "PASPOR": 1}


def test_many_changes_at_once_are_one_push_of_the_state(open_hall, join, step):
    console = join("staff")
    for _ in range(5):
        open_hall.take()
        step()
    assert len(console.got("line")) < 5
    assert len(console.got("call")) == 0


def test_kiosks_hear_when_a_service_can_no_longer_be_taken(open_hall, join, step, monkeypatch):
    monkeypatch.setattr(tail_module, "COALESCE_S", 0.0)
    kiosk = join("kiosk")
    for _ in range(3):
        open_hall.take("KK")
        step()
    pushes = kiosk.got("hall")
    kk = [next(s for s in push["services"] if s["code"] == "KK") for push in pushes]
    assert [(s["open"], s["quota_left"]) for s in kk] == [(True, 2), (True, 1), (False, 0)]
    assert kk[-1]["closed_reason"] == "quota_reached"


def test_the_paper_is_told_to_its_agent_and_its_kiosk(open_hall, join, step):
    agent, kiosk, other = join("printer"), join("kiosk"), join("kiosk", "kiosk-2")
    ticket = open_hall.take()
    step()
    (work,) = agent.got("print")
    assert set(work) == {"seq", "prev", "job", "ticket", "printer", "state", "why"}
    assert (work["job"], work["ticket"]) == (ticket["print"]["job"], ticket["id"])
    job = open_hall.done("POST", "/print-jobs/claim", {}, role="printer")["job"]
    for said in ("sending", "unknown"):
        report = {"state": said, "why": "cover open"}
        open_hall.done("POST", f"/print-jobs/{job['id']}/report", report, role="printer")
    step()
    states = [f"{push['state']} {push['why']}" for push in kiosk.got("print")]
    assert states == ["queued ", "offered ", "sending cover open", "unknown cover open"]
    assert agent.got("print") == []  # nothing new is waiting
    assert other.got("print") == []


def test_a_blocked_job_wakes_the_agent_again(open_hall, join, step):
    agent = join("printer")
    open_hall.take()
    job = open_hall.done("POST", "/print-jobs/claim", {}, role="printer")["job"]
    said = {"state": "blocked", "why": "paper out"}
    open_hall.done("POST", f"/print-jobs/{job['id']}/report", said, role="printer")
    step()
    assert [push["why"] for push in agent.got("print")] == ["", "paper out"]


def test_boards_come_also_when_nothing_happens(open_hall, join, step, monkeypatch):
    tv, upstairs = join("display"), join("display", "upstairs")
    step()
    tv.got(), upstairs.got()
    step()
    assert tv.got() == []
    monkeypatch.setattr(tail_module, "BOARD_EVERY_S", 0.0)
    step()
    assert tv.names() == ["board"]
    assert upstairs.names() == ["board"]


def test_everybody_is_told_when_the_server_closes(open_hall, join):
    there = [join(role) for role in ("display", "kiosk", "staff", "printer", "announcer")]
    open_hall.server.pusher.closing(retry_in=2)
    assert [screen.got() for screen in there] == [[("server_closing", {"retry_in": 2})]] * 5


def test_a_push_never_says_for_whom_a_number_is(open_hall, join, step):
    there = [join("display"), join("announcer"), join("printer"), join("kiosk")]
    open_hall.take(priority="lansia")
    open_hall.press("1", "next")
    step()
    for screen in there:
        told = [push for name, push in screen.got() if name != "hall"]
        assert "lansia" not in repr(told)
