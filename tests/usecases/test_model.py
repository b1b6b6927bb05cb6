"""Whatever people press, in any order: the hall and a plain model of it agree after every step."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.usecases.model_machine import Machine
from tests.usecases.model_place import Place, small_hall

USUAL = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "suppress_health_check": list(HealthCheck),
}


def run(place, **how):
    class Here(Machine):
        pass

    Here.place = place
    try:
        run_state_machine_as_test(Here, settings=settings(**USUAL, **how))
    finally:
        place.db.close()


def test_the_hall_and_a_plain_model_agree_whatever_people_press(quick_folder, tmp_path):
    place = Place(quick_folder / "model.db", small_hall(tmp_path))
    run(place, max_examples=110, stateful_step_count=50)


def test_the_same_on_postgresql(postgres_server, tmp_path):
    place = Place(postgres_server.new_database(), small_hall(tmp_path))
    run(place, max_examples=6, stateful_step_count=40)
