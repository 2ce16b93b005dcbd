"""What the services on loopback share: requests as they are asked, and answers as Google words them."""

import dataclasses
from urllib.parse import parse_qsl


def error(code, message, status="INVALID_ARGUMENT", reason=None, **metadata):
    """Return an answer as Google words errors."""
    body = {"code": code, "message": message, "status": status}
    if reason:
        kind = "type.googleapis.com/google.rpc.ErrorInfo"
        body["details"] = [{"@type": kind, "reason": reason, "domain": "googleapis.com", "metadata": metadata}]
    return code, {"error": body}


def older_error(code, message, reason):
    """Return an answer as the older of Google's services word errors: Tasks and Calendar."""
    said = {"message": message, "domain": "global", "reason": reason}
    return code, {"error": {"code": code, "message": message, "errors": [said]}}


NOT_FOUND = older_error(404, "Not Found", "notFound")
STALE = older_error(412, "Precondition Failed", "conditionNotMet")
NO_CONTENT = (204, b"")


@dataclasses.dataclass
class Asked:
    """A request: `pairs` are its parameters, `body` the JSON that came with it, `match` its If-Match header."""

    method: str
    path: str
    pairs: list
    body: dict
    match: str | None = None

    @property
    def query(self):
        return dict(self.pairs)

    def is_on(self, name):
        return self.query.get(name) == "true"


def listed(asked, kind, everything, usual, most, **more):
    """Answer with a page of a list, as many as are asked for, or as usual."""
    size = min(int(asked.query.get("maxResults", usual)), most)
    start = int(asked.query.get("pageToken", "0").removeprefix("page-"))
    answer = {"kind": kind, "etag": '"of the list"', **more}
    if some := everything[start : start + size]:
        answer["items"] = some
    if start + size < len(everything):
        answer["nextPageToken"] = f"page-{start + size}"
    return 200, answer


def patched(before, body):
    """Return a resource after a patch: null removes, objects are merged, all else is replaced."""
    after = dict(before)
    for key, value in body.items():
        if value is None:
            after.pop(key, None)
        elif isinstance(value, dict) and isinstance(before.get(key), dict):
            after[key] = patched(before[key], value)
        else:
            after[key] = value
    return after


def pairs_of(query):
    return parse_qsl(query, keep_blank_values=True)
