"""Lines of the log: one event, one line. Nothing that anybody sent begins a line of its own."""

from __future__ import annotations

import logging

from queue_server.messages.discretion import redact


class OneLine(logging.Formatter):
    """Control characters are shown as what they are; what follows of a fault stands behind a bar."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of ``record``, and behind bars what the program says of a fault."""
        record.message = shown(redact(record.getMessage()))
        record.asctime = self.formatTime(record, self.datefmt)
        lines = [self.formatMessage(record)]
        if record.exc_info:
            told = self.formatException(record.exc_info).splitlines()
            lines += [f"  | {shown(redact(line))}" for line in told]
        return "\n".join(lines)


def shown(text: str) -> str:
    """``text`` in one line that moves no cursor and turns no writing round."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
