"""Which mode the server will run in, read before anything heavy is imported.

Eventlet must patch the standard library before pydantic, Flask and SQLAlchemy are loaded, so this reads one word of
config.yaml by itself; the full check comes right after.
"""

from __future__ import annotations

from pathlib import Path

import yaml


def is_eventlet(config: str) -> bool:
    """Whether ``server.mode`` of this file is eventlet, the default. A file that cannot be read counts as such."""
    try:
        raw = yaml.safe_load(Path(config).read_text(encoding="utf-8"))
        mode: object = raw["server"]["mode"]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError):
        return True
    return mode == "eventlet"
