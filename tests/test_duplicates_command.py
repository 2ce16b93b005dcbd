"""`tieweave duplicates`: who may be one person, decided at the terminal, and obeyed by every command from then on."""

from __future__ import annotations

import json
import re

import pytest

from tieweave import Store, identities

QUESTION = "one person? y(es), n(o), s(kip), b(ack), q(uit)"
LANDLINE = "TEL;TYPE=HOME:+1 902 555 0177"
ESCAPE = "\x1b[31m"
REVERSED = "\u202e"


def vcard(uid, name, *lines):
    return "".join(
        f"{line}\r\n" for line in ("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", *lines, "END:VCARD")
    )


JOHN = [vcard(f"j{number}", "John Roy", LANDLINE, f"TEL;TYPE=CELL:+1 902 555 014{number}") for number in (1, 2, 3)]
"""Three of one name with a landline in common and a mobile each: none of them is surely another."""
GRACE = vcard("g1", "Grace Roy", "EMAIL:grace@x.example", "NOTE:from school", "ORG:Fundy Software")
GRACE_TOO = vcard("g2", "Grace Keller", "EMAIL:Grace@x.example", "TEL:+1 (902) 555-0150")
GRACE_THREE = vcard("g3", "Grace Roy", "EMAIL:grace@x.example", "TEL:+1 902 555 0150", "BDAY:1980-05-02")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def files(here):
    """Write address books, each of the cards given for it, and give their names."""

    def write(**books):
        for name, cards in books.items():
            (here / f"{name}.vcf").write_text("".join(cards), encoding="utf-8", newline="")
        return [f"{name}.vcf" for name in books]

    return write


@pytest.fixture
def two(files):
    return files(a=[JOHN[0], GRACE], b=[JOHN[1]])


@pytest.fixture
def three(files):
    return files(a=[JOHN[0]], b=[JOHN[1]], c=[JOHN[2]])


@pytest.fixture
def merged(files):
    return files(a=[GRACE], b=[GRACE_TOO], c=[GRACE_THREE])


@pytest.fixture
def duplicates(tieweave_command):
    """Run the command to a good end."""

    def run(*arguments):
        ran = tieweave_command("duplicates", *arguments)
        assert ran.code == 0, ran.err
        return ran

    return run


@pytest.fixture
def people(tieweave_command):
    """Give who is in the given files by the next `classify`: the sources of the records of each."""

    def run(locations, *arguments):
        ran = tieweave_command("classify", *locations, "--format", "json", *arguments)
        assert ran.code == 0, ran.err
        document = json.loads(ran.out)
        summary = document["summary"]
        assert summary["records"] == summary["people"] + summary["merged"]
        assert summary["people"] == len(document["ties"])
        return sorted(sorted(where["key"] for where in tie["contact"]["sources"]) for tie in document["ties"])

    return run


def asked(ran):
    return ran.err.count(QUESTION)


def test_a_pair_is_shown_with_both_entries_the_evidence_and_what_to_do(duplicates, two):
    lines = duplicates(*two).out.splitlines()
    assert re.fullmatch(r"1\. \d\d? % that these are one person", lines[0])
    assert lines[1:3] == [
        "   John Roy · +19025550177 · +19025550141  [a.vcf]",
        "   John Roy · +19025550177 · +19025550142  [b.vcf]",
    ]
    evidence = dict(re.findall(r"^ +([+-]\d+\.\d\d)  (.*)$", "\n".join(lines), re.MULTILINE))
    assert {"both have +19025550177", "the given name of both is 'john'"} <= set(evidence.values())
    assert lines[-1] == "1 pair undecided; add --decide to be asked one by one"


def test_where_nothing_is_undecided_it_says_so(duplicates, merged, answers):
    assert duplicates(*merged).out.startswith("nothing is undecided")
    answers()
    ran = duplicates(*merged, "--decide")
    assert (ran.out, asked(ran)) == ("nothing is undecided\n", 0)


def test_the_json_is_what_other_tools_are_written_against(duplicates, two):
    document = json.loads(duplicates(*two, "--format", "json", "--now", "2026-11-01T12:00:00+00:00").out)
    assert set(document) == {"version", "now", "pairs", "joined", "shared", "decisions"}
    assert (document["version"], document["now"]) == (1, "2026-11-01T12:00:00+00:00")
    assert (document["joined"], document["shared"], document["decisions"]) == ([], [], [])
    (pair,) = document["pairs"]
    assert set(pair) >= {"one", "other", "probability", "prior", "evidence"}
    assert [pair[side]["sources"][0]["source"] for side in ("one", "other")] == ["a.vcf", "b.vcf"]
    assert pair["one"]["phones"] == ["+19025550177", "+19025550141"]
    assert 0 < pair["probability"] < 1
    for item in pair["evidence"]:
        assert set(item) == {"kind", "detail", "toward", "weight", "source"}
        assert item["toward"] == "same-person"


