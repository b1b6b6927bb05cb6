"""Reading config.yaml. Nothing is used of a file with a fault; all its faults are told at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from queue_server.config.models import Config
from queue_server.messages.discretion import redact

OVERRIDES = {"SATUPINTU_DATA": "data", "SATUPINTU_PORT": "port", "SATUPINTU_DATABASE": "database"}
FROM_FILE = "SATUPINTU_DATABASE_FILE"
"""The address of a database may have a password in it, which does not belong into config.yaml."""


class ConfigError(Exception):
    """config.yaml cannot be used. ``faults`` has a line each, with the path of the key."""

    def __init__(self, path: Path, faults: list[str]) -> None:
        super().__init__(f"{path}:\n  " + "\n  ".join(faults))
        self.faults = faults


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice: the second would silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str | int | float | bool):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key is a word or a number", key_node.start_mark
                )
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key} stands twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def load(path: Path, environment: Mapping[str, str] = os.environ) -> Config:
    """Read and check ``path``; SATUPINTU_DATA, _PORT and _DATABASE (or its _FILE) override. Raises ConfigError
    naming every fault.
    """
    raw = _read(path)
    _override(raw, dict(environment) | _kept_apart(path, environment))
    faults: list[str] = []
    config = None
    try:
        config = Config.model_validate(raw)
    except ValidationError as error:
        faults = [_told(fault) for fault in error.errors() if not _other_way(fault)]
    faults += [fault for fault in _references(raw) if fault not in faults]
    if config is not None:
        faults += config.tickets.read_files(path.parent)
        config.speech.beside(path.parent)
        config.backup.read_from(path)
    if faults or config is None:
        raise ConfigError(path, faults)
    return config


def _kept_apart(path: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The address of the database from a file of its own."""
    file = environment.get(FROM_FILE)
    if not file:
        return {}
    try:
        return {"SATUPINTU_DATABASE": Path(file).read_text(encoding="utf-8").strip()}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(path, [f"{FROM_FILE}: {file} cannot be read: {error}"]) from None


def _override(raw: dict[str, Any], environment: Mapping[str, str]) -> None:
    """Put the environment's words over the file's. A public address on the file's port follows the new port."""
    server = raw.setdefault("server", {})
    if not isinstance(server, dict):
        return
    port, public = server.get("port", 8080), server.get("public_url", "http://127.0.0.1:8080")
    for name, key in OVERRIDES.items():
        if environment.get(name):
            server[key] = environment[name]
    if (
        environment.get("SATUPINTU_PORT")
        and isinstance(public, str)
        and public.endswith(f":{port}")
    ):
        server["public_url"] = public.removesuffix(str(port)) + environment["SATUPINTU_PORT"]


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(path, [f"cannot be read: {error}"]) from None
    except RecursionError:
        raise ConfigError(path, ["the file is nested too deeply"]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}: " if mark else ""
        raise ConfigError(path, [f"{line}{getattr(error, 'problem', error)}"]) from None
    if not isinstance(raw, dict):
        raise ConfigError(path, ["the file is empty or not a table of keys"])
    return raw


def _told(fault: Any) -> str:
    path = ".".join(
        str(part)
        for part in fault["loc"]
        if part not in ("HoursTable", "literal['always']", "[key]")
    )
    got = (
        "" if fault["type"] in ("missing", "extra_forbidden") else f" (got {fault['input']!r:.60})"
    )
    message = {"extra_forbidden": "unknown key", "missing": "is missing"}.get(
        fault["type"], fault["msg"]
    )
    return redact(f"{path}: {message.removeprefix('Value error, ')}{got}")


def _other_way(fault: Any) -> bool:
    """Hours that are a table are not also a wrong "always", and a wrong word is no wrong table."""
    table = isinstance(fault["input"], dict)
    return bool(fault["loc"] == ("hours", "literal['always']" if table else "HoursTable"))


