"""config.yaml as frozen objects, checked once at start. All faults are reported at once, each with its path."""

from __future__ import annotations

from queue_server.config.definition import definition
from queue_server.config.loading import ConfigError, load
from queue_server.config.models import Config

__all__ = ["Config", "ConfigError", "definition", "load"]
