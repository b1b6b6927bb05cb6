"""Every call on every screen: twenty sockets and two real TVs tell the same story in the same order."""

import pytest

from tests.bench.seen import seeing


@pytest.mark.e2e
@pytest.mark.browser
def test_two_hundred_calls_are_on_every_screen_once_in_order_and_painted_on_both_tvs(
    browser,
):
    """``./run bench --only seen`` does the same with ten thousand."""
    found = seeing(browser, calls=200, per_second=20)

    assert found["calls"] == 200
    assert found["paints"] == 200
