"""The texts of a new plan are read again before they are written."""

from pathlib import Path

import pytest

from planctl.cli.import_paper import plan_file_texts
from planctl.intake.plan.files import ImportResult
from planctl.model.problem import Stop


def _made(title: str | None) -> ImportResult:
    return ImportResult({"plan.yaml": {"title": title, "organisation": "We"}}, (), {}, 0)


def test_a_file_that_could_not_be_read_is_not_written() -> None:
    with pytest.raises(Stop, match=r"nothing was written: plan\.yaml cannot hold a control"):
        plan_file_texts(_made("\x07"), Path("plan"))


def test_a_file_of_a_wrong_shape_is_not_written() -> None:
    with pytest.raises(Stop, match=r"nothing was written: plan/plan\.yaml:2 S"):
        plan_file_texts(_made(None), Path("plan"))


def test_what_is_wrong_with_the_paper_itself_is_left_to_a_check() -> None:
    area = {"ref": "1", "title": "One"}
    found = _made("Ours")._replace(
        files={
            **_made("Ours").files,
            "areas/1-one/area.yaml": dict(area),
            "areas/2-two/area.yaml": {"ref": "2", "title": "Two"},
            "areas/2-two/1.1-do.yaml": {"ref": "1.1", "title": "Do"},
        }
    )
    assert len(plan_file_texts(found, Path("plan"))) == 4
