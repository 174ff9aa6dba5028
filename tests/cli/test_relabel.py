"""planctl new, move and rename: files and refs of actions, and every reference to them."""

from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, put, small_plan
from repo import planned
from running import Ran, planctl

FIRST: Final = '# yaml-language-server: $schema=x\nref: "1.1"\ntitle: First\ntimescale: Mar 2024\n'
SECOND: Final = 'ref: "1.2"\ntitle: Second\ndepends_on: ["1.1"]  # waits\nrag_reason: See 1.1.\n'
DECISIONS: Final = "- id: a\n  meeting: 14 February 2024\n  decided: x\n  about: ['1.1', '1.2']\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    more = {
        "areas__1-practice__1.2-second": SECOND,
        "areas__2-other__area": "ref: 2\ntitle: Other\n",
        "areas__2-other__2.1-third": "ref: '2.1'\ntitle: Third\n",
        "areas__CP-empty__area": "ref: CP\ntitle: Empty\n",
        "decisions": DECISIONS,
    }
    return small_plan(tmp_path, FIRST, **more)


def _run(plan: Path, *words: str) -> Ran:
    return planctl(*words, "--plan", plan, "--as-at", "2024-02-20")


def test_files_of_comments_alone_let_a_rename_and_a_move_through(plan: Path) -> None:
    for name in ("policy", "glossary"):
        (plan / f"{name}.yaml").write_text("# Nothing is set yet.\n")
    assert _run(plan, "rename", "role", "AD", "Head").code == 0
    assert _run(plan, "move", "1.2", "2", "--as", "2.9").code == 0
    assert (plan / "policy.yaml").read_text() == "# Nothing is set yet.\n"


def _names(plan: Path) -> list[str]:
    return sorted(file.name for file in plan.glob("areas/*/[!a]*.yaml"))


def test_a_new_action_gets_the_next_ref_and_the_keys_that_wait_for_it(plan: Path) -> None:
    ran = _run(plan, "new", "1", "Audit: of audits", "--lead", "AD", "--action", "Do it")
    assert ran.code == 0, ran.err
    text = (plan / "areas/1-practice/1.3-audit-of-audits.yaml").read_text("utf-8")
    assert text == (
        '# yaml-language-server: $schema=x\nref: "1.3"\ntitle: "Audit: of audits"\n'
        "actions:\n  - Do it\nexpected_impact:\nimpact_measures:\nreporting:\nleads: [AD]\n"
        "timescale:\nstatus: not started\nfindings:\n"
    )
    assert "1.3" not in planctl("fmt", "--check", "--plan", plan).out


@pytest.mark.parametrize(
    ("area", "title", "words", "name"),
    [
        ("area 2", "x" * 60, (), f"2.2-{'x' * 48}.yaml"),
        ("2", "one two " * 9, (), "2.2-one-two-one-two-one-two-one-two-one-two-one-two.yaml"),
        ("2", "Ŵyth’s £", ("--ref", "2 (i)"), "2-i-wyths.yaml"),
        ("2", "£", ("--ref", "SR (25/26) 01"), "SR-25-26-01-action.yaml"),
        ("cp", "First", (), "CP.1-first.yaml"),
    ],
)
def test_the_name_of_a_new_file_comes_from_ref_and_title(
    plan: Path, area: str, title: str, words: tuple[str, ...], name: str
) -> None:
    ran = _run(plan, "new", area, title, *words)
    assert ran.code == 0, ran.err
    assert name in _names(plan)
    assert "R209" not in _run(plan, "check").out


def test_a_ref_without_a_number_is_counted_on(plan: Path) -> None:
    assert _run(plan, "new", "cp", "A", "--ref", "CP a").code == 0
    assert _run(plan, "new", "cp", "B").code == 0
    assert "CP-a-2-b.yaml" in _names(plan)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("new", "9", "x"), "the plan has no area “9”"),
        (("new", "1", "x", "--ref", "2.1"), "2.1 is an action of area 2 already"),
        (("new", "1", " "), "the title is empty"),
        (("new", "1", "x\x1b"), "cannot hold a control character"),
        (("new", "1", "x", "--lead", "ad"), "is not a role"),
        (("rename", "1.1", "1.2"), "1.2 is an action of area 1 already"),
        (("rename", "1.1", " "), "the new ref is empty"),
        (("rename", "1.1", "2.7"), "lies in the folder of area 1"),
        (("rename", "1.9", "1.10"), "the plan has no action “1.9”"),
        (("move", "1.1", "2"), "such as --as 2.2"),
        (("move", "1.1", "2", "--as", "2.1"), "2.1 is an action of area 2 already"),
    ],
)
def test_what_cannot_be_done_is_refused(plan: Path, words: tuple[str, ...], why: str) -> None:
    before = _names(plan)
    ran = _run(plan, *words)
    assert ran.code == 2
    assert why in ran.err
    assert _names(plan) == before


