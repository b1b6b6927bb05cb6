"""The ticket in the printer's own letters: all of it, whole words, and not one command from outside."""

import json
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps

from printer.decoder.decoder import Cut, Decoder
from printer.ticket.look import Look, look_of
from printer.ticket.render import rendered
from printer.ticket.style import length_mm
from printer.ticket.text import ticket_text_bytes

EMULATOR = Path(__file__).parents[2] / ".venv-emulator" / "bin" / "python"
LONG = "Pendaftaran Persetujuan Bangunan Gedung dan Sertifikat Layak"  # 60 letters
LONG_NAMES = {"service": LONG, "agency": LONG, "place": LONG, "hall": [LONG, LONG]}
PAPERS = [(384, 32), (432, 36), (512, 42), (576, 48)]


@dataclass(frozen=True)
class Settings:
    dots: int = 576
    columns: int = 48
    qr: str = "native"
    code_page: str = "ascii"
    mode: str = "text"
    paper_mm: int = 80


@pytest.fixture
def ticket(a_job, printed_at):
    """``ticket(settings, look=Look(), **job)``: the text ticket."""

    def make(settings=Settings(), look=Look(), **changes):  # noqa: B008
        return ticket_text_bytes(a_job(**changes), settings=settings, at=printed_at, look=look)

    return make


def printed(data, dots):
    """What comes out of a printer: one ticket, nothing that was not understood."""
    [cut] = [event for event in Decoder(dots).feed(data) if isinstance(event, Cut)]
    assert cut.unknown == 0
    return cut


