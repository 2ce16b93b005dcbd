"""Passwords: from where they come, where they are kept, and that they are said nowhere."""

import logging
import shlex
import sys

import attrs
import keyring
import pytest
from keyring.backends import fail, null

from tieweave import Contact
from tieweave.errors import SourceError
from tieweave.sources import SignIn, SourceType
from tieweave.store import Store
from tieweave_dav import account as signing
from tieweave_dav import credentials, locations, tieweave_sources
from tieweave_dav.options import Settings
from tieweave_dav.source import records

SECRET = "s3crét:word"  # noqa: S105 - of the servers that these tests start

PYTHON = shlex.quote(sys.executable)


def names(found):
    return [record.name for record in found if isinstance(record, Contact)]


def answers(user=None, password=SECRET):
    """Return answers to what is asked, and the list of what was said."""
    said = []

    def ask(question):
        said.append(question)
        assert user is not None, "the user is known"
        return user

    def ask_secret(question):
        said.append(question)
        return password

    return SignIn(say=said.append, ask=ask, ask_secret=ask_secret), said


@pytest.fixture
def book(account):
    account.book()
    account.card("ann", "Ann Lee")
    return account


@pytest.fixture
def where(book):
    return f"carddav:{book.root}"


def test_a_login_is_kept_in_the_keyring_and_used(book, where, context, own_keyring):
    sign_in, said = answers(book.user)
    line = signing.login("carddav", where, context, sign_in)
    place = f"127.0.0.1:{book.port}"
    assert line == f"signed in to {place} as {book.user}: 1 address book; the password is in the keyring"
    assert own_keyring.held == {("tieweave", f"{book.user}@{place}"): SECRET}
    assert SECRET not in repr(said)
    assert names(records("carddav", where, context)) == ["Ann Lee"]
    assert signing.check("carddav", where, context) == [
        f"1 address book of {book.user} at {place}",
        f"Contacts ({book.home}contacts/)",
    ]


def test_one_login_serves_both_sources(book, where, context):
    book.calendar()
    signing.login("carddav", where, context, answers(book.user)[0])
    assert signing.check("caldav", f"caldav:{book.root}", context)[0].startswith("1 calendar of ")


def test_a_logout_removes_everything(book, where, context, own_keyring):
    signing.login("carddav", where, context, answers(book.user)[0])
    list(records("carddav", where, context))
    place = f"127.0.0.1:{book.port}"
    assert signing.logout("carddav", where, context) == (
        f"signed out of {place}: removed the password and the cards that were remembered"
    )
    assert own_keyring.held == {}
    memory = context.store.memory("dav", f"carddav {book.user} {book.home}contacts/")
    assert list(memory.items()) == []
    assert signing.logout("carddav", where, context) == f"nothing was kept of {place}"
    with pytest.raises(SourceError, match="wants a user name and a password; run: tieweave login carddav:"):
        list(records("carddav", where, context))


def test_a_wrong_password_is_not_kept(book, where, context, own_keyring):
    with pytest.raises(SourceError, match="refuses the user name or password") as raised:
        signing.login("carddav", where, context, answers(book.user, "wr0ng-one")[0])
    assert "wr0ng-one" not in str(raised.value)
    assert own_keyring.held == {}


@pytest.mark.parametrize(("user", "password"), [("", SECRET), ("u1", "")])
def test_no_answer_is_no_login(where, context, own_keyring, user, password):
    with pytest.raises(SourceError, match="nothing is kept"):
        signing.login("carddav", where, context, answers(user, password)[0])
    assert own_keyring.held == {}


class Failing(fail.Keyring):
    def get_password(self, service, username):
        raise OSError("the daemon is not there")

    set_password = delete_password = get_password


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, Failing])
def test_where_no_keyring_works_the_password_is_in_a_file_of_ones_own(book, where, context, tmp_path, backend):
    keyring.set_keyring(backend())
    store = Store(tmp_path / "data")
    known = attrs.evolve(context, store=store)
    line = signing.login("carddav", where, known, answers(book.user)[0])
    assert line.endswith("the password is in a file that only you can read, since no keyring works here")
    (file,) = (tmp_path / "data" / "secrets").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert names(records("carddav", where, known)) == ["Ann Lee"]
    assert "removed the password" in signing.logout("carddav", where, known)
    assert not file.exists()
    store.close()


def test_a_login_tries_an_address_whole_and_then_its_first_part(book, context, own_keyring, monkeypatch):
    """RFC 6764 section 6: which of both a server takes is for it to say."""
    settings = Settings()
    location = locations.read("carddav", f"carddav:http://{book.user}@127.0.0.1:{book.port}")
    both = attrs.evolve(location, users=(f"{book.user}@127.0.0.1", book.user))
    monkeypatch.setattr(locations, "read", lambda name, text: both)
    line = signing.login("carddav", location.text, context, answers()[0])
    assert f"as {book.user}: " in line
    assert credentials.users(both, settings, context.store) == both.users
    assert names(records("carddav", location.text, context)) == ["Ann Lee"]


