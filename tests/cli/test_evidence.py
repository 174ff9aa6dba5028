"""planctl evidence lock and pack, as a person runs them; as at 13 March 2024."""

import hashlib
from pathlib import Path
from typing import Final

import pytest

from make import put, small_plan
from planctl.edit.form import formed
from running import Ran, planctl

ACTION: Final = """\
ref: "1.1"
title: Audits
leads: [SM QA]
status: embedded
completed: 2024-01-31
findings: [core-groups]
evidence:
  - title: Dip sample
    kind: quality assurance
    date: 2024-02-01
    file: evidence/dip.txt
    shows: Plans are better
  - {title: A letter, kind: feedback, url: "https://example.org/a?b=1&c=<2>"}
  - {title: On a drive, kind: document, url: "H:\\\\a.docx", date: 2024-02-01, shows: More}
  - {title: Nowhere, kind: data, date: 2024-02-01, shows: "<b>More</b>"}
"""
AT: Final = {"PLANCTL_AS_AT": "2024-03-13"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return put(small_plan(tmp_path / "plan", ACTION), {"evidence/dip.txt": "As it was\n"})


def _run(root: Path, *words: str) -> Ran:
    return planctl("evidence", *words, cwd=root.parent, env=AT)


SEAL: Final = hashlib.sha256(b"As it was\n").hexdigest()


def test_each_file_is_sealed_once(root: Path) -> None:
    ran = _run(root, "lock")
    assert (ran.code, ran.told) == (0, "")
    assert ran.out == "sealed: evidence/dip.txt\n1 evidence file in plan/evidence.yaml\n"
    assert (root / "evidence.yaml").read_text("utf-8").splitlines()[1:] == [
        f"evidence/dip.txt: {SEAL}"
    ]


def test_the_seals_are_in_the_house_form_and_known_to_an_editor(root: Path) -> None:
    line = "# yaml-language-server: $schema=../schema/{}.schema.json"
    front = root / "plan.yaml"
    front.write_text(f"{line.format('plan')}\n{front.read_text('utf-8')}", "utf-8")
    assert _run(root, "lock").code == 0
    text = (root / "evidence.yaml").read_text("utf-8")
    assert text.startswith(f"{line.format('evidence')}\n# Written by planctl evidence lock: ")
    assert formed(text, "evidence") == text
    assert _run(root, "lock").out == "1 evidence file in plan/evidence.yaml\n"


def test_to_check_writes_nothing(root: Path) -> None:
    ran = _run(root, "lock", "--check")
    assert (ran.code, ran.out.splitlines()[0]) == (1, "would be sealed: evidence/dip.txt")
    assert not (root / "evidence.yaml").exists()
    _run(root, "lock")
    assert _run(root, "lock", "--check").code == 0


def test_a_changed_file_is_not_sealed_anew_unless_it_is_named(root: Path) -> None:
    _run(root, "lock")
    (root / "evidence" / "dip.txt").write_text("Not as it was\n", "utf-8")
    ran = _run(root, "lock")
    assert ran.code == 1
    assert "evidence/dip.txt has changed since it was sealed" in ran.err
    assert "R225 “evidence/dip.txt” has changed" in planctl("check", cwd=root.parent, env=AT).out
    ran = _run(root, "lock", "--renew", "evidence/dip.txt")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "sealed anew: evidence/dip.txt")
    assert "R225" not in planctl("check", cwd=root.parent, env=AT).out


def test_a_lost_file_is_told_until_it_is_forgotten(root: Path) -> None:
    put(root, {"areas/1-practice/1.2-b.yaml": 'ref: "1.2"\ntitle: B\n'})
    _run(root, "lock")
    (root / "evidence" / "dip.txt").unlink()
    ran = _run(root, "lock")
    assert (ran.code, "is sealed, and is not there" in ran.err) == (1, True)
    put(root, {"areas/1-practice/1.1-first.yaml": 'ref: "1.1"\ntitle: A\n'})
    ran = _run(root, "lock", "--forget", "evidence/dip.txt")
    assert (ran.code, ran.told) == (0, "")
    said = "no action names an evidence file, so there is nothing to seal"
    assert ran.out == f"forgotten: evidence/dip.txt\n{said}\n"


