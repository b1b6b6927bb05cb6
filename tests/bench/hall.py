"""The server under test: ``satupintu serve`` in a process and a folder of its own, with the hall of config.yaml."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from tests.bench.effort import cpu_s

ROOT = Path(__file__).parent.parent.parent
tree = ROOT
"""The sources whose server is measured: another commit's for ``--compare``."""


def surroundings() -> dict[str, str]:
    """The environment of the server: compiled modules are kept, as on every machine, in a place of the bench's own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    cache = str(Path(sys.prefix) / "bench-pycache")
    return kept | {"PYTHONPYCACHEPREFIX": cache, "PYTHONPATH": str(tree)}


def _program(script: str = "") -> list[str]:
    """The server of ``tree``, or a ``script`` of this folder around it (which that tree need not have)."""
    if script:
        return [sys.executable, "-P", str(Path(__file__).parent / script)]
    return [sys.executable, "-m", "queue_server"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Hall:
    """A hall without quotas, its kiosks with paper, one speaking display and silent ones in each zone."""

    def __init__(
        self,
        folder: Path,
        *,
        commit: str,
        slow_disk: bool = False,
        mode: str = "eventlet",
        printers: dict[str, dict[str, Any]] | None = None,
        displays: dict[str, dict[str, Any]] | None = None,
        script: str = "",
        rules: dict[str, Any] | None = None,
        online: str = "",
        data: Callable[[Path], None] | None = None,
    ) -> None:
        self.port = free_port()
        self.data = folder / "data"
        self._log = folder / "log"
        self._script = "slow_disk.py" if slow_disk else script
        config = yaml.safe_load((tree / "config.yaml").read_text())
        config["server"] |= {
            "port": self.port, "public_url": f"http://127.0.0.1:{self.port}", "data": str(self.data), "commit": commit,
            "mode": mode,
        }  # fmt: skip
        for kiosk in config["kiosks"].values():
            kiosk.pop("tickets_per_min", None)
        for service in config["services"].values():
            service.pop("quota", None)
        config["displays"]["wall"] = {"zone": "A", "speaker": False}
        config["printers"] |= printers or {}
        config["displays"] |= displays or {}
        config["rules"] |= rules or {}
        if "backup" in config:
            config["backup"]["every_min"] = (
                0  # a copy of three gigabytes beside it is another measurement
            )
        if online:
            config["services"][online]["quotas"] = {"online": 30}
        self.config = config
        self.file = folder / "config.yaml"
        self.file.write_text(yaml.safe_dump(config, sort_keys=False))
        if data:
            data(self.data)
        self.process: subprocess.Popen[bytes] | None = None
        self._token = ""
        self.first_start_s = self.began = self.ready = 0.0

    def start(self) -> float:
        """Seconds until /readyz says yes."""
        began, self.began = time.perf_counter(), time.time()
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [*_program(self._script), "--config", str(self.file), "serve"],
                cwd=tree, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=surroundings(),
            )  # fmt: skip
        while not self._is_ready():
            if self.process.poll() is not None or time.perf_counter() - began > 120:
                raise RuntimeError(f"the server did not start\n{self._log.read_text()[-3000:]}")
            time.sleep(0.01)
        self.ready = time.time()
        return time.perf_counter() - began

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/readyz", timeout=5
            ) as answer:
                return bool(answer.status == 200)
        except (urllib.error.HTTPError, OSError):
            return False

    def key(self, role: str, name: str) -> str:
        return (self.data / "keys" / f"{role}-{name}").read_text().strip()

    def program(self) -> str:
        """A token of a program, which may do what staff may; one for this hall."""
        if self._token:
            return self._token
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/devices", method="POST",
            data=json.dumps({"name": "bench", "role": "program"}).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self.key('owner', 'owner')}"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=10) as answer:
            made: dict[str, Any] = json.load(answer)
        self._token = str(made["token"])
        return self._token

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def figures(self) -> dict[str, float]:
        """Memory in MB and CPU seconds of the server so far, its open files and threads."""
        proc = Path(f"/proc/{self.pid}")
        lines = dict(
            line.split(":", 1) for line in (proc / "status").read_text().splitlines() if ":" in line
        )
        return {
            "rss_mb": int(lines["VmRSS"].split()[0]) / 1024, "threads": int(lines["Threads"]),
            "files": len(list((proc / "fd").iterdir())), "cpu_s": cpu_s(self.pid),
        }  # fmt: skip

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """``satupintu WORDS`` on this hall, to its end."""
        return subprocess.run(
            [*_program(), "--config", str(self.file), *words],
            cwd=tree, capture_output=True, text=True, check=False, env=surroundings(),
        )  # fmt: skip

    def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()

    def faults(self) -> list[str]:
        """Lines of the log that tell of errors."""
        return [
            line for line in self._log.read_text().splitlines() if " E " in line or " C " in line
        ]


@contextmanager
def a_hall(**wishes: Any) -> Iterator[Hall]:
    folder = Path(tempfile.mkdtemp(prefix="satupintu-bench-"))
    hall = Hall(folder, **wishes)
    try:
        hall.first_start_s = hall.start()
        yield hall
    finally:
        hall.stop()
        shutil.rmtree(folder, ignore_errors=True)
