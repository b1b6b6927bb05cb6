"""``python -m kiosk``: the touchscreen of a hall, full screen, looked after. ``--help`` tells the rest."""

from __future__ import annotations

import sys

from queue_server.launcher.main import main

if __name__ == "__main__":
    sys.exit(main("kiosk"))
