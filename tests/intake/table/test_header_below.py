"""Columns whose cells, or neighbours, say that they are something else."""

import pytest

from imported import actions, imported, lines, table
from planctl.intake.account import Fate
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.read.paper import PaperPart, PaperRow
from planctl.intake.table.column import PaperColumn, parse_heading


def test_recommendations_that_are_but_numbers_are_refs() -> None:
    rows = table("Recommendation | Action | Lead\n1 | Train staff | AD\n2 | Audit records | AD")
    assert {ref: said["actions"] for ref, said in actions(rows).items()} == {
        "1": ["Train staff"],
        "2": ["Audit records"],
    }


def test_recommendations_in_words_are_findings_that_the_actions_answer() -> None:
    for head, cells in (("Ref | ", "1 | "), ("Zebra | ", "1 | ")):
        rows = table(f"{head}Recommendation | Action | Lead\n{cells}Be kind | Train staff | AD")
        [said] = actions(rows).values()
        assert said["actions"] == ["Train staff"]
        assert said["findings"] == ["kind"]


def test_a_priority_that_is_high_or_low_is_no_area() -> None:
    rows = table("Ref | Priority | Action\n1 | High | Do it\n2 | Low | Do more")
    found = imported(rows)
    assert found.areas == 1
    left = found.of(Fate.LEFT)[0]
    assert (left.text, left.why) == (
        "High",
        'it says how urgent an action is; --map "Priority=KEY" places it all the same',
    )
    assert imported(rows, ImportOptions({"priority": "area"})).areas == 2


def test_a_priority_in_words_is_an_area() -> None:
    rows = table("Ref | Priority | Action\n1 | Practice | Do it\n2 | Low | Do more")
    assert imported(rows).areas == 2


@pytest.mark.parametrize(
    ("heads", "due", "completed"),
    [
        ("Target date | Completion date", "1 May 2024", "2024-05-02"),
        ("Date | Completed date", "1 May 2024", "2024-05-02"),
        ("Date | Deadline", "2 May 2024", None),
        ("Due date | Planned completion", "1 May 2024", None),
        ("Completion date | Zebra", "1 May 2024", None),
    ],
)
def test_of_two_dates_one_says_by_when_and_the_other_is_no_second_promise(
    heads: str, due: str, completed: str | None
) -> None:
    rows = table(f"Ref | Action | {heads}\n1 | Do it | 1 May 2024 | 2 May 2024")
    said = actions(rows)["1"]
    assert (said["timescale"], said.get("completed")) == (due, completed)


def test_of_two_columns_for_the_areas_the_coarser_names_them_and_the_other_is_told() -> None:
    rows = table(
        "Priority | Objective | Ref | Action\nAccess | Waits | 1 | Do\n"
        "Access | Calls | 2 | Check\nSafety | Falls | 3 | End\nSafety | Falls | 4 | Go"
    )
    found = imported(rows)
    assert [path for path in found.files if path.endswith("area.yaml")] == [
        "areas/1-access/area.yaml",
        "areas/2-safety/area.yaml",
    ]
    left = [(each.text, each.why) for each in found.of(Fate.LEFT)]
    why = '“Priority” names the areas; --map "Objective=KEY" places it all the same'
    assert left == [("Waits", why), ("Calls", why), ("Falls", why), ("Falls", why)]


def test_the_number_of_an_area_goes_with_its_title() -> None:
    rows = table("Area | Area title | Ref | Action\n5 | Access | 1 | Do\n6 | Safety | 2 | Check")
    assert "areas/5-access/area.yaml" in imported(rows).files


