"""What is true of any two states of a plan."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fill import A_DAY, A_PRINT, AN_ID, PLACES, Filler
from make import AS_AT
from planctl.assess.change.change_kind import Change, ChangeCause, ChangeKind
from planctl.assess.change.comparison import Comparison
from planctl.assess.scene import Scene, judge_plan
from planctl.load.plan_reader import load_plan
from planctl.load.source import PlanFile, PlanFiles
from planctl.model.action import Action
from planctl.model.governance import Governance
from planctl.model.plan import Area, Plan
from planctl.model.policy import Policy
from planctl.render.change import change_in_words

pytestmark = pytest.mark.slow

Steps = tuple[str | int, ...]

# Another value where only some can stand; every other text gets a word more.
_OTHERS: Final = {
    AN_ID: "another-id",
    A_DAY: "2024-02-01",
    A_PRINT: "1" * 64,
    7: 8,
    7.5: 8.5,
    "second Wednesday": "last Friday",
    "#1d3557": "#0b6b3a",
    587: 588,
    "tls": "starttls",
    "smtp.example.org": "mail.example.org",
    "post@example.org": "other@example.org",
    "in progress": "paused",
    "green": "red",
    "quarterly": "yearly",
    "weekly": "yearly",
    "monthly": "yearly",
    "steps": "straight",
    "board": "officers",
    "reasons": "risks",
    "people so far": "people",
    "lower": "higher",
    "feedback": "data",
    "medium": "low",
    "warning": "error",
    "embedded": "complete",
    "no target": "no data",
    "two months": "quarter",
    "quarter": "two months",
    "August": "May",
    "January": "May",
}
# Python's own signs, names of fields, days for machines, doubled spaces and a full stop.
_NO_ENGLISH: Final = r"[_\[\]{}]|'(?!s)|None|True|False|\d{4}-\d\d-\d\d|  |\.$|[a-z]\.[a-z]|: $"
_FILLER: Final = Filler(
    lambda path: f"words {re.sub('[^a-z]+', ' ', path)}",
    lambda path: "1" if path == "area.ref" else "1.1",
)
FILES: Final = {kind: _FILLER.file(kind) for kind in PLACES}


def _leaves(value: object, at: Steps = ()) -> Iterator[Steps]:
    """Where every single value of a file stands."""
    steps: list[Any] = []
    if isinstance(value, dict):
        steps = list(value)
    elif isinstance(value, list):
        steps = list(range(len(value)))
    for step in steps:
        yield from _leaves(value[step], (*at, step))  # type: ignore[index] # a dict or a list
    if not steps:
        yield at


def _at(value: Any, at: Steps) -> Any:  # noqa: ANN401 - what a file holds
    for step in at:
        value = value[step]
    return value


def _with(files: dict[str, Any], at: Steps, value: object) -> dict[str, Any]:
    """The files with another value in one place, or without what stands there."""
    changed = deepcopy(files)
    holder = _at(changed, at[:-1])
    if value is None:
        del holder[at[-1]]
    else:
        holder[at[-1]] = value
    return changed


def _scene(files: dict[str, Any]) -> Scene:
    texts = ((PLACES[kind], json.dumps(holds).encode()) for kind, holds in files.items())
    found = load_plan(PlanFiles("plan", tuple(PlanFile(*each) for each in texts), lambda _: True))
    return judge_plan(found.plan, AS_AT)


def _held(found: Comparison) -> str:
    """All that the changes hold."""
    return json.dumps([[change.old, change.new] for change in found.changes])


FILLED: Final = _scene(FILES)
DAYS: Final = some.dates(date(2023, 1, 1), date(2025, 12, 31))
WORDS: Final = some.sampled_from(["Audit", "Visit", "Panel of cases", "Panel of visits", "Report"])
DATES: Final = some.none() | some.sampled_from(["Jan 2024", "Mar 2024 board", "ongoing", "2024-25"])
ACTION: Final = some.fixed_dictionaries(
    {
        "ref": some.sampled_from(["1.1", "1.2", "1.3"]),
        "title": WORDS,
        "actions": some.lists(WORDS, max_size=3),
        "timescale": DATES,
        "status": some.sampled_from(["in progress", "complete", "paused", "withdrawn"]),
        "completed": some.none() | DAYS.map(date.isoformat),
        "extensions": some.lists(
            some.fixed_dictionaries(
                {
                    "to": some.sampled_from(["Apr 2024", "May 2024"]),
                    "reason": WORDS,
                    "agreed": some.none() | DAYS.map(date.isoformat),
                }
            ),
            max_size=2,
        ),
    }
)
AREAS: Final = some.lists(some.lists(ACTION, max_size=4), max_size=2)
EVERY_VALUE: Final = [
    at
    for at in _leaves(FILES)
    if at != ("measure", "better")  # looked at apart
]


def test_another_value_anywhere_is_a_change_that_names_it() -> None:
    for at in EVERY_VALUE:
        old = _at(FILES, at)
        new = _OTHERS.get(old, f"{old} more")
        found = Comparison(FILLED, _scene(_with(FILES, at, new)))
        assert found.uncompared == (), at
        assert str(new) in _held(found), at


def _no_english(change: Change) -> bool:
    """Whether a change has anything in it but English and addresses of the internet."""
    words = re.sub(r"[\w.]*@?\w+\.example\.org|\w+@example\.org", "x", change_in_words(change))
    return bool(re.search(_NO_ENGLISH, words))


def test_a_change_reads_as_plain_english() -> None:
    for at in EVERY_VALUE:
        new = _OTHERS.get(_at(FILES, at), f"{_at(FILES, at)} more")
        for change in Comparison(FILLED, _scene(_with(FILES, at, new))).changes:
            assert not _no_english(change), at


def test_a_value_taken_away_is_named_or_the_file_does_not_fit() -> None:
    for at in EVERY_VALUE:
        found = Comparison(FILLED, _scene(_with(FILES, at, None)))
        assert bool(found.uncompared) != (str(_at(FILES, at)) in _held(found)), at
        assert not any(map(_no_english, found.changes)), at


def test_the_way_a_measure_should_move_is_told() -> None:
    found = Comparison(FILLED, _scene(_with(FILES, ("measure", "better"), "higher")))
    assert [change_in_words(change) for change in found.changes] == [
        "measure “words measure title”, better: was “lower”, now “higher”"
    ]


def _judged(areas: list[list[dict[str, Any]]], as_at: date = AS_AT) -> Scene:
    meetings = Governance.model_validate({"meetings": [{"on": "14 Feb 2024"}, {"on": "Mar 2024"}]})
    made = tuple(
        Area(str(n), "An area", None, tuple(Action.model_validate(each) for each in area))
        for n, area in enumerate(areas, 1)
    )
    return judge_plan(Plan(None, meetings, {}, {}, Policy(), (), made), as_at)


@given(AREAS, DAYS)
def test_a_state_has_no_change_from_itself_on_the_same_day(
    areas: list[list[dict[str, Any]]], as_at: date
) -> None:
    assert Comparison(_judged(areas, as_at), _judged(areas, as_at)).changes == ()


@given(AREAS, DAYS, some.integers(0, 700))
def test_from_one_day_to_a_later_one_only_time_changes_anything(
    areas: list[list[dict[str, Any]]], as_at: date, days: int
) -> None:
    later = _judged(areas, as_at + timedelta(days=days))
    changes = Comparison(_judged(areas, as_at), later).changes
    assert {change.cause for change in changes} <= {ChangeCause.TIME}
    assert ChangeKind.WORDING not in {change.kind for change in changes}


@given(AREAS, AREAS)
def test_each_action_is_paired_with_one_at_most(
    old: list[list[dict[str, Any]]], new: list[list[dict[str, Any]]]
) -> None:
    before, after = _judged(old), _judged(new)
    both, added, removed = Comparison(before, after).paired
    assert sorted(each.at for each in (*(pair.old for pair in both), *removed)) == sorted(
        each.at for each in before.judged
    )
    assert sorted(each.at for each in (*(pair.new for pair in both), *added)) == sorted(
        each.at for each in after.judged
    )


@given(AREAS, AREAS)
def test_what_came_one_way_went_the_other(
    old: list[list[dict[str, Any]]], new: list[list[dict[str, Any]]]
) -> None:
    before, after = _judged(old), _judged(new)
    there, back = Comparison(before, after), Comparison(after, before)
    assert (there.added, there.removed) == (back.removed, back.added)
    pairs = [(pair.new.at, pair.old.at) for pair in there.paired.both]
    assert sorted(pairs) == sorted((pair.old.at, pair.new.at) for pair in back.paired.both)


@given(AREAS, AREAS)
def test_every_change_of_any_two_states_has_its_sentence(
    old: list[list[dict[str, Any]]], new: list[list[dict[str, Any]]]
) -> None:
    for change in Comparison(_judged(old), _judged(new)).changes:
        assert not re.search(_NO_ENGLISH, change_in_words(change))
