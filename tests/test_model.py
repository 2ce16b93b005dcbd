from __future__ import annotations

import datetime as dt
import time
import unicodedata

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave.model import representation as written


def test_building_a_contact_normalises_how_things_are_written_and_nothing_else():
    contact = tieweave.Contact(
        name="  Zoe\u0308   Lee\n",
        emails=[" Zoe.LEE@Example.COM ", "zoe.lee@example.com"],
        phones=["(902)  555-0142"],
        labels=["Book  club", "Book club", ""],
        notes=["met in  Lyon\r\nlikes tea \r"],
    )
    assert contact.name == "Zoë Lee"
    assert [email.address for email in contact.emails] == ["zoe.lee@example.com"]
    assert [phone.number for phone in contact.phones] == ["(902) 555-0142"]
    assert contact.labels == ("Book club",)
    assert contact.notes == ("met in  Lyon\nlikes tea",)
    assert contact.names == ("Zoë Lee",)


@pytest.mark.parametrize("field", ["names", "emails", "phones", "urls", "notes", "labels", "nicknames"])
def test_a_lone_string_is_refused_where_several_values_belong(field):
    with pytest.raises(TypeError, match="put it in a list"):
        tieweave.Contact(name="Ann", **{field: "a@b.example"})


def test_values_are_frozen_slotted_and_keyword_only():
    for value_class in (
        tieweave.Contact,
        tieweave.Interaction,
        tieweave.Profile,
        tieweave.Evidence,
        tieweave.Tie,
        tieweave.FollowUp,
        tieweave.Skipped,
        tieweave.Category,
    ):
        assert "__slots__" in vars(value_class), value_class
        with pytest.raises(TypeError):
            value_class("positional")
    contact = tieweave.Contact(name="Ann")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        contact.name = "Bob"  # type: ignore[misc]


def test_a_record_without_a_key_gets_one_from_its_content():
    one, same, other = (tieweave.Contact(name=name) for name in ("Ann Lee", "Ann  Lee", "Bo Lee"))
    assert one.key == same.key != other.key


def test_every_value_of_a_merged_contact_says_where_it_comes_from():
    people = tieweave.merge(
        [
            tieweave.Contact(source="a.vcf", key="1", name="Ann Lee", emails=["ann@x.example"], labels=["Choir"]),
            tieweave.Contact(source="b.vcf", key="2", name="Ann Lee", emails=["ann@x.example"], birthday="1980-05-02"),
        ]
    )
    (person,) = people.contacts
    assert person.said_by("labels", "Choir") == (tieweave.SourceRef(source="a.vcf", key="1"),)
    assert person.said_by("birthday", "1980-05-02") == (tieweave.SourceRef(source="b.vcf", key="2"),)
    assert {ref.source for ref in person.said_by("emails", person.emails[0])} == {"a.vcf", "b.vcf"}


def test_an_interaction_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        tieweave.Interaction(
            when=dt.datetime(2026, 1, 1),  # noqa: DTZ001 - the very mistake
            channel="call",
            direction="in",
            participants=["+19025550142"],
        )


def test_unknown_channels_and_directions_are_refused():
    when = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    with pytest.raises(ValueError, match="pigeon"):
        tieweave.Interaction(when=when, channel="pigeon", direction="in", participants=["a@b.example"])


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    for normalise in (written.line, written.paragraph, written.address):
        once = normalise(text)
        assert normalise(once) == once
        assert unicodedata.is_normalized("NFC", once)
    assert "\n" not in written.line(text)


def test_endless_combining_marks_are_all_kept_and_take_no_time():
    marks = "\u0301\u0323" * 100_000
    started = time.process_time()
    name = written.line("Z" + marks + "algo")
    assert time.process_time() - started < 5  # Python alone takes a minute or more to put them in order
    assert len(unicodedata.normalize("NFD", name).replace("\u034f", "")) == len("Zalgo") + len(marks)
    assert written.line(name) == name


def test_no_writing_system_has_so_many_marks_that_its_text_is_changed():
    text = "Đặng Thị Ngọc Hân, शक्ति, " * 100 + "Z" + "\u0301" * 30
    assert written.line(text) == unicodedata.normalize("NFC", text)
