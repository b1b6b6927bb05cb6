"""The server speaks to nobody by itself, and no page can tell a machine of ours to speak to somebody else."""

import ast
import re
from pathlib import Path

import pytest

from queue_server.web.api import ENDPOINTS
from tests.web.halls import ROLES

ROOT = Path(__file__).parent.parent.parent
INSIDE = ("web", "live", "usecases", "storage", "domain", "config")
CONNECTS = {
    "urllib.request", "urllib3", "http.client", "requests", "httpx", "aiohttp", "smtplib", "ftplib", "telnetlib",
    "socketserver", "paramiko", "websocket", "xmlrpc.client",
}  # fmt: skip
WHERE = {"host", "port", "device", "url", "address", "server", "path", "file", "command"}


def imported(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_nothing_inside_the_server_can_call_another_machine():
    callers = [
        f"{file.relative_to(ROOT)}: {name}"
        for part in INSIDE
        for file in sorted((ROOT / "queue_server" / part).rglob("*.py"))
        for name in imported(file)
        if name in CONNECTS
    ]
    assert callers == []


def test_nothing_inside_the_server_opens_a_connection_of_its_own():
    """Some look at connections that came in; psycopg speaks to the database of config.yaml."""
    dials = re.compile(r"create_connection|\bconnect_ex\(|\.connect\(\(")
    dialling = [
        str(file.relative_to(ROOT))
        for part in INSIDE
        for file in sorted((ROOT / "queue_server" / part).rglob("*.py"))
        if "socket" in set(imported(file)) and dials.search(file.read_text())
    ]
    assert dialling == []


def names_in(schema):
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for value in schema.values():
            yield from names_in(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from names_in(value)


def test_no_request_names_a_machine_a_file_or_a_program():
    found = {
        f"{row.method} {row.path}: {name}"
        for row in ENDPOINTS
        if row.model
        for name in names_in(row.model.model_json_schema())
        if name in WHERE
    }
    assert found == set()


@pytest.mark.parametrize("role", ["admin", "owner"])
def test_where_a_printer_is_stands_in_config_yaml_alone(hall, role):
    definition = hall.done("GET", "/hall/definition", role=role)["definition"]
    assert "printers" not in definition
    told = definition | {"printers": {"paper-1": {"type": "network", "host": "192.168.1.66"}}}
    refused = hall.ask("POST", "/hall/definition", {"definition": told}, role=role)
    assert refused.status_code == 422


def test_only_a_printers_own_agent_is_told_where_it_is(still):
    for role in ROLES:
        answer = still.ask("GET", "/settings", role=role)
        if role == "printer":
            assert "host" in answer.get_json()
        else:
            assert '"host"' not in answer.text
            assert '"device":"/dev' not in answer.text
    for path in ("/printers", "/overview", "/hall"):
        assert '"host"' not in still.ask("GET", path, role="admin").text
