"""planctl init: a plan that passes every check from its first day, and nothing lost."""

import errno
import os
import re
from datetime import date
from pathlib import Path
from typing import Final

import pytest
import yaml

from faults import trouble_at
from make import PROJECT
from planctl.cli.init import Host, PlanKind
from planctl.update.first_files import plan_kinds
from repo import UNCONFIGURED, Repo, planned, repo, signed
from running import Ran, planctl
from terminal import at_terminal

pytestmark = pytest.mark.slow

WORDS: Final = ("--title", "Our plan", "--organisation", "A council")


def _init(root: Path, *words: str) -> Ran:
    return planctl("init", "new", *WORDS, *words, cwd=root)


def _later(day: date, days: int) -> str:
    return date.fromordinal(day.toordinal() + days).isoformat()


@pytest.mark.parametrize(
    "day", [date(2026, 1, 31), date(2026, 8, 31), date(2026, 12, 31), date(2028, 2, 29)]
)
def test_what_it_makes_has_no_problem_on_its_day_and_a_month_later(
    day: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planctl.cli.init.today", lambda: day)
    assert _init(tmp_path).code == 0
    for later in (day.isoformat(), _later(day, 30)):
        ran = planctl("check", "--as-at", later, "--fail-on", "note", cwd=tmp_path / "new")
        assert (ran.code, "no problems" in ran.out) == (0, True), ran.out


@pytest.mark.parametrize("kind", PlanKind)
def test_a_plan_of_each_kind_has_no_problem_and_makes_papers(
    kind: PlanKind, tmp_path: Path
) -> None:
    ran = _init(tmp_path, "--kind", kind.value)
    assert ran.code == 0, ran.err
    new = tmp_path / "new"
    ran = planctl("check", "--fail-on", "note", cwd=new)
    assert (ran.code, "no problems" in ran.out) == (0, True), ran.out
    assert planctl("fmt", "--check", cwd=new).code == 0
    pack = planctl("report", "--format", "md", "--out", "-", cwd=new)
    warns = "No board should get this yet: “An example of an action”" in pack.out
    assert (pack.code, warns) == (0, kind is not PlanKind.BLANK)
    areas = len([*new.glob("plan/areas/*/area.yaml")])
    assert areas == len(plan_kinds()[kind]["areas"])
    told = planctl("init", "b", *WORDS, "--kind", kind.value, cwd=tmp_path).out
    first = "planctl add area TITLE" if kind is PlanKind.BLANK else "planctl show 1.1"
    assert f"next: cd b; {first} " in told


def test_with_git_the_plan_has_its_first_commit(tmp_path: Path) -> None:
    words = ("init", "new", *WORDS, "--git")
    ran = planctl(*words, cwd=tmp_path, env={**UNCONFIGURED, **signed("2024-01-10")})
    assert ran.code == 0, ran.err
    made = Repo(tmp_path / "new")
    assert made.git("log", "--format=%s", "main") == "Begin the plan"
    assert made.git("status", "--porcelain") == ""


def test_in_a_repository_that_is_there_only_the_plan_is_committed(tmp_path: Path) -> None:
    made = repo(tmp_path)
    made.commit("2024-01-01", "Before", {"mine.txt": "mine"})
    (tmp_path / "mine.txt").write_text("more")
    made.git("config", "user.name", "Pat")
    made.git("config", "user.email", "pat@example.org")
    assert planctl("init", *WORDS, "--git", cwd=tmp_path, env=UNCONFIGURED).code == 0
    assert made.git("log", "--format=%s") == "Begin the plan\nBefore"
    assert made.git("status", "--porcelain") == " M mine.txt"


def test_without_a_name_for_git_the_plan_is_made_and_not_committed(tmp_path: Path) -> None:
    env = {**UNCONFIGURED, "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.useConfigOnly"}
    words = ("init", "new", *WORDS, "--git")
    ran = planctl(*words, cwd=tmp_path, env={**env, "GIT_CONFIG_VALUE_0": "true"})
    assert (ran.code, "git does not know who you are" in ran.err) == (2, True)
    assert (tmp_path / "new/plan/plan.yaml").exists()


def test_a_plan_within_planctls_own_copy_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "src/planctl").mkdir(parents=True)
    ran = _init(tmp_path, "--git")
    assert (ran.code, (tmp_path / "new").exists()) == (2, False)
    assert "is within planctl’s own copy" in ran.err
    ran = _init(tmp_path)
    assert (ran.code, "is within planctl’s own copy" in ran.err) == (0, True)
    repo(tmp_path)
    assert "within planctl’s own copy" in planctl("doctor", cwd=tmp_path / "new").out


