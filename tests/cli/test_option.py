"""Flags that commands share."""

from pathlib import Path

import pytest

from make import small_plan
from running import planctl


@pytest.mark.parametrize(
    "command", [("chase", "--format", "eml"), ("sheet", "--all"), ("schema",)], ids=str
)
def test_a_dash_is_no_place_for_several_files(command: tuple[str, ...], tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", 'ref: "1.1"\ntitle: First\nleads: [AD]\n')
    ran = planctl(*command, "--out", "-", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "planctl: - is no place for several files",
        "  hint: name a folder with --out",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]
