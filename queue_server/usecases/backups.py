"""Copies of the hall: made while it runs, looked through before they count, each with a manifest beside it.

A copy is ``NAME.json`` (the manifest), ``NAME.db`` or ``NAME.dump`` (the database), ``NAME.yaml`` (config.yaml) and
what it needs of ``media/``, where each picture and film lies once, under the name of its content. Keys of machines are
not in it: a copy travels on a stick, and the database holds only their hashes. Encrypted, all but the manifest is
unreadable without a key that is somewhere else.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from queue_server.storage import backup
from queue_server.storage.backup import Facts, NotSound, Progress
from queue_server.usecases import backup_files
from queue_server.usecases.backup_files import ENCRYPTED_TO, MEDIA, SEALED, Safe, facts

FORMAT: Final = 1
PART: Final = ".part"
INSIDE: Final = re.compile(r"(?:media/)?\w[\w.-]*", re.ASCII)
ROOM_KEPT: Final = 256 << 20
"""A copy never takes the disk's last part: without room no number can be given."""
SCHEDULED, BY_HAND = "scheduled", "by hand"
Json = dict[str, Any]


class CannotBackUp(Exception):
    """No copy was made, and why, in words for people."""


class Underway(CannotBackUp):
    """Another process makes a copy there at this moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """What belongs to a hall on disk. ``dump`` writes another kind of database than a file and returns its facts;
    with a ``safe`` its copies are encrypted.
    """

    site: str
    database: Path
    media: Path
    config: Path | None = None
    version: str = ""
    dump: Callable[[Path], Facts] | None = None
    safe: Safe | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is there: its manifest's file and what that says. ``moved_to``: the other files lie there."""

    file: Path
    told: Json
    moved_to: Path | None = None

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.told["at"])

    @property
    def why(self) -> str:
        return str(self.told["why"])

    @property
    def folder(self) -> Path:
        return self.moved_to or self.file.parent

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.folder / str(self.told["database"])

    @property
    def key(self) -> str | None:
        """The name of the key that it is encrypted to, None when everybody can read it."""
        return self.told.get(ENCRYPTED_TO)


@contextmanager
def turn(folder: Path, what: str = "") -> Iterator[None]:
    """One process at a time makes copies in ``folder``. Raises Underway."""
    with (folder / f"{what}.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Underway("another copy is being made there") from None
        yield


def make(
    hall: Hall, folder: Path, *, at: datetime, why: str, gently: bool = True,
    told: Progress = lambda done, all: None,
) -> Copy:  # fmt: skip
    """Make one copy in ``folder``, which is there. It gets its name only when every page of it was read again.
    ``gently``: the disk is left to others half of the time.

    Raises CannotBackUp; then nothing of it is left.
    """
    began = time.monotonic()
    try:
        with turn(folder):
            for left in folder.glob(f"hall-*{PART}*"):
                left.unlink()
            _must_have_room(folder, hall)
            return _make(hall, folder, at=at, why=why, gently=gently, told=told, began=began)
    except (OSError, sqlite3.Error, NotSound) as error:
        raise CannotBackUp(_in_words(error, folder)) from error


def _make(
    hall: Hall, folder: Path, *, at: datetime, why: str, gently: bool, told: Progress, began: float
) -> Copy:
    name, safe = _name(folder, at), hall.safe
    ending = SEALED if safe else ""
    database = folder / f"{name}{'.dump' if hall.dump else '.db'}{ending}"
    part = database.with_name(database.name + PART)
    config = folder / f"{name}.yaml{ending}"
    manifest = folder / f"{name}.json"
    try:
        with backup_files.lying_open(safe.folder) if safe else nullcontext(folder) as open_here:
            plain = open_here / f"{name}{PART}" if safe else part
            found = _copied(hall, plain, gently=gently, told=told)
            files = {database.name: safe.put(plain, part, gently=gently) if safe else facts(part)}
        if hall.config and hall.config.is_file():
            files[config.name] = backup_files.put(safe, hall.config, config)
        known = {file: fact for one in every(folder) for file, fact in one.told["files"].items()}
        files |= backup_files.carry_media(safe, hall.media, folder, found.media, known)
        made = {
            "format": FORMAT, "at": at.isoformat(), "why": why, "site": hall.site, "version": hall.version,
            "database": database.name, **asdict(found), "media": list(found.media), "files": files,
            "seconds": round(time.monotonic() - began, 2), **({ENCRYPTED_TO: safe.key} if safe else {}),
        }  # fmt: skip
        part.replace(database)
        _write(manifest, made)  # the last: a copy without manifest is none
    except BaseException:
        for left in (part, database, config, manifest):
            with suppress(OSError):
                left.unlink(missing_ok=True)
        raise
    return Copy(manifest, made)


def _copied(hall: Hall, target: Path, *, gently: bool, told: Progress) -> Facts:
    """What the copy ``target`` holds, looked through before anything hides it."""
    if hall.dump:
        return hall.dump(target)
    backup.copy(hall.database, target, gently=gently, told=told)
    return backup.check(target)


def _must_have_room(folder: Path, hall: Hall) -> None:
    size = hall.database.stat().st_size if hall.database.is_file() else 0
    wanted = {folder: size}
    if hall.safe:  # for a while it lies there twice
        is_same = hall.safe.folder.stat().st_dev == folder.stat().st_dev
        wanted |= {folder: 2 * size} if is_same else {hall.safe.folder: size}
    for place, bytes in wanted.items():
        if shutil.disk_usage(place).free < bytes + ROOM_KEPT:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(place))


