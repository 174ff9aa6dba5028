"""Evidence files that are missing, or are not those that were sealed, prove nothing."""

from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest

from make import AS_AT, loaded, put, small_plan
from planctl.assess.coverage import finding_coverage
from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene, judge_plan
from planctl.model.action import EvidenceFault
from planctl.model.rating import Standing
from planctl.render.action_columns import record_columns

EMBEDDED: Final = """\
ref: "1.1"
title: First
leads: [SM QA]
status: embedded
completed: 2024-01-31
findings: [core-groups]
evidence: [{title: Dip sample, kind: feedback, file: evidence/a.txt, shows: Less drift}]
verified: {by: AD, on: 2024-02-10, how: Ten records were read}
"""
SEAL: Final = f"evidence/a.txt: {sha256(b'As it was').hexdigest()}\n"


def _scene(root: Path, file: str, seal: str = "") -> Scene:
    files = {"evidence/a.txt": file} if file else {}
    more = {"evidence.yaml": seal} if seal else {}
    return judge_plan(loaded(put(small_plan(root, EMBEDDED), {**files, **more})).plan, AS_AT)


def _first(found: Scene) -> Judgement:
    return found.judged[0]


@pytest.mark.parametrize(
    ("file", "seal", "faulty"),
    [
        ("As it was", "", {}),
        ("As it was", SEAL, {}),
        ("", "", {"evidence/a.txt": EvidenceFault.MISSING}),
        ("", SEAL, {"evidence/a.txt": EvidenceFault.MISSING}),
        ("Not as it was", SEAL, {"evidence/a.txt": EvidenceFault.CHANGED}),
        ("Not as it was", "", {}),
    ],
)
def test_a_file_is_faulty_when_it_is_gone_or_changed(
    file: str, seal: str, faulty: dict[str, EvidenceFault], tmp_path: Path
) -> None:
    assert _scene(tmp_path, file, seal).plan.faulty == faulty


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("", "the file of “Dip sample” is missing"),
        ("Not as it was", "the file of “Dip sample” is changed since it was sealed"),
    ],
)
def test_an_action_is_not_embedded_by_evidence_that_is_not_there(
    file: str, why: str, tmp_path: Path
) -> None:
    progress = _first(_scene(tmp_path, file, SEAL)).progress
    assert progress.standing is Standing.COMPLETE
    assert progress.why == f"completed 31 January 2024. Said to be embedded, but {why}"


def test_evidence_that_is_there_makes_an_action_embedded(tmp_path: Path) -> None:
    assert _first(_scene(tmp_path, "As it was", SEAL)).progress.standing is Standing.EMBEDDED


def test_a_finding_says_that_its_evidence_is_gone(tmp_path: Path) -> None:
    (answer,) = finding_coverage(_scene(tmp_path, ""))
    assert answer.evidence == {}
    assert "1 file of evidence missing or changed" in answer.gaps


def test_the_record_of_an_action_says_what_became_of_a_file(tmp_path: Path) -> None:
    found = _scene(tmp_path, "Not as it was", SEAL)
    (evidence, *_) = record_columns(_first(found), found)
    assert evidence.items == (
        "Dip sample (feedback, kept at evidence/a.txt, changed since it was sealed): Less drift",
    )
