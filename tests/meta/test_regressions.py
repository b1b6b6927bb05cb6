"""The table of what went wrong elsewhere is whole, and the tests that it names are there."""

import ast
import functools
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
PAGE = TESTS.parent / "docs" / "regressions.md"
CASES = [f"R{n}" for n in range(1, 64)]
OTHERWISE = ("Cannot happen", "Not built yet")
"""How the third column begins where no test is named."""


def table():
    rows = [line.strip().strip("|").split(" | ") for line in PAGE.read_text().splitlines()]
    return [[cell.strip() for cell in cells] for cells in rows if re.match(r"R\d+$", cells[0].strip())]  # fmt: skip


def named(cell):
    """The tests of a cell: (path below tests/, name)."""
    return [tuple(test.split("::", 1)) for test in re.findall(r"`([^`]+?::[^`]+)`", cell)]


@functools.cache
def titles_of(file):
    """Names of a Python file's tests; titles of a node file's, those made of parts left out."""
    text = file.read_text()
    if file.suffix == ".py":
        found = [node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]  # fmt: skip
        return {name for name in found if name.startswith("test_")}
    titles = re.findall(r"""^\s*(?:test|it)\((['"])((?:\\.|(?!\1).)*)\1""", text, re.M)
    return {re.sub(r"\\(.)", r"\1", title) for _, title in titles}


def test_every_case_has_one_row_and_they_stand_in_order():
    assert [row[0] for row in table()] == CASES


def test_no_row_is_empty():
    thin = [row[0] for row in table() if len(row) != 4 or not row[1] or not row[2]]
    assert thin == []
    unguarded = [row[0] for row in table() if not named(row[3]) and not row[2].startswith(OTHERWISE)]  # fmt: skip
    assert unguarded == []
    astray = [row[0] for row in table() if re.sub(r"`[^`]+`", "", row[3]).strip()]
    assert astray == [], "the last column names tests and nothing else"


@pytest.mark.parametrize("case", CASES)
def test_every_test_that_a_row_names_is_there(case):
    cells = {row[0]: row for row in table()}[case]
    lacking = [
        f"{path}::{name}"
        for path, name in named(cells[3])
        if not (TESTS / path).is_file() or name not in titles_of(TESTS / path)
    ]
    assert lacking == []


def is_expected_to_fail(file, name):
    """Whether a Python test is marked so, by itself or by a fixture of its file that it asks for."""
    text = file.read_text()
    known = {n.name: n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)}
    parts = [known[name], *(known[a.arg] for a in known[name].args.args if a.arg in known)]
    return any("xfail" in ast.unparse(part) for part in parts)


@pytest.mark.parametrize("case", CASES)
def test_a_row_owns_up_to_tests_that_are_expected_to_fail_and_to_no_others(case):
    cells = {row[0]: row for row in table()}[case]
    python = [(TESTS / path, name) for path, name in named(cells[3]) if path.endswith(".py")]
    marked = any(is_expected_to_fail(*test) for test in python)
    assert marked == (re.search(r"its tests? (is|are) marked", cells[2]) is not None)


def test_titles_of_node_tests_are_read_with_their_quotation_marks():
    titles = titles_of(TESTS / "kiosk" / "flow.test.mjs")
    assert "the printer's word moves the ticket view, and a late printed still helps" in titles
    assert len(titles) > 10
