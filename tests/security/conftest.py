from dataclasses import replace
from datetime import timedelta

import pytest

from tests.live.conftest import join, step
from tests.web.halls import hall, still

__all__ = ["hall", "join", "locking", "step", "still"]


@pytest.fixture
def locking(hall):
    """The hall with sessions that lock after a quarter of an hour, as it is shipped."""
    hall.server.house.doors = replace(hall.server.house.doors, idle=timedelta(minutes=15))
    return hall
