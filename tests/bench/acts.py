"""Everything that is asked of a hall on a day, in one go: every question there is, and the acts of a morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from queue_server.usecases import announce
from queue_server.usecases.close_day import close_past_days
from queue_server.web.api import ENDPOINTS
from tests.bench.lived import PASSWORD, Lived

Act = tuple[str, Callable[[], Any]]
WAITS = ("/calls/<int:seq>/audio", "/prompts/<id>.wav")
"""Questions whose answers wait for somebody; they ask the database for nothing."""
ROLES = ("program", "supervisor", "admin", "kiosk", "display", "printer", "announcer", "owner")


def questions(hall: Lived) -> Iterator[Act]:
    """Every GET of the contract, with values that are there."""
    day = f"{hall.now - timedelta(days=1):%Y-%m-%d}"
    today = f"{hall.now:%Y-%m-%d}"
    values = {"<token>": hall.token, "<code>": "1", "<zone>": "A", "<name>": "kiosk-1"}
    queries = {
        "/reports/day": f"?date={day}", "/reports/day.csv": f"?date={day}",
        "/reports/overrides": f"?date={day}", "/reports/overrides.csv": f"?date={day}",
        "/board": "?zone=A", "/order": "?zone=A",
        "/reports/estimates": f"?from={day}&to={today}", "/reports/estimates.csv": f"?from={day}&to={today}",
        "/announcements": "?number=A001", "/bookings": f"?day={today}&service=PASPOR",
        "/bookings/slots": f"?day={today}&service=PASPOR", "/media/playlist": "?zone=A",
    }  # fmt: skip
    for endpoint in ENDPOINTS:
        if endpoint.method != "GET" or endpoint.path in WAITS:
            continue
        path = endpoint.path + queries.get(endpoint.path, "")
        for name, value in values.items():
            path = path.replace(name, value)
        role = next((role for role in ROLES if not endpoint.roles or role in endpoint.roles), "admin")  # fmt: skip
        yield f"GET {endpoint.path}", lambda path=path, role=role: hall.done("GET", path, role=role)  # type: ignore[misc]
    for name in ("/line?service=KTP", "/announcements", "/reports/day?date=" + today):
        role = "admin" if "reports" in name else "program"
        yield (
            f"GET {name.split('=')[0]}",
            lambda path=name, role=role: hall.done("GET", path, role=role),
        )  # type: ignore[misc]


def morning(hall: Lived) -> Iterator[Act]:
    """What kiosks, staff, printers and speakers do, each once, in an order in which all of it is allowed."""
    made: dict[str, Any] = {}

    def ask(what: str, method: str, path: str, body: Any = None, role: str = "program") -> Act:
        def act() -> Any:
            hall.now += timedelta(seconds=5)
            made[what] = hall.done(method, path.format(**made), body, role=role)
            if what.startswith("take"):
                made["id"] = made[what]["ticket"]["id"]
                made["token"] = made[what]["ticket"]["token"]
            if what == "claim paper":
                made["job"] = made[what]["job"]["id"]
            if what == "claim a call":
                made["seq"] = made[what]["announcement"]["seq"]

        return what, act

    def press(button: str, body: Any = None, counter: str = "1", name: str = "") -> Act:
        return ask(name or button, "POST", f"/counters/{counter}/{button}", body)

    kiosk, printer, display = "kiosk", "printer", "display"
    yield press("open")
    yield ask("take", "POST", "/tickets", {"service": "KTP"}, kiosk)
    yield ask("claim paper", "POST", "/print-jobs/claim", {}, printer)
    yield ask("report sending", "POST", "/print-jobs/{job}/report", {"state": "sending"}, printer)
    yield ask("report printed", "POST", "/print-jobs/{job}/report", {"state": "printed"}, printer)
    yield ask("reprint", "POST", "/tickets/{id}/reprint", {})
    yield press("next")
    yield ask("claim a call", "POST", "/announcements/claim", {}, display)
    yield ask("report a call", "POST", "/announcements/{seq}/report", {"result": "chime"}, display)
    yield press("recall")
    yield press("skip")
    yield ask("come back", "POST", "/tickets/{id}/return", {})
    yield press("next", {"finish": True}, name="next again")
    yield press("start")
    yield press("hold", {})
    yield ask("resume", "POST", "/tickets/{id}/resume", {"counter": "1"})
    yield press("transfer", {"service": "KK"})
    yield press("undo", {})
    yield press("finish", {})
    yield ask("take with a class", "POST", "/tickets", {"service": "SIM", "priority": "lansia"}, kiosk)  # fmt: skip
    yield ask("urgent", "POST", "/tickets/{id}/urgent", {"reason": "pingsan"}, "supervisor")
    yield press("open", counter="5", name="open another")
    yield ask("call by choice", "POST", "/tickets/{id}/call", {"counter": "5", "reason": "buru-buru"})  # fmt: skip
    yield press("start", counter="5", name="start there")
    yield press("next", {"finish": True}, counter="5", name="nobody waits")
    yield ask("take two services", "POST", "/tickets", {"service": "KTP", "also": ["SIM"]}, kiosk)
    yield ask("leave by phone", "DELETE", "/tickets/{token}")
    yield ask("take and cancel", "POST", "/tickets", {"service": "KTP"}, kiosk)
    yield ask("cancel", "POST", "/tickets/{id}/cancel", {"reason": "salah"})
    yield press("walk-in", {"service": "KTP"})
    yield press("finish", {}, name="finish the walk-in")
    yield press("pause", {"reason": "salat"})
    yield press("close")
    yield ask("roll", "POST", "/rolls", {"service": "KTP", "count": 3})
    well = {"causes": [], "near_end": False}
    yield ask("how the printer is", "PUT", "/printer-condition", well, printer)
    yield ask("how the voice is", "PUT", "/voice-condition", {"voice": "ok"}, "announcer")
    yield ask("lock a kiosk", "PUT", "/kiosks/kiosk-1/lock", {"locked": True, "reason": "kertas"})
    yield ask("unlock it", "PUT", "/kiosks/kiosk-1/lock", {"locked": False})
    login = {"name": "lived-admin", "password": PASSWORD}
    yield ask("log in", "POST", "/sessions", login)


def loops(hall: Lived) -> Iterator[Act]:
    """What the server does by itself: after a commit, twice a second, at the end of the day; and what screens ask."""
    server = hall.server
    server.tail.start_at_head()
    yield "loop: tail", server.tail.step
    yield "loop: agents", server.agents.look
    yield "loop: screens", server.screens.look
    yield "loop: overdue calls", lambda: announce.end_overdue(hall.db, at=hall.now)
    for role in ("display", "kiosk", "announcer", "program", "printer"):
        client = server.socketio.test_client(
            server.app, auth={"token": hall.tokens[role]}, headers={"Host": "127.0.0.1:8080"}
        )  # fmt: skip
        for since in (None, 1):
            wants = {"since": since}
            act = lambda client=client, wants=wants: client.emit("sync", wants, callback=True)  # noqa: E731
            yield f"sync of a {role}{'' if since is None else ' that was long away'}", act
    yield (
        "loop: end of the day",
        lambda: close_past_days(hall.db, server.house.hall, at=hall.now + timedelta(days=1)),
    )
