"""Who may speak for a zone, and what staff learns of it."""

import io
import wave

import pytest


def a_sound(seconds=4.0):
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setparams((1, 2, 22050, 0, "NONE", ""))
        out.writeframes(bytes(int(2 * 22050 * seconds)))
    return made.getvalue()


@pytest.fixture
def called(hall):
    """A number is called at counter 1; the seq of the call."""

    def call():
        if not called_before:
            hall.press("1", "open")
            called_before.append(1)
        else:
            hall.press("1", "start")
        number = hall.take()["number"]
        hall.press("1", "next", {"finish": True} if len(called_before) > 1 else {})
        called_before.append(1)
        [row] = hall.done("GET", f"/announcements?number={number}")["announcements"]
        return row["seq"]

    called_before = []
    return call


def claim(hall, **more):
    return hall.ask("POST", "/announcements/claim", {}, role="display", **more)


def test_the_zones_speaker_gets_the_call_with_everything_it_needs(hall, called):
    seq = called()

    told = claim(hall).get_json()["announcement"]

    assert told == {
        "seq": seq, "number": "A001", "prefix": "A", "counter": {"code": "1", "name": told["counter"]["name"]},
        "zone": "A", "recall": False, "at": told["at"], "audio": f"/api/v1/calls/{seq}/audio", "from_s": 0.0,
        "to_s": None, "volume": 1.0, "chime": True, "lease_s": told["lease_s"],
    }  # fmt: skip


def test_a_second_tab_is_told_to_wait_and_staff_sees_who_speaks(hall, called):
    seq = called()
    claim(hall)

    second = claim(hall)

    assert second.status_code == 204
    assert int(second.headers["Retry-After"]) > 0
    [row] = hall.done("GET", "/announcements")["announcements"]
    assert (row["seq"], row["state"], row["speaker"]) == (seq, "playing", "display:lobby")


def test_the_report_brings_the_next_call_and_a_blocked_one_does_not(hall, called):
    seq = called()
    claim(hall)
    path = f"/announcements/{seq}/report"

    blocked = hall.done("POST", path, {"result": "blocked"}, role="display")
    again = claim(hall).get_json()["announcement"]
    done = hall.done("POST", path, {"result": "spoken"}, role="display")

    assert blocked == {"announcement": None}
    assert again["seq"] == seq
    assert done == {"announcement": None}
    assert hall.ask("POST", path, {"result": "spoken"}, role="display").status_code == 409


def test_nobody_else_speaks_for_the_zone(hall, called):
    called()

    assert claim(hall, token=hall.tokens["kiosk"]).status_code == 403
    answer = hall.ask("POST", "/announcements/claim", {"zone": "A"}, role="announcer")
    assert answer.status_code == 403
    assert "player" in answer.get_json()["reason"]
    other = hall.ask("POST", "/announcements/claim", {"zone": "B"}, role="display")
    assert other.status_code == 403


def test_the_marks_of_a_sound_are_kept_and_nonsense_in_them_is_passed_over(hall, called):
    seq = called()
    for chime, once in (("1.6", "3.5"), ("nan", "-4"), ("99", "x")):
        answer = hall.ask(
            "PUT", f"/calls/{seq}/audio", role="announcer", data=a_sound(), content_type="audio/wav",
            headers={"X-Chime-Seconds": chime, "X-Once-Seconds": once, "X-Languages": "id"},
        )  # fmt: skip
        assert answer.status_code == 204

    assert claim(hall).get_json()["announcement"]["lease_s"] == pytest.approx(9.0)


def test_a_sound_that_is_no_wav_changes_nothing(hall, called):
    seq = called()
    answer = hall.ask(
        "PUT", f"/calls/{seq}/audio", role="announcer", data=b"RIFF\0\0\0\0WAVEnothing", content_type="audio/wav",
    )  # fmt: skip

    assert answer.status_code == 422
    assert not hall.server.house.sound_of(seq).exists()


def test_a_supervisor_mutes_a_zone_for_a_while(hall, called):
    told = hall.done("PUT", "/zones/A/sound", {"muted": True, "minutes": 15}, role="supervisor")
    called()

    assert told["zone"]["muted_until"] == "2026-11-23T03:15:00.000Z"
    assert claim(hall).status_code == 204
    [row] = hall.done("GET", "/announcements")["announcements"]
    assert row["state"] == "muted"
    hall.done("PUT", "/zones/A/sound", {"muted": False}, role="supervisor")
    assert hall.ask("PUT", "/zones/X/sound", {"muted": True}, role="supervisor").status_code == 404


def test_of_yesterdays_number_nothing_is_told(hall, called):
    called()
    hall.clock.forward(days=1)

    assert hall.done("GET", "/announcements?number=A001", role="program")["announcements"] == []
    assert hall.done("GET", "/announcements", role="program")["announcements"] == []


def test_the_speaker_learns_what_the_sound_says(hall, called):
    seq = called()
    for languages in ("id,en", "", "id,<b>"):
        put = hall.ask(
            "PUT", f"/calls/{seq}/audio", role="announcer", data=a_sound(0.5), content_type="audio/wav",
            headers={"X-Languages": languages},
        )  # fmt: skip
        assert put.status_code == 204
        heard = hall.ask("GET", f"/calls/{seq}/audio", role="display").headers["X-Languages"]
        assert heard == languages.removesuffix(",<b>")
