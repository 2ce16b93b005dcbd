"""Personal names as they are compared: which words are given names, which the family name, which neither."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from tieweave.resolve.name_lexicon import is_family_name, is_given_name, is_known
from tieweave.spelling import NOT_LATIN, plain, romanised

_HONORIFICS = frozenset(
    (
        "mr mrs ms miss mx mister madam sir dame lady lord dr doctor drs dra ing ir mag mgr inz arq lic eng med prof "
        "professor rev reverend revd fr father pastor rabbi imam bishop deacon sister brother hon judge capt captain "
        "col colonel gen general lt maj major sgt coach uncle aunt auntie aunty cousin grandma grandpa granny nana "
        "tante onkel oma opa tia tio oncle tonton zio zia wujek ciocia mama papa herr frau fraulein hr dhr mevr mw "
        "dipl monsieur madame mademoiselle mme mlle maitre senor senora senorita sr sra srta signor signora dott "
        "dottssa avv shri smt"
    ).split()
)
"""Words before a name that are no part of it."""

_KIN = frozenset(
    (
        "uncle aunt auntie aunty cousin grandma grandpa granny nana tante onkel oma opa tia tio oncle tonton zio zia "
        "wujek ciocia mama papa brother sister"
    ).split()
)
"""Those that stand before a given name: "Uncle Bob" is a Bob, where "Dr. Patel" may be any Patel."""

_POST_NOMINALS = frozenset(
    (
        "phd md dds dmd dvm pharmd rn lpn cpa cfa cfp cma cga mba msc bsc meng beng llb llm jd esq esquire qc kc peng "
        "pmp rmt rpn lcsw msw rsw obe mbe cbe frcs frcpc facs fcpa shrm acca frs fracp edd dphil psyd lmft rdn"
    ).split()
)
"""Letters after a name that are no part of it: degrees, professional bodies, orders."""

_AFTER_A_COMMA = _POST_NOMINALS | set("do od np pa ca ba ma ms bed med pe ret ccp crm aca dc nd rd".split())
"""Those that are family names as well ("Yo-Yo Ma") count only after a comma."""

_TRADES = {
    "dds": "dentist", "dmd": "dentist", "md": "doctor", "dvm": "vet", "rn": "nurse", "cpa": "accountant",
    "cga": "accountant", "cma": "accountant", "acca": "accountant", "esq": "lawyer", "esquire": "lawyer",
    "jd": "lawyer", "llb": "lawyer", "llm": "lawyer", "kc": "lawyer", "qc": "lawyer", "pharmd": "pharmacist",
}  # fmt: skip
"""The work that letters after a name stand for, in the word that people write in brackets after one."""

_GENERATIONS = {
    "sr": 1, "snr": 1, "senior": 1, "jr": 2, "jnr": 2, "junior": 2, "ii": 2, "2nd": 2, "iii": 3, "3rd": 3,
    "iv": 4, "4th": 4, "sen": 1, "jun": 2,
}  # fmt: skip
"""What tells father and son of one name apart; the first of the name is 1."""

_GENERATIONS_IN_BRACKETS = {
    "father": 1, "dad": 1, "vater": 1, "pere": 1, "padre": 1, "pai": 1, "ojciec": 1, "vader": 1, "far": 1, "mother": 1,
    "mutter": 1, "mere": 1, "madre": 1, "mae": 1, "matka": 1, "moeder": 1, "mor": 1, "son": 2, "sohn": 2, "fils": 2,
    "hijo": 2, "figlio": 2, "filho": 2, "syn": 2, "zoon": 2, "daughter": 2, "tochter": 2, "fille": 2, "hija": 2,
    "figlia": 2, "filha": 2, "corka": 2, "dochter": 2,
}  # fmt: skip
"""What tells father and son of one name apart in a remark after it: "John Roy (son)"."""

_MEN = frozenset(
    "mr mister sir lord herr hr dhr monsieur senor signor sr uncle onkel oncle tonton zio tio wujek dad daddy papa "
    "vati vater father pere papi opa opi grandpa grandad granddad grandfather nonno abuelo dziadek brother bruder "
    "frere hermano fratello tata".split()
)
_WOMEN = frozenset(
    "mrs ms miss madam madame mademoiselle mme mlle lady dame frau fraulein mevr mw senora senorita sra srta "
    "signora aunt auntie aunty tante tia zia ciocia mum mummy mom mommy mama mutti mutter mother mere mami maman "
    "oma omi grandma granny grandmother nana nonna abuela babcia sister schwester soeur hermana sorella".split()
)
"""Words before a name, or in its place, that tell whether it is a man's or a woman's."""

_EPITHETS = {"big": 1, "old": 1, "little": 2, "lil": 2, "young": 2, "wee": 2}
"""Words before a given name that tell two of one name apart, as a generation does: "Big Dave" is no "Little Dave"."""

_FIRST_IN_THE_LIST = re.compile(r"(?:ICE ?[0-9]?|A{2,4}[0-9]?)(?:\s*[-\u2013\u2014:.]\s*|\s+)(?=\w)")
"""What stands before the name of whom to call in an emergency, or of whom to find at the top of a telephone's list:
"ICE - Mum" (in case of emergency), "AA Dad"."""

_REMARKS = frozenset(
    (
        "cell mobile mob phone iphone home work office fax new old privat private mobil handy buero office2 "
        "portable domicile casa trabajo movil celular whatsapp skype email mail"
    ).split()
)
"""Words after a name by which phones' owners tell two cards of one person apart."""

