"""Hypothesis strategies for what tieweave passes around. Only calling them needs Hypothesis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tieweave.model import Contact, FollowUp, Organisation, Purpose, Status

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def contacts() -> SearchStrategy[Contact]:
    """Return a Hypothesis strategy for contacts: names of many scripts, addresses, numbers, labels and notes."""
    from hypothesis import strategies as st

    # Lone surrogates are no text: UTF-8 cannot hold them.
    texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    phones = st.from_regex(r"\+[1-9][0-9]{6,13}", fullmatch=True)
    organisations = st.builds(Organisation, name=texts, title=texts)
    return st.builds(
        Contact,
        source=st.sampled_from(["phone.vcf", "mail.vcf"]),
        name=texts,
        nicknames=st.lists(texts, max_size=2),
        emails=st.lists(st.emails(), max_size=3),
        phones=st.lists(phones, max_size=3),
        organisations=st.lists(organisations, max_size=2),
        notes=st.lists(texts, max_size=2),
        labels=st.lists(texts, max_size=3),
        uid=st.one_of(st.just(""), st.uuids().map(str)),
    )


def follow_ups() -> SearchStrategy[FollowUp]:
    """Return a Hypothesis strategy for open follow-ups: texts of any characters, days of a few years, every channel.

    Their ids are 12 hexadecimal digits, as tieweave's own are; take several as
    `st.lists(follow_ups(), unique_by=lambda one: one.id)`.
    """
    import datetime as dt

    from hypothesis import strategies as st

    characters = st.characters(exclude_categories=["Cs"])
    texts = st.text(characters, max_size=20) | st.text(
        st.sampled_from("aÄ \n\r\t=+-@\"',;:<>[]()#*_`^~$%&\\|!"), max_size=12
    )
    reached = st.one_of(
        st.tuples(st.just("email"), st.emails()),
        st.tuples(st.sampled_from(["call", "message"]), st.from_regex(r"\+[1-9][0-9]{6,13}", fullmatch=True)),
        st.tuples(st.just("page"), st.just("https://www.linkedin.com/in/ann_lee-1")),
        st.tuples(st.just("meeting"), st.just("")),
    )

    def made(channel_and_address: tuple[str, str], name: str, **fields: object) -> FollowUp:
        channel, address = channel_and_address
        return FollowUp(contact=Contact(source="test", name=name), channel=channel, address=address, **fields)  # type: ignore[arg-type]

    return st.builds(
        made,
        reached,
        name=texts,
        id=st.from_regex(r"[0-9a-f]{12}", fullmatch=True),
        purpose=st.sampled_from(Purpose),
        due=st.dates(dt.date(2026, 1, 1), dt.date(2029, 12, 31)),
        reason=texts,
        message=st.lists(texts, max_size=4).map("\n".join),
        subject=texts,
        status=st.sampled_from([status for status in Status if status.is_open]),
    )
