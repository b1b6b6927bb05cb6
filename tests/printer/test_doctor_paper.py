"""The test paper shows what a person has to see."""

import shutil
import subprocess

import pytest

from printer.decoder.decoder import Cut, Decoder
from printer.doctor.sample import ADDRESS, WIDTHS, grey, ruler, test_paper
from printer.settings import read_settings


def decoded(dots=576, **more):
    settings = read_settings({"name": "lobby", "type": "network", "host": "x", "dots": dots} | more)
    paper = test_paper(settings)
    [cut] = [e for e in Decoder(dots).feed(paper.data) if isinstance(e, Cut)]
    return paper, cut


@pytest.mark.parametrize("width", WIDTHS)
def test_a_ruler_has_a_whole_frame_exactly_as_wide_as_it_says(width):
    picture = ruler(width)

    assert picture.width == width
    for x in (0, width - 1):
        assert not any(picture.getpixel((x, y)) for y in range(48))


def test_grey_goes_from_white_to_black():
    picture = grey(576)
    dark = [sum(not picture.getpixel((x, y)) for x in range(left, left + 115) for y in range(48))
            for left in range(0, 575, 115)]  # fmt: skip

    assert dark == sorted(dark)
    assert dark[0] == 0
    assert dark[-1] == 115 * 48


@pytest.mark.parametrize("dots", WIDTHS)
@pytest.mark.parametrize("page", ["ascii", "cp437", "cp850", "cp858", "cp1252"])
def test_every_command_of_the_test_paper_is_known_and_its_length_is_right(dots, page):
    paper, cut = decoded(dots, code_page=page)

    assert cut.unknown == 0
    assert abs(paper.length_mm - 15 - cut.image.height / 8) < 15
    assert ("é ñ ü ±" in cut.text) is (page != "ascii")


@pytest.mark.skipif(
    shutil.which("zbarimg") is None, reason="THE QR IS NOT READ HERE: apt-get install zbar-tools"
)
@pytest.mark.parametrize("dots", [384, 576])
def test_a_phone_reads_both_codes(dots, tmp_path):
    _, cut = decoded(dots)
    cut.image.convert("L").save(tmp_path / "paper.png")

    read = subprocess.run(
        ["zbarimg", "-q", "--raw", tmp_path / "paper.png"],
        capture_output=True, text=True, check=False, timeout=20,
    )  # fmt: skip

    assert sorted(read.stdout.split()) == [ADDRESS.format(which=1), ADDRESS.format(which=2)]
