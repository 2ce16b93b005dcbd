"""One collection, brought up to date: what changed is fetched, what did not is remembered."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import attrs

from tieweave.sources import Progress
from tieweave.store import Memory
from tieweave_dav import multistatus
from tieweave_dav.discovery import Collection
from tieweave_dav.errors import ServerError
from tieweave_dav.kinds import DAV, Kind
from tieweave_dav.locations import normal_path
from tieweave_dav.multistatus import Resource
from tieweave_dav.server import Server

_AT_ONCE = 50
"""Objects fetched by one request: with pictures in them an answer is still some MiB, and servers take that many."""

_PAGES = 1000
"""Answers to one synchronisation, after which a server is taken to give no end of them."""

_HOPELESS = 10
"""Objects that cannot be fetched, and none that can, after which the rest are not asked for."""

_VERSION = 1  # of what is remembered


@attrs.frozen(kw_only=True)
class State:
    """What is remembered of a collection beside its objects.

    `etags` has the version of each object by its path, `mark` the collection's as it was listed, `token` where its
    synchronisation stands ("" for neither known).
    """

    etags: Mapping[str, str] = attrs.field(factory=dict)
    mark: str = ""
    token: str = ""


@attrs.frozen(kw_only=True)
class Objects:
    """A collection's objects: the text of each is got by its path, of the version that `etags` names.

    `refused` are paths with the reason.
    """

    etags: Mapping[str, str]
    text: Callable[[str], bytes | None]
    refused: Mapping[str, str] = attrs.field(factory=dict)

    @property
    def paths(self) -> Sequence[str]:
        """The paths of all, in their order."""
        return sorted(self.etags)

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for path in self.paths:
            if (text := self.text(path)) is not None:
                yield path, text


def recalled(memory: Memory) -> tuple[State, Objects]:
    """Return a collection as it is remembered."""
    state = _state(memory.get("state"))
    return state, Objects(etags=state.etags, text=lambda path: memory.get(_key(path)))


def last_read(memory: Memory) -> dt.datetime | None:
    """Return when a collection was last as the server had it, None where it never was."""
    try:
        return dt.datetime.fromisoformat((memory.get("read") or b"").decode("ascii", "replace"))
    except ValueError:
        return None


def brought_up_to_date(
    server: Server, kind: Kind, collection: Collection, memory: Memory, *, now: dt.datetime, progress: Progress
) -> Objects:
    """Return a collection's objects as the server has them, and remember them.

    Raises `ServerError` when the server fails; then what was remembered stays.
    """
    state, objects = recalled(memory)
    read = ("read", now.isoformat().encode("ascii"))
    if state.mark and state.mark == collection.mark:
        memory.write([read])
        return objects
    listed = _listed(server, collection, state)
    gone = listed.gone & state.etags.keys()
    wanted = {
        path: one.href
        for path, one in listed.found.items()
        if not one.text(f"{DAV}getetag") or one.text(f"{DAV}getetag") != state.etags.get(path)
    }
    fetched = _Fetching(server, kind, collection)
    waiting = list(wanted.items())
    for done in range(0, len(waiting), _AT_ONCE):
        progress(f"{kind.objects} of {collection.name}", done, len(waiting))
        fetched.get(dict(waiting[done : done + _AT_ONCE]))
    lost = gone | fetched.gone
    etags = {path: etag for path, etag in state.etags.items() if path not in lost}
    etags |= {path: listed.found[path].text(f"{DAV}getetag") for path in fetched.texts}
    # What was refused is asked for again next time, which only a whole listing does.
    whole = not fetched.refused
    new = State(etags=etags, mark=collection.mark if whole else "", token=listed.token if whole else "")
    memory.write(
        [*((_key(path), text) for path, text in fetched.texts.items()), ("state", _bytes(new)), read],
        drop=[_key(path) for path in lost],
        afresh=not state.etags,
    )
    return Objects(
        etags=etags,
        text=lambda path: fetched.texts[path] if path in fetched.texts else memory.get(_key(path)),
        refused=fetched.refused,
    )


def forget(memory: Memory, path: str) -> None:
    """Forget an object that we removed from the server: its text is not to stay here until the next run."""
    state = _state(memory.get("state"))
    etags = {one: etag for one, etag in state.etags.items() if one != path}
    memory.write([("state", _bytes(attrs.evolve(state, etags=etags)))], drop=[_key(path)])


@attrs.frozen
class _Listing:
    """What a listing says: the resources that are there by path, the paths of those that are not, the next token."""

    found: Mapping[str, Resource]
    gone: frozenset[str]
    token: str = ""


def _listed(server: Server, collection: Collection, state: State) -> _Listing:
    """List what changed where the server tells, else everything."""
    if collection.syncs:
        for token in dict.fromkeys((state.token, "")):
            try:
                return _changes(server, collection, token, state)
            except ServerError as error:
                if error.final:
                    raise
                # An outdated token is refused as 403, 409, 410, 412, 507 and more; then everything is listed.
    names = (f"{DAV}getetag", f"{DAV}resourcetype")
    answer = server.ask("PROPFIND", collection.url, multistatus.propfind(names), depth=1)
    resources = multistatus.read(answer).resources
    if any(one.status == 507 for one in resources):  # what is not listed is not gone, then
        raise ServerError(f"{collection.url} lists a part of it alone (status 507), so nothing of it is taken")
    found = _objects(resources, collection)
    return _Listing(found, frozenset(state.etags.keys() - found.keys()))


def _changes(server: Server, collection: Collection, token: str, state: State) -> _Listing:
    """List what changed since a token, in as many answers as the server makes of it (RFC 6578 section 3.6)."""
    found: dict[str, Resource] = {}
    gone: set[str] = set()
    everything = not token
    for _ in range(_PAGES):
        answer = server.ask("REPORT", collection.url, multistatus.sync_collection(token), depth=0)
        page = multistatus.read(answer)
        if not page.sync_token:
            raise ServerError(f"{collection.url} gives no token to synchronise with")
        for path in (one.path for one in page.resources if one.status in (404, 410)):
            found.pop(path, None)
            gone.add(path)
        here = _objects(page.resources, collection)
        found.update(here)
        gone -= here.keys()
        more = any(one.status == 507 for one in page.resources)
        if not more:
            if everything:
                gone |= state.etags.keys() - found.keys()
            return _Listing(found, frozenset(gone), page.sync_token)
        if page.sync_token == token:
            break
        token = page.sync_token
    raise ServerError(f"{collection.url} gives no end of changes")


def _objects(resources: Sequence[Resource], collection: Collection) -> dict[str, Resource]:
    """Return the resources that are objects: neither the collection itself nor one in it, nor somewhere else."""
    inside = normal_path(urlsplit(collection.url).path)
    return {
        one.path: one
        for one in resources
        if one.status < 300
        and not one.path.endswith("/")
        and not one.has(f"{DAV}resourcetype", f"{DAV}collection")
        and one.path.startswith(inside)
    }


class _Fetching:
    """Objects fetched so far: their `texts`, those that are `gone`, and those `refused` with the reason."""

    def __init__(self, server: Server, kind: Kind, collection: Collection) -> None:
        self.texts: dict[str, bytes] = {}
        self.gone: set[str] = set()
        self.refused: dict[str, str] = {}
        self._server = server
        self._kind = kind
        self._collection = collection

    def get(self, wanted: Mapping[str, str]) -> None:
        """Fetch some objects, given as addresses by path: by one request, or where that fails by one for each."""
        try:
            body = multistatus.multiget(self._kind, wanted.values())
            resources = multistatus.read(self._server.ask("REPORT", self._collection.url, body, depth=1)).resources
        except ServerError as error:
            if error.final:
                raise
            if error.too_large and len(wanted) > 1:
                half = len(wanted) // 2
                self.get(dict(list(wanted.items())[:half]))
                self.get(dict(list(wanted.items())[half:]))
                return
            resources = ()
        for one in resources:
            if one.path not in wanted:
                continue
            text = one.raw(self._kind.data)
            if text is not None:
                self.texts[one.path] = text.encode("utf-8", "replace")
            elif one.status in (404, 410):
                self.gone.add(one.path)
        for path in sorted(wanted.keys() - self.texts.keys() - self.gone):
            self._get_alone(path)

    def _get_alone(self, path: str) -> None:
        try:
            answer = self._server.ask("GET", f"{self._origin}{path}")
        except ServerError as error:
            if error.final or (len(self.refused) >= _HOPELESS and not self.texts):
                raise
            if error.status in (404, 410):
                self.gone.add(path)
            else:
                self.refused[path] = error.reason
        else:
            self.texts[path] = answer.body

    @property
    def _origin(self) -> str:
        split = urlsplit(self._collection.url)
        return f"{split.scheme}://{split.netloc}"


def _key(path: str) -> str:
    return f"object {path}"


def _bytes(state: State) -> bytes:
    table = {
        "version": _VERSION,
        "etags": dict(state.etags),
        "mark": state.mark,
        "token": state.token,
    }
    return json.dumps(table).encode("ascii")


def _state(value: bytes | None) -> State:
    """Return a remembered state; one that cannot be understood is as good as none."""
    if value is None:
        return State()
    try:
        table = json.loads(value)
        if table["version"] != _VERSION:
            return State()
        return State(
            etags={str(path): str(etag) for path, etag in table["etags"].items()},
            mark=str(table["mark"]),
            token=str(table["token"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return State()
