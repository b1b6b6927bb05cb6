"""Pictures, films and texts for the TVs: taking them in, changing, ordering and removing them."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from queue_server.domain.events import Kind
from queue_server.domain.hall import Hall
from queue_server.domain.media import (
    MOST_ITEMS,
    Item,
    MediaKind,
    TooManyItems,
    check,
    moved,
    name_of,
    playlist,
)
from queue_server.storage import media
from queue_server.storage.database import Database, Transaction
from queue_server.usecases.media_files import Kept, put_in_place
from queue_server.usecases.shapes import Json, when

STRANDED_S = 3600.0
"""A file without a row is older than this when nobody is about to write its row."""
_files = threading.Lock()
"""Held while a file and its row come or go together: else one goes that somebody has just sent again."""


def playlist_of(db: Database, hall: Hall, zone: str, *, at: datetime) -> tuple[int, list[Item]]:
    """Version and items that screens of ``zone`` show now, in order. Raises NotFound for an unknown zone."""
    hall.zone(zone)
    version, items = every(db)
    return version, playlist(items, zone=zone, day=hall.site.day(at))


def every(db: Database) -> tuple[int, list[Item]]:
    """Version and all items, in order."""
    with db.reading() as conn:
        return media.version(conn), media.every(conn)


def add_text(
    db: Database, hall: Hall, *, text: Mapping[str, str], name: str | None, actor: str, at: datetime,
    **shown: Any,
) -> Item:  # fmt: skip
    """Show a text, last in order; ``shown`` says where and when. Raises InvalidInput, TooManyItems."""
    item = Item(
        kind=MediaKind.TEXT, name=name or name_of(text), text=text, type="text/plain",
        bytes=sum(len(words.encode()) for words in text.values()), created_at=at, actor=actor, **shown,
    )  # fmt: skip
    return _add(db, check(item, zones=[zone.code for zone in hall.zones]))


def must_have_place(db: Database) -> None:
    """Raises TooManyItems: asked before a long upload."""
    with db.reading() as conn:
        _must_have_place(media.count(conn))


def add_file(
    db: Database,
    folder: Path,
    kept: Kept,
    *,
    name: str,
    actor: str,
    at: datetime,
    enabled: bool = True,
) -> Item:
    """Show a picture or film that was received, last in order. Raises InvalidInput, TooManyItems."""
    item = Item(
        kind=kept.content.kind, name=name, text={}, file=kept.file, type=kept.content.type, bytes=kept.bytes,
        width=kept.width, height=kept.height, created_at=at, actor=actor, enabled=enabled,
    )  # fmt: skip
    check(item, zones=())
    with _files:
        put_in_place(folder, kept)
        try:
            return _add(db, item)
        except Exception:
            _drop_unused(db, folder, kept.file)
            raise


def change(
    db: Database, hall: Hall, id: int, changes: Mapping[str, Any], *, actor: str, at: datetime
) -> Item:
    """Change what ``changes`` names. Raises NotFound, InvalidInput."""
    values = dict(changes)
    place = values.pop("position", None)
    with db.transaction() as tx:
        version = media.next_version(tx.conn)
        item = media.one(tx.conn, id)
        # A zone that the hall gave up stays on an item until somebody edits it: no reason to refuse another change.
        zones = {*item.zones, *(zone.code for zone in hall.zones)}
        media.save(tx.conn, check(replace(item, **values), zones=zones))
        if place is not None:
            ids = [one.id for one in media.every(tx.conn)]
            media.put_in_order(tx.conn, moved(ids, id, to=place))
        _record(tx, version, id, actor=actor, at=at, what="changed", fields=sorted(changes))
        return media.one(tx.conn, id)


def remove(db: Database, folder: Path, id: int, *, actor: str, at: datetime) -> None:
    """Take an item off all screens; its file goes when nothing else shows it. Raises NotFound."""
    with _files:
        with db.transaction() as tx:
            version = media.next_version(tx.conn)
            item = media.one(tx.conn, id)
            media.remove(tx.conn, id)
            media.put_in_order(tx.conn, [one.id for one in media.every(tx.conn)])
            _record(tx, version, id, actor=actor, at=at, what="removed", name=item.name)
        if item.file:
            _drop_unused(db, folder, item.file)


def clean(db: Database, folder: Path) -> list[str]:
    """Remove what a power cut left in ``folder``: files that nothing shows, parts of uploads. Their names."""
    with db.reading() as conn:
        used = media.files(conn)
    gone = []
    for file in sorted(folder.glob("*")):
        if file.name not in used and time.time() - file.stat().st_mtime > STRANDED_S:
            file.unlink(missing_ok=True)
            gone.append(file.name)
    return gone


def shape(item: Item) -> Json:
    """``item`` of docs/contract.md."""
    return {
        "id": item.id, "kind": item.kind.value, "name": item.name, "text": dict(item.text),
        "url": f"/media/{item.file}" if item.file else None, "type": item.type, "bytes": item.bytes,
        "width": item.width, "height": item.height, "seconds": item.seconds, "zones": list(item.zones),
        "from": item.from_day, "until": item.until_day, "enabled": item.enabled, "position": item.position,
        "created_at": when(item.created_at),
    }  # fmt: skip


def _add(db: Database, item: Item) -> Item:
    with db.transaction() as tx:
        version = media.next_version(tx.conn)
        there = media.count(tx.conn)
        _must_have_place(there)
        placed = replace(item, position=there)
        placed = replace(placed, id=media.add(tx.conn, placed))
        _record(tx, version, placed.id, actor=item.actor, at=item.created_at, what="added", name=item.name)  # fmt: skip
        return placed


def _must_have_place(there: int) -> None:
    if there >= MOST_ITEMS:
        raise TooManyItems(most=MOST_ITEMS)


def _record(
    tx: Transaction, version: int, id: int, *, actor: str, at: datetime, what: str, **facts: Any
) -> None:
    tx.record(Kind.MEDIA_CHANGED, at=at, actor=actor, version=version, id=id, what=what, **facts)


def _drop_unused(db: Database, folder: Path, file: str) -> None:
    with db.reading() as conn:
        used = file in media.files(conn)
    if not used:
        with suppress(OSError):  # what cannot go now goes with the next cleaning
            (folder / file).unlink()
