"""The bytes of a file become text, or the reason why they are none.

What libyaml and PyYAML would read differently is refused here, before either sees it, so that
a plan says the same on every machine.
"""

import re
from typing import Final

from planctl.model.character import ODD_BLANKS

_BOM: Final = "\ufeff"
_STRAY: Final = re.compile(
    "\t|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_CONFLICT: Final = re.compile(r"^(?:<{7}|>{7}|\|{7}) ?.*$", re.MULTILINE)
_MARKS: Final = ("<<<<<<<", ">>>>>>>", "|||||||")
# They come with text pasted from Word or a web page; within a text they do no harm.
_NOT_A_SPACE: Final = re.compile(f"^ *(?:- +)*(?:-|[a-z_]+:)[{ODD_BLANKS}]", re.MULTILINE)
_DIRECTIVE: Final = re.compile("^%.*$", re.MULTILINE)
_NAMES: Final = {
    "\t": "a tab",
    "\r": "a line end of a kind that no system uses today (CR alone)",
    "\x00": "a NUL byte",
    "\u2028": "an invisible line separator",
    "\u2029": "an invisible paragraph separator",
    "\ufeff": "an invisible byte order mark",
}


class FileFault(Exception):
    """Why a file has no content: the name of a rule, what its words need, and the place."""

    def __init__(
        self, rule: str, detail: str = "", line: int = 1, column: int = 1, hint: str = ""
    ) -> None:
        """Lines and columns count from 1; a hint replaces the rule's own."""
        super().__init__(rule, detail)
        self.rule, self.detail, self.hint = rule, detail, hint
        self.line, self.column = line, column


def decoded(data: bytes) -> str:
    """The text of a file; raises FileFault when it is not clean UTF-8."""
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise _at("not-utf8", before, f"0x{data[error.start]:02x}") from None
    if not _is_plain(text):
        _refuse_odd(text)
    if any(mark in text for mark in _MARKS) and (conflict := _CONFLICT.search(text)):
        raise _at("merge-conflict", text[: conflict.start()])
    if (text[:1] == "%" or "\n%" in text) and (directive := _DIRECTIVE.search(text)):
        raise _at("tag", text[: directive.start()], directive[0].split()[0])
    return text


def _refuse_odd(text: str) -> None:
    """Refuse what does not belong in a text, and a blank that is none where YAML wants one."""
    if stray := stray_character(text):
        start, name = stray
        raise _at("stray-character", text[:start], name)
    if wide := _NOT_A_SPACE.search(text):
        name = "a non-breaking space, which YAML does not take for one,"
        raise _at("stray-character", text[: wide.end() - 1], name)


def stray_character(text: str) -> tuple[int, str] | None:
    """Where the first character stands that does not belong in a text, and what it is called."""
    if _is_plain(text):
        return None
    found = _STRAY.search(text)
    if found is None:
        return None
    return found.start(), _NAMES.get(found[0], f"a control character (U+{ord(found[0]):04X})")


def _is_plain(text: str) -> bool:
    """Whether nothing in a text is odd, not even a blank: true of most files, and quick to say."""
    return text.replace("\n", "").isprintable()


def _at(rule: str, before: str, detail: str = "") -> FileFault:
    """The fault that comes after so much text."""
    return FileFault(rule, detail, before.count("\n") + 1, len(before) - before.rfind("\n"))
