"""Events to rooms. The only module that emits; fed by the journal's tail, so every screen hears the same order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from flask_socketio import SocketIO

from queue_server.domain.events import CALLS, Kind
from queue_server.domain.hall import Hall, say
from queue_server.domain.printer import PrinterState, notices
from queue_server.domain.spoken import sentence
from queue_server.messages import FRESH_S, Push
from queue_server.storage import journal
from queue_server.storage.journal import Event
from queue_server.usecases import shapes
from queue_server.usecases.house import House
from queue_server.usecases.show_board import show_board
from queue_server.usecases.show_hall import Moment, show_hall
from queue_server.usecases.show_line import show_states

FRESH: Final = timedelta(seconds=FRESH_S)


def call_of(hall: Hall, event: Event, *, audio: bool, languages: tuple[str, ...]) -> shapes.Json:
    """The ``call`` push of a journal row."""
    facts = event.data
    counter = hall.counter_ever(facts["counter"])
    recall = event.kind is Kind.TICKET_RECALLED
    spoken = [
        {
            "language": language,
            "text": sentence(
                language, number=facts["number"], counter_code=counter.code, recall=recall,
                counter_spoken=say(counter.spoken, language) if counter.spoken.get(language) else None,
            ),
        }
        for language in languages
    ]  # fmt: skip
    return shapes.called(hall, facts) | {
        "seq": event.seq, "zone": hall.zone_of(counter.zone_id).code, "recall": recall, "spoken": spoken,
        "audio": f"/api/v1/calls/{event.seq}/audio" if audio else None, "at": shapes.when(event.at),
    }  # fmt: skip


class Pusher:
    """``languages``: in which each call is spoken; ``page_speaks``: whether displays play the sound themselves."""

    def __init__(
        self, socketio: SocketIO, house: House, *, languages: tuple[str, ...], page_speaks: bool
    ) -> None:
        self._socketio = socketio
        self._house = house
        self._languages = languages
        self._page_speaks = page_speaks
        self._sent: dict[str, int] = {}

    def call(self, event: Event) -> None:
        """Tell the zone's displays, its speaker and the announcer of one call."""
        hall = self._house.hall
        zone = hall.zone_of(hall.counter_ever(event.data["counter"]).zone_id).code
        push = call_of(hall, event, audio=False, languages=self._languages)
        self._emit(Push.CALL, push, f"zone:{zone}")
        self._emit(Push.CALL, push, "announcer")
        speech = call_of(hall, event, audio=self._page_speaks, languages=self._languages)
        self._emit(Push.CALL, speech, f"speaker:{zone}")

    def paper(self, event: Event) -> None:
        """Tell the printer's agent that work is waiting, and the kiosks what became of a ticket's paper."""
        facts = event.data
        printer = facts["printer"]
        push = {
            "seq": event.seq, "job": facts.get("print_job") or facts.get("job"), "ticket": event.ticket_id,
            "printer": printer, "state": facts.get("state", "queued"), "why": facts.get("why", ""),
        }  # fmt: skip
        if push["state"] == "queued":
            self._emit(Push.PRINT, push, f"printer:{printer}")
        asked = facts.get("asked", event.actor)
        if asked.startswith("kiosk:"):  # who asked is also the name of its room
            self._emit(Push.PRINT, push, asked)
        if push["state"] in ("unknown", "expired"):
            code = f"print_{push['state']}"
            self._about(event, printer, "warn", code, number=facts.get("number"), job=push["job"])

    def printer(self, event: Event) -> None:
        """Tell staff what is new about a printer: each trouble when it begins, and once that it prints again."""
        facts = event.data
        setup = self._house.printers.get(facts["printer"])
        if setup is None:
            return
        before, after = (
            PrinterState(name=setup.name, **facts[when] | {"causes": tuple(facts[when]["causes"])})
            for when in ("before", "after")
        )
        for level, code in notices(before, after, setup):
            more = {"tickets_left": facts["tickets_left"]} if code == "roll_low" else {}
            self._about(event, setup.name, level, code, **more)

    def boards(self, conn: sa.Connection, now: Moment, zones: set[str] | None = None) -> None:
        """The whole board of each zone (of ``zones`` alone if given)."""
        for zone in self._house.hall.zones:
            if zones is None or zone.code in zones:
                board = show_board(
                    conn, self._house.hall, zone, now, media=self._house.media_version
                )
                self._emit(Push.BOARD, board, f"zone:{zone.code}")
                self._emit(Push.BOARD, board, f"speaker:{zone.code}")

    def states(self, now: Moment) -> None:
        """Lines and counters to staff, availability to kiosks."""
        printers = self._house.printers
        self._emit(Push.LINE, show_states(self._house.hall, now, printers), "staff")
        self._emit(Push.HALL, show_hall(self._house.hall, now, printers), "kiosk")

    def _about(self, event: Event, printer: str, level: str, code: str, **facts: Any) -> None:
        setup = self._house.printers.get(printer)
        label = dict(setup.label) if setup else {"id": printer}
        self.notice(event, level=level, code=code, printer=printer, label=label, **facts)

    def notice(self, event: Event, *, level: str, code: str, **facts: Any) -> None:
        """Something staff should know."""
        self._emit(Push.NOTICE, {"seq": event.seq, "level": level, "code": code, **facts}, "staff")

    def closing(self, *, retry_in: float) -> None:
        """Say good-bye to everybody."""
        self._socketio.emit(Push.SERVER_CLOSING.value, {"retry_in": retry_in})

    def missed(
        self, conn: sa.Connection, since: int, *, zone: str | None, audio: bool, at: datetime
    ) -> list[Mapping[str, Any]]:
        """The calls after ``since`` that are still fresh; of ``zone`` alone if given."""
        rows = journal.of_kinds(conn, sorted(CALLS), after=since)
        calls = [
            call_of(
                self._house.hall, row, audio=audio and self._page_speaks, languages=self._languages
            )
            for row in rows
            if at - row.at <= FRESH
        ]
        return [call for call in calls if zone is None or call["zone"] == zone]

    def _emit(self, name: Push, push: Mapping[str, Any], room: str) -> None:
        """Send, telling each client the seq it should have seen last."""
        self._socketio.emit(name.value, {**push, "prev": self._sent.get(room)}, to=room)
        self._sent[room] = max(push["seq"], self._sent.get(room, 0))
