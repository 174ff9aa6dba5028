"""The one door into the house: a folder becomes a plan, and what was wrong with it."""

from pathlib import Path

import pytest

from make import loaded, put, small_plan, spots
from planctl.load.source import PlanFile
from planctl.model.governance import Governance
from planctl.model.plan import Unread
from planctl.model.policy import Policy
from planctl.model.problem import At, Severity

ACTION = "ref: 1.1\ntitle: First\n"


def test_every_file_has_its_part_in_the_plan(tmp_path: Path) -> None:
    root = small_plan(
        tmp_path,
        ACTION,
        glossary="CP: child protection\n",
        policy="due_soon_days: 14\n",
        measures__rate="id: rate\ntitle: Agency rate\n",
        decisions="- {id: 2024-02-a, meeting: 14 Feb 2024, decided: Agreed.}\n",
    )
    plan = loaded(root).plan
    assert plan.title == "A small plan"
    assert [report.id for report in plan.governance.reports] == ["qa-report"]
    assert plan.roles == {
        "SM QA": "Service manager, quality assurance",
        "AD": "Assistant director",
    }
    assert plan.glossary == {"CP": "child protection"}
    assert plan.policy.due_soon_days == 14
    assert [decision.id for decision in plan.decisions] == ["2024-02-a"]
    assert [measure.title for measure in plan.measures] == ["Agency rate"]
    assert [(area.ref, action.title) for area, action in plan.actions] == [("1", "First")]
    assert plan.unread == ()


def test_what_is_optional_may_be_missing(tmp_path: Path) -> None:
    found = loaded(put(tmp_path, {"plan.yaml": "title: A\norganisation: B\n"}))
    assert found.problems == ()
    assert found.plan.governance == Governance()
    assert found.plan.policy == Policy()
    assert (found.plan.roles, found.plan.glossary, found.plan.areas) == ({}, {}, ())
    assert found.plan.decisions == ()


@pytest.mark.parametrize("name", ["governance", "roles", "glossary", "policy", "decisions"])
@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_what_is_optional_may_be_empty(tmp_path: Path, name: str, text: str) -> None:
    found = loaded(small_plan(tmp_path, **{name: text}))
    assert found.problems == ()
    assert found.plan.unread == ()


@pytest.mark.parametrize("name", ["plan", "areas__1-practice__area", "measures__rate"])
def test_what_a_plan_is_made_of_may_not_be_empty(tmp_path: Path, name: str) -> None:
    path = name.replace("__", "/")
    assert spots(loaded(small_plan(tmp_path, **{name: "#\n"}))) == [f"{path}.yaml:1:1 F012"]


def test_areas_and_actions_are_in_the_order_of_their_refs(tmp_path: Path) -> None:
    root = small_plan(tmp_path, ACTION)
    put(
        root,
        {
            "areas/a-last/area.yaml": "ref: 10\ntitle: Ten\n",
            "areas/b-first/area.yaml": "ref: 0\ntitle: Nought\n",
            "areas/1-practice/1.10.yaml": "ref: 1.10\ntitle: Tenth\n",
            "areas/1-practice/1.9.yaml": "ref: 1.9\ntitle: Ninth\n",
        },
    )
    areas = loaded(root).plan.areas
    assert [area.ref for area in areas] == ["0", "1", "10"]
    assert [action.ref for action in areas[1].actions] == ["1.1", "1.9", "1.10"]


@pytest.mark.parametrize(
    ("area", "problem"),
    [("title: A\n", "area.yaml:1:1 S101"), ("title: A: B\n", "area.yaml:1:9 F004")],
)
def test_an_area_that_cannot_be_read_keeps_its_actions(
    tmp_path: Path, area: str, problem: str
) -> None:
    found = loaded(small_plan(tmp_path, ACTION, **{"areas__1-practice__area": area}))
    assert spots(found) == [f"areas/1-practice/{problem}"]
    [kept] = found.plan.areas
    assert (kept.ref, kept.title, kept.statement) == ("1", "1-practice", None)
    assert [action.ref for action in kept.actions] == ["1.1"]


