"""The public board in a browser: phone, desk and TVs at the entrance; both languages; never old calls as fresh."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looks import look, too_fine
from tests.e2e.staff_hands import INDONESIAN, walk_to

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SIZES = {"phone": (390, 844), "desk": (1366, 768), "TV": (1920, 1080), "upright TV": (1080, 1920)}
SAFE = 0.05
LEAST, ROW, NEWEST = 3.7, 4.55, 9.7
"""Capital heights in rem on a 55 inch TV read from 5 m."""
NOW = datetime(2026, 11, 23, 3, 32, tzinfo=UTC)
NOON = {"state": "pause", "reason": "friday_prayer", "until": "2026-11-23T06:00:00.000Z"}
NIGHT = {"state": "closed", "reason": None, "until": "2026-11-24T00:30:00.000Z"}
SERVICES = [
    "KTP-el", "Kartu Keluarga (KK)", "Akta Kelahiran", "Kartu Identitas Anak (KIA)", "Surat Pindah", "Perpanjangan SIM",
    "SKCK", "Pajak kendaraan", "Balik nama kendaraan",
]  # fmt: skip
ZONES = [
    {"code": code, "name": {"id": f"Lantai {at}", "en": f"Floor {at}"}}
    for at, code in enumerate("AB", 1)
]
_keys = count()


def board(zone: str, **changes: Any) -> dict[str, Any]:
    """A public board of ``zone`` in the morning's rush."""
    services = [
        {"code": f"S{at}", "name": {"id": name, "en": f"Service {at}"}}
        for at, name in enumerate(SERVICES)
    ]
    calls = [
        {
            "seq": 100 - at, "number": f"A{47 - at:03}", "prefix": "A", "service": services[at],
            "counter": {"code": str(at + 1), "name": {"id": f"Loket {at + 1}", "en": f"Counter {at + 1}"}},
            "agency": {"name": {"id": "Disdukcapil", "en": "Registry"}},
            "called_at": f"{NOW - timedelta(minutes=2 * at + (zone == 'B')):%Y-%m-%dT%H:%M:%S}.000Z",
        }
        for at in range(8)
    ]  # fmt: skip
    return {
        "seq": 100, "now": "2026-11-23T03:32:10.000Z", "zones": ZONES, "calls": calls, "waiting_total": 36,
        "site": {
            "code": "SIAK", "time_zone": "Asia/Jakarta", "languages": ["id", "en"],
            "region": {"id": "Kabupaten Siak", "en": "Siak"},
            "name": {"id": "Mal Pelayanan Publik Kabupaten Siak", "en": "Public Service Mall Siak"},
        },
        "zone": next(one for one in ZONES if one["code"] == zone), "open_counters": 7,
        "hours": {"state": "open", "reason": None, "until": None},
        "waiting": [{"service": one, "prefix": "A", "count": at * 5 % 9} for at, one in enumerate(services)], **changes,
    }  # fmt: skip


LONG = board("A")["calls"][0] | {
    "number": "4K1003", "prefix": "4K", "counter": {"code": "INFO", "name": {"id": "Loket Informasi dan Pengaduan"}},
    "service": {"code": "X", "name": {"id": "Pendaftaran Penduduk Nonpermanen dan Pindah Datang"}},
}  # fmt: skip
QUIET = {"calls": [], "waiting": [], "waiting_total": 0, "open_counters": 0, "hours": NIGHT}
STATES: dict[str, tuple[dict[str, Any], str]] = {
    "open": ({}, "Buka"),
    "break": ({"hours": NOON}, "Dilanjutkan pukul\u00a013.00"),
    "night": (QUIET, "Buka Selasa pukul\u00a007.30"),
    "long": ({"calls": [LONG, *board("A")["calls"][1:]]}, "Nonpermanen dan Pindah Datang"),
}


class Boards:
    """What the page is told: ``changes`` of each board, or nothing while it is ``away``."""

    def __init__(self, page: Page) -> None:
        self.changes: dict[str, Any] = {}
        self.away = False
        self.asked: list[str] = []
        page.route("**/api/v1/boards**", self._answer)

    def _answer(self, route: Any) -> None:
        code = route.request.url.rsplit("/", 1)[1]
        self.asked.append(code)
        if self.away:
            route.abort()
        else:
            route.fulfill(
                json={"zones": ZONES} if code == "boards" else board(code, **self.changes)
            )


def open_board(screens: Any, hall: Any, path: str, size: str) -> tuple[Page, Boards]:
    width, height = SIZES[size]
    page: Page = screens("about:blank", width=width, height=height)
    page.clock.install(time=NOW)
    boards = Boards(page)
    page.goto(f"{hall.url}{path}")
    page.locator("html[data-ready] .newest .num").wait_for()
    page.evaluate("document.fonts.ready")
    return page, boards


def again(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('online'))")


def faults(page: Page, is_tv: bool) -> list[str]:
    size = page.viewport_size
    assert size
    if not is_tv:  # what a page has below its window can be scrolled to
        page.set_viewport_size(
            {"width": size["width"], "height": 2600 if size["width"] < 1000 else 1590}
        )
    seen = look(page, safe=SAFE if is_tv else 0)
    page.set_viewport_size(size)
    assert len(seen["texts"]) > 5
    faint = [
        f"{one['text']}: {one['contrast']:.1f}" for one in seen["texts"] if one["contrast"] < 4.5
    ]
    if is_tv:
        return [*seen["faults"], *faint, *too_fine(seen, capitals=LEAST * seen["remPx"])]
    fine = [f"{one['text']}: {one['px']} px" for one in seen["texts"] if one["px"] < 14]
    small = [one["label"] for one in seen["buttons"] if min(one["width"], one["height"]) < 44]
    return [*seen["faults"], *faint, *fine, *small]


