"""What the tables of papers mean, in the many forms that real plans have."""

import pytest

from imported import actions, imported, lines, read_back, table, words_in, words_out
from planctl.intake.account import Fate
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.read.paper import PaperCell, PaperLine, PaperRow, Paragraph

HEAD = "Ref | Action | Lead | By when | RAG | Progress"


def test_a_header_that_is_repeated_on_each_page_is_read_once() -> None:
    found = actions(table(f"{HEAD}\n1 | Do | AD | May 2024 | G | x\n{HEAD}\n2 | Do | AD | | |"))
    assert list(found) == ["1", "2"]


def test_a_table_without_a_header_goes_on_with_the_one_of_the_page_before() -> None:
    first = table(f"{HEAD}\n1 | Do this and | AD | May 2024 | G | x", "table 1")
    found = actions([*first, *table(" | then that | | | | y.", "table 2")])
    assert found["1"]["actions"] == ["Do this and then that"]
    assert found["1"]["progress"] == [{"note": "x y."}]


HEADLESS = """
    CP1 | Write a procedure for core groups | Children are seen in time | AD | Jan 2024
    CP2 | Train all of the social workers | Everybody knows the procedure | SM QA | Feb 2024
"""


def test_no_column_of_a_table_without_a_header_is_guessed_from_what_stands_in_it() -> None:
    found = imported(table(HEADLESS))
    assert not found.paths
    assert len(found.of(Fate.LEFT)) == 10


def test_a_person_names_the_columns_of_a_table_without_a_header_by_their_numbers() -> None:
    columns = {"column 1": "ref", "column 2": "actions", "column 4": "leads"}
    found = actions(table(HEADLESS), ImportOptions(columns))
    assert found["CP2"]["actions"] == ["Train all of the social workers"]
    assert found["CP2"]["leads"] == ["SM QA"]
    assert "timescale" not in found["CP2"]


@pytest.mark.parametrize("text", ["a | b", "a | b | c"])
def test_a_table_of_anything_else_is_reported(text: str) -> None:
    found = imported(table(text))
    assert not found.paths
    assert [each.text for each in found.of(Fate.LEFT)] == text.split(" | ")


def test_of_two_header_rows_the_more_specific_words_count() -> None:
    found = actions(
        table(
            """
            Ref | What | < | RAG | < | When | <
            ^ | Action | Outcome | Progress | Impact | Start date | End date
            1 | Do | Good | Red | Green | Jan 2024 | May 2024
            Ref | What | < | RAG | < | When | <
            ^ | Action | Outcome | Progress | Impact | Start date | End date
            2 | Do | Good | Red | Green | Jan 2024 | May 2024
            """
        )
    )
    assert list(found) == ["1", "2"]
    assert found["1"]["expected_impact"] == ["Good"]
    assert (found["1"]["progress_rag"], found["1"]["impact_rag"]) == ("red", "green")
    assert found["1"]["timescale"] == "May 2024"


def test_a_second_header_row_can_be_one_that_the_paper_says_is_one() -> None:
    rows = table("Ref | Action | RAG | RAG\n | | Jan 2024 | Progress rating\n1 | Do | A | G")
    head = [rows[0], rows[1]._replace(is_header=True), rows[2]]  # type: ignore[call-arg] # a row
    found = actions(head)
    assert found["1"]["progress"] == [{"date": "2024-01-31", "note": "RAG Jan 2024: amber"}]


@pytest.mark.parametrize(
    "row", ["Ref | Action | RAG | RAG", "#00B050 | | |"], ids=["again", "blank"]
)
def test_a_second_header_row_says_something_of_its_own(row: str) -> None:
    rows = table(f"Ref | Action | RAG | <\n{row}\n1 | Visit all of them | A | G")
    head = [rows[0], rows[1]._replace(is_header=True), rows[2]]  # type: ignore[call-arg] # a row
    found = imported(head)
    assert list(found.paths) == ["1"]
    assert words_out(found) == words_in(head)


def test_a_row_that_the_paper_calls_a_header_is_one_even_if_its_words_are_guesses() -> None:
    rows = table("Our reference number | The action that we take | Zebra\n1 | Do | x", header=True)
    found = imported(rows)
    assert list(found.paths) == ["1"]
    assert {each.to for each in found.guesses} >= {"heading of a column: actions"}


