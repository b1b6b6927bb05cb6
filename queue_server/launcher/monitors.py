"""Where the monitors are, and that they stay lit. Both need X and its little programs; without them nothing is done."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import Final

log = logging.getLogger(__name__)
PATIENCE_S: Final = 5.0
_CONNECTED: Final = re.compile(
    r"^(\S+) connected (primary )?(\d+)x(\d+)([+-]\d+)([+-]\d+)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Monitor:
    output: str
    width: int
    height: int
    x: int
    y: int
    is_main: bool = False


def monitors_in(said: str) -> list[Monitor]:
    """The connected and lit outputs of ``xrandr --query``, in its order."""
    return [
        Monitor(output, int(width), int(height), int(x), int(y), bool(main))
        for output, main, width, height, x, y in _CONNECTED.findall(said)
    ]


def choose(number: int) -> Monitor | None:
    """The ``number``-th connected monitor, the main one for 0 and for one that is missing; None without X."""
    said = _run("xrandr", "--query")
    found = monitors_in(said or "")
    if 0 < number <= len(found):
        return found[number - 1]
    if number:
        why = "there is no X or no xrandr" if said is None else f"{len(found)} connected"
        log.warning("monitor %d is not there (%s): the picture goes to the main one", number, why)
    return next((one for one in found if one.is_main), found[0] if found else None)


def keep_lit() -> None:
    """No screen saver and no power saving while X runs."""
    # One by one: an X without power saving ends at -dpms and forgets what was said before.
    done = [_run("xset", *words) for words in (("s", "off"), ("s", "noblank"), ("-dpms",))]
    if None not in done[:2]:
        log.info("screen saver and power saving are off")


def _run(*command: str) -> str | None:
    """What the program says; None when it cannot be asked."""
    if not os.environ.get("DISPLAY") or not shutil.which(command[0]):
        return None
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE_S, check=False, stdin=subprocess.DEVNULL
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("%s: %s", command[0], error)
        return None
    if done.returncode:
        log.warning("%s: %s", command[0], done.stderr.strip() or f"status {done.returncode}")
        return None
    return done.stdout
