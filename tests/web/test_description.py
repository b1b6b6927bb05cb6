"""The OpenAPI description and docs/contract.md say what the endpoints are."""

import re
from pathlib import Path

import pytest

from queue_server.domain.errors import QueueError
from queue_server.web.api import ENDPOINTS
from queue_server.web.openapi import PART, document

METHODS = {"GET", "POST", "PUT", "DELETE"}
CONTRACT = (Path(__file__).parent.parent.parent / "docs" / "contract.md").read_text()


def references(part):
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for inner in part.values():
            yield from references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from references(inner)


def test_the_description_is_openapi_with_every_reference_resolved(still):
    described = still.done("GET", "/openapi.json", role=None)
    assert described == document()
    assert described["openapi"].startswith("3.1.")
    assert {"title", "version"} <= set(described["info"])
    for reference in references(described):
        place = described
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
    for operations in described["paths"].values():
        for method, operation in operations.items():
            assert method in {"get", "post", "put", "delete"}
            assert all("description" in answer for answer in operation["responses"].values())
            for parameter in operation.get("parameters", ()):
                assert {"name", "in", "schema"} <= set(parameter)
            for scheme in operation.get("security", ()):
                assert set(scheme) <= set(described["components"]["securitySchemes"])


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda e: f"{e.method} {e.path}")
def test_the_description_has_the_endpoint_with_its_path_parts_and_refusals(endpoint):
    path = "/api/v1" + PART.sub(r"{\2}", endpoint.path)
    operation = document()["paths"][path][endpoint.method.lower()]
    parts = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "path"}
    assert parts == set(re.findall(r"{(\w+)}", path))
    assert operation["summary"]
    assert str(endpoint.status) in operation["responses"]
    named = " ".join(answer["description"] for answer in operation["responses"].values())
    assert all(error.code in named for error in endpoint.errors)
    if endpoint.method in ("POST", "PUT"):
        assert "requestBody" in operation
    if endpoint.headers:
        assert {p["name"] for p in operation["parameters"] if p["in"] == "header"} == set(endpoint.headers)  # fmt: skip


def test_every_model_refuses_unknown_fields():
    for model in {endpoint.model for endpoint in ENDPOINTS} - {None}:
        schema = model.model_json_schema()
        for part in (schema, *schema.get("$defs", {}).values()):
            assert part["additionalProperties"] is False, (model, part["title"])


def documented():
    """(method, path) of each row of the contract's table; "/open, /pause" stand for one path each."""
    table = CONTRACT.partition("## HTTP")[2].partition("Shapes:")[0]
    for row in re.findall(r"^\| (.+?) \|", table, re.M)[1:]:
        words = re.sub(r"`[^`]*`|\([^)]*\)", "", row).replace(",", " ").split()
        path = ""
        for word, after in zip(words, [*words[1:], ""], strict=True):
            if word in METHODS:
                method = word
                if after in METHODS or not after:  # the same address again
                    yield method, path
            elif word.startswith("/"):
                word = word.partition("?")[0]
                if word.startswith("/reports"):
                    path = "/api/v1" + word
                elif word.startswith(("/api", "/healthz", "/readyz", "/metrics")):
                    path = word
                else:
                    path = path.rpartition("/")[0] + word
                yield method, path


def test_the_rows_of_the_contract_are_the_endpoints():
    told = {
        (method, re.sub(r"{\w+}", "{}", path).removeprefix("/api/v1"))
        for method, path in documented()
    }
    local = {("GET", path) for path in ("/healthz", "/readyz", "/metrics", "/openapi.json")}
    assert told == local | {(e.method, PART.sub("{}", e.path)) for e in ENDPOINTS}


def test_every_refusal_that_an_endpoint_names_is_one_of_the_family():
    for endpoint in ENDPOINTS:
        assert all(issubclass(error, QueueError) for error in endpoint.errors)
