"""``python -m printer.doctor``."""

import sys

from printer.doctor.examine import main

sys.exit(main())