def test_every_reference_follows_a_ref(plan: Path) -> None:
    ran = _run(plan, "rename", "1.1", "1.10")
    assert ran.code == 0, ran.err
    assert _names(plan) == ["1.10-first.yaml", "1.2-second.yaml", "2.1-third.yaml"]
    assert (plan / "areas/1-practice/1.2-second.yaml").read_text("utf-8") == SECOND.replace(
        '["1.1"]', '["1.10"]'
    )
    assert (plan / "decisions.yaml").read_text("utf-8") == DECISIONS.replace("'1.1'", '"1.10"')
    assert "becomes" in ran.out
    assert (
        "texts that mention 1.1 stay as they are; look at areas/1-practice/1.2-second.yaml"
        in ran.err
    )


def test_a_dry_run_of_a_rename_changes_nothing(plan: Path) -> None:
    before = {file: file.read_bytes() for file in plan.rglob("*.yaml")}
    assert _run(plan, "rename", "1.1", "1.10", "--dry-run").code == 0
    assert {file: file.read_bytes() for file in plan.rglob("*.yaml")} == before


def test_an_action_moves_into_another_area_with_a_ref_of_that(plan: Path) -> None:
    assert _run(plan, "move", "1.1", "2", "--as", "2.2").code == 0
    assert (plan / "areas/2-other/2.2-first.yaml").is_file()
    assert not (plan / "areas/1-practice/1.1-first.yaml").exists()


def test_a_ref_that_names_no_area_stays_when_its_action_moves(plan: Path) -> None:
    assert _run(plan, "rename", "2.1", "X1").code == 0
    assert _run(plan, "move", "X1", "1").code == 0
    assert (plan / "areas/1-practice/X1-third.yaml").is_file()


def test_an_action_that_is_there_already_does_not_move(plan: Path) -> None:
    assert _run(plan, "move", "1.1", "1").out.startswith("nothing changes")


def test_a_file_whose_name_says_something_else_gets_one_of_ref_and_title(plan: Path) -> None:
    (plan / "areas/1-practice/1.1-first.yaml").rename(plan / "areas/1-practice/odd.yaml")
    assert _run(plan, "rename", "1.1", "1.7").code == 0
    assert "1.7-first.yaml" in _names(plan)


def test_a_file_that_is_in_the_way_stays(plan: Path) -> None:
    (plan / "areas/2-other/2.2-first.yaml").write_text("ref: '2.9'\ntitle: Odd\n")
    ran = _run(plan, "move", "1.1", "2", "--as", "2.2")
    assert "there is a file areas/2-other/2.2-first.yaml already" in ran.err
    ran = _run(plan, "new", "2", "First", "--ref", "2.2")
    assert "there is a file areas/2-other/2.2-first.yaml already" in ran.err


def test_with_a_file_that_cannot_be_read_no_reference_is_guessed(plan: Path) -> None:
    (plan / "areas/2-other/2.1-third.yaml").write_text("ref: [\n")
    assert "could not be read, and may name 1.1" in _run(plan, "rename", "1.1", "1.7").err


def test_a_link_is_not_moved(plan: Path) -> None:
    file = plan / "areas/1-practice/1.1-first.yaml"
    file.rename(plan / "kept.txt")
    file.symlink_to(plan / "kept.txt")
    assert "is a link to another file" in _run(plan, "rename", "1.1", "1.7").err


def test_capitals_alone_can_be_renamed(plan: Path) -> None:
    assert _run(plan, "rename", "2.1", "X1").code == 0
    assert _run(plan, "rename", "x1", "x1").code == 0
    assert "x1-third.yaml" in _names(plan)


def test_a_ref_that_another_area_has_is_passed_over(plan: Path) -> None:
    small_plan(plan, FIRST, **{"areas__2-other__1.3-odd": "ref: '1.3'\ntitle: Odd\n"})
    assert _run(plan, "new", "1", "Next").code == 0
    assert "1.4-next.yaml" in _names(plan)


