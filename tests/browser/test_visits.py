"""The watch over the pages sees what it is there for: else the other tests would say nothing."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("kind", "markup"),
    [
        ("asked", "<img src='http://127.0.0.1:9/'>"),
        ("asked", "<link rel=stylesheet href=other.css>"),
        ("said", "<script>console.warn('careful')</script>"),
        ("said", "<script>new WebSocket('ws://127.0.0.1:9/')</script>"),
        ("raised", "<script>throw new Error('unexpected')</script>"),
        ("raised", "<script>Promise.reject(new Error('unexpected'))</script>"),
        ("opened", "<script>alert('hello')</script>"),
        ("opened", "<script>open('about:blank')</script>"),
    ],
)
def test_it_sees(visits, tmp_path, kind, markup):
    (tmp_path / "page.html").write_text(f"<!doctype html><title>page</title><h1>hello</h1>{markup}", encoding="utf-8")
    visit = visits.visit(tmp_path / "page.html")
    page = visit.go()
    for _ in range(100):  # pictures that the browser draws: what it tells of is heard between them
        if visit.faults[kind]:
            break
        page.evaluate("new Promise(requestAnimationFrame)")
    assert visit.faults[kind]
    for noticed in visit.faults.values():
        noticed.clear()


def test_it_leaves_a_harmless_page_alone(visits, tmp_path):
    (tmp_path / "page.html").write_text("<!doctype html><title>page</title><a href='#x'>x</a>", encoding="utf-8")
    visits(tmp_path / "page.html").click("a")
    assert not visits.faults()
