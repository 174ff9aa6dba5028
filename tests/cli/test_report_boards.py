"""planctl report tells what each board saw of the plan, as far as git knows."""

from pathlib import Path

import pytest

from kept import kept, plain, report

pytestmark = pytest.mark.slow

HEAD = "| Board | Actions | Complete | As known now | Overdue |"


def test_the_pack_tells_what_each_board_saw(tmp_path: Path) -> None:
    said = plain(report(kept(tmp_path / "repo")))
    assert HEAD in said
    assert "| 14 February 2024 | 1 | 0 | the same |" in said
    assert "The plan has 1 action more than at the board of 14 February 2024." in said
