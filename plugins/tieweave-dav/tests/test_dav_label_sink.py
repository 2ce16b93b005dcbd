"""Level and category as labels on the cards of a real Radicale: what is written, and what never is."""

import attrs
import pytest

import tieweave
from tieweave import Contact
from tieweave.categories import Level
from tieweave.errors import SinkError
from tieweave.model import Tie
from tieweave.sinks import Outcome
from tieweave.testing import killed_at_every_step

SAFE = {"PROPFIND", "REPORT", "GET", "OPTIONS", "HEAD"}
OURS = "Level 1 (tieweave),Friend (tieweave)"


def tie(contact, category="friend", level=Level.CLOSE):
    return Tie(contact=contact, category=category, level=level, strength=0.5, lead=0.1, support=0.1)


@pytest.fixture
def location(account, front):
    account.book()
    return f"carddav:{front.root}/{account.user}/"


@pytest.fixture
def people(read, location):
    """Return a function that gives the people on the server, by name."""
    return lambda: {one.name: one for one in read(location) if isinstance(one, Contact)}


@pytest.fixture
def deliver(sink, location):
    """Return a function that delivers ties in a run of its own."""
    return lambda *ties, to=location, **more: list(sink(to).deliver(ties, **more))


def lines(account, name, book="contacts"):
    return [line for line in account.text(f"{book}/{name}.vcf").split("\n") if line.startswith("CATEGORIES")]


class TestWriting:
    def test_labels_are_written_beside_the_user_s_and_renewed(self, account, deliver, people):
        account.card("ann", "Ann", "CATEGORIES:Book club")
        account.card("bo", "Bo")
        deliveries = deliver(*(tie(one) for one in people().values()))
        assert [(one.outcome, one.detail) for one in deliveries] == [
            (Outcome.UPDATED, "Level 1 (tieweave), Friend (tieweave)")
        ] * 2
        assert lines(account, "ann") == [f"CATEGORIES:Book club,{OURS}"]
        assert lines(account, "bo") == [f"CATEGORIES:{OURS}"]
        deliver(tie(people()["Ann"], "neighbour"), tie(people()["Bo"], "unknown", None))
        assert lines(account, "ann") == ["CATEGORIES:Book club,Level 1 (tieweave),Neighbour (tieweave)"]
        assert lines(account, "bo") == []

    def test_nothing_but_the_labels_changes(self, account, deliver, front, people):
        text = (
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:ann\r\nitem1.TEL:5550101\r\nitem1.X-ABLabel:_$!<Other>!$_\r\nFN:Ann\r\n"
            'N:Ann;;;;\r\nX-ODD;A="b:c":kept \\, as\r\n  it is\r\nPHOTO;ENCODING=b;TYPE=JPEG:AAEC\r\nEND:VCARD\r\n'
        )
        account.put("contacts/ann.vcf", text.replace("\r\n", "\n"))
        forwarded = front.forwarded

        def as_written(request):  # Radicale writes cards anew; other servers keep them as they are
            reply = forwarded(request)
            return reply._replace(body=text.encode()) if request.method == "GET" else reply

        front.forwarded = as_written
        deliver(tie(people()["Ann"]))
        (put,) = (request for request in front.requests if request.method == "PUT")
        assert put.body == text.replace("END:VCARD", f"CATEGORIES:{OURS}\r\nEND:VCARD").encode()
        assert put.headers["Content-Type"] == "text/vcard; charset=utf-8"
        assert put.headers["If-Match"]

    def test_a_second_delivery_sends_nothing(self, account, deliver, front, people):
        account.card("ann", "Ann", "CATEGORIES:Book club")
        deliver(tie(people()["Ann"]))
        ann = tie(people()["Ann"])
        deliver()  # what was written is read
        front.requests.clear()
        (one,) = deliver(ann)
        assert one.outcome is Outcome.UNCHANGED
        assert {request.method for request in front.requests} == {"PROPFIND"}

    def test_a_dry_run_asks_by_safe_methods_alone(self, account, deliver, front, people):
        account.card("ann", "Ann")
        before = account.objects("contacts")
        ann = tie(people()["Ann"])
        predicted = deliver(ann, dry_run=True)
        assert {request.method for request in front.requests} <= SAFE
        assert account.objects("contacts") == before
        assert predicted == deliver(ann)

    def test_our_labels_are_not_read_as_anybody_s(self, account, deliver, people, options, front, location):
        account.card("ann", "Ann", "CATEGORIES:Book club")
        known = {"carddav": options(account.root, front.root)}

        def judged():
            return tieweave.classify(tieweave.merge(tieweave.gather([location], options=known)))

        before = judged()
        deliver(*(attrs.evolve(one, category="family", level=Level.CLOSE) for one in before))
        assert "Family (tieweave)" in account.text("contacts/ann.vcf")
        assert [one.contact.labels for one in judged()] == [("Book club",)]
        assert [one.category for one in judged()] == [one.category for one in before]


