"""What merging makes of the people who share a house, an office or a name: a made-up corpus full of such traps.

    python benchmarks/household.py [--seed 7] [--show "father and son"]

Some 150 families, 60 offices and 230 other people, of whom four sources hold records: a phone's cards, Google's, a
LinkedIn export, and a mailbox. Every record is labelled with the person it is of; of the nameless cards of a family
nobody knows whose they are, so each is nobody else's. For each kind of trap there is a line: its records, the pairs
of them that are of one person, how many of these were joined and how many left undecided, and how many pairs of two
persons were joined (wrong) or left undecided. The last line but one counts the pairs across two kinds. Nothing here
should be joined wrongly; what nobody could tell should be undecided.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypedDict, Unpack

import attrs

import made_up
import tieweave
from made_up import FAMILIES, MEN, PROVIDERS, SHORT, TITLES, WOMEN
from scoring import Pair, Score, joined_pairs, true_pairs, undecided_pairs
from tieweave import Address, Book, Contact, Email, Organisation, Phone, Profile, SourceRef, Url

PHONE, GOOGLE, LINKEDIN, MAIL = "phone.vcf", "google.csv", "linkedin.zip", "mail.mbox"


@attrs.frozen(eq=False)
class Person:
    """Somebody made up, with what is their own; the records hold some of it."""

    given: str
    family: str
    email: str
    mobile: made_up.Number
    born: str

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.given} {self.family}"


class Says(TypedDict, total=False):
    """What a record says beside the name."""

    emails: Sequence[str | Email]
    phones: Sequence[made_up.Number | Phone]
    work: Organisation
    home: Address
    suffixes: str
    birthday: str


class World:
    """The made-up people and the records of them, each with its person and the kind of trap it belongs to."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 # made-up people, no secret
        self.kind = ""
        self.records: dict[SourceRef, Contact] = {}
        self.people: dict[SourceRef, Person] = {}
        self.kinds: dict[SourceRef, str] = {}
        self.spellings = iter(self.dice.sample(_SPELLINGS, len(_SPELLINGS)))
        self._names: set[str] = set()
        self._addresses: set[str] = set()
        self._households = iter(self.dice.sample(FAMILIES, len(FAMILIES)))

    def chance(self, share: float) -> bool:
        """Return True in this share of the calls."""
        return self.dice.random() < share

    def household(self) -> str:
        """Return the family name of a new household: a common one in three of ten, but no two the same."""
        return next(self._households) if self.chance(0.3) else made_up.rare_family(self.dice)

    def person(
        self,
        given: str = "",
        family: str = "",
        *,
        among: Sequence[str] = (*MEN, *WOMEN),
        host: str = "",
        born: str = "",
    ) -> Person:
        """Return somebody new, who has the full name of another only where both names are given."""
        name = given, family
        while not all(name) or (not (given and family) and " ".join(name) in self._names):
            common = self.dice.choice(FAMILIES) if self.chance(0.3) else made_up.rare_family(self.dice)
            name = given or self.dice.choice(among), family or common
        first, last = map(made_up.plain, name)
        local = self.dice.choice((f"{first}.{last}", f"{first[0]}{last}", f"{last}.{first}"))
        number = "" if host and " ".join(name) not in self._names else str(len(self._names) % 97 + 2)
        host = host or self.dice.choice(PROVIDERS)
        while f"{local}{number}@{host}" in self._addresses:
            number = str(int(number or 1) + 1)
        self._addresses.add(f"{local}{number}@{host}")
        self._names.add(" ".join(name))
        born = born or made_up.birthday(self.dice)
        return Person(*name, f"{local}{number}@{host}", made_up.number(self.dice), born)

    def card(self, who: Person, source: str, name: str | None = None, **says: Unpack[Says]) -> None:
        """Add a record: under the person's own name, in parts where the source has these, unless another is given."""
        parts = name is None and source != MAIL
        emails = [each if isinstance(each, Email) else Email(address=each) for each in says.get("emails", ())]
        suffixes, number = says.get("suffixes", ""), len(self.records) + 1
        page = f"https://www.linkedin.com/in/{made_up.plain(who.name)}-{number}"
        record = Contact(
            source=source,
            key=emails[0].address if source == MAIL else str(number),
            name=f"{who.name} {suffixes}".strip() if name is None else name,
            given=who.given if parts else "",
            family=who.family if parts else "",
            suffixes=suffixes,
            emails=emails,
            phones=[each if isinstance(each, Phone) else self._phone(each, source) for each in says.get("phones", ())],
            organisations=[says["work"]] if "work" in says else (),
            addresses=[says["home"]] if "home" in says else (),
            urls=[Url(url=page)] if source == LINKEDIN else (),
            birthday=says.get("birthday", ""),
        )
        ref = record.sources[0]
        self.records[ref], self.people[ref], self.kinds[ref] = record, who, self.kind

    def _phone(self, number: made_up.Number, source: str) -> Phone:
        return Phone(number=str(number) if source == GOOGLE else number.written(self.dice))

    def job(self, company: str = "") -> Organisation:
        """Return a job at the company, or at a new one."""
        return Organisation(name=company or made_up.company(self.dice), title=self.dice.choice(TITLES))


