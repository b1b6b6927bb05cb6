"""Pushes as the contract has them, and as it does not."""

from datetime import UTC, datetime

import pytest

from display.announcer.call import Call

PUSH = {
    "seq": 7,
    "prev": 6,
    "number": "A015",
    "prefix": "A",
    "counter": {"code": "3", "name": {"id": "Loket 3"}},
    "zone": "A",
    "spoken": [{"language": "id", "text": "Nomor"}, {"language": "en", "text": "Ticket"}],
    "at": "2026-11-23T03:32:00.250Z",
}


def test_a_push_becomes_a_call():
    call = Call.from_push(PUSH)
    assert (call.seq, call.number, call.counter, call.zone) == (7, "A015", "3", "A")
    assert call.spoken == {"id": "Nomor", "en": "Ticket"}
    assert call.at == datetime(2026, 11, 23, 3, 32, 0, 250_000, UTC)


@pytest.mark.parametrize("field", ["seq", "number", "counter", "zone", "spoken", "at"])
@pytest.mark.parametrize("value", [None, 5.5, "yesterday", ["?"], "missing"])
def test_a_push_that_is_not_one_is_refused_as_such(field, value):
    broken = {**PUSH, field: value}
    if value == "missing":
        del broken[field]
    elif (field, value) in [("seq", 5.5)] or field in ("number", "zone"):
        return
    with pytest.raises(ValueError):
        Call.from_push(broken)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        Call.from_push({**PUSH, "at": "2026-11-23T03:32:00"})
