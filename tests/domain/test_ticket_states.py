"""The page about ticket states is made from the table."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_the_page_about_ticket_states_is_current():
    spec = importlib.util.spec_from_file_location("states", ROOT / "scripts" / "ticket_states.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)

    assert script.FILE.read_text() == script.page(), "run scripts/ticket_states.py"
