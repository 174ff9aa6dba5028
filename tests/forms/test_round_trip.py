"""Whatever stands in a plan and whatever is filled in: the plan then says just what was meant."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sheets
from make import small_plan
from planctl.forms.layout import BLANKS, FormField, milestone_row, rating_word
from planctl.forms.request import split_evidence
from planctl.load.content import parse_yaml
from planctl.model.rating import Rating
from running import planctl

pytestmark = pytest.mark.slow

FILE: Final = "areas/1-practice/1.1-first.yaml"
_HOSTILE: Final = st.sampled_from(
    ["=1+1", "+1", "-1", "@a", "<script>", "{{ 7*7 }}", "|", "](javascript:x)", "'", '"', "# a: b"]
)
_LETTERS: Final = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs", "Zl", "Zp"),
    exclude_characters="\ufeff\ufffe\uffff",
    include_characters="\n\t",
)
_WORDS: Final = st.lists(_HOSTILE | st.text(_LETTERS, max_size=12), min_size=1, max_size=4)


def _is_told(text: str) -> bool:
    """Whether a text says something as a note: more than a dash, a number or a day."""
    return text.casefold() not in BLANKS and not set(text) <= set("0123456789+-£%,. ")


TEXTS: Final = _WORDS.map(" ".join).map(str.strip).filter(_is_told)
DAYS: Final = st.dates(date(2020, 1, 1), date(2024, 3, 13))


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """An action of a plan, open and without a rating of its own."""
    steps = draw(st.lists(TEXTS, min_size=1, max_size=3))
    return {
        "ref": "1.1",
        "title": draw(TEXTS),
        "actions": draw(st.lists(TEXTS, min_size=1, max_size=2)),
        "leads": ["AD"],
        "timescale": "31 Mar 2024",
        "status": draw(st.sampled_from(["not started", "in progress", "not started"])),
        "milestones": [{"what": step} for step in steps],
        "progress": [{"date": "2019-01-01", "note": draw(TEXTS)}],
    }


@st.composite
def answers(draw: st.DrawFn) -> dict[str, str | date]:
    """Some fields, filled in whole."""
    said: dict[str, str | date] = {}
    if draw(st.booleans()):
        said |= {FormField.PROGRESS: draw(TEXTS), FormField.PROGRESS_DAY: draw(DAYS)}
    if draw(st.booleans()):
        said |= {FormField.STATUS: draw(st.sampled_from(["Complete", "Embedded"]))}
        said |= {FormField.DATE: draw(DAYS)}
    elif draw(st.booleans()):
        said |= {FormField.STATUS: draw(st.sampled_from(["Not started", "In progress"]))}
    if draw(st.booleans()):
        said |= {FormField.RATING: rating_word(draw(st.sampled_from(Rating)))}
        said |= {FormField.REASON: draw(TEXTS)}
    if draw(st.booleans()):
        said |= {milestone_row(1): draw(DAYS)}
    if FormField.DATE not in said and draw(st.booleans()):
        said |= {FormField.DATE: "30 June 2024", FormField.LATER_REASON: draw(TEXTS)}
    if draw(st.booleans()):
        said |= {
            FormField.PIECE: draw(TEXTS.filter(lambda text: not split_evidence(text)[1])),
            FormField.KIND: "Data",
            FormField.SHOWS: draw(TEXTS),
        }
    return said


def meant(before: dict[str, Any], said: dict[str, str | date]) -> dict[str, Any]:
    """What the action says once the answers are in it."""
    now = {**before, "milestones": [dict(each) for each in before["milestones"]]}
    days = {item: f"{day}" for item, day in said.items() if isinstance(day, date)}
    if FormField.PROGRESS in said:
        note = {"date": days[FormField.PROGRESS_DAY], "by": "AD", "note": said[FormField.PROGRESS]}
        now["progress"] = [*before["progress"], note]
    if FormField.STATUS in said:
        now["status"] = str(said[FormField.STATUS]).lower()
    if FormField.DATE in days:
        now["completed"] = days[FormField.DATE]
        if days[FormField.DATE] < "2024-02-14":  # when a board saw it open
            now["recorded"] = "2024-03-13"
    if FormField.RATING in said:
        named = {rating_word(rating): rating.value for rating in Rating}
        now["progress_rag"] = named[str(said[FormField.RATING])]
        now["rag_reason"] = said[FormField.REASON]
    if milestone_row(1) in said:
        now["milestones"][0]["done"] = days[milestone_row(1)]
    if FormField.LATER_REASON in said:
        reason, asked = said[FormField.LATER_REASON], "2024-03-13"
        now["extensions"] = [{"to": said[FormField.DATE], "reason": reason, "requested": asked}]
    if FormField.PIECE in said:
        title, shows = said[FormField.PIECE], said[FormField.SHOWS]
        now["evidence"] = [{"title": title, "kind": "data", "shows": shows}]
    return now


@contextmanager
def desk(action: dict[str, Any]) -> Iterator[Path]:
    """A plan in a folder, with one action, a line for each key."""
    with TemporaryDirectory() as folder:
        text = "".join(
            f"{key}: {dumps(value, ensure_ascii=False)}\n" for key, value in action.items()
        )
        yield small_plan(Path(folder) / "plan", text.encode("utf-8"))


@pytest.mark.parametrize("form", sheets.PATHS)
@given(before=plans(), said=answers())
def test_a_filled_form_changes_just_what_it_says(
    form: str, before: dict[str, Any], said: dict[str, str | date]
) -> None:
    with desk(before) as plan:
        file = sheets.made(plan, form)
        sheets.fill(file, {("1.1", item): answer for item, answer in said.items()})
        words = ("--plan", plan, "--as-at", "2024-03-13")
        ran = planctl("sheet", "read", file, *words)
        assert ran.code == 0, ran.out + ran.err
        after = (plan / FILE).read_text("utf-8")
        assert parse_yaml(after) == meant(before, said)
        again = planctl("sheet", "read", file, *words)
        assert (again.code, (plan / FILE).read_text("utf-8")) == (0, after)
