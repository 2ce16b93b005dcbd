"""What mail programs call the folders of drafts, spam and sent mail, in their users' languages."""

from __future__ import annotations

import enum
import functools
import re
import unicodedata

from tieweave_mail.text import decoded, text


class Kind(enum.Enum):
    """What a folder or a label says of the mail in it."""

    SENT = "sent"
    LEFT_OUT = "left out"
    ANY = "any"


_SENT = """
sent; sent mail; sent items; sent messages; sentmail; sent-mail; outgoing; gesendet; gesendete elemente;
gesendete objekte; gesendete nachrichten; gesendete e-mails; gesendete mails; envoyé; envoyés; messages envoyés;
mails envoyés; messages envoyes;
éléments envoyés; courrier envoyé; objets envoyés; enviados; correo enviado; correos enviados; elementos enviados;
mensajes enviados; mensajes enviados; enviadas; itens enviados; mensagens enviadas; e-mails enviados; emails enviados;
itens enviadas; posta inviata; inviata; inviati; inviate; messaggi inviati; elementi inviati; verzonden;
verzonden items; verzonden berichten; verzonden e-mail; skickat; skickade; skickade mail; skickade meddelanden;
skickade objekt; sendt; sendte; sendt post; sendt mail; sendte elementer; sendt e-post; sendte meldinger; lähetetyt;
lähetetyt viestit; wysłane; elementy wysłane; wiadomości wysłane; odeslané; odeslaná pošta; odeslané položky; odoslané;
odoslaná pošta; odoslané správy; elküldött; elküldött elemek; elküldött üzenetek; elküldött levelek; trimise;
mesaje trimise; elemente trimise; gönderilmiş; gönderilmiş postalar; gönderilmiş öğeler; gönderilenler;
gönderilmiş iletiler; отправленные; исходящие; надіслані; изпратени; poslano; poslane stavke; poslana pošta; enviats;
elements enviats; bidalita; απεσταλμένα; išsiųsti; išsiųsti laiškai; išsiųsta; nosūtītie; nosūtītās; nosūtītās vēstules;
saadetud; saadetud kirjad; saadetud meilid; послато; послане поруке; poslato; poslane poruke; испратени;
sendir; sent póstur;
送信済み; 送信済みメール; 送信済みアイテム;
已发送; 已发送邮件; 已发邮件; 寄件備份; 已傳送郵件; 寄件匣;
보낸편지함; 보낸 편지함; 보낸메일함; נשלח; דואר שנשלח; المرسلة; البريد المرسل; thư đã gửi; terkirim;
ส่งแล้ว; จดหมายที่ส่งแล้ว; รายการที่ส่ง; भेजा गया; भेजे गए; भेजे गए आइटम; ارسال شده; ارسال‌شده;
פריטים שנשלחו; العناصر المرسلة; البريد المُرسَل; المُرسلة
"""
_DRAFTS = """
drafts; draft; templates; unsent messages; unsent; outbox; entwürfe; entwurf; vorlagen; postausgang; brouillons;
brouillon; modèles; borradores; borrador; plantillas; bozze; bozza; modelli; rascunhos; rascunho; modelos; concepten;
concept; sjablonen; utkast; utkorgen; mallar; kladder; kladde; luonnokset; luonnos; szkice; wersje robocze;
kopie robocze; robocze; koncepty; rozepsané; piszkozatok; vázlatok; ciorne; schițe; taslaklar; черновики; чернетки;
чернови; nacrti; osnutki; skice; esborranys; zirriborroak; πρόχειρα; 下書き;
草稿; 草稿箱; 임시보관함; 임시 보관함; טיוטות; مسودات;
المسودات; thư nháp; draf; juodraščiai; melnraksti; mustandid; drög; нацрти; ร่างจดหมาย; จดหมายร่าง; ร่าง;
ड्राफ़्ट; ड्राफ्ट; پیش‌نویس‌ها
"""
_SPAM = """
spam; junk; junk mail; junk e-mail; junk email; junk-e-mail; bulk mail; bulk; spamverdacht; spam verdacht; unerwünscht;
unerwünschte werbung; werbung spam; junk-mail; courrier indésirable; indésirables; indésirable; pourriel; pourriels;
correo no deseado; no deseado; correo basura; posta indesiderata; indesiderata; lixo eletrônico; lixo eletrónico;
lixo electrónico; correio eletrônico não solicitado; e-mail de lixo; ongewenste e-mail; ongewenste mail; ongewenst;
skräppost; søppelpost; søppel-e-post; uønsket; uønsket mail; uønsket post; uønsket e-mail; roskaposti;
wiadomości-śmieci; wiadomości śmieci; niechciane; niechciana poczta; nevyžádaná pošta; nevyžádané; nevyžiadaná pošta;
levélszemét; istenmeyen; önemsiz; önemsiz e-posta; gereksiz; нежелательная почта; нежелательные; спам; небажана пошта;
neželena pošta; neželjena pošta; correu brossa; brossa; ανεπιθύμητα; ανεπιθύμητη αλληλογραφία;
迷惑メール; 垃圾邮件; 垃圾郵件; 垃圾信件; 스팸; 스팸함; 스팸메일함; 정크 메일;
ספאם; דואר זבל; بريد مزعج; الرسائل غير المرغوب فيها; thư rác; quarantine; quarantäne;
šlamštas; brukalas; mēstules; surogātpasts; rämpspost; непожељна пошта; ruslpóstur;
จดหมายขยะ; สแปม; สแปมเมล; स्पैम; هرزنامه
"""

_LABEL = re.compile(r'(?:"[^"]*+"|[^,])++')
_BEFORE = re.compile(r"(?:inbox[./]|\[(?:gmail|google mail)\][./]|mail[./])+")
_LONGEST = 20_000


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(folded.replace("_", " ").split())


def _names(written: str) -> frozenset[str]:
    return frozenset(_plain(name) for name in written.split(";"))


_KINDS = dict.fromkeys(_names(_SENT), Kind.SENT) | dict.fromkeys(_names(_DRAFTS + ";" + _SPAM), Kind.LEFT_OUT)


def kind_of_folder(name: str) -> Kind:
    """Return what a folder's name says: "Gesendet", "[Gmail]/Sent Mail", "INBOX.Sent", "Drafts-1"."""
    plain = _BEFORE.sub("", _plain(_from_imap(name)), count=1)
    return _KINDS.get(plain) or _KINDS.get(plain.rstrip("0123456789-() "), Kind.ANY)


@functools.lru_cache(maxsize=4096)
def kind_of_labels(value: bytes) -> Kind:
    r"""Return what an X-Gmail-Labels field says: left out wins over sent.

    Takeout writes names in the user's language, programs that ask Gmail by IMAP write its own: `"\\Sent"`.
    """
    labels = decoded(text(value[:_LONGEST]))
    kinds = {_KINDS.get(_plain(label.strip(' "\\'))) for label in _LABEL.findall(labels)}
    for kind in (Kind.LEFT_OUT, Kind.SENT):
        if kind in kinds:
            return kind
    return Kind.ANY


def _from_imap(name: str) -> str:
    """Return a folder's name, which IMAP and Maildir++ write in a UTF-7 of their own: `Entw&APw-rfe`."""
    if "&" not in name:
        return name
    return re.sub(r"&([A-Za-z0-9+,]*)-", lambda found: _base64(found[1]) if found[1] else "&", name)


def _base64(written: str) -> str:
    try:
        return f"+{written.replace(',', '/')}-".encode().decode("utf-7")
    except UnicodeDecodeError:
        return written
