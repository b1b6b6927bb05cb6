"""What a file is, by its bytes: its name and what the sender says of it prove nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from queue_server.domain.media import MediaKind, NotAPicture, NotAVideo

HEAD_BYTES = 64
MP4_BRANDS = frozenset({
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9", b"mp41", b"mp42", b"avc1",
    b"dash", b"M4V ", b"M4VH", b"M4VP", b"MSNV", b"mmp4", b"f4v ", b"XAVC",
})  # fmt: skip
PICTURE_BRANDS = {
    b"heic": "heic", b"heix": "heic", b"mif1": "heic", b"msf1": "heic", b"avif": "avif", b"avis": "avif",
}  # fmt: skip
PLAYABLE = {b"avc1": "h264", b"avc3": "h264", b"vp08": "vp8", b"vp09": "vp9", b"av01": "av1"}
UNPLAYABLE = {b"hvc1": "hevc", b"hev1": "hevc", b"mp4v": "mpeg4", b"s263": "h263"}
WEBM_CODECS = (b"V_VP8", b"V_VP9", b"V_AV1")


@dataclass(frozen=True, slots=True)
class Content:
    kind: MediaKind
    ending: str
    type: str


PNG = Content(MediaKind.PICTURE, "png", "image/png")
JPEG = Content(MediaKind.PICTURE, "jpg", "image/jpeg")
WEBP = Content(MediaKind.PICTURE, "webp", "image/webp")
MP4 = Content(MediaKind.VIDEO, "mp4", "video/mp4")
WEBM = Content(MediaKind.VIDEO, "webm", "video/webm")
TYPES: Mapping[str, str] = {one.ending: one.type for one in (PNG, JPEG, WEBP, MP4, WEBM)}


def content_of(head: bytes, *, said: str = "") -> Content:
    """What a file is that begins with ``head``; ``said`` is the type its sender claims.

    Raises NotAPicture, or NotAVideo when a film was announced.
    """
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:HEAD_BYTES]:
        return WEBM
    if head[4:8] == b"ftyp" and head[8:12] in MP4_BRANDS:
        return MP4
    found = _named(head)
    refusal = NotAVideo if found in ("mov", "mkv") or said.startswith("video/") else NotAPicture
    raise refusal(why="unknown_content", **({"found": found} if found else {}))


def _named(head: bytes) -> str:
    """Other things people send, so that they can be told what it is; "" for the rest."""
    if head[4:8] == b"ftyp":
        return PICTURE_BRANDS.get(head[8:12], "mov" if head[8:12] == b"qt  " else "")
    known = {
        b"GIF8": "gif",
        b"%PDF": "pdf",
        b"MZ": "exe",
        b"PK\x03\x04": "zip",
        b"\x1aE\xdf\xa3": "mkv",
        b"BM": "bmp",
    }
    return next((name for magic, name in known.items() if head.startswith(magic)), "")


def check_mp4(moov: bytes) -> None:
    """Raises NotAVideo when no track of ``moov`` is in a codec that screens have."""
    if any(code in moov for code in PLAYABLE):
        return
    found = next((name for code, name in UNPLAYABLE.items() if code in moov), "")
    raise NotAVideo(why="codec", **({"found": found} if found else {}))


def check_webm(head: bytes) -> None:
    """The same for the first part of a WebM file."""
    if not any(code in head for code in WEBM_CODECS):
        raise NotAVideo(why="codec")
