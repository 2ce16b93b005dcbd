"""Made-up people for the measurements: names as frequent as in life, numbers in every notation, addresses, dates.

The common names are those of the United States in order of frequency, with some of other countries; the rare ones are
put together from syllables.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from tieweave import Address

MEN = (
    "James Robert John Michael David William Richard Joseph Thomas Christopher Charles Daniel Matthew Anthony Mark "
    "Donald Steven Andrew Paul Joshua Kenneth Kevin Brian Timothy Ronald George Jason Edward Jeffrey Ryan Jacob "
    "Nicholas Gary Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Frank "
    "Raymond Jack Dennis Jerry Tyler Aaron José Adam Nathan Henry Zachary Douglas Peter Kyle Noah Ethan Jeremy "
    "Christian Walter Keith Austin Roger Terry Sean Gerald Carl Dylan Harold Jordan Jesse Bryan Lawrence Arthur "
    "Gabriel Bruce Logan Alan Juan Elijah Albert Wayne Randy Mason Vincent Liam Roy Caleb Bradley Russell Lucas Lars "
    "Mateo Ahmed Wei Giovanni Haruto Omar Björn Jürgen Luis Miguel Hans Pierre Piotr Marek Rajesh"
).split()
WOMEN = (
    "Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Karen Sarah Lisa Nancy Sandra Betty Ashley Emily "
    "Kimberly Margaret Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Dorothy Amy "
    "Kathleen Angela Shirley Emma Brenda Pamela Nicole Anna Samantha Katherine Christine Debra Rachel Carolyn Janet "
    "Maria Olivia Heather Helen Catherine Diane Julie Victoria Joyce Lauren Kelly Christina Ruth Joan Virginia Judith "
    "Evelyn Hannah Andrea Megan Cheryl Jacqueline Madison Teresa Abigail Sophia Martha Sara Gloria Janice Kathryn Ann "
    "Isabella Judy Charlotte Julia Grace Amber Alice Jean Denise Frances Danielle Marilyn Natalie Beverly Diana "
    "Brittany Theresa Kayla Alexis Doris Lori Tiffany Priya Ingrid Lucía Chiara Aisha Olga Yuki Fatima Zoë Chloé "
    "Agnieszka Carmen Ana Ursula Sofia Mei Pilar Nadia"
).split()
FAMILIES = (
    "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson "
    "Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson "
    "Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell "
    "Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales "
    "Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson "
    "Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long "
    "Ross Foster Jimenez Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Dubois Lefèvre Rossi Bianchi "
    "Kowalski Nowak Jansen Novák Ivanov Khan Singh Chen Wang Tanaka Sato"
).split()
SHORT = {
    "Robert": "Bob", "William": "Bill", "Richard": "Dick", "Michael": "Mike", "Thomas": "Tom", "James": "Jim",
    "Edward": "Ted", "Joseph": "Joe", "Charles": "Chuck", "Christopher": "Chris", "Daniel": "Dan", "Matthew": "Matt",
    "Anthony": "Tony", "Steven": "Steve", "Kenneth": "Ken", "Timothy": "Tim", "Benjamin": "Ben", "Samuel": "Sam",
    "Margaret": "Peggy", "Elizabeth": "Liz", "Patricia": "Pat", "Katherine": "Kate", "Susan": "Sue",
    "Deborah": "Debbie", "Jennifer": "Jen", "Rebecca": "Becky", "Barbara": "Barb", "Jessica": "Jess", "Samantha": "Sam",
    "Victoria": "Vicky",
}  # fmt: skip
TITLES = (
    "Account Manager;Family Physician;Software Engineer;Senior Buyer;Lawyer;Teacher;Sales Representative;Dentist;"
    "Project Manager;Accountant;Nurse;Data Analyst;Real Estate Agent;Professor;Driver;Owner;Director;Consultant;"
    "Office Manager;Electrician;Architect;Pharmacist;Engineer;Head of Sales;Marketing Manager;Recruiter"
).split(";")
LABELS = "Family Friends Work Clients Neighbours Choir Gym Rotary School Church".split()

PROVIDERS = (
    "gmail.com gmail.com gmail.com gmail.com yahoo.com yahoo.com outlook.com hotmail.com icloud.com gmx.de isp.example"
).split()
"""Where private people have their mailboxes, the last a provider that hardly anybody knows; nothing is sent there."""

_ONSETS = "b bl br ch d dr f fl g gr h j k kl kr l m n p pr qu r s sch sh sl st str t th tr v w wh y z".split()
_VOWELS = "a a a e e e i i o o u ai au ea ee ei ie oo ou".split()
_CODAS = ("", *"ck d ft g l ld ll lm m mb n nd ng nk nt p r rd rk rn rt s ss st t tch x".split())
_FAMILY_ENDINGS = (
    "son man sen ski sky er er ley ton ford ham well field berg stein mann ez ini elli ov ova ic ak ek os is worth "
    "wood by land ard ell in i o a y en ing ingham ridge brook"
).split()
_GIVEN_ENDINGS = "a a ia ina el en er in is us an on eth y io e elle ette ita o wyn iah".split()
_STREETS = "Elm Oak Maple Park Main Church Mill High Station Lake Cedar Hill Bridge School River Spring".split()
_TOWNS = "Halifax Truro Windsor Kentville Amherst Lunenburg Bridgewater Digby Yarmouth Antigonish Pictou".split()
_TRADES = "Works Systems Partners Foods Logistics Labs Clinic Media Bank Motors Design Tools".split()
_NOTATIONS = (
    "+1 ({}) {}-{}", "{}.{}.{}", "1-{}-{}-{}", "001 {} {} {}", "({}) {}-{}", "{}-{}-{}", "+1{}{}{}", "{} {} {}"
)  # fmt: skip


class Number(NamedTuple):
    """A telephone number, to be written in any notation."""

    area: str
    exchange: str
    line: str

    def written(self, dice: random.Random) -> str:
        """Return the number in one of the notations that people use."""
        return dice.choice(_NOTATIONS).format(*self)

    def __str__(self) -> str:
        return f"+1 {self.area} {self.exchange} {self.line}"


def number(dice: random.Random) -> Number:
    """Return a new number; two are the same about as seldom as in life."""
    return Number(str(dice.randrange(201, 989)), str(dice.randrange(200, 999)), f"{dice.randrange(10_000):04}")


def birthday(dice: random.Random, first: int = 1940, last: int = 2004) -> str:
    """Return a date of birth."""
    return f"{dice.randrange(first, last + 1)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"


def address(dice: random.Random) -> Address:
    """Return the address of a house."""
    town = dice.randrange(len(_TOWNS))
    return Address(
        street=f"{dice.randrange(1, 900)} {dice.choice(_STREETS)} {dice.choice(('Street', 'Road', 'Avenue', 'Lane'))}",
        locality=_TOWNS[town],
        region="NS",
        postal_code=f"B{town % 9 + 1}{dice.choice('ABCEHK')} {dice.randrange(10)}{dice.choice('ABCEHK')}1",
    )


def rare_family(dice: random.Random) -> str:
    """Return a family name that hardly anybody has."""
    syllables = "".join(_syllable(dice) for _ in range(dice.choice((1, 1, 1, 2))))
    return (syllables + dice.choice(_FAMILY_ENDINGS)).capitalize()


def company(dice: random.Random) -> str:
    """Return the name of a company."""
    return f"{rare_family(dice)} {dice.choice(_TRADES)}"


def domain(company_name: str) -> str:
    """Return the domain of a company's addresses."""
    return company_name.lower().replace(" ", "-") + ".example"


