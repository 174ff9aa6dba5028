"""Flags that commands share."""

from inspect import signature
from pathlib import Path

import pytest

from make import small_plan
from planctl.cli.option import PlanAsAt, PlanChange, PlanFolder, with_plan_flags
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


@pytest.mark.parametrize(
    ("kind", "flags"),
    [
        (PlanFolder, ["plan"]),
        (PlanAsAt, ["plan", "as_at"]),
        (PlanChange, ["dry_run", "plan", "as_at"]),
    ],
)
def test_a_command_has_the_flags_of_its_plan_where_it_takes_the_plan(
    kind: type[PlanFolder], flags: list[str]
) -> None:
    def command(*, first: str, plan: PlanFolder, last: str) -> None:
        assert (first, type(plan), last) == ("a", kind, "b")

    command.__annotations__["plan"] = kind
    made = with_plan_flags(command)
    assert [*signature(made).parameters] == ["first", *flags, "last"]
    made(first="a", last="b", **dict.fromkeys(flags))


def test_a_plan_is_looked_for_when_it_is_asked_for_and_once(tmp_path: Path) -> None:
    plan = PlanAsAt(plan=tmp_path)
    small_plan(tmp_path, 'ref: "1.1"\ntitle: First\n')
    assert plan.review.plan is plan.now.loaded.plan