ROLES: Final = "# who leads\nSM QA: Service manager  # quality\nAD: Assistant director\n"
EVERYWHERE: Final = {
    "roles": ROLES,
    "areas__1-practice__1.1-first": """\
        ref: "1.1"
        title: First
        leads: [AD, "SM QA"]
        timescale: Mar 2024
        impact_measures:
          - By words of SM QA
          - measure: rate
        milestones:
          - what: One
            leads: [SM QA]
        progress:
          - date: 2024-01-01
            by: SM QA  # by telephone
            note: SM QA says so
        escalations:
          - {raised: 2024-01-01, by: SM QA, to: "SM QA", asks: What}
        extensions:
          - {to: Apr 2024, reason: Late, requested: 2024-01-02, agreed_by: SM QA}
        corrections:
          - {was: Mar 2024, to: Apr 2024, reason: Slip, by: SM QA, requested: 2024-01-02}
        verified: {by: SM QA, on: 2024-01-01, how: Looked}
        """,
    "governance": """\
        meetings:
          - on: 14 February 2024
            commentary: {by: SM QA, text: All is well}
            attendance: [SM QA, AD]
            risks: [{what: Fire, owner: SM QA}]
            challenges: [{asks: Why, by: SM QA, to: SM QA}]
        reports: [{id: qa-report, title: Report, by: [SM QA]}]
        projects: [{id: new-system, title: System, overseen_by: SM QA}]
        """,
    "decisions": """\
        - id: a
          meeting: 14 February 2024
          decided: x
          about: ["1.1"]
          follow_up: [{who: SM QA, what: Act}]
        """,
    "measures__rate": "id: rate\ntitle: Rate\nbetter: lower\nowner: SM QA\n",
    "policy": """\
        agreements:
          - {setting: due_soon_days, to: "5", reason: x, agreed: 2024-02-14, agreed_by: SM QA}
        """,
}


@pytest.fixture
def named(tmp_path: Path) -> Path:
    more = {
        "areas__1-practice__1.2-second": SECOND,
        "areas__2-other__area": "ref: 2\ntitle: Other\n",
        "areas__2-other__2.1-third": "ref: '2.1'\ntitle: Third\n",
    }
    return small_plan(tmp_path, **{**more, **EVERYWHERE})


def _texts(plan: Path) -> dict[str, str]:
    files = (file for file in plan.rglob("*.yaml"))
    return {file.relative_to(plan).as_posix(): file.read_text("utf-8") for file in files}


def test_a_role_has_its_new_name_in_every_place_that_names_it(named: Path) -> None:
    before = _texts(named)
    ran = _run(named, "rename", "role", "sm qa", "Head of  quality")
    assert ran.code == 0, ran.err
    told, *_, last = ran.err.splitlines()
    assert told == (
        "planctl: texts that mention SM QA stay as they are; look at "
        "areas/1-practice/1.1-first.yaml:6, areas/1-practice/1.1-first.yaml:14"
    )
    assert last.startswith("planctl undo takes this back")
    after = _texts(named)
    prose = {"  - By words of SM QA", "    note: SM QA says so"}
    left = [line for text in after.values() for line in text.splitlines() if "SM QA" in line]
    assert {*left} == prose
    assert after["roles.yaml"] == ROLES.replace("SM QA", "Head of quality")
    swapped = {path: text.replace("SM QA", "Head of quality") for path, text in before.items()}
    changed = {path for path in before if swapped[path] != before[path]}
    assert len(changed) == 6
    assert "by: Head of quality  # by telephone" in after["areas/1-practice/1.1-first.yaml"]
    assert "leads: [AD, Head of quality]" in after["areas/1-practice/1.1-first.yaml"]


def test_a_measure_has_its_new_id_in_its_file_its_name_and_the_actions(named: Path) -> None:
    ran = _run(named, "rename", "measure", "Rate", "agency-rate")
    assert ran.code == 0, ran.err
    after = _texts(named)
    assert after["measures/agency-rate.yaml"].startswith("id: agency-rate\n")
    assert "measures/rate.yaml" not in after
    assert "  - measure: agency-rate" in after["areas/1-practice/1.1-first.yaml"].splitlines()


def test_what_is_no_file_of_the_plan_stays_in_the_old_folder_of_an_area(named: Path) -> None:
    put(named, {"areas/1-practice/minutes/may.txt": "x"})
    ran = _run(named, "rename", "area", "1", "7")
    words = "no files of the plan, so they stay where they are: areas/1-practice/minutes/may.txt"
    assert words in ran.err
    assert (named / "areas/1-practice/minutes/may.txt").is_file()


