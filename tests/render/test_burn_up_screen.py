"""The delivery over time on the terminal: bars of signs that every terminal has."""

from pathlib import Path
from typing import Final

import pytest
from rich.console import Console

from deliveries import OLD, burnt, done, due
from make import AS_AT, small_plan
from planctl.render.screen.measure import delivery_bars
from running import planctl

OPEN: Final = due("30 Apr 2024", OLD)


def _drawn(*actions: str) -> list[str]:
    part = delivery_bars(burnt(*actions))
    assert part is not None
    console = Console(width=78, color_system=None)
    with console.capture() as drawn:
        console.print(part)
    return [line.rstrip() for line in drawn.get().splitlines()]


def test_each_count_is_a_bar_of_what_is_so_by_now_and_by_the_last_date() -> None:
    lines = _drawn(done("2024-02-01", due("31 Jan 2024")), OPEN)
    assert lines[:5] == [
        f"Promised at first  {'#' * 17}{'-' * 17}  1, then 2",
        f"Due now            {'#' * 17}{'-' * 17}  1, then 2",
        f"Delivered          {'#' * 17}{'.' * 17}  1",
        "# by now; - by 30 April 2024 (delivered: forecast); . the rest of 2",
        "Promised at first (as the files have it now).",
    ]
    assert lines[5].startswith("The plan would not be finished in time. At the pace")


def test_without_a_forecast_none_is_named() -> None:
    lines = _drawn(due("30 Apr 2024"))
    assert lines[3] == "# by now; - by 30 April 2024; . the rest of 1"


def test_of_a_plan_that_is_over_no_day_to_come_is_named() -> None:
    lines = _drawn(done("2024-02-01"))
    assert lines[2:4] == [f"Delivered          {'#' * 34}  1", "# by now; . the rest of 1"]


@pytest.mark.parametrize(("many", "bar"), [(1, "#" + "." * 33), (999, "#" * 33 + ".")])
def test_a_bar_is_never_empty_or_full_by_rounding(many: int, bar: str) -> None:
    lines = _drawn(*[done("2022-02-01")] * many, *[OLD] * (1000 - many))
    assert lines[2] == f"Delivered          {bar}  {many}"


def test_every_sign_is_plain_ascii() -> None:
    assert all(line.isascii() for line in _drawn(done("2024-02-01"), OPEN))


def test_a_plan_without_actions_to_deliver_has_no_bars() -> None:
    assert delivery_bars(burnt()) is None
    assert (
        delivery_bars(burnt("withdrawals: [{reason: R., agreed: 2024-02-14, agreed_by: DCS}]"))
        is None
    )


@pytest.mark.parametrize(("more", "is_told"), [((), True), (("--lead", "AD"), False)])
def test_the_status_tells_it_of_the_whole_plan_and_not_of_a_part(
    more: tuple[str, ...], *, is_told: bool, tmp_path: Path
) -> None:
    root = small_plan(tmp_path, "ref: 1.1\ntitle: A\nleads: [AD]\ntimescale: 30 Apr 2024\n")
    words = ("status", "--plan", root, "--as-at", AS_AT, *more)
    assert ("\nDelivery over time\n" in planctl(*words).out) == is_told
    assert (planctl(*words, "--format", "json").json["burn_up"] is not None) == is_told
