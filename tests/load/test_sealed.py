"""Sealed evidence that was changed or lost is found, whether or not an action still names it."""

from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest

from make import loaded, put, small_plan, spots
from planctl.load.plan_reader import load_plan
from planctl.load.source import read_folder

NAMING: Final = """\
ref: "1.1"
title: First
evidence:
  - title: A
    kind: data
    file: evidence/a.txt
"""
SILENT: Final = 'ref: "1.1"\ntitle: First\n'
SEAL: Final = f"evidence/a.txt: {sha256(b'As it was').hexdigest()}\n"
ACTION: Final = "areas/1-practice/1.1-first.yaml:6:11"


@pytest.mark.parametrize(
    ("action", "file", "expected"),
    [
        (NAMING, "As it was", []),
        (SILENT, "As it was", []),
        (NAMING, "Changed", [f"{ACTION} R225"]),
        (SILENT, "Changed", ["evidence.yaml:1:17 R225"]),
        (NAMING, "", [f"{ACTION} R211", "evidence.yaml:1:17 R226"]),
        (SILENT, "", ["evidence.yaml:1:17 R226"]),
    ],
)
def test_a_sealed_file_is_watched(
    action: str, file: str, expected: list[str], tmp_path: Path
) -> None:
    root = put(small_plan(tmp_path, action), {"evidence.yaml": SEAL})
    put(root, {"evidence/a.txt": file} if file else {})
    assert spots(loaded(root)) == expected


def test_a_sealed_file_that_cannot_be_read_is_as_good_as_lost(tmp_path: Path) -> None:
    root = put(small_plan(tmp_path, NAMING), {"evidence.yaml": SEAL, "evidence/a.txt": "A"})
    source = read_folder(root)._replace(fingerprint=lambda _: "")
    [problem] = load_plan(source).problems
    assert problem.rule.code == "R226"
    assert problem.message == "the sealed file “evidence/a.txt” cannot be read"


@pytest.mark.parametrize("path", [r"evidence\a.txt", "../plan/evidence/a.txt", "C:/a.txt"])
def test_a_path_that_other_computers_do_not_find_says_how_to_write_it(
    path: str, tmp_path: Path
) -> None:
    root = put(
        small_plan(tmp_path / "plan", NAMING.replace("evidence/a.txt", path)),
        {"evidence/a.txt": "A"},
    )
    [problem] = loaded(root).problems
    assert problem.rule.code == "R211"
    assert "is not a path from the plan folder, with forward slashes" in problem.message
    assert problem.hint == "write it like evidence/report.pdf; for a file elsewhere its url"
