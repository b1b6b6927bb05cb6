"""From what was found to what belongs into config.yaml, each with a reason. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from printer.doctor.measure import Findings
from printer.doctor.words import TROUBLE, WHY, Words
from printer.settings import Settings
from printer.wire.serial import BITS_PER_BYTE

PICTURE_BYTES = 69450  # of a ticket as a picture on 80 mm paper
TOO_SLOW_S = 3.0  # longer than a visitor should wait for the cable


@dataclass(slots=True, kw_only=True)
class Advice:
    """``config`` in the order it is written; ``why`` and ``trouble`` in both languages."""

    config: dict[str, str | int] = field(default_factory=dict)
    why: dict[str, Words] = field(default_factory=dict)
    trouble: list[Words] = field(default_factory=list)

    def set(self, key: str, value: str | int, why: str, **facts: object) -> None:
        self.config[key] = value
        self.why[key] = _filled(WHY[why], facts)

    def warn(self, what: str, **facts: object) -> None:
        self.trouble.append(_filled(TROUBLE[what], facts))


def advice(settings: Settings, found: Findings) -> Advice:
    """What to write, and what is in the way of printing well."""
    made = Advice()
    _way(settings, made)
    _paper(settings, found, made)
    _status(settings, found, made)
    _proof(settings, found, made)
    _code(settings, found, made)
    _mode(settings, made)
    _letters(settings, found, made)
    for what, facts in found.trouble:
        made.warn(what, **facts)
    return made


def _way(settings: Settings, made: Advice) -> None:
    keys = {
        "network": ("type", "host", "port"),
        "usb": ("type", "device"),
        "serial": ("type", "device", "baud", "flow"),
        "virtual": ("type", "page_port"),
    }[settings.type]
    for key in keys:
        made.set(key, getattr(settings, key), "way")


def _paper(settings: Settings, found: Findings, made: Advice) -> None:
    dots = found.whole_dots or settings.dots
    if found.whole_dots:
        paper_mm = 58 if dots == 384 else 80
        made.set("paper_mm", paper_mm, "paper", dots=dots, mm=paper_mm)
        made.set("dots", dots, "whole", dots=dots)
        if found.whole_dots < settings.dots:
            made.warn("too_wide", old=settings.dots)
    else:
        made.set("paper_mm", settings.paper_mm, "as_set")
        made.set("dots", dots, "as_set")


def _status(settings: Settings, found: Findings, made: Advice) -> None:
    if not found.is_silent:
        made.set("status", "dle_eot", "asked")
    elif found.has_printed:
        made.set("status", "none", "never_asked")
        if settings.asks_status:
            made.warn("status_silent")
    else:  # silent because it is not ready, or because it never speaks: nobody can tell yet
        made.set("status", settings.status, "once_more")
        if settings.asks_status:
            made.warn("silent")
    if found.paper_seen is False:
        made.warn("no_paper")


def _proof(settings: Settings, found: Findings, made: Advice) -> None:
    last = found.proof_print or found.proof_idle
    if last is None or (last.byte is None and found.is_silent and not found.has_printed):
        made.set("confirm", settings.confirm, "once_more")
    elif last.byte is None:
        made.set("confirm", "none", "no_proof")
        if settings.asks_proof:
            made.warn("proof_silent")
    else:
        late = "proves_early" if found.early_proof else "proves"
        made.set("confirm", "gs_r", late if found.proof_print else "proves_idle")


def _code(settings: Settings, found: Findings, made: Advice) -> None:
    if found.reads_native:
        made.set("qr", "native", "native")
    elif found.reads_picture:
        made.set("qr", "picture", "picture")
    else:
        neither = found.reads_native is False and found.reads_picture is False
        made.set("qr", settings.qr, "no_code" if neither else "as_set")
        if neither:
            made.warn("no_code")
    if settings.qr == "native" and made.config["qr"] == "picture":
        made.warn("other_code", old="native")


def _mode(settings: Settings, made: Advice) -> None:
    seconds = PICTURE_BYTES * BITS_PER_BYTE / settings.baud if settings.type == "serial" else 0
    if seconds > TOO_SLOW_S:
        made.set("mode", "text", "slow", s=round(seconds))
    else:
        made.set("mode", settings.mode, "quick" if settings.mode == "raster" else "as_set")


def _letters(settings: Settings, found: Findings, made: Advice) -> None:
    if settings.code_page == "ascii" or found.letters_right is None:
        return
    if found.letters_right:
        made.set("code_page", settings.code_page, "letters")
    else:
        made.set("code_page", "ascii", "no_letters")
        made.warn("letters", old=settings.code_page)


def as_yaml(name: str, made: Advice, language: int) -> str:
    """Lines for config.yaml, a reason behind each value."""
    pairs = {key: f"{key}: {_value(value)}" for key, value in made.config.items()}
    column = max(map(len, pairs.values())) + 4
    lines = [f"    {pair:<{column}}# {made.why[key][language]}" for key, pair in pairs.items()]
    return "\n".join(["printers:", f"  {name}:", *lines])


def _value(value: str | int) -> str:
    plain = isinstance(value, int) or (value.replace("_", "").isalnum() and not value[0].isdigit())
    return str(value) if plain else json.dumps(value)


def _filled(words: Words, facts: dict[str, object]) -> Words:
    return words[0].format(**facts), words[1].format(**facts)
