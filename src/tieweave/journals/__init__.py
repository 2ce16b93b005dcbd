"""The journal: what was suggested and what became of it, and what the user logged, kept in the store.

rows.py      the rows of the store's tables, and what stands in them
keeping.py   reading and keeping them
settling.py  what becomes of a follow-up when it is done, snoozed, dropped, answered
persons.py   whose entries and follow-ups are: by the people of the present run, or without the sources
naming.py    which follow-up, or person, a text means
entering.py  what the user says has happened, as an entry
acts.py      what was logged and done, as interactions
"""

from tieweave.journals.acts import interactions, within_the_day
from tieweave.journals.entering import entered, moment
from tieweave.journals.keeping import keep_plan, kept, load, log, pushed, restore, settle, settle_news, undo_entry
from tieweave.journals.naming import ask_of, marks_of, meant, of_person, people
from tieweave.journals.persons import found, joined
from tieweave.journals.settling import settled, with_news

__all__ = [
    "ask_of",
    "entered",
    "found",
    "interactions",
    "joined",
    "keep_plan",
    "kept",
    "load",
    "log",
    "marks_of",
    "meant",
    "moment",
    "of_person",
    "people",
    "pushed",
    "restore",
    "settle",
    "settle_news",
    "settled",
    "undo_entry",
    "with_news",
    "within_the_day",
]
