"""Test files are given out so that what waits and what computes is mixed, and none is lost."""

from pathlib import Path

from tests.order import LONGEST, mixed

TESTS = Path(__file__).parent.parent


def test_every_file_comes_once_and_the_longest_come_first():
    files = sorted(TESTS.glob("**/test_*.py"))

    given = mixed(files)

    assert sorted(given) == files
    stems = [file.stem for file in given]
    waiting = [file.stem for file in given if file.parent.name == "e2e"]
    assert set(waiting[: len(LONGEST)]) == set(LONGEST)
    assert stems.index(waiting[-1]) > len(stems) / 2, "mixed, not one after the other"


def test_few_files_or_one_kind_alone_are_no_trouble():
    assert mixed([]) == []
    assert mixed([Path("a/test_b.py")]) == [Path("a/test_b.py")]
    assert mixed([Path("e2e/test_b.py")]) == [Path("e2e/test_b.py")]
