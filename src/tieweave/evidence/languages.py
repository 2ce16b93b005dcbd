"""The small words of a language, by which it is told whose a relation is and whether it is one."""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen
class Language:
    """The small words of one language, and which of its relation words need care.

    `my` belong to ego (`my_object` where it is the object, "unseren Chor"), `other` to somebody else; `deny` take
    back what follows; `between` may stand between owner and role ("old", "a"); `of` and `of_my` join a role to whose
    it is, `of_the` too where somebody follows ("vom Chef", not "vom Hauskauf"), `at` one to a place. `my_after`
    follow what is ego's ("sjefen min"). `agents` are endings of words for who does something ("-eur"), whom "with me"
    makes a co-worker. `suffixes` are letters that make a name a possessor ("Ellas"), `genitive` the endings of names
    after what is theirs.

    `me` is ego as the one to whom something is done ("sold us"), `them` the contact ("works with her"), and `does`
    what people do to things of ego's, by role ("cuts my hair").

    `member` words may follow a place ("gym buddy"). With `staff` words before it one only works there; after `some`
    it is somebody else's, unless a word of `together` says that ego is there too; after a `street` it is an address.

    `anchored` words are read only with a word of `my` before them, `surname` ones never as a capitalised
    word beside another name, `title` ones before a name although they name close kin or surnames. `heads` are words of
    four letters and more that others are written on to: a "Fußballtrainer" is a "trainer".
    """

    my: frozenset[str]
    my_object: frozenset[str]
    other: frozenset[str]
    deny: frozenset[str]
    between: frozenset[str]
    of: frozenset[str]
    of_my: frozenset[str]
    of_the: frozenset[str]
    my_after: frozenset[str]
    at: frozenset[str]
    anchored: frozenset[str]
    surname: frozenset[str]
    title: frozenset[str]
    heads: frozenset[str]
    me: frozenset[str]
    them: frozenset[str]
    member: frozenset[str]
    staff: frozenset[str]
    some: frozenset[str]
    together: frozenset[str]
    street: frozenset[str]
    suffixes: frozenset[str]
    genitive: frozenset[str]
    agents: frozenset[str]
    does: Mapping[str, frozenset[str]]
