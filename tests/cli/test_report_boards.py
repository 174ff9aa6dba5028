"""planctl report tells what each board saw of the plan, as far as git knows."""

from pathlib import Path

import pytest

from kept import kept, plain, report

pytestmark = pytest.mark.slow

HEAD = "| Board | Actions | Complete | As known now | Overdue |"


def test_a_pack_made_after_its_papers_were_due_says_what_the_next_one_compares_with(
    tmp_path: Path,
) -> None:
    made = kept(tmp_path)
    words = "6 March 2024; the next pack compares with the plan as it was then, not with this paper"
    late, in_time = (report(made, as_at=day) for day in ("2024-03-07", "2024-03-06"))
    assert f"| Papers were due | {words} |" in plain(late)
    assert f"the papers were due {words}" in late.err
    assert ("papers were due" in in_time.err, "Papers were due" in in_time.out) == (False, False)


def test_the_pack_tells_what_each_board_saw(tmp_path: Path) -> None:
    said = plain(report(kept(tmp_path / "repo")))
    assert HEAD in said
    assert "| 14 February 2024 | 1 | 0 | the same |" in said
    assert "The plan has 1 action more than at the board of 14 February 2024." in said
