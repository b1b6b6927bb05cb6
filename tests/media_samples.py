"""Files as people send them, made here: small, whole, and wrong in one way each."""

import io
import zlib

from PIL import Image

PLACE = "Jalan rahasia 7"


def picture(kind="PNG", size=(64, 36), colour=(200, 30, 30), **how):
    made = io.BytesIO()
    Image.new(how.pop("mode", "RGB"), size, colour).save(made, kind, **how)
    return made.getvalue()


def photo(size=(40, 20), *, turned=6):
    """A JPEG that lies on its side, red at its left end, with the place where it was taken."""
    upright = Image.new("RGB", size, (255, 255, 255))
    upright.paste((200, 0, 0), (0, 0, size[0] // 4, size[1]))
    about = Image.Exif()
    about[0x0112], about[0x010E] = turned, PLACE
    about.get_ifd(0x8825)[1] = "S"
    made = io.BytesIO()
    upright.save(made, "JPEG", exif=about, comment=PLACE.encode(), quality=95)
    return made.getvalue() + f"<script>{PLACE}</script>".encode()


def box(name, content=b""):
    return (8 + len(content)).to_bytes(4, "big") + name + content


def mp4(codec=b"avc1", *, brand=b"isom", size=1000):
    """An MP4 as far as anybody looks: its boxes are whole, its film is not."""
    track = box(b"trak", box(b"stsd", codec + bytes(70)))
    return (
        box(b"ftyp", brand + bytes(4) + b"isomavc1")
        + box(b"mdat", bytes(size))
        + box(b"moov", track)
    )


def webm(codec=b"V_VP9"):
    return b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + bytes(40) + codec + bytes(200)


def png_that_says(width, height):
    """A PNG of few bytes that unpacks to width x height dots."""

    def chunk(name, content):
        checked = name + content
        return len(content).to_bytes(4, "big") + checked + zlib.crc32(checked).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\0\0\0"
    dots = zlib.compress(bytes(100_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")
    )
