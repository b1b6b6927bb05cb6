"""The preview of a ticket: what a printer would burn, and what is wrong in words."""

import io
import threading

import pytest
from PIL import Image

from queue_server.web import preview


def drawn(hall, **body):
    answer = hall.ask("POST", "/ticket-preview", {"service": "KTP", **body}, role="admin")
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "image/png"
    return Image.open(io.BytesIO(answer.data)), answer.headers


def refused(hall, **body):
    answer = hall.ask("POST", "/ticket-preview", {"service": "KTP", **body}, role="admin")
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_input"), answer.text
    return [(error["field"], error["message"]) for error in answer.json["errors"]]


def test_the_picture_has_the_dots_of_the_paper_and_says_how_long_it_is(still):
    picture, told = drawn(still)
    assert picture.width == 576
    assert int(told["X-Ticket-Length-Mm"]) == pytest.approx(picture.height / 8, abs=6)
    assert int(told["X-Ticket-Bytes"]) > 10_000
    per_second = int(told["X-Ticket-Baud"]) / 10
    assert float(told["X-Ticket-Seconds"]) == pytest.approx(
        int(told["X-Ticket-Bytes"]) / per_second, abs=0.1
    )
    assert int(told["X-Ticket-Per-Roll"]) == 80_000 // int(told["X-Ticket-Length-Mm"])


def test_other_paper_dots_and_words_can_be_tried(still):
    narrow, told = drawn(still, paper_mm=58, language="en")
    assert narrow.width == 384
    assert int(told["X-Ticket-Per-Roll"]) == 30_000 // int(told["X-Ticket-Length-Mm"])
    assert drawn(still, dots=512)[0].width == 512
    letters, told = drawn(still, mode="text")
    assert letters.width == 576
    assert int(told["X-Ticket-Bytes"]) < 4_000


def test_a_printer_is_shown_as_config_yaml_has_it(still):
    settings = still.server.house.settings["printer"]
    for name, printer in settings.items():
        assert drawn(still, printer=name)[0].width == printer["dots"]


def test_a_copy_is_another_paper_than_the_first_and_the_short_one_is_shorter(still):
    first, copy = drawn(still)[0], drawn(still, copy_no=2)[0]
    assert copy.tobytes() != first.tobytes()
    assert drawn(still, template="short")[0].height < first.height


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("service", "NONE"),
        ("printer", "nobody"),
        ("template", "nobody.yaml"),
        ("paper_mm", 60),
        ("dots", 201),
        ("mode", "laser"),
        ("language", "../id"),
        ("copy_no", -1),
    ],
)
def test_what_cannot_be_shown_is_refused_by_the_name_of_its_field(still, field, value):
    assert [name for name, _ in refused(still, **{field: value})] == [field]


def test_a_broken_template_is_told_fault_by_fault(hall):
    settings = hall.server.house.settings["printer"]
    broken = {"blocks": ["number", {"facts": {"size": "huge"}}, "fortune"]}
    for name, printer in settings.items():
        tickets = printer["tickets"] | {"templates": {"ours.yaml": broken}}
        settings[name] = printer | {"tickets": tickets}
    faults = refused(hall, template="ours.yaml")
    assert [field for field, _ in faults] == ["template", "template"]
    assert "blocks.1.size: small, normal or large (got 'huge')" in faults[0][1]
    assert "'fortune'" in faults[1][1]


def test_previews_are_drawn_one_at_a_time(still, monkeypatch):
    monkeypatch.setattr(preview, "TIMEOUT_S", 0.05)
    with preview._alone:
        answer = still.ask("POST", "/ticket-preview", {"service": "KTP"}, role="admin")
    assert (answer.status_code, answer.json["code"]) == (429, "too_many_attempts")


def test_several_who_ask_at_once_all_get_theirs(still):
    widths = []
    asking = [threading.Thread(target=lambda: widths.append(drawn(still)[0].width)) for _ in "abc"]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(40)
    assert widths == [576] * 3


def test_only_administrators_see_it(still):
    for role in ("staff", "supervisor", "kiosk", "printer"):
        answer = still.ask("POST", "/ticket-preview", {"service": "KTP"}, role=role)
        assert answer.status_code == 403
