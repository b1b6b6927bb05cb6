"""The print agent's jobs and the announcer's sound."""

from __future__ import annotations

import io
import time
import wave
from contextlib import suppress
from typing import Literal

from flask import Response, request, send_file
from pydantic import Field
from werkzeug.exceptions import UnsupportedMediaType

from queue_server.domain import errors as e
from queue_server.domain.errors import DatabaseBusy, InvalidInput, NotFound
from queue_server.domain.events import CALLS
from queue_server.storage import journal
from queue_server.storage.people import Who
from queue_server.usecases import announce, shapes, spool
from queue_server.web import guard
from queue_server.web.announcements import languages_of, marks_from
from queue_server.web.api import Body, endpoint
from queue_server.web.tickets import Nothing

KEPT_SOUNDS = 200
SOUND_WAIT_S = 3.0
WAV = "audio/wav"
LARGEST_SOUND = 4 * 1024 * 1024


class Report(Body):
    state: Literal["sending", "printed", "unknown", "blocked"]
    why: str = Field(default="", max_length=200)
    paper_mm: int | None = Field(default=None, ge=0, le=2000)


@endpoint("POST", "/print-jobs/claim", roles={"printer"}, model=Nothing, answer=("job",))
def claim(who: Who, body: Nothing) -> shapes.Json | None:
    """The job in flight, else the next one of this printer. 204 when there is nothing to print."""
    house = guard.house()
    work = spool.claim(house.db, printer=who.name, at=house.now())
    if work is None:
        return None
    service = house.hall.service_of(work.ticket.service_id)
    template = house.papers.template_for(service, work.ticket.language)
    return {
        "job": shapes.job(
            house.hall,
            work.job,
            work.ticket,
            public_url=house.public_url,
            template=template,
            services=work.services,
        )
    }


@endpoint(
    "POST", "/print-jobs/<int:id>/report", roles={"printer"}, model=Report, answer=("job",),
    errors=(e.NotFound, e.IllegalTransition),
)  # fmt: skip
def report(who: Who, body: Report, id: int) -> shapes.Json:
    """What became of a job."""
    house = guard.house()
    job = spool.report(
        house.db,
        id,
        printer=who.name,
        says=body.state,
        why=body.why,
        paper_mm=body.paper_mm,
        at=house.now(),
        setups=house.printers,
    )
    return {"job": shapes.paper(job)}


@endpoint(
    "PUT",
    "/calls/<int:seq>/audio",
    roles={"announcer"},
    status=204,
    errors=(e.NotFound, e.InvalidInput),
    largest=LARGEST_SOUND,
    content=WAV,
)
def put_sound(who: Who, seq: int) -> None:
    """The sound of a call (audio/wav)."""
    _must_be_call(seq)
    if request.mimetype not in (WAV, "audio/x-wav"):
        raise UnsupportedMediaType("send audio/wav")
    data = request.get_data()
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise InvalidInput(errors=[{"field": "body", "message": "not a WAV file"}])
    file = guard.house().sound_of(seq)
    part = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        seconds = _seconds(data)
        marks_from(seq, seconds)
        part.replace(file)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise DatabaseBusy(reason=f"sound: {error.strerror}") from error
    announce.sound_made(guard.house().db, seq, seconds=seconds, at=guard.house().now())
    for old in sorted(file.parent.glob("*.wav"), key=lambda f: f.stat().st_mtime)[:-KEPT_SOUNDS]:
        old.unlink(missing_ok=True)
        old.with_suffix(".json").unlink(missing_ok=True)


def _seconds(wav: bytes) -> float:
    """How long a WAV sounds. Raises InvalidInput."""
    try:
        with wave.open(io.BytesIO(wav)) as sound:
            return float(sound.getnframes() / sound.getframerate())
    except (EOFError, wave.Error, ZeroDivisionError) as error:
        raise InvalidInput(
            errors=[{"field": "body", "message": f"not a WAV file: {error}"}]
        ) from error


@endpoint("GET", "/calls/<int:seq>/audio", roles={"display", "announcer"}, errors=(e.NotFound,))
def get_sound(who: Who, seq: int) -> Response:
    """The sound of a call; waits up to three seconds until the announcer has made it."""
    file = guard.house().sound_of(seq)
    end = time.monotonic() + SOUND_WAIT_S
    if not file.exists():
        _must_be_call(seq)
    while not file.exists():
        if time.monotonic() > end:
            raise NotFound(what="sound")
        time.sleep(0.005)
    answer = send_file(file, mimetype=WAV)
    answer.headers["X-Languages"] = languages_of(seq)
    return answer


def _must_be_call(seq: int) -> None:
    with guard.house().db.reading() as conn:
        row = journal.one(conn, seq)
    if row is None or row.kind not in CALLS:
        raise NotFound(what="call")
