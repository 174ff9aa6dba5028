"""What the measures say of an action's effect, in words."""

from typing import Final

import pytest

from make import action
from planctl.assess.impact import impact_standing
from planctl.load.content import content
from planctl.model.measure import Measure
from planctl.model.rating import ImpactStanding

MEASURES: Final = {
    measure.id: measure
    for text in (
        "{id: bare, title: Bare}",
        "{id: aimed, title: Aimed, targets: [{value: 90}]}",
        "{id: also-aimed, title: Also aimed, targets: [{value: 90}]}",
        "{id: seen, title: Seen, targets: [{value: 90}], observations: [{on: 1/3/24, value: 7}]}",
        "{id: no-aim, title: No aim, observations: [{on: 1/3/24, value: 7}]}",
    )
    for measure in (Measure.model_validate(content(text)),)
}


@pytest.mark.parametrize(
    ("measures", "name", "why"),
    [
        ("[]", ImpactStanding.NO_MEASURE, "no impact measure is named"),
        (
            "[In words]",
            ImpactStanding.NO_MEASURE,
            "1 impact measure is described in words; none has figures yet",
        ),
        (
            "[In words, In more words, {measure: unknown}]",
            ImpactStanding.NO_MEASURE,
            "2 impact measures are described in words; none has figures yet",
        ),
        ("[{measure: bare}]", ImpactStanding.NO_TARGET, "no target set for Bare"),
        (
            "[In words, {measure: bare}, {measure: no-aim}]",
            ImpactStanding.NO_TARGET,
            "no target set for Bare, No aim",
        ),
        (
            "[{measure: aimed}, {measure: also-aimed}]",
            ImpactStanding.NO_DATA,
            "no data yet for Aimed, Also aimed",
        ),
        (
            "[{measure: seen}]",
            ImpactStanding.NOT_JUDGED,
            "figures are recorded for Seen, not yet judged",
        ),
    ],
)
def test_the_impact_standing_and_its_words(measures: str, name: ImpactStanding, why: str) -> None:
    assert impact_standing(action(f"impact_measures: {measures}"), MEASURES) == (name, why)
