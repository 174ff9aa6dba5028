"""What stands around the tables of a paper, and what it says of the plan."""

from typing import Any

import pytest

from imported import imported, lines, read_back, table
from planctl.intake.account import Fate
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.plan.plan_content import similar_roles


def _files(*parts: str) -> dict[str, Any]:
    return read_back(imported([*lines("\n".join(parts))]))


@pytest.mark.parametrize(
    "line",
    [
        "Version 3.1 | Last updated 4 June 2024",
        "Version 3.1 • Last updated: 4 June 2024",
        "v3.1 | Updated 4 June 2024 |",
        "Version 3.1, last updated 4 June 2024",
    ],
)
def test_a_version_and_a_date_on_one_line_are_told_apart(line: str) -> None:
    said = _files("Our plan", line)["plan.yaml"]
    assert said["date"] == "4 June 2024"
    assert str(said["version"]).endswith("3.1")
    assert "strapline" not in said


def test_a_line_of_the_cover_that_tells_of_the_inspection_is_no_strapline() -> None:
    said = _files("A plan", "Version 3.2. Inspected by Ofsted in March 2026.", "For all")[
        "plan.yaml"
    ]
    assert (str(said["version"]), said["strapline"]) == ("3.2", "For all")
    assert said["introduction"] == ["Inspected by Ofsted in March 2026."]
    assert said["inspection"] == {"body": "Ofsted", "date": "March 2026"}


def test_a_line_with_a_bar_that_says_nothing_of_itself_stays_whole() -> None:
    said = _files("Our plan", "Better | Sooner", "Updated governance for all")["plan.yaml"]
    assert said["strapline"] == "Better | Sooner"
    assert said["introduction"] == ["Updated governance for all"]


def test_a_cover_says_whose_plan_it_is_and_of_which_version() -> None:
    said = _files("A council", "Our plan", "For every child", "Version 2.1", "Draft for comment")
    assert said["plan.yaml"] == {
        "title": "Our plan",
        "organisation": "A council",
        "strapline": "For every child",
        "version": "2.1",
        "introduction": ["Draft for comment"],
    }


def test_a_cover_can_label_what_it_says() -> None:
    said = _files("Title: Our plan", "Organisation: The trust", "Date: 3 May 2024", "Date: unknown")
    assert said["plan.yaml"] | {"strapline": ""} == {
        "title": "Our plan",
        "organisation": "The trust",
        "date": "3 May 2024",
        "strapline": "",
    }


def test_a_cover_can_be_a_table_of_two_columns() -> None:
    paper = table("Title | Our plan\nDate | May 2024\nOwner | Jane", "cover")
    found = imported(paper)
    assert read_back(found)["plan.yaml"]["date"] == "May 2024"
    assert [each.text for each in found.of(Fate.LEFT)] == ["Owner", "Jane"]


def test_a_date_of_the_cover_that_cannot_be_read_is_reported() -> None:
    found = imported(lines("Date: some day"))
    assert [(each.to, each.text) for each in found.of(Fate.ASKED)] == [("date", "some day")]


def test_a_date_that_is_written_in_a_way_of_its_own_is_read() -> None:
    assert _files("Date: 3-May-2024")["plan.yaml"]["date"] == "3-May-2024"


def test_the_introduction_tells_of_the_inspection_and_its_headline() -> None:
    said = _files(
        "Introduction",
        "CQC came for an inspection in May 2024 and named one priority for action.",
        "Children wait too long.",
        "We answer it here.",
    )["plan.yaml"]
    assert said["inspection"] == {
        "body": "CQC",
        "kind": "inspection",
        "date": "May 2024",
        "priority_action": "Children wait too long.",
    }
    assert said["introduction"][-1] == "We answer it here."
    assert "inspection" not in _files("Introduction", "We begin.", "We go on.")["plan.yaml"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (
            "Ofsted inspected us between 10 and 14 March 2025. It published on 9 May 2025.",
            "March 2025",
        ),
        (
            "Ofsted published its report on 9 May 2025. It visited us on 10th March 2025.",
            "10 March 2025",
        ),
        ("The report on the visit of Ofsted in March 2025 came out on 9 May 2025.", "March 2025"),
        ("Ofsted came from 28 February to 4 March 2025.", "March 2025"),
        ("In March 2025 Ofsted inspected us.", "March 2025"),
        ("The inspection report of Ofsted was published on 9 May 2025.", None),
    ],
)
def test_the_date_of_an_inspection_is_that_of_the_visit_and_not_of_its_report(
    text: str, date: str | None
) -> None:
    assert _files("Introduction", text)["plan.yaml"]["inspection"].get("date") == date


