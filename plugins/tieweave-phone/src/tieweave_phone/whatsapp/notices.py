"""What WhatsApp itself writes into a chat, in the languages that most people have it in.

Where a phrase is not known here the chat is still read: a notice that names no sender is none of anybody's messages in
any language, and one that stands under the group's name is told by that name.
"""

from __future__ import annotations

import re

import attrs

from tieweave_phone import characters
from tieweave_phone.weights import ATTEMPT

_ENCRYPTED = re.compile(
    "end-to-end|ende-zu-ende|extremo a extremo|bout en bout|ponta a ponta|päästä päähän|сквозн|наскрізн|端到端|端對端|"
    "エンドツーエンド|종단|crittografi|uçtan uca|totalsträck|ende-til-ende|end-til-end|التشفير|سرتاسر|"
    "koncové šifrov|szyfrowanie|שדר|הצפנה|criptate integral|végpontok"
)

_OF_GROUP = re.compile(
    # English
    r"\bcreated (?:this |the )?group\b|\b(?:added|removed) \S|\bwas added$|\bleft$|"
    r"\bjoined (?:using|from|via|the group)\b|"
    r"\bchanged (?:the subject|the group|this group|the settings|the description)|"
    r"\byou're (?:now|no longer) an admin|"
    # German, Dutch
    r"\bhat (?:die|diese) gruppe\b|\bhast (?:die|diese) gruppe\b|\bhinzugefügt\b|\bgruppenbild\b|\bden betreff\b|"
    r"\bheeft (?:de|deze) groep\b|\bhebt (?:de|deze) groep\b|\btoegevoegd\b|\bgroepsafbeelding\b|"
    # Spanish, Portuguese, French, Italian
    r"\bcre(?:ó|aste) (?:el|este) grupo\b|\bañad(?:ió|iste)\b|\bsalió del grupo\b|"
    r"\bcambió (?:el asunto|el nombre|el ícono)|"
    r"\bcriou (?:o|este) grupo\b|\badicionou\b|\bsaiu$|\bsaiu do grupo\b|\bmudou (?:o nome|a imagem|a descrição)|"
    r"\ba créé (?:le|ce) groupe\b|\ba ajouté\b|\ba quitté\b|\ba changé le sujet\b|\ba modifié\b|"
    r"\bha creato (?:il|questo) gruppo\b|\bha aggiunto\b|\bha abbandonato\b|\bha cambiato l[’']oggetto\b|"
    # Scandinavian, Finnish, Polish, Russian, Turkish
    r"\bskapade gruppen\b|\blade till\b|\blämnade\b|\boprettede gruppen\b|\btilføjede\b|"
    r"\bopprettet gruppen\b|\bla til\b|"
    r"\bloi (?:tämän )?ryhmän\b|\blisäsi\b|\bpoistui\b|\butworzył\w* grup|\bdodał\w*\b|"
    r"\bсоздал\w* групп|\bдобавил\w*\b|"
    r"\bgrubunu oluşturdu\b|\bekledi\b|\bgruptan ayrıldı\b"
)

_CREATED = re.compile(
    r"\b(?:created|erstellt|gemaakt|aangemaakt|creó|creaste|criou|créé|creato|skapade|oprettede|opprettet|loi|utworzył\w*|создал\w*)\b"
)
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{1,100})[\"“”»]")
_QUOTES = re.compile('["“„«]')

_DELETED_BY_EGO = re.compile(
    "you deleted this message|du hast diese nachricht gelöscht|eliminaste este mensaje|vous avez supprimé ce message|"
    "hai eliminato questo messaggio|(?:você )?apagou es(?:s|t)a mensagem|"
    "(?:je hebt|u hebt|u heeft) dit bericht verwijderd|"
    "du tog bort (?:det här )?meddelandet?|poistit tämän viestin|вы удалили (?:данное|это) сообщение|bu mesajı sildiniz"
)
_DELETED_BY_ALTER = re.compile(
    "(?:this message was deleted|diese nachricht wurde gelöscht|se eliminó este mensaje|ce message a été supprimé|"
    "questo messaggio è stato eliminato|mensagem apagada|dit bericht is verwijderd|tämä viesti poistettiin|"
    "(?:данное )?сообщение удалено|bu mesaj silindi)[. ]*$"  # and not "deleted by admin Bo", which may be ego's
)

