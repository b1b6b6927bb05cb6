"""The house rules that a machine can check."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from queue_server.domain import errors
from queue_server.domain.events import CALLS, Kind
from queue_server.live import tail
from queue_server.web.errors import STATUS

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("queue_server", "kiosk", "display", "printer")
PYTHON = [
    file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))
    if "vendor" not in file.parts
]  # fmt: skip


def committed():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)  # fmt: skip
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).exists()]


def modules_of(file):
    """Every module that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def test_imports_point_inward():
    program = Path(sys.executable).parent / "lint-imports"
    said = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    assert said.returncode == 0, said.stdout
    assert "0 broken" in said.stdout


def test_the_layers_are_those_of_the_design():
    text = (ROOT / "pyproject.toml").read_text()
    order = '"main", "config", "web | live", "usecases", "storage", "domain : messages'
    assert order in text
    assert "exhaustive = true" in text


@pytest.mark.parametrize("error", errors.QueueError.__subclasses__(), ids=lambda e: e.__name__)
def test_every_refusal_has_a_status_and_words_of_its_own(error):
    assert STATUS[error] in range(400, 600)
    family = errors.QueueError.__subclasses__()
    assert [other.code for other in family].count(error.code) == 1
    assert error.title != errors.QueueError.title
    assert f"  {error.__name__} " in errors.__doc__


def test_every_kind_of_row_is_told_or_silent_on_purpose():
    paper = {Kind.TICKET_ISSUED, Kind.PRINT_CHANGED, Kind.PRINTER_CHANGED}
    told = {
        *CALLS,
        *paper,
        *tail.NEWS,
        Kind.HALL_CHANGED,
        Kind.HOURS_CHANGED,
        Kind.MEDIA_CHANGED,
        *tail.PEOPLE,
    }
    state_alone = {  # the state behind them is pushed: board, line, hall
        Kind.TICKET_STARTED, Kind.TICKET_FINISHED, Kind.TICKET_SKIPPED, Kind.TICKET_HELD, Kind.TICKET_RESUMED,
        Kind.TICKET_RETURNED, Kind.TICKET_TRANSFERRED, Kind.TICKET_CANCELLED, Kind.TICKET_EXPIRED,
        Kind.COUNTER_OPENED, Kind.COUNTER_PAUSED, Kind.COUNTER_CLOSED, Kind.DAY_CLOSED,
        Kind.SOUND_CHANGED, Kind.TICKET_RECYCLED, Kind.TICKET_URGENT, Kind.TICKET_UNDONE, Kind.LEG_FINISHED,
        Kind.COUNTER_NARROWED, Kind.BOOKING_CHANGED, Kind.RESTORED, Kind.NUMBERS_RAISED,
    }  # fmt: skip
    assert told | state_alone == set(Kind)
    assert not told & state_alone


def undocumented(file):
    tree = ast.parse(file.read_text())
    if not ast.get_docstring(tree):
        yield f"{file.name}"
    for node in tree.body:
        public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if public and not ast.get_docstring(node):
            yield f"{file.name}:{node.name}"


@pytest.mark.parametrize("layer", ["domain", "storage", "usecases"])
def test_public_functions_say_what_one_gets(layer):
    files = [f for f in (ROOT / "queue_server" / layer).rglob("*.py") if "migrations" not in f.parts]  # fmt: skip
    assert [gap for file in files for gap in undocumented(file)] == []


def test_every_module_says_what_lives_in_it():
    texts = {str(f.relative_to(ROOT)): f.read_text() for f in PYTHON}
    without = [name for name, text in texts.items() if text and not ast.get_docstring(ast.parse(text))]  # fmt: skip
    assert without == []


def test_no_file_has_more_than_three_hundred_lines():
    written = [f for f in committed() if f.suffix in (".py", ".mjs", ".css", ".html")]
    tall = {
        str(f.relative_to(ROOT)): lines
        for f in written
        if (lines := len(f.read_text().splitlines())) > 300 and "tests" not in f.parts
    }
    assert tall == {}


