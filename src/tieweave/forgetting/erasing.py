"""Erasing a person from a store, its caches and its backups, so that no byte of its files tells of them."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from tieweave.errors import StoreError
from tieweave.forgetting.leaving import Left, left
from tieweave.forgetting.mentions import Mentions
from tieweave.forgetting.traces import Person
from tieweave.numbered_list import OWNER, note_last
from tieweave.portable.parts import PARTS, Holdings, Remembered, change, found
from tieweave.store import Store, backups, scrubbing

if TYPE_CHECKING:
    import sqlite3


@attrs.frozen(kw_only=True)
class Erased:
    """What was erased, or would be.

    `rows` counts, by the part of what is held, what was erased, `cleaned` what is of others and named the person.
    `caches` are the memories of sources that held them, as owner and name, and `backups` those of the file.
    `removing` counts by sink the follow-ups that the next push removes there, `done` those that stand there as done.
    """

    rows: Mapping[str, int]
    cleaned: Mapping[str, int]
    caches: tuple[tuple[str, str], ...]
    backups: tuple[Path, ...]
    removing: Mapping[str, int]
    done: Mapping[str, int]

    @property
    def is_anything(self) -> bool:
        """Whether there is anything of the person."""
        return any((*self.rows.values(), *self.cleaned.values(), self.caches, self.backups))


def would_erase(store: Store, person: Person, now: dt.datetime) -> Erased:
    """Return what `erase` would, changing nothing; raises `StoreError`."""
    with store.snapshot() as connection:
        holdings, _ = found(connection)
        mentions = Mentions(person)
        return _erased(left(holdings, person, now), _caches(connection, mentions), _backups(store, mentions))


def erase(store: Store, person: Person, now: dt.datetime) -> Erased:
    """Erase a person, and return what was erased; raises `StoreError`, as a rule before anything is.

    Backups that tell of the person are removed. All else goes in one step; then the file is written anew, so that
    nothing of it is left in a byte: by the next run where this one is killed before.
    """
    mentions = Mentions(person)
    store.scrub()  # where this cannot be done, as while another run reads the file, nothing is begun
    with store.transaction(lasting=True) as connection:
        removed = _removed(_backups(store, mentions))
        scrubbing.owe(connection)
        holdings, _ = found(connection)
        after = left(holdings, person, now)
        caches = _caches(connection, mentions)
        for part in PARTS:
            if isinstance(part, Remembered) and part.numbered and after.erased.get(part.name):
                note_last(store.memory(OWNER, part.name))
        change(connection, holdings, after.holdings)
        connection.executemany("DELETE FROM memory WHERE owner = ? AND name = ?", caches)
        _erase_damaged(connection, holdings, mentions)
    store.scrub()
    return _erased(after, caches, removed)


def _erased(after: Left, caches: list[tuple[str, str]], removed: list[Path]) -> Erased:
    return Erased(
        rows=after.erased,
        cleaned={part: count for part, count in after.cleaned.items() if count},
        caches=tuple(caches),
        backups=tuple(removed),
        removing=after.removing,
        done=after.done,
    )


def _caches(connection: sqlite3.Connection, mentions: Mentions) -> list[tuple[str, str]]:
    """Return the memories, all but tieweave's own, in which the person is named."""
    own = {(OWNER, part.name) for part in PARTS}
    hit: dict[tuple[str, str], None] = {}
    for owner, name, key, value in connection.execute("SELECT owner, name, key, value FROM memory"):
        of = (owner, name)
        if of not in own and of not in hit and any(map(mentions.in_bytes, (name.encode(), key.encode(), bytes(value)))):
            hit[of] = None
    return list(hit)


def _erase_damaged(connection: sqlite3.Connection, holdings: Holdings, mentions: Mentions) -> None:
    for part in PARTS:
        for key, _, text in list(part.rows(connection)):
            content = text.encode("utf-8", "replace") if isinstance(text, str) else bytes(text)
            if key not in holdings[part.name] and mentions.in_bytes(content):
                part.drop(connection, key)


def _backups(store: Store, mentions: Mentions) -> list[Path]:
    """Return the backups of the file that tell of the person."""
    if store.path is None:
        return []
    return [path for path in backups.beside(store.path) if any(map(mentions.in_bytes, _contents(path)))]


def _removed(paths: list[Path]) -> list[Path]:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"{path}: this backup cannot be removed ({error.strerror}); remove it yourself") from error
    return paths


def _contents(path: Path) -> Iterator[bytes]:
    """Yield what stands in a file, as its bytes and as its rows: a long one is not in one piece there."""
    import sqlite3

    try:
        yield path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: this backup cannot be read ({error.strerror}); remove it yourself") from error
    # What is no database, or a damaged one, was seen as bytes.
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection,
    ):
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in tables:
            quoted = name.replace('"', '""')
            for row in connection.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608
                for value in row:
                    yield value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