@pytest.mark.parametrize("heads", ["Date | Completion", "Date | Exec date"])
def test_of_two_dates_that_may_be_the_promise_a_person_says_which_is(heads: str) -> None:
    rows = table(f"Ref | Action | {heads}\n1 | Do it | 1 May 2024 | 2 May 2024")
    asked = [(each.to, each.text, each.propose) for each in imported(rows).of(Fate.ASKED)]
    assert asked == [
        ("1 timescale", "1 May 2024", "1 May 2024"),
        ("1 timescale", "2 May 2024", "2 May 2024"),
    ]
    assert "timescale" not in actions(rows)["1"]
    answered = ImportOptions(answers={"1 timescale “2 May 2024”": "2 May 2024"})
    assert actions(rows, answered)["1"]["timescale"] == "2 May 2024"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Target closure date", "timescale"),
        ("Date scheduled for completion", "timescale"),
        ("Expected date of implementation", "timescale"),
        ("Due date (revised)", "revised"),
        ("Date of last extension", "revised"),
        ("Date (completed)", "completed"),
        ("Date actually finished", "completed"),
        ("Date the work began", "start"),
        ("Date of audit committee", "reported"),
        ("Date of final report to board", "reported"),
        ("Date letter published", "published"),
        ("Date finding was raised", "raised"),
        ("Review due date", "reviewed"),
    ],
)
def test_what_happens_on_a_date_is_told_by_the_words_of_its_heading(
    heading: str, kind: str
) -> None:
    assert parse_heading(heading, {}) == PaperColumn(kind, heading)


TICKED = "Ref | Action | Not started | In progress | Complete"


@pytest.mark.parametrize(
    ("cells", "status"),
    [("✓ | |", "not started"), (" | x |", "in progress"), (" | | yes", "complete")],
)
def test_the_status_whose_column_is_ticked_is_that_of_the_action(cells: str, status: str) -> None:
    said = actions(table(f"{TICKED}\n1 | Do | {cells}"))["1"]
    assert (said["status"], said.get("progress")) == (status, None)


def test_of_two_ticks_a_person_says_which_holds() -> None:
    rows = table(f"{TICKED}\n1 | Do | x | x | x")
    found = imported(rows)
    asked = [(each.to, each.why) for each in found.of(Fate.ASKED)]
    assert asked == [
        ("1 status", "not started and in progress: which of them holds?"),
        ("1 status", "not started and complete: which of them holds?"),
    ]
    assert actions(rows)["1"]["status"] == "not started"
    answered = actions(
        table(f"{TICKED}\n1 | Do | x | x |"), ImportOptions(answers={"1 status “x”": "paused"})
    )
    assert answered["1"]["status"] == "paused"


def test_a_tick_in_another_row_than_that_of_the_action_is_asked() -> None:
    rows = table(f"{TICKED}\n1 | Do | x | |\n1 | Check | | | x\n2 | Do | x | |\n2 | End | x | |")
    (asked,) = imported(rows).of(Fate.ASKED)
    assert (asked.to, asked.text, asked.propose) == ("1 status", "x; x", "not started")


def test_columns_called_as_statuses_in_which_there_are_no_ticks_are_what_they_were() -> None:
    said = actions(table(f"{TICKED}\n1 | Do | | We began | 1 May 2024"))["1"]
    assert (said["progress"], said["completed"]) == ([{"note": "We began"}], "2024-05-01")


def test_what_is_no_tick_after_all_is_reported() -> None:
    rows = "\n".join(f"{number} | Do | x | |" for number in range(1, 201))
    found = imported(table(f"{TICKED}\n{rows}\n201 | Do | maybe | |"))
    (left,) = found.of(Fate.LEFT)
    assert (left.text, left.why) == ("maybe", "it stands under “not started”, and is no tick")


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        ("1 May 2024 | 2 May 2025", ("1 extension", "2 May 2025")),
        ("1 May 2024 | later", ("1 extension", "later")),
        (" | 2 May 2025", ("1 timescale", "2 May 2025")),
    ],
)
def test_a_revised_date_is_an_extension_to_be_agreed_and_never_the_promise(
    cells: str, asked: tuple[str, str]
) -> None:
    rows = table(f"Ref | Action | Target date | Revised date\n1 | Do | {cells}")
    (question,) = imported(rows).of(Fate.ASKED)
    assert (question.to, question.text) == asked
    assert actions(rows)["1"].get("timescale") == (cells.partition("|")[0].strip() or None)


