"""The user's own labels and groups: "Family", "Rotary", "Work/Clients", "Kids' school parents".

A label is the user's own word for a person, so it weighs more than anything read elsewhere; the groups that
programs make ("myContacts", "Imported 3/4/19") say nothing. The words are in `lexicon/labels` and, in the singular,
`lexicon/relations`; the weights, with their source, in `lexicon/labels/any.toml`.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping

import attrs

from tieweave.categories import CATEGORIES
from tieweave.evidence.own_labels import OwnLabels
from tieweave.evidence.phrases import phrases
from tieweave.evidence.relations.rules import rules
from tieweave.evidence.texts import NUMBER, POSSESSIVE, Text, fold, is_word
from tieweave.evidence.vocabulary import Entry, lexicon
from tieweave.model import Contact, Evidence, Profile


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield what the labels of each contact say: kind "label", toward a category, "close" or "work".

    `now` is part of the signature that all kinds of evidence share; labels do not depend on it.
    """
    own = _own_names(profile)
    read = functools.cache(OwnLabels.of(profile).read)
    for contact in contacts:
        for label in contact.labels:
            said = (own.get(_key(label)) if own else None) or read(label) or _read(label)
            if not said:
                continue
            source = contact.origin("labels", label)
            for toward, weight in said:
                yield Evidence(
                    kind="label",
                    detail=f"labelled '{label}'",
                    toward=toward,
                    weight=weight,
                    source=source,
                    contact=contact.id,
                )


Said = tuple[tuple[str, float], ...]
"""What a label says: pairs of what it speaks for and the log-odds."""


@attrs.frozen
class _Words:
    """The settings of `lexicon/labels/any.toml`, ready to look up."""

    weight: Mapping[str, float]
    combine: tuple[tuple[frozenset[str], str], ...]
    alone: Mapping[str, str]
    silent: frozenset[tuple[str, ...]]
    silent_begins: frozenset[tuple[str, ...]]
    silent_with: frozenset[str]
    favourite: frozenset[tuple[str, ...]]
    near_friends: frozenset[tuple[str, ...]]
    near: frozenset[tuple[str, ...]]
    far: frozenset[tuple[str, ...]]
    deny: frozenset[tuple[str, ...]]
    also: frozenset[str]
    joins: frozenset[str]
    narrows: frozenset[str]
    name_noise: frozenset[str]
    roles: Mapping[str, tuple[str, float, float]]


@functools.cache
def _words() -> _Words:
    told = lexicon("labels").settings
    return _Words(
        weight=told["weight"],
        combine=tuple(
            (frozenset(roles.split()), category) for category, lists in told["combine"].items() for roles in lists
        ),
        alone=told["alone"],
        silent=frozenset(phrases(told["silent"]["words"])),
        silent_begins=frozenset(phrases(told["silent"]["begins"])),
        silent_with=frozenset(word for phrase in phrases(told["silent"]["with"]) for word in phrase),
        favourite=frozenset(phrases(told["favourite"]["words"])),
        near_friends=frozenset(phrases(told["near"]["friends"])),
        near=frozenset(phrases(told["near"]["words"])),
        far=frozenset(phrases(told["far"]["words"])),
        deny=frozenset((word,) for language in lexicon("labels").languages.values() for word in language.deny),
        also=frozenset(told["small"]["also"].split()),
        joins=frozenset(fold(told["small"]["joins"]).split()),
        narrows=frozenset(told["small"]["narrows"].split()),
        name_noise=frozenset(told["small"]["name_noise"].split()),
        roles={role: (said[0], said[1], said[2]) for role, said in lexicon("relations").settings["roles"].items()},
    )


_SLUGS = frozenset(category.slug for category in CATEGORIES)
_PIN = {("level", "1"): 1.0, ("level", "2"): -1.0}
_SEPARATORS = frozenset('-,;:/|()[]{}<>&+"„“”«»•·')
_COMMON_NOUN_TAKES_ON = frozenset({"school", "kids-place", "work", "family-word"})


@functools.lru_cache(maxsize=4096)
def _read(label: str) -> Said:
    """Return what a label says to anybody; () when it says nothing."""
    known = _words()
    slug = label.strip().lower()
    if slug in _SLUGS:
        return ((slug, known.weight["slug"]), *_close(slug))
    text = Text.cut(label)
    plain = tuple(word for word in text.words if is_word(word) or not (word in _SEPARATORS or word in "*#"))
    level = label.lower().split()
    if len(level) == 2 and (level[0], level[1]) in _PIN:
        return (("close", _PIN[level[0], level[1]] * known.weight["level"]),)
    if not plain or plain in known.silent or any(plain[: len(begin)] == begin for begin in known.silent_begins):
        return ()
    if not known.silent_with.isdisjoint(plain):
        return ()
    if plain in known.near_friends:
        return (("friend", known.weight["modified"]), ("close", known.weight["near"]))
    for listed, weight in ((known.favourite, "favourite"), (known.near, "near"), (known.far, "far")):
        if plain in listed:
            return (("close", known.weight[weight]),)
    if any((word,) in known.deny for word in plain[:2]):
        return ()
    return _weigh(text)


