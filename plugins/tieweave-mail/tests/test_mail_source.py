import datetime as dt
import gzip
import os

import pytest

import tieweave
from tieweave.plugins import PluginHub
from tieweave.sources import Context
from tieweave.store import Store
from tieweave_mail import readings, side_by_side
from tieweave_mail.source import check, records

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
ME = "Morgan Gallant <morgan@example.com>"
PROFILE = tieweave.Profile(emails=["morgan@example.com"])


def message(sender, to, number=1, *more, date="Mon, 2 Mar 2026 10:15:00 +0100", body="text"):
    lines = [f"From: {sender}", f"To: {to}", f"Date: {date}", f"Message-ID: <{number}@x.example>", *more]
    return "\n".join((*lines, "", body, ""))


def mbox(*messages):
    return "".join(f"From - Mon Mar 02 09:15:00 2026\n{one}\n" for one in messages)


def read(path, profile=PROFILE, store=None):
    return list(records(str(path), Context(now=NOW, profile=profile, store=store or Store.temporary())))


def of(kind, found):
    return [record for record in found if isinstance(record, kind)]


def acts(found):
    return [(a.direction.value, a.participants) for a in of(tieweave.Interaction, found)]


@pytest.fixture
def box(tmp_path):
    def write(*messages, name="mail.mbox"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(mbox(*messages), encoding="utf-8", newline="")
        return path

    return write


OUT = message(ME, "Ann Lee <ann@lee.example>", 1)
IN = message("Ann B. Lee <ann@lee.example>", f"{ME}, bo@roy.example", 2, "In-Reply-To: <1@x.example>")


def test_directions_answers_and_names(box):
    found = read(box(OUT, IN))
    first, second = of(tieweave.Interaction, found)
    assert acts(found) == [("out", ("ann@lee.example",)), ("in", ("ann@lee.example",))]
    assert (second.answers, second.others, second.weight) == (first.key, ("bo@roy.example",), 0.5)
    (ann,) = of(tieweave.Contact, found)
    assert (ann.name, ann.names) == ("Ann B. Lee", ("Ann B. Lee", "Ann Lee"))


def test_ego_is_who_the_mail_was_delivered_to(box):
    found = read(
        box(message("ann@lee.example", "team", 1, "Delivered-To: morgan@example.com"), OUT), tieweave.Profile()
    )
    assert acts(found) == [("in", ("ann@lee.example",)), ("out", ("ann@lee.example",))]
    assert of(tieweave.Profile, found) == [tieweave.Profile(name="Morgan Gallant", emails=["morgan@example.com"])]


def test_ego_is_who_sent_what_is_in_the_sent_folder(box):
    assert acts(read(box(OUT, name="Sent.mbox"), tieweave.Profile())) == [("out", ("ann@lee.example",))]


def test_ego_is_who_stands_on_most_letters(box):
    letters = [message(f"p{number}@x.example", "morgan@example.com", number) for number in range(4)]
    assert len(acts(read(box(*letters), tieweave.Profile()))) == 4


def test_when_nothing_tells_whose_mail_it_is_the_user_is_told(box):
    (skipped,) = read(box(message("ann@lee.example", "bo@roy.example")), tieweave.Profile())
    assert "profile" in skipped.reason


def test_tags_and_dots_of_ego_are_ego(box):
    letters = [
        message("Ann <ann@lee.example>", "mor.gan+shop@gmail.com"),
        message("morgan@gmail.com", "m.organ@gmail.com", 2),
    ]
    assert acts(read(box(*letters), tieweave.Profile(emails=["morgan@gmail.com"]))) == [("in", ("ann@lee.example",))]


@pytest.mark.parametrize(
    "field",
    [
        "List-Id: <team.lists.example>",
        "list-unsubscribe: <https://x.example>",
        "PRECEDENCE: bulk",
        "Precedence: list",
        "Auto-Submitted: auto-replied",
        "X-Auto-Response-Suppress: All",
        "Feedback-ID: 1:2:3",
        "X-Spam-Flag: YES",
        "X-Gmail-Labels: Spam",
        "X-Mozilla-Status: 0009",
    ],
)
def test_bulk_is_left_out(box, field):
    assert acts(read(box(message("ann@lee.example", ME, 1, field), OUT))) == [("out", ("ann@lee.example",))]


def test_what_ego_wrote_is_not_bulk_but_for_automatic_answers(box):
    sent = message(ME, "ann@lee.example", 1, "Precedence: bulk", "X-Auto-Response-Suppress: All")
    vacation = message(ME, "ann@lee.example", 2, "Auto-Submitted: auto-replied")
    assert len(acts(read(box(sent, vacation)))) == 1


def test_mail_to_a_list_is_no_touch_with_it_but_with_who_is_named_beside(box):
    listed = message(
        "bo@roy.example", "team@lists.example", 1, "List-Id: <team.lists.example>", "Delivered-To: x@y.example"
    )
    sent = message(ME, "team@lists.example", 2)
    both = message(ME, "team@lists.example, ann@lee.example", 3)
    found = read(box(listed, sent, both))
    assert acts(found) == [("out", ("ann@lee.example",))]
    assert [contact.key for contact in of(tieweave.Contact, found)] == ["ann@lee.example"]


def test_mail_to_oneself_is_nothing(box):
    assert acts(read(box(message(ME, ME)))) == []


def test_a_circular_weighs_little(box):
    many = ", ".join(f"p{number}@x.example" for number in range(300))
    blind, large = (
        message("ann@lee.example", "undisclosed-recipients:;"),
        message("ann@lee.example", f"{ME}, {many}", 2),
    )
    first, second = of(tieweave.Interaction, read(box(blind, large)))
    assert (first.weight, second.weight, second.others) == (0.1, 1 / 301, ())


def test_a_message_without_a_date_takes_that_of_the_mbox_or_of_the_servers(box, tmp_path):
    text = message("ann@lee.example", ME, 1, date="never")
    (act,) = of(tieweave.Interaction, read(box(text)))
    assert act.when == dt.datetime(2026, 3, 2, 9, 15, tzinfo=dt.UTC)
    (tmp_path / "one.eml").write_text("Received: by x; Tue, 3 Mar 2026 09:00:00 +0000\n" + text, encoding="utf-8")
    (act,) = of(tieweave.Interaction, read(tmp_path / "one.eml"))
    assert act.when == dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)
    (tmp_path / "two.eml").write_text(text, encoding="utf-8")
    assert "date" in of(tieweave.Skipped, read(tmp_path / "two.eml"))[0].reason