def _name(folder: Path, at: datetime) -> str:
    """Sorted by name is sorted by time; two of one second are told apart."""
    plain = f"hall-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = [plain, *(f"{plain}-{n}" for n in range(2, 100))]
    return next(name for name in names if not (folder / f"{name}.json").exists())


def _write(manifest: Path, told: Json) -> None:
    part = manifest.with_name(manifest.name + PART)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        json.dump(told, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    backup.sync(manifest.parent)
    part.replace(manifest)
    backup.sync(manifest.parent)


def _in_words(error: Exception, folder: Path) -> str:
    if isinstance(error, NotSound):
        return f"what was copied is not sound: {error}"
    if isinstance(error, OSError):
        return f"{error.filename or folder}: {error.strerror or error}"
    return str(error)


def every(folder: Path) -> list[Copy]:
    """The copies in ``folder``, oldest first. What is no manifest of ours is passed over."""
    found = []
    for file in sorted(folder.glob("hall-*.json")):
        with suppress(OSError, ValueError, KeyError):
            found.append(load(file))
    return sorted(found, key=lambda copy: (copy.at, copy.file.name))


def load(file: Path) -> Copy:
    """The copy of a manifest. Raises OSError, ValueError, KeyError when it is none."""
    told = json.loads(file.read_text())
    if not isinstance(told, dict) or told["format"] != FORMAT:
        raise ValueError("a manifest of another release")
    datetime.fromisoformat(told["at"])
    if not all(INSIDE.fullmatch(name) for name in (told["database"], *told["files"])):
        raise ValueError("a name of a file that is not in its folder")
    return Copy(file, told)


def check(copy: Copy) -> Iterator[str]:
    """Every fault of a copy, in words: files that are gone or another, pages that are torn, facts that do not agree.

    What is encrypted is not looked into.
    """
    for name, told in copy.told["files"].items():
        file = copy.folder / name
        if not file.is_file():
            yield f"{name}: it is gone"
        elif file.stat().st_size != told["bytes"]:
            yield f"{name}: it has {file.stat().st_size} bytes, {told['bytes']} were written"
        elif backup.digest(file) != told["sha256"]:
            yield f"{name}: it is not what was written (SHA-256)"
    yield from agrees(copy)


def agrees(copy: Copy) -> Iterator[str]:
    """Every fault of a copy's database: torn pages, and what is not as the manifest says."""
    if copy.database.suffix != ".db" or not copy.database.is_file():
        return
    try:
        found = asdict(backup.check(copy.database))
    except NotSound as error:
        yield f"{copy.database.name}: {error}"
        return
    for name, value in found.items():
        kept = copy.told.get(name)
        if (list(value) if isinstance(value, tuple) else value) != kept and name != "media":
            yield f"{copy.database.name}: {name} is {value!r}, the manifest says {kept!r}"


def kept(
    copies: list[Copy], *, hourly: int, daily: int, weekly: int, zone: Any = UTC
) -> list[Copy]:
    """Which of the scheduled ``copies`` stay: the newest of each of the last so many hours, days and weeks."""
    stay: list[Copy] = []
    for most, form in ((hourly, "%Y%m%d%H"), (daily, "%Y%m%d"), (weekly, "%G%V")):
        newest: dict[str, Copy] = {}
        for copy in sorted(copies, key=lambda copy: copy.at):
            newest[copy.at.astimezone(zone).strftime(form)] = copy
        stay += [newest[key] for key in sorted(newest, reverse=True)[:most]]
    return [copy for copy in copies if copy in stay]


def rotate(folder: Path, *, hourly: int, daily: int, weekly: int, zone: Any = UTC) -> list[Copy]:
    """Remove the scheduled copies that need not stay, and media that no copy has any more; returns the removed.

    Copies made by hand or before an upgrade stay until a person removes them.
    """
    with turn(folder):
        copies = every(folder)
        own = [copy for copy in copies if copy.why == SCHEDULED]
        stay = kept(own, hourly=hourly, daily=daily, weekly=weekly, zone=zone)
        gone = [copy for copy in own if copy not in stay]
        for copy in gone:
            copy.file.unlink()  # first: what follows is no copy any more
            for name in copy.told["files"]:
                if not name.startswith(f"{MEDIA}/"):
                    (folder / name).unlink(missing_ok=True)
        needed = {name for copy in copies if copy not in gone for name in copy.told["files"]}
        for file in (folder / MEDIA).glob("*"):
            if f"{MEDIA}/{file.name}" not in needed:
                file.unlink()
    return gone


def is_due(copies: list[Copy], *, every: timedelta, at: datetime) -> bool:
    """Whether the newest scheduled copy is as old as ``every``, or there is none, or its time is of the future."""
    own = [copy.at for copy in copies if copy.why == SCHEDULED]
    slack = min(every / 10, timedelta(minutes=5))
    return not own or not (max(own) <= at < max(own) + every - slack)