def test_the_json_and_the_table_say_the_same(duplicates, three):
    pairs = json.loads(duplicates(*three, "--format", "json").out)["pairs"]
    table = duplicates(*three).out
    assert len(pairs) == 3
    for item in (item for pair in pairs for item in pair["evidence"]):
        assert f"{item['weight']:+.2f}  {item['detail']}" in table


def test_the_same_input_gives_the_same_output_in_any_order_of_the_files(duplicates, three):
    arguments = ("--format", "json", "--now", "2026-11-01")
    first = duplicates(*three, *arguments)
    assert duplicates(*three, *arguments) == first
    assert duplicates(*reversed(three), *arguments) == first


@pytest.mark.parametrize(
    ("limit", "shown", "hidden"), [((), 3, False), (("--limit", "1"), 1, True), (("--limit", "0"), 3, False)]
)
def test_the_limit_says_how_many_are_shown_and_the_rest_is_counted(duplicates, three, limit, shown, hidden):
    out = duplicates(*three, *limit).out
    assert len(re.findall(r"^\d+\. ", out, re.MULTILINE)) == shown
    assert ("… and 2 more, less likely: --limit 0 shows all" in out) == hidden
    assert "3 pairs undecided" in out
    # What other tools read is whole.
    assert len(json.loads(duplicates(*three, *limit, "--format", "json").out)["pairs"]) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        ("--decide", "--format", "json"),
        ("--decide", "-"),
        ("--limit", "-1"),
        ("--undo", "one"),
        ("--format", "csv"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(tieweave_command, two, wrong):
    ran = tieweave_command("duplicates", *two, *wrong)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err


def test_without_a_file_to_read_it_says_what_to_do(tieweave_command, here):
    ran = tieweave_command("duplicates")
    assert ran.code == 2
    assert "name a LOCATION to read" in ran.err


def test_a_person_is_shown_as_the_records_that_were_joined(duplicates, merged):
    out = duplicates(*merged, "--person", "grace").out
    assert out.startswith("One person of 3 records:\n")
    assert out.count("that these are one person") == 2
    assert "both have grace@x.example" in out
    assert all(f"[{name}]" in out for name in merged[1:])
    assert out.endswith("nobody else may be the same person; add --decide to take a wrong record out\n")
    document = json.loads(duplicates(*merged, "--person", "grace", "--format", "json").out)
    assert (len(document["joined"]), document["pairs"]) == (2, [])


def test_a_person_who_may_be_somebody_else_is_shown_with_them_only(duplicates, files):
    located = files(a=[JOHN[0], GRACE], b=[JOHN[1], GRACE_TOO], c=[vcard("x", "Olga Szabo", "EMAIL:olga@x.example")])
    first = json.loads(duplicates(*located, "--format", "json").out)["pairs"][0]["one"]
    out = duplicates(*located, "--person", first["id"]).out
    assert "1 pair undecided" in out
    assert "Grace" not in out
    assert "1 pair" not in duplicates(*located, "--person", "grace").out


@pytest.mark.parametrize("wanted", ["John Roy", "john"])
def test_a_name_of_several_is_one_line_that_says_how_to_name_one(tieweave_command, two, wanted):
    ran = tieweave_command("duplicates", *two, "--person", wanted)
    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    assert "2 people match" in line
    assert "name one by the id in brackets" in line
    identifier = re.findall(r"John Roy \(([0-9a-f]+)\)", line)[0]
    assert tieweave_command("duplicates", *two, "--person", identifier).code == 0


def test_nobody_of_that_name_is_one_line_with_the_nearest(tieweave_command, merged):
    ran = tieweave_command("duplicates", *merged, "--person", "Grace Kellar")
    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    assert "nobody matches 'Grace Kellar'" in line


@pytest.mark.parametrize("answer", ["y", "Y", "yes", " y "])
def test_yes_makes_one_person_of_the_two_from_the_next_run_on(duplicates, people, two, answers, answer):
    assert people(two) == [["g1"], ["j1"], ["j2"]]
    answers(answer)
    ran = duplicates(*two, "--decide")
    assert asked(ran) == 1
    assert "1 decision is kept" in ran.out
    assert people(two) == [["g1"], ["j1", "j2"]]
    assert duplicates(*two).out.startswith("nothing is undecided")


@pytest.mark.parametrize("answer", ["n", "No"])
def test_no_leaves_the_two_apart_and_they_are_not_asked_about_again(duplicates, people, two, answers, answer):
    answers(answer)
    duplicates(*two, "--decide")
    assert people(two) == [["g1"], ["j1"], ["j2"]]
    assert duplicates(*two).out.startswith("nothing is undecided")
    assert json.loads(duplicates(*two, "--format", "json").out)["decisions"][0]["same"] is False


def test_what_is_skipped_is_asked_again_next_time(duplicates, three, answers):
    answers("s", "s", "s")
    ran = duplicates(*three, "--decide")
    assert asked(ran) == 3
    assert ran.out.endswith("nothing was decided\n")
    assert "3 pairs undecided" in duplicates(*three).out


def test_quit_keeps_what_was_answered(duplicates, three, answers):
    answers("n", "q")
    ran = duplicates(*three, "--decide")
    assert asked(ran) == 2
    assert "1 decision is kept" in ran.out
    assert "2 pairs undecided" in duplicates(*three).out


def test_an_answer_that_is_none_of_the_letters_is_asked_for_again(duplicates, people, two, answers):
    answers("perhaps", "", "1", "y")
    ran = duplicates(*two, "--decide")
    assert asked(ran) == 4
    assert ran.err.count("please answer with one of the letters") == 3
    assert people(two) == [["g1"], ["j1", "j2"]]


@pytest.mark.parametrize(
    ("given", "places", "expected"),
    [
        (["y", "b", "n", "q"], "1212", {"a b": False}),
        (["n", "b", "y", "q"], "1212", {"a b": True}),
        (["n", "b", "s", "q"], "1212", {}),
        (["s", "b", "y", "q"], "1212", {"a b": True}),
        (["n", "n", "b", "y", "q"], "1232", {"a b": False, "a c": True}),
        (["n", "n", "b", "b", "y", "q"], "123212", {"a b": True}),
        (["b", "y", "q"], "112", {"a b": True}),
        (["n", "n", "b", "n", "n"], "12323", {"a b": False, "a c": False, "b c": False}),
    ],
)
def test_back_takes_the_last_answer_back_and_asks_again(duplicates, three, answers, given, places, expected):
    answers(*given)
    ran = duplicates(*three, "--decide")
    assert "".join(re.findall(r"\[(\d) of 3\]", ran.err)) == places
    assert ("this is the first" in ran.err) == (given[0] == "b")
    decisions = json.loads(duplicates("--decided", "--format", "json").out)["decisions"]
    assert {
        f"{held['one'][0]['source'][0]} {held['other'][0]['source'][0]}": held["same"] for held in decisions
    } == expected
    count = {0: "nothing was decided", 1: "1 decision is kept"}.get(
        len(expected), f"{len(expected)} decisions are kept"
    )
    assert count in ran.out


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (["y", "y"], [["j1", "j2", "j3"]]),
        (["y", "n"], 2),
        (["n", "y"], 2),
        (["n", "n", "y"], 2),
        (["n", "n", "n"], [["j1"], ["j2"], ["j3"]]),
    ],
)
def test_what_follows_from_the_answers_is_not_asked(duplicates, people, three, answers, given, outcome):
    answers(*given)
    ran = duplicates(*three, "--decide")
    assert asked(ran) == len(given)
    after = people(three)
    assert (len(after) if isinstance(outcome, int) else after) == outcome
    assert duplicates(*three).out.startswith("nothing is undecided")


