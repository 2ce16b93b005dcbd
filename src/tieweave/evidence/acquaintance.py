"""How long ego knows somebody, where a note says it: "known since 1998", "met in 2009", "for 20 years".

A connection's date on a network says only when it was clicked, so it is not read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from tieweave import tie_weights as weights
from tieweave.ledger import CLOSE
from tieweave.model import Contact, Evidence, Profile
from tieweave.spelling import plain

KIND = "acquaintance"

_LONG, _SHORT = 5, 2
_LONGEST = 1000
"""Characters of a note that are read: who writes a page says it at the beginning."""

_SENTENCE = re.compile(r"[.;!?\n]+(?:\s|$)|\s[-–—]\s")
_NOT = re.compile(
    r"\b(?:not|never|no|n't|\w+n['’]t|nicht|nie|kein\w*|pas|jamais|nunca|non|mai|niet|nooit|nao|inte|aldrig)\b"
)
_KNOW = (
    r"(?:know|knows|known|knew|friends?|kenn(?:e|en|t)|kannten?|kennengelernt|befreundet|freunde?"
    r"|connai(?:s|t|ssons)|connue?s?|ami(?:e?s|e)?|conozco|conocemos|conoci|conocimos|amig[oa]s?|conosco|conosciamo|conosciut[oaie]|amic[oaih]e?"
    r"|ik ken|kennen|leerden?|vriend(?:en|in)?|znam|znamy|poznal\w+|przyjaci\w+|conheco|conhecemos|kant|kanner"
    r"|vann(?:er)?)"
)
_WHOM = (
    r"(?:(?:each|other|one|another|her|him|them|you|uns|sie|ihn|ihr|einander|nous|nos|se|la|le|lo|las|los|ci|vi|elkaar|hem"
    r"|haar|sie|ja|go|nas|varandra|henne|honom|well|already|schon|deja|ya|gia|al)\W+){0,3}"
)
_SINCE = re.compile(rf"\b{_KNOW}\W+{_WHOM}(?:since|seit|depuis|desde|dal|sinds|od|sedan)\W+((?:19|20)\d\d)\b")
_SEIT = re.compile(
    rf"\b(?:seit|depuis|desde|dal|sinds|od|sedan)\W+((?:19|20)\d\d)\W+{_WHOM}(?:befreundet|bekannt|amis|amigos)\b"
)
_MET = re.compile(
    r"^\W*(?:we\W+|first\W+)*met\W+(?:(?:at|in|on|through|via)\W+(?:[^\W\d]+\W+){0,5}?)?((?:19|20)\d\d)\s*(?:$|[,;()]|(?:at|in|on|through|via)\b)"
)
_MEETING = re.compile(
    r"\b(?:conosciut[oaie]|conoci(?:do|da|mos)?|rencontre\w*|kennengelernt|poznal\w+|conheci\w*|knew\W+each\W+other)\W+"
    r"(?:nel|en|in|im|w|em)\W+((?:19|20)\d\d)\b"
)
_YEARS = re.compile(
    rf"\b{_KNOW}\W+{_WHOM}(?:(?:for|seit|depuis|desde|hace|da|od|ha|i|al)\W+){{1,2}}"
    r"(?:about\W+|over\W+|uber\W+|plus\W+de\W+)?(\d{1,2}(?:\.\d+)?)\+?\s+"
    r"(?:years?|jahren?|ans?|annees?|anos?|anni|anno|jaar|lat|lata|ar)\b"
)


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield how long ego knows each contact, where it is more than five years or less than two."""
    for contact in contacts:
        for note in contact.notes:
            years = years_known(note, now)
            if years is None or _SHORT <= years <= _LONG:
                continue
            yield Evidence(
                kind=KIND,
                detail=f"you have known each other for {_count(years)}",
                toward=CLOSE,
                weight=weights.LONG_KNOWN if years > _LONG else weights.BARELY_KNOWN,
                source=contact.origin("notes", note),
                contact=contact.id,
            )
            break


def years_known(note: str, now: dt.datetime) -> float | None:
    """Return for how many years ego knows somebody as a note has it, None where it says nothing of that."""
    for sentence in _SENTENCE.split(note[:_LONGEST]):
        text = plain(sentence)
        if _NOT.search(text):
            continue
        if (found := _YEARS.search(text)) is not None:
            return float(found.group(1))
        for form in (_SINCE, _SEIT, _MEETING, _MET):
            found = form.search(text)
            if found is not None and (year := int(found.group(1))) <= now.year:
                return float(now.year - year)
    return None


def _count(years: float) -> str:
    if years < 1:
        return "less than a year"
    return "a year" if years == 1 else f"{years:g} years"