_PARTICLES = frozenset("van von der den de del della di da das dos du la le el al bin ibn ten ter zu zum af av".split())

_LEGAL_FORMS = frozenset("inc ltd limited llc llp plc corp gmbh ag kg ug bv nv sarl sas srl spa oy ab aps".split())
"""Words that end the name of a company, as it stands in the field for a person's name."""

_LONGEST = 200
"""Characters of a name that are read; whoever writes more writes no name."""

_FIRST_OF_EAST_ASIA = "\u3040"
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}")
_DIVIDED = re.compile(r"\s(?:[-\u2013\u2014|@/]|at)\s")
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]|(?<=\s)'([^']+)'(?=\s)")


class Name(NamedTuple):
    """One form of a name, in lower case without diacritics; a named tuple since every record makes one.

    `given` and `family` are single words (hyphens removed), "" where not known; a name of one word stands in
    `alone`, since nothing tells whether it is a given name, a family name or "Mum" ("Uncle Bob" is given alone).
    `middle` are the words between; `generation` is 1 for Sr., 2 for Jr. and II, 0 when it is not said. `nicknames`
    are other given names. `sex` is "m" or "f" where a word before the name, or in its place, tells: "Mrs", "Dad".
    """

    given: str = ""
    middle: tuple[str, ...] = ()
    family: str = ""
    alone: str = ""
    generation: int = 0
    nicknames: tuple[str, ...] = ()
    sex: str = ""

    @property
    def full(self) -> bool:
        """Whether given and family name are both known."""
        return bool(self.given and self.family)


NAMELESS = Name()


def ordinary(text: str) -> list[str]:
    """Return the two words of a name that is nothing but a given and a family name, as most are; [] for any other."""
    text = plain(text)
    if not (text.isascii() and text.replace(" ", "").isalpha()):
        return []
    words = text.split()
    if len(words) != 2 or not _NO_NAMES.isdisjoint(words) or len(words[0]) < 2 or len(words[1]) < 2:
        return []
    return words[::-1] if is_family_first(*words) else words


def is_family_first(first: str, last: str) -> bool:
    """Return whether of the first and the last word of a name, by what is known of them, the first is the family's."""
    one, other = (romanised(word) if word >= NOT_LATIN else word for word in (first, last))
    return is_family_name(one) and not is_known(one) and is_known(other) and not is_family_name(other)


