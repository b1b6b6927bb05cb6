"""A kiosk's numbers, counted for all processes of a hall on PostgreSQL. A single process counts in memory."""

from __future__ import annotations

from queue_server.storage import kiosk_paces
from queue_server.storage.database import Database


def take(db: Database, kiosk: str, *, per_min: int) -> tuple[int, int]:
    """0 and one number less, or the whole seconds until there is one again; and how many this flood refused.

    Raises DatabaseBusy.
    """
    with db.counting() as conn:
        bucket, now = kiosk_paces.locked(conn, kiosk, per_min=per_min)
        retry_in = bucket.take(now)
        kiosk_paces.save(conn, kiosk, bucket)
    return retry_in, bucket.refused


def give_back(db: Database, kiosk: str, *, per_min: int) -> None:
    """The number was not a new one. Raises DatabaseBusy."""
    with db.counting() as conn:
        bucket, _ = kiosk_paces.locked(conn, kiosk, per_min=per_min)
        bucket.give_back()
        kiosk_paces.save(conn, kiosk, bucket)


def refused(db: Database, kiosk: str, *, per_min: int) -> int:
    """How many were refused in the flood that goes on, as far as the database was asked; 0: there is none."""
    with db.reading() as conn:
        bucket, now = kiosk_paces.one(conn, kiosk, per_min=per_min)
    return bucket.refused if bucket.is_flooded(now) else 0
