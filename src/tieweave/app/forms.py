"""What a form says: its fields, read as what they are to be."""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping
from http import HTTPStatus

import attrs
from starlette.requests import Request

from tieweave.app.refusals import RefusedError, wrong
from tieweave.categories import UNKNOWN, by_slug

_MOST_BYTES = 64 * 1024
_MOST_FIELDS = 50
_KIND = "application/x-www-form-urlencoded"
_NO = ("", "no", "off", "false", "0")


@attrs.frozen
class Form:
    """The fields of a form by name; one that is there several times says what it says last."""

    fields: Mapping[str, str]

    def text(self, name: str) -> str:
        """Return a field without the space around it, "" where it is not there."""
        return self.fields.get(name, "").strip()

    def flag(self, name: str) -> bool:
        """Return whether a box is ticked."""
        return self.text(name).lower() not in _NO

    def choice(self, name: str, *allowed: str) -> str:
        """Return a field that is one of those `allowed`; raises `RefusedError`."""
        value = self.text(name)
        if value not in allowed:
            raise wrong(f"{name} is {_shown(value)}: give {' or '.join(one or 'nothing' for one in allowed)}")
        return value

    def number(self, name: str, least: int, most: int, *, unsaid: int | None = None) -> int:
        """Return a whole number from `least` to `most`, `unsaid` where nothing is said; raises `RefusedError`."""
        value = self.text(name)
        if not value and unsaid is not None:
            return unsaid
        if not (value.isascii() and value.isdigit() and len(value) <= 12 and least <= int(value) <= most):
            raise wrong(f"{name} is {_shown(value)}: give a whole number from {least} to {most}")
        return int(value)

    def level(self) -> int | None:
        """Return the level said, None where none is; raises `RefusedError`."""
        value = self.choice("level", "", "1", "2")
        return int(value) if value else None

    def category(self) -> str:
        """Return the slug of the category said, "" where none is; raises `RefusedError`."""
        value = self.text("category")
        if value and (value == UNKNOWN or value not in by_slug()):
            raise wrong(f"there is no category {_shown(value)}")
        return value


async def read(request: Request) -> Form:
    """Return the form that a request brings; raises `RefusedError` for what is none, or too large."""
    if request.headers.get("content-type", _KIND).partition(";")[0].strip().lower() != _KIND:
        raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send it as {_KIND}")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {_MOST_BYTES:,} bytes, please")
    try:
        said = urllib.parse.parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise wrong(f"at most {_MOST_FIELDS} fields, please") from None
    return Form(dict(said))


def _shown(value: str) -> str:
    return f"{value[:40]!r}" if value else "left out"
