"""A virtual printer for the doctor, and the file with its settings."""

import json

import pytest

from printer.virtual.printer import VirtualPrinter
from printer.virtual.roll import Roll

__all__ = ["settings", "virtual"]


@pytest.fixture
def virtual(tmp_path):
    printer = VirtualPrinter(0, roll=Roll(tmp_path / "paper", dots=576, paper_mm=80))
    printer.start()
    yield printer
    printer.stop()


@pytest.fixture
def settings(virtual, tmp_path):
    """``settings(**more)``: a file with the settings of the virtual printer as one in the network."""

    def write(**more):
        file = tmp_path / "settings.json"
        lobby = {"name": "lobby", "type": "network", "host": "127.0.0.1", "port": virtual.port}
        file.write_text(json.dumps(lobby | more))
        return str(file)

    return write
