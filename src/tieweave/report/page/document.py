"""The whole document: one file with everything in it, and a policy that allows nothing else.

The policy names the one style and the one script by their hashes, so whatever a contact's name may smuggle in would not
run; and since it allows no other source of anything, no request can leave the page.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import importlib.resources
import re

from tieweave.overview import Overview
from tieweave.report.page.colours import colours
from tieweave.report.page.drawing import Drawing
from tieweave.report.page.fragments import Fragments, fragments, markup
from tieweave.report.page.live import Live
from tieweave.report.page.rendering import rendered, this_day

_STYLES = ("base.css", "sections.css", "people.css", "map.css", "widths.css")
_STYLE_OF_THE_APP = "live.css"
_ON_PAPER = "print.css"
"""The files of `style/`, in the order in which they overrule each other."""

_SCRIPTS = (
    "folding.js",
    "people.js",
    "zooming.js",
    "gestures.js",
    "discs.js",
    "ego.js",
    "labelling.js",
    "lettering.js",
    "linking.js",
    "hovering.js",
    "choosing.js",
    "filtering.js",
    "keyboard.js",
    "printing.js",
)
_SCRIPTS_OF_THE_APP = (
    "renewing.js",
    "keeping.js",
    "saying.js",
    "confirming.js",
    "answering.js",
    "following.js",
    "live.js",
)
_START = "start.js"
"""The files of `script/`, joined in one function; the last one calls the others."""

_NOT_NEEDED = re.compile(r"^ */\*.*?\*/\n?|^ *//[^\n]*\n|^ +", re.DOTALL | re.MULTILINE)
"""Comments that stand on lines of their own, and indentation: a third of the files."""


def document(overview: Overview, *, live: Live | None = None, made: Fragments | None = None) -> str:
    """Return the page of an overview as a whole HTML document.

    With `live` it is the app's: its forms stand in it, and the policy comes as a header (see `live_policy`). `made` are
    its parts, where they are at hand already.
    """
    made = made or fragments(overview, live=live)
    return str(
        rendered(
            "base.html.jinja",
            overview=overview,
            live=live,
            drawing=Drawing(overview.map),
            today=this_day(overview.now, overview.zone),
            policy="" if live else report_policy(),
            style=markup(style(live=live is not None)),
            script=markup(script(live=live is not None)),
            part=lambda name: markup(made.parts[name]),
            children=lambda name: markup(made.children(name)),
        )
    )


def report_policy() -> str:
    """Return the Content-Security-Policy of the file: it may show itself, and ask nobody for anything."""
    return f"default-src 'none'; {_own(live=False)}; base-uri 'none'; form-action 'none'"


def live_policy() -> str:
    """Return the policy of the app's page: as the file's, and it may talk to the app."""
    here = "connect-src 'self'; form-action 'self'; frame-ancestors 'none'"
    return f"default-src 'none'; {_own(live=True)}; {here}; base-uri 'none'"


@functools.cache
def style(*, live: bool) -> str:
    """Return all that stands in the page's one <style>, without comments and indentation."""
    names = [*_STYLES, *([_STYLE_OF_THE_APP] if live else []), _ON_PAPER]
    return "\n" + _NOT_NEEDED.sub("", colours() + "".join(_file("style", name) for name in names))


@functools.cache
def script(*, live: bool) -> str:
    """Return all that stands in the page's one <script>; what talks to the app is in a live page alone."""
    names = [*_SCRIPTS, *(_SCRIPTS_OF_THE_APP if live else ()), _START]
    text = _NOT_NEEDED.sub("", "".join(_file("script", name) for name in names))
    return f'\n(() => {{\n"use strict";\n{text}}})();\n'


def _own(*, live: bool) -> str:
    return f"style-src '{_hash(style(live=live))}'; script-src '{_hash(script(live=live))}'"


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _file(folder: str, name: str) -> str:
    """Return a file of the page; an ending line break keeps the files apart."""
    text = (importlib.resources.files(__package__) / folder / name).read_text(encoding="utf-8")
    return text if text.endswith("\n") else f"{text}\n"
