"""The workflows of this repository: what GitHub would run is tried here, step by step.

They cannot run here whole: the tests hold them against GitHub's own schema, and run what they say.
"""

import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest
import yaml

from ci_host import BIN, clone_of_ours, run
from make import PATIENCE, PROJECT
from repo import Repo

pytestmark = pytest.mark.slow

FILES: Final = sorted(PROJECT.glob(".github/workflows/*.yml"))
BUILT: Final = {"improvement_plan-0.1.0-py3-none-any.whl", "improvement_plan-0.1.0.tar.gz"}

# What is run from a copy of the source is nothing that coverage could show.
UNCOUNTED: Final = ("env", "-u", "COVERAGE_PROCESS_START", "-u", "COVERAGE_PROCESS_CONFIG")


def _steps(name: str, job: str) -> list[dict[str, Any]]:
    text = (PROJECT / f".github/workflows/{name}.yml").read_text("utf-8")
    steps: list[dict[str, Any]] = yaml.safe_load(text)["jobs"][job]["steps"]
    return steps


def test_github_takes_the_workflows() -> None:
    words = [
        f"{BIN}/check-jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
        *map(str, FILES),
    ]
    done = subprocess.run(  # noqa: S603 - a tool of ours
        words, capture_output=True, check=False, encoding="utf-8", timeout=PATIENCE
    )
    assert done.returncode == 0, done.stdout


def test_they_run_on_three_systems_with_each_python_that_is_promised() -> None:
    text = (PROJECT / ".github/workflows/test.yml").read_text("utf-8")
    matrix = yaml.safe_load(text)["jobs"]["quick"]["strategy"]["matrix"]
    assert {name.partition("-")[0] for name in matrix["os"]} == {"ubuntu", "windows", "macos"}
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == f">={matrix['python'][0]}"
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A clean clone in which the steps of a release ran, but for what needs a network."""
    made = clone_of_ours(tmp_path_factory.mktemp("release") / "planctl")
    for name in ("CHANGELOG.md", "requirements.lock"):
        shutil.copy(PROJECT / name, made.root)
    (made.root / "tests").mkdir()
    shutil.copytree(PROJECT / "tests/support", made.root / "tests/support")
    for step in _steps("release", "release"):
        script = step.get("run", "pip install")
        if "pip install" not in script and "gh release" not in script:
            env = {"TAG": "v0.1.0", "PYTHONPATH": str(made.root / "src")}
            code, told = run(made, [*UNCOUNTED, "bash", "-e", "-c", script], env)
            assert code == 0, told
    return made


def test_a_release_has_wheel_sdist_and_what_they_are_made_of(released: Repo) -> None:
    names = {path.name for path in (released.root / "dist").iterdir()}
    assert names == {*BUILT, "SHA256SUMS", "improvement-plan.cdx.json"}


def test_the_checksums_of_a_release_are_right(released: Repo) -> None:
    code, told = run(released, ["bash", "-c", "cd dist && sha256sum --check SHA256SUMS"])
    assert code == 0
    assert told.count(": OK") == 3


def test_the_sdist_has_the_man_page_and_the_wheel_lays_it_where_man_looks(released: Repo) -> None:
    page = (PROJECT / "man/planctl.1").read_bytes()
    dist = released.root / "dist"
    with tarfile.open(dist / "improvement_plan-0.1.0.tar.gz") as sdist:
        file = sdist.extractfile("improvement_plan-0.1.0/man/planctl.1")
        assert file
        assert file.read() == page
    with ZipFile(dist / "improvement_plan-0.1.0-py3-none-any.whl") as wheel:
        [name] = [name for name in wheel.namelist() if name.endswith("share/man/man1/planctl.1")]
        assert wheel.read(name) == page


def test_what_a_release_is_made_of_is_each_package_of_the_lock(released: Repo) -> None:
    bill = json.loads((released.root / "dist/improvement-plan.cdx.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["purl"] == "pkg:pypi/improvement-plan@0.1.0"
    listed = {each["name"]: each["version"] for each in bill["components"]}
    assert listed == _pins("requirements.lock")


def test_a_tag_that_is_not_the_version_ends_a_release(released: Repo) -> None:
    [step] = [
        step for step in _steps("release", "release") if step.get("name", "").startswith("The")
    ]
    code, _ = run(released, ["bash", "-e", "-c", step["run"]], {"TAG": "v9.9.9"})
    assert code == 1


def _pins(lock: str) -> dict[str, str]:
    """The packages of a lock and their versions."""
    text = (PROJECT / lock).read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)(?:\[.*?\])?==([^\s;]+)", text, re.MULTILINE))


def _project() -> dict[str, Any]:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[><=]", line)[0].lower() for line in requirements}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_index_and_has_a_hash_for_each_package(lock: str) -> None:
    text = (PROJECT / lock).read_text("utf-8")
    assert not re.search(r"://|--index|--find-links|@", text)
    packages = re.split(r"\n(?=\S)", text)
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_who_runs_planctl_gets_no_tool_of_the_tests_and_who_tests_gets_the_same_versions() -> None:
    of_run, of_dev = _pins("requirements.lock"), _pins("requirements-dev.lock")
    groups = _project()["dependency-groups"]
    tools = _names(groups["dev"] + groups["site"])
    assert of_run.items() <= of_dev.items()
    assert tools <= {*of_dev}
    assert tools & {*of_run} == set()


def test_the_lock_has_what_every_extra_needs_and_what_builds_planctl() -> None:
    project = _project()["project"]
    extras = project["optional-dependencies"]
    wanted = [line for name, lines in extras.items() if name != "all" for line in lines]
    build = _project()["dependency-groups"]["build"]
    assert _names(project["dependencies"] + wanted + build) <= {*_pins("requirements.lock")}


def test_the_site_is_built_strictly_and_fetches_nothing(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(tmp_path)]
    done = subprocess.run(  # noqa: S603 - a tool of ours
        words,
        cwd=PROJECT,
        env={"PYTHONPATH": str(PROJECT / "tests/support")},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr
    pages = [path.read_text("utf-8") for path in tmp_path.rglob("*.html")]
    assert len(pages) > 20
    fetched = r"<(?:script|link|img|iframe)[^>]+(?:src|href)=.https?:|@import|url\(.?https?:"
    styles = [path.read_text("utf-8") for path in tmp_path.rglob("*.css")]
    assert [found for text in (*pages, *styles) for found in re.findall(fetched, text)] == []
    assert (tmp_path / "search/search_index.json").is_file()
