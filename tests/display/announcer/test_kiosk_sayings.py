"""All that the kiosk says, on every view and in both languages, made by the real voice."""

import json
import subprocess
from pathlib import Path

from display.announcer.voice_text import for_the_voice
from display.announcer.voices import VOICES

ROOT = Path(__file__).parent.parent.parent.parent


def test_every_view_of_the_kiosk_can_be_made_into_sound_in_both_languages(voice, tmp_path):
    told = subprocess.run(
        ["node", "tests/kiosk/every-view.mjs"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    texts = json.loads(told.stdout)
    assert {language for language, _ in texts} == {"id", "en"}
    assert len(texts) > 100
    file = tmp_path / "said.wav"
    odd = []
    for language, text in texts:
        seconds = voice.speak(
            for_the_voice(language, text), file, voice=VOICES[language], rate=155, within_s=10
        )
        if not (len(text) < 20 or 5 < len(text) / seconds < 25):
            odd.append((text, seconds))
    assert odd == []
