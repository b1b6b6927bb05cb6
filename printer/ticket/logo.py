"""The hall's logo: a PNG out of the settings, made black and white for the paper."""

from __future__ import annotations

import base64
import binascii
import io
import logging

from PIL import Image

MOST_PIXELS = 4_000_000  # more is no logo; a small file can pretend to be a huge picture
MOST_ROWS, AT_DOTS = 96, 576  # so high on paper of so many dots, and on other paper in proportion
KEPT = (576, 384)  # no paper needs more of it
log = logging.getLogger("printer")


def read_logo(told: object) -> Image.Image | None:
    """The picture in ``told`` (base64 of a PNG) in greys on white; None with a log line if it is none."""
    if not told:
        return None
    try:
        data = base64.b64decode(str(told), validate=True)
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError(f"{picture.width} x {picture.height} pixels are too many")
            return _grey(picture)
    except (
        OSError,
        ValueError,
        SyntaxError,
        binascii.Error,
        Image.DecompressionBombError,
    ) as error:
        log.warning("the logo cannot be used: %s", error)
        return None


def logo_for(logo: Image.Image, *, dots: int, edge: int, size: float) -> Image.Image:
    """``logo`` in black and white, as large as paper of ``dots`` dots has room for; never enlarged."""
    rows = MOST_ROWS * dots / AT_DOTS * size
    scale = min(1.0, rows / logo.height, (dots - 2 * edge) / logo.width)
    smaller = (max(1, round(logo.width * scale)), max(1, round(logo.height * scale)))
    grey = logo.resize(smaller, Image.Resampling.LANCZOS)
    return grey.point([0] * 128 + [255] * 128, "1")


def _grey(picture: Image.Image) -> Image.Image:
    coloured = picture.convert("RGBA")
    on_white = Image.new("RGBA", coloured.size, "white")
    on_white.alpha_composite(coloured)
    grey = on_white.convert("L")
    grey.thumbnail(KEPT, Image.Resampling.LANCZOS)
    return grey