def test_back_asks_again_what_had_followed(duplicates, people, three, answers):
    # Of three pairs the last would follow from "y" and "n"; with the "y" taken back it does not.
    answers("y", "b", "n", "n", "n")
    ran = duplicates(*three, "--decide")
    assert asked(ran) == 5
    assert people(three) == [["j1"], ["j2"], ["j3"]]


@pytest.mark.parametrize(("given", "kept"), [([], 0), (["y"], 1), (["n", "n"], 2), (["perhaps"], 0), (["n", "b"], 0)])
def test_an_input_that_ends_is_one_line_and_what_was_answered_is_kept(tieweave_command, three, answers, given, kept):
    answers(*given)
    ran = tieweave_command("duplicates", *three, "--decide")
    assert ran.code == 2
    *_, line = ran.err.splitlines()
    assert line.startswith("error: no answer to ")
    assert "the input has ended" in line
    assert ("nothing was decided" if not kept else f"{kept} decision") in line
    decided = json.loads(tieweave_command("duplicates", "--decided", "--format", "json").out)["decisions"]
    assert len(decided) == kept


def test_decisions_are_listed_and_one_is_taken_back_by_its_number(duplicates, people, three, answers):
    assert duplicates("--decided").out == "nothing is decided yet\n"
    answers("y", "n")
    duplicates(*three, "--decide", "--now", "2026-11-01T12:00:00+00:00")
    assert len(people(three)) == 2
    *lines, last = duplicates("--decided").out.splitlines()
    assert last == "take one back with: tieweave duplicates --undo NUMBER"
    first, second = lines
    assert re.fullmatch(r"1\. 'John Roy' \(a\.vcf\) and 'John Roy' \(b\.vcf\) are one person  \(2026-11-01\)", first)
    assert second.startswith("2. ")
    assert second.endswith("are two people  (2026-11-01)")
    assert duplicates("--undo", "1").out == f"taken back: {first}\n"
    assert duplicates("--decided").out.splitlines()[0] == second
    assert len(people(three)) == 3
    duplicates("--undo", "2")
    assert duplicates("--decided").out == "nothing is decided yet\n"
    assert "3 pairs undecided" in duplicates(*three).out


