"""What holds of the order for any waiting room, any hall and any rules."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from queue_server.domain.line import (
    Line,
    Rule,
    Setting,
    call_order,
    order,
    select_next,
    virtual_arrival,
)
from queue_server.domain.rules import Policy, Rules
from tests.builders import a_ticket, at, minutes

HEAD_START = minutes(15)
NOW = at("10.01")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # the key of an emergency: before everybody
SERVICES = (1, 2, 3)


def a_visitor(id, came_s, *, old=False, service=1, urgent=False):
    issued = at("08.00") + timedelta(seconds=came_s)
    v = virtual_arrival(at=issued, head_start=HEAD_START if old else timedelta(0))
    return a_ticket(
        id=id, issued_at=issued, v=LONG_AGO if urgent else v, priority="lansia" if old else None,
        service_id=service, urgent=urgent,
    )  # fmt: skip


def rooms(services=SERVICES, emergencies=False, least=0):
    """Up to 25 visitors within two hours, in the order of their numbers."""
    urgent = st.sampled_from((False,) * 9 + (emergencies,))
    came = st.one_of(st.integers(0, 7200), st.sampled_from((0, 1800, 3600)))
    one = st.tuples(came, st.booleans(), st.sampled_from(services), urgent)
    return st.lists(one, min_size=least, max_size=25).map(
        lambda rows: [
            a_visitor(id, came, old=old, service=service, urgent=hurry)
            for id, (came, old, service, hurry) in enumerate(sorted(rows), start=1)
        ]
    )


def halls():
    """What the counter knows of each service: target, runs so far (one of both is zero), whether it only helps."""
    runs = st.tuples(st.booleans(), st.integers(0, 5))
    one = st.tuples(st.sampled_from((10, 20, 20, 60, 120)), runs, st.booleans()).map(
        lambda row: Setting(
            target=minutes(row[0]),
            priority_run=row[1][1] if row[1][0] else 0,
            regular_run=0 if row[1][0] else row[1][1],
            helps=row[2],
        )
    )
    return st.fixed_dictionaries(dict.fromkeys(SERVICES, one))


def all_rules(*orders):
    return st.builds(
        Rules,
        order=st.sampled_from(orders or Policy),
        weights=st.tuples(st.integers(1, 3), st.integers(1, 3)),
        max_priority_run=st.integers(1, 4),
    )


ANYBODY = rooms(emergencies=True)
FULL = rooms(least=10)
MANY = examples(max_examples=150)


def first(waiting):
    return min(waiting, key=order, default=None)


def lines_of(waiting, settings):
    """What storage reads: of each service the heads of all, of the regulars, of the others."""
    found = []
    for id, setting in settings.items():
        here = [t for t in waiting if t.service_id == id]
        found.append(
            Line(
                service_id=id, target=setting.target, head=first(here), helps=setting.helps,
                regular=first([t for t in here if not t.priority]),
                priority=first([t for t in here if t.priority]),
                priority_run=setting.priority_run, regular_run=setting.regular_run,
            )
        )  # fmt: skip
    return found


def after(settings, called):
    """The runs once ``called`` was called."""
    was = settings[called.service_id]
    runs = (was.priority_run + 1, 0) if called.priority else (0, was.regular_run + 1)
    return settings | {called.service_id: replace(was, priority_run=runs[0], regular_run=runs[1])}


def a_day(arrivals, presses, settings, rules):
    """Visitors come and one counter calls, at their times: [(at, Choice, who waited)] in the order of the calls."""
    calls, waiting, coming = [], [], sorted(arrivals, key=lambda t: t.id)
    for pressed in sorted(presses):
        now = at("08.00") + timedelta(seconds=pressed)
        while coming and coming[0].issued_at <= now:
            waiting.append(coming.pop(0))
        choice = select_next(lines_of(waiting, settings), at=now, rules=rules)
        if choice:
            calls.append((now, choice, list(waiting)))
            waiting.remove(choice.ticket)
            settings = after(settings, choice.ticket)
    return calls


ONE = {1: Setting(target=minutes(30))}
PRESSES = st.lists(st.integers(0, 10800), max_size=30)
# A full hall: many have come before the counter opens.
CROWD, LATE_PRESSES = rooms((1,), least=8), st.lists(st.integers(5400, 10800), min_size=8, max_size=20)  # fmt: skip


# --- whatever the rules


@MANY
@given(waiting=FULL, settings=halls(), rules=all_rules(), mix=st.randoms(use_true_random=False))
def test_who_is_next_does_not_depend_on_the_order_of_rows(waiting, settings, rules, mix):  # fmt: skip
    lines = lines_of(waiting, settings)
    mixed, moved = list(lines), list(waiting)
    mix.shuffle(mixed)
    mix.shuffle(moved)

    assert select_next(mixed, at=NOW, rules=rules) == select_next(lines, at=NOW, rules=rules)
    assert lines_of(moved, settings) == lines
    assert call_order(moved, settings=settings, at=NOW, rules=rules) == call_order(
        waiting, settings=settings, at=NOW, rules=rules
    )


@MANY
@given(waiting=FULL, settings=halls(), rules=all_rules())
def test_the_list_of_staff_is_the_order_of_the_calls_if_nobody_else_comes(waiting, settings, rules):
    listed = call_order(waiting, settings=settings, at=NOW, rules=rules)
    called, left = [], list(waiting)
    while left:
        called.append(select_next(lines_of(left, settings), at=NOW, rules=rules).ticket)
        left.remove(called[-1])
        settings = after(settings, called[-1])

    assert [t.id for t in called] == [t.id for t in listed]


@given(waiting=ANYBODY, settings=halls(), rules=all_rules())
def test_somebody_is_called_whenever_somebody_waits_and_emergencies_before_all(waiting, settings, rules):  # fmt: skip
    choice = select_next(lines_of(waiting, settings), at=NOW, rules=rules)
    emergencies = [t for t in waiting if t.urgent]

    assert (choice is None) == (not waiting)
    if emergencies:
        assert (choice.ticket, choice.rule) == (first(emergencies), Rule.URGENT)
    elif choice:
        assert choice.rule is not Rule.URGENT


@given(waiting=ANYBODY, settings=halls(), rules=all_rules())
def test_a_call_against_the_counted_order_says_by_which_rule(waiting, settings, rules):
    choice = select_next(lines_of(waiting, settings), at=NOW, rules=rules)
    if choice and choice.rule in (Rule.ORDER, Rule.HELPED) and rules.order is Policy.HEAD_START:
        here = [t for t in waiting if t.service_id == choice.ticket.service_id]
        assert choice.ticket == first(here) or choice.rule is Rule.HELPED


@given(waiting=ANYBODY, settings=halls(), rules=all_rules())
def test_over_whom_a_call_went_is_somebody_who_still_waits(waiting, settings, rules):
    choice = select_next(lines_of(waiting, settings), at=NOW, rules=rules)
    if choice and choice.over:
        assert choice.over in waiting
        assert choice.over.id != choice.ticket.id


@MANY
@given(waiting=FULL, settings=halls(), rules=all_rules())
def test_a_counter_helps_only_when_free_or_when_others_are_late_and_its_own_not(waiting, settings, rules):  # fmt: skip
    lines = lines_of(waiting, settings)
    choice = select_next(lines, at=NOW, rules=rules)
    own = select_next([x for x in lines if not x.helps], at=NOW, rules=rules)
    theirs = select_next([replace(x, helps=False) for x in lines if x.helps], at=NOW, rules=rules)
    late = theirs and theirs.used(NOW) >= rules.help_from
    may = theirs and (own is None or (late and own.used(NOW) < rules.help_below))

    assert bool(choice and settings[choice.ticket.service_id].helps) == bool(may)
    if may:
        assert (choice.ticket, choice.rule) == (theirs.ticket, Rule.HELPED)


# --- the usual order


@given(arrivals=rooms((1,)), presses=PRESSES)
def test_a_regular_is_overtaken_only_by_priority_visitors_of_the_next_15_minutes(arrivals, presses):
    calls = [choice.ticket for _, choice, _ in a_day(arrivals, presses, ONE, Rules())]
    for place, regular in enumerate(calls):
        if not regular.priority:
            overtakers = [t for t in calls[:place] if t.id > regular.id]
            assert all(t.priority for t in overtakers)
            assert all(t.issued_at <= regular.issued_at + HEAD_START for t in overtakers)


@given(arrivals=rooms((1,)), presses=PRESSES)
def test_the_first_in_counted_time_is_passed_over_by_the_rule_of_three_alone(arrivals, presses):  # fmt: skip
    """No starvation: who is first is called next, and who comes later than 15 minutes after never gets before them."""
    for now, choice, waiting in a_day(arrivals, presses, ONE, Rules()):
        for ticket in waiting:
            counted = [t for t in waiting if order(t) < order(ticket)]
            if not counted and choice.ticket != ticket:
                assert choice.rule is Rule.VALVE, f"{ticket.number} is first and was passed over"
                assert ticket.priority
                assert now - choice.ticket.v > minutes(30)


@MANY
@given(arrivals=CROWD, presses=LATE_PRESSES, longest=st.integers(1, 4))
def test_no_longer_run_of_priority_calls_while_a_regular_is_past_the_target(arrivals, presses, longest):  # fmt: skip
    rules, run = Rules(max_priority_run=longest), 0
    for now, choice, waiting in a_day(arrivals, presses, ONE, rules):
        late = [t for t in waiting if not t.priority and now - t.v > minutes(30)]
        run = run + 1 if choice.ticket.priority else 0
        assert not (run > longest and late)
        if choice.rule is Rule.VALVE:
            assert choice.ticket == first(late)


@MANY
@given(arrivals=CROWD, presses=LATE_PRESSES)
def test_calls_of_a_service_are_sorted_by_the_counted_time_but_for_the_rule_of_three(arrivals, presses):  # fmt: skip
    for _, choice, waiting in a_day(arrivals, presses, ONE, Rules()):
        assert (choice.ticket == first(waiting)) == (choice.rule is Rule.ORDER)


@given(waiting=rooms(), settings=halls(), earlier=st.integers(0, 120))
def test_the_order_inside_a_service_never_changes_while_people_wait(waiting, settings, earlier):
    """Keys are fixed: no ticket becomes more urgent than its neighbour just because time passes."""

    def inside(now):
        quiet = {id: replace(s, priority_run=0) for id, s in settings.items()}
        rules = Rules(max_priority_run=50)
        ordered = call_order(waiting, settings=quiet, at=now, rules=rules)
        return {id: [t.id for t in ordered if t.service_id == id] for id in settings}

    assert inside(NOW) == inside(NOW - minutes(earlier))


@MANY
@given(waiting=FULL, settings=halls())
def test_across_services_the_share_of_the_promise_decides(waiting, settings):
    settings = {id: replace(s, helps=False, priority_run=0) for id, s in settings.items()}
    choice = select_next(lines_of(waiting, settings), at=NOW)
    heads = [first([t for t in waiting if t.service_id == id]) for id in settings]
    used = [(NOW - t.v) / settings[t.service_id].target for t in heads if t]

    assert (choice is None) == (not used)
    if choice:
        assert choice.used(NOW) == max(used)


# --- the other policies


@MANY
@given(arrivals=CROWD, presses=LATE_PRESSES, rules=all_rules(Policy.STRICT))
def test_strict_never_calls_a_regular_while_somebody_with_priority_waits(arrivals, presses, rules):
    for _, choice, waiting in a_day(arrivals, presses, ONE, rules):
        with_priority = [t for t in waiting if t.priority]
        assert choice.ticket == first(with_priority or waiting)


@MANY
@given(arrivals=CROWD, presses=LATE_PRESSES, rules=all_rules(Policy.WEIGHTED))
def test_weighted_gives_each_side_its_turns_while_both_wait(arrivals, presses, rules):
    runs = {True: 0, False: 0}
    for _, choice, waiting in a_day(arrivals, presses, ONE, rules):
        kind = choice.ticket.priority is not None
        same = [t for t in waiting if (t.priority is not None) == kind]
        other = [t for t in waiting if (t.priority is not None) != kind]
        assert choice.ticket == first(same), "inside a class by the counted time"
        if other and runs[not kind]:
            assert runs[not kind] >= rules.weights[kind], "the other side had its turns"
        if other and runs[kind]:
            assert runs[kind] < rules.weights[not kind], "no more in a row than its share"
        runs = {kind: runs[kind] + 1, not kind: 0}
