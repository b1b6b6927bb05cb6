"""Events to rooms. The only module that emits; fed by the journal's tail, so every screen hears the same order."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from flask_socketio import SocketIO

from queue_server.domain import screen
from queue_server.domain.events import CALLS, Kind
from queue_server.domain.printer import PrinterState, notices
from queue_server.domain.spoken import spoken
from queue_server.messages import FRESH_S, Push
from queue_server.storage import journal
from queue_server.storage.journal import Event
from queue_server.usecases import shapes
from queue_server.usecases.house import House
from queue_server.usecases.prompts import Prompt
from queue_server.usecases.screens import states_of
from queue_server.usecases.show_board import show_board
from queue_server.usecases.show_hall import Moment, show_hall
from queue_server.usecases.show_line import show_states
from queue_server.usecases.show_screens import show_screens

KIOSK_NEWS: Final = {"help": "kiosk_help", "flood": "kiosk_flood"}
FRESH: Final = timedelta(seconds=FRESH_S)
BACKUP_FAILED: Final = {
    "id": "Salinan cadangan gagal dibuat. Beri tahu pengelola: apakah disk penuh atau flashdisk tercabut?",
    "en": "No backup copy can be made. Tell the administrator: is the disk full or the stick gone?",
}
BACKUP_WELL: Final = {"id": "Salinan cadangan dibuat lagi.", "en": "Backup copies are made again."}


def call_of(house: House, event: Event, *, audio: bool) -> shapes.Json:
    """The ``call`` push of a journal row."""
    facts, hall = event.data, house.hall
    counter = hall.counter_ever(facts["counter"])
    zone = hall.zone_of(counter.zone_id).code
    recall = event.kind is Kind.TICKET_RECALLED
    said = spoken(
        house.speech_of(zone), number=facts["number"], prefix=facts["prefix"], counter=counter,
        service=hall.service_ever(facts["service"]), recall=recall,
    )  # fmt: skip
    return shapes.called(hall, facts) | {
        "seq": event.seq, "zone": zone, "recall": recall,
        "spoken": [{"language": language, "text": text} for language, text in said],
        "audio": f"/api/v1/calls/{event.seq}/audio" if audio else None, "at": shapes.when(event.at),
    }  # fmt: skip


class Pusher:
    """``page_speaks``: whether displays play the sound themselves."""

    def __init__(self, socketio: SocketIO, house: House, *, page_speaks: bool) -> None:
        self._socketio = socketio
        self._house = house
        self._page_speaks = page_speaks
        self._sent: dict[str, int] = {}

    def call(self, event: Event) -> None:
        """Tell the zone's displays, its speaker and the announcer of one call."""
        hall = self._house.hall
        zone = hall.zone_of(hall.counter_ever(event.data["counter"]).zone_id).code
        push = call_of(self._house, event, audio=False)
        self._emit(Push.CALL, push, f"zone:{zone}")
        self._emit(Push.CALL, push, "announcer")
        speech = call_of(self._house, event, audio=self._page_speaks)
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

    def screen(self, event: Event) -> None:
        """Tell staff what is new about a screen or a voice."""
        before, after = states_of(event.data, event.at)
        told = self._house.settings.get(after.role, {}).get(after.name, {})
        label = dict(told.get("label") or {"id": after.name})
        for level, code in screen.notices(before, after):
            self.notice(
                event, level=level, code=code, role=after.role, name=after.name, label=label,
                zone=told.get("zone"), detail=event.data["detail"],
            )  # fmt: skip

    def kiosk(self, event: Event) -> None:
        """Tell staff that a visitor calls from a kiosk, or that one asks for more numbers than people can."""
        facts = event.data
        if (code := KIOSK_NEWS.get(facts["what"])) is not None:
            told = self._house.settings.get("kiosk", {}).get(facts["kiosk"], {})
            label = dict(told.get("label") or {"id": facts["kiosk"]})
            self.notice(
                event, level="warn", code=code, role="kiosk", name=facts["kiosk"], label=label
            )

    def heard(self, event: Event) -> None:
        """Tell staff once when a zone's voice is not heard any more, and when it is again."""
        facts = event.data
        if facts["silent"] or facts["well"]:
            level, code = ("bad", "speaker_silent") if facts["silent"] else ("ok", "speaker_well")
            role, _, name = event.actor.partition(":")
            told = self._house.settings.get(role, {}).get(name, {})
            self.notice(
                event, level=level, code=code, role=role, name=name, label=dict(told.get("label") or {"id": name}),
                zone=facts["zone"], detail=facts["why"],
            )  # fmt: skip

    def backup(self, event: Event) -> None:
        """Tell staff once that no copy of the hall can be made, and when one was made again."""
        failed = event.data["state"] == "failed"
        level, code = ("warn", "backup_failed") if failed else ("ok", "backup_well")
        words = BACKUP_FAILED if failed else BACKUP_WELL
        self.notice(event, level=level, code=code, name="backup", words=words)

    def boards(self, conn: sa.Connection, now: Moment, zones: set[str] | None = None) -> None:
        """The whole board of each zone (of ``zones`` alone if given)."""
        for zone in self._house.hall.zones:
            if zones is None or zone.code in zones:
                board = show_board(
                    conn, self._house.hall, zone, now, media=self._house.media_version
                )
                self._emit(Push.BOARD, board, f"zone:{zone.code}")
                self._emit(Push.BOARD, board, f"speaker:{zone.code}")
                time.sleep(
                    0
                )  # a number that is asked for does not wait until all screens have been told

    def states(self, now: Moment) -> None:
        """Lines and counters to staff, availability to kiosks."""
        printers = self._house.printers
        line = show_states(self._house.hall, now, printers) | show_screens(
            self._house.hall, now, self._house.settings, self._house.live()
        )
        self._emit(Push.LINE, line, "staff")
        self._emit(Push.HALL, show_hall(self._house.hall, now, printers), "kiosk")

    def _about(self, event: Event, printer: str, level: str, code: str, **facts: Any) -> None:
        setup = self._house.printers.get(printer)
        label = dict(setup.label) if setup else {"id": printer}
        self.notice(event, level=level, code=code, printer=printer, label=label, **facts)

    def notice(self, event: Event, *, level: str, code: str, **facts: Any) -> None:
        """Something staff should know."""
        self._emit(Push.NOTICE, {"seq": event.seq, "level": level, "code": code, **facts}, "staff")

    def of_the_house(self, level: str, code: str, **facts: Any) -> None:
        """Something staff should know that cannot be journalled: the disk it would be written to is full."""
        seq = self._sent.get("staff", 0)
        self._emit(Push.NOTICE, {"seq": seq, "level": level, "code": code, **facts}, "staff")

    def prompt(self, prompt: Prompt) -> None:
        """Have announcers make the sound of what a kiosk says. It is in no journal: whoever missed it is told again."""
        self._socketio.emit(Push.PROMPT.value, prompt.plain(), to="announcer")

    def closing(self, *, retry_in: float) -> None:
        """Say good-bye to everybody."""
        self._socketio.emit(Push.SERVER_CLOSING.value, {"retry_in": retry_in})

    def missed(
        self, conn: sa.Connection, since: int, *, zone: str | None, audio: bool, at: datetime
    ) -> list[Mapping[str, Any]]:
        """The calls after ``since`` that are still fresh; of ``zone`` alone if given."""
        rows = journal.of_kinds(conn, sorted(CALLS), after=since)
        calls = [
            call_of(self._house, row, audio=audio and self._page_speaks)
            for row in rows
            if at - row.at <= FRESH
        ]
        return [call for call in calls if zone is None or call["zone"] == zone]

    def _emit(self, name: Push, push: Mapping[str, Any], room: str) -> None:
        """Send, telling each client the seq it should have seen last."""
        self._socketio.emit(name.value, {**push, "prev": self._sent.get(room)}, to=room)
        self._sent[room] = max(push["seq"], self._sent.get(room, 0))
