"""docs/security.md: every threat has a control and a test that exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"`(tests/[\w./-]+?\.(?:py|mjs))(?:::(\w+))?`")
THREATS = [f"T{number}" for number in range(1, 23)]
PACKAGES = ("queue_server", "kiosk", "display", "printer")


def rows():
    """The cells of each row of the table by its threat."""
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| T")]
    cells = (line.strip("|").split(" | ") for line in lines)
    return {row[0].strip(): [cell.strip() for cell in row[1:]] for row in cells}


def names_in(file):
    tree = ast.parse(file.read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_the_table_has_every_threat_once():
    named = re.findall(r"^\| (T\d+) ", PAGE.read_text(), re.M)
    assert named == THREATS


@pytest.mark.parametrize("threat", THREATS)
def test_every_threat_has_its_control_and_a_test_that_is_there(threat):
    _, control, tests, *_ = rows()[threat]
    assert control
    assert NAMED.search(tests), "a row needs a test"


def test_every_test_that_the_page_names_exists():
    gone = []
    for path, name in NAMED.findall(PAGE.read_text()):
        file = ROOT / path
        if not file.is_file() or (name and name not in names_in(file)):
            gone.append(f"{path}::{name}" if name else path)
    assert gone == []


def test_nothing_reads_a_bundle_or_a_pickle():
    """What comes from elsewhere is JSON or YAML, and is checked; nothing that could run is ever read back."""
    reads = re.compile(
        r"\b(?:import|from) (?:pickle|marshal|shelve|dill|tarfile|zipfile)\b|yaml\.(?:unsafe_)?load\("
    )
    found = [
        str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("*.py"))
        if reads.search(file.read_text())
    ]
    assert found == [
        "queue_server/config/loading.py"
    ]  # its loader is a SafeLoader with one rule more
