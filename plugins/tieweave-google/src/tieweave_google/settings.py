"""What the configuration says under `[options.google]`."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import attrs

from tieweave.errors import SettingsError
from tieweave_google.locations import is_safe

_WHERE = "[options.google]"
_KEYS = ("client_secrets", "endpoint", "other_contacts")


@attrs.frozen(kw_only=True)
class Settings:
    """The options: the `client_secrets` file's path, the API's `endpoint`, and whether to read `other_contacts`."""

    client_secrets: str = ""
    endpoint: str = "https://people.googleapis.com/"
    other_contacts: bool = True

    @classmethod
    def of(cls, options: Mapping[str, object]) -> Settings:
        """Take the options of a run; raises `SettingsError` with everything that is wrong with them."""
        problems = []
        for key in options:
            if key not in _KEYS:
                near = difflib.get_close_matches(key, _KEYS, n=1, cutoff=0.5)
                hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(_KEYS)}"
                problems.append(f"unknown key {key!r}; {hint}")
        path = options.get("client_secrets", "")
        if not isinstance(path, str):
            problems.append('client_secrets must be the path of a file in quotes, as in "~/client_secret.json"')
        endpoint = options.get("endpoint", "https://people.googleapis.com/")
        if not isinstance(endpoint, str) or not is_safe(endpoint):
            problems.append("endpoint must be an https:// address, or an http:// address of this machine (127.0.0.1)")
        others = options.get("other_contacts", True)
        if not isinstance(others, bool):
            problems.append("other_contacts must be true or false")
        if problems:
            raise SettingsError(_WHERE, problems)
        return cls(client_secrets=str(path), endpoint=str(endpoint), other_contacts=bool(others))
