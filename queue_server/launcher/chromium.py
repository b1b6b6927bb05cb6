"""Which Chromium, with which flags, and a profile that starts without questions whatever happened to the last one."""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import socket
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from queue_server.launcher.arguments import Options
from queue_server.launcher.monitors import Monitor

log = logging.getLogger(__name__)

NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
AS_ROOT: Final = "SATUPINTU_NO_SANDBOX"
FLAGS: Final = (
    "--kiosk", "--noerrdialogs", "--disable-infobars", "--no-first-run", "--no-default-browser-check",
    "--hide-crash-restore-bubble", "--disable-translate", "--disable-features=Translate", "--disable-pinch",
    "--overscroll-history-navigation=0", "--check-for-update-interval=31536000", "--password-store=basic",
    "--disable-component-update", "--disable-background-networking", "--disable-sync",
    # A TV that is switched off, or covered by another window, must not slow the page's clock.
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
)  # fmt: skip
ROLE_FLAGS: Final = {
    "display": ("--autoplay-policy=no-user-gesture-required",),
    "kiosk": ("--incognito", "--autoplay-policy=no-user-gesture-required"),
}
LOCKS: Final = ("SingletonLock", "SingletonSocket", "SingletonCookie")
ENDS_WITHIN_S: Final = 3.0


class CannotStart(Exception):
    """Told to the person who starts the launcher; trying again would not help."""


def find(wanted: str) -> str:
    """The browser's program. Raises CannotStart."""
    for name in [wanted] if wanted else NAMES:
        found = shutil.which(name)
        if found:
            return found
    if wanted:
        raise CannotStart(f"There is no program {wanted}.")
    raise CannotStart(
        "There is no Chromium. Install one (sudo apt-get install chromium), or give --chromium PATH."
    )


def command(options: Options, program: str, profile: Path, monitor: Monitor | None) -> list[str]:
    """How Chromium is started; it listens to this process alone, through a pipe. Raises CannotStart for root."""
    own = [f"--user-data-dir={profile}", "--remote-debugging-pipe"]
    given = [program, *FLAGS, *ROLE_FLAGS[options.role], *own]
    if options.headless:
        given += ["--headless", "--window-size=1920,1080"]
    if monitor:
        given.append(f"--window-position={monitor.x},{monitor.y}")
        # Without a window manager --kiosk alone fills nothing, and a window exactly as large as the screen is made a
        # dot smaller by Chromium: one line too many, which nobody sees, keeps it whole.
        given.append(f"--window-size={monitor.width},{monitor.height + 1}")
    if os.geteuid() == 0:
        if os.environ.get(AS_ROOT) != "1":
            raise CannotStart(
                "As root Chromium has no sandbox: any page could take over this machine. Start the launcher as a "
                f"user of its own ({AS_ROOT}=1 is for tests)."
            )
        given.append("--no-sandbox")
    return [*given, "about:blank"]


def prepare(profile: Path) -> None:
    """Make the profile as if the last Chromium had ended well, and end one that still sits on it."""
    profile.mkdir(parents=True, exist_ok=True, mode=0o700)
    _end_leftover(profile)
    for name in LOCKS:
        (profile / name).unlink(missing_ok=True)
    preferences = profile / "Default" / "Preferences"
    with suppress(FileNotFoundError):
        try:
            told = json.loads(preferences.read_text(encoding="utf-8"))
            told.setdefault("profile", {}).update(exit_type="Normal", exited_cleanly=True)
        except (ValueError, AttributeError):
            log.warning("the profile's preferences were damaged: they begin anew")
            preferences.unlink()
        else:
            preferences.write_text(json.dumps(told), encoding="utf-8")


def _end_leftover(profile: Path) -> None:
    """A Chromium whose launcher was killed; the state folder is ours, so nobody else's can sit there."""
    try:
        host, _, number = str((profile / LOCKS[0]).readlink()).rpartition("-")
    except OSError:
        return
    if host != socket.gethostname() or not number.isdigit():
        return
    if not _uses(int(number), profile):
        return
    log.warning("an earlier Chromium (process %s) still runs: it is ended", number)
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.kill(int(number), sign)
        end = time.monotonic() + ENDS_WITHIN_S
        while _uses(int(number), profile) and time.monotonic() < end:
            time.sleep(0.05)


def _uses(number: int, profile: Path) -> bool:
    """Whether this process is a browser on our profile: numbers of processes come again."""
    return f"--user-data-dir={profile}" in _arguments(number)


def _arguments(number: int) -> Sequence[str]:
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return ()
