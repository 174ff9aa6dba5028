"""An action whose rows each have a lead, date, rating or status of their own: they are its steps.

A date of a step is a milestone. What an action has once, such as its rating, is taken where its
rows agree; else a person is asked.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, cast

from planctl.intake.account import MEDIUM, AccountEntry, DerivedText, Fate, TextPiece
from planctl.intake.lexicon.date_in_words import due_sort_day
from planctl.intake.lexicon.field import OF_ACTION, field_of
from planctl.intake.plan.draft_action import DraftAction
from planctl.intake.plan.timescale import (
    is_endless,
    milestone_date,
    part_in_words,
    read_endless,
    set_timescale,
)
from planctl.intake.table.record import PaperRecord
from planctl.model.action import Status
from planctl.model.plan_value import PlanValue
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
    grown: DraftAction
    is_milestone: bool = False  # whether a column of steps has the words, and none of actions

    @property
    def is_own(self) -> bool:
        """Whether it is one by itself, and no further line of the one above."""
        return bool(self.words or self.grown.whens or self.grown.said.get("leads"))

    def says(self, key: str) -> str:
        """What it says of what an action has once; empty where it says nothing."""
        return str(self.grown.said.get(key) or "")


def step_pieces(record: PaperRecord) -> Iterator[tuple[str, str, dict[str, list[TextPiece]]]]:
    """The steps of a record: where each stands, its words, and what is said of it."""
    by_step: list[dict[str, list[TextPiece]]] = [{} for _ in range(record.last_step + 1)]
    for key, pieces in record.pieces.items():
        for piece in pieces:
            by_step[piece.step].setdefault(key, []).append(piece)
    for own_pieces in by_step:
        worded = [*own_pieces.get("actions", ()), *own_pieces.get("title", ())]
        words = " ".join(
            piece.text for piece in own_pieces.get("actions") or own_pieces.get("title") or ()
        )
        place = next(
            (piece.place for pieces in [worded, *own_pieces.values()] for piece in pieces), ""
        )
        yield (
            place,
            words,
            {
                key: column_pieces
                for key, column_pieces in own_pieces.items()
                if field_of(key).reads not in OF_ACTION
            },
        )


def take_step_dates(action: DraftAction, steps: Sequence[ActionStep]) -> None:
    """Each date is a milestone that is called as its step, and the last is the promise."""
    dated_steps = [step for step in steps if step.grown.whens]
    if dated_steps and any(map(_is_pending, steps)):
        why = "one of its rows has no date yet that can be read; the others have"
        _ask_end(action, dated_steps, _only_one_dated(steps) if len(dated_steps) == 1 else why)
    elif not has_step_dates(steps):
        set_timescale(action)
        if dated_steps and sum(bool(step.words) for step in steps) > 1:
            action.tell("timescale", _only_one_dated(steps), MEDIUM)
    elif len(action.whens) == 1:
        _ask_end(action, dated_steps, _only_one_dated(steps))
    else:
        _take_all_dates(action, dated_steps)


def has_step_dates(steps: Sequence[ActionStep]) -> bool:
    """Whether dates are those of steps, and not of the action, whatever its further rows say."""
    dated = [step for step in steps if step.grown.whens]
    if len(dated) != 1:
        return bool(dated)
    only = dated[0]
    whens = only.grown.whens
    is_later = only is not steps[0] and bool(only.words) and not is_endless(whens[0].due)
    return sum(bool(step.words) for step in steps) > 1 and (len(whens) > 1 or is_later)


def _only_one_dated(steps: Sequence[ActionStep]) -> str:
    is_read = not any(map(_is_pending, steps))
    return f"only one of its rows has a date{'' if is_read else ' that can be read'}"


def _is_pending(step: ActionStep) -> bool:
    """Whether a step says that its date is not known yet, or says it in words that are not read."""
    to = f"{step.grown.ref} timescale"
    is_said = any(entry.to == to and entry.text for entry in step.grown.entries)
    return bool(step.words) and is_said and not step.grown.whens


def _ask_end(action: DraftAction, dated: Sequence[ActionStep], only: str) -> None:
    """Dates that are of steps; by when the action is to be done a person says."""
    for step in dated:
        for action_date, milestone in zip(step.grown.whens, _milestones(step), strict=True):
            action.items("milestones").append({**milestone, **milestone_date(action_date)})
        read_endless(step.grown)
    place = ", ".join(step.place for step in dated)
    last = max((action_date.due for action_date in action.whens), key=due_sort_day)
    written = "; ".join(action_date.written for action_date in action.whens)
    why = f"{only}, {written}; by when is all of it to be done?"
    answer = action.ask(TextPiece(place, ""), "timescale", why, last)
    if answer:
        action.said["timescale"] = DerivedText(answer)


def _take_all_dates(action: DraftAction, dated: Sequence[ActionStep]) -> None:
    others = action.said.pop("milestones", [])
    for step in dated:
        action.items("milestones").extend(_milestones(step))
    set_timescale(action)
    for step in dated:
        read_endless(step.grown)
    if len({action_date.due for action_date in action.whens}) == 1:
        action.said["timescale"] = DerivedText(action.whens[0].due)
    action.items("milestones").extend(cast("list[PlanValue]", others))


def _milestones(step: ActionStep) -> Iterator[dict[str, PlanValue]]:
    whens = step.grown.whens
    for action_date in whens:
        leads = action_date.leads or [str(lead) for lead in step.grown.items("leads")]
        is_only = bool(step.words) and len(whens) == 1
        words = step.words if is_only else part_in_words(action_date, leads)
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
        action.items("progress").extend(step.grown.items("progress"))
        action.whens += step.grown.whens
        action.begun |= step.grown.begun
        action.column_rules = {**step.grown.column_rules, **action.column_rules}
    take_step_dates(action, steps)
    for key in _ONCE:
        _take_once(action, steps, key)
    _take_completed(action, steps)
    action.entries += [entry for step in steps for entry in step.grown.entries]


def _take_leads(action: DraftAction, step: ActionStep) -> None:
    leads = action.items("leads")
    for number, entry in enumerate(step.grown.entries):
        is_known = entry.to == f"{action.ref} leads" and entry.text in leads
        if is_known and entry.fate is Fate.PLACED:
            new_entry = entry._replace(
                fate=Fate.STRUCTURE, why="it is named once already", sure=None
            )
            step.grown.entries[number] = new_entry
    leads.extend(lead for lead in step.grown.items("leads") if lead not in leads)


def _take_once(action: DraftAction, steps: Sequence[ActionStep], key: str) -> None:
    saying = [step for step in steps if step.says(key)]
    silent = [step for step in steps if step.is_own and not step.says(key)]
    values = {step.says(key): None for step in saying}
    is_one = len(values) == 1 and not any(step.grown.has_asked(key) for step in steps)
    if not saying:
        return
    value = saying[0].says(key)
    if is_one and (not silent or not any(step.is_own for step in saying)):
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
    """What a step took for a key, which is no longer taken."""
    target = f"{step.grown.ref} {key}"
    removed: list[AccountEntry] = []
    remaining: list[AccountEntry] = []
    for entry in step.grown.entries:
        is_taken = entry.to == target and entry.fate is not Fate.ASKED
        (removed if is_taken else remaining).append(entry)
    step.grown.entries[:] = remaining
    return removed


def _take_completed(action: DraftAction, steps: Sequence[ActionStep]) -> None:
    """The day of an action is that of its last step; a step of one that goes on has its own."""
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
        if step.says("completed"):
            is_placed = has_step_dates(steps) and len(step.grown.whens) == 1
            _readdress(step, is_placed=is_placed)


def _readdress(step: ActionStep, *, is_placed: bool) -> None:
    """The day of a step stands at its milestone; where it has none, a person is asked."""
    for entry in _remove_entries(step, "completed"):
        if is_placed:
            new = entry._replace(to=f"{step.grown.ref} milestone")
        else:
            why = "this row was completed then; say when the action as a whole was, if it is"
            new = entry._replace(fate=Fate.ASKED, why=why, sure=None)
        step.grown.entries.append(new)
