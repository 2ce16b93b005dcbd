"""From the properties of a card to a Contact.

Every property either has a place in `tieweave.Contact` or goes to its `extras`, so that nothing is lost when the
contact is written back; only VERSION and PRODID, which say how the card was written, do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from tieweave.model import Address, Contact, Email, Extra, Organisation, Phone, Related, Url
from tieweave_vcard.dates import from_card
from tieweave_vcard.lines import Head, Property, base64_text, properties, split, unescaped

OWN_LABELS = "X-TIEWEAVE-CATEGORIES"
"""The property in which the writer says which of the CATEGORIES are its own verdict and not the user's labels."""

MEDIA = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"})
"""Properties that hold pictures, sounds and keys: most of a file, and nothing a tie can be known by."""

_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)

_ANDROID_RELATIONS = {
    "1": "assistant",
    "2": "brother",
    "3": "child",
    "4": "domestic partner",
    "5": "father",
    "6": "friend",
    "7": "manager",
    "8": "mother",
    "9": "parent",
    "10": "partner",
    "11": "referred by",
    "12": "relative",
    "13": "sister",
    "14": "spouse",
}
"""android.provider.ContactsContract.CommonDataKinds.Relation, TYPE_*; 0 stands for a label of the user's own."""

_ANDROID_ANNIVERSARY, _ANDROID_BIRTHDAY = "1", "3"  # CommonDataKinds.Event, TYPE_*

_NOT_A_RELATION = frozenset({"pref", "home", "work", "text", "uri"})


class _Draft:
    """What has been read of a card so far: the arguments of its Contact, and what needs the whole card."""

    __slots__ = ("altered", "extras", "fields", "jobs", "labels", "names", "own", "used")

    def __init__(self, labels: dict[str, str]) -> None:
        self.labels = labels  # the user's own label of each group
        self.used: set[str] = set()  # groups whose label has found its property
        self.fields: dict[str, Any] = {}
        self.names: list[str] = []
        self.altered: list[str] = []  # forms of the name other than FN
        self.jobs: list[tuple[str, str, str]] = []  # part of an Organisation, group, value
        self.extras: list[Extra] = []
        self.own: frozenset[str] = frozenset()

    def add(self, field: str, value: object) -> None:
        held = self.fields.get(field)
        if held is None:
            self.fields[field] = [value]
        else:
            held.append(value)

    def label(self, head: Head) -> str:
        if head.group and head.group in self.labels:
            self.used.add(head.group)
            return self.labels[head.group]
        return head.label

    def keep(self, head: Head, value: str, params: tuple[tuple[str, str], ...] = ()) -> None:
        self.extras.append(Extra(name=head.name, value=value, params=head.params + params, group=head.group))


_Handler: TypeAlias = Callable[[_Draft, Head, str], None]


def contact(found: Iterable[Property], *, source: str, keep_media: bool = False) -> Contact:
    """Return the contact that the properties of one card describe.

    A card without FN is named by its N, else nickname, organisation, e-mail address or phone number; a card
    without any of these has the empty name. With `keep_media`, photos and the like come along in `extras`, base64
    as it is written with the parameter ENCODING=b.
    """
    found, agents = _apart(list(found))
    draft = _Draft({head.group: _label(value) for head, value in found if head.name == "X-ABLABEL" and head.group})
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
        fields["organisations"] = _organisations(draft.jobs)
    if draft.own:
        fields["labels"] = [label for label in fields.get("labels", ()) if label not in draft.own]
    if draft.extras:
        fields["extras"] = tuple(draft.extras)
    _name(draft)
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


def _name(draft: _Draft) -> None:
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


def _label(value: str) -> str:
    text = unescaped(value).strip()
    return match[1] if (match := _APPLE_LABEL.fullmatch(text)) else text


def _items(value: str) -> list[str]:
    """Return the texts of a list; semicolons part one too, as some programs write."""
    return [text for part in split(value, ",;" if ";" in value else ",") if (text := unescaped(part).strip())]


def _component(value: str) -> str:
    """Return one component of N or ADR; the values of a list in it come after one another."""
    if "," in value:
        value = ", ".join(part.strip() for part in split(value, ",") if part.strip())
    return ", ".join(unescaped(value).split("\n")) if "\\" in value or "\n" in value else value.strip()


def _on_formatted_name(draft: _Draft, head: Head, value: str) -> None:
    if name := unescaped(value).strip():
        if "pref" in head.types:
            draft.names.insert(0, name)
        else:
            draft.names.append(name)


def _on_name(draft: _Draft, head: Head, value: str) -> None:
    parts = [_component(part) for part in split(value)]
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


def _on_email(draft: _Draft, head: Head, value: str) -> None:
    address = unescaped(value).strip()
    if address[:7].lower() == "mailto:":
        address = address[7:]
    if address.endswith(">") and "<" in address:
        address = address[address.rindex("<") + 1 : -1]
    draft.add("emails", Email(address=address, types=head.types, label=draft.label(head)))


