"""A Chromium of its own that finds our policy where it looks for one: in /etc, seen by this Chromium alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

CHROMIUM, SETTINGS = "/usr/bin/chromium", Path("/etc/chromium")


def browser_with(policy: str, folder: Path) -> Path:
    """A program that starts Chromium under ``policy``: in a mount namespace of its own, so that no other Chromium of
    this machine has it.
    """
    etc = folder / "etc-chromium"
    shutil.copytree(SETTINGS, etc)
    managed = etc / "policies" / "managed"
    managed.mkdir(parents=True)
    (managed / "satupintu.json").write_text(policy)
    program = folder / "chromium-locked"
    program.write_text(
        "#!/bin/sh\n"
        f'exec unshare --mount sh -c \'mount --bind "$0" {SETTINGS} && exec {CHROMIUM} "$@"\' {etc} "$@"\n'
    )
    program.chmod(0o755)
    return program


def why_not() -> str:
    """Why this machine cannot do that, "" when it can."""
    if not SETTINGS.is_dir():
        return f"there is no {SETTINGS}"
    tried = subprocess.run(
        ["unshare", "--mount", "sh", "-c", f"mount --bind {SETTINGS} {SETTINGS}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return tried.stderr.strip() if tried.returncode else ""
