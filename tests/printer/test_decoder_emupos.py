"""Two decoders that know nothing of each other read the same text ticket: ours and emupos."""

import json
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from printer.decoder.decoder import Decoder

EMULATOR = Path(__file__).parents[2] / ".venv-emulator" / "bin" / "python"
DECODE = Path(__file__).with_name("emupos_decode.py")
PICTURE = b"\x1dv0\x00\x04\x00\x20\x00" + bytes(range(128))
URL = b"https://antrean.siak.go.id/t/4pX9wq2LhT8cVbN3kRmZ7Q"
QR = (
    b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1\x1d(k"
    + (len(URL) + 3).to_bytes(2, "little")
    + b"1P0"
    + URL
    + b"\x1d(k\x03\x001Q0"
)
LETTERS = {
    0: "Perekaman KTP-el é ñ ±",
    2: "Áé Õõ ¼",
    16: "Café – “Siak” €",
    19: "€ 5.000 ß",
}
PAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 19: "cp858"}
TICKETS = {
    "letters": b"".join(
        b"\x1bt" + bytes([n]) + text.encode(PAGES[n]) + b"\n" for n, text in LETTERS.items()
    ),
    "sizes": b"\x1ba\x01Nomor\n\x1d!\x77A06\n\x1d!\x11dua\x1d!\x00 satu\n\x1bM\x01kecil\n",
    "wraps": b"Dinas Kependudukan dan Pencatatan Sipil Kabupaten Siak Sri Indrapura " * 3 + b"\n",
    "feeds": b"satu\x1bd\x03dua\x1bJ\x50\x1b3\x18tiga\nempat\n\x1b2lima\n\n\nenam\r\n",
    "styles": b"\x1bE\x01tebal\x1bE\x00 \x1b-\x02garis\x1b-\x00\n\x1dB\x01 SALINAN KE-1 \x1dB\x00\n\x1b!\x38M\n",
    "code": b"\x1ba\x01atas\n" + QR + b"\x1bJ\x20bawah\n",
    # White on black, a space is a black cell: of these every dot must be the same in both.
    "cells": b"\x1dB\x01"
    + b"   \n\x1ba\x01 \n\x1d!\x77 \x1d!\x11 \n\x1ba\x02\x1d!\x30  \x1d!\x03 \n\x1d!\x00\x1bM\x01    \n",
    "cells_wrap": b"\x1dB\x01\x1ba\x01" + b" " * 100 + b"\n\x1d!\x22" + b" " * 40 + b"\n",
    "cells_feed": b"\x1dB\x01 \x1bd\x03  \x1bJ\x50 \x1b3\x18 \n  \n\x1b2 \n\n\n \r\n \x1b!\x31 \n",
    "cells_pictures": b"\x1dB\x01\x1ba\x01 \n"
    + PICTURE
    + b"\x1d!\x33 \n"
    + PICTURE
    + b"\x1ba\x02  \n"
    + PICTURE,
}
WIDTHS = (576, 512, 384)
NAMES = [f"{width}-{name}" for name in TICKETS for width in WIDTHS]


@pytest.fixture(scope="module")
def theirs(tmp_path_factory):
    """``theirs(name)``: (picture, words) of emupos."""
    if not EMULATOR.exists():
        pytest.skip(
            "NO INDEPENDENT DECODER LOOKED: emupos needs Python 3.13, ./run test sets it up"
        )
    folder = tmp_path_factory.mktemp("theirs")
    for name in NAMES:
        (folder / f"{name}.bin").write_bytes(data_of(name))
    ran = subprocess.run(
        [EMULATOR, DECODE, folder], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {name: {"receipts": 1, "events": []} for name in NAMES}

    def of(name):
        with Image.open(folder / f"{name}.0.png") as image:
            return image.convert("1"), (folder / f"{name}.0.txt").read_text(encoding="utf-8")

    return of


def data_of(name):
    return b"\x1b@\x1bS" + TICKETS[name.split("-")[1]] + b"\x1dVB\x00"


def ours(name):
    [cut] = Decoder(int(name.split("-")[0])).feed(data_of(name))
    assert cut.unknown == 0
    return cut


@pytest.mark.parametrize("name", [name for name in NAMES if "cells" not in name])
def test_the_same_words_stand_on_the_same_lines(theirs, name):
    assert words(ours(name).text) == words(theirs(name)[1])


def words(text):
    return text.rstrip("\n").split("\n")


@pytest.mark.parametrize("name", [name for name in NAMES if "cells" in name])
def test_cells_and_pictures_are_burnt_in_the_same_places_dot_for_dot(theirs, name):
    one, other = ours(name).image, theirs(name)[0]

    assert other.height <= one.height  # the emulator ends its paper with the last ink
    page = Image.new("1", one.size, 1)
    page.paste(other)
    assert page.tobytes() == one.tobytes()
