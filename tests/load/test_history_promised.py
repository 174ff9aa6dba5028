"""What was promised in earlier states of a plan, read without reading every file of each."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, SMALL
from planctl.load.file_reader import ReadFile
from planctl.load.history import History
from planctl.load.loaded import LoadedPlan
from planctl.load.plan_reader import load_plan
from planctl.load.source import PlanFile, read_folder
from planctl.model.action import Action
from repo import BEGUN, Repo, planned, repo, titled

pytestmark = pytest.mark.slow

ACTION: Final = f"plan/{ACTION_PATH}"
SECOND: Final = "plan/areas/1-practice/1.2-second.yaml"
FEB: Final = "timescale: 29 Feb 2024\n"
NOTE: Final = "progress:\n  - note: A line\n"


def _told(action: Action) -> tuple[str, str, str]:
    return action.ref, action.title, action.timescale.written if action.timescale else ""


def _now(of: Repo, known: dict[PlanFile, ReadFile]) -> LoadedPlan:
    return load_plan(read_folder(of.root / "plan", "plan"), known)


def _promised(of: Repo) -> list[list[tuple[str, str, str]]]:
    """What each state of a plan promised, the newest first."""
    known: dict[PlanFile, ReadFile] = {}
    now = _now(of, known)
    with History(of.root / "plan", "plan", known) as past:
        found = past.promised(past.commits(), now)
        return [[_told(action) for action in state.actions] for state in found]


FORMS: Final = {
    "plain": titled("First", FEB),
    "another date": titled("First", "timescale: 30 Apr 2024\n"),
    "with a note": titled("First", f"{FEB}{NOTE}"),
    "no date": titled("First", NOTE),
    "another title": titled("Another", FEB),
    "another ref": titled("First", FEB, "1.1b"),
    "both parts": titled("First", "timescale:\n  written: Feb Priority\n  due: Feb 2024\n"),
    "other words": titled("First", "timescale:\n  written: Feb\n  due: Feb 2024\n"),
    "another due": titled(
        "First", "timescale:\n  written: Feb\n\n  # by the board\n  due: May 2024\n"
    ),
    "on the next line": titled("First", "timescale:\n  29 Feb 2024\n"),
    "the next line changed": titled("First", "timescale:\n  30 Apr 2024\n"),
    "in braces": '{ref: "1.1", title: First, timescale: 29 Feb 2024}\n',
    "in braces, changed": '{ref: "1.1", title: First, timescale: 30 Apr 2024}\n',
    "braces over lines": '{\nref: "1.1",\ntitle: First, status: paused, timescale: May 2024\n}\n',
    "a key in quotes": f'ref: "1.1"\ntitle: First\n"{FEB[:9]}": 30 Apr 2024\n',
    "a key in other signs": 'ref: "1.1"\ntitle: First\n"time\\x73cale": May 2024\n',
    "the ref in quotes": '"ref": "1.1"\ntitle: First\ntimescale: May 2024\n',
    "further in": '  ref: "1.1"\n  title: First\n  timescale: May 2024\n',
    "further in, changed": '  ref: "1.1"\n  title: First\n  timescale: June 2024\n',
    "after a mark": '--- \nref: "1.1"\ntitle: First\ntimescale: July 2024\n',
    "on the line of a mark": '--- {ref: "1.1", title: First, timescale: July 2024}\n',
    "a space before the colon": 'ref : "1.1"\ntitle : First\ntimescale : 2024-25\n',
    "without a line end": 'ref: "1.1"\ntitle: First\ntimescale: Q3 2024-25',
    "a note that says it": titled("First", 'progress:\n  - note: "a\n\n  timescale: May 2024"\n'),
}


WAYS: Final[Mapping[str, Callable[[str], str]]] = {
    "as they stand": lambda text: text,
    "with the line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "with the mark of Windows": lambda text: f"\ufeff{text}",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_state_promises_what_its_files_say_however_they_are_written(
    way: str, tmp_path: Path
) -> None:
    made, write = planned(tmp_path), WAYS[way]
    pairs = ([first, write(second)] for first in FORMS.values() for second in FORMS.values())
    texts = [text for pair in pairs for text in pair]
    made.pour(("2024-02-02", {ACTION: text}) for text in texts)
    with History(made.root / "plan", "plan", {}) as past:
        for newer, older in pairwise(past.commits()):
            [state] = past.promised([older], past.plan_at(newer))
            whole = past.plan_at(older).plan.actions
            assert [_told(act) for act in state.actions] == [_told(act) for _, act in whole]


def test_a_file_whose_promise_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.commit("2024-02-02", files={ACTION: titled("First", FEB), SECOND: FORMS["no date"]})
    made.commit("2024-02-03", files={ACTION: titled("First", FEB + NOTE)})
    known: dict[PlanFile, ReadFile] = {}
    now = _now(made, known)
    before = len(known)
    with History(made.root / "plan", "plan", known) as past:
        states = list(past.promised(list(past.commits())[:2], now))
    assert len(known) == before
    assert {id(each) for state in states for each in state.actions} == {
        id(action) for _, action in now.plan.actions
    }


def test_what_was_changed_and_put_right_is_not_looked_at_in_between(tmp_path: Path) -> None:
    made = planned(tmp_path)
    for day, words in (("02", FEB), ("03", f"timescale: May 2024\n{NOTE}"), ("04", FEB)):
        made.commit(f"2024-02-{day}", files={ACTION: titled("First", words)})
    known: dict[PlanFile, ReadFile] = {}
    now = _now(made, known)
    with History(made.root / "plan", "plan", known) as past:
        states = list(past.promised(list(past.commits())[:3], now))
    assert [_told(act)[2] for state in states for act in state.actions] == ["29 Feb 2024"] * 3


def test_a_file_that_could_not_be_read_then_is_named(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.commit("2024-02-02", files={ACTION: "ref: [\n", SECOND: titled("Second", FEB, "1.2")})
    made.commit("2024-02-03", files={ACTION: titled("First", FEB)})
    known: dict[PlanFile, ReadFile] = {}
    now = _now(made, known)
    with History(made.root / "plan", "plan", known) as past:
        _, then, _ = past.promised(past.commits(), now)
    assert [(each.path, each.holds, each.name) for each in then.unread] == [
        (ACTION_PATH, "action", "1.1")
    ]
    assert [action.ref for action in then.actions] == ["1.2"]


def test_a_file_that_cannot_be_read_now_is_read_in_the_states_before(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.commit("2024-02-03", files={ACTION: "ref: [\n"})
    assert _promised(made) == [[], [("1.1", "First", "")]]


def test_a_state_without_the_plan_is_passed_over(tmp_path: Path) -> None:
    made = repo(tmp_path)
    files: dict[str, str | bytes | None] = {f"plan/{path}": text for path, text in SMALL.items()}
    made.commit(BEGUN, "Begin", {**files, ACTION: titled("First", FEB)})
    made.commit("2024-02-02", "Away", dict.fromkeys([*files, ACTION]))
    made.commit("2024-02-03", "Back", {**files, ACTION: titled("First", FEB)})
    assert _promised(made) == [[("1.1", "First", "29 Feb 2024")]] * 2


def test_an_action_is_known_where_its_folder_was_before(tmp_path: Path) -> None:
    made = planned(tmp_path)
    made.commit("2024-02-02", files={ACTION: titled("First", FEB)})
    made.move("2024-02-03", "plan", "our/plan")
    known: dict[PlanFile, ReadFile] = {}
    now = load_plan(read_folder(made.root / "our/plan", "plan"), known)
    with History(made.root / "our/plan", "plan", known) as past:
        found = [
            [_told(act) for act in each.actions] for each in past.promised(past.commits(), now)
        ]
    assert found == [[("1.1", "First", "29 Feb 2024")]] * 2 + [[("1.1", "First", "")]]
