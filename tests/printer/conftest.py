"""Jobs as the server sends them, and python-escpos loaded without leaving folders behind."""

import contextlib
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from printer.ticket import raster
from printer.ticket.job import read_job

AT = datetime(2026, 11, 23, 3, 41, tzinfo=UTC)
TICKET = {
    "number": "A062",
    "prefix": "A",
    "language": "id",
    "hall": ["Mal Pelayanan Publik", "Kabupaten Siak"],
    "service": "KTP-el",
    "agency": "Disdukcapil",
    "place": "Lantai 1",
    "ahead": 14,
    "estimate": {"from": "2026-11-23T04:05:00Z", "to": "2026-11-23T04:25:00Z"},
    "requirements": ["KK asli", "KTP lama"],
    "issued_at": "2026-11-23T03:32:00.125Z",
    "time_zone": "Asia/Jakarta",
    "url": "https://antrean.siak.go.id/t/4pX9wq2LhT8cVbN3kRmZ7Q",
}


@pytest.fixture(scope="session", autouse=True)
def _escpos(tmp_path_factory):
    raster.prepare(tmp_path_factory.mktemp("escpos"))


@pytest.fixture
def running():
    """``with running(words, **popen) as process``: one that is gone at the end, however the test went."""

    @contextlib.contextmanager
    def run(words, **more):
        more = {"cwd": Path(__file__).parents[2], "text": True} | more
        with subprocess.Popen(words, **more) as process:
            try:
                yield process
            finally:
                process.kill()

    return run


@pytest.fixture
def job_body():
    """``job_body(id=7, copy_no=0, **ticket)``: the body of a claimed job."""

    def body(id=7, copy_no=0, state="offered", template="standard", **ticket):
        return {
            "id": id,
            "copy_no": copy_no,
            "state": state,
            "printer": "kiosk-1",
            "expires_at": "2026-11-23T03:33:30Z",
            "template": template,
            "ticket": TICKET | ticket,
        }

    return body


@pytest.fixture
def a_job(job_body):
    """The same, read."""
    return lambda **changes: read_job(job_body(**changes))


@pytest.fixture
def printed_at():
    """Ten past half past ten in Siak: when a copy is printed."""
    return AT
