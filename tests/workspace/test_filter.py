"""The actions that filters keep, and how a filter that cannot be is answered."""

from datetime import date
from typing import Any, Final

import pytest

from make import OUR_PLAN, loaded
from planctl.assess.scene import judge_plan
from planctl.assess.tags import tagged_actions
from planctl.model.problem import Stop
from planctl.model.rating import Rating
from planctl.workspace.filter import ActionFilter, filter_actions

SCENE: Final = judge_plan(loaded(OUR_PLAN).plan, date(2024, 3, 13))
TAGGED: Final = tagged_actions(SCENE, date(2024, 3, 31), None)
ALL: Final = [item.ref for item in SCENE.judged]


def _kept(**asked: Any) -> tuple[list[str], str]:  # noqa: ANN401 - the fields of a filter
    actions, words = filter_actions(SCENE, ActionFilter(**asked), TAGGED)
    return [item.ref for item in actions], words


@pytest.mark.parametrize(
    ("asked", "refs", "words"),
    [
        ({}, ALL, ""),
        ({"areas": ["6", "area 7"]}, [r for r in ALL if r[0] in "67"], "area 6 or 7"),
        ({"leads": ["piro", "AD CSC"]}, None, "actions led or supported by PIRO or AD CSC"),
        ({"rags": [Rating.BLUE, Rating.AMBER]}, [], "rated blue or amber"),
        ({"standings": ["on-track", "Due  Soon"]}, None, "on track or due soon"),
        ({"standings": ["on_track"]}, None, "on track"),
        ({"due_within": "20 days"}, ["1.3", "1.5", "1.6", "2.7", "6.1"], "due within 20 days"),
        ({"due_within": "18d"}, ["1.3", "1.5", "2.7", "6.1"], "due within 18 days"),
        ({"due_within": "3w", "areas": ["6"]}, ["6.1"], "area 6, due within 21 days"),
        ({"due_within": "1 week"}, [], "due within 7 days"),
        ({"due_within": "1"}, [], "due within 1 day"),
        ({"tags": ["delivered"]}, ["5.4"], "with the tag “Delivered”"),
        ({"tags": ["no-lead", "Delivered"]}, ["5.4"], "with the tag “No lead” or “Delivered”"),
        ({"areas": ["5"], "overdue": True, "tags": ["open"]}, None, None),
    ],
    ids=str,
)
def test_a_list_of_one_filter_keeps_either_and_filters_narrow_each_other(
    asked: dict[str, Any], refs: list[str] | None, words: str | None
) -> None:
    kept, said = _kept(**asked)
    assert refs is None or kept == refs
    assert words is None or said == words


def test_either_of_two_leads_keeps_what_each_has_a_part_in() -> None:
    both, _ = _kept(leads=["PIRO", "AD CSC"])
    assert set(both) == {*_kept(leads=["PIRO"])[0], *_kept(leads=["AD CSC"])[0]}


def test_a_period_that_goes_past_the_last_day_there_is_keeps_every_day() -> None:
    dated = [item.ref for item in SCENE.judged if item.is_due_by(date.max, SCENE.as_at)]
    assert _kept(due_within="99999 weeks")[0] == dated


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        ({"areas": ["9"]}, "the plan has no area “9”", "the plan has “1”, “2”"),
        ({"leads": ["SM Q"]}, "the plan has no role “SM Q”", "did you mean “SM QA”"),
        ({"standings": ["overdeu"]}, "there is no standing “overdeu”", "did you mean “overdue”?"),
        ({"standings": ["zz"]}, "there is no standing “zz”", "it can be “withdrawn”, “embedded”"),
        ({"tags": ["due son"]}, "there is no tag “due son”", "did you mean “due-soon”"),
        ({"due_within": "soon"}, "“soon” is no number of days", "write it as 30d, or as 6w"),
        ({"due_within": "-3d"}, "“-3d” is no number of days", "write it as 30d"),
    ],
    ids=str,
)
def test_an_unknown_value_is_answered_with_what_there_is(
    asked: dict[str, Any], message: str, hint: str
) -> None:
    with pytest.raises(Stop) as stop:
        _kept(**asked)
    assert stop.value.message == message
    assert stop.value.hint.startswith(hint)
