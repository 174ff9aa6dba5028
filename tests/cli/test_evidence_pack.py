"""planctl evidence pack for a finding or an action, and where a file or the disk fails."""

import errno
import shutil
from pathlib import Path
from typing import Final

import pytest

from make import put, small_plan
from running import Ran, planctl

ONE: Final = """\
ref: "1.1"
title: Audits
findings: [core-groups, visits]
evidence:
  - title: Dip sample
    kind: quality assurance
    date: 2024-02-01
    file: evidence/dip.txt
    url: https://example.org/dip
    shows: Plans are better
"""
TWO: Final = 'ref: "1.2"\ntitle: Visits\nfindings: [visits]\n'
LATER: Final = ONE.replace("2024-02-01", "2024-05-01")
FRONT: Final = """\
title: A small plan
organisation: A council
findings:
  - {id: core-groups, title: Core groups}
  - {id: visits, title: Visits}
  - {id: strategy-discussions, title: Strategy discussions}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = small_plan(tmp_path / "plan", ONE, plan=FRONT, **{"areas__1-practice__1.2-b": TWO})
    return put(made, {"evidence/dip.txt": "As it was\n"})


def _run(root: Path, *words: str) -> Ran:
    at = {"PLANCTL_AS_AT": "2024-03-13"}
    return planctl("evidence", "pack", "pack", *words, cwd=root.parent, env=at)


def _page(root: Path, *words: str) -> str:
    ran = _run(root, *words)
    assert (ran.code, ran.err) == (0, "")
    return (root.parent / "pack" / "index.html").read_text("utf-8")


def test_a_finding_that_no_action_answers_is_missing(root: Path) -> None:
    page = _page(root, "--finding", "strategy-discussions")
    assert "No action answers the finding “Strategy discussions”." in page
    assert "No evidence is recorded for the finding “Strategy discussions”." in page
    assert "Nothing that the plan names is missing" not in page


def test_a_pack_of_one_finding_says_nothing_of_another(root: Path) -> None:
    page = _page(root, "--finding", "core-groups")
    assert "the finding “Visits”" not in page
    assert "the finding “Strategy discussions”" not in page


def test_each_finding_has_the_actions_that_answer_it_and_leads_to_their_evidence(
    root: Path,
) -> None:
    page = _page(root)
    link = '<a href="#action-0-0-1-1">1.1</a>'
    assert f'Visits</th><td data-label="Actions">{link}, 1.2</td>' in page
    assert '<h3 id="action-0-0-1-1">1.1 Audits</h3>' in page
    assert 'Strategy discussions</th><td data-label="Actions">none</td>' in page


def test_an_action_can_be_packed_alone(root: Path) -> None:
    page = _page(root, "--action", "1.1")
    assert "Action 1.1: Audits, as at 13 March 2024" in page
    assert (root.parent / "pack" / "action-1.1" / "01-dip.txt").is_file()
    assert "Nothing that the plan names is missing." in page


def test_an_action_that_does_not_answer_the_finding_is_refused(root: Path) -> None:
    ran = _run(root, "--finding", "core-groups", "--action", "1.2")
    assert (ran.code, "action 1.2 does not answer that finding" in ran.err) == (2, True)
    assert not (root.parent / "pack").exists()


def test_an_address_is_kept_beside_the_file(root: Path) -> None:
    page = _page(root)
    assert '<a href="action-1.1/01-dip.txt">' in page
    assert '<a href="https://example.org/dip">https://example.org/dip</a>' in page


def test_evidence_of_a_later_day_is_said_to_be_so(root: Path) -> None:
    put(root, {"areas/1-practice/1.1-first.yaml": LATER})
    page = _page(root)
    assert "1.1: “Dip sample” is of 1 May 2024, later than the day of this page." in page
    said = "All evidence for the finding “Core groups” is missing, changed or of a later day."
    assert said in page


def test_a_sealed_file_that_no_action_names_any_more_is_said(root: Path) -> None:
    planctl("evidence", "lock", cwd=root.parent)
    put(root, {"areas/1-practice/1.1-first.yaml": 'ref: "1.1"\ntitle: Audits\n'})
    said = "evidence/dip.txt was sealed as evidence, and no action names it any more."
    assert said in _page(root)


def test_nothing_is_said_of_sealed_files_that_an_unread_action_may_name(root: Path) -> None:
    planctl("evidence", "lock", cwd=root.parent)
    put(root, {"areas/1-practice/1.1-first.yaml": 'ref: "1.1"\n'})
    assert _run(root).code == 1
    assert "any more" not in (root.parent / "pack" / "index.html").read_text("utf-8")


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, unreadable = Path.open, root / "evidence" / "dip.txt"

    def refused(path: Path, mode: str = "r", *more: object, **others: object) -> object:
        if path.resolve() == unreadable:
            raise PermissionError
        return whole(path, mode, *more, **others)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refused)
    page = _page(root)
    assert "1.1: the file of “Dip sample” is there, but it could not be read." in page
    assert 'href="action-' not in page
    assert (root.parent / "pack" / "SHA256SUMS").read_text("utf-8") == ""


def test_a_full_disk_leaves_nothing_that_looks_like_a_pack(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    ran = _run(root)
    assert (ran.code, "No space left on device" in ran.err) == (2, True)
    assert [path.name for path in root.parent.iterdir()] == ["plan"]


def test_a_link_that_leads_nowhere_is_left_alone(root: Path) -> None:
    (root.parent / "pack").symlink_to("nowhere")
    ran = _run(root)
    assert (ran.code, "pack is there already" in ran.err) == (2, True)
    assert (root.parent / "pack").is_symlink()


def test_the_folder_one_stands_in_is_not_taken_away(root: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    ran = planctl("evidence", "pack", ".", "--plan", root, cwd=here)
    assert (ran.code, "is there already" in ran.err) == (2, True)
    assert here.is_dir()


def test_a_pack_is_as_open_to_others_as_any_new_folder(root: Path) -> None:
    _page(root)
    (root.parent / "other").mkdir()
    modes = {(root.parent / name).stat().st_mode for name in ("pack", "other")}
    assert len(modes) == 1


def test_evidence_that_inspectors_do_not_get_is_counted_and_not_missing(root: Path) -> None:
    held = ONE.replace("    shows: Plans are better\n", "    shows: Better\n    share: officers\n")
    put(root, {"areas/1-practice/1.1-first.yaml": held})
    page = _page(root)
    assert "For inspectors. 1 piece of evidence is not in this edition." in page
    assert "Nothing that the plan names is missing." not in page  # of the findings nothing is known
    assert "neither a file nor an address" not in page
    assert "Dip sample" not in page
    names = [path.name for path in (root.parent / "pack").rglob("*")]
    assert sorted(names) == ["SHA256SUMS", "index.html"]
