"""TVs whose browser is from 2020: the page works without what came later, and an older one is told what it needs."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.test_screens_tv import call, open_tv
from tests.e2e.tv_wall import PAST, Wall, item

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

OF_2020 = """
for (const [where, names] of [
  [Array.prototype, ['at', 'findLast', 'findLastIndex', 'toSpliced', 'toReversed', 'toSorted', 'with']],
  [String.prototype, ['at', 'replaceAll']], [Object, ['hasOwn', 'groupBy']], [Promise, ['any', 'withResolvers']],
  [AbortSignal, ['timeout', 'any']], [Element.prototype, ['replaceChildren', 'checkVisibility']],
  [Document.prototype, ['replaceChildren']], [DocumentFragment.prototype, ['replaceChildren']],
  [window, ['structuredClone', 'WeakRef', 'FinalizationRegistry']], [Crypto.prototype, ['randomUUID']],
]) for (const name of names) delete where[name]
"""
OF_2018 = "Object.defineProperty(Array.prototype, 'flatMap', { value: undefined })"


def test_a_tv_of_2020_shows_calls_texts_and_a_lost_server(desk_hall, screens):
    page = open_tv(screens, desk_hall, prepare=lambda page: page.add_init_script(OF_2020))
    assert (
        page.evaluate("[[].at, AbortSignal.timeout, document.body.replaceChildren]") == [None] * 3
    )
    number = call(desk_hall, "2")
    expect(page.locator(".now")).to_contain_text(number[1:])
    page.context.close()

    wall = Wall(screens, desk_hall.url, 1280, 720, media="slot")
    wall.page.add_init_script(OF_2020)
    wall.plays(item(1, "text", text={"id": "Bawa KK asli"}))
    page = wall.open()
    expect(page.locator("#slot")).to_contain_text("Bawa KK asli")
    wall.call("A049", "4")
    wall.call("L019", "6")
    expect(page.locator(".now .num")).to_have_count(2)
    wall.begin(PAST)
    expect(page.locator(".now .num")).to_have_count(1)


def test_an_older_browser_is_told_what_it_needs(desk_hall, screens):
    page = screens("about:blank", width=1280, height=720)
    page.add_init_script(OF_2018)
    page.goto(f"{desk_hall.url}/display/")
    expect(page.locator("#too-old")).to_contain_text("Chromium 80")


def test_a_page_that_did_not_come_whole_is_loaded_again(desk_hall, screens):
    page = screens("about:blank", width=1280, height=720)
    page.clock.install()
    lost = [True]
    page.route("**/display/calls.mjs", lambda route: route.abort() if lost.pop() else None)
    page.goto(f"{desk_hall.url}/display/#token={desk_hall.key('display', 'lobby')}")
    page.unroute("**/display/calls.mjs")
    assert page.locator("html.is-loading").count() == 1
    page.clock.run_for(21_000)
    expect(page.locator(".foot .wait, .foot.ask").first).to_be_visible()
