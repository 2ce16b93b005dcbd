"""Traces: what the rows of the store, and the contacts of a run, say of whom; and who one person is by them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from tieweave import lookup
from tieweave.journals import rows
from tieweave.model import Contact, RecordMark
from tieweave.portable import Holdings
from tieweave.resolve.keys import EMAIL, PAGE, PHONE, known_again
from tieweave.resolve.marks import marks
from tieweave.spelling import plain

Token = tuple[str, ...]
"""One thing by which two traces are known to be of one person: an id, a record's place, a key with a name."""

_TELLING = (EMAIL, PHONE, PAGE)
"""The kinds of keys that are an address of somebody."""
_DIGITS = 7
"""Digits from which a text means a number, as in `tieweave.lookup`; a mark keeps the last eight of one."""


@attrs.frozen
class Person:
    """Somebody to be forgotten: the `tokens` they are known by, and all `names`, `ids`, identity `keys` and addresses.

    `keys` are in the form that marks have them. What others have too, a namesake's name or the number of a household,
    stands in `shared`, and is not looked for in texts.
    """

    name: str
    tokens: frozenset[Token]
    ids: frozenset[str]
    names: frozenset[str]
    keys: frozenset[str]
    addresses: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()

    def is_named_by(self, trace: Trace) -> bool:
        """Return whether a trace is of this person."""
        return not self.tokens.isdisjoint(trace.tokens)


@attrs.frozen
class Trace:
    """What one row of the store, or one contact, says of one person; `addresses` are as they are written there."""

    marks: tuple[RecordMark, ...]
    id: str = ""
    name: str = ""
    addresses: tuple[str, ...] = ()

    @property
    def tokens(self) -> frozenset[Token]:
        """What the person is known by."""
        found: set[Token] = {("id", self.id)} if self.id else set()
        for mark in self.marks:
            found.add(("record", mark.source, mark.key))
            found.update((key, plain(mark.name)) for key in map(known_again, mark.keys))
        return frozenset(found)

    @property
    def names(self) -> tuple[str, ...]:
        """The names, each once."""
        return tuple(dict.fromkeys(name for name in (self.name, *(mark.name for mark in self.marks)) if name))

    @property
    def keys(self) -> tuple[str, ...]:
        """The identity keys, each once, in the form that stays the same."""
        return tuple(dict.fromkeys(known_again(key) for mark in self.marks for key in mark.keys))


class Traces:
    """All traces, and the people they are of: `contacts` of a run (none without the sources), and others.

    `code` is the calling code of national numbers.
    """

    def __init__(self, holdings: Holdings, contacts: Sequence[Contact] = (), code: str = "") -> None:
        self._of_contacts = {contact.id: of_contact(contact, code) for contact in contacts}
        self._held = [trace for part, rows in holdings.items() for row in rows.items() for trace in of_row(part, *row)]
        self._by_token: dict[Token, list[Trace]] = {}
        for trace in self._held:
            for token in trace.tokens:
                self._by_token.setdefault(token, []).append(trace)
        self._ids = {key: row.value for (key,), row in holdings["ids"].items()}
        taken = {token for trace in self._of_contacts.values() for token in trace.tokens}
        self._others: dict[str, list[Trace]] = {}
        for trace in self._held:
            if trace.tokens and taken.isdisjoint(trace.tokens):
                grown = self._grown([trace], taken)
                taken |= {token for one in grown for token in one.tokens}
                self._others[_id_of(grown)] = grown
        self._add_those_of_ids(taken)
        self.contacts = (*contacts, *(_bare(known_as, traces) for known_as, traces in self._others.items()))
        """Whom a text may mean."""

    def meant(self, wanted: str, former_ids: Mapping[str, str]) -> Contact:
        """Return the one contact whom a text names, as `lookup.only` does; raises `TieweaveError`."""
        digits = "".join(sign for sign in wanted if sign.isdigit())
        if len(digits) >= _DIGITS and not any(sign.isalpha() or sign == "@" for sign in wanted):
            # Of some the store knows only how a number ends.
            ends = [
                contact
                for contact in self.contacts
                if any(_ending(phone.number) == _ending(digits) for phone in contact.phones)
            ]
            if ends and not lookup.matching(self.contacts, wanted, former_ids):
                return lookup.only(ends, ends[0].id if len(ends) == 1 else wanted, former_ids)
        return lookup.only(self.contacts, wanted, former_ids)

    def person(self, contact: Contact, former_ids: Mapping[str, str]) -> Person:
        """Return everything that tells of one of the `contacts`."""
        own = self._of_contacts.get(contact.id)
        foreign = {token for one, trace in self._of_contacts.items() if one != contact.id for token in trace.tokens}
        grown = self._grown([own], foreign) if own else self._others[contact.id]
        tokens = frozenset(token for trace in grown for token in trace.tokens) - foreign
        names = {name for trace in grown for name in trace.names} | set(contact.names)
        keys = {key for trace in grown for key in trace.keys}
        addresses = {address for trace in grown for address in trace.addresses if address}
        ids = {trace.id for trace in grown if trace.id} | ({contact.id} if own else set())
        ids |= {old for old, new in former_ids.items() if new in ids}
        others = [trace for trace in (*self._of_contacts.values(), *self._held) if trace.tokens.isdisjoint(tokens)]
        if not own:
            borne = {trace.id for trace in others}
            ids |= {known_as for key, known_as in self._ids.items() if known_again(key) in keys} - borne
        theirs = {text for trace in others for text in (*map(plain, trace.names), *trace.keys, *trace.addresses)}
        shared = {text for text in (*names, *keys, *addresses) if text in theirs or plain(text) in theirs}
        return Person(
            name=contact.name or next(iter(sorted(addresses)), contact.id),
            tokens=tokens | {("id", one) for one in ids},
            ids=frozenset(ids),
            names=frozenset(names),
            keys=frozenset(keys),
            addresses=frozenset(addresses),
            shared=frozenset(shared),
        )

    def _grown(self, traces: Sequence[Trace], foreign: set[Token]) -> list[Trace]:
        """Return traces with all that are of the same person; what is `foreign` leads to others."""
        grown = list(traces)
        seen = {id(trace) for trace in grown}
        reached: set[Token] = set()
        for trace in grown:  # which grows while it is walked
            for token in trace.tokens - foreign - reached:
                reached.add(token)
                new = [one for one in self._by_token.get(token, ()) if id(one) not in seen]
                seen.update(map(id, new))
                grown += new
        return grown

    def _add_those_of_ids(self, taken: set[Token]) -> None:
        """Add the people of whom the store knows nothing but keys, with the id that they had."""
        known = {token[0] for token in taken if len(token) == 2} | {
            f"id:{token[1]}" for token in taken if token[0] == "id"
        }
        keys: dict[str, list[str]] = {}
        for key, known_as in self._ids.items():
            if known_again(key) not in known and f"id:{known_as}" not in known:
                keys.setdefault(known_as, []).append(key)
        for known_as, found in keys.items():
            # Where a record stands, or what is derived from its content, tells nobody a name or an address.
            told = [key for key in found if key.partition(":")[0] in _TELLING]
            if told:
                mark = RecordMark(source="", key=known_as, keys=told)
                self._others.setdefault(known_as, [Trace((mark,), known_as, "", tuple(map(_value, told)))])


