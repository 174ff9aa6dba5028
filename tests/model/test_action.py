"""An action of the plan: what it says of itself."""

from datetime import date

import pytest

from planctl.model.action import Action, MeasureLink, ReportLink

AS_AT = date(2024, 3, 13)


def action(**more: object) -> Action:
    return Action.model_validate({"ref": "1.1", "title": "First", **more})


@pytest.mark.parametrize(
    ("status", "completed", "expected"),
    [
        ("complete", "2024-03-12", True),
        ("complete", "2024-03-13", True),
        ("complete", "2024-03-14", False),
        ("complete", None, True),
        ("embedded", "2024-03-13", True),
        ("embedded", None, True),
        ("in progress", "2024-03-12", False),
        ("not started", None, False),
        ("paused", None, False),
        ("withdrawn", None, False),
    ],
)
def test_an_action_is_complete_by_a_day_that_has_come(
    status: str, completed: str | None, *, expected: bool
) -> None:
    assert action(status=status, completed=completed).is_complete(AS_AT) is expected


def test_reports_are_named_in_words_or_by_their_id() -> None:
    given = ["Monthly QA reports", {"report": "qa-report", "note": "Q4 only"}]
    assert action(reporting=given).reporting == (
        "Monthly QA reports",
        ReportLink(report="qa-report", note="Q4 only"),
    )


def test_measures_are_named_in_words_or_by_their_id() -> None:
    given = ["A snapshot of practice", {"measure": "audits-good"}]
    assert action(impact_measures=given).impact_measures == (
        "A snapshot of practice",
        MeasureLink(measure="audits-good"),
    )
