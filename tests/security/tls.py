"""A hall that speaks https with an authority of its own."""

from __future__ import annotations

import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from tests.e2e.running import ROOT, RunningHall


@contextmanager
def secure_hall(folder: Path, *, mode: str, **server: object) -> Iterator[RunningHall]:
    """The server alone; ``secure`` is its address, ``authority`` the file to trust."""
    running = RunningHall(folder, mode=mode, printer_port=9, command="serve")
    config = yaml.safe_load(running.config.read_text())
    running.secure = f"https://localhost:{running.port}"
    running.authority = running.data / "tls" / "ca.pem"
    config["server"] |= {"tls": "auto", "public_url": running.secure} | server
    running.config.write_text(yaml.safe_dump(config))
    made = [sys.executable, "-m", "queue_server", "--config", str(running.config), "tls", "init"]
    subprocess.run(made, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    try:
        running.start()
        yield running
    finally:
        running.stop()


def trusting(running: RunningHall) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(running.authority))
