"""Fixtures of this package's tests: an export is laid out from texts, and read."""

import datetime as dt

import pytest

from tieweave import Contact, Interaction, Profile, Skipped
from tieweave.sources import Context
from tieweave_linkedin.source import records

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


class Read:
    """What was read, by kind."""

    def __init__(self, found):
        self.contacts = [record for record in found if isinstance(record, Contact)]
        self.acts = [record for record in found if isinstance(record, Interaction)]
        self.skipped = [record for record in found if isinstance(record, Skipped)]
        self.profile = next((record for record in found if isinstance(record, Profile)), Profile())

    @property
    def names(self):
        return [contact.name for contact in self.contacts]

    def contact(self, name):
        return next(contact for contact in self.contacts if contact.name == name)

    @property
    def said(self):
        """Return each act as direction and the names of its participants."""
        name = {contact.key.lower(): contact.name for contact in self.contacts}
        return [(act.direction.value, *(name[one] for one in act.participants)) for act in self.acts]


@pytest.fixture
def read():
    def read(location, profile=None, **options):
        context = Context(now=NOW, options=options) if profile is None else Context(now=NOW, profile=profile)
        return Read(list(records(str(location), context)))

    return read


@pytest.fixture
def export(tmp_path, read):
    """Return a function that reads a folder with the files given, each as text or bytes."""

    def export(files, profile=None, **options):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(tmp_path, profile, **options)

    return export
