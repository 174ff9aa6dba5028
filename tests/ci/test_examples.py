"""The examples of docs/ci.md are what each host takes, and their lines run."""

import re
from pathlib import Path
from typing import Any, Final

import check_jsonschema  # type: ignore[import-untyped] # it has no stubs
import pytest
import yaml
from click.testing import CliRunner

from ci_host import OFFLINE, clone_of_ours, plan_repo, run
from make import PROJECT
from repo import Repo

pytestmark = pytest.mark.slow

DOCS: Final = (PROJECT / "docs/ci.md").read_text("utf-8")
# The first example under each heading is a whole file.
BLOCKS: Final = [
    example[1]
    for part in DOCS.split("\n## ")
    if (example := re.search(r"^```yaml\n(.*?)^```$", part, re.MULTILINE | re.DOTALL))
]
# The last part has one for each host.
PAGES: Final = re.findall(
    r"^```yaml\n(.*?)^```$", DOCS.split("\n## The dashboard")[1], re.MULTILINE | re.DOTALL
)
KINDS: Final = ("vendor.github-workflows", "vendor.gitlab-ci", "vendor.azure-pipelines")


@pytest.fixture
def made(tmp_path: Path) -> Repo:
    return plan_repo(tmp_path / "made")


@pytest.mark.parametrize(
    ("kind", "block"), [*zip(KINDS, BLOCKS, strict=False), *zip(KINDS, PAGES, strict=True)]
)
def test_each_example_fits_the_form_of_its_host(kind: str, block: str, tmp_path: Path) -> None:
    file = tmp_path / "example.yml"
    file.write_text(block, "utf-8")
    words = ["--regex-variant", "nonunicode", "--builtin-schema", kind, str(file)]
    done = CliRunner().invoke(check_jsonschema.main, words)
    assert done.exit_code == 0, done.output


def _scripts(value: Any) -> list[str]:  # noqa: ANN401 - YAML holds anything
    """Every line or block that a host would run."""
    if isinstance(value, dict):
        own = [value[key] for key in ("run", "script") if isinstance(value.get(key), str)]
        if isinstance(value.get("script"), list):
            own += value["script"]
        return [*own, *(line for each in value.values() for line in _scripts(each))]
    if isinstance(value, list):
        return [line for each in value for line in _scripts(each)]
    return []


SCRIPTS: Final = [
    line for block in (*BLOCKS[:-1], *PAGES) for line in _scripts(yaml.safe_load(block))
]
LINES: Final = [line for line in SCRIPTS if "pip install" not in line]
INSTALLS: Final = [line for line in SCRIPTS if "pip install" in line]


@pytest.mark.parametrize("shell", ["bash", "sh"])
@pytest.mark.parametrize("line", INSTALLS)
def test_a_host_installs_nothing_until_it_is_told_where_our_copy_is(
    line: str, shell: str, made: Repo
) -> None:
    code, told = run(made, [shell, "-e", "-c", f"python() {{ echo ran; }}; {line}"])
    assert code != 0
    assert "PLANCTL_SOURCE: name in this file where your copy of planctl is" in told
    assert "ran" not in told


@pytest.mark.parametrize("line", INSTALLS)
def test_a_host_installs_from_our_copy_and_from_no_name_of_a_registry(
    line: str, made: Repo
) -> None:
    source = "git+https://git.example.org/ours/planctl@0123abc"
    script = f'python() {{ printf "<%s>" "$@"; }}; {line}'
    _, told = run(made, ["bash", "-e", "-c", script], {"PLANCTL_SOURCE": source})
    assert told == f"<-m><pip><install><{source}>"


def test_each_example_leaves_the_place_of_our_copy_to_be_filled_in() -> None:
    assert len(INSTALLS) == 6
    assert all('PLANCTL_SOURCE: ""\n' in block for block in (*BLOCKS[:3], *PAGES))


@pytest.mark.parametrize("line", LINES)
def test_each_line_that_a_host_runs_is_one_that_planctl_understands(line: str, made: Repo) -> None:
    head = made.id()
    given = {
        "BASE": head,
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": head,
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "GITHUB_STEP_SUMMARY": str(made.root / "summary.md"),
    }
    code, told = run(made, ["bash", "-e", "-c", line], given)
    scheduled = line.startswith("planctl check") and "--since" not in line
    assert code == (1 if scheduled else 0), told


def test_the_summary_is_written_where_github_shows_it(made: Repo) -> None:
    [line] = [line for line in LINES if "github-summary" in line]
    run(made, ["bash", "-c", line], {"GITHUB_STEP_SUMMARY": str(made.root / "summary.md")})
    text = (made.root / "summary.md").read_text("utf-8")
    assert text.startswith("# Post-Ofsted improvement action plan\n")
    assert "## Overdue" in text


def test_the_scheduled_run_of_gitlab_fails_and_writes_its_report(made: Repo) -> None:
    [block] = [line for line in LINES if "quality.json" in line]
    code, _ = run(made, ["bash", "-e", "-c", block], {"CI_PIPELINE_SOURCE": "schedule"})
    assert code == 1
    assert (made.root / "quality.json").is_file()


def test_pre_commit_runs_the_example_and_finds_what_is_wrong(made: Repo) -> None:
    (made.root / ".pre-commit-config.yaml").write_text(BLOCKS[3], "utf-8")
    made.commit("2024-02-02", "Hooks")
    code, told = run(made, ["pre-commit", "run", "--all-files"])
    assert code == 0, told
    file = next((made.root / "plan").rglob("1.1-*.yaml"))
    file.write_text(file.read_text("utf-8") + "colour: red\n", "utf-8")
    code, told = run(made, ["pre-commit", "run", "--all-files"])
    assert code == 1
    assert "S102" in told


def test_pre_commit_runs_the_hooks_of_a_clone_of_this_repository(
    made: Repo, tmp_path: Path
) -> None:
    clone = clone_of_ours(tmp_path / "planctl")
    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    wanted = [{"id": hook["id"]} for hook in hooks]
    config = {"repos": [{"repo": str(clone.root), "rev": clone.id(), "hooks": wanted}]}
    made.commit("2024-02-02", "Hooks", {".pre-commit-config.yaml": yaml.safe_dump(config)})
    code, told = run(made, ["pre-commit", "run", "--all-files", "--verbose"], OFFLINE)
    ends = re.findall(
        r"^- hook id: (\S+)\n(?:- duration: .*\n)?(?:- exit code: (\d))?", told, re.MULTILINE
    )
    assert ends == [("planctl-check", "1"), ("planctl-fmt", ""), ("planctl-schema", "")]
    assert code == 1
    assert "T301" in told
    (made.root / "schema/action.schema.json").write_text("{}", "utf-8")
    code, told = run(made, ["pre-commit", "run", "planctl-schema", "--all-files"], OFFLINE)
    assert (code, "schema/action.schema.json is out of date" in told) == (1, True), told
    assert (made.root / "schema/action.schema.json").read_text("utf-8") == "{}"
