"""Forgetting a person: everything that the store holds of them is erased, from the bytes of its files too.

traces.py    what rows of the store, and contacts, say of whom; who one person is by them
mentions.py  the person's names, addresses and numbers in any text
leaving.py   what is held, without the person
erasing.py   that done to a store, its caches and its backups, in one step
"""

from tieweave.forgetting.erasing import Erased, erase, would_erase
from tieweave.forgetting.mentions import Mentions
from tieweave.forgetting.traces import Person, Traces

__all__ = ["Erased", "Mentions", "Person", "Traces", "erase", "would_erase"]