def test_areas_are_headings_with_their_statement() -> None:
    paper = [
        *lines("# Area for Improvement 2:\n# Practice\nIt is good.\nAnd gets better."),
        *table(f"{HEAD}\n2.1 | Do | AD | | |"),
        *lines("Area 3 Learning"),
        *table(f"{HEAD}\n3.1 | Do | AD | | |"),
        *lines("Area for Improvement 2:"),
        *table(f"{HEAD}\n2.2 | Do | AD | | |"),
    ]
    files = read_back(imported(paper))
    assert files["areas/2-practice/area.yaml"] == {
        "ref": "2",
        "title": "Practice",
        "statement": "It is good.\n\nAnd gets better.",
    }
    assert "areas/2-practice/2.2-do.yaml" in files
    assert "areas/3-learning/3.1-do.yaml" in files


def test_an_area_of_weakness_has_its_number_and_its_title() -> None:
    paper = [*lines("# Area of weakness 2: Waiting times"), *table("Ref | Action\n2.1 | Do")]
    [area] = [said for path, said in read_back(imported(paper)).items() if "area.yaml" in path]
    assert area == {"ref": "2", "title": "Waiting times"}


@pytest.mark.parametrize("owner", ["Oakfield Primary School", "Sunny View Care Home", "A Council"])
def test_whose_plan_it_is_can_stand_right_above_the_table(owner: str) -> None:
    paper = [*lines(f"# School development plan\n{owner}"), *table("Ref | Action\n1 | Do")]
    found = read_back(imported(paper))
    assert found["plan.yaml"]["organisation"] == owner
    assert found["areas/1-actions/area.yaml"]["title"] == "Actions"


def test_a_title_does_not_begin_with_the_number_of_its_action() -> None:
    found = actions(table("Ref | Action\n1 | 1. Refresh the plan\n2 | (a) Train staff"))
    assert [said["title"] for said in found.values()] == ["Refresh the plan", "Train staff"]


def test_any_heading_that_has_a_table_of_actions_is_an_area() -> None:
    paper = [
        *lines("# The plan\n## Introduction\nWords.\n## 1. Safety\nBe safe.\n"),
        *table("Action | Lead\nDo | AD"),
        *lines("## Learning"),
        *table("Action | Lead\nDo | AD\nDo more | AD"),
    ]
    found = imported(paper)
    assert list(found.paths) == ["1.1", "2.1", "2.2"]
    files = read_back(found)
    assert files["areas/1-safety/area.yaml"]["statement"] == "Be safe."
    assert files["areas/2-learning/area.yaml"]["title"] == "Learning"
    assert files["plan.yaml"]["introduction"] == ["Words."]


def test_a_short_line_above_a_table_is_its_area_where_there_are_no_headings() -> None:
    paper = [*lines("A long line that ends.\nSafety"), *table("Action | Lead\nDo | AD")]
    assert "areas/1-safety/area.yaml" in read_back(imported(paper))


def test_areas_are_rows_of_one_cell_within_a_table() -> None:
    found = imported(
        table(
            f"""
            Area 1: Safety | < | < | < | < | <
            {HEAD}
            1.1 | Do | AD | | |
            2. Learning | < | < | < | < | <
            Everybody learns. | < | < | < | < | <
            2.1 | Do | AD | | |
            Resources | < | < | < | < | <
            3.1 | Do | AD | | |
            Area 4 | | | | |
            4.1 | Do | AD | | |
            """
        )
    )
    files = read_back(found)
    titles = {said["ref"]: said["title"] for path, said in files.items() if "area.yaml" in path}
    assert titles == {"1": "Safety", "2": "Learning", "3": "Resources", "4": "Area 4"}
    assert files["areas/2-learning/area.yaml"]["statement"] == "Everybody learns."


def test_areas_are_a_column_whose_cells_are_merged() -> None:
    found = imported(
        table(
            """
            Area | Ref | Action | Lead
            1. Safety | 1 | Do | AD
            ^ | 2 | Do | ^
            Learning | 3 | Do | SM QA
            Safety | 4 | Do | AD
            1. Safety | 5 | Do | AD
            """
        )
    )
    files = read_back(found)
    assert [path for path in files if path.endswith("area.yaml")] == [
        "areas/1-safety/area.yaml",
        "areas/2-learning/area.yaml",
    ]
    assert files[found.paths["2"]]["leads"] == ["AD"]
    assert found.paths["4"].startswith("areas/1-safety/")


