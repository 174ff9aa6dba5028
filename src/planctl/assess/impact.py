"""The impact standing of an action: what its measures say of the difference that it makes.

It is independent of progress: an action can be done and change nothing.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from planctl.model.action import Action, MeasureLink
from planctl.model.rating import ImpactStanding

if TYPE_CHECKING:  # a plan without measures does not load their model
    from planctl.model.measure import Measure


def impact_standing(
    action: Action, measures: "Mapping[str, Measure]"
) -> tuple[ImpactStanding, str]:
    """What the measures that an action names say, and why, in words."""
    linked = [
        measures[item.measure]
        for item in action.impact_measures
        if isinstance(item, MeasureLink) and item.measure in measures
    ]
    if not linked:
        return ImpactStanding.NO_MEASURE, _no_measure(action)
    if not any(measure.targets for measure in linked):
        return ImpactStanding.NO_TARGET, f"no target set for {_titles(linked)}"
    if not any(measure.observations for measure in linked):
        return ImpactStanding.NO_DATA, f"no data yet for {_titles(linked)}"
    return ImpactStanding.NOT_JUDGED, f"figures are recorded for {_titles(linked)}, not yet judged"


def _no_measure(action: Action) -> str:
    words = sum(isinstance(item, str) for item in action.impact_measures)
    if not words:
        return "no impact measure is named"
    named = "1 impact measure is" if words == 1 else f"{words} impact measures are"
    return f"{named} described in words; none has figures yet"


def _titles(measures: "Iterable[Measure]") -> str:
    return ", ".join(measure.title for measure in measures)
