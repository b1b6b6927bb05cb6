"""What a ticket template may say, and how faults in one are told."""

import re
from pathlib import Path

import pytest
import yaml

from queue_server.messages.ticket_template import (
    LONGEST_TEXT,
    MOST_BLOCKS,
    OPTIONS,
    TemplateFaults,
    read_template,
)

EXAMPLE = {
    "blocks": [
        "band",
        {"hall": {"size": "small", "show": ["name"]}},
        "number",
        {"text": {"id": "Bawa KTP asli", "en": "Bring your ID card", "size": "large"}},
        {"code": {"words": "none"}},
        {"space": {"mm": 2.5}},
        "rule",
    ]
}


def faults_of(raw):
    with pytest.raises(TemplateFaults) as told:
        read_template(raw)
    return told.value.faults


def test_a_template_is_read_block_by_block_in_its_order():
    band, hall, number, text, code, space, _ = read_template(EXAMPLE).blocks

    assert (band.kind, number.kind, number.size) == ("band", "number", "normal")
    assert (hall.size, hall.show) == ("small", ("name",))
    assert text.text == {"id": "Bawa KTP asli", "en": "Bring your ID card"}
    assert (text.size, code.words, space.mm) == ("large", "none", 2.5)


def test_a_block_shows_all_it_has_unless_told_otherwise():
    [footer, facts] = read_template({"blocks": ["footer", {"facts": {"size": "large"}}]}).blocks

    assert footer.show == ("reprinted", "once", "missed", "today")
    assert facts.show == ("ahead", "expected", "watch")


def test_what_is_shown_comes_in_the_order_of_the_paper():
    [service] = read_template({"blocks": [{"service": {"show": ["place", "agency"]}}]}).blocks

    assert service.show == ("agency", "place")


@pytest.mark.parametrize("kind", OPTIONS)
def test_every_block_can_stand_alone_or_with_nothing_said_about_it(kind):
    needed = {"space": {"mm": 3}, "text": {"id": "Selamat datang"}}.get(kind)

    assert read_template({"blocks": [{kind: needed}]}).blocks[0].kind == kind
    if needed is None:
        assert read_template({"blocks": [kind]}).blocks[0].kind == kind


@pytest.mark.parametrize("kind", ["priority", "prioritas", "name", "visitor", "class", "image"])
def test_there_is_no_block_that_tells_for_whom_the_number_is(kind):
    [fault] = faults_of({"blocks": ["number", kind]})

    assert fault.startswith("blocks.1: one of band, logo, hall")
    assert repr(kind) in fault


@pytest.mark.parametrize("option", ["priority", "color", "font", "mm"])
def test_an_option_the_block_has_not_is_refused_with_its_path(option):
    told = faults_of({"blocks": ["number", {"service": {option: 1}}]})

    assert told == (
        f"blocks.1.{option}: service has no such option; it has size, align, show (got 1)",
    )


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ({"hall": {"size": "huge"}}, "blocks.0.size: small, normal or large (got 'huge')"),
        ({"hall": {"size": ["small"]}}, "blocks.0.size: small, normal or large (got ['small'])"),
        ({"date": {"align": "left"}}, "blocks.0.align: center, start or end (got 'left')"),
        ({"code": {"words": True}}, "blocks.0.words: beside or none (got True)"),
        ({"facts": {"show": "ahead"}}, "blocks.0.show: a list of ahead, expected or watch"),
        ({"facts": {"show": [["ahead"]]}}, "blocks.0.show: a list of ahead, expected or watch"),
        ({"space": {}}, "blocks.0.mm: millimetres are needed"),
        ({"space": {"mm": 41}}, "blocks.0.mm: 1 to 40 millimetres (got 41)"),
        ({"space": {"mm": float("nan")}}, "blocks.0.mm: 1 to 40 millimetres (got nan)"),
        ({"space": {"mm": True}}, "blocks.0.mm: 1 to 40 millimetres (got True)"),
        ({"space": {"mm": "3"}}, "blocks.0.mm: 1 to 40 millimetres (got '3')"),
        ({"text": {"en": "Welcome"}}, "blocks.0.id: the Indonesian text is needed"),
        ({"text": {"id": " "}}, "blocks.0.id: a text of 1 to 400 characters (got ' ')"),
        ({"text": {"id": "a", "English": "b"}}, "blocks.0.English: a language like id or en"),
        ({"text": {"id": "a", False: "b"}}, "blocks.0.False: a language like id or en"),
        ({"text": "Selamat"}, "blocks.0: text with its options as {name: value} (got 'Selamat')"),
        ({"band": {"size": "small"}}, "blocks.0.size: band has no such option; it has none"),
        ({"hall": {}, "date": {}}, "blocks.0: one of band, logo"),
        (None, "blocks.0: one of band, logo"),
        (3, "blocks.0: one of band, logo"),
    ],
)
def test_a_fault_is_told_with_its_path(block, fault):
    [told] = faults_of({"blocks": [block]})

    assert told.startswith(fault)


def test_all_faults_are_told_at_once():
    told = faults_of({"blocks": [{"hall": {"size": 1, "who": 2}}, "priority"], "paper": 80})

    assert [fault.split(":")[0] for fault in told] == [
        "paper",
        "blocks.0.size",
        "blocks.0.who",
        "blocks.1",
    ]


@pytest.mark.parametrize("raw", [None, [], "standard", 3, {}, {"blocks": []}, {"blocks": {}}])
def test_what_is_no_template_is_refused(raw):
    assert len(faults_of(raw)) == 1


def test_there_is_a_limit_to_blocks_and_texts():
    assert len(read_template({"blocks": ["rule"] * MOST_BLOCKS}).blocks) == MOST_BLOCKS
    assert faults_of({"blocks": ["rule"] * (MOST_BLOCKS + 1)}) == (
        f"blocks: a list of 1 to {MOST_BLOCKS} blocks (got {MOST_BLOCKS + 1})",
    )
    assert read_template({"blocks": [{"text": {"id": "a" * LONGEST_TEXT}}]})
    [fault] = faults_of({"blocks": [{"text": {"id": "a" * (LONGEST_TEXT + 1)}}]})
    assert len(fault) < 150


def test_the_example_in_the_docs_is_a_template_and_names_every_block():
    docs = (Path(__file__).parents[2] / "docs" / "tickets.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```yaml\n(.*?)```", docs, re.S)

    read = {block.kind for block in read_template(yaml.safe_load(example)).blocks}

    assert set(OPTIONS) - read == {"band"}
    for kind, options in OPTIONS.items():
        [row] = re.findall(rf"^\| {kind} \|.*\|(.*)\|$", docs, re.M)
        assert all(option in row for option in options)