def test_what_governance_yaml_has_in_comments_holds_without_their_signs(tmp_path: Path) -> None:
    assert _init(tmp_path).code == 0
    file = tmp_path / "new/plan/governance.yaml"
    lines = file.read_text("utf-8").splitlines()
    keys = [re.sub("^# ", "", line) for line in lines if not re.match("# [A-Zy]", line)]
    file.write_text("\n".join(keys), "utf-8")
    assert {"  meets:", "meetings:", "reports:"} <= {*keys}
    ran = planctl("check", "--as-at", "2030-01-02", "--format", "json", cwd=tmp_path / "new")
    found = [each for each in ran.json["problems"] if each["path"].endswith("governance.yaml")]
    assert [each["code"] for each in found if each["code"][0] in "FSR"] == []


def test_what_it_makes_is_in_the_house_form_and_makes_papers(tmp_path: Path) -> None:
    assert _init(tmp_path, "--inspected-by", "Ofsted", "--board", "The Board").code == 0
    assert planctl("fmt", "--check", cwd=tmp_path / "new").code == 0
    assert planctl("report", cwd=tmp_path / "new").code == 0
    assert "editors find the schema of every file" in planctl("doctor", cwd=tmp_path / "new").out
    assert planctl("schema", "--check", cwd=tmp_path / "new").code == 0
    assert "body: Ofsted" in (tmp_path / "new/plan/plan.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("host", "file"),
    [
        (Host.GITHUB, ".github/workflows/plan.yml"),
        (Host.GITLAB, ".gitlab-ci.yml"),
        (Host.AZURE, "azure-pipelines.yml"),
        (Host.NONE, ".editorconfig"),
    ],
)
def test_each_host_gets_its_own_workflow(host: Host, file: str, tmp_path: Path) -> None:
    ran = _init(tmp_path, "--host", host.value)
    assert ran.code == 0
    told = f"in {file}, write at PLANCTL_SOURCE where your copy of planctl is\n"
    assert (told in ran.out) == (host is not Host.NONE)
    assert (tmp_path / "new" / file).is_file()
    workflows = [".github", ".gitlab-ci.yml", "azure-pipelines.yml"]
    assert sum((tmp_path / "new" / each).exists() for each in workflows) == (host is not Host.NONE)


def test_the_workflows_are_those_of_the_docs() -> None:
    docs = (PROJECT / "docs/ci.md").read_text("utf-8")
    for name in ("github.yml", "gitlab.yml", "azure.yml", "pre-commit.yaml"):
        text = (PROJECT / "templates/init" / name).read_text("utf-8")
        assert f"```yaml\n{text}```\n" in docs
        assert yaml.safe_load(text)


@pytest.mark.parametrize(
    "title", ['A: "plan" #1', "{{ 7*7 }} @TODAY@", "- no", "Cynllun Ŵyth", "1.10"]
)
def test_any_title_comes_out_as_it_was_said(title: str, tmp_path: Path) -> None:
    assert planctl("init", "--title", title, "--organisation", "x: y", cwd=tmp_path).code == 0
    plan = planctl("export", cwd=tmp_path).json["plan"]
    assert (plan["title"], plan["organisation"]) == (title, "x: y")


def test_git_passes_over_what_is_made_of_the_plan(tmp_path: Path) -> None:
    assert _init(tmp_path).code == 0
    made = repo(tmp_path / "new")
    made.commit("2024-02-01", "The plan")
    for words in (
        *(
            ("report",),
            ("chase", "--format", "eml"),
            ("sheet",),
            ("export", "-o", "board.ics", "--format", "ics"),
        ),
        *(("export", "--format", form) for form in ("xlsx", "csv", "sqlite", "parquet")),
    ):
        assert planctl(*words, cwd=made.root).code == 0
    assert made.git("status", "--porcelain") == ""


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new/README.md").write_text("mine")
    ran = _init(tmp_path)
    assert "there already, and left as they are: README.md\n" in ran.out
    assert (tmp_path / "new/README.md").read_text() == "mine"