_MISSED = re.compile(
    "(?:(?:missed|silenced) (?:group )?(?:voice |video )?call|verpasster (?:gruppen)?(?:sprach|video)?anruf|"
    "(?:video)?llamada(?: de voz| grupal)* perdida|appel(?: vocal| vidéo| de groupe)* manqué|"
    "(?:chiamata(?: vocale| di gruppo)*|videochiamata) persa|"
    "(?:chamada|ligação)(?: de voz| de vídeo| em grupo)* perdida|"
    "gemiste? (?:spraak|video|groeps)?oproep|missat (?:röst|video|grupp)?samtal|ubesvaret (?:tale|video)?opkald|"
    "tapt (?:tale|video)?anrop|vastaamaton (?:ääni|video|ryhmä)?puhelu|nieodebrane połączenie(?: głosowe| wideo)?|"
    r"пропущенный (?:аудио|видео)?звонок|cevapsız (?:sesli |görüntülü )?arama)(?=$|[^\w ]| at | um )"
)
_MADE = re.compile(
    "(?:(?:voice|video|group) call|(?:sprach|video|gruppen)anruf|llamada de voz|videollamada|appel (?:vocal|vidéo)|"
    "chiamata vocale|videochiamata|(?:chamada|ligação) de (?:voz|vídeo)|(?:spraak|video)oproep|(?:röst|video)samtal|"
    r"(?:tale|video)opkald|(?:ääni|video)puhelu|połączenie (?:głosowe|wideo)|(?:аудио|видео)звонок)[,.] ?(.{1,40})"
)
_SPELL = re.compile(r"(\d{1,5}) ?(st|[hutoчmмdsсc])")
_SECONDS = {"m": 60, "м": 60, "d": 60, "s": 1, "с": 1, "c": 1}  # the others are hours
_ELSEWHERE = re.compile("answered|angenommen|beantwoord|respondid|répondu|risposto")

_YOU = frozenset(("you", "du", "tú", "vous", "você", "jij", "sinä", "вы", "あなた"))

_LONGEST_CALL = 60


@attrs.frozen
class Call:
    """A call that the chat tells of: its `weight`, and how many seconds it lasted where that is said."""

    weight: float
    duration: float | None


def is_notice(before_colon: str) -> bool:
    """Return whether what stands before a colon is the beginning of a notice and no name: `Jo named it "Trip`."""
    quotes = sum(map(before_colon.count, '"“”„«»'))
    return quotes % 2 == 1 or (quotes > 0 and is_of_group(before_colon))


def is_encryption(text: str) -> bool:
    """Return whether a text is the notice that messages are encrypted, which is the first of nearly every chat."""
    return _ENCRYPTED.search(_plain(text)) is not None


def is_of_group(text: str) -> bool:
    """Return whether a notice is one that only groups have: created, joined, left, renamed."""
    return _OF_GROUP.search(_plain(text)) is not None


def group_title(text: str) -> str:
    """Return the name that a notice gives a group, "" where it gives none."""
    seen = characters.name(text)
    quoted = _QUOTED.findall(seen)
    if not quoted or not is_of_group(seen):
        return ""
    name: str = quoted[0] if _CREATED.search(seen.lower()) else quoted[-1]
    return name


def is_you(sender: str) -> bool:
    """Return whether a sender is called "You": ego."""
    return sender.lower() in _YOU


def deleted_by_ego(text: str) -> bool:
    """Return whether a text stands for a message that ego deleted."""
    return len(text) < _LONGEST_CALL and _DELETED_BY_EGO.match(_plain(text)) is not None


def is_of_alter(text: str) -> bool:
    """Return whether only the other side of a chat can have sent this: a call ego missed, a message not ego's."""
    if len(text) >= _LONGEST_CALL:
        return False
    plain = _plain(text)
    return _MISSED.match(plain) is not None or _DELETED_BY_ALTER.match(plain) is not None


def call(text: str) -> Call | None:
    """Return the call that a text tells of, None for any other text."""
    if len(text) >= _LONGEST_CALL:
        return None
    plain = _plain(text)
    if _MISSED.match(plain):
        return Call(ATTEMPT, None)
    made = _MADE.match(plain)
    if made is None:
        return None
    spells = _SPELL.findall(made[1])
    if spells:
        return Call(1.0, float(sum(int(number) * _SECONDS.get(unit, 3600) for number, unit in spells)))
    if _ELSEWHERE.search(made[1]):
        return Call(1.0, None)
    return Call(ATTEMPT, None) if characters.is_marked(text) or "answer" in made[1] else None


def _plain(text: str) -> str:
    return characters.name(text).lower()
