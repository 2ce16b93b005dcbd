"""Birthdays and anniversaries on the calendar: whose, and on which day.

They are whole-day events. Birthday calendars say what they are by a property, a category or their own name; people
write it out, in the pattern of their language. A form that leaves the name in doubt (the German "Annas Geburtstag",
which could be Anna's or Annas') is left out: no fact is better than a wrong one.
"""

from __future__ import annotations

import datetime as dt
import functools
import re

from tieweave.model import Contact
from tieweave_calendar.event import Event

_BIRTHDAY = """
    {}’s birthday|{}’ birthday|{}’s # birthday|birthday of {}|{} birthday|{} bday|{}’s bday|{} has a birthday
    geburtstag von {}|{} hat geburtstag|{}’ geburtstag|{!} geburtstag
    anniversaire de {}|anniversaire d’{}|anniv de {}|{} fête son anniversaire
    cumpleaños de {}|cumple de {}|{} cumple años
    compleanno di {}|compie gli anni {}
    aniversário de {}|aniversário do {}|aniversário da {}|anos de {}
    verjaardag van {}|{} is jarig|{} jarig|{}’s verjaardag
    {} fyller år|{} har födelsedag|{!} födelsedag
    {} har fødselsdag|{} har bursdag|{!} fødselsdag|{!} bursdag
    {} má narozeniny|{} obchodzi urodziny|{} ma urodziny
    {}さんの誕生日|{}の誕生日|{}的生日|{}님의 생일|{}의 생일
"""
"""How people and programs write it: {} is the name, {!} one that does not end in s, # a number ("40th", "40.")."""

_ANNIVERSARY = """
    {}’s anniversary|{}’s wedding anniversary|{}’s # anniversary|anniversary of {}|wedding anniversary of {}
    hochzeitstag von {}|jahrestag von {}
    anniversaire de mariage de {}|anniversaire de mariage d’{}
    aniversario de boda de {}|aniversario de bodas de {}|aniversario de {}
    anniversario di matrimonio di {}|anniversario di {}
    aniversário de casamento de {}
    trouwdag van {}|huwelijksverjaardag van {}
    {} har bröllopsdag|{} har bryllupsdag
"""

_BIRTHDAY_WORDS = """
    birthday birthdays bday geburtstag geburtstage anniversaire anniversaires cumpleaños compleanno compleanni
    aniversário aniversários verjaardag verjaardagen födelsedag födelsedagar fødselsdag fødselsdage fødselsdager bursdag
    bursdager urodziny narozeniny syntymäpäivä syntymäpäivät születésnap születésnapok рождения 誕生日 生日 생일
"""
"""Words that stand for a birthday before a colon, after a dash, as a category, or as the name of a calendar."""

_ANNIVERSARY_WORDS = "anniversary anniversaries hochzeitstag jahrestag trouwdag bröllopsdag bryllupsdag"

_SIGNS = "🎂🎁🎉🍰🥳🎈⚭💍🗓📅✓✔☑✅"

_NOBODY = frozenset(
    """
    my our your his her their the a an happy wish mein meine unser mon ma notre mi mis nuestro mio mia il meu minha
    nosso mijn onze min mitt vår mój moje můj joyeux feliz buon alles herzlichen
    """.split()
)
"""Words that begin a phrase which names nobody: "My birthday", "Happy birthday!"."""

_TWO = re.compile(r"\s(?:and|und|et|y|e|en|och|og|i|a|&|\+)\s|[,/&+]", re.IGNORECASE)
_YEAR_AFTER = re.compile(r"\s*\(\s*(?:[*°⚭]|born|geb\.?|né[e]?|b\.)?\s*(\d{4}|\d{1,3})\s*\)\s*\Z", re.IGNORECASE)
_LONGEST = 200  # characters of a summary that is a name and a few words

_NO_YEAR = frozenset({1604, 1900, 1904, 1970, 1972})
"""Years that programs write where they know none: Apple 1604, Nextcloud 1970 or 1972, others the first of their era."""

_GROWN_UP = 14
"""Years before now from which the first year of a series is taken for that of birth.

A birthday noted without the year starts in the year in which it was noted, as a rule not long ago.
"""


