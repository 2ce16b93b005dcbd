"""Everything that goes wrong with a request: tried again where that helps, else one line that says what to do."""

import socket
import time

import pytest
from loopback_google import CONTACTS, OTHERS, QUOTA, error, person

import tieweave
from tieweave import Contact, Skipped, SourceError
from tieweave_google import accounts

CONNECTIONS = "/v1/people/me/connections"


def keys(found):
    return [record.key for record in found if isinstance(record, Contact)]


@pytest.fixture
def one_line(read):
    """Return a function that reads and gives the one line that the source fails with."""

    def one_line(location="google:", **changed):
        _, failed = read(location, **changed)
        assert isinstance(failed, SourceError), failed
        assert len(str(failed).splitlines()) == 1
        assert str(failed).startswith(location.removesuffix(":"))
        return str(failed)

    return one_line


@pytest.mark.parametrize(
    ("fault", "waited"),
    [
        (QUOTA, 8.0),
        ((*QUOTA, {"Retry-After": "31"}), 31.0),
        ((*QUOTA, {"Retry-After": "Sun, 01 Nov 2026 12:00:20 GMT", "Date": "Sun, 01 Nov 2026 12:00:00 GMT"}), None),
        ((*QUOTA, {"Retry-After": "rubbish"}), 8.0),
        (error(403, "Rate", "RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED"), 8.0),
        ((403, {"error": {"message": "x", "errors": [{"reason": "userRateLimitExceeded"}]}}), 8.0),
        (error(500, "Internal", "INTERNAL"), 1.0),
        (error(503, "Unavailable", "UNAVAILABLE"), 1.0),
        ((502, b"<html>Bad gateway"), 1.0),
        ((*error(503, "Unavailable"), {"Retry-After": "7"}), 7.0),
        ("cut", 1.0),
        ("drop", None),
    ],
)
def test_what_passes_is_tried_again(read, google, sleeps, fault, waited):
    google.contacts.put(person(1))
    google.faults = [(CONNECTIONS, fault)]
    found, failed = read()
    assert (keys(found), failed) == (["people/c1"], None)
    if waited is not None:
        assert sleeps == [waited]


def test_waiting_is_shown(read, google):
    google.faults = [(CONNECTIONS, QUOTA)]
    shown = []
    read(progress=lambda *said: shown.append(said))
    assert ("Google contacts: waiting 8 s, then asking again", 0, None) in shown


def test_five_tries_and_no_more(one_line, google, sleeps):
    google.faults = [(CONNECTIONS, error(503, "x"))] * 9
    assert "trouble (it answered 503); run it again later" in one_line()
    assert sleeps == [1.0, 2.0, 4.0, 8.0]
    assert google.paths().count(CONNECTIONS) == 5


def test_quota_that_stays_used_up(one_line, google, sleeps):
    google.faults = [(CONNECTIONS, QUOTA)] * 9
    assert "quota is used up" in one_line()
    assert sleeps == [8.0, 16.0, 32.0, 60.0]


def test_a_service_that_asks_for_an_hour_is_not_asked_again(one_line, google, sleeps):
    google.faults = [(CONNECTIONS, (*QUOTA, {"Retry-After": "3600"}))]
    assert "wait some minutes" in one_line()
    assert sleeps == []


def test_a_slow_service(read, google, sleeps):
    google.contacts.put(person(1))
    google.faults = [(CONNECTIONS, "hang")]
    found, failed = read(timeout=0.2)
    assert (keys(found), failed) == (["people/c1"], None)
    assert sleeps == [1.0]


@pytest.mark.parametrize(
    "body", [b"<html>Sign in to this network", b"[1, 2]", b'"x"', b"", b'{"connections": [', b"\xff\xfe"]
)
def test_an_answer_of_something_else(one_line, google, sleeps, body):
    google.faults = [(CONNECTIONS, (200, body))]
    assert "is not Google's service" in one_line()
    assert sleeps == []


