from __future__ import annotations

import tieweave
from tieweave.classifier import best_reason


def _group(source: str, name: str, *members: str) -> tieweave.Contact:
    return tieweave.Contact(source=source, key=name, name=name, kind="group", members=members)


def test_a_group_card_becomes_a_label_of_its_members_and_stays_in_the_list():
    people = tieweave.merge(
        [
            _group("a.vcf", "Rotary", "urn:uuid:AB-1", "mailto:bo@example.com"),
            tieweave.Contact(source="a.vcf", key="1", uid="ab-1", name="Ann Lee"),
            tieweave.Contact(source="a.vcf", key="2", name="Bo Lind", emails=["bo@example.com"]),
            tieweave.Contact(source="a.vcf", key="3", name="Cy Moe"),
        ]
    )
    labels = {person.name: person.labels for person in people.contacts}
    assert labels == {"Ann Lee": ("Rotary",), "Bo Lind": ("Rotary",), "Cy Moe": (), "Rotary": ()}
    assert people.records == 4


def test_a_group_speaks_only_of_its_own_address_book():
    people = tieweave.merge(
        [
            _group("a.vcf", "Rotary", "1"),
            tieweave.Contact(source="b.vcf", key="1", uid="1", name="Ann Lee"),
        ]
    )
    assert all(not person.labels for person in people.contacts)


def test_a_group_is_listed_as_what_it_is():
    (tie,) = tieweave.classify([_group("a.vcf", "Family", "1")])
    assert (tie.category, tie.level) == ("unknown", None)
    assert "not a person" in best_reason(tie)
