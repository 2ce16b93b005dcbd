"""When two who are alike may be two people all the same: father and son, sisters, namesakes at one company."""

from __future__ import annotations

from tieweave.resolve import claims
from tieweave.resolve.portrait import Portrait

_WAYS = {"email": "e-mail addresses", "phone": "numbers", "page": "pages"}


def doubt(one: Portrait, other: Portrait) -> str:
    """Return why two people are not to be joined for their likeness alone, in plain language; "" where nothing is.

    There is doubt where the names are near to each other only, and, where neither a mailbox, a page nor a birthday
    speaks for one person, if

    - the name of one is guessed from an address, or one of them is a Jr. or Sr.;
    - one address book has both, with nothing in common but the name or the company: whoever keeps it may mean two;
    - they do different work at one company;
    - they have mailboxes or numbers for themselves and share none: names, houses and landlines are of families. A
      common employer settles that, or a day of birth without its year.
    """
    if not (one.reachable or other.reachable) or one.bare or other.bare:
        return ""
    if claims.are_variants(one.names, other.names):
        return "their given names are near to each other, and may be two people's"
    if one.emails & other.emails or one.pages & other.pages or any(all(born) for born in one.born & other.born):
        return ""
    if one.guessed or other.guessed:
        return "a name is only guessed from an e-mail address"
    generations, others = ({name.generation for name in person.names} - {0} for person in (one, other))
    if generations != others:
        return "one is a Jr. or Sr., and of the other nothing is said"
    day = any(a[1] and a[1] == b[1] for a in one.born for b in other.born)
    employer = bool(one.organisations & other.organisations)
    if one.sources & other.sources and not (day or one.phones & other.phones or set(one.places) & set(other.places)):
        return "one address book has both, with only the name in common, or the company"
    if employer and one.titles and other.titles and not one.titles & other.titles:
        return "they do different work at one company"
    differing = one.differs_in(other)
    settled = day or (employer and not one.colleague_of(other))
    if len(differing) > 1 or "page" in differing or (differing and not settled):
        return f"each has {' and '.join(_WAYS[kind] for kind in differing)} that the other has not"
    return ""
