"""The rows of one action, each with its own lead, date, rating and status: they are its steps.

What an action has once, such as its rating, is taken where its rows agree; else a person is asked.
"""

from collections.abc import Sequence
from typing import Final

from planctl.intake.paper.account import Entry, Fate, Made, Piece, Sure
from planctl.intake.paper.promise import Growing
from planctl.intake.paper.step import Step
from planctl.intake.paper.step_date import are_dated, take_dates
from planctl.model.action import Status
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
_OVER: Final = frozenset({Status.COMPLETE, Status.EMBEDDED})


def take_steps(action: Growing, steps: Sequence[Step]) -> None:
    """Add what the steps of an action say to it."""
    for step in steps:
        _take_leads(action, step)
        action.items("progress").extend(step.grown.items("progress"))
        action.whens += step.grown.whens
        action.begun |= step.grown.begun
    take_dates(action, steps)
    for key in _ONCE:
        _take_once(action, steps, key)
    _take_completed(action, steps)
    action.entries += [entry for step in steps for entry in step.grown.entries]


def _take_leads(action: Growing, step: Step) -> None:
    known = action.items("leads")
    for number, entry in enumerate(step.grown.entries):
        is_known = entry.to == f"{action.ref} leads" and entry.text in known
        if is_known and entry.fate is Fate.PLACED:
            again = entry._replace(fate=Fate.STRUCTURE, why="it is named once already", sure=None)
            step.grown.entries[number] = again
    known.extend(lead for lead in step.grown.items("leads") if lead not in known)


def _take_once(action: Growing, steps: Sequence[Step], key: str) -> None:
    saying = [step for step in steps if step.says(key)]
    silent = [step for step in steps if step.is_own and not step.says(key)]
    values = {step.says(key): None for step in saying}
    is_one = len(values) == 1 and not any(step.grown.has_asked(key) for step in steps)
    if not saying:
        return
    value = saying[0].says(key)
    if is_one and (not silent or not any(step.is_own for step in saying)):
        action.said[key] = Made(value)
    elif is_one and saying == [steps[0]] and value not in _OVER:
        action.said[key] = Made(value)
        action.tell(key, f"{value}: only the first of its rows says it", Sure.MEDIUM)
    else:
        _ask(action, steps, key)


def _ask(action: Growing, steps: Sequence[Step], key: str) -> None:
    """Ask what holds for the action, and name all that its rows say."""
    values = {step.place: step.says(key) or "nothing" for step in steps if step.is_own}
    values |= {step.place: step.says(key) for step in steps if step.says(key)}
    named = "; ".join(f"{value} ({place})" for place, value in values.items())
    propose = next((value for value in _ONCE[key] if value in values.values()), "")
    if propose in _OVER:
        propose = Status.IN_PROGRESS.value  # for some of its rows do not say so
    why = f"its rows differ: {named}; say what holds for the action as a whole"
    taken = [entry for step in steps for entry in _taken_out(step, key)]
    text = "; ".join(entry.text for entry in taken if entry.text and entry.fate is not Fate.MADE)
    place = ", ".join(dict.fromkeys(entry.place for entry in taken if entry.place))
    answer = action.ask(Piece(place, text), key, why, propose)
    if answer:
        action.said[key] = Made(answer)


def _taken_out(step: Step, key: str) -> list[Entry]:
    """What a step took for a key, which is no longer taken."""
    to = f"{step.grown.ref} {key}"
    found: list[Entry] = []
    kept: list[Entry] = []
    for entry in step.grown.entries:
        is_taken = entry.to == to and entry.fate is not Fate.ASKED
        (found if is_taken else kept).append(entry)
    step.grown.entries[:] = kept
    return found


def _take_completed(action: Growing, steps: Sequence[Step]) -> None:
    """The day of an action is that of its last step; a step of one that goes on has its own."""
    over = [step for step in steps if step.says("status") in _OVER]
    are_all = not any(step.is_own and step.says("status") not in _OVER for step in steps)
    days = [step.says("completed") for step in over if are_all]
    if action.said.get("status") in _OVER and days and all(days):
        action.said["completed"] = Made(max(days))
        if len({*days}) > 1:
            why = f"{max(days)}, the last day on which one of its steps was completed"
            action.tell("completed", why, Sure.MEDIUM)
        return
    for step in steps:
        if step.says("completed"):
            is_placed = are_dated(steps) and len(step.grown.whens) == 1
            _readdress(step, is_placed=is_placed)


def _readdress(step: Step, *, is_placed: bool) -> None:
    """The day of a step stands at its milestone; where it has none, a person is asked."""
    for entry in _taken_out(step, "completed"):
        if is_placed:
            new = entry._replace(to=f"{step.grown.ref} milestone")
        else:
            why = "this row was completed then; say when the action as a whole was, if it is"
            new = entry._replace(fate=Fate.ASKED, why=why, sure=None)
        step.grown.entries.append(new)
