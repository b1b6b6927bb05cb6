"""Secrets that strayed into a text: taken out before it is written anywhere."""

from __future__ import annotations

import re
from typing import Final

HIDDEN: Final = "***"
NAMED: Final = re.compile(
    r"""(?ix)
    ( \b(?: bearer \s+ | basic \s+
         | (?: (?:access_|device_)? token | password | passwd | secret | csrf | api_?key | kata[ _]sandi )
           ["']? \s* [:=] \s* (?: b?["'] )?
         | (?: __host- )? satupintu \s* = \s* )
    )
    [^\s"'&;,)}\]]{6,}
    """
)
IN_ADDRESS: Final = re.compile(r"(\w+://[^\s:/@]*:)[^\s/@]+(@)")
OURS: Final = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{43}(?![\w-])")
"""How tokens of devices and sessions look: 32 random bytes. Ticket tokens are shorter, and no secret of ours."""


def redact(text: str) -> str:
    """The text with ``***`` where a token, a password or a cookie stood.

    ("Authorization: Bearer abc") gives "Authorization: Bearer ***".
    """
    text = NAMED.sub(rf"\1{HIDDEN}", text)
    text = IN_ADDRESS.sub(rf"\1{HIDDEN}\2", text)
    return OURS.sub(HIDDEN, text)
