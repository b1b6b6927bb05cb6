"""Rows of what people see, hear and hold: TVs in Chromium, paper, the voice."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench import paper as printing
from tests.bench import seen as on_screens
from tests.bench import sound as voice
from tests.bench.length import Length
from tests.bench.page import Row


def seen(length: Length) -> Iterator[Row]:
    paces = {500: 40} if length.quick else {100: 2, 10_000: 40}
    with on_screens.a_browser() as browser:
        for calls, pace in paces.items():
            found = on_screens.seeing(browser, calls=calls, per_second=pace)
            what = f"{calls} calls at {pace}/s on 20 displays and two real TVs, each once: press to the last one"
            figure = (
                f"p50 {found['p50']:.1f}, p99 {found['p99']:.1f}, longest {found['max']:.1f} ms"
            )
            yield Row(f"seen.{pace}.told", what, figure, "p99 <= 5 ms", found["p99"] <= 5, found)
            figure = (
                f"p50 {found['paint_p50']:.0f}, p99 {found['paint_p99']:.0f} ms (the slower one)"
            )
            what = (
                f"the same at {pace}/s, press to painted on a TV page, as the page tells the server"
            )
            well = found["paint_p99"] <= 60
            yield Row(f"seen.{pace}.painted", what, figure, "p99 <= 60 ms", well)


def paper(length: Length) -> Iterator[Row]:
    for mode, p99 in {"raster": 150.0, "text": 60.0}.items():
        found = printing.touching(mode=mode, touches=30)
        figure = f"p50 {found['p50']:.0f}, p95 {found['p95']:.0f}, p99 {found['p99']:.0f} ms"
        what = f"touch to paper proven, 30 touches in 3 s, {mode}, virtual printer on TCP"
        target = f"p95 < 500 ms, p99 <= {p99:g} ms"
        well = found["p99"] <= p99 and found["p95"] < 500
        yield Row(f"paper.{mode}", what, figure, target, well, found)


def sound(length: Length) -> Iterator[Row]:
    found = voice.starting(length.presses // 2)
    figure = f"p50 {found['p50']:.0f}, p99 {found['p99']:.0f} ms"
    what = "press next, to the loudspeaker of the TV page, quiet zone"
    yield Row("sound.start", what, figure, "p99 <= 250 ms", found["p99"] <= 250, found)
    minutes = max(2, length.rounds)
    found = voice.storming(minutes)
    figure = (
        f"{found['delay_s']:.1f} s; {found['must_s']:.1f} s computed for these {found['calls']:.0f} calls of "
        f"{found['length_s']:.1f} s, {found['day_s']:.1f} s on the average of a day (M/D/1)"
    )
    what = f"wait of a call behind others: 200 calls/h, two languages, {minutes} min"
    well = found["delay_s"] <= found["must_s"] + 0.5
    yield Row("sound.wait", what, figure, "<= computed + 0.5 s", well, found)
