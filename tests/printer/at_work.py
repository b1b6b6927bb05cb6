"""Fixtures of an agent at work: a printer with faults, a small hall, and the agent between them."""

import pytest

from tests.printer.hall_server import Hall, opened
from tests.printer.scripted import TcpPrinter
from tests.printer.working import Working

__all__ = ["_impatient", "agent", "hall", "journal_file", "printer"]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr("printer.agent.SHORTEST_PAUSE_S", 0.05)
    monkeypatch.setattr("printer.worker.PAUSES_S", (0.05, 0.1))


@pytest.fixture
def printer():
    made = TcpPrinter()
    yield made
    made.close()


@pytest.fixture
def hall(printer):
    made = Hall(type="network", host="127.0.0.1", port=printer.port)
    with opened(made):
        yield made


@pytest.fixture
def journal_file(tmp_path):
    return tmp_path / "journal.sqlite"


@pytest.fixture
def agent(hall, tmp_path, journal_file):
    """``agent()`` is one that is not working yet; ``working()`` starts it in a thread."""
    return lambda: Working(hall, tmp_path, journal_file)
