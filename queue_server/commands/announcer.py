"""``satupintu announcer doctor``: the voice is examined on site. The work is done beside the announcer's own code."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from queue_server.commands.common import REFUSED, USAGE, Stop, configured
from queue_server.config import Config
from queue_server.domain.hall import Counter, Service
from queue_server.domain.spoken import spoken

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = """examples:
  ./run announcer doctor                           a test call of every zone, made and measured
  ./run announcer doctor --zone A --play           heard, where this machine plays (speech.player: local)
  ./run announcer doctor --number A015 --counter 3 --out sounds      that call, kept as a WAV
  ./run announcer doctor --json                    a report for programs

exit codes: 0 all is well, 1 something needs attention, 2 wrong usage or config.yaml, 4 there is no voice at all"""


def add_to(commands: Any) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    announcer = commands.add_parser(
        "announcer", help="examine the voice on site", epilog=EXAMPLES, formatter_class=raw
    )
    inner = announcer.add_subparsers(dest="what", required=True, metavar="doctor")
    doctor = inner.add_parser(
        "doctor", help="what it can do, what to write", epilog=EXAMPLES, formatter_class=raw
    )
    doctor.add_argument("--zone", help="this one only")
    doctor.add_argument("--number", help="the number to call (the zone's first service, 015)")
    doctor.add_argument("--counter", help="the counter to call it to (the zone's first)")
    doctor.add_argument("--play", action="store_true", help="let the test calls be heard")
    doctor.add_argument("--out", type=Path, metavar="FOLDER", help="keep the sounds there")
    doctor.add_argument("--json", action="store_true", help="a report for programs")
    doctor.add_argument("--lang", choices=("id", "en", "both"), default="both")
    doctor.set_defaults(run=examine)


def examine(args: argparse.Namespace) -> int:
    """The doctor's own exit code."""
    from queue_server.config.machines import device_settings

    config = configured(args)
    zones = _zones(args, config)
    told = {
        "settings": device_settings(config)["announcer"]["*"],
        "calls": {zone: _call(config, zone, args.number, args.counter) for zone in zones},
        "vocabulary": _vocabulary(config, zones) if config.speech.engine == "clips" else {},
    }
    words = [
        sys.executable,
        "-m",
        "display.announcer.doctor",
        "--settings",
        "-",
        "--lang",
        args.lang,
    ]
    for name in ("json", "play"):
        words += [f"--{name}"] if getattr(args, name) else []
    words += ["--out", str(args.out)] if args.out else []
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        return subprocess.run(
            words, input=json.dumps(told), text=True, env=environment, check=False
        ).returncode
    except KeyboardInterrupt:
        return REFUSED


def _zones(args: argparse.Namespace, config: Config) -> list[str]:
    """Those to examine; a counter that is named chooses its zone. Raises Stop."""
    for key, name, known in (
        ("zones", args.zone, list(config.zones)),
        ("counters", args.counter, list(config.counters)),
    ):
        if name is not None and name not in known:
            told = ", ".join(known)
            raise Stop(f"{key}.{name}: not in {args.config}; there are {told}.", USAGE)
    if args.counter is not None:
        zone = config.counters[args.counter].zone
        if args.zone not in (None, zone):
            raise Stop(f"counters.{args.counter}: is in zone {zone}.", USAGE)
        return [zone]
    counted = [zone for zone in config.zones if _counters(config, zone)]
    return [args.zone] if args.zone else counted


Spoken = list[dict[str, str]]


def _call(config: Config, zone: str, number: str | None, counter: str | None) -> Spoken:
    """A test call as the zone would say it."""
    counters = _counters(config, zone)
    if not counters:
        raise Stop(f"zones.{zone}: has no counter.", USAGE)
    code = counter or counters[0]
    service = _service_of(config, code, number)
    return _said(config, zone, number or f"{config.services[service].prefix}015", code, service)


def _service_of(config: Config, counter: str, number: str | None) -> str:
    """The service a number belongs to, by its prefix; without one the counter's first."""
    prefixes = {code: config.services[code].prefix for code in config.services}
    fitting = [
        code for code, prefix in prefixes.items() if number and number.upper().startswith(prefix)
    ]
    longest = sorted(fitting, key=lambda code: -len(prefixes[code]))
    return longest[0] if longest else config.counters[counter].services[0]


def _said(
    config: Config, zone: str, number: str, counter: str, service: str, *, recall: bool = False
) -> Spoken:
    texts = spoken(
        config.speech.for_zone(zone), number=number.upper(), prefix=config.services[service].prefix,
        counter=_counter(config, counter), service=_service(config, service), recall=recall,
    )  # fmt: skip
    return [{"language": language, "text": text} for language, text in texts]


def _vocabulary(config: Config, zones: list[str]) -> dict[str, list[str]]:
    """Sentences with every word that may be said: for whoever records them."""
    found: dict[str, dict[str, None]] = {}
    for zone in zones:
        counters = _counters(config, zone)
        first = config.counters[counters[0]].services[0]
        said = [_said(config, zone, "A015", code, first) for code in counters]
        said.append(_said(config, zone, "A015", counters[0], first, recall=True))
        is_digits = config.speech.for_zone(zone).number_style == "digits"
        numbers = ("012", "345", "678", "900") if is_digits else [f"{n:03}" for n in range(1, 1000)]
        services = dict.fromkeys(s for code in counters for s in config.counters[code].services)
        for service in services:
            prefix = config.services[service].prefix
            said += [_said(config, zone, prefix + n, counters[0], service) for n in numbers]
        for call in said:
            for sentence in call:
                found.setdefault(sentence["language"], {})[sentence["text"]] = None
    return {language: list(texts) for language, texts in found.items()}


def _counters(config: Config, zone: str) -> list[str]:
    return [code for code, counter in config.counters.items() if counter.zone == zone]


def _counter(config: Config, code: str) -> Counter:
    told = config.counters[code]
    return Counter(id=0, code=code, name=told.name, spoken=told.spoken, zone_id=0, service_ids=())


def _service(config: Config, code: str) -> Service:
    told = config.services[code]
    return Service(
        id=0, code=code, prefix=told.prefix, agency_id=0, zone_id=0, name=told.name, short=told.short,
        requirements={}, target_wait=timedelta(0), service_time=timedelta(0), quota=None, popular=False,
        spoken=told.spoken, phrase=told.phrase,
    )  # fmt: skip
