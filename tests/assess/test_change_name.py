"""A role or an action with another name is one change, and hides none of what else changed."""

from pathlib import Path
from typing import Final

import pytest

from planctl.assess.change.name_rename import with_names
from planctl.assess.change.since_rules import decision_changed, original_changed
from two_states import FIRST, Files, compared, first, words

ROLES: Final = "SM QA: Manager\nAD: Director\n"
LED: Final = "leads: [SM QA, AD]\nprogress: [{date: 2024-02-01, by: SM QA, note: Begun}]\n"
EVERYWHERE: Final[Files] = {
    "plan.yaml": """\
        title: A
        organisation: B
        mail: {server: a.org, sender: a@a.org, secretary: SM QA}
        """,
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
    found = compared(tmp_path, EVERYWHERE, NEW)
    assert (words(found), found.uncompared) == ([RENAMED], ())


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
        assert found.renamed["role"] == {}
    else:
        assert words(found) == changes


MEASURED: Final = "better: lower\nbaseline: {value: 9, on: 2024-01-31}\n"


@pytest.mark.parametrize(
    ("measures", "changes"),
    [
        pytest.param(
            {"share": f"id: share\ntitle: Rate\n{MEASURED}"},
            ["a measure has another name: from rate to share"],
            id="another id alone",
        ),
        pytest.param(
            {"share": f"id: share\ntitle: Rate\n{MEASURED.replace('9', '12')}"},
            [
                "measure “Rate”, baseline, value: was 9, now 12",
                "a measure has another name: from rate to share",
            ],
            id="what else changed is told",
        ),
    ],
)
def test_a_measure_with_another_id_is_one_change(
    tmp_path: Path, measures: dict[str, str], changes: list[str]
) -> None:
    def state(name: str, text: str) -> Files:
        action = first(f"impact_measures: [{{measure: {name}}}]")
        return {f"measures/{name}.yaml": text, FIRST: action}

    [(name, text)] = measures.items()
    found = compared(
        tmp_path, state("rate", f"id: rate\ntitle: Rate\n{MEASURED}"), state(name, text)
    )
    assert words(found) == changes


def test_what_does_not_name_the_role_stays_the_same_value(tmp_path: Path) -> None:
    plan = compared(tmp_path, EVERYWHERE, EVERYWHERE).before.plan
    assert with_names(plan, "role", {"XY": "Z"}).governance is plan.governance
    assert with_names(plan, "role", {"XY": "Z"}).areas[0].actions[0] is plan.areas[0].actions[0]


SECOND: Final = "areas/1-practice/1.2-second.yaml"
THIRD: Final = "areas/1-practice/1.3-third.yaml"
DECIDED: Final = "[{{id: a, meeting: 2024-02-14, decided: {}, about: [{}]}}]\n"
OLD: Final[Files] = {
    FIRST: first("timescale: May 2024"),
    SECOND: first('ref: "1.2"\ntitle: Second\ndepends_on: ["1.1"]'),
    "decisions.yaml": DECIDED.format("x", "'1.1', '1.2'"),
}


def _refs(first_ref: str, second_ref: str, about: str, decided: str = "x") -> Files:
    """The same actions under other refs, where only the decision is as it is told."""
    waits = f'title: Second\ndepends_on: ["{first_ref}"]'
    return {
        FIRST: first(f'ref: "{first_ref}"\ntimescale: May 2024'),
        SECOND: first(f'ref: "{second_ref}"\n{waits}'),
        "decisions.yaml": DECIDED.format(decided, about),
    }


_ABOUT: Final = "what a decision of the board is about was"


@pytest.mark.parametrize(
    ("new", "changes", "faults"),
    [
        pytest.param(
            _refs("1.9", "1.2", "'1.9', '1.2'"), ["1.1 is now 1.9"], [], id="one is renamed"
        ),
        pytest.param(
            _refs("1.2", "1.1", "'1.2', '1.1'"),
            ["1.2 is now 1.1", "1.1 is now 1.2"],
            [],
            id="two change places",
        ),
        pytest.param(
            _refs("1.9", "1.2", "'1.9', '1.2'", "y"),
            ["decision reworded", "1.1 is now 1.9"],
            ["a decision of the board was “x”, and is now “y”"],
            id="the decision says something else",
        ),
        pytest.param(
            _refs("1.9", "1.2", "'1.9'"),
            ["decision “x”, about: was “1.9” and “1.2”, now “1.9”", "1.1 is now 1.9"],
            [f"{_ABOUT} “1.9, 1.2”, and is now “1.9”"],
            id="one of two is taken out",
        ),
        pytest.param(
            _refs("1.9", "1.2", "'1.1', '1.2'"),
            ["decision “x”, about: was “1.9” and “1.2”, now “1.1” and “1.2”", "1.1 is now 1.9"],
            [f"{_ABOUT} “1.9, 1.2”, and is now “1.1, 1.2”"],
            id="the decision does not follow",
        ),
        pytest.param(
            {**_refs("1.2", "", "'1.2'"), SECOND: ""},
            [
                "decision “x”, about: was “1.1” and “1.2”, now “1.2”",
                "1.1 is now 1.2",
                "taken out of the plan: “Second”",
            ],
            [f"{_ABOUT} “1.1, 1.2”, and is now “1.2”"],
            id="the ref was that of one that is gone",
        ),
        pytest.param(
            {**_refs("1.9", "1.2", "'1.9', '1.2'"), THIRD: first('ref: "1.9"\ntitle: Third')},
            [
                "decision “x”, about: was “1.1” and “1.2”, now “1.9” and “1.2”",
                "new in the plan: “Third”",
                "1.1 is now 1.9",
                "what it waits for: was “1.1”, now “1.9”",
            ],
            [f"{_ABOUT} “1.1, 1.2”, and is now “1.9, 1.2”"],
            id="two have the new ref",
        ),
    ],
)
def test_another_ref_is_one_change_and_hides_no_change_of_a_decision(
    tmp_path: Path, new: Files, changes: list[str], faults: list[str]
) -> None:
    found = compared(tmp_path, OLD, new)
    assert sorted(words(found)) == sorted(changes)
    assert [one.fault.message for one in decision_changed(found)] == faults


def test_the_hint_names_the_refs_that_the_decision_is_to_have_now(tmp_path: Path) -> None:
    found = compared(tmp_path, OLD, _refs("1.9", "1.2", "'1.1', '1.2'"))
    assert [one.fault.hint for one in decision_changed(found)] == [
        "write 1.9, 1.2 under about; let the next decision say what was wrong"
    ]


def test_a_part_of_what_was_renamed_since_still_keeps_its_promise(tmp_path: Path) -> None:
    part = first('ref: "1.3"\ntitle: Third\nsplit_from: "1.9"\ntimescale: Dec 2024')
    found = compared(tmp_path, OLD, {**_refs("1.9", "1.2", "'1.9', '1.2'"), THIRD: part})
    assert [one.ref for one in original_changed(found)] == ["1.3"]
