"""What becomes an area: sheets, headings with a table, rows of one cell, a column."""

import pytest

from imported import imported, lines, read_back, table, words_in, words_out
from planctl.intake.account import Fate, GuessConfidence
from planctl.intake.plan.plan_content import ImportResult
from planctl.intake.read.paper import PaperPart, PaperRow

HEAD = "Ref | Action | Lead"


def sheet(name: str, text: str) -> list[PaperPart]:
    """A sheet of a workbook."""
    rows = table(text, f"sheet {name}")
    return [row._replace(table=name) for row in rows if isinstance(row, PaperRow)]


def areas(found: ImportResult) -> dict[str, str]:
    """The title of each area, by its ref."""
    files = read_back(found)
    return {said["ref"]: said["title"] for path, said in files.items() if "area.yaml" in path}


def actions_by_area(found: ImportResult) -> dict[str, str]:
    """The number of the area of each action."""
    return {ref: path.split("/")[1].partition("-")[0] for ref, path in found.paths.items()}


def test_sheets_with_names_are_areas_and_that_is_told_as_a_guess() -> None:
    found = imported(
        [
            *sheet("Must do", f"{HEAD}\n1 | Write | AD"),
            *sheet("Should do", "Action | Lead\nCheck | AD\nEnd | AD"),
        ]
    )
    assert areas(found) == {"1": "Must do", "2": "Should do"}
    assert list(found.paths) == ["1", "2.1", "2.2"]
    told = [(e.place, e.to, e.why, e.sure) for e in found.guesses if e.text == "Must do"]
    assert told == [
        ("sheet Must do", "area 1 title", "the name of its sheet", GuessConfidence.MEDIUM)
    ]


def test_a_line_above_the_table_of_a_sheet_is_what_its_area_says() -> None:
    paper = [
        *sheet("Must do", f"Our plan | |\n{HEAD}\n1 | Write | AD"),
        *sheet("Should do", f"What can wait | |\n{HEAD}\n2 | Check | AD"),
    ]
    found = imported(paper)
    files = read_back(found)
    assert areas(found) == {"1": "Must do", "2": "Should do"}
    assert files["plan.yaml"]["title"] == "Our plan"
    assert files["areas/2-should-do/area.yaml"]["statement"] == "What can wait"


def test_areas_within_a_sheet_come_before_its_name() -> None:
    paper = [
        *sheet("North", f"{HEAD}\nArea 1: Safety | < | <\n1 | Write | AD"),
        *sheet("South", f"{HEAD}\n2 | Check | AD\nArea 1: Safety | < | <\n3 | End | AD"),
    ]
    found = imported(paper)
    assert areas(found) == {"1": "Safety", "2": "South"}
    assert actions_by_area(found) == {"1": "1", "2": "2", "3": "1"}


def test_a_sheet_that_goes_on_later_is_the_same_area() -> None:
    one, two = f"{HEAD}\n1 | Write | AD", f"{HEAD}\n2 | Check | AD"
    paper = [*sheet("A", one), *sheet("B", two), *sheet("A", "Action | Lead\nEnd | AD")]
    assert actions_by_area(imported(paper)) == {"1": "1", "1.1": "1", "2": "2"}


def test_sheets_that_nobody_named_are_no_areas() -> None:
    paper = [
        *sheet("Sheet1", f"{HEAD}\n1 | Write | AD"),
        *sheet("Sheet2", f"{HEAD}\n2 | Check | AD"),
    ]
    assert areas(imported(paper)) == {"1": "Actions"}


def test_a_sheet_without_actions_is_no_area() -> None:
    paper = [
        *sheet("Must do", f"{HEAD}\n1 | Write | AD"),
        *sheet("Should do", f"{HEAD}\n2 | Check | AD"),
        *sheet("RAG key", "Red | Late\nGreen | On time"),
    ]
    found = imported(paper)
    assert areas(found) == {"1": "Must do", "2": "Should do"}
    assert [each.text for each in found.of(Fate.LEFT)] == ["Red", "Late", "Green", "On time"]


