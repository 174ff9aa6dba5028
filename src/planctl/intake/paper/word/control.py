"""The content controls of a Word form are put as text where they stand."""

from typing import Final
from xml.etree.ElementTree import Element

from planctl.intake.paper.word.name import is_on, property_of, w
from planctl.intake.paper.wording import box

_WORD_2010: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SHOWN: Final = (w("t"), w("sym"))


def fill_in(root: Element) -> None:
    """Put boxes as ☑ or ☐; take out what a field that is not filled in asks for."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag != w("sdt") or not _filled(element):
            waiting.extend(element)


def _filled(control: Element) -> bool:
    """Put a control as text, where it is a box or is not filled in; what is in it goes with it."""
    content = property_of(control, "sdtContent")
    if content is None:
        return False
    ticked = control.find(f"{w('sdtPr')}/{_WORD_2010}checkbox")
    if ticked is not None:
        state = ticked.find(f"{_WORD_2010}checked")
        value = "0" if state is None else state.get(f"{_WORD_2010}val", "1")
        _say(content, box(is_ticked=value in {"1", "true", "on"}))
        return True
    is_empty = is_on(property_of(control, "sdtPr", "showingPlcHdr"))
    if is_empty:
        _say(content, "")
    return is_empty


def _say(content: Element, words: str) -> None:
    """Let the content of a control be these words alone."""
    for shown in [each for each in content.iter() if each.tag in _SHOWN]:
        shown.tag, shown.text, words = w("t"), words, ""
