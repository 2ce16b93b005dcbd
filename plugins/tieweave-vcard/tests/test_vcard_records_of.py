"""Cards that another source got hold of: `records_of`."""

from pathlib import Path

import attrs

from tieweave import Contact, Skipped
from tieweave.sources import Context
from tieweave.testing import NOW
from tieweave_vcard.source import records, records_of

SMALL = Path(__file__).with_name("data") / "small.vcf"


def test_the_records_are_those_of_a_file():
    of_file = [attrs.evolve(record, source="server") for record in records(str(SMALL), Context(now=NOW))]
    assert list(records_of(SMALL.read_bytes(), source="server")) == of_file


def test_where_names_the_data():
    data = b"BEGIN:VCARD\nEND:VCARD\nBEGIN:VCARD\nFN:A\nUID:1\nEND:VCARD\nBEGIN:VCARD\nFN:B\nUID:1\nEND:VCARD\n"
    skipped, one, other = records_of(data, source="server", where="Contacts, a.vcf")
    assert (skipped.source, skipped.where) == ("server", "Contacts, a.vcf, card 1, line 1")
    assert isinstance(one, Contact)
    assert isinstance(other, Contact)
    assert one.key == "1" != other.key


def test_data_without_a_card_is_skipped():
    reason = "has no BEGIN:VCARD in it, so it is not a vCard file"
    assert list(records_of(b"<html>", source="s", where="w")) == [Skipped(source="s", where="w", reason=reason)]
    assert list(records_of(b"", source="s")) == [Skipped(source="s", where="", reason="is empty")]


def test_pictures_come_along_when_they_are_wanted():
    data = b"BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\nEND:VCARD\n"
    (without,), (with_it,) = (list(records_of(data, source="s", keep_media=keep)) for keep in (False, True))
    assert without.extras == ()
    assert [extra.name for extra in with_it.extras] == ["PHOTO"]
