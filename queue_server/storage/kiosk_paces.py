"""How many numbers each kiosk may still ask for, of several processes on PostgreSQL: together they are one door."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from queue_server.domain.kiosk import Bucket
from queue_server.storage.schema import kiosk_pace as k

_NOW = sa.cast(sa.extract("epoch", sa.func.clock_timestamp()), sa.Float)
# What is lost here in a power cut has changed by then: this commit need not wait for the disk.
_LIGHT = sa.func.set_config("synchronous_commit", "off", True)


def locked(conn: sa.Connection, kiosk: str, *, per_min: int) -> tuple[Bucket, float]:
    """What is left to the kiosk, and the database's time in seconds: nobody else changes it before the commit."""
    full = insert(k).values(kiosk=kiosk, left=per_min, at=_NOW, refused=0)
    found = conn.execute(  # writes what is there over itself, which locks it; the time is of afterwards
        full.on_conflict_do_update(index_elements=[k.c.kiosk], set_={"kiosk": kiosk})
        .returning(k.c.left, k.c.at, k.c.refused, _NOW, _LIGHT)
    ).one()  # fmt: skip
    left, at, refused, now, _ = found
    return Bucket(per_min, at=at, left=left, refused=refused), now


def one(conn: sa.Connection, kiosk: str, *, per_min: int) -> tuple[Bucket, float]:
    """The same to be looked at."""
    wanted = sa.select(k.c.left, k.c.at, k.c.refused, _NOW).where(k.c.kiosk == kiosk)
    row = conn.execute(wanted).one_or_none()
    left, at, refused, now = row or (per_min, 0.0, 0, 0.0)
    return Bucket(per_min, at=at, left=left, refused=refused), now


def save(conn: sa.Connection, kiosk: str, bucket: Bucket) -> None:
    """Write it over the one that was locked."""
    kept = {"left": bucket.left, "at": bucket.at, "refused": bucket.refused}
    conn.execute(sa.update(k).where(k.c.kiosk == kiosk).values(kept))
