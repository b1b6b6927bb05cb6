"""The ticket as a picture: everything is on it, nothing is cut, nothing leaves the paper."""

import dataclasses
import itertools
import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from printer.errors import MissingFont
from printer.ticket import content, fonts, layout
from printer.ticket.breaking import wrap
from printer.ticket.face import Faces
from printer.ticket.job import Ticket
from printer.ticket.layout import ticket_picture
from printer.ticket.paper import Paper

WIDTHS = [384, 512, 576]
LONG = "Pendaftaran Persetujuan Bangunan Gedung dan Sertifikat Layak"  # 60 letters
MANY = ["Gambar bangunan", "Sertifikat tanah", "KTP-el dan NPWP pemilik", "Surat kuasa, bila perlu"]


@pytest.fixture(params=WIDTHS)
def dots(request):
    return request.param


@pytest.fixture
def paper(a_job, dots, printed_at):
    """``paper(**ticket)`` is the printed ticket."""
    return lambda **changes: ticket_picture(a_job(**changes), dots=dots, at=printed_at)


@pytest.fixture
def drawn(a_job, dots, printed_at, monkeypatch):
    """``drawn(**ticket)``: each text put on the ticket with the box of its ink, and the codes."""
    texts, codes = [], []
    put, code = Paper.put, Paper.code

    def putting(self, text, face, left, **more):
        box = face.box(text)
        if text:
            at = (left + box[0], self.y + box[1], left + box[2], self.y + box[3])
            texts.append((text, at))
        put(self, text, face, left, **more)

    def coding(self, made, x, size):
        codes.append((x, self.y, len(made.matrix), size))
        code(self, made, x, size)

    monkeypatch.setattr(Paper, "put", putting)
    monkeypatch.setattr(Paper, "code", coding)

    def draw(**changes):
        texts.clear()
        codes.clear()
        image = ticket_picture(a_job(**changes), dots=dots, at=printed_at).image
        return image, list(texts), list(codes)

    return draw


def has_ink(picture):
    return picture.getextrema()[0] == 0


def scanned(picture, tmp_path):
    """What a phone reads from the ticket held in front of it."""
    page = ImageOps.expand(picture.convert("L"), 40, 255)
    page.save(tmp_path / "ticket.png")
    said = subprocess.run(
        ["zbarimg", "-q", "--raw", str(tmp_path / "ticket.png")],
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )
    return said.stdout.strip()


def test_a_ticket_says_all_a_visitor_needs(paper, dots):
    said = paper().text

    for words in (
        "Mal Pelayanan Publik",
        "Kabupaten Siak",
        "KTP-el",
        "Disdukcapil, Lantai 1",
        "A 062",
        "Di depan Anda: 14 orang",
        "Perkiraan dipanggil: 11.05–11.25",
        "Pantau giliran di ponsel",
        "KK asli, KTP lama",
        "10.32 WIB",
        "Terlewat? Lapor ke petugas.",
    ):
        assert words in said
    assert "SALINAN" not in said
    assert ("Senin, 23 November 2026" if dots > 384 else "Sen 23 Nov 2026") in said


def test_the_same_in_english(paper):
    said = paper(language="en", ahead=1, requirements=["Original family card"]).text

    for words in ("Ahead of you: 1 person", "Expected call: 11.05–11.25", "Original family card"):
        assert words in said
    assert not re.search(r"Perkiraan|orang|Siapkan|Senin|Lapor", said)


def test_the_picture_is_one_bit_and_exactly_as_wide_as_the_paper(paper, dots):
    picture = paper().image

    assert (picture.mode, picture.width) == ("1", dots)


def test_a_ticket_is_about_as_long_as_a_hand_is_wide(paper, dots):
    millimetres = paper().image.height / {384: 8, 512: 512 / 72, 576: 8}[dots]

    assert 95 < millimetres < 112


def test_a_copy_says_so_in_a_black_bar(paper, dots):
    first, copy = paper(), paper(copy_no=2)
    bars = [
        y
        for y in range(copy.image.height)
        if copy.image.crop((0, y, dots, y + 1)).histogram()[0] > dots * 0.6
    ]

    assert "SALINAN KE-2" in copy.text
    assert "Dicetak ulang 10.41" in copy.text
    assert len(bars) > 30
    assert copy.image.height > first.image.height
    assert "COPY 1" in paper(copy_no=1, language="en").text


def test_without_an_estimate_no_time_is_promised(paper):
    said = paper(estimate=None).text

    assert "Perkiraan" not in said
    assert "Di depan Anda: 14 orang" in said
    assert "Perhatikan layar dan dengarkan panggilan." in said


def test_without_a_count_nobody_is_counted(paper):
    assert "Di depan" not in paper(ahead=None).text


