"""When two who are alike may be two people all the same: father and son, sisters, namesakes at one company."""

from __future__ import annotations

from tieweave.resolve import agreement, likeness
from tieweave.resolve.ego import SOURCE
from tieweave.resolve.likeness import Likeness
from tieweave.resolve.portrait import Portrait

_WAYS = {"email": "e-mail addresses", "phone": "numbers", "page": "pages"}


def doubt(one: Portrait, other: Portrait) -> str:
    """Return why two people are not to be joined for their likeness alone, in plain language; "" where nothing is.

    There is doubt

    - where one of them may be ego: whoever is taken for ego is gone from the list;
    - where the names are near to each other only, or one of them is a Jr. or Sr.; and, where neither a mailbox, a page
      nor a birthday speaks for one person, if
    - the name of one is guessed from an address;
    - one address book has both, with nothing in common but the name, the company or the house: whoever keeps it may
      mean two;
    - they do different work at one company;
    - they have mailboxes or numbers for themselves and share none: names, houses and landlines are of families. A
      common employer settles that, or a day of birth without its year.

    Rows of a register hold slips anywhere; only two given names without a house in common are too little.
    """
    if SOURCE in one.sources | other.sources:
        return "one of them is you"
    if not (one.reachable or other.reachable):
        return "" if one.places and other.places else _doubt_of_names(one, other)
    if one.bare or other.bare:
        return ""
    if agreement.are_variants(one.names, other.names):
        return "their given names are near to each other, and may be two people's"
    if any(all(born) for born in one.born & other.born):
        return ""
    generations, others = ({name.generation for name in person.names} - {0} for person in (one, other))
    if generations != others:
        return "one is a Jr. or Sr., and of the other nothing is said"
    if one.emails & other.emails or one.pages & other.pages:
        return ""
    if one.guessed or other.guessed:
        return "a name is only guessed from an e-mail address"
    day = any(a[1] and a[1] == b[1] for a in one.born for b in other.born)
    employer = bool(one.organisations & other.organisations)
    # A card with the company and nothing to reach anybody by is the beginning of the other.
    begun = employer and not (one.reachable and other.reachable)
    if one.sources & other.sources and not (day or begun or one.phones & other.phones):
        return "one address book has both, with only the name in common, the company or the house"
    if employer and one.titles and other.titles and not one.titles & other.titles:
        return "they do different work at one company"
    differing = one.differs_in(other)
    settled = day or (employer and not one.colleague_of(other))
    if len(differing) > 1 or "page" in differing or (differing and not settled):
        return f"each has {' and '.join(_WAYS[kind] for kind in differing)} that the other has not"
    return ""


def _doubt_of_names(one: Portrait, other: Portrait) -> str:
    """Return why two of whom no address is known are not to be joined: twins have one birthday."""
    pairs = [(a, b) for a in one.names for b in other.names if a.full and b.full]
    if pairs and all(likeness.given(a.given, b.given) is Likeness.DIFFERENT for a, b in pairs):
        return "their given names differ"
    return ""