def test_an_area_takes_its_folder_and_the_refs_of_its_actions_along(named: Path) -> None:
    before = _texts(named)
    ran = _run(named, "rename", "area", "1", "7")
    assert ran.code == 0, ran.err
    assert "stay where they are" not in ran.err
    after = _texts(named)
    assert {path for path in after if path.startswith("areas/")} == {
        "areas/2-other/area.yaml",
        "areas/2-other/2.1-third.yaml",
        "areas/7-practice/area.yaml",
        "areas/7-practice/7.1-first.yaml",
        "areas/7-practice/7.2-second.yaml",
    }
    assert not (named / "areas/1-practice").exists()
    assert 'depends_on: ["7.1"]  # waits' in after["areas/7-practice/7.2-second.yaml"]
    assert '  about: ["7.1"]' in after["decisions.yaml"].splitlines()
    assert after["areas/7-practice/area.yaml"].startswith('ref: "7"\n')
    assert planctl("undo", "--plan", named).code == 0
    assert _texts(named) == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("role", "SM QA", "ad"), "AD is a role already: Assistant director"),
        (("role", "XY", "Z"), "the plan has no role “XY”"),
        (("role", "SM QA", " "), "the new name is empty"),
        (("role", "SM QA", "“X”"), "nothing was written"),
        (("role", "SM QA"), "what is the role “SM QA” to be called?"),
        (("area", "1", "2"), "2 is the area “Other” already"),
        (("area", "9", "2"), "the plan has no area “9”"),
        (("area", "1", "../x"), "“../x” cannot be a ref, because no file can be called so"),
        (("measure", "rate", "Rate 2"), "“Rate 2” cannot be the id of a measure"),
        (("measure", "rate", "../x"), "“../x” cannot be the id of a measure"),
        (("measure", "rate", "rate"), "there is a measure rate already"),
        (("measure", "x", "y"), "the plan has no measure “x”"),
        (("finding", "x", "y"), "“finding” is no kind of thing that can be renamed"),
        (("1.1", "../x"), "“../x” cannot be a ref, because no file can be called so"),
        (("action", "1.1", "1.2"), "1.2 is an action of area 1 already"),
    ],
)
def test_a_name_that_cannot_be_given_is_refused(
    named: Path, words: tuple[str, ...], why: str
) -> None:
    before = _texts(named)
    ran = _run(named, "rename", *words)
    assert (ran.code, ran.out, why in ran.err) == (2, "", True), ran.err
    assert _texts(named) == before


def test_a_dry_run_of_a_role_shows_every_file_and_writes_none(named: Path) -> None:
    before = _texts(named)
    ran = _run(named, "rename", "role", "SM QA", "Head", "--dry-run")
    assert ran.code == 0, ran.err
    assert ran.out.count("@@") >= 6
    assert _texts(named) == before


def test_a_file_that_cannot_be_read_may_hold_the_name(named: Path) -> None:
    (named / "areas/1-practice/1.2-second.yaml").write_text("ref: [")
    ran = _run(named, "rename", "role", "SM QA", "Head")
    assert (ran.code, "could not be read, and may name SM QA" in ran.err) == (2, True)


def test_roles_in_braces_are_left_to_a_person(named: Path) -> None:
    (named / "roles.yaml").write_text("{SM QA: Manager, AD: Director}\n")
    ran = _run(named, "rename", "role", "SM QA", "Head")
    words = "roles.yaml is written in a way that this cannot be put into"
    assert (ran.code, words in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("rename", "1.1", "1.9"), ["1.1 is now 1.9"]),
        (
            ("rename", "area", "1", "9"),
            ["area 1 is now area 9", "1.1 is now 9.1", "1.2 is now 9.2"],
        ),
    ],
)
def test_a_rename_is_told_and_is_no_change_of_what_the_board_decided(
    tmp_path: Path, words: tuple[str, ...], told: list[str]
) -> None:
    made = planned(tmp_path)
    more = {f"plan/{ACTION_PATH}": FIRST, "plan/areas/1-practice/1.2-second.yaml": SECOND}
    made.commit("2024-02-15", "Decide", {**more, "plan/decisions.yaml": DECISIONS})
    plan = made.root / "plan"
    assert "T317" not in _run(plan, *words).err
    made.commit("2024-02-16", "Rename")
    diff = _run(plan, "diff", "HEAD~1").out
    assert [line for line in told if line not in diff] == []
    assert "about" not in diff
    pack = _run(plan, "report", "--since", "HEAD~1", "--format", "md", "--out", "-").out
    assert f"{told[0].capitalize()}." in pack
    assert ("1.1 is now 9.1" in pack, "about: was" in pack) == (False, False)
    assert "T317" not in _run(plan, "check", "--since", "HEAD~1").out
    changed = (plan / "decisions.yaml").read_text("utf-8").replace("decided: x", "decided: y")
    (plan / "decisions.yaml").write_text(changed, "utf-8")
    assert "T317 a decision of the board was “x”" in _run(plan, "check", "--since", "HEAD~1").out
