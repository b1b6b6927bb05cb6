"""The virtual printer understands our bytes however they are cut up, and owns up to the rest."""

import pytest
from PIL import Image

from printer.decoder import Answer, Cut, Decoder
from printer.raster import ticket_bytes


@pytest.fixture
def picture():
    page = Image.new("1", (64, 300), 1)
    page.paste(0, (8, 10, 40, 290))
    return page


def told(decoder, data):
    return list(decoder.feed(data))


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


def test_a_question_inside_a_picture_is_a_picture(picture):
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
