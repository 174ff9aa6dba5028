"""planctl report with a brand: on the page, in Word and in PDF; and pictures of own templates."""

import zipfile
from pathlib import Path
from typing import Any, Final

import docx
import pytest
from openpyxl import load_workbook

import sheets
from make import small_plan
from running import planctl

pytestmark = pytest.mark.slow

BRAND: Final = """\
title: A plan
organisation: A council
brand:
  logo: logo.svg
  accent: "#7a1f5c"
  classification: Official - sensitive
  footer: The Town Hall
"""
LOGO: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
    '<rect width="40" height="20" fill="#7a1f5c"/></svg>'
)
REPORT: Final = ("report", "--as-at", "2024-03-13", "--size", "highlight", "-o", "pack")


def _plan(folder: Path, logo: str = LOGO, action: str = "ref: '1.1'\ntitle: First\n") -> Path:
    root = small_plan(folder / "plan", action, plan=BRAND)
    (root / "logo.svg").write_text(logo, "utf-8")
    return root


def test_the_page_holds_the_logo_the_colour_and_the_words(tmp_path: Path) -> None:
    _plan(tmp_path)
    made = planctl(*REPORT, "--format", "html", cwd=tmp_path)
    assert made.code == 0, made.err
    page = (tmp_path / made.out.strip()).read_text("utf-8")
    assert '<img class="logo" src="data:image/svg+xml;base64,' in page
    assert 'alt="Logo of A council" width="104" height="52"' in page
    assert ":root { --accent: #7a1f5c; }" in page
    assert '<p class="classification"><strong>Official - sensitive</strong></p>' in page
    assert "The Town Hall</p></footer>" in page


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_word_and_pdf_are_made_with_a_brand(form: str, tmp_path: Path) -> None:
    _plan(tmp_path)
    made = planctl(*REPORT, "--format", form, cwd=tmp_path)
    assert (made.code, made.err) == (0, "")


def test_a_format_that_holds_no_picture_says_so(tmp_path: Path) -> None:
    _plan(tmp_path)
    made = planctl(*REPORT, "--format", "md", cwd=tmp_path)
    assert (made.code, "Markdown holds no picture" in made.err) == (0, True)


def test_a_logo_that_is_not_there_is_told(tmp_path: Path) -> None:
    (_plan(tmp_path) / "logo.svg").unlink()
    made = planctl(*REPORT, cwd=tmp_path)
    assert made.code == 2
    assert "plan.yaml names the logo logo.svg, and the plan folder has no such file" in made.err


def test_a_logo_that_could_run_is_refused_with_its_reason(tmp_path: Path) -> None:
    _plan(tmp_path, LOGO.replace("<rect", "<script/><rect"))
    made = planctl(*REPORT, cwd=tmp_path)
    assert made.code == 2
    assert "the logo logo.svg cannot be used: it has a part that is no shape: “script”" in made.err


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        ('<img alt="A" src="https://a.example/a.png">', 2),
        ('<svg><image href="a.png"></image></svg>', 2),
        ('<img alt="A" src="{{ pack.brand.logo }}">', 0),
    ],
)
def test_a_picture_of_an_own_template_is_embedded_or_refused(
    picture: str, code: int, tmp_path: Path
) -> None:
    _plan(tmp_path)
    (tmp_path / "own.html.j2").write_text(f"<h1>A</h1>{picture}", "utf-8")
    made = planctl(*REPORT, "--format", "html", "--template", "own.html.j2", cwd=tmp_path)
    assert made.code == code
    assert ("the template shows a picture that is not within it" in made.err) is bool(code)


def _margins(file: Path, sheet: str) -> str:
    """The head and the foot of the pages of a sheet."""
    page: Any = load_workbook(file)[sheet]
    return f"{page.oddHeader.right.text} | {page.oddFooter.left.text} {page.oddFooter.center.text}"


def test_a_workbook_has_the_brand_on_its_pages_and_tables(tmp_path: Path) -> None:
    _plan(tmp_path)
    made = planctl("export", "--format", "xlsx", "--out", "a.xlsx", cwd=tmp_path)
    assert made.code == 0, made.err
    assert "Official - sensitive | A plan. The Town Hall" in _margins(
        tmp_path / "a.xlsx", "Actions"
    )
    heading: Any = load_workbook(tmp_path / "a.xlsx")["Actions"]["A1"]
    assert heading.fill.fgColor.rgb == "FF7A1F5C"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        drawings = [archive.read(name) for name in archive.namelist() if "drawings/draw" in name]
    assert sum(b"Logo of A council" in drawing for drawing in drawings) == 1


@pytest.mark.parametrize("form", sheets.PATHS)
def test_a_form_has_the_brand_and_is_read_as_one_that_says_nothing(
    form: str, tmp_path: Path
) -> None:
    plan = _plan(tmp_path, action="ref: '1.1'\ntitle: First\nleads: [AD]\n")
    file = sheets.made(plan, form)
    with zipfile.ZipFile(file) as archive:
        [picture] = [name for name in archive.namelist() if "/media/" in name]
        assert archive.read(picture).startswith(b"\x89PNG")
        whole = "".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")
        )
    for words in ("Logo of A council", "7A1F5C", "Official - sensitive", "The Town Hall"):
        assert words in whole.replace("7a1f5c", "7A1F5C")
    ran = planctl("sheet", "read", file, "--plan", plan, "--as-at", "2024-03-13")
    assert ran == (0, "The forms say nothing: no field is filled in.\n", "")


@pytest.mark.parametrize(
    ("form", "house", "why"),
    [
        ("html", "house.docx", "--reference-doc is for a pack in Word"),
        ("docx", "nowhere.docx", "there is no document nowhere.docx"),
        ("docx", "plan/plan.yaml", "plan/plan.yaml cannot be used: it is no Word document"),
        ("docx", "house.docx", ""),
    ],
)
def test_a_pack_in_word_takes_the_styles_of_a_document(
    form: str, house: str, why: str, tmp_path: Path
) -> None:
    _plan(tmp_path)
    docx.Document().save(str(tmp_path / "house.docx"))
    made = planctl(*REPORT, "--format", form, "--reference-doc", house, cwd=tmp_path)
    assert made.code == (2 if why else 0)
    assert why in made.err


def test_a_plan_whose_front_page_cannot_be_read_has_no_brand(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", 'ref: "1.1"\ntitle: First\n', plan="[")
    made = planctl(*REPORT, "--format", "html", cwd=tmp_path)
    assert made.code == 1
    assert "not read, and in no count: plan/plan.yaml" in made.err
