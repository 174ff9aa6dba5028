"""The plan as one value: its order, its calendar, and what it lacks."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make import loaded, put, small_plan
from planctl.model.calendar import Meeting
from planctl.model.label import natural_key
from planctl.model.meeting_schedule import plan_calendar
from planctl.model.plan import Unread


@pytest.mark.parametrize(
    "labels",
    [
        ("1.2", "1.10"),
        ("1.9", "1.10", "2.1"),
        ("CP2", "CP10"),
        ("2 (i)", "2 (ii)", "10 (i)"),
        ("1", "1.1", "A"),
        ("SR (24/25) 02", "SR (25/26) 01"),
        ("ad", "AE"),
    ],
    ids=" ".join,
)
def test_labels_sort_as_people_sort_them(labels: tuple[str, ...]) -> None:
    assert all(natural_key(one) < natural_key(next_one) for one, next_one in pairwise(labels))


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_labels_can_be_put_in_order(one: str, other: str) -> None:
    assert sorted((one, other), key=natural_key) in ([one, other], [other, one])


def test_the_plan_lists_its_actions_area_by_area_in_the_order_of_their_refs(
    tmp_path: Path,
) -> None:
    put(
        tmp_path,
        {
            "areas/2-staff/area.yaml": "ref: 2\ntitle: Staff\n",
            "areas/2-staff/2.1-pay.yaml": "ref: 2.1\ntitle: Pay\n",
            "areas/1-practice/1.10-tenth.yaml": "ref: 1.10\ntitle: Tenth\n",
            "areas/1-practice/1.2-second.yaml": "ref: 1.2\ntitle: Second\n",
        },
    )
    plan = loaded(small_plan(tmp_path)).plan
    assert [(area.title, action.ref) for area, action in plan.actions] == [
        ("Practice", "1.2"),
        ("Practice", "1.10"),
        ("Staff", "2.1"),
    ]


def test_a_plan_has_the_title_of_its_front_matter(tmp_path: Path) -> None:
    assert loaded(small_plan(tmp_path)).plan.title == "A small plan"


def test_a_plan_whose_front_matter_is_unread_has_a_plain_title(tmp_path: Path) -> None:
    assert loaded(small_plan(tmp_path, plan="title: [")).plan.title == "Plan"


def test_a_plan_lacks_what_an_unread_file_would_have_held(tmp_path: Path) -> None:
    plan = loaded(small_plan(tmp_path, roles="AD: [")).plan
    assert plan.unread == (Unread("plan/roles.yaml", "roles", "roles"),)
    assert plan.lacks("roles")
    assert not plan.lacks("measure")


def test_the_calendar_of_a_plan_has_its_meetings_and_its_year(tmp_path: Path) -> None:
    governance = """\
        meetings:
          - on: March 2024
            note: an extra one
          - on: 14 February 2024
        """
    root = small_plan(tmp_path, governance=governance, policy="year_starts: September\n")
    plan = loaded(root).plan
    calendar = plan_calendar(plan.governance, plan.policy.year_starts)
    assert calendar.meetings == (
        Meeting(2024, 2, date(2024, 2, 14)),
        Meeting(2024, 3, None, "an extra one"),
    )
    assert calendar.year_starts == 9