def test_a_date_in_the_future_is_no_last_time(box):
    ahead = message(ME, "Ann Lee <ann@lee.example>", 3, date="Mon, 2 Mar 2099 10:15:00 +0100")
    today = message(ME, "Ann Lee <ann@lee.example>", 4, date="Sun, 1 Nov 2026 13:00:00 +0000")
    found = read(box(OUT, ahead, today))
    assert [act.when.year for act in of(tieweave.Interaction, found)] == [2026, 2026]
    (skipped,) = of(tieweave.Skipped, found)
    assert (skipped.where, "in the future" in skipped.reason) == ("1 messages", True)


def test_a_service_that_writes_for_a_person(box):
    text = message("\"'Ann Lee' via Desk\" <desk@x.example>", ME, 1, "X-Original-From: Ann Lee <ann@lee.example>")
    assert acts(read(box(text))) == [("in", ("ann@lee.example",))]


def test_a_grown_mbox_gives_what_reading_it_whole_gives(box, tmp_path, monkeypatch):
    monkeypatch.setattr("tieweave_mail.letters.MOST", 3)
    letters = [
        message(f"p{n % 5}@x.example", ME, n) if n % 3 else message(ME, f"P {n} <p{n % 5}@x.example>", n)
        for n in range(20)
    ]
    store = Store(tmp_path / "store")
    for count in (1, 2, 7, 8, 20):
        path = box(*letters[:count])
        assert read(path, store=store) == read(path)
    cut = mbox(*letters)[:-40]
    for end in range(len(cut) - 150, len(cut), 7):  # in the middle of being written
        path.write_text(cut[:end], encoding="utf-8")
        read(path, store=store)
    path = box(*letters)
    assert read(path, store=store) == read(path)
    store.close()


