"""Leads: who may lead to work, why, and what to ask them for. Pure functions of values and an explicit `now`.

value.py       the formula, from numbers
reach.py       how far somebody's word goes: work, rank, circles
work.py        where somebody works at present, and how high up
novelty.py     how much they hear that ego does not hear already
target.py      how far they fit with what ego is looking for
prospects.py   all of these for a whole book, worked out once
diversify.py   a list that is not ten people of one firm
listing.py     the list
companies.py   whom ego knows at a company, and through whom
mentions.py    what a note says of somebody and a company
aliases.py     which names are one company
domains.py     which e-mail domains are a company's
reasons.py     one sentence a lead
eligible.py    whom one can ask at all, and who is close
words.py       the words looked for, from `lexicon/leads.toml`
"""

from tieweave.leads.companies import CompanyLeads, at_company
from tieweave.leads.listing import leads
from tieweave.leads.prospects import Prospects
from tieweave.leads.target import Targets
from tieweave.leads.value import worth

__all__ = [
    "CompanyLeads",
    "Prospects",
    "Targets",
    "at_company",
    "leads",
    "worth",
]
