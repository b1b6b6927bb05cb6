"""In which order several workers take the test files: those that wait for devices and those that compute, mixed.

Left to itself pytest-xdist gives out files with many tests first: all that computes, then all that drives browsers,
four at a time on two cores, and in the end one long file alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

WAITING = ("e2e", "commands", "torture", "faults", "security")
"""Folders of tests that start whole halls."""
LONGEST = (
    "test_storm",
    "test_paper_kills",
    "test_paper_faults",
    "test_kiosk_paper",
    "test_heard_once",
    "test_launcher",
)
"""Files that must not be the last."""


def mixed(files: Sequence[Path]) -> list[Path]:
    """``files``, each once: the longest first, and between two that wait as many of the others as there are for it."""
    waits = [file for file in files if file.parent.name in WAITING]
    waits.sort(key=lambda file: (file.stem not in LONGEST, str(file)))
    others = [file for file in files if file.parent.name not in WAITING]
    return list(_between(waits, others))


def _between(waits: list[Path], others: list[Path]) -> Iterator[Path]:
    given = 0
    for i, file in enumerate(waits, 1):
        yield file
        due = len(others) * i // len(waits)
        yield from others[given:due]
        given = due
    yield from others[given:]
