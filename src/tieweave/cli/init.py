"""`tieweave init`: writes a configuration with a profile by asking, proposing what it found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tieweave.config import Config
    from tieweave.model import Address, Affiliation, Profile
    from tieweave.plugins import PluginHub

_NOTHING = "-"
_WITH_YEARS = re.compile(r"(.*?)\s*(?:\((\d{4})?\s*[-–]\s*(\d{4})?\))?", re.DOTALL)


@click.command(short_help="Write a configuration and a profile, by asking.")
@click.argument("locations", metavar="[LOCATION]...", nargs=-1)
@click.option("--yes", is_flag=True, help="Take what is proposed, and ask nothing.")
@click.pass_context
def init(context: click.Context, locations: tuple[str, ...], yes: bool) -> None:
    """Write a configuration and your profile, by asking: where your contacts are, and who you are.

    It proposes the LOCATIONs named, or what it finds in the usual folders, and what these say of you. An existing
    configuration is left as it is.
    """
    from tieweave.cli.settings import hub, settings_path
    from tieweave.config import Config
    from tieweave.errors import TieweaveError
    from tieweave.report.harmless import visible

    path = settings_path(context)
    if path.exists():
        raise TieweaveError(f"{path}: there is a configuration already; edit it, or write another with --config FILE")
    plugins = hub(Config())
    sources = _chosen(locations, plugins, yes)
    profile = _asked(_possible(_proposed(sources, plugins)), yes)
    _write(path, Config(sources=sources, profile=profile))
    click.echo(f"written: {visible(str(path))}")
    click.echo("next: tieweave doctor, which says whether everything can be read; then tieweave classify")


def _chosen(locations: Sequence[str], plugins: PluginHub, yes: bool) -> list[str]:
    """Return the locations to read: those named, or of those found each one that the user wants, and others they add.

    Raises `LocationError` when nothing reads one that is named.
    """
    from pathlib import Path

    from tieweave import sources
    from tieweave.cli.asking import ask, confirmed
    from tieweave.cli.found_locations import found
    from tieweave.errors import LocationError
    from tieweave.report.harmless import visible

    types = plugins.sources()
    for location in locations:
        sources.claim(location, types, plugins.failures)
    if locations:
        return [_lasting(location) for location in locations]
    chosen = [
        location
        for location, source_type in found(types, Path.home(), Path.cwd())
        if yes or confirmed(f"read {location} ({source_type.name})?")
    ]
    while not yes and (location := ask("another file, folder or service, such as google: (Enter: that is all)")):
        try:
            sources.claim(location, types, plugins.failures)
        except LocationError as error:
            click.echo(visible(str(error)), err=True)
        else:
            chosen.append(_lasting(location))
    return chosen


def _lasting(location: str) -> str:
    """Return a location that means the same wherever the command is run: paths from the root.

    Raises `TieweaveError` for a name that is no text, which the configuration cannot hold.
    """
    import os

    from tieweave.errors import TieweaveError

    try:
        location.encode()
    except UnicodeEncodeError:
        raise TieweaveError(f"{location}: the name is not UTF-8, which a configuration is; rename it") from None
    name, colon, path = location.partition(":")
    if os.path.exists(os.path.expanduser(location)):
        return os.path.abspath(os.path.expanduser(location))
    if colon and os.path.exists(os.path.expanduser(path)):
        return f"{name}:{os.path.abspath(os.path.expanduser(path))}"
    return location


def _proposed(locations: Sequence[str], plugins: PluginHub) -> Profile:
    """Return what the sources say of ego; one that cannot be read says nothing, and is named."""
    from tieweave import weave
    from tieweave.cli.progress import progress
    from tieweave.cli.run import what_failed
    from tieweave.store import Store

    if not locations:
        return weave.gather([], hub=plugins, store=Store.temporary()).profile
    with progress() as display:
        display.doing("looking for what they say of you")
        book = weave.gather(locations, hub=plugins, store=Store.usual(), progress=display.counted)
    for failed in book.failed:
        click.echo(f"warning: {what_failed(failed)}", err=True)
    return book.profile


def _possible(proposed: Profile) -> Profile:
    """Return a profile that a configuration may hold: without years that cannot be, as exports have them."""
    import attrs

    from tieweave.errors import SettingsError
    from tieweave.model import Profile

    def dated(one: Affiliation) -> Affiliation:
        try:
            Profile.from_table(Profile(employers=[one]).as_table())
        except SettingsError:
            return attrs.evolve(one, start=None, end=None)
        return one

    employers, schools = (list(map(dated, some)) for some in (proposed.employers, proposed.schools))
    return attrs.evolve(proposed, employers=employers, schools=schools)


def _asked(proposed: Profile, yes: bool) -> Profile:
    """Return ego as the user says, who is asked about each thing with what is `proposed`."""
    from tieweave.model import Address, Profile

    if yes:
        return proposed
    click.echo(
        "Now about you. Enter takes what stands in brackets, - leaves it out; several go with ; between.", err=True
    )
    said: dict[str, object] = {
        "name": _one("your name:", proposed.name),
        "emails": _several("your e-mail addresses:", proposed.emails),
        "phones": _several("your phone numbers, with the country's code:", proposed.phones),
        "addresses": _home(proposed.addresses[0] if proposed.addresses else Address()),
        "partner": _one("your partner's name:", proposed.partner),
        "children": _several("your children's names:", proposed.children),
        "employers": _places(
            "employers", "where you have worked, as in Fundy Software (2013-2019):", proposed.employers
        ),
        "schools": _places(
            "schools", "schools and universities, as in Dalhousie University (2006-2010):", proposed.schools
        ),
        "clubs": _several("clubs and associations:", proposed.clubs),
        "congregations": _several("congregations:", proposed.congregations),
        "targets": _several("the work you look for, as in data analyst, Halifax:", proposed.targets),
    }
    return Profile.from_table(said, where="your answers")


def _home(proposed: Address) -> list[dict[str, str]]:
    asked = {
        "street": _one("your street and number:", proposed.street),
        "locality": _one("your town:", proposed.locality),
        "postal_code": _one("your postal code:", proposed.postal_code),
    }
    if not any(asked.values()):
        return []
    moved = asked["locality"] != proposed.locality
    return [asked if moved else {**asked, "region": proposed.region, "country": proposed.country}]


def _one(question: str, proposed: str) -> str:
    from tieweave.cli.asking import ask

    answer = ask(question, proposed)
    return "" if answer == _NOTHING else answer


def _several(question: str, proposed: Sequence[str]) -> list[str]:
    return [text for part in _one(question, "; ".join(proposed)).split(";") if (text := part.strip())]


def _places(key: str, question: str, proposed: Sequence[Affiliation]) -> list[dict[str, object]]:
    """Return the tables of employers or schools, whichever `key` says, with the e-mail domains that were known of them.

    Years that cannot be are asked for again, so that no other answer is lost over them.
    """
    from tieweave.errors import SettingsError
    from tieweave.model import Profile

    domains = {one.name: list(one.domains) for one in proposed}
    while True:
        tables = [_place(text, domains) for text in _several(question, [_with_years(one) for one in proposed])]
        try:
            Profile.from_table({key: tables}, where="your answer")
        except SettingsError as error:
            click.echo(str(error), err=True)
        else:
            return tables


def _place(text: str, domains: Mapping[str, list[str]]) -> dict[str, object]:
    match = _WITH_YEARS.fullmatch(text)
    name, start, end = match.groups() if match else (text, None, None)
    years = {key: int(year) for key, year in (("start", start), ("end", end)) if year}
    return {"name": name, "domains": domains.get(name, []), **years}


def _with_years(one: Affiliation) -> str:
    if one.start is None and one.end is None:
        return one.name
    return f"{one.name} ({one.start or ''}-{one.end or ''})"


def _write(path: Path, config: Config) -> None:
    """Write the configuration, readable by its owner alone; raises `TieweaveError` when that cannot be done."""
    import tomli_w

    from tieweave.errors import TieweaveError
    from tieweave.whole_file import replaced

    table = {"sources": list(config.sources), "profile": config.profile.as_table()}
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with replaced(path, mode=0o600) as stream:
            # Half a character, as a broken export may have in a name, would make the file unreadable.
            stream.write(tomli_w.dumps(table).encode("utf-8", "replace").decode())
    except OSError as error:
        raise TieweaveError(
            f"{path}: cannot write there ({error.strerror}); name another place with --config"
        ) from error
