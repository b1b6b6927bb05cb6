"""A picture as the bytes a thermal printer understands. The only user of python-escpos."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

START = b"\x1b@\x1bS"  # forget everything, standard mode
CUT = b"\x1dVB\x00"  # feed to the cutter and cut
BAND = 128  # rows of one picture command; more overruns the memory of small printers
_LAST_OF_A_PICKLE = b"."
_PROFILE = "TM-T20II"  # python-escpos wants one; pictures look the same under all


def ticket_bytes(picture: Image.Image) -> bytes:
    """``picture`` (1-bit, as wide as the paper) with a start before it and a cut after it."""
    if picture.mode != "1" or picture.width % 8:
        raise ValueError(f"not a ticket: mode {picture.mode}, {picture.width} dots wide")
    paper = a_printer(picture.width)
    paper._raw(START)
    paper.image(picture, impl="bitImageRaster", fragment_height=BAND)
    paper._raw(CUT)
    return bytes(paper.output)


def a_printer(dots: int) -> Any:
    """A printer of python-escpos that only collects bytes. One for each ticket: it keeps what it was told."""
    paper = _dummy()(profile=_PROFILE)
    known = paper.profile.profile_data  # shared by all; pictures wider than it says are refused
    width = {"width": {"pixels": dots, "mm": "Unknown"}}
    paper.profile.profile_data = known | {"media": known["media"] | width}
    return paper


def prepare(cache_folder: Path) -> None:
    """Load python-escpos now, its list of printers kept in ``cache_folder`` (a private one)."""
    kept = os.environ.setdefault("ESCPOS_CAPABILITIES_PICKLE_DIR", str(cache_folder))
    for list_ in Path(kept).glob("*.capabilities.pickle"):
        # An agent that was killed while the library wrote it would never start again: it believes what is there.
        if not list_.read_bytes().endswith(_LAST_OF_A_PICKLE):
            list_.unlink()
    _dummy()


@cache
def _dummy() -> Callable[..., Any]:
    # python-escpos 3.1 makes a temporary folder at import, wanted or not, and configures the root
    # logger. Both are taken back here, else every start leaves a folder and every line is logged twice.
    handlers, kept = logging.root.handlers[:], tempfile.tempdir
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        try:
            if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
                os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] = folder
            from escpos.printer import Dummy
        finally:
            tempfile.tempdir = kept
    logging.root.handlers[:] = handlers
    made: Callable[..., Any] = Dummy
    return made
