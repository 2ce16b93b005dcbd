"""Names: what stands in or beside one ("Mum", "Aunt May", "Bob (dentist)", "Zoë haircut")."""

from __future__ import annotations

from collections.abc import Iterator

from tieweave.evidence.relations import owners, statements, tags
from tieweave.evidence.relations.own_people import is_one_of_ours
from tieweave.evidence.relations.reader import ARTICLES, Reader
from tieweave.evidence.relations.rules import Finding
from tieweave.evidence.relations.tags import OPENING, Part
from tieweave.evidence.texts import NUMBER, POSSESSIVE, Text, fold, is_word
from tieweave.evidence.vocabulary import Entry

_SEPARATORS = frozenset('-,;:/|()[]{}<>.\n&+"„“”«»•·')
_ENDS_PART = _SEPARATORS | {"", NUMBER}
_NAME_AND_WHAT = 2
_MEANT = frozenset({"coach", "teacher", "doctor", "dentist"})
_WHERE = frozenset({"friends-parent", "club-member", "health-club-member"})
_SILENCE = Text("", (), ())


def in_name(reader: Reader, name: str) -> tuple[Text, list[Finding]]:
    """Return a name cut into words and the roles it states."""
    is_ours = fold(name.partition(" ")[0]) in reader.rules.our
    if not is_ours and reader.lexicon.is_silent_on(name, in_name=True):
        return _SILENCE, []
    text = _without_stops(reader, Text.cut(name))
    if "?" in text.words:
        # "Babysitter Lotte?": whoever wrote it does not know.
        return text, []
    found = statements.read(reader, text, in_name=True)
    stated = list(found)
    for part in _parts(text):
        said = _role_in(reader, text, part) or tags.read(reader, text, part)
        # "Mme Leblanc prof d'Ella": whose it is says more than that somebody is one.
        found += [one for one in said if not any(one.start < other.end and other.start < one.end for other in stated)]
    if is_ours and is_one_of_ours(reader, text):
        # "Our Janet", as families say.
        found.append(Finding("close-kin", "name_doubt", 0, 1))
    if not reader.rules.service.isdisjoint(text.words):
        # "DPD driver", "Dental emergency line": whoever is on duty.
        found = [one for one in found if one.role in reader.rules.kin | {"kin"}]
    if any(one.role == "childs-friend" for one in found):
        # "mamma/Luigi/compagno di Ella".
        found = [one._replace(role="friends-parent") if one.role == "parent" else one for one in found]
    first = next((at for at, word in enumerate(text.words) if word in OPENING), len(text.words))
    if any(one.start < first and one.role in _MEANT for one in found):
        # "Coach Micke (Ella's soccer)": whose coach, and no soccer mum.
        found = [one for one in found if one.start < first or one.role not in _WHERE]
    return text, reader.best(found)


def _without_stops(reader: Reader, text: Text) -> Text:
    """Return a name without the full stops that only shorten: "Ethias mevr. Claes", "Hausnr. 14 Petersen"."""
    if "." not in text.words:
        return text
    shortened = reader.rules.addressed | reader.rules.aside
    kept = [
        at
        for at, word in enumerate(text.words)
        if word != "." or (text.word(at + 1) != NUMBER and text.word(at - 1) not in shortened)
    ]
    return Text(text.raw, tuple(text.words[at] for at in kept), [text.tokens[at] for at in kept])


def _parts(text: Text) -> Iterator[Part]:
    start, opener = 0, ""
    for at, word in enumerate((*text.words, "")):
        if word in _ENDS_PART:
            if at > start:
                yield Part(start, at, opener, word)
            start, opener = at + 1, word


def _role_in(reader: Reader, text: Text, part: Part) -> list[Finding]:
    """Read one part: "Mum", "Aunt May", "Tom neighbour", the "dentist" of "Bob (dentist)"."""
    words, (start, end) = text.words, (part.start, part.end)
    if POSSESSIVE in words[start:end]:
        return []
    if any(
        words[at] in reader.rules.deny and not text.is_capital(at) and reader.longest(text, at, end)[1] == at
        for at in range(start, end)
    ):
        # "Gus - not the plumber"; an "ex wife" is a role of its own.
        return []
    mine = any(reader.is_mine(word) for word in words[start:end])
    while start < end and (words[start] in reader.rules.aside or words[start] in ARTICLES or not is_word(words[start])):
        if is_word(words[start]) and reader.longest(text, start, end)[1] == end:
            # "Old boss".
            break
        start += 1
    while end > start and (words[end - 1] in reader.rules.aside or not is_word(words[end - 1])):
        if reader.longest(text, start, end)[1] == end:
            # "Padrone di casa".
            break
        end -= 1
    for at in range(start, end):
        entry, until = reader.longest(text, at, end)
        if entry is None or (at > start and until != end and not _goes_on(reader, text, entry, start, at)):
            continue
        if _is_somebodys(reader, text, entry, at, until):
            return []
        stop = end if at == start else until
        if at == start and until == end:
            manner = _alone(reader, text, entry, part, at, mine=mine)
        elif reader.is_anchored(text, entry, at):
            continue
        elif entry.role == "nobody" or (
            not _is_before_given_name(reader, text, entry, (start, end), at)
            and _is_company(reader, _telling(reader, text, entry), at, until, known=entry.role in reader.rules.kin)
        ):
            return []
        else:
            manner = _beside_name(reader, text, entry, Part(start, stop, part.opener, part.closer), at)
        if manner:
            role = _role_of(reader, text, entry, (start, stop), at)
            return [Finding(role, manner, at, until, entry.table)] if role else []
    return []