def test_two_areas_of_one_number_are_told_apart() -> None:
    paper = [
        *lines("Area 1: Safety"),
        *table("Action | Lead\nDo | AD"),
        *lines("Area 1: Learning"),
        *table("Action | Lead\nDo | AD"),
        *lines("Area 3"),
    ]
    found = imported(paper)
    assert [path for path in found.files if path.endswith("area.yaml")] == [
        "areas/1-safety/area.yaml",
        "areas/2-learning/area.yaml",
    ]


@pytest.mark.parametrize("ref", ["1.10", "CP1", "2 (i)", "3.01.02", "SR (25/26) 01", "7a"])
def test_a_ref_stays_as_it_is(ref: str) -> None:
    assert list(actions(table(f"{HEAD}\n{ref} | Do | AD | | |"))) == [ref]


def test_a_ref_that_is_taken_or_too_long_is_reported_and_the_action_numbered() -> None:
    long = "a label that no board would ever say of an action"
    found = imported(
        table(
            f"{HEAD}\n1 | Do | AD | | |\n2 | Do | AD | | |\n1 | Do | AD | | |\n"
            f"{long} | X | AD | | x |"
        )
    )
    assert list(found.paths) == ["1", "2", "1.1", "1.2"]
    assert [(e.text, e.to, e.why) for e in found.of(Fate.ASKED)][:2] == [
        ("1", "1.1 ref", "table 1 row 2 has it too, so this one is kept apart as 1.1"),
        (long, "1.2 ref", "it is longer than 40 characters; give it a short one"),
    ]


def test_a_number_that_the_program_counts_is_a_ref() -> None:
    rows = table(f"{HEAD}\n | Do | AD | | |")
    row = rows[1]
    assert isinstance(row, PaperRow)
    numbered = row._replace(cells=(PaperCell((Paragraph("", number="1.1"),)), *row.cells[1:]))
    assert list(actions([rows[0], numbered])) == ["1.1"]


def test_a_table_that_only_tells_more_of_actions_is_added_to_them() -> None:
    paper = [
        *table(f"{HEAD}\n1 | Do | AD | | |", "table 1"),
        *table("Ref | Update | Evidence\n1 | It is done | A survey\n9 | Who knows |", "table 2"),
    ]
    found = imported(paper)
    assert read_back(found)[found.paths["1"]]["evidence"] == [
        {"title": "A survey", "kind": "feedback"}
    ]
    assert [each.text for each in found.of(Fate.LEFT)] == ["Who knows"]
    (asked,) = found.of(Fate.ASKED)
    assert (asked.text, asked.to) == ("9", "9 actions")
    assert asked.why == "no row says what this action is; write it with what stands beside it"


def test_a_column_that_gives_way_to_a_surer_one_is_no_guess_and_says_why() -> None:
    rows = table("Ref | Action | Lead | The lead of old\n1 | Do | AD | HR")
    found = imported(rows)
    assert "The lead of old" not in [each.text for each in found.guesses]
    [left] = found.of(Fate.LEFT)
    assert left.text == "HR"
    assert left.why == (
        "“Lead” is taken for the leads, and not “The lead of old”; "
        '--map "The lead of old=KEY" places it all the same'
    )


def test_a_row_with_the_ref_of_the_one_above_is_more_of_the_same_action() -> None:
    found = actions(
        table(
            f"{HEAD}\n1 | Do | AD | May 2024 | |\n1 | Check | SM QA | June 2024 | |\n"
            "^ | End | | | |"
        )
    )
    assert found["1"]["actions"] == ["Do", "Check", "End"]
    assert found["1"]["leads"] == ["AD", "SM QA"]
    assert [step["timescale"] for step in found["1"]["milestones"]] == ["May 2024", "June 2024"]


TWICE = f"{HEAD}\n1 | Do | AD | May 2024 | |\n1 | {{}} | SM | June 2024 | |\n2 | End | AD | | |"


def test_two_actions_that_share_a_ref_are_kept_apart_and_a_person_is_asked() -> None:
    found = imported(table(f"{TWICE.format('Check')}\n1.1 | Go on | AD | | |"))
    said = read_back(found)
    assert list(found.paths) == ["1", "1.2", "2", "1.1"]
    assert [said[found.paths[ref]]["timescale"] for ref in ("1", "1.2")] == [
        "May 2024",
        "June 2024",
    ]
    (asked,) = found.of(Fate.ASKED)
    assert (asked.place, asked.text, asked.to) == ("table 1 row 3", "1", "1.2 ref")


