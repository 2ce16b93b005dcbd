"""What the configuration says under `[options.google]`, and `[options.google-tasks]` and so on for the sinks."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from tieweave.errors import SettingsError
from tieweave.options import unknown_keys
from tieweave_google.locations import is_safe
from tieweave_google.uses import READING, Use

_KEYS = ("client_secrets", "endpoint")


@attrs.frozen(kw_only=True)
class Settings:
    """The options: the `client_secrets` file's path, the API's `endpoint`, and whether to read `other_contacts`."""

    client_secrets: str = ""
    endpoint: str
    other_contacts: bool = True

    @classmethod
    def of(cls, options: Mapping[str, object], use: Use = READING) -> Settings:
        """Take the options of a run for a use; raises `SettingsError` with everything that is wrong with them."""
        problems = unknown_keys(options, _KEYS if use.is_sink else (*_KEYS, "other_contacts"))
        path = options.get("client_secrets", "")
        if not isinstance(path, str):
            problems.append('client_secrets must be the path of a file in quotes, as in "~/client_secret.json"')
        endpoint = options.get("endpoint", use.endpoint)
        if not isinstance(endpoint, str) or not is_safe(endpoint):
            problems.append("endpoint must be an https:// address, or an http:// address of this machine (127.0.0.1)")
        others = options.get("other_contacts", True)
        if not isinstance(others, bool):
            problems.append("other_contacts must be true or false")
        if problems:
            raise SettingsError(f"[options.{use.scheme}]", problems)
        return cls(client_secrets=str(path), endpoint=str(endpoint), other_contacts=bool(others))
