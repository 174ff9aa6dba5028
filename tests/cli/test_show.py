"""planctl show, explain and export: one action, one rule, and the whole plan."""

from pathlib import Path

import pytest

from make import OUR_PLAN, put, small_plan
from planctl.workspace.plan import all_rules
from running import Ran, planctl

LATE = 'ref: "1.10"\ntitle: Tenth\nleads: [SM QA]\ntimescale: Feb 2024\nstatus: in progress\n'
AREA = "areas/1-practice"


def _show(*words: str, plan: Path = OUR_PLAN) -> Ran:
    return planctl("show", "--plan", plan, "--as-at", "2024-03-01", *words)


def test_an_action_is_shown_whole_with_why_it_has_its_rating() -> None:
    ran = _show("1.2")
    said = " ".join(ran.out.split())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("1.2 Forward plan of dip samples\nArea 1: Quality of practice\n")
    assert "\nFile: plan/areas/1-quality-of-practice/1.2-dip-sample-forward-plan.yaml\n" in ran.out
    for part in (
        "red overdue: due 29 February 2024, 1 day ago; not complete",
        "Draw up a forward plan of dip sample audits",
        "Quality assurance report (monthly and quarterly)",
        "AD and SM QA",
        "26 February 2024: The first dip sample of management oversight is complete.",
        "T301 due 29 February 2024",
    ):
        assert part in said


@pytest.mark.parametrize("ref", ["1.2", " 1.2 "])
def test_a_ref_is_known_whatever_stands_around_it(ref: str) -> None:
    assert _show(ref, "--format", "json").json["ref"] == "1.2"


def test_a_ref_is_known_whatever_its_capitals(tmp_path: Path) -> None:
    put(small_plan(tmp_path), {f"{AREA}/CP1-x.yaml": "ref: CP1\ntitle: First\n"})
    assert _show("cp1", "--format", "json", plan=tmp_path).json["ref"] == "CP1"


def test_json_has_the_keys_of_the_file_of_the_status_and_the_problems_on_it() -> None:
    shown = _show("1.2", "--format", "json").json
    assert shown["impact_measures"]
    assert shown["file"].endswith("/1.2-dip-sample-forward-plan.yaml")
    assert (shown["area"], shown["due"], shown["days_overdue"]) == ("1", "2024-02-29", 1)
    assert shown["progress_rag"]["standing"] == "overdue"
    assert {problem["ref"] for problem in shown["problems"]} == {"1.2"}
    assert "T301" in {problem["code"] for problem in shown["problems"]}


def test_an_unknown_ref_is_answered_with_the_nearest() -> None:
    ran = _show("1.22")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "planctl: the plan has no action “1.22”\n  hint: the nearest is 1.2\n"
    )


def test_a_ref_unlike_any_other_is_answered_with_the_first_few() -> None:
    assert "hint: there are 1.1, 1.2, 1.3, 1.4, 1.5 and 28 more\n" in _show("QZX").err


@pytest.mark.parametrize("ref", ["“1.2”", "'1.2'", "«1.2»", " 1.2 ", "\u00a01.2"])
def test_a_ref_is_found_in_quotation_marks_of_any_kind(ref: str) -> None:
    assert _show(ref).out == _show("1.2").out


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        ("area 1", "that is an area: planctl status --area 1 lists its actions"),
        ("Area-7", "that is an area: planctl status --area 7 lists its actions"),
        ("3", "that is an area: planctl status --area 3 lists its actions"),
        ("visits-good", "that is a measure: planctl measure show visits-good shows it"),
        ("sm qa", "that is a role: planctl status --lead 'SM QA' lists its actions"),
        (
            "core-groups",
            "that is a finding: planctl coverage --finding core-groups shows what answers it",
        ),
        ("1.2-dip-sample-forward-plan", "that is the file of 1.2: give its ref"),
        (
            "plan/areas/1-quality-of-practice/1.2-dip-sample-forward-plan.yaml",
            "that is the file of 1.2: give its ref",
        ),
        ("governance.yaml", "governance.yaml is no action’s file"),
        ("yaml", "there are 1.1, 1.2, 1.3, 1.4, 1.5 and 28 more"),
    ],
)
def test_what_is_no_action_is_called_what_it_is(named: str, hint: str) -> None:
    assert _show(named).err == f"planctl: the plan has no action “{named}”\n  hint: {hint}\n"