def _is_somebodys(reader: Reader, text: Text, entry: Entry, at: int, until: int) -> bool:
    """Tell whether it is kin's, or says whose something is: "Fars værksted", "Omas Pflegerin"."""
    if not reader.language(entry).suffixes:
        return False
    if text.is_word(until) and owners.is_genitive(reader, text.words[until - 1], entry.language):
        return True
    return at > 0 and text.is_word(at - 1) and owners.is_genitive(reader, text.words[at - 1], entry.language)


def _telling(reader: Reader, text: Text, entry: Entry) -> tuple[str, ...]:
    """Return the words that may be a company's: beside a calling not those in lower case ("solicitor house move")."""
    if entry.role in reader.rules.kin | {"kin"} or entry.table != "role" or text.raw.islower():
        return text.words
    return tuple(word if not is_word(word) or text.is_capital(at) else "of" for at, word in enumerate(text.words))


def _is_before_given_name(reader: Reader, text: Text, entry: Entry, span: tuple[int, int], at: int) -> bool:
    """Tell whether a calling stands first, before a given name and one more word: "Elektriker Toni Garage"."""
    until, (start, end) = at + len(entry.words), span
    return (
        at == start
        and entry.table == "role"
        and entry.role not in reader.rules.kin | {"kin", "friend", "best-friend"}
        and end - until == _NAME_AND_WHAT
        and reader.is_called(text.words[until])
    )


def _goes_on(reader: Reader, text: Text, entry: Entry, start: int, at: int) -> bool:
    """Tell whether a name and a role go on in lower case, or with a child: "Julie coiffeuse à domicile"."""
    until = at + len(entry.words)
    return (
        not text.is_capital(at)
        and all(text.is_capital(number) for number in range(start, at))
        and text.is_word(until)
        and (
            not text.is_capital(until)
            or entry.role == "parent"
            or bool(reader.people.own(text.words[until]))
            or any(other.role in reader.own_roles for other, _ in reader.lexicon.at(text.words, until))
            # "Dr Haddad dentiste Vannes".
            or (entry.table == "role" and entry.role not in reader.rules.kin | {"kin"} and not text.is_word(until + 1))
        )
    )


def _is_company(reader: Reader, words: tuple[str, ...], at: int, until: int, *, known: bool = False) -> bool:
    # "Kiwanis Park", "Papa John's Pizza", "Onkel Franz Schnapsbrennerei".
    others = (*words[:at], *words[until:])
    return (
        not reader.rules.company.isdisjoint(others)
        or any(word.endswith(reader.rules.company_endings) for word in others)
        or (not known and words[until : until + 1] != () and words[until] in reader.rules.no_member)
    )


def _alone(reader: Reader, text: Text, entry: Entry, part: Part, at: int, *, mine: bool) -> str:
    """Return the manner in which a role that is a whole part of a name states it, "" when it is none."""
    until = at + len(entry.words)
    own_kin = entry.role in reader.rules.kin
    if part.opener == NUMBER and part.start == 2 and text.is_capital(0) and not reader.is_called(text.words[0]):
        # "Kirkegade 12 vicevært" is an address.
        return ""
    if part.closer == "&" and (own_kin or entry.role == "kin") and not _names_only(reader, text, part.end + 1):
        # "Broer & Zus kinderkleding" is a shop.
        return ""
    surname_first = part.opener == "" and part.closer == "," and text.is_capital(at)
    surname_last = part.opener == "," and text.is_capital(at) and reader.language(entry).surname & {*entry.words}
    if (
        surname_first
        or surname_last
        or ((own_kin or entry.role == "kin") and _is_company(reader, text.words, at, until))
    ):
        return ""
    if mine or not reader.is_anchored(text, entry, at):
        if entry.table == "place" and (part.opener or part.closer):
            # "Noah's mum (soccer)": it only says where from.
            return "place"
        doubtful = text.tokens[at].lower() in reader.rules.doubtful
        if entry.role == "boss" and doubtful and not mine and not part.opener:
            # Half the world is called "Boss" by somebody.
            return "name_given"
        doubtful = entry.role == "kin" and doubtful
        return "name_doubt" if doubtful and not mine else "name"
    # "Far" and "Mor" are no relation in an English note, but few people are called so and nothing else.
    is_whole = part.opener == part.closer == ""
    return "name_doubt" if is_whole and own_kin and not reader.is_given(text, at) else ""