def plain(text: str) -> str:
    """Return a name as it stands in an address: small ASCII letters."""
    return text.lower().translate(_ASCII)


def words(name: str) -> list[str]:
    """Return the words of a name in small ASCII letters, without commas and stops."""
    return [plain(word) for word in name.replace(",", " ").replace(".", " ").split()]


_ASCII = str.maketrans({**dict(zip("áéíóúñöäåëèçø", "aeiounoaaeeco", strict=True)), "ü": "ue", "ß": "ss", " ": ""})


def _syllable(dice: random.Random) -> str:
    return dice.choice(_ONSETS) + dice.choice(_VOWELS) + dice.choice(_CODAS)


class Names:
    """The full names of a population: a few that many have, many that few have, and more of them the more `people`.

    Of a hundred people about one is a Smith; that two of them have one full name is as likely as it is in life, about
    two in a million.
    """

    def __init__(self, dice: random.Random, people: int) -> None:
        self._dice = dice
        self._families = [*FAMILIES, *(rare_family(dice) for _ in range(2 * people))]
        rare = ((_syllable(dice) + dice.choice(_GIVEN_ENDINGS)).capitalize() for _ in range(200 + people // 20))
        self._given = [*chain.from_iterable(zip(MEN, WOMEN, strict=False)), *rare]
        self._family_weights = _falling(self._families, 3, 0.75)
        self._given_weights = _falling(self._given, 12, 0.9)

    def given(self) -> str:
        """Return a given name."""
        return self._dice.choices(self._given, cum_weights=self._given_weights)[0]

    def family(self) -> str:
        """Return a family name."""
        return self._dice.choices(self._families, cum_weights=self._family_weights)[0]


def _falling(values: Sequence[str], offset: float, exponent: float) -> list[float]:
    """Return cumulative weights of `values` in order of frequency, by the law of Zipf and Mandelbrot."""
    return list(accumulate((rank + offset) ** -exponent for rank in range(1, len(values) + 1)))
