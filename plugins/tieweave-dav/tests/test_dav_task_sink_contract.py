"""The sink `caldav:` keeps to what every sink must, on a real Radicale."""

import datetime as dt

import pytest

from tieweave.sinks import SinkContext
from tieweave.store import Store
from tieweave.testing import SinkContract
from tieweave.testing.making import NOW

THEIRS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\nBEGIN:VTODO\r\nUID:{0}\r\nDTSTAMP:20260101T000000Z\r\n"
    "SUMMARY:Water the plants\r\nX-ODD;A=b:kept\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
)


def name_of(item):
    return f"tieweave-{item}@follow-ups.tieweave.ics"


class TestCalDavTasks(SinkContract):
    plugin = "dav"
    sink = "caldav"
    heavy_modules = ("defusedxml", "dns", "keyring", "urllib3", "http.client", "ssl", "vobject", "icalendar")
    hosts = ("127.0.0.1", "localhost")

    @pytest.fixture
    def context(self, account, front, options):
        store = Store.temporary()
        yield SinkContext(now=NOW, zone=dt.UTC, store=store, options=options(account.root, front.root))
        store.close()

    @pytest.fixture
    def calendar(self, account):
        account.calendar("tasks", "Tasks", "VTODO")
        return "tasks"

    @pytest.fixture
    def location(self, front, account, calendar):
        return f"caldav:{front.root}/{account.user}/{calendar}/"

    @pytest.fixture
    def snapshot(self, account, calendar):
        return lambda: account.objects(calendar)

    @pytest.fixture
    def fresh_location(self, account):
        def fresh(number):
            account.calendar(f"fresh-{number}", f"Fresh {number}", "VTODO")
            return f"caldav:{account.home}fresh-{number}/"

        return fresh

    @pytest.fixture
    def count(self, account):
        def counted(location):
            objects = account.objects(location.rstrip("/").rpartition("/")[2])
            return sum(text.count("BEGIN:VTODO") for _, text in objects.values())

        return counted

    @pytest.fixture
    def failing(self, front):
        return lambda item: front.refusing("PUT", 500, name_of(item))

    @pytest.fixture
    def meddle(self, account, calendar):
        added = []

        def meddled():
            path = f"{calendar}/plants-{len(added)}.ics"
            added.append(path)
            account.put(path, THEIRS.format(f"plants-{len(added)}").replace("\r\n", "\n"), "text/calendar")
            before = account.objects(calendar)[path.rpartition("/")[2]]

            def check():
                assert account.objects(calendar)[path.rpartition("/")[2]] == before

            return check

        return meddled

    @pytest.fixture
    def tick(self, account, calendar):
        def ticked(item):
            account.edit(f"{calendar}/{name_of(item)}", "STATUS:NEEDS-ACTION", "STATUS:COMPLETED\nPERCENT-COMPLETE:100")

        return ticked

    @pytest.fixture
    def move(self, account, calendar):
        def moved(item, day):
            account.edit(f"{calendar}/{name_of(item)}", r"DUE;VALUE=DATE:\d+", f"DUE;VALUE=DATE:{day:%Y%m%d}")

        return moved

    @pytest.fixture
    def remove(self, account, calendar):
        return lambda item: account.delete(f"{calendar}/{name_of(item)}")

    @pytest.fixture
    def broken_location(self, account, front):
        account.calendar("meetings", "Meetings", "VEVENT")
        return f"caldav:{front.root}/{account.user}/meetings/"
