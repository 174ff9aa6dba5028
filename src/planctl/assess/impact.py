"""The impact standing of an action: what its measures say of the difference that it makes.

It is independent of progress: an action can be done and change nothing. Of several measures the
worst speaks, and how many stand how is said. What is not known is worse than any good news, so
that no single good figure covers for those that nobody has.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from planctl.model.action import Action
from planctl.model.rating import ImpactStanding, Standing

if TYPE_CHECKING:  # a plan without measures does not load what judges them
    from planctl.assess.measure_effect import Effect
    from planctl.model.measure import Measure

IMPACT_WORST_FIRST: Final = (
    *(ImpactStanding.WORSE_THAN_BASELINE, ImpactStanding.NO_CHANGE, ImpactStanding.OUT_OF_DATE),
    *(ImpactStanding.IMPROVING, ImpactStanding.NO_DATA, ImpactStanding.NO_TARGET),
    *(ImpactStanding.ON_TRAJECTORY, ImpactStanding.TARGET_MET, ImpactStanding.SUSTAINED),
)


class _Effects(Mapping[str, "Effect"]):
    """The measures by their ids, each judged when it is asked for, once.

    The life of an action asks for its own measures only, in each of many states.
    """

    def __init__(self, measures: "Iterable[Measure]", as_at: date) -> None:
        self._measures: dict[str, Measure] = {}
        for measure in measures:
            self._measures.setdefault(measure.id, measure)
        self._as_at = as_at
        self._known: dict[str, Effect] = {}

    def __getitem__(self, name: str) -> "Effect":
        if name not in self._known:
            from planctl.assess.measure_effect import judge_measure

            self._known[name] = judge_measure(self._measures[name], self._as_at)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._measures

    def __iter__(self) -> Iterator[str]:
        return iter(self._measures)

    def __len__(self) -> int:
        return len(self._measures)


def judge_measures(measures: "Iterable[Measure]", as_at: date) -> "Mapping[str, Effect]":
    """What each measure says on a day, by its id; of two with one id, the first."""
    return _Effects(measures, as_at)


def impact_standing(action: Action, effects: "Mapping[str, Effect]") -> tuple[ImpactStanding, str]:
    """What the measures that an action names say, and why, in words."""
    linked_effects = measure_effects(action, effects)
    if missing := len(action.measure_ids) - len(linked_effects):
        return _standing_without_all(linked_effects, missing)
    if not linked_effects:
        return ImpactStanding.NO_MEASURE, _no_measure_reason(action)
    return _worst_standing(linked_effects)


def _standing_without_all(
    linked_effects: "list[Effect]", missing: int
) -> tuple[ImpactStanding, str]:
    """A measure that is not there, or that nobody can read, is no good news."""
    share = (
        f"{missing} of its {missing + len(linked_effects)} measures"
        if linked_effects or missing > 1
        else "its measure"
    )
    words = f"{share} {'is' if missing == 1 else 'are'} missing, or cannot be read"
    if not linked_effects:
        return ImpactStanding.NO_DATA, words
    standing, why = _worst_standing(linked_effects)
    return min(standing, ImpactStanding.NO_DATA, key=IMPACT_WORST_FIRST.index), f"{words}; {why}"


def _worst_standing(linked_effects: "list[Effect]") -> tuple[ImpactStanding, str]:
    """What the worst of some measures says, and how many say what."""
    worst = min(linked_effects, key=lambda effect: IMPACT_WORST_FIRST.index(effect.standing))
    reason = f"{worst.measure.title}: {worst.why}"
    if len(linked_effects) == 1:
        return worst.standing, reason
    if all(_is_without_data(effect) for effect in linked_effects):
        titles = ", ".join(effect.measure.title for effect in linked_effects)
        return worst.standing, f"no data yet for any of {len(linked_effects)} measures: {titles}"
    summary = ", ".join(count_standings(linked_effects))
    return worst.standing, f"{len(linked_effects)} measures ({summary}); the worst is {reason}"


def impact_in_words(
    standing: Standing | ImpactStanding, action: Action, effects: "Mapping[str, Effect]"
) -> str:
    """The impact standing of an action as people read it: of one figure alone not “no data”."""
    same = [each for each in measure_effects(action, effects) if each.standing is standing]
    return next((effect.words for effect in same if effect.latest), standing.value)


def count_standings(effects: "Iterable[Effect]") -> list[str]:
    """How many measures stand how, the worst first: 1 without data yet, 2 on trajectory."""
    ordered = sorted(effects, key=lambda effect: IMPACT_WORST_FIRST.index(effect.standing))
    counts = Counter(map(_counted_as, ordered))
    return [f"{number} {standing}" for standing, number in counts.items()]


def _counted_as(effect: "Effect") -> str:
    if effect.standing is ImpactStanding.NO_DATA:
        return "without data yet" if _is_without_data(effect) else "with one figure only"
    return "without target" if effect.standing is ImpactStanding.NO_TARGET else effect.standing


def _is_without_data(effect: "Effect") -> bool:
    return effect.standing is ImpactStanding.NO_DATA and effect.latest is None


def measure_effects(action: Action, effects: "Mapping[str, Effect]") -> "list[Effect]":
    """What the measures with figures that an action names say, each once, in its order."""
    return [effects[measure_id] for measure_id in action.measure_ids if measure_id in effects]


def _no_measure_reason(action: Action) -> str:
    words = sum(isinstance(item, str) for item in action.impact_measures)
    if not words:
        return "no impact measure is named"
    count = "1 impact measure is" if words == 1 else f"{words} impact measures are"
    return f"{count} described in words; none has figures yet"
