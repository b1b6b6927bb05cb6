"""Staff see whether visitors see and hear: TVs, loudspeakers, a muted zone, and whether a number was called aloud."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import staff_hands as hands
from tests.e2e.wired_tv import Tv, Voice

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SIZES = DESK, LOW_DESK, MINI = (1366, 768), (1366, 650), (380, 680)
SOON = 4_000
LOST = 12_000
DISPLAYS = {
    "lobby": {"zone": "A", "speaker": True, "name": {"id": "TV lobi", "en": "Lobby TV"}},
    "upstairs": {"zone": "B", "speaker": True},
}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with hands.paper_hall(
        tmp_path_factory.mktemp("sound"), mode="eventlet", displays=DISPLAYS
    ) as made:
        yield made


@pytest.fixture(scope="module")
def voice(running):
    made = Voice(running)
    yield made
    made.close()


@pytest.fixture(scope="module")
def wired_tv(running, voice):
    made = Tv(running)
    yield made
    made.close()


@pytest.fixture
def tv(running, wired_tv):
    """The TV of the lobby, and everything in order: it sounds, nobody waits, counter 1 is open."""
    wired_tv.sound("on")
    for zone in ("A", "B"):
        mute(running, zone, muted=False)
    wired_tv.have_said_all()
    running.in_order()
    running.staff("POST", "/counters/1/open")
    return wired_tv


@pytest.fixture
def hall(running):
    return running


def mute(hall, zone, **how) -> None:
    hall.ask("PUT", f"/api/v1/zones/{zone}/sound", how, token=hall.first_session())


def call_next(hall) -> str:
    """A visitor is taken and called to counter 1. The number."""
    hall.paper("printed")
    return str(hall.staff("POST", "/counters/1/next")["ticket"]["number"])


def alert(page):
    return page.locator(".alert")


def aloud(page):
    return page.locator(".aloud > span:visible")


def tops(page):
    """How high the number, the time and the loud button stand."""
    boxes = [page.locator(at).bounding_box() for at in (".who .num", ".timer b", ".btn.loud")]
    return [box["y"] for box in boxes]


def sound_card(page, zone="A"):
    return page.locator(f'[data-sound="{zone}"]')


def test_a_locked_loudspeaker_is_told_at_the_counters_of_its_zone_for_as_long_as_it_is_so(
    hall, tv, screens
):
    page = hands.console(screens, hall, DESK)
    tv.sound("blocked")
    expect(alert(page)).to_contain_text(
        "Suara TV lobi terkunci. Sentuh layarnya satu kali.", timeout=SOON
    )
    expect(page.locator('.chip.bad[data-id="sound:A/speaker_blocked"]')).to_have_text(
        "TV lobi: suara terkunci"
    )
    expect(page.locator(".console > .sr")).to_contain_text("Suara TV lobi terkunci.")
    page.reload()
    expect(alert(page)).to_contain_text("Suara TV lobi terkunci.")
    alert(page).get_by_role("button", name="Mengerti").click()
    expect(alert(page)).to_have_count(0)
    tv.sound("on")
    expect(alert(page)).to_contain_text("Suara TV lobi berbunyi lagi.", timeout=SOON)
    expect(page.locator(".chip.bad")).to_have_count(0)


def test_a_voice_that_fails_leaves_the_chime_and_staff_are_told_to_say_the_number(
    hall, tv, voice, screens
):
    page = hands.console(screens, hall, DESK)
    voice.condition("failed", "no voice id+f2")
    expect(alert(page)).to_contain_text(
        "Suara gagal, hanya bel yang berbunyi. Sebut nomor dan loket", timeout=SOON
    )
    voice.condition("ok")
    expect(alert(page)).to_contain_text("Suara berbunyi lagi dengan kata-kata.", timeout=SOON)


def test_the_counter_sees_quietly_whether_its_number_was_said(hall, tv, screens):
    page = hands.console(screens, hall, DESK)
    number = call_next(hall)
    expect(page.locator(".s-called")).to_be_visible(timeout=SOON)
    places = tops(page)
    call = tv.claim()
    assert call["number"] == number
    expect(aloud(page)).to_have_text("Sedang diumumkan", timeout=SOON)
    tv.report(call, "spoken")
    expect(aloud(page)).to_have_text(re.compile(r"^Sudah diumumkan \d\d\.\d\d$"), timeout=SOON)
    for result, words in (
        ("chime", "Hanya bel, tanpa kata"),
        ("failed", "Tidak terdengar: panggil dengan suara"),
    ):
        hands.press(page, "r")
        expect(page.locator(".aloud")).to_have_text("", timeout=SOON)
        tv.report(tv.claim(), result, "no_sound")
        expect(aloud(page)).to_have_text(words, timeout=SOON)
    expect(page.locator(".console > .sr")).to_contain_text(
        f"Nomor A {number[1:]}: Tidak terdengar: panggil dengan suara."
    )
    assert tops(page) == places


def test_a_supervisor_mutes_a_zone_and_its_counters_know_until_when(hall, tv, screens):
    admin = hands.admin(screens, hall, "devices")
    page = hands.console(screens, hall, DESK)
    sound_card(admin).get_by_role("button", name="Senyapkan 15 menit").click()
    expect(admin.locator(".alert.warn")).to_contain_text("Suara Lantai 1 disenyapkan sampai")
    state = sound_card(admin).locator(".state")
    expect(state).to_have_text(re.compile(r"senyap sampai \d\d\.\d\d"))
    expect(sound_card(admin, "B").locator(".state")).not_to_have_text(re.compile("senyap"))
    told = r"Suara Lantai 1 disenyapkan sampai \d\d\.\d\d\. Panggil dengan suara Anda\."
    expect(alert(page)).to_contain_text(re.compile(told), timeout=SOON)
    call_next(hall)
    expect(aloud(page)).to_have_text("Disenyapkan: panggil dengan suara", timeout=SOON)
    sound_card(admin).get_by_role("button", name="Bunyikan lagi").click()
    expect(admin.locator(".alert.good")).to_contain_text("Suara Lantai 1 berbunyi lagi.")
    expect(alert(page)).to_have_count(0, timeout=SOON)


def test_was_it_called_aloud_is_answered_by_keyboard(hall, tv, screens):
    number = call_next(hall)
    tv.report(tv.claim(), "spoken")
    hall.staff("POST", "/counters/1/recall")
    page = hands.admin(screens, hall, "devices")
    rows = page.locator(".said-rows tbody tr")
    expect(rows.first).to_contain_text("menunggu giliran", timeout=SOON)
    tv.report(tv.claim(), "chime", "no_sound")
    expect(rows.first).to_contain_text("hanya bel", timeout=SOON)
    expect(rows.first).to_contain_text("TV lobi")
    expect(rows.first).to_contain_text("panggilan ulang, kata-kata tidak datang tepat waktu")

    hands.walk_to(page, "#find-number")
    page.keyboard.type(f"a {int(number[1:])}")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_have_text(
        re.compile(rf"^Ya, {number} diumumkan pukul \d\d\.\d\d ke Loket 1\.$"), timeout=SOON
    )
    expect(rows).to_have_count(2)
    page.locator("#find-number").fill("A999")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_have_text("A999 belum dipanggil hari ini.", timeout=SOON)
    expect(rows).to_have_count(0)


def test_a_tv_that_goes_dark_is_told_and_so_is_its_return(hall, tv, screens):
    page = hands.console(screens, hall, DESK)
    admin = hands.admin(screens, hall, "devices")
    card = admin.locator('[data-screen="display:upstairs"]')
    expect(card.locator(".state")).to_have_text("belum pernah tersambung")

    address = f"{hall.url}/display/#token={hall.key('display', 'upstairs')}"
    upstairs = screens(address, width=1280, height=720)
    expect(card.locator(".state")).not_to_have_text(
        re.compile("belum pernah|tidak tersambung"), timeout=SOON
    )
    expect(card).to_contain_text("1280 x 720", timeout=SOON)
    upstairs.goto("about:blank")
    expect(card.locator(".state")).to_have_text("tidak tersambung", timeout=LOST)
    expect(sound_card(admin, "B").locator(".cause")).to_contain_text(
        "TV upstairs tidak tersambung, dan suaranya ikut hilang."
    )
    expect(alert(page)).to_have_count(0)  # another zone's counter
    admin.locator('[data-id="live"]').click()
    expect(admin.locator('[data-need="sound"]')).to_contain_text("TV upstairs tidak tersambung")
    upstairs.goto(address)
    expect(admin.locator('[data-need="sound"]')).to_have_count(0, timeout=SOON)


def test_every_state_of_sound_is_whole_and_moves_nothing(hall, tv, screens):
    hall.paper("printed")
    call_next(hall)
    page = hands.console(screens, hall, DESK)
    tv.report(tv.claim(), "failed", "stalled")
    expect(aloud(page)).to_contain_text("Tidak terdengar", timeout=SOON)
    places = tops(page)
    found = hands.faults_in_all(page, "not heard", SIZES)
    hands.press(page, "r")
    expect(page.locator(".dots i:nth-child(2).on")).to_be_visible(timeout=SOON)
    tv.claim()
    expect(aloud(page)).to_contain_text("Sedang diumumkan", timeout=SOON)
    assert tops(page) == places
    tv.sound("blocked")
    expect(alert(page)).to_be_visible(timeout=SOON)
    found += hands.faults_in_all(page, "locked", SIZES)
    mute(hall, "A", muted=True, minutes=30)
    expect(alert(page)).to_contain_text("disenyapkan", timeout=SOON)
    found += hands.faults_in_all(page, "muted", SIZES)
    assert "\n".join(found) == ""


def test_the_page_of_devices_is_whole_in_both_languages(hall, tv, screens):
    call_next(hall)
    tv.report(tv.claim(), "chime", "no_sound")
    tv.sound("blocked")
    mute(hall, "B", muted=True)
    page = hands.admin(screens, hall, "devices")
    expect(sound_card(page).locator(".cause")).to_be_visible(timeout=SOON)
    page.locator("#find-number").fill("A001")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_be_visible()
    found = []
    for language in ("id", "en"):
        hands.speak(page, language)
        for place, parts in (("devices", [".list"]), ("live", [".alerts", ".machines"])):
            page.locator(f'[data-id="{place}"]').click()
            for part in parts:
                expect(page.locator(part)).to_be_visible()
                found += [f"{part}, {language}: {one}" for one in hands.faults(page, part)]
    assert "\n".join(found) == ""
