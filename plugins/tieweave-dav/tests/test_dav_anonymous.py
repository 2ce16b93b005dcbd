"""A server that asks nobody for a password, as people run one at home."""

import pytest

from tieweave import Contact
from tieweave_dav.source import records


@pytest.fixture
def port(tmp_path_factory, running):
    folder = tmp_path_factory.mktemp("open")
    book = folder / "store" / "collection-root" / "morgan" / "contacts"
    book.mkdir(parents=True)
    (book / ".Radicale.props").write_text('{"tag": "VADDRESSBOOK", "D:displayname": "Contacts"}', encoding="utf-8")
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a\r\nFN:Ann Lee\r\nN:Lee;Ann;;;\r\nEND:VCARD\r\n"
    (book / "a.vcf").write_bytes(card.encode())
    return running(folder, "--auth-type=none")


@pytest.mark.parametrize("where", ["http://127.0.0.1:{}/morgan/contacts/", "http://127.0.0.1:{}/morgan/"])
def test_nobody_signs_in_where_nobody_has_to(port, context, where):
    (contact,) = records("carddav", f"carddav:{where.format(port)}", context)
    assert isinstance(contact, Contact)
    assert contact.name == "Ann Lee"


@pytest.mark.parametrize("where", ["http://morgan@127.0.0.1:{}", "morgan@127.0.0.1:{}"])
def test_a_user_without_a_password_is_told_what_to_do(port, context, where):
    with pytest.raises(Exception, match="wants a user name and a password; run: tieweave login carddav:"):
        list(records("carddav", f"carddav:{where.format(port)}", context))
