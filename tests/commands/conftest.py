"""A site's folder with a config.yaml, and the command line in this process."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from queue_server.__main__ import main
from tests.web.halls import template

ROOT = Path(__file__).parent.parent.parent
HALL = Path(__file__).parent.parent / "web" / "hall.yaml"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Folder:
    """``say(...)`` runs a command here and gives its exit code; ``heard()`` what it said since, out and err."""

    def __init__(self, path, capsys=None):
        self.path, self.capsys, self.port = path, capsys, free_port()
        self.config, self.data = path / "config.yaml", path / "data"
        text = HALL.read_text()
        self.config.write_text(
            text.replace(
                "server: {", f'server: {{port: {self.port}, mode: threading, data: "{self.data}", '
            )
        )

    def filled(self):
        """With the database of a hall that has run before."""
        shutil.copytree(template()[0], self.data)
        return self

    def say(self, *words):
        try:
            return main([*words, "--config", str(self.config)])
        except SystemExit as usage:
            return usage.code

    def heard(self):
        return self.capsys.readouterr()

    def process(self, *words, **more):
        """The same as a process of its own."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT)} | more.pop("environment", {})
        return subprocess.Popen(
            [sys.executable, "-m", "queue_server", "--config", str(self.config), *words],
            cwd=self.path, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more,
        )  # fmt: skip


@pytest.fixture
def folder(tmp_path, capsys):
    return Folder(tmp_path, capsys)


@pytest.fixture
def ended():
    """``ended(process)``: its exit status and all it said; it must end by itself."""

    def wait(process, timeout=20):
        try:
            said, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
            pytest.fail(f"still runs: {said}")
        return process.returncode, said

    return wait
