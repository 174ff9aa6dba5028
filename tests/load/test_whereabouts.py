"""What the place and the name of a file say of it, and whether they agree with its text."""

from pathlib import Path

import pytest

from make import loaded, put, small_plan, spots
from planctl.load.file_place import (
    file_kind,
    folder_of,
    missing_evidence_file,
    ref_in_name,
    wrong_file_name,
    wrong_folder,
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("plan.yaml", "plan"),
        ("governance.yaml", "governance"),
        ("roles.yaml", "roles"),
        ("glossary.yaml", "glossary"),
        ("policy.yaml", "policy"),
        ("areas/1-practice/area.yaml", "area"),
        ("areas/1-practice/1.1-first.yaml", "action"),
        ("measures/rate.yaml", "measure"),
        ("plan.yml", ""),
        ("Plan.yaml", ""),
        ("notes.yaml", ""),
        ("areas/1.1-first.yaml", ""),
        ("areas/1-practice/more/1.1-first.yaml", ""),
        ("areas/1-practice/1.1-first.yml", ""),
        ("measures/more/rate.yaml", ""),
        ("drafts/areas/1-practice/area.yaml", ""),
    ],
)
def test_the_place_of_a_file_says_what_it_holds(path: str, kind: str) -> None:
    assert file_kind(path) == kind


def test_a_file_is_in_its_folder() -> None:
    assert folder_of("areas/1-practice/area.yaml") == "areas/1-practice"
    assert folder_of("plan.yaml") == ""


@pytest.mark.parametrize(
    ("path", "ref"),
    [
        ("areas/1-practice/1.2-dip-samples.yaml", "1.2"),
        ("areas/1-practice/1.2.yaml", "1.2"),
        ("areas/1-practice", "1"),
        ("roles.yaml", "roles"),
    ],
)
def test_the_name_of_a_file_begins_with_a_ref(path: str, ref: str) -> None:
    assert ref_in_name(path) == ref


@pytest.mark.parametrize(
    ("path", "ref"),
    [
        ("a/1.2-dip-samples.yaml", "1.2"),
        ("a/1.10.yaml", "1.10"),
        ("a/cp1-first.yaml", "CP1"),
        ("a/2-i-first.yaml", "2 (i)"),
        ("a/SR-25-26-01.yaml", "SR (25/26) 01"),
        ("areas/1-practice", "1"),
    ],
)
def test_a_name_may_leave_out_what_cannot_stand_in_names(path: str, ref: str) -> None:
    assert list(wrong_file_name(path, ref)) == []


@pytest.mark.parametrize(
    ("path", "ref"), [("a/1.2-dip.yaml", "1.3"), ("a/dip.yaml", "1.2"), ("areas/1-a", "2")]
)
def test_a_name_that_begins_otherwise_is_a_fault_of_the_ref(path: str, ref: str) -> None:
    [fault] = wrong_file_name(path, ref)
    name = path.rpartition("/")[2]
    assert fault.at == ("ref",)
    assert fault.message == f"the ref is “{ref}”, but the name “{name}” begins otherwise"


@pytest.mark.parametrize("ref", ["1.2", "3.1", "CP1", "2", "1"])
def test_a_ref_of_no_other_area_may_lie_in_this_folder(ref: str) -> None:
    assert list(wrong_folder(ref, "1", {"1": "One", "2": "Two"})) == []


def test_a_ref_of_another_area_lies_in_the_wrong_folder() -> None:
    [fault] = wrong_folder("2.1", "1", {"1": "One", "2": "Two"})
    assert fault.at == ("ref",)
    assert fault.message == ("“2.1” lies in the folder of area 1, so it counts as part of that")


def test_a_misplaced_action_counts_in_the_area_of_its_folder(tmp_path: Path) -> None:
    root = small_plan(tmp_path, "title: First\nref: 2.1\n")
    put(root, {"areas/2-staff/area.yaml": "ref: 2\ntitle: Staff\n"})
    found = loaded(root)
    here = "areas/1-practice/1.1-first.yaml:2:6"
    assert spots(found) == [f"{here} R208", f"{here} R209"]
    assert [(area.ref, action.ref) for area, action in found.plan.actions] == [("1", "2.1")]
    assert {(problem.ref, problem.field) for problem in found.problems} == {("2.1", "ref")}


def test_a_folder_that_begins_with_another_ref_is_named_at_the_ref(tmp_path: Path) -> None:
    root = small_plan(tmp_path, **{"areas__1-practice__area": "title: A\nref: 3\n"})
    assert spots(loaded(root)) == ["areas/1-practice/area.yaml:2:6 R209"]


def test_evidence_is_looked_for_in_the_plan(tmp_path: Path) -> None:
    evidence = """\
        ref: 1.1
        title: First
        evidence:
          - {title: A, kind: data, file: evidence/a.pdf}
          - title: B
            kind: data
            file: evidence/b.pdf
          - {title: C, kind: data, url: "https://example.org/c.pdf"}
          - {title: D, kind: data, file: ../out.pdf}
        """
    put(tmp_path, {"out.pdf": ""})
    root = small_plan(tmp_path / "plan", evidence)
    put(root, {"evidence/a.pdf": ""})
    found = loaded(root)
    path = "areas/1-practice/1.1-first.yaml"
    assert spots(found) == [f"{path}:7:11 R211", f"{path}:9:34 R211"]
    first = found.problems[0]
    assert (first.ref, first.field) == ("1.1", "evidence[1].file")
    assert first.message == "there is no file “evidence/b.pdf” in the plan folder"


def test_a_file_that_is_missing_by_what_nobody_sees_in_its_name_says_so() -> None:
    words = "there is no file “evidence/a b.pdf” in the plan folder"
    seen, unseen = (missing_evidence_file(0, f"evidence/a{gap}b.pdf") for gap in (" ", "\u202f"))
    assert seen.message == words
    assert unseen.message == f"{words}, with a no-break space in its name"
