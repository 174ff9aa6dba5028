"""What the inspectors found and what answers it, and who the plan answers to."""

from pathlib import Path
from typing import Final

import pytest

from everything import everything
from make import small_plan
from paper import asks_of, pack_of
from planctl.render.pack.build import Pack
from planctl.render.pack.governance import ReportView
from planctl.render.pack.pieces import Entry

WITHDRAWN: Final = "withdrawals: [{reason: R., agreed: 2024-02-14}]\n"


@pytest.fixture
def full(tmp_path: Path) -> Pack:
    """The pack of a plan with one of everything."""
    return pack_of(everything(tmp_path))


def test_a_finding_has_the_actions_that_answer_it(full: Pack) -> None:
    assert [(f.title, f.words, len(f.rows)) for f in full.answers.findings] == [
        ("Core groups", "1 action answers it. Progress: 1 complete.", 1),
        ("Visits", "No action of the plan says that it answers this finding.", 0),
    ]
    groups, visits = full.answers.findings
    assert full.answers.kinds == ("Feedback",)
    assert (groups.counts, visits.counts) == (("1 piece",), ("none",))
    assert (groups.delivered, visits.delivered) == ("1 of 1, 1 of them embedded", "none answers it")
    assert [told.standing for told in groups.told] == ["on trajectory"]
    assert (
        groups.evidence[0].meaning == "What children said (1.1, 1 February 2024): they feel heard"
    )
    unread = "1 action could not be read, and may answer it too."
    assert (groups.gap, groups.is_open) == (unread, 1)
    assert (visits.gap, visits.is_open) == (f"No action answers it; {unread}", 1)
    assert visits.evidence == ()
    assert full.answers.others[0].ref == "1.2"
    assert full.answers.evidence_words == "1 piece of evidence is recorded, for 1 action of 15."


def test_a_finding_without_a_gap_says_that_it_is_closed(tmp_path: Path) -> None:
    root = everything(tmp_path)
    (root / "areas" / "1-practice" / "1.16-unread.yaml").unlink()
    groups, visits = pack_of(root).answers.findings
    assert (groups.gap, groups.is_open) == ("Closed: delivered, with effect and evidence.", 0)
    assert (visits.gap, visits.is_open) == ("No action answers it.", 1)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("", "No action of the plan answers this finding any more. Withdrawn: 1.1."),
        (
            "ref: 1.2\ntitle: B\nfindings: [core-groups]\nstatus: in progress\n",
            ("1 action answers it. Progress: 1 not rated. Withdrawn, and no answer any more: 1.1."),
        ),
    ],
)
def test_a_withdrawn_action_is_said_to_answer_no_more(
    more: str, words: str, tmp_path: Path
) -> None:
    gone = f"ref: 1.1\ntitle: A\nfindings: [core-groups]\n{WITHDRAWN}"
    files = {"areas__1-practice__1.2-b": more} if more else {}
    (only,) = pack_of(small_plan(tmp_path, gone, **files)).answers.findings
    assert only.words == words


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ("title: A\norganisation: B\n", "The plan names no findings."),
        ("title:\n", "The findings could not be read."),
    ],
)
def test_a_pack_without_findings_says_so_and_what_may_be_unread(
    front: str, words: str, tmp_path: Path
) -> None:
    made = pack_of(small_plan(tmp_path, plan=front))
    assert made.answers[-1:] == (words,)
    assert (made.answers.findings, made.answers.others) == ((), ())
    assert "closing the loop" in made.nothing
    assert made.nothing.endswith(" may hold more.") == ("could not" in words)


def test_governance_says_what_is_known_and_no_more(full: Pack) -> None:
    assert full.governance.meetings == (
        Entry("12 December 2023", ""),
        Entry("14 February 2024", "agreed the plan"),
        Entry("March 2024", ""),
        Entry(
            "By rule, where none is listed",
            "The second Wednesday of every month, from April 2024 until August 2024, "
            "but not in June 2024.",
        ),
    )
    assert full.governance.reports == (
        ReportView("QA report", "Monthly and quarterly", "SM QA", "in two parts"),
        ReportView("A bare report", "Not recorded", "Not recorded", ""),
        ReportView("Finance report", "Quarterly", "AD", ""),
    )
    words = (
        "It goes live. Overseen by AD. Starts April 2024 (due 30 April 2024). "
        "Actions that depend on it: 1.2."
    )
    assert full.governance.projects == (
        Entry("New system", words),
        Entry("A bare project", ""),
        Entry("Late project", "Promised for February 2024 (due 29 February 2024)."),
        Entry(
            "Done project",
            "Promised for February 2024 (due 29 February 2024). Delivered 1 February 2024.",
        ),
    )


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("starting: 2024-04-10", "On a day not recorded of every month, from 10 April 2024."),
        (
            "on: last Friday, every: two months, starting: Apr 2024",
            "The last Friday of every second month, from April 2024.",
        ),
        (
            "starting: Apr 2024, every: quarter, not_in: [Jul 2024, Oct 2024]",
            (
                "On a day not recorded of every third month, from April 2024, "
                "but not in July 2024 and October 2024."
            ),
        ),
    ],
)
def test_the_rule_by_which_a_board_meets_is_said(rule: str, words: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path, governance=f"board: {{meets: {{{rule}}}}}\n")
    assert pack_of(root).governance.meetings == (Entry("By rule, where none is listed", words),)


def test_each_of_several_rules_is_said(tmp_path: Path) -> None:
    rules = "{on: first Monday, starting: Jan 2024, until: May 2024}, {starting: June 2024}"
    root = small_plan(tmp_path, governance=f"board: {{meets: [{rules}]}}\n")
    assert [entry.meaning for entry in pack_of(root).governance.meetings] == [
        "The first Monday of every month, from January 2024 until May 2024.",
        "On a day not recorded of every month, from June 2024.",
    ]


def test_a_project_that_is_not_delivered_yet_is_only_promised(tmp_path: Path) -> None:
    project = "{id: a, title: A, timescale: May 2024, done: 2024-04-01}"
    root = small_plan(tmp_path, governance=f"projects: [{project}]\n")
    (only,) = pack_of(root).governance.projects
    assert only.meaning == "Promised for May 2024 (due 31 May 2024)."


def test_the_board_is_asked_about_a_finding_that_only_a_withdrawn_action_answers(
    tmp_path: Path,
) -> None:
    gone = f'ref: "1.1"\ntitle: First\n{WITHDRAWN}findings: [core-groups]\n'
    asks = asks_of(pack_of(small_plan(tmp_path, gone)))
    words = "Agree an action, its lead and its date for the finding “Core groups”"
    assert f"{words}: no action answers it." in asks
