"""The samples of every era, each quirk as it is described."""

from pathlib import Path

import pytest

from tieweave_linkedin.locations import matches

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "exports" / "linkedin"

pytestmark = [pytest.mark.shared_data, pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/data/exports")]


def test_all_of_it_as_one_folder(read):
    assert matches(str(SHARED))
    found = read(SHARED)
    assert found.profile.name == "Jordan Pike"
    assert [(job.name, job.start, job.end) for job in found.profile.employers] == [
        ("Example Corp", 2020, None),
        ("Sample Industries", 2017, 2019),
    ]
    assert [(school.name, school.start, school.end) for school in found.profile.schools] == [
        ("State University", 2011, 2015),
        ("Central High School", None, None),
    ]
    assert sorted(found.names) == [
        "Ana Silva",
        "Bo Li",
        "Hana Novák",
        "Hans Beispiel",
        "Ines Okafor-Lindqvist",
        "Jane Doe",
        "Li Wei",
        "Priya Nair",
        "Tomás Reyes",
    ]
    assert sorted(found.said) == [
        ("in", "Ana Silva"),  # a recommendation and an endorsement
        ("in", "Ana Silva"),
        ("in", "Ines Okafor-Lindqvist"),
        ("in", "Ines Okafor-Lindqvist"),
        ("in", "Priya Nair"),
        ("in", "Priya Nair"),
        ("out", "Ines Okafor-Lindqvist"),
        ("out", "Jane Doe", "Bo Li"),
    ]
    assert found.contact("Li Wei").notes == ("Met at the supply chain summit",)
    assert [skipped.where for skipped in found.skipped] == ["Connections-2023-on.csv", "Connections-bom-crlf.csv"]


@pytest.mark.parametrize("path", sorted(SHARED.glob("Connections-*.csv")), ids=lambda path: path.name)
def test_each_era_of_connections_alone(read, path):
    assert matches(str(path))
    found = read(path)
    reyes = [contact for contact in found.contacts if contact.family == "Reyes"]
    if "-de" in path.name:
        assert found.names == ["Hans Beispiel"]
        assert found.contacts[0].organisations[0].title == "Steuerberater"
        return
    assert [email.address for email in reyes[0].emails] == ["tomas.reyes@example.org"]
    if "2021" in path.name:
        assert not found.skipped
        return
    assert reyes[0].suffixes == "CPA"
    assert found.contact("Hana Novák").prefixes == "Dr."
    assert found.contact("Hana Novák").key == "https://www.linkedin.com/in/hana🌟-novak"
    assert found.skipped[0].reason.startswith("connections who hid or closed their profiles: 1;")


@pytest.mark.parametrize("path", sorted(SHARED.glob("messages-*.csv")), ids=lambda path: path.name)
def test_each_era_of_messages_alone(read, path):
    found = read(path)
    assert ("in", "Ines Okafor-Lindqvist") in found.said
    assert not found.skipped
    assert "Jordan Pike" not in found.names