def test_a_run_over_a_grown_mbox_reads_only_what_is_new(box, tmp_path, monkeypatch):
    store = Store(tmp_path / "store")
    letters = [message("ann@lee.example", ME, number) for number in range(30)]
    read(box(*letters), store=store)
    begun = []
    monkeypatch.setattr(readings, "packs", lambda *given, **named: begun.append(given[1]) or iter(()))
    path = box(*letters, OUT)
    read(path, store=store)
    assert begun == [len(mbox(*letters[:-1]))]
    store.close()


@pytest.mark.parametrize("change", ["replaced", "shorter", "same size", "longer, another beginning"])
def test_a_rewritten_mbox_is_read_anew(box, tmp_path, change):
    store = Store(tmp_path / "store")
    letters = [message("ann@lee.example", ME, number) for number in range(30)]
    path = box(*letters)
    read(path, store=store)
    others = [text.replace("ann@lee", "bob@roy") for text in letters]
    text = {
        "replaced": mbox(*others, OUT),
        "shorter": mbox(*letters[:3]),
        "same size": mbox(*others),
        "longer, another beginning": mbox(OUT, *letters, OUT),
    }[change]
    path.write_text(text, encoding="utf-8")
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 10**9))
    assert read(path, store=store) == read(path)
    store.close()


def test_another_profile_turns_the_remembered_letters_round(box, tmp_path):
    store = Store(tmp_path / "store")
    path = box(OUT, IN)
    read(path, store=store)
    found = read(path, tieweave.Profile(emails=["ann@lee.example"]), store)
    assert found == read(path, tieweave.Profile(emails=["ann@lee.example"]))
    assert acts(found)[0] == ("in", ("morgan@example.com",))
    store.close()


def test_nothing_is_lost_when_the_store_cannot_be_written(box, tmp_path):
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file")
    path = box(OUT, IN)
    assert read(path, store=store) == read(path)
    store.close()