def test_no_ref_at_all_is_asked_for() -> None:
    assert _show(" ").err.startswith("planctl: no ref was given\n")


def test_a_plan_without_actions_says_so(tmp_path: Path) -> None:
    small_plan(tmp_path)
    assert _show("1.1", plan=tmp_path).err.endswith("\n  hint: the plan has no actions yet\n")


def test_an_action_that_is_not_there_may_be_in_a_file_that_could_not_be_read(
    tmp_path: Path,
) -> None:
    put(small_plan(tmp_path, '"'), {f"{AREA}/1.10-tenth.yaml": LATE})
    ran = _show("1.2", plan=tmp_path)
    assert ran.code == 2
    assert ran.err.endswith("; or it is in a file that could not be read: run planctl check\n")


def test_an_action_whose_own_file_could_not_be_read_is_answered_with_that(tmp_path: Path) -> None:
    put(small_plan(tmp_path, '"'), {f"{AREA}/1.10-tenth.yaml": LATE})
    ran = _show("1.1", plan=tmp_path)
    said, hint = ran.err.splitlines()
    assert ran.code == 2
    assert said.startswith("planctl: the file of 1.1 could not be read: ")
    assert said.endswith("/areas/1-practice/1.1-first.yaml")
    assert hint == "  hint: run planctl check to see why"


def test_an_action_beside_a_broken_file_is_shown_and_the_run_fails(tmp_path: Path) -> None:
    put(small_plan(tmp_path, '"'), {f"{AREA}/1.10-tenth.yaml": LATE})
    ran = _show("1.10", plan=tmp_path)
    assert ran.code == 1
    assert ran.out.startswith("1.10 Tenth\n")
    assert ran.err.startswith("planctl: not read, and in no count: ")


@pytest.mark.parametrize("name", ["T301", "t301", "overdue"])
def test_a_rule_is_explained_by_its_code_or_its_name(name: str) -> None:
    ran = planctl("explain", name)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("T301 overdue (error)\n\n")
    assert "\nWhat to do: " in ran.out


def test_a_rule_that_is_not_there_is_answered_with_the_nearest_as_they_are_written() -> None:
    assert planctl("explain", "t30").err == (
        "planctl: there is no rule “t30”\n  hint: did you mean “T301”, “T302” or “T303”?\n"
    )
    assert planctl("explain", "over-due").err.endswith(
        "hint: did you mean “overdue” or “overall-disputed”?\n"
    )


def test_a_rule_unlike_any_other_is_answered_with_the_command_that_lists_them() -> None:
    assert planctl("explain", "zzz").err.endswith("hint: planctl explain lists them all\n")


def test_without_a_code_every_rule_is_listed() -> None:
    lines = planctl("explain").out.splitlines()
    starts = [line.split()[0] for line in lines[1:] if line and line[0] != " "]
    assert starts == [rule.code for rule in all_rules()]


def test_rules_for_programs_are_one_or_all() -> None:
    one = planctl("explain", "T301", "--format", "json").json
    every = planctl("explain", "--format", "json").json
    assert (one["code"], one["rule"], one["severity"]) == ("T301", "overdue", "error")
    assert [rule["code"] for rule in every] == [rule.code for rule in all_rules()]
    assert one in every


def test_the_whole_plan_is_exported_as_it_was_loaded() -> None:
    ran = planctl("export", "--format", "json", "--plan", OUR_PLAN)
    assert (ran.code, ran.err) == (0, "")
    keys = ["plan", "governance", "roles", "contacts", "glossary", "policy", "measures", "areas"]
    assert list(ran.json)[: len(keys)] == keys
    actions = [action for area in ran.json["areas"] for action in area["actions"]]
    assert (len(ran.json["areas"]), len(actions)) == (7, 33)
    assert actions[1]["ref"] == "1.2"
    assert actions[1]["leads"] == ["AD", "SM QA"]


def test_an_export_with_a_file_missing_from_it_says_so(tmp_path: Path) -> None:
    put(small_plan(tmp_path, '"'), {f"{AREA}/1.10-tenth.yaml": LATE})
    ran = planctl("export", cwd=tmp_path)
    assert ran.code == 1
    assert [action["ref"] for action in ran.json["areas"][0]["actions"]] == ["1.10"]
    assert "1.1-first.yaml" in ran.err
