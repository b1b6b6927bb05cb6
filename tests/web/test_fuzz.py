"""The contract as a machine reads it, against the hall: sense and nonsense at every endpoint, by whoever may ask there.

No fault of the server, no answer the description does not name, and nothing without a token. More by hand:
SATUPINTU_FUZZ=200 (requests to each endpoint, half of them nonsense).
"""

import os
from contextlib import suppress
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web.halls import running

EACH = int(os.environ.get("SATUPINTU_FUZZ", "2"))
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
ASKS = ("program", "owner", "kiosk", "display", "printer", "announcer", "admin")
KNOWN = {
    "code": ["1", "2", "8", "A", "KTP", "KK"], "name": ["kiosk-1", "paper-1", "ani", "lobby"], "zone": ["A", "B"],
    "id": ["1", "2", "3", "4"], "seq": ["1", "5", "9"], "day": ["2026-11-23", "2026-12-25"], "counter": ["1", "2"],
    "service": ["KTP", "KK", "PASPOR"], "token": ["A" * 22], "printer": ["paper-1"], "priority": ["lansia"],
}  # fmt: skip
ENDS_OUR_SESSION = {"DELETE /api/v1/sessions", "POST /api/v1/sessions/lock"}


@schemathesis.serializer("audio/wav")
def wav(context, value):
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """A hall with somebody in every state."""
    with running(Path(tmp_path_factory.mktemp("fuzz"))) as hall:
        for counter in ("1", "2", "8"):
            hall.press(counter, "open")
        for service in ("KTP", "KTP", "KTP", "KK", "PASPOR"):
            hall.take(service)
        hall.press("1", "next")
        hall.press("1", "start")
        hall.press("2", "next")
        yield hall


def operations(hall):
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", hall.server.app)
    return [found.ok() for found in described.get_all_operations()]


def takes_something(operation):
    return bool(operation.body) or any(True for _ in operation.iter_parameters())


def role_for(operation):
    roles = operation.definition.raw.get("x-roles")
    return next(role for role in ASKS if role in roles) if roles else None


def made_real(case, draw):
    """Half of what names something names something of this hall: else all that is tried is what is not there."""
    for place in (case.path_parameters, case.query, case.body):
        for key in sorted(set(KNOWN) & set(place)) if isinstance(place, dict) else ():
            if draw(st.booleans()):
                place[key] = draw(st.sampled_from(KNOWN[key]))


def ask_as_may(hall, operation, mode, each):
    """Everything that was answered wrongly at one endpoint."""
    role, wrong = role_for(operation), []
    headers = {"Authorization": f"Bearer {hall.tokens[role]}"} if role else {}

    @settings(
        max_examples=each, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def ask(case, data):
        made_real(case, data.draw)
        answer = case.call(headers=headers)
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as group:
            wrong.append(f"{operation.label} as {role}: {group.exceptions}")

    with suppress(Unsatisfiable):  # nothing that can be got wrong
        ask()
    return wrong


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_whatever_is_asked_is_answered_as_described(busy, mode):
    wrong = []
    for operation in operations(busy):
        nothing_to_get_wrong = mode.is_negative and not (
            operation.body or list(operation.iter_parameters())
        )
        if operation.label not in ENDS_OUR_SESSION and not nothing_to_get_wrong:
            wrong += ask_as_may(busy, operation, mode, max(1, EACH // 2))
    assert wrong == []


def test_nothing_is_answered_without_a_token_that_needs_one(still):
    open_to_all, told = [], []
    for operation in operations(still):
        if not role_for(operation):
            open_to_all.append(operation.label.removeprefix("GET ").removeprefix("POST "))
            continue
        numbered = {
            part.name: part.definition["schema"]["type"] for part in operation.path_parameters
        }
        path = operation.path.format(
            **{name: "x" if kind == "string" else "1" for name, kind in numbered.items()}
        )
        for headers in ({}, {"Authorization": "Bearer nobody"}, {"Authorization": "Basic YTpi"}):
            answer = still.client.open(path, method=operation.method.upper(), headers=headers)
            if answer.status_code != 401:
                told.append((operation.label, headers, answer.status_code))
    assert told == []
    assert len(open_to_all) < 12, open_to_all