def test_a_run_that_was_killed_leaves_a_right_state(box, tmp_path, monkeypatch):
    monkeypatch.setattr("tieweave_mail.letters.MOST", 3)
    store = Store(tmp_path / "store")
    path = box(*[message("ann@lee.example", ME, number) for number in range(20)])

    def killed(what, done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(records(str(path), Context(now=NOW, profile=PROFILE, store=store, progress=killed)))
    assert read(path, store=store) == read(path)
    store.close()


def test_processes_side_by_side_give_what_one_gives(box, monkeypatch):
    path = box(*[message(ME, f"p{n}@x.example", n, body="F x\n" * n) for n in range(400)])
    alone = read(path)
    monkeypatch.setattr(side_by_side, "WORTH", 1000)
    monkeypatch.setattr(side_by_side, "_PART", 30_000)
    monkeypatch.setattr(side_by_side, "_processors", lambda: 2)
    assert read(path) == alone
    monkeypatch.setattr(side_by_side, "_RUN", "import sys; sys.exit(1)")
    assert read(path) == alone


def test_a_maildir_with_folders(tmp_path):
    def put(place, name, text):
        folder = tmp_path / "Maildir" / place
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    put("new", "1", IN)
    put("cur", "2:2,S", message("bo@roy.example", ME, 3))
    put("cur", "3:2,DS", message(ME, "draft@x.example", 4))
    put("tmp", "4", message("bo@roy.example", ME, 5))
    for folder, number in ((".Sent", 6), (".Drafts", 7), (".Junk", 8), (".INBOX.Spam", 9)):
        put(f"{folder}/cur", "1:2,S", message(ME, f"p{number}@x.example", number))
        put(f"{folder}/new", "x", "")
    store = Store(tmp_path / "store")
    expected = [("in", ("bo@roy.example",)), ("in", ("ann@lee.example",)), ("out", ("p6@x.example",))]
    place = tmp_path / "Maildir"
    assert acts(read(place, tieweave.Profile(), store)) == expected
    (place / "new" / "1").rename(place / "cur" / "1:2,RS")
    put("new", "9", message("cy@novak.example", ME, 10))
    (place / "cur" / "2:2,S").unlink()
    assert sorted(acts(read(place, store=store))) == sorted([*expected[1:], ("in", ("cy@novak.example",))])
    store.close()


def test_a_folder_that_lost_messages_gives_what_reading_it_afresh_gives(tmp_path):
    folder, store = tmp_path / "Sent", Store(tmp_path / "store")
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.eml").write_text(message("Old Name <m.gallant@old-job.example>", "bo@roy.example", number))
    (folder / "9.eml").write_text(message(ME, "Ann Lee <ann@lee.example>", 9))
    assert read(folder, tieweave.Profile(), store)[0].emails == ("m.gallant@old-job.example", "morgan@example.com")
    for number in range(4):
        (folder / f"{number}.eml").unlink()
    assert read(folder, tieweave.Profile(), store) == read(folder, tieweave.Profile())
    (folder / "9.eml").unlink()
    with pytest.raises(tieweave.SourceError, match="holds no message"):
        read(folder, store=store)
    store.close()


def test_a_flag_in_a_files_name_changes_no_word_of_what_could_not_be_read(tmp_path):
    for part in ("cur", "new"):
        (tmp_path / "Maildir" / part).mkdir(parents=True)
    (tmp_path / "Maildir/cur/1:2,S").write_text(message("bo@roy.example", ME, date="none"))
    store = Store(tmp_path / "store")
    first = read(tmp_path / "Maildir", store=store)
    (tmp_path / "Maildir/cur/1:2,S").rename(tmp_path / "Maildir/cur/1:2,RS")
    assert read(tmp_path / "Maildir", store=store) == first == read(tmp_path / "Maildir")
    store.close()


def test_who_wrote_only_what_is_left_out_is_nobody(box):
    deleted = message("Other Name <m.gallant@old-job.example>", ME, 5, "X-Mozilla-Status: 0009")
    both = tieweave.Profile(emails=["morgan@example.com", "m.gallant@old-job.example"])
    (profile,) = of(tieweave.Profile, read(box(deleted, OUT, IN), both))
    assert (profile.name, profile.emails) == ("Morgan Gallant", ("morgan@example.com",))


def test_folders_of_programs(tmp_path, box):
    box(OUT, name="Mail/Local Folders/Sent")
    box(IN, name="Mail/Local Folders/Inbox")
    box(message("spam@x.example", ME, 5), name="Mail/Local Folders/Junk")
    box(message("bo@roy.example", ME, 6), name="Mail/Local Folders/Archive.sbd/2019")
    (tmp_path / "Mail/Local Folders/Inbox.msf").write_text("index")
    (tmp_path / "Mail/notes.txt").write_text("hello")
    (tmp_path / "Mail/one.eml").write_text(message("cy@novak.example", ME, 7))
    (tmp_path / "Mail/two.emlx").write_text("99\n" + message("dana@x.example", ME, 8) + "<plist>")
    found = acts(read(tmp_path, tieweave.Profile()))
    people = ["ann@lee.example", "ann@lee.example", "bo@roy.example", "cy@novak.example", "dana@x.example"]
    assert sorted(one for _, (one,) in found) == people


@pytest.fixture
def matches():
    hub = PluginHub.load()
    (found,) = [source for source in hub.sources() if source.name == "mail"]
    return found.matches


def test_what_is_claimed(tmp_path, box, matches):
    for name in ("a.mbox", "a.mbx", "Inbox", "spool/morgan", "Takeout/Mail/All mail.mbox"):
        assert matches(str(box(OUT, name=name)))
    assert matches(str(tmp_path))
    assert matches(str(tmp_path / "Takeout"))
    for name in ("a.vcf", "a.csv", "a.txt", "a.zip", "From", "empty"):
        (tmp_path / name).write_text("From here to there\n" if name != "empty" else "")
        assert not matches(str(tmp_path / name))
    for text in ("", "-", "google:", "carddav:https://x.example/a.mbox", "\0", "a\0", str(tmp_path / "none")):
        assert not matches(text)
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "a.vcf").write_text("BEGIN:VCARD")
    assert not matches(str(tmp_path / "cards"))


