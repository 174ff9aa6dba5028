"""A list of texts that paper and plan both have: of its items each follows who changed it."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from planctl.edit.cut import Add, Edit, Put


class Run(NamedTuple):
    """Items that stand one after the other in the paper, and what it had in their place before."""

    was: tuple[str, ...]
    now: tuple[str, ...]


class Listed(NamedTuple):
    """What becomes of a list."""

    edits: tuple[Edit, ...]
    now: tuple[str, ...]  # the list of the plan after them
    open: tuple[Run, ...]  # what the paper changed and the plan has otherwise
    was: tuple[str, ...]  # the list of the paper without what is open
    gone: tuple[str, ...]  # what the paper says as before and the plan has no longer


class _Change(NamedTuple):
    """Where, among the items of the plan, others are to stand."""

    start: int
    end: int
    now: tuple[str, ...]


def listed(key: str, old: Sequence[str], there: Sequence[str], new: Sequence[str]) -> Listed:
    """Bring what the paper changed since it said the old items into those of the plan.

    An item that only stands elsewhere now is neither new nor gone; the plan follows the order of
    the paper where it has all else as the paper had it.
    """
    kept = [each for each in old if each in new]
    if there == old and kept != [each for each in new if each in old]:
        return Listed((Put((key,), [*new]),), tuple(new), (), tuple(new), ())
    changes: list[_Change] = []
    left: list[Run] = []
    base: list[str] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was = tuple(each for each in old[i:j] if each not in new)
        run = Run(was, tuple(each for each in new[k:m] if each not in old))
        is_open = kind != "equal" and not _is_done(run, there)
        start = _place(run, old[:i], there) if is_open else None
        if start is not None:
            changes.append(_Change(start, start + len(run.was), run.now))
        elif is_open:
            left.append(run)
            base += old[i:j]
            continue
        base += new[k:m]
    gone = tuple(each for each in new if each in old and each not in there)
    now = _whole(changes, there)
    return Listed(tuple(_edits(key, changes, there)), now, tuple(left), tuple(base), gone)


def _is_done(run: Run, there: Sequence[str]) -> bool:
    """Whether the plan has what the paper says now, and nothing that it had before."""
    return all(each in there for each in run.now) and not any(each in there for each in run.was)


def _place(run: Run, above: Sequence[str], there: Sequence[str]) -> int | None:
    """Where in the plan the items of before stand; for none, the place below those above them.

    Where the plan has none of those any more, that is the end: what stands first stays there.
    """
    if not run.was:
        known = (there.index(each) + 1 for each in reversed(above) if each in there)
        return next(known, len(there) if above else 0)
    size = len(run.was)
    starts = (n for n in range(len(there)) if tuple(there[n : n + size]) == run.was)
    return next(starts, None)


def _edits(key: str, changes: Sequence[_Change], there: Sequence[str]) -> Iterator[Edit]:
    """Item by item, so that comments stay; the whole list where an item goes."""
    if any(len(each.now) < each.end - each.start for each in changes):
        yield Put((key,), [*_whole(changes, there)])
        return
    for start, end, now in changes:
        yield from (Put((key, start + n), now[n]) for n in range(end - start))
        before = end if end < len(there) else None
        yield from (Add((key,), each, before) for each in now[end - start :])


def _whole(changes: Sequence[_Change], there: Sequence[str]) -> tuple[str, ...]:
    """All the items of the plan with what changes."""
    whole = list(there)
    for each in sorted(changes, reverse=True):
        whole[each.start : each.end] = each.now
    return tuple(whole)