# Families


def family_email(world: World) -> None:
    """Make parents and children with one e-mail address and one landline; "Mum" and nameless cards among theirs."""
    family, landline, home = world.household(), made_up.number(world.dice), made_up.address(world.dice)
    email = f"{made_up.plain(family)}.family@{world.dice.choice(PROVIDERS)}"
    mother = world.person(family=family, among=WOMEN)
    father = world.person(family=family, among=MEN)
    children = [world.person(family=family, born=made_up.birthday(world.dice, 2005, 2020)) for _ in range(2)]
    for parent in (mother, father):
        world.card(parent, PHONE, emails=[email] if world.chance(0.7) else [], phones=[parent.mobile, landline])
        if world.chance(0.6):
            world.card(parent, GOOGLE, emails=[email], phones=[parent.mobile] if world.chance(0.5) else [], home=home)
    for child in children[: world.dice.choice((1, 2, 2))]:
        world.card(child, PHONE, emails=[email], phones=[landline] if world.chance(0.5) else [], birthday=child.born)
        if world.chance(0.3):
            world.card(child, GOOGLE, emails=[email])
    if world.chance(0.4):
        parent, words = (mother, ("Mum", "Mom", "Mama")) if world.chance(0.6) else (father, ("Dad", "Papa", "Daddy"))
        shared = Says(emails=[email]) if world.chance(0.5) else Says(phones=[landline])
        world.card(parent, PHONE, world.dice.choice(words), **shared)
    if world.chance(0.3):
        world.card(world.person(), GOOGLE, "", emails=[email])
    if world.chance(0.2):
        world.card(world.person(), PHONE, f"{family} family", phones=[landline])


def father_and_son(world: World) -> None:
    """Make father and son of one name at one address; each in the phone and at Google, with a mobile of his own."""
    landline, home = made_up.number(world.dice), made_up.address(world.dice)
    father = world.person(among=MEN, born=made_up.birthday(world.dice, 1940, 1960))
    son = world.person(father.given, father.family, born=made_up.birthday(world.dice, 1968, 1990))
    with_suffix, with_birthday = world.chance(0.5), world.chance(0.5)
    for man, suffix in ((father, "Sr."), (son, "Jr.")):
        said, born = suffix if with_suffix else "", man.born if with_birthday else ""
        world.card(man, PHONE, phones=[man.mobile, landline], suffixes=said, birthday=born)
        world.card(man, GOOGLE, emails=[man.email], phones=[man.mobile], home=home, suffixes=said, birthday=born)


def twins(world: World) -> None:
    """Make two or three born on one day into one house: only their given names and mobiles differ."""
    family, landline, home = world.household(), made_up.number(world.dice), made_up.address(world.dice)
    born = made_up.birthday(world.dice, 1970, 2012)
    for _ in range(3 if world.chance(0.1) else 2):
        twin = world.person(family=family, born=born)
        world.card(twin, PHONE, phones=[landline, *([twin.mobile] if world.chance(0.5) else [])], birthday=born)
        world.card(twin, GOOGLE, phones=[landline], home=home, birthday=born if world.chance(0.7) else "")


