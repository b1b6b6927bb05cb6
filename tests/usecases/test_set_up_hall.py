"""The set-up of the hall, from config.yaml into the database and back."""

import copy

import pytest
import sqlalchemy as sa

from queue_server.storage import halls, journal, opening, schema
from queue_server.usecases.set_up_hall import differences, seed, write
from tests.builders import at, take

BY = {"actor": "staff:admin", "at": at()}


@pytest.fixture
def wanted(definition):
    """The hall of config.yaml, to be changed."""
    return copy.deepcopy(definition)


@pytest.fixture
def empty(empty_address):
    """A database without a hall."""
    if isinstance(empty_address, str):
        db = opening.open_postgresql(empty_address)
    else:
        db = opening.open_sqlite(empty_address)
    yield db
    db.close()


def row(rows, code):
    return next(r for r in rows if r["code"] == code)


def exported(db):
    with db.reading() as conn:
        return halls.export(conn)


def loaded(db):
    with db.reading() as conn:
        return halls.load(conn)


def test_an_empty_database_gets_the_hall_of_config_yaml_once(empty, wanted):
    assert (loaded(empty), exported(empty)) == (None, {})

    assert seed(empty, wanted, at=at())
    assert exported(empty) == wanted
    wanted["site"]["name"]["id"] = "Nama lain"
    assert not seed(empty, wanted, at=at())
    assert exported(empty) != wanted


def test_the_shipped_hall_is_whole(hall):
    assert (len(hall.agencies), len(hall.services), len(hall.counters)) == (8, 20, 12)
    assert {s.id for s in hall.services} == {id for c in hall.counters for id in c.service_ids}
    assert [p.code for p in hall.priorities] == ["lansia", "disabilitas", "hamil", "balita"]
    assert hall.counter("3").service_ids[0] == hall.service("KTP").id


def test_the_same_hall_again_changes_and_journals_nothing(db, wanted):
    assert write(db, wanted, **BY) == []
    with db.reading() as conn:
        assert journal.last_seq(conn) == 0


def test_each_difference_is_a_line_with_its_path(definition, wanted):
    row(wanted["services"], "KTP")["quota"] = 200
    row(wanted["agencies"], "BPJS")["name"]["en"] = "Health"
    wanted["services"] = [s for s in wanted["services"] if s["code"] != "SKCK"]
    wanted["zones"].append({"code": "C", "name": {"id": "Lantai 3"}})

    assert sorted(differences(definition, wanted)) == [
        "agencies.BPJS.name.en: absent -> 'Health'",
        "services.KTP.quota: 150 -> 200",
        "services.SKCK: present -> absent",
        "zones.C: absent -> present",
    ]


def test_another_order_of_the_services_is_a_difference_too(db, wanted):
    wanted["services"].reverse()

    assert write(db, wanted, **BY) == ["services: another order"]
    assert loaded(db).services[0].code == "BALIK-NAMA"
    assert exported(db) == wanted


def test_the_database_says_afterwards_what_was_wanted(db, wanted):
    row(wanted["services"], "KTP")["quota"] = None
    row(wanted["services"], "SIM")["prefix"] = "Z"
    row(wanted["counters"], "1")["services"] = ["SIM", "KTP"]
    wanted["counters"].append(row(wanted["counters"], "1") | {"code": "13"})
    wanted["hours"] = {
        "tickets": {"0": ["07:30", "15:00"]},
        "service": {"0": ["08:00", "16:00"]},
        "pauses": {},
        "closed": ["2026-12-24"],
    }

    changes = write(db, wanted, **BY)

    assert exported(db) == wanted
    assert loaded(db).shut(None, at("06.00")) is not None
    with db.reading() as conn:
        [told] = journal.since(conn, 0)
    assert (told.kind, told.actor, told.data["changes"]) == ("hall_changed", "staff:admin", changes)


def test_what_is_said_of_a_service_is_set_up_and_shown_as_a_difference(db, wanted):
    assert (loaded(db).service("KTP").spoken, loaded(db).service("KTP").phrase) == ({}, {})
    row(wanted["services"], "KTP")["spoken"] = {"id": "perekaman KTP elektronik"}
    row(wanted["services"], "KTP")["phrase"] = {
        "id": "Siapkan KTP asli.",
        "en": "Have your card ready.",
    }

    assert write(db, wanted, **BY) == [
        "services.KTP.spoken.id: absent -> 'perekaman KTP elektronik'",
        "services.KTP.phrase.id: absent -> 'Siapkan KTP asli.'",
        "services.KTP.phrase.en: absent -> 'Have your card ready.'",
    ]
    assert loaded(db).service("KTP").spoken == {"id": "perekaman KTP elektronik"}
    assert loaded(db).service("KTP").phrase["en"] == "Have your card ready."
    assert exported(db) == wanted


def test_a_hall_of_an_older_release_has_nothing_said_of_its_services(db, wanted):
    with db.transaction() as tx:
        tx.conn.execute(sa.update(schema.service).values(spoken=sa.null(), phrase=sa.null()))
    assert exported(db) == wanted
    assert write(db, wanted, **BY) == []


def test_what_is_taken_away_keeps_its_history_and_comes_back_under_its_old_id(db, hall, wanted):
    ticket = take(db, hall, "SKCK")
    less = copy.deepcopy(wanted)
    less["services"] = [s for s in less["services"] if s["code"] != "SKCK"]
    for counter in less["counters"]:
        counter["services"] = [code for code in counter["services"] if code != "SKCK"]
    write(db, less, **BY)

    assert "SKCK" not in [s.code for s in loaded(db).services]
    assert loaded(db).service_of(ticket.service_id).code == "SKCK", "the ticket can still be shown"
    write(db, wanted, **BY)
    assert loaded(db).service("SKCK").id == ticket.service_id
    assert exported(db) == wanted
