"""The bytes of a file become text, and its YAML plain lists, mappings and texts; or a FileFault.

YAML is read from the events of PyYAML's C parser (its pure parser where that is missing): no
recursion, no types, no aliases, tags or second documents. An unquoted empty value, `~` or null
is None; every other scalar is text, to the character.
Places are counted only when asked for, because a file without problems needs none.

What libyaml and PyYAML would read differently is refused before either sees it, so that a plan
says the same on every machine.
"""

import re
from collections.abc import Callable, Hashable
from functools import cache
from typing import Any, Final, cast

import yaml
from yaml import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from planctl.load.yaml_words import CURLY, explain_yaml_error
from planctl.model.label import ODD_BLANKS, foreign_quote

_BOM: Final = "\ufeff"
_CONFLICT: Final = re.compile(r"^(?:<{7}|>{7}|\|{7}) ?.*$", re.MULTILINE)
_MARKS: Final = ("<<<<<<<", ">>>>>>>", "|||||||")
_DIRECTIVE: Final = re.compile("^%.*$", re.MULTILINE)
_NAMES: Final = {
    "\t": "a tab",
    "\r": "a line end of a kind that no system uses today (CR alone)",
    "\x00": "a NUL byte",
    "\u2028": "an invisible line separator",
    "\u2029": "an invisible paragraph separator",
    "\ufeff": "an invisible byte order mark",
}


DEPTH_LIMIT: Final = 32
_Loader: Final = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_PLAIN_TAGS: Final = frozenset(
    {None, "!", *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "map", "seq"))}
)

# The line and column, from 1, of what stands at each path; of a key under (path, key, KEY).
Places = dict[tuple[Hashable, ...], tuple[int, int]]
KEY: Final = Ellipsis  # which no file can name a key


class FileFault(Exception):
    """Why a file has no content: the name of a rule, what its words need, and the place."""

    def __init__(
        self, rule: str, detail: str = "", line: int = 1, column: int = 1, hint: str = ""
    ) -> None:
        """Lines and columns count from 1; a hint replaces the rule's own."""
        super().__init__(rule, detail)
        self.rule, self.detail, self.hint = rule, detail, hint
        self.line, self.column = line, column


def decode_text(data: bytes) -> str:
    """The text of a file; raises FileFault when it is not clean UTF-8."""
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise _fault_after("not-utf8", before, f"0x{data[error.start]:02x}") from None
    if not _is_plain(text):
        _refuse_odd(text)
    if any(mark in text for mark in _MARKS) and (conflict := _CONFLICT.search(text)):
        raise _fault_after("merge-conflict", text[: conflict.start()])
    if (text[:1] == "%" or "\n%" in text) and (directive := _DIRECTIVE.search(text)):
        raise _fault_after("tag", text[: directive.start()], directive[0].split()[0])
    return text


def _refuse_odd(text: str) -> None:
    """Refuse what does not belong in a text, and a blank that is none where YAML wants one."""
    if stray := stray_character(text):
        start, name = stray
        raise _fault_after("stray-character", text[:start], name)
    if wide := _not_a_space().search(text):
        name = "a non-breaking space, which YAML does not take for one,"
        raise _fault_after("stray-character", text[: wide.end() - 1], name)


def stray_character(text: str) -> tuple[int, str] | None:
    """Where the first character stands that does not belong in a text, and what it is called."""
    if _is_plain(text):
        return None
    match = _stray().search(text)
    if match is None:
        return None
    return match.start(), _NAMES.get(match[0], f"a control character (U+{ord(match[0]):04X})")


@cache  # large classes of characters take milliseconds to compile, and most plans need none
def _stray() -> re.Pattern[str]:
    return re.compile(
        "\t|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
    )


@cache
def _not_a_space() -> re.Pattern[str]:
    """Blanks that come with text pasted from Word or a web page, where YAML needs a space.

    Within a text they do no harm.
    """
    return re.compile(f"^ *(?:- +)*(?:-|[a-z_]+:)[{ODD_BLANKS}]", re.MULTILINE)


def _is_plain(text: str) -> bool:
    """Whether nothing in a text is odd, not even a blank: true of most files, and quick to say."""
    return text.replace("\n", "").isprintable()


def _fault_after(rule: str, before: str, detail: str = "") -> FileFault:
    """The fault that comes after so much text."""
    return FileFault(rule, detail, before.count("\n") + 1, len(before) - before.rfind("\n"))


def parse_yaml(text: str, places: Places | None = None) -> Any:
    """What a text says; None when it says nothing; raises FileFault when it is not plain YAML."""
    try:
        return _Builder(_Loader(text).get_event, places).document()
    except yaml.MarkedYAMLError as error:
        problem, context = error.problem or "", error.context or ""
        if "scanning an a" in context:  # an alias or an anchor: *x or &x
            sign = "*" if "alias" in context else "&"
            raise _fault_at("alias", error.context_mark, sign) from None
        opened = "flow" in context or ("quoted scalar" in context and "unexpected" in problem)
        mark = error.context_mark if opened else error.problem_mark or error.context_mark
        words, hint = explain_yaml_error(problem, context)
        raise _fault_at("not-yaml", mark, words, _curly_end(text, mark) or hint) from None
    except (yaml.YAMLError, ValueError) as error:  # the pure parser's chr() of a wild escape
        raise _fault_at("not-yaml", None, *explain_yaml_error(str(error), "")) from None


