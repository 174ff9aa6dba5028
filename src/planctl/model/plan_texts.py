"""The texts of a plan that people read as sentences, with where each of them stands."""

import re
from collections.abc import Iterator
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


def plan_texts(plan: Plan) -> Iterator[tuple[At, str]]:
    """Every sentence-like text of a plan, in the order of the plan."""
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


def abbreviations(text: str) -> list[str]:
    """The abbreviations in a text, in the singular; roman numerals and quarters are none."""
    return [short for short in _SHORT.findall(text) if not _ROMAN_OR_QUARTER.fullmatch(short)]


def _find_texts(value: BaseModel | tuple[object, ...], at: At) -> Iterator[tuple[At, str]]:
    for step, item in enumerate(value) if isinstance(value, tuple) else value.__dict__.items():
        if not item or step in _LABELS:
            continue
        if type(item) is str:
            yield (*at, step), item
        elif type(item) is tuple or isinstance(item, BaseModel):
            yield from _find_texts(item, (*at, step))
