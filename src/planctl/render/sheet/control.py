"""Content controls of Word: the fields of a form, as Word, LibreOffice and screen readers know them.

Each has a title and a tag, is chosen from a list or a calendar where there is one, and cannot be
deleted by a slip of the hand.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from planctl.render.sheet.view import PROMPT_OF, Kind

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

PROMPT_STYLE: Final = "PlaceholderText"


class Control(NamedTuple):
    """A field of a form."""

    number: int  # its own in the document
    title: str  # what a screen reader says of it
    tag: str
    kind: Kind
    choices: Sequence[str] = ()


def control(of: Control) -> "BaseOxmlElement":
    """The element of a field that nothing is written in yet."""
    sdt = _element("w:sdt")
    sdt.append(_properties(of))
    content = _within(sdt, "w:sdtContent")
    run = _within(content, "w:r")
    _within(_within(run, "w:rPr"), "w:rStyle", val=PROMPT_STYLE)
    _within(run, "w:t").text = PROMPT_OF[of.kind]
    return sdt


def _properties(of: Control) -> "BaseOxmlElement":
    made = _element("w:sdtPr")
    _within(made, "w:alias", val=of.title[:_LONGEST])
    _within(made, "w:tag", val=of.tag[:_LONGEST])
    _within(made, "w:id", val=str(of.number))
    _within(made, "w:lock", val="sdtLocked")
    _within(made, "w:showingPlcHdr")
    if of.kind is Kind.CHOICE:
        listed = _within(made, "w:dropDownList")
        for word in of.choices:
            _within(listed, "w:listItem", displayText=word, value=word)
    elif of.kind is Kind.DAY:
        day = _within(made, "w:date")
        _within(day, "w:dateFormat", val="d MMMM yyyy")
        _within(day, "w:lid", val="en-GB")
        _within(day, "w:storeMappedDataAs", val="dateTime")
        _within(day, "w:calendar", val="gregorian")
    else:
        _within(made, "w:text", multiLine="1")
    return made


_LONGEST: Final = 64  # characters of a title or a tag, in Word


def _element(name: str, **values: str) -> "BaseOxmlElement":
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _within(parent: "BaseOxmlElement", name: str, **values: str) -> "BaseOxmlElement":
    made = _element(name, **values)
    parent.append(made)
    return made
