"""Whatever stands in a field of a job, of the settings or of a template: the printer obeys only us."""

import functools
import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from printer.decoder import parser
from printer.decoder.decoder import Cut, Decoder
from printer.errors import BadJob
from printer.ticket.job import read_job
from printer.ticket.look import look_of
from printer.ticket.render import rendered
from tests.printer.test_text import EMULATOR, Settings

AT = datetime(2026, 11, 23, 3, 41, tzinfo=UTC)
OURS = {
    "raster": {b"\x1b@", b"\x1bS", parser.RASTER, parser.CUT},
    "text": {
        *(b"\x1b@", b"\x1bt", b"\x1ba", b"\x1bE", b"\x1d!", b"\x1dB", b"\x1bd", b"\n"),
        *(parser.TEXT, parser.RASTER, parser.FUNCTION, parser.CUT),
    },
}
CUTTER, PULSE, STATUS = "\x1dV\x00", "\x1bp\x00\x19\xfa", "\x10\x04\x01"
NASTY = f"KTP{CUTTER}{PULSE}{STATUS}\x1b@\n\r\x0c\x9b\u202e\ud800\U000e0001\x1d(k\x03\x001Q0"
calm = functools.partial(
    settings,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
texts = st.text(st.characters(exclude_categories=()), max_size=40)
fields = st.fixed_dictionaries(
    {
        "number": texts,
        "prefix": texts,
        "language": st.sampled_from(["id", "en", "ar", "zh", "jv"]) | texts,
        "hall": st.lists(texts, max_size=3),
        "service": texts,
        "agency": texts,
        "place": texts,
        "requirements": st.lists(texts, max_size=3),
        "time_zone": texts,
        "url": texts,
        "indonesian": st.fixed_dictionaries({"service": texts, "hall": st.lists(texts)}),
    }
)


def look(text, template):
    block = {"text": {"id": text.strip()[:400] or "-"}}
    blocks = ["hall", "service", block, "number", "facts", "code", "requirements", "footer"]
    return look_of({"footer": {"id": text}, "templates": {template: {"blocks": blocks}}})


def commands(data):
    found = list(parser.Parser().feed(data))
    assert sum(command.size for command in found) == len(data)
    return found


def ticket(body, mode, page, qr, text, ticket_fields):
    try:
        job = read_job(body(**ticket_fields, copy_no=1, template="own" + text))
    except BadJob:
        return None
    how = Settings(mode=mode, dots=384, columns=32, code_page=page, qr=qr)
    return rendered(job, how, AT, look(text, job.template))


def assert_only_ours(made, mode):
    found = commands(made.data)
    assert {command.name for command in found} <= OURS[mode]
    names = [command.name for command in found]
    assert (names.count(b"\x1b@"), names.index(b"\x1b@")) == (1, 0)
    assert (names.count(parser.CUT), names[-1]) == (1, parser.CUT)
    [cut] = [event for event in Decoder(384).feed(made.data) if isinstance(event, Cut)]
    assert cut.unknown == 0


@calm(max_examples=150)
@given(
    ticket_fields=fields,
    text=texts,
    page=st.sampled_from(["ascii", "cp437", "cp850", "cp858", "cp1252"]),
    qr=st.sampled_from(["native", "picture"]),
)
@example(ticket_fields={"service": NASTY, "number": NASTY}, text=NASTY, page="cp437", qr="native")
def test_no_field_can_command_the_printer_in_text_mode(job_body, ticket_fields, text, page, qr):
    if made := ticket(job_body, "text", page, qr, text, ticket_fields):
        assert_only_ours(made, "text")


@calm(max_examples=40)
@given(ticket_fields=fields, text=texts)
@example(ticket_fields={"service": NASTY, "number": NASTY}, text=NASTY)
def test_no_field_can_command_the_printer_in_raster_mode(job_body, ticket_fields, text):
    if made := ticket(job_body, "raster", "ascii", "native", text, ticket_fields):
        assert_only_ours(made, "raster")


@pytest.mark.skipif(
    not EMULATOR.exists(),
    reason="NO INDEPENDENT DECODER: .venv-emulator is missing (./run test makes it with Python 3.13)",
)
def test_an_independent_decoder_finds_no_command_of_theirs_either(job_body, tmp_path):
    names = ("number", "prefix", "service", "agency", "place", "url", "time_zone", "language")
    for page in ("ascii", "cp437", "cp850", "cp858", "cp1252"):
        for mode in ("text", "raster"):
            made = ticket(job_body, mode, page, "native", NASTY, dict.fromkeys(names, NASTY))
            (tmp_path / f"384-{mode}-{page}.bin").write_bytes(made.data)

    script = Path(__file__).with_name("emupos_decode.py")
    ran = subprocess.run(
        [EMULATOR, script, tmp_path], capture_output=True, text=True, timeout=60, check=False
    )

    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert len(told) == 10
    assert all(one == {"receipts": 1, "events": []} for one in told.values()), told
