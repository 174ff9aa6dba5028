"""What the schemas make an editor offer, explain and underline: the real yaml-language-server."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from editor_server import Server
from everything import EVERYTHING
from make import ACTION_PATH, OUR_PLAN, PROJECT, SMALL, loaded, put
from planctl.load.file_place import file_kind
from planctl.model.plan_files import KINDS

pytestmark = pytest.mark.slow

RULES: Final = PROJECT / "tests/rules"
EXAMPLES: Final = sorted(path for path in RULES.iterdir() if path.name.startswith("S"))
FAULTS: Final = """\
ref: "1.1"
colour: red
status: done
leads: AD
due: tomorrow
milestones:
  - timescale: 31 Feb
    done: yes
  - what: First
    what else: x
evidence:
  - {title: Audit, kind: hearsay}
progress:
  - date: someday
progress_rag: crimson
depends_on: {a: b}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the schemas; a plan beside them is what an editor opens."""
    shutil.copytree(PROJECT / "schema", tmp_path / "schema")
    return tmp_path


def wired(path: str, text: str) -> str:
    """A text with the first line by which an editor finds its schema."""
    up = "../" * (path.count("/") + 1)
    kind = file_kind(path)
    return f"# yaml-language-server: $schema={up}schema/{kind}.schema.json\n{text}"


def lay(desk: Path, files: Mapping[str, str]) -> Path:
    """A plan on disk, each file with its first line."""
    put(desk / "plan", {**SMALL, **files})
    for path in {**SMALL, **files}:
        file = desk / "plan" / path
        file.write_text(wired(path, file.read_text("utf-8")), "utf-8")
    return desk / "plan"


def example(path: Path) -> dict[str, str]:
    """The files of an example of a rule."""
    if path.is_file():
        return {ACTION_PATH: path.read_text("utf-8")}
    files = (file for file in path.rglob("*") if file.suffix == ".yaml")
    return {file.relative_to(path).as_posix(): file.read_text("utf-8") for file in files}


def underlined(server: Server, plan: Path) -> set[tuple[str, int]]:
    """Where an editor shows faults: the files and lines."""
    return {
        (file.relative_to(plan).as_posix(), line)
        for file in sorted(plan.rglob("*.yaml"))
        for line, _ in server.faults(file, file.read_text("utf-8"))
    }


def misfits(plan: Path) -> set[tuple[str, int]]:
    """Where check finds faults of shape."""
    problems = loaded(plan).problems
    return {
        (problem.place.path.removeprefix("plan/"), problem.place.line)
        for problem in problems
        if problem.rule.code.startswith("S")
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_editor_underlines_the_lines_that_check_names(
    path: Path, desk: Path, server: Server
) -> None:
    plan = lay(desk, example(path))
    found = misfits(plan)
    assert found
    assert underlined(server, plan) == found


def test_many_faults_in_one_file_are_underlined_where_check_names_them(
    desk: Path, server: Server
) -> None:
    plan = lay(desk, {ACTION_PATH: FAULTS})
    assert underlined(server, plan) == misfits(plan)


def test_of_a_plan_with_one_of_everything_only_the_unreadable_file_is_underlined(
    desk: Path, server: Server
) -> None:
    plan = lay(desk, dict(EVERYTHING))
    problems = (each for each in loaded(plan).problems if each.rule.code[0] in "FS")
    unread = {each.place.path.removeprefix("plan/") for each in problems}
    assert len(unread) == 1
    assert {file for file, _ in underlined(server, plan)} == unread


def test_nothing_is_underlined_in_our_own_plan(server: Server) -> None:
    assert underlined(server, OUR_PLAN) == set()


def _keys(schema: Mapping[str, Any], node: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The keys of a group of the schema, each as a path; a list is gone into by its entries."""
    if "$ref" in node:
        yield from _keys(schema, schema["$defs"][node["$ref"].rpartition("/")[2]])
        return
    for name, value in node.get("properties", {}).items():
        yield (name,)
        yield from ((name, *rest) for rest in _keys(schema, value))
    for inner in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        yield from _keys(schema, inner)
    if "items" in node:
        yield from (("[]", *rest) for rest in _keys(schema, node["items"]))


def _schema(kind: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads((PROJECT / f"schema/{kind}.schema.json").read_text("utf-8"))


def _written(path: tuple[str, ...]) -> str:
    """A file with this key and nothing else, and no value."""
    text, indent = "", ""
    for name in path:
        if name == "[]":
            text, indent = f"{text}\n{indent}- ", indent + "  "
            continue
        text += f"{name}:" if text.endswith("- ") else f"\n{indent}{name}:"
        indent += "  "
    return f"{text.lstrip()}\n"


PATHS: Final = [
    (kind, path) for kind in KINDS for path in dict.fromkeys(_keys(_schema(kind), _schema(kind)))
]


def test_every_key_of_every_file_is_explained_where_the_mouse_rests(
    desk: Path, server: Server
) -> None:
    silent = []
    for number, (kind, path) in enumerate(PATHS):
        file = desk / "plan" / f"{kind}-{number}.yaml"
        text = f"# yaml-language-server: $schema=../schema/{kind}.schema.json\n{_written(path)}"
        server.show(file, text)
        line = text.splitlines()[-1]
        shown = server.hover(file, len(text.splitlines()), line.index(path[-1]) + 1)
        if len(shown.partition("Source:")[0].split()) < 3:
            silent.append((kind, path))
    assert len(PATHS) > 100
    assert silent == []


def test_the_keys_that_an_action_can_have_are_offered_with_their_explanations(
    desk: Path, server: Server
) -> None:
    file = desk / "plan" / ACTION_PATH
    server.show(file, wired(ACTION_PATH, 'ref: "1.1"\ntitle: First\n\n'))
    offered = server.offered(file, 4, 1)
    keys = set(_schema("action")["properties"])
    assert set(offered) & keys == keys - {"ref", "title"}
    assert all(offered[key] for key in set(offered) & keys)


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("milestones:\n  - ", {"what", "timescale", "leads", "done"}),
        ("progress:\n  - ", {"date", "by", "note"}),
        ("extensions:\n  - ", {"to", "reason"}),
        ("evidence:\n  - ", {"title", "kind", "file", "url"}),
        ("status: ", {"not started", "in progress", "complete", "paused"}),
        ("progress_rag: ", {"blue", "green", "amber", "red", "grey"}),
        ("evidence:\n  - kind: ", {"quality assurance", "data"}),
        ("review: ", {"monthly", "quarterly"}),
    ],
)
def test_what_can_stand_at_the_end_of_a_text_is_offered(
    text: str, some: set[str], desk: Path, server: Server
) -> None:
    file = desk / "plan" / ACTION_PATH
    server.show(file, wired(ACTION_PATH, text))
    lines = text.splitlines()
    assert some <= set(server.offered(file, len(lines) + 1, len(lines[-1]) + 1))
