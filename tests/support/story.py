"""What happens in the demonstration: a table of steps, each a commit. None of it is a fact.

The board meets on the second Wednesday, its papers are due a week before, and what it decides is
written down the day after. This is the spring; story_autumn.py has the rest, story_figures.py
what was measured, and story_boards.py what each board was told and asked.
"""

from typing import Final

from edits import DAY, Begin, Drop, Set, Swap, Within
from step import (
    CMT,
    LEAD,
    QA,
    Step,
    answered,
    asked,
    complete,
    decided,
    escalated,
    note,
    shown,
    task,
)
from story_autumn import AUTUMN
from story_boards import BOARDS
from story_figures import FIGURES

MEETS: Final = (
    "{on: second Wednesday, starting: April 2024, until: March 2025, not_in: [August 2024]}"
)
DECISIONS: Final = """\
# yaml-language-server: $schema=../schema/decisions.schema.json
# Every decision in this file is invented.
"""
TITLE: Final = "title: Post-Ofsted improvement action plan"
OUR_TITLE: Final = 'title: "Demonstration (invented): post-Ofsted improvement action plan"'
STRAPLINE: Final = "strapline: On a journey of continuing improvement"
OUR_STRAPLINE: Final = "strapline: A demonstration; everything after March 2024 in it is invented"

