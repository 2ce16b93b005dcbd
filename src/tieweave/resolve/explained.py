"""Undecided pairs with what speaks for and against, in plain language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from tieweave.model import Contact, Evidence, Pair
from tieweave.organisation_names import key as organisation_key
from tieweave.resolve import claims, compare, portrait, weights
from tieweave.resolve.cluster import Clusters
from tieweave.resolve.compare import Finding
from tieweave.resolve.doubts import doubt
from tieweave.resolve.frequencies import Frequencies, frequencies
from tieweave.resolve.golden import golden
from tieweave.resolve.keys import IdentityKeys, identity_keys
from tieweave.resolve.portrait import Portrait
from tieweave.spelling import plain

_ANOTHER = "sure of all their records together alone, or somebody else fits about as well"
TOWARD = "same-person"
"""What the evidence of a pair is for, or against."""


def pairs(
    found: Clusters,
    records: Sequence[Contact],
    keys: Sequence[IdentityKeys],
    people: Sequence[tuple[Contact, Sequence[int]]],
    person_of: Mapping[int, int],
) -> tuple[Pair, ...]:
    """Return the undecided pairs of `people`, the likeliest first, then by name.

    Each of the people is given with the indexes of their `records`; `person_of` tells whose a record is.
    """
    distinct = {tuple(sorted((person_of[one], person_of[other]))) for one, other in found.undecided}
    shown = {
        number: _shown([records[at] for at in people[number][1]], [keys[at] for at in people[number][1]], found.common)
        for number in {number for pair in distinct for number in pair}
    }
    undecided = []
    for numbers in distinct:
        one, other = sorted(numbers, key=lambda number: (plain(people[number][0].name), people[number][0].id))
        pair = _pair(people[one][0], people[other][0], shown[one], shown[other], found.how_common)
        if not pair.doubt and pair.log_odds >= weights.UPPER:
            pair = attrs.evolve(
                pair, doubt="sure of all their records together alone, or somebody else fits about as well"
            )
        # Two who have become more than they were, by other joins, may be less alike than they seemed.
        if pair.log_odds >= weights.LOWER:
            undecided.append(pair)
    undecided.sort(key=lambda pair: (-pair.log_odds, plain(pair.one.name), pair.one.id, pair.other.id))
    return tuple(undecided)


def joined(person: Contact, people: Iterable[Contact], code: str = "") -> tuple[Pair, ...]:
    """Return how a person of several records came together: with each record, what those before it make with it.

    `people` are those of the book, `code` is the calling code of national numbers.
    """
    book = list(people)
    records = person.records
    return tuple(
        compared(records[0] if at == 1 else golden(records[:at], code), records[at], book, code)
        for at in range(1, len(records))
    )


def compared(one: Contact, other: Contact, people: Iterable[Contact], code: str = "") -> Pair:
    """Return two contacts with what speaks for and against their being one person, among the `people` of a book.

    `code` is the calling code of national numbers.
    """
    sides = [contact.records or (contact,) for contact in (one, other)]
    how_common = frequencies(
        (of, [claims.claims(record) for record in of]) for of in (p.records or (p,) for p in people)
    )
    mine, theirs = (_shown(of, [identity_keys(record, code) for record in of], frozenset()) for of in sides)
    return _pair(one, other, mine, theirs, how_common)


def _shown(records: Sequence[Contact], keys: Sequence[IdentityKeys], common: frozenset[str]) -> Portrait:
    return portrait.portrait(records, keys, dict.fromkeys(map(claims.claims, records)), common)


def _pair(one: Contact, other: Contact, shown: Portrait, other_shown: Portrait, how_common: Frequencies) -> Pair:
    findings = compare.compare(shown, other_shown, how_common)
    # Organisations are compared by the words that tell them from others, and shown as somebody wrote them.
    held = (*other.organisations, *one.organisations)
    names = {"".join(organisation_key(at.name)): at.name for at in held if at.name}
    evidence = [_evidence(finding, names) for finding in findings if round(finding.weight, 2)]
    evidence.sort(key=lambda item: (-abs(item.weight), item.detail))
    return Pair(
        one=one,
        other=other,
        prior=round(compare.prior(how_common.people), 2),
        evidence=evidence,
        doubt=doubt(shown, other_shown),
    )


def _evidence(finding: Finding, organisations: Mapping[str, str]) -> Evidence:
    names = organisations if finding.kind == "organisation" else {}
    said = [names.get(value) or _said(value) for value in (finding.one, finding.other)]
    detail = _DETAILS[finding.kind, finding.outcome].format(one=said[0], other=said[1])
    return Evidence(kind=finding.kind, detail=detail, toward=TOWARD, weight=round(finding.weight, 2))


def _said(value: str) -> str:
    for kind in ("email:", "phone:", "url:", "uid:"):
        value = value.removeprefix(kind)
    return value


_DETAILS = {
    ("given", "same"): "the given name of both is '{one}'",
    ("given", "alike"): "'{one}' and '{other}' can be one given name",
    ("given", "other"): "given names differ: '{one}' and '{other}'",
    ("family", "same"): "the family name of both is '{one}'",
    ("family", "alike"): "'{one}' and '{other}' can be one family name",
    ("family", "other"): "family names differ: '{one}' and '{other}'",
    ("word", "same"): "both are called '{one}'",
    ("word", "alike"): "'{one}' can be short for '{other}'",
    ("order", "other"): "given and family name have changed places",
    ("middle", "other"): "middle names differ: '{one}' and '{other}'",
    ("rarity", "same"): "a rare name too may be two people's",
    ("birthday", "same"): "both were born on {one}",
    ("birthday", "day"): "both have their birthday on one day ({one}, {other})",
    ("birthday", "other"): "birthdays differ: {one} and {other}",
    ("email", "same"): "both have {one}",
    ("email", "other"): "no e-mail address in common ({one}, {other})",
    ("common", "same"): "both have {one}, which others have too",
    ("phone", "same"): "both have {one}",
    ("phone", "other"): "no number in common ({one}, {other})",
    ("page", "same"): "both have the page {one}",
    ("page", "other"): "different pages on one site ({one}, {other})",
    ("uid", "same"): "both records have the identifier {one}",
    ("organisation", "same"): "both are with '{one}'",
    ("organisation", "other"): "no organisation in common ('{one}', '{other}')",
    ("work", "same"): "one word for the work of both: '{one}'",
    ("house number", "same"): "both live at number {one}",
    ("house number", "other"): "house numbers differ: {one} and {other}",
    ("street", "same"): "both live in '{one}'",
    ("street", "alike"): "'{one}' and '{other}' can be one street",
    ("street", "other"): "streets differ: '{one}' and '{other}'",
    ("locality", "same"): "both live in '{one}'",
    ("locality", "alike"): "'{one}' and '{other}' can be one place",
    ("locality", "other"): "places differ: '{one}' and '{other}'",
    ("postal code", "same"): "both have the postal code {one}",
    ("postal code", "alike"): "postal codes a character apart: {one} and {other}",
    ("postal code", "other"): "postal codes differ: {one} and {other}",
}
