"""What is said of a paper as a whole, and the face of the organisation on it: logo, colour, words.

A logo is shown as a picture and never run: a PNG by its signature, or an SVG of shapes
alone. One that could run, fetch or unpack anything is refused, and says why.
"""

import re
from base64 import b64decode, b64encode
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree as ET

from markupsafe import Markup

from planctl.assess.accent import is_readable, night_accent
from planctl.model.calendar import day_in_words
from planctl.model.plan_files import Brand

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LOGO_LIMIT: Final = 1_000_000  # bytes
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_METRES: Final = 0.0254  # in an inch
_SCREEN: Final = 96  # dots in an inch, as Excel shows them
_HEIGHT: Final = 52  # pixels of a logo on the page
_WIDEST: Final = 260
_SHAPES: Final = frozenset(
    (
        *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("defs", "use", "symbol", "linearGradient", "radialGradient", "stop"),
        *("clipPath", "mask", "title", "desc", "style", "metadata"),
    )
)
_LENGTH: Final = re.compile(r"\s*([0-9.]+)")
_FOREIGN: Final = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)
_SAFE: Final = re.compile(r"[A-Za-z0-9 ]")


class LogoFault(Exception):
    """Why a logo is not shown."""


class Logo(NamedTuple):
    """A picture that is embedded, and its size on the page."""

    address: str  # a data URI
    width: int
    height: int


NO_LOGO: Final = Logo("", 0, 0)


class BrandLook(NamedTuple):
    """What a paper shows of the organisation; all empty where plan.yaml says nothing."""

    logo: str = ""  # as a data URI
    width: int = 0  # of it on the page, in pixels
    height: int = 0
    accent: str = ""  # by day and in print
    font: str = ""
    classification: str = ""
    footer: str = ""
    style: str = ""  # all this as a style sheet
    organisation: str = ""

    @property
    def png(self) -> bytes:
        """The logo for a program that shows no SVG; raises ValueError where it cannot be drawn."""
        from planctl.render.block.svg import draw_png  # hardly any run draws one

        kind, _, content = self.logo.partition(";base64,")
        image = b64decode(content)
        return draw_png(image.decode("utf-8", "replace")) if kind.endswith("svg+xml") else image

    @property
    def logo_words(self) -> str:
        """What is said of the logo to whoever does not see it."""
        return f"Logo of {self.organisation}" if self.organisation else "Logo"


def brand_look(brand: Brand, logo: Logo) -> BrandLook:
    """The look of a brand whose logo has been read; a colour that cannot be read is left out."""
    accent = brand.accent.lower() if brand.accent and is_readable(brand.accent) else ""
    words = (brand.font or "", brand.classification or "", brand.footer or "")
    look = BrandLook(*logo, accent, *words)
    return look._replace(style=Markup(_style_sheet(look)))  # noqa: S704 - each part is escaped


def place_logo(sheet: "Worksheet", place: tuple[int, int], look: BrandLook) -> None:
    """Show the logo on a sheet of Excel, with its top left corner in a cell."""
    if look.logo:
        png = look.png
        options = {"image_data": BytesIO(png), "description": look.logo_words}
        # Excel shows a picture by its dots per metre, where it says how many it has.
        at = png.find(b"pHYs")
        is_metric = at > 0 and png[at + 12 : at + 13] == b"\x01"
        sizes = (("x", 16, look.width, at + 4), ("y", 20, look.height, at + 8))
        for axis, start, wanted, density in sizes:
            dots = int.from_bytes(png[start : start + 4], "big")
            per_metre = int.from_bytes(png[density : density + 4], "big") if is_metric else 0
            per_dot = round(per_metre * _METRES) / _SCREEN if per_metre else 1
            options[f"{axis}_scale"] = wanted / dots * per_dot
        sheet.insert_image(*place, "logo.png", options)


def excel_margin(words: str, most: int = 100) -> str:
    """Words as Excel can have them at the head or the foot of a page."""
    return words.replace("&", "&&")[:most]


