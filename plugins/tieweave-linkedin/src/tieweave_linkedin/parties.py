"""Who an act is with, as a file names them: by name, by profile page, or hardly at all."""

from __future__ import annotations

import functools
from typing import NamedTuple

from tieweave.spelling import plain
from tieweave_linkedin import names, pages


class Party(NamedTuple):
    """Somebody as one record names them: the `name` and `url` as written, and the canonical `page`.

    A named tuple, since every message makes some. `is_person` is False for a company's page.
    """

    name: str
    url: str = ""
    page: str = ""
    is_person: bool = True

    @property
    def is_nobody(self) -> bool:
        """Whether nothing says who it is: a "LinkedIn Member" is one whose account is closed or hidden."""
        return not self.page and (not self.name or "linkedin" in plain(self.name))

    @property
    def name_key(self) -> str:
        """The name as names are compared."""
        return _key(self.name)


@functools.lru_cache(maxsize=65536)
def party(name: str, url: str = "") -> Party:
    """Return the party of a name and an address, either of which may be empty."""
    return Party(name, url, pages.page(url), not pages.is_organisation(url))


@functools.lru_cache(maxsize=65536)
def _key(name: str) -> str:
    return names.key(name)
