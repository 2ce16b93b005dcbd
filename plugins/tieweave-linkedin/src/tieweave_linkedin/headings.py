"""The files of an export that are read: how each is named, and the columns that its heading must have.

Names and headings are compared without regard to case, blanks, underscores and hyphens. Sources: headings of exports
of 2020 to 2026 that people published; of the translations only the German one was seen, in one place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import attrs

from tieweave.spelling import plain


@attrs.frozen
class Heading:
    """One kind of file: its `kind`, its columns' `names` for each of our own, and the columns it `needs`.

    `needs` are alternatives: one of them must be there whole. `one_line` says that no cell holds running text, so that
    a record with many line breaks is a damaged one. `in_order` are the columns by their place, for a heading in a
    language that is not known but has the address of the page, "URL", where it belongs.
    """

    kind: str
    names: Mapping[str, str]
    needs: tuple[frozenset[str], ...]
    one_line: bool = False
    in_order: tuple[str, ...] = ()

    def columns(self, cells: Sequence[str]) -> dict[str, int] | None:
        """Return which column stands where, None where `cells` are no heading of this kind; the first of two wins."""
        found: dict[str, int] = {}
        for at, cell in enumerate(cells):
            if len(cell) < 60 and (name := self.names.get(_squeezed(cell))):
                found.setdefault(name, at)
        if any(needed <= found.keys() for needed in self.needs):
            if len(cells) == len(self.in_order) and all(self.in_order[at] == name for name, at in found.items()):
                # A column whose name is not known in this language stands where LinkedIn always puts it.
                return {name: at for at, name in enumerate(self.in_order)}
            return found
        if self.in_order and len(cells) == len(self.in_order) and "url" in self.in_order:
            at = self.in_order.index("url")
            if _squeezed(cells[at]) == "url" and all(cell.strip() for cell in cells):
                return {name: at for at, name in enumerate(self.in_order)}
        return None


def kind_of(file_name: str) -> str:
    """Return the kind of a file of an export by its name, "" for a file that is not read.

    What follows the known words is no matter: a member's number, "(1)", a year.
    """
    stem, dot, suffix = file_name.lower().rpartition(".")
    if suffix != "csv" or not dot:
        return ""
    words = re.findall(r"[a-z]+|[^a-z\s_-]+", stem[:100])
    for count in range(min(len(words), 5), 0, -1):
        if (name := "".join(words[:count])) in _FILES:
            return _FILES[name]
    return ""


def _squeezed(cell: str) -> str:
    return "".join(sign for sign in plain(cell.strip().strip("\ufeff'\"")) if sign.isalnum())


def _heading(
    kind: str,
    columns: Mapping[str, str],
    *needs: str,
    one_line: bool = False,
    in_order: str = "",
) -> Heading:
    names = {_squeezed(text): name for name, texts in columns.items() for text in texts.split(",")}
    return Heading(
        kind=kind,
        names=names,
        needs=tuple(frozenset(needed.split()) for needed in needs),
        one_line=one_line,
        in_order=tuple(in_order.split()),
    )


_DRAFTS = {"message_draft": "IS MESSAGE DRAFT", "conversation_draft": "IS CONVERSATION DRAFT"}

HEADINGS: Mapping[str, Heading] = {
    heading.kind: heading
    for heading in (
        _heading(
            "connections",
            {
                "first_name": "First Name,Vorname,Prénom,Nombre,Nome,Voornaam",
                "last_name": "Last Name,Nachname,Nom,Nom de famille,Apellidos,Apellido,Cognome,Sobrenome,Apelido,"
                "Achternaam",
                "url": "URL,Profile URL,Profil-URL,URL du profil,URL del perfil,URL del profilo,URL do perfil,"
                "Profiel-URL",
                "email": "Email Address,Email,E-Mail-Adresse,E-Mail,Adresse e-mail,Correo electrónico,"
                "Dirección de correo electrónico,Dirección de email,Indirizzo email,Indirizzo e-mail,"
                "Endereço de e-mail,Endereço de email,E-mailadres",
                "company": "Company,Current Company,Unternehmen,Firma,Entreprise,Société,Empresa,Azienda,Società,"
                "Bedrijf,Organisatie",
                "position": "Position,Current Position,Job Title,Berufsbezeichnung,Poste,Intitulé de poste,"
                "Fonction,Cargo,Puesto,Posición,Posizione,Qualifica,Posição,Functie,Positie",
                "connected_on": "Connected On,Verbunden am,Verbunden seit,Vernetzt am,Vernetzt seit,Date de connexion,"
                "Connexion le,Connecté le,Connectés le,En relation depuis le,En relation depuis,Conectado el,"
                "Fecha de conexión,Conectados el,Data di collegamento,Collegato il,Collegati dal,Conectado em,"
                "Data da conexão,Data de conexão,Verbonden op,Verbonden sinds,Connectie sinds",
            },
            "first_name connected_on",
            "last_name connected_on",
            "first_name last_name url",
            "first_name last_name email company",
            one_line=True,
            in_order="first_name last_name url email company position connected_on",
        ),
        _heading(
            "messages",
            {
                "conversation": "CONVERSATION ID",
                "from": "FROM",
                "sender": "SENDER PROFILE URL",
                "to": "TO",
                "recipients": "RECIPIENT PROFILE URLS",
                "date": "DATE",
                "content": "CONTENT",
                "folder": "FOLDER",
                **_DRAFTS,
            },
            "from date conversation",
            "from to date",
        ),
        _heading(
            "invitations",
            {
                "from": "From",
                "to": "To",
                "date": "Sent At",
                "message": "Message",
                "direction": "Direction",
                "inviter": "inviterProfileUrl",
                "invitee": "inviteeProfileUrl",
            },
            "from to date",
        ),
        *(
            _heading(
                f"endorsements-{which}",
                {
                    "date": "Endorsement Date",
                    "skill": "Skill Name",
                    "first_name": f"{person} First Name",
                    "last_name": f"{person} Last Name",
                    "url": f"{person} Public Url,{person} Profile Url",
                    "status": "Endorsement Status",
                },
                "date first_name",
                "date last_name",
                one_line=True,
            )
            for which, person in (("received", "Endorser"), ("given", "Endorsee"))
        ),
        *(
            _heading(
                f"recommendations-{which}",
                {
                    "first_name": "First Name",
                    "last_name": "Last Name",
                    "company": "Company",
                    "title": "Job Title",
                    "date": "Creation Date",
                    "status": "Status",
                    "url": "Profile Url,Public Url",
                },
                "first_name date",
            )
            for which in ("received", "given")
        ),
        _heading(
            "notes",
            {
                "first_name": "Connection First Name",
                "last_name": "Connection Last Name",
                "url": "Connection Profile URL",
                "note": "Note",
            },
            "note url",
            "note first_name",
        ),
        _heading(
            "address-book",
            {
                "first_name": "FirstName",
                "last_name": "LastName",
                "name": "FullName",
                "companies": "Companies",
                "title": "Title",
                "emails": "Emails",
                "phones": "PhoneNumbers",
                "addresses": "Addresses",
                "sites": "Sites",
                "birthday": "Birthday",
                "location": "Location",
                "profiles": "Profiles",
            },
            "first_name emails",
            "name emails",
            "name phones",
        ),
        _heading(
            "profile",
            {
                "first_name": "First Name",
                "last_name": "Last Name",
                "address": "Address",
                "zip": "Zip Code",
                "area": "Geo Location",
            },
            "first_name last_name",
        ),
        _heading(
            "positions",
            {"company": "Company Name", "start": "Started On", "end": "Finished On"},
            "company",
        ),
        _heading("education", {"school": "School Name", "start": "Start Date", "end": "End Date"}, "school"),
        _heading("emails", {"email": "Email Address", "confirmed": "Confirmed", "primary": "Primary"}, "email"),
        _heading("phones", {"number": "Number", "extension": "Extension"}, "number"),
    )
}
"""What is read, by kind."""

_FILES: Mapping[str, str] = {
    "connections": "connections",
    "messages": "messages",
    "invitations": "invitations",
    "endorsementreceivedinfo": "endorsements-received",
    "endorsementreceived": "endorsements-received",
    "endorsementsreceived": "endorsements-received",
    "endorsementgiveninfo": "endorsements-given",
    "endorsementgiven": "endorsements-given",
    "endorsementsgiven": "endorsements-given",
    "recommendationsreceived": "recommendations-received",
    "recommendationsgiven": "recommendations-given",
    "connectionnotes": "notes",
    "notes": "notes",
    "contacts": "address-book",
    "importedcontacts": "address-book",
    "profile": "profile",
    "profilesummary": "",
    "positions": "positions",
    "education": "education",
    "emailaddresses": "emails",
    "phonenumbers": "phones",
    "whatsappphonenumbers": "phones",
}
"""How files are named, without blanks, underscores and hyphens; "" for one that begins like another."""

TELLING = frozenset(
    {
        "connections",
        "messages",
        "invitations",
        "endorsements-received",
        "endorsements-given",
        "recommendations-received",
        "recommendations-given",
    }
)
"""Kinds of files whose names alone tell an export."""
