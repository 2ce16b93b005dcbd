"""Drafts: each follow-up in words, in the language and the register of the tie, no two of them alike.

What the templates may say beside names comes as `details`, by a follow-up's id; each is text, and may be left out or
"" (a template whose placeholder has no value is then not used). Only what is known belongs there:

    field     the work ego looks for, as ego words it: "renewable energy", "data analyst"      every ask
    company   where the person works, if ego would like to work there                          lead, advice
              the organisation at which ego would like to meet somebody                        introduction
              where their new role is                                                          give.new-role
    role      the person's own line of work, "Project Manager"                                 advice
              their new role                                                                   give.new-role
    place     where ego looks for work, "Halifax"                                              lead
    person    whom ego would like to be introduced to                                          introduction
              whom ego could introduce to them                                                 give.introduction
    what      what they said they need, as the note has it: "a used bicycle"                   give.help
              what ego thanks for, in a noun or a name: "the introduction to Ann Lee"          thank
    years     for how many whole years the two have not been in touch, digits, "2" or more     reconnect.dormant, asks
    when      accepted for users' own templates only: an occasion or a day, as it is to read

A detail is put into the text as it is: it is one line then, without control characters, and no more than 80 letters.

Anything else in `details` is left aside. The words are chosen by the follow-up's id, so that they are the same from run
to run. What has a message already keeps it, and nothing new reads like it; where two new ones would read the same, the
one whose id comes first has the choice.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

import attrs

from tieweave.categories import Level
from tieweave.followups.addressing import addressed, given_name, harmless
from tieweave.followups.channels import CALL, EMAIL, MEETING
from tieweave.followups.languages import DEFAULT, language_of
from tieweave.followups.templates import DETAILS, Register, Slot, Templates, Wording
from tieweave.model import Contact, FollowUp, Profile, Tie

_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
_TELLING = re.compile(r"\{(?:what|person|field)\}")
"""Details that a text is about: who is offered help with a bicycle should read of the bicycle, and who is asked about
work of which."""


_NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})


@attrs.frozen
class _Used:
    """What nothing new may read like: the messages that stand, and the sentences of each new one, without names.

    `before` is what a person was written earlier, by the contact's id.
    """

    standing: tuple[str, ...]
    before: Mapping[str, Sequence[str]]
    texts: set[tuple[str, ...]]


def drafted(
    follow_ups: Sequence[FollowUp],
    templates: Templates,
    *,
    profile: Profile,
    details: Mapping[str, Mapping[str, str]],
    ties: Mapping[str, Tie],
    before: Mapping[str, Sequence[str]] = _NOTHING,
) -> list[FollowUp]:
    """Return the follow-ups with their message, subject and language, in the order given; a message there is stays.

    `details` are by a follow-up's id, see above; `ties` by a contact's, as is what they were written `before`. A mail
    is a letter with a subject; a message, or one by a page, is shorter and has none; for a call or a meeting the
    message is a few points to speak of. Without a tie, and to whoever is not close, one writes as formally as is the
    custom of the language.
    """
    used = _Used(tuple(one.message for one in follow_ups if one.message), before, set())
    written = {
        follow_up.id: _Draft.of(follow_up, templates, profile, details.get(follow_up.id, {}), ties).written(used)
        for follow_up in sorted(follow_ups, key=lambda one: one.id)
        if not follow_up.message
    }
    return [written.get(follow_up.id, follow_up) for follow_up in follow_ups]


@attrs.frozen(eq=False)
class _Draft:
    """What one follow-up is written with: its words, its register, and the values of the placeholders."""

    follow_up: FollowUp
    templates: Templates
    language: str
    register: Register
    values: Mapping[str, str]

    @classmethod
    def of(
        cls,
        follow_up: FollowUp,
        templates: Templates,
        profile: Profile,
        details: Mapping[str, str],
        ties: Mapping[str, Tie],
    ) -> _Draft:
        contact = follow_up.contact
        language = _language(contact, profile, templates, follow_up)
        called = addressed(contact)
        ego = harmless(profile.name)
        # A sentence goes on, or ends, after a detail: a note's own full stop would be one too many.
        values = {key: harmless(details.get(key, "")).rstrip(".,;:") for key in DETAILS}
        values |= {"name": called.name, "full": called.full, "titled": called.titled}
        values |= {"ego": ego, "me": given_name(profile.name) or ego}
        tie = ties.get(contact.id)
        is_close = tie is not None and tie.level is Level.CLOSE
        is_familiar = tie is not None and not called.titled and templates.is_familiar(language, tie.category)
        register = Register.FAMILIAR if is_close or is_familiar else Register.FORMAL
        return cls(follow_up, templates, language, register, {key: value for key, value in values.items() if value})

    def written(self, used: _Used) -> FollowUp:
        """Return the follow-up in words, and note in `used` which sentences they are."""
        wordings = self.templates.wordings(self.language, self.follow_up.purpose, self.follow_up.kind)
        if self.follow_up.channel in (CALL, MEETING):
            _, lines = self._chosen([wording.talk for wording in wordings], ("",), used)
            return self._with("\n".join(lines))
        if self.follow_up.channel != EMAIL:
            shapes = [wording.note.get(self.register, ()) for wording in wordings]
            signature = "{ego}" if self.register is Register.FORMAL else ""
            return self._with("\n".join(self._parts(shapes, signature, used)))
        shapes = [wording.letter.get(self.register, ()) for wording in wordings]
        signatures = self.templates.address(self.language, self.register).signatures
        parts = self._parts(shapes, self._picked(signatures, "signature"), used)
        return self._with("\n\n".join(parts), self._subject(wordings))

    def _parts(self, shapes: Sequence[tuple[Slot, ...]], signature: str, used: _Used) -> list[str]:
        """Return a greeting, a text and a signature, without those that there are none of."""
        greeting, sentences = self._chosen(shapes, self._greetings(), used)
        signed = signature if self._fillable((signature,)) else ""
        return [part for part in (greeting, " ".join(sentences), signed) if part]

    def _with(self, message: str, subject: str = "") -> FollowUp:
        return attrs.evolve(self.follow_up, message=self._filled(message), subject=subject, language=self.language)

    def _chosen(self, shapes: Sequence[tuple[Slot, ...]], greetings: Slot, used: _Used) -> tuple[str, tuple[str, ...]]:
        """Return a greeting and a sentence of each slot: a combination that is not used yet if there is one.

        The first of the `shapes` is taken that has a sentence for each slot whose placeholders have values. Only when
        all its combinations are used, they come again with another greeting.
        """
        greeting = self._picked(greetings, "greeting")
        fillable = [slots for shape in shapes if (slots := tuple(map(self._fillable, shape))) and all(slots)]
        if not fillable:
            return greeting, ()
        slots = fillable[0]

        def texts() -> Iterator[tuple[str, ...]]:
            return chain(self._turned(_telling(slots)), self._turned(slots))

        fresh = next(((greeting, text) for text in texts() if self._is_new(text, used)), None)
        again = ((one, text) for text in texts() for one in greetings if (one, *text) not in used.texts)
        found = fresh or next(again, (greeting, next(texts())))
        used.texts.update((found[1], (found[0], *found[1])))
        return found

    def _is_new(self, text: tuple[str, ...], used: _Used) -> bool:
        if text in used.texts:
            return False
        there = (*used.standing, *used.before.get(self.follow_up.contact.id, ()))
        said = [self._filled(sentence) for sentence in text] if there else []
        return not any(all(sentence in message for sentence in said) for message in there)

    def _turned(self, slots: Sequence[Slot]) -> Iterator[tuple[str, ...]]:
        """Yield every combination of a sentence of each slot, in an order of this follow-up's own."""
        total = math.prod(map(len, slots))
        start, stride = self._number("text") % total, 1 + self._number("stride") % total
        while math.gcd(stride, total) > 1:
            stride += 1
        for step in range(total):
            number = (start + step * stride) % total
            text = []
            for slot in slots:
                number, at = divmod(number, len(slot))
                text.append(slot[at])
            yield tuple(text)

    def _subject(self, wordings: Sequence[Wording]) -> str:
        subjects = [subjects for wording in wordings if (subjects := self._fillable(wording.subjects))]
        return self._filled(self._picked(subjects[0], "subject")) if subjects else ""

    def _greetings(self) -> Slot:
        address = self.templates.address(self.language, self.register)
        formal = self.templates.address(self.language, Register.FORMAL)
        by_title = address.titled if self.register is Register.FORMAL else ()
        wanted = (by_title, address.greetings, formal.titled, address.nameless)
        return next((slot for some in wanted if (slot := self._fillable(some))), ("",))

    def _fillable(self, slot: Slot) -> Slot:
        return tuple(text for text in slot if all(name in self.values for name in _PLACEHOLDER.findall(text)))

    def _filled(self, text: str) -> str:
        """Return a text with its placeholders filled, once: what stands in a value is never one itself."""
        return _PLACEHOLDER.sub(lambda found: self.values[found[1]], text)

    def _picked(self, slot: Slot, what: str) -> str:
        return slot[self._number(what) % len(slot)] if slot else ""

    def _number(self, what: str) -> int:
        """Return a number that depends on the follow-up's id and on nothing else."""
        return int.from_bytes(hashlib.blake2b(f"{what} {self.follow_up.id}".encode(), digest_size=8).digest(), "big")


def _telling(slots: Sequence[Slot]) -> list[Slot]:
    """Return the slots, in each only what names what it is about where there is such a sentence."""
    return [tuple(text for text in slot if _TELLING.search(text)) or slot for slot in slots]


def _language(contact: Contact, profile: Profile, templates: Templates, follow_up: FollowUp) -> str:
    """Return the language to write in: the tie's, else ego's, else English, of which there are words for the act."""
    ego = language_of(Contact(), profile)
    wanted = (language_of(contact, profile), ego, DEFAULT)
    return next(one for one in wanted if templates.wordings(one, follow_up.purpose, follow_up.kind))
