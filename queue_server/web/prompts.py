"""What a kiosk says aloud: the texts it asks for, and their sounds on the way from the announcer."""

from __future__ import annotations

import io
import time
import wave
from typing import Annotated

from flask import Response, current_app, request, send_file
from pydantic import Field, field_validator
from werkzeug.exceptions import UnsupportedMediaType

from queue_server.domain import errors as e
from queue_server.domain import screen
from queue_server.domain.errors import DatabaseBusy, InvalidInput, NotFound
from queue_server.storage.people import Who
from queue_server.usecases import shapes
from queue_server.usecases.prompts import Prompt, id_of
from queue_server.web import guard
from queue_server.web.api import Body, endpoint

SOUND_WAIT_S = 3.0
LOOK_S = 0.01
WAV = "audio/wav"
LARGEST_SOUND = 4 * 1024 * 1024


class Asked(Body):
    """``language`` is a code as in site.languages."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]
    text: Annotated[str, Field(min_length=1, max_length=600)]

    @field_validator("text")
    @classmethod
    def can_be_said(cls, text: str) -> str:
        if not text.isprintable() or not any(map(str.isalnum, text)):
            raise ValueError("letters and digits to say, in one line")
        return text


@endpoint(
    "POST", "/prompts", roles={"kiosk"}, model=Asked, answer=("id", "ready", "voice"), errors=(e.TooManyAttempts,)
)  # fmt: skip
def ask(who: Who, body: Asked) -> shapes.Json:
    """Have a text said: its sound is there (ready) or will be in a moment, if there is a voice."""
    house = guard.house()
    voice = house.settings.get("announcer", {}).get("*", {})
    prompt = Prompt(
        id=id_of(body.language, body.text, voice), language=body.language, text=body.text
    )
    ready = house.prompts.ask(prompt, kiosk=who.name)
    return {"id": prompt.id, "ready": ready, "voice": ready or _has_voice(voice.get("engine"))}


@endpoint("GET", "/prompts/<id>.wav", roles={"kiosk"}, errors=(e.NotFound,))
def hear(who: Who, id: str) -> Response:
    """The sound of a text; waits up to three seconds until the announcer has made it."""
    prompts = guard.house().prompts
    file = prompts.sound(id)
    if file is None:
        prompts.hurry(id)
    end = time.monotonic() + SOUND_WAIT_S
    while file is None:
        if time.monotonic() > end:
            raise NotFound(what="prompt")
        time.sleep(LOOK_S)
        file = prompts.sound(id)
    return send_file(file, mimetype=WAV)


@endpoint(
    "PUT", "/prompts/<id>", roles={"announcer"}, status=204, errors=(e.NotFound, e.InvalidInput),
    largest=LARGEST_SOUND, content=WAV,
)  # fmt: skip
def put(who: Who, id: str) -> None:
    """The sound of a text (audio/wav)."""
    guard.house().prompts.must_be_wanted(id)
    if request.mimetype not in (WAV, "audio/x-wav"):
        raise UnsupportedMediaType("send audio/wav")
    data = request.get_data()
    try:
        with wave.open(io.BytesIO(data)) as sound:
            sound.getnframes()
    except (EOFError, wave.Error) as error:
        raise InvalidInput(
            errors=[{"field": "body", "message": f"not a WAV file: {error}"}]
        ) from error
    try:
        guard.house().prompts.put(id, data)
    except OSError as error:
        raise DatabaseBusy(reason=f"sound: {error.strerror}") from error


def _has_voice(engine: object) -> bool:
    """Whether an announcer is there that can speak: else the kiosk need not wait for it."""
    if engine == "none":
        return False
    house, online = guard.house(), current_app.extensions["online"]()
    known = (house.latest or house.look()).screens
    return any(
        screen.state_of(known, role, name).voice != "failed"
        for role, name in online
        if role == "announcer"
    )
