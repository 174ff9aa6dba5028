"""The forward plan: what is due at the meetings to come, and each thing once.

Each is judged as at 13 March 2024; the last board was on 14 February.
"""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from boards import boards
from make import small_plan
from paper import pack_of, scene_of
from planctl.model.calendar import Meeting
from planctl.render.pack.build import Pack, build_pack
from planctl.render.pack.governance import Ahead
from planctl.render.pack.pieces import PackContext

ACTION: Final = "ref: '1.1'\ntitle: First\nleads: [SM QA]\nstatus: in progress\n"


@pytest.fixture
def full(tmp_path: Path) -> Pack:
    """The pack of a plan with one of everything that boards do."""
    return pack_of(boards(tmp_path))


def test_the_forward_plan_has_four_meetings_and_each_thing_once(full: Pack) -> None:
    both = ("QA report (SM QA)", "Finance report (AD)")
    assert full.forward.meetings == (
        Ahead(
            "March 2024 (day not recorded)",
            "not recorded",
            ("QA report (SM QA)",),
            "1.11 and 1.12",
            ("AD: Bring a paper (12 days late)", "SM QA: Say why"),
        ),
        Ahead("10 April 2024", "3 April 2024", both, "none", ()),
        Ahead(
            "8 May 2024",
            "1 May 2024",
            ("QA report (SM QA)",),
            "1.4, 3.1, 3.2 and 3.3",
            ("SM QA: Say it again",),
        ),
        Ahead("10 July 2024", "3 July 2024", both, "3.7 and 3.5", ()),
    )


def test_what_falls_due_after_the_day_that_was_said_is_for_the_next_meeting(
    tmp_path: Path,
) -> None:
    action = f"{ACTION}timescale: 25 Mar 2024\n"
    governance = "meetings: [{on: Mar 2024}, {on: 10 Apr 2024}]\n"
    stage = scene_of(small_plan(tmp_path, action, governance=governance))
    said = Meeting(2024, 3, date(2024, 3, 20))
    made = build_pack(PackContext(stage, said, "planctl")).forward.meetings
    assert [(each.meeting, each.due) for each in made] == [
        ("20 March 2024", "none"),
        ("10 April 2024", "1.1"),
    ]


def test_reports_without_a_day_are_named(full: Pack) -> None:
    assert full.forward.undated == (
        "When these reports are next due is not recorded: A bare report."
    )


def test_a_report_that_nobody_makes_is_named_alone(tmp_path: Path) -> None:
    governance = "meetings: [{on: Mar 2024}]\nreports: [{id: a, title: A, cadence: [monthly]}]\n"
    (only,) = pack_of(small_plan(tmp_path, governance=governance)).forward.meetings
    assert (only.reports, only.due, only.follow_ups) == (("A",), "none", ())


def test_every_report_with_a_day_leaves_nothing_to_be_said(tmp_path: Path) -> None:
    governance = "meetings: [{on: Mar 2024}]\n"
    assert pack_of(small_plan(tmp_path, governance=governance)).forward.undated == ""


def test_without_a_meeting_to_come_there_is_nothing_to_plan_for(tmp_path: Path) -> None:
    forward = pack_of(small_plan(tmp_path, ACTION), date(2024, 4, 1)).forward
    assert forward == ("No meeting of the board on or after 1 April 2024 is recorded.", (), "")
