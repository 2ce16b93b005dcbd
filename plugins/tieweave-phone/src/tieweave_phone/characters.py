"""Characters that phones put into names, numbers and dates without anybody seeing them."""

from __future__ import annotations

_UNSEEN = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0x00AD)
"""Directional marks, joiners and their kin."""
_BLANKS = (0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFE, 0xFFFF)
_ZEROS = (
    0x0660,
    0x06F0,
    0x0966,
    0x09E6,
    0x0A66,
    0x0AE6,
    0x0BE6,
    0x0C66,
    0x0CE6,
    0x0D66,
    0x0E50,
    0x1040,
    0x17E0,
    0xFF10,
)
"""The digit 0 of Arabic, Persian, the Indian scripts, Thai, Burmese, Khmer, and of full width; 1 to 9 follow it."""

_JOINERS = frozenset((0x200C, 0x200D))  # they belong to Persian names and to emoji

_SPACED = dict.fromkeys((*_BLANKS, *_CONTROLS), " ")
_AS_NAME = {**_SPACED, **{code: None for code in _UNSEEN if code not in _JOINERS}}
_AS_FIGURES = {
    **_SPACED,
    **dict.fromkeys(_UNSEEN),
    **{zero + value: str(value) for zero in _ZEROS for value in range(10)},
}


def name(text: str) -> str:
    """Return a name as it is seen: no marks or control characters, every blank a plain one."""
    return " ".join(text.translate(_AS_NAME).split())


def figures(text: str) -> str:
    """Return a date or number as it is seen, its digits 0 to 9 in whatever script they were."""
    return text.translate(_AS_FIGURES).strip()


def is_marked(text: str) -> bool:
    """Return whether a text begins with U+200E, by which WhatsApp marks what it wrote itself."""
    return text[:1] == "\u200e"