@pytest.mark.parametrize("number", ["A062", "AB062", "K1003", "AB1003", "A-015"])
def test_every_number_fills_the_paper_and_stays_on_it(drawn, dots, number):
    prefix = re.match("[A-Z]+", number)[0]
    digits = number.removeprefix(prefix).lstrip("-")

    _, texts, _ = drawn(number=number, prefix=prefix)

    letters, figures = (next(box for text, box in texts if text == t) for t in (prefix, digits))
    assert figures[2] - letters[0] > dots * 0.9
    assert letters[0] >= 8
    assert figures[2] <= dots - 8
    assert letters[2] < figures[0]


def test_a_short_number_does_not_grow_beyond_reason(drawn, dots):
    image, texts, _ = drawn(number="A1", prefix="A")

    assert image.height < 130 * 8
    assert all(box[3] - box[1] < dots * 0.3 for _, box in texts)


@pytest.mark.parametrize(
    "names",
    [
        {"service": LONG},
        {"agency": LONG, "place": LONG},
        {"hall": [LONG, LONG]},
        {"requirements": MANY},
        {"service": "W" * 60, "agency": "M" * 60, "requirements": ["X" * 60]},
    ],
    ids=["service", "agency", "hall", "requirements", "one word"],
)
def test_long_names_are_never_cut(paper, names):
    ticket = paper(**names)

    letters = re.sub(r"\s", "", ticket.text)
    for value in names.values():
        for text in [value] if isinstance(value, str) else value:
            assert text.replace(" ", "") in letters


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"service": LONG, "agency": LONG, "requirements": MANY, "copy_no": 3},
        {"service": "W" * 60, "number": "WW1003", "prefix": "WW", "ahead": 12345},
    ],
    ids=["usual", "long", "wide"],
)
def test_no_letter_leaves_the_paper_or_touches_another(drawn, dots, changes):
    image, texts, _ = drawn(**changes)

    beyond = [said for said in texts if said[1][0] < 0 or said[1][2] > dots]
    touching = [(a, b) for a, b in itertools.combinations(texts, 2) if overlap(a[1], b[1])]
    assert len(texts) > 10
    assert (beyond, touching) == ([], [])
    assert max(box[3] for _, box in texts) < image.height


def test_a_long_word_rather_shrinks_than_breaks(drawn, dots):
    word = "Pertanggungjawabankependudukan"[: {384: 22, 512: 27, 576: 27}[dots]]

    _, texts, _ = drawn(service=word)

    assert word in [text for text, _ in texts]


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def test_a_phone_reads_the_address_from_every_paper(paper, tmp_path, a_job):
    for changes in (
        {},
        {"copy_no": 1, "requirements": MANY},
        {"url": "http://192.168.1.10:8080/t/4pX9wq2LhT8cVbN3kRmZ7Q"},
        {"url": "https://antrean.mpp.kepulauan-siau-tagulandang-biaro.go.id/t/" + "x" * 60},
    ):
        expected = a_job(**changes).ticket.url
        assert scanned(paper(**changes).image, tmp_path) == expected


@pytest.mark.parametrize("path", ["t/4pX9wq2L", "t/" + "x" * 90])
def test_the_code_stands_in_white_four_modules_wide(drawn, dots, path):
    picture, _, [(x, y, modules, size)] = drawn(url=f"https://siak.go.id/{path}", requirements=MANY)
    quiet, side = 4 * size, modules * size
    white = Image.new("1", (side + 2 * quiet, side + 2 * quiet), 1)
    white.paste(picture, (quiet - x, quiet - y))
    white.paste(1, (quiet, quiet, quiet + side, quiet + side))

    assert size >= 5
    assert quiet <= x <= dots - quiet - side
    assert not has_ink(white)


def test_a_ticket_without_an_address_has_no_code_and_is_a_ticket_all_the_same(paper, tmp_path):
    ticket = paper(url="")

    assert scanned(ticket.image, tmp_path) == ""
    assert "A 062" in ticket.text
    assert "KK asli" in ticket.text


def test_who_the_number_is_for_has_no_place_on_paper(job_body, printed_at):
    fields = {field.name for field in dataclasses.fields(Ticket)}

    assert not fields & {"priority", "class", "name", "phone", "visitor"}
    for module in (layout, content):
        assert not re.search("lansia|prioritas|priority", Path(module.__file__).read_text(), re.I)


def test_a_missing_font_is_named_with_what_fetches_it(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)

    with pytest.raises(MissingFont, match=r"b612-latin-700-normal\.woff2.*\./run fetches it"):
        fonts.check()


def test_items_with_commas_of_their_own_are_parted_by_semicolons(paper):
    said = paper(requirements=["KK asli", "KTP lama, atau surat"]).text

    assert "KK asli; KTP lama, atau surat" in " ".join(said.split())


def test_a_line_breaks_between_words_and_a_giant_word_inside():
    width = Faces().words(20).width

    assert wrap("satu dua tiga", width, 90) == ["satu dua", "tiga"]
    assert "".join(wrap("W" * 30, width, 100)) == "W" * 30


def test_paper_too_narrow_for_a_ticket_is_refused(a_job, printed_at):
    with pytest.raises(ValueError, match="too narrow"):
        ticket_picture(a_job(), dots=192, at=printed_at)
