"""Signing in and out, with Google's own library against an OAuth server on loopback."""

import json
import os
import shlex
import stat
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import webbrowser
from urllib.parse import parse_qsl, urlsplit

import pytest
from loopback_google import CONTACTS, OTHERS, error, person

from tieweave import SourceError
from tieweave.sources import SignIn
from tieweave_google import accounts, clients
from tieweave_google.check import check
from tieweave_google.login import login
from tieweave_google.logout import logout, revoke_uri


class User:
    """Who signs in: what was said to them, and what they paste."""

    def __init__(self):
        self.said, self.pasted = [], []

    def how(self, **more):
        return SignIn(say=self.said.append, ask=lambda _: self.pasted.pop(0), ask_secret=None, **more)


@pytest.fixture
def user():
    return User()


def visit(url):
    """Go where the browser goes; returns the last address and the text there."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - loopback
            return answer.url, answer.read().decode()
    except urllib.error.URLError as failed:  # nothing listens there, as on another machine
        return getattr(failed, "url", ""), ""


@pytest.fixture
def browser(monkeypatch):
    """Have a browser that visits what it is given at once; returns the pages that it showed."""
    shown, threads = [], []

    def go(url, *_, **__):
        threads.append(threading.Thread(target=lambda: shown.append(visit(url))))
        threads[-1].start()
        return True

    monkeypatch.setattr(webbrowser, "open", go)
    yield shown
    for thread in threads:
        thread.join()


def test_the_whole_way(context, store, google, user, browser, client_file):
    google.contacts.put(person(1), person(2))
    line = login("google:", context, user.how(client_secrets=client_file))
    assert line == "google: signed in; 2 contacts of Morgan Gallant can be read"
    assert "you can close this window" in browser[0][1]
    asked = dict(google.requests)["/auth"]
    assert asked["scope"].split() == [CONTACTS, OTHERS]
    assert (asked["access_type"], asked["code_challenge_method"]) == ("offline", "S256")
    assert any(google.client["auth_uri"] in said for said in user.said)
    assert accounts.names(store) == ("default",)
    for name in ("google account default", "google client", "google accounts"):
        path = store.folder / "secrets" / name
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert check("google:", context)[0] == "2 contacts of Morgan Gallant can be read"
    assert "OAUTHLIB_INSECURE_TRANSPORT" not in os.environ


def test_the_next_sign_in_needs_no_file(context, google, user, browser, client_file):
    login("google:", context, user.how(client_secrets=client_file))
    os.remove(client_file)
    login("google:?account=morgan@mail.example", context, user.how())
    assert google.requests[-1][0].startswith("/v1/")
    hints = [query.get("login_hint") for path, query in google.requests if path == "/auth"]
    assert hints == [None, "morgan@mail.example"]
    assert accounts.names(context.store) == ("default", "morgan@mail.example")


def test_without_a_browser_the_address_is_pasted(context, google, user, client_file):
    how = user.how(client_secrets=client_file, browser=False)

    class Pasting(list):
        def pop(self, _):
            url = next(said for said in user.said if "/auth" in said).split()[-1]
            redirected = urllib.request.Request(url)  # noqa: S310 - loopback
            opener = urllib.request.build_opener(NotFollowed)
            with pytest.raises(urllib.error.HTTPError) as answer:
                opener.open(redirected)
            address = answer.value.headers["Location"]
            answer.value.close()
            return f"  {address}\n"

    class NotFollowed(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    user.pasted = Pasting()
    assert "signed in; 0 contacts" in login("google:", context, how)


@pytest.mark.parametrize(
    "pasted", ["", "4/code-0", "http://127.0.0.1:47813/?code=4/x&state=forged", "http://[", "?code=é"]
)
def test_what_is_pasted_must_belong_to_this_sign_in(context, user, client_file, pasted):
    user.pasted = [pasted] * 3
    with pytest.raises(SourceError, match="no such address was given; `tieweave login google: --no-browser`"):
        login("google:", context, user.how(client_secrets=client_file, browser=False))
    assert accounts.names(context.store) == ()


def test_a_refused_consent(context, google, user, browser, client_file):
    google.consent = "access_denied"
    with pytest.raises(SourceError, match=r"the consent was refused; .* test users"):
        login("google:", context, user.how(client_secrets=client_file))
    for path in ("google account default", "google client"):
        assert context.store.secret(path) is None


def test_a_browser_that_is_closed(context, user, monkeypatch, client_file):
    monkeypatch.setattr(webbrowser, "open", lambda *_, **__: True)
    with pytest.raises(SourceError, match="no consent came from the browser"):
        login("google:", context, user.how(client_secrets=client_file), patience=0.1)


def test_no_browser_to_be_found_the_address_still_works(context, user, monkeypatch, client_file):
    def fail(url, **_):
        thread = threading.Thread(target=visit, args=(url,))
        thread.start()
        threads.append(thread)
        raise webbrowser.Error("could not locate runnable browser")

    threads = []
    monkeypatch.setattr(webbrowser, "open", fail)
    assert "signed in" in login("google:", context, user.how(client_secrets=client_file))
    assert any("--no-browser" in said for said in user.said)
    threads[0].join()


def test_other_requests_to_the_loopback_server_change_nothing(context, user, monkeypatch, client_file):
    answers = []

    def go(url, **_):
        def visits():
            back = dict(parse_qsl(urlsplit(url).query))["redirect_uri"]
            answers.append(visit(f"{back}favicon.ico"))
            answers.append(visit(f"{back}?code=stolen&state=forged"))
            answers.append(visit(f"{back}?error=access_denied"))
            answers.append(visit(url))

        threads.append(threading.Thread(target=visits))
        threads[0].start()
        return True

    threads = []
    monkeypatch.setattr(webbrowser, "open", go)
    assert "signed in" in login("google:", context, user.how(client_secrets=client_file))
    threads[0].join()
    assert ["close this window" in text for _, text in answers] == [False, False, False, True]


@pytest.mark.parametrize(
    ("granted", "said"),
    [((CONTACTS,), "without the people Google saved from your mail"), ((OTHERS,), "without your contacts")],
)
def test_half_a_consent(context, google, user, browser, client_file, granted, said):
    google.granted = google.scopes = granted
    assert said in login("google:", context, user.how(client_secrets=client_file))
    assert accounts.credentials("google:", "default", context.store).scopes == list(granted)
    assert check("google:", context)


def test_no_consent_to_any_of_it(context, google, user, browser, client_file):
    google.granted = ("openid",)
    with pytest.raises(SourceError, match="leave the boxes ticked"):
        login("google:", context, user.how(client_secrets=client_file))


def test_an_api_that_is_not_enabled_is_said_at_once(context, google, user, browser, client_file):
    google.faults = [("/v1/people/me/connections", error(403, "no", "PERMISSION_DENIED", "SERVICE_DISABLED"))]
    line = login("google:", context, user.how(client_secrets=client_file))
    assert "signed in; but the contacts cannot be read yet: the People API is not enabled" in line
    assert accounts.names(context.store) == ("default",)


def test_a_sign_in_that_google_limits_to_7_days(context, google, user, browser, client_file, monkeypatch):
    usual = google._token
    monkeypatch.setattr(google, "_token", lambda form: (200, {**usual(form)[1], "refresh_token_expires_in": 604799}))
    assert 'ends this sign-in on 2026-11-08, as it does for a client in "testing"' in login(
        "google:", context, user.how(client_secrets=client_file)
    )


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ((401, {"error": "invalid_client", "error_description": "x"}), "Google does not know the client"),
        (
            (400, {"error": "invalid_grant", "error_description": "Bad Request"}),
            "gave no tokens for the consent (Bad Request)",
        ),
        ((200, b"<html>"), "`tieweave login google:`"),
        ((200, {"access_token": "a"}), "gave no lasting sign-in"),
        ("drop", "gave no tokens"),
    ],
)
def test_a_token_server_in_trouble(context, google, user, browser, client_file, fault, said):
    google.faults = [("/token", fault)]
    with pytest.raises(SourceError) as failed:
        login("google:", context, user.how(client_secrets=client_file))
    assert said in str(failed.value)
    assert len(str(failed.value).splitlines()) == 1
    assert accounts.names(context.store) == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is no client file"),
        ("[]", "is not the file of a client"),
        ('{"web": {"client_id": "x"}}', "is of a client for web sites; make a client of the type Desktop app"),
        ('{"type": "service_account"}', "is the key of a service account"),
        ('{"installed": {"client_id": "x"}}', "lacks client_secret, auth_uri, token_uri"),
        ('{"installed": 5}', "is not the file of a client"),
        ("\x00" * 50, "is no client file"),
    ],
)
def test_files_of_no_use(context, user, tmp_path, content, said):
    path = tmp_path / "client.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError) as failed:
        login("google:", context, user.how(client_secrets=str(path)))
    assert said in str(failed.value)
    assert str(path) in str(failed.value)


def test_a_client_that_would_send_tokens_unencrypted(context, user, google, tmp_path):
    path = tmp_path / "client.json"
    path.write_text(json.dumps({"installed": {**google.client, "token_uri": "http://oauth.example/token"}}))
    with pytest.raises(SourceError, match="token_uri is not an https:// address"):
        login("google:", context, user.how(client_secrets=str(path)))


def test_a_file_that_is_not_there_and_none_at_all(context, user):
    with pytest.raises(SourceError, match="there is no such file"):
        login("google:", context, user.how(client_secrets="/no/such/file.json"))
    with pytest.raises(SourceError, match="`tieweave login google: --client-secrets FILE`; without a client, export"):
        login("google:", context, user.how())


def test_the_client_may_be_named_in_the_configuration(context, google, user, browser, client_file):
    import attrs

    configured = attrs.evolve(context, options={**context.options, "client_secrets": client_file})
    assert "signed in" in login("google:", configured, user.how())
    assert clients.chosen("google:", "", context.store)["client_id"] == google.client["client_id"]


def test_signing_out_revokes_and_forgets(context, google, read, store):
    google.contacts.put(person(1))
    read()
    line = logout("google:", context)
    assert line == (
        "google: signed out: Google has revoked the access, and the tokens and the remembered contacts are removed "
        "from this computer"
    )
    assert google.revoked == ["refresh-0"]
    assert accounts.names(store) == ()
    assert store.secret("google account default") is None
    assert b"p1@mail.example" not in b"".join(
        value for _, value in store.memory("google", "contacts of default").items()
    )
    with pytest.raises(SourceError, match="not signed in"):
        logout("google:", context)


@pytest.mark.parametrize(
    ("fault", "said"),
    [(error(503, "x"), "it answered 503"), ((302, {}), "it answered 302"), ("drop", "it cannot be reached")],
)
def test_signing_out_when_google_cannot_be_asked(context, google, signed_in, store, fault, said):
    google.faults = [("/revoke", fault)]
    line = logout("google:", context)
    assert f"Google still allows it ({said}" in line
    assert "https://myaccount.google.com/connections" in line
    assert store.secret("google account default") is None


def test_signing_out_of_what_had_ended(context, google, signed_in):
    google.refresh_tokens = set()
    assert "Google has revoked the access" in logout("google:", context)


def test_signing_out_with_damaged_tokens(context, signed_in, store):
    store.keep_secret("google account default", "x")
    assert "its tokens were damaged" in logout("google:", context)
    assert accounts.names(store) == ()


def test_signing_out_of_one_of_two(context, signed_in, store):
    signed_in("work")
    logout("google:?account=work", context)
    assert accounts.names(store) == ("default",)


def test_the_address_that_revokes():
    assert revoke_uri("https://oauth2.googleapis.com/token") == "https://oauth2.googleapis.com/revoke"
    assert revoke_uri("https://accounts.google.com/o/oauth2/token") == "https://oauth2.googleapis.com/revoke"
    assert revoke_uri("http://127.0.0.1:5/oauth/token?x") == "http://127.0.0.1:5/oauth/revoke"


def test_check_says_what_is_wrong(context, google):
    with pytest.raises(SourceError, match="not signed in"):
        check("google:", context)


def test_check_after_reading(context, google, read):
    google.contacts.put(person(1))
    read()
    assert check("google:", context) == [
        "1 contact of Morgan Gallant can be read",
        "contacts: last read 2026-11-01",
        "other contacts: last read 2026-11-01",
    ]


def test_the_command(google, client_file, tmp_path):
    """`tieweave login google:` in a process of its own, with a browser that the environment names."""
    google.contacts.put(person(1))
    go = tmp_path / "browser.py"
    go.write_text("import sys, urllib.request\nurllib.request.urlopen(sys.argv[1]).read()\n", encoding="utf-8")
    config = tmp_path / "config.toml"
    config.write_text(f'[options.google]\nendpoint = "{google.address}"\n', encoding="utf-8")
    environment = {
        **os.environ,
        "TIEWEAVE_DATA": str(tmp_path / "data"),
        "TIEWEAVE_CONFIG": str(config),
        "BROWSER": f"{shlex.join([sys.executable, str(go)])} %s",
    }

    def run(*arguments):
        command = [sys.executable, "-m", "tieweave", *arguments]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
        )

    signed_in = run("login", "google:", "--client-secrets", client_file)
    assert "signed in; 1 contact of Morgan Gallant can be read" in signed_in.stdout, signed_in
    shown = run("classify", "google:", "--format", "csv")
    assert "p1@mail.example" in shown.stdout, shown
    signed_out = run("logout", "google:")
    assert "Google has revoked the access" in signed_out.stdout, signed_out
    assert list((tmp_path / "data" / "secrets").iterdir()) == [tmp_path / "data" / "secrets" / "google client"]
