"""What becomes an area: sheets, headings with a table, rows of one cell, a column."""

from imported import imported, read_back, table, words_in, words_out
from planctl.cli.importing.made import Made
from planctl.intake.paper.account import Fate, Sure
from planctl.intake.paper.part import Part, Row

HEAD = "Ref | Action | Lead"


def sheet(name: str, text: str) -> list[Part]:
    """A sheet of a workbook."""
    rows = table(text, f"sheet {name}")
    return [row._replace(table=name) for row in rows if isinstance(row, Row)]


def areas(found: Made) -> dict[str, str]:
    """The title of each area, by its ref."""
    files = read_back(found)
    return {said["ref"]: said["title"] for path, said in files.items() if "area.yaml" in path}


def actions_by_area(found: Made) -> dict[str, str]:
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
    assert told == [("sheet Must do", "area 1 title", "the name of its sheet", Sure.MEDIUM)]


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
