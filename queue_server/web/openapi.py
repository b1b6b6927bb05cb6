"""The contract as OpenAPI 3.1, made from the endpoints and the models that check the requests."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any

from flask import Flask, Response

from queue_server.domain import errors as e
from queue_server.web.api import ENDPOINTS, Endpoint, dump
from queue_server.web.errors import STATUS

JSON = "application/json"
PART = re.compile(r"<(?:(int):)?(\w+)>")


def document(endpoints: Iterable[Endpoint] = ENDPOINTS) -> dict[str, Any]:
    """The whole description."""
    paths: dict[str, dict[str, Any]] = {}
    schemas: dict[str, Any] = {"Problem": PROBLEM}
    for row in endpoints:
        path = "/api/v1" + PART.sub(r"{\2}", row.path)
        paths.setdefault(path, {})[row.method.lower()] = _operation(row, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Satu Pintu",
            "version": "1",
            "description": "docs/contract.md says it in words.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "satupintu"},
            },
        },
    }


PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
    },
}


def _operation(row: Endpoint, schemas: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {"summary": row.summary, "responses": _answers(row)}
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "integer" if kind else "string"},
        }
        for kind, name in PART.findall(row.path)
    ]
    parameters += [
        {
            "name": name,
            "in": "header",
            "required": True,
            "schema": {"type": "string", "minLength": 8, "maxLength": 80},
        }
        for name in row.headers
    ]
    if row.model is not None:
        schema = row.model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schema.pop("$defs", {}))
        if row.method == "GET":
            needed = schema.get("required", [])
            parameters += [
                {"name": name, "in": "query", "required": name in needed, "schema": part}
                for name, part in schema["properties"].items()
            ]
        else:
            schemas[row.model.__name__] = schema
            reference = {"$ref": f"#/components/schemas/{row.model.__name__}"}
            operation["requestBody"] = {"content": {JSON: {"schema": reference}}}
    elif row.content != JSON:
        binary = {"schema": {"type": "string", "format": "binary"}}
        operation["requestBody"] = {"content": {row.content: binary}}
    if parameters:
        operation["parameters"] = parameters
    if row.roles:
        operation["security"] = [{"bearer": []}, {"cookie": []}]
        operation["x-roles"] = sorted(row.roles)
    return operation


def _answers(row: Endpoint) -> dict[str, Any]:
    answers: dict[str, Any] = {str(row.status): {"description": "Done"}}
    if row.answer:
        schema = {"type": "object", "required": list(row.answer)}
        answers[str(row.status)]["content"] = {JSON: {"schema": schema}}
        if row.status == 200:
            answers["204"] = {"description": "Nothing there"}
    refusals = [
        *row.errors,
        *((e.NotAuthenticated, e.Forbidden, e.OtherAgency) if row.roles else ()),
        e.DatabaseBusy,
    ]
    codes: dict[int, set[str]] = {400: {"invalid_input", "wrong_host"}, 404: {"not_found"}}
    if row.model or row.headers or row.content != JSON:
        codes |= {413: {"too_large"}, 415: {"wrong_content_type"}, 422: {"invalid_input"}}
    for refusal in refusals:
        codes.setdefault(STATUS[refusal], set()).add(refusal.code)
    for status, names in sorted(codes.items()):
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        answers[str(status)] = {"description": ", ".join(sorted(names)), "content": content}
    return answers


def install(app: Flask) -> None:
    """Made when it is first asked for, not at every start."""
    text = functools.cache(lambda: dump(document()))

    @app.get("/api/v1/openapi.json")
    def openapi() -> Response:
        return Response(text(), content_type=JSON)
