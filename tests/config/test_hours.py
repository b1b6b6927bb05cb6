"""Hours in config.yaml: what may be written, what is refused, and that nothing is lost into the database and back."""

import pytest
import yaml
from pydantic import ValidationError

from queue_server.commands.hall import as_config
from queue_server.config import Config, definition
from queue_server.storage import halls
from queue_server.storage.hours import hours_of
from queue_server.usecases import set_up_hall
from queue_server.web.definition import Hall
from tests.builders import at

WEEK = {
    "tickets": {"mon-thu": "07:30-15:00", "fri": "07:30-14:30"},
    "service": {"mon-fri": "08:00-16:00"},
}
RAMADAN = {
    "name": "Ramadan", "from": "2027-02-08", "to": "2027-03-09", "tickets": {"mon-fri": "08:00-13:00"},
    "service": {"mon-fri": "08:00-14:00"}, "pauses": {"fri": "11:30-13:00"},
}  # fmt: skip
FULL = WEEK | {
    "pauses": {"mon-thu": ["10:00-10:15", "12:00-12:30"], "fri": "11:30-13:00"}, "closed": ["2026-12-28"],
    "periods": [RAMADAN, {"name": "Idulfitri", "from": "2027-03-15", "to": "2027-03-19", "pauses": {}}],
    "holidays": {"country": "ID", "joint_leave": False},
}  # fmt: skip


def config(hours="always", service_hours=None, **parts):
    service = {"prefix": "A", "agency": "X", "zone": "A", "name": {"id": "KTP"}}
    return Config.model_validate(
        {
            "site": {"code": "SIAK", "name": {"id": "Mal"}}, "hours": hours,
            "zones": {"A": {"name": {"id": "Lantai 1"}}}, "agencies": {"X": {"name": {"id": "X"}}},
            "services": {"KTP": service | ({"hours": service_hours} if service_hours else {})},
            "counters": {"1": {"name": {"id": "Loket 1"}, "zone": "A", "services": ["KTP"]}},
        } | parts
    )  # fmt: skip


def faults(hours, service_hours=None):
    with pytest.raises(ValidationError) as refused:
        config(hours, service_hours)
    return [".".join(map(str, one["loc"])) + ": " + one["msg"] for one in refused.value.errors()]


def test_a_single_pause_a_day_is_stored_as_ever_several_as_a_list():
    plain = definition(config(FULL))["hours"]

    assert plain["pauses"]["4"] == ["11:30", "13:00"]
    assert plain["pauses"]["0"] == [["10:00", "10:15"], ["12:00", "12:30"]]
    assert [len(pauses) for pauses in hours_of(plain).pauses.values()] == [2, 2, 2, 2, 1]


def test_hours_without_anything_new_are_stored_as_earlier_releases_did():
    assert set(definition(config(WEEK))["hours"]) == {"tickets", "service", "pauses", "closed"}


def test_a_period_keeps_apart_what_is_not_named_from_what_is_none():
    ramadan, lebaran = hours_of(definition(config(FULL))["hours"]).periods

    assert (ramadan.name, ramadan.tickets[4].end.hour) == ("Ramadan", 13)
    assert (lebaran.tickets, lebaran.service, lebaran.pauses) == (None, None, {})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pauses": {"fri": "13:00-11:30"}}, "ends before it begins"),
        ({"pauses": {"fri": ["11:30-12:30", "12:00-13:00"]}}, "the pauses overlap"),
        ({"pauses": {"fri": []}}, "hours.HoursTable.pauses.fri: List should have at least 1 item"),
        ({"pauses": {"mon-fri": "12:00-12:30", "fri": "11:30-13:00"}}, "a day stands twice"),
        ({"pauses": {"fri": ["noon"]}}, "hours.HoursTable.pauses.fri.0: String should match"),
        ({"periods": [RAMADAN | {"to": "2027-02-01"}]}, "periods.0: Value error, ends before it begins"),
        ({"periods": [{"name": "x", "from": "2027-02-01", "to": "2027-02-01"}]}, "give tickets, service or pauses"),
        ({"periods": [RAMADAN, RAMADAN | {"name": "Lagi"}]}, "Ramadan and Lagi overlap"),
        ({"holidays": {"country": "XX"}}, "hours.HoursTable.holidays.country: Input should be 'ID'"),
        ({"holiday": {}}, "hours.HoursTable.holiday: Extra inputs are not permitted"),
    ],
)  # fmt: skip
def test_hours_that_make_no_sense_are_refused_by_their_path(change, said):
    assert any(said in line for line in faults(FULL | change))


def test_a_service_has_hours_but_no_holidays_of_its_own():
    own = {key: value for key, value in FULL.items() if key != "holidays"}

    assert config(FULL, own).services["KTP"].hours is not None
    assert faults(FULL, FULL) == ["services.KTP.hours.holidays: Extra inputs are not permitted"]


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("hours", ["always", WEEK, FULL])
def test_hours_written_out_are_the_hours_that_came_in(db, hours):
    own = {key: value for key, value in FULL.items() if key != "holidays"}
    wanted = definition(config(hours, own))
    checked = Hall.model_validate(wanted).plain()
    set_up_hall.write(db, checked, actor="system", at=at())
    with db.reading() as conn:
        stored, hall = halls.export(conn), halls.load(conn)

    again = yaml.safe_load(yaml.safe_dump(as_config(stored)))
    assert list(set_up_hall.differences(stored, definition(Config.model_validate(again)))) == []
    assert hall.services[0].hours == hours_of(wanted["services"][0]["hours"])
    assert hall.hours == hours_of(wanted["hours"])


@pytest.mark.parametrize(
    "pauses",
    [{"4": ["13:00", "11:30"]}, {"4": [["11:30", "13:00"], "x"]}, {"4": [1, 2]}, {"7": ["11:30", "13:00"]}, {"4": []}],
)  # fmt: skip
def test_pauses_that_come_over_http_are_checked_as_strictly(pauses):
    wanted = definition(config(WEEK))
    wanted["hours"]["pauses"] = pauses
    with pytest.raises(ValidationError):
        Hall.model_validate(wanted)