def test_the_sentence_is_quoted_that_tells_when_the_inspection_was() -> None:
    text = "Ofsted reported on 9 May 2025. It came in March 2025. We act."
    told = {each.to: each.why for each in imported(lines(f"Introduction\n{text}")).of(Fate.MADE)}
    assert told["inspection date"] == "from “It came in March 2025”"
    assert told["inspection body"] == "from “Ofsted reported on 9 May 2025”"


def test_findings_are_called_by_what_they_are_about() -> None:
    said = _files(
        "What needs to improve:",
        "* The quality of plans.",
        "* The quality of plans.",
        "* To be there",
        "* The",
    )
    found = [(each["id"], each["title"]) for each in said["plan.yaml"]["findings"]]
    assert found == [
        ("plans", "Plans"),
        ("plans-2", "Plans"),
        ("to-be-there", "To be there"),
        ("the", "The"),
    ]


def test_closing_the_loop_names_kinds_of_evidence() -> None:
    said = _files("'Closing the loop'", "Audits will show it.")["plan.yaml"]
    assert said["closing_the_loop"] == {"statement": ["Audits will show it."]}
    said = _files("Closing the loop", "Feedback will show it.")["plan.yaml"]
    assert said["closing_the_loop"]["sources"] == ["feedback"]


def test_the_governance_names_the_board_and_the_days_that_it_meets() -> None:
    paper = [
        *lines(
            """
            Governance
            The Improvement Board met first on 3 May 2024, at the board meeting on 3 May 2024.
            The board of 31/02/2024 was not held.
            Its terms of reference were agreed at the board 4/5/2024.
            """
        ),
        *table(
            "Ref | Action | By when | Progress\n1 | Do | June 2024 board | Sent to board 3/5/2024"
        ),
        *table("Ref | Action | By when\n2 | Do | May 2024 board"),
    ]
    said = read_back(imported(paper))["governance.yaml"]
    assert said["board"] == {"name": "Improvement Board"}
    assert said["terms"] == ["Its terms of reference were agreed at the board 4/5/2024."]
    assert sorted(each["on"] for each in said["meetings"]) == [
        "3 May 2024",
        "4 May 2024",
        "June 2024",
    ]


def test_a_line_that_breaks_off_goes_on_with_the_next() -> None:
    said = _files("Governance", "CIB Terms of", "reference", "* We ask the", "* board")
    assert said["governance.yaml"] == {
        "board": {"name": "Board"},
        "terms": ["CIB Terms of reference"],
        "accountability": ["We ask the", "board"],
    }


def test_a_line_that_breaks_off_does_not_go_on_with_the_heading_of_an_area() -> None:
    paper = [
        *lines("Glossary\nAnnex B: what they asked for\nArea for Improvement 1:\nHomes"),
        *table("Ref | Action\n1 | Do"),
    ]
    said = read_back(imported(paper))
    assert said["glossary.yaml"] == {"Annex B": "what they asked for"}
    assert said["areas/1-homes/area.yaml"]["title"] == "Homes"


def test_a_long_paragraph_of_the_cover_is_its_vision() -> None:
    vision = (
        "Every child lives near friends and school, in a home that was chosen for that child, " * 2
    )
    said = _files("Our plan", vision.strip(" ,"))["plan.yaml"]
    assert (said["title"], said["vision"]) == ("Our plan", [vision.strip(" ,")])


def test_a_glossary_is_lines_or_a_table() -> None:
    paper = [
        *lines("Glossary\nQA: quality assurance\nQA: again\nPLO is the outline\nPLO – again"),
        *table("Abbreviation | Meaning\nSM | Service manager\nSM | Another", "words"),
    ]
    found = imported(paper)
    assert read_back(found)["glossary.yaml"] == {
        "QA": "quality assurance",
        "PLO": "the outline",
        "SM": "Service manager",
    }
    assert [each.text for each in found.of(Fate.LEFT)] == [
        "QA: again",
        "PLO – again",
        "SM",
        "Another",
    ]