def test_no_row_goes_on_with_one_of_another_sheet() -> None:
    paper = [
        *sheet("Must do", f"{HEAD}\n1 | Write | AD"),
        *sheet("Should do", f"{HEAD}\n | Check | SM\n2 | End | AD"),
    ]
    assert list(imported(paper).paths) == ["1", "2.1", "2"]
    assert words_out(imported(paper)) == words_in(paper)


ROWS = f"{HEAD}\n{{}}1 | Write | AD\n{{}}2 | Check | AD\n"


def test_a_heading_with_its_own_table_is_an_area_beside_those_that_have_a_label() -> None:
    paper = [
        *lines("# Plan\n## Priority 1: Access"),
        *table(f"{HEAD}\n1.1 | Write | AD"),
        *lines("## Actions from last meeting"),
        *table(f"{HEAD}\nM1 | Send | AD"),
    ]
    found = imported(paper)
    assert areas(found) == {"1": "Access", "2": "Actions from last meeting"}
    assert actions_by_area(found) == {"1.1": "1", "M1": "2"}


def test_a_heading_below_that_of_an_area_is_none() -> None:
    paper = [
        *lines("## Priority 1: Access\n### Actions"),
        *table(f"{HEAD}\n1.1 | Write | AD"),
    ]
    assert areas(imported(paper)) == {"1": "Access"}


@pytest.mark.parametrize(
    "text",
    [
        "Target: fewer than 10 exclusions",
        "All of this is new.",
        "Resources",
        "a long row of words that nobody would ever take for the title of an area of a plan at all",
    ],
)
def test_a_row_of_one_cell_between_actions_takes_none_of_them(text: str) -> None:
    alone = table(f"{HEAD}\n1 | Write | AD\n{text} | < | <\n2 | Check | AD")
    found = imported(alone)
    assert actions_by_area(found) == {"1": "1", "2": "1"}
    (left,) = found.of(Fate.LEFT)
    assert (left.place, left.text) == ("table 1 row 3", text)
    assert "the rows below stay in theirs" in left.why


def test_rows_of_one_cell_are_areas_where_several_are_and_the_report_says_what_they_took() -> None:
    found = imported(table(ROWS.format("Safety | < | <\n", "Learning | < | <\n")))
    assert areas(found) == {"1": "Safety", "2": "Learning"}
    told = {each.to: each.why for each in found.guesses if each.to.startswith("area")}
    assert told["area 2 title"].endswith("; 2 came into it")


def test_a_row_of_one_cell_is_no_area_where_a_column_names_them() -> None:
    paper = table(
        "Area | Ref | Action\nSafety | 1 | Write\nNew this year | < | <\nSafety | 2 | Check\n"
        "Left over | < | <\nLearning | 3 | Do"
    )
    found = imported(paper)
    assert areas(found) == {"1": "Safety", "2": "Learning"}
    assert [each.text for each in found.of(Fate.LEFT)] == ["New this year", "Left over"]


def test_a_row_of_one_cell_is_no_area_where_sheets_are() -> None:
    paper = [
        *sheet("Must do", ROWS.format("", "Soon | < | <\n")),
        *sheet("Should do", f"{HEAD}\n3 | End | AD\nLater | < | <\n4 | Go on | AD"),
    ]
    assert areas(imported(paper)) == {"1": "Must do", "2": "Should do"}


def test_an_area_by_guess_that_has_no_actions_says_so() -> None:
    paper = table(ROWS.format("Safety | < | <\n", "Learning | < | <\n") + "The end | < | <")
    told = [each.why for each in imported(paper).guesses if each.to == "area 3 title"]
    assert [why.partition("; ")[2] for why in told] == ["nothing came into it"]


def test_a_row_with_the_key_of_ratings_is_no_area() -> None:
    paper = table("Ref | Action | RAG\n1 | Do | 1\n1 = Red | < | <\n2 | Check | 1")
    found = imported(paper)
    assert areas(found) == {"1": "Actions"}
    assert words_out(found) == words_in(paper)


OBJECTIVES = "Objective | Ref | Action\n"


