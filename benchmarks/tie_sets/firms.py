"""People of one firm, with their jobs: what an address book of the firm says, and what ego's profile does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from tie_sets.ego import person
from tieweave import Address, Affiliation, Contact, Organisation, Profile

_NOW = 2026


@attrs.frozen(kw_only=True)
class Worker:
    """The job of one person of the firm."""

    title: str = ""
    department: str = ""
    office: str = ""
    age: int | None = None
    school: str = ""
    since: int | None = None


def in_firm(name: str, workers: Sequence[Worker]) -> tuple[Callable[[int, int], Contact], Callable[[int], Profile]]:
    """Return what makes a contact of an alter, and a profile of an ego, of the firm called `name`."""

    def contact(_: int, alter: int) -> Contact:
        worker = workers[alter]
        held = [Organisation(name=name, title=worker.title, department=worker.department)]
        return person(
            alter,
            organisations=held,
            addresses=[Address(locality=worker.office, types=["work"])] if worker.office else (),
            birthday="" if worker.age is None else f"{_NOW - worker.age}-06-15",
            notes=[f"Studied at {worker.school}"] if worker.school else (),
        )

    def profile(ego: int) -> Profile:
        worker = workers[ego]
        job = Affiliation(name=name, start=worker.since, title=worker.title, department=worker.department)
        return Profile(
            employers=[job],
            addresses=[Address(locality=worker.office)] if worker.office else (),
            birthday="" if worker.age is None else f"{_NOW - worker.age}-06-15",
            schools=[Affiliation(name=worker.school)] if worker.school else (),
        )

    return contact, profile
