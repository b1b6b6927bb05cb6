"""Kinds of journal rows: what happened, in one word each. The row's data holds the facts as JSON."""

from __future__ import annotations

import enum


class Kind(enum.StrEnum):
    TICKET_ISSUED = "ticket_issued"
    TICKET_CALLED = "ticket_called"
    TICKET_RECALLED = "ticket_recalled"
    TICKET_STARTED = "ticket_started"
    TICKET_FINISHED = "ticket_finished"
    TICKET_SKIPPED = "ticket_skipped"
    TICKET_HELD = "ticket_held"
    TICKET_RESUMED = "ticket_resumed"
    TICKET_RETURNED = "ticket_returned"
    TICKET_TRANSFERRED = "ticket_transferred"
    TICKET_CANCELLED = "ticket_cancelled"
    TICKET_RECYCLED = "ticket_recycled"
    TICKET_URGENT = "ticket_urgent"
    TICKET_UNDONE = "ticket_undone"
    LEG_FINISHED = "leg_finished"
    TICKET_EXPIRED = "ticket_expired"
    COUNTER_OPENED = "counter_opened"
    COUNTER_PAUSED = "counter_paused"
    COUNTER_CLOSED = "counter_closed"
    COUNTER_NARROWED = "counter_narrowed"
    PRINT_CHANGED = "print_changed"
    PRINTER_CHANGED = "printer_changed"
    CALL_SPOKEN = "call_spoken"
    SCREEN_CHANGED = "screen_changed"
    SOUND_CHANGED = "sound_changed"
    MEDIA_CHANGED = "media_changed"
    HOURS_CHANGED = "hours_changed"
    BOOKING_CHANGED = "booking_changed"
    KIOSK_CHANGED = "kiosk_changed"
    HALL_CHANGED = "hall_changed"
    STAFF_CHANGED = "staff_changed"
    DEVICE_CHANGED = "device_changed"
    DAY_CLOSED = "day_closed"
    BACKUP_CHANGED = "backup_changed"
    RESTORED = "restored"
    NUMBERS_RAISED = "numbers_raised"


CALLS = frozenset({Kind.TICKET_CALLED, Kind.TICKET_RECALLED})
"""Rows that are shown and spoken as a call."""
