"""Tables that mislead: what is right of each kind, in several words and layouts.

Of each stand the values that matter, and where a person is asked; nobody is asked anything else.
"""

from typing import Any, NamedTuple

import pytest

from imported import actions, imported, lines, table
from planctl.intake.account import Fate
from planctl.intake.read.paper import PaperPart


class Case(NamedTuple):
    """A paper, and what is right of it."""

    paper: list[PaperPart]
    said: dict[str, dict[str, Any]]  # by ref; what an action does not say is None
    asked: set[str] = set()  # noqa: RUF012 - it is never changed
    areas: int = 1


HEADERS = {
    "a register of findings": Case(
        table(
            "AFI | Published | Kind | Wording | Force lead | Closure date | Grading\n"
            "AFI-1 | 14/03/2025 | Area for improvement | Record crime in a day. | ACC Crime | "
            "30/09/2026 | Amber\n"
            "AFI-2 | 14/03/2025 | Cause of concern | Answer calls. | ACC Ops | 31/12/2026 | Red\n"
            "AFI-3 | 02/11/2024 | Area for improvement | Offer showers. | Inspector | 01/02/2026 |"
        ),
        {
            "AFI-1": {"leads": ["ACC Crime"], "timescale": "30/09/2026", "progress_rag": "amber"},
            "AFI-3": {"actions": ["Offer showers."], "timescale": "01/02/2026"},
        },
    ),
    "what was done, and what will be": Case(
        table(
            "Plan of the year | < | < | < | <\n"
            "Issue | What we did | What we will do next year | Officer | When\n"
            "Contracts | A register was built. | Train managers. | Head of Buying | May 2027\n"
            "Cyber | MFA was set up. | Gain the mark. | Digital Officer | December 2026"
        ),
        {
            "1.1": {
                "actions": ["Train managers."],
                "leads": ["Head of Buying"],
                "progress": [{"note": "A register was built."}],
            },
            "1.2": {"timescale": "December 2026"},
        },
    ),
    "numbered headings, and bands": Case(
        [
            *lines("# Answer to the inspectors\n# How to read this"),
            *table("Word | What it means | Remark\nYes | We accept it. | Say how.", "table 1"),
            *lines("# Answers"),
            *table(
                "1. Rec no | 2. Recommendation | 3. Accepted / In part / No | "
                "4. Response and steps taken | 5. Responsible owner | 6. Target date\n"
                "For the unit | < | < | < | < | <\n"
                "5.1 | Keep rooms warm. | Yes | Two boilers are ordered. | Head of Premises | "
                "Completed\n"
                "For the region | < | < | < | < | <\n"
                "5.3 | Move sooner. | Yes | The team meets weekly. | Group Director | May 2027",
                "table 2",
            ),
        ],
        {
            "5.1": {"leads": ["Head of Premises"], "timescale": None, "status": "complete"},
            "5.3": {"actions": ["The team meets weekly."], "timescale": "May 2027"},
        },
        {"5.1 completed"},
        areas=2,
    ),
    "a colour against the timescale": Case(
        table(
            "Main concern | Urgent steps needed | Agreed timescale | Help from outside | "
            "Progress against first timescale | Revised deadline\n"
            "Leadership | Appoint a nurse | 31 July 2027 | Region | #0070C0 |\n"
            "Staffing | Fill posts // Cut agency use | Sept 2027 | Bank | Sixty are filled. "
            "#FFC000 | Dec 2027"
        ),
        {
            "1.1": {"progress_rag": "blue", "leads": None, "timescale": "31 July 2027"},
            "1.2": {
                "actions": ["Fill posts", "Cut agency use"],
                "progress_rag": "amber",
                "progress": [{"note": "Sixty are filled."}],
                "timescale": "Sept 2027",
            },
        },
        {"1.1 status", "1.2 extension"},
    ),
    "a header that comes again over each page": Case(
        table(
            "What must improve | Next steps | Who leads? | When by?\n"
            "Records | Train all staff | Head of QA | May 2026\n"
            "What must improve | Next steps | Who leads? | When by?\n"
            "Calls | Open a line | Head of Contact | June 2026"
        ),
        {"1.1": {"findings": ["records"]}, "1.2": {"leads": ["Head of Contact"]}},
    ),
}
DATES = {
    f"{promise} is the promise": Case(
        table(f"Ref | Action | Lead | {promise} | Status\n1 | Do | AD | 30/09/2027 | Open"),
        {"1": {"timescale": "30/09/2027", "completed": None, "status": "in progress"}},
    )
    for promise in (
        "Target closure date",
        "Planned completion",
        "Expected date of implementation",
        "Scheduled Completion Date",
        "Date to be implemented by",
        "Anticipated closure",
        "Closure date",
    )
} | {
    f"{other} is no promise": Case(
        table(f"Ref | Action | {other} | Target date\n1 | Do | 14/03/2025 | 30/09/2027"),
        {"1": {"timescale": "30/09/2027", "completed": None, "status": "not started"}},
    )
    for other in (
        "Publication date",
        "Report Date",
        "Date of committee",
        "Date raised",
        "Original detection date",
        "Start date",
        "Next review",
        "Date of incident",
        "Date",
    )
}
DATES |= {
    "two dates of which neither says what is due": Case(
        table("Ref | Action | Date | Exec date | Status\n1 | Do | 1/1/25 | 3/3/25 | Open"),
        {"1": {"timescale": None, "status": "in progress"}},
        {"1 timescale"},
    ),
    "a tracker of two audits": Case(
        table(
            "Audit Title | Report Date | Rec No. | Finding / Risk | Recommendation | Priority | "
            "Agreed Management Action | Responsible Officer | Original Target Date | "
            "Revised Target Date | Status | Latest Update\n"
            "Payroll | 2025-01-14 | 1 | Overpaid. | Check leavers. | High | Send a list. | "
            "Head of HR | 2025-03-31 | | Implemented | In place.\n"
            "Payroll | 2025-01-14 | 2 | Unsigned. | Sign claims. | Medium | Agreed. | "
            "Payroll Manager | 2025-05-31 | 2025-10-31 | Partially Implemented | In test."
        ),
        {
            "1": {"timescale": "2025-03-31", "status": "complete", "actions": ["Send a list."]},
            "2": {"timescale": "2025-05-31", "status": "in progress", "actions": ["Sign claims."]},
        },
        {"1 completed", "2 extension"},
    ),
}
HEADINGS = (
    {
        f"“{heading}” is the effect": Case(
            table(f"Ref | Action | {heading} | Lead\n1 | Send the list | Fewer are overpaid | AD"),
            {"1": {"actions": ["Send the list"], "expected_impact": ["Fewer are overpaid"]}},
        )
        for heading in (
            "What difference will the action make?",
            "Impact of the action on staff",
            "What outcome do we want from this action?",
            "Benefit to residents of our actions",
        )
    }
    | {
        f"“{heading}” is a score": Case(
            table(f"Risk ID | {heading} | Action | Owner\nR-1 | 4 | Do | AD\nR-2 | 5 | Go | AD"),
            {"R-1": {"expected_impact": None, "impact_rag": None}, "R-2": {"leads": ["AD"]}},
        )
        for heading in ("Impact (1-5)", "Likelihood (1 to 5)", "Impact", "Severity", "Risk score")
    }
    | {
        f"“{heading}” is the ref": Case(
            table(
                f"{heading} | Description | Corrective Action | Owner\n"
                "C-01 | Signed early | Move the box | QM\nC-02 | Went astray | Print | IG Lead"
            ),
            {"C-01": {"actions": ["Move the box"]}, "C-02": {"leads": ["IG Lead"]}},
        )
        for heading in ("CAPA #", "Rec", "POAM ID", "Weakness ID", "AFI", "Minute ref", "Zebra")
    }
)
RATINGS = {
    "numbers by a key in one line": Case(
        [
            *lines(
                "# Neglect review\nAssessment (1 to 4): 1 = Fully achieved (Blue); "
                "2 = On track (Green); 3 = Slipped (Amber); 4 = Not achieved (Red)"
            ),
            *table(
                "No. | Recommendation | Lead | Date | Progress | Assessment of progress (1-4)\n"
                "1 | Adopt a form | Chair | March 2026 | Adopted. | 1\n"
                "2 | Name a champion | Head of Education | June 2026 | Some named. | 3"
            ),
        ],
        {
            "1": {"progress_rag": "blue", "timescale": "March 2026"},
            "2": {"progress_rag": "amber", "progress": [{"note": "Some named."}]},
        },
    ),
    "numbers by a key of lines": Case(
        [
            *lines("1 = Red\n2 = Amber\n3 = Green"),
            *table("Ref | Action | RAG (1-3)\n7 | Do | 3"),
        ],
        {"7": {"progress_rag": "green"}},
    ),
    "numbers by a key in a table": Case(
        [
            *table("1 | Complete (blue)\n2 | Late (red)", "table 1"),
            *table("Ref | Action | Delivery rating\n7 | Do | 2", "table 2"),
        ],
        {"7": {"progress_rag": "red"}},
    ),
    "numbers without a key": Case(
        table("Ref | Action | Progress rating (1-4)\n7 | Do | 2"),
        {"7": {"progress_rag": None}},
        {"7 progress_rag"},
    ),
}
QUESTIONS = {
    f"“{second}” explains the headings": Case(
        table(
            "No | Recommendation | Action to be taken | Lead | Target date | Indicator R/A/G\n"
            f"{second}\n1 | Hear each agency | Rewrite it | Head of Safety | 31/03/2026 | A"
        ),
        {"1": {"progress_rag": "amber", "timescale": "31/03/2026", "leads": ["Head of Safety"]}},
    )
    for second in (
        " | What was said? | What will be done? | Who answers? | When? | Which letter?",
        " | (as printed) | (be SMART) | (the post) | dd/mm/yyyy | R/A/G",
        " | | What will we do? | Who leads? | By when? |",
        " | What did they find? | Action | Owner | (dd/mm/yy) | (RAG)",
    )
}
BESIDE = {
    "next steps are no second step": Case(
        table("Ref | Action | Owner | Next steps\n1 | Audit | AD | finish the rest"),
        {"1": {"actions": ["Audit"]}},
    ),
    "next steps are the action where nothing else is": Case(
        table("Ref | What we did | Next steps | Owner\n1 | We met | Audit files | AD"),
        {"1": {"actions": ["Audit files"], "progress": [{"note": "We met"}]}},
    ),
    "what was refused is asked about": Case(
        table(
            "No. | Recommendation | Accept/Reject | Response | Lead\n"
            "1 | Do it | Accept | We will audit | AD\n2 | Go | Reject | Not needed | AD"
        ),
        {
            "1": {"actions": ["We will audit"], "title": "Do it"},
            "2": {"actions": ["Go"], "title": "Go", "progress": [{"note": "Not needed"}]},
        },
        {"2 status"},
    ),
    "a response is none of the title": Case(
        table(
            "Ref | Recommendation | Response | Lead\n1 | Audit files | A list is kept | AD\n"
            "2 | Meet weekly | Complete | AD"
        ),
        {
            "1": {"title": "Audit files", "actions": ["A list is kept"]},
            "2": {"title": "Meet weekly", "actions": ["Meet weekly"], "status": "complete"},
        },
        {"2 completed"},
    ),
    "a response to several recommendations": Case(
        table(
            "Ref | Recommendation | Response | Lead\n1 | Audit files | We will hire two | AD\n"
            "2 | Meet weekly | ^ | HR\n3 | Go | Not agreed | AD\n4 | Stay | ^ | AD"
        ),
        {
            "1": {"title": "Audit files", "actions": ["We will hire two"], "leads": ["AD"]},
            "2": {"title": "Meet weekly", "actions": ["We will hire two"], "leads": ["HR"]},
            "3": {"actions": ["Go"], "status": "not started"},
            "4": {"actions": ["Stay"], "status": "not started"},
        },
        {"3 status", "4 status"},
    ),
    "a response to several recommendations without numbers": Case(
        table(
            "Recommendation | Response | Lead\nAudit files | Agreed. We will hire two | AD\n"
            "Meet weekly | ^ | HR"
        ),
        {
            "1.1": {"title": "Audit files", "actions": ["We will hire two"]},
            "1.2": {"title": "Meet weekly", "actions": ["We will hire two"], "leads": ["HR"]},
        },
    ),
    "blue is no status where there is progress": Case(
        table("Ref | Action | Progress | RAG\n1 | Do | We met | Blue"),
        {"1": {"status": "in progress", "progress_rag": "blue"}},
    ),
    "a further table names another lead": Case(
        [
            *table("Ref | Action | Lead\n1 | Do | Head of HR\n2 | Go | AD", "table 1"),
            *table("Ref | Lead | Progress\n1 | Data Manager | We met", "table 2"),
        ],
        {"1": {"leads": ["Head of HR", "Data Manager"], "progress": [{"note": "We met"}]}},
    ),
    "a weakness is the action where nothing else is": Case(
        table(
            "POAM ID | Weakness | POC | Scheduled completion date\nV-1 | Old TLS | AD | 30/06/2026"
        ),
        {"V-1": {"actions": ["Old TLS"], "leads": ["AD"], "timescale": "30/06/2026"}},
    ),
    "a weakness beside what is done is a finding": Case(
        table("POAM ID | Weakness | Remediation plan | POC\nV-1 | Old TLS | Switch it off | AD"),
        {"V-1": {"actions": ["Switch it off"], "findings": ["old-tls"]}},
    ),
    "a weakness with a name is a finding": Case(
        table("POAM ID | Weakness name | Weakness | POC\nV-1 | Old TLS | It is offered | AD"),
        {"V-1": {"title": "Old TLS", "findings": ["offered"]}},
    ),
    "a rating of a risk is none of the action": Case(
        table(
            "Finding | Rating | Recommendation | Management response | Owner | Date closed\n"
            "Unsafe | High | Lock it | Agreed | AD |\nOpen | Low | Shut it | Agreed | HR | 20/1/26"
        ),
        {
            "1.1": {"actions": ["Lock it"], "progress_rag": None, "findings": ["unsafe"]},
            "1.2": {"completed": "2026-01-20", "status": "complete"},
        },
    ),
    "milestones of terms": Case(
        table(
            "Priority | Actions/Strategies | Lead | Milestones Autumn | Milestones Spring\n"
            "Reading | Buy books | EL | Bought | Read\nReading | Read | EL | |\n"
            "Writing | Write | EL | |"
        ),
        {"1.1": {"milestones": [{"what": "Bought"}, {"what": "Read"}], "leads": ["EL"]}},
        areas=2,
    ),
    "bands that call areas otherwise": Case(
        table(
            "Recommendation 1: Raise standards | < | <\nActions | Responsibility | Impact so far\n"
            "Train | HT | some\nRecommendation 2: Attend | < | <\n"
            "Actions | Responsibility | Impact so far\nCall | AHT | none"
        ),
        {"1.1": {"actions": ["Train"]}, "2.1": {"leads": ["AHT"], "status": "not started"}},
        areas=2,
    ),
    "the id of a control": Case(
        table(
            "Control | Gap | Treatment | Risk owner | Action owner\n"
            "A.5.1 | No policy | Write one | CISO | ISO\nA.8.2 | No tags | Tag all | CISO | ISO"
        ),
        {"1.1": {"leads": ["ISO"], "findings": ["no-policy"]}},
    ),
}
ALL = BESIDE | HEADERS | DATES | HEADINGS | RATINGS | QUESTIONS


@pytest.mark.parametrize("name", ALL)
def test_a_table_that_misleads_is_read_or_asked_about(name: str) -> None:
    paper, said, asked, areas = ALL[name]
    found, read = imported(paper), actions(paper)
    assert {
        ref: {key: read[ref].get(key) for key in values} for ref, values in said.items()
    } == said
    assert {entry.to for entry in found.of(Fate.ASKED)} == asked
    assert found.areas == areas