def test_roles_are_said_without_the_abbreviations_that_the_glossary_knows() -> None:
    paper = [
        *lines("Glossary\nSM: Service Managers\nPractice"),
        *table("Ref | Action | Lead\n1 | Do | SM Compass"),
    ]
    assert read_back(imported(paper))["roles.yaml"] == {"SM Compass": "Service Manager Compass"}


def test_two_roles_that_may_be_one_are_named() -> None:
    roles = {
        "IRO's": "IRO's",
        "IROs": "IROs",
        "AD": "AD",
        "Assistant Director": "Assistant Director",
        "SM QA": "Service Manager QA",
        "Service Manger QA": "Service Manger QA",
        "PIRO": "PIRO",
    }
    assert similar_roles(roles) == [
        ("IRO's", "IROs"),
        ("AD", "Assistant Director"),
        ("SM QA", "Service Manger QA"),
    ]


def test_an_import_says_which_roles_may_be_one() -> None:
    found = imported(table("Ref | Action | Lead\n1 | Do | AD\n2 | Do | Assistant Director"))
    assert [each.why for each in found.guesses if each.to == "roles.yaml"] == [
        "“AD” and “Assistant Director” may be one role; if they are, write both in one way"
    ]


def test_a_cover_can_say_when_it_was_updated() -> None:
    assert _files("A council", "A plan", "Last updated: 4 June 2024")["plan.yaml"]["date"] == (
        "4 June 2024"
    )


def test_a_cover_can_stand_above_the_header_of_a_workbook() -> None:
    rows = table(
        """
        A plan | < | <
        Beacon Academy | |
        Owner | Jane |
        Priority 1: Attendance | |
        Ref | Action | Lead
        1 | Do | AD
        """
    )
    found = imported(rows)
    files = read_back(found)
    assert (files["plan.yaml"]["title"], files["plan.yaml"]["organisation"]) == (
        "A plan",
        "Beacon Academy",
    )
    assert files["areas/1-attendance/area.yaml"]["title"] == "Attendance"
    assert [each.text for each in found.of(Fate.LEFT)] == ["Owner", "Jane"]


def test_a_row_above_the_header_of_a_later_table_is_an_area() -> None:
    paper = [*lines("# A plan"), *table("Practice | < | <\nRef | Action | Lead\n1 | Do | AD")]
    assert "areas/1-practice/area.yaml" in read_back(imported(paper))


def test_what_a_person_says_of_the_cover_counts_and_what_stood_there_is_told() -> None:
    said = {"title of the plan": "Our plan", "date of the plan": "June 2024"}
    paper = [*lines("A council\nTheir plan\nMay 2024"), *table("Ref | Action\n1 | Do")]
    found = imported(paper, ImportOptions(answers=said))
    plan = read_back(found)["plan.yaml"]
    assert (plan["title"], plan["date"]) == ("Our plan", "June 2024")
    assert [(each.text, each.why) for each in found.of(Fate.LEFT)] == [
        ("Their plan", "you said that the title is “Our plan”"),
        ("May 2024", "you said that the date is “June 2024”"),
    ]


@pytest.mark.parametrize(
    ("notes", "meetings"),
    [
        ("To the Improvement Board 2 Oct 2025", ["2 October 2025"]),
        ("Board 3 Oct 2025 agreed it", ["3 October 2025"]),
        ("the inaugural board meeting 3 Oct 2025", ["3 October 2025"]),
        ("To trust board 24.09.25", []),
        ("To school board 1 Oct 2025 // To Board 3 Oct 2025", []),
        ("To school board 1 Oct 2025 // To Improvement Board 2 Oct 2025", ["2 October 2025"]),
    ],
)
def test_only_a_board_that_is_the_plans_own_has_its_meetings(
    notes: str, meetings: list[str]
) -> None:
    rows = table(f"Ref | Action | Progress\n1 | Do | {notes}")
    said = read_back(imported(rows)).get("governance.yaml") or {}
    assert [each["on"] for each in said.get("meetings", [])] == meetings


def test_the_board_that_the_prose_names_is_the_plans_own() -> None:
    prose = lines("Governance\nThe Quality Board meets. The Quality Board decides.")
    rows = table("Ref | Action | Progress\n1 | Do | To Quality board 2 Oct 2025")
    said = read_back(imported([*prose, *rows]))["governance.yaml"]
    assert said["meetings"] == [{"on": "2 October 2025"}]
