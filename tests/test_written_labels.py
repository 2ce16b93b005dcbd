import datetime as dt

import attrs
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave import Contact, written_labels
from tieweave.categories import CATEGORIES, Level
from tieweave.model import Tie
from tieweave.sources import Claim, Context, SourceType, read

NOW = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)


def tie(category="friend", level=Level.CLOSE, **fields):
    return Tie(
        contact=Contact(name="Ann"), category=category, level=level, strength=0.5, lead=0.1, support=0.1, **fields
    )


def read_back(contact):
    source = SourceType(name="made", summary="-", matches=lambda _: True, open=lambda *_: [contact])
    return read(Claim(location="made:", type=source), Context(now=NOW)).contacts[0]


def test_labels_say_the_level_and_the_category_and_who_wrote_them():
    assert written_labels.labels_of(tie()) == ("Level 1 (tieweave)", "Friend (tieweave)")
    assert written_labels.labels_of(tie("hair-stylist", Level.ACQUAINTED))[1] == "Hair stylist (tieweave)"


def test_what_is_not_known_gives_no_label():
    assert written_labels.labels_of(tie("unknown", None)) == ()
    assert written_labels.labels_of(tie("unknown")) == ("Level 1 (tieweave)",)
    assert written_labels.labels_of(tie(level=None)) == ("Friend (tieweave)",)


def test_a_category_of_a_plugin_is_called_by_its_slug():
    assert written_labels.labels_of(tie("band-member"))[1] == "band-member (tieweave)"


def test_every_label_that_is_written_is_known_again_and_no_user_s_is():
    for category in CATEGORIES:
        for label in written_labels.labels_of(tie(category.slug, category.level)):
            assert written_labels.is_ours(label)
            assert written_labels.is_ours(f" {label.upper()} ")
            assert not written_labels.is_ours(label.removesuffix(" (tieweave)"))
    assert not written_labels.is_ours("tieweave")
    assert not written_labels.is_ours("Friends of (tieweave) users")


labels = st.lists(st.text(max_size=12) | st.sampled_from(["Family", "Level 2 (tieweave)", "Doctor (tieweave)"]))


@given(labels, st.sampled_from([(), ("Level 1 (tieweave)",), ("Level 1 (tieweave)", "Friend (tieweave)")]))
def test_merging_renews_ours_and_keeps_the_user_s_in_order(present, wanted):
    result = written_labels.merged(present, wanted)
    users = [label for label in result if not written_labels.is_ours(label)]
    assert users == list(dict.fromkeys(label for label in present if not written_labels.is_ours(label)))
    assert result == [*users, *wanted]
    assert written_labels.merged(result, wanted) == result


def test_labels_of_ours_are_not_read():
    contact = Contact(name="Ann", labels=["Book club", "Level 1 (tieweave)", "Friend (tieweave)"], source="made:")
    assert read_back(contact) == attrs.evolve(contact, labels=["Book club"])


def test_a_group_of_ours_labels_nobody():
    group = Contact(name="Friend (tieweave)", kind="group", members=["urn:uuid:1"])
    assert read_back(group).members == ()
    assert read_back(attrs.evolve(group, name="Friends", names=["Friends"])).members == ("urn:uuid:1",)


def test_labels_of_ours_are_neither_evidence_nor_answers(tmp_path):
    def judged(categories):
        path = tmp_path / "contacts.vcf"
        path.write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:Bo Roy\nUID:bo\nTEL:5550101\n{categories}END:VCARD\n", "utf-8")
        book = tieweave.merge(tieweave.gather([str(path)], now=NOW))
        return tieweave.classify(book, now=NOW)[0]

    plain = judged("")
    assert judged("CATEGORIES:Level 1 (tieweave),Family (tieweave)\n") == plain
    assert judged("CATEGORIES:Family\n").category == "family"
