"""Pictures, sounds and keys in the way each version holds bytes."""

from __future__ import annotations

import re

from tieweave.model import Extra
from tieweave_vcard.content import TOKEN, parameters, raw
from tieweave_vcard.reader import MEDIA

_DATA = re.compile(r"data:([^;,]*);base64,(.*)", re.DOTALL | re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_MEDIA_TYPE = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}


def media_line(extra: Extra, name: str, version: str) -> str | None:
    """Return the line of a picture or the like, in the way the version holds bytes; None for any other property."""
    encoded = any(key == "ENCODING" and value.lower() in ("b", "base64") for key, value in extra.params)
    kept = [(key, value) for key, value in extra.params if key not in ("ENCODING", "TYPE", "VALUE", "MEDIATYPE")]
    if encoded:
        value = "".join(extra.value.split())
        if not _BASE64.fullmatch(value):  # not what it says it is: kept, but no reader should decode it
            return f"{name}{parameters(kept)}:{raw(extra.value)}"
        value = _padded(value)
        form = next((value for key, value in extra.params if key == "TYPE" and TOKEN.fullmatch(value)), "")
        if version == "3.0":
            return f"{name};ENCODING=b{f';TYPE={form}' if form else ''}{parameters(kept)}:{value}"
        kind = _MEDIA_TYPE.get(extra.name, "application")
        subtype = form.lower() or ("jpeg" if kind == "image" else "octet-stream")
        uri = ";VALUE=uri" if name.startswith("X-") else ""
        return f"{name}{uri}{parameters(kept)}:data:{kind}/{subtype};base64,{value}"
    if version == "3.0" and extra.name in MEDIA and (match := _DATA.fullmatch(extra.value.replace("\\", ""))):
        form = match[1].rpartition("/")[2].upper()
        typed = f";TYPE={form}" if TOKEN.fullmatch(form) else ""
        return f"{name};ENCODING=b{typed}{parameters(kept)}:{_padded(''.join(match[2].split()))}"
    return None


def _padded(value: str) -> str:
    """Return base64 whose end was cut off as base64 that decodes: strict readers refuse a card over it."""
    value = value.rstrip("=")
    value = value[: len(value) - (len(value) % 4 == 1)]  # six bits alone are no byte
    return value + "=" * (-len(value) % 4)