def test_an_answer_gives_the_second_its_ref_unless_another_has_that() -> None:
    paper = table(TWICE.format("Check"))
    said = ImportOptions(answers={"1.1 ref “1”": "1a"})
    found = imported(paper, said)
    assert (list(found.paths), found.of(Fate.ASKED)) == (["1", "1a", "2"], ())
    taken = ImportOptions(answers={"1.1 ref “1”": "2"})
    assert list(imported(paper, taken).paths) == ["1", "1.1", "2"]


@pytest.mark.parametrize("words", ["Do", "and check it", ""])
def test_a_row_that_repeats_or_goes_on_with_the_words_above_is_of_the_same_action(
    words: str,
) -> None:
    assert list(actions(table(TWICE.format(words)))) == ["1", "2"]


def test_a_row_without_a_promise_of_its_own_is_a_step_of_the_action_above() -> None:
    found = actions(table(f"{HEAD}\n1 | Do | AD | | |\n1 | Check | | | |\n2 | End | AD | |"))
    assert found["1"]["actions"] == ["Do", "Check"]


def test_a_table_of_progress_can_stand_above_the_actions() -> None:
    paper = [
        *table("Ref | Update\n1 | It is done", "table 1"),
        *table(f"{HEAD}\n1 | Do | AD | | |", "table 2"),
    ]
    assert actions(paper)["1"]["progress"] == [{"note": "It is done"}]


def test_what_a_second_table_says_otherwise_is_left_to_a_person() -> None:
    paper = [
        *table(f"{HEAD}\n1 | Do | AD | May 2024 | |\n2 | End | AD | May 2024 | |", "table 1"),
        *table("Ref | Update | By when\n1 | x | June 2024\n2 | y | May 2024", "table 2"),
    ]
    found = imported(paper)
    assert read_back(found)[found.paths["1"]]["timescale"] == "May 2024"
    (asked,) = found.of(Fate.ASKED)
    assert (asked.text, asked.to) == ("June 2024", "1 timescale")
    assert asked.why == "table 1 row 2 says “May 2024”, which was taken"


def test_an_item_of_a_list_never_goes_on_with_what_is_before_it() -> None:
    found = actions(table(f"{HEAD}\n1 | Do | AD | | |\n | * check | | | |\n | and write | | | |"))
    assert found["1"]["actions"] == ["Do", "check and write"]


def test_a_lead_cell_that_a_page_broke_is_one_and_two_leads_are_two() -> None:
    head = "Ref | Action | Lead and timescale"
    found = actions(
        table(f"{head}\n1 | Do | Service Manager\n | | Compass May 2024\n2 | Do | AD\n | | SM QA\n")
    )
    assert found["1"]["leads"] == ["Service Manager Compass"]
    assert found["2"]["leads"] == ["AD", "SM QA"]


def test_a_row_that_only_fills_unknown_columns_is_no_action() -> None:
    found = imported(table("Ref | Action | Zebra | Zoo\n1 | Do | |\n | | stripes | hay"))
    assert [*found.paths] == ["1"]
    assert [each.text for each in found.of(Fate.LEFT)] == ["stripes", "hay"]


def test_a_cell_of_an_action_may_go_over_two_columns() -> None:
    found = actions(table("Ref | Action | Comments | Lead\n1 | Do it all | < | AD"))
    assert found["1"]["actions"] == ["Do it all"]
    assert "progress" not in found["1"]


def test_a_row_with_a_heading_that_a_person_named_is_the_header_where_no_other_is() -> None:
    rows = table("Alpha | Beta\nDo it now | Alpha\nAlpha | x")
    found = actions(rows, ImportOptions({"alpha": "actions"}))
    assert [said["actions"] for said in found.values()] == [["Do it now"], ["Alpha"]]


def test_what_is_said_of_a_column_is_done() -> None:
    paper = table("Ref | Action | Who's on it | Zebra\n1 | Do | AD | stripes")
    found = imported(paper, ImportOptions(more={"who's on it": "leads", "zebra": "nothing"}))
    assert read_back(found)[found.paths["1"]]["leads"] == ["AD"]
    assert [(each.text, each.why) for each in found.of(Fate.LEFT)] == [
        ("stripes", "the column “Zebra” is left out: you said so")
    ]


def test_a_cell_beyond_the_header_is_reported() -> None:
    found = imported(
        [
            *table("Ref | Action | Lead"),
            *table("1 | Do | AD | more"),
            *table("Ref|Action|Lead|Deadline"),
        ]
    )
    assert [(each.text, each.why) for each in found.of(Fate.LEFT)] == [
        ("more", "the column has no heading")
    ]


