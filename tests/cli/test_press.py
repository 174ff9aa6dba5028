"""The forms of the pack beside HTML and Markdown, and what they need."""

import re
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest
from pypdf import PdfReader

from make import OUR_PLAN, PROJECT, put, small_plan
from planctl.cli.pack_formats import PACK_PRINTERS, PackForm
from planctl.model.problem import Stop
from planctl.workspace import install
from planctl.workspace.install import EXTRAS, PACKAGE, install_hint, require_extra
from running import planctl, process
from terminal import at_terminal
from written import Written

pytestmark = pytest.mark.slow

SOUND = 'ref: "1.1"\ntitle: First\nleads: [SM QA]\ntimescale: Mar 2024\n'
AS_AT = ("report", "--as-at", "2024-03-13")
NAME = "board-pack-a-council-2024-03.docx"
OURS = "board-pack/board-pack-shropshire-childrens-services-cib-2024-03"


def test_the_pack_of_our_plan_is_a_word_document(tmp_path: Path) -> None:
    size = ("--size", "full", "--format", "docx")
    ran = planctl(*AS_AT, *size, "--plan", OUR_PLAN, cwd=tmp_path)
    name = OURS.replace("/board-pack", "/full-report")
    assert ran == (0, f"{name}.docx\n", "")
    made = Written((tmp_path / f"{name}.docx").read_bytes())
    assert made.document.paragraphs[1].text == "Post-Ofsted improvement action plan"
    assert len(made.cards) == 33


def test_a_pipe_gets_the_document_that_the_file_would_hold(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", SOUND)
    with (tmp_path / "piped.docx").open("wb") as pipe:
        ran = process(*AS_AT, "--format", "docx", "-o", "-", cwd=tmp_path, stdout=pipe.fileno())
    assert (ran.code, ran.err) == (0, "")
    planctl(*AS_AT, "--format", "docx", "-o", "pack", cwd=tmp_path)
    assert (tmp_path / "piped.docx").read_bytes() == (tmp_path / "pack" / NAME).read_bytes()


def test_a_terminal_is_not_filled_with_what_it_cannot_show(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", SOUND)
    seen = at_terminal(*AS_AT, "--format", "docx", "-o", "-", cwd=tmp_path, typed=())
    assert seen.code == 2
    assert "planctl: a terminal cannot show docx" in seen.screen
    assert "add > board-pack.docx" in seen.screen


def test_a_template_of_ones_own_says_what_the_document_says(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", SOUND)
    put(tmp_path, {"mine.j2": "<h1>{{ pack.cover.title }}</h1><p>In our own words</p>"})
    planctl(*AS_AT, "--format", "docx", "--template", "mine.j2", cwd=tmp_path)
    made = Written((tmp_path / "board-pack" / NAME).read_bytes())
    assert made.words == ["A", "small", "plan", "In", "our", "own", "words"]


def test_the_pack_of_our_plan_is_a_tagged_pdf(tmp_path: Path) -> None:
    ran = planctl(*AS_AT, "--format", "pdf", "--plan", OUR_PLAN, cwd=tmp_path)
    assert ran == (0, f"{OURS}.pdf\n", "")
    made = PdfReader(tmp_path / f"{OURS}.pdf")
    assert made.metadata is not None
    assert made.metadata.title == "Post-Ofsted improvement action plan: board pack"
    assert "as at 13 March 2024 Page 1 of" in " ".join(made.pages[0].extract_text().split())


def test_a_template_that_breaks_the_standard_of_pdf_is_said_with_the_remedy(
    tmp_path: Path,
) -> None:
    small_plan(tmp_path / "plan", SOUND)
    put(tmp_path, {"mine.j2": "<h1>No title and no language</h1>"})
    ran = planctl(*AS_AT, "--format", "pdf", "--template", "mine.j2", cwd=tmp_path)
    assert ran.code == 2
    assert "no PDF that everybody can read can be made of this: PDF/UA-1 error: missing" in ran.err
    assert "hint: put the template right" in ran.err
    assert not (tmp_path / "board-pack").exists()


def test_both_is_html_and_markdown_and_every_other_form_has_its_press() -> None:
    assert set(PACK_PRINTERS) == set(PackForm) - {PackForm.BOTH}


def test_what_is_not_installed_is_said_with_the_remedy() -> None:
    with pytest.raises(Stop) as stop:
        require_extra("word", "docx", "planctl_has_no_such_module")
    assert stop.value.message == "planctl_has_no_such_module is not installed, which this needs"
    assert stop.value.hint == install_hint("word")


INSTALLED_BY: Final = {
    "pip": ("", '-m pip install "improvement-plan[word]"'),
    "pipx": ("pipx_metadata.json", "pipx inject improvement-plan python-docx resvg-py"),
    "uv": ("uv-receipt.toml", "uv pip install --python "),
    "uv venv": ("", "uv pip install --python "),
}


@pytest.mark.parametrize("tool", INSTALLED_BY)
def test_the_line_to_type_is_that_of_the_tool_that_installed_planctl(
    tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, line = INSTALLED_BY[tool]
    home = tmp_path / "a b"
    put(home, {mark or "other": ""})
    monkeypatch.setattr(sys, "prefix", str(home))
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    monkeypatch.setattr(install, "find_spec", {}.get if tool == "uv venv" else {"pip": 1}.get)
    hint = install_hint("word")
    assert line in hint
    assert ("improvement-plan[word]" in hint) == hint.startswith("type /usr/bin/python3 ")
    assert (f'--python "{home}" python-docx resvg-py' in hint) == tool.startswith("uv")


def test_the_extras_are_those_of_the_project_and_all_has_them_all() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    listed = project["optional-dependencies"]
    [whole] = listed.pop("all")
    assert whole == f"{PACKAGE}[{','.join(sorted(EXTRAS))}]"
    assert project["name"] == PACKAGE
    assert {
        extra: {re.split("[><=]", line)[0] for line in lines} for extra, lines in listed.items()
    } == {extra: set(modules.values()) for extra, (modules, _) in EXTRAS.items()}


def test_of_two_that_are_not_installed_the_sentence_says_so() -> None:
    with pytest.raises(Stop, match=r"^planctl_no_such and planctl_no_other are not installed, "):
        require_extra("excel", "planctl_no_such", "planctl_no_other")


def test_what_is_installed_is_no_trouble() -> None:
    require_extra("word", "docx", "resvg_py")
    assert PACK_PRINTERS[PackForm.DOCX].extra == ("word", "docx", "resvg_py")