def _on_phone(draft: _Draft, head: Head, value: str) -> None:
    number = unescaped(value).strip()
    if number[:4].lower() == "tel:":
        number, _, extension = number[4:].partition(";ext=")
        number = f"{number} ext. {extension}" if extension else number
    draft.add("phones", Phone(number=number, types=head.types, label=draft.label(head)))


def _on_address(draft: _Draft, head: Head, value: str) -> None:
    parts = [_component(part) for part in split(value)]
    street = ", ".join(part for part in parts[:3] if part)
    locality, region, postal_code, country, *_ = (*parts[3:], "", "", "", "")
    if len(parts) > 7:
        country = ", ".join(part for part in parts[6:] if part)
    address: dict[str, Any] = {}
    if street:
        address["street"] = street
    if locality:
        address["locality"] = locality
    if region:
        address["region"] = region
    if postal_code:
        address["postal_code"] = postal_code
    if country:
        address["country"] = country
    if address:
        draft.add("addresses", Address(types=head.types, label=draft.label(head), **address))
    for key, text in head.params:
        if key == "LABEL":  # the address as it stands on an envelope: once a property, now a parameter
            draft.extras.append(Extra(name="LABEL", value=text))


def _on_url(draft: _Draft, head: Head, value: str) -> None:
    draft.add("urls", Url(url=unescaped(value).strip(), types=head.types, label=draft.label(head)))


def _on_profile(draft: _Draft, head: Head, value: str) -> None:
    """Take an address in a social network as a web page where it is one; the property is kept as it was."""
    url = unescaped(value).strip()
    if url[:8].lower().startswith(("http://", "https://")):
        draft.add("urls", Url(url=url, types=head.types, label=draft.labels.get(head.group, head.label)))
    draft.keep(head, value)


def _on_nickname(draft: _Draft, _: Head, value: str) -> None:
    for nickname in (unescaped(part).strip() for part in split(value, ",")):
        if nickname:
            draft.add("nicknames", nickname)


def _on_organisation(draft: _Draft, head: Head, value: str) -> None:
    name, *units = (unescaped(part).strip() for part in split(value))
    draft.jobs.append(("name", head.group, name))
    department = ", ".join(unit for unit in units if unit)
    if department:
        draft.jobs.append(("department", head.group, department))


def _on_job(part: str) -> _Handler:
    def on_job(draft: _Draft, head: Head, value: str) -> None:
        if text := unescaped(value).strip():
            draft.jobs.append((part, head.group, text))

    return on_job


def _organisations(jobs: list[tuple[str, str, str]]) -> list[Organisation]:
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


def _on_date(field: str) -> _Handler:
    def on_date(draft: _Draft, head: Head, value: str) -> None:
        if (text := from_card(unescaped(value))) and field not in draft.fields:
            draft.fields[field] = text
        elif text and text != draft.fields[field]:
            draft.keep(head, value)

    return on_date


_on_anniversary = _on_date("anniversary")


def _on_apple_date(draft: _Draft, head: Head, value: str) -> None:
    if draft.labels.get(head.group, "").casefold() == "anniversary" and "anniversary" not in draft.fields:
        draft.used.add(head.group)
        _on_anniversary(draft, head, value)
    else:
        draft.keep(head, value)


def _on_note(draft: _Draft, _: Head, value: str) -> None:
    draft.add("notes", unescaped(value))


def _on_categories(draft: _Draft, _: Head, value: str) -> None:
    for item in _items(value):
        draft.add("labels", item)


def _on_own_labels(draft: _Draft, _: Head, value: str) -> None:
    draft.own = frozenset(_items(value))


def _on_related(draft: _Draft, head: Head, value: str) -> None:
    name = unescaped(value).strip()
    label = draft.label(head)
    relations = [label] if label else [kind for kind in head.types if kind not in _NOT_A_RELATION] or [""]
    if name:
        for relation in relations:
            draft.add("related", Related(name=name, relation=relation))


def _on_relation(relation: str) -> _Handler:
    def on_relation(draft: _Draft, _: Head, value: str) -> None:
        # Outlook writes `X-MS-CHILD;…`, Evolution and KAddressBook plain text: the whole of it is the name.
        if name := unescaped(value).strip().strip(";"):
            draft.add("related", Related(name=name, relation=relation))

    return on_relation


def _on_android(draft: _Draft, head: Head, value: str) -> None:
    kind, *data = (unescaped(part).strip() for part in split(value))
    text, number, label = (*data, "", "", "")[:3]
    match kind.rpartition("/")[2]:
        case "nickname" if text:
            draft.add("nicknames", text)
        case "relation" if text:
            draft.add("related", Related(name=text, relation=label or _ANDROID_RELATIONS.get(number, "")))
        case "contact_event" if number == _ANDROID_ANNIVERSARY and "anniversary" not in draft.fields:
            draft.fields["anniversary"] = from_card(text)
        case "contact_event" if number == _ANDROID_BIRTHDAY and "birthday" not in draft.fields:
            draft.fields["birthday"] = from_card(text)
        case _:
            draft.keep(head, value)


