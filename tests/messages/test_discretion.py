"""What is left of a secret that got into a line of the log."""

from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest

from queue_server.messages.discretion import redact

TOKEN = "AbCdEf0123456789" + "x" * 27


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Authorization: Bearer abc.def-123", "Authorization: Bearer ***"),
        ("authorization: basic YWRtaW46eA==", "authorization: basic ***"),
        ("GET /x?token=abcdefg&y=1", "GET /x?token=***&y=1"),
        ("http://127.0.0.1:8080/kiosk/#token=abcdefg", "http://127.0.0.1:8080/kiosk/#token=***"),
        ('{"token": "abcdefg", "name": "x"}', '{"token": "***", "name": "x"}'),
        ("{'password': 'abc-defg'}", "{'password': '***'}"),
        ("PASSWORD=geheim88", "PASSWORD=***"),
        ("csrf: 00ff00ff", "csrf: ***"),
        ("Cookie: satupintu=abcdefg; other=1", "Cookie: satupintu=***; other=1"),
        ("Cookie: __Host-satupintu=abcdefg", "Cookie: __Host-satupintu=***"),
        ("postgresql://hall:geheim@db.lan/name: refused", "postgresql://hall:***@db.lan/name: refused"),
        (f"who is {TOKEN}?", "who is ***?"),
    ],
)  # fmt: skip
def test_a_secret_leaves_three_stars(said, written):
    assert redact(said) == written


@pytest.mark.parametrize(
    "said",
    [
        "the server does not take this token: it is revoked", "a password of 8 letters", "connected lobby (display)",
        "/t/AAAAAAAAAAAAAAAAAAAAAA", "2026-11-22T13:06:12.100Z", "a basic thing", "x" * 43, "bearer of news",
        "postgresql://hall@db.lan/name", "a3f9" * 16,
    ],
)  # fmt: skip
def test_everything_else_stays_as_it_was_said(said):
    assert redact(said) == said


def test_no_token_of_our_kind_is_written_wherever_it_stands():
    for number in range(200):
        token = urlsafe_b64encode(sha256(bytes([number])).digest()).decode().rstrip("=")
        assert token not in redact(f"({token}) and {token}.")