def _references(raw: Mapping[str, Any]) -> Iterator[str]:
    """Names that point at nothing, and letters of two agencies; of the raw file, so that faults elsewhere hide none."""
    for path, value, where in _pointers(raw):
        if isinstance(value, str | int) and str(value) not in _names(raw, where):
            yield f"{path}: there is no {value!r} in {where}"
    letters: dict[str, str] = {}
    for code, service in _part(raw, "services").items():
        if not service.get("prefix") or not service.get("agency"):
            continue  # told as missing
        owner = letters.setdefault(str(service.get("prefix")), str(service.get("agency")))
        if owner != str(service.get("agency")):
            yield f"services.{code}.prefix: {service.get('prefix')} belongs to agency {owner} already"
    yield from _letter_of_the_roll(raw)
    for code, printer in _part(raw, "printers").items():
        if printer.get("type") == "network" and not printer.get("host"):
            yield f"printers.{code}.host: is missing (a network printer needs its address)"
        if printer.get("type") in ("usb", "serial") and not printer.get("device"):
            yield f"printers.{code}.device: is missing (the printer's device file, for example /dev/usb/lp0)"
        if printer.get("spare") == code:
            yield f"printers.{code}.spare: a printer is not its own spare"
    yield from _screens(raw)


def _letter_of_the_roll(raw: Mapping[str, Any]) -> Iterator[str]:
    """Numbers of the paper roll and of a kiosk must not be one series."""
    rules = raw.get("rules")
    roll = str(rules.get("roll_prefix", "Z") if isinstance(rules, dict) else "Z")
    for code, service in _part(raw, "services").items():
        if str(service.get("prefix")) == roll:
            yield f"services.{code}.prefix: {roll} is the letter of the paper roll (rules.roll_prefix)"


def _screens(raw: Mapping[str, Any]) -> Iterator[str]:
    """What each display is for, and one voice in a zone: two screens that speak at once are an echo."""
    speakers: dict[str, str] = {}
    for code, display in _part(raw, "displays").items():
        zone = str(display.get("zone") or "")
        if bool(zone) == bool(display.get("counter")):
            yield f"displays.{code}: give zone (a TV of the zone) or counter (the small screen above it), one of them"
        if not display.get("speaker"):
            continue
        if not zone:
            yield f"displays.{code}.speaker: the screen of a counter does not speak"
        elif speakers.setdefault(zone, code) != code:
            yield f"displays.{code}.speaker: zone {zone} has its voice from {speakers[zone]} already"


def _pointers(raw: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """(path, name, the part it must stand in) of every reference."""
    yield from _pointers_of_machines(raw)
    for code, service in _part(raw, "services").items():
        yield f"services.{code}.agency", service.get("agency"), "agencies"
        yield f"services.{code}.zone", service.get("zone"), "zones"
    for code, counter in _part(raw, "counters").items():
        yield f"counters.{code}.zone", counter.get("zone"), "zones"
        for key in ("services", "helps"):
            named = counter.get(key)
            for place, service in enumerate(named if isinstance(named, list) else ()):
                yield f"counters.{code}.{key}.{place}", service, "services"
    tickets = raw.get("tickets")
    if isinstance(tickets, dict) and isinstance(tickets.get("services"), dict):
        yield from ((f"tickets.services.{code}", code, "services") for code in tickets["services"])
    speech = raw.get("speech")
    for key in ("zones", "devices"):
        named = speech.get(key) if isinstance(speech, dict) else None
        if isinstance(named, dict):
            yield from ((f"speech.{key}.{code}", code, "zones") for code in named)


def _pointers_of_machines(raw: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    for code, kiosk in _part(raw, "kiosks").items():
        if kiosk.get("printer", "none") != "none":
            yield f"kiosks.{code}.printer", kiosk.get("printer"), "printers"
    for code, printer in _part(raw, "printers").items():
        if printer.get("spare"):
            yield f"printers.{code}.spare", printer.get("spare"), "printers"
    for code, display in _part(raw, "displays").items():
        for key, where in (("zone", "zones"), ("counter", "counters")):
            if display.get(key):
                yield f"displays.{code}.{key}", display.get(key), where


def _names(raw: Mapping[str, Any], part: str) -> set[str]:
    """The codes of a part, also of rows that have faults of their own."""
    rows = raw.get(part)
    return {str(code) for code in rows} if isinstance(rows, dict) else set()


def _part(raw: Mapping[str, Any], name: str) -> dict[str, dict[str, Any]]:
    rows = raw.get(name)
    return (
        {str(k): v for k, v in rows.items() if isinstance(v, dict)}
        if isinstance(rows, dict)
        else {}
    )
