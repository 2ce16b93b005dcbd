"""What a person is called: the properties FN, N and NICKNAME, and the name to show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tieweave.model import Extra
from tieweave_vcard.draft import Draft, Handler
from tieweave_vcard.lines import Head, component, split, unescaped

NO_NAME = "(no name)"
"""What the writer shows for a person without any name, since every card must have an FN; no name when read."""


def settle(draft: Draft) -> None:
    """Settle the name to show, and all forms of it."""
    fields = draft.fields
    given, family = fields.get("given", ""), fields.get("family", "")
    forms = draft.names
    if not forms:
        parts = (fields.get("prefixes"), given, fields.get("additional"), family, fields.get("suffixes"))
        composed = " ".join(part for part in parts if part)
        forms = [composed] if composed else list(draft.altered) or _stand_in(fields)
    if given and family:
        forms.append(f"{given} {family}")
    forms += draft.altered
    if forms:
        fields["name"] = forms[0]
        if any(form != forms[0] for form in forms):
            fields["names"] = forms


def _stand_in(fields: dict[str, Any]) -> list[str]:
    for nickname in fields.get("nicknames", ()):
        return [nickname]
    for organisation in fields.get("organisations", ()):
        if organisation.name:
            return [organisation.name]
    for email in fields.get("emails", ()):
        if email.address:
            return [email.address]
    for phone in fields.get("phones", ()):
        if phone.number:
            return [phone.number]
    return []


def _on_formatted_name(draft: Draft, head: Head, value: str) -> None:
    if (name := unescaped(value).strip()) and name != NO_NAME:
        if "pref" in head.types:
            draft.names.insert(0, name)
        else:
            draft.names.append(name)


def _on_name(draft: Draft, head: Head, value: str) -> None:
    parts = [component(part) for part in split(value)]
    if not any(parts):
        return
    family, given, additional, prefixes, suffixes = (*parts[:5], *[""] * (5 - len(parts)))[:5]
    if len(parts) > 5:
        suffixes = " ".join(part for part in parts[4:] if part)
    fields = draft.fields
    if "family" in fields:
        draft.altered.append(" ".join(part for part in (given, family) if part))
        draft.keep(head, value)
        return
    fields["family"] = family
    if given:
        fields["given"] = given
    if additional:
        fields["additional"] = additional
    if prefixes:
        fields["prefixes"] = prefixes
    if suffixes:
        fields["suffixes"] = suffixes
    for key, sort in head.params:
        if key == "SORT-AS":  # the property of vCard 3.0 became a parameter of N
            draft.extras.append(Extra(name="SORT-STRING", value=sort))


def _on_nickname(draft: Draft, _: Head, value: str) -> None:
    for nickname in (unescaped(part).strip() for part in split(value, ",")):
        if nickname:
            draft.add("nicknames", nickname)


HANDLERS: Mapping[str, Handler] = {
    "FN": _on_formatted_name,
    "N": _on_name,
    "NICKNAME": _on_nickname,
}
