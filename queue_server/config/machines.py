"""What config.yaml says of the machines of the hall: which there are, and what each of them is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queue_server.config.models import Config


def page_speaks(config: Config) -> bool:
    """Whether the speaker displays play the calls: else this machine does, or nothing is said at all."""
    speech = config.speech
    return speech.player == "page" and speech.sounds


def device_settings(config: Config) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """What each device is told of config.yaml: by role, then name; "*" for any device of the role."""
    speech = config.speech.plain(config.zones)
    return {
        "kiosk": {name: kiosk.model_dump() for name, kiosk in config.kiosks.items()},
        "printer": {
            name: printer.resolved(name) | {"tickets": config.tickets.plain()}
            for name, printer in config.printers.items()
        },
        "display": {
            name: display.resolved(name, _zone_of(config, display.counter))
            | {"speaker": display.speaker and page_speaks(config)}
            for name, display in config.displays.items()
        },
        "announcer": {"*": speech},
        "program": {"*": {}},
    }


def _zone_of(config: Config, counter: str) -> str:
    """The zone of a counter of config.yaml, "" without one."""
    return config.counters[counter].zone if counter else ""


def machines(config: Config) -> list[tuple[str, str]]:
    """(role, name) of every machine of config.yaml, the announcer and the owner's commands included."""
    return [
        *(("kiosk", name) for name in config.kiosks),
        *(("display", name) for name in config.displays),
        *(("printer", name) for name in config.printers),
        ("announcer", "announcer"),
        ("owner", "owner"),
    ]
