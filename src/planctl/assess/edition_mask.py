"""What stands in an edition where a text was: facts without texts, and labels that tell nothing."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import BaseModel

from planctl.model.action import Action, Escalation, Evidence, MeasureLink, Progress
from planctl.model.edition import CONTENT, HELD, Content
from planctl.model.field_types import Timescale
from planctl.model.name_place import names_in, rename_in
from planctl.model.plan import Area
from planctl.model.words import count_noun

_Model = TypeVar("_Model", bound=BaseModel)
HeldItem = Progress | Evidence | Escalation
HELD_ITEMS: Final[Mapping[str, Content]] = {  # of an action, that can be held back one by one
    "progress": Content.NOTES,
    "evidence": Content.EVIDENCE,
    "escalations": Content.ESCALATIONS,
}
# Texts of a thing that is held back which nobody misses; of all others it is said that they are.
_DROPPED: Final = frozenset({"by", "decision", "file", "recommended", "share", "url"})
_SAID_TO_BE: Final = frozenset({Content.REASONS, Content.EVIDENCE})
_NOT_ITS_LEAD: Final = "Another role"
UNKNOWN: Final = "not-in-this-edition"


class HeldNames(NamedTuple):
    """What stands for the labels of held things in a state of the plan, and which others it has."""

    actions: Mapping[int, str]  # by the number of the action in the state
    refs: Mapping[str, str]
    decisions: Mapping[str, str]
    measures: Mapping[str, str]
    known: frozenset[str]  # refs of actions, ids of findings, projects and measures

    @property
    def by_kind(self) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """What stands for the names of each kind that actions name."""
        return ("action", self.refs), ("decision", self.decisions), ("measure", self.measures)

    def used_in(self, action: Action, label: str) -> Hashable:
        """All of it that the cut of an action depends on; label: its own where it is held back."""
        refs, decisions, measures = (names_in(action, "action", kind) for kind, _ in self.by_kind)
        mentioned = (refs, self.refs), (decisions, self.decisions), (measures, self.measures)
        used = (
            frozenset((name, labels[name]) for name in names if name in labels)
            for names, labels in mentioned
        )
        known = self.known & {*refs, *measures, *action.findings} if label else frozenset()
        return label, *used, known


def change(value: _Model, /, **changes: object) -> _Model:
    """A value with other content in some fields; itself where there is none."""
    real = {name: new for name, new in changes.items() if new != getattr(value, name)}
    return value.model_copy(update=real) if real else value


def blank(value: BaseModel, name: str, item: Any) -> Any:  # noqa: ANN401 - of any field
    """What stands in a field whose content is left out."""
    if name == "progress":
        day = max((note.date for note in item if note.date), default=None)
        words = f"{count_noun(len(item), 'note')}: {HELD[:1].lower()}{HELD[1:]}"
        return (Progress.model_construct(date=day, note=words),)
    if name == "evidence":
        return tuple(map(hold, item))
    if type(item) is tuple:
        return ()
    # A reason that is left out was given, and how somebody verified is needed to judge.
    return f"{HELD}." if CONTENT[type(value).__name__][name] in _SAID_TO_BE else None


def item_keys(item: HeldItem) -> Iterator[Hashable]:
    """By what a note, a piece of evidence or an escalation is known in another state."""
    if isinstance(item, Progress):
        yield from (item.note, ("note", item.date, item.by))
    elif isinstance(item, Escalation):
        yield from (item.asks, ("escalation", item.raised, item.to))
    else:
        yield from (text for text in (item.title, item.file, item.url) if text)


def hold(value: Any, name: str = "") -> Any:  # noqa: ANN401 - any value of the models
    """A value with its facts and without its texts."""
    match value:
        case Timescale():
            return Timescale(value.due, value.due, value.reading)
        case str() if name in _DROPPED or type(value) is str:
            return None if name in _DROPPED else HELD
        case BaseModel():
            return change(value, **{key: hold(it, key) for key, it in value.__dict__.items()})
        case (str(), *_):
            return (HELD,)
        case tuple():
            return tuple(map(hold, value))
        case _:
            return value


def hold_items(action: Action, is_held: Callable[[Any], bool]) -> Action:
    """An action whose held notes, evidence and escalations have lost their texts."""
    items = {name: getattr(action, name) for name in HELD_ITEMS}
    return change(
        action,
        **{
            name: tuple(hold(item) if is_held(item) else item for item in those)
            for name, those in items.items()
        },
    )


def hold_action(action: Action, label: str, names: HeldNames) -> Action:
    """What stands in the place of an action: it counts as it did, and says nothing."""
    measures = (
        MeasureLink(measure=it.measure if it.measure in names.known else UNKNOWN)
        if isinstance(it, MeasureLink)
        else HELD
        for it in action.impact_measures
    )
    verified = action.verified and hold(action.verified)
    if action.verified and verified:
        leads = {lead.strip().casefold() for lead in action.leads}
        is_its_lead = action.verified.by.strip().casefold() in leads
        verified = change(verified, by=HELD if is_its_lead else _NOT_ITS_LEAD)
    withdrawals = zip(hold(action.withdrawals), action.withdrawals, strict=True)
    held = change(
        hold(action),
        ref=label,
        reporting=(),
        impact_measures=tuple(measures),
        verified=verified,
        findings=tuple(name for name in action.findings if name in names.known - names.refs.keys()),
        depends_on=tuple(name for name in action.depends_on if name in names.known),
        split_from=action.split_from if action.split_from in names.known else None,
        withdrawals=tuple(
            change(cut, replaced_by=tuple(ref for ref in of.replaced_by if ref in names.known))
            for cut, of in withdrawals
        ),
    )
    return with_names(held, names)


def rename(labels: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Labels, those of held things by the names that they have in the edition."""
    return tuple(names.get(label, label) for label in labels)


def with_names(action: Action, names: HeldNames) -> Action:
    """An action that names what is held back by the label that it has in the edition."""
    for kind, labels in names.by_kind:
        action = rename_in(action, "action", kind, labels)
    return action


def with_faults(area: Area, cut: Area, places: Mapping[str, str]) -> Area:
    """An area in which held evidence whose file is faulty still has a faulty file."""
    if not places:
        return cut
    return cut._replace(
        actions=tuple(
            change(
                short,
                evidence=tuple(
                    change(piece, file=piece.file or places.get(item.file or ""))
                    for piece, item in zip(short.evidence, action.evidence, strict=True)
                ),
            )
            for short, action in zip(cut.actions, area.actions, strict=True)
        )
    )


def pattern_of(fragment: str) -> str:
    """What finds a fragment also in the name of a file, where other signs stand for blanks."""
    return r"(?:[\s_+-]|%20)+".join(map(re.escape, fragment.split()))


def take_out(value: Any, pattern: re.Pattern[str]) -> Any:  # noqa: ANN401 - any value of the models
    """A value in whose texts a pattern finds nothing more."""
    match value:
        case Timescale():
            return value._replace(written=take_out(value.written, pattern))
        case str() if type(value) is str:
            return pattern.sub(f"[{HELD.lower()}]", value)
        case BaseModel():
            changes = {key: take_out(it, pattern) for key, it in value.__dict__.items()}
            return change(value, **changes)
        case Mapping():
            return {take_out(key, pattern): take_out(it, pattern) for key, it in value.items()}
        case tuple():
            return tuple(take_out(it, pattern) for it in value)
        case _:
            return value
