"""`tieweave review`: what people are, asked at the terminal where it teaches most, kept, listed and undone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time

import pytest

from tieweave import Store
from tieweave import answers as kept_answers
from tieweave.cli import asking
from tieweave.cli.review import review
from tieweave.errors import NoAnswerError

ESCAPE = "\x1b[31m"
REVERSED = "\u202e"


def vcard(uid, name, *lines):
    return "".join(
        f"{line}\r\n" for line in ("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", *lines, "END:VCARD")
    )


NAMES = (
    "Ann Lee,Ben Poe,Cleo Orr,Dan Roy,Eva Szabo,Finn Hall,Gus Moore,Hal Stone,Ida Frost,Jon Marsh,Kim Park,Leo Grant,"
    "Mia Rossi,Ned Flynn,Olga Novak,Pia Holm,Quin Ward,Rex Boyle,Sue Chan,Tom Nagy"
).split(",")
NAMES = [*NAMES, *(f"{name.split()[0]}a {name.split()[1]}y" for name in NAMES)]


@pytest.fixture
def book(tmp_path, monkeypatch):
    """Write a book of as many people as are wanted, some of a club, and give its name."""
    monkeypatch.chdir(tmp_path)

    def write(count, *cards, club=()):
        people = [
            vcard(f"p{at}", name, f"EMAIL:{name.split()[0].lower()}@x.example", *(club if at >= 24 else ()))
            for at, name in enumerate(NAMES[:count])
        ]
        (tmp_path / "a.vcf").write_text("".join([*people, *cards]), encoding="utf-8", newline="")
        return "a.vcf"

    return write


@pytest.fixture
def command(tieweave_command, monkeypatch):
    """Run the command whether or not it stands among the others."""
    from tieweave.cli import tieweave

    monkeypatch.setitem(tieweave.commands, "review", review)
    return lambda *arguments: tieweave_command("review", *arguments)


@pytest.fixture
def reviewed(command):
    """Run it to a good end."""

    def run(*arguments):
        ran = command(*arguments)
        assert ran.code == 0, ran.err
        return ran

    return run


def held():
    """Return what is kept: the verdicts by name."""
    return {
        answer.names[0]: (answer.level and int(answer.level), answer.category)
        for _, answer in kept_answers.kept(Store.usual())
    }


def asked(ran):
    """Return the names of the people who were asked about, in order."""
    return re.findall(r"^(\w+ \w+) · \S+@x\.example", ran.out, re.MULTILINE)


def places(ran):
    return re.findall(r"\[(\d+) of \d+, (\d+) answered\]", ran.err)


def test_each_person_is_shown_with_how_to_reach_them_and_the_verdict_so_far(reviewed, book, answers):
    answers("q")
    ann = vcard("x", "Ann Lee", "EMAIL:ann@x.example", "ORG:Acme", "CATEGORIES:Friends", "TITLE:Analyst")
    ran = reviewed(book(0, ann))
    lines = ran.out.splitlines()
    assert "Ann Lee · ann@x.example · Analyst, Acme  [a.vcf]" in lines
    verdict = next(line for line in lines if "so far:" in line)
    assert re.fullmatch(r"  so far: Friend, Level 1, strength 0\.\d\d", verdict)
    assert "    labelled 'Friends'" in lines
    assert "[1 of 1, 0 answered] level 1 or 2, c(ategory), s(kip), b(ack), q(uit), ?" in ran.err
    assert lines[-1] == "nothing was answered"


def test_the_answers_are_kept_and_the_next_run_goes_on(reviewed, book, answers):
    name = book(12)
    answers("1", "2", "q")
    first = reviewed(name)
    assert places(first) == [("1", "0"), ("2", "1"), ("3", "2")]
    assert held() == {asked(first)[0]: (1, ""), asked(first)[1]: (2, "")}
    assert "2 answers are kept; tieweave review --answers lists all, --undo NUMBER takes one back" in first.out
    answers(*["2"] * 20)
    second = reviewed(name)
    assert "2 of 12 people are answered for; going on" in second.out
    assert sorted(asked(first)[:2] + asked(second)) == sorted(NAMES[:12])
    assert asked(second)[0] == asked(first)[2]
    assert reviewed(name).out == "nobody is left to ask about\n"


def test_the_sample_by_lot_is_kept_as_such_and_the_others_as_chosen(reviewed, book, answers):
    answers(*["2"] * 20)
    reviewed(book(14))
    kinds = [answer.asked.value for _, answer in kept_answers.kept(Store.usual())]
    assert kinds == ["random"] * 10 + ["chosen"] * 4


def test_the_limit_is_of_questions(reviewed, book, answers):
    answers("1", "s", "2", "2")
    ran = reviewed(book(12), "--limit", "3")
    assert [place for place, _ in places(ran)] == ["1", "2", "3"]
    assert "of 3," in ran.err


def test_every_answer_is_kept_before_the_next_question_and_an_ended_input_is_one_line(command, book, answers):
    answers("1", "2")
    ran = command(book(5))
    assert ran.code == 2
    *_, line = ran.err.splitlines()
    assert line.startswith("error: no answer to ")
    assert "the input has ended" in line
    assert "2 answers are kept" in line
    assert len(held()) == 2


@pytest.mark.parametrize(("given", "kept"), [([], 0), (["c"], 0), (["perhaps"], 0), (["1", "b"], 0), (["1", "c"], 1)])
def test_an_input_that_ends_anywhere_keeps_what_was_answered(command, book, answers, given, kept):
    answers(*given)
    assert command(book(5)).code == 2
    assert len(held()) == kept


def test_what_is_skipped_is_asked_again_next_time_and_not_before(reviewed, book, answers):
    name = book(3)
    answers("s", "skip", "s")
    ran = reviewed(name)
    assert len(set(asked(ran))) == 3
    answers("q")
    assert asked(reviewed(name)) == asked(ran)[:1]
    assert held() == {}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["1", "b", "2", "q"], ["2"]),
        (["1", "2", "b", "b", "2", "q"], ["2"]),
        (["1", "b", "s", "q"], []),
        (["s", "b", "1", "q"], ["1"]),
        (["b", "1", "q"], ["1"]),
    ],
)
def test_back_takes_the_last_answer_back_and_asks_again(reviewed, book, answers, given, expected):
    answers(*given)
    ran = reviewed(book(5))
    assert [str(level) for level, _ in held().values()] == expected
    assert ("this is the first" in ran.err) == (given[0] == "b")
    # Whoever is first is asked again.
    assert asked(ran).count(asked(ran)[0]) == 2


@pytest.mark.parametrize("typed", ["4", "dent", "Dentist", "14", "hair", "friend"])
def test_a_category_is_chosen_by_number_or_the_beginning_of_its_name(reviewed, book, answers, typed):
    expected = {"4": "neighbour", "14": "supplier", "hair": "hair-stylist", "friend": "friend"}.get(typed, "dentist")
    answers("c", typed, "2", "q")
    ran = reviewed(book(2))
    assert list(held().values()) == [(2, expected)]
    assert " 1 Family" in ran.err
    assert "30 Service club member" in ran.err


def test_a_category_alone_leaves_the_level_open(reviewed, book, answers):
    answers("c", "coach", "k", "q")
    ran = reviewed(book(2))
    assert list(held().values()) == [(None, "coach")]
    assert "Coach; level 1 or 2, c(ategory), k(eep that alone)," in ran.err


def test_what_begins_several_categories_is_asked_again(reviewed, book, answers):
    answers("c", "friend of", "xyz", "", "1", "q")
    ran = reviewed(book(2))
    assert "that may be friend-of-friend or friend-of-parents" in ran.err
    assert "no category begins with 'xyz'" in ran.err
    assert list(held().values()) == [(1, "")]


@pytest.mark.parametrize("wrong", ["", "3", "12", "k", "o", "perhaps", "one", "é"])
def test_what_is_none_of_the_keys_is_asked_for_again(reviewed, book, answers, wrong):
    answers(wrong, "1", "q")
    ran = reviewed(book(2))
    assert ran.err.count("please answer with one of 1 2 c s b q ?") == 1
    assert list(held().values()) == [(1, "")]


def test_help_names_every_key(reviewed, book, answers):
    answers("?", "q")
    ran = reviewed(book(2))
    for key in "12csbq?":
        assert re.search(rf"  {re.escape(key)}  \w", ran.err), key


CLUB = ("CATEGORIES:Rotary",)


def test_a_batch_is_answered_at_once_and_its_people_not_asked_about_alone(reviewed, book, answers):
    answers(*["2"] * 40)
    ran = reviewed(book(40, club=CLUB), "--limit", "0")
    # Of the sample by lot some are of the club; of the others five at least are.
    found = re.search(r"^(\d+) people are labelled 'Rotary':$", ran.out, re.MULTILINE)
    assert found
    assert int(found[1]) >= 5
    assert f"level 1 or 2 for all {found[1]}, c(ategory), o(ne by one), s(kip)" in ran.err
    assert len(held()) == 40
    batch = [answer for _, answer in kept_answers.kept(Store.usual()) if answer.batch]
    assert len(batch) == int(found[1])
    assert {answer.asked.value for answer in batch} == {"chosen"}


def test_back_takes_a_whole_batch_back(reviewed, book, answers):
    answers(*["2"] * 10, "1", "b", "q")
    reviewed(book(40, club=CLUB))
    assert len(held()) == 10
    assert {level for level, _ in held().values()} == {2}


def test_a_batch_is_asked_one_by_one_where_its_people_differ(reviewed, book, answers):
    answers(*["2"] * 10, "o", "1", "2", "q")
    ran = reviewed(book(40, club=CLUB))
    assert len(held()) == 12
    assert all(not answer.batch for _, answer in kept_answers.kept(Store.usual()))
    assert len(asked(ran)) == 13


def test_back_leads_from_one_by_one_to_the_batch(reviewed, book, answers):
    answers(*["2"] * 10, "o", "b", "2", "q")
    ran = reviewed(book(40, club=CLUB))
    assert ran.out.count("people are labelled 'Rotary'") == 2
    assert any(answer.batch for _, answer in kept_answers.kept(Store.usual()))


def test_a_skipped_batch_leaves_its_people_to_be_asked_about(reviewed, book, answers):
    answers(*["2"] * 10, "s", *["2"] * 30)
    ran = reviewed(book(40, club=CLUB), "--limit", "0")
    assert len(asked(ran)) == 40
    assert ran.out.count("people are labelled 'Rotary'") == 1


def test_groups_are_not_asked_about(reviewed, book, answers):
    answers("q")
    assert (
        reviewed(book(0, vcard("g", "Choir", "X-ADDRESSBOOKSERVER-KIND:group"))).out == "nobody is left to ask about\n"
    )


def test_what_moved_is_said(reviewed, book, answers):
    answers(*["1"] * 10, "q")
    out = reviewed(book(20), "--limit", "10").out
    assert "what your answers have moved so far:" in out
    assert re.search(
        r"^  \d\d % of people are taken to be close to begin with, not 35 %: of 10 drawn by lot 10 are close, "
        r"where \d\.\d were expected$",
        out,
        re.MULTILINE,
    )


def test_whom_an_answer_concerns_is_of_that_level_from_the_next_run_on(reviewed, tieweave_command, book, answers):
    # Needs `classify` to obey the answers of the book.
    name = book(3)
    answers("1", "c", "coach", "2", "q")
    first, second, *_ = asked(reviewed(name))
    ties = json.loads(tieweave_command("classify", name, "--format", "json").out)["ties"]
    found = {tie["contact"]["name"]: (tie["level"], tie["category"]) for tie in ties}
    assert found[first][0] == 1
    assert found[second] == (2, "coach")
    assert "2 people are of another level than before this run" in reviewed_again(reviewed, name, answers)


def reviewed_again(reviewed, name, answers):
    reviewed("--undo", "1-2")
    answers("1", "c", "coach", "2", "q")
    return reviewed(name).out


def test_the_answers_are_listed_and_taken_back_by_their_numbers(reviewed, book, answers):
    assert reviewed("--answers").out == "nothing is answered yet\n"
    name = book(40, club=CLUB)
    answers("c", "friend", "1", *["2"] * 9, "2", "q")
    reviewed(name, "--now", "2026-11-01T12:00:00+00:00")
    *lines, last = reviewed("--answers").out.splitlines()
    assert last == "take one back with: tieweave review --undo NUMBER"
    assert re.fullmatch(r"1\. '\w+ \w+': Friend, Level 1  \(drawn by lot, 2026-11-01\)", lines[0])
    count = len(held())
    assert re.fullmatch(
        rf"11-{count}\. {count - 10} people labelled 'Rotary': '.*: Level 2  \(asked in review, 2026-11-01\)", lines[10]
    )
    assert len(lines) == 11
    assert reviewed("--undo", "1").out == f"taken back: {lines[0]}\n"
    assert reviewed("--undo", f"11-{count}").out == f"taken back: {lines[10]}\n"
    assert len(held()) == 9
    assert reviewed("--answers").out.splitlines()[0] == lines[1]


def test_one_answer_of_a_batch_can_be_taken_back_alone(reviewed, book, answers):
    answers(*["2"] * 11, "q")
    reviewed(book(40, club=CLUB))
    before = len(held())
    assert "answered at once, labelled 'Rotary'" in reviewed("--undo", "12").out
    assert len(held()) == before - 1


def test_the_answers_in_json_are_what_other_tools_are_written_against(reviewed, book, answers):
    answers("c", "friend", "1", "q")
    ran = reviewed(book(1), "--now", "2026-11-01T12:00:00+00:00")
    document = json.loads(reviewed("--answers", "--format", "json", "--now", "2026-11-02").out)
    assert document == {
        "version": 1,
        "now": "2026-11-02T00:00:00+00:00",
        "answers": [
            {
                "number": 1,
                "names": ["Ann Lee"],
                "level": 1,
                "category": "friend",
                "asked": "random",
                "when": "2026-11-01T12:00:00+00:00",
                "batch": None,
                "records": [{"source": "a.vcf", "key": "p0", "name": "Ann Lee"}],
            }
        ],
    }
    assert ran.code == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ("a.vcf", "--format", "json"),
        ("-",),
        ("--limit", "-1"),
        ("--undo", "one"),
        ("--undo", "3-"),
        ("--undo", "-3"),
        ("--undo", "1", "--answers"),
        ("--undo", "1", "a.vcf"),
        ("--answers", "a.vcf"),
        (),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(command, book, wrong):
    book(3)
    ran = command(*wrong)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err


@pytest.mark.parametrize("number", ["1", "7", "0", "3-9", "9-3"])
def test_an_answer_that_there_is_not_is_one_line(command, book, number):
    ran = command("--undo", number)
    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    assert "there is no answer" in line
    assert "tieweave review --answers lists them" in line


def test_nothing_of_a_contact_reaches_the_terminal_as_a_command(reviewed, book, answers):
    wild = f"Ann {ESCAPE}{REVERSED}Lee"
    cards = [vcard(f"w{at}", wild, f"ORG:{ESCAPE}Acme", f"CATEGORIES:{ESCAPE}club", f"NOTE:{at}") for at in range(16)]
    answers(*["2"] * 30)
    ran = reviewed(book(0, *cards), "--limit", "0")
    listing = reviewed("--answers").out + reviewed("--answers", "--format", "json").out
    for text in (ran.out, ran.err, listing):
        assert "\x1b" not in text
        assert REVERSED not in text
    assert json.loads(reviewed("--answers", "--format", "json").out)["answers"][0]["names"] == [wild]


def test_an_answer_that_cannot_be_kept_ends_the_run_in_one_line(command, book, answers, monkeypatch):
    name = book(3)
    answers("1", "2")

    def full(store, given):
        raise kept_answers.StoreError("the disk is full")

    monkeypatch.setattr(kept_answers, "keep_all", full)
    ran = command(name)
    assert ran.code == 1
    assert ran.err.endswith("error: the disk is full\n")


@pytest.fixture
def terminal(monkeypatch):
    """Press keys at a terminal; an empty text is its end."""

    def press(*keys):
        waiting = iter(keys)

        class Terminal:
            def isatty(self):
                return True

        def getchar():
            key = next(waiting)
            if key == "\x04":
                raise EOFError
            return key

        monkeypatch.setattr("sys.stdin", Terminal())
        monkeypatch.setattr("click.getchar", getchar)

    return press


def test_at_a_terminal_one_key_is_an_answer(terminal, capsys):
    terminal("1", "S")
    assert [asking.press("level?", "12s"), asking.press("level?", "12s")] == ["1", "s"]
    assert capsys.readouterr().err == "level? 1\nlevel? s\n"


def test_an_arrow_is_no_answer(terminal, capsys):
    terminal("\x1b[A", "\r", "2")
    assert asking.press("level?", "12") == "2"
    assert capsys.readouterr().err.count("please answer with one of 1 2") == 2


@pytest.mark.parametrize("end", ["\x04", ""])
def test_the_end_of_a_terminal_is_no_answer_to_come(terminal, end):
    terminal(end)
    with pytest.raises(NoAnswerError):
        asking.press("level?", "12")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_on_a_real_terminal_no_enter_is_needed(book):
    import pty

    name = book(3)
    code = (
        "import sys\nfrom tieweave.cli import main, tieweave\nfrom tieweave.cli.review import review\n"
        "tieweave.add_command(review)\nsys.argv = ['tieweave', 'review', sys.argv[1]]\nmain()"
    )
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", code, name], stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        os.close(theirs)
        for number, key in enumerate("12q", 1):
            _wait_for_question(process, ours, number)
            os.write(ours, key.encode())
        out, _ = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    assert b"2 answers are kept" in out


def _wait_for_question(process, terminal, number):
    """Wait until a question is put and the terminal gives single keys; what is typed before is lost."""
    import termios

    said = b""
    while b"[%d of 3" % number not in said:
        said += process.stderr.read1()
        assert process.poll() is None, said
    while termios.tcgetattr(terminal)[3] & termios.ICANON:
        time.sleep(0.01)
