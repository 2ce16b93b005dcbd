"""Comparing two people: each thing that is the same or differs, with its weight, and what the weights add up to.

The weights are of `tieweave.resolve.weights`, where their source stands; what two people have by chance is of
`tieweave.resolve.frequencies`. What only one of them says weighs nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tieweave.resolve import agreement, likeness, weights
from tieweave.resolve.frequencies import Frequencies, Rate
from tieweave.resolve.likeness import Likeness
from tieweave.resolve.names import Name
from tieweave.resolve.portrait import Place, Portrait, sites
from tieweave.spelling import NOT_LATIN


class Finding(NamedTuple):
    """One thing in which two people were compared.

    `kind` is what ("name", "email", "address", …), `outcome` how it came out ("same", "alike", "other", …), `weight` in
    log-odds, negative against; `one` and `other` are what stands on either side, in the form in which it is compared.
    """

    kind: str
    outcome: str
    weight: float
    one: str = ""
    other: str = ""


class Score(NamedTuple):
    """The outcome of a comparison: the log-odds that two are one person, and how much of it is not of the name."""

    log_odds: float
    beside_name: float
    exact_name: bool

    @property
    def probability(self) -> float:
        """The probability that the two are one person, 0 to 1."""
        return 1 / (1 + math.exp(-max(min(self.log_odds, 40.0), -40.0)))


def prior(people: int) -> float:
    """Return the log-odds that any two entries of a book of so many are of one person."""
    return math.log(weights.DUPLICATES / max(people, weights.FEWEST))


def score(one: Portrait, other: Portrait, how_common: Frequencies) -> Score:
    """Return what a comparison comes to."""
    total = beside_name = prior(how_common.people)
    outcomes = {}
    for finding in compare(one, other, how_common):
        total += finding.weight
        if finding.kind in _OF_NAME:
            outcomes[finding.kind] = finding.outcome
        else:
            beside_name += finding.weight
    exact = outcomes.get("given") == outcomes.get("family") == _SAME and "order" not in outcomes
    return Score(total, beside_name - prior(how_common.people), exact)


def compare(one: Portrait, other: Portrait, how_common: Frequencies) -> Iterator[Finding]:
    """Yield everything in which two people agree or differ."""
    yield from _names(one.names, other.names, how_common)
    if one.born and other.born:
        yield _birthdays(one.born, other.born)
    if one.emails and other.emails:
        yield _emails(one, other)
    if one.common & other.common:
        yield _shared("common", one.common, other.common, weights.SHARED_COMMON_KEY, 0.0)
    if one.phones and other.phones:
        yield _shared("phone", one.phones, other.phones, weights.SHARED_PHONE, weights.OTHER_PHONES)
    if one.pages and other.pages:
        if one.pages & other.pages:
            yield _shared("page", one.pages, other.pages, weights.SHARED_PAGE, 0.0)
        elif not sites(one.pages).isdisjoint(sites(other.pages)):
            yield _shared("page", one.pages, other.pages, 0.0, weights.OTHER_PAGES)
    if one.uids & other.uids:
        yield _shared("uid", one.uids, other.uids, weights.SHARED_UID, 0.0)
    if found := _organisations(one, other, how_common.organisation):
        yield found
    if (one.trades or other.trades) and (common := (one.trades & other.work) | (one.work & other.trades)):
        yield Finding("work", _SAME, weights.SAME_TRADE, min(common), min(common))
    if one.places and other.places:
        yield from _places(one.places, other.places, how_common)


_SAME, _ALIKE, _OTHER = "same", "alike", "other"
_OF_NAME = frozenset({"given", "family", "word", "order", "middle", "rarity"})


def _names(forms: tuple[Name, ...], others: tuple[Name, ...], how_common: Frequencies) -> list[Finding]:
    """Return what the two forms of the names say that are most alike."""
    best: list[Finding] = []
    most = -math.inf
    for one in forms:
        for other in others:
            found = _name(one, other, how_common)
            total = sum(finding.weight for finding in found)
            if total > most:
                best, most = found, total
    return best


def _name(one: Name, other: Name, how_common: Frequencies) -> list[Finding]:
    if not (one.given and other.given) and (one.alone or other.alone):
        return _word(one, other, how_common)
    found = _in_order(one, other, how_common)
    if one.full and other.full and any(finding.outcome == _OTHER for finding in found):
        ways = (
            _in_order(one, _turned(other), how_common),
            _in_order(_turned(one), other, how_common),
        )
        # Which of the two has the right order is not known, so the more doubtful reading is taken.
        crosswise = [*min(ways, key=_sum), Finding("order", _OTHER, weights.SWAPPED)]
        found = max(found, crosswise, key=_sum)
    if not agreement.middles_agree(one, other):
        middle = " ".join(one.middle), " ".join(other.middle)
        found.append(Finding("middle", _OTHER, weights.MIDDLE_DIFFERS, *middle))
    return found


def _turned(name: Name) -> Name:
    return name._replace(given=name.family, family=name.given, nicknames=())


def _sum(findings: Iterable[Finding]) -> float:
    return round(sum(finding.weight for finding in findings), 6)


def _in_order(one: Name, other: Name, how_common: Frequencies) -> list[Finding]:
    given = min(
        (likeness.given(a, b), a, b) for a in (one.given, *one.nicknames) for b in (other.given, *other.nicknames)
    )
    family = likeness.family(one.family, other.family), one.family, other.family
    found = [
        _likeness("given", *given, how_common.given, weights.SAME_GIVEN, weights.GIVEN[Likeness(max(given[0], 2))]),
        _likeness(
            "family", *family, how_common.family, weights.SAME_FAMILY, weights.FAMILY[max(family[0], Likeness.FORM)]
        ),
    ]
    # However rare a name, others of the family may have it.
    most = math.log(
        weights.SAME_GIVEN * weights.SAME_FAMILY * max(how_common.people, weights.FEWEST) / weights.NAMESAKES
    )
    if (excess := found[0].weight + found[1].weight - most) > 0:
        found.append(Finding("rarity", _SAME, -excess))
    return found


def _likeness(kind: str, how: Likeness, one: str, other: str, rate: Rate, m: float, otherwise: float) -> Finding:
    if how is Likeness.SAME:
        return Finding(kind, _SAME, math.log(m / rate(one)), one, other)
    if how is Likeness.FORM and (one >= NOT_LATIN) != (other >= NOT_LATIN):
        latin = other if one >= NOT_LATIN else one
        return Finding(kind, _ALIKE, math.log(weights.SAME_IN_ANOTHER_SCRIPT / rate(latin)), one, other)
    outcome = {Likeness.DIFFERENT: _OTHER, Likeness.UNKNOWN: "unknown"}.get(how, _ALIKE)
    return Finding(kind, outcome, otherwise, one, other)


def _word(one: Name, other: Name, how_common: Frequencies) -> list[Finding]:
    """Return what it says that one is known by a single word, "Mum" or "Bob", which the other's name may hold."""
    word, whole = (one.alone, other) if one.alone else (other.alone, one)
    parts = [part for part in (whole.alone, whole.given, whole.family, *whole.nicknames) if part]
    if word in parts:
        rate = how_common.given(word) + how_common.family(word)
        return [Finding("word", _SAME, math.log(0.3 / rate), word, word)]
    given = [part for part in (whole.alone, whole.given, *whole.nicknames) if part]
    for part in given:
        if agreement.given_names_agree(word, part) and likeness.given(word, part) is not Likeness.UNKNOWN:
            return [Finding("word", _ALIKE, weights.ONE_WORD, word, part)]
    for part in [*given, whole.family]:
        if likeness.family(word, part) is Likeness.SLIP:
            return [Finding("word", _ALIKE, weights.ONE_WORD, word, part)]
    return [Finding("word", "unknown", 0.0, word, " ".join(parts))]


