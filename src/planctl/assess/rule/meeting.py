"""Band R: the rules by which a board meets, each in its own time."""

from collections.abc import Iterator
from itertools import pairwise

from planctl.assess.rule.scene import Scene
from planctl.model.document import Meets
from planctl.model.problem import At, Fault
from planctl.model.scalar import Timescale
from planctl.model.schedule import is_empty, meeting_named, overlap, rules_in_order

_BY_ANOTHER_RULE = (
    "if the board met then by a rule that was changed since, write that rule beside the new one "
    "under meets, with until; or list the meeting under meetings; or correct the date"
)


def unclear_rule_of_meetings(scene: Scene) -> Iterator[Fault]:
    """A rule of meetings ends before it starts, or has not ended where another one starts.

    What a board agreed at a meeting stays agreed. So a board that changes the rule by which it
    meets keeps the old one, with the last meeting that it gave under `until`, and the new one
    after it, with its first meeting under `starting`. Until that is clear, a rule counts up to
    the day before the next one starts.
    """
    rules = rules_in_order(scene.plan.governance.board)
    for n, rule in rules:
        if rule.until and is_empty(rule):
            until, first = _name(rule.until), _name(rule.starting)
            words = f"the rule gives no meeting: it is until {until}, and starts with {first}"
            yield Fault((*_at(scene, n), "until"), words, "correct the one that is wrong")
    for (n, earlier), (_, later) in pairwise(rules):
        if overlap(earlier, later) and not is_empty(earlier):
            yield _not_ended(_at(scene, n), earlier, later)


def hint_of_meeting(scene: Scene) -> str:
    """What to do about a day on which the board did not meet; empty where it has no rule."""
    return _BY_ANOTHER_RULE if scene.plan.governance.board.rules else ""


def _not_ended(at: At, earlier: Meets, later: Meets) -> Fault:
    first = f"another starts with the meeting of {_name(later.starting)}"
    hint = "write under until the last meeting that was held by it"
    if earlier.until is None:
        return Fault(at, f"this rule has no end, and {first}", hint)
    words = f"this rule is until {_name(earlier.until)}, and {first}"
    return Fault((*at, "until"), words, hint)


def _at(scene: Scene, number: int) -> At:
    """Where a rule stands: under its key, or in the list there."""
    at: At = ("governance", "board", "meets")
    return (*at, number) if isinstance(scene.plan.governance.board.meets, tuple) else at


def _name(when: Timescale) -> str:
    return meeting_named(when).name
