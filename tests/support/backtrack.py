"""How many steps a pattern takes over a text: counted and not timed, so that it is always the same.

The patterns of the standard library try, and go back where they went wrong. This does the same,
a step for each character that is looked at, from the parsed form of a pattern.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from random import Random
from re import _constants as sign  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final, TypeAlias

Node: TypeAlias = Any  # of a pattern, as the library's own parser gives it
Go = Callable[[int], bool]  # what comes after, from a place on; whether the rest fits
Part = Callable[[int, Go], bool]
Fits = Callable[[str], bool]  # whether a character is one of a set

_SPACES: Final = frozenset(" \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u00a0\u2028\u2029\u3000")
_CATEGORIES: Final[dict[object, Fits]] = {
    sign.CATEGORY_DIGIT: str.isdecimal,
    sign.CATEGORY_NOT_DIGIT: lambda c: not c.isdecimal(),
    sign.CATEGORY_SPACE: lambda c: c in _SPACES or c.isspace(),
    sign.CATEGORY_NOT_SPACE: lambda c: not (c in _SPACES or c.isspace()),
    sign.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
    sign.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
}
_SINGLE: Final = frozenset({sign.LITERAL, sign.NOT_LITERAL, sign.ANY, sign.IN})
_REPEATS: Final = frozenset({sign.MAX_REPEAT, sign.MIN_REPEAT, sign.POSSESSIVE_REPEAT})


class TooMany(Exception):
    """That a pattern takes more steps than anybody counts."""


class Steps:
    """Counts the steps of one pattern."""

    def __init__(self, pattern: re.Pattern[Any], most: int = 3_000_000) -> None:
        """Take a pattern, and the steps after which to give up."""
        written = pattern.pattern
        written = written.decode("latin-1") if isinstance(written, bytes) else written
        self.tree: list[Any] = list(parser.parse(written, pattern.flags))
        self.is_found = False
        self._flags, self._most = pattern.flags, most
        self._text, self._steps = "", 0
        self._groups: dict[int, tuple[int, int]] = {}
        self._whole = self._row(self.tree, self._flags)

    def searched(self, text: str) -> int:
        """The steps to find every place in a text."""
        at, self._text, self._steps, self._groups = 0, text, 0, {}
        with _deep():
            while at <= len(text):
                end: list[int] = []
                self._tick()
                at = max(end[-1], at + 1) if self._whole(at, _kept(end)) else at + 1
        return self._steps

    def matched(self, text: str, *, whole: bool) -> int:
        """The steps to find whether a text begins so, or is so as a whole."""
        self._text, self._steps, self._groups = text, 0, {}
        with _deep():
            self.is_found = self._whole(0, lambda at: not whole or at == len(text))
        return self._steps

    def _tick(self) -> None:
        self._steps += 1
        if self._steps > self._most:
            raise TooMany

    def _row(self, nodes: Sequence[Any], flags: int) -> Part:
        parts = [self._part(kind, given, flags) for kind, given in nodes]

        def row(at: int, go: Go, number: int = 0) -> bool:
            if number == len(parts):
                return go(at)
            return parts[number](at, lambda here: row(here, go, number + 1))

        return row

    def _part(self, kind: object, given: Node, flags: int) -> Part:  # noqa: PLR0911 - one for each kind
        if kind in _SINGLE:
            return self._one(fits(flags, kind, given))
        if kind in _REPEATS:
            return self._repeat(flags, kind, *given)
        if kind is sign.BRANCH:
            ways = [self._row(way, flags) for way in given[1]]
            return lambda at, go: any(way(at, go) for way in ways)
        if kind is sign.SUBPATTERN:
            group, add, take, nodes = given
            return self._group(group, self._row(nodes, (flags | add) & ~take))
        if kind is sign.ATOMIC_GROUP:
            return self._atomic(self._row(given, flags))
        if kind in {sign.ASSERT, sign.ASSERT_NOT}:
            return self._looked(flags, kind is sign.ASSERT, *given)
        if kind is sign.AT:
            return lambda at, go: self._is_at(given, at, flags) and go(at)
        if kind is sign.GROUPREF_EXISTS:
            group, then, otherwise = given
            ways = [self._row(otherwise or [], flags), self._row(then, flags)]
            return lambda at, go: self._either(ways, group, at, go)
        if kind is sign.GROUPREF:
            return lambda at, go: self._again(given, at, go)
        raise NotImplementedError(kind)

    def _one(self, is_fit: Fits) -> Part:
        def one(at: int, go: Go) -> bool:
            self._tick()
            return at < len(self._text) and is_fit(self._text[at]) and go(at + 1)

        return one

    def _repeat(self, flags: int, kind: object, least: int, most: int, nodes: Node) -> Part:
        if len(nodes) == 1 and nodes[0][0] in _SINGLE and kind is not sign.MIN_REPEAT:
            return self._run(kind, least, most, fits(flags, *nodes[0]))
        body = self._row(nodes, flags)

        def often(at: int, go: Go, times: int = 0) -> bool:
            def more() -> bool:
                return times < most and body(
                    at, lambda here: (here != at or times < least) and often(here, go, times + 1)
                )

            def enough() -> bool:
                return times >= least and go(at)

            return (enough() or more()) if kind is sign.MIN_REPEAT else (more() or enough())

        return self._atomic(often) if kind is sign.POSSESSIVE_REPEAT else often

    def _run(self, kind: object, least: int, most: int, is_fit: Fits) -> Part:
        """A repeat of one character, which runs on and then goes back a character at a time."""

        def run(at: int, go: Go) -> bool:
            text, end = self._text, at
            while end < len(text) and end - at < most and is_fit(text[end]):
                self._tick()
                end += 1
            if kind is sign.POSSESSIVE_REPEAT:
                return end - at >= least and go(end)
            for here in range(end, at + least - 1, -1):
                self._tick()
                if go(here):
                    return True
            return False

        return run

    def _group(self, number: int | None, body: Part) -> Part:
        def group(at: int, go: Go) -> bool:
            def closed(here: int) -> bool:
                before = self._groups.get(number or 0)
                self._groups[number or 0] = at, here
                if go(here):
                    return True
                if before is None:
                    self._groups.pop(number or 0, None)
                else:
                    self._groups[number or 0] = before
                return False

            return body(at, closed)

        return group

    def _atomic(self, body: Part) -> Part:
        def atomic(at: int, go: Go) -> bool:
            end: list[int] = []
            return body(at, _kept(end)) and go(end[-1])

        return atomic

    def _looked(self, flags: int, wanted: bool, way: int, nodes: Node) -> Part:  # noqa: FBT001
        body, width = self._row(nodes, flags), nodes.getwidth()[0]

        def looked(at: int, go: Go) -> bool:
            start = at if way > 0 else at - width
            found = start >= 0 and body(start, lambda here: way > 0 or here == at)
            return found is wanted and go(at)

        return looked

    def _either(self, ways: Sequence[Part], group: int, at: int, go: Go) -> bool:
        return ways[group in self._groups](at, go)

    def _again(self, group: int, at: int, go: Go) -> bool:
        if group not in self._groups:
            return False
        begin, end = self._groups[group]
        self._steps += end - begin
        return self._text.startswith(self._text[begin:end], at) and go(at + end - begin)

    def _is_at(self, where: object, at: int, flags: int) -> bool:
        text = self._text
        if where is sign.AT_BEGINNING and flags & re.MULTILINE:
            return at == 0 or text[at - 1] == "\n"
        if where is sign.AT_END:
            ends = flags & re.MULTILINE or at == len(text) - 1
            return at == len(text) or (bool(ends) and text[at] == "\n")
        if where in {sign.AT_BOUNDARY, sign.AT_NON_BOUNDARY}:
            is_word = _CATEGORIES[sign.CATEGORY_WORD]
            before, after = at > 0 and is_word(text[at - 1]), at < len(text) and is_word(text[at])
            return (before != after) is (where is sign.AT_BOUNDARY)
        return at == (len(text) if where is sign.AT_END_STRING else 0)


def _kept(ends: list[int]) -> Go:
    """What keeps the end of a match, and asks for nothing more."""

    def keep(at: int) -> bool:
        ends.append(at)
        return True

    return keep


def fits(flags: int, kind: object, given: Node) -> Fits:
    """Whether a character is what one node of a pattern asks for, worked out once for each."""
    if kind is sign.ANY:
        return lambda c: bool(flags & re.DOTALL) or c != "\n"
    if kind in {sign.LITERAL, sign.NOT_LITERAL}:
        return cache(lambda c: _is_same(c, chr(given), flags) is (kind is sign.LITERAL))
    is_not = given[0][0] is sign.NEGATE
    items = given[1:] if is_not else given
    return cache(lambda c: any(_is_in(c, flags, *item) for item in items) is not is_not)


def _is_same(one: str, other: str, flags: int) -> bool:
    return one == other or (bool(flags & re.IGNORECASE) and one.lower() == other.lower())


def _is_in(c: str, flags: int, kind: object, given: Node) -> bool:
    if kind is sign.CATEGORY:
        return _CATEGORIES[given](c)
    low, high = given if kind is sign.RANGE else (given, given)
    of = {c, c.lower(), c.upper()} if flags & re.IGNORECASE else {c}
    return any(len(each) == 1 and low <= ord(each) <= high for each in of)


def hostile(tree: Sequence[Any], flags: int) -> list[tuple[str, str]]:
    """Beginnings, and what to repeat after them: what leads a pattern up to each of its repeats."""
    repeats = list(_repeats(list(tree), []))
    named = {chr(given) for kind, given in _sets(tree) if kind is sign.LITERAL}
    signs = sorted(c for c in named if not c.isalnum())
    letters = list(_letters([node for _, body in repeats for node in body], flags))
    letters = list(dict.fromkeys([*letters, *signs]))
    found = [("", letter) for letter in letters]
    found += [("", one + other) for one in letters for other in letters if one != other]
    random = Random(0)  # noqa: S311 - to be the same each time
    for before, body in repeats:
        start = "".join(_sample(each, random) for each in before)[-60:]
        pumps = {"".join(_sample(node, random) for node in body) for _ in range(3)}
        is_run = len(body) == 1 and body[0][0] in _SINGLE
        pumps |= {c for c in letters if is_run and fits(flags, *body[0])(c)}
        found += [(start, pump) for pump in sorted(pumps) if pump]
    return list(dict.fromkeys(found))


def _repeats(nodes: list[Any], before: list[Any]) -> Iterator[tuple[list[Any], list[Any]]]:
    """Each repeat without a near end: the nodes that stand before it, and its own."""
    for kind, given in nodes:
        inside: list[list[Any]] = []
        if kind in _REPEATS:
            if given[1] > 8:  # a few more are no danger
                yield before, list(given[2])
            inside = [list(given[2])]
        elif kind is sign.BRANCH:
            inside = [list(way) for way in given[1]]
        elif kind is sign.SUBPATTERN:
            inside = [list(given[3])]
        elif kind is sign.ATOMIC_GROUP:
            inside = [list(given)]
        elif kind is sign.GROUPREF_EXISTS:
            inside = [list(way) for way in given[1:] if way]
        elif kind in {sign.ASSERT, sign.ASSERT_NOT}:
            inside = [list(given[1])]
        for each in inside:
            yield from _repeats(each, before)
        before = [*before, (kind, given)]


def _letters(tree: Sequence[Any], flags: int) -> Iterator[str]:
    """A character for each way in which the sets of a pattern tell characters apart."""
    sets = list(_sets(tree))
    known = " \t\n-–.,:;/()[]{}'\"%#|<>&=+*_\\!?0129aAbBzZ\x00\x02\x03£é•"
    named = {chr(given) for kind, given in sets if kind in {sign.LITERAL, sign.NOT_LITERAL}}
    seen: set[tuple[bool, ...]] = set()
    for letter in [*sorted(named), *known]:
        kinds = tuple(fits(flags, kind, given)(letter) for kind, given in sets)
        if kinds not in seen:
            seen.add(kinds)
            yield letter


def _sets(tree: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    for kind, given in tree:
        if kind in _SINGLE:
            yield kind, given
        elif kind in _REPEATS:
            yield from _sets(given[2])
        elif kind is sign.BRANCH:
            for way in given[1]:
                yield from _sets(way)
        elif kind is sign.SUBPATTERN:
            yield from _sets(given[3])
        elif kind is sign.ATOMIC_GROUP:
            yield from _sets(given)
        elif kind is sign.GROUPREF_EXISTS:
            yield from (each for way in given[1:] if way for each in _sets(way))
        elif kind in {sign.ASSERT, sign.ASSERT_NOT}:
            yield from _sets(given[1])


def _sample(node: Node, random: Random) -> str:
    """A text that fits a node, or nearly."""
    kind, given = node
    if kind is sign.LITERAL:
        return chr(given)
    if kind in _SINGLE:
        fit = fits(0, kind, given)
        return random.choice([c for c in " a1-A.,(b:/•–'%\n\x02" if fit(c)] or ["a"])
    inside: Sequence[Any] = ()
    if kind in _REPEATS:
        least, most, nodes = given
        inside = [*nodes] * min(int(most), max(least, random.choice((1, 1, 2))), 8)
    elif kind is sign.BRANCH:
        inside = random.choice(given[1])
    elif kind is sign.SUBPATTERN:
        inside = given[3]
    elif kind is sign.ATOMIC_GROUP:
        inside = given
    return "".join(_sample(each, random) for each in inside)


@contextmanager
def _deep() -> Iterator[None]:
    """Within this, functions may call each other as deep as a text is long."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 100_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