_ALIKE = (
    "Paul Paula,Jan Jana,Marie Maria,Anna Anne,Jon Joan,Martin Martina,Daniel Daniela,Christian Christina,"
    "Stefan Stefanie,Robert Roberta,Eric Erica,Julia Julian,Andre Andrea,Mark Marko,Nicola Nicole,Gabriel Gabriela,"
    "Karl Karla,Tim Tom"
).split(",")


def siblings(world: World) -> None:
    """Make brother and sister with names that differ by a letter or two, and what is the house's on both."""
    family, landline, home = world.household(), made_up.number(world.dice), made_up.address(world.dice)
    email = f"the{made_up.plain(family)}s@{world.dice.choice(PROVIDERS)}"
    with_email, with_birthday = world.chance(0.4), world.chance(0.5)
    for given in world.dice.choice(_ALIKE).split():
        one = world.person(given, family, born=made_up.birthday(world.dice, 1975, 2010))
        born = one.born if with_birthday else ""
        world.card(one, PHONE, phones=[landline], birthday=born)
        world.card(one, GOOGLE, emails=[email] if with_email else [one.email], phones=[landline], home=home)
        if not with_email:
            world.card(one, MAIL, emails=[one.email])


# Offices


def assistant(world: World) -> None:
    """Let the boss's cards list the number, some the address, of an assistant who has cards too."""
    company = made_up.company(world.dice)
    boss, helper = (world.person(host=made_up.domain(company)) for _ in range(2))
    label = world.dice.choice(("assistant", "Sekretariat", helper.given, ""))
    lent = Phone(number=str(helper.mobile), label=label, types=["work"])
    lent_email = [Email(address=helper.email, label=label)] if world.chance(0.3) else []
    job = world.job(company)
    world.card(boss, PHONE, phones=[lent, *([boss.mobile] if world.chance(0.6) else [])], work=job)
    world.card(boss, GOOGLE, emails=[boss.email, *lent_email], phones=[lent], work=job)
    world.card(helper, PHONE, phones=[helper.mobile])
    world.card(helper, GOOGLE, emails=[helper.email], phones=[helper.mobile], work=world.job(company))


def switchboard(world: World) -> None:
    """Give colleagues the number of the house, some with info@ too, each in two sources."""
    company = made_up.company(world.dice)
    number, role = made_up.number(world.dice), f"info@{made_up.domain(company)}"
    for _ in range(world.dice.randrange(3, 8)):
        one, job = world.person(host=made_up.domain(company)), world.job(company)
        own = [one.email] if world.chance(0.7) else []
        world.card(one, PHONE, phones=[number, *([one.mobile] if world.chance(0.4) else [])], work=job)
        world.card(one, GOOGLE, emails=[*own, role], phones=[number], work=job)
        if own and world.chance(0.5):
            world.card(one, MAIL, emails=own)


_COMMON = "John Smith,Maria Garcia,Anna Müller,David Brown,Wei Chen,Anna Nowak,Michael Jones,José Martinez".split(",")


def one_name_in_one_company(world: World) -> None:
    """Make two of one common name at one company: with addresses of their own, or one with none but a number."""
    company = made_up.company(world.dice)
    given, family = world.dice.choice(_COMMON).split()
    both = [(world.person(given, family, host=made_up.domain(company)), world.job(company)) for _ in range(2)]
    if world.chance(0.5):
        for source in (GOOGLE, LINKEDIN if world.chance(0.3) else PHONE):
            for who, job in both:
                world.card(who, source, emails=[who.email], work=job)
        world.card(both[0][0], MAIL, emails=[both[0][0].email])
        return
    (one, job), (other, other_job) = both
    world.card(one, PHONE, phones=[one.mobile], work=job)
    world.card(one, GOOGLE, phones=[one.mobile], work=job)
    world.card(other, GOOGLE, emails=[other.email], work=other_job)
    world.card(other, MAIL, emails=[other.email])


def inherited_mobile(world: World) -> None:
    """Hand a work mobile with the job from one to the next, so that both have it on their cards."""
    company = made_up.company(world.dice)
    before, after = (world.person(host=made_up.domain(company)) for _ in range(2))
    job = world.job(company)
    for who in (before, after):
        world.card(who, PHONE, phones=[before.mobile])
        world.card(who, GOOGLE, emails=[who.email], phones=[before.mobile], work=job)