def fact(event: Event, calendar: str, *, source: str, now: dt.datetime) -> Contact | None:
    """Return the contact that a birthday or an anniversary is about, None for any other event.

    `calendar` is the name of the calendar, which may say what it is for.
    """
    if not event.all_day or len(event.summary) > _LONGEST or not event.summary:
        return None
    marks = dict(event.marks)
    field = {"BDAY": "birthday", "ANNIVERSARY": "anniversary"}.get(
        marks.get("X-NEXTCLOUD-BC-FIELD-TYPE", "").upper(), ""
    )
    if "X-NEXTCLOUD-BC-FIELD-TYPE" in marks and not field:
        return None  # the day somebody died
    summary, year = _without_year(event.summary.replace("'", "’").replace("`", "’").replace("´", "’"))
    summary = summary.strip(_SIGNS + " \ufe0f!.–—-:")
    name = ""
    for kind in ("anniversary", "birthday"):
        match = _pattern(kind).fullmatch(summary)
        if match is not None:
            field = field or kind
            name = next(group for group in match.groups() if group is not None)
            break
    else:
        said = field or next((kind for one in (*event.categories, calendar) if (kind := _kind_of_word(one))), "")
        if not said and event.summary.startswith(("🎂", "⚭")):
            said = "birthday" if event.summary.startswith("🎂") else "anniversary"
        field, name = said, _without_word(summary)
    name = name.strip(_SIGNS + " \ufe0f!.–—-:").replace("’", "'")
    if not field or not _is_name(name):
        return None
    date = _date(event, marks.get("X-NEXTCLOUD-BC-YEAR", "") or year, marks, now)
    key = f"{field}:{date[-5:]}:{name.casefold()}"
    if field == "birthday":
        return Contact(source=source, key=key, name=name, birthday=date)
    return Contact(source=source, key=key, name=name, anniversary=date)


def _date(event: Event, said: str, marks: dict[str, str], now: dt.datetime) -> str:
    day = f"{event.start.month:02}-{event.start.day:02}"
    if said and said.isascii() and said.isdigit() and len(said) == 4 and 1850 <= int(said) <= now.year:
        return f"{said}-{day}"
    if marks.get("X-NEXTCLOUD-BC-UNKNOWN-YEAR") == "1":
        return f"--{day}"
    year = event.start.year
    yearly = any("FREQ=YEARLY" in rule.upper() for rule in event.rules)
    noted = event.created is not None and abs(event.created.year - year) < 2
    known = yearly and not noted and 1850 <= year <= now.year - _GROWN_UP and year not in _NO_YEAR
    return f"{year}-{day}" if known else f"--{day}"


def _without_year(summary: str) -> tuple[str, str]:
    """Return the summary without a year or an age in brackets at its end, and the year ("" for an age)."""
    match = _YEAR_AFTER.search(summary)
    if match is None:
        return summary, ""
    return summary[: match.start()], match[1] if len(match[1]) == 4 else ""


def _without_word(summary: str) -> str:
    """Return the summary without a word for a birthday before it, "" where one is elsewhere in it: "Geburtstag Eva"."""
    first, _, rest = summary.partition(" ")
    words = _words("birthday") | _words("anniversary")
    name = rest if first.casefold() in words else summary
    return "" if not words.isdisjoint(re.findall(r"[^\W\d_]+", name.casefold())) else name


def _is_name(name: str) -> bool:
    words = name.casefold().split()
    return bool(words) and len(words) <= 6 and words[0] not in _NOBODY and not _TWO.search(name) and "@" not in name


def _kind_of_word(text: str) -> str:
    """Return "birthday" or "anniversary" where a category or a calendar's name says so."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if not words or len(words) > 4:
        return ""
    if any(word in _words("birthday") for word in words):
        return "birthday"
    return "anniversary" if any(word in _words("anniversary") for word in words) else ""


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset((_BIRTHDAY_WORDS if kind == "birthday" else _ANNIVERSARY_WORDS).casefold().split())


@functools.cache
def _pattern(kind: str) -> re.Pattern[str]:
    """Return the pattern of all the phrases: each has one name in it, so no text takes more than linear time."""
    written = (_BIRTHDAY if kind == "birthday" else _ANNIVERSARY).strip()
    phrases = [phrase.strip() for line in written.splitlines() for phrase in line.strip().split("|")]
    forms = [re.escape(phrase) for phrase in phrases]
    forms += [re.escape(f"{word}{blank}: {{}}") for word in sorted(_words(kind)) for blank in ("", " ")]
    forms += [re.escape(f"{{}} {dash} {word}") for word in sorted(_words(kind)) for dash in "-–—"]
    forms += [re.escape(f"{{}} ({word})") for word in sorted(_words(kind))]
    joined = "|".join(
        form.replace(re.escape("{}"), "(.+)")
        .replace(re.escape("{!}"), "(.*[^s])")
        .replace(re.escape("#"), r"\d{1,3}(?:st|nd|rd|th|\.|º|ª|e|ste|de)?")
        for form in forms
    )
    return re.compile(joined, re.IGNORECASE)
