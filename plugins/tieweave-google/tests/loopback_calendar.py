"""Google Calendar on loopback, as its discovery document has it, for an app that may use its own calendars alone."""

import re

from loopback_answers import NO_CONTENT, NOT_FOUND, STALE, listed, older_error, patched

APP_CREATED = "https://www.googleapis.com/auth/calendar.app.created"
CALENDAR_LIST = "https://www.googleapis.com/auth/calendar.calendarlist.readonly"


class Calendar:
    """Calendars by their ids, each with its events; `refused` are ids of follow-ups that no event may have."""

    def __init__(self):
        self.calendars = {}
        self.events = {}  # id of the calendar: {id of the event: event}
        self.refused = []
        self.most = 2500  # on a page
        self._made_by_app = set()
        self._count = 0
        self.add_calendar("morgan@mail.example", primary=True)

    def add_calendar(self, summary, **fields):
        """Add a calendar as the user does, which no app may use; returns its id."""
        self._count += 1
        key = f"c_{self._count}@group.calendar.google.example"
        entry = {"kind": "calendar#calendarListEntry", "id": key, "etag": self._etag(), "accessRole": "owner"}
        self.calendars[key] = {**entry, "summary": summary, **fields}
        self.events[key] = {}
        return key

    def calendar_of(self, summary):
        """Return the events, by their ids, of the calendar with that name that there is: cancelled ones too."""
        (found,) = [key for key, one in self.calendars.items() if one["summary"] == summary]
        return self.events[found]

    def add(self, calendar, **fields):
        """Add an event of the user's; returns it."""
        self._count += 1
        body = {"id": f"{self._count:026}", "summary": "Choir", "start": {"date": "2026-12-01"}, **fields}
        return self._make(self.calendar_of(calendar), {"end": {"date": "2026-12-02"}, **body})

    def of(self, item, calendar="tieweave"):
        """Return the event of a follow-up's id in a calendar."""
        (found,) = [
            event
            for event in self.calendar_of(calendar).values()
            if event["status"] != "cancelled"
            and event.get("extendedProperties", {}).get("private", {}).get("tieweave") == item
        ]
        return found

    def edit(self, event, **fields):
        """Change an event as the user does."""
        event.update(fields, etag=self._etag())

    def answer(self, asked):
        if asked.path == "/calendar/v3/users/me/calendarList":
            return listed(asked, "calendar#calendarList", list(self.calendars.values()), 100, 250)
        if asked.path == "/calendar/v3/calendars" and asked.method == "POST":
            key = self.add_calendar(asked.body["summary"], timeZone=asked.body.get("timeZone", "UTC"))
            self._made_by_app.add(key)
            return 200, {**self.calendars[key], "kind": "calendar#calendar"}
        part = re.fullmatch(r"/calendar/v3/calendars/([^/]+)/events(?:/([^/]+))?", asked.path)
        if not part or part[1] not in self._made_by_app or part[1] not in self.events:
            return NOT_FOUND
        events = self.events[part[1]]
        if part[2] is None:
            return self._insert(events, asked) if asked.method == "POST" else self._list(events, asked)
        event = events.get(part[2])
        if event is None:
            return NOT_FOUND
        if asked.method == "GET":
            return 200, event
        if asked.method == "DELETE" and event["status"] == "cancelled":
            return older_error(410, "Resource has been deleted", "deleted")
        if asked.match not in (None, event["etag"]):
            return STALE
        if asked.method == "DELETE":
            self.edit(event, status="cancelled")
            return NO_CONTENT
        if asked.method == "PATCH":
            return 200, self._patch(events, event, asked.body)
        return older_error(405, "Method not allowed", "httpMethodNotAllowed")

    def _list(self, events, asked):
        shown = []
        for event in events.values():
            if event["status"] != "cancelled":
                shown.append(event)
            elif asked.is_on("showDeleted"):  # more is not promised of these
                shown.append({key: event[key] for key in ("kind", "id", "etag", "status")})
        return listed(asked, "calendar#events", shown, 250, self.most)

    def _insert(self, events, asked):
        key = asked.body["id"]
        if not re.fullmatch(r"[a-v0-9]{5,1024}", key):
            return older_error(400, "Invalid resource id value.", "invalid")
        if asked.body["extendedProperties"]["private"]["tieweave"] in self.refused:
            return older_error(400, "Bad Request", "badRequest")
        if key in events:
            return older_error(409, "The requested identifier already exists.", "duplicate")
        return 200, self._make(events, asked.body)

    def _make(self, events, body):
        events[body["id"]] = {"kind": "calendar#event", "id": body["id"], "status": "confirmed"}
        return self._patch(events, events[body["id"]], body)

    def _patch(self, events, event, body):
        after = patched(event, body)
        for end in ("start", "end"):
            if end in body:
                after[end] = body[end]
        after["etag"] = self._etag()
        events[event["id"]] = after
        return after

    def _etag(self):
        self._count += 1
        return f'"33{self._count}"'
