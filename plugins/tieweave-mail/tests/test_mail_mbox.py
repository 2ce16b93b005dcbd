import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieweave_mail import dates, mbox
from tieweave_mail.fields import by_name
from tieweave_mail.folder_names import Kind, kind_of_folder, kind_of_labels

SEPARATOR = b"From ann@lee.example Mon Mar 02 09:15:00 2026\n"
HEADER = b"From: ann@lee.example\nSubject: x\n\n"


def read(data):
    return [by_name(pairs) if pairs is not None else None for _, _, _, pairs, _ in mbox.messages(io.BytesIO(data))]


def quoted(body):
    return b"".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in body.splitlines(True))


LINES = st.sampled_from(
    [
        b"From here on",
        SEPARATOR.strip(),
        b"",
        b"text",
        b"From: bo@roy.example",
        b">From x",
        b"Subject: y",
        b"\r",
        b"F" * 99,
    ]
)


@given(st.lists(st.lists(LINES, max_size=8), min_size=1, max_size=6))
@settings(deadline=None, derandomize=True)
def test_quoted_bodies_never_split(bodies):
    data = b"".join(SEPARATOR + HEADER + quoted(b"\n".join(body)) + b"\n\n" for body in bodies)
    assert read(data) == [{b"From": b"ann@lee.example"}] * len(bodies)


@pytest.mark.parametrize("block", [1100, 1500, 4096])
def test_blocks_do_not_matter(block, monkeypatch):
    data = b"".join(SEPARATOR + HEADER + b"x" * (37 * number) + b"\nFrom the start\n\n" for number in range(60))
    monkeypatch.setattr(mbox, "_BLOCK", block)
    assert len(read(data)) == 60


@pytest.mark.parametrize(
    "separator",
    [
        b"From - Mon Mar 02 09:15:00 2026\n",
        b"From 17@xxx Wed May 06 18:21:37 +0000 2026\n",
        b"From MAILER-DAEMON Fri Jul  8 12:08:34 2011\n",
        b'From "ann lee"@x.example Mon Mar  2 09:15:00 2026\n',
        b"From ann@x.example  Mon Mar  2 09:15 2026\n",
        b"From ann@x.example Mon, 2 Mar 2026 09:15:00 +0100\n",
        b"From ???@??? Mon Mar 02 09:15:00 2026\n",
        b"From ann@x.example\n",
        b"From ann@x.example 2026-03-02T09:15:00\n",
    ],
)
def test_separators(separator):
    assert len(read((separator + HEADER + b"body\n\n") * 3)) == 3
    assert mbox.starts_mbox(separator + HEADER)


@pytest.mark.parametrize(
    "line",
    [
        b"From the beginning this line is text",
        b"From Monday on",
        b"From Ann, Mon Mar 02 09:15:00 2026",
        b"From Mon Mar 02 on we meet",
        b"From me\nNote: this",
    ],
)
def test_text_that_begins_with_from(line):
    assert len(read((SEPARATOR + HEADER + b"body\n\n" + line + b"\nand more\n\n") * 2)) == 2


def test_line_ends_of_windows_and_mixed():
    message = SEPARATOR + HEADER + b"From: not@a.field\n\n"
    assert len(read(message.replace(b"\n", b"\r\n") * 3)) == 3
    mixed = SEPARATOR + HEADER.replace(b"\n", b"\r\n") + b"From: not@a.field\r\n\n"
    assert [found[b"From"].strip() for found in read(mixed * 3)] == [b"ann@lee.example"] * 3
    assert len(read(b"\xef\xbb\xbf" + message)) == 1


def test_giant_headers():
    giant = SEPARATOR + b"X-Big: " + b"x" * (2 * mbox.LARGEST_HEADER) + b"\n\n"
    data = SEPARATOR + HEADER + b"\n" + giant + SEPARATOR + HEADER
    assert [found is None for found in read(data)] == [False, True, False]


def test_a_message_without_a_body():
    assert len(read(SEPARATOR + b"From: a@b.example\n\n" + SEPARATOR + b"From: a@b.example\n")) == 2
    assert read(b"") == []


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (b"Mon, 2 Mar 2026 10:15:00 +0100", (1772442900, 60)),
        (b"2 Mar 2026 10:15:00 +0100 (CET)", (1772442900, 60)),
        (b"Mon, 02 Mar 2026 04:15:00 EST", (1772442900, -300)),
        (b"Mon, 2 Mar 26 09:15 GMT", (1772442900, 0)),
        (b"2026-03-02T10:15:00+01:00", (1772442900, 60)),
        (b"Mon, 30 Feb 2026 10:15:00 +0100", None),
        (b"Mon, 2 Mar 2026 25:15:00 +0100", None),
        (b"Thu, 1 Jan 1970 00:00:00 +0000", None),
        (b"not a date", None),
        (b"", None),
    ],
)
def test_dates(field, expected):
    assert dates.moment(field) == expected


@given(st.binary(max_size=60))
@settings(deadline=None, derandomize=True)
def test_no_date_raises(field):
    dates.moment(field)
    dates.of_envelope(field)


def test_dates_of_separators():
    assert dates.of_envelope(SEPARATOR) == (1772442900, 0)
    assert dates.of_envelope(b"From 17@xxx Mon Mar 02 10:15:00 +0100 2026") == (1772442900, 60)


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (b"Inbox,Important", Kind.ANY),
        (b"=?UTF-8?Q?Messages_envoy=C3=A9s,Ouvert?=", Kind.SENT),
        (b"=?UTF-8?B?RW50d8O8cmZl?=", Kind.LEFT_OUT),
        (b"Sent,Spam", Kind.LEFT_OUT),
        (b'"Sent, long ago",Inbox', Kind.ANY),
        (b"=?UTF-8?Q?Inbox,Posta_?=\r\n =?UTF-8?Q?inviata?=", Kind.SENT),
        ("送信済みメール".encode(), Kind.SENT),
        (b"Correo\xc2\xa0no deseado", Kind.LEFT_OUT),
        (b"Rascunhos", Kind.LEFT_OUT),
        (rb'"\\Important","\\Sent"', Kind.SENT),
        (rb'"\\Draft",Inbox', Kind.LEFT_OUT),
        ("Envoyé,Ouvert".encode(), Kind.SENT),
        ("Išsiųsti".encode(), Kind.SENT),
        ("จดหมายขยะ".encode(), Kind.LEFT_OUT),
    ],
)
def test_labels(labels, kind):
    assert kind_of_labels(labels) is kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sent", Kind.SENT),
        ("Sent-1", Kind.SENT),
        ("[Gmail]/Sent Mail", Kind.SENT),
        ("INBOX.Gesendet", Kind.SENT),
        ("Entw&APw-rfe", Kind.LEFT_OUT),
        ("Junk E-mail", Kind.LEFT_OUT),
        ("Junk", Kind.LEFT_OUT),
        ("Templates", Kind.LEFT_OUT),
        ("Archive", Kind.ANY),
    ],
)
def test_folders(name, kind):
    assert kind_of_folder(name) is kind