def test_a_revised_date_that_is_not_set_is_read_so() -> None:
    rows = table("Ref | Action | Revised date | Target date\n1 | Do | n/a | 1 May 2024")
    assert not imported(rows).of(Fate.ASKED)
    assert "extensions" not in actions(rows)["1"]


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        ("Priority", ["High", "Low", "Medium"]),
        ("Priority", ["1", "2", "1"]),
        ("Priority", ["P1 - Critical", "Priority 2", "Should"]),
        ("Priority", ["Fundamental", "Significant", "Merits attention"]),
        ("Objective", ["Waits", "Calls", "Falls"]),
        ("Theme", [f"Theme of {number}" for number in range(12)]),
        ("Theme", [*(f"Theme of {number}" for number in range(11)), "Theme of 1"]),
    ],
)
def test_what_groups_no_rows_is_no_area(heads: str, rows: list[str]) -> None:
    body = "\n".join(f"{number} | {text} | Do {number}" for number, text in enumerate(rows, 1))
    assert imported(table(f"Ref | {heads} | Action\n{body}")).areas == 1


def test_a_weakness_that_each_row_has_of_its_own_is_a_finding() -> None:
    rows = table(
        "Ref | Cause of concern | Action\n1 | Crime is recorded late | Do\n"
        "2 | Calls are answered late | Check\n3 | Cells are cold | End"
    )
    assert actions(rows)["3"]["findings"] == ["cells-cold"]


def test_numbered_areas_may_have_an_action_each() -> None:
    rows = table("Ref | Area | Action\n1.1 | 1 A | Do\n2.1 | 2 B | Check\n3.1 | 3 C | End")
    assert imported(rows).areas == 3


@pytest.mark.parametrize(
    ("heads", "first", "second", "refs"),
    [
        ("CAPA # | Zebra", "C-01 | x", "C-02 | x", ["C-01", "C-02"]),
        ("AFI | Zebra", "AFI-1 | x", "AFI-2 | x", ["AFI-1", "AFI-2"]),
        ("Minute ref | Zebra", "12/3 | x", "13.4 | x", ["12/3", "13.4"]),
        ("Zebra | Asset ID", "R&D 1a | S1", "X/2024/02 | S1", ["R&D 1a", "X/2024/02"]),
        ("Rec | Asset ID", "1 | S1", "2 | S1", ["1", "2"]),
        ("Risk ID | Action ref", "R-1 | A1", "R-1 | A2", ["A1", "A2"]),
        ("Weakness ID | POA&M ID", "V-1 | A1", "V-2 | A2", ["A1", "A2"]),
        ("Scanner ID | Weakness ID", "S1 | A1", "S2 | A2", ["A1", "A2"]),
        ("No. | Recommendation ref", "1 | A1", "2 | A2", ["A1", "A2"]),
        ("Zebra | Owner", "May 2024 | AD", "June 2024 | AD", ["1.1", "1.2"]),
        ("Zebra | Owner", "Z1 | AD", "Z1 | AD", ["1.1", "1.2"]),
        ("Lead | Zebra", "HR1 | x", "HR2 | x", ["1.1", "1.2"]),
    ],
)
def test_the_ref_is_that_of_the_action(
    heads: str, first: str, second: str, refs: list[str]
) -> None:
    found = imported(table(f"{heads} | Action\n{first} | Do\n{second} | Check"))
    assert [*found.paths] == refs


def _counted(rows: list[PaperPart], numbers: list[str]) -> list[PaperPart]:
    """Rows whose first cells are numbered by the program that wrote them."""
    body = []
    for row, number in zip(rows[1:], numbers, strict=True):
        assert isinstance(row, PaperRow)
        first, *others = row.cells
        paragraphs = tuple(words._replace(number=number) for words in first.paragraphs)
        body.append(row._replace(cells=(first._replace(paragraphs=paragraphs), *others)))
    return [rows[0], *body]


@pytest.mark.parametrize(
    ("numbers", "refs"),
    [
        (["1.1", "1.2."], ["1.1", "1.2"]),
        (["(a)", "(b)"], ["a", "b"]),
        (["1.", "1."], ["1.1", "1.2"]),
        (["7", ""], ["1.1", "1.2"]),
    ],
)
def test_a_list_that_word_numbers_gives_its_numbers(numbers: list[str], refs: list[str]) -> None:
    rows = _counted(table("Action | Lead\nDo | AD\nCheck | HR"), numbers)
    found = imported(rows)
    assert [*found.paths] == refs
    assert {entry.fate for entry in found.entries if entry.to.endswith(" ref")} == {Fate.MADE}


