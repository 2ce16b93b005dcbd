"""From the properties of a card to a Contact.

Every property either has a place in `tieweave.Contact` or goes to its `extras`, so that nothing is lost when the
contact is written back; only VERSION and PRODID, which say how the card was written, do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tieweave.model import Contact, Extra, Related
from tieweave_vcard import names, reach, relations, work
from tieweave_vcard.dates import from_card
from tieweave_vcard.draft import Draft, Handler
from tieweave_vcard.lines import Head, Property, base64_text, items, properties, split, unescaped

OWN_LABELS = "X-TIEWEAVE-CATEGORIES"
"""The property in which the writer says which of the CATEGORIES are its own verdict and not the user's labels."""

MEDIA = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"})
"""Properties that hold pictures, sounds and keys: most of a file, and nothing a tie can be known by."""

_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)


_ANDROID_ANNIVERSARY, _ANDROID_BIRTHDAY = "1", "3"  # CommonDataKinds.Event, TYPE_*


def contact(found: Iterable[Property], *, source: str, keep_media: bool = False) -> Contact:
    """Return the contact that the properties of one card describe.

    A card without FN is named by its N, else nickname, organisation, e-mail address or phone number; a card
    without any of these has the empty name. With `keep_media`, photos and the like come along in `extras`, base64
    as it is written with the parameter ENCODING=b.
    """
    found, agents = _apart(list(found))
    draft = Draft({head.group: _label(value) for head, value in found if head.name == "X-ABLABEL" and head.group})
    for head, value in found:
        handler = _HANDLERS.get(head.name)
        if head.encoding == "base64":
            if handler is None:
                # In base64 there are pictures, keys and the private data of programs: carried, never looked into.
                if keep_media:
                    draft.keep(head, "".join(value.split()), (("ENCODING", "b"),))
                continue
            value = base64_text(head, value)
        if handler is not None:
            handler(draft, head, value)
        elif head.name not in MEDIA or "x-irmc-n" in head.types or keep_media:  # X-IRMC-N: how a name is said
            draft.keep(head, value)
    for agent in agents:
        _add_agent(draft, agent)
    for head, value in found:
        if head.name == "X-ABLABEL" and head.group not in draft.used:
            draft.keep(head, value)

    fields = draft.fields
    if draft.jobs:
        fields["organisations"] = work.organisations(draft.jobs)
    if draft.own:
        fields["labels"] = [label for label in fields.get("labels", ()) if label not in draft.own]
    if draft.extras:
        fields["extras"] = tuple(draft.extras)
    names.settle(draft)
    if "uid" in fields:
        fields["key"] = fields["uid"]
    return Contact(source=source, **fields)


def _apart(found: list[Property]) -> tuple[list[Property], list[list[Property]]]:
    """Return the card's own properties, and those of the cards that stand in it as its agents."""
    if not any(head.name in ("AGENT", "BEGIN", "END") for head, _ in found):
        return found, []
    own: list[Property] = []
    agents: list[list[Property]] = []
    depth = 0
    for head, value in found:
        if head.name == "END":
            depth = max(depth - 1, 0)
        elif head.name == "BEGIN" or (head.name == "AGENT" and value.strip().upper() == "BEGIN:VCARD"):
            depth += 1
            if depth == 1:
                agents.append([])
        elif depth == 0:
            own.append((head, value))
        elif depth == 1:
            agents[-1].append((head, value))
    return own, agents


def _label(value: str) -> str:
    text = unescaped(value).strip()
    return match[1] if (match := _APPLE_LABEL.fullmatch(text)) else text


def _on_date(field: str) -> Handler:
    def on_date(draft: Draft, head: Head, value: str) -> None:
        if (text := from_card(unescaped(value))) and field not in draft.fields:
            draft.fields[field] = text
        elif text and text != draft.fields[field]:
            draft.keep(head, value)

    return on_date


_on_anniversary = _on_date("anniversary")


def _on_apple_date(draft: Draft, head: Head, value: str) -> None:
    if draft.labels.get(head.group, "").casefold() == "anniversary" and "anniversary" not in draft.fields:
        draft.used.add(head.group)
        _on_anniversary(draft, head, value)
    else:
        draft.keep(head, value)


def _on_note(draft: Draft, _: Head, value: str) -> None:
    draft.add("notes", unescaped(value))


def _on_categories(draft: Draft, _: Head, value: str) -> None:
    for item in items(value):
        draft.add("labels", item)