def words(text):
    """The lines without the spaces that put them in their place, codes and empty lines left out."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("[")]


@pytest.mark.parametrize(("dots", "columns"), PAPERS)
def test_a_text_ticket_says_all_a_visitor_needs(ticket, dots, columns):
    said = "\n".join(ticket(Settings(dots=dots, columns=columns)).lines)

    for part in ("Mal Pelayanan Publik", "KTP-el", "Disdukcapil, Lantai 1", "A 062", "14 orang"):
        assert part in said
    for part in ("11.05-11.25", "Pantau giliran di ponsel", "KK asli, KTP lama", "10.32 WIB"):
        assert part in said


@pytest.mark.parametrize("qr", ["native", "picture"])
@pytest.mark.parametrize("template", ["standard", "short"])
@pytest.mark.parametrize(("dots", "columns"), PAPERS)
def test_what_comes_out_is_what_we_said_line_by_line(ticket, dots, columns, template, qr):
    settings = Settings(dots=dots, columns=columns, qr=qr)

    made = ticket(settings, template=template, copy_no=1, **LONG_NAMES)

    cut = printed(made.data, dots)
    assert words(cut.text) == list(made.lines)
    assert cut.image.height == made.rows
    assert all(len(line) <= columns for line in made.lines)


def test_a_text_ticket_is_a_hundredth_of_a_picture(a_job, printed_at):
    text = rendered(a_job(), Settings(), printed_at, Look())
    picture = rendered(a_job(), replace(Settings(), mode="raster"), printed_at, Look())

    assert len(text.data) < 800 < 40_000 < len(picture.data)
    assert (text.rows, picture.rows) == (None, 844)
    assert picture.length_mm == 106
    assert "A 062" in text.text
    assert "A 062" in picture.text


@pytest.mark.parametrize(
    ("number", "columns", "times"),
    [("A062", 48, 8), ("A062", 32, 6), ("AB1003", 48, 6), ("AB1003", 32, 4), ("A1", 48, 8)],
)
def test_the_number_is_in_the_largest_letters_that_fit(ticket, number, columns, times):
    prefix = number.rstrip("0123456789")
    made = ticket(Settings(columns=columns), number=number, prefix=prefix)

    size = bytes([(times - 1) << 4 | (times - 1)])
    assert b"\x1d!" + size in made.data
    assert number.replace(prefix, f"{prefix} ") in made.lines


@pytest.mark.parametrize(("columns", "word"), [(32, 30), (48, 46)])
def test_words_are_never_broken_unless_longer_than_a_line(ticket, columns, word):
    made = ticket(Settings(columns=columns), service="x" * word, requirements=["q" * 60, "KK asli"])

    assert "x" * word in made.lines
    assert sum(line.count("q") for line in made.lines) == 60
    said = [part for line in made.lines for part in line.split()]
    for name in ("Disdukcapil,", "Perkiraan", "Pelayanan", "asli"):
        assert name in said


def test_a_copy_says_so_in_a_reversed_bar(ticket):
    first, copy = ticket(), ticket(copy_no=2)

    bar = b"\x1dB\x01" + b"SALINAN KE-2".center(48) + b"\n"
    assert bar in copy.data
    assert b"\x1dB\x01" not in first.data
    assert copy.data.index(b"\x1dB\x01") < copy.data.index(b"\x1dB\x00")
    cut = printed(copy.data, 576)
    rows = [cut.image.crop((0, y, 576, y + 1)).histogram()[0] for y in range(cut.image.height)]
    assert sum(ink > 400 for ink in rows) > 30


def test_each_ticket_begins_anew_and_ends_with_a_cut(ticket):
    made = ticket()

    assert made.data.startswith(b"\x1b@")
    assert made.data.count(b"\x1b@") == 1
    assert made.data.endswith(b"\x1dVB\x00")
    assert ticket().data == made.data


@pytest.mark.parametrize(
    ("page", "number", "coded"),
    [
        ("ascii", None, b"Kafe - Senor EUR"),
        ("cp437", 0, b"Kaf\x82 - Se\xa4or EUR"),
        ("cp850", 2, b"Kaf\x82 - Se\xa4or EUR"),
        ("cp858", 19, b"Kaf\x82 - Se\xa4or \xd5"),
        ("cp1252", 16, b"Kaf\xe9 \x96 Se\xf1or \x80"),
        ("klingon", None, b"Kafe - Senor EUR"),
    ],
)
def test_letters_are_coded_in_the_printers_page_or_written_plainly(ticket, page, number, coded):
    made = ticket(Settings(code_page=page), service="Kafé – Señor €")

    assert coded in made.data
    assert made.data.startswith(b"\x1b@" + (b"" if number is None else b"\x1bt" + bytes([number])))
    printed(made.data, 576)


def test_a_ticket_in_letters_the_printer_has_not_is_in_indonesian(ticket):
    plain = {"hall": ["MPP Siak"], "service": "KTP-el", "agency": "Disdukcapil"}
    made = ticket(language="ar", hall=["مجمع"], service="بطاقة", agency="سجل", indonesian=plain)

    assert {"MPP Siak", "KTP-el", "A 062", "Di depan Anda 14 orang"} <= set(made.lines)
    assert not any("?" in line for line in made.lines if not line.startswith("Terlewat"))


@pytest.mark.parametrize("page", ["ascii", "cp437", "cp1252"])
def test_a_command_is_no_letter_of_any_code_page(a_job, printed_at, page):
    job = a_job()
    dirty = replace(
        job.ticket, service="KTP elektronik\x1b@\x10\x04\x01\x9b\x7f", place="\x1dV\x00"
    )

    made = ticket_text_bytes(
        replace(job, ticket=dirty), settings=Settings(code_page=page), at=printed_at, look=Look()
    )

    assert made.data.count(b"\x1b@") == made.data.count(b"\x1dV") == 1
    assert b"\x10\x04" not in made.data
    assert not set(made.data) & {0x7F, 0x9B}
    printed(made.data, 576)


def test_an_accent_is_no_reason_to_leave_the_language(ticket):
    said = "\n".join(ticket(language="jv").lines)

    assert "Senen, 23 Nopember 2026" in said
    assert "tiyang" in said


@pytest.mark.parametrize("qr", ["native", "picture"])
@pytest.mark.parametrize(("dots", "columns"), PAPERS)
def test_a_phone_reads_the_code_of_a_text_ticket(ticket, a_job, tmp_path, dots, columns, qr):
    for template in ("standard", "short"):
        made = ticket(Settings(dots=dots, columns=columns, qr=qr), template=template)
        page = ImageOps.expand(printed(made.data, dots).image.convert("L"), 40, 255)
        page.save(tmp_path / f"{template}.png")
    said = subprocess.run(
        ["zbarimg", "-q", "--raw", *map(str, sorted(tmp_path.glob("*.png")))],
        capture_output=True,
        text=True,
        timeout=10,
        check=True,
    )
    assert said.stdout.split() == [a_job().ticket.url] * 2


@pytest.mark.parametrize("qr", ["native", "picture"])
@pytest.mark.parametrize("size", ["small", "normal"])
def test_the_code_stands_in_white(ticket, qr, size):
    blocks = ["number", "rule", {"code": {"words": "none", "size": size}}, "rule"]
    look = look_of({"templates": {"own": {"blocks": blocks}}})

    image = printed(ticket(Settings(qr=qr), look, template="own").data, 576).image

    rows = [image.crop((0, y, 576, y + 1)).getextrema()[0] == 0 for y in range(image.height)]
    *_, above, below = (
        len(gap) for gap in "".join(".x"[ink] for ink in rows).strip(".").split("x") if gap
    )
    module = {"small": 5, "normal": 6}[size]
    assert min(above, below) >= 4 * module


@pytest.mark.parametrize(("dots", "columns", "paper_mm"), [(576, 48, 80), (384, 32, 58)])
def test_the_short_text_ticket_is_short_too(ticket, dots, columns, paper_mm):
    for names in ({}, LONG_NAMES):
        made = ticket(Settings(dots=dots, columns=columns), template="short", **names)
        assert length_mm(made.rows, dots=dots, paper_mm=paper_mm) < 85
        assert "14 orang" in "\n".join(made.lines)


def test_a_template_of_all_blocks_is_a_text_ticket_too(ticket):
    blocks = [
        *("band", "logo", {"hall": {"size": "large"}}, {"space": {"mm": 8}}),
        *({"text": {"id": "Selamat datang", "size": "large", "align": "end"}}, "rule"),
        *({"service": {"size": "large"}}, "number", {"facts": {"size": "large"}}, "code"),
        *({"requirements": {"align": "start"}}, {"date": {"size": "large"}}, "footer", "band"),
    ]
    look = look_of({"templates": {"own": {"blocks": blocks}}})

    made = ticket(Settings(columns=32, dots=384), look, template="own", copy_no=1)

    cut = printed(made.data, 384)
    assert words(cut.text) == list(made.lines)
    assert {"Selamat datang", "SALINAN KE-1", "A 062"} <= set(made.lines)


@pytest.mark.skipif(
    not EMULATOR.exists(),
    reason="NO INDEPENDENT DECODER: .venv-emulator is missing (./run test makes it with Python 3.13)",
)
def test_an_independent_decoder_reads_the_same_lines_and_draws_the_code(ticket, a_job, tmp_path):
    made = {}
    for dots, columns in PAPERS:
        for template in ("standard", "short"):
            for qr, page in (("native", "cp1252"), ("picture", "ascii")):
                settings = Settings(dots=dots, columns=columns, qr=qr, code_page=page)
                name = f"{dots}-{template}-{qr}"
                made[name] = ticket(settings, template=template, copy_no=1, service="Kafé – KTP")
                (tmp_path / f"{name}.bin").write_bytes(made[name].data)

    script = Path(__file__).with_name("emupos_decode.py")
    ran = subprocess.run(
        [EMULATOR, script, tmp_path], capture_output=True, text=True, timeout=60, check=False
    )

    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {name: {"receipts": 1, "events": []} for name in made}
    for name, own in made.items():
        text = (tmp_path / f"{name}.0.txt").read_text(encoding="utf-8")
        assert words(text) == list(own.lines), name
        with Image.open(tmp_path / f"{name}.0.png") as paper:
            dots = int(name.split("-")[0])
            height = printed(own.data, dots).image.height
            assert paper.width == dots
            assert 0 <= height - paper.height <= 6  # it ends with the letters, not with the line
            ImageOps.expand(paper.convert("L"), 40, 255).save(tmp_path / f"{name}.scan.png")
    said = subprocess.run(
        ["zbarimg", "-q", "--raw", *map(str, sorted(tmp_path.glob("*.scan.png")))],
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    assert said.stdout.split() == [a_job().ticket.url] * len(made)


def test_the_code_as_a_picture_is_the_code_the_printer_would_draw(ticket):
    native, picture = (
        printed(ticket(Settings(qr=qr), template="short").data, 576).image
        for qr in ("native", "picture")
    )

    assert native.size == picture.size
    assert ImageChops.difference(native.convert("L"), picture.convert("L")).getbbox() is None
