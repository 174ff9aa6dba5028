"""The texts of a plan that people read as sentences, with where each of them stands."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import Final

from pydantic import BaseModel

from planctl.model.plan import Plan
from planctl.model.problem import At

# Two capitals or more, perhaps with figures or a small plural s: CP, LCS, SGO, KPIs.
# What stands before is looked at after the first capital, which is found three times as fast.
_SHORT: Final = re.compile(r"([A-Z](?<![\w&].)[A-Z0-9]+)s?(?![\w&])")
_ROMAN_OR_QUARTER: Final = re.compile(r"[IVX]+|Q[1-4]|[A-Z][0-9]+")
# Labels, not sentences: ids, roles, dates as written, links and file names.
_LABELS: Final = frozenset(
    {"ref", "id", "leads", "by", "timescale", "findings", "depends_on", "file", "url", "report"}
    | {
        "measure",
        "due",
        "short",
        "unit",
        "owner",
        "version",
        "date",
        "who",
        "about",
        "decision",
        "meeting",
        "attendance",
        "priority_findings",
        "needed_by",
    }
)


# Labels that say who somebody is, or what a file is called.
_TELLING: Final = frozenset({"leads", "by", "owner", "who", "file", "url", "attendance"})
_FIGURE, _CAPITAL, _OTHER = b"0A."
_SHAPES: Final = bytes(
    _FIGURE if chr(sign).isdigit() else _CAPITAL if "A" <= chr(sign) <= "Z" else _OTHER
    for sign in range(128)
) + bytes([_OTHER] * 128)
_GAP: Final = "\n\n"  # between two texts, so that nothing is found across both


class PlanTexts:
    """The texts of a plan, gathered once, and joined for a search through all of them."""

    def __init__(self, plan: Plan) -> None:
        """Gather nothing until it is asked for."""
        self._plan = plan

    @cached_property
    def all(self) -> tuple[tuple[At, str], ...]:
        """Every text, with labels that name a person or a file, in the order of the plan."""
        return tuple(_plan_texts(self._plan))

    @property
    def sentences(self) -> Iterator[tuple[At, str]]:
        """Every sentence-like text, in the order of the plan."""
        return ((at, text) for at, text in self.all if _label_of(at) not in _TELLING)

    @property
    def abbreviations(self) -> Iterator[tuple[At, str]]:
        """The abbreviations of all sentences, in the singular, without roman ones and quarters."""
        for match in _SHORT.finditer(self.joined):
            at, _ = self.all[self.number_at(match.start())]
            if _label_of(at) not in _TELLING and not _ROMAN_OR_QUARTER.fullmatch(match[1]):
                yield at, match[1]

    def number_at(self, position: int) -> int:
        """The number of the text that stands at a place of what is joined."""
        return bisect_right(self.starts, position) - 1

    @cached_property
    def joined(self) -> str:
        """All texts as one, with a gap between each two."""
        return _GAP.join(text for _, text in self.all)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each text begins in what is joined."""
        lengths = (len(text) + len(_GAP) for _, text in self.all)
        return tuple(accumulate(lengths, initial=0))[:-1]

    @cached_property
    def shape(self) -> bytes:
        """What is joined, a sign at its place: 0 for a figure, A for a capital, . for others."""
        return self.joined.encode("latin-1", "replace").translate(_SHAPES)


def _label_of(at: At) -> str | int:
    """The field that a text stands in, also where it is one of a list."""
    return at[-2] if isinstance(at[-1], int) and len(at) > 1 else at[-1]


def _plan_texts(plan: Plan) -> Iterator[tuple[At, str]]:
    if plan.plan:
        yield from _find_texts(plan.plan, ("plan",))
        yield from _find_texts(plan.plan.findings, ("plan", "findings"))  # an action's are only ids
    yield from _find_texts(plan.governance, ("governance",))
    for n, area in enumerate(plan.areas):
        yield ("areas", n, "title"), area.title
        if area.statement:
            yield ("areas", n, "statement"), area.statement
        for k, action in enumerate(area.actions):
            yield from _find_texts(action, ("areas", n, "actions", k))
    for n, measure in enumerate(plan.measures):
        yield from _find_texts(measure, ("measures", n))
    yield from _find_texts(plan.decisions, ("decisions",))


def _find_texts(value: BaseModel | tuple[object, ...], at: At) -> Iterator[tuple[At, str]]:
    for step, item in enumerate(value) if isinstance(value, tuple) else value.__dict__.items():
        if not item or (step in _LABELS and step not in _TELLING):
            continue
        if type(item) is str:
            yield (*at, step), item
        elif type(item) is tuple or isinstance(item, BaseModel):
            yield from _find_texts(item, (*at, step))
