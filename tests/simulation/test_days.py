"""Days of the hall, lived from morning to evening: whatever happens, the invariants hold."""

import shutil
from collections import Counter
from datetime import date

import pytest

from queue_server.storage import opening
from tests.simulation import run
from tests.simulation.figures import Figures

MONDAY, FRIDAY = date(2026, 1, 5), date(2026, 1, 9)
IN_RAMADAN, HOLIDAY, AFTER_LEBARAN = date(2026, 2, 20), date(2026, 8, 17), date(2026, 3, 25)


@pytest.fixture
def empty(sqlite_template, tmp_path_factory):
    """A database in memory, where there is one, with a hall to be changed."""
    file = shutil.copy(sqlite_template, sqlite_template.with_name("lived.db"))
    db = opening.open_sqlite(file)
    yield db
    db.close()
    for left in file.parent.glob("lived.db*"):
        left.unlink()


def lived(db, days, *, base=120, seed=1, clock_lies=(), **rules):
    hall, figures = run.a_hall(db, **rules), Figures()
    for day in days:
        assert run.live(db, hall, day, figures, seed=seed, base=base, clock_lies=clock_lies) == []
    return figures


def test_a_week_with_every_rule_keeps_every_invariant(empty):
    figures = lived(empty, [MONDAY, FRIDAY, IN_RAMADAN], base=220)

    assert figures.checked["calls made again"] > 400
    done = {"order", "helped", "directed", "any_order", "chosen"}
    assert done <= set(figures.rules), "the days know these rules"
    assert set(figures.states) <= {"done", "no_show", "cancelled", "on_hold", "waiting"}


def test_on_a_holiday_nobody_gets_a_number_and_nobody_is_called(empty):
    figures = lived(empty, [HOLIDAY])

    assert (figures.tickets, figures.rules) == (0, Counter())
    assert figures.refused["take: service_closed"] > 50


def test_a_clock_that_is_set_back_and_forth_changes_no_number_and_no_order(empty):
    figures = lived(empty, [MONDAY], clock_lies=run.BACK_AND_FORTH)

    assert figures.tickets > 80


@pytest.mark.parametrize("order", ["weighted", "strict"])
def test_the_other_orders_keep_the_invariants_too(empty, order):
    figures = lived(empty, [AFTER_LEBARAN], base=200, order=order, weights=[2, 1], strict=True)

    assert figures.rules[order] > 0


def test_the_same_seed_is_the_same_day(empty):
    one, other = lived(empty, [MONDAY], base=40), Figures()
    hall = run.a_hall(empty)
    for table in ("undo", "leg", "ticket", "number_series", "service_day", "desk", "journal"):
        with empty.transaction() as tx:
            tx.conn.exec_driver_sql(f"DELETE FROM {table}")
            tx.conn.exec_driver_sql("UPDATE journal_head SET seq = 0")
    run.live(empty, hall, MONDAY, other, seed=1, base=40)

    assert (one.acts, one.rules, one.waits) == (other.acts, other.rules, other.waits)


def test_a_day_on_postgresql(postgres_server):
    url = postgres_server.new_database()
    db = opening.open_postgresql(url)
    try:
        assert lived(db, [HOLIDAY, MONDAY], base=25).tickets > 15
    finally:
        db.close()
