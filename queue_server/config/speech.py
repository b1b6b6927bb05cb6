"""What config.yaml says of the voice. Unknown keys are refused."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from queue_server.config.values import Section


class Speech(Section):
    engine: Literal["pyttsx3", "none"] = "pyttsx3"
    voices: dict[str, str] = {"id": "id+f2", "en": "en-us+f2"}
    rate_wpm: int = Field(default=155, ge=80, le=300)
    chime: bool = True
    languages: list[Literal["id", "en"]] = ["id"]
    repeat: int = Field(default=1, ge=1, le=3)
    player: Literal["page", "local"] = "page"
