"""Where a person works: ORG, TITLE and ROLE, put together into organisations."""

from __future__ import annotations

from collections.abc import Mapping

from tieweave.model import Organisation
from tieweave_vcard.draft import Draft, Handler
from tieweave_vcard.lines import Head, split, unescaped


def _on_organisation(draft: Draft, head: Head, value: str) -> None:
    name, *units = (unescaped(part).strip() for part in split(value))
    draft.jobs.append(("name", head.group, name))
    department = ", ".join(unit for unit in units if unit)
    if department:
        draft.jobs.append(("department", head.group, department))


def _on_job(part: str) -> Handler:
    def on_job(draft: Draft, head: Head, value: str) -> None:
        if text := unescaped(value).strip():
            draft.jobs.append((part, head.group, text))

    return on_job


def organisations(jobs: list[tuple[str, str, str]]) -> list[Organisation]:
    """Put together what belongs together: by group where the card has groups, else in order."""
    slots: list[tuple[str, dict[str, str]]] = []
    for part, group, text in jobs:
        if part == "name":
            slots.append((group, {"name": text}))
    named = len(slots)
    for part, group, text in jobs:
        if part == "name":
            continue
        fitting = [slot for theirs, slot in slots[:named] if theirs == group and part not in slot] if group else []
        if not fitting:
            fitting = [slot for _, slot in slots if part not in slot]
        if not fitting:
            fitting = [{}]
            slots.append((group, fitting[0]))
        fitting[0][part] = text
    return [Organisation(**slot) for _, slot in slots if any(slot.values())]


HANDLERS: Mapping[str, Handler] = {
    "ORG": _on_organisation,
    "TITLE": _on_job("title"),
    "ROLE": _on_job("role"),
    "X-DEPARTMENT": _on_job("department"),
    "X-KADDRESSBOOK-X-DEPARTMENT": _on_job("department"),
    "X-KADDRESSBOOK-X-PROFESSION": _on_job("role"),
}
