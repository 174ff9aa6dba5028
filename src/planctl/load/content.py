"""The bytes of a file become text, and its YAML plain lists, mappings and texts; or a FileFault.

YAML is read from the events of PyYAML's C parser (its pure parser where that is missing): no
recursion, no types, no aliases, tags or second documents. An unquoted empty value, `~` or null
is None; every other scalar is text, to the character.
Places are counted only when asked for, because a file without problems needs none.

What libyaml and PyYAML would read differently is refused before either sees it, so that a plan
says the same on every machine.
"""

import re
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

import yaml
from yaml import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from planctl.model.label import ODD_BLANKS, foreign_quote
from planctl.model.timescale_grammar import shorten

# The parser's own words (libyaml's or PyYAML's), what they mean, and what to do.
_WORDS: Final = (
    (
        "mapping values are not allowed",
        "there is a colon with a space after it inside a text, or a line is indented too far",
        "put the whole text in double quotes, or line the key up with the ones above it",
    ),
    (
        "cannot start any token|character .* that cannot start",
        "a text cannot begin with this character unless it is in quotes",
        "put the whole text in double quotes",
    ),
    (
        (
            "unknown escape character|escape sequence|expected escape|escape code|hexdecimal number"
            r"|chr\(\) arg"
        ),
        "a backslash in double quotes means something else in YAML",
        "use single quotes around the text, or write two backslashes",
    ),
    (
        "quoted scalar|unexpected end of stream|found unexpected document indicator",
        "a quotation mark is opened here and not closed",
        "close it at the end of the text, or write ’ for an apostrophe",
    ),
    (
        "expected ',' or|flow (?:sequence|mapping|node)",
        "a bracket is opened here and not closed, or a text begins with one",
        "close the bracket, or put the whole text in double quotes",
    ),
    (
        "could not find expected ':'",
        "a key has no colon and space after it, or a text runs on at the wrong indent",
        "write key: value, or - item, with the space; indent the further lines of a text",
    ),
    (
        (
            "expected <block end>|did not find expected (?:key|'-' indicator)|block entries"
            "|sequence entries|bad indentation|expected the node content"
        ),
        "a line is not lined up with the others of its list or its key",
        "indent it like the lines above it; after text in quotes nothing may follow on the line",
    ),
    (
        "expected '?<document start>|did not find expected",
        "the text goes on where planctl expected a new key",
        "put the whole text in double quotes, or line the key up with the ones above it",
    ),
)


CURLY: Final = "it has to end with the straight mark it begins with, and ends with a curly one: "


def explain_yaml_error(problem: str, context: str) -> tuple[str, str]:
    """What is wrong and what to do; the parser's own words where we have none."""
    complaint = f"{context} {problem}"
    for pattern, meaning, hint in _WORDS:
        if re.search(pattern, complaint):
            return meaning, hint
    return f"this is not YAML: {problem.strip() or 'the file breaks off'}", ""


