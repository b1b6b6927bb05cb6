"""``satupintu restore``: an older copy of the hall comes back, and no number is given twice."""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from queue_server.commands.common import (
    CANNOT,
    DONE,
    USAGE,
    Stop,
    configured,
    data_folder,
    no_place,
    say,
)

if TYPE_CHECKING:
    from queue_server.usecases.backups import Copy

EXAMPLES = """examples:
  ./run backup --list                                         which copies there are
  ./run restore data/backup/hall-20261123T030000Z.json        shows what will happen, asks, does it
  ./run restore /media/usb/hall-20261123T030000Z.json --known A=57 --known F=12 --yes
  ./run restore FILE --key /media/usb/hall.key                an encrypted copy; --key - : the key is typed from paper
  ./run restore --in-place                                    the database was put back by other means

The server must be stopped. The database that is replaced is kept beside the new one. Numbers go on behind the highest
that the replaced database, the print agents, the announcer, newer copies or --known know of; where more may have been
given out, some are skipped. Everybody logs in again; machines keep their tokens. The whole story: docs/backup.md.

exit codes: 0 done; 1 refused, or the copy has faults; 2 wrong usage; 3 the server runs, or nothing can be read or
written"""
_KNOWN = re.compile(r"([0-9]?[A-Z]{1,2})=?([0-9]{1,6})")


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "restore", help="bring an older copy of the hall back", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="a copy: its .json, or a database file alone"
    )
    parser.add_argument(
        "--in-place", action="store_true", help="the database that is there is the older copy"
    )
    parser.add_argument(
        "--known", action="append", default=[], type=_number, metavar="A=57",
        help="the last number of today that somebody saw; may be said again",
    )  # fmt: skip
    parser.add_argument(
        "--gap", type=_count, metavar="N", help="skip so many numbers of each service"
    )
    parser.add_argument(
        "--key", metavar="FILE", help="the private half of the key of an encrypted copy; - : typed"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--json", action="store_true", help="machine-readable: {ok, epoch, numbers, kept}"
    )
    parser.set_defaults(run=run)


def _number(told: str) -> tuple[str, int]:
    found = _KNOWN.fullmatch(told.upper())
    if found is None:
        raise argparse.ArgumentTypeError(f"{told}: a letter and a number, as A=57")
    return found[1], int(found[2])


def _count(told: str) -> int:
    if not told.isdecimal() or int(told) > 5000:
        raise argparse.ArgumentTypeError(f"{told}: 0 to 5000")
    return int(told)


def run(args: argparse.Namespace) -> int:
    """Show what will happen, ask, do it."""
    if bool(args.file) == args.in_place:
        raise Stop("Say which copy, or --in-place; ./run restore --help shows how.", USAGE)
    from queue_server.commands import restore_ways as ways
    from queue_server.commands.backup_keys import opened

    config = configured(args)
    data = data_folder(args, config)
    with ExitStack() as stack:
        stack.enter_context(_alone(data))
        stack.enter_context(_in_words(data))
        copy = _sound(Path(args.file), args.key) if args.file else None
        if copy:
            copy = stack.enter_context(opened(copy, args.key, data))
        wish = ways.Wish(
            config=config, data=data, copy=copy, typed=dict(args.known), gap=args.gap, yes=args.yes, quiet=args.json,
            at=datetime.now(UTC),
        )  # fmt: skip
        done = ways.way_of(config, copy)(wish)
    if args.json:
        say(json.dumps({"ok": True, **done}))
    else:
        say(
            "",
            "Restored. Start the hall as usual.",
            *([f"Kept: {done['kept']}"] if done["kept"] else []),
        )
        say(
            *(
                f"  {prefix} goes on with {prefix}{number:03}"
                for prefix, number in done["numbers"].items()
            )
        )
    return DONE


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Nobody else has the data folder. Raises Stop."""
    from queue_server.storage import opening

    if not data.is_dir():
        data.mkdir(parents=True)
    try:
        lock = opening.lock(data)
    except opening.Locked:
        raise Stop(
            f"The hall in {data} runs. Stop it first: nothing was changed.", CANNOT
        ) from None
    except OSError as error:
        raise no_place(error, data) from error
    with lock:
        yield


@contextmanager
def _in_words(data: Path) -> Iterator[None]:
    from queue_server.domain.errors import DatabaseBusy
    from queue_server.storage.backup import NotSound
    from queue_server.storage.opening import DatabaseTooNew
    from queue_server.usecases.backups import CannotBackUp

    try:
        yield
    except CannotBackUp as error:
        raise Stop(f"Not now: {error}. Nothing was changed.", CANNOT) from error
    except DatabaseTooNew as error:
        raise Stop(
            f"The copy is of a newer release (revision {error}). Nothing was changed.", CANNOT
        ) from error
    except DatabaseBusy as error:
        raise Stop(f"The database cannot be used: {error.details['reason']}", CANNOT) from error
    except NotSound as error:
        raise Stop(f"It is not sound: {error}. The database in place is untouched.") from error
    except (OSError, sqlite3.Error) as error:
        raise Stop(f"{getattr(error, 'filename', None) or data}: {error}", CANNOT) from error


def _sound(file: Path, key: str | None) -> Copy:
    """The copy, every file of it read again. Raises Stop."""
    from queue_server.commands.backup import manifest_of
    from queue_server.commands.backup_keys import must_have
    from queue_server.usecases import backups, restore_files
    from queue_server.usecases.backup_files import SEALED

    if not file.exists():
        raise Stop(f"{file} is not there.", CANNOT)
    manifest = manifest_of(file)
    try:
        alone = restore_files.loose_sealed if file.suffix == SEALED else restore_files.loose
        copy = backups.load(manifest) if manifest.exists() else alone(file)
    except (ValueError, KeyError) as error:
        raise Stop(f"{file} is no copy of a hall: {error}", CANNOT) from error
    if copy.key:
        must_have(key, copy)
    faults = list(backups.check(copy))
    if faults:
        raise Stop(
            "\n".join(
                ["The copy has faults; nothing was changed:", *(f"  {fault}" for fault in faults)]
            )
        )
    return copy
