"""The same template on every paper: nothing is cut, nothing is forgotten, the short one is short."""

import subprocess

import pytest
from PIL import Image, ImageDraw, ImageOps

from printer.ticket.layout import ticket_picture
from printer.ticket.look import Look, look_of
from printer.ticket.style import length_mm
from queue_server.messages.ticket_template import OPTIONS, SIZES

LONG = "Pendaftaran Persetujuan Bangunan Gedung dan Sertifikat Layak"  # 60 letters
NAMES = {
    "typical": {},
    "long": {"service": LONG, "agency": LONG, "place": LONG, "hall": [LONG, LONG]},
    "unknown": {"estimate": None, "ahead": None},
}
WIDTHS = [200, 320, 384, 432, 512, 576, 640, 832]


@pytest.fixture
def printed(a_job, printed_at):
    """``printed(blocks, dots=576, **ticket)``: the ticket by a template of these blocks."""

    def draw(blocks, *, dots=576, **ticket):
        look = look_of({"templates": {"own": {"blocks": blocks}}})
        return ticket_picture(a_job(template="own", **ticket), dots=dots, at=printed_at, look=look)

    return draw


def scanned(picture, tmp_path):
    ImageOps.expand(picture.convert("L"), 40, 255).save(tmp_path / "ticket.png")
    said = subprocess.run(
        ["zbarimg", "-q", "--raw", str(tmp_path / "ticket.png")],
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )
    return said.stdout.strip()


def ink_rows(picture):
    box = ImageOps.invert(picture.convert("L")).getbbox()
    return (box[1], box[3]) if box else (0, 0)


@pytest.mark.parametrize("copy_no", [0, 1])
@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize(("dots", "paper_mm"), [(576, 80), (512, 80), (384, 58)])
def test_the_short_ticket_is_short_and_has_all_that_counts(
    a_job, printed_at, tmp_path, dots, paper_mm, names, copy_no
):
    job = a_job(template="short", copy_no=copy_no, **NAMES[names])

    ticket = ticket_picture(job, dots=dots, at=printed_at)

    assert length_mm(ticket.image.height, dots=dots, paper_mm=paper_mm) < 85
    assert scanned(ticket.image, tmp_path) == job.ticket.url
    assert job.ticket.service in ticket.text
    assert "A 062" in ticket.text
    assert "23 Nov" in ticket.text
    assert ("SALINAN KE-1" in ticket.text) == bool(copy_no)
    if names != "unknown":
        assert "Di depan Anda: 14 orang" in ticket.text
        assert "Perkiraan dipanggil: 11.05–11.25" in ticket.text


@pytest.mark.parametrize("template", ["standard", "short"])
@pytest.mark.parametrize("dots", WIDTHS)
def test_every_width_of_paper_gets_a_ticket(a_job, printed_at, tmp_path, dots, template):
    job = a_job(template=template, **NAMES["long"])

    ticket = ticket_picture(job, dots=dots, at=printed_at)

    assert (ticket.image.mode, ticket.image.width) == ("1", dots)
    assert LONG in ticket.text
    assert scanned(ticket.image, tmp_path) == job.ticket.url


@pytest.mark.parametrize("template", ["standard", "short"])
def test_a_long_address_makes_small_modules_but_no_cut_code(a_job, printed_at, tmp_path, template):
    job = a_job(template=template, url="https://antrean.siak.go.id/t/" + "x" * 110)

    ticket = ticket_picture(job, dots=200, at=printed_at)

    assert scanned(ticket.image, tmp_path) == job.ticket.url


@pytest.mark.parametrize("dots", [384, 576])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", [kind for kind, options in OPTIONS.items() if "size" in options])
def test_every_block_comes_in_every_size_and_stays_on_the_paper(printed, kind, size, dots):
    options = {"size": size} | ({"id": LONG} if kind == "text" else {})

    ticket = printed(["rule", {kind: options}, "rule"], dots=dots, copy_no=1, ahead=12345)

    around = ImageOps.expand(ticket.image.convert("L"), 4, 255)
    assert ticket.image.width == dots
    assert ink_rows(around)[1] == around.height - 4  # the last rule, with everything above it
    assert "A 062" in ticket.text


def test_a_larger_size_makes_a_larger_block(printed):
    high = [printed(["number", {"service": {"size": size}}]).image.height for size in SIZES]

    assert high == sorted(set(high))


@pytest.mark.parametrize("blocks", [["band"], ["date"], [{"text": {"id": "Halo"}}], ["code"]])
def test_a_template_without_number_and_copy_has_both_all_the_same(printed, blocks):
    said = printed(blocks, copy_no=2).text

    assert "A 062" in said
    assert "SALINAN KE-2" in said


