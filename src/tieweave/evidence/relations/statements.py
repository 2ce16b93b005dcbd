"""Statements in running text: "my old boss", "Noah's mum", "friend of Karin", "class of 2008"; and whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tieweave.evidence.relations import alongside, deeds, doors, owners, places, roles, together
from tieweave.evidence.relations.people import NOBODY, Whose
from tieweave.evidence.relations.reader import DENIAL_REACH, Reader, clause_of
from tieweave.evidence.relations.rules import Finding
from tieweave.evidence.texts import NUMBER, POSSESSIVE, Text, is_word
from tieweave.evidence.vocabulary import Entry
from tieweave.resolve.name_lexicon import is_given_name

_CIRCLES = frozenset(
    {
        "former-classmate",
        "club-member",
        "health-club-member",
        "church-member",
        "alumni",
        "kids-place",
        "friends-parent",
        "co-worker",
        "neighbour",
    }
)
_TAG_ENDS = frozenset({"", ",", ";", "-", "(", "\n"})
_WISH_REACH, _FAR_REACH = 12, 6
"""Words before a place within which a denial or a wish is taken to mean it, in its own language and in any."""
_CHILDS_PLACES = frozenset({"school", "kids-place"})
_TAKEN_BACK = frozenset({"bare", "place"})
"""Manners that say only what somebody is, or where: what says that it came to nothing takes them back."""
_OF_NAMES = frozenset({"tag", "firm"})
"""Tables of what stands beside a name; `tags` reads them there."""
_QUOTES = frozenset('"„“”«»')


def read(reader: Reader, text: Text, *, in_name: bool) -> list[Finding]:
    """Return what a text states.

    What is quoted is no statement, and where somebody is from says less than what they are: "my dentist from church".
    """
    found = list(_scan(reader, text, in_name=in_name))
    if any(finding.role == "refused" for finding in found):
        # "dentist, takes no new patients", "plays at my brother's church, not ours".
        found = [finding for finding in found if finding.role != "refused" and finding.manner not in _TAKEN_BACK]
    if not in_name and not _QUOTES.isdisjoint(text.words):
        found = [finding for finding in found if not _is_quoted(text, finding.start)]
    if any(finding.table == "shared" and finding.role == "former-classmate" for finding in found):
        # Whoever washed dishes with ego as a student is a fellow student.
        found = [finding for finding in found if finding.table != "shared" or finding.role == "former-classmate"]
    if len(found) > 1:
        spans = [(one.start, one.end) for one in found if one.table == "beside"]
        # "infermiere con me in chirurgia" is no nurse of ego's.
        found = [one for one in found if one.table == "beside" or not any(a <= one.start < b for a, b in spans)]
        people = [
            finding
            for finding in found
            if (finding.table in ("role", "join") and finding.role != "friend")
            or finding.role in ("client", "supplier")
        ]
        found = [finding for finding in found if not any(_qualifies(text, finding, other) for other in people)]
    return found


def _qualifies(text: Text, finding: Finding, person: Finding) -> bool:
    """Tell whether a finding only says where the `person` before it in the clause is from.

    "Coach, Ella's soccer": what is of ego's child's says less than a role anywhere before it.
    """
    if finding.role == person.role or person.start >= finding.start:
        return False
    if finding.role == "friends-parent" and person.table == "role":
        return True
    if finding.role == "former-classmate" and person.role in ("boss", "past-employer"):
        # "min chef i Netto, gymnasietiden".
        return True
    return (
        finding.table in ("place", "phrase", "weak")
        and finding.role in _CIRCLES
        and clause_of(text, person.start, person.end) == clause_of(text, finding.start, finding.end)
    )


def _is_quoted(text: Text, at: int) -> bool:
    return sum(word in _QUOTES for word in text.words[:at]) % 2 == 1


def _scan(reader: Reader, text: Text, *, in_name: bool) -> Iterator[Finding]:
    """Read a text from left to right, the longest words of the lexicon first."""
    at = 0
    holders: dict[int, Whose] = {}
    begins = reader.lexicon.may_begin
    while at < len(text.words):
        if not begins(text.words, at):
            at += 1
            continue
        matches = reader.lexicon.at(text.words, at)
        if matches and (in_name or at):
            matches = [match for match in matches if match[0].table not in _OF_NAMES]
        if not matches:
            at += 1
            continue
        reach = matches[0][1]
        stated: Finding | None = None
        for entry in reader.likely(text, [entry for entry, end in matches if end == reach]):
            finding = _judge(reader, text, entry, at, reach, holders, in_name=in_name)
            if finding is not None and entry.table in ("thing", "shared"):
                # "heeft onze dochter gedoopt": what was done to her says more than that somebody is a daughter.
                stated = finding
                break
            if finding is not None and (stated is None or finding.role == "nobody"):
                # Of "dentista da Joana" Portuguese says whose, and Italian nothing.
                stated = finding
        if stated is not None:
            # "met at the Lions' party": the Lions are read too.
            reach = at + 1 if stated.table == "weak" else max(reach, stated.end)
            if stated.role != "nobody":
                yield stated
        at = reach


def _judge(
    reader: Reader, text: Text, entry: Entry, start: int, end: int, holders: dict[int, Whose], *, in_name: bool
) -> Finding | None:
    """Return what an entry at `start` states, None when it states nothing; note it in `holders` as an owner."""
    if entry.role == "nobody":
        return None
    if entry.table == "tag":
        # "nails, every 3 weeks": a note that begins like the name of a number.
        return Finding(entry.role, "bare", start, end, "tag") if text.word(end) in _TAG_ENDS else None
    if entry.table == "firm":
        return None
    if entry.table == "beside":
        return None if in_name else alongside.read(reader, text, entry, start, end)
    if entry.table == "door":
        return doors.read(reader, text, entry, start, end) if in_name else None
    if not is_word(entry.words[0]) and entry.words[0] != NUMBER:
        return Finding(entry.role, "emoji", start, end) if in_name else None
    if entry.table == "role":
        if entry.role in _CHILDS_PLACES and not in_name and reader.is_about_others(text, start):
            # "his wife teaches at Ella's school".
            return None
        return roles.read(reader, text, entry, start, end, holders, in_name=in_name)
    if entry.table == "thing":
        finding = deeds.read(reader, text, entry, start, end)
    elif entry.table == "shared":
        finding = None if in_name else together.read(reader, text, entry, start, end)
    elif entry.table == "join":
        finding = _joined(reader, text, entry, start, end)
    elif entry.table == "place":
        finding = places.read(reader, text, entry, start, end, holders, in_name=in_name)
    else:
        finding = _phrase(reader, text, entry, start, end, holders)
    # "wants to come along to our gym": a wish reaches far.
    is_place = entry.table == "place" or (entry.table == "phrase" and entry.words[0] in reader.language(entry).my)
    reach = DENIAL_REACH if not is_place else _FAR_REACH if entry.language == "any" else _WISH_REACH
    if finding is None or reader.is_denied(text, reader.language(entry), start, reach):
        return None
    if not in_name and entry.table != "join" and reader.is_about_kin(text, start):
        return None
    return finding


def _phrase(
    reader: Reader, text: Text, entry: Entry, start: int, end: int, holders: Mapping[int, Whose]
) -> Finding | None:
    before, after = text.word(start - 1), text.word(end)
    if (before == POSSESSIVE and owners.holder(reader, text, start - 2, holders).role) or (
        before in reader.language(entry).other
    ):
        return None
    language = reader.language(entry)
    if after == POSSESSIVE and entry.words[0] in language.my:
        # "used to date my roommate's cousin".
        return None
    with_somebody = entry.words[-1] in reader.rules.company_of and text.is_word(end)
    if with_somebody and (text.is_capital(end) or after in language.my | language.other):
        # "worked with Dan": it is that person who did.
        return None
    if entry.role == "neighbour" and after in reader.rules.copula and after not in language.at:
        # "next door is a bakery".
        return None
    joins = language.at | language.of
    beside = end if entry.words[-1] in joins else end + 1 if after in joins else 0
    egos = {text.word(beside), text.word(beside + 1)} & (language.me | language.my | {NUMBER})
    if entry.role == "neighbour" and beside and text.is_word(beside) and not egos:
        # "next door to the bank", but "next door to us".
        return None
    role = entry.role
    if role in ("co-worker", "former-classmate") and _is_leisure(reader, text, start, end):
        # "sat next to me at Tim's wedding".
        return None
    if role == "former-classmate" and _names_child(reader, text, start, end):
        # "her kid and Ella are in the same class".
        role = "friends-parent"
    return Finding(role, "weak" if entry.table == "weak" else "note", start, end, entry.table)


def _is_leisure(reader: Reader, text: Text, start: int, end: int) -> bool:
    first, last = clause_of(text, start, end)
    return not reader.rules.leisure.isdisjoint((*text.words[first:start], *text.words[end:last]))


def _names_child(reader: Reader, text: Text, start: int, end: int) -> bool:
    first, last = clause_of(text, start, end)
    return any(reader.people.own_at(text, at) == "child" for at in range(first, last))


def _joined(reader: Reader, text: Text, entry: Entry, start: int, end: int) -> Finding | None:
    """Return what a phrase before somebody states: "met through Priya", "works with my brother", "coached Ella"."""
    whose, until = owners.whose_from(reader, text, end)
    if not whose.role and start and text.word(end) in reader.language(entry).other | reader.language(entry).them:
        # "Sam works with her".
        before = owners.subject(reader, text, start)
        whose, until = (before, end + 1) if before.role != "name" else (NOBODY, end)
    if whose.role == "name" and (
        text.word(until - 1) in reader.rules.no_people or (len(entry.words) == 1 and not is_given_name(text.word(end)))
    ):
        return None
    role = reader.rules.compose(whose.role, entry.role)
    otherwise = reader.rules.compose("name", entry.role) if whose.contacts else ""
    return Finding(role, "note", start, until, "join", whose.contacts, otherwise) if role or otherwise else None
