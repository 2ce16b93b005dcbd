"""Which of those who write in a chat is ego: WhatsApp does not say, and writes ego's name like any other."""

from __future__ import annotations

from collections.abc import Sequence

from tieweave.model import Profile
from tieweave.resolve import phones
from tieweave.spelling import plain
from tieweave_phone.numbers import is_number
from tieweave_phone.whatsapp import titles
from tieweave_phone.whatsapp.chat import Chat


def egos(chats: Sequence[Chat], profile: Profile) -> list[str]:
    """Return ego's name in each chat, "" where ego does not write in it or nothing tells.

    Told by the words "You deleted this message"; by the profile's name or numbers; in a chat of two by the title, which
    is the other's name, and by the calls that ego missed; and by a name found so in another chat, or common to all.
    """
    found = [_by_itself(chat, profile) for chat in chats]
    names = set(filter(None, found))
    if not names:
        names = _common(chats)
    for at, chat in enumerate(chats):
        fitting = [name for name in _candidates(chat) if name in names]
        if not found[at] and len(fitting) == 1:
            found[at] = fitting[0]
    return found


def is_open(chat: Chat, ego: str, *, known: bool) -> bool:
    """Return whether ego may be among those who write in a chat without being found.

    `known` says that a name of ego is known: in a group, ego may just not have written.
    """
    if ego or not chat.writers:
        return False
    candidates = _candidates(chat)
    return bool(candidates) and not (known and (chat.is_group or len(chat.writers) == 1))


def _candidates(chat: Chat) -> list[str]:
    """Return the writers who may be ego."""
    if not chat.is_group and len(chat.writers) == 2:
        # The title says more than what is written: "Message deleted" may be of either side in some languages.
        titled = [name for name in chat.writers if titles.same(name, chat.title)]
        if len(titled) == 1:
            return [name for name in chat.writers if name not in titled]
    return [
        name
        for name in chat.writers
        if name not in chat.others and (chat.is_group or not titles.same(name, chat.title))
    ]


def _by_itself(chat: Chat, profile: Profile) -> str:
    own = [name for name in chat.writers if name in chat.own]
    if own:
        return own[0]
    candidates = _candidates(chat)
    if by_profile := _of_profile(candidates, profile):
        return by_profile
    if not chat.is_group and len(chat.writers) == 2 and len(candidates) == 1:
        return candidates[0]
    return ""


def _of_profile(candidates: Sequence[str], profile: Profile) -> str:
    """Return the candidate of the profile's number or name; a part of the name counts where one alone has it."""
    code = phones.calling_code(profile)
    own = {phones.canonical(number, code) for number in profile.phones}
    for name in candidates:
        if is_number(name) and phones.canonical(name, code) in own:
            return name
    words = _words(profile.name)
    if not words:
        return ""
    whole = [name for name in candidates if _words(name) == words]
    parts = [name for name in candidates if _words(name) and (_words(name) < words or words < _words(name))]
    for found in (whole, parts):
        if len(found) == 1:
            return found[0]
    return ""


def _words(name: str) -> frozenset[str]:
    return frozenset("".join(sign if sign.isalnum() else " " for sign in plain(name)).split())


def _common(chats: Sequence[Chat]) -> set[str]:
    """Return the one name that all of several chats have in common, if there is just one."""
    writers = [set(_candidates(chat)) for chat in chats if len(chat.writers) > 1]
    common = set.intersection(*writers) if len(writers) > 1 else set()
    return common if len(common) == 1 else set()
