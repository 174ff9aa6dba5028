"""What answers each finding, and what is still open; as at 13 March 2024."""

from pathlib import Path
from typing import Final

import pytest

from make import AS_AT, loaded, put, small_plan
from planctl.assess.coverage import (
    FindingCoverage,
    actions_without_finding,
    finding_coverage,
    required_evidence_kinds,
)
from planctl.assess.scene import Scene, judge_plan
from planctl.model.action import EvidenceKind

WITHDRAWN: Final = "withdrawals: [{reason: Not needed., agreed: 2024-02-14}]"
ANSWERS: Final = "findings: [core-groups]\n"
DONE: Final = f"{ANSWERS}status: complete\ncompleted: 2024-01-31\n"
EVERY_KIND: Final = ", ".join(
    f"{{title: A, kind: {kind}}}"
    for kind in ("quality assurance", "feedback", "peer review", "inspection")
)
SHOWN: Final = f"{DONE}evidence: [{EVERY_KIND}]\n"
MET: Final = "better: lower\ntargets: [{value: 20}]\n"
FROM: Final = "baseline: {value: 30, on: 2023-12-01}\n"
SEEN: Final = "observations: [{on: 2024-02-29, value: 25}]\n"
ALL: Final = ("worse", "none", "met")
MEASURES: Final = {
    "measures/met.yaml": (
        f"id: met\ntitle: Met\n{MET}{FROM}observations: [{{on: 1/3/24, value: 9}}]\n"
    ),
    "measures/none.yaml": f"id: none\ntitle: None\n{MET}",
    "measures/worse.yaml": (
        f"id: worse\ntitle: Worse\n{MET}baseline: {{value: 30}}\n"
        "observations: [{on: 2024-02-29, value: 31}]\n"
    ),
    "measures/nearer.yaml": f"id: nearer\ntitle: Nearer\n{MET}{FROM}{SEEN}",
    "measures/alone.yaml": f"id: alone\ntitle: Alone\n{MET}{SEEN}",
    "measures/aimless.yaml": f"id: aimless\ntitle: Aimless\n{FROM}{SEEN}",
    "measures/old.yaml": (
        f"id: old\ntitle: Old\nfrequency: monthly\n{MET}baseline: {{value: 30}}\n"
        "observations: [{on: 2023-06-30, value: 9}]\n"
    ),
    "measures/broken.yaml": "id: broken\nid: broken\n",
}


def _scene(root: Path, *texts: str) -> Scene:
    files = {
        f"areas/1-practice/1.{n}-x.yaml": f'ref: "1.{n}"\ntitle: A\n{text}'
        for n, text in enumerate(texts, 1)
    }
    return judge_plan(loaded(put(small_plan(root), {**files, **MEASURES})).plan, AS_AT)


def _answer(root: Path, *texts: str) -> FindingCoverage:
    (only,) = finding_coverage(_scene(root, *texts))
    return only


@pytest.mark.parametrize(
    ("texts", "gaps"),
    [
        ((), ("no action answers it",)),
        (
            (f"{ANSWERS}{WITHDRAWN}\n",) * 2,
            ("no action answers it any more (withdrawn: 1.1, 1.2)",),
        ),
        (
            (ANSWERS,),
            (
                "its one action is not delivered",
                "no measure shows its effect",
                "no evidence is recorded",
            ),
        ),
        (
            (ANSWERS, f"{ANSWERS}impact_measures: [{{measure: none}}]\n"),
            (
                "none of its 2 actions is delivered",
                "no figures of its measures yet",
                "no evidence is recorded",
            ),
        ),
        (
            (
                f"{DONE}impact_measures: [{', '.join(f'{{measure: {m}}}' for m in ALL)}]\n",
                ANSWERS,
                f"{DONE}evidence: [{{title: A, kind: feedback}}, {{title: B, kind: data}}]\n",
            ),
            (
                "2 of its 3 actions are delivered",
                "1 of 3 measures: worse than baseline",
                "1 of 3 measures: no figures yet",
                "no evidence by quality assurance, peer review or inspection",
            ),
        ),
        ((f"{SHOWN}impact_measures: [{{measure: met}}]\n",), ()),
    ],
)
def test_the_gap_of_a_finding(
    texts: tuple[str, ...], gaps: tuple[str, ...], tmp_path: Path
) -> None:
    assert _answer(tmp_path, *texts).gaps == gaps


@pytest.mark.parametrize(
    ("names", "gaps"),
    [
        (("nearer",), ("1 measure: improving, but short of its target",)),
        (("alone",), ("1 measure: one figure, no data to compare it with yet",)),
        (("aimless",), ("1 measure: no target to judge it by",)),
        (("old", "met"), ("1 of 2 measures: out of date",)),
        (("met", "unknown"), ("1 of 2 measures: missing, or cannot be read",)),
        (("unknown",), ("1 measure: missing, or cannot be read",)),
        (("unknown", "broken"), ("2 of 2 measures: missing, or cannot be read",)),
        (
            ("none", "unknown"),
            ("no figures of its measures yet", "1 of 2 measures: missing, or cannot be read"),
        ),
    ],
)
def test_what_a_measure_does_not_show_keeps_the_loop_open(
    names: tuple[str, ...], gaps: tuple[str, ...], tmp_path: Path
) -> None:
    named = ", ".join(f"{{measure: {name}}}" for name in names)
    assert _answer(tmp_path, f"{SHOWN}impact_measures: [{named}]\n").gaps == gaps


