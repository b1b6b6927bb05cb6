"""The two halves of the key that copies are encrypted to, in letters that a person can print, keep and type again.

The public half lies beside config.yaml and may be known to everybody. The private half is needed nowhere but at a
restore: it is kept in a safe.
"""

from __future__ import annotations

import base64
import binascii
import re
from hashlib import sha256
from pathlib import Path
from typing import Final

PUBLIC, PRIVATE = "SPPUB", "SPKEY"
SIZE: Final = 32
CHECK: Final = 3
"""Bytes behind the key that tell a slip of the pen: with them the letters are fourteen groups of four."""
_SEEN_AS: Final = str.maketrans("0189", "OIBG")
"""What these letters never are, and what was meant."""
_LONGEST: Final = 4096


class NoKey(Exception):
    """What was given is not the half that is needed, and why, in words."""


def name_of(public: bytes) -> str:
    """How people tell keys apart: the first eight letters of its SHA-256."""
    return sha256(public).hexdigest()[:8]


def letters(kind: str, half: bytes) -> str:
    """``half`` as SPKEY-ABCD-EFGH-.. for paper."""
    coded = base64.b32encode(half + _check(kind, half)).decode()
    return "-".join([kind, *re.findall("....", coded)])


def parse(text: str, *, kind: str) -> bytes:
    """The half in ``text``; lines with # are for people, spaces and dashes do not matter. Raises NoKey."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    plain = re.sub(r"[\s-]", "", "".join(lines)).upper()
    other = PRIVATE if kind == PUBLIC else PUBLIC
    if plain.startswith(other):
        words = {PUBLIC: "the private half, which belongs into a safe", PRIVATE: "the public half"}
        raise NoKey(f"this is {words[kind]}; the other one is needed")
    if not plain.startswith(kind):
        raise NoKey(f"there is no key in it (it begins with {kind}-)")
    try:
        told = base64.b32decode(plain.removeprefix(kind).translate(_SEEN_AS))
    except (binascii.Error, ValueError):
        raise NoKey("letters of the key are missing, or there are too many") from None
    half = told[:SIZE]
    if len(told) != SIZE + CHECK or told[SIZE:] != _check(kind, half):
        raise NoKey("a letter of the key is wrong")
    return half


def read(file: Path, *, kind: str) -> bytes:
    """The half in ``file``. Raises NoKey, OSError."""
    with file.open("rb") as opened:
        text = opened.read(_LONGEST)
    try:
        return parse(text.decode(), kind=kind)
    except UnicodeDecodeError:
        raise NoKey(f"there is no key in it (it begins with {kind}-)") from None


def _check(kind: str, half: bytes) -> bytes:
    return sha256(kind.encode() + half).digest()[:CHECK]
