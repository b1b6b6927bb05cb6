"""The announcer at work: takes calls in, makes their sound in order, hands each on once, drops what is too old."""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from display.announcer import chimes
from display.announcer.call import Call, moment
from display.announcer.condition import Condition
from display.announcer.engine import Engine
from display.announcer.link import Link
from display.announcer.prompts import Prompter
from display.announcer.said import Said
from display.announcer.server import Server, ServerError
from display.announcer.settings import Settings
from display.announcer.speakers import Speakers
from display.announcer.studio import Made, Studio
from display.announcer.troubles import Troubles
from display.announcer.voices import Voices, engines_for

log = logging.getLogger(__name__)
SPOKEN_WITHIN: Final = timedelta(seconds=60)
TRY_LIMIT_S: Final = 0.7
CALLS_TAKE_S: Final = 3.0
WARM_UP_S: Final = 15.0
SHORTEST_PROBE_S, LONGEST_PROBE_S = 0.5, 20.0
"""How long a voice that is gone is left alone before it is tried again, while nobody calls."""


class Announcer:
    """``folder`` keeps what was said and the sounds; ``device`` is aplay's name of the loudspeaker of the zones that
    config.yaml names none for, None the usual one.
    """

    def __init__(
        self,
        server: Server,
        folder: Path,
        *,
        device: str | None = None,
        engines: Callable[[Settings], dict[str, Engine]] = engines_for,
    ) -> None:
        self._server, self._troubles = server, Troubles(log)
        self._folder, self._engines = folder, engines
        self._studio = Studio(folder, self._troubles)
        self._said = Said(folder / "said.json")
        self._condition = Condition(server, self._troubles)
        self._speakers = Speakers(server, device, self._troubles)
        self._settings = Settings()
        self._voices: Voices | None = None
        self._server_zero: datetime | None = (
            None  # the server's time when our monotonic clock was 0
        )
        self._line: list[tuple[int, int, float, Call]] = []
        self._order = itertools.count()
        self._taken: set[tuple[int, datetime]] = set()
        self._changed = threading.Condition()
        self._stopping, self._is_new_setting, self._is_announcing = False, False, False
        self._probe_s = SHORTEST_PROBE_S
        self._prompter = Prompter(
            server, folder, engines=engines, calls_first=self._calls_first, troubles=self._troubles
        )
        self._link = Link(
            server,
            settings=self._configure,
            since=lambda: self._said.since,
            call=self._take,
            synced=self._synced,
            prompt=self._prompter.take,
            troubles=self._troubles,
        )
        self._threads = [
            threading.Thread(target=self._link.run, name="link", daemon=True),
            threading.Thread(target=self._work, name="work", daemon=True),
            threading.Thread(target=self._condition.run, name="condition", daemon=True),
            threading.Thread(target=self._prompter.run, name="prompts", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Within two seconds, whatever hangs. What was not handed on is said after a restart, unless too old then."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._link.stop()
        self._condition.stop()
        self._prompter.stop()
        self._speakers.close()
        if self._voices is not None:
            self._voices.close()
        for thread in self._threads:
            thread.join(0.4)

    # Called by the link, in its threads

    def _configure(self, answer: Mapping[str, Any]) -> None:
        settings = Settings.from_answer(answer)
        with self._changed:
            self._is_new_setting |= settings != self._settings or self._voices is None
            self._settings = settings
        self._prompter.configure(settings)

    def _take(self, push: Mapping[str, Any]) -> None:
        """Put a call in line, unless it was there before or is for another zone."""
        try:
            call = Call.from_push(push)
        except ValueError as error:
            log.warning("not announced: %s", error)
            return
        if self._settings.zones and call.zone not in self._settings.zones:
            return
        with self._changed:
            if call in self._said or (call.seq, call.at) in self._taken:
                return
            self._taken.add((call.seq, call.at))
            heapq.heappush(self._line, (call.seq, next(self._order), time.monotonic(), call))
            self._changed.notify_all()

    def _synced(self, answer: Mapping[str, Any]) -> bool:
        """Set our picture of the server's clock. True when its history is not the one we knew: a restored backup."""
        now, epoch = moment(answer["now"]), answer.get("epoch")
        with self._changed:
            self._server_zero = now - timedelta(seconds=time.monotonic())
            is_new = self._said.since is not None and epoch != self._said.epoch
            told = min([answer["seq"], *(seq - 1 for seq, _ in self._taken)])
            self._remember(lambda: self._said.synced(epoch=epoch, seq=0 if is_new else told))
            self._changed.notify_all()
        self._condition.tell_again()
        self._speakers.met()
        return is_new

    # The work, in one thread

    def _work(self) -> None:
        if not self._wait_for(lambda: self._server_zero is not None):
            return
        for kind in chimes.KINDS:
            chimes.chime(kind)
        while not self._stopping:
            if self._is_new_setting:
                self._set_up()
            if self._studio.silent and not self._line:
                self._try_the_voice()
            wait_s = self._probe_s if self._studio.silent else None
            self._wait_for(lambda: bool(self._line) or self._is_new_setting, wait_s)
            if self._line and not self._stopping:
                self._announce_next()

    def _wait_for(self, ready: Callable[[], bool], wait_s: float | None = None) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: ready() or self._stopping, wait_s)
            return not self._stopping

    def _set_up(self) -> None:
        """The voices, and the loudspeakers where they are ours, as config.yaml has them now."""
        with self._changed:
            if self._stopping:
                return
            settings, self._is_new_setting = self._settings, False
        if self._voices is not None:
            self._voices.close()
        self._voices = Voices(
            settings, self._folder / "sentence.wav", engines=self._engines(settings)
        )
        self._speakers.set_up(settings)
        if settings.engine == "none":
            log.info("no voice by config: the chime alone")
            self._studio.silent = ""
        else:
            self._warm_up(self._voices)
        self._tell_condition()
        if self._voices.name != "none" and not self._studio.silent:
            log.info("voice ready: %s", self._voices.name)

    def _warm_up(self, voices: Voices) -> None:
        """In short steps: whoever calls meanwhile waits for nothing but his own sentence."""
        end = time.monotonic() + WARM_UP_S
        while not self._line and not self._stopping:
            said = voices.warm_up(TRY_LIMIT_S)
            if not said.is_starting or time.monotonic() > end:
                self._studio.note(said)
                return

    def _try_the_voice(self) -> None:
        assert self._voices is not None
        self._studio.note(self._voices.probe(TRY_LIMIT_S))
        self._probe_s = min(self._probe_s * 2, LONGEST_PROBE_S)
        self._tell_condition()

    def _tell_condition(self) -> None:
        assert self._voices is not None
        name, silent = self._voices.name, self._studio.silent
        if not silent:
            self._probe_s = SHORTEST_PROBE_S
        voice = "none" if name == "none" else "failed" if silent else "ok"
        self._condition.set(voice=voice, engine=name, detail=silent or self._studio.instead)

    def _announce_next(self) -> None:
        with self._changed:
            _, _, came_at, call = heapq.heappop(self._line)
            self._is_announcing = True
        try:
            self._announce(call, came_at)
        except Exception:  # the next call must be heard whatever this one did
            log.exception("%s at %s not announced", call.number, call.counter)
        with self._changed:
            self._taken.discard((call.seq, call.at))
            self._is_announcing = False
            self._changed.notify_all()

    def _calls_first(self) -> None:
        """Hold what is less urgent back while a call is waiting or being made, but not for ever."""
        with self._changed:
            quiet = lambda: self._stopping or not (self._line or self._is_announcing)  # noqa: E731
            self._changed.wait_for(quiet, CALLS_TAKE_S)

    def _announce(self, call: Call, came_at: float) -> None:
        if self._is_stale(call):
            log.info("%s at %s not announced: too old", call.number, call.counter)
            return
        assert self._voices is not None
        made = self._studio.make(call, self._settings.of(call.zone), self._voices, came_at=came_at)
        if self._stopping:
            return
        if made is not None:
            with self._changed:
                self._remember(lambda: self._said.add(call))
            self._hand_over(call, made)
        self._speakers.called(call.zone)
        self._tell_condition()

    def _hand_over(self, call: Call, made: Made) -> None:
        try:
            self._server.put_audio(call.seq, made)
        except ServerError as error:
            self._troubles.begins("handing over", f"the server did not take the sound: {error}")
            return
        self._troubles.ends("handing over", "the server takes the sound again")
        how = ", ".join(made.spoken) or "chime"
        made_in = "from the cache" if made.cached else f"made in {made.ms:.0f} ms"
        told = (call.number, call.counter, how, made.sound.seconds, made_in)
        log.info("%s at %s: %s, %.1f s, %s", *told)

    def _is_stale(self, call: Call) -> bool:
        """By the server's clock: this machine's may be hours off."""
        if self._server_zero is None:
            return False
        return self._server_zero + timedelta(seconds=time.monotonic()) - call.at > SPOKEN_WITHIN

    def _remember(self, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError as error:
            self._troubles.begins("memory", f"what was said cannot be kept: {error}")
        else:
            self._troubles.ends("memory", "what was said is kept again")
