"""Markup, printer commands and turned writing in every text that people can write (T15)."""

import copy

import pytest

from queue_server.web.api import ENDPOINTS

MARKUP = "<img src=x onerror=alert(1)>"
BRACES = "{{7*7}} ${7*7} {0.__class__} %s"
PAGES = [
    "/kiosk/", "/display/", "/counter/", "/admin/", "/reception/", "/board/", "/why/", "/t/" + "A" * 22,
]  # fmt: skip
KEPT = [MARKUP, BRACES, "'\"><script>", "Ibu Ñuñez & 'Tim' é 中文 العربية", "a\u200db"]
REFUSED = [
    "\x1b@x",
    "\x1d(k\x03",
    "a\x00b",
    "a\r\nb",
    "a\x7fb",
    "a\u202eb",
    "\u2066a\u2069",
    "a\u2028b",
    "a\x9bb",
]

FIELDS = {
    # row of the contract, role: body with TEXT where people write, and the field that is named
    "POST /counters/1/pause staff": ({"reason": "TEXT"}, "reason"),
    "POST /tickets/1/cancel staff": ({"reason": "TEXT"}, "reason"),
    "POST /tickets/1/urgent supervisor": ({"reason": "TEXT"}, "reason"),
    "POST /tickets/1/reprint staff": ({"reason": "TEXT"}, "reason"),
    "POST /tickets/1/call staff": ({"counter": "1", "reason": "TEXT"}, "reason"),
    "PUT /kiosks/kiosk-1/lock staff": ({"locked": True, "reason": "TEXT"}, "reason"),
    "POST /kiosks/kiosk-1/end-flood supervisor": ({"minutes": 5, "reason": "TEXT"}, "reason"),
    "POST /devices admin": ({"name": "TEXT", "role": "display"}, "name"),
    "POST /staff admin": ({"name": "TEXT", "role": "staff"}, "name"),
    "POST /pairings -": ({"role": "display", "name": "TEXT"}, "name"),
    "POST /sessions -": ({"name": "TEXT", "password": "salah-salah"}, "name"),
    "POST /media/texts admin": ({"text": {"id": "TEXT"}}, "text"),
    "POST /hours/changes supervisor": (
        {"kind": "closed", "until": "2026-11-23T09:00:00Z", "reason": "TEXT"}, "reason",
    ),
    "PUT /hours/holidays/2026-12-31 admin": ({"name": "TEXT"}, "name"),
    "POST /prompts kiosk": ({"language": "id", "text": "TEXT"}, "text"),
}  # fmt: skip


def filled(body, text):
    if isinstance(body, dict):
        return {key: filled(value, text) for key, value in body.items()}
    return text if body == "TEXT" else body


def ask(hall, row, text):
    method, path, role = row.split()
    body = filled(FIELDS[row][0], text)
    return hall.ask(method, path, body, role=None if role == "-" else role)


@pytest.mark.parametrize("row", FIELDS)
def test_no_text_has_commands_or_turned_writing_in_it(still, row):
    before = still.tables()
    for text in REFUSED:
        answer = ask(still, row, text)
        assert answer.status_code == 422, text
        assert answer.get_json()["errors"][0]["field"].startswith(FIELDS[row][1]), text
    assert still.tables() == before


def test_the_set_up_of_the_hall_takes_no_such_text_either(hall):
    for text in REFUSED:
        definition = hall.done("GET", "/hall/definition", role="admin")["definition"]
        wanted = copy.deepcopy(definition)
        wanted["services"][0]["name"] = {"id": text}
        answer = hall.ask("POST", "/hall/definition", {"definition": wanted}, role="admin")
        assert answer.status_code == 422, text
        assert hall.done("GET", "/hall/definition", role="admin")["definition"] == definition


@pytest.mark.parametrize("text", KEPT)
def test_what_looks_like_a_program_is_a_text_like_any_other(hall, text):
    hall.press("1", "open")
    hall.take()
    for row in ("POST /tickets/1/urgent supervisor", "PUT /kiosks/kiosk-1/lock staff"):
        assert ask(hall, row, text).status_code == 200, text
    kiosk = hall.done("GET", "/kiosks")["kiosks"][0]
    assert kiosk["reason"] == text.strip()
    assert hall.done("GET", "/line?service=KTP")["tickets"][0]["reason"].endswith(text.strip())


def test_every_text_of_the_contract_is_tried_here():
    """A new endpoint with a text that people write needs a row, or a pattern of its own that lets nothing else in."""
    free = set()
    for endpoint in ENDPOINTS:
        if endpoint.model is None or endpoint.method == "GET":
            continue
        for name in endpoint.model.model_fields:
            if name in ("reason", "text", "name", "words"):
                free.add((endpoint.method, endpoint.path.split("/")[1], name))
    tried = {(row.split()[0], row.split()[1].split("/")[1], field) for row, (_, field) in FIELDS.items()}  # fmt: skip
    media = {
        ("POST", "media", "name"),
        ("PUT", "media", "name"),
        ("PUT", "media", "text"),
    }  # as POST /media/texts
    paired = {("POST", "pairings", "name")}
    assert free - media - paired <= tried


@pytest.mark.parametrize("path", PAGES)
def test_no_page_may_run_what_stands_in_a_text(still, path):
    policy = still.page(path).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy


def test_every_html_answer_has_the_policy(still):
    pages = [rule.rule for rule in still.server.app.url_map.iter_rules() if "GET" in rule.methods]
    seen = 0
    for rule in pages:
        if "<" in rule or rule.startswith(("/api", "/media")):
            continue
        answer = still.page(rule)
        if answer.mimetype == "text/html":
            seen += 1
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"], rule
    assert seen >= 8
