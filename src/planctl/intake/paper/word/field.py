"""The fields of a Word document: what one shows is text, and the code that makes it is not."""

import re
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from planctl.intake.paper.word.name import is_on, number_of, property_of, value_of, w
from planctl.intake.paper.wording import box

_ADDRESS: Final = re.compile(
    r"""^\s*HYPERLINK\s+(?:"([^"\\][^"]*)"|([^\s"\\]\S*))""", re.IGNORECASE
)


def address_in(code: str) -> str:
    """The address of a field that is a link to somewhere outside; empty for any other."""
    found = _ADDRESS.match(code)
    return (found[1] or found[2]) if found else ""


@dataclass
class _Open:
    """A field that has begun: its code as far as read, and whether its result has begun."""

    code: list[str] = field(default_factory=list)
    is_result: bool = False
    address: str = ""


class Fields:
    """The fields that are open at a place of the text, innermost last."""

    def __init__(self) -> None:
        """Begin outside every field."""
        self._open: list[_Open] = []
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
        shown = _form(mark) if self.is_shown else ""
        self._open.append(_Open())
        self._in_code += 1
        return shown

    def separate(self) -> str:
        """Begin the result of the innermost field; the address to which it leads, if any."""
        if not self._open:
            return ""
        innermost = self._open[-1]
        self._in_code -= not innermost.is_result
        innermost.is_result = True
        innermost.address = address_in("".join(innermost.code)) if self.is_shown else ""
        return innermost.address

    def end(self) -> str:
        """End the innermost field; the address to which its result leads, if any."""
        if not self._open:
            return ""
        innermost = self._open.pop()
        self._in_code -= not innermost.is_result
        return innermost.address


def _form(mark: Element) -> str:
    """A box or a choice of a form of the older kind, as it is filled in."""
    ticked = property_of(mark, "ffData", "checkBox")
    if ticked is not None:
        state = property_of(ticked, "checked")
        return box(is_ticked=is_on(property_of(ticked, "default") if state is None else state))
    choice = property_of(mark, "ffData", "ddList")
    if choice is not None:
        entries = choice.findall(w("listEntry"))
        at = number_of(property_of(choice, "result"), number_of(property_of(choice, "default")))
        return value_of(entries[at]) if at < len(entries) else ""
    return ""
