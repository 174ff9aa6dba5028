"""Nothing is said of what could not be read in one of two states, and it is named."""

from pathlib import Path
from typing import Final

import pytest

from make import SMALL
from planctl.assess.change.comparison import Comparison
from two_states import Files, action, compared, words

ROOM: Final = "areas/1-practice"
MEASURE: Final = "id: audits\ntitle: Audits\n"
A: Final = ("1.1", "Audits")
V: Final = ("1.2", "Visits")
P: Final = ("1.3", "Panel")


def _alone(found: Comparison) -> tuple[list[str], list[str]]:
    return [each.ref for each in found.added], [each.ref for each in found.removed]


def _broken(files: Files, path: str) -> dict[str, str | bytes]:
    return {**files, path: "ref: [\n"}


@pytest.mark.parametrize("side", ["old", "new"])
def test_an_action_whose_file_could_not_be_read_neither_came_nor_went(
    side: str, tmp_path: Path
) -> None:
    sound = {f"{ROOM}/1.1-a.yaml": action(*A), f"{ROOM}/1.2-v.yaml": action(*V)}
    broken = _broken(sound, f"{ROOM}/1.2-v.yaml")
    found = compared(tmp_path, *((broken, sound) if side == "old" else (sound, broken)))
    assert found.changes == ()
    assert [each.path for each in found.uncompared] == [f"plan/{ROOM}/1.2-v.yaml"]


def test_a_file_that_could_not_be_read_hides_no_other_change(tmp_path: Path) -> None:
    old = _broken({f"{ROOM}/1.1-a.yaml": action(*A)}, f"{ROOM}/1.2-v.yaml")
    new = {f"{ROOM}/1.3-p.yaml": action(*P)}
    assert _alone(compared(tmp_path, old, new)) == (["1.3"], ["1.1"])


@pytest.mark.parametrize(
    ("name", "ref", "added"),
    [
        ("1.2-visits", "1.2", []),
        ("CP-1-visits", "CP-1", []),
        ("2-i-visits", "2 (i)", []),
        ("cp1-visits", "CP1", []),
        ("1.1-audits", "1.10", ["1.10"]),
        ("1.1-audits", "1.1.2", ["1.1.2"]),
        ("-visits", "1.2", ["1.2"]),
    ],
)
def test_a_file_that_could_not_be_read_is_of_the_ref_that_its_name_begins_with(
    name: str, ref: str, added: list[str], tmp_path: Path
) -> None:
    path = f"{ROOM}/{name}.yaml"
    new = {path: action("9", "Other"), f"{ROOM}/new.yaml": action(ref, "Visits")}
    found = compared(tmp_path, _broken({}, path), new)
    assert [each.ref for each in found.added if each.ref != "9"] == added


def test_a_file_unread_in_both_states_is_named_once(tmp_path: Path) -> None:
    broken = _broken({}, f"{ROOM}/1.2-v.yaml")
    assert len(compared(tmp_path, broken, broken).uncompared) == 1


@pytest.mark.parametrize("side", ["old", "new"])
def test_nothing_is_said_of_an_area_whose_file_could_not_be_read(side: str, tmp_path: Path) -> None:
    sound = {f"{ROOM}/area.yaml": SMALL[f"{ROOM}/area.yaml"]}
    broken = _broken(sound, f"{ROOM}/area.yaml")
    found = compared(tmp_path, *((broken, sound) if side == "old" else (sound, broken)))
    assert found.changes == ()
    assert [each.name for each in found.uncompared] == ["1"]


@pytest.mark.parametrize(
    "path", ["plan", "governance", "roles", "glossary", "policy", "decisions", "measures/audits"]
)
@pytest.mark.parametrize("side", ["old", "new"])
def test_nothing_is_said_of_a_file_that_could_not_be_read(
    path: str, side: str, tmp_path: Path
) -> None:
    sound = {f"{path}.yaml": SMALL.get(f"{path}.yaml", MEASURE if "/" in path else "")}
    broken = {f"{path}.yaml": "[\n"}
    found = compared(tmp_path, *((broken, sound) if side == "old" else (sound, broken)))
    assert found.changes == ()
    assert [each.path for each in found.uncompared] == [f"plan/{path}.yaml"]


def test_a_measure_that_could_not_be_read_hides_no_other_measure(tmp_path: Path) -> None:
    old = {"measures/agency-rate.yaml": "[\n"}
    rate = "id: agency-rate\ntitle: Agency rate\n"
    new = {"measures/agency-rate.yaml": rate, "measures/b.yaml": "id: b\ntitle: B\n"}
    assert words(compared(tmp_path, old, new)) == ["new in measures: “B”"]


@pytest.mark.parametrize("side", ["old", "new"])
def test_an_area_whose_file_could_not_be_read_neither_came_nor_went(
    side: str, tmp_path: Path
) -> None:
    broken = {"areas/2-people/area.yaml": "ref: [\n", "areas/2-people/2.1-a.yaml": action(*A)}
    found = compared(tmp_path, *((broken, {}) if side == "old" else ({}, broken)))
    came, went = found.added, found.removed
    assert [change.ref for change in found.changes] == ["1.1"] == [e.ref for e in (*came, *went)]