def test_a_folder_without_an_area_file_keeps_its_actions_and_says_so(tmp_path: Path) -> None:
    root = small_plan(tmp_path, ACTION)
    put(root, {"areas/2-staff/2.1-pay.yaml": "ref: 2.1\ntitle: Pay\n"})
    found = loaded(root)
    assert spots(found) == ["areas/2-staff/area.yaml:1:1 F014"]
    assert found.problems[0].message == "there is no area.yaml here"
    assert [(area.title, action.ref) for area, action in found.plan.actions] == [
        ("Practice", "1.1"),
        ("2-staff", "2.1"),
    ]


@pytest.mark.parametrize(
    ("path", "text", "unread"),
    [
        ("areas/1-practice/1.2-x.yaml", "a: [b", ("action", "1.2")),
        ("areas/1-practice/1.2-x.yaml", "ref: 1.3\n", ("action", "1.3")),
        ("areas/1-practice/1.2-x.yaml", "ref: [1.3]\n", ("action", "1.2")),
        ("areas/1-practice/1.2-x.yaml", "- 1\n", ("action", "1.2")),
        ("areas/1-practice/1.2-x.yaml", "", ("action", "1.2")),
        ("areas/1-practice/area.yaml", "ref: 1\n", ("area", "1")),
        ("measures/rate.yaml", "id: speed\n", ("measure", "speed")),
        ("roles.yaml", "- AD\n", ("roles", "roles")),
        ("decisions.yaml", "- id: a\n", ("decisions", "decisions")),
        ("notes.yaml", "a: 1\n", ("", "")),
    ],
)
def test_a_file_without_a_value_is_named_as_unread(
    tmp_path: Path, path: str, text: str, unread: tuple[str, str]
) -> None:
    found = loaded(put(small_plan(tmp_path), {path: text}))
    assert found.plan.unread == (Unread(f"plan/{path}", *unread),)
    assert len(found.problems) >= 1


def test_problems_are_in_the_order_of_the_files_and_those_of_the_whole_come_last(
    tmp_path: Path,
) -> None:
    root = small_plan(tmp_path, "ref: 1.2\ntitle: First\n", roles="- AD\n", plan="title: A\n")
    put(root, {"areas/1-practice/1.2-x.yaml": "ref: 1.2\n", "areas/2/2.1.yaml": "a: [b"})
    assert spots(loaded(root)) == [
        "plan.yaml:1:1 S101",
        "roles.yaml:1:1 S103",
        "areas/1-practice/1.2-x.yaml:1:1 S101",
        "areas/2/2.1.yaml:1:4 F004",
        "areas/2/area.yaml:1:1 F014",
        "areas/1-practice/1.1-first.yaml:1:6 R209",
    ]


def test_the_problems_of_reading_are_errors(tmp_path: Path) -> None:
    root = small_plan(tmp_path, "ref: 1.1\nleads: AD\n", roles="a: [b")
    weights = [problem.severity for problem in loaded(root).problems]
    assert weights == [Severity.ERROR] * 3


@pytest.mark.parametrize(
    ("at", "path"),
    [
        (("plan",), "plan.yaml"),
        (("roles",), "roles.yaml"),
        (("decisions",), "decisions.yaml"),
        (("measures", 0), "measures/rate.yaml"),
        (("areas", 0), "areas/1-practice/area.yaml"),
        (("areas", 0, "actions", 0), "areas/1-practice/1.1-first.yaml"),
        (("areas", 1, "actions", 0), "areas/2-staff/2.1-pay.yaml"),
    ],
)
def test_every_part_of_the_plan_knows_its_file(tmp_path: Path, at: At, path: str) -> None:
    rate = "id: rate\ntitle: Agency rate\n"
    root = small_plan(tmp_path, ACTION, measures__rate=rate, decisions="[]\n")
    put(root, {"areas/2-staff/2.1-pay.yaml": "ref: 2.1\ntitle: Pay\n"})
    found = loaded(root)
    assert found.parts[at].path == path
    assert found.files[path] == PlanFile(path, (root / path).read_bytes())
