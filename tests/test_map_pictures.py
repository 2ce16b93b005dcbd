from __future__ import annotations

import builtins
import re
import struct
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieweave.categories import Level
from tieweave.category_groups import GROUPS
from tieweave.ego_map import Figure, ego_map
from tieweave.errors import TieweaveError
from tieweave.report import as_map, palette

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><image href="https://evil.example/x.png"/>',
    "]]>&amp;<!--",
    "\x00\x08\x1b[31m red",
    "\ud800 half a letter",
    "\ufffe\uffff",
    "\u202ecod.exe",
    "</title><style>*{fill:red}</style>",
    "{{ 7 * 7 }}{% raw %}",
    "عائشة خوري",
    "N" * 10_000,
    "",
]
anything = st.one_of(st.text(st.characters(), max_size=40), st.sampled_from(HOSTILE))


def figures(names: list[str], *, known: bool = True) -> list[Figure]:
    return [
        Figure(
            id=f"p{at}",
            name=name,
            group=GROUPS[at % len(GROUPS)].slug,
            level=(Level.CLOSE, Level.ACQUAINTED, None)[at % 3],
            strength=at / max(len(names), 1),
            circles=(at % 4,),
            known=((f"p{(at + 4) % len(names)}", 0.9),) if known else (),
        )
        for at, name in enumerate(names)
    ]


def drawn(people: list[str], circles: list[str] | None = None, **options: object) -> str:
    circles = ["Alpha", "Beta", "Gamma", "Delta"] if circles is None else circles
    return as_map.svg(ego_map(figures(people), circles), **{"title": "My people", "ego": "Morgan", **options})


def parsed(document: str) -> ET.Element:
    return ET.fromstring(document.encode("utf-8"))  # noqa: S314 - our own document, and that it is one is tested


def texts(root: ET.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


@given(st.lists(anything, min_size=1, max_size=20), anything, anything, st.lists(anything, min_size=4, max_size=4))
@settings(max_examples=40, deadline=None)
def test_any_text_makes_well_formed_xml_with_nothing_in_it_but_a_picture(names, title, ego, circles):
    for named in (True, False):
        root = parsed(as_map.svg(ego_map(figures(names), circles), title=title, ego=ego, names=named))
        kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert kinds <= {"svg", "title", "desc", "style", "g", "rect", "circle", "path", "text", "textPath"}
        assert len(list(root.iter(f"{SVG}style"))) == 1


def test_it_asks_for_nothing_from_outside_and_runs_nothing():
    document = drawn(HOSTILE * 3)
    root = parsed(document)
    attributes = [(name, value) for element in root.iter() for name, value in element.attrib.items()]
    assert not [name for name, _ in attributes if name.startswith("on")]
    assert all(value.startswith("#arc-") for name, value in attributes if name.endswith("href"))
    style = next(root.iter(f"{SVG}style")).text
    assert "url(" not in style
    assert "@import" not in style
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    assert len(set(ids)) == len(ids)


def test_it_shows_names_circles_rings_and_colours_and_says_what_it_is():
    root = parsed(drawn(["Ann Lee", "Bo Ek", "Cy Fox", "Di Gee", "Ed Hay", "Flo Ives", "Guy Jay", "Hal Kay"]))
    found = texts(root)
    for text in ("Ann Lee", "Alpha", "Delta", "Level 1", "Level 2", "Not known yet", "Family and relatives", "Morgan"):
        assert text in found
    assert root.find(f"{SVG}title").text == "My people"
    assert root.find(f"{SVG}desc").text.startswith("8 people around the middle")
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "title desc"
    discs = root.findall(f".//{SVG}g[@class='nodes']/{SVG}circle")
    assert [disc.find(f"{SVG}title").text for disc in discs][:2] == ["Ann Lee", "Bo Ek"]
    assert discs[0].attrib["class"] == "g-kin"


def test_the_same_map_is_the_same_picture_byte_for_byte():
    names = [f"Person {at}" for at in range(40)]
    assert drawn(names) == drawn(names)


def test_without_names_nobody_can_be_told():
    names = [f"Zzyx{at} Qwfp{at}" for at in range(30)]
    circles = ["Zzyx1 Qwfp1, Zzyx2 Qwfp2 and 3 more", "Secretive Ltd", "Hidden School", "Choir of Nowhere"]
    document = drawn(names, circles, names=False, title="The network of Morgan", ego="Morgan Gallant")
    for told in ("Zzyx", "Qwfp", "Secretive", "Hidden", "Nowhere", "Morgan", "Gallant"):
        assert told not in document
    root = parsed(document)
    assert len(root.findall(f".//{SVG}g[@class='nodes']/{SVG}circle")) == 30
    assert "Level 1" in texts(root)


@pytest.mark.parametrize("count", [0, 1, 5, 400])
def test_a_png_is_as_wide_as_asked(count):
    pytest.importorskip("resvg_py")
    found = ego_map(figures([f"Person {at}" for at in range(count)]) if count else [], ["A", "B", "C", "D"])
    picture = as_map.png(found, title="My people", ego="", width=640)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    assert width == 640
    assert 400 < height < 640


def test_a_png_of_hostile_names_is_a_picture_too():
    pytest.importorskip("resvg_py")
    picture = as_map.png(ego_map(figures(HOSTILE), HOSTILE), title=HOSTILE[0], ego=HOSTILE[3], width=300)
    assert picture[:4] == b"\x89PNG"


def test_without_the_package_for_png_it_says_what_to_install(monkeypatch):
    really = builtins.__import__

    def missing(name, *arguments, **options):
        if name == "resvg_py":
            raise ImportError(name)
        return really(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(TieweaveError, match=re.escape("pip install 'tieweave[png]'")):
        as_map.png(ego_map([], []), title="", ego="", width=100)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, section 1.4.3."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("paints", "grounds"),
    [(palette.LIGHT, palette.LIGHT_GROUNDS), (palette.DARK, palette.DARK_GROUNDS)],
    ids=["light", "dark"],
)
def test_every_colour_is_seen_and_its_text_is_read(paints, grounds):
    assert list(paints) == [group.slug for group in GROUPS]
    for ground in grounds:
        for slug, paint in paints.items():
            assert max(contrast(paint.fill, ground), contrast(paint.edge, ground)) >= 3, (slug, ground)
            assert contrast(paint.text, ground) >= 4.5, (slug, ground)
    assert len({paint.fill for paint in paints.values()}) == len(paints)


# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB.
SEEN_BY = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
    "anybody": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}


def lab(colour: str, seen: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """Return a colour as somebody sees it, in CIELAB (D65)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (
        min(max(sum(weight * part for weight, part in zip(row, linear, strict=True)), 0.0), 1.0) for row in seen
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("seen", SEEN_BY.values(), ids=list(SEEN_BY))
@pytest.mark.parametrize("paints", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_colours_can_be_told_apart_whatever_colours_one_sees(paints, seen):
    colours = {slug: lab(paint.fill, seen) for slug, paint in paints.items()}
    for one in colours:
        for other in colours:
            if one < other:
                apart = sum((a - b) ** 2 for a, b in zip(colours[one], colours[other], strict=True)) ** 0.5
                assert apart > 10, (one, other, apart)
