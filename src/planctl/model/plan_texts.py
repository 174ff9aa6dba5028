"""The texts of a plan that people read as sentences, with where each of them stands."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from pydantic import BaseModel

from planctl.model.field_types import Timescale
from planctl.model.plan import Area, Plan
from planctl.model.problem import At

# Labels that say who somebody is, or what a file is called.
_TELLING: Final = frozenset({"leads", "by", "owner", "who", "file", "url", "attendance"})
# Other labels, which are no sentences either: ids, dates as written and links.
_SKIPPED: Final = frozenset(
    (
        "ref id timescale findings depends_on report split_from measure due short unit version "
        "date about decision meeting priority_findings needed_by"
    ).split()
)
_MAIL: Final = "mail"  # settings of plan.yaml, in which mailboxes of posts have their place


def text_parts(plan: Plan) -> Iterator[Sequence[tuple[At, str]]]:
    """Every text of a plan, with labels that name a person or a file: an area at a time."""
    yield _front_texts(plan)
    yield from (_area_texts(area, n) for n, area in enumerate(plan.areas))
    yield [*_find_texts(plan.measures, ("measures",)), *_find_texts(plan.decisions, ("decisions",))]


def is_sentence(at: At) -> bool:
    """Whether a text of a part is read as a sentence, and is no label."""
    return (at[-2] if isinstance(at[-1], int) and len(at) > 1 else at[-1]) not in _TELLING


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


def _front_texts(plan: Plan) -> list[tuple[At, str]]:
    texts = _find_texts(plan.governance, ("governance",))
    if not plan.plan:
        return texts
    findings = _find_texts(plan.plan.findings, ("plan", "findings"))  # an action's are only ids
    return [*_find_texts(plan.plan, ("plan",)), *findings, *texts]


def _area_texts(area: Area, n: int) -> list[tuple[At, str]]:
    at: At = ("areas", n)
    texts: list[tuple[At, str]] = [((*at, "title"), area.title)]
    if area.statement:
        texts.append(((*at, "statement"), area.statement))
    return texts + _find_texts(area.actions, (*at, "actions"))


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
        if not item or step in skipped or step == _MAIL:
            continue
        if type(item) is str:
            texts.append(((*at, step), item))
        elif _holds_texts(type(item)):
            texts += _find_texts(item, (*at, step), skipped)
        elif not skipped and type(item) is Timescale:
            texts.append(((*at, step), item.written))
            texts += [((*at, step, "due"), item.due)] if item.due != item.written else []
    return texts
