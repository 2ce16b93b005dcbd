"""The second run costs little, and no failure costs what is remembered."""

import re

import attrs
import pytest

from tieweave import Contact, Profile, Skipped
from tieweave.store import Store
from tieweave_dav import multistatus, synchronisation


def names(records):
    return [record.name for record in records if isinstance(record, Contact)]


def reply_of(front, status, body=b"", **headers):
    return type(front.forwarded(front.requests[-1]))(status, headers, body)


def without_synchronisation(request, reply):
    """Return an answer as of a server that knows neither sync-collection nor its token, only getctag and getetag."""
    body = reply.body.replace(b"sync-token", b"no-token").replace(b"sync-collection", b"no-report")
    return reply._replace(body=body)


def nor_ctags(request, reply):
    return without_synchronisation(request, reply._replace(body=reply.body.replace(b"getctag", b"no-tag")))


def as_it_is(request, reply):
    return reply


@pytest.fixture
def book(account):
    account.book()
    for number in range(5):
        account.card(f"c{number}", f"Person {number}")
    return account


@pytest.mark.parametrize("change", [as_it_is, without_synchronisation, nor_ctags])
def test_the_second_run_fetches_what_changed_and_forgets_what_is_gone(book, front, read, change):
    front.change = change
    assert names(read(f"carddav:{front.root}")) == [f"Person {number}" for number in range(5)]
    book.card("c1", "Person changed")
    book.card("c9", "Person new")
    book.delete("contacts/c3.vcf")
    front.requests.clear()
    found = ["Person 0", "Person changed", "Person 2", "Person 4", "Person new"]
    assert names(read(f"carddav:{front.root}")) == found
    bodies = b"".join(request.body for request in front.requests if b"multiget" in request.body)
    assert bodies.count(b"href>/") == 2
    assert bodies.count(b"c1.vcf") == bodies.count(b"c9.vcf") == 1
    assert names(read(f"carddav:{front.root}")) == found


@pytest.mark.parametrize("change", [as_it_is, without_synchronisation])
def test_a_run_without_changes_is_one_request(book, front, read, change):
    front.change = change
    first = read(f"carddav:{front.root}")
    front.requests.clear()
    assert read(f"carddav:{front.root}") == first
    assert [request.method for request in front.requests] == ["PROPFIND"]


def test_a_server_that_says_nothing_of_changes_is_only_listed(book, front, read):
    front.change = nor_ctags
    first = read(f"carddav:{front.root}")
    front.requests.clear()
    assert read(f"carddav:{front.root}") == first
    assert [request.method for request in front.requests] == ["PROPFIND", "PROPFIND"]


@pytest.mark.parametrize("status", [400, 403, 409, 410, 412, 418, 500, 507])
def test_an_outdated_token_costs_a_listing_and_no_card(book, front, read, status):
    read(f"carddav:{front.root}")
    book.card("c1", "Person changed")
    front.answer = lambda request: reply_of(front, status) if b"sync-token>http" in request.body else None
    front.requests.clear()
    assert names(read(f"carddav:{front.root}"))[1] == "Person changed"
    assert sum(request.body.count(b"href>/") for request in front.requests if b"multiget" in request.body) == 1


def test_changes_in_several_answers_are_put_together(book, front, read):
    """RFC 6578 section 3.6: a server cuts an answer short with a 507 for the collection itself."""
    pages = []

    def forwarded_whole(request):
        if b"sync-collection" not in request.body:
            return None
        pages.append(request.body)
        return front.forwarded(request._replace(body=multistatus.sync_collection("")))

    def cut(request, reply):
        if b"sync-collection" not in request.body:
            return reply
        head, *cards = re.split(rb"(?=<response>)", reply.body.replace(b"</multistatus>", b""))
        if len(pages) > 1:
            return reply._replace(body=head + b"".join(cards[2:]) + b"</multistatus>")
        more = b"<response><href>/x/</href><status>HTTP/1.1 507 Insufficient Storage</status></response></multistatus>"
        head = re.sub(rb"<sync-token>.*</sync-token>", b"<sync-token>x:first&amp;1</sync-token>", head)
        return reply._replace(body=head + b"".join(cards[:2]) + more)

    front.change, front.answer = cut, forwarded_whole
    assert names(read(f"carddav:{front.root}")) == [f"Person {number}" for number in range(5)]
    assert len(pages) == 2
    assert b"<sync-token>x:first&amp;1</sync-token>" in pages[1]


def test_a_synchronisation_without_end_is_given_up(book, front, read):
    more = b"<response><href>/c/</href><status>HTTP/1.1 507 Insufficient Storage</status></response></multistatus>"
    front.change = lambda request, reply: (
        reply._replace(body=reply.body.replace(b"</multistatus>", more)) if b"sync-coll" in request.body else reply
    )
    assert len(names(read(f"carddav:{front.root}"))) == 5  # from a plain listing