def test_the_decisions_in_json_name_the_records_they_are_about(duplicates, two, answers):
    answers("y")
    duplicates(*two, "--decide", "--now", "2026-11-01T12:00:00+00:00")
    document = json.loads(duplicates("--decided", "--format", "json").out)
    assert set(document) == {"version", "now", "pairs", "joined", "shared", "decisions"}
    assert document["decisions"] == [
        {
            "number": 1,
            "same": True,
            "when": "2026-11-01T12:00:00+00:00",
            "one": [{"source": "a.vcf", "key": "j1", "name": "John Roy"}],
            "other": [{"source": "b.vcf", "key": "j2", "name": "John Roy"}],
        }
    ]


@pytest.mark.parametrize("number", ["1", "7", "0", "-1"])
def test_a_decision_that_there_is_not_is_one_line(tieweave_command, here, number):
    ran = tieweave_command("duplicates", "--undo", number)
    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    assert f"there is no decision {number}; tieweave duplicates --decided lists them" in line


def test_a_decision_that_cannot_be_kept_is_one_line(tieweave_command, two, answers, here, monkeypatch):
    (here / "data").write_text("a file where the folder would be")
    monkeypatch.setenv("TIEWEAVE_DATA", str(here / "data"))
    answers("y")
    ran = tieweave_command("duplicates", *two, "--decide")
    assert ran.code == 1
    assert re.search(r"error: .*cannot be .*\n$", ran.err)
    assert "Traceback" not in ran.err


def test_answers_are_obeyed_when_the_files_have_other_names(duplicates, people, two, answers, here):
    answers("y")
    duplicates(*two, "--decide")
    (here / "2027").mkdir()
    moved = [str((here / name).rename(here / "2027" / f"new-{name}")) for name in two]
    assert people(moved) == [["g1"], ["j1", "j2"]]


def test_a_wrong_join_is_taken_out(duplicates, people, merged, answers):
    assert people(merged) == [["g1", "g2", "g3"]]
    answers("n", "y")
    ran = duplicates(*merged, "--person", "grace@x.example", "--decide")
    assert asked(ran) == 2
    assert "2 decisions are kept" in ran.out
    assert people(merged) == [["g1", "g3"], ["g2"]]
    assert " are two people  (" in duplicates("--decided").out
    duplicates("--undo", "1")
    assert people(merged) == [["g1", "g2", "g3"]]


def test_a_wrong_join_is_taken_out_and_the_rest_of_the_person_stays_one(duplicates, people, files, answers):
    wrong = vcard("w", "Grace Roy", "EMAIL:grace@x.example", "TEL:+1 902 555 0188")
    located = files(a=[GRACE], b=[GRACE_TOO], z=[wrong])
    assert people(located) == [["g1", "g2", "w"]]
    answers("y", "n")
    duplicates(*located, "--person", "grace@x.example", "--decide")
    assert people(located) == [["g1", "g2"], ["w"]]


