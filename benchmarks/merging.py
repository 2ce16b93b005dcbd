"""How right merging is on one large address book, and how time and memory grow with the number of records.

    python benchmarks/merging.py [--seed 7] [--sizes 5000 10000 50000 100000]

The address book has 10,000 cards of 9,200 people, made up and skewed as names are in life: 800 cards are duplicates,
each of one of seven kinds, and 200 people have the full name of another beside those who have it by chance. A pair of
cards of one person can be found when the two share an e-mail address, a number in any notation, or the name's words;
"between copies" are the pairs of two duplicates of one card.

For the growth, three sources hold parts of one population: a phone, Google, and LinkedIn with hardly an address. Each
size is merged in a process of its own, without garbage collection as the command does it; the memory is the most that
the process had, the records included.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Hashable

import attrs

import made_up
import tieweave
from made_up import LABELS, PROVIDERS, SHORT, TITLES, Names, Number
from scoring import Pair, Score, joined_pairs, true_pairs, undecided_pairs
from tieweave import Book, Contact, Organisation, Profile, SourceRef, Url

_PEOPLE = 9_000
_STRANGERS = 200
_COPIED_TWICE = 54
_KINDS = {
    "e-mail": 127,
    "phone format": 93,
    "nickname": 12,
    "swapped": 119,
    "typing slip": 126,
    "name only: nothing else": 107,
    "name only: other details": 108,
    "name only: same company": 108,
}
_BETWEEN = "between copies"
_PROFILE = Profile(name="Ego Example", phones=["+1 902 555 0100"])


@attrs.frozen
class Person:
    """Somebody made up."""

    given: str
    family: str
    emails: tuple[str, ...]
    numbers: tuple[Number, ...]
    work: Organisation
    born: str

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.given} {self.family}"


class Population:
    """People of a place: their names, companies and addresses."""

    def __init__(self, dice: random.Random, size: int) -> None:
        self.dice = dice
        self._names = Names(dice, size)
        self._companies = [made_up.company(dice) for _ in range(max(20, size // 20))]
        self._taken: set[str] = set()

    def person(self, given: str = "", family: str = "") -> Person:
        """Return somebody new, with everything their own but perhaps the name."""
        given, family = given or self._names.given(), family or self._names.family()
        # A few companies employ many, and many few.
        company = self._companies[int(len(self._companies) * self.dice.random() ** 3)]
        return Person(
            given,
            family,
            emails=(
                self._email(given, family, self.dice.choice(PROVIDERS)),
                self._email(given, family, made_up.domain(company)),
            ),
            numbers=(made_up.number(self.dice), made_up.number(self.dice)),
            work=Organisation(name=company, title=self.dice.choice(TITLES)),
            born=made_up.birthday(self.dice),
        )

    def _email(self, given: str, family: str, host: str) -> str:
        first, last = made_up.plain(given), made_up.plain(family)
        local = self.dice.choice((f"{first}.{last}", f"{first}.{last}", f"{first[0]}{last}", f"{last}.{first}"))
        address, more = f"{local}@{host}", 1
        while address in self._taken:
            more += 1
            address = f"{local}{more}@{host}"
        self._taken.add(address)
        return address


def card(dice: random.Random, key: str, who: Person) -> Contact:
    """Return a card such as people keep: name, address, number and work on most, a birthday on three of ten."""
    emails = dice.choices((who.emails[:1], who.emails[1:], who.emails, ()), (45, 25, 15, 15))[0]
    numbers = who.numbers[: dice.choices((0, 1, 2), (15, 65, 20))[0] or (0 if emails else 1)]
    return Contact(
        source="book.vcf",
        key=key,
        name=who.name,
        given=who.given,
        family=who.family,
        emails=emails,
        phones=[number.written(dice) for number in numbers],
        organisations=[who.work] if dice.random() < 0.75 else [],
        birthday=who.born if dice.random() < 0.3 else "",
        addresses=[made_up.address(dice)] if dice.random() < 0.2 else [],
        labels=[dice.choice(LABELS)] if dice.random() < 0.25 else [],
    )


@attrs.frozen
class AddressBook:
    """The cards of one address book, whose each is (a number), and which kind of duplicate each is, if any."""

    cards: dict[SourceRef, Contact]
    people: dict[SourceRef, int]
    kinds: dict[SourceRef, str]


def address_book(seed: int) -> AddressBook:
    """Return the address book."""
    dice = random.Random(seed)  # noqa: S311 # made-up people, no secret
    population = Population(dice, _PEOPLE)
    people = [population.person() for _ in range(_PEOPLE)]
    people += [population.person(one.given, one.family) for one in dice.sample(people, _STRANGERS)]
    cards = [card(dice, f"card-{at}", who) for at, who in enumerate(people)]
    for at in range(_PEOPLE, _PEOPLE + _STRANGERS // 7):
        cards[at] = _with_one_detail(dice, cards[at])
    kinds = [kind for kind, count in _KINDS.items() for _ in range(count)]
    dice.shuffle(kinds)
    owners = _owners(dice, kinds, cards)
    for at, (kind, owner) in enumerate(zip(kinds, owners, strict=True)):
        cards.append(_copy(dice, kind, f"copy-{at}", cards[owner], people[owner], population))
    refs = [one.sources[0] for one in cards]
    return AddressBook(
        cards=dict(zip(refs, cards, strict=True)),
        people=dict(zip(refs, [*range(len(people)), *owners], strict=True)),
        kinds=dict(zip(refs[len(people) :], kinds, strict=True)),
    )


def _with_one_detail(dice: random.Random, original: Contact) -> Contact:
    """Return a card that says one thing beside the name."""
    bare = Contact(source=original.source, key=original.key, name=original.name)
    has = [field for field in ("emails", "phones", "organisations", "birthday") if getattr(original, field)]
    field = dice.choice(has)
    return attrs.evolve(bare, **{field: getattr(original, field)})


def _owners(dice: random.Random, kinds: list[str], cards: list[Contact]) -> list[int]:
    """Return whose card each duplicate is of: some people have two, nobody more."""
    fresh, once, owners = dice.sample(range(_PEOPLE), _PEOPLE), list[int](), list[int]()
    for at, kind in enumerate(kinds):
        pool = once if at >= len(kinds) - _COPIED_TWICE else fresh
        owner = next(one for one in pool if _can_be_copied(kind, cards[one]))
        pool.remove(owner)
        if pool is fresh:
            once.append(owner)
        owners.append(owner)
    return owners


def _can_be_copied(kind: str, original: Contact) -> bool:
    if kind == "nickname" and original.given not in SHORT:
        return False
    if kind == "phone format":
        return bool(original.phones)
    if kind == "name only: same company":
        return bool(original.organisations)
    return bool(original.emails) or kind.startswith("name only")


def _copy(dice: random.Random, kind: str, key: str, original: Contact, who: Person, population: Population) -> Contact:
    """Return a duplicate of a card; beside the name, only what the kind says is the same."""
    same = Contact(source=original.source, key=key, name=who.name, given=who.given, family=who.family)
    if kind == "phone format":
        return attrs.evolve(same, phones=[_otherwise(dice, original.phones[0].number, who.numbers[0])])
    if kind.startswith("name only"):
        if kind == "name only: nothing else":
            return same
        other = population.person(who.given, who.family)
        # Three of ten originals have a birthday, so about a tenth of all that share the name share it too.
        same = attrs.evolve(same, birthday=original.birthday if dice.random() < 0.5 else "")
        if kind == "name only: same company":
            return attrs.evolve(same, emails=other.emails[:1], organisations=original.organisations)
        return attrs.evolve(same, emails=other.emails[:1], phones=[other.numbers[0].written(dice)])
    name, given, family = who.name, who.given, who.family
    if kind == "nickname":
        given = SHORT[given]
        name = f"{given} {family}"
    elif kind == "swapped":
        name, given, family = f"{family} {given}", family, given
    elif kind == "typing slip":
        given, family = (given, _slip(dice, family)) if dice.random() < 0.6 else (_slip(dice, given), family)
        name = f"{given} {family}"
    elif dice.random() < 0.5:
        forms = ("{0[0]}. {1}", "{0} {2}. {1}", "Dr. {0} {1}", "{1}, {0}", "{3}", "{4}")
        name = dice.choice(forms).format(given, family, dice.choice("ABCEJLMR"), name.upper(), name.lower())
        given = family = ""
    phones = [made_up.number(dice).written(dice)] if kind == "e-mail" and dice.random() < 0.5 else []
    return Contact(
        source=original.source,
        key=key,
        name=name,
        given=given,
        family=family,
        emails=original.emails[:1],
        phones=phones,
    )


def _otherwise(dice: random.Random, written: str, number: Number) -> str:
    """Return a number in another notation."""
    while (other := number.written(dice)) == written:
        pass
    return other


def _slip(dice: random.Random, word: str) -> str:
    """Return a word with a letter left out, doubled, mistaken, or in the place of the next."""
    at = dice.randrange(1, len(word) - 1) if len(word) > 2 else 0
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return dice.choice(
        (
            before + after,
            before + 2 * letter + after,
            before + dice.choice("aeinrstlou".replace(letter, "")) + after,
            before + after[:1] + letter + after[1:] if after[:1] != letter else before + after,
        )
    )


def _findable(one: Contact, other: Contact) -> bool:
    """Return whether two cards share an address, a number or the name's words."""

    def marks(of: Contact) -> set[Hashable]:
        numbers = ("".join(filter(str.isdigit, phone.number))[-10:] for phone in of.phones)
        words = frozenset(made_up.words(of.name))
        return {*(email.address for email in of.emails), *numbers, words}

    return not marks(one).isdisjoint(marks(other))