def role_address(world: World) -> None:
    """Give the people of a practice one address and one number, and the practice cards of its own."""
    practice = f"{world.household()} {world.dice.choice(('Dental', 'Law', 'Physio', 'Architects'))}"
    local = world.dice.choice(("office", "praxis", "reception", "hello", "contact", "kontakt"))
    number, role = made_up.number(world.dice), f"{local}@{made_up.domain(practice)}"
    for _ in range(world.dice.choice((2, 2, 3))):
        one, job = world.person(), world.job(practice)
        world.card(one, PHONE, emails=[role], phones=[number], work=job)
        world.card(one, LINKEDIN, work=job)
    desk = world.person()
    world.card(desk, GOOGLE, practice, emails=[role], phones=[number])
    world.card(desk, MAIL, practice, emails=[role])


# Other people


def married_name(world: World) -> None:
    """Write one woman under her maiden name here and her husband's there, with one thing the same."""
    before = world.person(among=WOMEN)
    after = f"{before.given} {made_up.rare_family(world.dice)}"
    if world.chance(0.2):
        after = f"{before.name}-{made_up.rare_family(world.dice)}"
    has = Says(emails=[before.email]), Says(phones=[before.mobile]), Says(birthday=before.born)
    shared = world.dice.choice(has)
    own = Says(emails=[f"{made_up.plain(after).replace('-', '.')}@{world.dice.choice(PROVIDERS)}"])
    world.card(before, PHONE, **shared)
    world.card(before, GOOGLE, after, **(own | shared))


_SPELLINGS = (
    "Дмитрий Иванов,Dmitri Ivanov,Dmitry Ivanov;王小明,Xiaoming Wang,Wang Xiaoming;"
    "Γιώργος Παπαδόπουλος,Giorgos Papadopoulos,Yiorgos Papadopoulos;Jürgen Müller,Juergen Mueller,Jurgen Muller;"
    "Ольга Петрова,Olga Petrova;Сергей Кузнецов,Sergei Kuznetsov,Sergey Kuznetsov;Наталья Смирнова,Natalia Smirnova;"
    "李娜,Li Na,Na Li;Ελένη Νικολάου,Eleni Nikolaou;Søren Kjær,Soeren Kjaer,Soren Kjaer;Łukasz Wójcik,Lukasz Wojcik;"
    "José Núñez,Jose Nunez;Юлия Щербакова,Yulia Shcherbakova,Julia Scherbakowa;山田太郎,Taro Yamada,Yamada Taro;"
    "Jörg Weiß,Joerg Weiss,Jorg Weiss;Þóra Guðmundsdóttir,Thora Gudmundsdottir;Çiğdem Yılmaz,Cigdem Yilmaz;"
    "Владимир Шевченко,Volodymyr Shevchenko,Vladimir Shevchenko;김민준,Minjun Kim,Kim Min-jun;Αλέξανδρος Δήμου,"
    "Alexandros Dimou;محمد حسن,Mohammed Hassan,Muhammad Hasan;François Lefèvre,Francois Lefevre"
).split(";")


def transliteration(world: World) -> None:
    """Write one name in two scripts or two spellings; in half of them an address or a number is the same."""
    first, *others = next(world.spellings).split(",")
    who = world.person(*others[0].rsplit(" ", 1))
    shared = world.dice.choice((Says(emails=[who.email]), Says(phones=[who.mobile]), Says(), Says()))
    for source, name in zip((PHONE, GOOGLE, LINKEDIN), (first, *others), strict=False):
        own = Says(phones=[who.mobile]) if source == PHONE else Says(emails=[who.email]) if source == GOOGLE else Says()
        world.card(who, source, name, **(own | shared))


def nickname(world: World) -> None:
    """Write Bob here and Robert there, with an address, a number or nothing the same."""
    who = world.person(among=list(SHORT))
    short = f"{SHORT[who.given]} {who.family}"
    shared = world.dice.choice((Says(emails=[who.email]), Says(phones=[who.mobile]), Says()))
    world.card(who, PHONE, short, **(Says(phones=[who.mobile]) | shared))
    world.card(who, GOOGLE, **(Says(emails=[who.email]) | shared))