def test_a_column_below_headings_of_areas_divides_them_no_further() -> None:
    paper = [
        *lines("## Priority 1: Access"),
        *table(f"{OBJECTIVES}Shorter waits | 1.1 | Write\nPriority 2: Safety | 1.2 | Check"),
        *lines("## Priority 2: Safety"),
        *table(f"{OBJECTIVES}No falls | 2.1 | Do\nAccess | 2.2 | End"),
    ]
    found = imported(paper)
    assert areas(found) == {"1": "Access", "2": "Safety"}
    # The ref of an action decides where it lies, and a person is asked.
    assert actions_by_area(found) == {"1.1": "1", "1.2": "1", "2.1": "2", "2.2": "2"}
    asked = [(each.to, each.why, each.meanwhile) for each in found.of(Fate.ASKED)]
    assert asked == [
        ("2.2 area", "it stands in area 1, and its ref is of area 2: which?", "area 2"),
        ("1.2 area", "it stands in area 2, and its ref is of area 1: which?", "area 1"),
    ]
    left = {each.text: each.why for each in found.of(Fate.LEFT)}
    assert left == {
        "Shorter waits": "the heading above names the area, “Access”, and this is a part of it",
        "No falls": "the heading above names the area, “Safety”, and this is a part of it",
    }
    assert words_out(found) == words_in(paper)


def test_a_column_below_one_heading_names_the_areas() -> None:
    paper = [*lines("## Section 1: Actions"), *table(f"{OBJECTIVES}No falls | 2.1 | Do")]
    assert "No falls" in areas(imported(paper)).values()


@pytest.mark.parametrize("row", ["Total | 2", "Grand total: | £1,200 | 5%", "Totals |"])
def test_a_row_that_counts_the_others_is_no_action(row: str) -> None:
    found = imported(table(f"{HEAD}\n1 | Write | AD\n2 | Check | AD\n{row}"))
    assert list(found.paths) == ["1", "2"]
    assert {each.why for each in found.of(Fate.LEFT)} == {"it counts the rows above it"}


def test_a_row_that_begins_with_total_and_says_more_is_an_action() -> None:
    assert len(imported(table(f"{HEAD}\n1 | Write | AD\nTotal | Count them | AD")).paths) == 2


def test_the_history_of_the_document_and_its_key_are_reported_and_are_no_introduction() -> None:
    paper = [
        *lines("# Plan\n## Document control"),
        *table("Version | Author | Changes\n0.1 | AD | First", "table 1"),
        *lines("## RAG key\nRed: it is late\n1 = Red\n## Introduction\nWords.\n## Safety"),
        *table("Ref | Action | RAG\n1 | Do | 1", "table 2"),
    ]
    found = imported(paper)
    plan = read_back(found)["plan.yaml"]
    assert (plan["introduction"], plan.get("strapline")) == (["Words."], None)
    left = {each.text: each.why for each in found.of(Fate.LEFT)}
    assert left["First"] == "it is of the history of the document, which git keeps for a plan"
    assert left["Red: it is late"] == (
        "it says what the colours mean, which policy.yaml says for a plan"
    )
    assert read_back(found)[found.paths["1"]]["progress_rag"] == "red"


def test_a_line_after_the_table_of_the_history_is_of_the_cover() -> None:
    paper = [
        *lines("Document control"),
        *table("Version | Author | Changes\n0.1 | AD | First", "table 1"),
        *lines("The plan of our school"),
        *table("Ref | Action | Lead\n1 | Do | AD", "table 2"),
    ]
    assert read_back(imported(paper))["plan.yaml"]["title"] == "The plan of our school"


def test_areas_without_numbers_have_letters_where_the_refs_have_numbers_of_others() -> None:
    paper = [
        *lines("## Access"),
        *table("Ref | Action\n2.1 | Write\n2.2 | Read\n | Send it to all who asked for it"),
        *lines("## Safety"),
        *table("Ref | Action\n1.1 | Do"),
    ]
    found = imported(paper)
    assert areas(found) == {"A": "Access", "B": "Safety"}
    assert {each.to for each in found.entries if each.to.startswith("area")} == {
        "area A title",
        "area B title",
    }
    assert not found.of(Fate.ASKED)


def test_a_heading_without_a_title_has_that_of_the_column_below_it() -> None:
    paper = [*lines("## Priority 3"), *table("Area | Ref | Action\nAccess | 3.1 | Write")]
    assert areas(imported(paper)) == {"3": "Access"}