def _curly_end(text: str, mark: Any) -> str:
    """What to do where a straight quotation mark is closed by a curly one; empty elsewhere."""
    lines = text.split("\n")[mark.line : mark.line + 1]  # the end of a text is on no line
    line = "".join(lines)[mark.column :].partition(" #")[0].strip()
    quote, closing = line[:1], foreign_quote(line)
    return f"{CURLY}write {quote} in the place of {closing}" if closing and quote in "\"'" else ""


class _Builder:
    """Grows one document from its events; the open collections are kept on a stack."""

    def __init__(self, get_event: Callable[[], Any], places: Places | None) -> None:
        self.get = get_event
        self.places = places
        self.stack: list[tuple[Any, str | None]] = []
        self.path: list[str | int] = []
        self.current: Any = None  # the mapping or list that is open
        self.key: str | None = None  # of the value that comes next; None: a key comes next
        self.key_at = (1, 1)
        self.root: Any = None

    def document(self) -> Any:
        """The one document of the stream."""
        self.get()
        if type(self.get()) is StreamEndEvent:
            return None
        while not self._add_event(self.get()):
            pass
        self.get()
        last = self.get()
        if type(last) is not StreamEndEvent:
            raise _fault_at("two-documents", last.start_mark)
        return self.root

    def _add_event(self, event: Any) -> bool:
        """Add one event; true when the document is whole."""
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor or event.style == '"' or event.tag not in _PLAIN_TAGS:
                _check(event)
            if self.key is None and type(self.current) is dict:
                self._name_key(event)
                return False
            is_empty = not event.style and event.value in _NULLS
            return self._add(None if is_empty else event.value, event)
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            _check(event)
            self._open(event, {} if kind is MappingStartEvent else [])
            return False
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            return self._close()
        raise _fault_at("alias", event.start_mark, f"*{event.anchor}")

    def _name_key(self, event: Any) -> None:
        key, current = event.value, self.current
        if key in current:
            raise _fault_at("duplicate-key", event.start_mark, key)
        if self.places is not None:
            self.key_at = _place(event.start_mark)
            self.places[(*self.path, key, KEY)] = self.key_at
        self.key = key

    def _add(self, value: Any, event: Any | None) -> bool:
        """Put a value where it belongs; true when there is nothing left open."""
        current = self.current
        if event is not None and self.places is not None:
            self._record_place(event, empty=value is None)
        if type(current) is dict:
            current[self.key] = value
            self.key = None
        elif current is not None:
            current.append(value)
        else:
            self.root = value
            return True
        return False

    def _open(self, event: Any, new: dict[str, Any] | list[Any]) -> None:
        if type(self.current) is dict and self.key is None:
            raise _fault_at(
                "not-yaml", event.start_mark, "a list or a mapping stands where a key belongs"
            )
        if len(self.stack) >= DEPTH_LIMIT:
            raise _fault_at("too-deep", event.start_mark)
        if self.places is not None:
            self._record_place(event)
            if self.current is not None:
                self.path.append(self._step())
        self.stack.append((self.current, self.key))
        self.current, self.key = new, None

    def _close(self) -> bool:
        value = self.current
        self.current, self.key = self.stack.pop()
        if self.places is not None and self.current is not None:
            self.path.pop()
        return self._add(value, None)

    def _step(self) -> str | int:
        return self.key if self.key is not None else len(self.current or ())

    def _record_place(self, event: Any, *, empty: bool = False) -> None:
        """An empty value has its mark on the next line, so it is placed at its key."""
        at = (*self.path, self._step()) if self.current is not None else ()
        is_keyed = empty and self.key is not None
        place = self.key_at if is_keyed else _place(event.start_mark)
        cast("Places", self.places)[at] = place


def _check(event: Any) -> None:
    """Refuse what is more than plain text, a list or a mapping.

    Double quotes can bring in by an escape what may not stand in the file; a tab may.
    """
    if event.anchor:
        raise _fault_at("alias", event.start_mark, f"&{event.anchor}")
    if event.tag not in _PLAIN_TAGS:
        raise _fault_at("tag", event.start_mark, event.tag)
    if type(event) is ScalarEvent and event.style == '"':
        stray = stray_character(event.value.replace("\t", " "))
        if stray:
            name = f"{stray[1]}, written as an escape,"
            raise _fault_at("stray-character", event.start_mark, name)


def _place(mark: Any) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


def _fault_at(rule: str, mark: Any, detail: str = "", hint: str = "") -> FileFault:
    line, column = _place(mark) if mark else (1, 1)
    return FileFault(rule, detail, line, column, hint)
