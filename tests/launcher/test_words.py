"""The launcher's own pages."""

import pytest

from queue_server.launcher import words

SERVER = "http://192.168.1.10:8080"


@pytest.mark.parametrize("role", ["display", "kiosk"])
def test_own_pages_speak_both_languages_and_need_nothing_from_elsewhere(role):
    pages = [
        words.waiting(role, SERVER), words.elsewhere(role, SERVER), words.code(role, SERVER, ""),
        words.code(role, SERVER, "K7F2-93MD"),
    ]  # fmt: skip
    for page in pages:
        assert 'lang="en"' in page
        assert 'lang="id"' in page
        for foreign in ("src=", "href=", "@import", "url(", "<script"):
            assert foreign not in page
    assert "Menghubungkan ke server" in pages[0]
    assert "Connecting to the server" in pages[0]
    assert "server.hosts" in pages[1]
    assert "<b>" not in pages[2]
    assert "<b>K7F2-93MD</b>" in pages[3]
    assert f"{SERVER}/admin/#devices" in pages[3]


def test_nothing_a_server_says_becomes_markup():
    page = words.code("display", "http://<script>", "<img src=x>")
    assert "<script>" not in page
    assert "<img" not in page
