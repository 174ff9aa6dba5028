"""Forms: a page or a card for each action, with labels and what stands beside them."""

import pytest

from imported import actions, imported, lines, read_back, table, words_in, words_out
from planctl.intake.account import Fate
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.read.paper import PaperPart, PaperRow
from planctl.intake.table.header import likely_action_heading, paper_headings

CARD = "Action | Open a clinic\nOwner | Head of Clinics\nDue date | 31 March 2027\nRAG | Green"
OTHER = "Action | Call back\nOwner | Contact Manager\nDue date | 30 June 2027\nZebra | x"
PAIRS = (
    "Ref | 1.1 | Lead | Head of Clinics\nAction | Open a clinic | By when | 31 March 2027\n"
    "Ref | 1.2 | Lead | Contact Manager\nAction | Call back | By when | 30 June 2027"
)
TURNED = (
    "Ref | 1.1 | 1.2\nWhat will we do? | Open a clinic | Call back\n"
    "Who? | Head of Clinics | Contact Manager\nBy when? | 31 March 2027 | 30 June 2027"
)
STACK = f"{CARD}\n{OTHER}\nAction | Listen\nAction | Answer\nOwner | Chair\nDue date | May 2027"


@pytest.mark.parametrize(
    "paper",
    [
        [*table(CARD, "table 1"), *table(OTHER, "table 2")],
        table(f"{CARD}\n{OTHER}"),
        table(PAIRS),
        table(TURNED),
        lines(
            "Action: Open a clinic\nLead: Head of Clinics\nBy when: 31 March 2027\n"
            "Action: Call back\nLead: Contact Manager\nBy when: 30 June 2027"
        ),
        lines(
            "## Area 1: Access\nAction 1.1: Open a clinic\nLead: Head of Clinics\n"
            "By when: 31 March 2027\n## Area 2: Safety\nAction 1.2:\nCall back\n"
            "Lead:\n* Contact Manager\nBy when: 30 June 2027"
        ),
    ],
)
def test_the_labels_of_a_form_say_what_stands_beside_them(paper: list[PaperPart]) -> None:
    found = imported(paper)
    first, second = actions(paper).values()
    assert (first["actions"], first["leads"]) == (["Open a clinic"], ["Head of Clinics"])
    assert (second["actions"], second["timescale"]) == (["Call back"], "30 June 2027")
    assert not found.of(Fate.ASKED)
    assert words_in(paper) == words_out(found)


@pytest.mark.parametrize(
    "paper",
    [
        lines(
            "What did they find? Plans drift.\nWhat will we do? Open a clinic\nWho leads? AD\n"
            "By when? May 2027"
        ),
        lines("Action 1.1 – Open a clinic\nLead: AD\nDeadline: May 2027"),
        lines("Action\nOpen a clinic\nLead\nAD\nBy when\nMay 2027"),
        table("Recommendation 1 | Be open\nAction | Open a clinic\nOwner | AD\nDue | May 2027"),
    ],
)
def test_labels_may_be_questions_numbers_or_lines_of_their_own(paper: list[PaperPart]) -> None:
    [said] = actions(paper).values()
    assert (said["actions"], said["timescale"]) == (["Open a clinic"], "May 2027")
    assert words_in(paper) == words_out(imported(paper))


def test_a_label_that_comes_twice_in_a_form_has_both_values() -> None:
    rows = table("Ref | 1\nAction | Listen\nAction | Answer\nOwner | Chair\nDue date | May 2027")
    assert actions(rows)["1"]["actions"] == ["Listen", "Answer"]


@pytest.mark.parametrize(
    ("heading", "ref", "title"),
    [
        ("# Action 3: Saturdays", "3", "Saturdays"),
        ("# 2.1 Saturdays", "2.1", "Saturdays"),
        ("# Recommendation no. R4", "R4", "Open a clinic"),
    ],
)
def test_the_heading_of_a_form_gives_its_ref_and_title(heading: str, ref: str, title: str) -> None:
    paper = [*lines(f"# Plan\n{heading}"), *table(CARD)]
    found = imported(paper)
    [said] = actions(paper).values()
    assert (said["ref"], said["title"]) == (ref, title)
    assert words_in(paper) == words_out(found)


def test_headings_above_each_of_several_forms_are_titles_and_no_areas() -> None:
    paper = [
        *lines("# Plan\n## Saturdays"),
        *table(CARD, "table 1"),
        *lines("## By telephone"),
        *table(OTHER, "table 2"),
    ]
    assert imported(paper).areas == 1
    assert [said["title"] for said in actions(paper).values()] == ["Saturdays", "By telephone"]


def test_a_ref_or_title_of_the_form_itself_counts() -> None:
    rows = table(f"Ref | 7\nTitle | Own\n{CARD}")
    [said] = actions([*lines("# Action 3: Saturdays"), *rows]).values()
    assert (said["ref"], said["title"]) == ("7", "Own")


def test_a_person_names_the_label_of_the_actions() -> None:
    rows = table("Zebra | Open a clinic\nOwner | Head of Clinics\nStripes | x")
    assert not imported(rows).paths
    [said] = actions(rows, ImportOptions({"zebra": "actions"})).values()
    assert said["leads"] == ["Head of Clinics"]


@pytest.mark.parametrize(
    "paper",
    [
        lines("Title: Our plan\nOwner: Chair\nDate: May 2024\nStatus: Draft"),
        lines("Action: Listen\nZebra: Stripes"),
        table("Ref | Action\n1 | Listen\n2 | Answer"),
        table("Green | On track\nAmber | Late\nRed | Stopped"),
        table("alone"),
    ],
)
def test_what_has_labels_and_is_no_form_stays_as_it_is(paper: list[PaperPart]) -> None:
    found = imported(paper)
    assert len(found.paths) == (2 if "Ref" in str(paper) else 0)
    assert words_in(paper) == words_out(found)


def test_where_a_value_was_made_of_a_heading_it_is_told() -> None:
    found = imported([*lines("# Action 3: Saturdays"), *table(CARD)])
    made = {entry.to for entry in found.of(Fate.MADE)}
    assert {"3 ref", "3 title"} <= made
    assert read_back(found)[found.paths["3"]]["title"] == "Saturdays"


def test_a_line_above_one_form_stays_what_it_is() -> None:
    paper = [*lines("We listen."), *table(CARD)]
    assert words_in(paper) == words_out(imported(paper))
    assert [said["title"] for said in actions(paper).values()] == ["Open a clinic"]


FORM = "Concern | Slips\nFix | Grit the path every day\nBoss | Estates Lead\nEnd | May 2027"


def test_the_label_that_may_well_be_of_the_action_is_proposed_and_makes_a_form() -> None:
    rows = [row for row in table(FORM) if isinstance(row, PaperRow)]
    likely = likely_action_heading(paper_headings(rows))
    assert likely == "Fix"
    columns = {"fix": "actions", "boss": "leads", "end": "timescale"}
    [said] = actions(rows, ImportOptions(columns)).values()
    assert said["actions"] == ["Grit the path every day"]
    assert (said["leads"], said["timescale"]) == (["Estates Lead"], "May 2027")


def test_a_heading_that_a_person_names_in_the_first_row_heads_a_column() -> None:
    found = actions(table("Zebra | Stripes\nDo it now | AD"), ImportOptions({"zebra": "actions"}))
    assert [said["actions"] for said in found.values()] == [["Do it now"]]
