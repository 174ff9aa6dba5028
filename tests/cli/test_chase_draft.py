"""planctl chase --format eml: drafts that a mail program opens unsent."""

import json
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from cycle import cycle
from make import OUR_PLAN, put, small_plan
from running import Ran, planctl

OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"
PRIVATE = "\ue000"  # a sign of no writing, which a label may hold and no terminal shows


def _chase(plan: Path, *words: object, cwd: Path | None = None) -> Ran:
    return planctl("chase", "--plan", plan, "--as-at", "2024-03-13", *words, cwd=cwd)


def _draft(file: Path) -> EmailMessage:
    read = message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    assert not read.defects
    return read


def test_drafts_are_files_that_a_mail_program_opens_unsent(tmp_path: Path) -> None:
    plan = cycle(tmp_path / "plan")
    ran = _chase(plan, "--format", "eml", cwd=tmp_path)
    assert ran == (0, "chase/to-sm-qa.eml\nchase/to-ad.eml\n", "")
    mail = _draft(tmp_path / "chase/to-ad.eml")
    assert sorted(mail.keys()) == [
        "Content-Transfer-Encoding",
        "Content-Type",
        "MIME-Version",
        "Subject",
        "X-Unsent",
    ]
    assert (mail["Subject"], mail["X-Unsent"]) == (
        "Improvement Board, 27 March 2024: due from AD",
        "1",
    )
    assert mail.get_content_charset() == "utf-8"
    as_text = _chase(plan, "--lead", "AD").out
    assert mail.get_content().replace("\r\n", "\n") == as_text.partition("\n\n")[2]


def test_the_same_plan_on_the_same_day_gives_the_same_drafts(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        _chase(OUR_PLAN, "--format", "eml", "--out", tmp_path / folder)
    one, two = (
        {file.name: file.read_bytes() for file in (tmp_path / folder).iterdir()}
        for folder in ("one", "two")
    )
    assert one == two
    assert len(one) == 15


def test_a_draft_without_a_broken_file_says_so(tmp_path: Path) -> None:
    plan = put(cycle(tmp_path / "plan"), {"areas/1-practice/1.9-broken.yaml": '"'})
    assert _chase(plan, "--format", "eml", cwd=tmp_path).code == 1
    for file in (tmp_path / "chase").iterdir():
        assert "Part of the plan could not be read, so this may not be all." in _body(file)


def _body(file: Path) -> str:
    return str(_draft(file).get_content())


def test_a_folder_takes_drafts_only(tmp_path: Path) -> None:
    ran = _chase(cycle(tmp_path), "--out", tmp_path / "x")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "planctl: a folder takes e-mail drafts\n  hint: add --format eml, or leave out --out\n"
    )


NAME = f"../x{PRIVATE}\nBcc: all@example.org\n\n<script>é"
HOSTILE = f"{OVERRIDE}{NAME}"


@pytest.mark.parametrize("role", ["A\nBcc: all@example.org", NAME, "R" * 400, "é" * 300])
def test_a_hostile_role_or_title_makes_no_header_and_no_other_file(
    role: str, tmp_path: Path
) -> None:
    action = f"""\
        ref: "1.1"
        title: {json.dumps(HOSTILE)}
        leads: [{json.dumps(role)}]
        timescale: Jan 2024
        """
    files = {"governance": f"board: {{name: {json.dumps(NAME)}}}\n"}
    plan = small_plan(tmp_path / "plan", action, **files)
    assert _chase(plan, "--format", "eml", "-o", tmp_path / "out").code == 0
    [file] = (tmp_path / "out").iterdir()
    assert len(file.name) < 70
    mail = _draft(file)
    assert len(mail.keys()) == 5
    shown = " ".join(role.replace(PRIVATE, "\N{REPLACEMENT CHARACTER}").split())
    assert mail["Subject"].endswith(f"due from {shown}")
    assert mail.get_content().startswith(f"For {shown}, from ")
    assert max(map(len, file.read_bytes().split(b"\r\n"))) <= 998
