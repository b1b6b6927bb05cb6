"""What staff and kiosks hear of locks, calls for help and floods."""

from queue_server.web.kiosks import Gate
from tests.web.test_kiosks import ask_for, lock


def told(staff):
    return [
        (push["level"], push["code"], push["role"], push["name"]) for push in staff.got("notice")
    ]


def test_a_lock_reaches_the_kiosks_with_its_reason(hall, join, step):
    kiosk = join("kiosk")
    lock(hall, reason="kertas habis")
    step()

    assert kiosk.got("hall")[-1]["kiosks"] == [
        {"name": "kiosk-1", "locked": True, "reason": "kertas habis", "help": None}
    ]
    lock(hall, False)
    assert kiosk.sync({"since": None})["hall"]["kiosks"] == []


def test_a_kiosk_that_comes_back_learns_of_its_lock_at_once(hall, join):
    lock(hall, reason="kertas habis")

    (seen,) = join("kiosk").sync({"since": None})["hall"]["kiosks"]
    assert (seen["name"], seen["locked"]) == ("kiosk-1", True)


def test_staff_hears_a_call_for_help_once_with_the_kiosk_it_comes_from(hall, join, step):
    staff = join("staff")
    for _ in range(5):
        hall.ask("POST", "/kiosks/help", {}, role="kiosk")
        step()

    assert told(staff) == [("warn", "kiosk_help", "kiosk", "kiosk-1")]
    hall.ask("DELETE", "/kiosks/kiosk-1/help")
    step()
    assert told(staff) == [], "that somebody goes there is seen, not told"


def test_staff_hears_of_a_flood_once_and_of_the_next_one_again(hall, join, step):
    hall.server.house.settings["kiosk"]["kiosk-1"]["tickets_per_min"] = 6
    now = [0.0]
    hall.server.app.extensions["gate"] = Gate(lambda: now[0], lambda seconds: None)
    staff = join("staff")

    for begins in (0.0, 300.0):
        now[0] = begins
        for _ in range(50):
            ask_for(hall)
        step()
        assert told(staff) == [("warn", "kiosk_flood", "kiosk", "kiosk-1")]
