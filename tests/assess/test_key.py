"""The plan's own key: its words, the ratings of standings, and what is too good to be true."""

from typing import Final

import pytest

from planctl.assess.key import impact_key, progress_key
from planctl.load.content import content
from planctl.model.document import Policy
from planctl.model.rating import (
    IMPACT_STANDINGS,
    IMPACT_WORDS,
    PROGRESS_STANDINGS,
    PROGRESS_WORDS,
    ImpactStanding,
    Rating,
    Standing,
)

BLUE, GREEN, AMBER, RED, GREY = Rating

# At this council green is done, blue is suspended, amber is under way, and red is everything late.
OWN: Final = """\
progress_rag:
  green: {label: Done, standings: [embedded, complete]}
  blue: {label: Suspended, standings: [paused]}
  amber: {standings: [on track, due soon]}
  red: {meaning: Late in any way., standings: [milestone overdue, extended, starting late]}
"""


def _policy(text: str = "") -> Policy:
    return Policy.model_validate(content(text) or {})


def test_a_plan_without_a_key_uses_the_built_in_one() -> None:
    progress, impact = progress_key(_policy()), impact_key(_policy())
    assert (progress.words, progress.ratings) == (PROGRESS_WORDS, PROGRESS_STANDINGS)
    assert (impact.words, impact.ratings) == (IMPACT_WORDS, IMPACT_STANDINGS)


@pytest.mark.parametrize("standing", Standing)
def test_the_built_in_key_rates_every_standing(standing: Standing) -> None:
    assert progress_key(_policy()).ratings[standing] in Rating


def test_a_label_or_a_meaning_can_be_replaced_alone() -> None:
    words = progress_key(_policy(OWN)).words
    assert words[GREEN] == ("Done", PROGRESS_WORDS[GREEN][1])
    assert words[RED] == (PROGRESS_WORDS[RED][0], "Late in any way.")
    assert words[GREY] == PROGRESS_WORDS[GREY]


def test_standings_that_the_plan_names_move_and_the_others_stay() -> None:
    ratings = progress_key(_policy(OWN)).ratings
    assert ratings[Standing.EMBEDDED] is GREEN
    assert ratings[Standing.PAUSED] is BLUE
    assert ratings[Standing.OVERDUE] is RED
    assert ratings[Standing.NOT_STARTED] is GREY


def test_the_later_rating_of_a_standing_counts() -> None:
    text = "progress_rag: {red: {standings: [paused]}, grey: {standings: [paused]}}"
    assert progress_key(_policy(text)).ratings[Standing.PAUSED] is GREY


def test_the_impact_key_is_the_plans_own_too() -> None:
    key = impact_key(_policy("impact_rag: {red: {label: Nothing yet, standings: [no data]}}"))
    assert key.words[RED] == ("Nothing yet", IMPACT_WORDS[RED][1])
    assert key.ratings == {**IMPACT_STANDINGS, ImpactStanding.NO_DATA: RED}


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        pytest.param("", [0, 1, 2, 3, None], id="built in"),
        pytest.param(OWN, [2, 0, 1, 2, None], id="own"),
    ],
)
def test_how_good_a_rating_is_follows_from_the_standings_that_earn_it(
    text: str, levels: list[int | None]
) -> None:
    key = progress_key(_policy(text))
    assert [key.level(rating) for rating in Rating] == levels


@pytest.mark.parametrize(
    ("computed", "too_good"),
    [
        (BLUE, set()),
        (GREEN, {BLUE}),
        (AMBER, {BLUE, GREEN, GREY}),
        (RED, {BLUE, GREEN, AMBER, GREY}),
        (GREY, set()),
    ],
)
def test_what_is_too_good_by_the_built_in_key(computed: Rating, too_good: set[Rating]) -> None:
    key = progress_key(_policy())
    assert {said for said in Rating if key.is_too_good(said, computed)} == too_good


@pytest.mark.parametrize(
    ("computed", "too_good"),
    [
        pytest.param(GREEN, set(), id="done"),
        pytest.param(AMBER, {GREEN}, id="under way"),
        pytest.param(BLUE, {GREEN, AMBER, GREY}, id="suspended"),
        pytest.param(RED, {GREEN, AMBER, GREY}, id="late"),
        pytest.param(GREY, set(), id="not rated"),
    ],
)
def test_no_colour_is_taken_to_be_good(computed: Rating, too_good: set[Rating]) -> None:
    key = progress_key(_policy(OWN))
    assert {said for said in Rating if key.is_too_good(said, computed)} == too_good


def test_nothing_is_too_good_for_an_impact_that_nobody_can_judge() -> None:
    key = impact_key(_policy())
    assert not [said for said in Rating if key.is_too_good(said, GREY)]


def test_an_impact_is_too_good_where_the_figures_say_worse() -> None:
    key = impact_key(_policy())
    assert {said for said in Rating if key.is_too_good(said, RED)} == {BLUE, GREEN, AMBER, GREY}
