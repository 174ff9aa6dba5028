"""Content controls of Word: the fields of a form, which screen readers know as well.

Each has a title and a tag, is chosen from a list or a calendar where there is one, and cannot be
deleted by a slip of the hand. One for a text is of rich text, because LibreOffice loses the line
ends of a plain one.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from planctl.render.sheet.view import PROMPT_OF, Kind

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

PROMPT_STYLE: Final = "PlaceholderText"
_LONGEST: Final = 64  # characters of a title or a tag, in Word


class Control(NamedTuple):
    """A field of a form."""

    number: int  # its own in the document
    title: str  # what a screen reader says of it
    kind: Kind
    choices: Sequence[str] = ()


def put_control(paragraph: "BaseOxmlElement", of: Control) -> None:
    """Put a field into a paragraph, with nothing written in it yet."""
    sdt = within(paragraph, "w:sdt")
    _describe(within(sdt, "w:sdtPr"), of)
    run = within(within(sdt, "w:sdtContent"), "w:r")
    within(within(run, "w:rPr"), "w:rStyle", val=PROMPT_STYLE)
    within(run, "w:t").text = PROMPT_OF[of.kind]


def _describe(made: "BaseOxmlElement", of: Control) -> None:
    """What the field is called, and what can be written in it."""
    within(made, "w:alias", val=of.title[:_LONGEST])
    within(made, "w:tag", val=of.title[:_LONGEST])
    within(made, "w:id", val=str(of.number))
    within(made, "w:lock", val="sdtLocked")
    within(made, "w:showingPlcHdr")
    if of.kind is Kind.CHOICE:
        listed = within(made, "w:dropDownList")
        for word in of.choices:
            within(listed, "w:listItem", displayText=word, value=word)
    elif of.kind is Kind.DAY:
        day = within(made, "w:date")
        within(day, "w:dateFormat", val="d MMMM yyyy")
        within(day, "w:lid", val="en-GB")
        within(day, "w:storeMappedDataAs", val="dateTime")
        within(day, "w:calendar", val="gregorian")


def within(parent: "BaseOxmlElement", name: str, **values: str) -> "BaseOxmlElement":
    """A new element at the end of another, with these values."""
    made = cast("BaseOxmlElement", OxmlElement(name))
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    parent.append(made)
    return made
