"""The Action of GitHub: its steps are run here as GitHub would, from action.yml itself."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import yaml

from ci_host import BIN, OFFLINE, clone_of_ours, plan_repo, run
from make import PROJECT
from repo import Repo

pytestmark = pytest.mark.slow

FILE: Final = PROJECT / "action.yml"
ACTION: Final[dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))
STEPS: Final = ACTION["runs"]["steps"]
INSTALL, CHECK, SUMMARY = STEPS
RUN: Final = '"$GITHUB_ACTION_PATH/.github/action/run" '


class Host(NamedTuple):
    """A plan's repository at a host, and where the host keeps things."""

    made: Repo
    base: str

    def do(self, step: Mapping[str, Any], **given: str) -> tuple[int, str]:
        """Run a step of the Action with these inputs, and the rest as action.yml says."""
        inputs = {name: str(each["default"]) for name, each in ACTION["inputs"].items()}
        inputs |= {name.replace("_", "-"): value for name, value in given.items()}
        env = {name: self._filled(text, inputs) for name, text in step.get("env", {}).items()}
        return run(self.made, ["bash", "-e", "-o", "pipefail", "-c", step["run"]], self.env | env)

    @property
    def env(self) -> dict[str, str]:
        """What the host says of itself."""
        place = self.made.root.parent
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(PROJECT),
            "GITHUB_WORKSPACE": str(self.made.root),
            "GITHUB_STEP_SUMMARY": str(place / "summary.md"),
            "GITHUB_PATH": str(place / "path"),
            "RUNNER_TEMP": str(place / "temp"),
        }

    def _filled(self, text: str, inputs: Mapping[str, str]) -> str:
        """A text with each of the host's expressions in its place filled in."""
        known = {f"inputs.{name}": value for name, value in inputs.items()}
        known["github.event.pull_request.base.sha"] = self.base
        for _ in range(2):  # an input's own default may be an expression
            text = re.sub(r"\$\{\{ (\S+) \}\}", lambda found: known[found[1]], text)
        return text


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """The run of a pull request that changed nothing."""
    made = plan_repo(tmp_path / "made")
    return Host(made, made.id())


def test_the_action_fits_the_form_of_its_host() -> None:
    words = [f"{BIN}/check-jsonschema", "--builtin-schema", "vendor.github-actions", str(FILE)]
    done = subprocess.run(words, capture_output=True, check=False, encoding="utf-8")  # noqa: S603
    assert done.returncode == 0, done.stdout


def test_every_step_calls_the_one_script_and_pastes_nothing_into_it() -> None:
    assert [step["run"] for step in STEPS] == [
        RUN + word for word in ("install", "check", "summary")
    ]
    assert not any("uses" in step for step in STEPS)


def test_every_input_is_read_and_every_one_that_is_read_is_an_input() -> None:
    script = (PROJECT / ".github/action/run").read_text("utf-8")
    handed = {name for step in STEPS for name in step.get("env", {})}
    assert set(re.findall(r"INPUT_[A-Z_]+", script)) == handed
    used = re.findall(r"inputs\.([a-z-]+)", json.dumps(STEPS))
    assert set(used) == set(ACTION["inputs"])


def test_a_change_that_touched_nothing_passes_though_actions_are_overdue(host: Host) -> None:
    code, told = host.do(CHECK)
    assert code == 0, told


def test_a_run_that_is_of_no_pull_request_fails_for_what_is_overdue(host: Host) -> None:
    code, told = host.do(CHECK, since="")
    assert code == 1
    assert re.search(r"^::error file=plan/areas/.*,title=T301", told, re.MULTILINE)


def test_a_change_that_breaks_an_action_fails_with_an_annotation_at_its_line(host: Host) -> None:
    file = next(host.made.root.rglob("1.1-*.yaml"))
    file.write_text(file.read_text("utf-8") + "colour: red\n", "utf-8")
    host.made.commit("2024-02-02", "A colour")
    code, told = host.do(CHECK)
    assert code == 1
    line = len(file.read_text("utf-8").splitlines())
    assert re.search(rf"^::error file=\S*1\.1-\S*,line={line},.*S102", told, re.MULTILINE)


