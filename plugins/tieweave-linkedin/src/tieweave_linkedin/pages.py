"""Profile pages: the one form of a LinkedIn address in which the files of an export are compared."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

_SITE = "https://www.linkedin.com/"
_PERSONAL = ("in", "pub")
_OF_ORGANISATIONS = frozenset({"company", "school", "showcase", "organization", "edu"})
_SEPARATORS = frozenset("/?#%")


def page(url: str) -> str:
    """Return the page of a person in its canonical form, "" where `url` is none.

    `https://www.linkedin.com/in/…` without the site's language, query or last slash; percent-encoding is undone and
    letters are lower-case, as LinkedIn itself takes them. The public addresses of before 2015 (`/pub/…`) keep all of
    their path.
    """
    parts = _path(url)
    kind = _kind(parts)
    return _canonical(parts[kind:]) if kind >= 0 and parts[kind].lower() in _PERSONAL else ""


def is_organisation(url: str) -> bool:
    """Return whether `url` is the page of a company or a school, which is nobody to be in touch with."""
    parts = _path(url)
    return bool(parts) and parts[0].lower() in _OF_ORGANISATIONS


def shown(url: str) -> tuple[str, ...]:
    """Return the addresses to show for a person's page: readable, and percent-encoded where LinkedIn writes it so.

    The second one is there because other address books hold what a browser copies.
    """
    parts = _path(url)
    kind = _kind(parts)
    if kind < 0:
        return (url.strip(),)
    kept = parts[kind:] if parts[kind].lower() == "pub" else parts[kind : kind + 2]
    path = "/".join([kept[0].lower(), *kept[1:]])
    readable = "/".join([kept[0].lower(), *map(_readable, kept[1:])])
    return (_SITE + readable,) if readable == path else (_SITE + readable, _SITE + path)


def _path(url: str) -> list[str]:
    """Return the parts of the path of an address at LinkedIn, none for any other."""
    text = "".join(url.split())
    scheme, separator, rest = text.partition("://")
    if separator and scheme.lower() not in ("http", "https"):
        return []
    host, _, path = (rest if separator else text).partition("/")
    host = host.lower().partition(":")[0]
    if host != "linkedin.com" and not host.endswith(".linkedin.com"):
        return []
    return [part for part in path.partition("?")[0].partition("#")[0].split("/") if part]


def _kind(parts: list[str]) -> int:
    """Return where the path says whose page it is: the first part, or the second ("mwlite/in/…"); -1 for nowhere."""
    for at, part in enumerate(parts[:2]):
        if part.lower() in _PERSONAL and len(parts) > at + 1:
            return at
    return -1


def _canonical(parts: list[str]) -> str:
    kind = parts[0].lower()
    own = parts[1:] if kind == "pub" else parts[1:2]
    path = "/".join(_readable(part) for part in own)
    # Twice: the lower case of some capitals is two signs that NFC puts together again.
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).lower()).lower()
    return f"{_SITE}{kind}/{lower}"


def _readable(part: str) -> str:
    """Return a part of a path without percent-encoding, unless that would make it another path."""
    if "%" not in part:
        return part
    try:
        text = unquote(part, errors="strict")
    except UnicodeDecodeError:
        return part
    if not _SEPARATORS.isdisjoint(text) or not all(sign.isprintable() and not sign.isspace() for sign in text):
        # A joiner within an emoji is not printable by Python's word, and does no harm.
        joined = text.replace("\u200d", "").replace("\u200c", "")
        if not _SEPARATORS.isdisjoint(joined) or not all(s.isprintable() and not s.isspace() for s in joined):
            return part
    return text
