"""Who a message went to: names joined by ", ", which names have in them too, and since 2023 their addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from tieweave_linkedin.names import is_letters, key
from tieweave_linkedin.parties import Party, party

_BETWEEN_ADDRESSES = re.compile(r",\s*(?=https?://|www\.)")


def recipients(to: str, urls: str, names_of: Mapping[str, Collection[str]]) -> tuple[Party, ...]:
    """Return the recipients of a message from its columns TO and RECIPIENT PROFILE URLS, the latter "" where missing.

    `names_of` are the names, as compared, that a page is known by. Where the names are more than the addresses, and
    nothing tells which belong together, the recipient has no name rather than a wrong one.
    """
    addresses = [url for part in _BETWEEN_ADDRESSES.split(urls) if (url := part.strip(" ,"))]
    if not addresses:
        return tuple(party(name) for name in _names(to))
    if len(addresses) == 1:
        return (party(to.strip(), addresses[0]),)
    for found in (_names(to), _parts(to)):
        if len(found) == len(addresses):
            return tuple(party(name, url) for name, url in zip(found, addresses, strict=True))
    return _by_known_names(_parts(to), addresses, names_of)


def _parts(to: str) -> list[str]:
    return [part for part in (part.strip() for part in to.split(", ")) if part]


def _names(to: str) -> list[str]:
    """Return the names, with the letters that follow a name ("Jane Doe, Ph.D.")."""
    found: list[str] = []
    for part in _parts(to):
        if found and is_letters(part):
            found[-1] += f", {part}"
        else:
            found.append(part)
    return found


def _by_known_names(
    parts: list[str], addresses: list[str], names_of: Mapping[str, Collection[str]]
) -> tuple[Party, ...]:
    at = {key(part): part for part in reversed(parts)}
    found = []
    for url in addresses:
        known = names_of.get(party("", url).page, ())
        found.append(party(next((at[name] for name in sorted(known) if name in at), ""), url))
    return tuple(found)
