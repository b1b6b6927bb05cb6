"""Letters of every language: from the first font that has them, else plainly, never a row of boxes."""

import re
from pathlib import Path

import pytest
from PIL import ImageChops, ImageOps

from printer.ticket import face, fonts
from printer.ticket.bidi import stretches
from printer.ticket.breaking import unbroken, wrap, wrap_evenly
from printer.ticket.face import Faces
from printer.ticket.layout import ticket_picture
from printer.ticket.legible import legible
from printer.ticket.look import Look

ARABIC = {
    "language": "ar",
    "service": "بطاقة الهوية",
    "hall": ["مجمع الخدمات"],
    "agency": "السجل المدني",
    "place": "الطابق 1",
    "requirements": ["بطاقة العائلة", "جواز السفر"],
}
CHINESE = {"language": "zh", "service": "电子身份证", "hall": ["公共服务大厅"], "agency": "民政局"}
PLAIN = {"hall": ["MPP Siak"], "service": "KTP-el", "agency": "Disdukcapil"}


@pytest.fixture
def only_ours(monkeypatch):
    """A computer that has no fonts but those the set-up brings."""
    monkeypatch.setattr(fonts, "SYSTEM", ())
    face._chain.cache_clear()
    yield
    face._chain.cache_clear()


@pytest.fixture
def paper(a_job, printed_at):
    return lambda dots=576, **ticket: ticket_picture(a_job(**ticket), dots=dots, at=printed_at)


def test_an_arabic_ticket_has_arabic_words_and_western_digits(paper):
    said = paper(**ARABIC).text

    for words in ("بطاقة الهوية", "المنتظرون قبلك: 14", "11.05–11.25", "A 062", "تابع دورك"):
        assert words in said
    assert "الاثنين، 23 نوفمبر 2026، 10.32 WIB" in said
    assert "بطاقة العائلة، جواز السفر" in " ".join(said.split())
    assert not re.search("[\u0660-\u0669?]|orang|Siapkan|Pantau", said)


@pytest.mark.parametrize("dots", [384, 576])
def test_an_arabic_ticket_begins_at_the_right(paper, dots):
    def label(ticket):
        """Left and right end of the ink in the rows of the facts."""
        rules = [
            y
            for y in range(ticket.image.height)
            if not ticket.image.crop((0, y, dots, y + 1)).getextrema()[1]
        ]
        top = next(y for y in rules if y + 1 not in rules and y > 200)
        row = ticket.image.crop((0, top + 8, dots, top + 34))
        return ImageOps.invert(row.convert("L")).getbbox()

    plain, arabic = label(paper(dots, estimate=None)), label(paper(dots, estimate=None, **ARABIC))

    assert plain[0] < 12
    assert arabic[2] > dots - 12


def test_arabic_letters_are_joined_and_in_their_order():
    words = Faces(leftwards=True).words(40)

    [run] = words.runs("سلام")

    assert run.direction == "rtl"
    alone = sum(words.width(ch) for ch in "سلام")
    assert run.width < alone * 0.85


def test_a_mixed_line_stands_as_it_is_read():
    line = "الاثنين، 23 نوفمبر 2026، 10.32 WIB"

    seen = "".join(part for part, _ in stretches(line, right_to_left=True))

    assert seen.startswith("WIB 10.32، ")
    assert seen.index("2026") < seen.index("نوفمبر") < seen.index("23") < seen.index("الاثنين")


def test_on_an_arabic_ticket_a_latin_sentence_keeps_its_stop_and_times_run_leftwards():
    face = Faces(leftwards=True).words(20)

    assert [run.text for run in face.runs("Terima kasih.")] == ["Terima kasih."]
    assert [run.text for run in face.runs("11.05–11.25")] == ["11.25", "–", "11.05"]
    assert [run.text for run in Faces().words(20).runs("11.05–11.25")] == ["11.05–11.25"]


@pytest.mark.parametrize(
    ("line", "leftwards", "seen"),
    [
        ("KTP-el (بطاقة)", True, [(" (بطاقة)", True), ("KTP-el", False)]),
        ("11.05–11.25", True, [("11.25", False), ("–", True), ("11.05", False)]),
        ("A 062 سلام", False, [("A 062 ", False), ("سلام", True)]),
        ("SKCK.", True, [(".", True), ("SKCK", False)]),
        ("KTP 12, KK 3", False, [("KTP 12, KK 3", False)]),
        ("", True, []),
    ],
)
def test_stretches_of_a_line_stand_where_readers_look_for_them(line, leftwards, seen):
    assert stretches(line, right_to_left=leftwards) == seen


