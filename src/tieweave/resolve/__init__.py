"""Identity: which records are of one person, what they say together, and the id that person keeps.

Record linkage as the field does it, a step a module: `normalise`, `phones` and `names` (with `name_lexicon`) say how
what identifies is written, `keys` and `claims` what a record is known by and says of its person, `agreement` when two
names can be one person's; `persons` holds who is joined, by `decisions` (the user's), `copies`, `sharing` (keys) and
`linking` (likeness), in the order that `cluster` gives. Likeness is of pairs from `blocking`, shown by `portrait`,
compared by `compare` with `likeness`, `weights` and `frequencies`, kept apart by `doubts`, and `explained` in words.
`merge` makes the people of it: `golden` values with their `provenance`, `ids`, and `ego` left out; `participants`
finds whose an interaction is.
"""

from tieweave.resolve.decisions import decided
from tieweave.resolve.explained import compared, joined
from tieweave.resolve.ids import identify
from tieweave.resolve.merge import Merged, keys_of, merge_contacts, merged

__all__ = ["Merged", "compared", "decided", "identify", "joined", "keys_of", "merge_contacts", "merged"]
