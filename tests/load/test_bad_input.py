"""Bad input: a clear problem at its place, and the good files beside it are still loaded."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from make import SMALL, loaded, put, small_plan, spots

GOOD = "ref: 1.1\ntitle: First\n"
BAD = "areas/1-practice/1.2-bad.yaml"
HEAD = b"ref: 1.2\ntitle: Second\n"
BOMB = b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"
CONFLICT = b"ref: 1.2\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> other\n"

Arrange = Callable[[Path], object]


def bad(data: bytes) -> Arrange:
    """Put a file of these bytes beside the good one."""
    return lambda root: put(root, {BAD: data})


def files(of: Mapping[str, str | bytes]) -> Arrange:
    return lambda root: put(root, of)


def link(path: str, target: str) -> Arrange:
    """Put a link into the plan; beside the plan is a folder `outside` with a sound action."""
    return lambda root: (root / path).symlink_to(target)


def sparse(root: Path) -> None:
    with (root / BAD).open("wb") as file:
        file.write(HEAD)
        file.truncate(50_000_000)


BAD_INPUT: dict[str, tuple[Arrange, list[str], list[str]]] = {
    # What is wrong: how to make it, the problems, the actions that are loaded.
    "a tab as indent": (bad(HEAD + b"leads:\n\t- AD\n"), [f"{BAD}:4:1 F011"], ["1.1"]),
    "a tab in a text": (bad(b"ref: 1.2\ntitle: A\tB\n"), [f"{BAD}:2:9 F011"], ["1.1"]),
    "a BOM": (bad(b"\xef\xbb\xbf" + HEAD), [], ["1.1", "1.2"]),
    "a BOM and a fault": (bad(b"\xef\xbb\xbfcolour: x\n" + HEAD), [f"{BAD}:1:1 S102"], ["1.1"]),
    "CRLF": (bad(HEAD.replace(b"\n", b"\r\n")), [], ["1.1", "1.2"]),
    "CRLF and a fault": (
        bad((HEAD + b"leads:\n- AD\n- [TM]\n").replace(b"\n", b"\r\n")),
        [f"{BAD}:5:3 S103"],
        ["1.1"],
    ),
    "CR alone": (bad(HEAD.replace(b"\n", b"\r")), [f"{BAD}:1:9 F011"], ["1.1"]),
    "a NUL byte": (bad(b"ref: 1.2\ntitle: A\x00B\n"), [f"{BAD}:2:9 F011"], ["1.1"]),
    "UTF-16": (bad(HEAD.decode().encode("utf-16")), [f"{BAD}:1:1 F002"], ["1.1"]),
    "latin-1": (bad(b"ref: 1.2\ntitle: Caf\xe9\n"), [f"{BAD}:2:11 F002"], ["1.1"]),
    "quotes of Windows": (bad(b"ref: 1.2\ntitle: \x93A\x94\n"), [f"{BAD}:2:8 F002"], ["1.1"]),
    "smart quotes in a text": (bad("ref: 1.2\ntitle: “A”\n".encode()), [], ["1.1", "1.2"]),
    "smart quotes around a key": (
        bad("ref: 1.2\n“title”: A\n".encode()),
        [f"{BAD}:1:1 S101", f"{BAD}:2:1 S102"],
        ["1.1"],
    ),
    "a non-breaking space in a text": (
        bad(HEAD + "timescale: 29\u00a0Feb\u00a02024\n".encode()),
        [],
        ["1.1", "1.2"],
    ),
    "a non-breaking space after a colon": (
        bad("ref: 1.2\ntitle:\u00a0A\nstatus: paused\n".encode()),
        [f"{BAD}:2:7 F011"],
        ["1.1"],
    ),
    "a non-breaking space after a dash": (
        bad(HEAD + "progress:\n-\u00a0note: A\n".encode()),
        [f"{BAD}:4:2 F011"],
        ["1.1"],
    ),
    "an empty file": (bad(b""), [f"{BAD}:1:1 F012"], ["1.1"]),
    "only blanks": (bad(b" \n\n  \n"), [f"{BAD}:1:1 F012"], ["1.1"]),
    "only a comment": (bad(b"# later\n"), [f"{BAD}:1:1 F012"], ["1.1"]),
    "only null": (bad(b"~\n"), [f"{BAD}:1:1 F012"], ["1.1"]),
    "a list where a mapping belongs": (bad(b"- ref: 1.2\n"), [f"{BAD}:1:1 S103"], ["1.1"]),
    "a word where a mapping belongs": (bad(b"\nsoon\n"), [f"{BAD}:2:1 S103"], ["1.1"]),
    "a duplicate key": (bad(HEAD + b"title: Third\n"), [f"{BAD}:3:1 F005"], ["1.1"]),
    "an anchor": (bad(HEAD + b"leads: &x [AD]\n"), [f"{BAD}:3:8 F007"], ["1.1"]),
    "an alias": (bad(HEAD + b"leads: *x\n"), [f"{BAD}:3:8 F007"], ["1.1"]),
    "an alias bomb": (bad(BOMB), [f"{BAD}:1:4 F007"], ["1.1"]),
    "a tag": (bad(b"ref: 1.2\ntitle: !!python/name:os.system\n"), [f"{BAD}:2:8 F008"], ["1.1"]),
    "two documents": (bad(HEAD + b"---\n" + HEAD), [f"{BAD}:3:1 F009"], ["1.1"]),
    "10,000 open brackets": (bad(b"[" * 10_000), [f"{BAD}:1:33 F010"], ["1.1"]),
    "100,000 open brackets": (bad(b"a: " + b"[" * 100_000), [f"{BAD}:1:35 F010"], ["1.1"]),
    "100,000 open braces": (bad(b"{a: " * 100_000), [f"{BAD}:1:129 F010"], ["1.1"]),
    "100,000 dashes": (bad(b"- " * 100_000), [f"{BAD}:1:65 F010"], ["1.1"]),
    "50 MB": (sparse, [f"{BAD}:1:1 F003"], ["1.1"]),
    "marks of a merge": (bad(CONFLICT), [f"{BAD}:2:1 F006"], ["1.1"]),
    "a vanished file": (link(BAD, "gone.yaml"), [f"{BAD}:1:1 F001"], ["1.1"]),
    "a pipe": (lambda root: os.mkfifo(root / BAD), [f"{BAD}:1:1 F001"], ["1.1"]),
    "an empty folder named as a file": (lambda root: (root / BAD).mkdir(), [], ["1.1"]),
    "an action in a folder named as a file": (
        files({f"{BAD}/1.3-third.yaml": HEAD}),
        [f"{BAD}/1.3-third.yaml:1:1 F016"],
        ["1.1"],
    ),
    "a link to a file out of the plan": (
        link(BAD, "../../../outside/1.2-second.yaml"),
        [f"{BAD}:1:1 F013"],
        ["1.1"],
    ),
    "a link to a folder out of the plan": (
        link("areas/2-out", "../../outside"),
        ["areas/2-out:1:1 F013"],
        ["1.1"],
    ),
    "a link to a device": (link(BAD, "/dev/zero"), [f"{BAD}:1:1 F013"], ["1.1"]),
    "a link to a folder of the plan": (
        link("areas/2-again", "1-practice"),
        ["areas/2-again:1:1 F013"],
        ["1.1"],
    ),
    "a link to the plan itself": (
        link("areas/2-again", "../.."),
        ["areas/2-again:1:1 F013"],
        ["1.1"],
    ),
    "a link to itself": (link(BAD, "1.2-bad.yaml"), [f"{BAD}:1:1 F001"], ["1.1"]),
    "a link of a folder to itself": (link("areas/2-loop", "2-loop"), [], ["1.1"]),
    "files that differ in case": (
        files(
            {
                "areas/1-practice/1.2-Bad.yaml": HEAD,
                BAD: b"ref: 1.2\ntitle: Small\n",
            }
        ),
        [f"{BAD}:1:1 F015"],
        ["1.1", "1.2", "1.2"],
    ),
    "folders that differ in case": (
        files({"areas/1-Practice/area.yaml": "ref: 1\ntitle: Practice\n"}),
        ["areas/1-practice/area.yaml:1:1 F015"],
        ["1.1"],
    ),
    "an ending in capitals": (
        files({"areas/1-practice/1.2-bad.YAML": HEAD}),
        ["areas/1-practice/1.2-bad.YAML:1:1 F016"],
        ["1.1"],
    ),
    "the ending .yml": (
        files({"areas/1-practice/1.2-bad.yml": HEAD}),
        ["areas/1-practice/1.2-bad.yml:1:1 F016"],
        ["1.1"],
    ),
    "a name that is not UTF-8": (
        files({os.fsdecode(b"areas/1-practice/1.2-\xff.yaml"): HEAD}),
        ["areas/1-practice/1.2-\\xff.yaml:1:1 F017"],
        ["1.1"],
    ),
    "an unsound plan.yaml": (files({"plan.yaml": "[" * 40}), ["plan.yaml:1:33 F010"], ["1.1"]),
    "an unsound area.yaml": (
        files({"areas/1-practice/area.yaml": "ref: [1"}),
        ["areas/1-practice/area.yaml:1:6 F004"],
        ["1.1"],
    ),
}


@pytest.mark.parametrize(("arrange", "expected", "refs"), BAD_INPUT.values(), ids=[*BAD_INPUT])
def test_bad_input_is_named_at_its_place_and_hides_no_good_file(
    tmp_path: Path, arrange: Arrange, expected: list[str], refs: list[str]
) -> None:
    put(tmp_path, {"outside/1.2-second.yaml": HEAD, "outside/area.yaml": "ref: 2\ntitle: Out\n"})
    root = small_plan(tmp_path / "plan", GOOD)
    arrange(root)
    found = loaded(root)
    assert spots(found) == expected
    assert [action.ref for _, action in found.plan.actions] == refs
    assert found.plan.roles.keys() == {"SM QA", "AD"}


@pytest.mark.parametrize("arrange", [each[0] for each in BAD_INPUT.values()], ids=[*BAD_INPUT])
def test_every_problem_of_bad_input_has_words_and_a_remedy_on_one_line_each(
    tmp_path: Path, arrange: Arrange
) -> None:
    root = small_plan(tmp_path / "plan", GOOD)
    arrange(root)
    problems = loaded(root).problems
    assert all(problem.message and problem.hint for problem in problems)
    assert not any("\n" in problem.message + problem.hint for problem in problems)


def test_a_plan_with_no_actions_is_sound_and_empty(tmp_path: Path) -> None:
    found = loaded(small_plan(tmp_path))
    assert found.problems == ()
    assert list(found.plan.actions) == []


def test_an_empty_folder_is_a_plan_that_lacks_its_front_matter(tmp_path: Path) -> None:
    found = loaded(tmp_path)
    assert spots(found) == ["plan.yaml:1:1 F014"]
    assert list(found.plan.actions) == []


def test_every_bad_file_of_many_is_named(tmp_path: Path) -> None:
    unsound = dict.fromkeys(SMALL, b"a: [b")
    found = loaded(put(small_plan(tmp_path, GOOD), unsound))
    assert spots(found) == [
        "governance.yaml:1:4 F004",
        "plan.yaml:1:4 F004",
        "roles.yaml:1:4 F004",
        "areas/1-practice/area.yaml:1:4 F004",
    ]
    assert [action.ref for _, action in found.plan.actions] == ["1.1"]


def test_reading_leaves_the_plan_as_it_was(tmp_path: Path) -> None:
    root = small_plan(tmp_path, GOOD)
    before = {
        path: (path.stat().st_mtime_ns, path.is_dir() or path.read_bytes())
        for path in root.rglob("*")
    }
    loaded(root)
    after = {
        path: (path.stat().st_mtime_ns, path.is_dir() or path.read_bytes())
        for path in root.rglob("*")
    }
    assert after == before
