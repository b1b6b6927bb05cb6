"""What a ticket template may say: an ordered list of blocks. Server and print agents check it alike.

There is no block that tells for whom a number is, and none can be made: unknown names are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

MOST_BLOCKS: Final = 40
LONGEST_TEXT: Final = 400
SPACE_MM: Final = (1, 40)
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")

SIZES: Final = ("small", "normal", "large")
ALIGNS: Final = ("center", "start", "end")
WORDS: Final = ("beside", "none")
# What a block can show, in the order it is shown; a block without ``show`` shows all of it.
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "hall": ("name", "region"),
    "service": ("agency", "place"),
    "facts": ("ahead", "expected", "watch"),
    "footer": ("reprinted", "once", "missed", "today"),
}
OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "band": (),
    "logo": ("size", "align"),
    "hall": ("size", "align", "show"),
    "copy": ("size",),
    "service": ("size", "align", "show"),
    "number": ("size",),
    "facts": ("size", "show"),
    "code": ("size", "words"),
    "requirements": ("size", "align"),
    "date": ("size", "align"),
    "footer": ("size", "align", "show"),
    "text": ("size", "align"),
    "rule": (),
    "space": ("mm",),
}


class TemplateFaults(ValueError):
    """``faults``: one sentence for each thing that is wrong, beginning with its path."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of the paper. ``text`` is of ``text`` blocks, ``mm`` of ``space``, ``words`` of ``code``."""

    kind: str
    size: str = "normal"
    align: str = "center"
    show: tuple[str, ...] = ()
    words: str = "beside"
    mm: float = 0
    text: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    blocks: tuple[Block, ...]


def read_template(raw: object) -> Template:
    """The template in ``raw``, as YAML or JSON gave it. Raises TemplateFaults with all that is wrong."""
    found = _Reading()
    template = Template(blocks=tuple(found.blocks(raw)))
    if found.faults:
        raise TemplateFaults(tuple(found.faults))
    return template


class _Reading:
    def __init__(self) -> None:
        self.faults: list[str] = []

    def fault(self, path: str, expected: str, got: object) -> None:
        self.faults.append(f"{path}: {expected} (got {_short(got)})")

    def blocks(self, raw: object) -> Iterator[Block]:
        if not isinstance(raw, Mapping):
            return self.fault("template", "blocks: with a list of blocks", raw)
        for key in raw:
            if key != "blocks":
                self.fault(_short(key, quoted=False), "a template has only blocks", raw[key])
        rows = raw.get("blocks")
        if not isinstance(rows, list | tuple) or not 1 <= len(rows) <= MOST_BLOCKS:
            return self.fault("blocks", f"a list of 1 to {MOST_BLOCKS} blocks", _size_of(rows))
        for nth, row in enumerate(rows):
            if block := self.block(f"blocks.{nth}", row):
                yield block

    def block(self, path: str, row: object) -> Block | None:
        """``row`` is a block's name, or {name: {option: value}}."""
        kind: object = row
        options: object = None
        if isinstance(row, Mapping) and len(row) == 1:
            [(kind, options)] = row.items()
        options = {} if options is None else options
        if not isinstance(kind, str) or kind not in OPTIONS:
            self.fault(path, f"one of {', '.join(OPTIONS)}", kind)
            return None
        if not isinstance(options, Mapping):
            self.fault(path, f"{kind} with its options as {{name: value}}", options)
            return None
        if kind == "text":
            return self.text(path, options)
        given = {"show": PARTS.get(kind, ())} | dict(self.options(path, kind, options))
        if kind == "space" and "mm" not in options:
            self.faults.append(f"{path}.mm: millimetres are needed")
        return Block(kind=kind, **given)

    def options(
        self, path: str, kind: str, options: Mapping[Any, object]
    ) -> Iterator[tuple[str, Any]]:
        for name, value in options.items():
            if name not in OPTIONS[kind]:
                can = ", ".join(OPTIONS[kind]) or "none"
                where = f"{path}.{_short(name, quoted=False)}"
                self.fault(where, f"{kind} has no such option; it has {can}", value)
                continue
            if name == "show":
                yield name, self.show(f"{path}.{name}", PARTS[kind], value)
            elif _fits(name, value):
                yield name, value
            else:
                self.fault(f"{path}.{name}", _EXPECTED[name], value)

    def show(self, path: str, parts: tuple[str, ...], value: object) -> tuple[str, ...]:
        if not isinstance(value, list | tuple) or not all(part in parts for part in value):
            self.fault(path, f"a list of {_either(parts)}", value)
            return ()
        return tuple(part for part in parts if part in value)

    def text(self, path: str, options: Mapping[Any, object]) -> Block:
        """A ``text`` block has its texts by language beside its options."""
        texts = {k: v for k, v in options.items() if k not in OPTIONS["text"]}
        for language, text in texts.items():
            where = f"{path}.{_short(language, quoted=False)}"
            if not isinstance(language, str) or not LANGUAGE.fullmatch(language):
                self.fault(where, "a language like id or en, size or align", text)
            elif not isinstance(text, str) or not 1 <= len(text.strip()) <= LONGEST_TEXT:
                self.fault(where, f"a text of 1 to {LONGEST_TEXT} characters", text)
        if "id" not in texts:
            self.faults.append(f"{path}.id: the Indonesian text is needed")
        rest = {k: v for k, v in options.items() if k in OPTIONS["text"]}
        said = {k: v for k, v in texts.items() if isinstance(k, str) and isinstance(v, str)}
        return Block(kind="text", text=said, **dict(self.options(path, "text", rest)))


def _is_mm(value: object) -> bool:
    least, most = SPACE_MM
    return isinstance(value, int | float) and value is not True and least <= value <= most


def _one_of(allowed: tuple[str, ...]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in allowed


def _either(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"


_CHECKS: Final[Mapping[str, Callable[[object], bool]]] = {
    "size": _one_of(SIZES),
    "align": _one_of(ALIGNS),
    "words": _one_of(WORDS),
    "mm": _is_mm,
}
_EXPECTED: Final[Mapping[str, str]] = {
    "size": _either(SIZES),
    "align": _either(ALIGNS),
    "words": _either(WORDS),
    "mm": f"{SPACE_MM[0]} to {SPACE_MM[1]} millimetres",
}


def _fits(name: str, value: object) -> bool:
    return _CHECKS[name](value)


def _size_of(rows: object) -> object:
    return len(rows) if isinstance(rows, list | tuple) else rows


def _short(value: object, *, quoted: bool = True) -> str:
    said = repr(value) if quoted else str(value)
    return said if len(said) <= 60 else f"{said[:57]}..."
