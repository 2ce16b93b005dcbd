"""From a location to the collections of an account: RFC 6764, and what servers do instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote, urlsplit

import attrs

from tieweave_dav import multistatus
from tieweave_dav.errors import ServerError
from tieweave_dav.kinds import CALDAV, CALENDAR_SERVER, DAV, Kind
from tieweave_dav.locations import Origin, file_name, normal_path, origin_of
from tieweave_dav.multistatus import Resource
from tieweave_dav.refusals import elsewhere
from tieweave_dav.server import Server
from tieweave_dav.transport import Answer

Lookup = Callable[[str], "Service | None"]
"""Finds a service in the DNS: takes its name ("_carddavs._tcp.example.org")."""

_PRINCIPAL = f"{DAV}current-user-principal"
_ADDRESSES = f"{CALDAV}calendar-user-address-set"
_COMPONENTS = f"{CALDAV}supported-calendar-component-set"
_PRIVILEGES = f"{DAV}current-user-privilege-set"
_ME = f"{CALENDAR_SERVER}me-card"
_CTAG = f"{CALENDAR_SERVER}getctag"
_OF_COLLECTIONS = (
    f"{DAV}resourcetype",
    f"{DAV}displayname",
    f"{DAV}sync-token",
    f"{DAV}supported-report-set",
    _CTAG,
    _COMPONENTS,
    _PRIVILEGES,
    _ME,
)
_WRITING = tuple(f"{DAV}{name}" for name in ("all", "write", "write-content", "bind"))  # RFC 3744 section 3
_DNS_TIME = 5.0  # seconds


@attrs.frozen
class Service:
    """Where the DNS says that a service is: `host`, `port`, and the `path` of its TXT record, or empty."""

    host: str
    port: int
    path: str = ""


@attrs.frozen(kw_only=True)
class Collection:
    """An address book or a calendar: its `url`, its `name` for users.

    `mark` changes when anything in it does, where the server says so; `syncs` says whether it tells what has changed.
    `read_only` says that the server does not let this account change it. `holds` are the components that a calendar
    is for ("VTODO"), none where it says of none.
    """

    url: str
    name: str
    mark: str = ""
    syncs: bool = False
    read_only: bool = False
    holds: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, str]:
        """What a user may call it: its name, and the last part of its address; in lower case."""
        return self.name.casefold(), file_name(urlsplit(self.url).path).casefold()


@attrs.frozen(kw_only=True)
class Found:
    """The collections of an account.

    `homes` are where they are listed, none where the location is a collection itself; `emails` are ego's own addresses,
    `me` is the path of ego's own card. `passed_over` are collections that are not read, with the reason.
    """

    collections: tuple[Collection, ...]
    homes: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    me: str = ""
    passed_over: tuple[tuple[str, str], ...] = ()


def find(server: Server, kind: Kind, lookup: Lookup) -> Found:
    """Find the collections of an account.

    Raises `ServerError` where there are none, with what the likeliest place answered.
    """
    first: ServerError | None = None
    for url in _places(server, kind, lookup):
        try:
            found = _found_at(server, kind, url)
        except ServerError as error:
            named = not server.location.bare and url == server.location.url and server.location.path != "/"
            if error.final or (named and error.status in (403, 404, 410)):
                raise
            # "Another host" and "not allowed" say more than that there is nothing elsewhere.
            if first is None or (error.status == 403 and first.status != 403):
                first = error
        else:
            if found is not None:
                return found
    location = server.location
    reason = f"no {kind.words} was found at {location.origin}; name its own address"
    raise first if first is not None and first.status not in (404, 405) else ServerError(reason, status=404)


def again(server: Server, kind: Kind, before: Found) -> Found:
    """Look at an account that is known: as `find`, by fewer requests."""
    if not before.homes:
        (only,) = before.collections
        resource = _probe(server, only.url, _OF_COLLECTIONS)
        if not resource.has(f"{DAV}resourcetype", kind.collection):
            raise ServerError(f"{only.url} is no {kind.words} any more; check the address", status=404)
        return attrs.evolve(before, collections=(_collection(resource, kind),))
    return _listed(server, kind, before.homes, before.emails, before.me)


def _places(server: Server, kind: Kind, lookup: Lookup) -> Iterator[str]:
    """Give the addresses at which an account may be found, the likeliest first."""
    location = server.location
    well_known = f"/.well-known/{kind.service}"
    if location.bare and not location.origin.loopback and location.origin.port == 443:
        service = lookup(f"_{kind.service}s._tcp.{location.origin.host}")
        if service is not None:
            origin = Origin("https", service.host, service.port)
            if not location.covers(origin):
                # The DNS is not to be trusted with where a password goes.
                raise elsewhere(f"{location.origin.host} in the DNS", origin, location)
            yield f"{origin}{service.path or well_known}"
            yield f"{origin}/"
    elif not location.bare:
        yield location.url
    yield f"{location.origin}{well_known}"
    yield f"{location.origin}/"


def _found_at(server: Server, kind: Kind, url: str) -> Found | None:
    """Find the collections from one address, None where it leads to none; raises `ServerError`."""
    of_owner = (_PRINCIPAL, f"{DAV}principal-URL", kind.home, _ADDRESSES)
    try:
        resource = _probe(server, url, (*_OF_COLLECTIONS, *of_owner))
    except ServerError as error:
        public = _public(server, kind, url) if error.status == 401 and server.anonymous else None
        if public is None:
            raise
        resource = public
    owner = _owner(server, kind, resource)
    emails = _emails(owner.written(_ADDRESSES))
    me = _me([owner, resource])
    if resource.has(f"{DAV}resourcetype", kind.collection):
        return Found(collections=(_collection(resource, kind),), emails=emails, me=me)
    homes = owner.hrefs(kind.home) or resource.hrefs(kind.home)
    if not homes:
        return None
    return _listed(server, kind, homes, emails, me)


def _public(server: Server, kind: Kind, url: str) -> Resource | None:
    """Return a resource that nobody in particular may read, None where there is none: they may not ask who they are."""
    try:
        resource = _probe(server, url, (*_OF_COLLECTIONS, kind.home))
    except ServerError:
        return None
    return resource if resource.has(f"{DAV}resourcetype", kind.collection) or resource.hrefs(kind.home) else None


def _owner(server: Server, kind: Kind, resource: Resource) -> Resource:
    """Return the principal that a resource names as the present user's; itself where it is one or names none."""
    principals = resource.hrefs(_PRINCIPAL) or resource.hrefs(f"{DAV}principal-URL")
    if not principals or (resource.hrefs(kind.home) and _path(principals[0]) == resource.path):
        return resource
    try:
        return _probe(server, principals[0], (kind.home, _ADDRESSES, _ME))
    except ServerError as error:
        if error.final or not resource.has(f"{DAV}resourcetype", kind.collection):
            raise
        return resource


