"""Words that cross the wire between the server, its screens and its agents. Standard library only.

The shapes stand in docs/contract.md; what is here is what both sides of the wire must spell alike.
"""

from __future__ import annotations

import enum
from typing import Final


class Role(enum.StrEnum):
    """Who a device is. ``owner`` is the command line on the server's own machine."""

    KIOSK = "kiosk"
    DISPLAY = "display"
    PRINTER = "printer"
    ANNOUNCER = "announcer"
    PROGRAM = "program"
    OWNER = "owner"


class Push(enum.StrEnum):
    """Socket.IO events; ``sync`` is the only one a client sends."""

    SYNC = "sync"
    BOARD = "board"
    CALL = "call"
    LINE = "line"
    HALL = "hall"
    PRINT = "print"
    NOTICE = "notice"
    SERVER_CLOSING = "server_closing"
    PROMPT = "prompt"


class JobState(enum.StrEnum):
    """The life of a print job."""

    QUEUED = "queued"
    OFFERED = "offered"
    SENDING = "sending"
    PRINTED = "printed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Said(enum.StrEnum):
    """What a print agent reports. ``blocked``: nothing was sent, the job may be tried again."""

    SENDING = "sending"
    PRINTED = "printed"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"


FRESH_S: Final = 60
"""A call older than this is shown but not spoken."""
