"""Labels in the text of a card: CATEGORIES change, and not a byte of anything else."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tieweave import Contact
from tieweave.written_labels import is_ours, merged
from tieweave_dav.card_labels import relabelled
from tieweave_vcard.source import records_of

WANTED = ("Level 1 (tieweave)", "Friend (tieweave)")


def card(*lines, version="3.0", end="\r\n"):
    text = end.join(["BEGIN:VCARD", f"VERSION:{version}", "UID:ann", "FN:Ann", "N:Ann;;;;", *lines, "END:VCARD", ""])
    return text.encode("utf-8", "surrogateescape")


def labels(data):
    (contact,) = (one for one in records_of(data, source="s", where="w", keep_media=False) if isinstance(one, Contact))
    return list(contact.labels)


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_a_card_without_labels_gets_one_line_before_its_end(version, end):
    before = card("TEL:5550101", version=version, end=end)
    after = relabelled(before, WANTED)
    line = f"CATEGORIES:Level 1 (tieweave),Friend (tieweave){end}END:VCARD".encode()
    assert after == before.replace(b"END:VCARD", line)
    assert relabelled(after, WANTED) == after
    assert relabelled(after, ()) == before


@pytest.mark.parametrize(
    ("line", "new"),
    [
        ("CATEGORIES:Book club", "CATEGORIES:Book club,Level 1 (tieweave),Friend (tieweave)"),
        ("item1.CATEGORIES;TYPE=x:a\\,b, c", "item1.CATEGORIES;TYPE=x:a\\,b, c,Level 1 (tieweave),Friend (tieweave)"),
        ("Categories:Level 2 (tieweave),Zo\u00eb", "Categories:Zo\u00eb,Level 1 (tieweave),Friend (tieweave)"),
        ('CATEGORIES;X="a:b;c":x', 'CATEGORIES;X="a:b;c":x,Level 1 (tieweave),Friend (tieweave)'),
        ("CATEGORIES:", "CATEGORIES:Level 1 (tieweave),Friend (tieweave)"),
    ],
)
def test_ours_follow_the_user_s_in_the_first_list(line, new):
    after = relabelled(card(line, "CATEGORIES:Other"), WANTED)
    assert after == card(new, "CATEGORIES:Other")


def test_a_long_list_is_folded_between_characters():
    after = relabelled(card(f"CATEGORIES:{'é' * 60}"), WANTED)
    assert max(map(len, after.split(b"\r\n"))) <= 75
    after.decode()
    assert labels(after) == ["é" * 60, *WANTED]


def test_ours_are_taken_out_of_every_list():
    before = card("CATEGORIES:Level 2 (tieweave)", "NOTE:x", "CATEGORIES:Rotary,doctor (TIEWEAVE)")
    assert relabelled(before, ()) == card("NOTE:x", "CATEGORIES:Rotary")


@pytest.mark.parametrize(
    "lines",
    [
        ("CATEGORIES;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Z=C3=BC=", "rich"),
        ("CATEGORIES;CHARSET=ISO-8859-1:Z\udcfcrich",),
        ("CATEGORIES:Family;Rotary",),
        ("CATEGORIES:Family,Ro", " tary"),
    ],
)
def test_a_list_that_is_no_plain_one_is_left_and_ours_are_a_line_of_their_own(lines):
    before = card(*lines, version="2.1")
    after = relabelled(before, WANTED)
    line = b"CATEGORIES:Level 1 (tieweave),Friend (tieweave)\r\nEND:VCARD"
    assert after == before.replace(b"END:VCARD", line)
    assert labels(after) == [*labels(before), *WANTED]
    assert relabelled(after, ()) == before


@pytest.mark.parametrize(
    "lines",
    [
        ("NOTE;ENCODING=QUOTED-PRINTABLE:one=", "CATEGORIES:Level 2 (tieweave)=", "three"),
        ("NOTE:one", " CATEGORIES:Level 2 (tieweave)"),
        ("AGENT:", "BEGIN:VCARD", "FN:Bo", "CATEGORIES:Level 2 (tieweave)", "END:VCARD"),
        ("AGENT:BEGIN:VCARD", "FN:Bo", "CATEGORIES:Level 2 (tieweave)", "END:VCARD"),
        ("X-CATEGORIES-OLD:Level 2 (tieweave)",),
    ],
)
def test_what_only_looks_like_a_list_is_left(lines):
    before = card(*lines, version="2.1")
    assert relabelled(before, ()) == before


@pytest.mark.parametrize(
    "data", [b"", b"\0\1", b"BEGIN:VCARD\nFN:Ann\n", card() + card(), card().decode().encode("utf-16"), b"END:VCARD"]
)
def test_what_is_no_whole_card_is_refused(data):
    with pytest.raises(ValueError, match="card"):
        relabelled(data, WANTED)


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=40)
words = st.sampled_from(["Family", "Rotary", "Zoë", "Level 1 (tieweave)", "Level 2 (tieweave)", "friend (TIEWEAVE)"])


def escaped(text):
    return re.sub(r"([\\,;])", r"\\\1", text)


def lists(version):
    heads = ["CATEGORIES", "categories", "item2.CATEGORIES", "CATEGORIES;LANGUAGE=de"]
    plain = st.tuples(st.sampled_from(heads), st.lists(words, max_size=4).map(",".join))
    if version == "2.1":
        encoded = st.tuples(
            st.just("CATEGORIES;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8"),
            st.lists(words, min_size=1, max_size=3).map(lambda found: ",".join(found).replace("ë", "=C3=\r\n=AB")),
        )
        plain |= encoded
    return st.tuples(st.just(True), plain.map(":".join))


others = st.tuples(
    st.just(False),
    st.one_of(
        texts.map(lambda text: f"NOTE:{escaped(text)}"),
        texts.map(lambda text: f'X-ODD;A="b:c";B={"x" * (len(text) % 9)}:{text}'),
        st.binary(max_size=90).map(lambda data: "PHOTO;ENCODING=b:" + data.hex()),
        st.sampled_from(
            [
                "item1.TEL:5550101\r\nitem1.X-ABLabel:_$!<Other>!$_",
                "NOTE:folded\r\n CATEGORIES:Level 2 (tieweave)\r\n\ttwice",
                "NOTE;ENCODING=QUOTED-PRINTABLE:soft=\r\nCATEGORIES:Level 2 (tieweave)=\r\n=3D",
                "X-BROKEN",
                "",
                "ORG:a;b\r\nREV:20260101T000000Z",
            ]
        ),
    ),
)


@st.composite
def cards(draw):
    version = draw(st.sampled_from(["2.1", "3.0", "4.0"]))
    pieces = draw(st.lists(others | lists(version), max_size=8))
    end = draw(st.sampled_from(["\r\n", "\n"]))
    head = (False, f"BEGIN:VCARD\r\nVERSION:{version}\r\nUID:ann\r\nFN:Ann")
    whole = [head, *pieces, (False, "END:VCARD")]
    return [(changes, f"{text}\r\n".replace("\r\n", end).encode()) for changes, text in whole]


@given(cards(), st.sampled_from([(), WANTED[:1], WANTED, ("Trauzeugin Zoë, la plus chère (tieweave)",)]))
@example([(False, b"BEGIN:VCARD\nFN:Ann\n"), (True, b"CATEGORIES:Rotary;Family\n"), (False, b"END:VCARD\n")], WANTED)
def test_only_lists_of_labels_change_and_they_say_what_they_shall(pieces, wanted):
    before = b"".join(text for _, text in pieces)
    after = relabelled(before, wanted)

    # A list is any number of lines that begin with its name; everything else stands byte for byte where it stood.
    one_list = rb"(?:(?:item2\.)?(?i:CATEGORIES)[;:](?:[^\n]|=\r?\n|\n[ ])*\n)"
    pattern = b"".join(one_list + b"?" if changes else re.escape(text) for changes, text in pieces[:-1])
    assert re.fullmatch(pattern + one_list + b"?" + re.escape(pieces[-1][1]), after)

    read, said = labels(before), labels(after)
    assert [label for label in said if not is_ours(label)] == merged(read, ())
    assert sorted(filter(is_ours, said)) == sorted(wanted)
    assert relabelled(after, wanted) == after
    assert not any(map(is_ours, labels(relabelled(after, ()))))
