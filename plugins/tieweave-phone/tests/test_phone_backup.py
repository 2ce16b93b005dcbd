"""Calls and messages of SMS Backup & Restore, however its files are broken."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tieweave
from tieweave import Contact, Interaction, Profile, Skipped
from tieweave.plugins import PluginHub
from tieweave.sources import Context
from tieweave.store import Store
from tieweave_phone import numbers
from tieweave_phone.backup.tags import LONGEST_VALUE, tags
from tieweave_phone.source import records

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
HEAD = b"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"


@pytest.fixture
def read(tmp_path):
    def read(body, root="smses", profile=None, name="export.xml"):
        data = body if isinstance(body, bytes) else body.encode("utf-8")
        if root:
            data = HEAD + b"<%s>\n%s\n</%s>\n" % (root.encode(), data, root.encode())
        path = tmp_path / name
        path.write_bytes(data)
        return list(records(str(path), Context(now=NOW, profile=profile or Profile())))

    return read


def acts(found):
    return [(r.direction.value, *r.participants) for r in found if isinstance(r, Interaction)]


def contacts(found):
    return [(r.name, r.phones[0].number) for r in found if isinstance(r, Contact)]


def skipped(found):
    return [(r.where, r.reason) for r in found if isinstance(r, Skipped)]


def sms(body="hi", number="+19025550101", kind=1, date=1787500000123, name="Ann"):
    return f'<sms protocol="0" address="{number}" date="{date}" type="{kind}" body="{body}" contact_name="{name}" />'


WHOLE = ([("in", "+19025550101")], [("Ann", "+19025550101")], [])


@pytest.mark.parametrize(
    "body",
    [
        "&#10084;&#55357;&#56832;",
        "&#55357; &#56832; &#xD83D;&#xDE00;",
        "&#0;&#1;&#11;&#65535;&#99999999;&#xFFFFFF;",
        "&copy; & &unknown; &#; &#x; &",
        "a < b > c <sms> </smses> <d",
        'he said "hi" to "me"',
        "\0\x01\x0b\x1f\x7f\ufffe",
        "&amp;lt;sms address=&quot;x&quot;",
        "x" * 300_000,
        '"' * 1000,
        "]]> <![CDATA[ <!-- -->",
        "a\nb\r\nc",
    ],
)
def test_messages_that_no_xml_parser_takes(read, body):
    found = read(sms(body))
    assert (acts(found), contacts(found), skipped(found)) == WHOLE


@pytest.mark.parametrize("body", [b"\xff\xfe\xc3", b"\xed\xa0\xbd\xed\xb8\x80", "café".encode("latin-1")])
def test_broken_utf_8(read, body):
    found = read(sms("BODY").encode().replace(b"BODY", body))
    assert (acts(found), contacts(found), skipped(found)) == WHOLE


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Zo&#235; &#x1F600;", "Zoë 😀"),
        ("Ann &#55357;&#56832;", "Ann 😀"),
        ("Ann &#55357;", "Ann \ufffd"),
        ("Ann &#0;&#7;B", "Ann B"),
        ("R&D", "R&D"),
        ("R&amp;D &lt;x&gt; &quot;y&quot; &apos;z&apos;", "R&D <x> \"y\" 'z'"),
        ("AT&T &foo;", "AT&T &foo;"),
        ("\u202aAnn\u202c\u00a0Lee", "Ann Lee"),
    ],
)
def test_names_with_references(read, written, name):
    assert contacts(read(sms(name=written))) == [(name, "+19025550101")]


@pytest.mark.parametrize("name", ["", "null", "(Unknown)", "+1 902-555-0101"])
def test_what_is_no_name(read, name):
    found = read(sms(name=name))
    assert acts(found) == [("in", "+19025550101")]
    assert contacts(found) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_encodings(read, encoding):
    head = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n'
    found = read((head + f"<smses>{sms(name='Zoë')}</smses>").encode(encoding), root="")
    assert contacts(found) == [("Zoë", "+19025550101")]


def test_single_quotes_and_other_spacing(read):
    text = "<sms\n address = '+19025550101'\n\tdate='1787500000123' type='1' contact_name='O\"Neil' ></sms>"
    assert contacts(read(text)) == [('O"Neil', "+19025550101")]


def test_a_file_that_breaks_off(read):
    whole = (HEAD + b"<smses>\n" + sms().encode() + b"\n").decode()
    for cut in (
        "",
        "<sms addr",
        '<sms address="+1902',
        sms()[:-2],
        '<mms date="1787500000123" msg_box="1" address="+19025550109"><addrs>',
    ):
        found = read((whole + cut).encode(), root="")
        assert acts(found)[:1] == [("in", "+19025550101")]
        assert len(acts(found)) == 1
        where, reason = skipped(found)[-1]
        assert "breaks off" in reason
        assert "line" in where


@pytest.mark.parametrize(
    ("whole", "broken", "read_whole"),
    [('body="hi"', 'body="hi', {0, 1, 2, 3}), ('contact_name="Ann"', 'contact_name="Ann', {0, 3})],
)
def test_a_missing_quote_costs_its_neighbour_at_most(read, whole, broken, read_whole):
    records = [sms(date=1787500000000 + at * 1000) for at in range(4)]
    records[1] = records[1].replace(whole, broken)
    found = read("\n".join(records))
    assert {act.when.second - 40 for act in found if isinstance(act, Interaction)} == read_whole
    assert bool(skipped(found)) is (len(read_whole) < 4)


def test_entities_are_refused(read):
    bomb = b'<?xml version="1.0"?><!DOCTYPE smses [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><smses></smses>'
    with pytest.raises(tieweave.SourceError, match="declares entities") as raised:
        read(bomb, root="")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("kind", "duration", "direction", "weight"),
    [
        (1, 60, "in", 1.0),
        (1, 0, "in", 0.3),
        (2, 60, "out", 1.0),
        (2, 0, "out", 0.3),
        (3, 0, "in", 0.3),
        (4, 12, "in", 0.5),
        (5, 0, "in", 0.1),
        (7, 0, "in", 1.0),
    ],
)
def test_calls(read, kind, duration, direction, weight):
    (act,) = read(f'<call number="+19025550101" duration="{duration}" date="1787500000123" type="{kind}" />', "calls")
    assert (act.channel.value, act.direction.value, act.weight) == ("call", direction, weight)
    assert act.when == dt.datetime(2026, 8, 23, 15, 46, 40, 123000, tzinfo=dt.UTC)
    assert act.duration == (None if kind == 7 else duration)


def test_blocked_calls_say_nothing(read):
    assert (
        read('<call number="+19025550101" duration="0" date="1787500000123" type="6" contact_name="A" />', "calls")
        == []
    )


def test_types_that_are_not_known_are_counted_once(read):
    text = '<call number="+19025550101" duration="1" date="1787500000123" type="1000" contact_name="A" />\n'
    assert skipped(read(text * 3, "calls")) == [
        ("record 1, line 3, and 2 more like it", "calls of type '1000' are not known")
    ]


@pytest.mark.parametrize("kind", [3, 4, 5, 6])
def test_what_was_not_sent(read, kind):
    assert read(sms(kind=kind)) == []


@pytest.mark.parametrize("date", ["", "0", "-5", "x", "9" * 18, "9" * 30, "12.5"])
def test_dates_that_cannot_be_read(read, date):
    found = read(sms(date=date))
    assert not acts(found)
    assert skipped(found)


@pytest.mark.parametrize(
    "number",
    ["", "-1", "-2", "null", "Private", "44398", "AD-BANK", "GOOGLE", "*86", "#31#", "112", "insert-address-token"],
)
def test_numbers_that_are_no_persons(read, number):
    assert read(sms(number=number)) == []


@pytest.mark.parametrize(
    "number", ["+19025550101", "(902) 555-0101", "5550101", "\u202a+44 7700 900123\u202c", "555012"]
)
def test_numbers_of_persons(number):
    assert numbers.is_persons(number, named=True)


def mms(attributes, *addresses, body=""):
    rows = "".join(f'<addr address="{address}" type="{kind}" charset="106" />' for address, kind in addresses)
    return f'<mms date="1787500000123" {attributes}><parts>{body}</parts><addrs>{rows}</addrs></mms>'


def test_a_picture_to_one(read):
    part = f'<part seq="0" ct="image/jpeg" data="{"QUJD" * 200_000}" text="<sms address=&quot;" />'
    text = mms('msg_box="2" address="+19025550101" contact_name="Lee, Ann"', ("insert-address-token", 137), body=part)
    found = read(text)
    assert acts(found) == [("out", "+19025550101")]
    assert contacts(found) == [("Lee, Ann", "+19025550101")]


def test_a_message_in_a_group(read):
    text = mms(
        'msg_box="1" address="+19025550101~+19025550102~44398" contact_name="Ann, Bo, Bank"',
        ("+19025550102", 137),
        ("+19025550100", 151),
        ("+19025550101", 130),
    )
    act, *rest = read(text)
    assert (act.participants, act.others, act.weight) == (("+19025550102",), ("+19025550101",), 0.5)
    assert contacts(rest) == [("Ann", "+19025550101"), ("Bo", "+19025550102")]


def test_a_message_to_a_group_and_its_copies(read):
    text = mms('msg_box="2" address="+19025550101~+19025550102" contact_name="Ann"', ("+19025550100", 137))
    found = read(text)
    assert acts(found) == [("out", "+19025550101", "+19025550102")]
    assert contacts(found) == []


def test_addresses_only_in_the_rows(read):
    text = mms('msg_box="1" contact_name="null"', ("+19025550102", 137), ("insert-address-token", 151))
    assert acts(read(text)) == [("in", "+19025550102")]


def test_egos_own_number_is_nobody(read):
    profile = Profile(phones=["+1 902 555 0100"])
    text = mms('msg_box="1" address="+19025550101~9025550100"', ("+19025550101", 137)) + sms(number="(902) 555-0100")
    found = read(text, profile=profile)
    assert acts(found) == [("in", "+19025550101")]
    assert found[0].others == ()


def test_a_name_that_stood_alone_is_surer_than_one_from_a_list(read):
    listed = mms('msg_box="2" address="+19025550101~+19025550102" contact_name="Smith, Bo"')
    found = read(sms(name="Bo Smith") + listed + sms(name="Bo Smith-Roy", date=1787600000000))
    assert [(r.name, r.names) for r in found if isinstance(r, Contact)] == [
        ("Bo Smith-Roy", ("Bo Smith-Roy", "Bo Smith")),
        ("Bo", ("Bo",)),
    ]


def test_overlapping_backups_count_once(tmp_path):
    for name, kinds in (("sms-1.xml", (1, 2)), ("sms-2.xml", (1, 2, 2))):
        body = "".join(sms(kind=kind, date=1787500000123 + at) for at, kind in enumerate(kinds))
        (tmp_path / name).write_text(f"<smses>{body}</smses>", encoding="utf-8")
    book = tieweave.gather([tmp_path], hub=PluginHub.load(), store=Store.temporary(), now=NOW)
    assert len(tieweave.merge(book).interactions) == 3
    (tie,) = tieweave.classify(tieweave.merge(book), now=NOW)
    assert (tie.contact.name, tie.interactions) == ("Ann", 3)


def test_no_text_is_kept(read):
    part = '<part seq="0" ct="text/plain" text="SECRETWORD" />'
    found = read(sms("SECRETWORD") + mms('msg_box="1" address="+19025550101"', body=part))
    assert len(acts(found)) == 2
    assert "SECRETWORD" not in repr(found)


def test_a_value_too_long_is_none(read):
    found = read(sms(name="x" * (LONGEST_VALUE * 6)))
    assert contacts(found) == []
    assert skipped(found)


_PARTS = st.lists(
    st.sampled_from(
        [
            sms().encode(), b"<mms date='1787500000123' msg_box='1' address='+19025550101'>", b"</mms>", b"<addrs>",
            b'<addr address="+19025550101" type="137"/>', b'"', b"'", b"<", b">", b"/>", b" a=\"b\"", b"&#55357;",
            b"\0", b"\xff", b"<sms ", b"</smses>", b"<!--", b"<part text=\"", b"\n", b"x" * 600,
        ]
    ),
    max_size=12,
)  # fmt: skip


@settings(deadline=None)
@given(_PARTS.map(b"".join), st.integers(1, 40))
def test_the_size_of_blocks_changes_nothing(data, size):
    whole = list(tags(iter([data])))
    assert list(tags(data[at : at + size] for at in range(0, len(data), size))) == whole


@settings(deadline=None)
@given(_PARTS.map(b"".join))
def test_nothing_in_a_backup_raises(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "any.xml"
    path.write_bytes(b"<smses>" + sms(date=1).encode() + data)
    found = list(records(str(path), Context(now=NOW)))
    assert any(isinstance(record, Skipped) for record in found) or b"</smses>" in data
