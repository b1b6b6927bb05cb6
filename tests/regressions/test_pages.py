"""What a name, a message or a page of ours must never become (R6, R36, R53 of docs/regressions.md)."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("queue_server/static", "kiosk/static", "display/static", "printer/virtual/static")
PAGES = [
    file
    for folder in FOLDERS
    for file in sorted((ROOT / folder).rglob("*"))
    if file.suffix in (".mjs", ".html") and "vendor" not in file.parts
]
AS_MARKUP = r"(inner|outer)HTML\s*[+]?=[^=]|insertAdjacent\w+|document\.write|text/html|Fragment\(|srcdoc|\beval\("
HOSTILE = "<img src=x onerror=alert(1)>"


def test_no_page_makes_markup_of_a_text():
    assert len(PAGES) > 100
    assert [str(f.relative_to(ROOT)) for f in PAGES if re.search(AS_MARKUP, f.read_text())] == []


def test_no_page_prints_through_the_browser():
    """A browser's print dialog picks paper, margins and a moment of its own: tickets are made by the print agent."""
    dialog = re.compile(r"window\.print\b|[^.\w]print\(\)")
    assert [file.name for file in PAGES if dialog.search(file.read_text())] == []


def test_a_name_with_markup_in_it_stays_a_name_everywhere(site, change):
    """It is told as it is, as JSON; the pages of the server hold no name at all."""

    def rename(wanted):
        wanted["services"][0]["name"] = {"id": HOSTILE}
        wanted["counters"][0]["name"] = {"id": HOSTILE}

    change(rename)
    site.press("1", "open")
    ticket = site.take()
    site.press("1", "next")

    board = site.ask("GET", "/board?zone=A", role="display")
    assert board.mimetype == "application/json"
    assert board.get_json()["calls"][0]["service"]["name"]["id"] == HOSTILE
    for page in ("/kiosk/", "/display/", "/counter/", "/admin/", "/board/A", f"/t/{ticket['token']}"):  # fmt: skip
        answer = site.page(page)
        assert answer.status_code == 200
        assert HOSTILE not in answer.text
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
