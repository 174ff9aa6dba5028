"""A plan in the middle of a board's cycle, as at 13 March 2024: something of each kind is owed."""

from pathlib import Path
from typing import Final

from make import small_plan

AREA: Final = "areas/1-practice"

GOVERNANCE: Final = """\
    board: {name: Improvement Board, papers_due: 7}
    meetings:
      - {on: 14 Feb 2024, note: the first}
      - {on: 27 March 2024}
      - {on: May 2024}
    reports:
      - {id: qa-report, title: QA report, cadence: [monthly, quarterly], by: [SM QA]}
      - {id: finance, title: Finance report, cadence: [quarterly], first: Jan 2024, by: [AD]}
      - {id: highlight, title: Highlight report, by: [AD, SM QA]}
      - {id: dashboard, title: Dashboard, cadence: [live], by: [AD]}
    """
DECISIONS: Final = """\
    - id: 2024-02-a
      meeting: 14 Feb 2024
      decided: Cases are to be looked at again.
      about: ["1.1"]
      follow_up:
        - {who: AD, what: Bring a paper on cases, by: 1 March 2024}
        - {who: SM QA, what: Look at ten cases, by: 27 March 2024}
        - {who: SM QA, what: Count the others}
        - {who: SM QA, what: Tell the inspectors, by: May 2024}
        - {who: AD, what: Write to partners, by: 1 March 2024, done: 2024-02-20}
    """
LATE: Final = """\
    ref: "1.1"
    title: Late
    leads: [AD, SM QA]
    timescale: {written: Feb Priority, due: 29 Feb 2024}
    status: in progress
    progress: [{date: 2024-02-13, note: Begun.}]
    milestones:
      - {what: A first draft, timescale: 31 Jan 2024}
      - {what: A second draft, leads: [SM QA], timescale: 20 March 2024}
      - {what: A third draft, timescale: Jun 2024}
      - {what: A plan of drafts, timescale: 1 Jan 2024, done: 2024-01-01}
      - {what: A good draft}
    extensions:
      - {to: 30 Apr 2024, reason: The framework is new, requested: 2024-03-01}
    """
SOON: Final = """\
    ref: "1.2"
    title: Soon
    leads: [AD, SM QA]
    timescale: 31 Jan 2024
    status: in progress
    extensions:
      - {to: 20 Mar 2024, reason: Somebody was ill, requested: 2024-02-01, agreed: 2024-02-14}
    progress: [{date: 2024-02-14, note: Going on.}]
    escalations:
      - {raised: 2024-02-01, by: AD, to: SM QA, asks: Who audits the audits?}
      - {raised: 2024-03-01, to: the council, asks: May we hire?, decided: "Yes"}
    """
SILENT: Final = "ref: '1.3'\ntitle: Silent\nleads: [SM QA]\ntimescale: May 2024 board\n"
DONE: Final = """\
    ref: "1.4"
    title: Done
    leads: [AD]
    timescale: 1 Jan 2024
    status: complete
    completed: 2024-01-01
    milestones: [{what: Never asked for again, timescale: 1 Jan 2024}]
    """


def cycle(root: Path, **more: str) -> Path:
    """The plan in a folder, its files replaced by those that are given."""
    files = {
        f"{AREA}/1.2-soon": SOON,
        f"{AREA}/1.3-silent": SILENT,
        f"{AREA}/1.4-done": DONE,
        "governance": GOVERNANCE,
        "decisions": DECISIONS,
    }
    return small_plan(root, LATE, **{**files, **more})
