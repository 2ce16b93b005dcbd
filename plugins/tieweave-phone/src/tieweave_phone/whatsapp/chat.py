"""What one chat tells of itself: who writes, whether it is a group and of what name, how its dates are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from tieweave_phone import characters, numbers
from tieweave_phone.locations import File
from tieweave_phone.whatsapp import notices, titles
from tieweave_phone.whatsapp.lines import messages
from tieweave_phone.whatsapp.order import Dates
from tieweave_phone.whatsapp.stamps import Shape

_OFTEN = 3
"""Messages that it takes to see that the names of several people have one beginning and a colon."""
_FEW = 8
"""Names with one beginning and a colon ("Work: Ann", "Work: Bo") at most: more are what people write."""


@attrs.frozen(kw_only=True)
class Chat:
    """A chat after its first reading.

    `writers` are the names of those who write, as they are seen; `colons` those among them, as written, that hold ": ".
    `title` is the chat's name, "" where nothing tells. `own` are writers who must be ego, `others` those who cannot be.
    `shape` is None for a file without a single message.
    """

    file: File
    shape: Shape | None
    dates: Dates
    writers: tuple[str, ...]
    colons: tuple[str, ...]
    title: str
    is_group: bool
    own: frozenset[str]
    others: frozenset[str]


def survey(file: File, latest: dt.date) -> Chat:
    """Read a chat for what it tells of itself; none of its dates can lie after `latest`. Raises OSError."""
    chat, colons = _survey(file, latest, ())
    return _survey(file, latest, colons)[0] if colons else chat


def _survey(file: File, latest: dt.date, colons: Sequence[str]) -> tuple[Chat, tuple[str, ...]]:
    dates = Dates(latest)
    shape: Shape | None = None
    wrote: dict[str, int] = {}  # messages of each sender, those left out that may be WhatsApp's own words
    seconds: dict[str, set[str] | None] = {}  # what stands before a second colon, None where that is no name
    names: dict[str, str] = {}  # as they are seen
    heading = renamed = opening = ""
    is_group = False
    own, others = set(), set()
    for message in messages(file.blocks(), colons):
        dates.add(message.stamp)
        sender, text = message.sender, message.text
        marked = characters.is_marked(text)
        if shape is None:
            opening = characters.name(sender) if marked else ""
        shape = message.stamp.shape
        if not sender or marked:
            if notices.is_encryption(text):
                heading = heading or characters.name(sender)
                continue
            if notices.is_of_group(text):
                is_group = True
                renamed = notices.group_title(text) or renamed
                continue
            if not sender:
                continue
        if sender not in names:
            names[sender] = characters.name(sender)
        name = names[sender]
        wrote[sender] = wrote.get(sender, 0) + (not marked)
        _note_colon(seconds, sender, text)
        if notices.is_you(name) or notices.deleted_by_ego(text):
            own.add(name)
        elif notices.is_of_alter(text):
            others.add(name)
    spoken: dict[str, int] = {}
    for sender, count in wrote.items():
        name = names[sender]
        spoken[name] = spoken.get(name, 0) + count
    # On iPhones the chat's name stands as the sender of notices, the first of which opens the chat in any language.
    if not heading and len(spoken) > 2 and not spoken.get(opening, 1):
        heading = opening
    if heading in spoken and not spoken[heading] and (is_group or len(spoken) > 2):
        is_group = True
        del spoken[heading]
    writers = tuple(spoken)
    title = titles.in_file_name(file.title) or heading
    if not title:
        title = next((name for name in writers if titles.same(name, file.title)), "")
        title = title or titles.among(writers, file.title) or renamed
    fits = [name for name in writers if titles.same(name, title)]
    is_group = is_group or len(writers) > 2 or bool(title and len(writers) == 2 and not _is_alters(title, fits))
    chat = Chat(
        file=file,
        shape=shape,
        dates=dates,
        writers=writers,
        colons=tuple(colons),
        title=title,
        is_group=is_group,
        own=frozenset(own),
        others=frozenset(others),
    )
    found = []
    for sender, after in seconds.items():
        whole = [f"{sender}: {second}" for second in after or ()]
        if any(titles.same(name, title) for name in whole) or (
            len(whole) > 1 and wrote[sender] >= max(_OFTEN, 2 * len(whole))
        ):
            found.extend(whole)
    return chat, tuple(found)


def _is_alters(title: str, fits: Sequence[str]) -> bool:
    """Return whether the title of a chat of two is the name of one of them, or the number of one who has no name."""
    return bool(fits) or numbers.is_number(title)


def _note_colon(seconds: dict[str, set[str] | None], sender: str, text: str) -> None:
    """Note what stands before a second colon: where it always is one of a few names, it belongs to the sender's."""
    after = seconds.setdefault(sender, set())
    if after is None:
        return
    second, colon, _ = text[:60].partition(": ")
    if colon and (second in after or len(after) < _FEW):
        after.add(second)
    else:
        seconds[sender] = None
