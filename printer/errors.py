"""What can go wrong between a print job and paper.

PrinterError
├── Blocked          nothing was sent: it may be tried again, here or elsewhere
├── Unknown          bytes were sent and there is no proof: a person decides
├── BadJob           the server sent a job that cannot be laid out
└── MissingFont      a font file is not where the set-up puts it
"""

from __future__ import annotations


class PrinterError(Exception):
    """``code`` is stable and translated by screens; ``detail`` is for the log and may be empty."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class Blocked(PrinterError):
    """Nothing reached the printer. Codes: offline, mute, cover_open, paper_out, cutter_jam,
    printer_fault, journal, not_ours, bad_job.

    ``causes`` are all that hold when it is the printer's fault, the worst (``code``) first.
    """

    def __init__(self, code: str, detail: str = "", *, causes: tuple[str, ...] = ()) -> None:
        super().__init__(code, detail)
        self.causes = causes


class Unknown(PrinterError):
    """Bytes were sent and nobody proved that they became paper. Codes: broken_off (the way to the
    printer failed), no_proof (it did not say that it printed), or what the printer says is wrong."""


class BadJob(PrinterError):
    """Details name the field."""


class MissingFont(PrinterError):
    """Details name the file and what fetches it."""
