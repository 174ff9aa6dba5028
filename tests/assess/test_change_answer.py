"""What the board had answered to an extension stays; from 14 February to 13 March 2024."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from planctl.assess.change.change_kind import ChangeKind
from two_states import of_first, words

OPEN: Final = "timescale: 31 Jan 2024\nstatus: in progress\n"
MORE: Final = "{to: 31 Mar 2024, reason: More time"
STILL: Final = "{to: 30 Apr 2024, reason: More time still"
AGREED: Final = ", agreed: 2024-02-14}"
REFUSED: Final = ", refused: 2024-02-14}"


def _list(*extensions: str) -> str:
    return f"{OPEN}extensions: [{', '.join(extensions)}]\n"


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        pytest.param(_list(MORE + AGREED), _list(MORE + AGREED), 0, id="kept"),
        pytest.param(
            _list(MORE + AGREED), _list(MORE + AGREED, STILL + "}"), 0, id="asked for more"
        ),
        pytest.param(
            _list(MORE + AGREED), _list(STILL + "}", MORE + AGREED), 0, id="in another order"
        ),
        pytest.param(
            _list(MORE + AGREED),
            _list(MORE.replace("31 Mar 2024", "2024-03-31") + AGREED),
            0,
            id="in other words",
        ),
        pytest.param(_list(MORE + "}"), _list(MORE + AGREED), 0, id="answered since"),
        pytest.param(_list(MORE + "}"), _list(STILL + "}"), 0, id="a request changed"),
        pytest.param(_list(MORE + AGREED), _list(STILL + AGREED), 1, id="another day"),
        pytest.param(_list(MORE + REFUSED), _list(MORE + AGREED), 1, id="no is yes"),
        pytest.param(_list(MORE + AGREED), _list(MORE + "}"), 1, id="no answer any more"),
        pytest.param(_list(MORE + AGREED), OPEN, 1, id="gone"),
        pytest.param(
            _list(MORE + AGREED, STILL + REFUSED), _list(STILL + AGREED), 2, id="one for another"
        ),
    ],
)
def test_an_answer_that_is_another_now_is_told(
    old: str, new: str, changed: int, tmp_path: Path
) -> None:
    changes = of_first(tmp_path, old, new).changes
    assert sum(change.kind is ChangeKind.ANSWER_CHANGED for change in changes) == changed


def test_a_refusal_that_was_turned_into_an_agreement_gives_no_leave(tmp_path: Path) -> None:
    found = of_first(tmp_path, _list(MORE + REFUSED), _list(MORE + AGREED))
    assert ChangeKind.EXTENSION_AGREED not in {change.kind for change in found.changes}
    [slip] = [said for said in words(found) if said.startswith("date slipped")]
    assert slip.endswith("without the board's agreement: a refusal of the board was changed")


def test_an_action_whose_later_date_passed_too_is_newly_overdue_again(tmp_path: Path) -> None:
    later = _list("{to: 1 Mar 2024, reason: More time, agreed: 2024-02-14}")
    found = of_first(tmp_path, OPEN, later)
    assert ChangeKind.NEWLY_OVERDUE in {change.kind for change in found.changes}


def test_an_overdue_action_whose_later_date_had_passed_before_is_no_news(tmp_path: Path) -> None:
    later = _list("{to: 5 Feb 2024, reason: More time, agreed: 2024-02-14}")
    found = of_first(tmp_path, OPEN, later)
    assert ChangeKind.NEWLY_OVERDUE not in {change.kind for change in found.changes}


def test_a_board_that_refused_a_date_may_agree_it_later(tmp_path: Path) -> None:
    again = "{to: 31 Mar 2024, reason: More time after all, agreed: 2024-03-01}"
    days = (date(2024, 2, 20), date(2024, 3, 13))
    old, new = _list(MORE + REFUSED), _list(MORE + REFUSED, again.replace("03-01", "02-14"))
    changes = of_first(tmp_path, old, new, *days).changes
    assert ChangeKind.EXTENSION_AGREED in {change.kind for change in changes}
    assert ChangeKind.ANSWER_CHANGED not in {change.kind for change in changes}