def _on_agent(draft: _Draft, head: Head, value: str) -> None:
    text = unescaped(value).strip()
    if text[:11].upper() == "BEGIN:VCARD":
        inner, _ = _apart([*properties(b"\n" + text.encode("utf-8", "surrogateescape")).found][1:])
        _add_agent(draft, inner)
    elif text:
        draft.add("related", Related(name=text, relation="assistant"))
        draft.keep(head, value)


def _add_agent(draft: _Draft, agent: list[Property]) -> None:
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


def _on_uid(draft: _Draft, _: Head, value: str) -> None:
    if uid := unescaped(value).strip():
        draft.fields.setdefault("uid", " ".join(uid.split()))


def _on_revision(draft: _Draft, _: Head, value: str) -> None:
    draft.fields["revised"] = value.strip()


def _on_kind(draft: _Draft, head: Head, value: str) -> None:
    kind = value.strip().lower()
    if kind == "group":
        draft.fields["kind"] = "group"
    elif kind in ("org", "organization", "organisation"):
        draft.fields["kind"] = "organisation"
    elif kind not in ("individual", ""):
        draft.keep(head, value)  # a location or a device: no word for it here


def _on_show_as(draft: _Draft, head: Head, value: str) -> None:
    if value.strip().upper() == "COMPANY":
        draft.fields.setdefault("kind", "organisation")
    else:
        draft.keep(head, value)


def _on_member(draft: _Draft, _: Head, value: str) -> None:
    draft.add("members", unescaped(value).strip())


def _pass(_: _Draft, __: Head, ___: str) -> None:
    """Pass over what says nothing of the person, or is dealt with elsewhere."""


_HANDLERS: dict[str, _Handler] = {
    "VERSION": _pass,
    "PRODID": _pass,
    "X-ABLABEL": _pass,
    "FN": _on_formatted_name,
    "N": _on_name,
    "NICKNAME": _on_nickname,
    "EMAIL": _on_email,
    "TEL": _on_phone,
    "ADR": _on_address,
    "ORG": _on_organisation,
    "TITLE": _on_job("title"),
    "ROLE": _on_job("role"),
    "X-DEPARTMENT": _on_job("department"),
    "X-KADDRESSBOOK-X-DEPARTMENT": _on_job("department"),
    "X-KADDRESSBOOK-X-PROFESSION": _on_job("role"),
    "URL": _on_url,
    "X-SOCIALPROFILE": _on_profile,
    "X-SOCIAL-PROFILE": _on_profile,
    "SOCIALPROFILE": _on_profile,
    "IMPP": _on_profile,
    "X-LINKEDIN": _on_profile,
    "X-FACEBOOK": _on_profile,
    "X-TWITTER": _on_profile,
    "X-INSTAGRAM": _on_profile,
    "X-EVOLUTION-BLOG-URL": _on_profile,
    "X-EVOLUTION-VIDEO-URL": _on_profile,
    "X-KADDRESSBOOK-BLOGFEED": _on_profile,
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
    "RELATED": _on_related,
    "X-ABRELATEDNAMES": _on_related,
    "X-ANDROID-CUSTOM": _on_android,
    "AGENT": _on_agent,
    "UID": _on_uid,
    "REV": _on_revision,
    "KIND": _on_kind,
    "X-ADDRESSBOOKSERVER-KIND": _on_kind,
    "X-ABSHOWAS": _on_show_as,
    "MEMBER": _on_member,
    "X-ADDRESSBOOKSERVER-MEMBER": _on_member,
    **{
        name: _on_relation(relation)
        for relation, names in {
            "spouse": (
                "X-SPOUSE",
                "X-EVOLUTION-SPOUSE",
                "X-KADDRESSBOOK-X-SPOUSESNAME",
                "X-MS-SPOUSE",
                "X-WAB-SPOUSE-NAME",
                "X-SPOUSE-NAME",
            ),
            "assistant": (
                "X-ASSISTANT",
                "X-EVOLUTION-ASSISTANT",
                "X-KADDRESSBOOK-X-ASSISTANTSNAME",
                "X-MS-ASSISTANT",
                "X-ASSISTANT-NAME",
            ),
            "manager": (
                "X-MANAGER",
                "X-EVOLUTION-MANAGER",
                "X-KADDRESSBOOK-X-MANAGERSNAME",
                "X-MS-MANAGER",
                "X-MANAGER-NAME",
            ),
            "child": ("X-CHILD", "X-CHILDREN", "X-MS-CHILD"),
        }.items()
        for name in names
    },
}