def parse(text: str) -> Name:
    """Return the name that `text` writes in the order of speech, or as "Last, First".

    Honorifics, post-nominals and remarks ("Bob Smith (dentist)", "Mum mobile", "Zoë @ Fern Salon") are left out. An
    address or a number is no name and gives `NAMELESS`; a description ("Ella's mom") stands in `alone` as it is.
    """
    if words := ordinary(text):
        return Name(given=words[0], family=words[1])
    text = text[:_LONGEST]
    if text.startswith(("ICE", "AA")):
        text = _FIRST_IN_THE_LIST.sub("", text, count=1)
    text = _person_of(plain(text))
    generation = 0
    if "(" in text or "[" in text or "{" in text:
        beside = [word for bracketed in _BRACKETED.findall(text) for word in _words(bracketed.replace("-", " "))]
        generation = max(
            (_GENERATIONS.get(word, 0) or _GENERATIONS_IN_BRACKETS.get(word, 0) for word in beside), default=0
        )
        text = _BRACKETED.sub(" ", text)
    if "'s " in text:
        return Name(alone=" ".join(text.split()))
    if "@" in text or text.strip().endswith("'s") or not any(map(str.isalpha, text)):
        return NAMELESS
    name = _parse(text, generation)
    first = text.replace(".", " ").split()[0]
    sex = "m" if first in _MEN else "f" if first in _WOMEN else ""
    return name._replace(sex=sex) if sex else name


def _parse(text: str, generation: int) -> Name:
    nicknames: tuple[str, ...] = ()
    if quoted := _QUOTED.search(text):
        nicknames = tuple(_words(quoted[1] or quoted[2]))[:1]
        text = _QUOTED.sub(" ", text)
    if "," not in text:
        return _of_words(_words(text), nicknames, generation)
    parts = [words for part in text.split(",") if (words := _words(part))]
    while len(parts) > 1 and all(word in _AFTER_A_COMMA or word in _GENERATIONS for word in parts[-1]):
        generation = max([generation, *(_GENERATIONS.get(word, 0) for word in parts.pop())])
    if len(parts) < 2:
        return _of_words(parts[0] if parts else [], nicknames, generation)
    family, given = _trimmed(parts[0]), _trimmed(parts[1])
    if family and family[-1] in _GENERATIONS and len(family) > 1:
        generation = _GENERATIONS[family.pop()]
    if len(given) > 1 and given[-1] in _GENERATIONS:
        generation = _GENERATIONS[given.pop()]
    return _of_parts(given, family, nicknames, generation)


def of_mailbox(local: str) -> Name:
    """Return the name that the part of an e-mail address before the "@" spells, as many do: ann.smith, bsmith."""
    words = [word for word in re.split(r"[._-]", local) if word]
    if len(words) == 2 and all(word.isalpha() for word in words) and len(words[1]) > 1:
        return Name(given=words[0], family=words[1])
    if len(words) == 1 and local.isalpha() and len(local) > 4:
        return Name(given=local[0], family=local[1:])
    return NAMELESS


def trades(text: str) -> frozenset[str]:
    """Return what a name says of the person's work: "Bob (dentist)", "Robert Smith, DDS"."""
    text = plain(text[:_LONGEST])
    said = {word for bracketed in _BRACKETED.findall(text) for word in _words(bracketed) if len(word) > 2}
    if "," in text:
        said |= {_TRADES[word] for word in _words(text.partition(",")[2]) if word in _TRADES}
    return frozenset(said)


def without_company(text: str, companies: Iterable[str]) -> str:
    """Return a name without the name of one of the `companies`, where it leaves a given and a family name."""
    for company in companies:
        if company in text and len(rest := text.replace(company, " ").strip(" ,;:-/|()").split()) > 1:
            return " ".join(rest)
    return text


def _person_of(text: str) -> str:
    """Return the part of a name in lower case that is the person's: "Jane Doe - Acme Ltd", "Acme Ltd (Jane Doe)"."""
    parts = _DIVIDED.split(text) if _DIVIDED.search(text) else [text]
    person = next((part for part in parts if not _is_company(part)), text)
    if "," in person and any(map(_is_company, parts := person.split(","))):
        person = ",".join(part for part in parts if not _is_company(part)) or person
    if (bracketed := _BRACKETED.search(text)) and _is_company(_BRACKETED.sub(" ", person)):
        return bracketed[0][1:-1]
    return person


