"""The JSON shapes of docs/contract.md, from domain objects. Used by HTTP answers and pushes alike, so they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from queue_server.domain.counter_state import Desk
from queue_server.domain.estimate import Estimate
from queue_server.domain.hall import Agency, Counter, Hall, Service, Zone, say
from queue_server.domain.line import Choice, Rule
from queue_server.domain.printer import (
    PrinterSetup,
    Setups,
    States,
    goes_to,
    is_low,
    left_mm,
    state_of,
    tickets_left,
)
from queue_server.domain.reasons import call_words, place_words, translated, with_over
from queue_server.domain.ticket import State, Ticket, keeps_until
from queue_server.storage.print_jobs import PrintJob
from queue_server.usecases.views import TicketView

Json = dict[str, Any]


@lru_cache(256)  # one answer says the same moment several times
def when(at: datetime | None) -> str | None:
    """RFC 3339 UTC to the millisecond, None for None."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z" if at else None


def range_of(estimate: Estimate | None) -> Json | None:
    """``{from, to, hits}``, None when nobody can say."""
    return estimate.as_json() if estimate else None


def ticket(hall: Hall, view: TicketView, *, public_url: str) -> Json:
    """``ticket`` for staff and the kiosk that took it."""
    t = view.ticket
    return {
        "id": t.id, "number": t.number, "prefix": t.prefix, "service": hall.service_of(t.service_id).code,
        "priority": t.priority, "state": t.state.value, "ahead": view.ahead, "estimate": range_of(view.estimate),
        "estimate_reason": view.estimate_reason,
        "issued_at": when(t.issued_at), "called_at": when(t.called_at), "served_at": when(t.served_at),
        "ended_at": when(t.ended_at), "counter": hall.counter_of(t.counter_id).code if t.counter_id else None,
        "calls": t.calls, "language": t.language, "token": t.token, "url": ticket_url(public_url, t.token),
        "reason": view.reason, "print": paper(view.job), **_rules_of_the_hall(hall, view),
    }  # fmt: skip


def _rules_of_the_hall(hall: Hall, view: TicketView) -> Json:
    """Why it stands there, with whom it came, what else it is for."""
    t = view.ticket
    return {
        "because": because(hall, t), "channel": t.channel, "any_order": t.any_order, "legs": legs(hall, view),
        "visit": [
            {"id": o.id, "number": o.number, "service": hall.service_of(o.service_id).code, "state": o.state.value}
            for o in view.group if o.id != t.id
        ],
        "for_counter": hall.counter_of(t.for_counter_id).code if t.for_counter_id else None,
        "for_staff": t.for_staff, "slot": when(t.slot), "held_until": when(t.held_until),
        "last_call_at": when(t.last_call_at), "urgent": t.urgent, "rule": t.rule or None, "result": t.result or None,
        "misses": t.misses, "keeps_until": when(keeps_until(t, hall.rules)),
    }  # fmt: skip


def because(hall: Hall, t: Ticket) -> Json:
    """Why it was called, or stands where it stands, in both languages."""
    zone, name = hall.site.zone_info, hall.priority_text(t.priority)
    if not t.rule or not t.called_at:
        return dict(place_words(t, zone=zone, priority=name))
    free = t.rule in (Rule.CHOSEN, Rule.DESK, Rule.URGENT)
    if free:
        return dict(translated(t.reason))
    choice = Choice(ticket=t, target=hall.service_of(t.service_id).target_wait, rule=Rule(t.rule))
    run = hall.rules.max_priority_run
    words = call_words(choice, at=t.called_at, zone=zone, run=run, priority=name)
    return dict(with_over(words, t.reason))


def legs(hall: Hall, view: TicketView) -> list[Json]:
    """The services of the visit with what became of each; empty for a visit of one service."""
    ended = {State.DONE: "done", State.CANCELLED: "dropped", State.NO_SHOW: "dropped"}
    found = [
        {"service": hall.service_of(leg.service_id).code, "name": dict(hall.service_of(leg.service_id).name),
         "state": "done" if leg.state == "along" else leg.state}
        for leg in view.legs
    ]  # fmt: skip
    over = ended.get(view.ticket.state)
    for leg in found if over == "dropped" else ():
        leg["state"] = "dropped" if leg["state"] in ("now", "planned") else leg["state"]
    return found


def paper(job: PrintJob | None) -> Json | None:
    """What became of a ticket's paper, None when it has none."""
    return {"job": job.id, "state": job.state, "printer": job.printer} if job else None


def ticket_url(public_url: str, token: str) -> str:
    """What the QR code holds."""
    return f"{public_url.rstrip('/')}/t/{token}"


def public_ticket(hall: Hall, view: TicketView, *, at: datetime) -> Json:
    """What the visitor's phone may see: never for whom the number is."""
    t = view.ticket
    service = hall.service_of(t.service_id)
    counter = hall.counter_of(t.counter_id) if t.counter_id else None
    return {
        "number": t.number, "prefix": t.prefix, "service": named(service),
        "agency": {"name": dict(_agency(hall, service).name)},
        "zone": named(hall.zone_of(service.zone_id)), "state": t.state.value, "ahead": view.ahead,
        "estimate": range_of(view.estimate), "estimate_reason": view.estimate_reason,
        "counter": named(counter) if counter else None,
        "requirements": {language: list(items) for language, items in service.requirements.items()},
        "issued_at": when(t.issued_at), "called_at": when(t.called_at), "served_at": when(t.served_at),
        "ended_at": when(t.ended_at), "legs": legs(hall, view), "site": site(hall), "now": when(at),
    }  # fmt: skip