def test_a_first_paper_is_no_copy_whatever_the_template_says(printed):
    assert "SALINAN" not in printed(["copy", "number", "footer"]).text


@pytest.mark.parametrize("before", ["hall", "service", "date", "footer", {"text": {"id": "gyp"}}])
def test_a_line_below_text_does_not_strike_it_through(printed, before):
    with_rule = printed(["number", before, "rule"]).image
    words_only = printed(["number", before]).image

    assert ink_rows(words_only)[1] < with_rule.height - 3


def test_text_at_the_end_of_the_paper_keeps_its_descenders(printed):
    ticket = printed(["number", {"text": {"id": "gyp"}}]).image

    assert ink_rows(ticket)[1] < ticket.height


def test_a_text_is_in_the_language_of_the_ticket_or_in_indonesian(printed):
    blocks = ["number", {"text": {"id": "Bawa KTP asli", "en": "Bring your ID card"}}]

    assert "Bring your ID card" in printed(blocks, language="en").text
    assert "Bawa KTP asli" in printed(blocks, language="jv").text


def test_a_block_shows_only_what_it_is_asked_for(printed):
    said = printed(
        [
            {"hall": {"show": ["region"]}},
            {"service": {"show": ["place"]}},
            "number",
            {"facts": {"show": ["expected"]}},
            {"footer": {"show": ["today"]}},
        ]
    ).text

    assert said.splitlines() == [
        "Kabupaten Siak",
        "KTP-el",
        "Lantai 1",
        "A 062",
        "Perkiraan dipanggil: 11.05–11.25",
        "Berlaku hanya hari ini.",
    ]


def test_a_code_can_stand_without_words(printed, tmp_path):
    ticket = printed(["number", {"code": {"words": "none"}}, "requirements"])

    assert "Pantau" not in ticket.text
    assert "Siapkan: KK asli, KTP lama" in ticket.text
    assert scanned(ticket.image, tmp_path).startswith("https://")


def test_blocks_begin_at_the_edge_they_are_told(printed):
    def ink(align):
        blocks = [{"text": {"id": "Halo", "align": align}}, {"space": {"mm": 40}}, "number"]
        head = printed(blocks).image.crop((0, 0, 576, 100))
        return ImageOps.invert(head.convert("L")).getbbox()

    assert ink("start")[0] < 12
    assert ink("end")[2] > 576 - 12
    assert abs((ink("center")[0] + ink("center")[2]) / 2 - 288) < 4


def test_space_is_as_long_as_it_says(printed):
    for dots, per_mm in ((576, 8), (384, 8)):
        plain = printed(["number"], dots=dots).image.height
        spaced = printed(["number", {"space": {"mm": 10}}], dots=dots).image.height
        assert spaced - plain == 10 * per_mm


def test_the_foot_line_of_the_hall_replaces_ours_but_not_the_time_of_a_copy(a_job, printed_at):
    look = look_of({"footer": {"id": "WA 0812-3456", "en": "Call 0812-3456"}})

    def said(**changes):
        return ticket_picture(a_job(**changes), dots=576, at=printed_at, look=look).text

    assert said().endswith("WA 0812-3456")
    assert "Terlewat" not in said()
    assert "Call 0812-3456" in said(language="en")
    assert "Dicetak ulang 10.41. Nomor ini berlaku satu kali." in said(copy_no=1)


def test_a_logo_stands_above_the_hall_as_large_as_there_is_room(a_job, printed_at):
    logo = Image.new("L", (300, 100), 255)
    ImageDraw.Draw(logo).ellipse((0, 0, 299, 99), fill=60)
    wide = Image.new("L", (4000, 20), 0)

    for picture, most in ((logo, 96), (wide, 20)):
        for dots in (384, 576):
            drawn = ticket_picture(a_job(), dots=dots, at=printed_at, look=Look(logo=picture))
            plain = ticket_picture(a_job(), dots=dots, at=printed_at)
            more = drawn.image.height - plain.image.height
            assert 0 < more <= most + 16
            assert drawn.image.width == dots


def test_a_template_of_nothing_but_words_grows_as_long_as_it_must(printed):
    blocks = [{"text": {"id": "Mohon " * 60, "size": "large"}}] * 38

    ticket = printed([*blocks, "number"], dots=384)

    assert ticket.text.count("Mohon") == 38 * 60
    assert ink_rows(ticket.image)[1] > ticket.image.height - 60
