"""``satupintu backup``: a copy of the hall by hand or by the clock, and whether a copy is sound."""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from queue_server.commands.common import (
    CANNOT,
    DONE,
    REFUSED,
    USAGE,
    Stop,
    configured,
    data_folder,
    say,
)
from queue_server.config import Config

if TYPE_CHECKING:
    from queue_server.usecases.backups import Copy

EXAMPLES = """examples:
  ./run backup                          a copy now, beside those that are made by themselves; also while the hall runs
  ./run backup --to /media/usb          a copy on a stick (the folder must be there)
  ./run backup --list                   the copies there are
  ./run backup --check data/backup/hall-20261123T030000Z.json      read all of a copy again: is it what was written?
  ./run backup keys --out /media/usb/hall.key                      a key: copies that a thief cannot read
  ./run backup --check FILE --key /media/usb/hall.key              the same for an encrypted copy, looked into
  ./run backup --open FILE --key hall.key --to DIR                 its files as they were, for somebody who must see

exit codes: 0 done, or sound; 1 the copy has faults, each is told, or the key does not fit; 2 wrong usage; 3 no copy can
be made or read, the message says why.
Restoring one: ./run restore --help"""
SLOW_S = 3.0


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "backup", help="make a copy of the hall while it runs, or check one", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument(
        "act", nargs="?", choices=["keys"], help="keys: make the key that copies are encrypted to"
    )
    parser.add_argument("--to", metavar="DIR", help="another folder than backup.folder")
    parser.add_argument("--json", action="store_true", help="machine-readable: {ok, file, seconds, ..}")  # fmt: skip
    parser.add_argument("--list", action="store_true", help="the copies there are, oldest first")
    parser.add_argument("--check", metavar="FILE", help="whether a copy (its .json) is sound")
    parser.add_argument("--open", metavar="FILE", help="decrypt a copy into --to")
    words = "with --check and --open: the private half of an encrypted copy's key; - : it is typed"
    parser.add_argument("--key", metavar="FILE", help=words)
    parser.add_argument(
        "--out", metavar="FILE", help="with keys: where the private half goes (else shown)"
    )
    parser.add_argument("--new", action="store_true", help="with keys: another one than is there")
    parser.add_argument("--scheduled", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make, list, check or open; or make a key."""
    from queue_server.commands import backup_keys
    from queue_server.config.copies import folder_of
    from queue_server.usecases.backups import CannotBackUp

    if args.check:
        return _check(args, Path(args.check), as_json=args.json)
    if args.open:
        if not args.to:
            raise Stop("Say where:  --to DIR  (a folder that is there).", USAGE)
        told = backup_keys.open_into(Path(args.open), args.key, Path(args.to))
        say(json.dumps(told) if args.json else f"{told['file']}: everybody who has it can read it.")
        return DONE
    config = configured(args)
    data = data_folder(args, config)
    if args.act:
        folder = Path(args.config).resolve().parent
        backup_keys.make(config, folder, out=args.out, anew=args.new, as_json=args.json)
        return DONE
    if args.list:
        return _list(folder_of(config, data, args.to), as_json=args.json)
    if args.scheduled:
        _step_back()
    try:
        told = _scheduled(config, data) if args.scheduled else _by_hand(config, data, args.to)
    except CannotBackUp as error:
        if not args.json:
            raise Stop(f"No copy was made: {error}", CANNOT) from error
        say(json.dumps({"ok": False, "why": str(error)}))
        return CANNOT
    say(
        json.dumps(told)
        if args.json
        else f"{told['file']}: {_size(told['bytes'])} in {told['seconds']} s, sound."
    )
    return DONE


def _by_hand(config: Config, data: Path, to: str | None) -> dict[str, Any]:
    from queue_server.config.copies import folder_of, hall_of
    from queue_server.usecases import backups

    folder, hall = folder_of(config, data, to), hall_of(config, data)
    if hall.dump is None and not hall.database.is_file():
        raise backups.CannotBackUp(f"there is no database in {data}")
    made = backups.make(hall, folder, at=datetime.now(UTC), why=backups.BY_HAND, told=progress("copied"))  # fmt: skip
    return _told(made)


def _scheduled(config: Config, data: Path) -> dict[str, Any]:
    """A copy if it is time for one; older ones that need not stay are removed afterwards, never before."""
    from queue_server.config.copies import folder_of, hall_of
    from queue_server.usecases import backups

    folder, plan, now = folder_of(config, data), config.backup, datetime.now(UTC)
    copies = backups.every(folder)
    if not backups.is_due(copies, every=timedelta(minutes=plan.every_min), at=now):
        newest = max((c for c in copies if c.why == backups.SCHEDULED), key=lambda c: c.at)
        return {**_told(newest), "due": False}
    try:
        made = backups.make(hall_of(config, data), folder, at=now, why=backups.SCHEDULED)
    except backups.Underway:  # several servers on one PostgreSQL have one schedule
        return {"ok": True, "due": False, "at": now.isoformat()}
    gone = backups.rotate(
        folder, hourly=plan.hourly, daily=plan.daily, weekly=plan.weekly, zone=ZoneInfo(config.site.time_zone)
    )  # fmt: skip
    return {**_told(made), "due": True, "removed": len(gone)}


def _told(copy: Copy) -> dict[str, Any]:
    files: dict[str, Any] = copy.told["files"]
    return {
        "ok": True, "file": str(copy.file), "at": copy.told["at"], "seq": copy.told["seq"], "head": copy.told["head"],
        "tickets": copy.told["tickets"], "bytes": sum(file["bytes"] for file in files.values()),
        "seconds": copy.told["seconds"], "encrypted_to": copy.key,
    }  # fmt: skip


def _list(folder: Path, *, as_json: bool) -> int:
    from queue_server.usecases import backups

    copies = backups.every(folder)
    if as_json:
        say(json.dumps([_told(copy) | {"why": copy.why} for copy in copies]))
    elif not copies:
        say(f"No copies in {folder}.")
    for copy in () if as_json else copies:
        told = _told(copy)
        when = copy.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        say(
            f"{when}  {copy.why:20}  {told['tickets']:>8} tickets  {_size(told['bytes']):>9}"
            f"  {copy.key or 'open':8}  {copy.file}"
        )
    return DONE


def _check(args: argparse.Namespace, file: Path, *, as_json: bool) -> int:
    from queue_server.usecases import backups

    try:
        copy = backups.load(manifest_of(file))
    except (OSError, ValueError, KeyError) as error:
        raise Stop(f"{file} is no copy of a hall that can be read: {error}", CANNOT) from error
    faults = list(backups.check(copy))
    if copy.key and args.key and not faults:
        faults = _looked_into(args, copy)
    if as_json:
        say(json.dumps({**_told(copy), "ok": not faults, "faults": faults}))
        return REFUSED if faults else DONE
    sound = f"{copy.file}: sound; {copy.told['tickets']} tickets, journal up to {copy.told['seq']}."
    if copy.key and not args.key:
        sound += f" It is encrypted to the key {copy.key}: with --key it is looked into, too."
    say(*(faults or [sound]))
    return REFUSED if faults else DONE


def _looked_into(args: argparse.Namespace, copy: Copy) -> list[str]:
    """What is wrong inside an encrypted copy."""
    from queue_server.commands import backup_keys
    from queue_server.storage.backup import NotSound
    from queue_server.usecases import backup_files, backups
    from queue_server.usecases.backups import CannotBackUp

    private = backup_keys.private_half(args.key)
    try:
        with backup_files.lying_open(data_folder(args, configured(args))) as folder:
            return list(backups.agrees(backup_files.opened(copy, private, folder)))
    except NotSound as error:
        return [str(error)]
    except (OSError, CannotBackUp) as error:
        raise Stop(f"It cannot be looked into: {error}", CANNOT) from error


def manifest_of(file: Path) -> Path:
    """A copy may be named by its manifest or by its database."""
    plain = file.with_suffix("") if file.suffix == ".vault" else file
    return plain if plain.suffix == ".json" else plain.with_suffix(".json")


def progress(word: str) -> Callable[[int, int], None]:
    """Tells on stderr how far something is, once it takes longer than a person waits without asking."""
    began, last = time.monotonic(), 0.0

    def told(done: int, whole: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - began > SLOW_S and now - last > 1:
            last = now
            sys.stderr.write(f"  {100 * done // max(whole, 1)} % {word}\n")

    return told


def _size(bytes: int) -> str:
    return f"{bytes / 1e6:.1f} MB"


def _step_back() -> None:
    """The hall goes first, and its end is ours: a copy that nobody hears of is none."""
    os.nice(15)
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)