def _listed(server: Server, kind: Kind, homes: Iterable[str], emails: tuple[str, ...], me: str) -> Found:
    collections: dict[str, Collection] = {}
    passed_over: dict[str, str] = {}
    homes = tuple(dict.fromkeys(homes))
    for home in homes:
        answer = _asked(server, home, _OF_COLLECTIONS, depth=1)
        resources = multistatus.read(answer).resources
        me = _me(resources) or me
        for resource in resources:
            if not resource.has(f"{DAV}resourcetype", kind.collection) or not _is_for(resource, kind):
                continue
            origin = origin_of(urlsplit(resource.url))
            if server.location.covers(origin):
                one = _collection(resource, kind)
                collections[one.url] = one
            else:
                passed_over[_named(resource)] = f"it is kept on {origin}, another host; name it there to read it"
    return Found(
        collections=tuple(sorted(collections.values(), key=lambda one: one.url)),
        homes=homes,
        emails=emails,
        me=me,
        passed_over=tuple(sorted(passed_over.items())),
    )


def _probe(server: Server, url: str, names: Iterable[str]) -> Resource:
    """Return the properties of one resource."""
    answer = _asked(server, url, names, depth=0)
    resources = multistatus.read(answer).resources
    if not resources:
        raise ServerError(f"{answer.place} says nothing of itself; check the address")
    path = normal_path(urlsplit(answer.url).path).rstrip("/")
    here = [resource for resource in resources if resource.path.rstrip("/") == path]
    resource = (here or resources)[0]
    if resource.status >= 400:
        raise ServerError(f"{answer.place} is not there (status {resource.status}); check the address", status=404)
    return resource


def _asked(server: Server, url: str, names: Iterable[str], *, depth: int) -> Answer:
    return server.ask("PROPFIND", url, multistatus.propfind(names), depth=depth)


def _collection(resource: Resource, kind: Kind) -> Collection:
    split = urlsplit(resource.url)
    token = resource.text(f"{DAV}sync-token")
    return Collection(
        url=f"{origin_of(split)}{split.path.rstrip('/')}/",
        name=_named(resource) or kind.words,
        mark=resource.text(_CTAG) or token,
        syncs=bool(token) or resource.has(f"{DAV}supported-report-set", f"{DAV}sync-collection"),
        read_only=_PRIVILEGES in resource.properties and not any(resource.has(_PRIVILEGES, one) for one in _WRITING),
        holds=_components(resource),
    )


def _named(resource: Resource) -> str:
    return " ".join((resource.text(f"{DAV}displayname") or file_name(resource.path)).split())


def _is_for(resource: Resource, kind: Kind) -> bool:
    """Return whether a calendar may hold what is looked for; a server that says of no components takes all of them."""
    components = _components(resource)
    return not kind.component or not components or kind.component in components


def _components(resource: Resource) -> frozenset[str]:
    components = resource.properties.get(_COMPONENTS)
    return frozenset() if components is None else frozenset((one.get("name") or "").upper() for one in components)


def _emails(addresses: Iterable[str]) -> tuple[str, ...]:
    mailboxes = (unquote(urlsplit(one).path) for one in addresses if one[:7].lower() == "mailto:")
    return tuple(dict.fromkeys(mailbox.strip().lower() for mailbox in mailboxes if "@" in mailbox))


def _me(resources: Iterable[Resource]) -> str:
    return next((_path(href) for resource in resources for href in resource.hrefs(_ME)), "")


def _path(url: str) -> str:
    return normal_path(urlsplit(url).path)


def in_dns(name: str) -> Service | None:
    """Look a service up in the DNS (RFC 6764 section 3 and 4), None where it says nothing of it."""
    import dns.exception
    import dns.resolver

    try:
        records = list(dns.resolver.resolve(name, "SRV", lifetime=_DNS_TIME))
        best = min(records, key=lambda record: (record.priority, -record.weight))
        host = best.target.to_text(omit_final_dot=True)  # "." says that the service is decidedly not there
        origin = origin_of(urlsplit(f"https://{host}:{best.port}"))
    except (dns.exception.DNSException, OSError, ValueError):
        return None
    return Service(origin.host, origin.port, _path_in_dns(name))


def _path_in_dns(name: str) -> str:
    import dns.exception
    import dns.resolver

    try:
        records = dns.resolver.resolve(name, "TXT", lifetime=_DNS_TIME)
        texts = [b"".join(record.strings).decode("utf-8", "replace") for record in records]
    except (dns.exception.DNSException, OSError, ValueError):
        return ""
    path = next((text[5:] for text in texts if text[:5].lower() == "path="), "")
    return normal_path(path) if path.startswith("/") else ""
