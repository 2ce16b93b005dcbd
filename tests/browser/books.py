"""Address books to show: made-up people of every kind, and people who want to take the page over."""

from __future__ import annotations

import datetime as dt
import random

import attrs

from tieweave import Address, Affiliation, Book, Channel, Contact, Direction, Interaction, Organisation, Profile
from tieweave.model import Skipped

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
GIVEN = (
    "Ann Bo Carla Dmitri Élodie Farid Grace Hiroshi Ines Jürgen Kofi Leila Mateo Nadia Oskar Priya Quentin Rosa Søren "
    "Tomás Ulrike Violet Wen Ximena Yusuf Zoë"
).split()
FAMILY = (
    "Adams Bianchi Castillo Dubois Eriksen Fischer García Haddad Ivanov Jansen Kowalski Lefèvre Müller Novák Okafor "
    "Patel Quispe Rossi Sato Tanaka Ueda Varga Wang Xu Yılmaz Zieliński"
).split()
ELSEWHERE = (
    "محمد الخطيب", "שרה כהן", "山田 太郎", "李小龙", "김민준", "Ольга Иванова", "ทองดี มีสุข", "Ann 🎈 Lee",
    "Maximiliane Freifrau von Wolkenstein-Trostburg zu Hohenaschau und Niederösterreich",
)  # fmt: skip
"""Names from right to left, of wide letters, with an emoji, and one that is long."""
LABELS = ("Family", "Friends", "Rotary", "Neighbours", "Dalhousie", "Church", "Clients", "")
TITLES = (
    "Engineer",
    "Family Physician",
    "Lawyer",
    "Data Analyst",
    "Realtor",
    "Teacher",
    "Owner",
    "Head of Forecasting",
)
TOWNS = ("Halifax", "Truro", "Lunenburg", "Zürich", "حيفا", "東京")
NOTES = ("", "", "met at a conference in Lyon", "Leila's mum", "my sister's dentist")
CIRCLE = 20
EGO = Profile(
    name="Ego Example",
    emails=["ego@example.com"],
    employers=[Affiliation(name="Fundy Works 0", start=2015)],
    schools=[Affiliation(name="Dalhousie University", start=2000, end=2004)],
    targets=["data analyst, Halifax"],
    addresses=[Address(street="7 Elm St", locality="Halifax", postal_code="B3K 4E1")],
)


@attrs.frozen(kw_only=True)
class MadeUp:
    """A book, and the page that shows it."""

    book: Book

    def page(self) -> str:
        """Return the whole document."""
        from tieweave import merge, suggest
        from tieweave.overview import overview
        from tieweave.report.page import document
        from tieweave.weave import survey

        book = merge(self.book)
        found = survey(book, now=NOW)
        plan = suggest(found)
        return document(overview(book, found.ties, found.prospects, plan, found.journal, learned=found.learned))


def made_up(count: int, seed: int = 7) -> MadeUp:
    """Return so many people, of all levels and many kinds, in circles of twenty; the same for the same seed."""
    dice = random.Random(seed)
    contacts = [_person(at, dice) for at in range(count)]
    return MadeUp(book=Book(contacts=contacts, profile=EGO, interactions=_acts(contacts, dice)))


def _person(at: int, dice: random.Random) -> Contact:
    name = f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}" if at % 10 else ELSEWHERE[at // 10 % len(ELSEWHERE)]
    firm = f"Fundy Works {min(at // CIRCLE, 40)}"
    label = dice.choice(LABELS)
    return Contact(
        source="phone.vcf",
        key=f"made-up-{at}",
        uid=f"made-up-{at}",
        name=name,
        emails=[f"person{at}@example.com"],
        phones=[f"+1 902 555 01{at % 100:02}"] if count_of_hundred(at) == 0 and at % 3 == 0 else [],
        organisations=[Organisation(name=firm, title=dice.choice(TITLES))] if dice.random() < 0.6 else [],
        addresses=[Address(locality=dice.choice(TOWNS))] if dice.random() < 0.4 else [],
        labels=[label] if label else [],
        notes=[note] if (note := dice.choice(NOTES)) else [],
    )


