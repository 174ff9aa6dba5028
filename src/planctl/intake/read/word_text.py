"""The words of a Word document: the text of a paragraph, its fields, and what stands beside it.

Tracked changes are read as accepted: what they took out is marked as such, as is what is crossed
out or hidden. Of a field the result is text and the code is not. Links are
marked with control characters, which XML cannot hold, until the paragraph is whole, because a
field that is a link may begin and end anywhere.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final, NamedTuple
from xml.etree.ElementTree import Element

from planctl.intake.read.office import RELATION_ID, OfficeRelation
from planctl.intake.read.paper import LETTER_LIMIT, Omission, UnreadableFile, mark_omitted
from planctl.intake.read.text import (
    LINK_START,
    checkbox_sign,
    is_symbol_font,
    link_end_mark,
    symbols_as_text,
    write_links,
)
from planctl.intake.read.word_style import (
    ALTERNATE_CONTENT,
    WordStyles,
    is_switched_on,
    property_number,
    property_value,
    run_style,
    word_property,
    word_tag,
)

_ADDRESS: Final = re.compile(r"""(?i)^\s*HYPERLINK\s+(?:"([^"\\][^"]*)"|([^\s"\\]\S*))""")
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_OFFICE: Final = "{urn:schemas-microsoft-com:office:office}"


@dataclass
class _Field:
    """A field that has begun: its code as far as read, and whether its result has begun."""

    code: list[str] = field(default_factory=list)
    is_result: bool = False
    address: str = ""  # outside, to which it leads


class FieldStack:
    """The fields that are open at a place of the text, innermost last."""

    def __init__(self) -> None:
        """Begin outside every field."""
        self._open: list[_Field] = []
        self._in_code = 0  # how many of them have not come to their result

    @property
    def is_shown(self) -> bool:
        """Whether what stands here is shown, and is not of the code of a field."""
        return not self._in_code

    def code(self, text: str) -> None:
        """Take a piece of the code of the innermost field."""
        if self._open:
            self._open[-1].code.append(text)

    def begin(self, mark: Element) -> str:
        """Begin a field; what one that is filled in as a form shows."""
        text = _form(mark) if self.is_shown else ""
        self._open.append(_Field())
        self._in_code += 1
        return text

    def separate(self) -> str:
        """Begin the result of the innermost field; the address to which it leads, if any."""
        innermost = self._open[-1] if self._open else _Field(is_result=True)
        self._in_code -= not innermost.is_result
        innermost.is_result = True
        innermost.address = _field_address("".join(innermost.code)) if self.is_shown else ""
        return innermost.address

    def end(self) -> str:
        """End the innermost field; the address to which its result leads, if any."""
        innermost = self._open.pop() if self._open else _Field(is_result=True)
        self._in_code -= not innermost.is_result
        return innermost.address


def _field_address(code: str) -> str:
    match = _ADDRESS.match(code)
    return (match[1] or match[2]) if match else ""


def _form(mark: Element) -> str:
    """A box or a choice of a form of the older kind, as it is filled in."""
    ticked = word_property(mark, "ffData", "checkBox")
    if ticked is not None:
        state, default = (word_property(ticked, name) for name in ("checked", "default"))
        return checkbox_sign(is_ticked=is_switched_on(default if state is None else state))
    choice = word_property(mark, "ffData", "ddList")
    if choice is None:
        return ""
    entries = choice.findall(word_tag("listEntry"))
    default_at = property_number(word_property(choice, "default"))
    at = property_number(word_property(choice, "result"), default_at)
    return property_value(entries[at]) if at < len(entries) else ""


_SIGNS: Final = {
    **dict.fromkeys(map(word_tag, ("br", "cr")), "\n"),
    **dict.fromkeys(map(word_tag, ("tab", "ptab")), "\t"),
    word_tag("noBreakHyphen"): "-",
}
_TEXTS: Final = frozenset((word_tag("t"), word_tag("delText"), f"{_MATHS}t", f"{_DRAWING}t"))
_TAKEN_OUT: Final = {word_tag("del"): Omission.DELETED, word_tag("moveFrom"): Omission.MOVED}
_WORD_ART: Final = f"{_VML}textpath"
_SET_ASIDE: Final = frozenset(
    (
        *map(word_tag, ("instrText", "txbxContent", "commentReference")),
        _WORD_ART,
        f"{_OFFICE}OLEObject",
    )
)
_NOTES: Final = {word_tag("footnoteReference"): "footnote", word_tag("endnoteReference"): "endnote"}
# What is set on things: no text of the paper.
_UNREAD: Final = frozenset(map(word_tag, ("pPr", "rPr", "sdtPr", "sdtEndPr", "ffData", "fldData")))

NoteTexts = Mapping[tuple[str, str], str]  # of footnotes and endnotes, by kind and number


class SideText(NamedTuple):
    """What stands in a text and is none of it: its words, or the part that is embedded there."""

    words: str = ""
    beside: str = "embedded file"
    part: str = ""
    kind: str = ""  # of the program that made it


class TextFlow:
    """The words of one part of a document, such as its body or a header, read in order."""

    def __init__(
        self, relations: Mapping[str, OfficeRelation], notes: NoteTexts, styles: WordStyles
    ) -> None:
        """Take what the part refers to; what stands beside its words is gathered on the way."""
        self.relations, self._notes, self.styles = relations, notes, styles
        self.omission: Omission | None = None  # how what is read now was taken out
        self._style = ""  # of the paragraph
        self._noted: set[tuple[str, str]] = set()
        self._fields = FieldStack()
        self.boxes: list[Element] = []  # the text boxes that stand here
        self.asides: list[SideText] = []
        self.called: list[str] = []  # the numbers of the comments that are made here

    def lines(self, element: Element) -> list[str]:
        """The lines of a paragraph."""
        return write_links(self.text(element)).split("\n")

    def text(self, element: Element) -> str:
        """The text of a paragraph, with marks around links and what was taken out."""
        self._style = run_style(element, "pPr", "pStyle")
        return self._joined(element)

    def _joined(self, element: Element) -> str:
        """The words of an element, as far as a paper may have any; raises UnreadableFile."""
        words, letters = [], 0
        for piece in self._words(element):
            words.append(piece)
            letters += len(piece)
            if letters > LETTER_LIMIT:
                message = f"a paragraph of the document has more than {LETTER_LIMIT:,} letters"
                raise UnreadableFile(message, "split it, or take out the links in it")
        return "".join(words)

    def _words(self, element: Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _TEXTS:
                if self._fields.is_shown:
                    yield self._marked(child.text or "")
            elif tag == word_tag("r"):
                how = self.styles.run_omission(child, self._style)
                yield from self._taken_out(self._run(child), how)
            elif tag in _TAKEN_OUT:
                yield from self._taken_out(self._words(child), _TAKEN_OUT[tag])
            elif tag not in _UNREAD:
                yield from self._other(child)

    def _taken_out(self, words: Iterator[str], how: Omission | None) -> Iterator[str]:
        """Words within what was taken out, unless it is in such a thing already."""
        before, self.omission = self.omission, self.omission or how
        yield from words
        self.omission = before

    def _marked(self, text: str) -> str:
        return mark_omitted(text, self.omission) if self.omission else text

    def _run(self, run: Element) -> Iterator[str]:
        font = word_property(run, "rPr", "rFonts")
        name = "" if font is None else font.get(word_tag("ascii"), "")
        if is_symbol_font(name):
            yield symbols_as_text(self._joined(run), name)
        else:
            yield from self._words(run)

    def _other(self, element: Element) -> Iterator[str]:
        """The words of what is neither text nor a run."""
        tag = element.tag
        if tag in _SIGNS:
            if self._fields.is_shown:
                yield self._marked(_SIGNS[tag])
        elif tag in _NOTES:
            called = _NOTES[tag], element.get(word_tag("id"), "")
            note = "" if called in self._noted else self._notes.get(called, "")
            self._noted.add(called)  # Word calls each once
            yield self._marked(f" [{note}]") if note else ""
        elif special := self._SPECIAL.get(tag):
            yield from special(self, element)
        elif tag in _SET_ASIDE:
            self._set_aside(tag, element)
        else:
            yield from self._words(element)

    def _field(self, mark: Element) -> Iterator[str]:
        match mark.get(word_tag("fldCharType")):
            case "begin":
                yield self._fields.begin(mark)
            case "separate":
                yield LINK_START if self._fields.separate() else ""
            case _:
                address = self._fields.end()
                yield link_end_mark(address) if address else ""

    def _simple_field(self, element: Element) -> Iterator[str]:
        return self._linked(element, _field_address(element.get(word_tag("instr"), "")))

    def _link(self, element: Element) -> Iterator[str]:
        relation = self.relations.get(element.get(RELATION_ID, ""))
        anchor = element.get(word_tag("anchor"))
        target = relation.target if relation and relation.is_outside else ""
        return self._linked(element, f"{target}#{anchor}" if target and anchor else target)

    def _linked(self, element: Element, address: str) -> Iterator[str]:
        words = self._joined(element)
        yield f"{LINK_START}{words}{link_end_mark(address)}" if address else words

    def _symbol(self, element: Element) -> Iterator[str]:
        try:
            letter = chr(int(element.get(word_tag("char"), ""), 16))
        except (ValueError, OverflowError):
            return
        yield self._marked(symbols_as_text(letter, element.get(word_tag("font"), "")))

    def _alternative(self, element: Element) -> Iterator[str]:
        """The first of several ways to say the same that says anything."""
        for way in element:
            before = len(self.boxes) + len(self.asides)
            words = self._joined(way)
            if words or len(self.boxes) + len(self.asides) > before:
                yield words
                return

    def _picture(self, element: Element) -> Iterator[str]:
        """Pass on the words that stand in for a picture."""
        words = element.get("descr") or element.get("title") or element.get("alt")
        if words:
            self.asides.append(SideText(words))
        return self._words(element)

    def _set_aside(self, tag: str, element: Element) -> None:
        """Keep what is no words of the text; whoever knows the parts can name an embedded file."""
        if tag == word_tag("instrText"):
            self._fields.code(element.text or "")
        elif tag == word_tag("txbxContent"):
            self.boxes.append(element)
        elif tag == word_tag("commentReference"):
            self.called.append(element.get(word_tag("id"), ""))
        elif tag == _WORD_ART:
            self.asides.append(SideText(element.get("string", ""), "text box"))
        else:
            relation = self.relations.get(element.get(RELATION_ID, ""))
            part, kind = relation.target if relation else "", element.get("ProgID", "")
            self.asides.append(SideText(part=part, kind=kind))

    _SPECIAL: ClassVar[Mapping[str, Callable[["TextFlow", Element], Iterator[str]]]] = {
        ALTERNATE_CONTENT: _alternative,
        word_tag("fldChar"): _field,
        word_tag("fldSimple"): _simple_field,
        word_tag("hyperlink"): _link,
        word_tag("sym"): _symbol,
        f"{_PLACED}docPr": _picture,
        f"{_VML}shape": _picture,
    }
