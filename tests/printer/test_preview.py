"""A ticket is seen before it is printed: the same dots, or every fault of what was asked in words."""

import base64
import io
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from printer.decoder.decoder import Cut, Decoder
from printer.preview import BadInput, preview
from printer.ticket.layout import ticket_picture
from printer.ticket.look import Look, look_of
from printer.ticket.text import ticket_text_bytes
from tests.printer.test_text import Settings

ROOT = Path(__file__).parents[2]
AT = "2026-11-23T03:41:00Z"


@pytest.fixture
def ask(job_body):
    """``ask(settings, **job)``: what the admin page would send."""

    def asked(settings=None, at=AT, **job):
        return {"settings": settings or {}, "job": job_body(**job), "at": at}

    return asked


def run(stdin, *options):
    return subprocess.run(
        [sys.executable, "-m", "printer.preview", *options],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        timeout=30,
        check=False,
    )


def same(png, picture):
    with Image.open(io.BytesIO(png)) as seen:
        assert seen.mode == "1"
        assert seen.size == picture.size
        return ImageChops.difference(seen.convert("L"), picture.convert("L")).getbbox() is None


@pytest.mark.parametrize(("paper_mm", "dots"), [(80, 576), (58, 384), (80, 512)])
def test_the_picture_is_exactly_what_would_be_burnt(ask, a_job, paper_mm, dots):
    seen = preview(ask({"paper_mm": paper_mm, "dots": dots}, template="short", copy_no=1))

    job = a_job(template="short", copy_no=1)
    assert same(seen["png"], ticket_picture(job, dots=dots, at=datetime.fromisoformat(AT)).image)
    assert seen["width"] == dots
    assert seen["length_mm"] < 85
    assert seen["seconds_at_baud"] is None


def test_a_text_ticket_is_seen_as_a_printer_makes_it_of_the_bytes(ask, a_job):
    settings = {
        "mode": "text",
        "paper_mm": 58,
        "type": "serial",
        "baud": 9600,
        "code_page": "cp858",
    }

    seen = preview(ask(settings))

    how = Settings(dots=384, columns=32, code_page="cp858")
    data = ticket_text_bytes(a_job(), settings=how, at=datetime.fromisoformat(AT), look=Look()).data
    [cut] = [event for event in Decoder(384).feed(data) if isinstance(event, Cut)]
    assert same(seen["png"], cut.image)
    assert seen["bytes"] == len(data)
    assert seen["seconds_at_baud"] == round(len(data) / 960, 2)
    assert seen["height"] == cut.image.height


def test_the_look_of_the_hall_is_seen(ask):
    tickets = {"templates": {"own": {"blocks": ["number"]}}, "footer": {"id": "WA 0812"}}

    own = preview(ask({"tickets": tickets}, template="own"))
    standard = preview(ask({"tickets": tickets}))

    assert own["text"] == "A 062"
    assert standard["text"].endswith("WA 0812")
    assert look_of(tickets).footer == {"id": "WA 0812"}


def test_the_program_answers_with_a_png_or_with_json(ask):
    stdin = json.dumps(ask()).encode()

    png, told = run(stdin), run(stdin, "--json")

    assert (png.returncode, told.returncode) == (0, 0), png.stderr + told.stderr
    answer = json.loads(told.stdout)
    assert base64.b64decode(answer.pop("png")) == png.stdout
    with Image.open(io.BytesIO(png.stdout)) as picture:
        assert picture.size == (answer["width"], answer["height"]) == (576, 844)
    assert answer["length_mm"] == 106
    assert answer["bytes"] > 40_000
    assert "A 062" in answer["text"]


def test_what_the_agent_would_log_is_told_beside_the_picture(ask):
    asked = ask({"mode": "text"}, language="ar", service="بطاقة")

    answer = run(json.dumps(asked).encode(), "--json")

    assert answer.stderr == b""
    notes = json.loads(answer.stdout)["notes"]
    assert notes[0] == "no font has the letters of ar: the ticket is in Indonesian"
    assert any("service; left out" in note for note in notes)


def test_the_program_tells_every_fault_on_a_line_and_nothing_else(ask):
    bad = ask({"dots": 577, "mode": "braille", "paper_mm": True})

    ran = run(json.dumps(bad).encode())

    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().splitlines() == [
        "settings.paper_mm: 30 to 120 (got True)",
        "settings.mode: one of raster, text (got 'braille')",
        "settings.dots: a multiple of 8 (got 577)",
    ]


@pytest.mark.parametrize("stdin", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_told(stdin):
    ran = run(stdin)

    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"standard input: not JSON")
    assert ran.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"settings": None}, "settings: an object (got None)"),
        ({"settings": {"columns": 900}}, "settings.columns: 16 to 96 (got 900)"),
        ({"settings": {"tickets": 3}}, "settings.tickets: an object (got 3)"),
        ({"job": 7}, "job: an object (got 7)"),
        ({"job": {"id": 1}}, "job: ticket is missing"),
        ({"at": "soon"}, "at: a time like 2026-11-23T03:41:00Z (got 'soon')"),
        ({"at": "2026-11-23T03:41:00"}, "at: a time with its zone"),
    ],
)
def test_a_fault_is_told_with_its_path(ask, change, fault):
    with pytest.raises(BadInput) as told:
        preview(ask() | change)

    assert told.value.faults[0].startswith(fault)


def test_an_unknown_template_is_told_with_those_that_are_known(ask):
    with pytest.raises(BadInput, match=r"job\.template: one of short, standard"):
        preview(ask(template="gone"))


def test_all_faults_of_a_template_are_told(ask):
    broken = {"templates": {"own.yaml": {"blocks": ["priority", {"hall": {"size": "huge"}}]}}}

    with pytest.raises(BadInput) as told:
        preview(ask({"tickets": broken}))

    assert [fault.split(" (")[0] for fault in told.value.faults] == [
        "own.yaml: blocks.0: one of band, logo, hall, copy, service, number, facts, code,"
        " requirements, date, footer, text, rule, space",
        "own.yaml: blocks.1.size: small, normal or large",
    ]


@pytest.mark.parametrize("asked", [None, 3, [], "x"])
def test_an_answer_needs_a_question(asked):
    with pytest.raises(BadInput, match="standard input: an object"):
        preview(asked)