def test_joins_that_are_said_to_be_right_stay_whatever_the_records_say_later(duplicates, people, merged, answers):
    answers("y", "s")
    ran = duplicates(*merged, "--person", "grace@x.example", "--decide")
    assert "1 decision is kept" in ran.out
    assert people(merged) == [["g1", "g2", "g3"]]


def test_back_takes_the_last_answer_back_among_the_records_of_a_person_too(duplicates, people, merged, answers):
    answers("n", "b", "y", "y")
    ran = duplicates(*merged, "--person", "grace@x.example", "--decide")
    assert asked(ran) == 4
    assert people(merged) == [["g1", "g2", "g3"]]


def test_a_person_is_found_by_the_id_that_another_took_the_place_of(tieweave_command, duplicates, people, two, answers):
    pair = json.loads(duplicates(*two, "--format", "json").out)["pairs"][0]
    before = {pair[side]["id"] for side in ("one", "other")}
    answers("y")
    duplicates(*two, "--decide")
    (now,) = json.loads(tieweave_command("explain", "John Roy", *two, "--format", "json").out)["ties"]
    (gone,) = before - {now["contact"]["id"]}
    for identifier in before:
        ran = tieweave_command("explain", identifier, *two)
        assert ran.code == 0, ran.err
        assert ran.out.startswith("John Roy: ")
        assert duplicates(*two, "--person", identifier).out.startswith("One person of 2 records:")
    duplicates("--undo", "1")
    assert "+1 902 555 0141" in tieweave_command("explain", pair["one"]["id"], *two).out
    assert gone in {pair["one"]["id"], pair["other"]["id"]}


def test_explain_shows_every_value_with_the_sources_that_say_it(tieweave_command, merged):
    ran = tieweave_command("explain", "grace@x.example", *merged)
    assert ran.code == 0, ran.err
    lines = [line.strip() for line in ran.out.splitlines()]
    assert "from a.vcf (g1), b.vcf (g2), c.vcf (g3)" in lines
    assert "e-mail: grace@x.example  [a.vcf, b.vcf, c.vcf]" in lines
    assert any(line.startswith("phone: ") and line.endswith("[b.vcf, c.vcf]") for line in lines)
    assert "name: Grace Roy  [a.vcf, c.vcf]" in lines
    assert "name: Grace Keller  [b.vcf]" in lines
    assert "birthday: 1980-05-02  [c.vcf]" in lines
    assert "note: from school  [a.vcf]" in lines
    assert "work: Fundy Software  [a.vcf]" in lines
    (tie,) = json.loads(tieweave_command("explain", "grace@x.example", *merged, "--format", "json").out)["ties"]
    said = {(item["field"], item["value"]): item["sources"] for item in tie["provenance"]}
    assert said["birthday", "1980-05-02"] == ["c.vcf"]
    assert said["e-mail", "grace@x.example"] == ["a.vcf", "b.vcf", "c.vcf"]


def test_a_number_without_its_country_is_the_same_number_to_explain_as_to_merging(tieweave_command, files):
    national = vcard("g2", "Grace Keller", "EMAIL:grace@x.example", "TEL:(902) 555-0150")
    ran = tieweave_command("explain", "grace@x.example", *files(b=[national], c=[GRACE_THREE]))
    (line,) = (line for line in ran.out.splitlines() if "phone: " in line)
    assert line.endswith("[b.vcf, c.vcf]")


@pytest.fixture
def profile(here):
    path = here / "me.toml"
    path.write_text('name = "Morgan Gallant"\nemails = ["morgan@x.example"]\nphones = ["+1 902 555 0100"]\n')
    return str(path)


def test_the_summary_counts_who_was_merged_who_is_ego_and_who_may_be_one(tieweave_command, people, files, profile):
    ego = [vcard("e1", "Morgan Gallant", "EMAIL:morgan@x.example"), vcard("e2", "M. Gallant", "EMAIL:morgan@x.example")]
    located = files(a=[JOHN[0], GRACE, ego[0]], b=[JOHN[1], GRACE_TOO, ego[1]])
    summary = " ".join(tieweave_command("classify", *located, "--profile", profile).out.split())
    assert "3 people from 6 records (1 merged, 2 your own): " in summary
    assert "; 1 pair may be one person (tieweave duplicates)." in summary
    assert people(located, "--profile", profile) == [["g1", "g2"], ["j1"], ["j2"]]


