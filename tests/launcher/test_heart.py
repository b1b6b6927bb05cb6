"""When a page counts as white or frozen."""

import itertools

from queue_server.launcher.heart import Heart, Verdict
from queue_server.launcher.page import Signs

FINE, MISSED, RELOAD, RESTART = Verdict.FINE, Verdict.MISSED, Verdict.RELOAD, Verdict.RESTART


def signs(beat="", filled=True):
    return Signs(url="http://hall/display/", beat=beat, filled=filled)


def looks(*seen):
    heart = Heart()
    return [heart.look(one) for one in seen]


def test_a_page_whose_beat_changes_is_alive():
    assert looks(*[signs(str(at)) for at in range(5)]) == [FINE] * 5


def test_a_page_without_a_beat_is_alive_while_it_shows_something():
    assert looks(signs(), signs(), signs()) == [FINE] * 3


def test_three_looks_without_a_sign_and_it_is_loaded_anew_and_three_more_chromium_begins_anew():
    for dead in (None, signs(filled=False)):
        assert looks(*[dead] * 6) == [MISSED, MISSED, RELOAD, MISSED, MISSED, RESTART]


def test_a_beat_that_stands_still_is_no_life():
    assert looks(*[signs("7")] * 4) == [FINE, MISSED, MISSED, RELOAD]


def test_one_good_look_forgives_all():
    beats = (signs(str(at)) for at in itertools.count())
    seen = [None, None, next(beats), None, None, None, next(beats), None, None, None]
    assert looks(*seen)[-1] is RELOAD
    assert RESTART not in looks(*seen)


def test_a_page_that_was_silent_may_come_back_with_the_same_beat():
    assert looks(signs("7"), None, signs("7")) == [FINE, MISSED, FINE]
