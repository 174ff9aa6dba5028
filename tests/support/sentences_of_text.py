"""What changed in the text of an action, in words, as in sentences.py."""

from collections.abc import Mapping
from typing import Final

from planctl.assess.change.change_kind import ChangeKind
from sentences import EVIDENCE, OPEN, QUESTION, REQUEST, STEP, STEP_DONE

RECORDED: Final[Mapping[ChangeKind, list[tuple[str, str, str]]]] = {
    ChangeKind.LEAD_CHANGED: [
        (OPEN, f"{OPEN}leads: [AD]", "lead named: AD"),
        (
            f"{OPEN}leads: [AD]",
            f"{OPEN}leads: [SM QA, AD]",
            "lead changed from AD to SM QA (with AD)",
        ),
        (f"{OPEN}leads: [AD, SM QA]", OPEN, "nobody leads it any more; it was AD (with SM QA)"),
    ],
    ChangeKind.STATUS_CHANGED: [
        (
            OPEN.replace("in progress", "not started"),
            OPEN,
            "status changed from not started to in progress",
        ),
    ],
    ChangeKind.RATING_DECLARED: [
        (OPEN, f"{OPEN}progress_rag: green", "the lead declares the progress rating “green”"),
        (OPEN, f"{OPEN}impact_rag: grey", "the lead declares the impact rating “not rated”"),
        (
            f"{OPEN}impact_rag: red",
            OPEN,
            "the lead declares no impact rating any more; it was “red”",
        ),
    ],
    ChangeKind.ESCALATION_ANSWERED: [
        (
            f"{OPEN}escalations: [{QUESTION}}}]",
            f"{OPEN}escalations: [{QUESTION}, decided: The council.}}]",
            "escalation “Who pays for it?” answered, “The council.”",
        ),
        (
            f"{OPEN}escalations: [{QUESTION}}}]",
            f"{OPEN}escalations: [{QUESTION}, decision: 2024-03-a}}]",
            "escalation “Who pays for it?” answered by the decision “2024-03-a”",
        ),
        (
            f"{OPEN}escalations: [{QUESTION}}}]",
            f"{OPEN}escalations: [{QUESTION}, closed: 2024-03-02}}]",
            "escalation “Who pays for it?” closed on 2 March 2024",
        ),
        (
            OPEN,
            f"{OPEN}escalations: [{QUESTION}, closed: 2024-03-02}}]",
            "escalation “Who pays for it?” closed on 2 March 2024",
        ),
        (
            OPEN,
            f"{OPEN}escalations: [{QUESTION}, decided: The council., closed: 2024-03-02}}]",
            "escalation “Who pays for it?” answered, “The council.”",
        ),
    ],
    ChangeKind.MILESTONE_DONE: [
        (OPEN + STEP, OPEN + STEP_DONE, "milestone “The first step” done on 1 March 2024"),
        (OPEN, OPEN + STEP_DONE, "milestone “The first step” done on 1 March 2024"),
    ],
    ChangeKind.MILESTONE_CHANGED: [
        (OPEN, OPEN + STEP, "new milestone “The first step”"),
        (
            OPEN + STEP_DONE,
            OPEN + STEP,
            "milestone “The first step” is not done any more; it was on 1 March 2024",
        ),
        (
            OPEN + STEP,
            f"{OPEN}milestones: [{{what: The first step, timescale: May 2024}}]",
            "milestone “The first step”, timescale set: May 2024",
        ),
        (
            f"{OPEN}milestones: [{{what: The first step, leads: [AD]}}]",
            f"{OPEN}milestones: [{{what: The first step, leads: [SM QA, AD]}}]",
            "milestone “The first step”, leads: was “AD”, now “SM QA” and “AD”",
        ),
    ],
    ChangeKind.EVIDENCE_ADDED: [(OPEN, OPEN + EVIDENCE, "evidence added: “What children said”")],
    ChangeKind.PROGRESS_NOTED: [
        (OPEN, f"{OPEN}progress: [{{note: All is well.}}]", "progress noted: “All is well.”"),
        (
            OPEN,
            f"{OPEN}progress: [{{note: All is well., date: 2024-03-01, by: AD}}]",
            "progress noted (1 March 2024, AD): “All is well.”",
        ),
    ],
    ChangeKind.WORDING: [
        (f"{OPEN}title: Visits", f"{OPEN}title: All visits", "title reworded"),
        (OPEN, f"{OPEN}actions: [Visit.]", "new in what will be done: “Visit.”"),
        (f"{OPEN}expected_impact: [Safety]", OPEN, "taken out of expected impact: “Safety”"),
        (OPEN, f"{OPEN}rag_reason: Nearly.", "reason for the declared rating set: “Nearly.”"),
        (f"{OPEN}{STEP}", f"{OPEN}{STEP.replace('The', 'Our')}", "milestone reworded"),
        (
            f"{OPEN}impact_measures: [{{measure: a-b}}]",
            f"{OPEN}impact_measures: [{{measure: a-b, note: monthly}}]",
            "impact measure “a-b”, note set: “monthly”",
        ),
        (
            f"{OPEN}reporting: [{{report: a-b, note: monthly}}]",
            OPEN,
            "taken out of reporting: “a-b” (“monthly”)",
        ),
        (
            f"{OPEN}title: 'All  visits'",
            f"{OPEN}title: All visits",
            "title: only spaces or line breaks changed",
        ),
        (
            OPEN,
            OPEN.replace("31 Mar 2024", "2024-03-31"),
            "timescale written otherwise, for the same time: was 31 Mar 2024, now 31 March 2024",
        ),
        (
            OPEN.replace("Mar", "March"),
            OPEN.replace("31 Mar 2024", "2024-03-31"),
            "timescale written otherwise, for the same time",
        ),
        (
            f"{OPEN}reporting: [monthly report of the team]",
            f"{OPEN}reporting: [{{report: a, note: monthly report of the team}}]",
            "reporting: was “monthly report of the team”, now “a” (“monthly report of the team”)",
        ),
    ],
    ChangeKind.OTHER: [
        (f"{OPEN}findings: [core-groups]", OPEN, "findings: was “core-groups”, now nothing"),
        (
            OPEN,
            f"{OPEN}depends_on: ['1.2', '1.3']",
            "what it waits for: was nothing, now “1.2” and “1.3”",
        ),
        (OPEN, f"{OPEN}review: monthly", "review set: “monthly”"),
        (f"{OPEN}review: monthly", OPEN, "review taken out; it was “monthly”"),
        (f"{OPEN}review: monthly", f"{OPEN}review: yearly", "review: was “monthly”, now “yearly”"),
        (OPEN, f"{OPEN}completed: 2024-03-01", "day of completion set: 1 March 2024"),
        (
            f"{OPEN}actions: [One, Two]",
            f"{OPEN}actions: [Two, One]",
            "what will be done: the order changed",
        ),
        (
            OPEN + REQUEST,
            OPEN + REQUEST.replace("requested: 2024-03-01", "agreed: 2024-02-28"),
            (
                "an extension is written down as agreed on 28 February 2024, and does not count as "
                "agreed: to 30 April 2024: “More time is needed.”"
            ),
        ),
        (
            OPEN + REQUEST,
            OPEN + REQUEST.replace("30 Apr", "30 May"),
            "extension, to: was 30 Apr 2024, now 30 May 2024",
        ),
        (
            OPEN + REQUEST,
            OPEN + REQUEST.replace("03-01", "03-02"),
            "extension to 30 Apr 2024, requested: was 1 March 2024, now 2 March 2024",
        ),
    ],
}
