"""From a location to its records: the source that `tieweave_google` declares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import attrs

from tieweave.errors import SourceError
from tieweave.model import Contact, Profile, Skipped
from tieweave.sources import Context
from tieweave.store import Memory
from tieweave_google import accounts, sync
from tieweave_google.asking import Patience, opened
from tieweave_google.contact import contact
from tieweave_google.failures import NotGrantedError
from tieweave_google.locations import called, to_sign_in
from tieweave_google.person import shortened
from tieweave_google.profile import profile
from tieweave_google.service import Service
from tieweave_google.settings import Settings
from tieweave_google.uses import READING, allows

_WHOLE = Patience()


@attrs.frozen(kw_only=True)
class _Reading:
    """What a run has of an account: its `state`, a list of each kind, and the `trouble` there was."""

    state: sync.State
    lists: Mapping[sync.Kind, sync.Held]
    refused: frozenset[sync.Kind] = frozenset()
    trouble: SourceError | None = None


def records(location: str, context: Context, *, patience: Patience = _WHOLE) -> Iterator[Contact | Profile | Skipped]:
    """Give the user's profile, their contacts, and the people whom Google saved from mail.

    The key of a contact is its resource name. Raises `tieweave.errors.SourceError` where nobody is signed in, and
    where Google could not be asked: then after what is remembered of the last time.
    """
    settings = Settings.of(context.options)
    account = accounts.chosen(location, context.store)
    tokens = accounts.credentials(location, account, context.store)
    wanted = sync.KINDS if settings.other_contacts else (sync.CONTACTS,)
    allowed = [kind for kind in wanted if allows(tokens.scopes or READING.scopes, kind.scope)]
    if not allowed:
        raise _not_allowed(location)
    memories = {kind: sync.memory_of(kind, account, context.store) for kind in allowed}
    with opened(location, account, settings.endpoint, tokens, context, patience) as api:
        read = _read(Service(api=api), memories, sync.fingerprint(settings.endpoint), context.now)
    if (known := profile(read.state.me, account)) != Profile():
        yield known
    for held in read.lists.values():
        yield from _contacts(held, location, read.state.groups)
    missing = [kind for kind in wanted if kind not in allowed or kind in read.refused]
    if read.trouble is not None:
        raise read.trouble
    if len(missing) == len(wanted):
        raise _not_allowed(location)
    for kind in missing:
        reason = f"not allowed at the sign-in; {to_sign_in(location)} asks again"
        if kind is sync.OTHER_CONTACTS:
            reason += ", and other_contacts = false under [options.google] leaves them out"
        yield Skipped(source=location, where=kind.name, reason=reason)


def _not_allowed(location: str) -> SourceError:
    return SourceError(f"{called(location)}: reading was not allowed at the sign-in; {to_sign_in(location)} asks again")


def _read(service: Service, memories: Mapping[sync.Kind, Memory], asked: str, now: dt.datetime) -> _Reading:
    """Bring all lists up to date, as far as that goes: from the first trouble on they are as they were."""
    known = [state for memory in memories.values() if (state := sync.state_of(memory)) is not None]
    last = known[0] if known else sync.State()
    lists = {kind: sync.Held(memory=memory) for kind, memory in memories.items()}
    try:
        groups = _groups(service) if sync.CONTACTS in memories else {}
        new = sync.State(asked=asked, me=shortened(service.me()), groups=groups)
    except SourceError as error:
        return _Reading(state=last, lists=lists, trouble=sync.with_age(error, last, now) if known else error)
    refused = []
    for kind, memory in memories.items():
        lists[kind], trouble = sync.synchronised(kind, service, memory, now, new)
        if isinstance(trouble, NotGrantedError):
            refused.append(kind)
        elif trouble is not None:
            return _Reading(state=new, lists=lists, refused=frozenset(refused), trouble=trouble)
    return _Reading(state=new, lists=lists, refused=frozenset(refused))


def _groups(service: Service) -> Mapping[str, str]:
    try:
        return service.groups()
    except NotGrantedError:
        return {}


def _contacts(held: sync.Held, location: str, groups: Mapping[str, str]) -> Iterator[Contact | Skipped]:
    for number, person in enumerate(held.people(), start=1):
        try:
            if not isinstance(person, dict):
                raise ValueError("it is no person")
            yield contact(person, location, groups)
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            yield Skipped(source=location, where=f"person {number}", reason=f"cannot be understood ({error})")
