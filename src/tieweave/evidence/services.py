"""Whether who has a profession serves ego: "my dentist", or a person who is one.

A title tells a profession, and of those who have it most in an address book are there for it. Some are not: they share
ego's trade or employer, are friends first, live far away. This kind of evidence says so, toward the same category, so
that the category's probability is that of the relation, and the profession's own stands beside it (`Tie.professions`).

All weights are the project's own estimates, in log-odds; no data at hand have professions and relations both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tieweave import ledger
from tieweave.enumeration import enumerated
from tieweave.evidence.fields import personal_fields
from tieweave.evidence.professions import professions
from tieweave.evidence.title_rules import KNOWN_AS_SUCH
from tieweave.model import Address, Answer, Contact, Evidence, History, ProfessionProbability, Profile, Tie
from tieweave.spelling import plain

KIND = "service"

TELL_PROFESSIONS = frozenset({"title", "honorific", "workplace"})
"""The kinds of evidence that tell what somebody is by profession, and not what they are to ego."""

SERVING = frozenset(
    "lawyer doctor dentist accountant realtor banker financial-advisor insurance-agent hair-stylist".split()
)
"""Those one goes to, or calls, while they practise near; one's old teacher may live anywhere, and call at night."""

OWN_TRADE = -2.5
SHARED_EMPLOYER = -2.5
CALLED_OTHERWISE = -2.5
"""As much as a plain title and more: they are met as colleagues, or as what ego's own words call them."""
FAR_AWAY = -1.0
PERSONAL_FIELD = -0.5
MOST_PERSONAL = -1.5
FREE_TIME = -1.0
BUSINESS = -1.0
ONLY_A_PROFILE = -0.7
APPOINTMENTS = 0.8
COLLEAGUE_IN_TRADE = 1.5
"""Toward work, of somebody who shares ego's trade."""

_SPEAKS = 1.2
"""The least weight with which a title, honorific or workplace has to speak for a profession."""
_PLAIN = 3.0
"""The weight from which on ego's own words, or a shared household, call somebody something plainly."""
_LIKELY_ONE = 0.5
_EVENINGS = 3.0
_FEW_A_YEAR = 12.0
_YEAR = 365.25
_LONGEST_CODE = 3
"""Letters of a country's or region's code: "NS" beside "Nova Scotia" tells nothing."""

_OTHERWISE = {
    "family": "family",
    "friend": "a friend",
    "relative": "a relative",
    "neighbour": "a neighbour",
    "friend-of-friend": "a friend's friend",
    "friend-of-parents": "a friend of your parents",
    "parent-of-childs-friend": "a parent you know through your child",
    "former-classmate": "a classmate",
    "past-employer": "somebody you worked for",
    "client": "a client",
    "supplier": "a supplier",
    "co-worker": "a colleague",
    "club-member": "a fellow club member",
    "service-club-member": "a fellow club member",
    "alumni": "a fellow alumnus",
}
_OWN_WORDS = frozenset({"label", "relation", "household"})


def evidence(
    contacts: Sequence[Contact],
    found: Mapping[str, Sequence[Evidence]],
    histories: Sequence[History | None],
    answers: Mapping[int, Answer],
    profile: Profile,
) -> Iterator[Evidence]:
    """Yield for those with a profession whether it is what ego knows them for, given what was `found` of each, by id.

    `histories` are in the order of the contacts, and `answers` go by their place in it. Those of whom nothing tells a
    profession cost one look.
    """
    own = {said.category for job in profile.employers if job.title for said in professions(job.title)}
    for at, (contact, history) in enumerate(zip(contacts, histories, strict=True)):
        said = found[contact.id]
        named = {item.toward for item in said if item.kind in TELL_PROFESSIONS and item.weight >= _SPEAKS}
        named -= {ledger.WORK, ledger.CLOSE}
        if not named:
            continue
        for category in sorted(named):
            answered = answers[at].category if at in answers else ""
            for weight, detail in _reasons(contact, category, said, answered, history, profile, own):
                yield _item(contact, detail, category, weight)
        for category in sorted(named & own):
            yield _item(contact, f"has a trade that is yours too: {_word(category)}", ledger.WORK, COLLEAGUE_IN_TRADE)
            break


