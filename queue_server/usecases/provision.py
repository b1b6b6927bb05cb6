"""Keys for the machines that config.yaml names, and a first login: each in a file that only the owner can read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from queue_server.storage import people as rows
from queue_server.storage.database import Database
from queue_server.usecases import people

FIRST_LOGIN = "first-login"
FIRST_NAME = "admin"


def provision(
    db: Database,
    *,
    keys: Path,
    machines: Sequence[tuple[str, str]],
    offload: people.Offload,
    at: datetime,
) -> None:
    """Make what is missing: a token file ``ROLE-NAME`` for each machine, and an administrator in a hall without staff.

    A file that is there keeps its token while the database knows it; a revoked machine gets a new one only when
    its file is removed.
    """
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    for role, name in machines:
        file = keys / f"{role}-{name}"
        if file.exists() and _is_known(db, file.read_text().strip(), at=at):
            continue
        if file.exists() and _was_revoked(db, role, name):
            continue
        token = people.new_token()
        with db.transaction() as tx:
            hashed = people.hash_of(token)
            rows.replace_token(tx.conn, name=name, role=role, token_hash=hashed, at=at)
        write_secret(file, token)
    with db.reading() as conn:
        nobody = not rows.everybody(conn, limit=1)
    if nobody:
        password = people.add_staff(
            db, name=FIRST_NAME, role="admin", password=None, offload=offload, actor="system", at=at
        )
        write_secret(keys / FIRST_LOGIN, f"{FIRST_NAME} {password}")


@dataclass(frozen=True, kw_only=True)
class KeyFiles:
    """The key files of this machine, kept true when devices and passwords are changed by hand."""

    folder: Path
    machines: frozenset[tuple[str, str]]

    def device_added(self, role: str, name: str, token: str) -> None:
        """A machine of config.yaml got a new token: its file says the new one, for its agent and for its link."""
        if (role, name) in self.machines:
            write_secret(self.folder / f"{role}-{name}", token)

    def password_changed(self, name: str) -> None:
        """The first password was replaced: its file goes."""
        if name == FIRST_NAME:
            (self.folder / FIRST_LOGIN).unlink(missing_ok=True)


def write_secret(file: Path, secret: str) -> None:
    """Write so that nobody else can read it, also not for a moment."""
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)  # one left by an interrupted start would keep its own permissions
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(secret + "\n")
    part.replace(file)


def _is_known(db: Database, token: str, *, at: datetime) -> bool:
    return people.who_is(db, token, at=at) is not None


def _was_revoked(db: Database, role: str, name: str) -> bool:
    with db.reading() as conn:
        return rows.is_revoked(conn, role=role, name=name)