def test_a_listing_cut_short_forgets_nothing(book, front, read, failing):
    before = names(read(f"carddav:{front.root}"))
    book.card("c9", "Person new")

    def cut(request, reply):
        reply = without_synchronisation(request, reply)
        if b"getetag" not in request.body or b"multiget" in request.body:
            return reply
        more = b"<response><href>/x/</href><status>HTTP/1.1 507 Insufficient Storage</status></response></multistatus>"
        return reply._replace(body=re.sub(rb"<response>.*</multistatus>", more, reply.body))

    front.change = cut
    records, line = failing(f"carddav:{front.root}")
    assert names(records) == before
    assert "lists a part of it alone" in line


def test_a_synchronisation_that_breaks_off_keeps_what_there_was(book, front, read, failing, monkeypatch):
    monkeypatch.setattr(synchronisation, "_AT_ONCE", 2)
    before = names(read(f"carddav:{front.root}"))
    for number in range(5):
        book.card(f"c{number}", f"Changed {number}")
    multigets = []

    def breaking(request):
        if b"multiget" in request.body:
            multigets.append(request)
            if len(multigets) == 2:
                front.upstream = None
                return reply_of(front, 401)
        return None

    upstream, front.answer = front.upstream, breaking
    records, line = failing(f"carddav:{front.root}")
    assert names(records) == before
    assert "what was read on 2026-11-01 12:00 UTC is used" in line
    front.upstream, front.answer = upstream, lambda request: None
    assert names(read(f"carddav:{front.root}")) == [f"Changed {number}" for number in range(5)]


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_when_the_server_fails_what_is_remembered_is_given(book, front, read, failing, status):
    before = names(read(f"carddav:{front.root}"))
    front.answer = lambda request: reply_of(front, status) if front.requests else None
    records, line = failing(f"carddav:{front.root}")
    assert names(records) == before
    assert "what was read on 2026-11-01 12:00 UTC is used" in line


def test_when_nothing_is_remembered_nothing_is_given(front, failing):
    front.upstream = None
    records, line = failing(f"carddav:{front.root}")
    assert records == []
    assert "is used" not in line


def test_one_failing_address_book_costs_no_other(book, front, failing):
    book.book("work", "Work")
    book.card("w", "Worker", book="work")
    front.answer = lambda request: (
        reply_of(front, 500) if request.path.endswith("/contacts/") and request.headers["Depth"] != "" else None
    )
    records, line = failing(f"carddav:{front.root}")
    assert names(records) == ["Worker"]
    assert "/contacts/ failed (status 500)" in line


def test_a_card_that_cannot_be_fetched_is_skipped_and_asked_for_again(book, front, read):
    def refusing(request):
        if b"multiget" in request.body and b"c2.vcf" in request.body:
            return reply_of(front, 500)
        return reply_of(front, 500) if request.path.endswith("c2.vcf") else None

    front.answer = refusing
    records = read(f"carddav:{front.root}")
    assert names(records) == ["Person 0", "Person 1", "Person 3", "Person 4"]
    (skipped,) = (record for record in records if isinstance(record, Skipped))
    assert skipped.where == "Contacts, c2.vcf"
    assert "failed (status 500)" in skipped.reason
    front.answer = lambda request: None
    front.requests.clear()
    assert len(names(read(f"carddav:{front.root}"))) == 5
    assert sum(request.body.count(b"href>/") for request in front.requests if b"multiget" in request.body) == 1


def test_a_changed_card_that_cannot_be_fetched_stays_as_it_was(book, front, read):
    before = names(read(f"carddav:{front.root}"))
    book.card("c2", "Changed")
    front.answer = lambda request: reply_of(front, 500) if b"c2.vcf" in request.path.encode() + request.body else None
    records = read(f"carddav:{front.root}")
    assert names(records) == before
    assert sum(isinstance(record, Skipped) for record in records) == 1
    front.answer = lambda request: None
    assert names(read(f"carddav:{front.root}"))[2] == "Changed"


def test_a_server_that_gives_no_card_at_all_is_not_asked_for_each(book, front, failing):
    for number in range(5, 30):
        book.card(f"c{number:02}", f"Person {number}")
    front.answer = lambda request: reply_of(front, 500) if b"vcf" in request.path.encode() + request.body else None
    records, line = failing(f"carddav:{front.root}")
    assert records == []
    assert "failed (status 500)" in line
    assert len(front.asked("GET")) < 20


def test_a_server_without_multiget_is_asked_card_by_card(book, front, read):
    front.answer = lambda request: reply_of(front, 501) if b"multiget" in request.body else None
    assert len(names(read(f"carddav:{front.root}"))) == 5
    assert len(front.asked("GET")) == 5


def test_an_answer_that_leaves_cards_out_is_completed(book, front, read):
    def cut(request, reply):
        if b"multiget" not in request.body:
            return reply
        return reply._replace(body=reply.body.replace(b"c1.vcf", b"other.vcf"))

    front.change = cut
    assert len(names(read(f"carddav:{front.root}"))) == 5
    assert [path.rpartition("/")[2] for path in front.asked("GET")] == ["c1.vcf"]


