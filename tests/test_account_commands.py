"""`tieweave login`, `logout` and `doctor`, with a service that a plugin laid out on disk provides."""

from __future__ import annotations

import io
import json

import pytest

import tieweave

SERVICE = """
import tieweave
from tieweave.sources import Account, SourceType

def _login(location, context, how):
    if how.client_secrets == "none.json":
        raise tieweave.SourceError(f"{location}: no such file none.json; check the path")
    if how.client_secrets == "broken.json":
        raise KeyError("token")
    how.say("open https://example.com/\\x1b[2J")
    name = how.ask("who are you?")
    word = how.ask_secret("password?")
    context.store.keep_secret("service", word)
    return f"signed in as {name}{'' if how.browser else ', without a browser'}, {context.options.get('tone', 'plain')}"

def _logout(location, context):
    return "signed out" if context.store.forget_secret("service") else "nobody was signed in"

def _check(location, context):
    if context.store.secret("service") is None:
        raise tieweave.SourceError(f"{location}: not signed in; run tieweave login {location}")
    return ["two contacts", "and nothing else"]

def _open(location, context):
    yield tieweave.Contact(source=location, name="Ann Lee")

@tieweave.hookimpl
def tieweave_sources():
    yield SourceType(name="service", summary="a service (service:)", matches=lambda l: l == "service:", open=_open,
                     account=Account(login=_login, logout=_logout), check=_check)
    yield SourceType(name="lines", summary="lines (.lines)", matches=lambda l: l.endswith(".lines"), open=_lines)
    yield SourceType(name="remembering", summary="remembering:", matches=lambda l: l == "remembering:", open=_remember)
    yield SourceType(name="forgetful", summary="forgetful:", matches=lambda l: l == "forgetful:", open=_forget)
    yield SourceType(name="bad", summary="bad (bad:)", matches=lambda l: l == "bad:", open=lambda l, c: iter([1 / 0]))

def _forget(location, context):
    context.store.memory("service", "x").write([("k", b"v")])
    raise tieweave.SourceError(f"{location}: gone; find it")
    yield

def _remember(location, context):
    context.store.memory("service", "x").write([("k", b"v")])
    yield tieweave.Contact(source=location, name="Ann Lee")

def _lines(location, context):
    with open(location) as file:
        for number, line in enumerate(file):
            if line.strip():
                yield tieweave.Contact(source=location, key=str(number), name=line)
            else:
                yield tieweave.Skipped(source=location, where=f"line {number}", reason="empty")
"""


@pytest.fixture(autouse=True)
def service(install, monkeypatch, tmp_path):
    install("tieweave-service", SERVICE)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def answers(monkeypatch):
    def give(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return give


def test_login_hands_over_to_the_source_and_logout_takes_it_back(tieweave_command, answers):
    answers("Morgan\nsecret\n")
    ran = tieweave_command("login", "service:", "--no-browser")
    assert (ran.code, ran.out) == (0, "signed in as Morgan, without a browser, plain\n")
    assert "open https://example.com/␛[2J" in ran.err
    assert "who are you?" in ran.err
    assert tieweave_command("logout", "service:").out == "signed out\n"
    assert tieweave_command("logout", "service:").out == "nobody was signed in\n"


def test_login_gives_the_source_its_options(tieweave_command, answers, tmp_path):
    (tmp_path / "c.toml").write_text('[options.service]\ntone = "high"\n')
    answers("Morgan\nsecret\n")
    assert tieweave_command("--config", "c.toml", "login", "service:").out == "signed in as Morgan, high\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["login", "service:", "--client-secrets", "none.json"], "no such file none.json; check the path"),
        (
            ["login", "service:", "--client-secrets", "broken.json"],
            "plugin 'service' failed while signing in: KeyError",
        ),
        (["login", "x.lines"], "x.lines: the source 'lines' needs no signing in"),
        (["logout", "x.lines"], "x.lines: the source 'lines' needs no signing in"),
        (["login", "elsewhere:"], "no installed source reads 'elsewhere:'"),
    ],
)
def test_what_cannot_be_signed_in_to_is_one_line(tieweave_command, answers, arguments, said):
    answers("")
    ran = tieweave_command(*arguments)
    assert ran.code == 1
    assert said in ran.err.splitlines()[-1]
    assert "Traceback" not in ran.err


def test_nobody_signs_in_where_the_input_has_ended(tieweave_command, answers):
    answers("")
    ran = tieweave_command("login", "service:")
    assert ran.code == 2
    assert "no answer to 'who are you?': the input has ended" in ran.err.splitlines()[-1]


