"""A hall to test in: the one of config.yaml, on a real SQLite file and on a real PostgreSQL."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings

from queue_server.config import definition as definition_of
from queue_server.config import load
from queue_server.storage import halls, opening, schema
from queue_server.usecases import set_up_hall
from tests import postgres
from tests.builders import at

ROOT = Path(__file__).parent.parent
DATABASES = ("sqlite", "postgresql")
# Everything a day leaves behind, children first; the set-up of the hall stays.
DAILY = ("print_job", "ticket", "number_series", "service_day", "desk", "journal", "session")
REST = ("device", "staff", "setting")


@pytest.fixture(scope="session")
def definition():
    """The hall part of config.yaml as plain values."""
    return definition_of(load(ROOT / "config.yaml", {}))


@pytest.fixture(scope="session")
def postgres_server():
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory, definition):
    """A migrated file with the hall in it; each test gets a copy, which is quicker than to make one."""
    file = tmp_path_factory.mktemp("template") / opening.FILE
    db = opening.open_sqlite(file)
    _as_new(db, definition)
    db.close()
    return file


@pytest.fixture(scope="session")
def _postgres(postgres_server):
    """(URL, database): one for all tests, emptied for each."""
    url = postgres_server.new_database()
    db = opening.open_postgresql(url)
    yield url, db
    db.close()


@pytest.fixture
def address(request, tmp_path, definition):
    """Where the test's database is: a path for SQLite, a URL for PostgreSQL."""
    if request.param == "sqlite":
        file = tmp_path / opening.FILE
        shutil.copy(request.getfixturevalue("_sqlite_template"), file)
        return file
    url, db = request.getfixturevalue("_postgres")
    _as_new(db, definition)
    return url


@pytest.fixture
def reopen(address):
    """Opens the test's database once more; all are closed in the end."""
    opened = []

    def open_it(**options):
        if isinstance(address, Path):
            opened.append(opening.open_sqlite(address, **options))
        else:
            opened.append(opening.open_postgresql(address))
        return opened[-1]

    yield open_it
    for db in opened:
        db.close()


@pytest.fixture
def db(request, address, reopen):
    """The hall's database. A test that names it runs on both kinds, unless marked @pytest.mark.on("sqlite")."""
    return reopen() if isinstance(address, Path) else request.getfixturevalue("_postgres")[1]


@pytest.fixture
def empty_address(request, address, tmp_path):
    """Where a database may be made from nothing."""
    if isinstance(address, Path):
        return tmp_path / "empty" / opening.FILE
    return request.getfixturevalue("postgres_server").new_database()


@pytest.fixture
def hall(db):
    """The hall of config.yaml as the database has it."""
    with db.reading() as conn:
        return halls.load(conn)


def pytest_configure(config):
    # The same examples every time, however busy the machine is.
    settings.register_profile("hall", deadline=None, derandomize=True, database=None)
    settings.load_profile("hall")
    config.addinivalue_line("markers", "on(kind): run on this kind of database alone")


def pytest_generate_tests(metafunc):
    if "address" in metafunc.fixturenames:
        marked = metafunc.definition.get_closest_marker("on")
        metafunc.parametrize("address", marked.args if marked else DATABASES, indirect=True)


def _as_new(db, definition):
    """The hall as config.yaml has it, before its first day."""
    set_up_hall.write(db, definition, actor="system", at=at("06.00"))
    with db.transaction() as tx:
        for name in DAILY + REST:
            tx.conn.execute(sa.delete(schema.metadata.tables[name]))
        tx.conn.execute(sa.update(schema.journal_head).values(seq=0))
