"""The templates every printer knows, and how a hall's own look is read."""

import base64
import io
import logging
import zlib

import pytest
from PIL import Image

from printer.ticket.look import Look, look_of
from printer.ticket.template import built_in, completed
from queue_server.messages.ticket_template import read_template


@pytest.fixture
def png():
    """``png(picture)`` in the settings' way of writing it."""

    def coded(picture):
        file = io.BytesIO()
        picture.save(file, "PNG")
        return base64.b64encode(file.getvalue()).decode()

    return coded


def kinds(template):
    return [block.kind for block in template.blocks]


def test_two_templates_are_there_without_any_setting():
    assert set(built_in()) == {"standard", "short"}
    assert look_of(None) == Look()


def test_the_number_and_the_mark_of_a_copy_cannot_be_forgotten():
    bare = read_template({"blocks": ["band", "hall", "date"]})
    full = read_template({"blocks": ["number", "copy"]})

    assert kinds(completed(bare)) == ["band", "hall", "copy", "number", "date"]
    assert kinds(completed(read_template({"blocks": ["band"]}))) == ["band", "copy", "number"]
    assert kinds(completed(full)) == ["number", "copy"]


def test_an_unknown_template_is_the_standard_one_and_the_log_says_so(caplog):
    look = look_of({"templates": {"own": {"blocks": ["number"]}}})

    assert kinds(look.template("own")) == ["copy", "number"]
    assert look.template("gone") == look.template("standard")
    assert "no ticket template 'gone'" in caplog.text


def test_a_broken_template_is_left_out_and_the_log_tells_its_fault(caplog):
    look = look_of({"templates": {"own": {"blocks": ["priority"]}, "short": {"blocks": 3}}})

    assert set(look.templates) == {"standard", "short"}
    assert "'own' is not used: blocks.0: one of band" in caplog.text
    assert look.templates["short"] == built_in()["short"]


def test_a_hall_may_have_its_own_standard():
    look = look_of({"templates": {"standard": {"blocks": ["number"]}}})

    assert kinds(look.template("gone")) == ["copy", "number"]


@pytest.mark.parametrize(
    "tickets",
    [3, "x", [], {"templates": []}, {"footer": "x"}, {"fonts": "x"}, {"logo": None}, {"logo": ""}],
)
def test_settings_of_the_wrong_shape_leave_the_plain_look(tickets):
    assert look_of(tickets) == Look()


def test_the_foot_line_loses_what_a_printer_could_obey():
    look = look_of({"footer": {"id": "WA\x1b@\n0812", "en": "\x00"}})

    assert look.footer == {"id": "WA @ 0812"}


def test_a_logo_is_kept_in_greys_on_white_and_not_larger_than_needed(png):
    clear = Image.new("RGBA", (1600, 900), (0, 0, 0, 0))

    logo = look_of({"logo": png(clear)}).logo

    assert (logo.mode, logo.size, logo.getextrema()) == ("L", (576, 324), (255, 255))


def bomb(side):
    """A PNG of a few kB that says it is ``side`` dots wide and high."""

    def chunk(name, data):
        body = name + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    head = side.to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    rows = zlib.compress(bytes(side * (side + 1)) if side < 10_000 else bytes(1_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "logo",
    [
        "no base64 !",
        base64.b64encode(b"GIF89a" + bytes(50)).decode(),
        base64.b64encode(b"\x89PNG\r\n\x1a\n").decode(),
        base64.b64encode(bomb(30_000)).decode(),
        base64.b64encode(bomb(8_000)).decode(),
        base64.b64encode(bomb(30_000)[:60]).decode(),
        {"x": 1},
    ],
    ids=["text", "gif", "cut", "bomb", "small bomb", "cut bomb", "object"],
)
def test_a_logo_that_is_none_is_left_out_with_a_log_line(logo, caplog):
    assert look_of({"logo": logo}).logo is None
    assert caplog.messages
    assert all(message.startswith("the logo cannot be used") for message in caplog.messages)


def test_a_font_that_cannot_be_read_is_left_out(caplog, tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"no font")

    look = look_of({"fonts": [str(tmp_path / "broken.ttf"), str(tmp_path / "gone.ttf")]})

    assert look.fonts == ()
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2
