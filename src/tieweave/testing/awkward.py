"""Follow-ups whose texts try to be more than text in the place that they are delivered to."""

from __future__ import annotations

from tieweave.model import FollowUp
from tieweave.testing.making import make_follow_up

_NAMES = (
    "Zoë Strauß-O'Neill",
    "王小明",
    "محمد الفاسي",
    "नीरज शर्मा",
    "Sam ❤️👩‍👩‍👧 Roy",
    "A\u202egnp.exe",
    '=HYPERLINK("http://x.example","Ann")',
    "+1 902 555 0101",
    "@SUM(A1:A9)",
    "'quoted",
    'a "b", c; d\te',
    "back\\slash \\n \\, \\;",
    "<script>alert(1)</script> &amp; <!-- x -->",
    "[[Page]] [x](http://x.example) ![y](z)",
    "# *b* _i_ `c` ~~s~~ ==h== %%c%% $m$ ^block #tag",
    "- [ ] Task 📅 2020-01-01 ✅ 2020-01-02 🔁 every day ^tw-other",
    "END:VTODO",
    "Ann\x1b[31m\x07\x00Lee",
    "",
    "very " * 60 + "long",
    "../../etc/passwd",
    "CON",
)

_MESSAGES = (
    "Hi,\r\n\r\none\rtwo\n\n\n\nthree\u2028four\u0085five\n",
    "BEGIN:VCALENDAR\nEND:VTODO\nUID:other\n",
    "Bcc: everyone@example.com\n\nFrom nobody\n.\nQUIT\n",
    "```\n- [ ] Task 📅 2020-01-01 ^tw-other\n````\n~~~\n# Heading\n---\n> quote\n\ttab",
    '"; DROP TABLE x; --\n=1+1\n@x\n,,,\n;;;\n""\n',
    "=?utf-8?q?word?= =3D =\n%0D%0A &#10;",
    " leading and trailing \n ",
    "",
    "\u0001\u0008\u007f\ufffe\U0001f642",
    "x" * 3_000,
)


def awkward_follow_ups() -> list[FollowUp]:
    """Return follow-ups with names of many scripts, and line breaks, formulas, markup and escapes in their texts.

    All are open, each with a day of its own in a row and an id of its own, by e-mail; the same ones each time.
    """
    first = make_follow_up().due
    return [
        make_follow_up(
            name,
            due=first.replace(day=number + 1),
            reason=f"{name} said: {_MESSAGES[(number + 3) % len(_MESSAGES)]}",
            message=_MESSAGES[number % len(_MESSAGES)],
            subject=name,
        )
        for number, name in enumerate(_NAMES)
    ]
