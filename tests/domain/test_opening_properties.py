"""Whatever hours, holidays and changes a hall has: what is promised is what comes."""

from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from queue_server.domain.calendar import Calendar, Change, ChangeKind, Holiday, full_minute
from queue_server.domain.hours import Hours, Period, Span
from queue_server.domain.opening import AHEAD, Opening
from tests.builders import JAKARTA, at

SIM = 7
MINUTE = timedelta(minutes=1)
# Everything in these hours begins and ends at one of these minutes of a quarter: between them nothing changes.
TELLING = (0, 1, 14)

clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
spans = st.lists(clocks, min_size=2, max_size=2, unique=True).map(
    lambda two: Span(start=min(two), end=max(two))
)
weeks = st.dictionaries(st.integers(0, 6), spans, max_size=7)
pauses = st.dictionaries(
    st.integers(0, 6), st.lists(spans, min_size=1, max_size=2).map(tuple), max_size=3
)
fortnight = st.integers(0, 13).map(lambda n: date(2026, 11, 23) + timedelta(days=n))
moments = st.integers(0, 14 * 24 * 4).map(lambda n: at("00.00") + n * timedelta(minutes=15))


@st.composite
def all_hours(draw):
    if draw(st.integers(0, 7)) == 0:
        return Hours()
    first, last = sorted((draw(fortnight), draw(fortnight)))
    period = Period(
        name="Ramadan", first=first, last=last, tickets=draw(st.none() | weeks), pauses=draw(st.none() | pauses)
    )  # fmt: skip
    return Hours(
        always=False, tickets=draw(weeks), service=draw(weeks), pauses=draw(pauses),
        closed=frozenset(draw(st.lists(fortnight, max_size=2))), periods=draw(st.sampled_from([(), (period,)])),
    )  # fmt: skip


@st.composite
def all_changes(draw, id):
    start, until = sorted((draw(moments), draw(moments)))
    kind = draw(st.sampled_from(ChangeKind))
    custom = kind is ChangeKind.CUSTOM
    return Change(
        id=id, service_id=draw(st.sampled_from([None, SIM, 8])), kind=kind, start=start, until=until + MINUTE,
        reason="x", tickets=draw(st.none() | spans) if custom else None,
        service=draw(st.none() | spans) if custom else None,
    )  # fmt: skip


@st.composite
def openings(draw):
    hall = draw(all_hours())
    days = draw(st.lists(fortnight, max_size=3))
    calendar = Calendar(
        holidays={day: Holiday(day=day, name={"id": "Libur"}) for day in days},
        changes=tuple(draw(all_changes(id)) for id in range(1, draw(st.integers(1, 4)))),
    )
    own = draw(st.sampled_from([hall, draw(all_hours())]))
    return Opening(hours=own, hall=hall, zone=JAKARTA, calendar=calendar, service_id=SIM)


def every_telling_minute(begin, days):
    for n in range(days * 24 * 60 + 1):
        moment = full_minute(begin) + n * MINUTE
        if moment.minute % 15 in TELLING:
            yield moment


@settings(max_examples=40)
@given(openings(), moments)
def test_until_is_the_first_instant_at_which_numbers_can_be_had(one, moment):
    shut = one.shut(moment)
    if shut:
        later = (m for m in every_telling_minute(moment + MINUTE, 31) if m <= moment + AHEAD)
        first = next((m for m in later if one._closed(m.astimezone(JAKARTA)) is None), None)
        assert shut.until == first


@settings(max_examples=4)
@given(openings())
def test_through_a_fortnight_what_is_promised_never_moves_and_comes(one):
    promised = {"numbers": None, "service": None}
    for moment in every_telling_minute(at("00.00"), 14):
        shut, serving = one.shut(moment), one.serving(moment)
        now = {"numbers": shut and shut.until, "service": serving.until}
        for what, is_open in (("numbers", shut is None), ("service", serving.state == "open")):
            before = promised[what]
            assert before in (None, moment) if is_open else before in (None, now[what])
            assert is_open or now[what] is None or now[what] > moment
        promised = now