def initial(world: World) -> None:
    """Write J. Smith and John Smith, with something the same, or with a Jane Smith beside them at the same number."""
    who = world.person()
    short = world.dice.choice(("{0}. {1}", "{1}, {0}.", "{0} {1}")).format(who.given[0], who.family)
    landline = made_up.number(world.dice)
    world.card(who, PHONE, phones=[who.mobile, landline])
    if world.chance(0.5):
        world.card(who, GOOGLE, short, phones=[who.mobile])
        return
    same = [given for given in (*MEN, *WOMEN) if given[0] == who.given[0] and given != who.given]
    partner = world.person(world.dice.choice(same or [who.given + "a"]), who.family)
    world.card(partner, PHONE, phones=[partner.mobile, landline])
    world.card(who, GOOGLE, short, phones=[landline])


_DEGREES = (
    ("DDS", "dentist", "Dental"),
    ("CPA", "accountant", "Partners"),
    ("MD", "doctor", "Clinic"),
    ("Esq.", "lawyer", "Law"),
    ("PhD", "professor", "Institute"),
)


def linkedin_row(world: World) -> None:
    """Write a LinkedIn row with middle initial and degree, the phone's "Bob (dentist)", Google's plain name."""
    who = world.person(among=list(SHORT))
    degree, trade, company = world.dice.choice(_DEGREES)
    job = Organisation(name=f"{who.family} {company}", title=trade.capitalize())
    middle = world.dice.choice("ABCEHJLMRT")
    world.card(who, LINKEDIN, f"{who.given} {middle}. {who.family}, {degree}", work=job)
    world.card(who, PHONE, f"{SHORT[who.given]} ({trade})", phones=[who.mobile])
    more = world.dice.choice((Says(phones=[who.mobile]), Says(work=job), Says()))
    world.card(who, GOOGLE, **(Says(emails=[who.email]) | more))


def copy(world: World) -> None:
    """Write one record in two files, with much in it or nothing but the name."""
    who = world.person()
    has = (
        Says(),
        Says(emails=[who.email], phones=[who.mobile]),
        Says(phones=[who.mobile], birthday=who.born),
        Says(work=world.job(), home=made_up.address(world.dice)),
    )
    says = world.dice.choice(has)
    world.card(who, PHONE, **says)
    world.card(who, GOOGLE, **says)


def company_in_the_name(world: World) -> None:
    """Put the company beside the name into the field of the name."""
    company = f"{made_up.company(world.dice)} {world.dice.choice(('Ltd', 'GmbH', 'Inc.', 'LLC'))}"
    who, colleague = world.person(), world.person()
    form = world.dice.choice(("{0} - {1}", "{1} ({0})", "{0} ({1})", "{0}, {1}", "{0} @ {1}", "{1} - {0}"))
    world.card(who, PHONE, form.format(who.name, company), phones=[who.mobile])
    world.card(colleague, PHONE, form.format(colleague.name, company), phones=[colleague.mobile])
    if world.chance(0.6):
        world.card(who, GOOGLE, emails=[who.email], phones=[who.mobile])
    else:
        world.card(who, LINKEDIN, work=Organisation(name=company, title=world.dice.choice(TITLES)))


def last_first(world: World) -> None:
    """Write Smith, John here and John Smith there; an address the same, or nothing."""
    who = world.person()
    emails = [who.email] if world.chance(0.6) else []
    form = world.dice.choice(("{1}, {0}", "{1} {0}", "{2}, {0}", "{2} {0}"))
    world.card(who, PHONE, form.format(who.given, who.family, who.family.upper()), emails=emails, phones=[who.mobile])
    world.card(who, GOOGLE, emails=[who.email])


def honorific(world: World) -> None:
    """Write Dr. Anna Weber, Frau Dr. Weber and Anna Weber, PhD; an address the same, or nothing."""
    who = world.person()
    before = world.dice.choice(("Dr.", "Prof. Dr.", "Mrs", "Herr", "Sir", "Rev.", "Dott.", "Mme", "Ing."))
    shared = world.chance(0.6)
    world.card(who, PHONE, f"{before} {who.name}", phones=[who.mobile])
    world.card(who, GOOGLE, emails=[who.email], phones=[who.mobile] if shared else [])
    if world.chance(0.5):
        world.card(who, LINKEDIN, f"{who.name}, {world.dice.choice(('PhD', 'MBA', 'PMP', 'MD'))}", work=world.job())
    if world.chance(0.3):
        world.card(who, MAIL, f"{before} {who.family}", emails=[who.email])


