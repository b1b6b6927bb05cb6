"""``python -m printer.doctor``: what a printer can do, and what to write into config.yaml for it."""

from __future__ import annotations

import argparse
import json
import sys
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from printer.device import network_printer, printer_of
from printer.doctor.advice import Advice, advice, as_yaml
from printer.doctor.measure import PRINT_PROOF_S, Findings, look, print_paper
from printer.doctor.person import LANGUAGES, Person, Voice
from printer.doctor.sample import WIDTHS, test_paper
from printer.doctor.words import SAID
from printer.errors import Blocked
from printer.settings import BadSettings, Settings, read_settings
from printer.wire.transport import RealPrinter

FINE, TROUBLE, USAGE, AWAY = 0, 1, 2, 4
LARGEST_SETTINGS = 4_000_000
EPILOG = """
settings: JSON as GET /api/v1/settings tells a printer; "satupintu printer doctor NAME" takes them from config.yaml

examples:
  python -m printer.doctor --settings lobby.json              prints a test paper and asks what came out
  echo '{"name": "lobby", "type": "network", "host": "192.168.1.50"}' | python -m printer.doctor --settings -
  python -m printer.doctor --settings lobby.json --yes --json measures what can be measured, asks nobody
  python -m printer.doctor --settings lobby.json --no-print   without paper

exit codes: 0 all is well, 1 something needs attention, 2 wrong option or settings, 4 the printer is not reachable
"""


class Away(Exception):
    """The printer is not reachable; in words."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Examine one printer. Returns the exit code."""
    options = _options().parse_args(arguments)
    try:
        settings = _settings(options.settings)
    except (OSError, ValueError, BadSettings) as error:
        sys.stderr.write(f"{error}\n")
        return USAGE
    voice = Voice(sys.stderr if options.json else sys.stdout, LANGUAGES[options.lang])
    found = Findings()
    try:
        with Person(voice, asks=_may_ask(options)) as person:
            examine(settings, found, voice, person, prints=not options.no_print)
    except (Away, Blocked) as error:
        voice("unreachable", why=error.detail if isinstance(error, Blocked) else str(error))
        return _end(settings, found, voice, None, as_json=options.json)
    except KeyboardInterrupt:
        return TROUBLE
    return _end(settings, found, voice, advice(settings, found), as_json=options.json)


def examine(
    settings: Settings, found: Findings, voice: Voice, person: Person, *, prints: bool
) -> None:
    """All steps, each told as it is done. Raises Away or Blocked."""
    printer = _way(settings)
    voice("begin", name=settings.name, where=printer.where)
    look(printer, found, voice, feeds=prints)
    if not prints or found.is_stopped or found.condition is None:
        voice("not_printed")
        return
    paper = test_paper(settings)
    at_most_s = printer.transfer_s(len(paper.data)) + PRINT_PROOF_S
    voice("printing", mm=paper.length_mm, s=f"{at_most_s:.0f}")
    print_paper(printer, paper, found, voice, is_paper=settings.type != "virtual")
    if not person.is_there:
        voice("unasked")
        return
    found.paper_seen = person.yes_or_no("ask_paper")
    if found.paper_seen:
        found.whole_dots = person.number("ask_ruler", WIDTHS)
        found.reads_native = person.yes_or_no("ask_native")
        found.reads_picture = person.yes_or_no("ask_picture")
        if settings.code_page != "ascii":
            found.letters_right = person.yes_or_no("ask_letters")


def _end(
    settings: Settings, found: Findings, voice: Voice, made: Advice | None, *, as_json: bool
) -> int:
    trouble = [] if made is None else made.trouble
    if found.condition is not None:
        trouble = [SAID[cause] for cause in found.condition.causes if cause != "mute"] + trouble
    yaml = "" if made is None else as_yaml(settings.name, made, voice.first_language)
    if made is not None:
        voice("write")
        voice.plain(f"\n{yaml}\n")
        voice("trouble", count=len(trouble)) if trouble else voice("fine")
        for words in trouble:
            voice.lines(words, "  ! ")
    if as_json:
        told = {
            "name": settings.name,
            "reachable": made is not None,
            "trouble": [{"id": id, "en": en} for id, en in trouble],
            "config": {} if made is None else made.config,
            "why": {} if made is None else {k: {"id": w[0], "en": w[1]} for k, w in made.why.items()},
            "yaml": yaml,
            "found": asdict(found) | {"trouble": [what for what, _ in found.trouble]},
            "said": voice.said,
        }  # fmt: skip
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return AWAY if made is None else TROUBLE if trouble else FINE


def _way(settings: Settings) -> RealPrinter:
    """The way to the printer, asking everything it could answer. Raises Away."""
    if settings.type == "virtual":
        printer: RealPrinter = network_printer(settings, "127.0.0.1", _virtual_port(settings))
    else:
        printer = printer_of(settings)
    printer.asks_status = printer.asks_proof = True
    return printer


def _virtual_port(settings: Settings) -> int:
    """Where the virtual printer listens: its page knows. Raises Away."""
    if not settings.page_port:
        raise Away("page_port of the virtual printer is not set")
    try:
        address = f"http://127.0.0.1:{settings.page_port}/api/state"
        with urllib.request.urlopen(address, timeout=2) as answer:
            told: Any = json.loads(answer.read(1_000_000))
        return int(told["port"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Away(f"page of the virtual printer at port {settings.page_port}: {error}") from error


def _settings(source: str) -> Settings:
    if source == "-":
        text = sys.stdin.read(LARGEST_SETTINGS)
    else:
        with Path(source).open(encoding="utf-8") as file:
            text = file.read(LARGEST_SETTINGS)
    try:
        return read_settings(json.loads(text))
    except json.JSONDecodeError as error:
        raise ValueError(f"the settings are not JSON: {error}") from error


def _may_ask(options: argparse.Namespace) -> bool:
    return not (options.yes or options.json) and sys.stdout.isatty()


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m printer.doctor",
        description="Examines a printer on site and says what to write into config.yaml.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--settings", required=True, metavar="FILE|-", help="of the printer, JSON")
    parser.add_argument("--json", action="store_true", help="a report for programs; asks nobody")
    parser.add_argument("--yes", action="store_true", help="take what can be measured, ask nobody")
    parser.add_argument("--no-print", action="store_true", help="use no paper")
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="both", help="default: both")
    return parser