@pytest.mark.parametrize(
    ("cards", "counted"),
    [
        ([GRACE], "1 person from 1 record: "),
        ([GRACE, GRACE_TOO], "1 person from 2 records (1 merged): "),
        ([GRACE, vcard("e", "Morgan Gallant", "EMAIL:morgan@x.example")], "1 person from 2 records (1 your own): "),
    ],
)
def test_the_summary_says_nothing_of_what_there_is_not(tieweave_command, files, profile, cards, counted):
    summary = " ".join(tieweave_command("classify", *files(a=cards), "--profile", profile).out.split())
    assert counted in summary
    assert "may be one person" not in summary


def test_ego_is_left_out_and_not_asked_about(tieweave_command, duplicates, files, profile):
    located = files(
        a=[vcard("e1", "Morgan Gallant", "EMAIL:morgan@x.example"), GRACE], me=[vcard("e2", "Mo", LANDLINE)]
    )
    out = tieweave_command("classify", *located, "--profile", profile).out
    assert "Morgan" not in out
    assert "2 your own" in out
    assert "Morgan" not in duplicates(*located, "--profile", profile).out
    ran = tieweave_command("explain", "Morgan Gallant", *located, "--profile", profile)
    assert ran.code == 1
    assert "nobody matches" in ran.err


def test_a_mailbox_of_two_is_said_with_what_counts_for_nobody(tieweave_command, files, here, profile):
    couple = [vcard(name, f"{name} Roy", "EMAIL:roy@x.example") for name in ("Grace", "Tim")]
    (here / "in.mbox").write_text(
        "From roy@x.example Sat Oct 31 12:00:00 2026\n"
        "From: Roy <roy@x.example>\nTo: morgan@x.example\nMessage-ID: <1@x.example>\n"
        "Date: Sat, 31 Oct 2026 12:00:00 +0000\nSubject: Sunday\n\nSee you.\n"
    )
    located = [*files(a=couple), "in.mbox", "--profile", profile]
    ran = tieweave_command("duplicates", *located, "--format", "json", "--now", "2026-11-01")
    assert ran.code == 0, ran.err
    (shared,) = json.loads(ran.out)["shared"]
    assert (shared["key"], shared["interactions"]) == ("roy@x.example", 1)
    assert [person["name"] for person in shared["people"]] == ["Grace Roy", "Tim Roy"]
    note = "note: roy@x.example is of Grace Roy and Tim Roy: 1 interaction counts for none of them; "
    assert note in ran.err
    assert note in tieweave_command("classify", *located).err


def test_names_that_would_command_a_terminal_are_harmless_everywhere(tieweave_command, files, answers):
    name = f"Eve{ESCAPE}{REVERSED} Roy"
    mobiles = [f"TEL;TYPE=CELL:+1 902 555 014{number}" for number in (1, 2)]
    evil = [vcard(f"e{number}", name, LANDLINE, mobile, f"NOTE:{ESCAPE}") for number, mobile in enumerate(mobiles)]
    located = files(a=[evil[0]], b=[evil[1]])
    runs = [
        ("duplicates", *located),
        ("duplicates", *located, "--format", "json"),
        ("duplicates", *located, "--person", "eve"),
        ("duplicates", *located, "--person", name),
        ("duplicates", *located, "--person", f"nobody{ESCAPE}"),
        ("duplicates", *located, "--decide"),
        ("duplicates", *located, "--person", "+1 902 555 0141"),
        ("duplicates", *located, "--person", "+1 902 555 0141", "--decide"),
        ("duplicates", "--decided"),
        ("duplicates", "--decided", "--format", "json"),
        ("classify", *located),
        ("explain", "+1 902 555 0141", *located),
        ("explain", "+1 902 555 0141", *located, "--format", "json"),
        ("duplicates", "--undo", "1"),
    ]
    codes = []
    for run in runs:
        answers("y")
        ran = tieweave_command(*run)
        codes.append(ran.code)
        assert not {"\x1b", REVERSED} & set(ran.out + ran.err), run
    assert codes == [0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]


def test_a_location_of_which_a_part_fails_is_told_by_the_exit_code(tieweave_command, two):
    ran = tieweave_command("duplicates", *two, "nowhere.vcf")
    assert ran.code == 3
    assert "1 pair undecided" in ran.out
    assert "nowhere.vcf" in ran.err
    assert tieweave_command("duplicates", "nowhere.vcf").code not in (0, 3)


def test_what_is_shown_is_not_written_down_as_decided(duplicates, two):
    duplicates(*two)
    duplicates(*two, "--person", "grace")
    assert identities.decisions(Store.usual()) == []
