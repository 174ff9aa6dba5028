"""New parts of a plan file in the house form, written by ruamel.yaml.

Which key comes first, what stands in brackets or braces, and which text needs quotes is decided
here and in `house_style`: ruamel.yaml leaves bare what a reader of YAML 1.1 takes for a number, a
day or a truth value.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import chain
from typing import Final, NamedTuple

from ruamel.yaml.emitter import Emitter, ScalarAnalysis
from ruamel.yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from planctl.edit.house_style import WIDTH, is_plain_scalar, slot
from planctl.model.problem import At, PlanValue

STEP: Final = "  "
# Lines of a text that cannot stand as they are: an indent on the first, or only spaces, or a space
# at the end that an editor takes away; and what the loader takes for a slip of the pen.
_UNTIDY: Final = re.compile(r"\A\s|[ \t]$|^ *-\u00a0|\n\n\Z|[\t\r]", re.MULTILINE)


class _Room(NamedTuple):
    """Where a value is to stand."""

    width: int = WIDTH  # of the line
    used: int = 0  # characters that the line has before it
    is_flow: bool = False  # whether it is within brackets or braces


class _HouseEmitter(Emitter):
    """Writes each scalar in the style that it is given, and each key on one line."""

    MAX_SIMPLE_KEY_LENGTH = sys.maxsize

    def emit(self, event: Event) -> None:
        """Write what can be written, as ruamel.yaml does where nobody looks for its own slips."""
        self.events.append(event)
        while not self.need_more_events():
            self.event = self.events.pop(0)
            self.state()

    def write_plain(self, text: str, *_: object) -> None:
        """A text without quotes in one go: it has one line, however wide."""
        if text:
            text = text if self.whitespace else f" {text}"
            self.whitespace = self.indention = False
            self.column += len(text)
            self.stream.write(text)

    def choose_scalar_style(self) -> str:
        """The style of the event, which is empty for a text without quotes."""
        return self.event.style or ""

    def analyze_scalar(self, scalar: str) -> ScalarAnalysis:
        """Nothing to hold against any style: ours was chosen with care."""
        return ScalarAnalysis(scalar, not scalar, "\n" in scalar, *([True] * 5))


def pair(kind: str, at: At, value: PlanValue, width: int = WIDTH) -> list[str]:
    """A key with its value, as lines without a line end."""
    return _lines(_mapping(kind, at[:-1], {str(at[-1]): value}, _Room(width)))


def item(kind: str, at: At, value: PlanValue, width: int = WIDTH) -> list[str]:
    """An item of a list with a line for each, as lines without a line end."""
    inner = _item(kind, at, value, _Room(width))
    return [line.removeprefix(STEP) for line in _lines(_collection(inner, is_list=True))]


def lines_of(kind: str, at: At, value: PlanValue, width: int = WIDTH) -> list[str]:
    """A list, a group or a text of several lines, as it stands under its key."""
    if isinstance(value, str):
        events: Iterable[Event] = [_scalar(value, "|")]
    elif isinstance(value, list):
        events = _sequence(kind, at, value, _Room(width))
    else:
        events = _mapping(kind, at, value or {}, _Room(width - len(STEP)))
    return _lines(_collection([_scalar("key"), *events], is_list=False))[1:] if value else []


def in_one_line(kind: str, at: At, value: PlanValue) -> str:
    """A value in brackets or braces, or a text that stands between them."""
    return _between_brackets(_value(kind, at, value, _Room(is_flow=True)))


def on_one_line(kind: str, at: At, value: PlanValue) -> str | None:
    """What stands after a key or a dash on the same line; none for what needs lines of its own."""
    if value is None:
        return ""
    if isinstance(value, str):
        is_block = "\n" in value and not _UNTIDY.search(value)
        return None if is_block else scalar(value, bare=slot(kind, at).is_bare)
    return in_one_line(kind, at, value) if not value or _is_short(kind, at, value) else None


def scalar(text: str, *, style: str = "", in_braces: bool = False, bare: bool = False) -> str:
    """A text on one line, quoted where it has to be, or in a style of quotes.

    bare: it is a number or a day, which is not quoted for looking like one.
    """
    plain = is_plain_scalar(text, in_braces=in_braces, bare=bare)
    return _between_brackets([_scalar(text, style or ("" if plain else '"'))])


def quoted_like(style: str | None, text: str, otherwise: str) -> str:
    """A text in the quotes of the one whose place it takes, or as it would be written otherwise."""
    if style == '"' or (style == "'" and "\n" not in text):
        return scalar(text, style=style)
    return otherwise


def in_order(kind: str, at: At, keys: Iterable[str]) -> list[str]:
    """The keys of a group in the order of its model; those it does not know come last."""
    order = {key: n for n, key in enumerate(slot(kind, at).keys)}
    return sorted(keys, key=lambda key: order.get(key, len(order)))


def indented(lines: Sequence[str], indent: str = STEP) -> list[str]:
    """Lines further in; one that is empty stays so."""
    return [line and f"{indent}{line}" for line in lines]


def dashed(lines: Sequence[str]) -> list[str]:
    """The lines of an item behind its dash."""
    return [f"- {lines[0]}", *indented(lines[1:])]


def _value(kind: str, at: At, value: PlanValue, room: _Room) -> Iterator[Event]:
    """What stands after a key or a dash."""
    width, used, is_flow = room
    if value is None:
        yield _scalar("null" if is_flow else "")
    elif isinstance(value, str):
        is_block = not is_flow and "\n" in value and not _UNTIDY.search(value)
        bare = slot(kind, at).is_bare
        plain = not is_block and is_plain_scalar(value, in_braces=is_flow, bare=bare)
        yield _scalar(value, "|" if is_block else "" if plain else '"')
    else:
        if not is_flow:
            is_flow = not value or _is_short(kind, at, value)
            is_flow = is_flow and used + len(" ") + len(in_one_line(kind, at, value)) <= width
        if isinstance(value, list):
            yield from _sequence(kind, at, value, _Room(width, 0, is_flow))
        else:
            yield from _mapping(kind, at, value, _Room(width - len(STEP), 0, is_flow))


def _item(kind: str, at: At, value: PlanValue, room: _Room) -> Iterator[Event]:
    """An item of a list; the keys of a group begin on the line of its dash."""
    width, _, is_flow = room
    if isinstance(value, dict) and value and not is_flow:
        braces = slot(kind, at).in_braces and len("- ") + len(in_one_line(kind, at, value)) <= width
        return _mapping(kind, at, value, _Room(width, 0, braces))
    return _value(kind, at, value, _Room(width, len("-"), is_flow))


def _is_short(kind: str, at: At, value: list[PlanValue] | dict[str, PlanValue]) -> bool:
    """Whether a list or a group stands in brackets or braces where it fits."""
    house = slot(kind, at)
    return house.in_braces or (house.in_brackets and all(isinstance(each, str) for each in value))


def _sequence(kind: str, at: At, values: Sequence[PlanValue], room: _Room) -> Iterator[Event]:
    inner = _Room(room.width - len(STEP), 0, room.is_flow)
    items = (_item(kind, (*at, number), value, inner) for number, value in enumerate(values))
    return _collection(chain.from_iterable(items), is_list=True, is_flow=room.is_flow)


def _mapping(kind: str, at: At, group: Mapping[str, PlanValue], room: _Room) -> Iterator[Event]:
    """The keys of a group with their values; one that the model knows needs no quotes."""
    known = slot(kind, at).keys
    events: list[Event] = []
    for key in in_order(kind, at, group):
        plain = is_plain_scalar(key, in_braces=True, bare=key in known)
        used = len(key if plain else scalar(key, style='"')) + len(":")
        events.append(_scalar(key, "" if plain else '"'))
        events += _value(kind, (*at, key), group[key], room._replace(used=used))
    return _collection(events, is_list=False, is_flow=room.is_flow)


def _collection(
    events: Iterable[Event], *, is_list: bool, is_flow: bool = False
) -> Iterator[Event]:
    start = SequenceStartEvent if is_list else MappingStartEvent
    yield start(anchor=None, tag=None, implicit=True, flow_style=is_flow)
    yield from events
    yield SequenceEndEvent() if is_list else MappingEndEvent()


def _scalar(text: str, style: str = "") -> Event:
    return ScalarEvent(None, None, (True, True), text, style=style or None)


def _between_brackets(events: Iterable[Event]) -> str:
    (line,) = _lines(_collection(events, is_list=True, is_flow=True))
    return line[1:-1]


def _lines(events: Iterable[Event]) -> list[str]:
    """The lines that ruamel.yaml writes."""
    stream = StringIO()
    emitter = _HouseEmitter(stream, width=sys.maxsize, allow_unicode=True, block_seq_indent=2)
    emitter.best_sequence_indent = 4
    begin = [StreamStartEvent(), DocumentStartEvent(explicit=False)]
    end = [DocumentEndEvent(explicit=False), StreamEndEvent()]
    for event in (*begin, *events, *end):
        emitter.emit(event)
    emitter.dispose()
    return stream.getvalue().removesuffix("\n").split("\n")
