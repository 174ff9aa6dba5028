"""The heading styles of another Word document, for a pack that is to look like the house's own.

Only looks are taken: typeface, size, weight, colour, spacing, lines and shades of the title and
of headings 1 to 4, with all that these styles are based on. Nothing else of the document is read.
"""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from lxml import etree

from planctl.render.word.text import Mark

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LIMIT: Final = 5_000_000  # bytes of a part, unpacked
_STYLES: Final = ("title", "heading 1", "heading 2", "heading 3", "heading 4")
# What is taken, in the order that Word demands; of the others our own stay.
_ORDER: Final[Mapping[str, tuple[str, ...]]] = {
    "pPr": ("keepNext", "keepLines", "pBdr", "shd", "spacing", "ind", "jc", "outlineLvl"),
    "rPr": (
        *("rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "color", "sz", "szCs", "u"),
        "lang",
    ),
}
_OURS: Final = frozenset(("keepNext", "keepLines", "outlineLvl", "lang"))


class ReferenceFault(Exception):
    """That a file is no Word document with styles."""


def take_heading_styles(styles: Mark, reference: bytes) -> None:
    """Give the title and the headings the looks that they have in a document."""
    try:
        with ZipFile(BytesIO(reference)) as package:
            theirs = _package_part(package, "word/styles.xml")
            fonts = _theme_fonts(package)
    except (BadZipFile, KeyError, etree.XMLSyntaxError):
        raise ReferenceFault("it is no Word document with styles of its own") from None
    by_name, by_id = _paragraph_styles(theirs)
    for own in styles.iter(f"{_W}style"):
        name = _style_name(own)
        if name in _STYLES and name in by_name:
            ancestry = [*_ancestry(by_name[name], by_id)]
            for properties in own.iterchildren(f"{_W}pPr", f"{_W}rPr"):
                kind = f"{_W}{etree.QName(properties).localname}"
                defaults = theirs.iterfind(f"{_W}docDefaults//{kind}")
                chain = (part for style in ancestry for part in style.iterchildren(kind))
                _replace(properties, _looks([*defaults, *chain]), fonts)


def _package_part(package: ZipFile, name: str) -> Mark:
    if package.getinfo(name).file_size > _LIMIT:
        raise ReferenceFault("its styles are larger than 5 MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(package.read(name), parser)


def _theme_fonts(package: ZipFile) -> Mapping[str, str]:
    """The typefaces that major and minor stand for."""
    if "word/theme/theme1.xml" not in package.namelist():
        return {}
    theme = _package_part(package, "word/theme/theme1.xml")
    latin = {kind: theme.find(f".//{_A}{kind}Font/{_A}latin") for kind in ("major", "minor")}
    return {kind: font.get("typeface", "") for kind, font in latin.items() if font is not None}


def _paragraph_styles(styles: Mark) -> tuple[Mapping[str, Mark], Mapping[str, Mark]]:
    every = styles.iter(f"{_W}style")
    paragraphs = [style for style in every if style.get(f"{_W}type") == "paragraph"]
    by_id = {style.get(f"{_W}styleId", ""): style for style in paragraphs}
    return {_style_name(style): style for style in paragraphs}, by_id


def _style_name(style: Mark) -> str:
    name = style.find(f"{_W}name")
    return "" if name is None else name.get(f"{_W}val", "").casefold()


def _ancestry(style: Mark, by_id: Mapping[str, Mark]) -> Iterator[Mark]:
    """A style after those that it is based on; a circle ends where it began."""
    chain = [style]
    while (base := chain[-1].find(f"{_W}basedOn")) is not None:
        parent = by_id.get(base.get(f"{_W}val", ""))
        if parent is None or parent in chain:
            break
        chain.append(parent)
    return reversed(chain)


def _looks(parts: Iterable[Mark]) -> dict[str, Mark]:
    """What the last of some properties says of each look."""
    return {etree.QName(look).localname: look for part in parts for look in part}


def _replace(properties: Mark, looks: Mapping[str, Mark], fonts: Mapping[str, str]) -> None:
    """Put looks in the place of our own of the same kind."""
    ours = _looks([properties])
    for old in list(properties):
        properties.remove(old)
    for name in _ORDER[etree.QName(properties).localname]:
        look = ours.get(name) if name in _OURS else looks.get(name)
        if look is not None:
            properties.append(_plain_look(look, fonts))


def _plain_look(look: Mark, fonts: Mapping[str, str]) -> Mark:
    """A look that needs no theme: its typeface by name, and its colour in figures."""
    made = etree.Element(look.tag)
    made.extend(_plain_look(inner, fonts) for inner in look)
    for key, value in look.attrib.items():
        name = etree.QName(key).localname
        if name in {"asciiTheme", "hAnsiTheme"}:
            made.set(f"{_W}{name.removesuffix('Theme')}", fonts.get(value[:5], "Arial"))
        elif "theme" not in name.casefold():
            made.set(key, value)
    return made
