"""A hall to test in: the one of config.yaml, on a real SQLite file and on a real PostgreSQL."""

import shutil
import tempfile
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
from tests.order import mixed

ROOT = Path(__file__).parent.parent
DATABASES = ("sqlite", "postgresql")
# Everything people leave behind, children first; the set-up of the hall stays.
LEFT = (
    "attempt",
    "presence",
    "kiosk_pace",
    "day_head",
    "number_gap",
    "play",
    "screen",
    "media",
    "pairing",
    "printer",
    "print_job",
    "prediction",
    "leg",
    "booking",
    "undo",
    "ticket",
    "number_series",
    "service_day",
    "service_figures",
    "changed_hours",
    "holiday",
    "desk",
    "session",
    "device",
    "staff",
)
EMPTIED = "; ".join(f"DELETE FROM {name}" for name in (*LEFT, "setting", "journal"))
HALL_CHANGED = sa.select(schema.journal.c.seq).where(schema.journal.c.kind == "hall_changed")


def pytest_collection_modifyitems(items):
    """The same order for every worker; files stay together, their tests in their order."""
    files = list(dict.fromkeys(item.path for item in items))
    place = {file: i for i, file in enumerate(mixed(files))}
    items.sort(key=lambda item: place[item.path])


@pytest.fixture(scope="session")
def definition():
    """The hall part of config.yaml as plain values."""
    return definition_of(load(ROOT / "config.yaml", {}))


@pytest.fixture(scope="session")
def postgres_server():
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def quick_folder():
    """A folder in memory where there is one: what the tests write need not outlive a power cut."""
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="satupintu-", dir=shared if shared.is_dir() else None))
    yield folder
    shutil.rmtree(folder)


class Kept:
    """One database for all tests, emptied for each, so that statements are made once."""

    def __init__(self, address, db, definition):
        self.address, self.db, self._definition = address, db, definition
        self.hall = None

    def empty(self):
        """The hall as config.yaml has it, before its first day."""
        with self.db.reading() as conn:
            changed = conn.scalar(HALL_CHANGED)
        if changed or self.hall is None:
            set_up_hall.write(self.db, self._definition, actor="system", at=at("06.00"))
            with self.db.reading() as conn:
                self.hall = halls.load(conn)
        with self.db.transaction() as tx:
            at_once = tx.conn.dialect.name == "postgresql"
            for statement in [EMPTIED] if at_once else EMPTIED.split("; "):
                tx.conn.exec_driver_sql(statement)
            tx.conn.execute(sa.update(schema.journal_head).values(seq=0))


@pytest.fixture(scope="session")
def sqlite_template(quick_folder, definition):
    """A migrated file with the hall in it."""
    file = quick_folder / "template.db"
    db = opening.open_sqlite(file)
    Kept(file, db, definition).empty()
    db.close()
    return file


@pytest.fixture(scope="session")
def _sqlite(sqlite_template, definition):
    file = shutil.copy(sqlite_template, sqlite_template.with_name(opening.FILE))
    db = opening.open_sqlite(file)
    yield Kept(file, db, definition)
    db.close()


@pytest.fixture(scope="session")
def _postgresql(postgres_server, definition):
    url = postgres_server.new_database()
    db = opening.open_postgresql(url)
    yield Kept(url, db, definition)
    db.close()


@pytest.fixture
def _kept(request):
    kept = request.getfixturevalue(f"_{request.param}")
    kept.empty()
    return kept


@pytest.fixture
def address(_kept):
    """Where the test's database is: a path for SQLite, a URL for PostgreSQL."""
    return _kept.address


@pytest.fixture
def db(_kept):
    """The hall's database. A test that names it runs on both kinds, unless marked @pytest.mark.on("sqlite")."""
    return _kept.db


@pytest.fixture
def hall(_kept):
    """The hall of config.yaml as the database has it."""
    return _kept.hall


@pytest.fixture
def reopen(address):
    """Opens the test's database once more; all are closed in the end."""
    opened = []

    def open_it():
        known = opening.open_sqlite if isinstance(address, Path) else opening.open_postgresql
        opened.append(known(address))
        return opened[-1]

    yield open_it
    for db in opened:
        db.close()


@pytest.fixture
def empty_address(request, address, tmp_path):
    """Where a database may be made from nothing."""
    if isinstance(address, Path):
        return tmp_path / opening.FILE
    return request.getfixturevalue("postgres_server").new_database()


def pytest_configure(config):
    # The same examples every time, however busy the machine is.
    settings.register_profile(
        "hall", max_examples=50, deadline=None, derandomize=True, database=None
    )
    settings.load_profile("hall")
    config.addinivalue_line("markers", "on(kind): run on this kind of database alone")


def pytest_generate_tests(metafunc):
    if "_kept" in metafunc.fixturenames:
        marked = metafunc.definition.get_closest_marker("on")
        metafunc.parametrize("_kept", marked.args if marked else DATABASES, indirect=True)