@pytest.mark.parametrize("size", SIZES)
def test_every_state_fits_every_screen(desk_hall, screens, size):
    is_tv = "TV" in size
    page, boards = open_board(screens, desk_hall, "/board/A", size)
    for state, (changes, words) in STATES.items():
        boards.changes = changes
        again(page)
        expect(page.locator("main")).to_contain_text(words)
        assert faults(page, is_tv) == [], state
    boards.changes = {}
    again(page)
    expect(page.locator(".newest .num")).to_contain_text("047")
    if is_tv:
        texts = {one["text"]: one for one in look(page)["texts"]}
        rem = look(page)["remPx"]
        assert texts["047"]["px"] * 0.75 / rem >= NEWEST
        assert texts["046"]["px"] * 0.75 / rem >= ROW
    else:
        assert page.locator(".calls tbody tr").count() == 7
        assert page.locator(".lines tbody tr").count() == len(SERVICES)
    shown = [int(text) for text in page.locator(".lines tbody td").all_inner_texts()]
    assert sum(shown) == sum(line["count"] for line in board("A")["waiting"]), (
        "nobody who waits is left out"
    )


@pytest.mark.parametrize("size", ["phone", "TV"])
def test_all_places_together_say_the_place_of_each_call_in_both_languages(desk_hall, screens, size):
    page, _boards = open_board(screens, desk_hall, "/board/", size)
    expect(page.locator(".newest .what")).to_contain_text("Lantai 1")
    assert page.title() == "Antrean, Mal Pelayanan Publik Kabupaten Siak"
    assert faults(page, size == "TV") == []
    if size == "phone":
        page.locator("#language").click()
        expect(page.locator(".newest h2")).to_have_text("Newest call")
        assert faults(page, False) == []
        seen = [one["text"] for one in look(page)["texts"]]
        assert [text for text in seen if INDONESIAN.search(text)] == []
        expect(page.locator("nav a[aria-current]")).to_have_text("All")


@pytest.mark.parametrize("size", ["phone", "TV"])
def test_a_server_that_is_away_is_said_and_asked_less_often_and_nothing_old_looks_fresh(
    desk_hall, screens, size
):
    page, boards = open_board(screens, desk_hall, "/board/A", size)
    boards.away = True
    page.clock.run_for(13_000)
    expect(page.locator("#note")).to_be_hidden()
    page.clock.run_for(3_500)
    expect(page.locator("#note")).to_contain_text("10.32")
    assert faults(page, size == "TV") == []
    boards.asked.clear()
    page.clock.run_for(45_000)
    expect(page.locator("body.is-old #note")).to_contain_text("engarkan petugas")
    assert len(boards.asked) <= 4
    assert faults(page, size == "TV") == []
    boards.away = False
    again(page)
    expect(page.locator("body.is-fresh #note")).to_be_hidden()


def test_a_page_that_nobody_sees_asks_nothing(desk_hall, screens):
    page, boards = open_board(screens, desk_hall, "/board/A", "phone")
    page.evaluate(
        """window.isHidden = true
        Object.defineProperty(document, 'hidden', { get: () => window.isHidden, configurable: true })"""
    )
    page.clock.run_for(3_500)
    boards.asked.clear()
    page.clock.run_for(30_000)
    assert boards.asked == []
    page.evaluate("window.isHidden = false; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("body.is-fresh")).to_have_count(1)
    assert boards.asked == ["A"]


def test_whoever_comes_in_sees_the_call_and_nothing_of_the_visitor(desk_hall, screens):
    page: Page = screens(f"{desk_hall.url}/board/B", width=390, height=844)
    page.locator("html[data-ready] #facts .state").wait_for()
    assert page.title().startswith("Antrean Lantai 2, ")
    taken = desk_hall.take("BPHTB", key=f"board-{next(_keys):06}", priority="lansia")
    desk = next(c for c in desk_hall.staff("GET", "/hall")["counters"] if "BPHTB" in c["services"])[
        "code"
    ]
    desk_hall.staff("POST", f"/counters/{desk}/open")
    answers = []
    page.on(
        "response",
        lambda answer: answers.append(answer.status) if "/boards/" in answer.url else None,
    )
    desk_hall.staff("POST", f"/counters/{desk}/next")
    expect(page.locator("#newest[aria-live=polite] .num")).to_contain_text(
        taken["number"][1:], timeout=8_000
    )
    again(page)
    page.wait_for_event("response", lambda answer: answer.status == 304, timeout=8_000)
    assert not any(secret in page.content() for secret in (taken["token"], "ansia", "sp_"))
    assert page.locator("table caption").count() == page.locator("table").count() > 0
    walk_to(page, 'nav a[href="/board/A"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/board/A")
    expect(page.locator("nav a[aria-current]")).to_have_text("Lantai 1")


def test_a_place_that_is_none_leads_to_all_of_them(desk_hall, screens):
    page: Page = screens(f"{desk_hall.url}/board/attic", width=390, height=844)
    expect(page.locator("#note")).to_contain_text("Tempat ini tidak ada")
    page.locator("#note a").click()
    page.locator("html[data-ready] #facts .state").wait_for()
