"""The keys of ``rules`` in config.yaml; queue_server/domain/rules.py says what each one means."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from queue_server.config.values import Code, Prefix, Section, Text
from queue_server.domain.rules import Policy

Weight = Annotated[int, Field(ge=1, le=20)]
Minutes = Annotated[int, Field(ge=0, le=480)]
Share = Annotated[float, Field(ge=0, le=1)]
Used = Annotated[float, Field(ge=0, le=10)]


class Rules(Section):
    order: Policy = Policy.HEAD_START
    weights: tuple[Weight, Weight] = (2, 1)
    max_priority_run: int = Field(default=3, ge=1, le=50)
    help_from: Used = 1.0
    help_below: Used = 0.7
    calls: int = Field(default=3, ge=1, le=10)
    spacing_s: int = Field(default=25, ge=0, le=600)
    strict: bool = False
    rounds: int = Field(default=1, ge=1, le=5)
    recycle_after: int = Field(default=2, ge=0, le=50)
    drop_min: Minutes = 30
    hold_min: Minutes = 30
    undo_s: int = Field(default=10, ge=0, le=120)
    kept_share: Share = 0.5
    kept_cap_min: Minutes = 20
    results: dict[Code, Text] = {}
    roll_prefix: Prefix = "Z"
    early_min: Minutes = 30
    late_min: Minutes = 10
    call_before_min: Minutes = 10
    online_share: Share = 0.6
    estimates_after: int = Field(default=20, ge=0, le=1000)

    def plain(self) -> dict[str, Any]:
        """Only what a site set, in plain values: what the database keeps."""
        return self.model_dump(mode="json", exclude_defaults=True)
