"""A role with another name is one change, and hides none of what else changed."""

from pathlib import Path
from typing import Final

import pytest

from planctl.assess.change.name_rename import with_names
from two_states import FIRST, Files, compared, first, words

ROLES: Final = "SM QA: Manager\nAD: Director\n"
LED: Final = "leads: [SM QA, AD]\nprogress: [{date: 2024-02-01, by: SM QA, note: Begun}]\n"
EVERYWHERE: Final[Files] = {
    "roles.yaml": ROLES,
    FIRST: first(f"{LED}milestones: [{{what: One, leads: [SM QA]}}]"),
    "governance.yaml": """\
        meetings: [{on: 2024-02-14, attendance: [SM QA], commentary: {by: SM QA, text: Well}}]
        reports: [{id: a, title: A, by: [SM QA]}]
        """,
    "decisions.yaml": """\
        [{id: a, meeting: 2024-02-14, decided: x, follow_up: [{who: SM QA, what: y}]}]
        """,
    "measures/rate.yaml": "id: rate\ntitle: Rate\nbetter: lower\nowner: SM QA\n",
}
NEW: Final[Files] = {path: str(text).replace("SM QA", "HoQ") for path, text in EVERYWHERE.items()}
RENAMED: Final = "a role has another name: from SM QA to HoQ"


def test_a_new_name_in_every_place_is_one_change(tmp_path: Path) -> None:
    assert words(compared(tmp_path, EVERYWHERE, NEW)) == [RENAMED]


@pytest.mark.parametrize(
    ("roles", "action", "changes"),
    [
        pytest.param(
            "HoQ: Manager\nAD: Director\n",
            LED.replace("SM QA", "HoQ").replace("[HoQ, AD]", "[AD]"),
            [RENAMED, "lead changed from HoQ (with AD) to AD"],
            id="what else changed is told",
        ),
        pytest.param(
            "HoQ: Head of quality\nAD: Director\n",
            LED.replace("SM QA", "HoQ"),
            [RENAMED, "roles, “HoQ”: was “Manager”, now “Head of quality”"],
            id="its notes are those of the old one",
        ),
        pytest.param(
            "HoQ: Head of quality\nAD: Director\n",
            LED.replace("[SM QA, AD]", "[HoQ, AD]"),
            [
                "taken out of roles: “SM QA”, “Manager”",
                "new in roles: “HoQ”, “Head of quality”",
                "lead changed from SM QA (with AD) to HoQ (with AD)",
            ],
            id="another role took over",
        ),
        pytest.param(
            "A: Manager\nB: Manager\nAD: Director\n",
            LED.replace("SM QA", "A"),
            [
                "taken out of roles: “SM QA”, “Manager”",
                "new in roles: “A”, “Manager”",
                "new in roles: “B”, “Manager”",
                "progress note taken out: “Begun”",
                "lead changed from SM QA (with AD) to A (with AD)",
                "progress noted (1 February 2024, A): “Begun”",
            ],
            id="which of two it became is not known",
        ),
        pytest.param(
            "SM QA: Manager\nAD: [", LED.replace("SM QA", "HoQ"), None, id="roles that are not read"
        ),
    ],
)
def test_a_role_that_took_over_is_told_from_one_with_another_name(
    tmp_path: Path, roles: str, action: str, changes: list[str] | None
) -> None:
    old: Files = {"roles.yaml": ROLES, FIRST: first(LED)}
    found = compared(tmp_path, old, {"roles.yaml": roles, FIRST: first(action)})
    if changes is None:
        assert found.renamed == {}
    else:
        assert words(found) == changes


def test_what_does_not_name_the_role_stays_the_same_value(tmp_path: Path) -> None:
    plan = compared(tmp_path, EVERYWHERE, EVERYWHERE).before.plan
    assert with_names(plan, "role", {"XY": "Z"}).governance is plan.governance
    assert with_names(plan, "role", {"XY": "Z"}).areas[0].actions[0] is plan.areas[0].actions[0]
