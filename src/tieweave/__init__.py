"""tieweave: everyone you know, how strong each tie is, and why.

    import tieweave

    book = tieweave.gather(["contacts.vcf"], profile=tieweave.Profile.load("me.toml"))
    people = tieweave.merge(book)
    ties = tieweave.classify(people)
    plan = tieweave.suggest(ties, per_week=10)
    tieweave.push(plan, ["follow-ups.ics"])

Importing tieweave loads no plugin and opens nothing. The names below are loaded when they are first used
(PEP 562), so that `tieweave --help` does not wait for libraries it has no use for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pluggy

    from tieweave.categories import CATEGORIES, Category, Level
    from tieweave.errors import (
        ClashError,
        FormatError,
        LocationError,
        NoAnswerError,
        PluginError,
        SettingsError,
        SinkError,
        SourceError,
        StoreError,
        TieweaveError,
    )
    from tieweave.model import (
        Address,
        Affiliation,
        Answer,
        Ask,
        Asked,
        Book,
        CategoryProbability,
        Channel,
        ChannelHistory,
        Circle,
        Contact,
        Decision,
        Direction,
        Email,
        Entry,
        Evidence,
        Extra,
        Failed,
        FollowUp,
        History,
        Identities,
        Interaction,
        Journal,
        Kept,
        Lead,
        Organisation,
        Pair,
        Phone,
        ProfessionProbability,
        Profile,
        Purpose,
        RecordMark,
        Related,
        Shared,
        SharedKey,
        Skipped,
        SourceRef,
        Standing,
        Status,
        Tie,
        Url,
    )
    from tieweave.resolve.decisions import decided
    from tieweave.store import Store
    from tieweave.weave import classify, gather, merge, network, push, suggest, survey

    hookimpl = pluggy.HookimplMarker("tieweave")

__version__ = "0.1.0"

_HOMES = {
    "tieweave.categories": ("CATEGORIES", "Category", "Level"),
    "tieweave.errors": (
        "ClashError",
        "FormatError",
        "LocationError",
        "NoAnswerError",
        "PluginError",
        "SettingsError",
        "SinkError",
        "SourceError",
        "StoreError",
        "TieweaveError",
    ),
    "tieweave.model": (
        "Address",
        "Affiliation",
        "Answer",
        "Ask",
        "Asked",
        "Book",
        "CategoryProbability",
        "Channel",
        "ChannelHistory",
        "Circle",
        "Contact",
        "Decision",
        "Direction",
        "Email",
        "Entry",
        "Evidence",
        "Extra",
        "Failed",
        "FollowUp",
        "History",
        "Identities",
        "Interaction",
        "Journal",
        "Kept",
        "Lead",
        "Organisation",
        "Pair",
        "Phone",
        "ProfessionProbability",
        "Profile",
        "Purpose",
        "RecordMark",
        "Related",
        "Shared",
        "SharedKey",
        "Skipped",
        "SourceRef",
        "Standing",
        "Status",
        "Tie",
        "Url",
    ),
    "tieweave.resolve.decisions": ("decided",),
    "tieweave.store": ("Store",),
    "tieweave.weave": ("classify", "gather", "merge", "network", "push", "suggest", "survey"),
}

__all__ = [
    "CATEGORIES",
    "Address",
    "Affiliation",
    "Answer",
    "Ask",
    "Asked",
    "Book",
    "Category",
    "CategoryProbability",
    "Channel",
    "ChannelHistory",
    "Circle",
    "ClashError",
    "Contact",
    "Decision",
    "Direction",
    "Email",
    "Entry",
    "Evidence",
    "Extra",
    "Failed",
    "FollowUp",
    "FormatError",
    "History",
    "Identities",
    "Interaction",
    "Journal",
    "Kept",
    "Lead",
    "Level",
    "LocationError",
    "NoAnswerError",
    "Organisation",
    "Pair",
    "Phone",
    "PluginError",
    "ProfessionProbability",
    "Profile",
    "Purpose",
    "RecordMark",
    "Related",
    "SettingsError",
    "Shared",
    "SharedKey",
    "SinkError",
    "Skipped",
    "SourceError",
    "SourceRef",
    "Standing",
    "Status",
    "Store",
    "StoreError",
    "Tie",
    "TieweaveError",
    "Url",
    "classify",
    "decided",
    "gather",
    "hookimpl",
    "merge",
    "network",
    "push",
    "suggest",
    "survey",
]


def __getattr__(name: str) -> object:
    if name == "hookimpl":
        import pluggy

        value: object = pluggy.HookimplMarker("tieweave")
    else:
        home = next((module for module, names in _HOMES.items() if name in names), None)
        if home is None:
            raise AttributeError(f"module 'tieweave' has no attribute {name!r}")
        value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
