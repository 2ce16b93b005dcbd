"""`tieweave init`: a configuration and a profile by asking."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest

from tieweave import Affiliation
from tieweave.config import load

CARDS = """BEGIN:VCARD
VERSION:4.0
FN:Me
EMAIL:morgan@example.com
TEL:+1 902 555 0100
ADR:;;210 Agricola St;Halifax;;B3K 4E1;
ORG:Fundy Software
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Ann Lee
END:VCARD
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def answers(monkeypatch):
    def give(*lines):
        text = "".join(f"{line}\n" for line in lines)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return give


def test_it_proposes_what_it_finds_and_what_that_says_of_ego(tieweave_command, here, answers):
    (here / "contacts.vcf").write_text(CARDS)
    downloads = Path.home() / "Downloads"
    downloads.mkdir()
    (downloads / "old.vcf").write_text(CARDS)
    (downloads / "letter.pdf").write_bytes(b"%PDF")
    employers = "Fundy Software (2013-2019); Tidewater (2020-)"
    answers(
        *("y", "n", "nowhere.vfc", "", "Morgan Gallant", "", "", "12 Elm St", "", "-", "", "Ella; Bo"),
        *("Fundy (2019-2013)", employers, "Dalhousie (2006-2010)", "", "", "data analyst, Halifax"),
    )
    ran = tieweave_command("--config", "c.toml", "init")
    assert ran.code == 0, ran.err
    assert f"read {here / 'contacts.vcf'} (vcard)?" in ran.err
    assert f"read {downloads / 'old.vcf'} (vcard)?" in ran.err
    assert "letter.pdf" not in ran.err
    assert "no such file or folder: 'nowhere.vfc'" in ran.err
    assert "ends in 2013, before it starts in 2019" in ran.err
    config = load(here / "c.toml")
    assert config.sources == (str(here / "contacts.vcf"),)
    ego = config.profile
    assert (ego.name, ego.emails, ego.phones) == ("Morgan Gallant", ("morgan@example.com",), ("+1 902 555 0100",))
    assert (ego.addresses[0].street, ego.addresses[0].locality, ego.addresses[0].postal_code) == (
        "12 Elm St",
        "Halifax",
        "",
    )
    assert ego.employers == (
        Affiliation(name="Fundy Software", start=2013, end=2019),
        Affiliation(name="Tidewater", start=2020),
    )
    assert ego.schools == (Affiliation(name="Dalhousie", start=2006, end=2010),)
    assert (ego.children, ego.targets) == (("Ella", "Bo"), ("data analyst, Halifax",))
    assert stat.S_IMODE((here / "c.toml").stat().st_mode) == 0o600
    assert tieweave_command("--config", "c.toml", "doctor").code == 0


def test_with_yes_it_asks_nothing(tieweave_command, here, answers):
    (here / "contacts.vcf").write_text(CARDS)
    answers()
    ran = tieweave_command("init", "contacts.vcf", "--yes")
    assert ran.code == 0, ran.err
    path = Path(ran.out.splitlines()[0].removeprefix("written: "))
    assert load(path).sources == (str(here / "contacts.vcf"),)
    assert load(path).profile.employers == (Affiliation(name="Fundy Software"),)
    listed = tieweave_command("classify", "--format", "csv")
    assert "Ann Lee" in listed.out


def test_a_configuration_that_is_there_is_left_as_it_is(tieweave_command, here):
    (here / "c.toml").write_text("# mine\n")
    ran = tieweave_command("--config", "c.toml", "init", "--yes")
    assert ran.code == 1
    assert "there is a configuration already; edit it" in ran.err
    assert (here / "c.toml").read_text() == "# mine\n"


def test_an_input_that_ends_is_one_line_and_writes_nothing(tieweave_command, here, answers):
    (here / "contacts.vcf").write_text(CARDS)
    answers("y")
    ran = tieweave_command("--config", "c.toml", "init")
    assert ran.code == 1
    assert ran.err.splitlines()[-1].startswith("error: no answer to 'another file, folder or service")
    assert not (here / "c.toml").exists()


def test_a_location_that_nothing_reads_is_one_line(tieweave_command, here):
    ran = tieweave_command("--config", "c.toml", "init", "nowhere.vcf.gz", "--yes")
    assert ran.code == 1
    assert "no such file or folder: 'nowhere.vcf.gz'" in ran.err


def test_what_cannot_be_written_is_one_line(tieweave_command, here):
    (here / "file").write_text("")
    ran = tieweave_command("--config", "file/c.toml", "init", "--yes")
    assert ran.code == 1
    assert "cannot write there" in ran.err