def test_too_large_an_answer_is_asked_for_in_halves(book, front, read, monkeypatch):
    monkeypatch.setattr("tieweave_dav.transport.LARGEST_ANSWER", 3000)
    for number in range(5):
        book.card(f"c{number}", f"Person {number}", "NOTE:" + "long " * 200)
    assert len(names(read(f"carddav:{front.root}"))) == 5
    assert sum(b"multiget" in request.body for request in front.requests) > 1
    assert front.asked("GET") == []


def test_a_card_with_control_characters_is_read(book, front, read):
    front.change = lambda request, reply: reply._replace(body=reply.body.replace(b"Person 3", b"Per\x0bson 3\x00"))
    assert "Person 3" in names(read(f"carddav:{front.root}"))


def test_addresses_in_other_spellings_are_the_same_card(book, front, read):
    """Some servers write %40 in one answer and @ in the next."""
    book.put("contacts/a@b c.vcf".replace(" ", "%20"), "BEGIN:VCARD\nVERSION:3.0\nUID:at\nFN:At\nN:At;;;;\nEND:VCARD\n")
    front.change = lambda request, reply: (
        reply._replace(body=reply.body.replace(b"a%40b", b"a@b").replace(b"@", b"%40"))
        if b"multiget" in request.body
        else reply
    )
    assert "At" in names(read(f"carddav:{front.root}"))
    assert front.asked("GET") == []


def test_what_one_user_left_is_not_given_to_another(book, front, read, failing, options):
    read(f"carddav:{front.root}")
    front.answer = lambda request: (
        reply_of(front, 500) if b"Basic" in request.headers["Authorization"].encode() else None
    )
    records, _ = failing(
        f"carddav:{front.root}", options={front.root: {"user": "else", "password_env": "DAV_PASSWORD"}}
    )
    assert names(records) == []


def test_an_address_book_that_is_gone_is_forgotten(book, front, read, context):
    book.book("work", "Work")
    book.card("w", "Worker", book="work")
    assert "Worker" in names(read(f"carddav:{front.root}"))
    book.delete("work/")
    assert "Worker" not in names(read(f"carddav:{front.root}"))
    memory = context.store.memory("dav", f"carddav {book.user} {front.root}/{book.user}/work/")
    assert list(memory.items()) == []


def test_collections_are_passed_over_by_name(book, context, options):
    from tieweave_dav.source import records

    book.book("work", "Work")
    book.card("w", "Worker", book="work")
    for skip in ("contacts", "CONTACTS"):
        known = attrs.evolve(context, options=options(book.root, skip=[skip]))
        assert names(records("carddav", f"carddav:{book.root}", known)) == ["Worker"]


def test_damaged_memories_are_as_good_as_none(book, front, read, context):
    before = read(f"carddav:{front.root}")
    memory = context.store.memory("dav", f"carddav {book.user} {front.root}/{book.user}/contacts/")
    for value in (b"", b"{", b"[]", b'{"version": 2}', b'{"version": 1, "etags": [], "mark": 1, "token": 1}', b"\xff"):
        memory.write([("state", value)])
        assert read(f"carddav:{front.root}") == before
    account = context.store.memory("dav", f"carddav:{front.root}")
    for value in (b"", b"[]", b'{"user": 3}', b'{"user": "%s", "collections": 4}' % book.user.encode()):
        account.write([("account", value)])
        assert read(f"carddav:{front.root}") == before


def test_without_a_store_that_can_be_written_all_works_the_same(book, front, read, tmp_path):
    expected = read(f"carddav:{front.root}")
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file" / "in it")
    assert read(f"carddav:{front.root}", store=store) == expected
    store.close()


def test_the_card_of_ego_becomes_the_profile(book, front, read):
    me = b"<me-card xmlns='http://calendarserver.org/ns/'><href xmlns='DAV:'>/%s/contacts/c2.vcf</href></me-card>"
    book.card("c2", "Morgan Gallant", "EMAIL:morgan@example.com", "TEL:+1 902 555 0100")

    def with_me(request, reply):
        if b"me-card" not in request.body:
            return reply
        end = b"<propstat><status>HTTP/1.1 404 Not Found</status>"
        extra = b"<propstat><prop>" + me % book.user.encode() + b"</prop><status>HTTP/1.1 200 OK</status></propstat>"
        return reply._replace(body=reply.body.replace(b"</response>", extra + b"</response>").replace(end, end))

    front.change = with_me
    records = read(f"carddav:{front.root}")
    (profile,) = (record for record in records if isinstance(record, Profile))
    assert (profile.name, profile.emails) == ("Morgan Gallant", ("morgan@example.com",))
    assert read(f"carddav:{front.root}") == records  # without asking for it again


def test_progress_is_shown(book, front, read, monkeypatch):
    monkeypatch.setattr(synchronisation, "_AT_ONCE", 2)
    shown = []
    read(f"carddav:{front.root}", progress=lambda *said: shown.append(said))
    assert shown == [("cards of Contacts", done, 5) for done in (0, 2, 4)]