def _weigh(text: Text) -> Said:
    """Return what the words of a label say together."""
    known = _words()
    found = list(_roles(text))
    roles = dict(reversed(found))
    if not roles:
        return ()
    said: dict[str, float] = {}
    spent: set[str] = set()
    for together, category in known.combine:
        if together <= roles.keys() | {"family" if "family-word" in roles else ""} and not together & spent:
            said[category] = max(roles.get(role, 0.0) for role in together)
            spent |= together | ({"family-word"} if "family" in together else set())
    working = "work" in roles
    rest = {role: weight for role, weight in roles.items() if role not in spent and role not in ("work", "nobody")}
    plain = {role: weight for role, weight in rest.items() if role not in known.alone and role != "family-word"}
    for role, weight in (plain or ({} if said else rest)).items():
        category, _, doubt = known.roles.get(role, (role, 0.0, 0.0))
        if role in known.alone:
            category, weight, doubt = known.alone[role], known.weight["hint"], 0.0
        if role == "family-word":
            category = "family"
        if category:
            said[category] = max(said.get(category, 0.0), weight - doubt)
    if len(said) > 1:
        said = {category: min(weight, known.weight["shared"]) for category, weight in said.items()}
    if working and not said:
        said["co-worker"] = known.weight["shared"]
    items = [(category, round(weight, 2)) for category, weight in said.items()]
    close = [pair for role in (plain or said) for pair in _close(role)][:1]
    return (*items, *close, *((("work", known.weight["work"]),) if working else ()))


def _close(role: str) -> Said:
    """Return a role's own pull toward or from close, besides that of its category."""
    words = _words()
    close = words.roles.get(role, ("", 1.0 if role == "family" else 0.6 if role == "relative" else 0.0, 0.0))[1]
    return (("close", close),) if close else ()


def _roles(text: Text) -> Iterator[tuple[str, float]]:
    """Yield every role that the words of a label name, with the weight of naming it in that place."""
    weight = _words().weight
    labels, relations = lexicon("labels"), lexicon("relations")
    at, count = 0, len(text.words)
    while at < count:
        begins = labels.may_begin(text.words, at) or relations.may_begin(text.words, at)
        matches = list(_entries(text, at)) if begins else []
        if not matches:
            at += 1
            continue
        end = max(end for _, end in matches)
        entries = [entry for entry, until in matches if until == end]
        entry = min(entries, key=lambda entry: (entry.table != "group", entry.language, entry.role))
        if entry.role not in ("nobody", "silent"):
            following = _following(text, end)
            if following == "last":
                yield entry.role, weight["label"]
            elif following == "of" and entry.role == "friend":
                pass
            elif following in ("joined", "of") or _leads(entry) or _another(text, end) or _of_members(text, end):
                yield entry.role, weight["modified"]
        at = end


def _entries(text: Text, at: int) -> Iterator[tuple[Entry, int]]:
    yield from lexicon("labels").at(text.words, at)
    for entry, end in lexicon("relations").at(text.words, at):
        if entry.table in ("role", "place", "phrase") and (end - at > 1 or not _is_small(entry)):
            yield entry, end


def _is_small(entry: Entry) -> bool:
    return entry.words[0] in lexicon("relations").languages[entry.language].anchored


def _following(text: Text, end: int) -> str:
    """Return how a label goes on after a match: "last" word, "joined" by "from", "of", or a "word" of its own."""
    if end == len(text.words):
        return "last"
    word = text.words[end]
    if word in _SEPARATORS or word in _words().also or word in (NUMBER, POSSESSIVE) or not is_word(word):
        return "last"
    if word in ("of", "av") or (word == "der" and text.is_word(end + 1)):
        return "of"
    return "joined" if word in _words().joins else "word"


def _leads(entry: Entry) -> bool:
    """Tell whether a word may stand before what narrows it: "Clients Toronto" may, "Church Street" not."""
    if entry.role in _COMMON_NOUN_TAKES_ON or entry.words[-1] in _words().narrows:
        return False
    return entry.table == "group" or entry.language != "en"


def _another(text: Text, end: int) -> bool:
    """Tell whether another word of the lexicon follows at once: "school parents", "family doctor"."""
    return text.is_word(end) and any(entry.role not in ("nobody", "silent") for entry, _ in _entries(text, end))


def _of_members(text: Text, end: int) -> bool:
    """Tell whether nothing but who is there follows: "gym ppl", "choir altos"."""
    words = [word for word in text.words[end:] if is_word(word)]
    return len(words) == len(text.words) - end and rules().member.issuperset(words)


def _own_names(profile: Profile) -> Mapping[tuple[str, ...], Said]:
    """Return what ego's own clubs, congregations, employers and schools say when a label is their name."""
    weight = _words().weight
    said: dict[tuple[str, ...], Said] = {}
    for school in profile.schools:
        said[_key(school.name)] = (("former-classmate", weight["school"]), ("alumni", weight["school"]))
    for employer in profile.employers:
        said[_key(employer.name)] = (("co-worker", weight["employer"]), ("work", weight["work"]))
    for club in profile.clubs:
        service = any(category == "service-club-member" for category, _ in _read(club))
        said[_key(club)] = (("service-club-member" if service else "club-member", weight["profile"]),)
    for congregation in profile.congregations:
        said[_key(congregation)] = (("church-member", weight["profile"]),)
    said.pop((), None)
    return said


@functools.lru_cache(maxsize=4096)
def _key(name: str) -> tuple[str, ...]:
    """Return a name's words as names of clubs and firms are compared, whatever their order of parts or legal form."""
    words = [fold(word) for word in Text.cut(name).words if is_word(word)]
    telling = [{"saint": "st", "sankt": "st", "sint": "st", "sao": "st"}.get(word, word) for word in words]
    return tuple(word for word in telling if word not in _words().name_noise)
