"""``python -m printer.virtual``."""

import sys

from printer.virtual.printer import main

sys.exit(main())
