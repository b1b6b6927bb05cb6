"""How a page looks, measured in the browser: sizes in the world, gaps, letters, what is cut or covered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

CAPITALS = {"Atkinson Hyperlegible Next": 0.668, "B612": 0.75}
"""Capital height of each family, as a share of the font size."""

LOOK = (Path(__file__).parent / "look.js").read_text()


def look(page: Page, root: str = "body", safe: float = 0) -> dict[str, Any]:
    """``buttons``, ``texts`` and ``faults`` inside ``root``; ``safe`` is the share of each side to keep free."""
    found: dict[str, Any] = page.evaluate(LOOK, {"root": root, "safe": safe, "capitals": CAPITALS})
    return found


def capitals_px(text: dict[str, Any]) -> float:
    return float(text["px"]) * CAPITALS[text["family"]]


def too_small(
    seen: dict[str, Any], *, px_per_mm: float, target_mm: float, gap_mm: float
) -> list[str]:
    """Targets smaller than a finger needs, and pairs nearer to each other than a finger can tell."""
    faults = [
        f"{one['label']}: {one['width'] / px_per_mm:.1f} x {one['height'] / px_per_mm:.1f} mm"
        for one in seen["buttons"]
        if min(one["width"], one["height"]) < target_mm * px_per_mm - 0.5
    ]
    for at, one in enumerate(seen["buttons"]):
        for other in seen["buttons"][at + 1 :]:
            a, b = one["rect"], other["rect"]
            apart = max(
                max(a["left"], b["left"]) - min(a["right"], b["right"]),
                max(a["top"], b["top"]) - min(a["bottom"], b["bottom"]),
            )
            if apart < gap_mm * px_per_mm - 0.7:
                faults.append(
                    f"{one['label']} and {other['label']}: {apart / px_per_mm:.1f} mm apart"
                )
    return faults


def too_fine(seen: dict[str, Any], *, capitals: float) -> list[str]:
    """Texts whose capitals are lower than ``capitals`` px."""
    return [
        f"{text['text']} ({text['of']}): {capitals_px(text):.1f} px"
        for text in seen["texts"]
        if capitals_px(text) < capitals - 0.2
    ]
