import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieweave.errors import SettingsError, SourceError
from tieweave_dav import kinds, locations, options


@pytest.mark.parametrize(
    ("text", "url", "users", "bare"),
    [
        ("carddav:https://dav.example.org", "https://dav.example.org/", (), False),
        ("CardDAV:HTTPS://DAV.Example.org:443/A/", "https://dav.example.org/A/", (), False),
        ("carddav://dav.example.org/a", "https://dav.example.org/a", (), False),
        ("carddav:dav.example.org/a b/", "https://dav.example.org/a%20b/", (), False),
        ("carddav:example.org", "https://example.org/", (), True),
        ("carddav:example.org:8443", "https://example.org:8443/", (), True),
        ("carddav:morgan@example.org", "https://example.org/", ("morgan@example.org", "morgan"), True),
        ("carddav:https://morgan@example.org", "https://example.org/", ("morgan",), False),
        ("carddav:https://m%40x.example@example.org", "https://example.org/", ("m@x.example",), False),
        ("carddav:m%40x.example@example.org", "https://example.org/", ("m@x.example",), True),
        ("carddav:http://localhost:5232/", "http://localhost:5232/", (), False),
        ("carddav:http://[::1]:5232/a", "http://[::1]:5232/a", (), False),
        ("carddav:morgan@127.0.0.1:5232", "https://127.0.0.1:5232/", ("morgan",), True),
        ("carddav:bücher.example", "https://xn--bcher-kva.example/", (), True),
        ("carddav:https://example.org./", "https://example.org/", (), False),
    ],
)
def test_a_location_is_taken_apart(text, url, users, bare):
    found = locations.read("carddav", text)
    assert (found.url, found.users, found.bare) == (url, users, bare)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("carddav:", "names no server"),
        ("carddav:https://", "names no server"),
        ("carddav:https://a b/", "names no server"),
        ("carddav:https://example.org:port/", "names no server"),
        ("carddav:https://[::1/", "names no server"),
        ("carddav:ftp://example.org/", "ftp:// is not known here"),
        ("carddav:http://example.org/", "http:// would show the password to others; write https://"),
        ("carddav:http://127.0.0.1.example.org/", "write https://"),
        ("carddav:https://example.org/?a=b", "leave that part out"),
        ("contacts.vcf", "names no server"),
    ],
)
def test_what_names_no_server_is_said(text, reason):
    with pytest.raises(SourceError, match=reason.replace("?", r"\?")):
        locations.read("carddav", text)


@pytest.mark.parametrize(
    "text",
    [
        "carddav:https://morgan:hunter2@example.org/",
        "carddav:morgan:hunter2@example.org",
        "carddav:https://:hunter2@example.org/",
        "carddav:https://morgan:hunter2@exa mple.org/",
        "carddav:https://morgan:hunter2@[/",
        "carddav:http://morgan:hunter2@example.org/",
        "carddav:https://morgan:hunter2@example.org:port/",
    ],
)
def test_a_password_in_a_location_is_refused_and_not_repeated(text):
    with pytest.raises(SourceError) as raised:
        locations.read("carddav", text)
    assert "hunter2" not in str(raised.value)
    assert raised.value.__cause__ is None or "hunter2" not in str(raised.value.__cause__)


@pytest.mark.parametrize("host", ["..", "0..", "a..", ".", "a..b"])
def test_what_is_no_host_name_is_refused(host):
    with pytest.raises(SourceError, match="names no server"):
        locations.read("carddav", f"carddav:{host}")


texts = st.one_of(st.text(max_size=60), st.text("ahtps:/@.%[]:1-?# \\\x00é", max_size=40))


@given(texts)
@settings(deadline=None, max_examples=400)
def test_any_text_is_a_location_or_none(text):
    try:
        found = locations.read("carddav", f"carddav:{text}")
    except SourceError:
        return
    assert found.origin.secure or found.origin.loopback
    assert found.path.startswith("/")
    assert locations.origin_of(locations.urlsplit(found.url)) == found.origin


@given(st.text(max_size=30))
@settings(deadline=None)
def test_a_path_has_one_spelling(path):
    once = locations.normal_path(path)
    assert locations.normal_path(once) == once or "%25" in once


def of(table, text="carddav:https://dav.example.org/a/b/", kind=kinds.ADDRESS_BOOKS):
    return options.of(table, kind, locations.read("carddav", text))


def test_the_best_fitting_table_is_taken():
    tables = {
        "https://dav.example.org": {"user": "all"},
        "dav.example.org/a": {"user": "a"},
        "https://dav.example.org/ab": {"user": "ab"},
        "https://morgan@dav.example.org": {"user": "morgan"},
        "https://dav.example.org:8443": {"user": "port"},
        "https://other.example": {"user": "other"},
    }
    assert of(tables).user == "a"
    assert of(tables, "carddav:https://dav.example.org").user == "all"
    assert of(tables, "carddav:https://morgan@dav.example.org").user == "morgan"
    assert of(tables, "carddav:https://dav.example.org:8443/a").user == "port"
    assert of(tables, "carddav:https://nobody.example").user == ""


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ({"user": "morgan"}, r"headed as in \[options\.carddav\.\"https://dav\.example\.org\"\]"),
        ({"https://dav.example.org": {"usr": "morgan"}}, "did you mean 'user'"),
        ({"https://dav.example.org": {"password": "hunter2"}}, "password_command or password_env"),
        ({"https://dav.example.org": {"user": 3}}, "user must be text"),
        ({"https://dav.example.org": {"skip": "Birthdays"}}, "skip must be a list"),
        ({"https://dav.example.org": {"timezone": "Europe/Berlin"}}, "unknown key 'timezone'"),
        ({"https://dav.example.org": {"password_env": "A", "token_env": "B"}}, "password_env and token_env are set"),
        ({"http://dav.example.org": {}}, "is no server's address"),
        ({"https://a.example": {"usr": 1}, "https://b.example": {"skip": 1}}, "usr.*skip"),
    ],
)
def test_settings_that_cannot_be_meant_are_named(table, reason):
    with pytest.raises(SettingsError, match=reason) as raised:
        of(table)
    assert "hunter2" not in str(raised.value)


def test_calendars_have_two_options_more():
    table = {"https://dav.example.org": {"timezone": "Europe/Berlin", "years": 3}}
    found = options.of(table, kinds.CALENDARS, locations.read("caldav", "caldav:https://dav.example.org"))
    assert found.of_calendars == {"timezone": "Europe/Berlin", "years": 3}
    for wrong, reason in (
        ({"years": True}, "years must be a number"),
        ({"timezone": "Mars/Olympus"}, "timezone must be the name of a time zone"),
        ({"timezone": 3}, "timezone must be"),
        ({"zone": "UTC"}, "unknown key 'zone'; did you mean 'timezone'"),
    ):
        with pytest.raises(SettingsError, match=reason):
            options.of({"https://dav.example.org": wrong}, kinds.CALENDARS, locations.read("caldav", "caldav:a.b"))