@pytest.mark.parametrize(
    "page",
    [
        {"connections": {"a": 1}},
        {"connections": None, "nextPageToken": None, "nextSyncToken": 5},
        {"connections": [{"resourceName": 7, "names": "x", "emailAddresses": [None, 3, {"value": 9}]}]},
        {
            "connections": [
                {
                    "resourceName": "people/c1",
                    "names": [{"displayName": "\ud800 A"}],
                    "birthdays": [{"date": {"year": "x"}}],
                }
            ]
        },
        {"connections": [{"resourceName": "people/c1", "metadata": {"sources": 5, "previousResourceNames": {}}}]},
        {"connections": [[], "x", None]},
    ],
)
def test_answers_of_a_strange_shape_never_raise(read, google, page):
    google.faults = [(CONNECTIONS, (200, page))]
    found, failed = read()
    assert failed is None
    for record in found:
        repr(record).encode()
        if isinstance(record, Skipped):
            assert "no person" in record.reason


def test_a_redirection_is_not_followed(one_line, google):
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        elsewhere.settimeout(0.1)
        address = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/"
        google.faults = [(CONNECTIONS, (302, {}, {"Location": address}))]
        assert "was sent elsewhere" in one_line()
        with pytest.raises(TimeoutError):
            elsewhere.accept()


def test_the_people_api_is_not_enabled(one_line, google):
    url = "https://console.developers.google.com/apis/api/people.googleapis.com/overview?project=1234"
    disabled = error(403, "People API has not been used", "PERMISSION_DENIED", "SERVICE_DISABLED", activationUrl=url)
    google.faults = [("/v1/contactGroups", disabled)]
    assert f"not enabled for your client: enable it at {url}" in one_line()


def test_the_people_api_is_not_enabled_in_the_older_form_of_errors(one_line, google):
    body = {"error": {"code": 403, "message": "x", "errors": [{"reason": "accessNotConfigured"}]}}
    google.faults = [("/v1/contactGroups", (403, body))]
    assert "https://console.cloud.google.com/apis/library/people.googleapis.com" in one_line()


def test_a_refusal_for_another_reason(one_line, google):
    google.faults = [(CONNECTIONS, error(403, "The caller does not\nhave permission", "PERMISSION_DENIED"))]
    assert "refuses it with 403 (The caller does not have permission)" in one_line()


@pytest.mark.parametrize("scopes", [(CONTACTS,), (OTHERS,)])
@pytest.mark.parametrize("known", [True, False])
def test_half_a_consent_gives_half_the_people(read, google, signed_in, scopes, known):
    google.scopes = scopes
    signed_in(scopes=scopes if known else (CONTACTS, OTHERS))
    google.contacts.put(person(1))
    google.others.put(person(2, resourceName="otherContacts/c2"))
    found, failed = read()
    assert failed is None
    assert keys(found) == (["people/c1"] if scopes == (CONTACTS,) else ["otherContacts/c2"])
    (skipped,) = [record for record in found if isinstance(record, Skipped)]
    assert skipped.where == ("other contacts" if scopes == (CONTACTS,) else "contacts")
    assert "`tieweave login google:`" in skipped.reason


def test_other_contacts_can_be_left_out(read, google, context):
    google.others.put(person(2, resourceName="otherContacts/c2"))
    found, failed = read(options={**context.options, "other_contacts": False})
    assert (keys(found), failed) == ([], None)
    assert "/v1/otherContacts" not in google.paths()


def test_an_access_token_that_has_run_out_is_renewed_and_kept(read, google, store):
    google.contacts.put(person(1))
    google.access_tokens = set()
    google.rotate = True
    found, failed = read()
    assert (keys(found), failed) == (["people/c1"], None)
    kept = accounts.credentials("google:", "default", store)
    assert (kept.token, kept.refresh_token) == ("access-1", "refresh-1")
    assert google.paths().count("/token") == 1


