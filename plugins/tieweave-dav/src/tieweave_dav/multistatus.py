"""What is asked of a server and what it answers, in the XML of WebDAV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.sax.saxutils import escape  # writes; nothing is parsed by it

import attrs

from tieweave_dav.errors import ServerError
from tieweave_dav.kinds import DAV, Kind
from tieweave_dav.locations import followed, normal_path
from tieweave_dav.transport import Answer

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # the type alone

_NOT_OF_XML = bytes(code for code in range(32) if code not in b"\t\n\r")
"""Control characters that cards hold, and servers copy into XML, where they must not stand."""


@attrs.frozen
class Resource:
    """One resource of an answer: its address as written, `url` in full, `path` in one spelling, the HTTP `status`."""

    href: str
    url: str
    path: str
    status: int
    properties: Mapping[str, Element]

    def text(self, name: str) -> str:
        """Return a property's text, "" where there is none."""
        element = self.properties.get(name)
        return "" if element is None else (element.text or "").strip()

    def raw(self, name: str) -> str | None:
        """Return a property's text as it is, None where the property is missing or empty."""
        element = self.properties.get(name)
        return None if element is None else element.text

    def has(self, name: str, *inner: str) -> bool:
        """Return whether a property holds an element, or one in another."""
        element = self.properties.get(name)
        return element is not None and element.find(".//" + "/".join(inner)) is not None

    def written(self, name: str) -> list[str]:
        """Return the addresses that a property holds, as they are written."""
        element = self.properties.get(name)
        return [] if element is None else [(one.text or "").strip() for one in element.iter(f"{DAV}href")]

    def hrefs(self, name: str) -> list[str]:
        """Return the web addresses that a property holds, in full."""
        return [full for one in self.written(name) if one and (full := _joined(self.url, one))]


@attrs.frozen
class Multistatus:
    """An answer about several resources; `sync_token` says where a synchronisation stands."""

    resources: tuple[Resource, ...]
    sync_token: str


def read(answer: Answer) -> Multistatus:
    """Read an answer; raises `ServerError` when it is none of WebDAV's."""
    root = _root(answer)
    if root.tag != f"{DAV}multistatus":
        raise ServerError(f"{answer.place} answers with other XML than WebDAV's; check the address")
    resources = [_resource(element, answer.url) for element in root.iter(f"{DAV}response")]
    token = root.find(f"{DAV}sync-token")
    text = "" if token is None else (token.text or "").strip()
    return Multistatus(tuple(resource for resource in resources if resource), text)


def _root(answer: Answer) -> Element:
    import defusedxml.ElementTree
    from defusedxml.common import DefusedXmlException

    body = answer.body.translate(None, _NOT_OF_XML)
    if not body.strip():
        raise ServerError(f"{answer.place} answers with nothing; check the address")
    start = body[:500].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise ServerError(f"{answer.place} answers with a web page, so it is no WebDAV address; check the address")
    try:
        root: Element = defusedxml.ElementTree.fromstring(body, forbid_dtd=True)
    except DefusedXmlException as error:
        raise ServerError(f"{answer.place} answers with XML that declares entities, which is refused") from error
    except (SyntaxError, ValueError, LookupError) as error:  # ParseError is a SyntaxError; LookupError: the encoding
        raise ServerError(f"{answer.place} answers with what is no XML; check the address") from error
    return root


def _resource(element: Element, base: str) -> Resource | None:
    href = (element.findtext(f"{DAV}href") or "").strip()
    url = _joined(base, href)
    if not href or not url:
        return None
    properties: dict[str, Element] = {}
    for propstat in element.iter(f"{DAV}propstat"):
        if _status(propstat, default=200) == 200:
            for prop in propstat.iter(f"{DAV}prop"):
                properties.update((one.tag, one) for one in prop)
    return Resource(href, url, normal_path(urlsplit(url).path), _status(element, default=200), properties)


def _status(element: Element, default: int) -> int:
    words = (element.findtext(f"{DAV}status") or "").split()
    return int(words[1]) if len(words) > 1 and words[1].isdecimal() and len(words[1]) == 3 else default


def _joined(base: str, href: str) -> str:
    try:
        return followed(base, href)
    except ValueError:  # another scheme, a port that is no number, brackets that do not match
        return ""


def propfind(names: Iterable[str]) -> bytes:
    """Return the request for some properties."""
    return _document("propfind", f"<prop>{''.join(map(_empty, names))}</prop>")


def sync_collection(token: str) -> bytes:
    """Return the request for what has changed since a `token`, or for everything (RFC 6578)."""
    return _document(
        "sync-collection",
        f"<sync-token>{escape(token)}</sync-token><sync-level>1</sync-level><prop><getetag/></prop>",
    )


def multiget(kind: Kind, hrefs: Iterable[str]) -> bytes:
    """Return the request for some objects of a collection (RFC 6352 section 8.7, RFC 4791 section 7.9)."""
    space, _, name = kind.multiget[1:].partition("}")
    wanted = "".join(f"<D:href>{escape(href)}</D:href>" for href in hrefs)
    data = kind.data.rpartition("}")[2]
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<C:{name} xmlns:D="DAV:" xmlns:C="{space}"><D:prop><D:getetag/><C:{data}/></D:prop>{wanted}</C:{name}>'
    ).encode("utf-8", "replace")


def _document(name: str, inner: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?><{name} xmlns="DAV:">{inner}</{name}>'.encode("utf-8", "replace")


def _empty(name: str) -> str:
    space, _, local = name[1:].partition("}")
    return f'<{local} xmlns="{space}"/>'