SPRING: Final = (
    Step(
        "2024-03-14",
        LEAD,
        "Say that what follows is invented, and by which rule the board meets",
        (
            Swap("plan", TITLE, OUR_TITLE),
            Swap("plan", STRAPLINE, OUR_STRAPLINE),
            Within("governance", "name: Improvement Board", "papers_due", "7"),
            Within("governance", "name: Improvement Board", "meets", MEETS),
            Within("plan", "body: Ofsted", "priority_findings", "[child-protection-plans]"),
            Drop("governance", "- on: April 2024"),
            Drop("governance", "- on: June 2024"),
            Within("governance", "title: Quality assurance report", "by", "[SM QA]"),
            Within("governance", "title: Quality assurance report", "first", "April 2024"),
            Within("governance", "title: PIRO report", "by", "[PIRO]"),
            Within("governance", "title: Family group conference", "by", "[SM Stepping Stones]"),
            Within("governance", "title: Court progression report", "by", "[SM CMT and Court]"),
            Within("governance", "title: Court progression report", "first", "May 2024"),
        ),
    ),
    Step(
        "2024-03-27",
        QA,
        "Four actions of quality assurance are done; the framework needs longer",
        (
            note("1.1", "SM QA", "Team managers have read the draft; it needs another round."),
            asked("1.1", "31 July 2024", "Team managers want another round of moderation."),
            *complete("1.2", "2024-03-22"),
            note("1.2", "SM QA", "Every service manager has agreed the forward plan."),
            Within("1.3", "what: Update report", "done", DAY),
            note("1.3", "SM QA", "Update report sent to the board; relaunch planned for June."),
            *complete("1.6"),
            note("1.6", "All SMs", "Every service now holds its performance meeting."),
            *complete("4.3", "2024-03-20"),
            *complete("2.4", "2024-03-25"),
            Within("2.4", "what: Second data hygiene meeting", "done", "2024-02-27"),
        ),
    ),
    Step(
        "2024-04-02",
        LEAD,
        "Set dates for the actions without one, and ask the board for two later ones",
        (
            Set("1.4", "timescale", "31 May 2024"),
            Set("2.5", "timescale", "Sept 2024"),
            Set("3.3", "timescale", "Q3 2024-25"),
            Set("3.4", "timescale", "31 Oct 2024"),
            Set("4.1", "timescale", "30 Sept 2024"),
            Set("5.2", "timescale", "Oct 2024"),
            Set("6.5", "timescale", "25 Oct 2024"),
            Set("7.2", "timescale", "Oct 2024"),
            Within("governance", "id: power-bi-suite", "timescale", "Oct 2024"),
            note("2.1", "AD", "Caseloads are falling, but more slowly than planned."),
            asked("2.1", "30 Sept 2024", "Nine posts are still empty."),
            asked("2.2", "31 Dec 2024", "Employment checks take longer than expected."),
            escalated(
                "3.2",
                "AD CSC",
                "Improvement Board",
                "May posts be advertised before the budget for them is confirmed?",
            ),
        ),
    ),
    Step(
        "2024-04-11",
        LEAD,
        "Record what the board of 10 April decided",
        (
            Begin("decisions.yaml", DECISIONS),
            decided(
                "2024-04-a",
                "10 April 2024",
                "1.1 2.1",
                "The later dates for the QA framework and for caseloads are agreed.",
            ),
            decided(
                "2024-04-b",
                "10 April 2024",
                "2.2",
                "No later date for the caseloads of child protection chairs.",
                task("SM QA", "Bring a recovery plan", "May 2024 board"),
            ),
            decided(
                "2024-04-c",
                "10 April 2024",
                "3.2",
                "Posts may be advertised at risk until the end of June.",
                task("AD Finance", "Confirm the budget in writing", "30 April 2024"),
            ),
            *answered("1.1", "another round of moderation", "agreed 2024-04-10", "2024-04-a"),
            *answered("2.1", "Nine posts", "agreed 2024-04-10", "2024-04-a"),
            *answered("2.2", "Employment checks take", "refused 2024-04-10", "2024-04-b"),
            Within("3.2", "May posts be", "decision", "2024-04-c"),
        ),
    ),
    Step(
        "2024-04-29",
        CMT,
        "Court work and the paper on resources are done; Trailblazer has begun",
        (
            *complete("6.1", "2024-04-24"),
            Set("6.1", "impact_rag", "amber"),
            note("6.1", "SM CMT", "Review finished and its action plan signed off."),
            *complete("6.2", "2024-04-26"),
            Within("6.2", "what: Dip sample of PLO letters", "done", "2024-04-10"),
            note("6.2", "SM CMT", "Every team uses the new letters."),
            *shown(
                "6.2",
                "feedback",
                "What parents said of the letters",
                "Parents say that they know what is expected of them.",
            ),
            Set("6.5", "status", "in progress"),
            Within("6.5", "what: Trailblazer project starts", "done", "2024-04-01"),
            note("6.5", "SM CMT and Court", "Shropshire takes part in the regional group."),
            *complete("5.1", "2024-04-25"),
            Within("5.1", "what: End to End meeting", "done", "2024-03-04"),
            Within("5.1", "what: Practice standards", "done", "2024-04-25"),
            *complete("3.2"),
            Within("3.2", "May posts be", "closed", DAY),
            Within("decisions", "what: Confirm the budget", "done", DAY),
        ),
    ),
    Step(
        "2024-05-09",
        LEAD,
        "Record what the board of 8 May decided: one action gets another lead",
        (
            decided(
                "2024-05-a",
                "8 May 2024",
                "2.6",
                "The Data Intelligence Lead takes over the role of information support.",
            ),
            Set("2.6", "leads", "[Data Intelligence Lead, SM Compass and Assessment]"),
            Within("2.6", "what: Second meeting", "done", "2024-02-29"),
            Within("decisions", "what: Bring a recovery plan", "done", "2024-05-08"),
        ),
    ),
    Step(
        "2024-05-29",
        QA,
        "Visits, training and team managers: what is done, and two dates to ask for",
        (
            *complete("1.4", "2024-05-28"),
            Within("1.4", "what: Dip sample audit", "done", "2024-03-28"),
            Within("1.4", "what: Direct work, and", "done", "2024-04-26"),
            Within("1.4", "what: Guidance and training", "done", "2024-05-28"),
            *shown(
                "1.4",
                "quality assurance",
                "Dip sample of direct work",
                "Direct work is on file in 18 cases of 20, and shapes the assessment.",
            ),
            *complete("7.1", "2024-05-24"),
            Within("7.1", "what: Training offer finalised", "done", "2024-03-28"),
            Within("7.1", "what: Training offer rolled out", "done", "2024-05-24"),
            Within("4.1", 'what: "Team managers', "done", "2024-04-19"),
            note("4.1", "AD CSC", "Team managers rate the programme highly; oversight varies."),
            asked("1.5", "30 Sept 2024", "Partner agencies join the panels only from July."),
            asked("2.7", "30 Nov 2024", "The finance process has to be mapped again."),
        ),
    ),
    Step(
        "2024-06-13",
        LEAD,
        "Record what the board of 12 June decided",
        (
            decided(
                "2024-06-a",
                "12 June 2024",
                "1.5 2.7",
                "The later dates for child protection planning and business support are agreed.",
                task("PIRO", "Report on how partners take part in panels", "Sept 2024 board"),
            ),
            *answered("1.5", "Partner agencies join", "agreed 2024-06-12", "2024-06-a"),
            *answered("2.7", "The finance process", "agreed 2024-06-12", "2024-06-a"),
        ),
    ),
    Step(
        "2024-06-27",
        QA,
        "Relaunch of quality assurance done; chairs' caseloads are down at last",
        (
            *complete("1.3", "2024-06-20"),
            Within("1.3", "what: Further update", "done", "2024-06-12"),
            *complete("2.2", "2024-06-26"),
            note("2.2", "SM QA", "All three posts are filled and cases shared out."),
            *complete("2.6", "2024-06-14"),
        ),
    ),
)
STORY: Final[tuple[Step, ...]] = tuple(
    sorted((*SPRING, *AUTUMN, *BOARDS, *FIGURES), key=lambda step: step.day)
)