def of_contact(contact: Contact, code: str) -> Trace:
    """Return the trace that a contact is; `code` is the calling code of national numbers."""
    records = contact.records or (contact,)
    addresses = [email.address for email in contact.emails] + [phone.number for phone in contact.phones]
    addresses += [url.url for url in contact.urls] + [record.uid for record in records]
    return Trace(tuple(marks(contact, code)), contact.id, contact.name, tuple(filter(None, addresses)))


def of_row(part: str, key: tuple[Any, ...], row: Any) -> Iterator[Trace]:
    """Yield the traces in a row of a part of what is held: of a decision one of each side."""
    value = row.value
    if part == "answers":
        yield Trace(_marks(value.get("marks")))
    elif part == "decisions":
        one, other = (_marks(value.get(side)) for side in ("one", "other"))
        yield from [Trace(one + other)] if value.get("same") is True else [Trace(one), Trace(other)]
    elif part == "added":
        told = [*_texts(value.get("emails")), *_texts(value.get("phones"))]
        contact = Contact(
            source="added:",
            key=_text(value.get("key")),
            name=_text(value.get("name")),
            emails=_texts(value.get("emails")),
            phones=_texts(value.get("phones")),
        )
        yield Trace(tuple(marks(contact, "")), "", contact.name, tuple(told))
    elif part in ("follow_ups", "entries"):
        address = _text(value.get("address"))
        yield Trace(_marks(value.get("marks")), row.columns[0], _text(value.get("name")), (address,) if address else ())
    elif part == "work":
        yield Trace((), key[0])


def _marks(value: object) -> tuple[RecordMark, ...]:
    found = []
    for mark in value if isinstance(value, list) else ():
        if isinstance(mark, dict):
            fields = {name: _text(mark.get(name)) for name in ("source", "key", "name")}
            found.append(RecordMark(**fields, keys=_texts(mark.get("keys"))))
    return tuple(found)


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _id_of(traces: Sequence[Trace]) -> str:
    """Return what to call somebody by who is in no source: the id they had, or one derived from what is known."""
    told = sorted(trace.id for trace in traces if trace.id)
    if told:
        return told[0]
    least = min(token for trace in traces for token in (trace.tokens or {("", *trace.names)}))
    return hashlib.blake2b("\x1f".join(least).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _bare(known_as: str, traces: Sequence[Trace]) -> Contact:
    """Return somebody as the store alone knows them; who has no name is called by their address."""
    names = list(dict.fromkeys(name for trace in traces for name in trace.names))
    told = [_value(key) for trace in traces for key in trace.keys if key.partition(":")[0] in _TELLING]
    found = rows.bare(known_as, names, [*(address for trace in traces for address in trace.addresses), *told])
    return found if found.name else attrs.evolve(found, name=next((one.address for one in found.emails), ""))


def _value(key: str) -> str:
    return key.partition(":")[2]


def _ending(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())[-8:]