def test_the_password_of_a_command(book, where, context, capfd, caplog):
    caplog.set_level(logging.DEBUG)
    script = "import sys; sys.stderr.write('private'); print('s3cr\\u00e9t:word'); print('second line')"
    command = f'{PYTHON} -X utf8 -c "{script}"'
    options = {book.root: {"user": book.user, "password_command": command}}
    known = attrs.evolve(context, options=options)
    assert names(records("carddav", where, known)) == ["Ann Lee"]
    line = signing.login("carddav", where, known, answers()[0])
    assert line.endswith("the password comes from the command in the configuration, and nothing is kept")
    assert capfd.readouterr() == ("", "")
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (f"{PYTHON} -c 'raise SystemExit(3)'", "ended with status 3; run it yourself to see why"),
        (f"{PYTHON} -c pass", "printed no password"),
        ("no-such-program-here --secret hunter2", "cannot be run"),
        ("pass 'show", "a quote that is not closed"),
        ("  ", "is empty"),
    ],
)
def test_a_command_that_gives_no_password_is_said(where, book, context, command, reason):
    known = attrs.evolve(context, options={book.root: {"user": "u", "password_command": command}})
    with pytest.raises(SourceError, match=reason) as raised:
        list(records("carddav", where, known))
    assert "hunter2" not in str(raised.value)


def test_a_command_has_no_shell_and_not_for_ever(where, book, context, tmp_path, monkeypatch):
    monkeypatch.setattr(credentials, "_COMMAND_TIME", 0.1)
    command = f"{PYTHON} -c 'import time; time.sleep(60)' ; touch {tmp_path / 'shell'}"
    known = attrs.evolve(context, options={book.root: {"user": "u", "password_command": command}})
    with pytest.raises(SourceError, match="took more than 0 seconds; run it yourself"):
        list(records("carddav", where, known))
    assert not (tmp_path / "shell").exists()


def test_an_environment_variable_that_is_not_set_is_said(where, book, context, monkeypatch):
    monkeypatch.delenv("DAV_PASSWORD", raising=False)
    known = attrs.evolve(context, options={book.root: {"user": "u", "password_env": "DAV_PASSWORD"}})
    with pytest.raises(SourceError, match="the environment variable DAV_PASSWORD is not set"):
        list(records("carddav", where, known))


def test_a_password_without_a_user_is_said(where, book, context, monkeypatch):
    monkeypatch.setenv("DAV_PASSWORD", "x")
    known = attrs.evolve(context, options={book.root: {"password_env": "DAV_PASSWORD"}})
    with pytest.raises(SourceError, match="set user in the same table"):
        list(records("carddav", where, known))


def test_an_access_token_is_sent_as_such(book, front, context, monkeypatch):
    monkeypatch.setenv("DAV_TOKEN", "t0ken")
    authorization = book.authorization

    def exchanged(request):
        assert request.headers["Authorization"] == "Bearer t0ken"
        request.headers.replace_header("Authorization", authorization)

    front.answer = exchanged
    known = attrs.evolve(context, options={front.root: {"token_env": "DAV_TOKEN"}})
    assert names(records("carddav", f"carddav:{front.root}", known)) == ["Ann Lee"]
    front.answer = lambda request: front.forwarded(request)._replace(status=401)
    with pytest.raises(SourceError, match="refuses the access token; check what gives it"):
        list(records("carddav", f"carddav:{front.root}", known))
    monkeypatch.setenv("DAV_TOKEN", "t0ken\r\nX-Evil: 1")
    with pytest.raises(SourceError, match="characters that no token has"):
        list(records("carddav", f"carddav:{front.root}", known))


def test_credentials_do_not_show_what_is_secret():
    assert "hunter2" not in repr(credentials.Credentials("u", "Basic hunter2"))


def test_who_is_nobody_reads_what_is_public(fronts, context):
    """A server that asks nobody who they are, but refuses to say who nobody is."""
    from urllib.parse import urlsplit

    front = fronts()
    card = "BEGIN:VCARD&#13;\nVERSION:3.0\nFN:Ann Lee\nUID:a\nEND:VCARD"
    kind = "<D:resourcetype><D:collection/><C:addressbook/></D:resourcetype>"

    def public(request):
        if b"current-user-principal" in request.body:
            return front.forwarded(request)._replace(status=401)
        where = urlsplit(request.path).path
        inside = (
            kind
            if request.headers["Depth"] == "0"
            else f"<D:getetag>1</D:getetag><C:address-data>{card}</C:address-data>"
        )
        where += "" if request.headers["Depth"] == "0" else "a.vcf"
        body = (
            '<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><D:response>'
            f"<D:href>{where}</D:href><D:propstat><D:prop>{inside}</D:prop><D:status>HTTP/1.1 200 OK</D:status>"
            "</D:propstat></D:response></D:multistatus>"
        )
        return front.forwarded(request)._replace(status=207, body=body.encode())

    front.answer = public
    found = list(records("carddav", f"carddav:{front.root}/public/", context))
    assert names(found) == ["Ann Lee"]
    assert all("Authorization" not in request.headers for request in front.requests)


def test_both_sources_offer_an_account_and_a_check():
    declared = list(tieweave_sources())
    assert [source.name for source in declared] == ["carddav", "caldav"]
    for source in declared:
        assert isinstance(source, SourceType)
        assert source.account is not None
        assert source.check is not None
        assert source.matches(f"{source.name.upper()}:x")
        assert not source.matches(f"x{source.name}:")


def test_the_hooks_reach_what_they_declare(book, where, context):
    carddav = next(iter(tieweave_sources()))
    assert "1 address book" in carddav.account.login(where, context, answers(book.user)[0])
    assert len(carddav.check(where, context)) == 2
    assert names(carddav.open(where, context)) == ["Ann Lee"]
    assert carddav.account.logout(where, context).startswith("signed out of ")
    with pytest.raises(SourceError):
        carddav.check(where, context)
