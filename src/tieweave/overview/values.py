"""What is shown of a book at a glance: values, without a word of markup."""

from __future__ import annotations

import datetime as dt

import attrs

from tieweave.category_groups import CategoryGroup
from tieweave.coverage import Coverage
from tieweave.ego_map.shapes import EgoMap
from tieweave.model import Circle, Failed, FollowUp, Lead, Pair, SharedKey, Skipped, Tie
from tieweave.questions import Question
from tieweave.support import Supporter


@attrs.frozen(kw_only=True)
class Alter:
    """One person as they are shown.

    `id` is the contact's, made fit to be the name of an element (ASCII letters, digits, "-"); it is the same from run
    to run. `name` is the one to show: an address where there is no name. `why` is the best reason for the verdict.
    `circles` are places in `Overview.circles`, those the person is most bound to first; `companies` and `towns` are
    where they work and live, as written. `known` are those they were seen together with, surest first: the other's id
    and how sure that is (0..1). `months` are the months with contact, the oldest first: the month (its first day) and
    on how many days of it there was contact. `is_dormant` says that the tie sleeps and may be woken, and `silent` for
    how many days nothing was heard, None where that is not known.
    """

    id: str
    name: str
    tie: Tie
    group: CategoryGroup
    why: str
    circles: tuple[int, ...] = ()
    companies: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    known: tuple[tuple[str, float], ...] = ()
    months: tuple[tuple[dt.date, int], ...] = ()
    is_dormant: bool = False
    silent: int | None = None


@attrs.frozen(kw_only=True)
class Dormant:
    """A sleeping tie worth waking, and why in one sentence."""

    alter: Alter
    reason: str


@attrs.frozen(kw_only=True)
class Doubts:
    """What is uncertain or was left out, and what would teach it.

    `pairs` may be one person; `questions` are those whose answers would teach most; `shared` are keys of several
    people; `moved` says in sentences what the user's answers have taught so far.
    """

    skipped: tuple[Skipped, ...] = ()
    failed: tuple[Failed, ...] = ()
    shared: tuple[SharedKey, ...] = ()
    pairs: tuple[Pair, ...] = ()
    questions: tuple[Question, ...] = ()
    moved: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Overview:
    """Everything that the page and the pictures show of a book.

    `ego` is ego's name, "" where it is not known. `people` come strongest tie first; cards of organisations and groups
    are no people and only counted (`others`). `write_to` are those three of the `plan` to begin with. `since` is the
    first month in which there was contact with anybody, None without a history. `calling_code` is that of phone numbers
    which name no country.
    """

    now: dt.datetime
    zone: dt.tzinfo
    ego: str
    people: tuple[Alter, ...]
    others: int
    records: int
    level_1: int
    level_2: int
    unknown: int
    circles: tuple[Circle, ...]
    map: EgoMap
    coverage: Coverage
    targets: tuple[str, ...]
    leads: tuple[Lead, ...]
    supporters: tuple[Supporter, ...]
    plan: tuple[FollowUp, ...]
    write_to: tuple[FollowUp, ...]
    dormant: tuple[Dormant, ...]
    since: dt.date | None
    doubts: Doubts
    calling_code: str = ""
