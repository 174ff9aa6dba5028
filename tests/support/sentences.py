"""What moved in an action, in words: for each kind the older keys, the newer ones, the sentence."""

from collections.abc import Mapping
from typing import Final

from planctl.assess.change.change_kind import ChangeKind

OPEN: Final = "timescale: 31 Mar 2024\nstatus: in progress\n"
LATE: Final = "timescale: 29 Feb 2024\nstatus: in progress\n"
DONE: Final = "timescale: 31 Mar 2024\nstatus: complete\ncompleted: 2024-03-01\n"
PAUSED: Final = f"{OPEN}pauses: [{{until: 30 Jun 2024, reason: It waits., agreed: 2024-02-14}}]\n"
OUT: Final = f"{OPEN}withdrawals: [{{reason: Not needed., agreed: 2024-02-14}}]\n"
ASK: Final = "{to: 30 Apr 2024, reason: More time is needed."
REQUEST: Final = f"extensions: [{ASK}, requested: 2024-03-01}}]"
AGREED: Final = f"extensions: [{ASK}, agreed: 2024-03-13}}]"
REFUSED: Final = f"extensions: [{ASK}, refused: 2024-03-13}}]"
ANSWERED: Final = "extensions: [{{to: 30 Apr 2024, reason: More time is needed., {}: 2024-02-14}}]"
QUESTION: Final = "{raised: 2024-03-01, to: DCS, asks: Who pays for it?"
STEP: Final = "milestones: [{what: The first step}]"
STEP_DONE: Final = "milestones: [{what: The first step, done: 2024-03-01}]"
EVIDENCE: Final = "evidence: [{title: What children said, kind: feedback}]"
PROOF: Final = """\
evidence: [{title: What children said, kind: feedback, shows: They feel heard}]
verified: {by: DCS, on: 2024-03-02, how: Ten records were read}
"""
MOVED: Final[Mapping[ChangeKind, list[tuple[str, str, str]]]] = {
    ChangeKind.ORIGINAL_CHANGED: [
        (
            OPEN,
            OPEN.replace("31 Mar 2024", "{written: by summer, due: 2024-06-30}"),
            (
                "the original timescale was changed in place, from 31 Mar 2024 to "
                "“by summer” (read as 30 June 2024)"
            ),
        ),
        (
            OPEN,
            "status: in progress",
            "the original timescale was changed in place, from 31 Mar 2024 to nothing",
        ),
    ],
    ChangeKind.ANSWER_CHANGED: [
        (
            OPEN + ANSWERED.format("agreed"),
            OPEN + ANSWERED.format("agreed").replace("30 Apr", "30 Dec"),
            (
                "what the board had answered was changed: “to 30 Apr 2024, agreed 14 February "
                "2024” is now “to 30 Dec 2024, agreed 14 February 2024”"
            ),
        ),
        (
            OPEN + ANSWERED.format("refused"),
            OPEN,
            (
                "what the board had answered was changed: “to 30 Apr 2024, refused 14 February "
                "2024” is gone"
            ),
        ),
        (
            OPEN + ANSWERED.format("refused"),
            f"{OPEN}extensions: [{ASK}}}]",
            (
                "what the board had answered was changed: “to 30 Apr 2024, refused 14 February "
                "2024” is now “to 30 Apr 2024, not answered”"
            ),
        ),
    ],
    ChangeKind.WITHDRAWN: [
        (OPEN, OUT, "withdrawn by the board on 14 February 2024: “Not needed.”"),
    ],
    ChangeKind.NEWLY_OVERDUE: [
        (
            LATE,
            LATE,
            "newly overdue (only time passed): due 29 February 2024, 13 days ago; not complete",
        ),
        (
            PAUSED.replace("31 Mar", "29 Feb"),
            LATE,
            "newly overdue (new facts): due 29 February 2024, 13 days ago; not complete",
        ),
    ],
    ChangeKind.REOPENED: [
        (
            DONE.replace("03-01", "02-01"),
            OPEN,
            "reopened: due 31 March 2024, in 18 days",
        )
    ],
    ChangeKind.PAUSED: [
        (
            OPEN,
            PAUSED,
            (
                "paused by the board on 14 February 2024, until 30 June 2024: “It waits.”; due 31 "
                "March 2024, in 18 days"
            ),
        )
    ],
    ChangeKind.RATED_WORSE: [
        (LATE, LATE, "progress rated worse, from green to red (only time passed)"),
        (
            f"{OPEN}impact_rag: green",
            f"{OPEN}impact_rag: red",
            "impact rated worse, from green to red: declared by the lead",
        ),
    ],
    ChangeKind.SLIPPED: [
        (
            OPEN,
            OPEN + AGREED,
            (
                "date slipped by 30 days, from 31 March 2024 to 30 April 2024; agreed by the "
                "board on 13 March 2024: “More time is needed.”"
            ),
        ),
        (
            OPEN,
            OPEN.replace("31 Mar 2024", "ongoing"),
            (
                "no longer has a date; it was 31 March 2024; without the board's agreement: the "
                "original timescale was changed"
            ),
        ),
    ],
    ChangeKind.TAKEN_OUT: [
        (
            f"{OPEN}progress: [{{note: All is well.}}]",
            OPEN,
            "progress note taken out: “All is well.”",
        ),
        (OPEN + REQUEST, OPEN, "extension taken out: to 30 Apr 2024, “More time is needed.”"),
        (OPEN + EVIDENCE, OPEN, "evidence taken out: “What children said”"),
    ],
    ChangeKind.ESCALATED: [
        (OPEN, f"{OPEN}escalations: [{QUESTION}}}]", "escalated to DCS: “Who pays for it?”")
    ],
    ChangeKind.RESUMED: [
        (
            PAUSED,
            PAUSED.replace("30 Jun", "12 Mar"),
            ("pause ended: due 31 March 2024, in 18 days"),
        )
    ],
    ChangeKind.PAUSE_REQUESTED: [
        (
            OPEN,
            f"{OPEN}pauses: [{{until: 30 Jun 2024, reason: It waits.}}]",
            "a pause was asked for, until 30 June 2024: “It waits.”",
        ),
        (
            OPEN,
            f"{OPEN}pauses: [{{until: 30 Jun 2024, reason: It waits., agreed: 2024-02-15}}]",
            (
                "a pause was asked for, until 30 June 2024: “It waits.” (is written down as "
                "agreed on 15 February 2024, and does not count as agreed)"
            ),
        ),
    ],
    ChangeKind.PAUSE_REFUSED: [
        (
            OPEN,
            f"{OPEN}pauses: [{{until: 30 Jun 2024, reason: It waits., refused: 2024-03-13}}]",
            "pause refused on 13 March 2024, until 30 June 2024: “It waits.”",
        ),
    ],
    ChangeKind.PAUSE_AGREED: [
        (
            PAUSED,
            PAUSED.replace("}]", "}, {until: Jul 2024, reason: Longer., agreed: 2024-03-13}]"),
            "pause agreed on 13 March 2024, until July 2024: “Longer.”",
        ),
    ],
    ChangeKind.WITHDRAWAL_REQUESTED: [
        (
            OPEN,
            f'{OPEN}withdrawals: [{{reason: Not needed., replaced_by: ["3.6"]}}]',
            "a withdrawal was asked for, replaced by 3.6: “Not needed.”",
        ),
    ],
    ChangeKind.WITHDRAWAL_REFUSED: [
        (
            OPEN,
            f"{OPEN}withdrawals: [{{reason: Not needed., refused: 2024-03-13}}]",
            "withdrawal refused on 13 March 2024, replaced by nothing: “Not needed.”",
        ),
    ],
    ChangeKind.WITHDRAWAL_AGREED: [
        (
            OUT,
            OUT.replace("}]", "}, {reason: Once more., agreed: 2024-03-13}]"),
            "withdrawal agreed on 13 March 2024, replaced by nothing: “Once more.”",
        ),
    ],
    ChangeKind.CORRECTION_REQUESTED: [
        (
            OPEN,
            f"{OPEN}corrections: [{{was: 31 Mar 2024, to: Jun 2024, reason: A slip.}}]",
            "a correction was asked for, 31 March 2024 to June 2024: “A slip.”",
        ),
    ],
    ChangeKind.CORRECTION_REFUSED: [
        (
            OPEN,
            (
                f"{OPEN}corrections: [{{was: 31 Mar 2024, to: Jun 2024, reason: A slip., "
                "refused: 2024-03-13}]"
            ),
            "correction refused on 13 March 2024, 31 March 2024 to June 2024: “A slip.”",
        ),
    ],
    ChangeKind.CORRECTION_AGREED: [
        (
            OPEN,
            (
                f"{OPEN}corrections: [{{was: 31 Mar 2024, to: Jun 2024, reason: A slip., "
                "agreed: 2024-03-13}]"
            ),
            "correction agreed on 13 March 2024, 31 March 2024 to June 2024: “A slip.”",
        ),
    ],
    ChangeKind.EXTENSION_REQUESTED: [
        (
            OPEN,
            OPEN + REQUEST,
            "an extension was asked for, to 30 April 2024: “More time is needed.”",
        ),
        (
            OPEN,
            OPEN + AGREED.replace("03-13", "02-28"),
            (
                "an extension was asked for, to 30 April 2024: “More time is needed.” (is "
                "written down as agreed on 28 February 2024, and does not count as agreed)"
            ),
        ),
    ],
    ChangeKind.EXTENSION_REFUSED: [
        (
            OPEN + REQUEST,
            OPEN + REFUSED,
            "extension refused on 13 March 2024, to 30 April 2024: “More time is needed.”",
        ),
        (
            OPEN,
            OPEN + REFUSED,
            "extension refused on 13 March 2024, to 30 April 2024: “More time is needed.”",
        ),
    ],
    ChangeKind.EXTENSION_AGREED: [
        (
            OPEN + REQUEST,
            OPEN + AGREED,
            "extension agreed on 13 March 2024, to 30 April 2024: “More time is needed.”",
        ),
        (
            OPEN,
            OPEN + AGREED,
            "extension agreed on 13 March 2024, to 30 April 2024: “More time is needed.”",
        ),
    ],
    ChangeKind.EMBEDDED: [
        (
            DONE,
            DONE.replace("complete\n", "embedded\n") + PROOF,
            (
                "embedded; 1 piece of evidence is recorded, verified by DCS on 2 March 2024: "
                "Ten records were read"
            ),
        )
    ],
    ChangeKind.VERIFIED: [
        (
            DONE,
            DONE + "verified: {by: DCS, on: 2024-03-02, how: Ten records were read}\n",
            "verified by DCS on 2 March 2024: “Ten records were read”",
        )
    ],
    ChangeKind.COMPLETED: [(OPEN, DONE, "completed 1 March 2024")],
    ChangeKind.RATED_BETTER: [
        (
            f"{OPEN}progress_rag: red",
            OPEN,
            "progress rated better, from red to green: due 31 March 2024, in 18 days",
        )
    ],
    ChangeKind.RATED_TOO_GOOD: [
        (
            f"{OPEN}progress_rag: red",
            f"{OPEN}progress_rag: blue",
            (
                "progress blue is better than the facts say; it was red: declared by the lead; the "
                "facts say green: due 31 March 2024, in 18 days"
            ),
        )
    ],
    ChangeKind.RATED_OTHERWISE: [
        (OPEN, OUT, "progress no longer rated; it was green"),
        (
            OPEN,
            f"{OPEN}impact_rag: green",
            "impact rated green; it was not rated before: declared by the lead",
        ),
    ],
    ChangeKind.BROUGHT_FORWARD: [
        (
            OPEN,
            OPEN.replace("31 Mar", "30 Mar"),
            (
                "date brought forward by 1 day, from 31 March 2024 to 30 March 2024; without the "
                "board's agreement: the original timescale was changed"
            ),
        )
    ],
    ChangeKind.DATE_SET: [
        ("status: in progress", OPEN, "a date was set: 31 March 2024"),
        (
            "review: monthly",
            "review: monthly\ntimescale: ongoing",
            "timescale set: ongoing, without an end",
        ),
        (
            AGREED.replace("03-13", "02-14"),
            f"timescale: Feb 2024\n{AGREED.replace('03-13', '02-14')}",
            "a date was set: Feb 2024",
        ),
    ],
}
