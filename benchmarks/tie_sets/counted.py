"""Networks of which only counts are known: who was in touch with whom how often, all at one time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from tie_sets.ego import SOURCE, Ego, person
from tieweave import Channel, Contact, Direction, Interaction, Profile

WHEN = dt.datetime(2026, 10, 6, 10, 0, tzinfo=dt.UTC)
"""A Tuesday morning: nothing is known of when people were in touch, so it must tell nothing."""

Counts = Mapping[tuple[int, int], float]


def roster(
    size: int,
    acts: Mapping[Direction, Counts],
    close: Callable[[int, int], bool | None],
    *,
    channel: Channel = Channel.MEETING,
    contact: Callable[[int, int], Contact] = lambda _, alter: person(alter),
    profile: Callable[[int], Profile] = lambda _: Profile(),
    members: Sequence[int] = (),
) -> Iterator[Ego]:
    """Yield every member of a group as ego, with all the others as alters.

    `acts` are counts by direction, from ego's side; `close(ego, alter)` is ego's answer, None where there is none.
    """
    people = members or range(size)
    for ego in people:
        alters = [alter for alter in people if alter != ego]
        answers = {str(alter): answer for alter in alters if (answer := close(ego, alter)) is not None}
        if not answers:
            continue
        yield Ego(
            name=str(ego),
            contacts=[contact(ego, alter) for alter in alters],
            interactions=[
                Interaction(source=SOURCE, when=WHEN, channel=channel, direction=direction, participants=[str(alter)])
                for direction, counts in acts.items()
                for alter in alters
                for _ in range(round(_count(counts, ego, alter, direction)))
            ],
            profile=profile(ego),
            close=answers,
        )


def _count(counts: Counts, ego: int, alter: int, direction: Direction) -> float:
    if direction is Direction.IN:
        return counts.get((alter, ego), 0.0)
    if direction is Direction.OUT:
        return counts.get((ego, alter), 0.0)
    return counts.get((ego, alter), 0.0) + counts.get((alter, ego), 0.0)
