"""Names as people write them on LinkedIn: with degrees, slogans and emoji, which are no part of the name."""

from __future__ import annotations

import re
import unicodedata

import attrs

from tieweave.spelling import plain

_BEFORE = frozenset(
    (
        "dr dra dre doc dott dottssa drs drmed med dent vet phil ing dipl dipling prof professor univ priv doz pd mag "
        "mr mrs ms miss mx sir dame lady lord rev revd reverend hon judge capt col maj lt gen adv avv avvocato atty "
        "arch engr er eng lic me maitre herr frau hr mme mlle pastor fr rabbi imam"
    ).split()
)
"""Words before a name, without dots; the small ones count only where they end in a dot, or are first."""
_NEVER_ALONE = frozenset("med dent vet phil ing er me fr gen doc eng arch mag hon lady lord".split())
"""Those that are names or words themselves: they count with a dot, or behind another one."""
_AFTER = frozenset(
    (
        "phd dphil edd psyd md dds dmd dvm pharmd jd llb llm esq mba emba msc bsc meng beng mph mpa msw lcsw rn bsn np "
        "cpa cfa cfp cma cga cia acca fca aca frm caia pmp csm psm itil shrmcp shrmscp sphr phr peng pe rpa aia leed "
        "cissp cisa cism ceh obe mbe cbe kc qc"
    ).split()
)
"""Letters after a name that are told from names without a comma before them."""
_PRONOUNS = frozenset("she her hers he him his they them theirs sie ihr er ihm elle il lui ella el ela ele".split())
_BORN = frozenset("nee née geb geborene born".split())

_LONGEST = 200
_TAIL = re.compile(r"\s*[|•]|\s(?:[·:~/]|[-–—]{1,2})\s")
"""Where a slogan begins."""
_BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
_STYLED = re.compile("[\U0001d400-\U0001d7ff\uff01-\uff5e]+")
_PICTURES = re.compile(
    "[\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0e\ufe0f\u20e3\U0001f000-\U0001fbff\U000e0000-\U000e007f"
    "\u00a9\u00ae\u2117\u2120\u2122]+"
)
_LETTER = re.compile(r"[^\W\d_]")


@attrs.frozen
class Name:
    """A name as it is used, in parts as far as they are known; `nicknames` are what stood in brackets or quotes."""

    text: str = ""
    given: str = ""
    family: str = ""
    prefixes: str = ""
    suffixes: str = ""
    nicknames: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    """Other forms of the whole name, with the family name of before."""


def of_fields(first: str, last: str) -> Name:
    """Return the name of somebody whose first and last name stand in two fields."""
    given, given_asides = _without_asides(_readable(first))
    family, family_asides = _without_asides(_readable(last))
    given, given_letters = _cut(given)
    family, letters = _cut(family)
    prefixes, given = _prefixes(given, keep_one=not family)
    family, more = _letters(family)
    if not family:
        given, own = _letters(given)
        more = [*own, *more]
    if not given and not family:
        return (
            of_text(f"{first} {last}") if _LETTER.search(first + last) else Name(text=" ".join([first, last]).strip())
        )
    text = " ".join(part for part in (given or prefixes, family) if part)
    asides = [*given_asides, *family_asides]
    return Name(
        text=text,
        given=given,
        family=family,
        prefixes=prefixes,
        suffixes=", ".join(filter(None, [*more, *given_letters, *letters])),
        nicknames=tuple(aside for aside in asides if _is_nickname(aside, text)),
        formerly=tuple(f"{given} {born}" for aside in asides if given and (born := _born(aside))),
    )


def of_text(text: str) -> Name:
    """Return the name of somebody whose whole name stands in one field: which word is which is not guessed."""
    whole, asides = _without_asides(_readable(text))
    whole, letters = _cut(whole)
    prefixes, whole = _prefixes(whole, keep_one=True)
    whole, more = _letters(whole)
    if not whole:
        return Name(text=" ".join(text[:_LONGEST].split()))
    return Name(
        text=whole,
        prefixes=prefixes,
        suffixes=", ".join(filter(None, [*more, *letters])),
        nicknames=tuple(aside for aside in asides if _is_nickname(aside, whole)),
    )


def key(text: str) -> str:
    """Return a whole name as the files of an export are compared by it: they agree but for letters after it."""
    # Composed again: a key must be written as participants are, who are named by it.
    return unicodedata.normalize("NFC", " ".join(plain(of_text(text).text).split())).lower()


def is_letters(part: str) -> bool:
    """Return whether what stands behind a comma are letters after a name ("Ph.D.", "SHRM-CP"), and no name."""
    words = part.split()
    surely = [_bare(word) in _AFTER or "." in word[:-1] for word in words]
    if len(words) == 1:
        return surely[0] or (part.isupper() and len(part) > 1)
    # Names in capitals are as long as letters are: something in them must be known.
    return any(surely) and all(sure or word.isupper() for sure, word in zip(surely, words, strict=True))


def _readable(text: str) -> str:
    """Return a text without pictures, and with styled letters as plain ones."""
    text = text[:_LONGEST]
    if not text.isascii():
        text = _STYLED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
        text = _PICTURES.sub(" ", text)
        if "\u200d" in text:  # a joiner belongs to letters of some scripts, and is left over from pictures
            text = re.sub("(?:^|(?<=\\s))\u200d+|\u200d+(?=\\s|$)", "", text)
    return " ".join(text.split())


def _without_asides(text: str) -> tuple[str, list[str]]:
    asides = [found.strip() for found in _BRACKETED.findall(text)] + [found.strip() for found in _QUOTED.findall(text)]
    if asides:
        text = " ".join(_QUOTED.sub(" ", _BRACKETED.sub(" ", text)).split())
    return text.replace(" ,", ","), asides


def _cut(text: str) -> tuple[str, list[str]]:
    """Return what stands before a slogan or a comma, and the letters and single words that follow commas."""
    if (slogan := _TAIL.search(text)) and _LETTER.search(text[: slogan.start()]):
        text = text[: slogan.start()]
    name, *after = [part.strip() for part in text.split(",")]
    if not name and after:
        name, after = after[0], after[1:]
    return name, [part for part in after if part and (" " not in part or is_letters(part))]


def _prefixes(text: str, *, keep_one: bool) -> tuple[str, str]:
    words = text.split()
    count = 0
    while count < len(words) - (1 if keep_one else 0):
        word = words[count]
        bare = _bare(word)
        if bare not in _BEFORE or (bare in _NEVER_ALONE and not word.endswith(".") and not count):
            break
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _letters(text: str) -> tuple[str, list[str]]:
    words = text.split()
    end = len(words)
    while end > 1 and _bare(words[end - 1]) in _AFTER:
        end -= 1
    return " ".join(words[:end]), words[end:]


def _bare(word: str) -> str:
    return plain(word).replace(".", "").replace("-", "").replace("®", "")


def _is_nickname(aside: str, name: str) -> bool:
    """Return whether an aside is one short word that can be a name: no pronouns, letters or remarks."""
    words = aside.replace("/", " ").replace(",", " ").split()
    if len(words) != 1 or not words[0].isalpha() or not words[0][0].isupper() or words[0].isupper():
        return False
    return plain(words[0]) not in _PRONOUNS and plain(words[0]) not in plain(name).split()


def _born(aside: str) -> str:
    first, _, rest = aside.partition(" ")
    return rest.strip() if plain(first).rstrip(".") in _BORN else ""
