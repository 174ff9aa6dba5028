"""How the plan as a whole stands at a board: by the rule of policy.yaml, and as it is declared.

Progress is rated from the open actions, impact from the measures. What is counted is the rating
that is reported of each; where that is disputed, what the facts say. So no text can better it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.assess.judgement import ActionRating, Judgement, rate
from planctl.assess.rag_key import BAD, WORRYING, RagKey
from planctl.assess.scene import Scene
from planctl.model.action import Status
from planctl.model.calendar import Meeting
from planctl.model.choice import quoted_list
from planctl.model.governance import BoardMeeting, Governance, Overall
from planctl.model.meeting_schedule import listed_place
from planctl.model.plan_files import Finding
from planctl.model.policy import OverallRule
from planctl.model.rating import ImpactStanding, Standing
from planctl.model.words import count_noun, rating_in_words

if TYPE_CHECKING:  # a plan without measures does not load what judges them
    pass

_SHARES: Final = {10: "a tenth", 20: "a fifth", 25: "a quarter", 50: "half"}
_GOOD_EFFECT: Final = frozenset(
    {ImpactStanding.ON_TRAJECTORY, ImpactStanding.TARGET_MET, ImpactStanding.SUSTAINED}
)
# What the whole plan stands as where it is red, amber and green, by which the key rates it.
_PROGRESS: Final = (Standing.OVERDUE, Standing.MILESTONE_OVERDUE, Standing.ON_TRACK)
_IMPACT: Final = (ImpactStanding.NO_CHANGE, ImpactStanding.IMPROVING, ImpactStanding.ON_TRAJECTORY)


class OverallRatings(NamedTuple):
    """The two ratings of the whole plan, and what is declared of it."""

    progress: ActionRating
    impact: ActionRating
    declared: Overall


class _Counts(NamedTuple):
    """How many of some things are rated red or amber, and of how many nothing is known."""

    red: int
    amber: int
    unknown: int
    total: int
    is_disputed: bool  # so that some are not as they are declared
    aside: tuple[int, int] = (0, 0)  # that are no worry: not started, and not rated else


def overall_ratings(scene: Scene, meeting: Meeting | None) -> OverallRatings:
    """How the whole plan stands on the day of the scene, for a meeting."""
    record = meeting_record(scene.plan.governance, meeting)
    declared = (record.overall if record else None) or Overall.model_construct()
    return OverallRatings(
        rate(scene.by.progress_key, *_progress(scene), declared.progress_rag),
        rate(scene.by.impact_key, *_impact(scene), declared.impact_rag),
        declared,
    )


def meeting_record(governance: Governance, meeting: Meeting | None) -> BoardMeeting | None:
    """What governance.yaml says of a meeting; none where it does not list it."""
    place = listed_place(governance, meeting) if meeting else None
    return None if place is None else governance.meetings[place]


def _progress(scene: Scene) -> tuple[Standing, str]:
    open_actions = [judged for judged in scene.judged if judged.is_open]
    if not open_actions:
        why = "no action is open" if scene.judged else "the plan has no actions"
        return Standing.COMPLETE if scene.judged else Standing.NOT_STARTED, why
    late = [
        finding.title
        for finding, answering in _priority_findings(scene)
        if not any(
            judged.is_delivered or (judged.is_on_time(scene.as_at) and not judged.lacks_timescale)
            for judged in answering
        )
    ]
    if late:
        why = f"no action on time answers the priority finding {quoted_list(late)}"
        return Standing.OVERDUE, why
    rule, key = scene.plan.policy.overall.progress, scene.by.progress_key
    # An action that is not rated is no worry here: it has a problem of its own.
    counts = _count([judged.progress for judged in open_actions], key)
    waiting = sum(
        judged.action.status is Status.NOT_STARTED
        and key.worth(judged.progress.counted, judged.progress.standing) is None
        for judged in open_actions
    )
    counts = counts._replace(unknown=0, aside=(waiting, counts.unknown - waiting))
    level = _level(counts, rule)
    why = _counts_in_words(counts, rule, "open action", _words(key, _PROGRESS))
    return _PROGRESS[level], f"{why}{_unread_in_words('action', scene)}"


def _impact(scene: Scene) -> tuple[ImpactStanding, str]:
    rule, key, effects = scene.plan.policy.overall.impact, scene.by.impact_key, scene.by.effects
    ratings = [rate(key, effects[name].standing, effects[name].why, None) for name in effects]
    counts = _count(ratings, key)
    if counts.unknown == counts.total:
        number = count_noun(counts.total, "measure")
        why = f"none of {number} can be rated" if ratings else "no measure has figures"
        return ImpactStanding.NO_DATA, why
    poor = [
        finding.title
        for finding, answering in _priority_findings(scene)
        if _lacks_effect(answering, scene)
    ]
    if poor:
        why = f"no measure of the priority finding {quoted_list(poor)} is on course"
        return ImpactStanding.NO_CHANGE, why
    why = _counts_in_words(counts, rule, "measure", _words(key, _IMPACT))
    return _IMPACT[_level(counts, rule)], f"{why}{_unread_in_words('measure', scene)}"


def _count(ratings: Sequence[ActionRating], key: RagKey) -> _Counts:
    worths = [key.worth(rating.counted, rating.standing) for rating in ratings]
    levels = [worth and worth.level for worth in worths]
    return _Counts(
        sum(level is not None and level >= BAD for level in levels),
        levels.count(WORRYING),
        levels.count(None),
        len(levels),
        any(rating.disputed for rating in ratings),
    )


def _level(counts: _Counts, rule: OverallRule) -> int:
    """Nought for red, one for amber, two for green; what nobody knows is no good news."""
    if counts.red * 100 >= rule.red_from * counts.total:
        return 0
    worries = counts.red + counts.amber + counts.unknown
    return 2 if worries * 100 < rule.green_below * counts.total else 1


def _words(key: RagKey, standings: Sequence[Standing | ImpactStanding]) -> list[str]:
    """What the key calls the ratings of standings."""
    return [rating_in_words(key.ratings[standing]) for standing in standings]


def _counts_in_words(counts: _Counts, rule: OverallRule, noun: str, names: Sequence[str]) -> str:
    red, amber, green = names
    of = f"of {count_noun(counts.total, noun)}"
    verb = "is" if counts.red == 1 else "are"
    facts = " by the facts" if counts.is_disputed else ""
    if _level(counts, rule) == 0:
        limit = f"the whole is {red} from {_share(rule.red_from)} on"
        return f"{counts.red} {of} {verb} {red}{facts}; {limit}"
    unknown = f", {counts.unknown} not rated, counted as a worry" if counts.unknown else ""
    besides = zip(counts.aside, ("not started", "not rated"), strict=True)
    aside = [f", {number} {name}" for number, name in besides if number]
    unknown += f"{''.join(aside)}, not counted as a worry" if aside else ""
    limit = f"the whole is {green} only below {_share(rule.green_below)}"
    return f"{counts.red} {of} {verb} {red}{facts}, {counts.amber} {amber}{unknown}; {limit}"


def _unread_in_words(kind: str, scene: Scene) -> str:
    """How many could not be read, and so are in no count; empty where all were."""
    number = sum(file.holds == kind for file in scene.plan.unread)
    return f"; {count_noun(number, kind)} could not be read" if number else ""


def _share(per_cent: int) -> str:
    return _SHARES.get(per_cent, f"{per_cent}%")


def _priority_findings(scene: Scene) -> Iterator[tuple[Finding, list[Judgement]]]:
    """The findings that are a priority, each with the actions that answer it."""
    for finding in scene.plan.findings:
        if finding.id in scene.plan.priority_findings:
            yield finding, [it for it in scene.judged if finding.id in it.action.findings]


def _lacks_effect(actions: Iterable[Judgement], scene: Scene) -> bool:
    """Whether some actions have measures, and none of them is on course."""
    names = {name for judged in actions for name in judged.action.measure_ids}
    standings = [scene.by.effects[name].standing for name in names if name in scene.by.effects]
    return bool(standings) and _GOOD_EFFECT.isdisjoint(standings)
