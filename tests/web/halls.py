"""A whole hall in this process: the application on SQLite, with a token for every role and a clock of its own."""

import atexit
import functools
import shutil
import tempfile
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from queue_server import main
from queue_server.config import load
from queue_server.storage import schema
from queue_server.usecases import people

CONFIG = load(Path(__file__).parent / "hall.yaml", {})
MORNING = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # ten o'clock in Siak
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""A hash says what it costs to check: what these tests log in with costs next to nothing."""
PASSWORD = "kata-sandi-panjang"
PEOPLE = {"staff": "ani", "supervisor": "budi", "admin": "citra"}
DEVICES = {
    "kiosk": "kiosk-1",
    "display": "lobby",
    "printer": "paper-1",
    "announcer": "announcer",
    "program": "simpeg",
}
ROLES = (*PEOPLE, *DEVICES, "owner")


@functools.cache
def template():
    """A data folder with staff logged in and a program; copied for each test, because a password takes time."""
    data = Path(tempfile.mkdtemp(prefix="satupintu-template-"))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    shipped, people._hasher = people._hasher, QUICK
    try:
        return data, _staffed(data)
    finally:
        people._hasher = shipped


def _staffed(data):
    """The tokens of the template."""
    db = main.open_database(CONFIG, data)
    main.create_server(CONFIG, db, data=data, mode="threading")
    tokens = {}
    for role, name in PEOPLE.items():
        with_role = {"name": name, "password": PASSWORD, "offload": main.plainly, "at": MORNING}
        people.add_staff(db, role=role, actor="system", **with_role)
        tokens[role] = people.log_in(db, **with_role).token
    tokens["program"] = people.add_device(
        db, name="simpeg", role="program", actor="system", at=MORNING
    )
    for role in ("kiosk", "display", "printer", "announcer", "owner"):
        name = DEVICES.get(role, "owner")
        tokens[role] = (data / "keys" / f"{role}-{name}").read_text().strip()
    db.close()
    return tokens


@dataclass
class Clock:
    """The hall's time; it stands still until somebody moves it."""

    at: datetime = MORNING

    def __call__(self):
        return self.at

    def forward(self, **by):
        self.at += timedelta(**by)


@dataclass
class Running:
    """``ask`` is an HTTP request in a role; ``tables`` everything the database holds."""

    server: main.Server
    db: object
    data: Path
    tokens: dict
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self):
        self.server.house.now = self.clock
        self.client = self.server.app.test_client(use_cookies=False)

    def ask(self, method, path, body=None, *, role="staff", token=None, headers=(), **more):
        sent = dict(headers)
        token = token or (self.tokens[role] if role else None)
        if token:
            sent.setdefault("Authorization", f"Bearer {token}")
        if body is not None:
            more["json"] = body
        return self.client.open(
            f"/api/v1{path}", method=method, headers=sent, buffered=True, **more
        )

    def page(self, path, **more):
        """What a browser gets; the file behind it is closed."""
        return self.client.get(path, buffered=True, **more)

    def done(self, method, path, body=None, **more):
        """The answer's object of a request that must succeed."""
        answer = self.ask(method, path, body, **more)
        assert answer.status_code < 300, (method, path, answer.status_code, answer.text)
        return answer.get_json(silent=True)

    def take(self, service="KTP", *, role="kiosk", key=None, **body):
        headers = {"Idempotency-Key": key or uuid.uuid4().hex}
        body = {"service": service, **body}
        return self.done("POST", "/tickets", body, role=role, headers=headers)["ticket"]

    def press(self, counter, button, body=None, **more):
        return self.done("POST", f"/counters/{counter}/{button}", body or {}, **more)

    def key(self, role, name):
        """The token of a machine of config.yaml."""
        return (self.data / "keys" / f"{role}-{name}").read_text().strip()

    def tables(self):
        with self.db.reading() as conn:
            return {t.name: conn.execute(sa.select(t)).all() for t in schema.metadata.sorted_tables}


@contextmanager
def running(folder):
    data, tokens = template()
    mine = folder / "data"
    shutil.copytree(data, mine)
    db = main.open_database(CONFIG, mine)
    server = main.create_server(CONFIG, db, data=mine, mode="threading")
    yield Running(server, db, mine, dict(tokens))
    db.close()


@pytest.fixture
def hall(tmp_path):
    with running(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def still(tmp_path_factory):
    """A hall for tests that change nothing, shared by those of a file."""
    with running(tmp_path_factory.mktemp("still")) as made:
        yield made
