"""The dates of the steps of an action: which is a milestone, and by when all of it is promised."""

from collections.abc import Iterator, Sequence
from typing import cast

from planctl.intake.paper.account import Fate, Made, Piece, Sure
from planctl.intake.paper.among import day_due
from planctl.intake.paper.promise import Growing, When
from planctl.intake.paper.settled import as_written, settle_dates
from planctl.intake.paper.step import Step
from planctl.model.said import Said
from planctl.model.timescale import Ongoing
from planctl.model.written import read_timescale


def take_dates(action: Growing, steps: Sequence[Step]) -> None:
    """Each date is a milestone that is called as its step, and the last is the promise."""
    dated = [step for step in steps if step.grown.whens]
    if dated and any(map(_is_pending, steps)):
        why = "one of its rows has no date yet that can be read; the others have"
        _ask_end(action, dated, _only(steps) if len(dated) == 1 else why)
    elif not are_dated(steps):
        settle_dates(action)
        if dated and sum(bool(step.words) for step in steps) > 1:
            action.tell("timescale", _only(steps), Sure.MEDIUM)
    elif len(action.whens) == 1:
        _ask_end(action, dated, _only(steps))
    else:
        _take_all_dates(action, dated)


def are_dated(steps: Sequence[Step]) -> bool:
    """Whether dates are those of steps, and not of the action, whatever its further rows say."""
    dated = [step for step in steps if step.grown.whens]
    if len(dated) != 1:
        return bool(dated)
    only = dated[0]
    whens = only.grown.whens
    is_later = only is not steps[0] and bool(only.words) and not _is_endless(whens[0])
    return sum(bool(step.words) for step in steps) > 1 and (len(whens) > 1 or is_later)


def _only(steps: Sequence[Step]) -> str:
    is_read = not any(map(_is_pending, steps))
    return f"only one of its rows has a date{'' if is_read else ' that can be read'}"


def _is_pending(step: Step) -> bool:
    """Whether a step says that its date is not known yet, or says it in words that are not read."""
    to = f"{step.grown.ref} timescale"
    is_said = any(entry.to == to and entry.text for entry in step.grown.entries)
    return bool(step.words) and is_said and not step.grown.whens


def _ask_end(action: Growing, dated: Sequence[Step], only: str) -> None:
    """Dates that are of steps; by when the action is to be done a person says."""
    for step in dated:
        for when, milestone in zip(step.grown.whens, _milestones(step), strict=True):
            if not _is_endless(when):
                action.items("milestones").append({**milestone, "timescale": as_written(when)})
        _say_endless(step)
    place = ", ".join(step.place for step in dated)
    last = max((when.due for when in action.whens), key=day_due)
    written = "; ".join(when.written for when in action.whens)
    why = f"{only}, {written}; by when is all of it to be done?"
    answer = action.ask(Piece(place, ""), "timescale", why, last)
    if answer:
        action.said["timescale"] = Made(answer)


def _take_all_dates(action: Growing, dated: Sequence[Step]) -> None:
    others = action.said.pop("milestones", [])
    for step in dated:
        action.items("milestones").extend(_milestones(step))
    settle_dates(action)
    made = zip(action.whens, action.items("milestones"), strict=True)
    action.said["milestones"] = [each for when, each in made if not _is_endless(when)]
    for step in dated:
        _say_endless(step)
    if len({when.due for when in action.whens}) == 1:
        action.said["timescale"] = Made(action.whens[0].due)
    action.items("milestones").extend(cast("list[Said]", others))


def _is_endless(when: When) -> bool:
    return isinstance(read_timescale(when.due), Ongoing)


def _say_endless(step: Step) -> None:
    """A step without an end is no milestone; the action has its words."""
    texts = {when.written for when in step.grown.whens if _is_endless(when)}
    for number, entry in enumerate(step.grown.entries):
        if entry.to == f"{step.grown.ref} timescale" and entry.text.strip(" .,;:") in texts:
            read = entry._replace(fate=Fate.READ, why="read as without an end", sure=None)
            step.grown.entries[number] = read


def _milestones(step: Step) -> Iterator[dict[str, Said]]:
    whens = step.grown.whens
    for when in whens:
        leads = when.leads or [str(lead) for lead in step.grown.items("leads")]
        is_whole = bool(step.words) and len(whens) == 1
        what = step.words if is_whole else _part(when, leads)
        said: dict[str, Said] = {"what": Made(what)}
        if leads:
            said["leads"] = [Made(lead) for lead in leads]
        if step.says("completed") and len(whens) == 1:
            said["done"] = Made(step.says("completed"))
        yield said


def _part(when: When, leads: Sequence[str]) -> str:
    return f"The part of {' and '.join(leads)}" if leads else f"By {when.written}"
