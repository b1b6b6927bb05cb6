"""The built-in tickets stay what they are, dot for dot, however the layout changes around them."""

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from printer.ticket.layout import ticket_picture

KEPT = Path(__file__).parents[2] / "docs" / "pictures" / "tickets"
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
def test_a_built_in_ticket_is_the_same_dot_for_dot(file, a_job, printed_at):
    template, name, dots = parts_of(file)
    job = a_job(template=template, **TICKETS[name])

    drawn = ticket_picture(job, dots=int(dots), at=printed_at).image

    with Image.open(file) as kept:
        assert drawn.size == kept.size
        assert ImageChops.difference(drawn.convert("L"), kept.convert("L")).getbbox() is None


def test_the_kept_tickets_are_of_all_kinds():
    kept = [parts_of(file) for file in KEPT.glob("*.png")]

    assert {name for template, name, _ in kept if template == "standard"} == set(TICKETS)
    assert {template for template, _, _ in kept} == {"standard", "short"}


def parts_of(file):
    """docs/pictures/tickets/standard-no-code-576.png: template, ticket, dots."""
    template, _, rest = file.stem.partition("-")
    return template, *rest.rsplit("-", 1)
