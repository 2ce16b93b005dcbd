"""The part of Google's People API on loopback that changes contacts: their groups."""

from loopback_answers import error

SCOPE = "https://www.googleapis.com/auth/contacts"
MOST = 200
STALE = error(
    400,
    "Request person.etag is different than the current person.etag. Clear local cache and get the latest person.",
    "FAILED_PRECONDITION",
)
MINE = "contactGroups/myContacts"


def is_change(path):
    return path.endswith(":updateContact")


class Groups:
    """The groups of the user, and the contacts' memberships in them; `people` are those of the service."""

    def __init__(self, groups, people):
        self.groups = groups
        self._people = people
        self._count = 0

    def add(self, name):
        """Add a group as the user does; returns its resource name."""
        self._count += 1
        key = f"contactGroups/{self._count:x}f"
        self.groups.append({"resourceName": key, "groupType": "USER_CONTACT_GROUP", "name": name})
        return key

    def of(self, name):
        """Return the names of the groups that a person is in."""
        names = {group["resourceName"]: group["name"] for group in self.groups}
        return [names[key] for key in self.keys_of(name)]

    def keys_of(self, name):
        return [one["contactGroupMembership"]["contactGroupResourceName"] for one in self._people[name]["memberships"]]

    def put(self, name, *keys):
        """Put a person into groups as the user does."""
        memberships = [{"contactGroupMembership": {"contactGroupResourceName": key}} for key in keys]
        self._people[name] = {**self._people[name], "memberships": memberships, "etag": self._etag()}

    def create(self, asked):
        name = asked.body["contactGroup"]["name"]
        if any(group["name"].casefold() == name.casefold() for group in self.groups):
            return error(409, "Contact group name already exists.", "ALREADY_EXISTS")
        key = self.add(name)
        return 200, next(group for group in self.groups if group["resourceName"] == key)

    def batch(self, asked):
        names = [value for key, value in asked.pairs if key == "resourceNames"]
        if len(names) > MOST or "personFields" not in asked.query:
            return error(400, "Request must have at most 200 resource names, and a mask.")
        responses = []
        for name in names:
            answer = {"requestedResourceName": name, "httpStatusCode": 200 if name in self._people else 404}
            if name in self._people:
                answer["person"] = self._shown(name)
            responses.append(answer)
        return 200, {"responses": responses}

    def update(self, asked):
        name = asked.path.removeprefix("/v1/").removesuffix(":updateContact")
        person = self._people.get(name)
        if person is None:
            return error(404, "Requested entity was not found.", "NOT_FOUND")
        if asked.query.get("updatePersonFields") != "memberships":
            return error(400, "updatePersonFields mask is required.")
        if not any(one.get("type") == "CONTACT" for one in asked.body.get("metadata", {}).get("sources", [])):
            return error(400, "Request must contain person.metadata.sources.")
        if asked.body.get("etag") != person["etag"]:
            return STALE
        keys = [one["contactGroupMembership"]["contactGroupResourceName"] for one in asked.body["memberships"]]
        known = {group["resourceName"] for group in self.groups}
        if not keys or not known.issuperset(keys):
            return error(400, "Contact must always be in at least one contact group.")
        self.put(name, *keys)
        return 200, self._shown(name)

    def _shown(self, name):
        person = self._people[name]
        return {key: person[key] for key in ("resourceName", "etag", "metadata", "memberships")}

    def _etag(self):
        self._count += 1
        return f"%EgUB{self._count}"
