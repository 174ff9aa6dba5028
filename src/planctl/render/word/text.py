"""The text of a Word document: its elements, its runs, how text looks, and running numbers.

`TextLook` says which paragraph styles apply at a place. `WordCounters` holds what is
counted through one document: bookmarks, links, lists, pictures, and which abbreviations have been
explained.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import groupby
from typing import Final, NamedTuple

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.parts.document import DocumentPart
from lxml import etree

from planctl.render.block.blocks import Block, Span, Spans, TextStyle, link_targets
from planctl.render.block.text_style import BELOW_RATINGS

TEXT_WIDTH: Final = 9638  # of an upright page, in twentieths of a point: 17 cm
ROLE_STYLES: Final[Mapping[str, str]] = {
    "organisation": "Organisation",
    "strapline": "Subtitle",
    "for": "Occasion",
    "headline": "Headline",
    "none": "Empty",
    "warning": "NoteWarning",
    "gap": "NoteGap",
    "closed": "NoteClosed",
    "caption": "Caption",
    "nav-title": "TOCHeading",
    "reworded": "Reworded",
    "footer": "Imprint",
}
NOTE_ROLES: Final = frozenset(("asks", "priority"))  # their first line names them
Mark = etree._Element  # noqa: SLF001 - lxml has no other name for the type
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# What XML cannot hold: control characters, half characters and two that are none.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 40  # letters in the name of a bookmark
_BULLETS: Final = 1
_NUMBERS: Final = 2
_OF_ROLE: Final = {"travel": "Soft", "standing": "Soft", "disputed": "Disputed"}
_UNBROKEN: Final = "\u00a0"
_LIGHT: Final = "name"  # beside a ref, which alone is bold
_RATINGS: Final = frozenset(("red", "amber", "green", "blue", "grey"))


class TextLook(NamedTuple):
    """The styles of the paragraphs at a place."""

    text: str = "Normal"
    bullet: str = "ListBullet"
    width: int = TEXT_WIDTH
    breaks: frozenset[str] = frozenset()  # roles of runs that begin a line of their own
    depth: int = 0  # of lists within lists
    explains: bool = True  # abbreviations, where they are used first


BODY_LOOK: Final = TextLook()
NOTE_LOOK: Final = TextLook("Note", "NoteBullet")
# In a narrow cell a meaning tears the text apart; the glossary has it.
CELL_LOOK: Final = TextLook("TableText", "TableBullet", breaks=BELOW_RATINGS, explains=False)
HEAD_LOOK: Final = TextLook("TableHead", "TableBullet", explains=False)
PLAN_LOOK: Final = TextLook("PlanText", "PlanBullet", breaks=BELOW_RATINGS, explains=False)


def w(name: str, /, *inside: Mark, **attributes: str | int) -> Mark:
    """A mark with what is within; an attribute named val is w:val."""
    mark = etree.Element(_WORD + name)
    for key, value in attributes.items():
        mark.set(_WORD + key, str(value))
    mark.extend(inside)
    return mark


def text_element(words: str, name: str = "t") -> Mark:
    """Words to be shown to the letter, spaces and all; or, as instrText, what a field works out."""
    mark = w(name)
    mark.text = xml_text(words)
    mark.set(_SPACE, "preserve")
    return mark


def relation_element(name: str, relation: str, /, *inside: Mark) -> Mark:
    """A mark that points out of the text, to an address or a picture."""
    mark = w(name, *inside)
    mark.set(_RELATION, relation)
    return mark


def xml_text(words: str) -> str:
    """Words without what XML cannot hold, which shows as what it is: a character unknown."""
    return _ILLEGAL.sub("\ufffd", words)


def keep_next(paragraph: Mark) -> None:
    """Let a paragraph stand on one page with what follows it."""
    properties = paragraph[0]
    if properties.find(f"{_WORD}keepNext") is None:
        properties.insert(1, w("keepNext"))


def is_paragraph(mark: Mark) -> bool:
    """Whether a mark is a paragraph, whose first mark says how it looks."""
    return mark.tag == f"{_WORD}p"


class WordCounters:
    """The one count of a document."""

    def __init__(self, part: DocumentPart, blocks: Iterable[Block]) -> None:
        """Find the places that a link of this paper can go to."""
        self._part = part
        # Of letters and figures only, and not too many of them.
        names = {it: re.sub(r"\W+", "_", it, flags=re.ASCII) for it in link_targets(blocks)}
        self._names = {
            anchor: f"p{number}_{words}"[:_LONGEST].rstrip("_")
            for number, (anchor, words) in enumerate(names.items())
        }
        self._placed: set[str] = set()
        self._waiting: list[str] = []
        self._addresses: dict[str, str] = {}
        self._explained: set[str] = set()
        self._last = 0

    def number(self) -> int:
        """A number that nothing else in the document has."""
        self._last += 1
        return self._last

    def await_place(self, anchor: str) -> None:
        """The next paragraph is where links to this anchor go."""
        if anchor:
            self._waiting.append(anchor)

    def places(self, anchor: str = "") -> Iterator[Mark]:
        """The bookmarks to stand in the paragraph that begins now."""
        waiting, self._waiting = [*self._waiting, anchor], []
        for name in waiting:
            if name and name not in self._placed:
                self._placed.add(name)
                number = self.number()
                yield w("bookmarkStart", id=number, name=self._names[name])
                yield w("bookmarkEnd", id=number)

    def bookmark(self, anchor: str) -> str:
        """The name of a place in this document; empty where there is no such place."""
        return self._names.get(anchor, "")

    def address(self, target: str) -> str:
        """The relation through which the document names an address."""
        if target not in self._addresses:
            self._addresses[target] = self._part.relate_to(
                xml_text(target), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        return self._addresses[target]

    def picture(self, bitmap: bytes) -> str:
        """The relation through which the document names a picture."""
        relation, _ = self._part.get_or_add_image(BytesIO(bitmap))
        return relation

    def is_first(self, abbreviation: str) -> bool:
        """Whether an abbreviation is used for the first time, and so is to be explained."""
        is_first = abbreviation not in self._explained
        self._explained.add(abbreviation)
        return is_first

    def numbering(self, first: int | None) -> int:
        """The numbering of a list, which begins anew for each list with numbers."""
        if first is None:
            return _BULLETS
        numbering = self._part.numbering_part.element
        number = len(numbering.num_lst) + 1
        start = w("lvlOverride", w("startOverride", val=first), ilvl=0)
        numbering.append(w("num", w("abstractNumId", val=_NUMBERS), start, numId=number))
        return number


def text_runs(spans: Spans, ledger: WordCounters, *, explains: bool = True) -> Iterator[Mark]:
    """The runs of a paragraph; where it does not explain, an abbreviation stands alone."""
    for target, linked in groupby(_join_shapes(spans), lambda span: span.style.target):
        inside = [run for span in linked for run in _runs(span, ledger, explains=explains)]
        name = ledger.bookmark(target.removeprefix("#")) if target.startswith("#") else ""
        if name:
            yield w("hyperlink", *inside, anchor=name, history=1)
        elif target and not target.startswith("#"):
            yield relation_element("hyperlink", ledger.address(target), *inside)
        else:
            yield from inside


def make_paragraph(
    style: str, spans: Spans, ledger: WordCounters, anchor: str = "", *, explains: bool = False
) -> Mark:
    """A paragraph with the bookmarks that belong to it."""
    element = w("p", w("pPr", w("pStyle", val=style)), *ledger.places(anchor))
    element.extend(text_runs(spans, ledger, explains=explains))
    return element


def _join_shapes(spans: Spans) -> Iterator[Span]:
    """A shape and the word that it stands before are one run, with one frame around both."""
    alike = groupby(spans, lambda span: span.style._replace(is_shape=False))
    for style, together in alike:
        yield Span("".join(span.text for span in together), style)


def _runs(span: Span, ledger: WordCounters, *, explains: bool) -> Iterator[Mark]:
    words = span.text.replace(" ", _UNBROKEN) if span.style.rating else span.text
    yield text_run(words, span.style)
    if explains and span.style.meaning and ledger.is_first(span.text):
        yield text_run(f" ({span.style.meaning})", span.style)


def text_run(words: str, style: TextStyle) -> Mark:
    """A run of words of one style; a newline breaks the line."""
    mark = w("r")
    looks = [*_run_properties(style)]
    if looks:
        mark.append(w("rPr", *looks))
    for number, line in enumerate(words.split("\n")):
        if number:
            mark.append(w("br"))
        if line:
            mark.append(text_element(line))
    return mark


def _run_properties(style: TextStyle) -> Iterator[Mark]:
    """What sets a run apart: one style of the document, and bold or italics beside it."""
    name = _style_name(style)
    if name:
        yield w("rStyle", val=name)
    if style.strong or style.role == _LIGHT:
        yield w("b", val=int(style.strong))
    if style.emphasis:
        yield w("i")


def _style_name(style: TextStyle) -> str:
    if style.rating in _RATINGS:
        return f"Rating{style.rating.title()}"
    if style.change:
        return "PutIn" if style.change == "in" else "TakenOut"
    if style.target:
        return "Hyperlink"
    return _OF_ROLE.get(style.role, "")
