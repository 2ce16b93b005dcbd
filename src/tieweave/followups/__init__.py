"""Follow-ups: a humane plan of whom to turn to, what for, when, by which channel and in which words.

suggesting.py    the plan
choosing.py      out of everybody who could be turned to, those of this plan
standing.py      what stands of the plan made before
occasions.py     new roles and birthdays of those who are not turned to already
booking.py       who has a place in which week before anybody else is chosen
pools.py         what the mix draws from
mixing.py        the mix of each week: asks, and what asks for nothing
spreading.py     the days of a week
days.py          today, the weeks ahead and how much they hold, which days are free, birthdays
people.py        the people with what is known of them, and whether they may be asked
past.py          what the journal says of one person
thanks.py        thanks: always, and within days
asks.py          whom to ask for a lead, an introduction, advice
supporting.py    which of the close people to ask for support
offers.py        what ego can do for somebody without asking for anything, the most fitting first
gifts.py         birthdays, congratulations, help, introductions, an open ear
reconnecting.py  a first word to a tie that sleeps, and keeping in touch
keeping.py       after how many days it is time to be in touch again
needs.py         what a note says somebody needs; the words are in `lexicon/needs.toml`
roles.py         what somebody does at present, and what is new in it
candidate.py     something that could be suggested
wording.py       parts of reasons
channels.py      by which channel somebody is reached
drafts.py        each follow-up in words
templates.py     the words they are made of, the user's own among them
template_file.py the files that these stand in
addressing.py    what to call somebody in a message
languages.py     in which language to write to somebody
settings.py      what the user may choose of it

The names are loaded when first used: the configuration reads `settings.py` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tieweave.followups.roles import work_of
    from tieweave.followups.suggesting import suggest
    from tieweave.followups.templates import Templates

__all__ = ["Templates", "suggest", "work_of"]

_HOMES = {"Templates": "templates", "suggest": "suggesting", "work_of": "roles"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    found: object = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