def test_the_day_the_weight_and_further_forms_are_heard(host: Host) -> None:
    forms = "\n  sarif=out files.sarif  \n\njunit=out.xml\r\n"
    code, told = host.do(CHECK, as_at="2023-12-01", fail_on="note", since="", formats=forms)
    assert code == 1
    assert "::notice " in told
    assert "T301" not in told
    assert json.loads((host.made.root / "out files.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (host.made.root / "out.xml").is_file()


def test_the_list_of_known_problems_is_heard(host: Host) -> None:
    day = "2024-03-13"
    run(host.made, ["planctl", "baseline", "known.json", "--as-at", day])
    code, told = host.do(CHECK, since="", as_at=day, baseline="known.json")
    assert code == 0, told


def test_the_plan_folder_is_heard_and_is_no_piece_of_script(host: Host) -> None:
    (host.made.root / "plan").rename(host.made.root / "$(touch pwned) plan")
    code, told = host.do(CHECK, plan="$(touch pwned) plan", since="", as_at="2023-11-01")
    assert code in {0, 1}, told
    code, told = host.do(CHECK, plan="; touch pwned", since="")
    assert code == 2
    assert "there is no plan in ; touch pwned" in told
    assert not (host.made.root / "pwned").exists()


def test_the_summary_goes_where_the_host_shows_it(host: Host) -> None:
    code, told = host.do(SUMMARY)
    assert code == 0, told
    text = (host.made.root.parent / "summary.md").read_text("utf-8")
    assert text.startswith("# Post-Ofsted improvement action plan\n")


def test_the_summary_is_made_though_the_check_failed() -> None:
    assert SUMMARY["if"] == "${{ !cancelled() && inputs.summary == 'true' }}"
    assert "if" not in CHECK


def test_a_clone_without_history_is_told_to_fetch_it(host: Host, tmp_path: Path) -> None:
    host.made.commit("2024-02-02", "A change")
    host.made.git("clone", "--quiet", "--depth=1", host.made.root.as_uri(), str(tmp_path / "cut"))
    code, told = Host(Repo(tmp_path / "cut"), host.base).do(CHECK)
    assert code == 2
    assert "fetch-depth: 0" in told


def test_a_planctl_that_is_there_is_the_one_that_is_used(host: Host) -> None:
    code, told = host.do(INSTALL)
    assert (code, told) == (0, "")
    assert not (host.made.root.parent / "path").exists()


def test_without_one_planctl_is_installed_from_the_action_and_put_on_the_path(
    host: Host, tmp_path: Path
) -> None:
    clone = clone_of_ours(tmp_path / "planctl")
    env = {"GITHUB_ACTION_PATH": str(clone.root), "PYTHON": sys.executable}
    words = ["bash", str(clone.root / ".github/action/run"), "install"]
    code, told = run(host.made, words, {**host.env, **OFFLINE, **env}, places=())
    assert code == 0, told
    place = (tmp_path / "path").read_text("utf-8").strip()
    program = shutil.which("planctl", path=place)
    assert program is not None
    env = {"PYTHONPATH": OFFLINE["PYTHONPATH"]}
    code, told = run(host.made, [program, "check", "--as-at", "2023-11-01"], env)
    assert code == 0, told


def test_an_installation_that_failed_ends_the_run(host: Host) -> None:
    words = ["bash", str(PROJECT / ".github/action/run"), "install"]
    code, _ = run(host.made, words, {**host.env, "PYTHON": "false"}, places=())
    assert code == 1
    assert not (host.made.root.parent / "path").exists()


def test_a_step_without_a_name_says_which_there_are(host: Host) -> None:
    code, told = run(host.made, ["bash", str(PROJECT / ".github/action/run")])
    assert (code, told) == (2, "run: name a step: install, check or summary\n")
