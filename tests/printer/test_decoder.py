"""The virtual printer understands our bytes however they are cut up, and owns up to the rest."""

import pytest
from PIL import Image

from printer.decoder.decoder import Answer, Cut, Decoder
from printer.ticket.raster import ticket_bytes

CUT = b"\x1dV\x00"
QR = (
    b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x04\x1d(k\x03\x001E1"
    b"\x1d(k\x0f\x001P0https://x.id\x1d(k\x03\x001Q0"
)


@pytest.fixture
def picture():
    page = Image.new("1", (64, 300), 1)
    page.paste(0, (8, 10, 40, 290))
    return page


def told(decoder, data):
    return list(decoder.feed(data))


def paper(data, dots=240):
    """The one ticket that ``data`` makes."""
    [cut] = told(Decoder(dots), data + CUT)
    return cut


def ink(cut):
    """(left, top, right, bottom) of what is black, or None."""
    return cut.image.point(lambda dot: 255 - dot).getbbox()


def black(cut):
    return cut.image.histogram()[0]


def test_a_ticket_may_come_byte_by_byte(picture):
    decoder = Decoder(64)

    events = [event for byte in ticket_bytes(picture) for event in decoder.feed(bytes([byte]))]

    assert [event.image.tobytes() for event in events] == [picture.tobytes()]
    assert events[0].unknown == 0


def test_two_tickets_in_one_piece_are_two_papers(picture):
    events = told(Decoder(64), ticket_bytes(picture) * 2)

    assert [event.image.size for event in events] == [(64, 300)] * 2


def test_questions_are_answered_in_their_place(picture):
    asked = b"\x1da\x00\x10\x04\x01\x10\x04\x04" + ticket_bytes(picture) + b"\x1dr\x01"

    first, second, cut, proof = told(Decoder(64), asked)

    assert (first, second, proof) == (
        Answer(data=b"\x12"),
        Answer(data=b"\x12"),
        Answer(data=b"\0"),
    )
    assert isinstance(cut, Cut)


def test_a_question_inside_a_picture_is_a_picture():
    strip = Image.frombytes("1", (24, 1), bytes(~byte & 255 for byte in b"\x10\x04\x01"))

    [cut] = told(Decoder(24), ticket_bytes(strip))

    assert cut.image.tobytes() == strip.tobytes()


def test_bytes_nobody_understands_are_counted_not_printed(picture):
    decoder = Decoder(64)

    [cut] = told(decoder, b"\x00\x07\x1b\x99\x1c\x2e" + ticket_bytes(picture))
    [next_cut] = told(decoder, ticket_bytes(picture))

    assert (cut.unknown, next_cut.unknown) == (6, 0)
    assert cut.image.tobytes() == picture.tobytes()


def test_what_a_broken_connection_left_does_not_eat_the_next_ticket(picture):
    decoder = Decoder(64)
    data = ticket_bytes(picture)

    assert told(decoder, data[:1500]) == []
    decoder.begin()
    [cut] = told(decoder, data)

    assert cut.image.height == 300 + 128  # the whole band that had come, then the ticket
    assert cut.image.crop((0, 128, 64, 428)).tobytes() == picture.tobytes()
    assert cut.unknown > 0


def test_a_picture_wider_than_the_head_loses_its_edge_and_a_narrow_one_gets_white(picture):
    [narrow] = told(Decoder(32), ticket_bytes(picture))
    [wide] = told(Decoder(96), ticket_bytes(picture))

    assert narrow.image.tobytes() == picture.crop((0, 0, 32, 300)).tobytes()
    assert wide.image.crop((64, 0, 96, 300)).getextrema() == (255, 255)


def test_endless_paper_is_cut_in_the_end():
    band = Image.new("1", (8, 4000), 0)
    no_cut = ticket_bytes(band).removesuffix(b"\x1dVB\x00")
    decoder = Decoder(8)

    events = [event for _ in range(5) for event in decoder.feed(no_cut)]

    assert len(events) == 2
    assert all(event.image.height <= 8200 for event in events)


def test_a_cut_without_a_picture_makes_no_paper():
    assert told(Decoder(64), b"\x1b@\x1dV\x00\x1dVB\x00") == []


# name: (bytes, its words, left and width of the ink's cells, rows of the paper): 240 dots are 20 columns
TEXTS = {
    "plain": (b"AB\n", "AB", (0, 24), 30),
    "without a line feed before the cut": (b"AB", "AB", (0, 24), 30),
    "carriage return": (b"AB\r\n", "AB", (0, 24), 30),
    "centre": (b"\x1ba\x01AB\n", "AB", (108, 24), 30),
    "centre by letter": (b"\x1ba1AB\n", "AB", (108, 24), 30),
    "right": (b"\x1ba\x02AB\n", "AB", (216, 24), 30),
    "left again": (b"\x1ba\x02\x1ba\x00AB\n", "AB", (0, 24), 30),
    "alignment in the middle of a line is not obeyed": (b"A\x1ba\x02B\n", "AB", (0, 24), 30),
    "small": (b"\x1bM\x01AB\n", "AB", (0, 18), 30),
    "small by mode": (b"\x1b!\x01AB\n", "AB", (0, 18), 30),
    "double by mode": (b"\x1b!\x30AB\n", "AB", (0, 48), 48),
    "four times": (b"\x1d!\x33AB\n", "AB", (0, 96), 96),
    "eight wide, twice high": (b"\x1d!\x71AB\n", "AB", (0, 192), 48),
    "a small letter stands beside a large one": (b"\x1d!\x11A\x1d!\x00B\n", "AB", (0, 36), 48),
    "start again": (b"\x1d!\x33\x1ba\x01\x1b@AB\n", "AB", (0, 24), 30),
    "start again forgets the line": (b"never\x1b@AB\n", "AB", (0, 24), 30),
    "standard mode": (b"\x1bSAB\n", "AB", (0, 24), 30),
    "three lines down": (b"AB\x1bd\x03", "AB", (0, 24), 90),
    "dots down": (b"AB\x1bJ\x40", "AB", (0, 24), 64),
    "dots down on an empty line": (b"AB\n\x1bJ\x40", "AB", (0, 24), 94),
    "narrow lines": (b"\x1b3\x18AB\nAB\n", "AB\nAB", (0, 24), 48),
    "usual lines again": (b"\x1b3\x50\x1b2AB\nAB\n", "AB\nAB", (0, 24), 60),
    "an empty line": (b"AB\n\nAB\n", "AB\n\nAB", (0, 24), 90),
    "a long line wraps": (b"A" * 21 + b"\n", "A" * 20 + "\nA", (0, 240), 60),
    "a full line does not": (b"A" * 20 + b"\n", "A" * 20, (0, 240), 30),
    "page 437": (b"\x1bt\x00\x82\n", "é", (0, 12), 30),
    "page 850": (b"\x1bt\x02\xb5\n", "Á", (0, 12), 30),
    "page 858": (b"\x1bt\x13\xd5\n", "€", (0, 12), 30),
    "page 1252": (b"\x1bt\x10\xe9\n", "é", (0, 12), 30),
    "status may be asked in between": (b"A\x10\x04\x01B\n", "AB", (0, 24), 30),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_printed_as_printers_do_it(name):
    data, words, (left, width), rows = TEXTS[name]

    *_, cut = told(Decoder(240), data + CUT)

    assert (cut.text, cut.unknown) == (words, 0)
    assert cut.image.size == (240, rows)
    first, _, last, _ = ink(cut)
    assert left <= first < last <= left + width
    assert last - first > 0.6 * width


@pytest.mark.parametrize("name", [*TEXTS, "code", "picture"])
def test_text_may_be_cut_up_anywhere(name, picture):
    data = {"code": QR, "picture": ticket_bytes(picture.crop((0, 0, 64, 20)))}.get(
        name, TEXTS.get(name, [b""])[0]
    )
    whole = told(Decoder(240), data + CUT)

    for at in range(1, len(data)):
        decoder = Decoder(240)
        parts = told(decoder, data[:at]) + told(decoder, data[at:] + CUT)
        assert same(parts, whole), at


def same(some, others):
    return [printed(event) for event in some] == [printed(event) for event in others]


def printed(event):
    if isinstance(event, Answer):
        return event
    return (event.image.tobytes(), event.text, event.unknown)


def test_bold_is_blacker_underlined_has_a_line_and_reverse_is_white_on_black():
    plain = paper(b"AB\n")

    assert black(paper(b"\x1bE\x01AB\n")) > black(plain)
    assert black(paper(b"\x1b!\x08AB\n")) > black(plain)
    assert printed(paper(b"\x1bE\x01\x1bE\x00AB\n")) == printed(plain)
    for command, rows in ((b"\x1b-\x01", 1), (b"\x1b-\x02", 2), (b"\x1b!\x80", 1)):
        line = paper(command + b"AB\n").image.crop((0, 24 - rows, 24, 24))
        assert line.getextrema() == (0, 0), command
    turned = paper(b"\x1dB\x01AB\n").image.crop((0, 0, 24, 24))
    assert (
        turned.point(lambda dot: 255 - dot).tobytes() == plain.image.crop((0, 0, 24, 24)).tobytes()
    )
    assert printed(paper(b"\x1dB\x01\x1dB\x00AB\n")) == printed(plain)


def test_a_magnified_letter_is_the_same_letter_in_coarser_dots():
    plain = paper(b"A\n").image.crop((0, 0, 12, 24))
    large = paper(b"\x1d!\x32A\n").image.crop((0, 0, 48, 72))

    assert large.tobytes() == plain.resize((48, 72), Image.Resampling.NEAREST).tobytes()


@pytest.mark.parametrize(
    ("data", "unknown"),
    [
        (b"\x00\x01\t\x7f", 4),
        (b"\x1b{\x00", 3),  # upside down: nobody needs it
        (b"\x1bp\x00", 3),
        (b"\x1c.", 2),
        (b"\x1dh", 2),
        (b"\x10\x14", 2),
        (b"\x1ba\x07", 3),
        (b"\x1bM\x05", 3),
        (b"\x1b-\x09", 3),
        (b"\x1d!\x88", 3),
        (b"\x1bt\x63", 3),
        (b"\x1dV\x07", 3),
        (b"\x1bt\x10\x81", 1),  # a letter that Windows-1252 does not have
        (b"\x1dv1", 2),  # "1" is then a letter, as on paper
        (b"\x1dv0\x09\x01\x00\x01\x00", 8),
        (b"\x1dv0\x00\x00\x00\x01\x00", 8),
        (b"\x1d(A\x02\x00\x00\x01", 7),
        (b"\x1d(k\x03\x000A2", 8),  # PDF417
        (b"\x1d(k\x04\x001A1\x00", 9),  # the old model of QR codes
        (b"\x1d(k\x03\x001C\x11", 8),
        (b"\x1d(k\x03\x001E\x00", 8),
        (b"\x1d(k\x03\x001Q0", 8),  # print what was never stored
        (b"\x1d(k\x00\x00", 5),
    ],
)
def test_each_command_out_of_its_limits_is_counted_whole(data, unknown):
    cut = paper(data + b"A\n")

    assert cut.unknown == unknown
    assert cut.text in ("A", "1A")


def test_a_qr_code_is_drawn_in_the_size_that_was_asked_for():
    cut = paper(b"\x1ba\x01" + QR + b"\x1bJ\x20AB\n")

    assert cut.text == "[qr https://x.id]\nAB"
    left, top, right, _ = ink(paper(b"\x1ba\x01" + QR))
    assert (top, right - left) == (0, 21 * 4)  # 21 modules of 4 dots
    assert (left, right) == (78, 162)


def test_a_qr_code_with_more_than_a_code_can_hold_is_owned_up_to():
    long = b"x" * 5000
    data = b"\x1d(k" + (len(long) + 3).to_bytes(2, "little") + b"1P0" + long + b"\x1d(k\x03\x001Q0"

    assert paper(data + b"A\n").unknown == 8


def test_pictures_are_doubled_where_it_is_asked_for():
    dots = b"\x1dv0%c\x01\x00\x02\x00\xf0\x0f"

    sizes = [ink(paper(dots.replace(b"%c", bytes([mode])))) for mode in range(4)]

    assert sizes == [(0, 0, 8, 2), (0, 0, 16, 2), (0, 0, 8, 4), (0, 0, 16, 4)]


def test_a_small_picture_stands_where_text_would_and_after_the_line_before_it():
    cut = paper(b"\x1ba\x02A\x1ba\x02" + b"\x1dv0\x00\x01\x00\x02\x00\xff\xff")

    assert cut.image.size == (240, 32)
    assert cut.image.crop((232, 30, 240, 32)).getextrema() == (0, 0)


def test_a_picture_of_four_gigabytes_does_not_fill_the_memory():
    decoder = Decoder(64)
    told(decoder, b"\x1dv0\x00\xff\xff\xff\xff")

    fed = [event for _ in range(40) for event in decoder.feed(b"\xaa" * 65536)]

    assert fed == []
    assert len(decoder._parser._buffer) < 2 * 65536
    assert decoder._painter.strip.rows < 8000
