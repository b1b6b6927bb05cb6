"""What the system says of the disk that a folder lies on. Asked when something failed, and every few seconds."""

from __future__ import annotations

import os
from pathlib import Path


def free(folder: Path) -> int | None:
    """Bytes that may still be written there; None when nobody can tell."""
    try:
        told = os.statvfs(folder)
    except OSError:
        return None
    return told.f_bavail * told.f_frsize


def is_read_only(folder: Path) -> bool:
    """Whether the file system takes no writes at all."""
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except OSError:
        return False
