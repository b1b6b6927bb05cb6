"""``python -m display.announcer.doctor``."""

import sys

from display.announcer.doctor.examine import main

sys.exit(main())
