"""Which action of one state of a plan is which of another."""

from pathlib import Path
from typing import Final

import pytest

from make import AS_AT
from planctl.assess.change.comparison import Comparison
from planctl.assess.scene import judge_plan
from two_states import action, compared, state

AUDITS: Final = ("Audit the cases of each team", "Tell the managers what was found")
VISITS: Final = ("Visit every child in care", "Write down what the child said")
PANEL: Final = ("Hold a panel on every move", "Report it to the board at once")
ROOM: Final = "areas/1-practice"
SECOND: Final = "areas/2-people"
AREAS: Final = {f"{SECOND}/area.yaml": "ref: 2\ntitle: People\n"}
Said = tuple[str, str, tuple[str, ...]]


def _files(*actions: Said, folder: str = ROOM) -> dict[str, str]:
    """Files of actions, each a ref, a title and what it does; the names do not matter."""
    return {f"{folder}/{n}.yaml": action(*each[:2], *each[2]) for n, each in enumerate(actions)}


def _pairs(found: Comparison) -> dict[str, str]:
    return {old.action.title: new.action.title for old, new in found.paired.both}


def _alone(found: Comparison) -> tuple[list[str], list[str]]:
    return [each.ref for each in found.added], [each.ref for each in found.removed]


A: Final = ("1.1", "Audits", AUDITS)
V: Final = ("1.2", "Visits", VISITS)
P: Final = ("1.3", "Panel", PANEL)


@pytest.mark.parametrize(
    ("old", "new", "pairs", "alone"),
    [
        pytest.param((A, V), (A, V), {"Audits": "Audits", "Visits": "Visits"}, ([], [])),
        pytest.param(
            (A, V),
            (("1.1", "Panel", PANEL), ("1.2", "Audits", AUDITS), ("1.3", "Visits", VISITS)),
            {"Audits": "Audits", "Visits": "Visits"},
            (["1.1"], []),
            id="put in at the top, and all renumbered",
        ),
        pytest.param(
            (A, V),
            (("1.1", "Panel", PANEL), ("1.2", "Audit", AUDITS), ("1.3", "VISITS", VISITS)),
            {"Audits": "Audit", "Visits": "VISITS"},
            (["1.1"], []),
            id="renumbered and retitled",
        ),
        pytest.param(
            (A, V),
            (("1.2", "Audits", AUDITS), ("1.1", "Visits", VISITS)),
            {"Audits": "Audits", "Visits": "Visits"},
            ([], []),
            id="refs swapped",
        ),
        pytest.param(
            (A, V),
            (("1.1", "Case audits", AUDITS), V),
            {"Audits": "Case audits", "Visits": "Visits"},
            ([], []),
            id="title edited",
        ),
        pytest.param(
            (A,),
            (("1.9", "Audit of cases", ("Audit the cases of each of the teams", AUDITS[1])),),
            {"Audits": "Audit of cases"},
            ([], []),
            id="renumbered, retitled and reworded",
        ),
        pytest.param(
            (("1.1", "One", ()),),
            (("1.1", "Another", ()),),
            {"One": "Another"},
            ([], []),
            id="nothing alike but the ref",
        ),
        pytest.param((A,), (P,), {}, (["1.3"], ["1.1"]), id="another action"),
        pytest.param(
            (A, V),
            (("1.1", "Panel", PANEL), ("1.2", "Moves", ())),
            {"Audits": "Panel", "Visits": "Moves"},
            ([], []),
            id="everything replaced, under the same refs",
        ),
        pytest.param((), (A,), {}, (["1.1"], []), id="the first"),
        pytest.param((A,), (), {}, ([], ["1.1"]), id="the last"),
    ],
)
def test_an_action_is_known_again(
    old: tuple[Said, ...],
    new: tuple[Said, ...],
    pairs: dict[str, str],
    alone: tuple[list[str], list[str]],
    tmp_path: Path,
) -> None:
    found = compared(tmp_path, _files(*old), _files(*new))
    assert (_pairs(found), _alone(found)) == (pairs, alone)


def test_an_action_whose_file_moved_to_another_area_is_the_same(tmp_path: Path) -> None:
    found = compared(tmp_path, {**AREAS, **_files(A)}, {**AREAS, **_files(A, folder=SECOND)})
    (moved,) = found.changes
    assert (moved.kind.value, moved.area) == ("moved to another area", "2")
    assert (moved.ref, moved.old, moved.new) == ("1.1", "1", "2")


def test_actions_of_an_area_with_another_ref_did_not_move(tmp_path: Path) -> None:
    new = {**_files(A), f"{ROOM}/area.yaml": "ref: 3\ntitle: Practice\n"}
    (change,) = compared(tmp_path, _files(A), new).changes
    assert (change.kind.value, change.ref, change.area) == ("given another ref", "", "3")


@pytest.mark.parametrize("many", [2, 3, 250])
def test_doubled_refs_are_paired_each_with_one(many: int, tmp_path: Path) -> None:
    old = _files(*[A] * many)
    found = compared(tmp_path, old, dict(old), AS_AT, AS_AT)
    assert len({old.at for old, _ in found.paired.both}) == many
    assert found.changes == ()


def test_of_doubled_refs_the_one_left_over_is_new(tmp_path: Path) -> None:
    found = compared(tmp_path, _files(A), _files(A, ("1.1", "Panel", PANEL)))
    assert (_pairs(found), _alone(found)) == ({"Audits": "Audits"}, (["1.1"], []))


def test_a_doubled_ref_alone_pairs_nothing(tmp_path: Path) -> None:
    old = _files(("1.1", "One", ()), ("1.1", "Two", ()))
    new = _files(("1.1", "Three", ()), ("1.1", "Four", ()))
    assert compared(tmp_path, old, new).paired.both == ()


def test_a_file_that_did_not_change_is_the_same_whatever_else_has_its_ref(tmp_path: Path) -> None:
    was = state(tmp_path, _files(A, A), AS_AT)
    turned = was.plan.areas[0]._replace(actions=was.plan.areas[0].actions[::-1])
    plan = was.plan._replace(areas=(turned,))
    pairs = Comparison(was, judge_plan(plan, AS_AT)).paired.both
    assert [(old.at[-1], new.at[-1]) for old, new in pairs] == [(1, 0), (0, 1)]


def test_texts_without_a_word_in_common_are_not_alike(tmp_path: Path) -> None:
    found = compared(tmp_path, _files(("a", "Alpha", ())), _files(("b", "Beta", ())))
    assert _alone(found) == (["b"], ["a"])


def test_among_too_many_that_are_new_and_gone_none_is_looked_for_by_its_text(
    tmp_path: Path,
) -> None:
    old = _files(*((f"1.{n}", f"One {n}", AUDITS) for n in range(201)))
    new = _files(*((f"2.{n}", f"Two {n}", AUDITS) for n in range(201)))
    assert compared(tmp_path, old, new).paired.both == ()
