"""Two people's changes to one plan file brought together by what they mean.

What one side changed is taken. Notes, extensions, evidence and figures of both sides stay, in the
order of their days. Where both changed one key in two ways, that key alone is left as a conflict;
so is who is accountable, the first of the leads, and the order of a list, however it is written.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from planctl.edit.block import comments
from planctl.edit.emit import in_order, pair
from planctl.edit.merge_items import (
    Part,
    Side,
    identified,
    is_agreed_otherwise,
    led,
    merged_labels,
    merged_order,
    named,
    side,
)
from planctl.load.content import FileFault, parse_yaml
from planctl.model.action import REQUESTS
from planctl.model.problem import At, PlanValue

# Keys that only say something together, by the group that they are of, the file's own first: a
# rating of one side never gets the reason of the other, nor a figure the other's cases.
_TOGETHER: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "": (("status", "completed", "recorded"), ("progress_rag", "rag_reason")),
    "timescale": (("written", "due"),),
    "to": (("written", "due"),),
    **dict.fromkeys(REQUESTS, (("agreed", "agreed_by", "refused"),)),
    "verified": (("by", "on", "how"),),
    "baseline": (("value", "on"),),
    "targets": (("value", "low", "high"),),
    "observations": (("value", "numerator", "denominator"),),
}
# Requests of which the last one that is agreed counts, so that one meeting agrees one of them.
_ONE_ANSWER: Final = frozenset({"extensions", "pauses", "corrections"})


class Merged(NamedTuple):
    """The file after a merge, and whether something is left for a person to settle."""

    text: str
    is_conflict: bool


class _Marks(NamedTuple):
    """The lines round a conflict."""

    ours: str
    between: str
    theirs: str

    def round(self, ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
        """Two versions of the same, one of which may be nothing."""
        return [self.ours, *ours, self.between, *theirs, self.theirs]


def merged(kind: str, base: str, ours: str, theirs: str, size: int = 7) -> Merged:
    """A file of a kind after two changes to what it was; empty for a side that has none.

    Raises load.text.FileFault for a side that is not plain YAML.
    """
    marks = _Marks(f"{'<' * size} ours", "=" * size, f"{'>' * size} theirs")
    for same, taken in ((theirs, ours), (base, theirs)):
        if ours == same:
            return Merged(taken, is_conflict=False)
    if base == theirs:
        return Merged(ours, is_conflict=False)
    line_end = "\r\n" if "\r\n" in ours else "\n"
    sides = [side(text) for text in (base, ours, theirs)]
    if None in sides or len({each.is_list for each in sides if each and each.parts}) > 1:
        return _whole(ours, theirs, marks, line_end)
    work = _Merge(kind, marks)
    lines = work.whole(*(each for each in sides if each))
    if lines is None:
        return _whole(ours, theirs, marks, line_end)
    text = "".join(f"{line}{line_end}" for line in lines)
    if not work.is_conflict and not _is_sound(text, (base, ours, theirs)):
        return _whole(ours, theirs, marks, line_end)
    return Merged(text, work.is_conflict)


def _whole(ours: str, theirs: str, marks: _Marks, line_end: str) -> Merged:
    """The whole file as a conflict, which loses nothing."""
    lines = marks.round(ours.splitlines(), theirs.splitlines())
    return Merged("".join(f"{line}{line_end}" for line in lines), is_conflict=True)


def _is_sound(text: str, sides: Sequence[str]) -> bool:
    """Whether the text can be read, and holds every comment but those that one side took out."""
    try:
        parse_yaml(text)
    except FileFault:
        return False
    base, ours, theirs, now = (
        Counter(words for _, words in comments(each)) for each in (*sides, text)
    )
    wanted = (ours | theirs) - ((base - ours) + (base - theirs))
    return not wanted - now


class _Merge:
    """One merge of three sides."""

    def __init__(self, kind: str, marks: _Marks) -> None:
        self.kind, self.marks = kind, marks
        self.is_conflict = False

    def whole(self, base: Side, ours: Side, theirs: Side) -> list[str] | None:
        """All the lines of the file; none where it is a list that both sides put in two orders."""
        head = _three(base.head, ours.head, theirs.head)
        tail = _three(base.tail, ours.tail, theirs.tail)
        parts = (base.parts, ours.parts, theirs.parts)
        is_list = any(each.is_list for each in (base, ours, theirs))
        inner = self._items((), *parts) if is_list else self._keys((), *parts)
        return None if inner is None else [*head, *inner, *tail]

    def conflict(self, ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
        """Both versions, for a person to choose from."""
        self.is_conflict = True
        return self.marks.round(ours, theirs)

    def _keys(
        self, at: At, base: Sequence[Part], ours: Sequence[Part], theirs: Sequence[Part]
    ) -> list[str]:
        """The keys of a group."""
        b, o, t = ({part.key: part for part in parts} for parts in (base, ours, theirs))
        torn = {key for keys in _TOGETHER.get(_group(at), ()) for key in _torn(keys, b, o, t)}
        lines: list[str] = []
        for key in _order(self.kind, at, list(o), list(t)):
            part = (b.get(key), o.get(key), t.get(key))
            lines += self._part((*at, key), *part, is_torn=key in torn)
        return lines

    def _part(
        self, at: At, base: Part | None, ours: Part | None, theirs: Part | None, *, is_torn: bool
    ) -> list[str]:
        """One key or item, of which each side may have a version."""
        b, o, t = (part.lines if part else () for part in (base, ours, theirs))
        if o == t or (b == t and not is_torn):
            return [*o]
        if b == o and not is_torn:
            return [*t]
        if not is_torn and ours and theirs:
            both = self._both(at, base, ours, theirs)
            if both is not None:
                return both
        return self.conflict(o, t)

    def _both(self, at: At, base: Part | None, ours: Part, theirs: Part) -> list[str] | None:
        """A key or item that both changed; none where it is one value, which cannot be both."""
        if ours.said == theirs.said and not ours.inner:
            return [*_three(base.above if base else (), ours.above, theirs.above), *_own(ours)]
        if isinstance(ours.said, list) and isinstance(theirs.said, list):
            return self._lists(at, base, ours, theirs)
        if not (ours.is_group and theirs.is_group):
            return None
        named = base.inner if base and base.is_group else ()
        inner = self._keys(at, named, ours.inner, theirs.inner)
        return self._with_head(base, ours, theirs, inner)

    def _lists(self, at: At, base: Part | None, ours: Part, theirs: Part) -> list[str] | None:
        if ours.inner and theirs.inner and not (base and base.said and not base.inner):
            items = self._items(at, base.inner if base else (), ours.inner, theirs.inner)
            return None if items is None else self._with_head(base, ours, theirs, items)
        if not ours.said or not theirs.said:
            if base and base.said:  # one side took all away, and the other changed it
                return None
            return [*(ours if ours.said else theirs).lines]
        texts = _texts(_group(at), base.said if base else None, ours.said, theirs.said)
        if texts is None:
            return None
        above = _three(base.above if base else (), ours.above, theirs.above)
        note = ours.lines[-1].partition("  #")
        beside = f"  #{note[2]}" if note[1] and len(_own(ours)) == 1 else ""
        first, *others = pair(self.kind, at, texts)
        return [*above, f"{first}{beside}", *others]

    def _with_head(
        self, base: Part | None, ours: Part, theirs: Part, inner: Sequence[str]
    ) -> list[str]:
        """The lines of a value with parts, under its key or behind its dash."""
        above = _three(base.above if base else (), ours.above, theirs.above)
        indent = " " * ours.depth  # the signs of a conflict stay at the start of their lines
        deeper = [line if line in self.marks or not line else indent + line for line in inner]
        if ours.key:
            return [*above, ours.head, *deeper]
        if inner[0].startswith("#") or inner[0] == self.marks.ours:
            return [*above, "-", *deeper]
        return [*above, f"-{deeper[0][1:]}", *deeper[1:]]

    def _items(
        self, at: At, base: Sequence[Part], ours: Sequence[Part], theirs: Sequence[Part]
    ) -> list[str] | None:
        """The items of a list: of both sides, but for what one took out and the other left.

        None where their order says two things.
        """
        listed = _group(at) or self.kind
        b, o, t = (identified(parts, listed) for parts in (base, ours, theirs))
        kept = {n: part for n, part in {**t, **o}.items() if not _is_gone(n, part, b, o, t)}
        sides = _saids(b), _saids(o), _saids(t)
        names = _settled(merged_order(*sides, listed), kept, sides, listed)
        if names is None:
            return None
        lines: list[str] = []
        for number, name in enumerate(names):
            versions = (b.get(name), o.get(name), t.get(name))
            if name in b and not (name in o and name in t):
                lines += kept[name].lines
            else:
                lines += self._part((*at, number), *versions, is_torn=False)
        return lines


def _own(part: Part) -> tuple[str, ...]:
    return part.lines[len(part.above) :]


def _three(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Sequence[str]:
    """Comments of both sides: what one side changed, or all of them where both did."""
    if theirs in (ours, base):
        return ours
    if base == ours:
        return theirs
    return [*ours, *(line for line in theirs if line not in ours and line not in base)]


def _torn(
    keys: Sequence[str],
    base: Mapping[str, Part],
    ours: Mapping[str, Part],
    theirs: Mapping[str, Part],
) -> set[str]:
    """Of keys that belong together, those that differ where both sides changed some of them."""
    sides = (base, ours, theirs)
    b, o, t = ([side[key].said if key in side else None for key in keys] for side in sides)
    if o in (b, t) or t == b:
        return set()
    return {key for key, mine, other in zip(keys, o, t, strict=True) if mine != other}


def _order(kind: str, at: At, ours: list[str], theirs: list[str]) -> list[str]:
    """The keys as our side has them, and those of the other at their place in the house."""
    order = list(ours)
    for key in theirs:
        if key not in order:
            wanted = in_order(kind, at, [*order, key])
            before = set(wanted[: wanted.index(key)])
            place = max((n + 1 for n, each in enumerate(order) if each in before), default=0)
            order.insert(place, key)
    return order


def _texts(
    listed: str, base: PlanValue, ours: PlanValue, theirs: PlanValue
) -> list[PlanValue] | None:
    """A list of texts with the additions of both sides and without what either took out.

    None where it is no list of texts, or where the order says two things.
    """
    sides = [each if isinstance(each, list) else [] for each in (base, ours, theirs)]
    if not all(isinstance(item, str) for each in sides for item in each):
        return None
    b, o, t = (named(each, listed) for each in sides)
    kept = {n: text for n, text in {**t, **o}.items() if n not in b or n in o.keys() & t}
    names = _settled(merged_labels(b, o, t, listed), kept, (b, o, t), listed)
    return None if names is None else [kept[name] for name in names]


def _is_gone(
    name: str,
    part: Part,
    base: Mapping[str, Part],
    ours: Mapping[str, Part],
    theirs: Mapping[str, Part],
) -> bool:
    """Whether one side took an item out, and the other left it as it was."""
    is_left = name not in ours or name not in theirs
    return is_left and name in base and part.lines == base[name].lines


def _settled(
    order: Sequence[str] | None,
    kept: Collection[str],
    sides: Sequence[Mapping[str, PlanValue]],
    listed: str,
) -> list[str] | None:
    """The items that are kept, in order; none where the sides contradict each other in it."""
    base, ours, theirs = sides
    if order is None or (listed in _ONE_ANSWER and is_agreed_otherwise(ours, theirs)):
        return None
    names = [name for name in order if name in kept]
    return led(names, base, ours, theirs) if listed == "leads" else names


def _saids(parts: Mapping[str, Part]) -> dict[str, PlanValue]:
    return {name: part.said for name, part in parts.items()}


def _group(at: At) -> str:
    """The key that a place is under, whatever the number in its list; empty for the file itself."""
    return next((str(step) for step in reversed(at) if isinstance(step, str)), "")
