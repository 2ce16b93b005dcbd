"""The checklist as its user has it: what it looks like, what they change in it, and that their lines stay theirs."""

import datetime as dt
import os
import stat
import time

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave.errors import SinkError
from tieweave.model import Profile, Status
from tieweave.report.harmless import visible
from tieweave.sinks import Outcome, Seen, SinkContext
from tieweave.testing import NOW, awkward_follow_ups, follow_ups, make_follow_up
from tieweave_markdown import tieweave_sinks

ANN = make_follow_up("Ann Lee", address="ann_lee@example.com")
BO = make_follow_up(
    "Bo Roy", due=dt.date(2026, 12, 3), channel="call", address="+1 902 555 0101", subject="", message=""
)

CHECKLIST = """\
# Follow-ups

## Week of 2026-11-30

- [ ] Ask Ann Lee for advice 📅 2026-12-01 ^tw-eeb04fcae8b5
  - Why: you worked together at Fundy Software <!-- tieweave FINGERPRINT 10 -->
  - By e-mail: <ann_lee@example.com>
  - Draft, “A question about your work”:
    ```
    Hi Ann Lee,

    how are you? I would like to hear how you came to your work.

    Morgan
    ```
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "list.md"


def sink_at(path):
    (declared,) = tieweave_sinks()
    return declared.open(str(path), SinkContext(now=NOW, profile=Profile()))


def push(path, *items):
    return [(one.outcome.value, one.detail) for one in sink_at(path).deliver(items)]


def put(text, *items):
    """Deliver to a file of that text; gives the new text."""
    from tieweave_markdown.checklist import Checklist

    checklist = Checklist(text)
    outcomes = [checklist.put(item)[0] for item in items]
    return checklist.text, outcomes


def settled(item, status):
    return attrs.evolve(item, status=status)


def test_the_checklist_reads_well(path):
    assert push(path, ANN) == [("created", "due 2026-12-01")]
    text = path.read_bytes().decode()
    mark = text.partition("tieweave ")[2].split()[0]
    assert text == CHECKLIST.replace("FINGERPRINT", mark).replace("eeb04fcae8b5", ANN.id)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_items_stand_in_the_order_of_their_days_under_their_weeks():
    later = make_follow_up("Cy Day", due=dt.date(2026, 12, 9))
    earlier = make_follow_up("Di Eng", due=dt.date(2026, 11, 24))
    text, _ = put("", BO)
    text, _ = put(text, later)
    text, _ = put(text, ANN, earlier)
    kept = [line for line in text.splitlines() if line.startswith(("#", "- ["))]
    assert [line.partition(" 📅")[0] for line in kept] == [
        "# Follow-ups",
        "## Week of 2026-11-23",
        "- [ ] Ask Di Eng for advice",
        "## Week of 2026-11-30",
        "- [ ] Ask Ann Lee for advice",
        "- [ ] Ask Bo Roy for advice",
        "## Week of 2026-12-07",
        "- [ ] Ask Cy Day for advice",
    ]
    assert "\n\n\n" not in text


def test_a_snoozed_item_goes_to_its_new_week_with_the_notes_under_it(path):
    push(path, ANN, BO)
    noted = path.read_text("utf-8").replace("    Morgan\n    ```\n", "    Morgan\n    ```\n  - likes tea\n")
    path.write_text(noted, "utf-8")
    assert push(path, attrs.evolve(ANN, due=dt.date(2026, 12, 8)), BO)[0] == ("updated", "due 2026-12-08")
    text = path.read_text("utf-8")
    first, second = text.split("## Week of ")[1:]
    assert "Bo Roy" in first
    assert "Ann Lee" not in first
    assert "📅 2026-12-08" in second
    assert second.endswith("```\n  - likes tea\n")


def test_an_item_that_the_user_put_elsewhere_stays_there(path):
    push(path, ANN)
    path.write_text("## Advice\n\n" + path.read_text("utf-8").partition("30\n\n")[2], "utf-8")
    push(path, attrs.evolve(ANN, due=dt.date(2027, 1, 5)))
    text = path.read_text("utf-8")
    assert text.startswith("## Advice\n\n- [ ] Ask Ann Lee for advice 📅 2027-01-05 ^tw-")
    assert "Week of" not in text


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ("- [ ]", "- [x]", Seen(id=ANN.id, done=True, due=ANN.due)),
        ("- [ ]", "* [X]", Seen(id=ANN.id, done=True, due=ANN.due)),
        ("- [ ]", "- [-]", Seen(id=ANN.id, dropped=True, due=ANN.due)),
        ("- [ ]", "- [/]", Seen(id=ANN.id, due=ANN.due)),
        ("- [ ]", "-", Seen(id=ANN.id, due=ANN.due)),
        ("- [ ]", "    1. [x]", Seen(id=ANN.id, done=True, due=ANN.due)),
        ("- [ ]", "> - [x]", Seen(id=ANN.id, done=True, due=ANN.due)),
        ("📅 2026-12-01", "📅 2026-12-24", Seen(id=ANN.id, due=dt.date(2026, 12, 24))),
        ("📅 2026-12-01", "🗓️2026-12-24 ✅ 2026-12-02", Seen(id=ANN.id, due=dt.date(2026, 12, 24))),
        (" 📅 2026-12-01", "", Seen(id=ANN.id)),
        ("📅 2026-12-01", "📅 2026-13-01", Seen(id=ANN.id)),
        (f"^tw-{ANN.id}", f"#calls ^tw-{ANN.id} she is back on Monday", Seen(id=ANN.id, due=ANN.due)),
    ],
)
def test_what_the_user_does_to_the_line_is_seen_and_left(path, before, after, seen):
    push(path, ANN)
    changed = path.read_text("utf-8").replace(before, after, 1)
    path.write_text(changed, "utf-8")
    assert sink_at(path).seen() == [seen]
    status = Status.DONE if seen.done else Status.DROPPED if seen.dropped else Status.PUSHED
    item = attrs.evolve(ANN, status=status, due=seen.due or ANN.due)
    assert push(path, item) == [("unchanged", "")]
    assert path.read_text("utf-8") == changed


def test_a_link_to_the_item_is_not_the_item(path):
    push(path, ANN)
    link = f"See [[list#^tw-{BO.id}]] and `^tw-{BO.id}`.\n"
    path.write_text(link + path.read_text("utf-8"), "utf-8")
    assert [one.id for one in sink_at(path).seen()] == [ANN.id]


def test_an_edited_draft_is_never_overwritten(path):
    push(path, ANN)
    edited = path.read_text("utf-8").replace("how are you?", "how is Halifax?")
    path.write_text(edited, "utf-8")
    newer = attrs.evolve(ANN, message="Another draft.")
    assert push(path, newer) == [("unchanged", "the texts are left as you changed them")]
    assert path.read_text("utf-8") == edited


def test_a_draft_that_is_as_it_was_written_is_replaced_and_the_notes_beside_it_stay(path):
    push(path, ANN)
    text = path.read_text("utf-8").replace("  - Why", "  - before\n  - Why") + "  - after\n\nbelow\n"
    path.write_text(text, "utf-8")
    assert push(path, attrs.evolve(ANN, message="Another draft.", reason="news")) == [("updated", "texts")]
    text = path.read_text("utf-8")
    assert "  - before\n  - Why: news <!--" in text
    assert text.endswith("    ```\n    Another draft.\n    ```\n  - after\n\nbelow\n")
    assert "how are you" not in text


@pytest.mark.parametrize("added", ["  - likes tea\n", "  more of it\n", "\n  a paragraph\n", "lazily\n"])
def test_what_is_dropped_is_cancelled_where_the_user_wrote_into_it(path, added):
    push(path, ANN)
    noted = path.read_text("utf-8") + added
    path.write_text(noted, "utf-8")
    dropped = settled(ANN, Status.DROPPED)
    assert push(path, dropped) == [("updated", "cancelled; it stays for what you wrote there")]
    assert path.read_text("utf-8") == noted.replace("- [ ]", "- [-]")
    assert push(path, dropped) == [("unchanged", "")]


def test_what_is_dropped_goes_with_its_heading(path):
    push(path, ANN, attrs.evolve(BO, due=dt.date(2026, 12, 9)))
    push(path, settled(ANN, Status.DROPPED))
    text = path.read_text("utf-8")
    assert text.startswith("# Follow-ups\n\n## Week of 2026-12-07\n\n- [ ] Ask Bo Roy")


def test_what_was_undone_here_is_unticked_there(path):
    push(path, ANN)
    push(path, settled(ANN, Status.DONE))
    assert "- [x] Ask Ann" in path.read_text("utf-8")
    assert push(path, ANN) == [("updated", "open")]
    assert "- [ ] Ask Ann" in path.read_text("utf-8")


def test_line_ends_mark_link_and_permissions_of_a_file_are_kept(path, tmp_path):
    note = tmp_path / "note.md"
    note.write_bytes("\ufeff# Mine\r\n\r\nlast".encode())
    note.chmod(0o644)
    path.symlink_to(note)
    push(path, ANN)
    data = note.read_bytes()
    assert data.startswith("\ufeff# Mine\r\n\r\nlast\r\n\r\n## Week of".encode())
    assert data.count(b"\n") == data.count(b"\r\n")
    assert path.is_symlink()
    assert stat.S_IMODE(note.stat().st_mode) == 0o644


def test_an_item_in_a_draft_is_no_item():
    trap = make_follow_up("Trap", message=f"```\n- [x] Task 📅 2020-01-01 ^tw-{ANN.id}\n```\n# Heading")
    text, _ = put("", trap, ANN)
    _, outcomes = put(text, trap, ANN)
    assert outcomes == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert text.count(f"^tw-{ANN.id}\n") == 2


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("no such folder/list.md", "there is no folder"),
        ("folder.md", "is a folder; name a file in it"),
        ("file/list.md", "what should be its folder is a file"),
        ("locked.md", "not allowed to be written"),
        ("loop.md", "loop.md"),
    ],
)
def test_a_place_that_cannot_be_written_is_said_in_a_line(tmp_path, location, said):
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "file").write_text("")
    (tmp_path / "locked.md").write_text("mine\n")
    (tmp_path / "locked.md").chmod(0o444)
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    with pytest.raises(SinkError, match=said) as refused:
        push(tmp_path / location, ANN)
    assert len(str(refused.value).splitlines()) == 1
    assert (tmp_path / "locked.md").read_text() == "mine\n"


def test_a_full_disk_leaves_the_file_as_it_was(path, monkeypatch):
    push(path, ANN)
    before = path.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SinkError, match="the disk is full; make room"):
        push(path, BO)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["list.md"]


def test_options_are_refused(path):
    (declared,) = tieweave_sinks()
    with pytest.raises(SinkError, match=r"unknown option 'week' in \[options.md\]"):
        declared.open(str(path), SinkContext(now=NOW, options={"week": 1}))


PIECES = [*"ab #-*+>`~[]x|=!_\t^:", "- [ ] ", "```", "## Week of 2026-12-07", "📅 2026-01-01", "\u2028", "\r"]
LINES = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
TEXTS = st.lists(LINES, max_size=12).map("\n".join)


def is_within(text, longer):
    """Return whether all lines of a text that show something stand in a longer one, in their order."""
    rest = iter(longer.split("\n"))
    lines = [line.rstrip("\r") for line in text.split("\n") if line.strip()]
    return all(any(line == other.rstrip("\r") for other in rest) for line in lines)


@given(TEXTS, st.lists(follow_ups(), min_size=1, max_size=4, unique_by=lambda one: one.id))
def test_the_users_lines_stay_byte_for_byte_and_ours_are_found_again(text, items):
    first, outcomes = put(text, *items)
    assert outcomes == [Outcome.CREATED] * len(items)
    assert is_within(text, first)
    again, outcomes = put(first, *items)
    assert again == first
    assert outcomes == [Outcome.UNCHANGED] * len(items)
    from tieweave_markdown.checklist import Checklist

    assert {(one.id, one.due, one.done) for one in Checklist(first).seen()} == {
        (one.id, one.due, False) for one in items
    }


@given(
    st.lists(follow_ups(), min_size=1, max_size=3, unique_by=lambda one: one.id),
    st.lists(st.tuples(st.integers(0, 60), LINES.filter(lambda line: "\r" not in line)), max_size=4),
    st.sampled_from(list(Status)),
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)),
)
def test_lines_put_anywhere_outlast_every_change_of_ours(items, additions, status, day):
    text, _ = put("", *items)
    lines = text.split("\n")
    mine = []
    for at, line in sorted(additions, key=lambda one: one[0]):
        mine.append(f"{line} mine{len(mine)}")
        lines.insert(min(at, len(lines)), mine[-1])
    changed = [attrs.evolve(item, status=status, due=day, message=item.message + "!") for item in items]
    after, _ = put("\n".join(lines), *changed)
    assert all(after.split("\n").count(line) == 1 for line in mine)


def test_a_markdown_reader_sees_the_texts_of_contacts_as_text():
    from markdown_it import MarkdownIt  # rich, which tieweave needs, brings it

    items = awkward_follow_ups()
    text, _ = put("", *items)
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    outer = {token.type for token in tokens if token.level == 0}
    assert outer == {"heading_open", "heading_close", "bullet_list_open", "bullet_list_close"}
    assert {child.type for child in inline} == {"text", "html_inline", "link_open", "link_close"}
    assert {child.content[:13] for child in inline if child.type == "html_inline"} == {"<!-- tieweave"}
    assert {child.attrs["href"] for child in inline if child.type == "link_open"} == {"mailto:someone@example.com"}
    shown = ["".join(child.content for child in token.children) for token in tokens if token.type == "inline"]
    titles = [line.removeprefix("[ ] ").partition(" 📅 2026-12-")[0] for line in shown if line.startswith("[ ] ")]
    expected = [visible(" ".join(item.title.split())).replace("🔁", "\ufffd") for item in items]
    assert [title.partition(" 📅")[0] for title in titles] == [title.partition(" 📅")[0] for title in expected]
    drafts = [token.content for token in tokens if token.type == "fence"]
    assert len(drafts) == sum(bool(item.message.strip()) for item in items)
    assert "BEGIN:VCALENDAR\nEND:VTODO\nUID:other\n" in drafts


DAYS = st.dates(dt.date(2026, 11, 2), dt.date(2026, 12, 13))


@given(st.lists(DAYS, max_size=6), st.lists(st.tuples(DAYS, st.sampled_from(list(Status)), st.booleans()), max_size=9))
def test_many_at_once_are_written_as_one_by_one(there, changes):
    before = [make_follow_up(f"P{number}", id=f"p{number}", due=day) for number, day in enumerate(there)]
    text, _ = put("", *before)
    items = [
        make_follow_up(f"P{number}", id=f"p{number}", due=day, status=status, message="other words" if other else "")
        for number, (day, status, other) in enumerate(changes)
    ]
    at_once, outcomes = put(text, *items)
    for item, outcome in zip(items, outcomes, strict=True):
        text, (alone,) = put(text, item)
        assert alone == outcome
    # Of two that are due on one day either may stand first.
    assert sorted(at_once.split("\n")) == sorted(text.split("\n"))
    headings = [[line for line in one.split("\n") if line.startswith("#")] for one in (at_once, text)]
    assert headings[0] == headings[1]


def test_a_thousand_follow_ups_are_written_and_moved_in_no_time():
    monday = dt.date(2026, 11, 2)
    items = [
        make_follow_up(f"P{number}", id=f"p{number}", due=monday + dt.timedelta(days=number % 70))
        for number in range(1000)
    ]
    start = time.perf_counter()
    text, _ = put("", *items)
    text, outcomes = put(text, *(attrs.evolve(item, due=item.due + dt.timedelta(days=9)) for item in items))
    # It is half a second; it was a minute when every one of them had the whole file read anew.
    assert time.perf_counter() - start < 20
    assert outcomes == [Outcome.UPDATED] * 1000
    assert text.count("## Week of ") == 11
