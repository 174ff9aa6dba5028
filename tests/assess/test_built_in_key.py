"""The closed lists of judgement, and the key that is used where the plan says nothing."""

from planctl.assess.rag_key import (
    IMPACT_STANDINGS,
    IMPACT_WORDS,
    PROGRESS_STANDINGS,
    PROGRESS_WORDS,
)
from planctl.model.rating import ImpactStanding, Rating, Standing


def test_the_built_in_key_rates_every_standing() -> None:
    assert set(PROGRESS_STANDINGS) == set(Standing)
    assert set(IMPACT_STANDINGS) == set(ImpactStanding)


def test_the_built_in_key_is_that_of_the_design() -> None:
    by_rating = {
        rating: {s.value for s, earned in PROGRESS_STANDINGS.items() if earned is rating}
        for rating in Rating
    }
    assert by_rating == {
        Rating.BLUE: {"embedded"},
        Rating.GREEN: {"complete", "on track", "due soon"},
        Rating.AMBER: {"milestone overdue", "extended", "starting late", "paused"},
        Rating.RED: {"overdue"},
        Rating.GREY: {"no timescale", "not started", "withdrawn"},
    }


def test_every_rating_has_words() -> None:
    assert set(PROGRESS_WORDS) == set(IMPACT_WORDS) == set(Rating)