def _reasons(
    contact: Contact,
    category: str,
    said: Sequence[Evidence],
    answered: str,
    history: History | None,
    profile: Profile,
    own: set[str],
) -> Iterator[tuple[float, str]]:
    yours = f"your {_word(category)}"
    if category in own:
        yield OWN_TRADE, f"your own trade, so a colleague sooner than {yours}"
    at_work = next((item for item in said if item.toward == "co-worker" and item.kind not in _OWN_WORDS), None)
    if at_work is not None and at_work.weight > 0:
        yield SHARED_EMPLOYER, f"{at_work.detail}: a colleague sooner than {yours}"
    if called := _OTHERWISE.get(answered) or _called_otherwise(category, said):
        yield CALLED_OTHERWISE, f"you have them as {called}, which need not make them {yours}"
    if category not in SERVING:
        return
    if any(item.toward == "client" and item.kind not in _OWN_WORDS and item.weight > 0 for item in said):
        yield BUSINESS, f"you are in touch through your work, which need not make them {yours}"
    elif history is not None and _is_by_appointment(history):
        yield APPOINTMENTS, f"in touch now and then, and in office hours, as one is with {yours}"
    if personal := personal_fields(contact):
        weight = max(MOST_PERSONAL, PERSONAL_FIELD * len(personal))
        yield weight, f"you keep their {enumerated(personal)}, as one keeps a friend's"
    if history is not None and sum(page.evening_shares for page in history.channels) >= _EVENINGS:
        yield FREE_TIME, f"in touch in the evening or at the weekend, as with a friend who is {_a(category)}"
    if _is_far(contact.addresses, profile.addresses):
        yield FAR_AWAY, f"lives or works far from you, too far for {yours}"
    if _is_only_a_profile(contact):
        yield ONLY_A_PROFILE, f"a profile page, and no number or address to reach {yours} by"


def chances(evidence: Sequence[Evidence], sums: Mapping[str, float], prior: float) -> tuple[ProfessionProbability, ...]:
    """Return for each profession that something tells of how probable it is, and that it is ego's; the surest first.

    `sums` are the ledger's totals by category, and `prior` the log-odds a category starts from.
    """
    told: dict[str, dict[str, list[float]]] = {}
    for item in evidence:
        if item.kind in TELL_PROFESSIONS and item.toward not in (ledger.WORK, ledger.CLOSE):
            told.setdefault(item.toward, {}).setdefault(item.kind, []).append(item.weight)
    result = []
    for category, kinds in told.items():
        total = sum(ledger.sum_of(kind, category, weights) for kind, weights in kinds.items())
        yours = ledger.probability(prior + sums.get(category, 0.0))
        # The weight of a title holds already that not all who have a profession are known for it.
        is_one = min(0.99, ledger.probability(prior + total) / KNOWN_AS_SUCH)
        result.append(
            ProfessionProbability(category=category, probability=round(max(is_one, yours), 4), yours=round(yours, 4))
        )
    return tuple(sorted(result, key=lambda one: (-one.probability, one.category)))


def doubt(tie: Tie) -> str:
    """Return why the profession of somebody is not taken for what they are to ego, "" where nothing is in doubt."""
    surest = next(iter(tie.professions), None)
    if surest is None or surest.probability < _LIKELY_ONE:
        return ""
    against = next(
        (item for item in tie.evidence if item.kind == KIND and item.toward == surest.category and item.weight < 0),
        None,
    )
    return "" if against is None else f"{_word(surest.category)} by profession, but {against.detail}"


def _called_otherwise(category: str, said: Iterable[Evidence]) -> str:
    """Return what ego's own words plainly call somebody, "" where they call them by the profession too."""
    words = [item for item in said if item.kind in _OWN_WORDS]
    if any(item.toward == category and item.weight > 0 for item in words):
        return ""
    plainly = [item for item in words if item.toward in _OTHERWISE and item.weight >= _PLAIN]
    return _OTHERWISE[max(plainly, key=lambda item: item.weight).toward] if plainly else ""


def _is_by_appointment(history: History) -> bool:
    """Say whether contact was on two days or more, at most monthly, never in the evening, and with them alone."""
    pages = history.channels
    return (
        history.days >= 2
        and history.acts <= _FEW_A_YEAR * max(1.0, history.span / _YEAR)
        and not any(page.evening_shares for page in pages)
        and any(page.alone for page in pages)
    )


def _is_far(theirs: Sequence[Address], own: Sequence[Address]) -> bool:
    """Say whether every address of somebody's is in another country or region than all of ego's."""
    pairs = [(mine, other) for mine in own for other in theirs]
    return bool(pairs) and all(_apart(mine, other) for mine, other in pairs)


def _apart(one: Address, other: Address) -> bool:
    """Say whether two addresses are in different countries or regions; one written short and one long may be one."""
    if one.locality and plain(one.locality) == plain(other.locality):
        return False
    if _is_code(one.country) and _is_code(other.country) and plain(one.country) != plain(other.country):
        return True
    return (
        bool(one.region and other.region)
        and _is_code(one.region) == _is_code(other.region)
        and plain(one.region) != plain(other.region)
    )


def _is_code(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_CODE


def _is_only_a_profile(contact: Contact) -> bool:
    return bool(contact.urls) and not (
        contact.phones or contact.emails or contact.addresses or contact.notes or contact.labels
    )


def _word(category: str) -> str:
    return category.replace("-", " ")


def _a(category: str) -> str:
    return f"{'an' if category[0] in 'aeiou' else 'a'} {_word(category)}"


def _item(contact: Contact, detail: str, toward: str, weight: float) -> Evidence:
    return Evidence(kind=KIND, detail=detail, toward=toward, weight=weight, source=contact.source, contact=contact.id)
