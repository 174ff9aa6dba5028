"""The plan's own key: its words, the ratings of standings, and what is too good to be true."""

from collections.abc import Mapping
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planctl.assess.rag_key import (
    IMPACT_STANDINGS,
    IMPACT_WORDS,
    PROGRESS_STANDINGS,
    PROGRESS_WORDS,
    RagKey,
    impact_key,
    progress_key,
)
from planctl.load.content import parse_yaml
from planctl.model.policy import Policy
from planctl.model.rating import (
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
    return Policy.model_validate(parse_yaml(text) or {})


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


Named = Standing | ImpactStanding
WORST: Final = (Standing.OVERDUE, ImpactStanding.WORSE_THAN_BASELINE)


def _too_good(key: RagKey, standing: Named) -> set[Rating]:
    """The ratings that a lead may not declare of an action of this standing undisputed."""
    return {said for said in Rating if key.is_too_good(said, standing)}


@pytest.mark.parametrize(
    ("standings", "too_good"),
    [
        ([Standing.EMBEDDED], set()),
        ([Standing.COMPLETE, Standing.ON_TRACK, Standing.DUE_SOON], {BLUE}),
        (
            [Standing.MILESTONE_OVERDUE, Standing.EXTENDED, Standing.STARTING_LATE],
            {BLUE, GREEN, GREY},
        ),
        ([Standing.PAUSED], {BLUE, GREEN, GREY}),
        ([Standing.OVERDUE], {BLUE, GREEN, AMBER, GREY}),
        ([Standing.NOT_STARTED, Standing.NO_TIMESCALE, Standing.WITHDRAWN], set()),
    ],
)
def test_what_is_too_good_by_the_built_in_key(
    standings: list[Standing], too_good: set[Rating]
) -> None:
    key = progress_key(_policy())
    assert [_too_good(key, each) for each in standings] == [too_good] * len(standings)


@pytest.mark.parametrize(
    ("standings", "too_good"),
    [
        ([ImpactStanding.SUSTAINED], set()),
        ([ImpactStanding.TARGET_MET, ImpactStanding.ON_TRAJECTORY], {BLUE}),
        ([ImpactStanding.IMPROVING, ImpactStanding.OUT_OF_DATE], {BLUE, GREEN, GREY}),
        (
            [ImpactStanding.NO_CHANGE, ImpactStanding.WORSE_THAN_BASELINE],
            {BLUE, GREEN, AMBER, GREY},
        ),
        ([ImpactStanding.NO_DATA, ImpactStanding.NO_TARGET, ImpactStanding.NO_MEASURE], set()),
    ],
)
def test_what_is_too_good_an_impact_by_the_built_in_key(
    standings: list[ImpactStanding], too_good: set[Rating]
) -> None:
    key = impact_key(_policy())
    assert [_too_good(key, each) for each in standings] == [too_good] * len(standings)


@pytest.mark.parametrize(
    ("standing", "too_good"),
    [
        pytest.param(Standing.COMPLETE, set(), id="done"),
        pytest.param(Standing.ON_TRACK, {GREEN}, id="under way"),
        pytest.param(Standing.PAUSED, {GREEN, AMBER, GREY}, id="suspended"),
        pytest.param(Standing.EXTENDED, {GREEN, AMBER, BLUE, GREY}, id="late"),
        pytest.param(Standing.OVERDUE, {GREEN, AMBER, BLUE, GREY}, id="overdue"),
        pytest.param(Standing.NOT_STARTED, set(), id="not rated"),
    ],
)
def test_no_colour_is_taken_to_be_good(standing: Standing, too_good: set[Rating]) -> None:
    assert _too_good(progress_key(_policy(OWN)), standing) == too_good


@pytest.mark.parametrize(
    ("key", "standing", "declared", "too_good"),
    [
        pytest.param(
            "amber: {standings: [due soon]}", "milestone overdue", GREEN, True, id="shared amber"
        ),
        pytest.param("amber: {standings: [due soon]}", "due soon", GREEN, True, id="due soon"),
        pytest.param("amber: {standings: [due soon]}", "on track", AMBER, False, id="worse"),
        pytest.param("red: {standings: [extended]}", "overdue", AMBER, True, id="shared red"),
        pytest.param("red: {standings: [extended]}", "extended", AMBER, True, id="of equals"),
        pytest.param(
            "red: {standings: [extended]}", "milestone overdue", RED, False, id="of equals, worse"
        ),
        pytest.param("green: {standings: [extended]}", "paused", GREEN, True, id="shared green"),
        pytest.param("blue: {standings: [paused]}", "on track", BLUE, True, id="shared blue"),
        pytest.param("blue: {standings: [paused]}", "extended", BLUE, True, id="on hold"),
        pytest.param(
            "amber: {standings: [on track, due soon]}", "on track", GREEN, True, id="not done"
        ),
        pytest.param("amber: {standings: [overdue]}", "overdue", GREEN, True, id="red unused"),
        pytest.param("amber: {standings: [overdue]}", "overdue", RED, False, id="unused red"),
        pytest.param("green: {standings: [embedded]}", "overdue", BLUE, True, id="unused blue"),
        pytest.param("grey: {standings: [overdue]}", "overdue", AMBER, True, id="late in grey"),
        pytest.param("grey: {standings: [overdue]}", "overdue", GREY, False, id="own grey"),
        pytest.param("grey: {standings: [overdue]}", "extended", GREY, True, id="hidden"),
        pytest.param("grey: {standings: [complete]}", "on track", GREY, True, id="done in grey"),
        pytest.param("grey: {standings: [overdue]}", "not started", GREEN, False, id="unknown"),
        pytest.param("red: {standings: [not started]}", "not started", GREEN, True, id="waiting"),
        pytest.param("red: {standings: [not started]}", "not started", GREY, True, id="hiding"),
        pytest.param(
            "red: {standings: [due soon]}", "milestone overdue", RED, False, id="the worst"
        ),
        pytest.param(
            "{blue: {standings: [not started]}, green: {standings: [embedded]}}",
            "overdue",
            BLUE,
            True,
            id="says nothing",
        ),
        pytest.param(
            "{blue: {standings: [not started]}, green: {standings: [embedded]}}",
            "on track",
            BLUE,
            False,
            id="says nothing of what is no worry",
        ),
        pytest.param(
            "{blue: {standings: [not started]}, green: {standings: [embedded]}}",
            "not started",
            GREEN,
            False,
            id="nobody knows",
        ),
    ],
)
def test_a_declared_rating_is_held_against_the_actions_own_standing(
    key: str, standing: str, declared: Rating, *, too_good: bool
) -> None:
    text = key if key.startswith("{") else f"{{{key}}}"
    found = progress_key(_policy(f"progress_rag: {text}"))
    assert found.is_too_good(declared, Standing(standing)) is too_good


@pytest.mark.parametrize(
    ("key", "standing", "declared"),
    [
        ("red: {standings: [out of date]}", "worse than baseline", AMBER),
        ("red: {standings: [out of date]}", "out of date", AMBER),
        ("amber: {standings: [no change]}", "worse than baseline", AMBER),
        ("amber: {standings: [on trajectory]}", "improving", GREEN),
        ("amber: {standings: [on trajectory]}", "on trajectory", GREEN),
        ("red: {standings: [no data]}", "no data", AMBER),
    ],
)
def test_a_declared_impact_is_held_against_its_own_standing(
    key: str, standing: str, declared: Rating
) -> None:
    found = impact_key(_policy(f"impact_rag: {{{key}}}"))
    assert found.is_too_good(declared, ImpactStanding(standing))


def _keys(words: Mapping[Rating, tuple[str, str]], known: Mapping[Named, Rating]) -> Any:  # noqa: ANN401 - a strategy of hypothesis
    """Any key: each standing in any colour."""
    colours = st.fixed_dictionaries({each: st.sampled_from(Rating) for each in known})
    return colours.map(lambda ratings: RagKey(words, ratings))


KEYS: Final = _keys(PROGRESS_WORDS, PROGRESS_STANDINGS) | _keys(IMPACT_WORDS, IMPACT_STANDINGS)


# How good each standing is, as the built-in order has it.
ORDER: Final[Mapping[Named, int]] = {
    Standing.EMBEDDED: 0,
    Standing.COMPLETE: 1,
    Standing.ON_TRACK: 2,
    Standing.DUE_SOON: 2,
    Standing.MILESTONE_OVERDUE: 3,
    Standing.EXTENDED: 3,
    Standing.STARTING_LATE: 3,
    Standing.PAUSED: 3,
    Standing.OVERDUE: 4,
    ImpactStanding.SUSTAINED: 0,
    ImpactStanding.TARGET_MET: 1,
    ImpactStanding.ON_TRAJECTORY: 2,
    ImpactStanding.IMPROVING: 3,
    ImpactStanding.OUT_OF_DATE: 3,
    ImpactStanding.NO_CHANGE: 4,
    ImpactStanding.WORSE_THAN_BASELINE: 5,
}


@given(KEYS)
def test_whatever_the_key_no_better_rating_passes_and_no_worse_one_is_disputed(key: RagKey) -> None:
    for standing, own in key.ratings.items():
        level = ORDER.get(standing)
        for said in Rating:
            earned = [
                ORDER[each] for each, of in key.ratings.items() if of is said and each in ORDER
            ]
            is_disputed = key.is_too_good(said, standing)
            if said is own:
                assert not is_disputed
            elif level is not None and earned:
                assert is_disputed or not max(earned) < level
                assert not is_disputed or said is GREY or min(earned) <= level


@given(KEYS)
def test_whatever_the_key_nothing_hides_the_worst_standing(key: RagKey) -> None:
    worst = next(each for each in WORST if each in key.ratings)
    used = set(key.ratings.values())
    assert _too_good(key, worst) >= used - {key.ratings[worst]} | {GREY} - {key.ratings[worst]}


@given(KEYS)
def test_what_is_too_good_stays_so_for_an_action_that_stands_worse(key: RagKey) -> None:
    known = [each for each in key.ratings if each in ORDER]
    for one in known:
        for other in known:
            if ORDER[other] > ORDER[one]:
                assert _too_good(key, one) <= _too_good(key, other) | {key.ratings[other]}


@given(KEYS, st.permutations([BLUE, GREEN, AMBER, RED]))
def test_other_colours_for_the_same_standings_change_no_judgement(
    key: RagKey, colours: list[Rating]
) -> None:
    painted = dict(zip([BLUE, GREEN, AMBER, RED], colours, strict=True)) | {GREY: GREY}
    other = RagKey(key.words, {each: painted[of] for each, of in key.ratings.items()})
    used = set(key.ratings.values())
    for standing in key.ratings:
        said = {painted[each] for each in _too_good(key, standing) & used}
        assert said == _too_good(other, standing) & {painted[each] for each in used}


@given(KEYS, st.data())
def test_what_else_comes_to_share_its_colour_takes_no_dispute_away(
    key: RagKey, data: st.DataObject
) -> None:
    standing, moved = (data.draw(st.sampled_from(list(key.ratings))) for _ in range(2))
    own = key.ratings[standing]
    other = RagKey(key.words, {**key.ratings, moved: own})
    untouched = set(key.ratings.values()) - {key.ratings[moved], GREY}
    if standing in ORDER:
        assert _too_good(key, standing) & untouched <= _too_good(other, standing)


@given(KEYS)
def test_a_standing_that_is_worse_is_worth_less_whatever_shares_its_colour(key: RagKey) -> None:
    worths = {each: key.worth(of, each) for each, of in key.ratings.items()}
    for one, better in worths.items():
        for other, worse in worths.items():
            if one in ORDER and other in ORDER and ORDER[one] < ORDER[other]:
                assert better is not None
                assert worse is not None
                assert better < worse
