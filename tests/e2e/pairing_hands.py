"""A screen that asks to come in, without the server's patience: five a minute are few for tests of one address."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

WIDEST = "WMWM-MWMW"


def asked_in(page: Page) -> None:
    """The server gives the code with the widest letters and waits for ever."""
    asked = {"code": WIDEST, "secret": "s" * 43, "expires_at": "2030-01-01T00:00:00.000Z"}
    page.route("**/api/v1/pairings", lambda route: _answer(route, 201, asked))
    page.route("**/api/v1/pairings/claim", lambda route: _answer(route, 200, {"state": "waiting"}))


def _answer(route: Any, status: int, body: Any) -> None:
    route.fulfill(status=status, content_type="application/json", body=json.dumps(body))