def test_doctor_says_of_each_source_whether_it_can_be_read(tieweave_command, tmp_path, monkeypatch):
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path / "data"))
    (tmp_path / "good.lines").write_text("Ann Lee\n")
    (tmp_path / "blank.lines").write_text("\n\n")
    (tmp_path / "empty.lines").write_text("")
    (tmp_path / "c.toml").write_text(
        'sources = ["good.lines", "service:", "bad:", "gone.lines", "missing", "blank.lines", "empty.lines"]\n'
        "[options.servise]\n"
    )
    ran = tieweave_command("--config", "c.toml", "doctor")
    assert ran.code == 3
    assert ran.out.splitlines() == [
        "configuration: c.toml",
        f"remembered in: {tmp_path / 'data'}",
        "ok      good.lines: can be read: the first of it is the contact 'Ann Lee'",
        "failed  service:: not signed in; run tieweave login service:",
        "failed  plugin 'service' failed while checking 'bad:': ZeroDivisionError: division by zero",
        "failed  gone.lines: cannot read it: No such file or directory",
        *[line for line in ran.out.splitlines() if line.startswith("failed  no such file or folder: 'missing'")],
        "ok      blank.lines: can be opened, but none of its 2 records can be read: see tieweave classify",
        "ok      empty.lines: can be opened, and is empty",
    ]
    assert "warning: [options.servise] is for no source; did you mean 'service'?" in ran.err


def test_doctor_looks_at_the_locations_named_and_shows_all_that_a_source_says(tieweave_command, answers):
    answers("Morgan\nsecret\n")
    tieweave_command("login", "service:")
    ran = tieweave_command("doctor", "service:")
    assert ran.code == 0
    assert ran.out.splitlines()[2:] == ["ok      service: two contacts", "        and nothing else"]
    listed = json.loads(tieweave_command("doctor", "service:", "--json").out)
    assert listed == [
        {"location": "service:", "source": "service", "ok": True, "said": ["two contacts", "and nothing else"]}
    ]


def test_doctor_without_anything_to_read_says_so(tieweave_command):
    ran = tieweave_command("doctor")
    assert ran.code == 0
    assert "(there is none: tieweave init writes it)" in ran.out
    assert "nothing to read: set sources" in ran.out


def test_one_source_that_fails_leaves_the_result_of_the_others(tieweave_command, tmp_path):
    (tmp_path / "good.lines").write_text("Ann Lee\n")
    ran = tieweave_command("classify", "good.lines", "bad:", "google:?account=x", "gone.lines", "--format", "json")
    assert ran.code == 3
    result = json.loads(ran.out)
    assert [tie["contact"]["name"] for tie in result["ties"]] == ["Ann Lee"]
    assert [failed["source"] for failed in result["failed"]] == ["bad:", "google:?account=x", "gone.lines"]


@pytest.mark.parametrize("location", ["x:https://ann:secret@dav.example.org/", "x:ann:secret@dav.example.org"])
@pytest.mark.parametrize("command", ["classify", "doctor", "login"])
def test_a_password_in_a_location_is_not_shown(tieweave_command, command, location):
    ran = tieweave_command(command, location)
    assert "ann:…@dav.example.org" in ran.out + ran.err
    assert "secret" not in ran.out + ran.err


def test_a_data_folder_that_cannot_be_used_is_a_warning_and_costs_no_result(tieweave_command, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path / "file" / "data"))
    ran = tieweave_command("classify", "remembering:", "--format", "json")
    assert ran.code == 0
    assert len(json.loads(ran.out)["ties"]) == 1
    assert "warning: " in ran.err
    assert "nothing is remembered of this run" in ran.err
    with pytest.warns(RuntimeWarning, match="nothing is remembered of this run"):
        assert tieweave.gather(["remembering:"]).contacts


def test_a_data_folder_that_cannot_be_used_is_said_by_doctor_and_when_nothing_was_read(
    tieweave_command, tmp_path, monkeypatch
):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path / "file" / "data"))
    (tmp_path / "good.lines").write_text("Ann Lee\n")
    ran = tieweave_command("doctor", "good.lines")
    assert ran.code == 0
    assert "nothing is remembered of this run" in ran.err
    ran = tieweave_command("classify", "forgetful:")
    assert ran.code == 1
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == ["warning", "error"]


def test_doctor_looks_at_standard_input_too(tieweave_command, monkeypatch):
    card = b"BEGIN:VCARD\nVERSION:4.0\nFN:Ann Lee\nEND:VCARD\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(card)))
    ran = tieweave_command("doctor", "-")
    assert ran.code == 0
    assert "the contact 'Ann Lee'" in ran.out


def test_the_name_of_a_source_chooses_it_for_a_file_of_another_name(tieweave_command, tmp_path):
    (tmp_path / "people.text").write_text("Ann Lee\n")
    ran = tieweave_command("classify", "lines:people.text", "--format", "json")
    assert [tie["contact"]["name"] for tie in json.loads(ran.out)["ties"]] == ["Ann Lee"]
