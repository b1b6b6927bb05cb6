"""``python piped.py IN OUT PROGRAM ...`` becomes PROGRAM with IN as its file 3 and OUT as its file 4.

Chromium's --remote-debugging-pipe wants exactly these. Nothing else has to be there yet, so nothing can be in the way.
"""

from __future__ import annotations

import fcntl
import os
import sys


def main(given: list[str]) -> None:
    """Never comes back."""
    # Away from 3 and 4 first: one of the two may be where the other has to go.
    far = [fcntl.fcntl(int(one), fcntl.F_DUPFD_CLOEXEC, 10) for one in given[:2]]
    for one in given[:2]:
        os.close(int(one))
    for place, high in zip((3, 4), far, strict=True):
        os.dup2(high, place)
    os.execv(given[2], given[2:])


if __name__ == "__main__":
    main(sys.argv[1:])