_BOM: Final = "\ufeff"
_CONFLICT: Final = re.compile(r"^(?:<{7}|>{7}|\|{7}) ?.*$", re.MULTILINE)
_ASCII: Final = bytes([ord("\n"), *range(ord(" "), 0x7F)])  # nothing odd, and quick to tell
_MARKS: Final = ("<<<<<<<", ">>>>>>>", "|||||||")
_DIRECTIVE: Final = re.compile("^%.*$", re.MULTILINE)
# Compiled when they are needed: large classes of characters take milliseconds, and most plans need
# none. Blanks that come with text pasted from Word or a web page harm where YAML needs a space.
_STRAY: Final = (
    "\t|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_NOT_A_SPACE: Final = f"^ *(?:- +)*(?:-|[a-z_]+:)[{ODD_BLANKS}]"
_NAMES: Final = {
    "\t": "a tab",
    "\r": "a line end of a kind that no system uses today (CR alone)",
    "\x00": "a NUL byte",
    "\u2028": "an invisible line separator",
    "\u2029": "an invisible paragraph separator",
    "\ufeff": "an invisible byte order mark",
}


DEPTH_LIMIT: Final = 32
_Parser: Any = yaml.cyaml.CParser if yaml.__with_libyaml__ else yaml.BaseLoader  # type: ignore[attr-defined]
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
    if data.translate(None, _ASCII) and not _is_plain(text):
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
    if wide := re.search(_NOT_A_SPACE, text, re.MULTILINE):
        name = "a non-breaking space, which YAML does not take for one,"
        raise _fault_after("stray-character", text[: wide.end() - 1], name)


def stray_character(text: str) -> tuple[int, str] | None:
    """Where the first character stands that does not belong in a text, and what it is called."""
    if _is_plain(text):
        return None
    match = re.search(_STRAY, text)
    if match is None:
        return None
    return match.start(), _NAMES.get(match[0], f"a control character (U+{ord(match[0]):04X})")


def _is_plain(text: str) -> bool:
    """Whether nothing in a text is odd, not even a blank: true of most files, and quick to say."""
    return text.replace("\n", "").isprintable()


def _fault_after(rule: str, before: str, detail: str = "") -> FileFault:
    """The fault that comes after so much text."""
    return FileFault(rule, detail, before.count("\n") + 1, len(before) - before.rfind("\n"))


def parse_yaml(text: str, places: Places | None = None) -> Any:
    """What a text says; None when it says nothing; raises FileFault when it is not plain YAML."""
    try:
        return _Builder(_Parser(text).get_event, places).document()
    except yaml.MarkedYAMLError as error:
        problem, context = error.problem or "", error.context or ""
        if "scanning an a" in context:  # an alias or an anchor: *x or &x
            sign = "*" if "alias" in context else "&"
            raise _fault_at("alias", error.context_mark, sign) from None
        opened = "flow" in context or ("quoted scalar" in context and "unexpected" in problem)
        if slip := _slip_of_the_pen(text, error):
            raise slip from None
        mark = error.context_mark if opened else error.problem_mark or error.context_mark
        words, hint = explain_yaml_error(problem, context)
        raise _fault_at("not-yaml", mark, words, _curly_end(text, mark) or hint) from None
    except (yaml.YAMLError, ValueError) as error:  # the pure parser's chr() of a wild escape
        raise _fault_at("not-yaml", None, *explain_yaml_error(str(error), "")) from None


# A key, or a dash, without the blank after it; an address is no key.
NO_BLANK: Final = re.compile(r"(?P<key>[A-Za-z_]+):(?!//)(?P<rest>[^\s:].*)|-(?P<item>[^\s-].*)")
_BEFORE_KEY: Final = re.compile("[ ]*(?:- +)*")
_GOES_ON: Final = re.compile(
    "expected <block end>|did not find expected (?:key|'-'|',')|expected ','"
)


def missing_blank(words: str) -> tuple[str, str] | None:
    """What is wrong with the beginning of a line that lacks a blank, and what to do."""
    match = NO_BLANK.match(words)
    if match is None:
        return None
    if match["item"]:
        return "a blank is missing after the dash", f"write - {shorten(match['item'])}"
    fault = f"a blank is missing after the colon of “{shorten(match['key'])}”"
    return fault, f"write {shorten(match['key'])}: {shorten(match['rest'])}"


def _slip_of_the_pen(text: str, error: yaml.MarkedYAMLError) -> FileFault | None:
    """What a line has that the parser only trips over later, or in other words; none elsewhere."""
    lines, problem, mark = text.split("\n"), error.problem or "", error.problem_mark
    if mark is None or mark.line >= len(lines):
        return None
    if "find expected ':'" in problem and error.context_mark:
        return _unfinished_key(lines, error.context_mark.line)
    before = lines[mark.line][: mark.column].rstrip()
    place = mark.line + 1, mark.column + 1
    if "sequence entries are not allowed" in problem and before.endswith(":"):
        words = "a text cannot begin with a dash unless it is in quotes"
        hint = "put the whole text in double quotes; items of a list have lines of their own"
        return FileFault("not-yaml", words, *place, hint)
    if before.endswith(('"', "'")) and _GOES_ON.search(problem):
        words = "the text goes on after its closing quotation mark"
        hint = "put the whole text in quotes, and write “ and ” for the marks within it"
        return FileFault("not-yaml", words, *place, hint)
    if "mapping values are not allowed" in problem and mark.line:
        return _unfinished_key(lines, mark.line - 1, only_blank=True)
    return None


def _unfinished_key(
    lines: Sequence[str], number: int, *, only_blank: bool = False
) -> FileFault | None:
    """A line that lacks the blank after its colon or dash, or the colon itself."""
    start = _BEFORE_KEY.match(lines[number])
    indent = start.end() if start else 0
    fault = missing_blank(lines[number][indent:])
    if fault is None and only_blank:
        return None
    words, hint = fault or explain_yaml_error("could not find expected ':'", "")
    return FileFault("not-yaml", words, number + 1, indent + 1, hint)


def _curly_end(text: str, mark: Any) -> str:
    """What to do where a straight quotation mark is closed by a curly one; empty elsewhere."""
    lines = text.split("\n")[mark.line : mark.line + 1]  # the end of a text is on no line
    line = "".join(lines)[mark.column :].partition(" #")[0].strip()
    quote, closing = line[:1], foreign_quote(line)
    return f"{CURLY}write {quote} in the place of {closing}" if closing and quote in "\"'" else ""


class _Builder:
    """Grows one document from its events, one call a value; `DEPTH_LIMIT` ends its calls."""

    def __init__(self, get_event: Callable[[], Any], places: Places | None) -> None:
        self.get = get_event
        self.places = places

    def document(self) -> Any:
        """The one document of the stream."""
        self.get()
        if type(self.get()) is StreamEndEvent:
            return None
        root = self._value(self.get(), ())
        self.get()
        last = self.get()
        if type(last) is not StreamEndEvent:
            raise _fault_at("two-documents", last.start_mark)
        return root

    def _value(self, event: Any, at: tuple[Hashable, ...], key: Any | None = None) -> Any:
        """What begins with an event; an empty text is placed at its key, its mark is a line off."""
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor or event.tag or event.style == '"':
                _check(event)
            value = event.value
            is_empty = value in _NULLS and not event.style
            if self.places is not None:
                self.places[at] = _place(((is_empty and key) or event).start_mark)
            return None if is_empty else value
        _check(event)
        if len(at) >= DEPTH_LIMIT:
            raise _fault_at("too-deep", event.start_mark)
        if self.places is not None:
            self.places[at] = _place(event.start_mark)
        return self._mapping(at) if kind is MappingStartEvent else self._list(at)

    def _mapping(self, at: tuple[Hashable, ...]) -> dict[str, Any]:
        content: dict[str, Any] = {}
        get, places = self.get, self.places
        while type(event := get()) is not MappingEndEvent:
            _check_key(event, content)
            key = event.value
            if places is not None:
                places[(*at, key, KEY)] = _place(event.start_mark)
            content[key] = self._value(get(), (*at, key), event)
        return content

    def _list(self, at: tuple[Hashable, ...]) -> list[Any]:
        items: list[Any] = []
        get = self.get
        while type(event := get()) is not SequenceEndEvent:
            items.append(self._value(event, (*at, len(items))))
        return items


def _check_key(event: Any, mapping: dict[str, Any]) -> None:
    """Refuse a key that is no text, or that the mapping has already."""
    if type(event) is not ScalarEvent:
        _check(event)
        words = "a list or a mapping stands where a key belongs"
        raise _fault_at("not-yaml", event.start_mark, words)
    if event.anchor or event.tag or event.style == '"':
        _check(event)
    if event.value in mapping:
        raise _fault_at("duplicate-key", event.start_mark, event.value)


def _check(event: Any) -> None:
    """Refuse what is more than plain text, a list or a mapping.

    Double quotes can bring in by an escape what may not stand in the file; a tab may.
    """
    if event.anchor:
        sign = "*" if type(event) is AliasEvent else "&"
        raise _fault_at("alias", event.start_mark, f"{sign}{event.anchor}")
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