class TestWhose:
    def test_one_person_in_two_books_is_labelled_in_both(self, account, deliver, read, location):
        account.book("work", "Work")
        account.card("ann", "Ann")
        account.card("ann", "Ann", book="work")
        records = tuple(one for one in read(location) if isinstance(one, Contact))
        (one,) = deliver(tie(attrs.evolve(records[0], records=records)))
        assert one.outcome is Outcome.UPDATED
        assert lines(account, "ann") == lines(account, "ann", "work") == [f"CATEGORIES:{OURS}"]

    def test_people_of_other_sources_and_groups_are_left_alone(self, account, deliver, front, people):
        account.card("ann", "Ann")
        account.card("all", "Everybody", "X-ADDRESSBOOKSERVER-KIND:group", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:ann")
        there = people()
        other = Contact(source="phone.vcf", key="ann", name="Ann")
        deliveries = deliver(tie(other), tie(there["Everybody"]))
        assert [one.outcome for one in deliveries] == [Outcome.UNCHANGED] * 2
        assert front.asked("PUT") == []

    def test_a_location_written_otherwise_is_the_same(self, account, deliver, front, people):
        account.card("ann", "Ann")
        (one,) = deliver(tie(people()["Ann"]), to=f"carddav:{front.root}/{account.user}")
        assert one.outcome is Outcome.UPDATED

    def test_a_card_that_is_gone_is_told(self, account, deliver, people):
        account.card("ann", "Ann")
        account.card("bo", "Bo")
        there = people()
        account.delete("contacts/ann.vcf")
        gone, other = deliver(tie(there["Ann"]), tie(there["Bo"]))
        assert (gone.outcome, other.outcome) == (Outcome.FAILED, Outcome.UPDATED)
        assert "its card is not there any more" in gone.detail

    def test_it_keeps_no_follow_ups(self, account, sink, location, front):
        assert sink(location).seen() is None
        assert sink(location).key == f"carddav:http://{account.user}@127.0.0.1:{front.port}/{account.user}/"


class TestTrouble:
    def test_what_changes_between_reading_and_writing_is_left_alone(self, account, deliver, front, people):
        account.card("ann", "Ann")
        account.card("bo", "Bo")
        there = people()

        def interfere(request):
            if request.method == "PUT":
                front.answer = lambda _: None
                account.edit("contacts/ann.vcf", "FN:Ann", "FN:Ann Lee")

        front.answer = interfere
        failed, other = deliver(tie(there["Ann"]), tie(there["Bo"]))
        assert failed.outcome is Outcome.FAILED
        assert "was changed on the server at this moment" in failed.detail
        assert other.outcome is Outcome.UPDATED
        assert "FN:Ann Lee" in account.text("contacts/ann.vcf")
        assert lines(account, "ann") == []

    def test_a_change_since_the_contacts_were_read_is_kept(self, account, deliver, people):
        account.card("ann", "Ann", "CATEGORIES:Old")
        there = people()
        account.edit("contacts/ann.vcf", "CATEGORIES:Old", "CATEGORIES:New\nNOTE:Mine")
        deliver(tie(there["Ann"]))
        assert lines(account, "ann") == [f"CATEGORIES:New,{OURS}"]
        assert "NOTE:Mine" in account.text("contacts/ann.vcf")

    def test_a_lost_answer_is_no_failure(self, account, deliver, front, people):
        account.card("ann", "Ann")
        ann = tie(people()["Ann"])
        forwarded = front.forwarded

        def lose(request):
            reply = forwarded(request)
            if request.method == "PUT":
                front.forwarded = forwarded
                return None
            return reply

        front.forwarded = lose
        (one,) = deliver(ann)
        assert one.outcome is Outcome.UPDATED
        assert lines(account, "ann") == [f"CATEGORIES:{OURS}"]

    def test_one_that_goes_away_ends_it_and_what_was_done_is_told(self, account, front, location, people, sink):
        for name in ("ann", "bo"):
            account.card(name, name.title())
        stream = sink(location).deliver([tie(one) for one in people().values()])
        assert next(stream).outcome is Outcome.UPDATED
        front.forwarded = lambda _: None
        with pytest.raises(SinkError, match="cut the connection"):
            next(stream)

    def test_a_card_without_a_version_is_left_alone(self, account, deliver, front, people):
        account.card("ann", "Ann")
        there = people()
        front.change = lambda _, reply: reply._replace(body=reply.body.replace(b"getetag", b"noetag"))
        (one,) = deliver(tie(there["Ann"]))
        assert one.outcome is Outcome.FAILED
        assert "has no version that the server names" in one.detail
        assert front.asked("PUT") == []

    def test_books_that_may_only_be_read_are_told(self, account, options, people, running, sink, tmp_path):
        owner = type(account)(running(tmp_path), account.user)
        owner.book()
        owner.card("ann", "Ann")
        rights = tmp_path / "rights"
        rights.write_text("[all]\nuser: .+\ncollection: .*\npermissions: Rr\n", "utf-8")
        there = type(account)(running(tmp_path, "--rights-type=from_file", f"--rights-file={rights}"), account.user)
        place = sink(f"carddav:{there.home}", options=options(there.root))
        with pytest.raises(SinkError, match="may only be read by this account"):
            list(place.deliver([]))

    def test_a_kill_at_any_step_loses_nothing(self, account, read, sink):
        def prepared(number):
            account.book(f"book-{number}", f"Book {number}")
            account.card("ann", "Ann", "CATEGORIES:Mine", "NOTE:kept", book=f"book-{number}")
            return f"carddav:{account.home}book-{number}/"

        def act(location):
            contacts = [one for one in read(location) if isinstance(one, Contact)]
            return list(sink(location).deliver([tie(one) for one in contacts]))

        for location in killed_at_every_step(prepared, act):
            act(location)
            book = location.rstrip("/").rpartition("/")[2]
            assert lines(account, "ann", book) == [f"CATEGORIES:Mine,{OURS}"]
            assert "NOTE:kept" in account.text(f"{book}/ann.vcf")
            assert [one.outcome for one in act(location)] == [Outcome.UNCHANGED]