def test_a_file_that_was_never_there_is_told(root: Path) -> None:
    (root / "evidence" / "dip.txt").unlink()
    ran = _run(root, "lock")
    assert (ran.code, ran.out) == (1, "")
    assert "evidence/dip.txt is named as evidence, and is not there" in ran.err


def test_a_file_that_is_not_sealed_cannot_be_renewed(root: Path) -> None:
    ran = _run(root, "lock", "--renew", "evidence/dap.txt")
    assert (ran.code, "“evidence/dap.txt” is not sealed" in ran.err) == (2, True)
    _run(root, "lock")
    assert "did you mean “evidence/dip.txt”?" in _run(root, "lock", "--renew", "evidence/d.txt").err


def test_seals_that_cannot_be_read_are_never_written_over(root: Path) -> None:
    put(root, {"evidence.yaml": "evidence/dip.txt: short\n"})
    ran = _run(root, "lock")
    assert (ran.code, "could not be read, so nothing is sealed" in ran.err) == (2, True)
    assert (root / "evidence.yaml").read_text("utf-8") == "evidence/dip.txt: short\n"


def test_a_folder_of_evidence_has_the_files_their_sums_and_an_index(root: Path) -> None:
    _run(root, "lock")
    ran = _run(root, "pack", "out/pack")
    assert (ran.code, ran.out, ran.err) == (0, "out/pack/index.html\n", "")
    made = root.parent / "out" / "pack"
    assert sorted(path.name for path in made.rglob("*")) == [
        *("01-dip.txt", "SHA256SUMS", "action-1.1", "index.html"),
    ]
    assert (made / "action-1.1" / "01-dip.txt").read_text("utf-8") == "As it was\n"
    assert (made / "SHA256SUMS").read_text("utf-8") == (f"{SEAL}  action-1.1/01-dip.txt\n")


def test_the_index_says_what_is_missing_and_shows_texts_as_texts(root: Path) -> None:
    _run(root, "lock")
    put(root, {"areas/1-practice/1.2-b.yaml": 'ref: "1.2"\ntitle: B\nstatus: complete\n'})
    (root / "evidence" / "dip.txt").write_text("Not as it was\n", "utf-8")
    _run(root, "pack", "pack")
    page = (root.parent / "pack" / "index.html").read_text("utf-8")
    for words in (
        "1.1: the file of “Dip sample” has changed since it was sealed.",
        "1.1: “A letter” has no day.",
        "1.1: “A letter” does not say what it shows.",
        "1.1: “Nowhere” has neither a file nor an address.",
        "1.1 is said to be embedded, but nobody has verified it.",
        "1.2 is complete, and no evidence of it is recorded.",
        '<a href="action-1.1/01-dip.txt">',
        '<a href="https://example.org/a?b=1&amp;c=&lt;2&gt;">',
        "&lt;b&gt;More&lt;/b&gt;",
        "H:\\a.docx",
    ):
        assert words in page
    assert 'href="H:' not in page


def test_a_verified_action_says_by_whom(root: Path) -> None:
    looked = "verified: {by: AD, on: 2024-02-10, how: Read ten records}\n"
    put(root, {"areas/1-practice/1.1-first.yaml": f"{ACTION}{looked}"})
    _run(root, "pack", "pack")
    page = (root.parent / "pack" / "index.html").read_text("utf-8")
    assert "AD, 10 February 2024: Read ten records" in page
    assert "said to be embedded" not in page
    assert "not sealed" in page