def _birthdays(ones: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> Finding:
    return max((_birthday(one, other) for one in ones for other in others), key=lambda finding: finding.weight)


def _birthday(one: tuple[str, str], other: tuple[str, str]) -> Finding:
    said = _date(one), _date(other)
    if one == other and all(one):
        return Finding("birthday", _SAME, weights.SAME_BIRTHDAY, *said)
    if one[1] and one[1] == other[1] and not (one[0] and other[0]):
        return Finding("birthday", "day", weights.SAME_DAY, *said)
    if any(a and b and a != b for a, b in zip(one, other, strict=True)):
        from rapidfuzz.distance import OSA

        if all(one) and all(other) and OSA.distance("".join(one), "".join(other), score_cutoff=1) <= 1:
            return Finding("birthday", _ALIKE, weights.SLIP_IN_BIRTHDAY, *said)
        return Finding("birthday", _OTHER, weights.OTHER_BIRTHDAY, *said)
    return Finding("birthday", "unknown", 0.0, *said)


def _date(born: tuple[str, str]) -> str:
    return "-".join(part for part in born if part)


def _emails(one: Portrait, other: Portrait) -> Finding:
    against = weights.OTHER_EMAIL_OF_ONE_EMPLOYER if one.colleague_of(other) else weights.OTHER_EMAILS
    return _shared("email", one.emails, other.emails, weights.SHARED_EMAIL, against)


def _shared(kind: str, ones: frozenset[str], others: frozenset[str], weight: float, against: float) -> Finding:
    if common := ones & others:
        return Finding(kind, _SAME, weight, min(common), min(common))
    return Finding(kind, _OTHER, against, min(ones), min(others))


def _organisations(one: Portrait, other: Portrait, rate: Rate) -> Finding | None:
    mine, theirs = one.organisations, other.organisations
    common = (mine & theirs) | (mine & other.domains) | (one.domains & theirs)
    if common:
        rarest = min(common, key=lambda name: (rate(name), name))
        weight = math.log(weights.SAME_ORGANISATION / max(rate(rarest), weights.COLLEAGUES))
        return Finding("organisation", _SAME, weight, rarest, rarest)
    if mine and theirs:
        return Finding("organisation", _OTHER, weights.OTHER_ORGANISATIONS, min(mine), min(theirs))
    return None


def _places(ones: tuple[Place, ...], others: tuple[Place, ...], how_common: Frequencies) -> list[Finding]:
    """Return what the two addresses say that are most alike."""
    found = (_place(one, other, how_common) for one in ones for other in others)
    return max(found, key=lambda findings: sum(finding.weight for finding in findings))


def _place(one: Place, other: Place, how_common: Frequencies) -> list[Finding]:
    found = []
    if one.number and other.number:
        same = one.number == other.number
        weight = weights.SAME_NUMBER if same else weights.OTHER_NUMBER
        found.append(Finding("house number", _SAME if same else _OTHER, weight, one.number, other.number))
    for kind, rate, m, alike, against in (
        ("street", how_common.street, weights.SAME_STREET, weights.ALIKE_STREET, weights.OTHER_STREET),
        ("locality", how_common.locality, weights.SAME_LOCALITY, weights.ALIKE_LOCALITY, weights.OTHER_LOCALITY),
    ):
        mine, theirs = getattr(one, kind), getattr(other, kind)
        if not mine or not theirs:
            continue
        if mine == theirs:
            found.append(Finding(kind, _SAME, math.log(m / rate(mine)), mine, theirs))
        elif _words_alike(mine, theirs):
            found.append(Finding(kind, _ALIKE, alike, mine, theirs))
        else:
            found.append(Finding(kind, _OTHER, against, mine, theirs))
    if one.postal_code and other.postal_code:
        found.append(_postal_code(one.postal_code, other.postal_code, how_common.postal_code))
    return found


def _words_alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    # In any order, and where one of them says more: "Glengar, Southern Cross Drive".
    return max(fuzz.token_sort_ratio(one, other), fuzz.token_set_ratio(one, other)) >= 80


def _postal_code(one: str, other: str, rate: Rate) -> Finding:
    if one == other:
        return Finding("postal code", _SAME, math.log(weights.SAME_POSTAL_CODE / rate(one)), one, other)
    from rapidfuzz.distance import OSA

    if OSA.distance(one, other, score_cutoff=1) <= 1:
        return Finding("postal code", _ALIKE, weights.ALIKE_POSTAL_CODE, one, other)
    return Finding("postal code", _OTHER, weights.OTHER_POSTAL_CODE, one, other)
