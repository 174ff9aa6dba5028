"""The texts of a plan that people read as sentences, with where each of them stands."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import Any, Final

from pydantic import BaseModel

from planctl.model.field_types import Timescale
from planctl.model.plan import Area, Plan
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
_SKIPPED: Final = _LABELS - _TELLING
_FIGURE, _CAPITAL, _OTHER = b"0A."
_SHAPES: Final = bytes(
    _FIGURE if chr(sign).isdigit() else _CAPITAL if "A" <= chr(sign) <= "Z" else _OTHER
    for sign in range(128)
) + bytes([_OTHER] * 128)
_GAP: Final = "\n\n"  # between two texts, so that nothing is found across both


class TextPart:
    """The texts of a part of a plan, joined for a search through all of them at once."""

    def __init__(self, texts: Iterable[tuple[At, str]]) -> None:
        """Hold each text with where it stands."""
        self.texts = tuple(texts)
        self.joined = _GAP.join(text for _, text in self.texts)
        lengths = (len(text) + len(_GAP) for _, text in self.texts)
        self._starts = tuple(accumulate(lengths, initial=0))[:-1]

    def number_at(self, position: int) -> int:
        """The number of the text that stands at a place of what is joined."""
        return bisect_right(self._starts, position) - 1

    def abbreviations(self) -> Iterator[tuple[At, str]]:
        """Those of its sentences, in the singular, without roman numerals and quarters."""
        for match in _SHORT.finditer(self.joined):
            at, _ = self.texts[self.number_at(match.start())]
            if _label_of(at) not in _TELLING and not _ROMAN_OR_QUARTER.fullmatch(match[1]):
                yield at, match[1]

    @cached_property
    def shape(self) -> bytes:
        """What is joined, a sign at its place: 0 for a figure, A for a capital, . for others."""
        return self.joined.encode("latin-1", "replace").translate(_SHAPES)


def text_parts(plan: Plan) -> Iterator[TextPart]:
    """Every text of a plan, with labels that name a person or a file: an area at a time."""
    yield TextPart(_front_texts(plan))
    for n, area in enumerate(plan.areas):
        yield TextPart(_area_texts(area, n))
    yield TextPart(
        (
            *(
                text
                for n, it in enumerate(plan.measures)
                for text in _find_texts(it, ("measures", n))
            ),
            *_find_texts(plan.decisions, ("decisions",)),
        )
    )


def plan_sentences(plan: Plan) -> Iterator[tuple[At, str]]:
    """Every sentence-like text, in the order of the plan."""
    for part in text_parts(plan):
        yield from ((at, text) for at, text in part.texts if _label_of(at) not in _TELLING)


def written_texts(plan: Plan) -> Iterator[tuple[At, str]]:
    """Every text of a plan, labels and timescales too, in the order of the plan."""
    if plan.plan:
        yield from _find_texts(plan.plan, ("plan",), ())
    yield from _find_texts(plan.governance, ("governance",), ())
    yield from _find_texts(plan.policy.allow, ("policy", "allow"), ())
    for name, entries in (("roles", plan.roles), ("glossary", plan.glossary)):
        yield from (((name, word), f"{word}: {about}") for word, about in entries.items())
    for n, area in enumerate(plan.areas):
        at: At = ("areas", n)
        yield (*at, "ref"), area.ref
        yield (*at, "title"), area.title
        yield from ([((*at, "statement"), area.statement)] if area.statement else [])
        yield from _find_texts(area.actions, (*at, "actions"), ())
    yield from _find_texts(plan.measures, ("measures",), ())
    yield from _find_texts(plan.decisions, ("decisions",), ())


def _label_of(at: At) -> str | int:
    """The field that a text stands in, also where it is one of a list."""
    return at[-2] if isinstance(at[-1], int) and len(at) > 1 else at[-1]


def _front_texts(plan: Plan) -> Iterator[tuple[At, str]]:
    if plan.plan:
        yield from _find_texts(plan.plan, ("plan",))
        yield from _find_texts(plan.plan.findings, ("plan", "findings"))  # an action's are only ids
    yield from _find_texts(plan.governance, ("governance",))


def _area_texts(area: Area, n: int) -> Iterator[tuple[At, str]]:
    yield ("areas", n, "title"), area.title
    if area.statement:
        yield ("areas", n, "statement"), area.statement
    for k, action in enumerate(area.actions):
        yield from _find_texts(action, ("areas", n, "actions", k))


def _holds_texts(kind: type, known: dict[type, bool] = {}) -> bool:  # noqa: B006 - kept on purpose
    """Whether a value of a type is a list or a record; pydantic is slow to say it of each value."""
    if kind not in known:
        known[kind] = kind is tuple or issubclass(kind, BaseModel)
    return known[kind]


def _find_texts(
    value: Any,  # noqa: ANN401 - a list or a record
    at: At,
    skipped: Collection[str] = _SKIPPED,
) -> list[tuple[At, str]]:
    """Every text in a value; lists, because a generator within a generator is half as fast."""
    texts: list[tuple[At, str]] = []
    for step, item in enumerate(value) if type(value) is tuple else value.__dict__.items():
        if not item or step in skipped:
            continue
        if type(item) is str:
            texts.append(((*at, step), item))
        elif _holds_texts(type(item)):
            texts += _find_texts(item, (*at, step), skipped)
        elif not skipped and type(item) is Timescale:
            texts.append(((*at, step), item.written))
            texts += [((*at, step, "due"), item.due)] if item.due != item.written else []
    return texts