def _is_company(text: str) -> bool:
    words = _words(_BRACKETED.sub(" ", text))
    return len(words) > 1 and words[-1] in _LEGAL_FORMS


def structured(given: str, additional: str, family: str, suffixes: str) -> Name:
    """Return the name whose parts a record gives one by one; parts that no name has are dropped."""
    generation = max([0, *(_GENERATIONS.get(word, 0) for word in _words(plain(suffixes)))]) if suffixes else 0
    family_words = _trimmed(_words(_BRACKETED.sub(" ", plain(family))))
    if len(family_words) > 1 and family_words[-1] in _GENERATIONS:
        generation = _GENERATIONS[family_words.pop()]
    given_words = _trimmed(_words(_BRACKETED.sub(" ", plain(given))))
    return _of_parts(given_words + _words(plain(additional)), family_words, (), generation)


def _words(text: str) -> list[str]:
    for sign in "-'‐‑":
        if sign in text:
            text = text.replace(sign, "")
    if text.isascii() and text.replace(" ", "").isalnum():
        return text.split()
    return "".join(sign if sign.isalnum() else " " for sign in text.replace("ph.d", "phd").replace("m.d", "md")).split()


def _trimmed(words: list[str]) -> list[str]:
    """Return the words without the honorifics before and the letters and remarks after them."""
    start, end = 0, len(words)
    while end - start > 1 and (words[end - 1] in _POST_NOMINALS or words[end - 1] in _REMARKS):
        end -= 1
    while end - start > 1 and words[start] in _HONORIFICS:
        start += 1
    return words[start:end]


def _of_words(words: list[str], nicknames: tuple[str, ...], generation: int) -> Name:
    if len(words) > 1 and words[0] in _EPITHETS and is_given_name(words[1]):
        if len(words) == 2:
            return Name(given=words[1], generation=_EPITHETS[words[0]], nicknames=nicknames)
        words = words[1:]
    kin = len(words) > 1 and words[0] in _KIN
    words = _trimmed(words)
    if kin and len(words) == 1 and words[0] not in _HONORIFICS:
        return Name(given=words[0], generation=generation, nicknames=nicknames)
    if words and words[0] >= _FIRST_OF_EAST_ASIA:
        return _unspaced("".join(words))
    if len(words) > 1 and words[-1] in _GENERATIONS:
        generation = _GENERATIONS[words[-1]]
        words = words[:-1]
    if len(words) < 2:
        return Name(alone=words[0], generation=generation, nicknames=nicknames) if words else NAMELESS
    if any(map(str.isdigit, words)):
        return NAMELESS
    if is_family_first(words[0], words[-1]):
        return _of_parts([words[-1], *words[1:-1]], words[:1], nicknames, generation)
    return _of_parts(words[:-1], words[-1:], nicknames, generation)


def _unspaced(word: str) -> Name:
    """Return a Chinese, Japanese or Korean name, which is written family name first and, as a rule, in one word."""
    return Name(given=word[1:], family=word[0]) if len(word) > 1 else Name(alone=word)


def _of_parts(given: list[str], family: list[str], nicknames: tuple[str, ...], generation: int) -> Name:
    if family and family[0] >= _FIRST_OF_EAST_ASIA:
        return _unspaced("".join(family + given))
    while given and given[0] in _HONORIFICS:
        given = given[1:]
    middle = tuple(word for word in (*given[1:], *family[:-1]) if word not in _PARTICLES)
    if not given or not family:
        alone = (given or family or [""])[0] if len(given) + len(family) == 1 else ""
        if alone or len(given) + len(family) == 0:
            return Name(alone=alone, generation=generation, nicknames=nicknames)
        return _of_words(given + family, nicknames, generation)
    return Name(given=given[0], middle=middle, family=family[-1], generation=generation, nicknames=nicknames)


_NO_NAMES = frozenset({"ice", "aa", "aaa", "aaaa"}).union(
    _HONORIFICS, _POST_NOMINALS, _GENERATIONS, _REMARKS, _PARTICLES, _EPITHETS
)