@pytest.mark.parametrize("name", ["Area 1", "1."])
def test_a_row_of_two_merged_cells_heads_an_area(name: str) -> None:
    rows = table(
        f"Ref | Action | Lead | Due\n{name} | Making decisions | < | <\n1 | Do | AD | May 2026\n"
        "Area 2 | Seeing children | < | <\n2 | Go | AD | May 2026"
    )
    found = imported(rows)
    assert [path for path in found.files if path.endswith("area.yaml")] == [
        "areas/1-making-decisions/area.yaml",
        "areas/2-seeing-children/area.yaml",
    ]


@pytest.mark.parametrize("above", ["# Our plan\n# Answers", "Our plan\nOur council\nAnswers"])
def test_rows_that_head_areas_count_and_not_the_heading_above_their_table(above: str) -> None:
    rows = [
        *lines(above),
        *table(
            "Ref | Action | Lead\nFor the unit | < | <\n1 | Do | AD\nFor the region | < | <\n"
            "2 | Go | AD"
        ),
    ]
    found = imported(rows)
    assert [path for path in found.files if path.endswith("area.yaml")] == [
        "areas/1-for-the-unit/area.yaml",
        "areas/2-for-the-region/area.yaml",
    ]
    assert "heading above the areas" in {entry.to for entry in found.of(Fate.STRUCTURE)}


BANDS = {
    "of one cell": "Leadership | | \n1 | Do | AD\nPractice | | \n2 | Go | HR",
    "with numbers": "1 | Leadership | \n1.1 | Do | AD\n2. | Practice | \n2.1 | Go | HR",
}


@pytest.mark.parametrize("rows", BANDS.values(), ids=BANDS)
def test_rows_with_the_name_of_an_area_alone_head_it(rows: str) -> None:
    found = imported(table(f"Ref | Action | Lead\n{rows}"))
    assert [path for path in found.files if path.endswith("area.yaml")] == [
        "areas/1-leadership/area.yaml",
        "areas/2-practice/area.yaml",
    ]
    assert len(found.paths) == 2


@pytest.mark.parametrize(
    ("rows", "areas"),
    [
        ("Leadership | | \nDo | AD | May 2026\nPractice | | \nGo | HR | May 2026", 2),
        ("Do | AD | May 2026\nPractice | | \nGo | HR | May 2026", 1),
        ("Leadership. | | \nGo | HR | May 2026", 1),
        ("Leadership | | ", 1),
    ],
)
def test_words_alone_under_actions_head_areas_only_where_no_action_has_begun(
    rows: str, areas: int
) -> None:
    assert imported(table(f"Action | Lead | Due\n{rows}")).areas == areas


def test_a_step_has_the_date_beside_it() -> None:
    rows = table(
        "Ref | Action | Milestone | Milestone date | Owner | Due date\n"
        "1 | Do | Draft | 1 May 2026 | AD | 30 June 2026\n"
        "1 | | Final | soon | AD | 30 June 2026\n2 | Go | | 2 May 2026 | HR | 31 July 2026"
    )
    found = imported(rows)
    said = actions(rows)["1"]
    assert said["milestones"] == [{"what": "Draft", "timescale": "1 May 2026"}, {"what": "Final"}]
    assert (said["leads"], said["timescale"]) == (["AD"], "30 June 2026")
    assert [(entry.to, entry.text) for entry in found.of(Fate.ASKED)] == [("1 milestone", "soon")]
    assert [(entry.text, entry.why) for entry in found.of(Fate.LEFT)] == [
        ("2 May 2026", "no step stands beside it")
    ]


def test_a_current_date_that_is_the_first_one_is_no_extension() -> None:
    rows = table(
        "Ref | Action | Original due date | Current due date\n1 | Do | 1 May 2024 | 01/05/2024"
    )
    assert not imported(rows).of(Fate.ASKED)
