"""In which language somebody is written to."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

import attrs

from tieweave.followups.addressing import addressed
from tieweave.model import Contact, Profile
from tieweave.organisation_names.domains import of_address
from tieweave.spelling import plain

DEFAULT = "en"
_FIELDS = frozenset({"LANG", "X-LANG", "X-LANGUAGE"})
"""What a record says of the languages to reach somebody in (RFC 6350, 6.4.4). LANGUAGE is that of the card's own text
(RFC 9554) and says nothing of the person."""
_TAG = re.compile(r"\s*([a-zA-Z]{2})(?:[-_].*)?\s*$")
_LEAST_PREFERRED = 100
_OF_ANYBODY = frozenset("io me co tv ai eu cc fm ly to".split())
"""Country domains that people all over the world have (and the European Union's)."""


@attrs.frozen(eq=False)
class Signs:
    """By what a language is told: countries by code (ISO 3166) and by name, calling codes, given names of its own."""

    countries: frozenset[str]
    country_names: frozenset[str]
    calling_codes: frozenset[str]
    given_names: frozenset[str]


def language_of(contact: Contact, profile: Profile) -> str:
    """Return the ISO 639-1 code of the language to write to somebody in.

    It is what their record says (LANG), ego's own if that is among several. Else it is another than ego's only where
    the given name is one of that language alone, and two of three agree that they live where it is spoken and nowhere
    else: the country of a mail address, that of a number, that of a postal address. A wrong language is worse than
    ego's own, `profile.language`, and where that is not known, English. What notes and labels are written in says
    nothing: they are ego's words.
    """
    own = _code(profile.language) or DEFAULT
    told = _told(contact)
    if told:
        return own if own in told else told[0]
    return _guessed(contact) or own


def _told(contact: Contact) -> list[str]:
    found = []
    for at, extra in enumerate(contact.extras):
        if extra.name.upper() in _FIELDS and (code := _code(extra.value)):
            preference = dict(extra.params).get("PREF", "")
            rank = int(preference) if preference.isascii() and preference.isdigit() else _LEAST_PREFERRED
            found.append((rank, at, code))
    return [code for *_, code in sorted(found)]


def _code(tag: str) -> str:
    found = _TAG.match(tag)
    return found[1].lower() if found else ""


def _guessed(contact: Contact) -> str:
    name = plain(addressed(contact).name).replace("-", "").partition(" ")[0]
    named = [language for language, signs in signs_of_languages().items() if name and name in signs.given_names]
    if len(named) != 1:
        return ""
    kinds = [kind for kind in (_domains(contact), _numbers(contact), _addresses(contact)) if kind]
    return named[0] if len(kinds) > 1 and all(spoken == {named[0]} for kind in kinds for spoken in kind) else ""


def _domains(contact: Contact) -> list[set[str]]:
    """Return the languages of the country of each mail address that is of one."""
    ends = {of_address(email.address).rpartition(".")[2] for email in contact.emails}
    return [_spoken("countries", end) for end in sorted(ends) if len(end) == 2 and end not in _OF_ANYBODY]


def _numbers(contact: Contact) -> list[set[str]]:
    """Return the languages of the country of each number that names one."""
    found = []
    for phone in contact.phones:
        digits = "".join(sign for sign in phone.number if sign.isdigit() or sign == "+")
        if digits.startswith("00"):
            digits = "+" + digits[2:]
        if digits.startswith("+"):
            codes = {digits[1:length] for length in (2, 3, 4)}
            found.append({language for code in codes for language in _spoken("calling_codes", code)})
    return found


def _addresses(contact: Contact) -> list[set[str]]:
    countries = {plain(address.country).strip() for address in contact.addresses} - {""}
    return [_spoken("countries" if len(one) == 2 else "country_names", one) for one in sorted(countries)]


def _spoken(kind: str, sign: str) -> set[str]:
    return {language for language, signs in signs_of_languages().items() if sign in getattr(signs, kind)}


@functools.cache
def signs_of_languages() -> Mapping[str, Signs]:
    """Return by what each language is told that there are templates in."""
    return {
        name: Signs(
            countries=frozenset(said["countries"].split()),
            country_names=frozenset(plain(one).strip() for one in said["country_names"].split(",")),
            calling_codes=frozenset(said["calling_codes"].split()),
            given_names=frozenset(plain(said["given_names"]).split()),
        )
        for name, content in packaged().items()
        for said in (content["language"],)
    }


@functools.cache
def packaged() -> Mapping[str, Mapping[str, Any]]:
    """Return the packaged files of messages, by language, as they are written."""
    return dict(sorted(_files()))


def _files() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for file in (resources.files("tieweave") / "lexicon" / "messages").iterdir():
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml"), tomllib.loads(file.read_text(encoding="utf-8"))
