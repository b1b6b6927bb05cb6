"""What config.yaml says about one printer, checked once more: agents and servers may differ in age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from printer.wire.serial import BAUD, FLOWS

DOTS = {80: 576, 58: 384}
DOTS_PER_LETTER = 12  # of the printer's own letters
TYPES = ("network", "usb", "serial", "virtual")
CODE_PAGES = ("ascii", "cp437", "cp850", "cp858", "cp1252")
T = TypeVar("T")


class BadSettings(Exception):
    """The settings name a printer this version cannot drive: every fault with its key, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``page_port`` is of a virtual printer and may be None; ``tickets`` is for the layout."""

    name: str
    label: Mapping[str, str] = field(default_factory=dict)
    type: str
    host: str = ""
    port: int = 9100
    device: str = ""
    baud: int = 19200
    flow: str = "rtscts"
    paper_mm: int = 80
    dots: int = 576
    columns: int = 48
    mode: str = "raster"
    status: str = "dle_eot"
    confirm: str = "none"
    qr: str = "native"
    code_page: str = "ascii"
    roll_m: float = 0.0
    page_port: int | None = None
    tickets: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asks_status(self) -> bool:
        return self.status == "dle_eot"

    @property
    def asks_proof(self) -> bool:
        return self.confirm == "gs_r"


def read_settings(body: Mapping[str, Any]) -> Settings:
    """The settings in ``body``; what is missing or null follows from the rest. Raises BadSettings."""
    read = _Reader(body)
    name, kind = read.text("name", wanted=True), read.word("type", TYPES, "")
    paper_mm = read.number("paper_mm", 20, 120, 80)
    dots = read.number("dots", 200, 1000, DOTS.get(paper_mm, 8 * (paper_mm - 8)))
    page_port = None if body.get("page_port") is None else read.number("page_port", 0, 65535, 0)
    settings = Settings(
        name=name,
        label=read.mapping("label"),
        type=kind,
        host=read.text("host", wanted=kind == "network"),
        port=read.number("port", 1, 65535, 9100),
        device=read.text("device", wanted=kind in ("usb", "serial")),
        baud=read.number("baud", min(BAUD), max(BAUD), 19200),
        flow=read.word("flow", FLOWS, "rtscts"),
        paper_mm=paper_mm,
        dots=dots,
        columns=read.number("columns", 16, 96, dots // DOTS_PER_LETTER),
        mode=read.word("mode", ("raster", "text"), "text" if kind == "serial" else "raster"),
        status=read.word("status", ("dle_eot", "none"), "dle_eot"),
        confirm=read.word("confirm", ("gs_r", "none"), "gs_r" if kind == "virtual" else "none"),
        qr=read.word("qr", ("native", "picture"), "native"),
        code_page=read.word("code_page", CODE_PAGES, "ascii"),
        roll_m=read.metres("roll_m"),
        page_port=page_port,
        tickets=read.mapping("tickets"),
    )
    if dots % 8:
        read.fault("dots", f"{dots} is not a multiple of 8")
    if settings.baud not in BAUD:
        read.fault("baud", f"one of {', '.join(map(str, BAUD))} (got {settings.baud})")
    if read.faults:
        raise BadSettings("settings of the printer: " + "; ".join(read.faults))
    return settings


class _Reader:
    def __init__(self, body: Mapping[str, Any]) -> None:
        if not isinstance(body, Mapping):
            raise BadSettings("settings of the printer: not an object")
        self._body = body
        self.faults: list[str] = []

    def fault(self, key: str, why: str) -> None:
        self.faults.append(f"{key}: {why}")

    def text(self, key: str, *, wanted: bool) -> str:
        value = self._of(key, str, "")
        if wanted and not value:
            kind = self._body.get("type")
            self.fault(key, "missing" if key == "name" else f"a {kind} printer needs it")
        return value

    def word(self, key: str, known: tuple[str, ...], otherwise: str) -> str:
        value = self._of(key, str, otherwise)
        if value not in known:
            told = f" (got {value!r})" if value else ""
            self.fault(key, f"one of {', '.join(known)}{told}")
        return value

    def number(self, key: str, least: int, most: int, otherwise: int) -> int:
        value = self._of(key, int, otherwise)
        if not least <= value <= most:
            self.fault(key, f"from {least} to {most} (got {value})")
            return otherwise
        return value

    def metres(self, key: str) -> float:
        value = self._body.get(key)
        if value is None:
            return 0.0
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 500:
            self.fault(key, f"metres from 0 to 500 (got {value!r})")
            return 0.0
        return float(value)

    def mapping(self, key: str) -> Mapping[str, Any]:
        value: Any = self._body.get(key)
        if isinstance(value, Mapping):
            return value
        if value is not None:
            self.fault(key, f"an object (got {value!r})")
        return {}

    def _of(self, key: str, kind: type[T], otherwise: T) -> T:
        value = self._body.get(key)
        if value is None or value == "":
            return otherwise
        if not isinstance(value, kind) or isinstance(value, bool):
            self.fault(key, f"{'a number' if kind is int else 'a text'} (got {value!r})")
            return otherwise
        return value
