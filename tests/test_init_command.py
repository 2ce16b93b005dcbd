"""`tieweave init`: a configuration and a profile by asking."""

from __future__ import annotations

import io
import os
import stat
import sys
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
    assert ran.code == 2
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


def test_what_is_typed_in_another_encoding_is_no_traceback(tieweave_command, here, monkeypatch):
    typed = io.BytesIO(b"M\xfcller\n" + b"\n" * 20)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(typed, encoding="utf-8"))
    (here / "empty.vcf").write_text("")
    ran = tieweave_command("--config", "c.toml", "init", "empty.vcf")
    assert ran.code == 0, ran.err
    assert load(here / "c.toml").profile.name == "M\ufffdller"


@pytest.mark.skipif(sys.platform != "linux", reason="file names are any bytes on Linux alone")
def test_a_file_name_that_is_no_text_is_not_proposed_and_refused_when_named(tieweave_command, here):
    name = os.fsdecode(b"b\xff.vcf")
    (here / name).write_text(CARDS)
    (here / "good.vcf").write_text(CARDS)
    assert tieweave_command("--config", "c.toml", "init", "--yes").code == 0
    assert load(here / "c.toml").sources == (str(here / "good.vcf"),)
    ran = tieweave_command("--config", "d.toml", "init", "--yes", name)
    assert (ran.code, ran.err) == (
        1,
        "error: b\ufffd.vcf: the name is not UTF-8, which a configuration is; rename it\n",
    )


def test_half_a_character_in_a_profile_leaves_a_configuration_that_can_be_read(tieweave_command, here, install):
    code = (
        "import tieweave\nfrom tieweave.sources import SourceType\n"
        "@tieweave.hookimpl\ndef tieweave_sources():\n"
        "    yield SourceType(name='half', summary='half:', matches=lambda text: text == 'half:',\n"
        "                     open=lambda *_: [tieweave.Profile(name='Mo\\ud83d')])\n"
    )
    install("tieweave-half", code)
    assert tieweave_command("--config", "c.toml", "init", "--yes", "half:").code == 0
    assert load(here / "c.toml").profile.name.startswith("Mo")


def test_who_has_moved_to_another_town_is_not_left_in_the_old_country(tieweave_command, here, answers):
    (here / "me.vcf").write_text(CARDS.replace("B3K 4E1;", "B3K 4E1;Canada"))
    answers("", "", "", "Torstr. 1", "Berlin", "10119", *[""] * 7)
    ran = tieweave_command("--config", "c.toml", "init", "me.vcf")
    assert ran.code == 0, ran.err
    home = load(here / "c.toml").profile.addresses[0]
    assert (home.locality, home.country) == ("Berlin", "")


def test_years_that_cannot_be_are_said_of_the_list_that_was_asked_for(tieweave_command, here, answers):
    (here / "contacts.vcf").write_text(CARDS)
    answers(*[""] * 9, "Dalhousie (2010-2006)", "Dalhousie (2006-2010)", *[""] * 3)
    ran = tieweave_command("--config", "c.toml", "init", "contacts.vcf")
    assert ran.code == 0, ran.err
    assert "your answer: schools[0] ends in 2006" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="links are a privilege there")
def test_a_configuration_that_is_a_link_to_itself_is_one_line(tieweave_command, here):
    (here / "loop.toml").symlink_to("loop.toml")
    ran = tieweave_command("--config", "loop.toml", "init", "--yes")
    assert ran.code == 1
    assert "loop.toml: cannot write there" in ran.err


@pytest.mark.parametrize("years", ["start=2019, end=2013", "start=219"])
@pytest.mark.parametrize("flags", [["--yes"], []])
def test_years_that_cannot_be_in_an_export_are_left_out(tieweave_command, here, install, answers, years, flags):
    code = (
        "import tieweave\nfrom tieweave.sources import SourceType\n"
        f"EGO = tieweave.Profile(employers=[tieweave.Affiliation(name='Fundy', {years})])\n"
        "@tieweave.hookimpl\ndef tieweave_sources():\n"
        "    yield SourceType(name='jobs', summary='jobs:', matches=lambda text: text == 'jobs:',\n"
        "                     open=lambda *_: [EGO])\n"
    )
    install("tieweave-jobs", code)
    answers(*[""] * 13)
    ran = tieweave_command("--config", "c.toml", "init", *flags, "jobs:")
    assert ran.code == 0, ran.err
    assert load(here / "c.toml").profile.employers == (Affiliation(name="Fundy"),)
