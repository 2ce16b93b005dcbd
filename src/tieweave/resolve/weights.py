"""What it weighs that two people agree or differ in something: the numbers of the comparison, in one place.

Fellegi and Sunter (1969, Journal of the American Statistical Association 64, 1183-1210): an outcome that is found with
probability m between two records of one person, and u between records of two people, weighs ln(m/u), and the weights
add up to the log-odds that the two are one person, from those of any two.

Those of names equal, mistyped and different, of birthdays and of addresses are from FEBRL's data sets 1 and 2, rounded;
`benchmarks/linkage_weights.py` counts them again. (There a street is two lines joined, so it is less often the very
same: the m of equal streets is taken higher for that.) The rest are our own judgement, held to by
`benchmarks/household.py` and `benchmarks/merging.py`.
What is as rare as its value (a surname, a town, an employer) has its u from `tieweave.resolve.frequencies`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from tieweave.resolve.likeness import Likeness

DUPLICATES = 0.6
"""How many other records of the same person there are to each, on average: two or three sources hold many people
twice, a single one few."""
FEWEST = 300
"""A book of fewer people is a part of one of so many: how rare a name is among acquaintances is not known from ten."""
NAMESAKES = 0.003
"""How many others of the same full name there are in a book at least, however rare the name: names run in families."""

UPPER = 4.0
"""Log-odds from which two are taken for one person: a probability of 0.982."""
UPPER_IF_BARE = 2.0
"""The same where one of them has nothing but a name (0.88): there is nothing that could be mixed up."""
LOWER = -2.0
"""Log-odds under which two are taken for two people without asking: a probability of 0.12."""


def _log_odds(m: float, u: float) -> float:
    return round(math.log(m / u), 2)


SAME_GIVEN = 0.71
"""m of equal given names; the u is how common the name is."""
GIVEN: Mapping[Likeness, float] = MappingProxyType(
    {
        Likeness.FORM: _log_odds(0.08, 0.01),
        Likeness.SLIP: _log_odds(0.13, 0.003),
        Likeness.NEAR: _log_odds(0.13, 0.003),
        Likeness.VARIANT: _log_odds(0.05, 0.03),
        Likeness.UNKNOWN: 0.0,
        Likeness.DIFFERENT: _log_odds(0.15, 0.99),
    }
)
SAME_FAMILY = 0.67
FAMILY: Mapping[Likeness, float] = MappingProxyType(
    {
        Likeness.FORM: _log_odds(0.03, 0.002),
        Likeness.SLIP: _log_odds(0.22, 0.002),
        Likeness.NEAR: _log_odds(0.22, 0.002),
        Likeness.VARIANT: _log_odds(0.03, 0.03),
        Likeness.UNKNOWN: 0.0,
        Likeness.DIFFERENT: _log_odds(0.11, 0.99),
    }
)
SWAPPED = _log_odds(0.07, 0.5)
"""What is taken away for a given and a family name that have changed places; a few names are both."""
ONE_WORD = _log_odds(0.2, 0.02)
"""A name of one word ("Bob") that the other has too, in part."""
MIDDLE_DIFFERS = _log_odds(0.05, 0.9)
SAME_IN_ANOTHER_SCRIPT = 0.3
"""m of names that are one when written in Latin letters; the u is how common the name is."""

SAME_BIRTHDAY = _log_odds(0.91, 1 / 20_000)
SAME_DAY = _log_odds(0.9, 1 / 365)
"""One day of the year, the year not known of one of them."""
SLIP_IN_BIRTHDAY = 0.0
"""Days a digit apart: m is 0.03 in registers, but cousins and namesakes are as near."""
OTHER_BIRTHDAY = _log_odds(0.06, 0.99)

SAME_NUMBER = _log_odds(0.84, 0.015)
OTHER_NUMBER = _log_odds(0.16, 0.99)
SAME_STREET = 0.45
"""m of equal streets; the u is how common the street is in the book."""
ALIKE_STREET = _log_odds(0.4, 0.002)
OTHER_STREET = _log_odds(0.15, 0.99)
SAME_LOCALITY = 0.68
ALIKE_LOCALITY = _log_odds(0.22, 0.001)
OTHER_LOCALITY = _log_odds(0.10, 0.99)
SAME_POSTAL_CODE = 0.78
ALIKE_POSTAL_CODE = _log_odds(0.19, 0.015)
OTHER_POSTAL_CODE = _log_odds(0.05, 0.98)

SHARED_EMAIL = _log_odds(0.6, 0.000_2)
SHARED_COMMON_KEY = _log_odds(0.3, 0.02)
"""A mailbox of a function, or a household's telephone that others have who are certainly other people."""
OTHER_EMAILS = _log_odds(0.5, 1.0)
OTHER_EMAIL_OF_ONE_EMPLOYER = _log_odds(0.03, 1.0)
"""Two addresses at one employer: each of its people has one."""
SHARED_PHONE = _log_odds(0.6, 0.001)
OTHER_PHONES = _log_odds(0.25, 1.0)
SHARED_PAGE = _log_odds(0.6, 0.000_1)
OTHER_PAGES = _log_odds(0.02, 1.0)
"""Two pages on one site: people have one."""
SHARED_UID = _log_odds(0.3, 0.01)
SAME_ORGANISATION = 0.5
"""m of a common organisation; the u is how many of the book are there."""
SAME_TRADE = _log_odds(0.3, 0.02)
"""One word for the work of both: "Bob (dentist)", and a title or letters after the name that say so."""
COLLEAGUES = 1 / 27
"""u of a common organisation at least: namesakes in a book are colleagues more often than any two people in it, since
a book has many from the few companies ego has to do with."""
OTHER_ORGANISATIONS = _log_odds(0.4, 0.97)
