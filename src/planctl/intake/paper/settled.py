"""The dates of an action become what it promises, and the milestones of those who have a part."""

from typing import cast

from planctl.intake.paper.account import Made, Sure
from planctl.intake.paper.among import day_due
from planctl.intake.paper.promise import Growing, When
from planctl.model.said import Said


def settle_dates(action: Growing) -> None:
    """One date is the timescale; of several the last is, and each is a milestone of its own."""
    whens = action.whens
    milestones = action.items("milestones")
    are_open = not any("timescale" in cast("dict[str, Said]", each) for each in milestones)
    if len(whens) > 1 and len(milestones) == len(whens) and are_open:
        for step, when in zip(milestones, whens, strict=True):
            cast("dict[str, Said]", step)["timescale"] = as_written(when)
        _promise_last(action)
    elif len({when.due for when in whens}) == 1:
        action.said["timescale"] = as_written(whens[0])
        for again in whens[1:]:
            milestones.append({"what": Made(_part(again)), "timescale": as_written(again)})
    elif whens:
        _take_parts(action)
    review = next((when.review for when in whens if when.review), "")
    if review:
        action.said["review"] = Made(review)


def _take_parts(action: Growing) -> None:
    """Several dates: each is a milestone, and the last the promise of what has several parts."""
    whens = action.whens
    steps = [str(each) for each in action.items("actions")]
    is_parallel = len(steps) == len(whens) and not any(each.leads for each in whens)
    if is_parallel or all(each.leads for each in whens):
        _promise_last(action)
    else:
        _ask_which(action)
    for number, when in enumerate(whens):
        what = steps[number] if is_parallel else _part(when)
        part: dict[str, Said] = {"what": Made(what), "timescale": as_written(when)}
        if when.leads:
            part["leads"] = [Made(role) for role in when.leads]
        action.items("milestones").append(part)


def _ask_which(action: Growing) -> None:
    """Of dates that are of nobody and of no step, a later one may be an extension."""
    why = f"it has {len(action.whens)} dates: which is the promise? A later one may be an extension"
    answer = action.want("timescale", why, _last(action))
    if answer:
        action.said["timescale"] = {"written": Made(_all_written(action)), "due": Made(answer)}


def _promise_last(action: Growing) -> None:
    last = _last(action)
    action.said["timescale"] = {"written": Made(_all_written(action)), "due": Made(last)}
    action.tell("timescale", f"{last}, the last of {len(action.whens)} dates", Sure.MEDIUM)


def _last(action: Growing) -> str:
    return max((when.due for when in action.whens), key=day_due)


def _all_written(action: Growing) -> str:
    return "; ".join(
        ", ".join((" and ".join(when.leads), when.written)).lstrip(", ") for when in action.whens
    )


def _part(when: When) -> str:
    return f"The part of {' and '.join(when.leads)}" if when.leads else f"By {when.written}"


def as_written(when: When) -> Said:
    """A date as the plan has it, beside the words of the paper where those are not read."""
    written: str = Made(when.written) if when.is_again else when.written
    return written if when.written == when.due else {"written": written, "due": Made(when.due)}
