"""The part of Google's People API on loopback that is read: lists with pages, sync and its expiry."""

import hashlib

from loopback_answers import error

CONTACTS = "https://www.googleapis.com/auth/contacts.readonly"
OTHERS = "https://www.googleapis.com/auth/contacts.other.readonly"


def person(number, **fields):
    """Return an invented person as the API writes one."""
    source = {"type": "CONTACT", "id": f"{number:x}"}
    metadata = {"primary": True, "sourcePrimary": True, "source": source}
    return {
        "resourceName": f"people/c{number}",
        "etag": "%EgUBAj03LgoaBAECBQciDGp4TW5oVVBXc2s9",
        "metadata": {"sources": [{**source, "updateTime": "2026-01-02T03:04:05.678901Z"}], "objectType": "PERSON"},
        "names": [{"metadata": metadata, "displayName": f"Person {number}", "givenName": "Person"}],
        "emailAddresses": [{"metadata": metadata, "value": f"p{number}@mail.example", "type": "home"}],
        "phoneNumbers": [{"metadata": metadata, "value": f"+1 902 555 {number:05}", "type": "mobile"}],
        "memberships": [{"contactGroupMembership": {"contactGroupResourceName": "contactGroups/myContacts"}}],
        **fields,
    }


QUOTA = error(429, "Quota exceeded for quota metric 'Critical read requests'", "RESOURCE_EXHAUSTED")
EXPIRED = error(
    400,
    "Sync token is expired. Clear local cache and retry call without the sync token.",
    "FAILED_PRECONDITION",
    "EXPIRED_SYNC_TOKEN",
)


class Listing:
    """A list with sync: people by resource name, and what changed at which step."""

    def __init__(self, key, mask, total):
        self.key, self.mask, self.total = key, mask, total
        self.people = {}
        self.changed = {}  # resource name: step
        self.step = 0
        self.forgotten = 0  # tokens of earlier steps are expired

    def put(self, *people):
        for one in people:
            self.step += 1
            self.people[one["resourceName"]] = one
            self.changed[one["resourceName"]] = self.step

    def delete(self, *names):
        for name in names:
            self.step += 1
            self.people.pop(name)
            self.changed[name] = self.step

    def merge(self, new, *old):
        """Replace people by one under another name, as when Google merges a contact with a profile."""
        for name in old:
            self.people.pop(name)
            self.changed.pop(name)
        self.put({**new, "metadata": {**new["metadata"], "previousResourceNames": list(old)}})

    def expire(self):
        self.step += 1
        self.forgotten = self.step

    def page(self, query):
        """Answer one request: its parameters must be those of the first one, as the real service demands."""
        fixed = {key: value for key, value in query.items() if key not in ("pageToken", "syncToken")}
        asked = hashlib.blake2b(repr(sorted(fixed.items())).encode(), digest_size=6).hexdigest()
        if self.mask not in query:
            return error(400, f"{self.mask} mask is required.")
        since, start = 0, 0
        if token := query.get("syncToken"):
            of, since = token.removeprefix("sync-").split("-")
            since = int(since)
            if of != asked:
                return error(400, "Sync token was created with different request parameters.")
            if since < self.forgotten:
                return EXPIRED
        if token := query.get("pageToken"):
            of, start = token.removeprefix("page-").split("-")
            start = int(start)
            if of != asked:
                return error(400, "Page token was created with different request parameters.")
        if since:
            everything = [
                self.people.get(name) or {"resourceName": name, "metadata": {"deleted": True}}
                for name, step in self.changed.items()
                if step > since
            ]
        else:
            everything = list(self.people.values())
        size = int(query.get("pageSize", 100))
        some = everything[start : start + size]
        answer = {self.key: some} if some else {}  # the key is left out where there are none
        answer[self.total] = len(self.people)
        if start + size < len(everything):
            answer["nextPageToken"] = f"page-{asked}-{start + size}"
        elif query.get("requestSyncToken") == "true":
            answer["nextSyncToken"] = f"sync-{asked}-{self.step}"
        return 200, answer
