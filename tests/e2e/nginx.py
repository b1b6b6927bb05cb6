"""The nginx of docs/nginx.conf, on ports and in a folder of the test's own."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.running import ROOT, free_port

EXAMPLE = ROOT / "docs" / "nginx.conf"
FRAME = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 256; }}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/site.conf;
}}
"""


class Nginx:
    """Listens on ``port`` and leads to the servers at ``ports``."""

    def __init__(self, folder: Path, ports: list[int]) -> None:
        program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
        if program is None:
            pytest.skip("nginx is missing: apt-get install --no-install-recommends nginx-light")
        self.port, self._log = free_port(), folder / "error.log"
        site = EXAMPLE.read_text()
        for written, ours in (
            ("127.0.0.1:8080", f"127.0.0.1:{ports[0]}"), ("127.0.0.1:8082", f"127.0.0.1:{ports[1]}"),
            ("listen 80;", f"listen 127.0.0.1:{self.port};"), ("antrean.siak.lan", "127.0.0.1"),
        ):  # fmt: skip
            assert written in site
            site = site.replace(written, ours)
        (folder / "site.conf").write_text(site)
        (folder / "nginx.conf").write_text(FRAME.format(folder=folder))
        command = [program, "-e", folder / "error.log", "-p", folder, "-c", folder / "nginx.conf"]
        if subprocess.run(["id", "-u"], capture_output=True, text=True, check=True).stdout == "0\n":
            command += ["-g", "user root;"]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + 30
        while not (self._log.parent / "pid").exists():
            if self._process.poll() is not None or time.monotonic() > end:
                self.close()
                raise AssertionError("nginx does not start:\n" + self._log.read_text())
            time.sleep(0.02)

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait(20)

    def __enter__(self) -> Nginx:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()
