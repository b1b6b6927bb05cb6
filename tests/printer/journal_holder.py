"""Begins a job, says so, and waits to be killed."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from printer.journal import Journal

journal = Journal(Path(sys.argv[1]))
at = datetime(2026, 11, 23, tzinfo=UTC)
journal.sending("1", "m", epoch="e", at=at, paper_mm=105)
journal.settle("1", "m", state="printed")
journal.sending("2", "m", epoch="e", at=at, paper_mm=106)
sys.stdout.write("sending\n")
sys.stdout.flush()
sys.stdin.read()
