"""Which source reads a location, and what reading it gives when the source misbehaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave import Book, Contact, Failed, Interaction, LocationError, Profile, Skipped, SourceError
from tieweave.sources import Claim, Context, SourceType, claim, read

NOW = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)
CONTEXT = Context(now=NOW)
ANN = Contact(source="x.one", name="Ann Lee")
BO = Contact(source="x.one", name="Bo Roy")
CALL = Interaction(source="x.one", when=NOW, channel="call", direction="in", participants=["+1 902 555 0100"])
BAD = Skipped(source="x.one", where="line 3", reason="no name")


def suffix(name: str, plugin: str = "") -> SourceType:
    return SourceType(
        name=name,
        summary=f".{name} files",
        matches=lambda location: location.endswith(f".{name}"),
        open=lambda *_: iter(()),
        plugin=plugin,
    )


def source(open_: Callable[..., Iterable[Any]], plugin: str = "owner") -> Claim:
    declared = SourceType(name="one", summary=".one files", matches=lambda _: True, open=open_, plugin=plugin)
    return Claim(location="x.one", type=declared)


def test_the_source_that_matches_gets_the_location() -> None:
    claimed = claim("cards.two", [suffix("one"), suffix("two")])
    assert (claimed.location, claimed.type.name, claimed.failed) == ("cards.two", "two", ())


def test_a_source_can_be_named_for_a_location_that_none_knows() -> None:
    claimed = claim("two:~/cards", [suffix("one"), suffix("two")])
    assert (claimed.location, claimed.type.name) == (str(Path.home() / "cards"), "two")


def test_a_location_nobody_reads_is_told_what_can_be_read(tmp_path: Path) -> None:
    document = tmp_path / "letter.pdf"
    document.write_bytes(b"%PDF")
    with pytest.raises(LocationError) as error:
        claim(str(document), [suffix("one"), suffix("two")])
    said = str(error.value)
    assert said.startswith(f"no installed source reads {str(document)!r}; what could be installed: tieweave-vcard for ")
    assert said.endswith("; the installed sources are one, two")


def test_a_missing_file_is_said_to_be_missing() -> None:
    with pytest.raises(LocationError, match=r"^no such file or folder: 'contacts\.vfc'; check the path"):
        claim("contacts.vfc", [suffix("one")])


def test_a_folder_without_anything_readable_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(LocationError, match=r"^nothing readable was found in the folder "):
        claim(str(tmp_path), [suffix("one")])


@pytest.mark.parametrize("location", ["google:", "carddav:https://example.com/me", "-"])
def test_a_service_is_not_taken_for_a_missing_file(location: str) -> None:
    with pytest.raises(LocationError, match=f"^no installed source reads '{location}'"):
        claim(location, [suffix("one")])


def test_an_empty_location_is_said_to_be_empty() -> None:
    with pytest.raises(LocationError, match="the location is empty"):
        claim("", [suffix("one")])


def test_without_any_source_the_user_is_told_what_to_install() -> None:
    with pytest.raises(LocationError, match="`google:` needs tieweave-google: pip install tieweave-google"):
        claim("google:", [])


def test_plugins_that_failed_are_quoted_where_nobody_reads_the_location() -> None:
    failures = [Failed(source="plugin google", reason="failed while being loaded: ImportError: no grpc")]
    with pytest.raises(LocationError, match="plugin google: failed while being loaded: ImportError: no grpc") as error:
        claim("google:", [suffix("one")], failures)
    assert "pip install" not in str(error.value), "it is installed"


def test_two_sources_that_claim_one_location_are_both_named() -> None:
    with pytest.raises(LocationError) as error:
        claim("cards.one", [suffix("one", "alpha"), suffix("one", "beta")])
    for part in ("'cards.one'", "plugin 'alpha'", "plugin 'beta'"):
        assert part in str(error.value)


@pytest.mark.parametrize("raised", [ValueError("odd"), OSError("gone"), SystemExit(1)])
def test_a_matches_that_raises_is_named_and_the_others_are_asked(raised: BaseException) -> None:
    def matches(location: str) -> bool:
        raise raised

    broken = SourceType(name="bad", summary="bad", matches=matches, open=lambda *_: iter(()), plugin="broken")
    claimed = claim("x.one", [broken, suffix("one")])
    assert claimed.type.name == "one"
    (failed,) = read(claimed, CONTEXT).failed
    assert failed.source == "plugin broken"
    assert failed.reason.startswith(f"failed while being asked whether it reads 'x.one': {type(raised).__name__}")
    with pytest.raises(LocationError) as error:
        claim("x.two", [broken, suffix("one")])
    assert "; plugin broken: failed while being asked whether it reads 'x.two': " in str(error.value)


def test_reading_sorts_the_records_by_kind() -> None:
    ego = Profile(name="Morgan")
    book = read(source(lambda *_: [ANN, BAD, CALL, ego, BO]), CONTEXT)
    assert book == Book(contacts=[ANN, BO], interactions=[CALL], profile=ego, skipped=[BAD])


def test_the_source_is_given_the_location_and_the_context() -> None:
    given_: list[object] = []

    def open_(*arguments: object) -> list[Contact]:
        given_.extend(arguments)
        return []

    read(source(open_), CONTEXT)
    assert given_ == ["x.one", CONTEXT]


@pytest.mark.parametrize(
    ("raised", "reason"),
    [
        (SourceError("x.one: no card in it; export it anew"), "x.one: no card in it; export it anew"),
        (PermissionError(13, "Permission denied", "x.one"), "cannot read it: Permission denied"),
        (PermissionError(13, "Permission denied", "x/y"), "cannot read 'x/y': Permission denied"),
        (OSError("disk on fire"), "cannot read it: disk on fire"),
        (SourceError("no card\nin it"), "no card in it"),
        (KeyError("FN"), "plugin 'owner' failed while reading 'x.one': KeyError: 'FN'"),
        (ValueError("two\nlines"), "plugin 'owner' failed while reading 'x.one': ValueError: two lines"),
        (RecursionError(), "plugin 'owner' failed while reading 'x.one': RecursionError: no message"),
        (SystemExit(3), "plugin 'owner' failed while reading 'x.one': SystemExit: 3"),
    ],
)
@pytest.mark.parametrize("late", [False, True])
def test_a_source_that_fails_keeps_what_it_gave_before(raised: BaseException, reason: str, late: bool) -> None:
    def at_once(location: str, context: Context) -> Iterable[Contact]:
        raise raised

    def after_one(location: str, context: Context) -> Iterable[Contact]:
        yield ANN
        raise raised

    book = read(source(after_one if late else at_once), CONTEXT)
    assert book.contacts == ((ANN,) if late else ())
    assert book.failed == (Failed(source="x.one", reason=reason),)


def test_the_user_can_interrupt_a_source() -> None:
    def open_(location: str, context: Context) -> Iterable[Contact]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(source(open_), CONTEXT)


def test_what_is_no_record_is_counted_and_the_plugin_named() -> None:
    book = read(source(lambda *_: [ANN, "Bo Roy", None, BO]), CONTEXT)
    assert book.contacts == (ANN, BO)
    (failed,) = book.failed
    assert failed.source == "x.one"
    assert failed.reason.startswith("plugin 'owner' gave 2 of what is no record (str)")


def test_an_open_that_gives_nothing_to_iterate_names_the_plugin() -> None:
    (failed,) = read(source(lambda *_: None), CONTEXT).failed  # type: ignore[arg-type, return-value] # the fault
    assert "plugin 'owner' failed while reading 'x.one': TypeError" in failed.reason


def test_of_several_profiles_the_first_is_used_and_the_rest_reported() -> None:
    book = read(source(lambda *_: [Profile(name="One"), Profile(name="Two")]), CONTEXT)
    assert book.profile.name == "One"
    assert [failed.reason for failed in book.failed] == ["plugin 'owner' gave 2 profiles; the first is used"]


def test_a_source_without_a_plugin_is_named_itself() -> None:
    (failed,) = read(source(lambda *_: [1], plugin=""), CONTEXT).failed
    assert "plugin 'one'" in failed.reason


@given(st.lists(st.sampled_from([ANN, BO, CALL, BAD, 7, None, SourceError("mend it"), ValueError("odd")])))
def test_whatever_a_source_does_reading_returns_a_book_of_what_came_first(script: list[Any]) -> None:
    def open_(location: str, context: Context) -> Iterable[Any]:
        for step in script:
            if isinstance(step, Exception):
                raise step
            yield step

    book = read(source(open_), CONTEXT)
    end = next((at for at, step in enumerate(script) if isinstance(step, Exception)), len(script))
    assert book.contacts == tuple(step for step in script[:end] if isinstance(step, Contact))
    assert book.skipped == tuple(step for step in script[:end] if isinstance(step, Skipped))
    strange = any(step in (7, None) for step in script[:end])
    assert len(book.failed) == strange + (end < len(script))