def test_a_finding_can_be_packed_alone(root: Path) -> None:
    other = 'ref: "1.2"\ntitle: B\nevidence: [{title: C, kind: data, file: evidence/no.txt}]\n'
    put(root, {"areas/1-practice/1.2-b.yaml": other})
    _run(root, "pack", "pack", "--finding", "core-groups")
    page = (root.parent / "pack" / "index.html").read_text("utf-8")
    assert "Finding: Core groups, as at 13 March 2024" in page
    assert "no.txt" not in page
    ran = _run(root, "pack", "whole")
    assert ran.code == 0
    assert "1.2: the file of “C” is missing." in (root.parent / "whole" / "index.html").read_text()


def test_two_actions_with_one_ref_keep_their_files_apart(root: Path) -> None:
    put(root, {"areas/1-practice/1.1-again.yaml": ACTION})
    _run(root, "pack", "pack")
    folders = sorted(p.name for p in (root.parent / "pack").iterdir() if p.is_dir())
    assert folders == ["action-1.1", "action-1.1-2"]


def test_a_plan_without_evidence_makes_a_pack_that_says_so(tmp_path: Path) -> None:
    root = small_plan(tmp_path / "plan")
    _run(root, "pack", "pack")
    page = (tmp_path / "pack" / "index.html").read_text("utf-8")
    assert "No evidence is recorded for the finding “Core groups”." in page
    assert "No evidence is recorded.</p>" in page


@pytest.mark.parametrize(
    ("folder", "why"),
    [("plan/pack", "lies in the plan folder"), ("plan", "lies in the plan"), (".", "is there")],
)
def test_a_folder_that_holds_something_is_left_alone(root: Path, folder: str, why: str) -> None:
    ran = _run(root, "pack", folder)
    assert (ran.code, why in ran.err) == (2, True)
    assert sorted(path.name for path in root.parent.iterdir()) == ["plan"]


def test_a_folder_that_cannot_be_made_is_said(root: Path) -> None:
    (root.parent / "file").write_text("A", "utf-8")
    ran = _run(root, "pack", "file/pack")
    assert (ran.code, "file/pack could not be made" in ran.err) == (2, True)


def test_an_action_that_cannot_be_read_is_said_first(root: Path) -> None:
    put(root, {"areas/1-practice/1.3-c.yaml": "ref: 1.3\nstatus: odd\n"})
    _run(root, "pack", "pack")
    page = (root.parent / "pack" / "index.html").read_text("utf-8")
    words = "The file plan/areas/1-practice/1.3-c.yaml could not be read"
    assert words in page.partition("<li>")[2].partition("</li>")[0]


def test_an_empty_folder_can_be_filled(root: Path) -> None:
    (root.parent / "pack").mkdir()
    assert _run(root, "pack", "pack").code == 0
    assert sorted(path.name for path in root.parent.iterdir()) == ["pack", "plan"]


def test_a_finding_that_is_not_there_makes_no_folder(root: Path) -> None:
    ran = _run(root, "pack", "pack", "--finding", "core")
    assert (ran.code, "the plan has no finding “core”" in ran.err) == (2, True)
    assert sorted(path.name for path in root.parent.iterdir()) == ["plan"]


def test_a_seal_that_no_action_needs_is_said_and_kept(root: Path) -> None:
    _run(root, "lock")
    put(root, {"areas/1-practice/1.1-first.yaml": 'ref: "1.1"\ntitle: A\n'})
    ran = _run(root, "lock")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == (
        "no action names evidence/dip.txt any more: --forget evidence/dip.txt takes its seal out"
    )
    assert SEAL in (root / "evidence.yaml").read_text("utf-8")


def test_no_seal_is_said_to_be_needless_while_an_action_cannot_be_read(root: Path) -> None:
    _run(root, "lock")
    put(root, {"areas/1-practice/1.1-first.yaml": 'ref: "1.1"\n'})
    ran = _run(root, "lock")
    assert (ran.code, "any more" in ran.out) == (1, False)
