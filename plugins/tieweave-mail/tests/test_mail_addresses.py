import time
from email.utils import formataddr, getaddresses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieweave_mail.addresses import Mailbox, mailboxes
from tieweave_mail.bulk import automatic

NAMES = st.text("abcdefgh ABC.'-,;<>@()\"", max_size=20).map(lambda text: " ".join(text.split()))
ADDRESSES = st.from_regex(r"[a-z][a-z0-9_.+-]{0,10}[a-z0-9]@[a-z]{1,8}\.[a-z]{2,3}", fullmatch=True)


@given(st.lists(st.tuples(NAMES, ADDRESSES), max_size=5))
@settings(deadline=None, derandomize=True)
def test_ordinary_fields_give_the_addresses_that_email_utils_gives(people):
    field = ", ".join(formataddr(person) for person in people)
    assert [one.address for one in mailboxes(field.encode())] == [address for _, address in getaddresses([field])]


@given(st.binary(max_size=200))
@settings(deadline=None, derandomize=True)
def test_no_bytes_raise(field):
    assert all("@" in one.address for one in mailboxes(field))


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (b'"Lee, Ann" <ann@lee.example>', [("ann@lee.example", "Lee, Ann")]),
        (b"Lee, Ann <ann@lee.example>", [("ann@lee.example", "Lee, Ann")]),
        (b"ann@lee.example (Ann Lee)", [("ann@lee.example", "Ann Lee")]),
        (b"=?UTF-8?B?UmVuw6k=?= =?UTF-8?B?ZSBE?= <r@d.example>", [("r@d.example", "Renée D")]),
        (b"=?utf-8?q?Lee=2C_Ann?= <ann@lee.example>", [("ann@lee.example", "Lee, Ann")]),
        (b"=?iso-8859-1?Q?Jos=E9?= <jose@x.example>", [("jose@x.example", "José")]),
        (b"=?nonsense?Q?Jo?= <jo@x.example>", [("jo@x.example", "Jo")]),
        (b"Jos\xe9 <jose@x.example>", [("jose@x.example", "José")]),
        ("José <jose@bücher.example>".encode(), [("jose@bücher.example", "José")]),
        (b"undisclosed-recipients:;", []),
        (
            b"Team: ann@x.example, Bo <bo@y.example>; cy@z.example",
            [("ann@x.example", ""), ("bo@y.example", "Bo"), ("cy@z.example", "")],
        ),
        (b'"Ann <ann@x.example>, bo@y.example', [("ann@x.example", "Ann"), ("bo@y.example", "")]),
        (b"<ann@x.example, <bo@y.example>", [("ann@x.example", ""), ("bo@y.example", "")]),
        (b'"ann@x.example" <ann@x.example>', [("ann@x.example", "")]),
        (b"\"'Ann Lee' via Team\" <team@x.example>", [("team@x.example", "Ann Lee")]),
        (b'"ann lee"@x.example', [('"ann lee"@x.example', "")]),
        (b"Ann <ANN@X.example.>", [("ann@x.example", "Ann")]),
        (b"Bo Roy", []),
        (b"ann@b@c.example", []),
        (b"Ann\r\n <ann@x.example>,\r\n\tbo@y.example\r", [("ann@x.example", "Ann"), ("bo@y.example", "")]),
    ],
)
def test_what_programs_write(field, expected):
    assert [tuple(one) for one in mailboxes(field)] == expected


@pytest.mark.parametrize("piece", [b'"', b"(", b"<", b'\\"', b"(a", b"=?", b"a@b,", b":", b"@", b"=?u?q?"])
def test_hostile_fields_take_linear_time(piece):
    started = time.process_time()
    mailboxes(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    "address",
    "no-reply@x.example noreply+7@x.example do_not_reply@x.example notifications@x.example mailer-daemon@x.example "
    "postmaster@x.example bounce-7@x.example news@x.example newsletter@x.example ne-pas-repondre@x.example "
    "nao-responda@x.example noresponder@x.example keineantwort@x.example nieuwsbrief@x.example team-owner@x.example "
    "calendar-notification@x.example ann@reply.x.example bounces+7=ann=x.example@y.example".split(),
)
def test_machines(address):
    assert automatic(address)


@pytest.mark.parametrize(
    "address",
    "ann@x.example info@x.example ann.news@x.example newson@x.example updike@x.example rooter@x.example "
    "auto-haus@x.example botticelli@x.example ann@newsletters.example j.noble@x.example digesto@x.example "
    "ann+news@x.example alert.ann@x.example".split(),
)
def test_persons(address):
    assert not automatic(address)


def test_a_mailbox_is_a_pair():
    assert mailboxes(b"Ann <ann@x.example>") == (Mailbox("ann@x.example", "Ann"),)
