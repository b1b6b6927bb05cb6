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

from display.announcer import sound
from display.announcer.call import Call, Settings, moment
from display.announcer.engine import Engine, SpeechError
from display.announcer.link import Link
from display.announcer.player import Player
from display.announcer.said import Said
from display.announcer.server import Server, ServerError
from display.announcer.studio import Made, Studio
from display.announcer.troubles import Troubles

log = logging.getLogger(__name__)
SPOKEN_WITHIN: Final = timedelta(seconds=60)


class Announcer:
    """``folder`` keeps what was said and the sounds; ``device`` is aplay's name of a loudspeaker, None the usual."""

    def __init__(
        self,
        server: Server,
        folder: Path,
        *,
        device: str | None = None,
        engine: Engine | None = None,
    ) -> None:
        self._server, self._troubles = server, Troubles(log)
        self._engine = engine or Engine()
        self._studio = Studio(self._engine, folder, self._troubles)
        self._said = Said(folder / "said.json")
        self._player = Player(device=device, is_stale=self._is_stale, troubles=self._troubles)
        self._settings = Settings()
        self._server_zero: datetime | None = (
            None  # the server's time when our monotonic clock was 0
        )
        self._line: list[tuple[int, int, Call]] = []
        self._order = itertools.count()
        self._taken: set[tuple[int, datetime]] = set()
        self._changed = threading.Condition()
        self._stopping = False
        self._link = Link(
            server,
            settings=self._configure,
            since=lambda: self._said.since,
            call=self._take,
            synced=self._synced,
            troubles=self._troubles,
        )
        self._threads = [
            threading.Thread(target=self._link.run, name="link", daemon=True),
            threading.Thread(target=self._work, name="work", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Within two seconds, whatever hangs. What was not handed on is said after a restart, unless too old then."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._link.stop()
        self._player.close()
        self._engine.close()
        for thread in self._threads:
            thread.join(0.4)

    # Called by the link, in its threads

    def _configure(self, answer: Mapping[str, Any]) -> None:
        self._settings = Settings.from_answer(answer)

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
            heapq.heappush(self._line, (call.seq, next(self._order), call))
            self._changed.notify()

    def _synced(self, answer: Mapping[str, Any]) -> bool:
        """Set our picture of the server's clock. True when its history is not the one we knew: a restored backup."""
        now, epoch = moment(answer["now"]), answer.get("epoch")
        with self._changed:
            self._server_zero = now - timedelta(seconds=time.monotonic())
            is_new = self._said.since is not None and epoch != self._said.epoch
            told = min([answer["seq"], *(seq - 1 for seq, _ in self._taken)])
            self._remember(lambda: self._said.synced(epoch=epoch, seq=0 if is_new else told))
            self._changed.notify()
        return is_new

    # The work, in one thread

    def _work(self) -> None:
        if not self._wait_for(lambda: self._server_zero is not None):
            return
        self._warm_up()
        while self._wait_for(lambda: bool(self._line)):
            with self._changed:
                _, _, call = heapq.heappop(self._line)
            try:
                self._announce(call)
            except Exception:  # the next call must be heard whatever this one did
                log.exception("%s at %s not announced", call.number, call.counter)
            with self._changed:
                self._taken.discard((call.seq, call.at))

    def _wait_for(self, ready: Callable[[], bool]) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: ready() or self._stopping)
            return not self._stopping

    def _warm_up(self) -> None:
        sound.chime()
        if self._settings.engine == "none":
            log.info("no voice by config: the chime alone")
            return
        try:
            self._engine.start()
        except SpeechError as error:
            self._troubles.begins("voice", f"no voice, only the chime: {error}")
        else:
            log.info("voice ready: espeak-ng %s", self._engine.version)

    def _announce(self, call: Call) -> None:
        if self._is_stale(call):
            log.info("%s at %s not announced: too old", call.number, call.counter)
            return
        settings = self._settings
        made = self._studio.make(call, settings)
        if made is None or self._stopping:
            return
        with self._changed:
            self._remember(lambda: self._said.add(call))
        if settings.player == "local":
            self._player.add(call, made.wav)
        self._hand_over(call, made)

    def _hand_over(self, call: Call, made: Made) -> None:
        try:
            self._server.put_audio(call.seq, made.wav)
        except ServerError as error:
            self._troubles.begins("handing over", f"the server did not take the sound: {error}")
            return
        self._troubles.ends("handing over", "the server takes the sound again")
        how = ", ".join(made.spoken) or "chime"
        made_in = "from the cache" if made.cached else f"made in {made.ms:.0f} ms"
        log.info("%s at %s: %s, %.1f s, %s", call.number, call.counter, how, made.seconds, made_in)

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
