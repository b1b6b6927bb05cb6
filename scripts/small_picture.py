"""Make a screenshot small enough for the docs: python scripts/small_picture.py IN.png OUT.png WIDTH"""

from __future__ import annotations

import sys

from PIL import Image


def shrink(source: str, target: str, width: int) -> None:
    """Scale to ``width`` pixels and 200 colours: a screen of flat colours stays sharp at a tenth of the size."""
    picture = Image.open(source).convert("RGB")
    height = round(picture.height * width / picture.width)
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    small.quantize(200, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    shrink(sys.argv[1], sys.argv[2], int(sys.argv[3]))
