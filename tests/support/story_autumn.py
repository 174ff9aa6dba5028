"""The second half of the demonstration's story, from July to November. None of it is a fact."""

from typing import Final

from edits import DAY, Add, Begin, Move, Seal, Set, Swap, Within
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
    stopped,
    task,
)

DUTY: Final = """\
# yaml-language-server: $schema=../../../schema/action.schema.json
# This action is invented, with all that it says.
ref: "7.4"
title: Cover for duty work out of hours (invented)
actions:
  - Agree who covers duty work in the evenings and at weekends (invented)
expected_impact:
  - Children are seen on the day when it matters (invented)
impact_measures:
  - Visits out of hours that are made on time (invented)
reporting:
  - report: workforce-training
leads: [SM Compass and Assessment]
timescale: 31 Dec 2024
status: not started
"""

PEERS: Final = {
    "title": "Peer review of supervision",
    "kind": "peer review",
    "url": "https://example.org/invented",
    "date": "2024-09-18",
    "shows": "Supervision asks what life is like for the child.",
}
LOOKED_AGAIN: Final = (
    "{by: AD, on: 2024-11-04, how: Ten audits chosen by lot were looked at again (invented)}"
)

AUTUMN: Final = (
    Step(
        "2024-07-11",
        LEAD,
        "Record what the board of 10 July decided: a new action, and one that pauses",
        (
            Begin("areas/7-resources/7.4-duty-out-of-hours.yaml", DUTY),
            decided(
                "2024-07-a",
                "10 July 2024",
                "7.4",
                "Cover out of hours becomes an action of the plan.",
                task("AD CSC", "Bring the cost of the cover", "Sept 2024 board"),
            ),
            decided("2024-07-b", "10 July 2024", "7.3", "Business support pauses for a review."),
            stopped(
                "7.3", "30 Sept 2024", "The review of business support comes first.", "2024-07-b"
            ),
            *complete("1.1"),
            Within("1.1", "what: January and February", "done", "2024-03-26"),
            note("1.1", "SM QA", "Framework published and in use in every service."),
        ),
    ),
    Step(
        "2024-07-30",
        CMT,
        "Permanence, family group conferences and PLO decisions are done",
        (
            *complete("5.3", "2024-07-19"),
            *complete("6.3", "2024-07-26"),
            Within("6.3", "what: Interviews for the post", "done", "2024-02-23"),
            note("6.3", "SM CLA", "The officer tracks every permanence plan."),
            *shown(
                "6.3",
                "data",
                "Permanence tracker for July",
                "Drift is seen at once: no plan waits longer than the second review.",
            ),
            *complete("6.4", "2024-07-29"),
            Within("6.4", "what: Q4 report", "done", "2024-04-26"),
            Set("2.3", "progress_rag", "amber"),
            Set("2.3", "rag_reason", "The report is nearly written (invented)"),
            note("2.3", "SM CMT", "Family support workers have read a first draft."),
        ),
    ),
    Step(
        "2024-08-29",
        LEAD,
        "Ask the board for two later dates, one of them for the second time",
        (
            note("2.1", "AD", "Five of nine posts are filled."),
            asked("2.1", "31 Dec 2024", "Four newly qualified workers start in November."),
            note("3.1", "SM PMO", "The new advert brought twice as many applications."),
            Within("3.1", "what: The part of the Data", "done", "2024-06-28"),
            Within("3.1", "what: The part of the SW of QA", "done", "2024-07-31"),
            asked("3.1", "31 Oct 2024", "The part of the SM PMO waits for the new pay scale."),
            Set("3.4", "depends_on", '["3.3"]'),
            Set("2.1", "depends_on", '[power-bi-suite, "3.1"]'),
        ),
    ),
    Step(
        "2024-09-12",
        LEAD,
        "Record what the board of 11 September decided",
        (
            decided(
                "2024-09-a",
                "11 Sept 2024",
                "2.1 3.1",
                "The later dates for caseloads and for recruitment are agreed, for the last time.",
                task("SM PMO", "Publish the new pay scale", "25 Oct 2024"),
                task("AD", "Report on caseloads by team", "Dec 2024 board"),
            ),
            *answered("2.1", "Four newly qualified", "agreed 2024-09-11", "2024-09-a"),
            *answered("3.1", "waits for the new pay scale", "agreed 2024-09-11", "2024-09-a"),
            Within("decisions", "what: Report on how partners", "done", "2024-09-11"),
            Within("decisions", "what: Bring the cost", "done", "2024-09-11"),
            Set("7.3", "status", "in progress"),
            Set("7.3", "timescale", "31 Jan 2025"),
        ),
    ),
    Step(
        "2024-09-27",
        QA,
        "Child protection planning and supervision done; dip samples reopened after audits",
        (
            *complete("1.5", "2024-09-25"),
            note("1.5", "PIRO", "Panels have looked at every plan older than a year."),
            *complete("4.4", "2024-09-20"),
            Add("4.4", "evidence", PEERS),
            Set("1.2", "status", "in progress"),
            Set("1.2", "completed", ""),
            note("1.2", "SM QA", "Reopened: two services stopped sampling over the summer."),
            asked("1.2", "30 Nov 2024", "Two services have to begin again."),
            note("4.1", "AD CSC", "Oversight is on record in four cases of five."),
            asked("4.1", "31 Jan 2025", "Two new team managers started in September."),
            escalated(
                "2.5",
                "AD",
                "Improvement Board",
                "Who decides which team gets its live report first?",
            ),
        ),
    ),
    Step(
        "2024-10-10",
        LEAD,
        "Record what the board of 9 October decided",
        (
            decided(
                "2024-10-a",
                "9 Oct 2024",
                "1.2",
                "A later date for dip samples is agreed, with a check in November.",
                task("SM QA", "Bring the sample of every service", "Nov 2024 board"),
            ),
            decided(
                "2024-10-b",
                "9 Oct 2024",
                "4.1",
                "No later date for team managers' oversight.",
                task("AD CSC", "Write to every team manager", "18 Oct 2024"),
            ),
            decided(
                "2024-10-c",
                "9 Oct 2024",
                "2.5",
                "Assessment teams get their live report first.",
                task("Data and Intelligence Team", "Tell the other teams", "31 Oct 2024"),
            ),
            *answered("1.2", "Two services have to", "agreed 2024-10-09", "2024-10-a"),
            *answered("4.1", "Two new team managers", "refused 2024-10-09", "2024-10-b"),
            Within("2.5", "Who decides which", "decision", "2024-10-c"),
        ),
    ),
    Step(
        "2024-10-18",
        CMT,
        "Give Trailblazer the date that the region now works to",
        (
            Set("6.5", "timescale", "31 Jan 2025"),
            note("6.5", "SM CMT and Court", "The region has moved the second phase to January."),
            Within("decisions", "what: Write to every", "done", "2024-10-17"),
            Within("2.5", "Who decides which", "closed", DAY),
            escalated(
                "3.3",
                "AD Workforce",
                "AD Finance",
                "Can the new grades be paid from January?",
                "AD Workforce: an answer by 22 November 2024.",
            ),
            Within("3.3", "Can the new grades", "needed_by", "2024-10-31"),
        ),
    ),
    Step(
        "2024-10-30",
        QA,
        "Chairs' oversight done, the framework embedded, baseline samples under practice",
        (
            *complete("5.2", "2024-10-29"),
            note("5.2", "PIRO", "Chairs raised 40 escalations; all were answered."),
            Set("1.1", "status", "embedded"),
            Set("1.1", "impact_rag", "green"),
            *shown(
                "1.1",
                "quality assurance",
                "Audit of audits",
                "Nine audits in ten agree with the moderator.",
            ),
            Set("1.2", "leads", "[SM QA, All SMs]"),
            note("1.2", "SM QA", "One of the two services samples again."),
            Move("4.2", "1.7", "areas/1-quality-of-practice/1.7-oversight-baseline.yaml"),
            *complete("1.7", "2024-10-25"),
            Within("1.7", "what: Refreshed QA framework", "done", "2024-07-11"),
        ),
    ),
    Step(
        "2024-11-05",
        LEAD,
        "Make ready for the papers of 13 November",
        (
            asked(
                "2.7",
                "31 Mar 2025",
                "The provider of the new system has changed.",
                "AD: no later than 31 January 2025, the last date in the plan.",
            ),
            escalated(
                "2.7",
                "SM Compass and Assessment",
                "Improvement Board",
                "May the finance process go ahead without the new system?",
                "AD: yes.",
            ),
            Set("1.1", "verified", LOOKED_AGAIN),
            Seal(),
            Set("7.4", "status", "in progress"),
            note("7.4", "SM Compass and Assessment", "A rota is drafted for three teams."),
            Swap(
                "7.2",
                "Demand in the system is tracked, with a forecast 5 years ahead",
                "Demand in the system is tracked by team, with a forecast 3 years ahead (invented)",
            ),
        ),
    ),
)
