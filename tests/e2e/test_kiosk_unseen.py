"""A visitor who cannot see the screen takes a number: by the keys of a number pad, and by what is really heard."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from tests.e2e.kiosk_hands import PORTRAIT, faults, hall_with_spare, open_kiosk, word_of_the_printer
from tests.e2e.unseen import Visitor, Voice, as_wav
from tests.ear import Ear

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


@pytest.fixture(scope="module")
def talking_hall(tmp_path_factory):
    """The server, ready printers, and the announcer with the voice that halls have."""
    with hall_with_spare(tmp_path_factory.mktemp("unseen")) as (hall, _):
        voice = Voice(hall)
        try:
            voice.start()
            yield hall, voice
        finally:
            voice.stop()


@pytest.fixture
def visitor(screens, talking_hall):
    """Somebody with headphones before the kiosk."""
    here = []
    open_kiosk(screens, talking_hall[0], prepare=lambda page: here.append(Visitor(page)))
    return here[0]


OWN_VOICE = """() => {
  window.saidByItself = []
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
  const remote = { localService: false, lang: 'id-ID' }
  speechSynthesis.getVoices = () => [remote, { localService: true, lang: 'id-ID' }]
  speechSynthesis.speak = (said) => {
    if (said.voice !== remote) saidByItself.push(said.text)
    setTimeout(said.onend, 20)
  }
}"""
"""A browser with a voice of its own, as on Windows or Android, and one that would send the text away."""


def brightness(page):
    return Image.open(io.BytesIO(page.screenshot())).convert("L").getextrema()


def test_a_visitor_takes_a_priority_number_with_the_screen_dark(visitor, talking_hall, tmp_path):
    hall, page = talking_hall[0], visitor.page
    visitor.press("NumpadMultiply")
    visitor.hears("Suara aktif.")
    assert faults(page, PORTRAIT) == []
    visitor.press("Numpad3")
    visitor.hears("Layar gelap.")
    assert brightness(page) == (0, 0)

    visitor.finds("Disdukcapil")
    visitor.hears("Disdukcapil.")
    visitor.hears(" dari ")
    before = len(visitor.said)
    visitor.press("Numpad5")
    page.locator("#services").wait_for()
    visitor.hears("Pilih layanan.", since=before)
    before = len(visitor.said)
    visitor.press("Numpad0")
    visitor.hears("Pilih layanan.", since=before)
    visitor.press("Numpad9")
    visitor.hears("Volume 4.")

    visitor.finds("KTP-el")
    visitor.press("Numpad5")
    visitor.hears("Nomor ini untuk siapa?")
    visitor.finds("Lansia")
    visitor.hears("Lansia.")
    assert page.locator("#done").count() == 0
    visitor.press("Numpad5")
    number = visitor.hears("Nomor Anda A nol nol satu.")
    assert Ear("id", sentence="nomor anda letter <number>").hears(
        as_wav(number, tmp_path / "number.wav"), letter="A"
    )[0] == ["nol", "nol", "satu"]
    word_of_the_printer(hall, "A001", "printed")
    visitor.hears("Silakan ambil tiket")
    assert brightness(page) == (0, 0)
    [ticket] = hall.staff("GET", "/line?service=KTP")["tickets"]
    assert (ticket["number"], ticket["priority"], ticket["language"]) == ("A001", "lansia", "id")

    visitor.finds("Selesai")
    visitor.press("Numpad5")
    page.locator("#home").wait_for()
    page.locator("body:not(.is-voice)").wait_for()
    assert brightness(page)[1] > 200
    said = len(visitor.said)
    visitor.press("Numpad2", "Numpad2")
    assert page.evaluate(
        "document.activeElement.matches('#stage button')"
    )  # the pad works without the voice, too
    visitor.press("F4")
    visitor.hears("Suara aktif.", since=said)
    assert (
        page.locator("#voice-line b").inner_text() == "Volume 3/5"
    )  # and it is fresh for the next one
    assert all(part for part in visitor.texts())


def test_another_hears_english_goes_back_and_is_asked_whether_he_is_there(screens, talking_hall):
    here = []

    def prepare(page):
        page.clock.install()
        here.append(Visitor(page))

    page = open_kiosk(screens, talking_hall[0], prepare=prepare)
    visitor = here[0]
    visitor.press("F4")
    visitor.finds("English", key="ArrowUp")
    visitor.press("Numpad5")
    visitor.hears("Welcome to ")
    assert ("en", "English") in visitor.asked
    visitor.finds("ID card")
    visitor.press("Numpad5")
    page.locator("#for").wait_for()
    visitor.hears("ID card")
    assert faults(page, PORTRAIT) == []
    before = len(visitor.said)
    visitor.press("NumpadSubtract")
    page.locator("#home").wait_for()
    visitor.hears("Welcome to ", since=before)
    visitor.press("NumpadSubtract")
    visitor.hears("This is the start.")
    visitor.press("NumpadDivide")
    visitor.hears("Keys 8 and 2: move.")
    visitor.press("Enter")  # any key stops the voice
    page.locator("#voice-line p", has_text="8 2 move").wait_for()
    before = len(visitor.said)
    visitor.press("Numpad0")
    visitor.hears("Welcome to ", since=before)
    page.mouse.click(540, 300)  # and so does any touch
    page.locator("#voice-line p", has_text="8 2 move").wait_for()

    page.clock.fast_forward(89_000)
    assert page.locator("#idle").is_hidden()
    page.clock.fast_forward(2_000)
    visitor.hears("Are you still there?")
    before = len(visitor.said)
    visitor.press("Numpad2")
    visitor.hears("All right, please go on.", since=before)
    assert page.locator("#idle").is_hidden()
    visitor.press("Tab")
    page.clock.fast_forward(91_000)
    page.locator("#idle").wait_for()
    page.clock.fast_forward(21_000)
    page.locator("body:not(.is-voice)").wait_for()
    assert page.locator("html").get_attribute("lang") == "id"


def test_the_kiosk_goes_on_when_the_voice_dies_and_speaks_again_after_it(visitor, talking_hall):
    hall, voice = talking_hall
    page = visitor.page
    visitor.press("NumpadMultiply")
    visitor.hears("Suara aktif.")
    visitor.finds("Kepolisian")
    voice.kill()
    hall.wait_until(lambda: not voice.is_ready(), "the server to notice")
    visitor.press("Numpad5")
    page.locator("#services").wait_for()
    visitor.finds("SKCK")
    visitor.press("Numpad5")
    page.locator("#for").wait_for()
    visitor.finds("disabilitas")
    visitor.press("Numpad5")
    assert re.fullmatch(r"D\d{3}", page.locator("#done .num").inner_text().replace("\n", ""))
    page.locator("#voice-line", has_text="Suara belum tersedia").wait_for()
    assert any(text.startswith("(tone)") for text in visitor.texts())
    page.evaluate(OWN_VOICE)
    visitor.press("Numpad0")
    page.wait_for_function("window.saidByItself.includes('Nomor Anda D nol nol satu.')")
    page.evaluate("speechSynthesis.getVoices = () => []")
    voice.start()
    before = len(visitor.said)
    visitor.press("Numpad0")
    visitor.hears("Nomor Anda D nol nol satu.", since=before)


def test_a_kiosk_for_the_blind_speaks_at_once_and_its_headphones_switch_it(screens, talking_hall):
    here = []
    panel = (1080, 1920, "?voice=1&voice-keys=F9", 4.03)
    page = open_kiosk(screens, talking_hall[0], panel, prepare=lambda page: here.append(Visitor(page)))  # fmt: skip
    [visitor] = here
    visitor.hears("Suara aktif.")
    visitor.press("Numpad2")
    focused = page.evaluate("document.activeElement.innerText")
    before = len(visitor.said)
    visitor.press("F9")
    visitor.hears("Suara dimatikan.", since=before)
    page.locator("body:not(.is-voice)").wait_for()
    visitor.press(
        "Numpad2"
    )  # the first key of the next one: it wakes the voice and does nothing else
    page.locator("body.is-voice").wait_for()
    assert page.evaluate("document.activeElement.innerText") == focused
