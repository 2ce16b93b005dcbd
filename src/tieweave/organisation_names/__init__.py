"""When two names are the same organisation: spelling, legal form and the generic words set aside.

    keys.py      the words of a name, and the key that two names of one organisation share
    forms.py     the short forms of a name: initials, first words, what a domain is called
    parts.py     departments, campuses and branches
    namesakes.py who else in the book is called so
    own.py       which of ego's own organisations a name, an address or a text means, and how surely
    domains.py   whose an e-mail domain is
    lexicon.py   the words, in ten languages

Names match whole, never by substring: "Shell" is not "Shellfish Bar", and "Meta" is not "Metabolic Clinic". What is
shortened further than a key allows ("Dal", "MIT") is read only where ego's own organisations are in question.
"""

from __future__ import annotations

from tieweave.organisation_names.keys import Key, differ, heard, key, kinds, mentions, same, spoken, words

__all__ = ["Key", "differ", "heard", "key", "kinds", "mentions", "same", "spoken", "words"]
