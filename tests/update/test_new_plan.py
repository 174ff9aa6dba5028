"""The texts of a new plan are read again before they are written, and hold no problem of ours."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imported import imported, table
from make import AS_AT
from planctl.intake.account import AccountEntry, Fate
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.plan.plan_content import ImportResult
from planctl.load.plan_reader import load_plan
from planctl.load.source import PlanFile, plan_of_files
from planctl.model.problem import Stop
from planctl.update.new_plan import NewPlan, make_new_plan, restore_plan
from planctl.workspace.plan import review_plan

AREA = "areas/1-one/area.yaml"
DO = "areas/1-one/1.1-do.yaml"


def _made(action: dict[str, object], *entries: AccountEntry, title: str = "Ours") -> ImportResult:
    """A plan of one action."""
    files = {
        "plan.yaml": {"title": title, "organisation": "We"},
        "roles.yaml": {"AD": "AD"},
        AREA: {"ref": "1", "title": "One"},
        DO: {"ref": "1.1", "title": "Do", **action},
    }
    return ImportResult(files, entries, {"1.1": DO}, 1)  # type: ignore[arg-type]


def _new(result: ImportResult) -> NewPlan:
    return make_new_plan(result, Path("plan"), AS_AT)


def _codes(plan: NewPlan) -> set[str]:
    """The bands of the problems that a check finds."""
    files = {path: PlanFile(path, data) for path, data in plan.files.items()}
    loaded = load_plan(plan_of_files(Path("plan"), "plan", files))
    return {problem.rule.code[0] for problem in review_plan(loaded, AS_AT).problems}


def test_a_file_that_could_not_be_read_is_not_written() -> None:
    with pytest.raises(Stop, match=r"nothing was written: plan\.yaml cannot hold a control"):
        _new(_made({}, title="\x07"))


def test_a_file_without_what_it_needs_is_not_written() -> None:
    with pytest.raises(Stop, match=r"nothing was written: plan/plan\.yaml:\d S"):
        _new(_made({}, title=""))


@pytest.mark.parametrize(
    ("action", "left"),
    [
        ({"timescale": "soon"}, {}),
        ({"leads": ["AD", "Nobody"]}, {"leads": ["AD"]}),
        ({"leads": ["Nobody"]}, {}),
        (
            {"milestones": [{"what": "Go on", "timescale": "ongoing"}]},
            {"milestones": [{"what": "Go on"}]},
        ),
        ({"milestones": [{"what": "", "timescale": "May 2024"}]}, {}),
        ({"progress": [{"date": "never", "note": "Met"}]}, {"progress": [{"note": "Met"}]}),
        ({"depends_on": ["1.1"]}, {}),
        ({"status": "perhaps", "completed": "2024-02-30"}, {}),
        (
            {"extensions": [{"to": "May 2025", "reason": "More", "agreed": "2024-02-01"}]},
            {"extensions": [{"to": "May 2025", "reason": "More"}]},
        ),
    ],
)
def test_what_a_plan_cannot_hold_is_left_out_and_asked(
    action: dict[str, object], left: dict[str, object]
) -> None:
    plan = _new(_made(action))
    assert plan.result.files[DO] == {"ref": "1.1", "title": "Do", **left}
    asked = plan.result.of(Fate.ASKED)
    assert {entry.to for entry in asked} == {f"1.1 {key}" for key in action}
    assert all(entry.why.startswith("it was left out, because ") for entry in asked)
    assert _codes(plan) <= {"T", "Q"}


def test_the_words_of_the_paper_are_asked_about_where_they_could_not_stay() -> None:
    entry = AccountEntry("row 2", "soon.", Fate.PLACED, "1.1 timescale")
    other = AccountEntry("row 2", "AD", Fate.PLACED, "1.1 leads")
    plan = _new(_made({"timescale": "soon", "leads": ["AD"]}, entry, other))
    assert [(each.text, each.fate) for each in plan.result.entries] == [
        ("soon.", Fate.ASKED),
        ("AD", Fate.PLACED),
    ]


CELLS = {
    "Ref": ["1", "1.1", "2.1", "A/1", "../x", "1-1", "#", "", "1 (ii)", "ß", "1.10", "N/A"],
    "Area": ["1 Access", "Safety", "Priority 2: Learning", "", "2", "High"],
    "Action": ["Write it", "", "x", "Do: this", "- item", "'quoted", "yes", "1", "2026-01-01"],
    "Lead": ["AD", "", "TBC", "Bursar – vacant, to be appointed", "Jane Smith", "AD; SM", "?"],
    "By when": [
        *("31/03/2026", "Ongoing", "July 2026 Board", "46295", "Sept 25", "Autumn 2", "Week 3"),
        *("31/12/25 31/03/26", "TBC", "soon", "30/02/2026", "Complete", "", "May 2024"),
    ],
    "Step": ["First // Second", "Write by 1/5/2026", "", "Ongoing", "Do it every week"],
    "Status": ["Complete", "BAU", "✅", "Rejected", "Embedded", "75%", "Paused", "", "Red"],
    "Completed": ["1/2/2024", "Yes", "", "soon", "31/02/2024", "May 2099", "N"],
    "RAG": ["R", "Green", "", "5", "Complete", "#FF0000"],
    "Progress": ["1/2/2024: met", "", "Met // 3/4/2024 // Met", "31/02/2024: met", "a.pdf"],
    "Dependencies": ["1.1", "2.1", "1", "Housing", "", "1.1, 2.1"],
    "Finding": ["1", "Plans are weak", "", "none"],
}


@st.composite
def _tables(draw: st.DrawFn) -> str:
    heads = draw(st.permutations([*CELLS]))[: draw(st.integers(3, len(CELLS)))]
    heads = heads if "Action" in heads else ["Action", *heads[1:]]
    cell = {head: st.sampled_from([*CELLS[head], "^"]) for head in heads}
    rows = [[draw(cell[head]) for head in heads] for _ in range(draw(st.integers(1, 5)))]
    return "\n".join(" | ".join(row) for row in [heads, *rows])


@given(_tables(), st.sampled_from([None, 2025]))
def test_whatever_a_paper_holds_its_plan_passes_a_check(text: str, year: int | None) -> None:
    result = imported(table(text), ImportOptions(year=year))
    if result.paths:
        assert _codes(_new(result)) <= {"T", "Q", "P"}


def test_a_plan_of_ours_comes_back_whole_or_not_at_all() -> None:
    made = _made({"evidence": [{"title": "A", "kind": "data", "file": "evidence/a.pdf"}]})
    assert restore_plan(made, Path("plan")).result == made
    assert make_new_plan(made, Path("plan"), AS_AT).result != made
    with pytest.raises(Stop, match=r"nothing was written: plan/areas/1-one/1\.1-do\.yaml:4 S"):
        restore_plan(_made({"timescale": "soon"}), Path("plan"))
