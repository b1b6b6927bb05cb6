"""``satupintu demo``: visitors and staff for the running hall, so that every screen lives."""

from __future__ import annotations

import argparse
import json
import random
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from queue_server.commands.common import CANNOT, DONE, REFUSED, Stop, configured, data_folder, say
from queue_server.commands.demo_day import Day
from queue_server.commands.demo_people import Staff, arrive
from queue_server.commands.demo_plan import Visitor, choose_counters, draw
from queue_server.commands.demo_talk import Refused, Talk, must

NAME = "demo"
QUIET_S = 2.0
EXAMPLES = """examples:
  ./run demo                                   60 visitors, 60 times as fast as life: about two minutes
  ./run demo --visitors 350 --speed 120 --hours 7.5 --counters 12
  ./run demo --seed 7 --close                  the same visitors each time; counters are closed in the end

The hall must be running (./run). Counters that somebody has open are left alone. Ctrl-C ends the day early."""


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "demo", help="send visitors through the running hall, so that all screens live", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--visitors", type=_positive(int), default=60, metavar="N")
    parser.add_argument(
        "--speed", type=_positive(float), default=60.0, metavar="X", help="times as fast as life"
    )
    parser.add_argument("--counters", type=_positive(int), default=8, metavar="N")
    help = "they arrive over so many hours of the hall (default: as many as keep the counters busy)"
    parser.add_argument("--hours", type=_positive(float), default=None, metavar="H", help=help)
    parser.add_argument("--seed", type=int, default=None, help="the same visitors each time")
    parser.add_argument("--server", metavar="URL", help="the hall (default: that of config.yaml)")
    parser.add_argument("--close", action="store_true", help="close the counters in the end")
    parser.add_argument("--json", action="store_true", help="the figures as JSON, nothing else")
    parser.set_defaults(run=run)


def _positive(kind: Callable[[str], float]) -> Callable[[str], float]:
    def number(text: str) -> float:
        value = kind(text)
        if not 0 < value < float("inf"):
            raise ValueError
        return value

    number.__name__ = "number above 0"
    return number


def run(args: argparse.Namespace) -> int:
    """One day. 0 when all went well, 1 when anything was refused that should not have been."""
    config = configured(args)
    host = "127.0.0.1" if config.server.host in ("0.0.0.0", "::") else config.server.host
    url = (args.server or f"http://{host}:{config.server.port}").rstrip("/")
    if not url.startswith("http://"):
        raise Stop("--server: an address like http://127.0.0.1:8080")
    keys = data_folder(args, config) / "keys"
    with ExitStack() as connections:

        def talk(token: str) -> Talk:
            return connections.enter_context(closing(Talk(url, token)))

        return _one_day(args, talk, url, keys)


def _one_day(args: argparse.Namespace, talk: Callable[[str], Talk], url: str, keys: Path) -> int:
    desk = talk(log_in(url, keys))
    hall = must(desk, "GET", "/hall")
    seed = random.SystemRandom().randrange(10**6) if args.seed is None else args.seed
    free = [c["code"] for c in hall["counters"] if c["state"] == "closed" or c["staff"] == NAME]
    counters = choose_counters(hall, free, args.counters)
    visitors = draw(hall, counters, visitors=args.visitors, seed=seed, hours=args.hours)
    if not visitors:
        raise Stop(_nobody(hall, counters))
    kiosks = [talk(token) for token in kiosk_tokens(keys)]
    day = Day(speed=args.speed, expected=len(visitors))
    staff = [Staff(day, talk(desk.token), code) for code in counters]
    if not args.json:
        last = visitors[-1].arrives_s / 60
        say(
            f"{len(visitors)} visitors over {last:.0f} minutes of the hall at {len(counters)} counters "
            f"({', '.join(counters)}), {args.speed:g} times as fast as life. Seed {seed}. Ctrl-C ends it."
        )
    with _stops(day):
        _work(day, staff, kiosks, visitors, quiet=args.json)
    if args.close:
        for person in staff:
            person.close()
    with suppress(Refused, OSError):
        desk.ask("DELETE", "/sessions")
    figures = day.summary() | {"seed": seed, "stopped": day.stop.is_set(), "counters": counters}
    say(json.dumps(figures) if args.json else "\n".join(table(figures)))
    return REFUSED if figures["errors"] else DONE


def log_in(url: str, keys: Path) -> str:
    """The token of a session of the demonstration's staff person, who is made on the first day and used again."""
    from queue_server.usecases.provision import write_secret

    file = keys / f"staff-{NAME}"
    with closing(Talk(url, _key(keys / "owner-owner"))) as owner:
        people = {
            person["name"]: person["role"] for person in must(owner, "GET", "/staff")["staff"]
        }
        if people.get(NAME) == "staff":  # of a release that let staff sit at several counters
            owner.ask("DELETE", f"/staff/{NAME}")
        if people.get(NAME) in (None, "staff"):
            # She sits at many counters at a time, which staff may not.
            made = must(owner, "POST", "/staff", {"name": NAME, "role": "supervisor"})
            write_secret(file, made["password"])
        for _ in range(2):
            with suppress(Refused, FileNotFoundError):
                person = {"name": NAME, "password": file.read_text().strip()}
                return str((owner.ask("POST", "/sessions", person) or {})["token"])
            # Somebody gave her another password: take a new one.
            write_secret(file, must(owner, "POST", f"/staff/{NAME}/reset")["password"])
    raise Stop(f"{NAME} cannot log in.")