def test_eventlet_is_imported_by_the_runner_alone():
    users = [
        str(f.relative_to(ROOT)) for f in PYTHON
        if any(m.partition(".")[0] in ("eventlet", "gevent") for m in modules_of(f))
    ]  # fmt: skip
    assert users == ["queue_server/runner.py"]


def test_nobody_but_the_runner_and_its_callers_imports_the_runner():
    ways = r"from queue_server import [(\s]*(main, )?runner|import queue_server.runner"
    users = {str(f.relative_to(ROOT)) for f in PYTHON if re.search(ways, f.read_text())}
    forks_it = "queue_server/commands/nursery.py"
    assert users <= {"queue_server/__main__.py", "queue_server/commands/serve.py", forks_it}


def test_messages_are_made_of_the_standard_library():
    files = list((ROOT / "queue_server" / "messages").glob("*.py"))
    used = {module for file in files for module in modules_of(file)}
    outside = {m for m in used if not m.startswith("queue_server.messages")}
    assert files
    assert {m.partition(".")[0] for m in outside} <= sys.stdlib_module_names


def test_only_one_module_emits():
    emitting = [
        str(f.relative_to(ROOT)) for f in PYTHON
        if f.is_relative_to(ROOT / "queue_server" / "live") and re.search(r"\.emit\(", f.read_text())
    ]  # fmt: skip
    assert set(emitting) <= {"queue_server/live/push.py", "queue_server/live/frames.py"}
    for part in ("web", "usecases", "storage", "domain"):
        for file in (ROOT / "queue_server" / part).rglob("*.py"):
            assert ".emit(" not in file.read_text(), file


def test_the_listening_socket_sends_at_once():
    """Without TCP_NODELAY a push that is followed by an answer waits 44 ms. Looked at on the wire end to end."""
    runner = (ROOT / "queue_server" / "runner.py").read_text()
    assert "TCP_NODELAY, 1" in runner


def test_lock_files_name_no_host_and_pin_by_hash():
    for file in ROOT.glob("requirements*.lock"):
        text = file.read_text()
        assert not re.search(r"https?://|--index-url|--extra-index|--find-links", text), file
        pinned = len(re.findall(r"^[A-Za-z0-9_.\[\],-]+==", text, re.M))
        assert pinned
        assert text.count("--hash=sha256:") >= pinned
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert "resolved" not in json.dumps(lock)
    assert all("integrity" in p for name, p in lock["packages"].items() if name)
    assert "http" not in (ROOT / ".npmrc").read_text()


def test_nothing_is_committed_that_is_not_ours_to_read():
    allowed = {".png", ".jpg", ".webp"}  # pictures of our own screens
    for file in committed():
        if file.suffix in allowed and "docs" in file.parts:
            continue
        assert file.suffix not in (".woff", ".woff2", ".ttf", ".otf"), file
        assert b"\0" not in file.read_bytes(), file
        assert "node_modules" not in file.parts
        assert "vendor" not in file.parts


def test_no_address_of_a_machine_or_a_registry_is_committed():
    address = re.compile(r"/(?:root|home/\w+)/|registry\.npmjs|pypi\.org|files\.pythonhosted")
    texts = [file for file in committed() if file.suffix != ".png" and file != Path(__file__)]
    found = [str(f.relative_to(ROOT)) for f in texts if address.search(f.read_text())]
    assert found == []


def test_set_up_wants_every_font_and_script_that_pages_use():
    from queue_server.commands.check import FONTS

    pages = [f for f in committed() if f.suffix in (".css", ".mjs", ".py") and "tests" not in f.parts]  # fmt: skip
    used = {name for f in pages for name in re.findall(r"vendor/([\w.-]+\.woff2)", f.read_text())}
    assert used <= set(FONTS)