def named(thing: Service | Counter | Zone | Agency) -> Json:
    """Code and name, for people to read."""
    return {"code": thing.code, "name": dict(thing.name)}


def site(hall: Hall) -> Json:
    """The hall itself: its name and its time."""
    s = hall.site
    return {
        "code": s.code, "name": dict(s.name), "region": dict(s.region), "time_zone": s.time_zone,
        "languages": list(s.languages),
    }  # fmt: skip


def counter(hall: Hall, desk: Desk, *, at: datetime) -> Json:
    """A counter as staff and kiosks see it, with its planned break of the day."""
    c = hall.counter_of(desk.counter_id)
    pause = c.breaks.get(at.astimezone(hall.site.zone_info).weekday())
    return {
        "code": c.code, "name": dict(c.name), "zone": hall.zone_of(c.zone_id).code, "state": desk.state.value,
        "reason": desk.reason, "since": when(desk.since), "staff": desk.staff,
        "services": [hall.service_of(id).code for id in c.service_ids],
        "helps": [hall.service_of(id).code for id in c.service_ids if id in c.helps],
        "narrowed": None if desk.services is None else [hall.service_of(id).code for id in desk.services],
        "priority_only": c.priority_only,
        "breaks": {"today": [f"{pause.start:%H:%M}", f"{pause.end:%H:%M}"] if pause else None},
    }  # fmt: skip


def called(hall: Hall, facts: Mapping[str, Any]) -> Json:
    """Number, counter, service and agency of a call, from a journal row's data."""
    service, desk = hall.service_ever(facts["service"]), hall.counter_ever(facts["counter"])
    return {
        "number": facts["number"], "prefix": facts["prefix"], "counter": named(desk), "service": named(service),
        "agency": {"name": dict(_agency(hall, service).name)},
    }  # fmt: skip


def printer(setup: PrinterSetup, setups: Setups, states: States) -> Json:
    """A printer as staff sees it."""
    state = state_of(states, setup.name)
    counted = {
        "length_mm": setup.roll_mm, "used_mm": state.used_mm, "left_mm": left_mm(state, setup),
        "low": is_low(state, setup), "tickets_left": tickets_left(state, setup),
    }  # fmt: skip
    return {
        "name": setup.name, "label": dict(setup.label), "ready": state.ready, "agent": state.agent,
        "causes": list(state.causes), "near_end": state.near_end, "roll": counted if setup.roll_mm else None,
        "spare": setup.spare or None, "goes_to": goes_to(setup.name, setups, states),
        "changed_at": when(state.changed_at),
    }  # fmt: skip


def printer_in_short(setup: PrinterSetup, setups: Setups, states: States) -> Json:
    """A printer as kiosks need it."""
    state = state_of(states, setup.name)
    return {
        "name": setup.name, "label": dict(setup.label), "ready": state.ready, "why": state.why,
        "goes_to": goes_to(setup.name, setups, states),
    }  # fmt: skip


def open_paper(hall: Hall, job: PrintJob, t: Ticket) -> Json:
    """A paper a person must look at, with where its visitor is."""
    return {
        "job": job.id, "state": job.state, "why": job.why, "printer": job.printer, "copy_no": job.copy_no,
        "at": when(job.created_at),
        "ticket": {
            "id": t.id, "number": t.number, "service": hall.service_of(t.service_id).code,
            "state": t.state.value, "counter": hall.counter_of(t.counter_id).code if t.counter_id else None,
        },
    }  # fmt: skip


def job(
    hall: Hall,
    work_job: PrintJob,
    t: Ticket,
    *,
    public_url: str,
    template: str,
    services: Sequence[int] = (),
) -> Json:
    """A print job with everything the paper says, in the ticket's language; never for whom it is.

    ``services``: ids of all services of the visit, in their order; the ticket's own when there are no others.
    """
    language, visit = t.language, [hall.service_of(id) for id in services or (t.service_id,)]
    texts = _texts(hall, t, visit, language)
    if language != "id":  # for letters that no font of the printer has
        texts["indonesian"] = _texts(hall, t, visit, "id")
    return {
        "id": work_job.id, "copy_no": work_job.copy_no, "state": work_job.state, "printer": work_job.printer,
        "expires_at": when(work_job.expires_at), "template": template,
        "ticket": {
            "number": t.number, "prefix": t.prefix, "language": language, **texts, "ahead": work_job.ahead,
            "estimate": work_job.estimate, "issued_at": when(t.issued_at),
            "time_zone": hall.site.time_zone, "url": ticket_url(public_url, t.token),
        },
    }  # fmt: skip


def _texts(hall: Hall, t: Ticket, visit: Sequence[Service], language: str) -> Json:
    """What a ticket says about its services; where to go, and what to bring to each, named once."""
    service = hall.service_of(t.service_id)
    needs: dict[str, None] = {}
    for one in visit:
        needs |= dict.fromkeys(one.requirements.get(language) or one.requirements.get("id") or ())
    return {
        "hall": hall.site.lines(language), "service": " + ".join(say(one.name, language) for one in visit),
        "agency": say(_agency(hall, service).name, language),
        "place": say(hall.zone_of(service.zone_id).name, language), "requirements": list(needs),
    }  # fmt: skip


def _agency(hall: Hall, service: Service) -> Agency:
    return hall.agency_of(service.agency_id)