def test_what_stands_beside_the_text_is_reported_and_headers_of_pages_are_passed_over() -> None:
    paper = [
        PaperLine("page header", "Confidential", beside="page header"),
        PaperLine("comment 1", "Is this so?", beside="comment"),
        PaperLine("file 1", "terms.docx", beside="embedded file"),
        PaperLine("box 1", "Our title plan", beside="text box"),
        *lines("Page 1 of 3"),
        *table(f"{HEAD}\n1 | Do | AD | | |"),
    ]
    found = imported(paper)
    assert [each.text for each in found.of(Fate.LEFT)] == ["Is this so?", "terms.docx"]
    assert read_back(found)["plan.yaml"]["title"] == "Our title plan"


def test_a_sign_that_no_plan_file_may_hold_is_taken_out_and_said_to_be() -> None:
    found = imported(table(f"{HEAD}\n1 | Do\x07 this\x00now | AD | | |"))
    assert read_back(found)[found.paths["1"]]["actions"] == ["Do this now"]
    assert found.of(Fate.LEFT)[0].why.startswith("a control character")


def test_a_line_or_row_that_says_nothing_is_passed_over() -> None:
    paper = [*lines("Our plan\n\u200b"), *table(f"{HEAD}\n | | | | \n1 | Do | AD | | |")]
    found = imported(paper)
    assert list(found.paths) == ["1"]
    assert "strapline" not in read_back(found)["plan.yaml"]
    assert [each.why for each in found.of(Fate.LEFT, Fate.ASKED)] == [
        "a mark of the direction of writing, which cannot be seen, was taken out"
    ]


def test_two_actions_whose_files_would_have_one_name_get_two() -> None:
    found = imported(table(f"{HEAD}\n2 (i) | Do | AD | | |\n2-i | Do | AD | | |"))
    assert sorted(found.paths.values()) == [
        "areas/1-actions/2-i-do-2.yaml",
        "areas/1-actions/2-i-do.yaml",
    ]


def test_a_table_of_updates_tells_more_of_the_action_that_it_names() -> None:
    paper = [
        *table(f"{HEAD}\n1 | Do | AD | | |\n2 | Do | AD | | |", "table 1"),
        *table("Ref | Update | Evidence\n1 | Half of it | A survey", "table 2"),
    ]
    found = actions(paper)
    assert found["1"]["progress"] == [{"note": "Half of it"}]
    assert "progress" not in found["2"]


def test_an_area_column_can_hold_but_a_number() -> None:
    files = read_back(imported(table("Area | Ref | Action | Lead\nArea 2 | 1 | Do | AD")))
    assert files["areas/2-area-2/area.yaml"] == {"ref": "2", "title": "Area 2"}


def test_a_number_of_an_area_that_is_taken_gives_way_to_a_free_one() -> None:
    paper = [
        *lines("Area 2: Safety"),
        *table("Ref | Action | Lead\n2.1 | Do | AD"),
        *lines("Area 2: Learning"),
        *table("Action | Lead\nDo | AD"),
        *lines("Area 2: Safety"),
        *table("Action | Lead\nDo more | AD"),
    ]
    assert list(imported(paper).paths) == ["2.1", "2.2", "3.1"]


def test_a_row_above_the_header_is_reported() -> None:
    found = imported(table(f"Owner | Jane | | | |\n{HEAD}\n1 | Do | AD | | |"))
    assert [each.text for each in found.of(Fate.LEFT)] == ["Owner", "Jane"]


def test_a_short_line_that_a_long_one_follows_heads_no_table() -> None:
    paper = [
        *lines("Our plan\nSafety first\nA sentence that says what the plan is for, and ends."),
        *table("Action | Lead\nDo | AD"),
    ]
    assert read_back(imported(paper))["areas/1-actions/area.yaml"]["title"] == "Actions"


def test_a_merged_cell_without_a_beginning_says_nothing() -> None:
    assert "leads" not in actions(table("Ref | Action | Lead\n1 | Do | ^"))["1"]


def test_a_second_header_row_can_be_a_guess_where_the_paper_says_it_is_one() -> None:
    rows = table("Ref | Action | Lead | Zebra\n | | Their lead now | Update of it\n1 | Do | AD | x")
    second = rows[1]
    assert isinstance(second, PaperRow)
    found = actions([rows[0], second._replace(is_header=True), rows[2]])
    assert found["1"]["progress"] == [{"note": "x"}]