def kiosk_tokens(keys: Path) -> list[str]:
    """Keys of the kiosks that this machine holds. Raises Stop when there is none."""
    found = [_key(file) for file in sorted(keys.glob("kiosk-*"))]
    if not found:
        raise Stop(f"There is no kiosk's key in {keys}: config.yaml names no kiosk.", CANNOT)
    return found


def _key(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError as error:
        raise Stop(
            f"{file} cannot be read ({error.strerror}). Start the hall with ./run first.", CANNOT
        ) from None


def _nobody(hall: dict[str, Any], counters: list[str]) -> str:
    if not counters:
        return (
            "Every counter is open with somebody at it; there is none left for the demonstration."
        )
    reasons = sorted({str(s["closed_reason"]) for s in hall["services"] if not s["open"]})
    return f"The hall gives no numbers now ({', '.join(reasons)}); see hours in config.yaml."


@contextmanager
def _stops(day: Day) -> Iterator[None]:
    """The first Ctrl-C ends the day tidily, a second one at once."""

    def stop(number: int, frame: object) -> None:
        if day.stop.is_set():
            raise KeyboardInterrupt
        day.stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {s: signal.signal(s, stop) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _work(
    day: Day, staff: list[Staff], kiosks: list[Talk], visitors: list[Visitor], *, quiet: bool
) -> None:
    key = secrets.token_hex(6)
    keyed = [(f"demo-{key}-{i}", visitor) for i, visitor in enumerate(visitors)]
    at_kiosks = [
        threading.Thread(target=arrive, args=(day, kiosk, keyed[i :: len(kiosks)]), daemon=True)
        for i, kiosk in enumerate(kiosks)
    ]
    at_counters = [threading.Thread(target=person.work, daemon=True) for person in staff]
    for thread in (*at_counters, *at_kiosks):
        thread.start()
    quiet_since = time.monotonic()
    while not day.over.wait(0.1) and not day.stop.is_set():
        if not quiet:
            _progress(day)
        if any(thread.is_alive() for thread in at_kiosks) or not all(p.idle for p in staff):
            quiet_since = time.monotonic()
        elif time.monotonic() - quiet_since > QUIET_S:  # somebody else ended their tickets
            break
    day.over.set()
    day.wake()
    for thread in (*at_kiosks, *at_counters):
        thread.join(20)
    if not quiet and sys.stderr.isatty():
        sys.stderr.write("\r\033[K")


def _progress(day: Day) -> None:
    """One line that is written over on a terminal; else a line every five seconds."""
    c = day.counts
    on_terminal, tenth = sys.stderr.isatty(), round((time.monotonic() - day.began) * 10)
    if not on_terminal and tenth % 50:
        return
    line = (
        f"{day.elapsed_s / 60:4.0f} min   taken {c['taken']}/{day.expected}   calls {c['calls']}   "
        f"served {c['served']}   no-shows {c['no-shows']}   errors {c['errors']}"
    )
    sys.stderr.write(f"\r\033[K{line}" if on_terminal else line + "\n")
    sys.stderr.flush()


def table(figures: dict[str, Any]) -> list[str]:
    """The end of the day in words."""
    f, wait = figures, figures["wait_min"]
    away = ", ".join(f"{reason} {n}" for reason, n in f["turned_away"].items())
    waits = "nobody was called"
    if wait:
        waits = (
            f"mean {wait['mean']:g}, median {wait['median']:g}, 90 % within {wait['p90']:g}, "
            f"longest {wait['longest']:g} minutes of the hall"
        )
    rows = [
        ("numbers taken", f"{f['taken']} of {f['visitors']}{f' (turned away: {away})' if away else ''}"),
        ("served", f"{f['served']}{f', and {n} others' if (n := f['others_served']) else ''}"),
        ("no-shows", f"{f['no_shows']}"),
        ("still here", f"{f['still_here']}"),
        ("calls", f"{f['calls']}, recalls {f['recalls']}, holds {f['holds']}, "
                  f"transfers {f['transfers']}, returns {f['returns']}"),
        ("wait", waits),
        ("time", f"{f['hall_min']} minutes of the hall in {f['seconds']:g} s{', stopped' if f['stopped'] else ''}"),
        ("errors", f"{f['errors']}"),
    ]  # fmt: skip
    return [
        *(f"  {name:15} {value}" for name, value in rows),
        *(f"  {'':15} {fault}" for fault in f["faults"]),
    ]