def test_without_a_chinese_font_the_words_are_indonesian_and_the_fields_too(
    only_ours, paper, caplog
):
    ticket = paper(**CHINESE, indonesian=PLAIN)

    assert "KTP-el" in ticket.text
    assert "Di depan Anda: 14 orang" in ticket.text
    assert "MPP Siak" in ticket.text
    assert "?" not in ticket.text.replace("Terlewat?", "")
    assert "no font has the letters of zh" in caplog.text


def test_a_field_no_font_can_draw_is_left_out_with_a_log_line(only_ours, paper, caplog):
    ticket = paper(**CHINESE)

    assert "A 062" in ticket.text
    assert "?" not in ticket.text.replace("Terlewat?", "")
    assert "no font has the letters of service; left out" in caplog.text


CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


@pytest.mark.skipif(not CJK.exists(), reason="NO CHINESE FONT here (fonts-noto-cjk)")
def test_with_a_chinese_font_a_chinese_ticket_is_chinese(paper):
    said = paper(**CHINESE).text

    for words in ("电子身份证", "前面还有: 14 人", "2026年11月23日 星期一 10.32 WIB"):
        assert words in said


def test_a_font_of_the_hall_is_asked_before_those_of_the_system(only_ours):
    dejavu = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    if not dejavu.exists():
        pytest.skip("NO SECOND FONT here (fonts-dejavu-core)")

    assert not Faces().has("Ж")
    assert Faces(extra=((dejavu, 0),)).has("Ж")
    [run] = Faces(extra=((dejavu, 0),)).words(20).runs("Ж")
    assert Path(run.font.path) == dejavu


def test_arabic_is_not_drawn_where_its_letters_cannot_be_joined(monkeypatch, paper):
    monkeypatch.setattr(fonts, "can_shape", lambda: False)
    fonts.has.cache_clear()
    try:
        said = paper(**ARABIC, indonesian=PLAIN).text
    finally:
        monkeypatch.undo()
        fonts.has.cache_clear()

    assert "KTP-el" in said
    assert "Di depan Anda" in said


LATIN = set(map(chr, range(0x20, 0x7F))) | set("éèàñ–")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Čadž Ĳsel", "Cadz IJsel"),
        ("“KTP” … ½", '"KTP" ... 1/2'),
        ("Kafé – Señor", "Kafé – Señor"),
        ("Straße Øst Łódź", "Strasse Ost Lodz"),
        ("KTP 日本語 asli", "KTP ? asli"),
        ("Apa? Ya?", "Apa? Ya?"),
        ("日本語", ""),
        ("日本語 KK", ""),
        ("???", "???"),
        ("", ""),
    ],
)
def test_what_no_font_has_is_written_plainly_or_not_at_all(text, written):
    assert legible(text, LATIN.__contains__) == written


def test_chinese_breaks_between_characters_but_not_before_a_stop():
    lines = wrap("请留意屏幕并听候叫号。", len, 5)

    assert lines == ["请留意屏幕", "并听候叫", "号。"]
    assert "".join(wrap("KTP电子身份证KK", len, 4)) == "KTP电子身份证KK"
    assert wrap("KTP电子", len, 3) == ["KTP", "电子"]


def test_words_of_a_line_stay_whole_and_lines_are_alike():
    assert wrap_evenly("satu dua tiga empat", len, 14) == ["satu dua", "tiga empat"]
    assert not unbroken("panjangsekali", wrap("panjangsekali", len, 5))


def test_a_mixed_service_name_shows_both_languages(paper):
    arabic, plain = paper(**ARABIC), paper(**ARABIC | {"service": "KTP-el"})

    assert arabic.image.size == plain.image.size
    difference = ImageChops.difference(arabic.image.convert("L"), plain.image.convert("L"))
    assert difference.getbbox() is not None


def test_a_look_without_fonts_of_its_own_is_the_plain_one():
    assert Look().fonts == ()