def test_a_sign_in_that_was_revoked(one_line, google):
    google.access_tokens = set()
    google.refresh_tokens = set()
    line = one_line()
    assert "the sign-in has ended (Token has been expired or revoked.); `tieweave login google:` signs in again" in line
    assert "7 days" in line
    assert "invalid_grant" not in line


def test_a_sign_in_that_was_revoked_still_shows_what_is_remembered(read, google):
    google.contacts.put(person(1))
    first, _ = read()
    google.access_tokens = google.refresh_tokens = set()
    found, failed = read()
    assert found == first
    assert "`tieweave login google:`" in str(failed)


def test_401_even_after_renewing(one_line, google):
    google.faults = [("/v1/contactGroups", error(401, "Invalid Credentials", "UNAUTHENTICATED"))] * 5
    assert "`tieweave login google:` signs in again" in one_line()


def test_a_client_that_was_deleted(one_line, google):
    google.access_tokens = set()
    google.refresh_error = "deleted_client"
    assert "make a new one" in one_line()
    assert "--client-secrets FILE" in one_line()


def test_hosts_that_do_not_exist_or_refuse(one_line, monkeypatch):
    assert "the connection is refused" in one_line(options={"endpoint": "http://127.0.0.1:9"})

    def no_such_host(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_such_host)
    assert "address is not known here" in one_line(options={"endpoint": "https://people.invalid"})


def test_a_server_without_tls(one_line, google):
    assert "no safe connection" in one_line(options={"endpoint": google.address.replace("http:", "https:")})


def test_a_proxy_that_is_not_there(one_line, monkeypatch):
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    line = one_line(options={"endpoint": "https://people.invalid"})
    assert "run it again" in line


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("google:?acount=x", "unknown key 'acount'; did you mean 'account'?"),
        ("google:?x=1", "unknown key 'x'; the one there is is 'account'"),
        ("google:?account=", "names no account"),
        ("google:?account=a&account=b", "names several accounts"),
        ("google:contacts", "nothing to name after google: but an account"),
        ("google:?account=nobody", "not signed in (default is); `tieweave login 'google:?account=nobody'` signs in"),
    ],
)
def test_locations_that_mean_nothing(one_line, location, said):
    assert said in one_line(location)


def test_several_accounts(read, signed_in, google):
    google.contacts.put(person(1))
    signed_in("morgan+work@mail.example")
    _, failed = read()
    assert str(failed) == (
        "google: 2 accounts are signed in; say which: "
        "google:?account=default or google:?account=morgan+work@mail.example"
    )
    found, failed = read("google:?account=Morgan+Work@mail.example")
    assert (keys(found), failed) == (["people/c1"], None)
    assert found[0].emails == ("morgan+work@mail.example",)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"endpont": "x"}, "unknown key 'endpont'; did you mean 'endpoint'?"),
        ({"endpoint": "http://people.example"}, "endpoint must be an https:// address"),
        ({"endpoint": "https://[x"}, "endpoint must be an https:// address"),
        ({"endpoint": 5}, "endpoint must be an https:// address"),
        ({"other_contacts": "no"}, "other_contacts must be true or false"),
        ({"client_secrets": 5}, "client_secrets must be the path"),
    ],
)
def test_options_that_mean_nothing(read, options, said):
    _, failed = read(options=options)
    assert isinstance(failed, tieweave.SettingsError)
    assert said in str(failed)


def test_a_damaged_sign_in(one_line, store):
    store.keep_secret("google account default", "{not JSON")
    assert "the kept sign-in is damaged; `tieweave login google:` signs in again" in one_line()


def test_hostile_texts_take_no_time(read, google):
    bad = {"value": "<" * 100_000 + "&" * 100_000, "contentType": "TEXT_HTML"}
    google.contacts.put(person(1, biographies=[bad], phoneNumbers=[{"value": "+" * 99_999, "canonicalForm": "+1"}]))
    started = time.process_time()
    found, failed = read()
    assert (keys(found), failed) == (["people/c1"], None)
    assert time.process_time() - started < 5
