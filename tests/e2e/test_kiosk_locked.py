"""A visitor stays on the kiosk's page: Chromium under the policy that we ship, and what the page itself refuses."""

import json
import os
import subprocess
import sys

import pytest
from playwright.sync_api import Error

from tests.e2e.conftest import AUTOPLAY, QUIET
from tests.e2e.running import ROOT
from tests.security.locked import browser_with, why_not
from tests.security.tls import secure_hall

pytestmark = [pytest.mark.browser, pytest.mark.e2e]
ROWS = """() => {
  const rows = []
  const walk = (node) => {
    if (node.tagName === 'POLICY-ROW') {
      const of = (part) => node.shadowRoot.querySelector(part)?.textContent.trim().split('\\n')[0].trim() ?? ''
      rows.push([of('.name'), of('.messages')])
    }
    for (const child of [...(node.children ?? []), ...(node.shadowRoot?.children ?? [])]) walk(child)
  }
  walk(document.documentElement)
  return rows.filter(([, told]) => told !== 'Not set.')
}"""
ELSEWHERE = [
    "file:///etc/passwd", "file:///", "view-source:{hall}/kiosk/", "https://example.invalid/", "http://127.0.0.1:1/",
    "{plain}/kiosk/", "devtools://devtools/bundled/inspector.html", "chrome://version/", "chrome://downloads/",
    "chrome://inspect/", "chrome-untrusted://new-tab-page/", "ftp://127.0.0.1/", "data:text/html,x",
]  # fmt: skip

FUNCTION_KEYS = ("F1", "F3", "F5", "F7", "F11", "F12")


def command(*words):
    return [sys.executable, "-m", *words]


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    with secure_hall(tmp_path_factory.mktemp("hall"), mode="eventlet") as running:
        yield running


@pytest.fixture(scope="module")
def policy(hall):
    """What the launcher writes for this hall; the page that shows policies may be opened, too."""
    asked = ["--server", hall.secure, "--ca", str(hall.authority)]
    written = subprocess.run(
        command("kiosk", *asked, "--write-policy", "-"), cwd=ROOT, check=True, capture_output=True
    )
    told = json.loads(written.stdout)
    told["URLAllowlist"].append("chrome://policy")
    return told


@pytest.fixture(scope="module")
def chromium(browser, policy, tmp_path_factory):
    """The Chromium of a kiosk, beside the one of the other tests: one Playwright drives both."""
    reason = why_not()
    if reason:
        pytest.skip(f"no Chromium can be given a policy of its own here: {reason}")
    program = browser_with(json.dumps(policy), tmp_path_factory.mktemp("kiosk"))
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    made = browser.browser_type.launch(executable_path=program, args=[*QUIET, *as_root, AUTOPLAY])
    yield made
    made.close()


def test_chromium_knows_every_policy_and_agrees_with_its_value(chromium, policy):
    page = chromium.new_page()
    page.goto("chrome://policy")
    page.wait_for_function(f"() => ({ROWS})().length > 20", timeout=30_000)
    told = dict(page.evaluate(ROWS))
    page.close()
    assert {name: word for name, word in told.items() if word not in ("OK", "Deprecated")} == {}
    assert set(told) == set(policy)


def test_no_address_but_the_halls_can_be_opened(chromium, hall):
    opened = []
    for address in ELSEWHERE:
        page = chromium.new_page()
        try:
            page.goto(address.format(hall=hall.secure, plain=hall.url), timeout=20_000)
            opened.append(address)
        except Error as refused:
            if "ERR_BLOCKED_BY_ADMINISTRATOR" not in str(refused):
                opened.append(f"{address}: {refused}")
        finally:
            page.close()
    assert opened == []


def test_the_kiosks_page_opens_over_https_and_lets_nobody_out(chromium, hall):
    page = chromium.new_page()
    faults = []
    page.on("console", lambda told: faults.append(told.text) if "Content Sec" in told.text else 0)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{hall.secure}/kiosk/#token={hall.key('kiosk', 'kiosk-1')}")
    page.wait_for_selector("#stage button", timeout=30_000)

    assert page.evaluate("() => isSecureContext")
    assert page.locator("a[href], input[type=file], iframe, form").count() == 0
    swallowed = page.evaluate(
        """() => ['contextmenu', 'dragstart', 'dragover', 'drop'].filter((kind) =>
             document.querySelector('#stage').dispatchEvent(new Event(kind, { bubbles: true, cancelable: true })))"""
    )
    assert swallowed == [], "these would do what the browser does with them"
    page.keyboard.press("Control+A")
    assert page.evaluate("() => String(getSelection())") == ""
    page.evaluate("() => addEventListener('keydown', (e) => { window.last = e.defaultPrevented })")
    for key in (*FUNCTION_KEYS, *(f"Control+{letter}" for letter in "PSOFU"), "Alt+ArrowLeft"):
        page.keyboard.press(key)
        assert page.evaluate("() => window.last"), f"{key} is the browser's"
    with (
        page.context.expect_page() as window
    ):  # for Chromium this call is a touch; the launcher would close it
        page.evaluate("() => { open('https://example.invalid/') }")
    window.value.wait_for_url("chrome-error://chromewebdata/", timeout=20_000)
    assert page.url.startswith(f"{hall.secure}/kiosk/")
    assert page.evaluate("() => dispatchEvent(new Event('beforeunload', { cancelable: true }))"), (
        "a question whether to leave would stop the launcher"
    )
    assert faults == []
    page.close()