def measure(seed: int) -> None:
    """Print how right the merging of the address book is."""
    book = address_book(seed)
    true = true_pairs(book.people)
    namesakes = Counter(name for name, _ in {(book.cards[ref].name, who) for ref, who in book.people.items()})
    cards = list(book.cards.values())
    random.Random(seed).shuffle(cards)  # noqa: S311 # no secret
    gc.disable()  # as the command runs
    started = time.process_time()
    merged = tieweave.merge(Book(contacts=cards, profile=_PROFILE))
    seconds = time.process_time() - started
    gc.enable()
    joined, undecided = joined_pairs(merged), undecided_pairs(merged)
    score, wrong = Score.of(joined, true), joined - true
    print(f"{len(cards):,} cards of {len(set(book.people.values())):,} people, {len(true)} pairs of one person")
    print(f"{sum(count > 1 for count in namesakes.values())} names that several people have")
    print(f"{len(merged.contacts):,} people in {seconds:.2f} CPU s")
    print(f"recall {score.recall:.3f}, precision {score.precision:.4f}: {len(wrong)} pairs of two people joined")

    def kind(pair: Pair) -> str:
        of_copies = [book.kinds[ref] for ref in pair if ref in book.kinds]
        return of_copies[0] if len(of_copies) == 1 else _BETWEEN

    print(f"\n{'kind of duplicate':26}  pairs  joined  recall  missed: undecided")
    by_kind = {name: {pair for pair in true if kind(pair) == name} for name in (*_KINDS, _BETWEEN)}
    for name, pairs in by_kind.items():
        found = Score.of(joined & pairs, pairs)
        left = len(pairs & undecided - joined)
        print(f"{name:26} {len(pairs):6} {found.right:7} {found.recall:7.3f} {found.true - found.right:7} {left:10}")
    findable = {pair for pair in true if _findable(*(book.cards[ref] for ref in pair))}
    missed = findable - joined
    print(
        f"\nof {len(findable)} findable pairs {len(findable & joined)} are joined and {len(missed)} missed, "
        f"of which {len(missed & undecided)} undecided; {len(merged.undecided)} pairs are undecided in all"
    )