def count_of_hundred(at: int) -> int:
    """Return in which hundred a number is: numbers kept for fiction are a hundred, and no two people share one."""
    return at // 100


def _acts(contacts: list[Contact], dice: random.Random) -> list[Interaction]:
    """Return eight acts a person, most with few of them; one in five is of several people of one circle."""
    acts, everyone = [], len(contacts)
    for number in range(8 * everyone):
        person = min(int(everyone ** dice.random()), everyone - 1)
        circle = person // CIRCLE * CIRCLE
        with_them = {person}
        if dice.random() < 0.2:
            with_them |= {min(circle + dice.randrange(CIRCLE), everyone - 1) for _ in range(4)}
        acts.append(
            Interaction(
                source="mail.mbox",
                key=f"{number}@mail.example",
                when=NOW - dt.timedelta(days=dice.random() ** 2 * 3_000, hours=dice.randrange(12)),
                channel=dice.choice([Channel.EMAIL, Channel.EMAIL, Channel.CALL, Channel.MEETING]),
                direction=dice.choice([Direction.IN, Direction.OUT]),
                participants=tuple(f"person{at}@example.com" for at in sorted(with_them)),
            )
        )
    return acts


ATTACKS = (
    "<script>window.taken = 1</script>",
    "<img src=x onerror='window.taken = 1'>",
    '"><svg onload=window.taken=1>',
    "' onmouseover='window.taken=1' x='",
    "</style><style>*{display:none}</style>",
    "</script><script>window.taken = 1</script>",
    "<iframe src='javascript:parent.taken=1'></iframe>",
    "<base href='http://127.0.0.1:9/'><link rel=prefetch href='http://127.0.0.1:9/'>",
    "<a href='javascript:window.taken=1'>here</a>",
    "{{ 7 * 7 }}{% for a in b %}",
    "&lt;script&gt;window.taken = 1&lt;/script&gt;",
    "-->]]><!--",
    "\x1b]0;taken\x07\x1b[2J",
    "abc\u202eevil\u202c\u2066\u2067",
    "x" * 10_000,
    "\u0301" * 300,
    "null\x00byte \ud800 surrogate \ufffe",
    "constructor",
    "__proto__",
)
"""What a contact may say of itself; whoever runs any of it sets `window.taken`."""


def hostile() -> MadeUp:
    """Return people who have every attack in every field."""
    contacts = [
        Contact(
            source=f"phone {attack}.vcf",
            key=f"{number} {attack}",
            uid=f"{number} {attack}",
            name=attack,
            nicknames=[attack],
            emails=[f"person{number}@example.com", f"{attack}@example.com"],
            phones=[attack],
            urls=["javascript:window.taken=1", attack],
            organisations=[Organisation(name=attack, title=f"Engineer {attack}", role=attack, department=attack)],
            addresses=[Address(street=attack, locality=attack, region=attack, country=attack)],
            birthday="1980-12-01",
            notes=[f"my friend {attack}"],
            labels=["Friends", attack],
        )
        for number, attack in enumerate(ATTACKS)
    ]
    contacts.append(Contact(source="phone.vcf", key="empty", emails=["nobody@example.com"]))
    contacts.append(Contact(source="phone.vcf", key="nothing"))
    everybody = tuple(f"person{number}@example.com" for number in range(len(ATTACKS)))
    acts = [
        Interaction(
            source="mail.mbox",
            key=f"{week}@mail.example",
            when=NOW - dt.timedelta(weeks=week),
            channel=Channel.MEETING,
            direction=Direction.BOTH,
            participants=everybody,
        )
        for week in range(2, 40)
    ]
    profile = Profile(
        name=ATTACKS[0],
        targets=[f"engineer, {attack}" for attack in ATTACKS[:4]],
        employers=[Affiliation(name=ATTACKS[1], start=2010)],
        addresses=[Address(locality=ATTACKS[2])],
    )
    skipped = [Skipped(source=attack, where=attack, reason=attack) for attack in ATTACKS]
    return MadeUp(book=Book(contacts=contacts, profile=profile, interactions=acts, skipped=skipped))
