"""Whom a card names beside its person: spouse, mother, assistant, and how programs write them."""

from __future__ import annotations

from collections.abc import Mapping

from tieweave.model import Related
from tieweave_vcard.draft import Draft, Handler
from tieweave_vcard.lines import Head, unescaped

ANDROID_RELATIONS = {
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

_NOT_A_RELATION = frozenset({"pref", "home", "work", "text", "uri"})


def _on_related(draft: Draft, head: Head, value: str) -> None:
    name = unescaped(value).strip()
    label = draft.label(head)
    relations = [label] if label else [kind for kind in head.types if kind not in _NOT_A_RELATION] or [""]
    if name:
        for relation in relations:
            draft.add("related", Related(name=name, relation=relation))


def _on_relation(relation: str) -> Handler:
    def on_relation(draft: Draft, _: Head, value: str) -> None:
        # Outlook writes `X-MS-CHILD;…`, Evolution and KAddressBook plain text: the whole of it is the name.
        if name := unescaped(value).strip().strip(";"):
            draft.add("related", Related(name=name, relation=relation))

    return on_relation


HANDLERS: Mapping[str, Handler] = {
    "RELATED": _on_related,
    "X-ABRELATEDNAMES": _on_related,
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