def _names_only(reader: Reader, text: Text, start: int) -> bool:
    """Tell whether every word from the index `start` on is a name, or says something itself."""
    return all(
        text.is_capital(at)
        or text.words[at] in reader.rules.aside
        or any(entry.role != "nobody" for entry, _ in reader.lexicon.at(text.words, at))
        for at in range(start, len(text.words))
        if text.is_word(at)
    )


def _beside_name(reader: Reader, text: Text, entry: Entry, part: Part, at: int) -> str:
    """Return the manner in which a role stands before or after a name, "" when it is none."""
    until = at + len(entry.words)
    first = at == part.start
    beside = range(until, part.end) if first else range(part.start, at)
    calling = entry.role not in reader.rules.kin | {"kin", "friend", "best-friend"}
    aside = reader.rules.aside | ARTICLES
    rest = [number for number in beside if text.words[number] not in aside]
    addressed = [number for number in rest if text.words[number] in reader.rules.addressed]
    if calling and first and addressed[:1] == rest[:1] != [] and len(rest) > 1 and text.is_capital(rest[1]):
        # "Oogarts dr Lang mei", "Avocat Me Roux divorce".
        return "name_doubt"
    if calling and len(addressed) < len(rest):
        rest = [number for number in rest if number not in addressed]
    described = False
    if first and len(rest) > 1 and text.is_capital(rest[0]):
        # "Tía Conchi pueblo": what goes on in lower case is no name.
        names = [number for number in rest if number < next((n for n in rest if not text.is_capital(n)), part.end)]
        described, rest = calling and len(names) < len(rest), names
    if not rest:
        return ""
    lower = not text.is_capital(at)
    if not lower and not first and text.words[at - 1] in reader.rules.particles:
        # "Lena de Meester".
        return ""
    if part.opener in OPENING and not first and lower and entry.role not in reader.rules.kin:
        # "(grade 4 teacher)": within brackets it is a description, and no name.
        said = {*text.words[part.start : at]}
        return "" if said & (reader.rules.deny | reader.rules.other) else "name"
    if not all(is_word(text.words[number]) for number in rest):
        return ""
    names = [number for number in rest if text.is_capital(number)]
    # A name may be of any country, whatever the language of the word.
    surname = len(entry.words) == 1 and entry.words[0] in reader.rules.surname
    if entry.table == "place" and first and not lower and reader.rules.company.issuperset(entry.words):
        # "Club Monaco".
        return ""
    if lower and not names:
        # All in lower case: the case of the word says nothing, so it is read as if it had a capital.
        if first and len(rest) == 1 and not reader.rules.title.isdisjoint(entry.words):
            # "tante uta".
            return "" if reader.lexicon.at(text.words, rest[0]) else "name_doubt"
        if first or surname or entry.role in reader.rules.kin:
            return ""
        return "name_doubt" if len(rest) <= 2 else ""
    if first and not names and entry.language not in ("en", "any") and len(rest) <= 2:
        # "Vecina gatos".
        return "" if entry.role in reader.rules.kin else "name_doubt"
    if len(names) != len(rest):
        return ""
    known = reader.is_called(text.words[rest[0]])
    doubtful = not known and len(entry.words) == 1 and text.tokens[at].lower() in reader.rules.doubtful
    if first and not reader.rules.title.isdisjoint(entry.words) and len(rest) <= 2:
        return "name_given" if doubtful else "name"
    if entry.role in reader.rules.kin - {"parent"}:
        # "Søster Lene hjem": a nun has no other number at work.
        apart = lower or (entry.language not in ("en", "any") and text.word(part.end) in reader.rules.aside)
        apart = apart and first
        return "name_doubt" if apart and known and len(rest) == 1 else ""
    if first:
        if entry.role == "parent":
            # "(maman Lucas CE2)".
            if entry.language in ("en", "any") or len(rest) != 1 + (part.opener in OPENING and len(rest) == 2):
                return ""
            return "name_doubt" if known else "name_given"
        if (surname and not lower and not described) or len(rest) > (1 if entry.table == "place" else 3):
            return ""
        return "name" if lower else "name_given" if doubtful else "name_doubt"
    if lower:
        return "name"
    if surname or (entry.table == "place" and len(names) > 1):
        # After a first name and another, a capitalised "Hand" or "Chor" is the family name.
        return ""
    return "name_given" if entry.role == "kin" else "name_doubt"


def _role_of(reader: Reader, text: Text, entry: Entry, span: tuple[int, int], at: int) -> str:
    """Return the role beside a name; a mother beside a name is that person's ("Mama Noah", "Noah mum")."""
    start, end = span
    until = at + len(entry.words)
    if entry.role != "parent" or (at == start and (until == end or not reader.rules.title.isdisjoint(entry.words))):
        # "Bonuspappa Leffe" is nobody else's.
        return entry.role
    holder = reader.people.own(text.words[until if at == start else at - 1])
    return reader.rules.compose(holder or "name", entry.role)