def three_sources(size: int, seed: int) -> tuple[list[Contact], dict[SourceRef, int]]:
    """Return `size` records that a phone, Google and LinkedIn hold of one population, and whose each is."""
    dice = random.Random(seed)  # noqa: S311 # made-up people, no secret
    population = Population(dice, size * 2 // 3)
    records: list[Contact] = []
    people: dict[SourceRef, int] = {}
    person = 0
    while len(records) < size:
        person += 1
        who = population.person()
        for share, make in ((0.55, _in_phone), (0.5, _in_google), (0.5, _on_linkedin)):
            if dice.random() < share and len(records) < size:
                records.append(make(dice, f"{len(records)}", who))
                people[records[-1].sources[0]] = person
    dice.shuffle(records)
    return records, people


def _in_phone(dice: random.Random, key: str, who: Person) -> Contact:
    given = SHORT.get(who.given, who.given) if dice.random() < 0.3 else who.given
    return Contact(
        source="phone.vcf",
        key=key,
        name=f"{given} {who.family}",
        given=given,
        family=who.family,
        phones=[number.written(dice) for number in who.numbers[: dice.choice((1, 1, 2))]],
        emails=who.emails[:1] if dice.random() < 0.25 else (),
        birthday=who.born if dice.random() < 0.1 else "",
    )


def _in_google(dice: random.Random, key: str, who: Person) -> Contact:
    name = f"{who.family} {who.given}" if dice.random() < 0.03 else who.name
    return Contact(
        source="google.csv",
        key=key,
        name=name,
        emails=dice.choice((who.emails[:1], who.emails[1:], who.emails)),
        phones=[str(who.numbers[0])] if dice.random() < 0.25 else (),
        organisations=[who.work] if dice.random() < 0.5 else (),
        labels=[dice.choice(LABELS)] if dice.random() < 0.2 else (),
    )


def _on_linkedin(dice: random.Random, key: str, who: Person) -> Contact:
    suffix = dice.choice(("MBA", "PhD", "PMP", "CPA")) if dice.random() < 0.08 else ""
    return Contact(
        source="linkedin.zip",
        key=key,
        name=f"{who.name}, {suffix}" if suffix else who.name,
        given=who.given,
        family=who.family,
        suffixes=suffix,
        emails=who.emails[:1] if dice.random() < 0.15 else (),
        urls=[Url(url=f"https://www.linkedin.com/in/{made_up.plain(who.name)}-{key}")],
        organisations=[who.work],
    )


def growth_of(size: int, seed: int) -> None:
    """Merge so many records of three sources, and print the figures as JSON."""
    records, people = three_sources(size, seed)
    gc.disable()  # as the command runs
    started = time.process_time()
    merged = tieweave.merge(Book(contacts=records, profile=_PROFILE))
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    score = Score.of(joined_pairs(merged), true_pairs(people))
    print(json.dumps([len(merged.contacts), len(set(people.values())), score.recall, score.precision, seconds, peak]))


def growth(sizes: list[int], seed: int) -> None:
    """Print a line for each size, measured in a process of its own."""
    print("\nrecords   people of  these  recall  precision   CPU s  ns per n log2 n  peak MB")
    for size in sizes:
        command = [sys.executable, __file__, "--seed", str(seed), "--growth-of", str(size)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        people, true, recall, precision, seconds, peak = found
        each = seconds / (size * math.log2(size)) * 1e9
        print(
            f"{size:7,} {people:8,} {true:9,} {recall:7.3f} {precision:10.4f} {seconds:7.2f} {each:16.0f} {peak:8.0f}",
            flush=True,
        )


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sizes", type=int, nargs="*", default=[5_000, 10_000, 50_000, 100_000], metavar="N")
    parser.add_argument("--growth-of", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.growth_of:
        growth_of(options.growth_of, options.seed)
        return 0
    measure(options.seed)
    growth(options.sizes, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
