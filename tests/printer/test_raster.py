"""The bytes of a ticket, read back by our decoder and by one that was written by others."""

import itertools
import json
import logging
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps

from printer.decoder.decoder import Cut, Decoder
from printer.ticket.layout import ticket_picture
from printer.ticket.raster import ticket_bytes

ROOT = Path(__file__).parents[2]
EMULATOR = ROOT / ".venv-emulator" / "bin" / "python"
WIDTHS = (384, 432, 512, 576)


def same(one, other):
    return one.size == other.size and (
        ImageChops.difference(one.convert("L"), other.convert("L")).getbbox() is None
    )


def as_printed(picture):
    """A printed page has an edge of white around it; a phone's camera sees that too."""
    return ImageOps.expand(picture.convert("L"), 40, 255)


@pytest.mark.parametrize("dots", WIDTHS)
def test_what_our_decoder_sees_is_the_ticket_dot_for_dot(a_job, dots, printed_at):
    picture = ticket_picture(a_job(copy_no=1), dots=dots, at=printed_at).image

    [cut] = Decoder(dots).feed(ticket_bytes(picture))

    assert isinstance(cut, Cut)
    assert cut.unknown == 0
    assert same(cut.image, picture)


@pytest.mark.skipif(
    not EMULATOR.exists(),
    reason="NO INDEPENDENT DECODER: .venv-emulator is missing (./run test makes it with Python 3.13)",
)
def test_an_independent_decoder_sees_the_ticket_dot_for_dot_and_its_code(
    a_job, printed_at, tmp_path
):
    sent = {}
    for dots, copy_no, template in itertools.product(WIDTHS, (0, 1), ("standard", "short")):
        name = f"{dots}-{copy_no}-{template}"
        job = a_job(copy_no=copy_no, template=template)
        sent[name] = ticket_picture(job, dots=dots, at=printed_at).image
        (tmp_path / f"{name}.bin").write_bytes(ticket_bytes(sent[name]))

    script = Path(__file__).with_name("emupos_decode.py")
    ran = subprocess.run(
        [EMULATOR, script, tmp_path], capture_output=True, text=True, timeout=60, check=False
    )

    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {name: {"receipts": 1, "events": []} for name in sent}
    for name, picture in sent.items():
        with Image.open(tmp_path / f"{name}.0.png") as paper:
            assert same(on_white(paper, picture.size), picture), name
            as_printed(paper).save(tmp_path / f"{name}.scan.png")
    scans = [str(tmp_path / f"{name}.scan.png") for name in sent]
    said = subprocess.run(
        ["zbarimg", "-q", "--raw", *scans], capture_output=True, text=True, timeout=20, check=True
    )
    assert said.stdout.split() == [a_job().ticket.url] * len(sent)


def on_white(paper, size):
    """The emulator ends its picture with the last ink or after the feed; the rest of paper is white."""
    page = Image.new("1", size, 1)
    page.paste(paper.convert("1"))
    beyond = ImageOps.invert(paper.convert("L")).getbbox()
    assert beyond is not None
    assert beyond[3] <= size[1]
    return page


def test_each_ticket_begins_anew_and_ends_with_a_cut(a_job, printed_at):
    picture = ticket_picture(a_job(), dots=576, at=printed_at).image

    data = ticket_bytes(picture)

    assert data.startswith(b"\x1b@\x1bS\x1dv0\x00")
    assert data.endswith(b"\x1dVB\x00")
    assert ticket_bytes(picture) == data
    assert len(data) < 72 * picture.height + 100


@pytest.mark.parametrize("dots", [200, 640, 832])
def test_narrow_and_wide_heads_get_their_dots_too(a_job, dots, printed_at):
    picture = ticket_picture(a_job(), dots=dots, at=printed_at).image

    [cut] = Decoder(dots).feed(ticket_bytes(picture))

    assert same(cut.image, picture)


@pytest.mark.parametrize("picture", [Image.new("L", (576, 10)), Image.new("1", (570, 10))])
def test_only_pictures_as_wide_as_the_head_are_sent(picture):
    with pytest.raises(ValueError, match="not a ticket"):
        ticket_bytes(picture)


def test_loading_the_library_leaves_no_folder_and_no_second_log_line(tmp_path):
    state, temporary = tmp_path / "state", tmp_path / "tmp"
    state.mkdir()
    temporary.mkdir()
    script = (
        "import logging; from pathlib import Path; from printer.ticket import raster;"
        f" raster.prepare(Path({str(state)!r})); print(len(logging.root.handlers))"
    )
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={"TMPDIR": str(temporary), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
        assert ran.stdout.strip() == "0"
    assert list(temporary.iterdir()) == []
    assert [path.suffix for path in state.iterdir()] == [".pickle"]


@pytest.mark.parametrize("left", [b"", b"\x80\x04\x95"], ids=["empty", "half"])
def test_an_agent_killed_at_its_first_start_starts_again(tmp_path, left):
    list_ = tmp_path / f"{platform.python_version()}.capabilities.pickle"
    list_.write_bytes(left)
    script = f"from pathlib import Path; from printer.ticket import raster; raster.prepare(Path({str(tmp_path)!r}))"
    subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        timeout=60,
        check=True,
    )
    assert list_.stat().st_size > 10_000


def test_the_library_does_not_change_where_other_temporary_files_go():
    assert Path(tempfile.gettempdir()).exists()
    assert logging.getLogger("escpos").handlers == []