@pytest.mark.parametrize(
    ("declared", "measures", "gaps"),
    [
        ("red", "met", ("1 action is rated amber or red in impact by the lead",)),
        ("green", "met", ()),
        ("red", "worse", ("1 measure: worse than baseline",)),
        ("amber", "worse", ("1 measure: worse than baseline",)),
    ],
)
def test_a_lead_who_sees_no_effect_keeps_the_loop_open(
    declared: str, measures: str, gaps: tuple[str, ...], tmp_path: Path
) -> None:
    text = f"{SHOWN}impact_rag: {declared}\nimpact_measures: [{{measure: {measures}}}]\n"
    assert _answer(tmp_path, text).gaps == gaps


def test_two_leads_who_see_no_effect_are_counted(tmp_path: Path) -> None:
    text = f"{SHOWN}impact_rag: amber\nimpact_measures: [{{measure: met}}]\n"
    said = ("2 actions are rated amber or red in impact by the lead",)
    assert _answer(tmp_path, text, text).gaps == said


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (1, "1 action could not be read, and may answer it too"),
        (2, "2 actions could not be read, and may answer it too"),
    ],
)
def test_no_loop_is_closed_while_an_action_cannot_be_read(
    broken: int, said: str, tmp_path: Path
) -> None:
    closed = f"{SHOWN}impact_measures: [{{measure: met}}]\n"
    assert _answer(tmp_path, closed, *["title: Twice\n"] * broken).gaps == (said,)


def test_a_measure_that_cannot_be_read_is_named_once(tmp_path: Path) -> None:
    text = f"{ANSWERS}impact_measures: [{{measure: broken}}, {{measure: met}}]\n"
    assert _answer(tmp_path, text, text).lost == ("broken",)


@pytest.mark.parametrize("more", ["date: 2024-03-14", "file: evidence/a.pdf"])
def test_evidence_of_a_day_to_come_or_lost_does_not_count(more: str, tmp_path: Path) -> None:
    found = _answer(tmp_path, f"{DONE}evidence: [{{title: A, kind: feedback, {more}}}]\n")
    assert found.evidence == {}
    assert found.gaps[-1] == "no evidence that counts yet"


@pytest.mark.parametrize(("many", "said"), [(1, "1 file"), (2, "2 files")])
def test_lost_evidence_keeps_the_loop_open(many: int, said: str, tmp_path: Path) -> None:
    lost = "{title: Lost, kind: data, file: evidence/a.pdf}"
    text = f"{DONE}impact_measures: [{{measure: met}}]\nevidence: "
    found = _answer(tmp_path, f"{text}[{EVERY_KIND}{f', {lost}' * many}]\n")
    assert found.gaps == (f"{said} of evidence missing or changed",)


def test_a_measure_of_two_actions_counts_once(tmp_path: Path) -> None:
    text = f"{ANSWERS}impact_measures: [{{measure: met}}]\n"
    assert [each.measure.id for each in _answer(tmp_path, text, text).effects] == ["met"]


def test_what_is_delivered_embedded_and_withdrawn_is_counted(tmp_path: Path) -> None:
    held = DONE.replace("complete\n", "embedded\n") + (
        "evidence: [{title: A, kind: data, shows: More}]\n"
        "verified: {by: AD, on: 2024-02-01, how: Read}\n"
    )
    found = _answer(tmp_path, held, DONE, ANSWERS, f"{ANSWERS}{WITHDRAWN}\n")
    assert (len(found.actions), found.delivered, found.embedded) == (3, 2, 1)
    assert [each.ref for each in found.withdrawn] == ["1.4"]


def test_actions_that_answer_no_finding_are_told(tmp_path: Path) -> None:
    found = actions_without_finding(_scene(tmp_path, ANSWERS, "", "findings: [unknown]\n"))
    assert [each.ref for each in found] == ["1.2", "1.3"]


def test_the_plan_says_which_evidence_it_asks_for(tmp_path: Path) -> None:
    root = put(
        small_plan(tmp_path),
        {
            "plan.yaml": "title: A\norganisation: B\nclosing_the_loop: {sources: [data]}\n",
            "governance.yaml": "{}\n",
        },
    )
    assert required_evidence_kinds(judge_plan(loaded(root).plan, AS_AT)) == (EvidenceKind.DATA,)


def test_a_plan_whose_front_cannot_be_read_has_no_findings(tmp_path: Path) -> None:
    root = put(small_plan(tmp_path), {"plan.yaml": "title:\n"})
    put(root, {"areas/1-practice/1.1-x.yaml": f'ref: "1.1"\ntitle: A\n{ANSWERS}'})
    found = judge_plan(loaded(root).plan, AS_AT)
    assert (finding_coverage(found), actions_without_finding(found)) == ((), ())
    assert len(required_evidence_kinds(found)) == 4
