"""Plans for tests: small ones from text, and our own."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Final

from planctl.load.content import parse_yaml
from planctl.load.loaded import LoadedPlan
from planctl.load.plan_reader import load_plan
from planctl.load.source import read_folder
from planctl.model.action import Action

AS_AT: Final = date(2024, 3, 13)
PROJECT: Final = Path(__file__).parents[2]
OUR_PLAN: Final = PROJECT / "plan"
PATIENCE: Final = 600.0  # seconds until a program that does not end is given up, on a busy machine

SMALL: Final[Mapping[str, str]] = {
    "plan.yaml": """\
        title: A small plan
        organisation: A council
        findings:
          - id: core-groups
            title: Core groups
        """,
    "governance.yaml": """\
        meetings:
          - on: 14 February 2024
          - on: March 2024
        reports:
          - id: qa-report
            title: Quality assurance report
        projects:
          - id: new-system
            title: New system
        """,
    "roles.yaml": "SM QA: Service manager, quality assurance\nAD: Assistant director\n",
    "areas/1-practice/area.yaml": "ref: 1\ntitle: Practice\n",
}
ACTION_PATH: Final = "areas/1-practice/1.1-first.yaml"


def put(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files of a plan into a folder; texts are dedented, bytes are as they are."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else dedent(text).encode("utf-8"))
    return root


def small_plan(root: Path, action: str | bytes = "", **more: str | bytes) -> Path:
    """A sound small plan in a folder, with one action of this text.

    Further files are named by their path with / as __ and without the ending:
    areas__1-practice__1.2-second cannot be a keyword, so pass them with **{...}.
    """
    files = {path.replace("__", "/") + ".yaml": text for path, text in more.items()}
    own = {ACTION_PATH: action} if action else {}
    return put(root, {**SMALL, **own, **files})


def loaded(root: Path) -> LoadedPlan:
    """The plan in a folder, its folder called plan."""
    return load_plan(read_folder(root, "plan"))


def action(text: str = "") -> Action:
    """An action with the keys of this YAML; it has a ref and a title without being told."""
    return Action.model_validate(
        {"ref": "1.1", "title": "First", **(parse_yaml(dedent(text)) or {})}
    )


def spots(found: LoadedPlan) -> list[str]:
    """The problems of reading in short, one text each: path:line:column CODE."""
    return [
        f"{problem.place.path.removeprefix('plan/')}:{problem.place.line}:{problem.place.column}"
        f" {problem.rule.code}"
        for problem in found.problems
    ]
