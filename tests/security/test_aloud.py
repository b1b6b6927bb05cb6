"""Nothing that a person types is said aloud in the hall (T22): calls are templates with words of the set-up."""

from tests.security.test_texts import FIELDS, ask

BAD = "katakasarsekali"
EMPTIES = "POST /kiosks/kiosk-1/end-flood supervisor"
"""After it nobody waits any more: the last of all."""


def heard_by(*screens):
    return " ".join(str(screen.got()) for screen in screens)


def test_no_text_of_staff_reaches_the_voice_or_the_paper(hall, join, step):
    voice, speaker = join("announcer"), join("display")
    hall.press("1", "open")
    for _ in range(3):
        hall.take()
    for row in FIELDS:
        if not row.startswith(("POST /media", "POST /prompts")) and row != EMPTIES:
            ask(hall, row, BAD)
    hall.press("1", "open")
    first = hall.done("GET", "/line")["tickets"][0]
    if not hall.done("GET", "/counters/1")["ticket"]:
        hall.done("POST", f"/tickets/{first['id']}/call", {"counter": "1", "reason": BAD})
    hall.press("1", "recall")
    ask(hall, EMPTIES, BAD)
    step()

    assert BAD in str(hall.tables()["journal"])  # it was typed, and is on record
    assert BAD not in heard_by(voice, speaker)
    assert BAD not in str(hall.done("POST", "/announcements/claim", {}, role="display"))
    assert BAD not in str(hall.done("POST", "/print-jobs/claim", {}, role="printer"))


def test_what_is_said_of_a_call_is_made_of_its_number_and_the_set_up_alone(hall, join, step):
    voice = join("announcer")
    hall.press("1", "open")
    hall.take()
    hall.press("1", "next")
    step()
    [call] = voice.got("call")
    texts = [said["text"] for said in call["spoken"]]
    assert texts == [
        "Nomor antrean A nol nol satu, silakan menuju loket satu.",
        "Ticket A zero zero one, please go to counter one.",
    ]


def test_a_text_of_its_own_is_heard_at_a_kiosk_alone(hall):
    body = {"language": "id", "text": BAD}
    for role in ("staff", "supervisor", "admin", "program", "display", "announcer", "printer"):
        assert hall.ask("POST", "/prompts", body, role=role).status_code == 403
    made = hall.done("POST", "/prompts", body, role="kiosk")
    for role in ("display", "staff", "announcer"):
        assert hall.ask("GET", f"/prompts/{made['id']}.wav", role=role).status_code == 403


def test_the_volume_and_silence_of_a_zone_are_a_supervisors(hall):
    body = {"muted": True, "minutes": 5}
    assert hall.ask("PUT", "/zones/A/sound", body).status_code == 403
    assert hall.ask("PUT", "/zones/A/sound", body, role="supervisor").status_code == 200
