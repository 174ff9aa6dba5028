"""The labels of a bar: a part that is too narrow for its own has none."""

import re
from pathlib import Path
from typing import Final

import pytest

from everything import everything
from make import small_plan
from paper import pack_of
from planctl.render.template import PackFormat, print_pack

PAUSED: Final = "pauses: [{until: Jun 2024, reason: R., agreed: 2024-02-14}]\n"


@pytest.mark.parametrize(
    ("late", "all_of_them", "labels"),
    [
        (1, 11, ["R1", "A10"]),
        (1, 13, ["", "A12"]),
        (10, 80, ["R10", "A70"]),
        (10, 99, ["", "A89"]),
    ],
)
def test_a_part_of_a_bar_has_its_label_where_it_fits(
    late: int, all_of_them: int, labels: list[str], tmp_path: Path
) -> None:
    actions = {
        f"areas__1-practice__1.{n}-a": f"ref: 1.{n}\ntitle: A\n"
        + ("timescale: Jan 2024\n" if n < late else f"timescale: May 2024\n{PAUSED}")
        for n in range(all_of_them)
    }
    bar = pack_of(small_plan(tmp_path, **actions)).bars[-1]
    assert [share.label for share in bar.shares] == labels
    assert [share.number for share in bar.shares] == [late, all_of_them - late]


def test_the_page_prints_the_labels_that_fit_and_no_others(tmp_path: Path) -> None:
    full = pack_of(everything(tmp_path))
    every = [share for bar in full.bars for share in bar.shares]
    narrow = {f"{each.letter}{each.number}" for each in every if not each.label}
    html = print_pack(full, PackFormat.HTML)
    shown = set(
        re.findall(r'<text class="(?:done|red|amber|green|blue|grey)"[^>]*>(.*?)</text>', html)
    )
    assert narrow == {"R1"}
    assert shown == {each.label for each in every if each.label}