def _style_sheet(look: BrandLook) -> str:
    rules = []
    if look.accent:
        night = f":root {{ --accent: {night_accent(look.accent)}; }}"
        rules += [
            f":root {{ --accent: {look.accent}; }}",
            f"@media screen and (prefers-color-scheme: dark) {{ {night} }}",
            f"@media print {{ :root {{ --accent: {look.accent}; }} }}",
        ]
    if look.font:
        rules.append(f'html {{ font-family: "{look.font}", system-ui, Arial, sans-serif; }}')
    if look.classification:
        rules.append(f'@page {{ @top-right {{ content: "{_css_text(look.classification)}"; }} }}')
    if look.footer:
        rules.append(f'@page {{ @bottom-left {{ content: "{_css_text(look.footer)}"; }} }}')
    return "\n".join(rules)


def _css_text(words: str) -> str:
    """Words as a style sheet can hold them, whatever signs they have."""
    return "".join(sign if _SAFE.match(sign) else f"\\{ord(sign):x} " for sign in words)


def read_logo(content: bytes) -> Logo:
    """A logo from the bytes of its file; raises LogoFault for one that cannot be shown safely."""
    if len(content) > LOGO_LIMIT:
        raise LogoFault("it is larger than 1 MB")
    if content.startswith(_PNG):
        width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
        return _logo("image/png", content, width, height)
    if b"<svg" not in content:
        raise LogoFault("it is neither a PNG nor an SVG picture")
    return _logo("image/svg+xml", content, *_svg_size(content))


def _logo(kind: str, content: bytes, width: float, height: float) -> Logo:
    if not (width > 0 and height > 0):
        raise LogoFault("it does not say how large it is")
    scale = min(_HEIGHT / height, _WIDEST / width)
    address = f"data:{kind};base64,{b64encode(content).decode()}"
    return Logo(address, max(round(width * scale), 1), max(round(height * scale), 1))


def _svg_size(content: bytes) -> tuple[float, float]:
    """The size of an SVG of shapes; anything else in it is a fault."""
    if re.search(rb"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", content, re.IGNORECASE):
        raise LogoFault("it has declarations that a picture does not need")
    try:
        root = ET.fromstring(content)  # noqa: S314 - entities are refused above
    except ET.ParseError:
        raise LogoFault("it is no sound SVG") from None
    for element in root.iter():
        _check_element(element)
    box = [float(number) for number in re.findall(r"-?[0-9.]+", root.get("viewBox", ""))]
    width, height = (_LENGTH.match(root.get(name, "")) for name in ("width", "height"))
    if len(box) == 4:  # noqa: PLR2004 - left, top, width and height
        return box[2], box[3]
    return (float(width[1]), float(height[1])) if width and height else (0, 0)


def _check_element(element: ET.Element) -> None:
    name = str(element.tag).rpartition("}")[2]
    if name == "text":
        raise LogoFault("its words need a typeface that not every program has")
    if name not in _SHAPES:
        raise LogoFault(f"it has a part that is no shape: “{name}”")
    if _FOREIGN.search(element.text or ""):
        raise LogoFault("it asks for something from elsewhere")
    for key, value in element.attrib.items():
        attribute = key.rpartition("}")[2].lower()
        if attribute.startswith("on"):
            raise LogoFault(f"it would run a program: “{attribute}”")
        if (attribute in {"href", "src"} and not value.startswith("#")) or _FOREIGN.search(value):
            raise LogoFault("it asks for something from elsewhere")


class PaperDetails(NamedTuple):
    """Title, author and day of a paper."""

    title: str
    author: str
    as_at: date
    brand: BrandLook = BrandLook()

    @property
    def footer(self) -> str:
        """What stands at the foot of every page."""
        own = f". {self.brand.footer}" if self.brand.footer else ""
        return f"{self.title}, as at {day_in_words(self.as_at)}{own}"
