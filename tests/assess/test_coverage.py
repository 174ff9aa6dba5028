"""What answers each finding, and what is still open; as at 13 March 2024."""

from pathlib import Path
from typing import Final

import pytest

from make import AS_AT, loaded, put, small_plan
from planctl.assess.coverage import Answer, asked_kinds, coverage, unanswering
from planctl.assess.rule.scene import Scene, scene
from planctl.model.action import EvidenceKind

ANSWERS: Final = "findings: [core-groups]\n"
DONE: Final = f"{ANSWERS}status: complete\ncompleted: 2024-01-31\n"
EVERY_KIND: Final = ", ".join(
    f"{{title: A, kind: {kind}}}"
    for kind in ("quality assurance", "feedback", "peer review", "inspection")
)
MET: Final = "better: lower\ntargets: [{value: 20}]\n"
ALL: Final = ("worse", "none", "met")
MEASURES: Final = {
    "measures/met.yaml": f"id: met\ntitle: Met\n{MET}observations: [{{on: 1/3/24, value: 9}}]\n",
    "measures/none.yaml": f"id: none\ntitle: None\n{MET}",
    "measures/worse.yaml": (
        f"id: worse\ntitle: Worse\n{MET}baseline: {{value: 30}}\n"
        "observations: [{on: 2024-02-29, value: 31}]\n"
    ),
}


def _scene(root: Path, *texts: str) -> Scene:
    files = {
        f"areas/1-practice/1.{n}-x.yaml": f'ref: "1.{n}"\ntitle: A\n{text}'
        for n, text in enumerate(texts, 1)
    }
    return scene(loaded(put(small_plan(root), {**files, **MEASURES})).plan, AS_AT)


def _answer(root: Path, *texts: str) -> Answer:
    (only,) = coverage(_scene(root, *texts))
    return only


@pytest.mark.parametrize(
    ("texts", "gaps"),
    [
        ((), ("no action answers it",)),
        ((f"{ANSWERS}status: withdrawn\n",), ("no action answers it",)),
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
        ((f"{DONE}impact_measures: [{{measure: met}}]\nevidence: [{EVERY_KIND}]\n",), ()),
    ],
)
def test_the_gap_of_a_finding(
    texts: tuple[str, ...], gaps: tuple[str, ...], tmp_path: Path
) -> None:
    assert _answer(tmp_path, *texts).gaps == gaps


def test_evidence_of_a_day_to_come_does_not_count(tmp_path: Path) -> None:
    later = f"{DONE}evidence: [{{title: A, kind: feedback, date: 2024-03-14}}]\n"
    assert _answer(tmp_path, later).evidence == {}


def test_a_measure_of_two_actions_counts_once(tmp_path: Path) -> None:
    text = f"{ANSWERS}impact_measures: [{{measure: met}}]\n"
    assert [each.measure.id for each in _answer(tmp_path, text, text).effects] == ["met"]


def test_what_is_delivered_embedded_and_withdrawn_is_counted(tmp_path: Path) -> None:
    held = DONE.replace("complete\n", "embedded\n") + (
        "evidence: [{title: A, kind: data, shows: More}]\n"
        "verified: {by: AD, on: 2024-02-01, how: Read}\n"
    )
    found = _answer(tmp_path, held, DONE, ANSWERS, f"{ANSWERS}status: withdrawn\n")
    assert (len(found.actions), found.delivered, found.embedded) == (3, 2, 1)
    assert [each.ref for each in found.withdrawn] == ["1.4"]


def test_actions_that_answer_no_finding_are_told(tmp_path: Path) -> None:
    found = unanswering(_scene(tmp_path, ANSWERS, "", "findings: [unknown]\n"))
    assert [each.ref for each in found] == ["1.2", "1.3"]


def test_the_plan_says_which_evidence_it_asks_for(tmp_path: Path) -> None:
    root = put(
        small_plan(tmp_path),
        {
            "plan.yaml": "title: A\norganisation: B\nclosing_the_loop: {sources: [data]}\n",
            "governance.yaml": "{}\n",
        },
    )
    assert asked_kinds(scene(loaded(root).plan, AS_AT)) == (EvidenceKind.DATA,)


def test_a_plan_whose_front_cannot_be_read_has_no_findings(tmp_path: Path) -> None:
    root = put(small_plan(tmp_path), {"plan.yaml": "title:\n"})
    found = scene(loaded(root).plan, AS_AT)
    assert coverage(found) == ()
    assert len(asked_kinds(found)) == 4