def _on_own_labels(draft: Draft, _: Head, value: str) -> None:
    draft.own = frozenset(items(value))


def _on_android(draft: Draft, head: Head, value: str) -> None:
    kind, *data = (unescaped(part).strip() for part in split(value))
    text, number, label = (*data, "", "", "")[:3]
    match kind.rpartition("/")[2]:
        case "nickname" if text:
            draft.add("nicknames", text)
        case "relation" if text:
            draft.add("related", Related(name=text, relation=label or relations.ANDROID_RELATIONS.get(number, "")))
        case "contact_event" if number == _ANDROID_ANNIVERSARY and "anniversary" not in draft.fields:
            draft.fields["anniversary"] = from_card(text)
        case "contact_event" if number == _ANDROID_BIRTHDAY and "birthday" not in draft.fields:
            draft.fields["birthday"] = from_card(text)
        case _:
            draft.keep(head, value)


def _on_agent(draft: Draft, head: Head, value: str) -> None:
    text = unescaped(value).strip()
    if text[:11].upper() == "BEGIN:VCARD":
        inner, _ = _apart([*properties(b"\n" + text.encode("utf-8", "surrogateescape")).found][1:])
        _add_agent(draft, inner)
    elif text:
        draft.add("related", Related(name=text, relation="assistant"))
        draft.keep(head, value)


def _add_agent(draft: Draft, agent: list[Property]) -> None:
    """Take a card within the card as its person's assistant; what else it says is kept with the property."""
    agent = [(head, value) for head, value in agent if head.name not in MEDIA and head.name != "AGENT"]
    name = contact(agent, source="").name
    if name:
        draft.add("related", Related(name=name, relation="assistant"))
    lines = [
        f"{';'.join([head.name, *(f'{key}={text}' for key, text in head.params)])}:{value}" for head, value in agent
    ]
    card = "\n".join(["BEGIN:VCARD", *lines, "END:VCARD"])
    escaped = card.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")
    draft.extras.append(Extra(name="AGENT", value=escaped))


def _on_uid(draft: Draft, _: Head, value: str) -> None:
    if uid := unescaped(value).strip():
        draft.fields.setdefault("uid", " ".join(uid.split()))


def _on_revision(draft: Draft, _: Head, value: str) -> None:
    draft.fields["revised"] = value.strip()


def _on_kind(draft: Draft, head: Head, value: str) -> None:
    kind = value.strip().lower()
    if kind == "group":
        draft.fields["kind"] = "group"
    elif kind in ("org", "organization", "organisation"):
        draft.fields["kind"] = "organisation"
    elif kind not in ("individual", ""):
        draft.keep(head, value)  # a location or a device: no word for it here


def _on_show_as(draft: Draft, head: Head, value: str) -> None:
    if value.strip().upper() == "COMPANY":
        draft.fields.setdefault("kind", "organisation")
    else:
        draft.keep(head, value)


def _on_member(draft: Draft, _: Head, value: str) -> None:
    draft.add("members", unescaped(value).strip())


def _pass(_: Draft, __: Head, ___: str) -> None:
    """Pass over what says nothing of the person, or is dealt with elsewhere."""


_HANDLERS: Mapping[str, Handler] = {
    "VERSION": _pass,
    "PRODID": _pass,
    "X-ABLABEL": _pass,
    **names.HANDLERS,
    **reach.HANDLERS,
    **work.HANDLERS,
    **relations.HANDLERS,
    "BDAY": _on_date("birthday"),
    "ANNIVERSARY": _on_anniversary,
    "X-ANNIVERSARY": _on_anniversary,
    "X-EVOLUTION-ANNIVERSARY": _on_anniversary,
    "X-KADDRESSBOOK-X-ANNIVERSARY": _on_anniversary,
    "X-MS-ANNIVERSARY": _on_anniversary,
    "X-WAB-WEDDING-ANNIVERSARY": _on_anniversary,
    "X-ABDATE": _on_apple_date,
    "NOTE": _on_note,
    "CATEGORIES": _on_categories,
    "X-CATEGORIES": _on_categories,
    OWN_LABELS: _on_own_labels,
    "X-ANDROID-CUSTOM": _on_android,
    "AGENT": _on_agent,
    "UID": _on_uid,
    "REV": _on_revision,
    "KIND": _on_kind,
    "X-ADDRESSBOOKSERVER-KIND": _on_kind,
    "X-ABSHOWAS": _on_show_as,
    "MEMBER": _on_member,
    "X-ADDRESSBOOKSERVER-MEMBER": _on_member,
}
