"""What TVs show, from the admin page to the playlist of the zone: real files, a real server, a real browser."""

from __future__ import annotations

import io
import re
import urllib.error
import urllib.request

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e import staff_hands as hands
from tests.e2e.films import recorded
from tests.e2e.running import RunningHall, shipped
from tests.media_samples import PLACE, photo, picture

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SOON = 4_000
PATIENT = 30_000
SEEN = """() => [
  ...Array.from(document.querySelectorAll('.thumb img'), (one) => one.naturalWidth > 0),
  document.querySelector('.thumb video').videoWidth,
]"""
HIDE = """() => {
  for (const one of document.querySelectorAll('.tv, .thumb')) one.style.visibility = 'hidden'
}"""


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    made = RunningHall(
        tmp_path_factory.mktemp("media"), mode="eventlet", printer_port=9, command="serve"
    )
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture
def hall(running):
    """Nothing on any screen."""
    owner = running.key("owner", "owner")
    for item in running.ask("GET", "/api/v1/media", token=owner)["items"]:
        running.ask("DELETE", f"/api/v1/media/{item['id']}", token=owner)
    return running


def choose(page, name, data, said):
    given = {"name": name, "mimeType": said, "buffer": data}
    page.locator('[data-id="media-file"]').set_input_files(given if isinstance(data, bytes) else data)  # fmt: skip


def upload(page, name, data, said="image/png", *, zone=None):
    """The line of the tray."""
    choose(page, name, data, said)
    if zone:
        page.locator(f"#m-zone-{zone}").check()
    page.get_by_role("button", name="Unggah", exact=True).click()
    return page.locator(".uploads li").last


def arrived(line):
    expect(line).to_have_class("card good", timeout=PATIENT)


def items(hall):
    listed = hall.ask("GET", "/api/v1/media", token=hall.key("owner", "owner"))["items"]
    return {item["name"]: item for item in listed}


def playlist(hall, zone):
    """Names of what screens of the zone show now."""
    key = hall.key("display", next(iter(shipped()["displays"])))
    shown = hall.ask("GET", f"/api/v1/media/playlist?zone={zone}", token=key)["items"]
    return [item["name"] for item in shown]


def fetched(hall, url):
    with urllib.request.urlopen(hall.url + url, timeout=10) as answer:
        return answer.headers, answer.read()


def sent_straight(hall, data, said):
    """(status, code) of a file sent without the page."""
    request = urllib.request.Request(
        f"{hall.url}/api/v1/media?name=straight", data=data, method="POST",
        headers={"Authorization": f"Bearer {hall.key('owner', 'owner')}", "Content-Type": said},
    )  # fmt: skip
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=60)
    with refused.value as answer:
        return answer.code, answer.read().decode()


def stored(hall):
    return sorted(file.name for file in (hall.data / "media").glob("*"))


def test_pictures_and_a_film_reach_the_screens_of_their_zone_and_tell_no_secrets(hall, screens):
    page = hands.admin(screens, hall, "media")
    arrived(upload(page, "Jadwal.png", picture(size=(640, 360))))
    sent = photo((400, 200))
    assert PLACE.encode() in sent
    arrived(upload(page, "Foto.jpg", sent, "image/jpeg", zone="A"))
    film = recorded(page)
    arrived(upload(page, "Film.webm", film, "video/webm", zone="B"))

    rows = page.locator("[data-item]")
    expect(rows).to_have_count(3, timeout=SOON)
    assert (playlist(hall, "A"), playlist(hall, "B")) == (["Jadwal", "Foto"], ["Jadwal", "Film"])
    listed = items(hall)
    _, shown = fetched(hall, listed["Foto"]["url"])
    with Image.open(io.BytesIO(shown)) as seen:
        assert (seen.size, dict(seen.getexif())) == ((200, 400), {})
    assert PLACE.encode() not in shown
    headers, played = fetched(hall, listed["Film"]["url"])
    assert (headers["Content-Type"], played) == ("video/webm", film)
    # The browser shows what the server gives out: every thumbnail has dots.
    expect(page.locator(".thumb .broken")).to_have_count(0)
    hall.wait_until(lambda: page.evaluate(SEEN) == [True, True, 160], "the thumbnails")


def test_what_is_no_picture_or_too_large_is_told_in_words_and_leaves_nothing(
    hall, screens, tmp_path
):
    page = hands.admin(screens, hall, "media")
    program = b"MZ\x90\0" + bytes(40_000)
    line = upload(page, "program.png", program)
    expect(line).to_contain_text("Bukan gambar yang dapat ditampilkan (EXE).", timeout=PATIENT)
    heavy = picture(size=(64, 36)) + bytes(25 * 1024 * 1024)
    (tmp_path / "besar.png").write_bytes(heavy)
    line = upload(page, "besar.png", tmp_path / "besar.png")
    expect(line).to_contain_text("Terlalu besar: gambar paling besar 20 MB.")
    line = upload(page, "gerak.gif", b"GIF89a", "image/gif")
    expect(line).to_contain_text("Jenis berkas ini tidak dapat ditampilkan.")
    status, said = sent_straight(hall, heavy, "image/png")
    assert (status, '"too_large"' in said) == (413, True)
    status, said = sent_straight(hall, program, "video/mp4")
    assert (status, '"not_a_video"' in said) == (422, True)
    expect(page.locator("[data-item]")).to_have_count(0)
    assert stored(hall) == []
    for _ in range(3):
        page.locator(".uploads li button").first.click()
    expect(page.locator(".uploads li")).to_have_count(0)