def test_a_plan_that_is_there_is_not_begun_again(tmp_path: Path) -> None:
    assert _init(tmp_path).code == 0
    ran = _init(tmp_path)
    assert (ran.code, "there is a plan in new already" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "the title of the plan was not said"),
        (("--title", "x"), "say it with --organisation"),
        (("--title", "x\x1b", "--organisation", "y"), "cannot hold a control character"),
    ],
)
def test_what_is_not_said_or_cannot_be_is_refused_and_nothing_is_made(
    words: tuple[str, ...], why: str, tmp_path: Path
) -> None:
    ran = planctl("init", *words, cwd=tmp_path)
    assert (ran.code, why in ran.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_file_behind(tmp_path: Path) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with trouble_at(62, full):
        ran = _init(tmp_path)
    assert ran.code == 2
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_at_a_terminal_it_asks_seven_questions(tmp_path: Path) -> None:
    typed = [
        ("What kind of plan is it [example]", "school\n"),
        ("What is the plan called", "Our plan\n"),
        ("Whose plan is it", "A council\n"),
        ("Who inspected", "\n"),
        ("What is the board called [Governing Body]", "\n"),
        ("Where will it be kept [none]", "gitlab\n"),
        ("Make the git repository and the first commit [no]", "\n"),
    ]
    seen = at_terminal("init", cwd=tmp_path, typed=typed)
    assert seen.code == 0, seen.screen
    assert (tmp_path / ".gitlab-ci.yml").is_file()
    assert "Governing Body" in (tmp_path / "plan/governance.yaml").read_text("utf-8")
    assert "next: planctl show 1.1 shows the example" in seen.screen


def _driver(root: Path) -> Ran:
    words = ("init", str(root), *WORDS, "--merge-driver")
    return planctl(*words, env={**UNCONFIGURED})


@pytest.mark.parametrize("before", [None, b"* text=auto", b"*.png binary\n"])
def test_the_merge_driver_is_set_up_for_a_plan_that_is_there(
    tmp_path: Path, before: bytes | None
) -> None:
    made = planned(tmp_path)
    if before is not None:
        (made.root / ".gitattributes").write_bytes(before)
    assert _driver(made.root).code == 0
    assert _driver(made.root).out == "git merges plan files by what they mean, in this clone\n"
    text = (made.root / ".gitattributes").read_bytes()
    assert text.startswith(before or b"")
    assert text.endswith(b"plan/**/*.yaml merge=planctl\n")
    assert text.count(b"merge=planctl") == 1
    told = planctl("doctor", cwd=made.root, env={**UNCONFIGURED}).out
    assert "ok:    two people's changes are merged by meaning" in told


def test_what_cannot_be_added_to_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    made = planned(tmp_path)
    (made.root / ".gitattributes").mkdir()
    ran = _driver(made.root)
    assert ran.code == 2
    assert ran.err == (
        f"planctl: {made.root / '.gitattributes'} could not be read: it is a folder\n"
        "  hint: put right what is there, and give the command again\n"
    )


def test_a_new_plan_gets_its_merge_driver_at_once(tmp_path: Path) -> None:
    made = repo(tmp_path)
    assert "in this clone" in _driver(made.root).out
    driver = made.git("config", "--local", "merge.planctl.driver")
    assert driver == "planctl merge-driver %O %A %B %P %L"


def test_without_a_repository_there_is_no_merge_driver(tmp_path: Path) -> None:
    ran = _driver(tmp_path / "new")
    assert ran.code == 2
    assert ran.err == (
        "planctl: the merge driver was not set up: the plan is not in a git repository\n"
        "  hint: git init makes one\n"
    )


def test_ctrl_c_at_a_question_leaves_no_folder(tmp_path: Path) -> None:
    typed = [("kind of plan", "\n"), ("the plan called", "\n"), ("the plan called", "Ours\n")]
    typed += [("Whose plan", "\x03")]
    seen = at_terminal("init", "new", cwd=tmp_path, typed=typed)
    assert seen.code == 130
    assert "\nplanctl: nothing was written\nplanctl: stopped\n" in seen.screen
    assert list(tmp_path.iterdir()) == []


def test_names_are_taken_without_foreign_quotation_marks(tmp_path: Path) -> None:
    words = ("--title", "“Ours”", "--organisation", "“A council”", "--board", "‘The Board’")
    assert planctl("init", "a", *words, cwd=tmp_path).code == 0
    plan = planctl("export", "--plan", tmp_path / "a/plan").json
    assert (plan["plan"]["title"], plan["plan"]["organisation"]) == ("“Ours”", "A council")
    assert plan["governance"]["board"]["name"] == "The Board"
    ran = planctl("init", "b", "--title", "A", "--organisation", "“”", cwd=tmp_path)
    assert ran.err.startswith("planctl: the organisation of the plan was not said\n")
