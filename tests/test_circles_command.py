"""`tieweave circles`: the circles one moves in, the others, and who leads there."""

from __future__ import annotations

import json

import pytest

ESCAPE = "\x1b[31m"
REVERSED = "\u202e"

PROFILE = '[[employers]]\nname = "Fundy Software"\n'


def vcard(uid, name, *lines):
    return "".join(
        f"{line}\r\n" for line in ("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", *lines, "END:VCARD")
    )


COLLEAGUES = [vcard(f"f{at}-fundy", f"{name} Fundyman", "ORG:Fundy Software") for at, name in enumerate(("Ann", "Bob"))]
SINGERS = [vcard(f"s{at}-choir", f"{name} Singer", "CATEGORIES:Choir") for at, name in enumerate(("Cy", "Dee", "Eve"))]
BOTH = vcard("both-of-them", "Flo Both", "ORG:Fundy Software", "CATEGORIES:Choir,myContacts")


@pytest.fixture
def circles(tieweave_command, tmp_path, monkeypatch):
    """Run the command on the given cards, with a profile."""
    monkeypatch.chdir(tmp_path)

    def run(cards, *arguments, profile=PROFILE):
        (tmp_path / "me.toml").write_text(profile, encoding="utf-8")
        (tmp_path / "book.vcf").write_text("".join(cards), encoding="utf-8", newline="")
        ran = tieweave_command("circles", "book.vcf", "--profile", "me.toml", *arguments)
        assert ran.code == 0, ran.err
        return ran.out

    return run


def test_ones_own_circles_come_first_then_the_others_with_who_leads_there(circles):
    lines = circles([*COLLEAGUES, *SINGERS, BOTH]).splitlines()
    fundy, choir = lines.pop(2), lines.pop(5)
    assert sorted(fundy.strip().split(", ")) == ["Ann Fundyman", "Bob Fundyman", "Flo Both"]
    assert sorted(choir.strip().split(", ")) == ["Cy Singer", "Dee Singer", "Eve Singer", "Flo Both"]
    assert lines == [
        "You move in (1)",
        "  Fundy Software  (3)",
        "",
        "Others (1)",
        "  Choir  (4)",
        "      through Flo Both (Fundy Software)",
        "",
        "2 circles among 6 people, 1 of them yours; 1 person leads from yours to others",
    ]


def test_the_json_is_what_other_tools_are_written_against(circles):
    out = circles([*COLLEAGUES, *SINGERS, BOTH], "--format", "json", "--now", "2026-11-01T12:00:00+00:00")
    document = json.loads(out)
    assert set(document) == {"version", "now", "circles", "bridges"}
    assert (document["version"], document["now"]) == (1, "2026-11-01T12:00:00+00:00")
    choir, fundy = document["circles"]
    assert {key: value for key, value in choir.items() if key != "members"} == {
        "name": "Choir",
        "shared": "label",
        "own": False,
        "size": 4,
    }
    assert (fundy["name"], fundy["shared"], fundy["own"], fundy["size"]) == ("Fundy Software", "organisation", True, 3)
    assert all(set(member) == {"id", "name"} for circle in document["circles"] for member in circle["members"])
    (bridge,) = document["bridges"]
    assert (bridge["contact"]["name"], bridge["own"], bridge["other"]) == ("Flo Both", 1, 0)
    assert bridge["contact"] in choir["members"]


def test_where_there_are_no_circles_it_says_what_would_help(circles):
    out = circles(COLLEAGUES)
    assert out.startswith("no circles among 2 people")
    assert "mail, a calendar or labels" in out
    assert json.loads(circles(COLLEAGUES, "--format", "json"))["circles"] == []


def test_without_a_circle_of_ones_own_it_says_what_tells(circles):
    assert "a profile with your employer" in circles(SINGERS, profile="")


def test_the_limit_holds_for_the_table_and_0_shows_all(circles):
    cards = [
        vcard(f"uid-{label}-{at}", f"Given{at} {label.title()}", f"CATEGORIES:{label}")
        for label in ("choir", "hikers", "bikers")
        for at in range(3)
    ]
    assert "… and 2 more" in circles(cards, "--limit", "1")
    assert "more, smaller" not in circles(cards, "--limit", "0")
    assert len(json.loads(circles(cards, "--limit", "1", "--format", "json"))["circles"]) == 3


def test_the_text_of_contacts_is_harmless(circles):
    cards = [
        vcard(f"uid-bad-{at}", f"{name}{ESCAPE}{REVERSED} Bad", f"CATEGORIES:Choir{ESCAPE}")
        for at, name in enumerate(("Ann", "Bob", "Cy"))
    ]
    for form in ("table", "json"):
        out = circles(cards, "--format", form)
        assert "Choir" in out
        assert "\x1b" not in out
        assert REVERSED not in out


def test_the_same_cards_in_another_order_give_the_same_circles(circles):
    cards = [*COLLEAGUES, *SINGERS, BOTH]
    arguments = ("--format", "json", "--now", "2026-11-01")
    assert circles(cards, *arguments) == circles(cards[::-1], *arguments)