TRAPS: tuple[tuple[str, int, Callable[[World], None]], ...] = (
    ("family e-mail", 60, family_email),
    ("father and son", 30, father_and_son),
    ("twins", 25, twins),
    ("siblings", 35, siblings),
    ("assistant", 15, assistant),
    ("switchboard", 12, switchboard),
    ("one name in one company", 15, one_name_in_one_company),
    ("inherited mobile", 10, inherited_mobile),
    ("role address", 10, role_address),
    ("married name", 30, married_name),
    ("transliteration", len(_SPELLINGS), transliteration),
    ("nickname", 30, nickname),
    ("initial", 25, initial),
    ("LinkedIn row", 25, linkedin_row),
    ("copy in two files", 30, copy),
    ("company in the name", 25, company_in_the_name),
    ("last, first", 25, last_first),
    ("honorific", 20, honorific),
)
"""Each kind of trap, how many there are of it, and what makes one."""


def corpus(seed: int) -> World:
    """Return a world with all traps in it."""
    world = World(seed)
    for kind, count, make in TRAPS:
        world.kind = kind
        for _ in range(count):
            make(world)
    return world


_ACROSS = "across two kinds"


def report(world: World, merged: Book, show: str) -> None:
    """Print the table; with `show`, also the wrong, the missed and the undecided pairs of that kind."""
    true, joined, undecided = true_pairs(world.people), joined_pairs(merged), undecided_pairs(merged)

    def kind(pair: Pair) -> str:
        kinds = {world.kinds[record] for record in pair}
        return kinds.pop() if len(kinds) == 1 else _ACROSS

    columns = (true, true & joined, joined - true, true & undecided, undecided - true)
    counts = [Counter(map(kind, pairs)) for pairs in columns]
    print(f"{'':26} records   true pairs  joined   wrong   undecided: true   false")
    records = Counter(world.kinds.values())
    for name in (*(trap for trap, _, _ in TRAPS), _ACROSS, "all"):
        row = [len(pairs) if name == "all" else count[name] for pairs, count in zip(columns, counts, strict=True)]
        size = len(world.records) if name == "all" else records[name]
        print(f"{name:26} {size:7} {row[0]:12} {row[1]:7} {row[2]:7} {row[3]:17} {row[4]:7}")
    score = Score.of(joined, true)
    print(
        f"precision {score.precision:.4f} (wanted: 1); of the true pairs {score.recall:.3f} joined, "
        f"{len(true & (joined | undecided)) / len(true):.3f} joined or undecided; "
        f"{len(merged.contacts)} people of {len(set(world.people.values()))}, {len(merged.undecided)} pairs undecided"
    )
    if show:
        for heading, pairs in (
            ("wrong", joined - true),
            ("missed", true - joined - undecided),
            ("undecided, of one person", true & undecided - joined),
            ("undecided, of two persons", undecided - true),
        ):
            print(f"\n{show}, {heading}:")
            for pair in sorted(
                sorted(map(_described, map(world.records.__getitem__, pair))) for pair in pairs if kind(pair) == show
            ):
                print("  " + "\n  ".join(pair) + "\n")


def _described(record: Contact) -> str:
    said = (
        record.name,
        *(email.address for email in record.emails),
        *(phone.number for phone in record.phones),
        *(f"{work.title} at {work.name}" for work in record.organisations),
        *(home.street for home in record.addresses),
        record.birthday,
    )
    return f"{record.source:13} {' | '.join(filter(None, said))}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    kinds = [_ACROSS, *(name for name, _, _ in TRAPS)]
    parser.add_argument("--show", metavar="KIND", default="", choices=kinds, help="print the pairs of that kind")
    options = parser.parse_args()
    world = corpus(options.seed)
    contacts = list(world.records.values())
    world.dice.shuffle(contacts)
    profile = Profile(name="Ego Example", phones=["+1 902 555 0100"])
    report(world, tieweave.merge(Book(contacts=contacts, profile=profile)), options.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
