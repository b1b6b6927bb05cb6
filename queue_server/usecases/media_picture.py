"""A picture drawn anew: upright, no larger than a TV, and without anything that is not to be seen on it."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from queue_server.domain.media import NotAPicture
from queue_server.domain.media_content import JPEG, PNG, WEBP, Content

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 3840
MOST_PIXELS = {PNG: 32_000_000, WEBP: 32_000_000, JPEG: 64_000_000}
"""What a picture may take when it is unpacked; a JPEG is read at half its size when it is larger than a TV."""
FORMATS: dict[Content, tuple[str, dict[str, Any]]] = {
    PNG: ("PNG", {"compress_level": 6}), JPEG: ("JPEG", {"quality": 90}), WEBP: ("WEBP", {"quality": 90}),
}  # fmt: skip


def drawn_anew(source: Path, target: Path, content: Content) -> tuple[int, int]:
    """Write the picture of ``source`` to ``target``, durably; width and height. Raises NotAPicture.

    What turns it upright and what its colours mean is followed first; then everything but the dots is left behind:
    places and names in EXIF, comments, what follows the end. Of moving pictures the first stays. A leaf call: slow.
    """
    # Late: who never uploads a picture never pays for the library.
    from PIL import Image as pillow  # noqa: N813

    name, how = FORMATS[content]
    try:
        with pillow.open(source, formats=[name]) as checked:
            if checked.width * checked.height > MOST_PIXELS[content]:
                raise NotAPicture(why="too_many_pixels", most=MOST_PIXELS[content])
            checked.verify()
        with pillow.open(source, formats=[name]) as opened:
            picture = _plain(opened)
        with target.open("xb") as out:
            picture.save(out, name, **how)
            out.flush()
            os.fsync(out.fileno())
    except (pillow.DecompressionBombError, pillow.DecompressionBombWarning):
        raise NotAPicture(why="too_many_pixels", most=MOST_PIXELS[content]) from None
    except OSError as error:
        if error.errno is not None:  # the disk; Pillow's own have no number
            raise
        raise NotAPicture(why="broken") from error
    except (
        SyntaxError,
        ValueError,
        EOFError,
        IndexError,
        KeyError,
        TypeError,
        MemoryError,
    ) as error:
        # Whatever a decoder says of bytes that were made to confuse it.
        raise NotAPicture(why="broken") from error
    return picture.size


def _plain(opened: Image) -> Image:
    """A copy of the dots alone. Small first: what follows is done with far fewer of them."""
    from PIL import Image as pillow  # noqa: N813
    from PIL import ImageOps

    size = (LONGEST_SIDE, LONGEST_SIDE)
    opened.draft("RGB", size)
    mode = "RGBA" if opened.has_transparency_data else "RGB"
    profile = opened.info.get("icc_profile")
    picture = opened if opened.mode in (mode, "CMYK") else opened.convert(mode)
    picture.thumbnail(size, pillow.Resampling.LANCZOS)
    if profile:
        picture = _in_srgb(picture, profile)
    picture = ImageOps.exif_transpose(picture.convert(mode))
    bare = pillow.new(mode, picture.size)
    bare.paste(picture)
    return bare


def _in_srgb(picture: Image, profile: bytes) -> Image:
    """The same colours in the space of all screens; a profile that cannot be read is left out."""
    from PIL import ImageCms

    if picture.mode not in ("RGB", "CMYK"):
        return picture
    try:
        known = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        ours = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(picture, known, ours, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return changed or picture
