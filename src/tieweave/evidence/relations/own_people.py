"""Names of ego's own people: those of the profile's child and partner, and "Our Janet", as families say."""

from __future__ import annotations

from collections.abc import Iterator

from tieweave.evidence.relations.people import name_words
from tieweave.evidence.relations.reader import Reader
from tieweave.evidence.relations.rules import Said
from tieweave.evidence.texts import Text, fold, is_word


def own_person(reader: Reader, field: str, name: str) -> Iterator[Said]:
    """Yield that a name is that of ego's own child or partner, "Ella 🦄" and "Ella mobile" too.

    A first name alone may be another's, so it says as much as a relation word that may be a surname.
    """
    people = reader.people
    first_names = [known[0] for known in (*people.children, people.partner) if known]
    folded = fold(name)
    if not any(first in folded for first in first_names):
        return
    named = tuple(word for word in name_words(name) if word not in reader.rules.aside)
    if not named:
        return
    role = "child" if people.names_child(named) else "partner" if people.names_partner(named) else ""
    for toward, weight in reader.rules.weights(role, "name" if len(named) > 1 else "name_doubt") if role else ():
        yield Said(field, name, f"'{name}' is the name of your {role}", toward, weight)


def is_one_of_ours(reader: Reader, text: Text) -> bool:
    """Tell whether after "our" there is a given name and nothing else in the name."""
    names = [at for at in range(1, len(text.words)) if is_word(text.words[at])]
    return len(names) == 1 and text.is_capital(names[0]) and reader.is_called(text.words[names[0]])
