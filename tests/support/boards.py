"""What boards do to a plan, one of each kind: an area more for everything.py, and how it was.

As at 13 March 2024, compared with the state at the board of 14 February 2024.
"""

from datetime import date
from pathlib import Path
from typing import Final

from everything import AREA, EVERYTHING, everything
from make import put

LAST_BOARD: Final = date(2024, 2, 14)
CYCLE: Final = "areas/3-cycle"

# Files that are there now, and were not then, or were otherwise.
NOW: Final = {
    "decisions.yaml": """\
        - id: old
          meeting: 12 Dec 2023
          decided: It is over and done with.
          follow_up: [{who: AD, what: Write it down, by: 31 Dec 2023, done: 2023-12-20}]
        - id: lasting
          meeting: 12 Dec 2023
          decided: Visits are *looked at* again.
          about: ["3.1"]
          follow_up:
            - {who: AD, what: Bring a paper, by: 1 Mar 2024}
            - {who: SM QA, what: Ask the children}
        - id: more-time
          meeting: 14 Feb 2024
          decided: More time for the second action.
          about: ["3.1", "3.2", "9.9"]
          follow_up:
            - {who: SM QA, what: Say why, by: Mar 2024 board}
            - {who: SM QA, what: Say it again, by: 8 May 2024}
            - {who: AD, what: Tell the inspectors, by: 1 Mar 2024, done: 2024-02-20}
        """,
    f"{CYCLE}/area.yaml": "ref: 3\ntitle: Another area, newly named\nstatement: It is good.\n",
    f"{CYCLE}/3.1-asked.yaml": """\
        ref: 3.1
        title: Asked about
        leads: [AD]
        timescale: 30 Apr 2024
        status: in progress
        escalations:
          - {raised: 2024-02-01, by: AD, to: the board, asks: May we hire?, needed_by: 2024-03-01}
          - {raised: 2024-03-01, to: DfE, asks: May we pay?}
          - {raised: 2024-01-01, to: DfE, asks: May we go?, needed_by: 2024-03-01}
          - {raised: 2024-02-20, to: Improvement Board, asks: May we stay?, decided: You may}
          - {raised: 2024-02-02, to: DCS, asks: Who pays?, decision: more-time, closed: 2024-02-20}
          - {raised: 2023-12-02, to: DCS, asks: Who paid?, decided: Nobody, closed: 2024-01-20}
        """,
    f"{CYCLE}/3.2-again.yaml": """\
        ref: 3.2
        title: Extended again
        leads: [AD]
        timescale: 31 Dec 2023
        extensions:
          - {to: 31 Jan 2024, reason: It is hard, agreed: 2023-12-12}
          - {to: 30 Apr 2024, reason: It is harder, agreed: 2024-02-14, decision: more-time}
          - {to: 30 Sep 2024, reason: It is hardest, refused: 2024-02-14, decision: more-time}
        status: in progress
        """,
    f"{CYCLE}/3.3-waiting.yaml": """\
        ref: 3.3
        title: Waits for three
        leads: [AD]
        timescale: 30 Apr 2024
        status: in progress
        depends_on: ["1.6", late-project, "1.2"]
        """,
    f"{CYCLE}/3.4-late.yaml": """\
        ref: 3.4
        title: Late by time alone
        leads: [AD]
        timescale: 29 Feb 2024
        status: in progress
        """,
    f"{CYCLE}/3.5-redated.yaml": """\
        ref: 3.5
        title: Dated anew in place
        actions: [Look at all cases with the whole team <b>again</b>]
        leads: [SM QA]
        timescale: 30 Jun 2024
        status: in progress
        progress: [{date: 2024-02-20, by: SM QA, note: Still *looking*.}]
        """,
    f"{CYCLE}/3.6-done.yaml": """\
        ref: 3.6
        title: Done since
        leads: [AD]
        timescale: 29 Feb 2024
        status: complete
        completed: 2024-02-20
        """,
    f"{CYCLE}/3.7-new.yaml": "ref: 3.7\ntitle: New\nleads: [AD]\ntimescale: 1 Jun 2024\n",
}
THEN: Final = {
    f"{CYCLE}/area.yaml": "ref: 3\ntitle: Another area\nstatement: It is good.\n",
    f"{CYCLE}/3.2-again.yaml": """\
        ref: 3.2
        title: Extended again
        leads: [AD]
        timescale: 31 Dec 2023
        extensions: [{to: 31 Jan 2024, reason: It is hard, agreed: 2023-12-12}]
        status: in progress
        """,
    f"{CYCLE}/3.5-redated.yaml": """\
        ref: 3.5
        title: Dated in place
        actions: [Look at some cases with the team <b>again</b>]
        leads: [AD]
        timescale: 31 Mar 2024
        status: in progress
        """,
    f"{CYCLE}/3.6-done.yaml": """\
        ref: 3.6
        title: Done since
        leads: [AD]
        timescale: 29 Feb 2024
        status: in progress
        """,
    f"{CYCLE}/3.8-gone.yaml": "ref: 3.8\ntitle: Gone\ntimescale: 1 Jun 2024\n",
    f"{AREA}/1.13-not-started.yaml": "ref: [\n",  # unread then: nothing can be said of it
}
_NOT_YET: Final = frozenset({"decisions.yaml", f"{CYCLE}/3.7-new.yaml"})


def boards(root: Path) -> Path:
    """The plan in a folder as it is now."""
    return put(everything(root), NOW)


def boards_then(root: Path) -> Path:
    """The plan in a folder as it was at the last board."""
    files = {path: text for path, text in NOW.items() if path not in _NOT_YET}
    return put(root, {**EVERYTHING, **files, **THEN})
