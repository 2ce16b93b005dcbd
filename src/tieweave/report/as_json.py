"""JSON, version 1: the form that other tools are written against. Keys are always present."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TextIO

from tieweave.model import Contact, Evidence, Failed, Organisation, Skipped, Tie
from tieweave.report.harmless import json_text
from tieweave.report.result import Result
from tieweave.resolve import phones

VERSION = 1


def write_json(result: Result, stream: TextIO, options: Mapping[str, str]) -> None:
    """Write the whole result as one JSON document, one tie a line."""
    stream.write("{" + f'"version": {VERSION}, "now": {_dumps(result.now.isoformat())},\n')
    stream.write(f' "summary": {_dumps(summary(result))},\n')
    stream.write(f' "skipped": {_dumps([_skipped(skipped) for skipped in result.skipped])},\n')
    stream.write(f' "failed": {_dumps([_failed(failed) for failed in result.failed])},\n')
    stream.write(' "ties": [')
    for index, tie in enumerate(result.ties):
        stream.write(("," if index else "") + "\n  " + _dumps(tie_value(tie, result.calling_code)))
    stream.write("\n ]}\n" if result.ties else "]}\n")


def write_jsonl(result: Result, stream: TextIO, options: Mapping[str, str]) -> None:
    """Write one tie a line, each a JSON value of its own, as in the `ties` of the JSON document."""
    for tie in result.ties:
        stream.write(_dumps(tie_value(tie, result.calling_code)) + "\n")


def summary(result: Result) -> dict[str, Any]:
    """Return the counts over everyone in the book."""
    return {
        "people": result.people,
        "records": result.records,
        "merged": result.merged,
        "skipped": len(result.skipped),
        "level_1": result.level_1,
        "level_2": result.level_2,
        "unknown": result.unknown,
        "categories": dict(result.categories),
    }


def tie_value(tie: Tie, calling_code: str = "") -> dict[str, Any]:
    """Return a tie as JSON has it; `calling_code` is that of phone numbers which name no country."""
    last = tie.last_interaction
    return {
        "contact": contact_value(tie.contact, calling_code),
        "category": tie.category,
        "categories": [{"category": held.category, "probability": held.probability} for held in tie.categories],
        "level": None if tie.level is None else int(tie.level),
        "level_probability": tie.level_probability,
        "strength": tie.strength,
        "lead": tie.lead,
        "support": tie.support,
        "last_interaction": None if last is None else last.isoformat(),
        "interactions": tie.interactions,
        "evidence": [evidence_value(item) for item in tie.evidence],
    }


def contact_value(contact: Contact, calling_code: str = "") -> dict[str, Any]:
    """Return a contact as JSON has it: who it is, how to reach them, and the records it comes from."""
    return {
        "id": contact.id,
        "name": contact.name or None,
        "names": list(contact.names),
        "emails": [email.address for email in contact.emails],
        "phones": list(dict.fromkeys(phones.canonical(phone.number, calling_code) for phone in contact.phones)),
        "urls": [url.url for url in contact.urls],
        "organisations": [_organisation(organisation) for organisation in contact.organisations],
        "sources": [{"source": ref.source, "key": ref.key} for ref in contact.sources],
    }


def _organisation(organisation: Organisation) -> dict[str, str | None]:
    return {
        "name": organisation.name or None,
        "title": organisation.title or organisation.role or None,
        "department": organisation.department or None,
    }


def evidence_value(item: Evidence) -> dict[str, Any]:
    """Return a piece of evidence as JSON has it."""
    return {
        "kind": item.kind,
        "detail": item.detail,
        "toward": item.toward,
        "weight": item.weight,
        "source": item.source,
    }


def _skipped(skipped: Skipped) -> dict[str, str]:
    return {"source": skipped.source, "where": skipped.where, "reason": skipped.reason}


def _failed(failed: Failed) -> dict[str, str]:
    return {"source": failed.source, "reason": failed.reason}


# Our values are trees: looking for circles in them would take a tenth more time.
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def _dumps(value: object) -> str:
    return json_text(_ENCODER.encode(value))
