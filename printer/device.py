"""The printer that the settings name, ready to take bytes."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from printer.transport import NetworkPrinter, Transport
from printer.virtual import VirtualPrinter
from printer.virtual_page import open_page
from printer.virtual_roll import Roll

DOTS = {80: 576, 58: 384}
log = logging.getLogger("printer")


class BadSettings(Exception):
    """The settings name a printer this version cannot drive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``page_port`` is of a virtual printer and may be None."""

    name: str
    type: str
    host: str
    port: int
    paper_mm: int
    dots: int
    asks_proof: bool
    page_port: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A printer in use. ``stop`` switches off what belongs to it."""

    settings: Settings
    transport: Transport
    stop: Callable[[], None]


def read_settings(body: Mapping[str, Any]) -> Settings:
    """The settings in ``body``. Raises BadSettings in words."""
    try:
        kind, paper_mm = str(body["type"]), int(body.get("paper_mm") or 80)
        confirm = body.get("confirm") or ("gs_r" if kind == "virtual" else "none")
        settings = Settings(
            name=str(body["name"]),
            type=kind,
            host=str(body.get("host") or ""),
            port=int(body.get("port") or 9100),
            paper_mm=paper_mm,
            dots=int(body.get("dots") or DOTS.get(paper_mm, 8 * (paper_mm - 8))),
            asks_proof=confirm == "gs_r",
            page_port=None if body.get("page_port") is None else int(body["page_port"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadSettings(f"settings of the printer are not usable: {error!r}") from error
    if settings.type not in ("network", "virtual"):
        raise BadSettings(f"printers of type {settings.type!r} are not driven by this version")
    if settings.type == "network" and not settings.host:
        raise BadSettings("a network printer needs a host")
    if settings.dots % 8:
        raise BadSettings(f"dots: {settings.dots} is not a multiple of 8")
    return settings


def open_device(settings: Settings, paper: Path) -> Device:
    """Connect nothing yet; a virtual printer is switched on and keeps its pictures in ``paper``.

    Raises OSError when the folder cannot be used.
    """
    if settings.type == "network":
        there = NetworkPrinter(
            host=settings.host, port=settings.port, asks_proof=settings.asks_proof
        )
        return Device(settings=settings, transport=there, stop=lambda: None)
    roll = Roll(paper / settings.name, dots=settings.dots, paper_mm=settings.paper_mm)
    printer = VirtualPrinter(0, roll=roll)
    page = open_page(settings.page_port or 0, name=settings.name, roll=roll, say=log.info)
    printer.start()

    def stop() -> None:
        printer.stop()
        page.stop()

    here = NetworkPrinter(host="127.0.0.1", port=printer.port, asks_proof=settings.asks_proof)
    return Device(settings=settings, transport=here, stop=stop)


def remember(file: Path, body: Mapping[str, Any]) -> None:
    """Keep the settings for a start while the server is away."""
    unfinished = file.with_suffix(".part")
    unfinished.write_text(json.dumps(dict(body)))
    unfinished.replace(file)


def remembered(file: Path) -> Settings | None:
    """The settings kept by an earlier run, or None."""
    try:
        return read_settings(json.loads(file.read_text()))
    except (OSError, ValueError, TypeError, AttributeError, BadSettings):
        return None
