"""Statements that are made once say the same as the ordinary ones."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects import sqlite

from queue_server.storage.prepared import _as_text
from queue_server.storage.schema import UtcDateTime
from tests.builders import at

TIMES = [
    at(),
    at("23.59.59"),
    at() + timedelta(microseconds=1),
    datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=7))),
    datetime(1, 1, 1, tzinfo=UTC),
    None,
]


@pytest.mark.parametrize("time", TIMES, ids=str)
def test_a_time_is_written_as_everywhere_else(time):
    dialect = sqlite.dialect()
    usual = UtcDateTime().dialect_impl(dialect).bind_processor(dialect)

    assert _as_text(time) == usual(time)
