"""A plan with one of everything that a board pack can show, as at 13 March 2024."""

from pathlib import Path
from typing import Final

from make import put

LONG: Final = "https://example.org/" + "a-very-long-address-" * 8
AREA: Final = "areas/1-practice"

EVERYTHING: Final = {
    "plan.yaml": f"""\
        title: A plan with one of everything
        organisation: A council
        strapline: Every child is seen
        version: "1.0"
        date: 1 Jan 2024
        vision: [A vision]
        introduction:
          - "**Bold** words, [a link](https://example.org) and a list:\\n\\n- one\\n- two"
          - {LONG}
        inspection:
          {{body: Ofsted, kind: focused visit, date: Nov 2023, priority_action: See every child}}
        findings:
          - {{id: answered, title: Core groups, text: They do not meet.}}
          - {{id: silent, title: Visits}}
        closing_the_loop: {{statement: [We ask children.], sources: [feedback]}}
        """,
    "governance.yaml": """\
        board:
          name: Improvement Board
          purpose: [It decides.]
          members: DCS, AD and the chair
          papers_due: 7
          meets: {on: second Wednesday, starting: Apr 2024, until: Aug 2024, not_in: [June 2024]}
        terms: [It meets monthly.]
        accountability: [The DCS answers for the plan.]
        meetings:
          - on: 12 December 2023
          - on: 14 February 2024
            note: agreed the plan
          - on: March 2024
        reports:
          - id: qa-report
            title: QA report
            cadence: [monthly, quarterly]
            by: [SM QA]
            note: in two parts
          - {id: bare, title: A bare report}
          - {id: finance, title: Finance report, cadence: [quarterly], first: Jan 2024, by: [AD]}
        projects:
          - id: new-system
            title: New system
            note: It goes live.
            overseen_by: AD
            starts: Apr 2024
          - {id: bare-project, title: A bare project}
          - {id: late-project, title: Late project, timescale: Feb 2024}
          - {id: done-project, title: Done project, timescale: Feb 2024, done: 2024-02-01}
        """,
    "roles.yaml": "SM QA: Service manager, quality assurance\nAD: Assistant director\n",
    "glossary.yaml": "QA: Quality assurance\nCP: Child protection\n",
    "policy.yaml": """\
        progress_rag:
          blue: {label: Holds, meaning: It holds., standings: [embedded]}
        """,
    "measures/audits.yaml": """\
        id: audits
        title: Audits graded good
        unit: "%"
        baseline: {value: 40, on: 2023-11-01}
        targets: [{value: 80, by: 2024-12-31}]
        observations: [{on: 2024-02-01, value: 55}]
        """,
    f"{AREA}/area.yaml": "ref: 1\ntitle: Practice with children\nstatement: Practice is good.\n",
    "areas/2-empty/area.yaml": "ref: 2\ntitle: An area without actions\n",
    f"{AREA}/1.1-embedded.yaml": f"""\
        ref: 1.1
        title: Embedded
        actions: [Do it, Do it again, Then write it down]
        expected_impact: [Children are safer]
        impact_measures: [A snapshot of CP practice, {{measure: audits, note: every month}}]
        reporting: [By word of mouth, {{report: qa-report, note: part one}}]
        leads: [SM QA, AD]
        timescale: 31 Jan 2024
        status: embedded
        completed: 2024-01-30
        progress:
          - {{date: 2024-01-30, by: SM QA, note: Done.}}
          - note: See {LONG}
        impact_rag: green
        evidence:
          - title: What children said
            kind: feedback
            url: {LONG}
            date: 2024-02-01
            shows: they feel heard
        verified: {{by: DCS, on: 2024-02-10, how: Ten records were read}}
        findings: [answered]
        """,
    f"{AREA}/1.2-on-track.yaml": """\
        ref: 1.2
        title: On track
        leads: [AD]
        timescale: Q3 2024-25
        status: in progress
        depends_on: ["1.1", new-system]
        """,
    f"{AREA}/1.3-late-milestone.yaml": """\
        ref: 1.3
        title: A late milestone
        leads: [AD]
        timescale: {written: by the summer, due: Aug 2024}
        status: in progress
        milestones:
          - {what: First step, leads: [SM QA], timescale: Jan 2024}
          - {what: Second step, done: 2024-02-01}
        """,
    f"{AREA}/1.4-extended.yaml": """\
        ref: 1.4
        title: Extended, and a later date asked for
        leads: [AD]
        timescale: 31 Jan 2024
        extensions:
          - {to: 30 Apr 2024, reason: The framework is refreshed, agreed: 2024-02-14}
          - {to: 30 Jun 2024, reason: It is refreshed again, requested: 2024-03-01}
        status: in progress
        """,
    f"{AREA}/1.5-disputed.yaml": """\
        ref: 1.5
        title: Overdue, declared green, impact declared blue
        leads: [AD]
        timescale: 31 Jan 2024
        status: in progress
        progress_rag: green
        rag_reason: It is nearly there
        impact_rag: blue
        """,
    f"{AREA}/1.6-overdue.yaml": "ref: 1.6\ntitle: Overdue\ntimescale: Dec 2023\nimpact_rag: red\n",
    f"{AREA}/1.7-ongoing.yaml": """\
        ref: 1.7
        title: Ongoing
        leads: [AD]
        timescale: ongoing
        review: quarterly
        status: in progress
        impact_rag: amber
        """,
    f"{AREA}/1.8-paused.yaml": """\
        ref: 1.8
        title: Paused
        timescale: Dec 2024
        pauses: [{until: Jun 2024, reason: The court hears it first, agreed: 2024-02-14}]
        status: in progress
        """,
    f"{AREA}/1.9-withdrawn.yaml": """\
        ref: 1.9
        title: Withdrawn
        withdrawals: [{reason: Another council does it, agreed: 2024-02-14}]
        """,
    f"{AREA}/1.10-no-date.yaml": 'ref: "1.10"\ntitle: No date\nstatus: in progress\n',
    f"{AREA}/1.11-due-soon.yaml": """\
        ref: 1.11
        title: Due soon
        leads: [AD]
        timescale: 20 Mar 2024
        status: in progress
        """,
    f"{AREA}/1.12-late-start.yaml": "ref: 1.12\ntitle: Starts late\ntimescale: 25 Mar 2024\n",
    f"{AREA}/1.13-not-started.yaml": "ref: 1.13\ntitle: Not started\ntimescale: 2024-25\n",
    f"{AREA}/1.14-no-effect.yaml": """\
        ref: 1.14
        title: Done without an effect
        timescale: Feb 2024 board
        status: complete
        completed: 2024-02-14
        """,
    f"{AREA}/1.15-no-meeting.yaml": """\
        ref: 1.15
        title: At a board that is not recorded
        timescale: Dec 2024 board
        status: in progress
        """,
    f"{AREA}/1.16-unread.yaml": "ref: [\n",
}


def everything(root: Path) -> Path:
    """The plan in a folder."""
    return put(root, EVERYTHING)
