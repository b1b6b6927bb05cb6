"""The ticket of every hall stays what it is, dot for dot, however templates change around it."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from printer.layout import ticket_picture

KEPT = Path(__file__).with_name("standard")
LONG = "Pendaftaran Persetujuan Bangunan Gedung dan Sertifikat Layak"
TICKETS = {
    "usual": {},
    "copy": {"copy_no": 2},
    "english": {"language": "en", "ahead": 1, "requirements": ["Original family card"]},
    "unknown": {"estimate": None, "ahead": None, "requirements": [], "hall": ["MPP"]},
    "no-code": {"url": ""},
    "long": {
        "copy_no": 3,
        "hall": [LONG, LONG],
        "service": LONG,
        "agency": LONG,
        "place": LONG,
        "requirements": [
            "Gambar bangunan",
            "Sertifikat tanah",
            "KTP-el dan NPWP pemilik",
            "Surat kuasa, bila perlu",
        ],
    },
}


@pytest.mark.parametrize("file", sorted(KEPT.glob("*.png")), ids=lambda file: file.stem)
def test_the_standard_ticket_is_the_same_dot_for_dot(file, a_job, printed_at):
    name, _, dots = file.stem.rpartition("-")

    drawn = ticket_picture(a_job(**TICKETS[name]), dots=int(dots), at=printed_at).image

    with Image.open(file) as kept:
        assert drawn.size == kept.size
        assert ImageChops.difference(drawn.convert("L"), kept.convert("L")).getbbox() is None


def test_the_kept_tickets_are_of_all_kinds():
    assert {file.stem.rpartition("-")[0] for file in KEPT.glob("*.png")} == set(TICKETS)
