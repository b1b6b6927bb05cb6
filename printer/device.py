"""The printer that the settings name, ready to take bytes."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from printer.settings import BadSettings, Settings, read_settings
from printer.virtual.page import open_page
from printer.virtual.printer import VirtualPrinter
from printer.virtual.roll import Roll
from printer.wire.transport import NetworkPrinter, RealPrinter, SerialPrinter, Transport, UsbPrinter

__all__ = ["BadSettings", "Device", "Settings", "open_device", "read_settings", "remember", "remembered"]  # fmt: skip

log = logging.getLogger("printer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A printer in use. ``stop`` switches off what belongs to it."""

    settings: Settings
    transport: Transport
    stop: Callable[[], None]


def open_device(settings: Settings, paper: Path) -> Device:
    """Connect nothing yet; a virtual printer is switched on and keeps its pictures in ``paper``.

    Raises OSError when the folder cannot be used.
    """
    if settings.type != "virtual":
        return Device(settings=settings, transport=printer_of(settings), stop=lambda: None)
    roll = Roll(paper / settings.name, dots=settings.dots, paper_mm=settings.paper_mm)
    printer = VirtualPrinter(0, roll=roll)
    page = open_page(
        settings.page_port or 0, name=settings.name, roll=roll, say=log.info, printer=printer
    )
    printer.start()

    def stop() -> None:
        printer.stop()
        page.stop()

    here = network_printer(settings, "127.0.0.1", printer.port)
    return Device(settings=settings, transport=here, stop=stop)


def printer_of(settings: Settings) -> RealPrinter:
    """The way to a printer that is not virtual."""
    asks_status, asks_proof = settings.asks_status, settings.asks_proof
    if settings.type == "usb":
        return UsbPrinter(device=settings.device, asks_status=asks_status, asks_proof=asks_proof)
    if settings.type == "serial":
        return SerialPrinter(
            device=settings.device,
            baud=settings.baud,
            flow=settings.flow,
            asks_status=asks_status,
            asks_proof=asks_proof,
        )
    return network_printer(settings, settings.host, settings.port)


def network_printer(settings: Settings, host: str, port: int) -> NetworkPrinter:
    """A printer that behaves as ``settings`` say and listens at ``host``:``port``."""
    return NetworkPrinter(
        host=host, port=port, asks_status=settings.asks_status, asks_proof=settings.asks_proof
    )


def remember(file: Path, body: Mapping[str, Any]) -> None:
    """Keep the settings for a start while the server is away."""
    unfinished = file.with_suffix(".part")
    unfinished.write_text(json.dumps(dict(body)))
    unfinished.replace(file)


def remembered(file: Path) -> Settings | None:
    """The settings kept by an earlier run, or None."""
    try:
        return read_settings(json.loads(file.read_text()))
    except (OSError, ValueError, BadSettings):
        return None
