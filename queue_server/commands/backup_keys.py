"""The key of encrypted copies: ``satupintu backup keys`` makes it, and what is opened with its private half."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from queue_server.commands.common import CANNOT, REFUSED, USAGE, Stop, say
from queue_server.config import Config

if TYPE_CHECKING:
    from queue_server.usecases.backups import Copy

USUAL: Final = "backup-key.pub"
TYPED: Final = "-"
_PUBLIC: Final = """# Copies of the hall {site} are encrypted to this key ({name}). Everybody may know it.
{letters}
"""
_PRIVATE: Final = """# Satu Pintu: private half of the key {name} of the hall {site}, made {day}.
# Who has it reads every copy encrypted to {name}; who lost it reads none of them. Keep it in a safe, twice.
{letters}
"""


def make(config: Config, folder: Path, *, out: str | None, anew: bool, as_json: bool) -> None:
    """A pair: the public half into ``folder`` (of config.yaml), the private one to ``out`` or to the person at the
    keyboard, once. Raises Stop.
    """
    from queue_server.storage import vault, vault_keys

    public_file = config.backup.public_half or folder / USUAL
    if public_file.exists() and not anew:
        raise Stop(f"{public_file} is there already. --new makes another key; what was copied until now is opened with "
                   "the old one's private half alone.")  # fmt: skip
    private, public = vault.new_key()
    told = {"site": config.site.code, "name": vault_keys.name_of(public), "day": datetime.now(UTC).date()}  # fmt: skip
    secret = vault_keys.letters(vault_keys.PRIVATE, private)
    try:
        if out:  # first: a public half whose other one was lost makes copies that nobody reads
            _write(Path(out), _PRIVATE.format(letters=secret, **told))
        if public_file.exists():
            stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
            older = f"{public_file.stem}-until-{stamp}{public_file.suffix}"
            public_file.rename(public_file.with_name(older))
        shown = vault_keys.letters(vault_keys.PUBLIC, public)
        _write(public_file, _PUBLIC.format(letters=shown, **told))
    except OSError as error:
        raise Stop(f"{error.filename}: {error.strerror}", CANNOT) from error
    if as_json:
        halves = {"public": str(public_file), "private": out or secret}
        say(json.dumps({"ok": True, "key": told["name"], **halves}))
        return
    say(
        f"The key {told['name']} is made. Its public half: {public_file}",
        *(() if config.backup.encrypt_to else
          (f"Write into config.yaml, below backup:   encrypt_to: {USUAL}   and start the hall again.",)),
        "Copies made until now stay as they are:  ./run backup --list  shows which everybody can read.",
        f"The private half: {out}. Take it off this machine, into a safe; nothing else opens the copies." if out else
        "The private half, shown this once. Write it down or print it, for a safe; nothing else opens the copies:",
    )  # fmt: skip
    if not out:
        say(secret)


def _write(file: Path, text: str) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def private_half(named: str) -> bytes:
    """The private half in a file, or typed for ``-``. Raises Stop."""
    from queue_server.storage import vault_keys

    try:
        if named != TYPED:
            return vault_keys.read(Path(named), kind=vault_keys.PRIVATE)
        text = getpass("Private half (SPKEY-..): ") if sys.stdin.isatty() else sys.stdin.readline()
        return vault_keys.parse(text, kind=vault_keys.PRIVATE)
    except OSError as error:
        raise Stop(f"{named}: {error.strerror}", CANNOT) from error
    except vault_keys.NoKey as error:
        raise Stop(f"--key {named}: {error}. Nothing was changed.", REFUSED) from error


def must_have(key: str | None, copy: Copy) -> str:
    """``key``, which an encrypted copy is not opened without. Raises Stop."""
    if key is None:
        words = f"{copy.file.name} is encrypted to the key {copy.key}. Nothing was changed. Say  --key FILE"
        raise Stop(f"{words}  (its private half, from the safe), or  --key -  and type it.", USAGE)
    return key


@contextmanager
def opened(copy: Copy, key: str | None, data: Path) -> Iterator[Copy]:
    """A copy whose database can be read, and the media that ``data`` lacks: the copy itself, or one that lies open in
    the data folder as long as this lasts, looked through. Raises Stop, NotSound, OSError.
    """
    if copy.key is None:
        yield copy
        return
    from queue_server.commands.backup import progress
    from queue_server.usecases import backup_files, backups

    private = private_half(must_have(key, copy))
    missing = lambda name: name.startswith("media/") and not (data / name).exists()  # noqa: E731
    with backup_files.lying_open(data) as folder:
        told = progress("decrypted")
        shown = backup_files.opened(copy, private, folder, wanted=missing, told=told)
        if faults := list(backups.agrees(shown)):
            raise Stop("\n  ".join(["The copy has faults; nothing was changed:", *faults]))
        yield shown


def open_into(file: Path, key: str | None, folder: Path) -> dict[str, Any]:
    """The copy ``file`` without encryption, in ``folder``; what there is then. Raises Stop."""
    from queue_server.commands.backup import manifest_of, progress
    from queue_server.storage.backup import NotSound
    from queue_server.usecases import backup_files, backups

    try:
        copy = backups.load(manifest_of(file))
        if copy.key is None:
            raise Stop(f"{copy.file} is not encrypted.", USAGE)
        private = private_half(must_have(key, copy))
        shown = backup_files.opened(copy, private, folder, told=progress("decrypted"))
        manifest = folder / copy.file.name
        _write(manifest, json.dumps(shown.told, indent=1))
    except NotSound as error:
        raise Stop(f"It is not opened: {error}.", REFUSED) from error
    except (OSError, ValueError, KeyError) as error:
        raise Stop(f"{getattr(error, 'filename', None) or file}: {error}", CANNOT) from error
    return {"ok": True, "file": str(manifest), "database": str(shown.database)}
