"""The bench itself: tables find their place, ratios are honest, and whatever grows with history is named."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from tests.bench import compare, measures, page
from tests.bench.bounds import BOUNDS, bound_of
from tests.bench.effort import limited
from tests.bench.hall import ROOT, Hall, a_hall
from tests.bench.history import one_day
from tests.bench.page import Row
from tests.bench.parts import PARTS
from tests.bench.statements import counted, grown

FEW, MANY = 26, 90
"""Days of history; from the first on more rows than are ever looked through for the calls of the last minute."""
ROW = Row("issue.group.8", "take a ticket", "900/s", "p99 <= 10 ms", False, {"p99": 14.0})


def test_a_table_replaces_the_one_of_its_part_and_nothing_else():
    text = "before\n<!-- bench issue -->\nold\n<!-- /bench issue -->\nafter"

    written = page.put(text, "issue", page.table([ROW]))

    assert "old" not in written
    assert written.startswith("before\n")
    assert written.endswith("\nafter")
    assert "| take a ticket | 900/s | p99 <= 10 ms | **short** |" in written


def test_a_part_without_its_place_is_refused():
    with pytest.raises(ValueError, match="no place for soak"):
        page.put("nothing here", "soak", "")


def test_every_part_has_its_place_on_the_page_and_words_of_what_bounds_it():
    text = (ROOT / "docs" / "benchmarks.md").read_text()
    for name in PARTS:
        page.put(text, name, "")
        assert any(key.split(".")[0] == name for key in BOUNDS), name


def test_the_longest_key_says_what_bounds_a_figure():
    assert bound_of("issue.each.32") == BOUNDS["issue.each"]
    assert bound_of("start.first") == BOUNDS["start.first"]
    assert bound_of("nobody.knows") == ""


def a_document(**figures):
    return {"rows": [{"key": "next", "values": figures}]}


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ((100, 110), (150, 140), "better"),
        ((100, 110), (90, 120), "no difference seen"),
        ((100, 110), (90, 80), "worse"),
    ],
)
def test_a_difference_is_told_only_when_every_pair_shows_it(before, now, verdict):
    pairs = [(a_document(rate=a), a_document(rate=b)) for a, b in zip(before, now, strict=True)]

    [change] = compare.changes(pairs)

    assert change.verdict == verdict
    assert change.ratios == tuple(b / a for a, b in zip(before, now, strict=True))


def test_less_time_is_better():
    [change] = compare.changes([(a_document(p99=10.0), a_document(p99=8.0))])

    assert change.verdict == "better"


def test_the_reader_is_warned_when_the_load_process_was_the_limit():
    assert limited(0.5) == ""
    assert "95%" in limited(0.95)


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A hall after a day of eight visitors."""
    folder = tmp_path_factory.mktemp("lived")
    hall = Hall(folder, commit="group", rules={"estimates_after": 0}, online="PASPOR")
    return one_day(folder, hall.file, visitors=8)


@pytest.mark.on("sqlite")
def test_no_request_works_more_when_there_are_years_of_history(lived):
    """Else a hall grows slower with every day. An index that is taken away is seen."""
    few, many = counted(lived, FEW), counted(lived, MANY)

    assert len(many) > 80
    assert [(g.act, g.statement) for g in grown(few, many)] == []


def test_a_query_that_has_lost_its_index_is_told(lived, tmp_path):
    without = replace(lived, folder=tmp_path)
    shutil.copytree(lived.folder / "before", tmp_path / "before")
    with closing(sqlite3.connect(tmp_path / "before" / "hall.db")) as conn:
        conn.execute("DROP INDEX ix_ticket_open")
        conn.commit()

    few, many = (counted(without, days, makes=[]) for days in (1, 40))

    assert {growth.act for growth in grown(few, many)} == {"start"}


def test_the_slow_disk_serves_with_either_commit():
    for commit in ("group", "each"):
        with a_hall(commit=commit, slow_disk=True) as hall:
            assert measures.taking(hall, 1, 0.2, screens=1, warm_s=0.0)["rate"] > 0
