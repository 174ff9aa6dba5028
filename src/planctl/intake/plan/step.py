"""An action whose rows each have a lead, date, rating or status of their own: they are its steps.

A date of a step is a milestone. What an action has once, such as its rating, is taken where its
rows agree; else a person is asked.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple, cast

from planctl.intake.account import MEDIUM, AccountEntry, DerivedText, Fate, TextPiece
from planctl.intake.lexicon.date_in_sentence import due_sort_day
from planctl.intake.lexicon.field import OF_ACTION, field_of
from planctl.intake.plan.draft_action import DraftAction
from planctl.intake.plan.timescale import read_endless, set_timescale
from planctl.intake.table.record import PaperRecord
from planctl.model.action import Status
from planctl.model.problem import PlanValue
from planctl.model.rating import Rating

_RATINGS: Final = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE, Rating.GREY)
# What an action has once, and of several the one to propose: the worst, or the least finished.
_ONCE: Final[dict[str, Sequence[str]]] = {
    "status": (
        *(Status.NOT_STARTED, Status.PAUSED, Status.IN_PROGRESS),
        *(Status.COMPLETE, Status.EMBEDDED, Status.WITHDRAWN),
    ),
    "progress_rag": _RATINGS,
    "impact_rag": _RATINGS,
    "review": (),
}
_COMPLETE: Final = frozenset({Status.COMPLETE, Status.EMBEDDED})


class ActionStep(NamedTuple):
    """What some rows of an action say is to be done, and what they say of that."""

    place: str
    words: str
    draft: DraftAction
    is_milestone: bool = False  # whether a column of steps has the words, and none of actions

    @property
    def is_own(self) -> bool:
        """Whether it is one by itself, and no further line of the one above."""
        return bool(self.words or self.draft.whens or self.draft.said.get("leads"))

    def says(self, key: str) -> str:
        """What it says of what an action has once; empty where it says nothing."""
        return str(self.draft.said.get(key) or "")


def step_pieces(record: PaperRecord) -> Iterator[tuple[str, str, dict[str, list[TextPiece]]]]:
    """The steps of a record: where each stands, its words, and what is said of it."""
    by_step: list[dict[str, list[TextPiece]]] = [{} for _ in range(record.last_step + 1)]
    for key, pieces in record.pieces.items():
        for piece in pieces:
            by_step[piece.step].setdefault(key, []).append(piece)
    for of_step in by_step:
        worded = of_step.get("actions") or of_step.get("title") or []
        first = next((pieces[0] for pieces in (worded, *of_step.values()) if pieces), None)
        said = {key: of_step[key] for key in of_step if field_of(key).reads not in OF_ACTION}
        yield first.place if first else "", " ".join(piece.text for piece in worded), said


def take_step_dates(action: DraftAction, steps: Sequence[ActionStep]) -> None:
    """Each date is a milestone that is called as its step, and the last is the promise."""
    dated = [step for step in steps if step.draft.whens]
    is_pending = any(map(_is_pending, steps))
    only = f"only one of its rows has a date{' that can be read' if is_pending else ''}"
    if dated and is_pending:
        why = "one of its rows has no date yet that can be read; the others have"
        _ask_end(action, dated, only if len(dated) == 1 else why)
    elif not has_step_dates(steps):
        set_timescale(action)
        if dated and sum(bool(step.words) for step in steps) > 1:
            action.tell("timescale", only, MEDIUM)
    elif len(action.whens) == 1:
        _ask_end(action, dated, only)
    else:
        others = action.said.pop("milestones", [])
        for step in dated:
            action.items("milestones").extend(_milestones(step))
        set_timescale(action)
        for step in dated:
            read_endless(step.draft)
        if len({action_date.due for action_date in action.whens}) == 1:
            action.said["timescale"] = DerivedText(action.whens[0].due)
        action.items("milestones").extend(cast("list[PlanValue]", others))


def has_step_dates(steps: Sequence[ActionStep]) -> bool:
    """Whether dates are those of steps, and not of the action, whatever its further rows say."""
    dated = [step for step in steps if step.draft.whens]
    if len(dated) != 1:
        return bool(dated)
    only, whens = dated[0], dated[0].draft.whens
    is_later = only is not steps[0] and bool(only.words) and not whens[0].is_endless
    return sum(bool(step.words) for step in steps) > 1 and (len(whens) > 1 or is_later)


def _is_pending(step: ActionStep) -> bool:
    """Whether a step says that its date is not known yet, or says it in words that are not read."""
    to = f"{step.draft.ref} timescale"
    is_said = any(entry.to == to and entry.text for entry in step.draft.entries)
    return bool(step.words) and is_said and not step.draft.whens


def _ask_end(action: DraftAction, dated: Sequence[ActionStep], only: str) -> None:
    """Dates that are of steps; by when the action is to be done a person says."""
    for step in dated:
        for action_date, milestone in zip(step.draft.whens, _milestones(step), strict=True):
            action.items("milestones").append({**milestone, **action_date.milestone})
        read_endless(step.draft)
    place = ", ".join(step.place for step in dated)
    last = max((action_date.due for action_date in action.whens), key=due_sort_day)
    written = "; ".join(action_date.written for action_date in action.whens)
    why = f"{only}, {written}; by when is all of it to be done?"
    answer = action.ask(TextPiece(place, ""), "timescale", why, last)
    if answer:
        action.said["timescale"] = DerivedText(answer)


def _milestones(step: ActionStep) -> Iterator[dict[str, PlanValue]]:
    whens = step.draft.whens
    for action_date in whens:
        leads = action_date.leads or [str(lead) for lead in step.draft.items("leads")]
        is_only = bool(step.words) and len(whens) == 1
        words = step.words if is_only else action_date.part_in_words(leads)
        what = words if step.is_milestone else DerivedText(words)
        milestone: dict[str, PlanValue] = {"what": what}
        if leads:
            milestone["leads"] = [DerivedText(lead) for lead in leads]
        if step.says("completed") and len(whens) == 1:
            milestone["done"] = DerivedText(step.says("completed"))
        yield milestone


def take_steps(action: DraftAction, steps: Sequence[ActionStep]) -> None:
    """Add what the steps of an action say to it."""
    for step in steps:
        _take_leads(action, step)
        action.items("progress").extend(step.draft.items("progress"))
        action.whens += step.draft.whens
        action.begun |= step.draft.begun
        action.column_rules = {**step.draft.column_rules, **action.column_rules}
    take_step_dates(action, steps)
    for key in _ONCE:
        _take_once(action, steps, key)
    _take_completed(action, steps)
    action.entries += [entry for step in steps for entry in step.draft.entries]


def _take_leads(action: DraftAction, step: ActionStep) -> None:
    leads = action.items("leads")
    why = "it is named once already"
    for number, entry in enumerate(step.draft.entries):
        is_placed = entry.to == f"{action.ref} leads" and entry.fate is Fate.PLACED
        if is_placed and entry.text in leads:
            step.draft.entries[number] = entry._replace(fate=Fate.STRUCTURE, why=why, sure=None)
    leads.extend(lead for lead in step.draft.items("leads") if lead not in leads)


def _take_once(action: DraftAction, steps: Sequence[ActionStep], key: str) -> None:
    saying = [step for step in steps if step.says(key)]
    if not saying:
        return
    are_silent = any(step.is_own and not step.says(key) for step in steps)
    value = saying[0].says(key)
    is_one = len({step.says(key) for step in saying}) == 1
    is_one = is_one and not any(step.draft.has_asked(key) for step in steps)
    if is_one and (not are_silent or not any(step.is_own for step in saying)):
        action.said[key] = DerivedText(value)
    elif is_one and saying == [steps[0]] and value not in _COMPLETE:
        action.said[key] = DerivedText(value)
        action.tell(key, f"{value}: only the first of its rows says it", MEDIUM)
    else:
        _ask_for_whole(action, steps, key)


def _ask_for_whole(action: DraftAction, steps: Sequence[ActionStep], key: str) -> None:
    """Ask what holds for the action, and name all that its rows say."""
    values = {step.place: step.says(key) or "nothing" for step in steps if step.is_own}
    values |= {step.place: step.says(key) for step in steps if step.says(key)}
    answers = "; ".join(f"{value} ({place})" for place, value in values.items())
    propose = next((value for value in _ONCE[key] if value in values.values()), "")
    if propose in _COMPLETE:
        propose = Status.IN_PROGRESS.value  # for some of its rows do not say so
    why = f"its rows differ: {answers}; say what holds for the action as a whole"
    entries = [entry for step in steps for entry in _remove_entries(step, key)]
    text = "; ".join(entry.text for entry in entries if entry.text and entry.fate is not Fate.MADE)
    place = ", ".join(dict.fromkeys(entry.place for entry in entries if entry.place))
    answer = action.ask(TextPiece(place, text), key, why, propose)
    if answer:
        action.said[key] = DerivedText(answer)


def _remove_entries(step: ActionStep, key: str) -> list[AccountEntry]:
    target, entries = f"{step.draft.ref} {key}", step.draft.entries
    removed = [entry for entry in entries if entry.to == target and entry.fate is not Fate.ASKED]
    entries[:] = [entry for entry in entries if entry.to != target or entry.fate is Fate.ASKED]
    return removed


def _take_completed(action: DraftAction, steps: Sequence[ActionStep]) -> None:
    """The day of an action is that of its last step; a step of one that goes on has its own.

    The day of a step stands at its milestone; where it has none, a person is asked.
    """
    complete = [step for step in steps if step.says("status") in _COMPLETE]
    are_all = not any(step.is_own and step.says("status") not in _COMPLETE for step in steps)
    days = [step.says("completed") for step in complete if are_all]
    if action.said.get("status") in _COMPLETE and days and all(days):
        action.said["completed"] = DerivedText(max(days))
        if len({*days}) > 1:
            why = f"{max(days)}, the last day on which one of its steps was completed"
            action.tell("completed", why, MEDIUM)
        return
    for step in steps:
        if not step.says("completed"):
            continue
        new: dict[str, Any] = {"to": f"{action.ref} milestone"}
        if not (has_step_dates(steps) and len(step.draft.whens) == 1):
            why = "this row was completed then; say when the action as a whole was, if it is"
            new = {"fate": Fate.ASKED, "why": why, "sure": None}
        step.draft.entries += [e._replace(**new) for e in _remove_entries(step, "completed")]
