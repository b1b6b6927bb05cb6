"""What staff is told of a screen: each trouble when it begins, once when it is over, and no news that is none."""

from dataclasses import replace

import pytest

from queue_server.domain.screen import ScreenState, notices
from tests.builders import at

TV = ScreenState(role="display", name="lobby", online=True, sound="on", changed_at=at())
VOICE = ScreenState(role="announcer", name="announcer", online=True, voice="ok", changed_at=at())


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (TV, {"online": False}, [("bad", "display_lost")]),
        (replace(TV, online=False), {"online": True}, [("ok", "display_back")]),
        (replace(TV, online=False, changed_at=None), {"online": True}, []),
        (TV, {"sound": "blocked"}, [("warn", "speaker_blocked")]),
        (TV, {"sound": "failed"}, [("bad", "speaker_silent")]),
        (replace(TV, sound="blocked"), {"sound": "on"}, [("ok", "speaker_well")]),
        (replace(TV, sound="none"), {"sound": "on"}, []),
        (TV, {"sound": "none"}, []),
        (VOICE, {"online": False}, [("bad", "announcer_lost")]),
        (replace(VOICE, online=False), {"online": True}, [("ok", "announcer_back")]),
        (VOICE, {"voice": "failed"}, [("warn", "voice_failed")]),
        (replace(VOICE, voice="failed"), {"voice": "ok"}, [("ok", "voice_well")]),
        (replace(VOICE, voice=""), {"voice": "ok"}, []),
        (TV, {}, []),
    ],
)
def test_staff_is_told_what_is_new(before, after, told):
    assert list(notices(before, replace(before, **after))) == told
