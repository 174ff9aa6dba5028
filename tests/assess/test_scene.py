"""What a rule may look at: every judged action, and the names that exist."""

from pathlib import Path
from typing import Final

import pytest

from make import AS_AT, loaded, put, small_plan
from planctl.assess.scene import Names, judge_plan

BROKEN: Final = b"title: [\n"
ACTION: Final = 'ref: "1.1"\ntitle: First\n'


def _names(root: Path, path: str, text: str | bytes) -> Names:
    return judge_plan(loaded(put(small_plan(root, ACTION), {path: text})).plan, AS_AT).names


def test_the_names_that_exist(tmp_path: Path) -> None:
    measure = "id: audits-good\ntitle: Audits judged good\n"
    names = _names(tmp_path, "measures/audits-good.yaml", measure)
    assert set(names.roles or ()) == {"SM QA", "AD"}
    assert names.reports == {"qa-report"}
    assert names.measures == {"audits-good"}
    assert names.findings == {"core-groups"}
    assert names.dependencies == {"1.1", "new-system"}
    assert names.decisions == {}
    assert names.actions == {"1.1"}
    assert [(ref, each.ref) for ref, each in names.refs.items()] == [("1.1", "1.1")]


@pytest.mark.parametrize(
    ("path", "unknown"),
    [
        ("roles.yaml", {"roles"}),
        ("governance.yaml", {"reports", "dependencies"}),
        ("measures/audits-good.yaml", {"measures"}),
        ("plan.yaml", {"findings"}),
        ("decisions.yaml", {"decisions"}),
        ("glossary.yaml", set()),
    ],
)
def test_the_names_of_a_file_that_cannot_be_read_are_unknown(
    path: str, unknown: set[str], tmp_path: Path
) -> None:
    names = _names(tmp_path, path, BROKEN)
    assert {name for name, known in names._asdict().items() if known is None} == unknown


def test_an_action_that_cannot_be_read_is_a_name_all_the_same(tmp_path: Path) -> None:
    names = _names(tmp_path, "areas/1-practice/1.2-second.yaml", BROKEN)
    assert names.dependencies == {"1.1", "1.2", "new-system"}
    assert names.actions == {"1.1", "1.2"}
    assert list(names.refs) == ["1.1"]


def test_of_two_actions_with_one_ref_the_name_is_that_of_the_first(tmp_path: Path) -> None:
    names = _names(tmp_path, "areas/1-practice/1.1-second.yaml", 'ref: "1.1"\ntitle: Second\n')
    assert names.refs["1.1"].action.title == "First"


def test_of_two_decisions_with_one_id_the_name_is_that_of_the_first(tmp_path: Path) -> None:
    item = "- {{id: a, meeting: Feb 2024, decided: {}}}\n"
    names = _names(tmp_path, "decisions.yaml", item.format("First") + item.format("Second"))
    assert names.decisions is not None
    assert names.decisions["a"].decided == "First"


def test_every_decision_about_an_action_is_found_by_its_ref_once(tmp_path: Path) -> None:
    item = "- {{id: {}, meeting: Feb 2024, decided: A, about: [{}]}}\n"
    text = item.format("a", "1.1, 1.2, 1.1") + item.format("b", "") + item.format("c", "1.1")
    about = _names(tmp_path, "decisions.yaml", text).about
    found = {ref: [decision.id for decision in of] for ref, of in about.items()}
    assert found == {"1.1": ["a", "c"], "1.2": ["a"]}


def test_a_scene_knows_its_day(tmp_path: Path) -> None:
    stage = judge_plan(loaded(small_plan(tmp_path, ACTION)).plan, AS_AT)
    assert stage.as_at == AS_AT
    assert [each.ref for each in stage.judged] == ["1.1"]
