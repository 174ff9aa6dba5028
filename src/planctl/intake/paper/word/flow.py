"""What runs within a paragraph becomes its words: as changes are accepted, each text once.

Links are marked with control characters, which XML cannot hold, until the paragraph is whole,
because a field that is a link may begin and end anywhere.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar, Final, NamedTuple
from xml.etree.ElementTree import Element

from planctl.intake.paper.archive import Relation
from planctl.intake.paper.grid import LETTER_LIMIT
from planctl.intake.paper.part import Unreadable
from planctl.intake.paper.symbol import drawn, is_pictorial
from planctl.intake.paper.word.field import Fields, address_in
from planctl.intake.paper.word.name import COMPATIBLE, RELATION, property_of, w
from planctl.intake.paper.wording import LINK_BEGINS, link_ends, linked

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_OFFICE: Final = "{urn:schemas-microsoft-com:office:office}"
_SIGNS: Final = {
    w("br"): "\n",
    w("cr"): "\n",
    w("tab"): " ",
    w("ptab"): " ",
    w("noBreakHyphen"): "-",
}
_TEXTS: Final = frozenset((w("t"), f"{_MATHS}t", f"{_DRAWING}t"))
_NOTES: Final = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
# What is set on things, what was taken out, and what was moved away: no text of the paper.
_UNREAD: Final = frozenset(
    map(w, ("pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "ffData", "fldData", "delText"))
)

Notes = Mapping[tuple[str, str], str]  # the text of a footnote or endnote by its kind and number


class Aside(NamedTuple):
    """What stands in a text and is none of it: its words, or the part that is embedded there."""

    words: str = ""
    beside: str = "embedded file"
    part: str = ""
    kind: str = ""  # of the program that made it


class Flow:
    """The words of one part of a document, such as its body or a header, read in order."""

    def __init__(self, relations: Mapping[str, Relation], notes: Notes) -> None:
        """Take what the part refers to; what stands beside its words is gathered on the way."""
        self.relations, self._notes = relations, notes
        self._noted: set[tuple[str, str]] = set()
        self._fields = Fields()
        self.boxes: list[Element] = []  # the text boxes that stand here
        self.asides: list[Aside] = []
        self.called: list[str] = []  # the numbers of the comments that are made here

    def lines(self, element: Element) -> list[str]:
        """The lines of a paragraph."""
        return linked(self._joined(element)).split("\n")

    def _joined(self, element: Element) -> str:
        """The words of an element, as far as a paper may have any; raises Unreadable."""
        words, letters = [], 0
        for piece in self._words(element):
            words.append(piece)
            letters += len(piece)
            if letters > LETTER_LIMIT:
                message = f"a paragraph of the document has more than {LETTER_LIMIT:,} letters"
                raise Unreadable(message, "split it, or take out the links in it")
        return "".join(words)

    def _words(self, element: Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _TEXTS:
                if self._fields.is_shown:
                    yield child.text or ""
            elif tag == w("r"):
                yield from self._run(child)
            elif tag not in _UNREAD:
                yield from self._other(child)

    def _run(self, run: Element) -> Iterator[str]:
        font = property_of(run, "rPr", "rFonts")
        name = "" if font is None else font.get(w("ascii"), "")
        if is_pictorial(name):
            yield drawn(self._joined(run), name)
        else:
            yield from self._words(run)

    def _other(self, element: Element) -> Iterator[str]:
        """The words of what is neither text nor a run."""
        tag = element.tag
        if tag in _SIGNS:
            if self._fields.is_shown:
                yield _SIGNS[tag]
        elif tag in _NOTES:
            called = _NOTES[tag], element.get(w("id"), "")
            note = "" if called in self._noted else self._notes.get(called, "")
            self._noted.add(called)  # Word calls each once
            yield f" [{note}]" if note else ""
        elif special := self._SPECIAL.get(tag):
            yield from special(self, element)
        else:
            yield from self._words(element)

    def _field(self, mark: Element) -> Iterator[str]:
        match mark.get(w("fldCharType")):
            case "begin":
                yield self._fields.begin(mark)
            case "separate":
                yield LINK_BEGINS if self._fields.separate() else ""
            case _:
                address = self._fields.end()
                yield link_ends(address) if address else ""

    def _code(self, element: Element) -> Iterator[str]:
        self._fields.code(element.text or "")
        return iter(())

    def _simple_field(self, element: Element) -> Iterator[str]:
        return self._linked(element, address_in(element.get(w("instr"), "")))

    def _link(self, element: Element) -> Iterator[str]:
        relation = self.relations.get(element.get(RELATION, ""))
        is_outside = relation is not None and relation.is_outside
        return self._linked(element, relation.target if relation and is_outside else "")

    def _linked(self, element: Element, address: str) -> Iterator[str]:
        words = self._joined(element)
        yield f"{LINK_BEGINS}{words}{link_ends(address)}" if address else words

    def _symbol(self, element: Element) -> Iterator[str]:
        try:
            letter = chr(int(element.get(w("char"), ""), 16))
        except (ValueError, OverflowError):
            return
        yield drawn(letter, element.get(w("font"), ""))

    def _alternative(self, element: Element) -> Iterator[str]:
        """The first of several ways to say the same that says anything."""
        for way in element:
            before = len(self.boxes) + len(self.asides)
            words = self._joined(way)
            if words or len(self.boxes) + len(self.asides) > before:
                yield words
                return

    def _text_box(self, element: Element) -> Iterator[str]:
        self.boxes.append(element)
        return iter(())

    def _picture(self, element: Element) -> Iterator[str]:
        """Pass on the words that stand in for a picture."""
        words = element.get("descr") or element.get("title") or element.get("alt")
        if words:
            self.asides.append(Aside(words))
        return self._words(element)

    def _word_art(self, element: Element) -> Iterator[str]:
        self.asides.append(Aside(element.get("string", ""), "text box"))
        return iter(())

    def _object(self, element: Element) -> Iterator[str]:
        """Pass on which file is embedded here; whoever knows the parts can name it."""
        relation = self.relations.get(element.get(RELATION, ""))
        kind = element.get("ProgID", "")
        self.asides.append(Aside(part=relation.target if relation else "", kind=kind))
        return iter(())

    def _comment(self, element: Element) -> Iterator[str]:
        self.called.append(element.get(w("id"), ""))
        return iter(())

    _SPECIAL: ClassVar[Mapping[str, Callable[["Flow", Element], Iterator[str]]]] = {
        COMPATIBLE: _alternative,
        w("fldChar"): _field,
        w("instrText"): _code,
        w("fldSimple"): _simple_field,
        w("hyperlink"): _link,
        w("sym"): _symbol,
        w("txbxContent"): _text_box,
        w("commentReference"): _comment,
        f"{_PLACED}docPr": _picture,
        f"{_VML}shape": _picture,
        f"{_VML}textpath": _word_art,
        f"{_OFFICE}OLEObject": _object,
    }
