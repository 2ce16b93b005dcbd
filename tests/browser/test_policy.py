"""Nothing leaves the page: it asks nobody for anything, and its policy would not let it."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest

from .visits import until

TRIES = {
    "fetch": "address => fetch(address).catch(() => {})",
    "image": "address => new Promise(done => Object.assign(new Image(), {onerror: done, onload: done, src: address}))",
    "beacon": "address => { try { navigator.sendBeacon(address, 'x') } catch {} }",
    "request": """address => new Promise(done => {
        const asked = new XMLHttpRequest();
        asked.onloadend = done;
        asked.open('POST', address);
        asked.send('x');
    })""",
    "socket": """address => new Promise(done => {
        try { new WebSocket(address.replace('http', 'ws')).onerror = done } catch { done() }
    })""",
    "script": """address => new Promise(done => document.head.append(
        Object.assign(document.createElement('script'), {onerror: done, onload: done, src: address})))""",
    "style": """address => new Promise(done => document.head.append(Object.assign(
        document.createElement('link'), {onerror: done, onload: done, rel: 'stylesheet', href: address})))""",
    "frame": """address => new Promise(done => {
        const frame = Object.assign(document.createElement('iframe'), {src: address});
        frame.onload = frame.onerror = done;
        setTimeout(done, 300);
        document.body.append(frame);
    })""",
    "form": """address => new Promise(done => {
        const form = Object.assign(document.createElement('form'), {action: address, method: 'post', target: '_blank'});
        document.body.append(form);
        form.submit();
        setTimeout(done, 300);
    })""",
}


class Listener(http.server.ThreadingHTTPServer):
    """A server on this machine that remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(f"{self.command} {self.path}")
        self.send_response(204)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()

    do_POST = do_OPTIONS = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_the_policy_allows_nothing_and_stands_before_all_else(visits, example_report):
    policy = visits(example_report, script=False).locator("head > meta[http-equiv=Content-Security-Policy]")
    assert policy.count() == 1
    allowed = dict(part.split(maxsplit=1) for part in policy.get_attribute("content").split("; "))
    assert allowed.pop("default-src") == "'none'"
    assert allowed.pop("base-uri") == "'none'"
    assert allowed.pop("form-action") == "'none'"
    for kind in ("script-src", "style-src"):
        assert allowed.pop(kind).startswith("'sha256-")
    assert not allowed
    before = policy.evaluate("it => [...document.querySelectorAll('style, script, link, img, base')].every("
                             "one => it.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)")  # fmt: skip
    assert before


def test_there_is_nothing_in_the_page_that_the_policy_would_have_to_stop(example_page):
    assert example_page.locator("style").count() == 1
    assert example_page.locator("script").count() == 1
    found = example_page.evaluate(
        """() => [...document.querySelectorAll('*')].flatMap(it => [...it.attributes].filter(one =>
            one.name.startsWith('on') || one.name === 'src' || one.name === 'srcset' || one.name === 'ping' ||
            /^\\s*(javascript|data|vbscript):/i.test(one.value)).map(one => it.outerHTML.slice(0, 100)))"""
    )
    assert not found


@pytest.mark.parametrize("way", TRIES)
def test_a_request_is_refused_and_nobody_hears_of_it(browser, example_report, listener, way):
    # Not by `visits`, which lets nothing through: here the page's own policy is all there is.
    context = browser.new_context()
    page = context.new_page()
    page.goto(example_report.as_uri())
    page.evaluate(
        "() => { window.trouble = []; addEventListener('securitypolicyviolation', at => trouble.push(at.blockedURI)) }"
    )
    page.evaluate(TRIES[way], listener.address)
    until(page, "window.trouble.length > 0")
    context.close()
    assert not listener.asked


def test_without_the_policy_the_same_tries_would_be_heard(browser, listener, tmp_path):
    """That the listener hears nothing is worth something only if it can hear."""
    bare = tmp_path / "bare.html"
    bare.write_text("<!doctype html><title>bare</title><body>", encoding="utf-8")
    context = browser.new_context()
    for attempt in TRIES.values():
        page = context.new_page()
        page.goto(bare.as_uri())
        page.evaluate(attempt, listener.address)
    context.close()
    assert len(listener.asked) >= len(TRIES)


def test_nothing_is_asked_for_whatever_is_clicked(visits, example_report, size):
    visit = visits.visit(example_report, size=size)
    page = visit.go()
    for button in page.locator("button, summary").all()[:20]:
        if button.is_visible():
            button.click()
    for node in page.locator("#nodes a").all()[:10]:
        node.dispatch_event("click")
    for link in page.locator("a[href^='#']").all()[:20]:
        if link.is_visible():
            link.dispatch_event("click")
    page.keyboard.press("Escape")
    page.reload()
    assert not visit.broken_policy()
    # The guard of `visits` says at the end whether anything was asked for.


def test_what_is_typed_into_the_filters_goes_nowhere(visits, example_report):
    visit = visits.visit(example_report)
    page = visit.go()
    page.fill("#filters [name=text]", "ann")
    page.press("#filters [name=text]", "Enter")
    page.fill("#filters [name=company]", "fundy")
    page.press("#filters [name=company]", "Enter")
    assert page.url.split("#")[0].split("?")[0] == example_report.as_uri()
    assert "ann" not in page.url
    assert not visit.broken_policy()
