"""Random nonsense at every endpoint by somebody who may do everything: a clear answer, never a fault of the server."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queue_server.web.api import ENDPOINTS
from tests.web.halls import running

ROLE = {"printer": "printer", "announcer": "announcer", "display": "display", "kiosk": "kiosk"}
texts = st.text(max_size=12) | st.sampled_from(["KTP", "KK", "1", "A", "ani", "lobby", "lansia"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
parts = (
    st.integers(-2, 3).map(str)
    | st.integers().map(str)
    | st.text(min_size=1, max_size=12)
    | st.sampled_from(["1", "8", "KTP", "ani", "lobby", "%00", "..", "A" * 22])
)


@st.composite
def requests(draw):
    endpoint = draw(st.sampled_from(ENDPOINTS))
    path = endpoint.path
    while "<" in path:
        before, _, rest = path.partition("<")
        path = before + draw(parts).replace("<", "%3C").replace("?", "%3F") + rest.partition(">")[2]
    fields = sorted(endpoint.model.model_fields) if endpoint.model else []
    keys = st.sampled_from(fields) | texts if fields else texts
    body = draw(st.dictionaries(keys, values, max_size=4) | values)
    role = "admin"
    for wanted, as_ in ROLE.items():
        role = as_ if endpoint.roles == {wanted} else role
    role = "display" if endpoint.path.endswith("audio") and endpoint.method == "GET" else role
    return endpoint, path, body, role


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """A hall with somebody in every state. Log-ins and passwords take time; their own tests are elsewhere."""
    with running(Path(tmp_path_factory.mktemp("fuzz"))) as hall:
        for counter in ("1", "2", "8"):
            hall.press(counter, "open")
        for service in ("KTP", "KTP", "KTP", "KK", "PASPOR"):
            hall.take(service)
        hall.press("1", "next")
        hall.press("1", "start")
        hall.press("2", "next")
        yield hall


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))  # fmt: skip
@given(request=requests())
def test_nonsense_is_never_a_fault_of_the_server(busy, request):
    endpoint, path, body, role = request
    if endpoint.path in ("/sessions", "/staff", "/staff/<name>/reset"):
        body = {"nonsense": body}
    headers = {"Idempotency-Key": "nonsense-nonsense"}
    if endpoint.method == "GET":
        query = {str(key): str(value) for key, value in body.items()} if isinstance(body, dict) else {}  # fmt: skip
        try:
            answer = busy.ask("GET", path, role=role, query_string=query)
        except UnicodeEncodeError:
            return  # the client cannot say it
    else:
        data = json.dumps(body).encode()
        answer = busy.ask(
            endpoint.method, path, role=role, data=data, content_type="application/json", headers=headers
        )  # fmt: skip
    assert answer.status_code < 500, (endpoint, path, body, answer.text)
    if answer.status_code >= 400:
        assert answer.mimetype == "application/problem+json"
        assert answer.get_json()["code"]
