"""Links that write to somebody, call them, or open their page: none to anywhere else, whatever a contact says."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

import attrs

from tieweave.model import FollowUp
from tieweave.report.harmless import visible
from tieweave.resolve import phones

_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\"\\?&%\x00-\x1f\x7f]+@[^\s@,;:<>()\[\]\"\\?&%/\x00-\x1f\x7f]+")
"""One mail address and nothing that a mail program could take for a second one, or for a header."""
_NUMBER = re.compile(r"\+?[0-9]{3,20}")
_HOST = re.compile(r"[\w.-]+\.[\w-]{2,}")


@attrs.frozen(kw_only=True)
class Link:
    """Where a link leads, and what stands on it; `outside` for a page of the web."""

    href: str
    text: str
    outside: bool = False


def mail(address: str, *, subject: str = "", body: str = "") -> str:
    """Return the mailto: link to an address, "" where it is none; neither text can add a header."""
    if not _ADDRESS.fullmatch(address):
        return ""
    parts = [f"{name}={_encoded(text)}" for name, text in (("subject", _line(subject)), ("body", body)) if text]
    return f"mailto:{quote(_sound(address), safe='@')}" + (f"?{'&'.join(parts)}" if parts else "")


def call(number: str, calling_code: str = "") -> str:
    """Return the tel: link to a number, "" where it is none: service codes (*#06#) are never dialled."""
    dialled = _dialled(number, calling_code)
    return f"tel:{dialled}" if dialled else ""


def message(number: str, calling_code: str = "", *, body: str = "") -> str:
    """Return the sms: link to a number with a text (RFC 5724), "" where it is no number."""
    dialled = _dialled(number, calling_code)
    if not dialled:
        return ""
    return f"sms:{dialled}" + (f"?body={_encoded(body)}" if body else "")


def page(url: str) -> str:
    """Return the link to a page of the web, "" for anything else: no script, no file, no name before an @."""
    text = url.strip()
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return ""
    return quote(_sound(text), safe=":/?#[]!$&()*+,;=%~@-._")


def link(follow_up: FollowUp, calling_code: str) -> Link | None:
    """Return the link by which a follow-up is done, None where none leads there."""
    address, body = follow_up.address, follow_up.message
    match follow_up.channel:
        case "email":
            href, text = mail(address, subject=follow_up.subject, body=body), "Write the mail"
        case "message":
            href, text = message(address, calling_code, body=body), "Write the message"
            if not href:
                href, text = page(address), "Open their page"
        case "call":
            href, text = call(address, calling_code), "Call"
        case "page":
            href, text = page(address), "Open their page"
        case _:
            return None
    return Link(href=href, text=text, outside=href.startswith("http")) if href else None


def _dialled(number: str, calling_code: str) -> str:
    """Return what is dialled for a number, "" for a text that has digits in it and is no number."""
    signs = "".join(number.split())
    if 2 * sum(sign.isdigit() for sign in signs) < len(signs):
        return ""
    canonical = phones.canonical(number, calling_code)
    return canonical if _NUMBER.fullmatch(canonical) else ""


def _encoded(text: str) -> str:
    """Return a text as a value in the query of a link, its line breaks as RFC 6068 wants them."""
    return quote("\r\n".join(map(visible, text.splitlines())), safe="")


def _line(text: str) -> str:
    return " ".join(text.split())


def _sound(text: str) -> str:
    """Return a text that UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