def test_an_upload_that_is_stopped_is_nowhere(hall, screens):
    page = hands.admin(screens, hall, "media")
    cdp = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 400_000}
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", slow)
    noise = io.BytesIO()
    Image.effect_noise((1600, 1600), 90).save(noise, "PNG")
    line = upload(page, "Lama.png", noise.getvalue())
    expect(line).to_contain_text("Mengunggah Lama")
    gone = re.compile("^([5-9]|[1-9][0-9])$")
    expect(line.get_by_role("progressbar")).to_have_attribute("aria-valuenow", gone, timeout=PATIENT)  # fmt: skip
    assert any(name.endswith(".part") for name in stored(hall))
    line.get_by_role("button", name="Hentikan").click()
    expect(page.locator(".uploads li")).to_have_count(0)
    hall.wait_until(lambda: stored(hall) == [], "the part to go")
    assert items(hall) == {}


def test_a_text_is_written_moved_switched_changed_and_removed_without_a_mouse(hall, screens):
    page = hands.admin(screens, hall, "media")

    def press(selector):
        hands.walk_to(page, selector)
        page.keyboard.press("Enter")

    for words, more in (("Bawa KK asli dan KTP lama", 0), ("Kartu Keluarga asli " * 4, 1)):
        press('[data-id="media-text"]')
        page.keyboard.type(words.strip())
        expect(page.locator(".tv-slot p")).to_have_text(words.strip())
        expect(page.locator(".media-dialog .cause")).to_have_count(2)
        expect(page.locator(".media-dialog .cause:visible")).to_have_count(more)
        expect(page.locator(".tv .over")).to_have_count(2 * more)
        hands.walk_to(page, "#m-name")
        page.keyboard.press("Enter")
        expect(page.locator("dialog")).to_have_count(0, timeout=SOON)
    rows = page.locator("[data-item]")
    expect(rows).to_have_count(2, timeout=SOON)
    first, second = (row.get_attribute("data-item") for row in rows.all())

    press(f'[data-id="up-{second}"]')
    expect(rows.first).to_have_attribute("data-item", second, timeout=SOON)
    assert page.evaluate("document.activeElement.dataset.id") == f"up-{second}"
    assert playlist(hall, "A")[1] == "Bawa KK asli dan KTP lama"

    press(f'[data-id="switch-{second}"]')
    expect(rows.first).to_contain_text("Mati", timeout=SOON)
    assert playlist(hall, "A") == ["Bawa KK asli dan KTP lama"]

    press(f'[data-id="edit-{first}"]')
    page.locator("#m-zone-B").check()
    page.locator("#m-from").fill("2099-01-02")
    page.locator("#m-until").fill("2099-01-01")
    page.get_by_role("button", name="Simpan").click()
    refused = "Hari terakhir: tidak boleh sebelum hari pertama."
    expect(page.locator("dialog .told")).to_contain_text(refused)
    page.locator("#m-until").fill("")
    page.get_by_role("button", name="Simpan").click()
    expect(rows.last).to_contain_text("Mulai 2 Jan 2099", timeout=SOON)
    expect(rows.last).to_contain_text("Belum mulai")
    assert playlist(hall, "B") == []

    press(f'[data-id="remove-{second}"]')
    expect(page.locator("dialog")).to_contain_text("Langsung hilang dari semua layar.")
    page.keyboard.press("Escape")
    expect(rows).to_have_count(2)
    press(f'[data-id="remove-{second}"]')
    page.get_by_role("button", name="Hapus", exact=True).last.click()
    expect(rows).to_have_count(1, timeout=SOON)


def test_the_page_is_whole_in_both_languages(hall, screens):
    owner = hall.key("owner", "owner")
    for more in ({}, {"until": "2020-01-01"}, {"from": "2099-01-01"}):
        text = {"text": {"id": "Bawa KK", "en": "Bring it"}, "name": "KK", **more}
        hall.ask("POST", "/api/v1/media/texts", text, token=owner)
    page = hands.admin(screens, hall, "media")
    found: list[str] = []

    def check(state, root):
        language = page.evaluate("document.documentElement.lang")
        # The small TVs are pictures: their letters are those of a wall.
        page.evaluate(HIDE)
        found.extend(f"{state}, {language}: {fault}" for fault in hands.faults(page, root))

    def pages():
        expect(page.locator("[data-item]")).to_have_count(3)
        check("head", "header")
        check("list", ".media")
        for open_it in ('[data-id="media-text"]', '[data-id^="edit-"]', '[data-id^="remove-"]'):
            page.locator(open_it).first.click()
            check(open_it, "dialog[open]")
            page.keyboard.press("Escape")
        choose(page, "Poster.png", picture(), "image/png")
        check("upload", "dialog[open]")
        page.keyboard.press("Escape")

    pages()
    hands.speak_english(page)
    pages()
    assert found == []