def test_a_mailbox_of_apple_mail_is_claimed_however_deep_its_messages_are(tmp_path, matches):
    folder = tmp_path / "INBOX.mbox" / "2F1A" / "Data" / "1" / "Messages"
    folder.mkdir(parents=True)
    (folder / "7.emlx").write_text("99\n" + OUT + "<plist>")
    assert matches(str(tmp_path / "INBOX.mbox"))
    assert matches(str(tmp_path / "INBOX.mbox") + "/")
    assert acts(read(tmp_path / "INBOX.mbox")) == [("out", ("ann@lee.example",))]


@pytest.mark.parametrize("sender", ["ann at lee.example (Ann Lee)", "Ann Lee <ann(a)lee.example>"])
def test_the_public_archive_of_a_list_is_left_out_without_a_word_for_each_message(tmp_path, sender):
    letter = f"From: {sender}\nDate: Mon, 2 Mar 2026 10:15:00 +0100\nMessage-ID: <1@x.example>\n\ntext\n\n"
    path = tmp_path / "2026-March.mbox"
    path.write_text(f"From ann at lee.example  Mon Mar  2 09:15:00 2026\n{letter}" * 3)
    assert not of(tieweave.Skipped, read(path))
    path.write_text(mbox(message("Ann at work", ME)))
    assert of(tieweave.Skipped, read(path))


def test_a_message_with_the_line_ends_of_old_macs(tmp_path):
    (tmp_path / "a.eml").write_bytes(OUT.replace("\n", "\r").encode())
    assert acts(read(tmp_path / "a.eml")) == [("out", ("ann@lee.example",))]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(mbox(OUT).encode()), "is compressed; unpack it"),
        (mbox(OUT).encode("utf-16"), "is in UTF-16"),
        (mbox(OUT).replace("\n", "\r").encode(), "the line ends of old Macs"),
    ],
)
def test_a_mailbox_in_another_wrapping_says_which(tmp_path, data, said):
    (tmp_path / "a.mbox").write_bytes(data)
    with pytest.raises(tieweave.SourceError, match=said):
        read(tmp_path / "a.mbox")


@pytest.mark.parametrize("text", ["", "no mail at all", "\0" * 5000, "From here\n" * 1000])
def test_no_mailbox(tmp_path, text):
    (tmp_path / "a.mbox").write_text(text)
    with pytest.raises(tieweave.SourceError, match=r"a\.mbox: .*;"):
        read(tmp_path / "a.mbox")


def test_an_option_that_is_none(box):
    with pytest.raises(tieweave.SourceError, match="zone"):
        list(records(str(box(OUT)), Context(now=NOW, options={"zone": 1})))


def test_through_the_pipeline(box):
    book = tieweave.gather([box(OUT, IN, OUT)], profile=PROFILE, now=NOW, store=Store.temporary())
    assert not book.failed
    people = tieweave.merge(book)
    assert len(people.interactions) == 2
    assert [tie.interactions for tie in tieweave.classify(people, now=NOW)] == [2]


def test_check_says_how_much_there_is_and_who_ego_is(box, tmp_path):
    box(OUT, IN, message("news@shop.example", ME, 3, "List-Unsubscribe: <https://shop.example/>"), name="mail/in.mbox")
    box(message("", ME, 4), name="mail/old.mbox")
    context = Context(now=NOW, profile=PROFILE)
    assert check(str(tmp_path / "mail"), context) == [
        "2 messages in 2 mailboxes, newsletters and notices left out",
        "you are morgan@example.com",
        "old.mbox, message at byte 0: no sender's address can be read in it",
    ]
    strangers = box(message("a@x.example", "b@x.example"), message("c@x.example", "d@x.example", 2), name="x.mbox")
    assert "which address is yours cannot be told" in check(str(strangers), Context(now=NOW))[1]


def test_it_says_by_which_of_egos_addresses_a_letter_went(box):
    work = "morgan@work.example"
    profile = tieweave.Profile(emails=["morgan@example.com", work])
    to_work = message("ann@lee.example", f"bo@roy.example, Morgan <{work}>", 3)
    blind = message("ann@lee.example", "bo@roy.example", 4)
    found = of(tieweave.Interaction, read(box(OUT, message(work, "ann@lee.example", 2), to_work, blind), profile))
    assert [act.own for act in found] == ["morgan@example.com", work, work, ""]
