"""planctl report: the board pack, as files or down a pipe."""

import shlex
from pathlib import Path

import pytest

from make import OUR_PLAN, put, small_plan
from running import Ran, planctl

pytestmark = pytest.mark.slow

SOUND = 'ref: "1.1"\ntitle: First\nleads: [SM QA]\ntimescale: Mar 2024\n'
SECOND = "areas/1-practice/1.2-second.yaml"
MINE = "{{ pack.cover.title }} / {{ pack.cover.organisation }}\n"


def _report(cwd: Path, *words: object) -> Ran:
    return planctl("report", "--as-at", "2024-03-13", *words, cwd=cwd)


def _files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_the_pack_is_one_html_file_and_one_markdown_file(tmp_path: Path) -> None:
    ran = _report(tmp_path, "--plan", OUR_PLAN)
    name = "board-pack/board-pack-shropshire-childrens-services-cib-2024-03"
    names = [f"{name}.html", f"{name}.md"]
    assert ran == (0, "".join(f"{name}\n" for name in names), "")
    assert _files(tmp_path) == names
    html, markdown = ((tmp_path / name).read_text("utf-8") for name in names)
    assert html.startswith("<!DOCTYPE html>")
    assert html.rstrip().endswith("</html>")
    assert markdown.startswith("# Post-Ofsted improvement action plan\n")
    for ref in ("1.1", "5.4", "7.3"):
        assert ref in html
        assert ref in markdown


@pytest.mark.parametrize("form", ["html", "md"])
def test_one_format_is_one_file(form: str, tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", SOUND)
    ran = _report(tmp_path, "--format", form, "--out", "papers/march")
    assert ran == (0, f"papers/march/board-pack-a-council-2024-03.{form}\n", "")
    assert _files(tmp_path / "papers") == [f"march/board-pack-a-council-2024-03.{form}"]


def test_a_file_is_no_folder_for_packs(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", SOUND)
    ran = _report(tmp_path, "-o", "march.html")
    assert (ran.code, ran.out) == (2, "")
    assert "planctl: -o names the folder of the packs, and march.html would be a file" in ran.err
    assert "hint: name a folder, or write -o - --format html > march.html" in ran.err
    assert not (tmp_path / "march.html").exists()


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_pipe_gets_what_the_file_would_hold(form: str, tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", SOUND)
    printed = _report(tmp_path, "--format", form, "-o", "-")
    assert (printed.code, printed.err) == (0, "")
    assert not (tmp_path / "board-pack").exists()
    _report(tmp_path, "--format", form, "-o", "pack")
    [file] = (tmp_path / "pack").iterdir()
    assert file.read_bytes().decode("utf-8") == printed.out


def test_the_same_plan_on_the_same_day_gives_the_same_pack(tmp_path: Path) -> None:
    packs = [_report(tmp_path, "--plan", OUR_PLAN, "--format", "html", "-o", "-") for _ in "12"]
    assert packs[0] == packs[1]
    assert len(packs[0].out) > 10_000


def test_a_pack_is_written_over_the_one_before_and_that_is_said(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", SOUND)
    name = "board-pack/board-pack-a-council-2024-03.md"
    put(tmp_path, {name: "An old one"})
    ran = _report(tmp_path, "--format", "md")
    said = "planctl: another pack of this name was there, and was replaced: "
    assert (ran.code, ran.err) == (0, f"{said}board-pack-a-council-2024-03.md\n")
    assert (tmp_path / name).read_text("utf-8").startswith("# A small plan\n")
    assert _report(tmp_path, "--format", "md").err == ""


def test_packs_of_two_organisations_two_boards_and_two_meetings_stand_side_by_side(
    tmp_path: Path,
) -> None:
    boards = {"a": "Improvement Board", "b": "Scrutiny Committee"}
    for folder, board in boards.items():
        text = f"board: {{name: {board}}}\nmeetings: [{{on: 14 Mar 2024}}, {{on: 11 April 2024}}]\n"
        small_plan(tmp_path / folder, SOUND, governance=text)
    small_plan(tmp_path / "c", SOUND, plan="title: A\norganisation: Sîr Gâr\n", governance="")
    for words in (("a",), ("b",), ("a", "--for", "April 2024"), ("c",)):
        assert _report(tmp_path, "--format", "md", "--plan", *words).err == ""
    assert _files(tmp_path / "board-pack") == [
        "board-pack-a-council-improvement-board-2024-03-14.md",
        "board-pack-a-council-improvement-board-2024-04-11.md",
        "board-pack-a-council-scrutiny-committee-2024-03-14.md",
        "board-pack-sir-gar-as-at-2024-03-13.md",
    ]


@pytest.mark.parametrize(
    ("words", "meeting"),
    [
        ((), "14 February 2024"),
        (("--for", "14 February 2024"), "14 February 2024"),
        (("--for", "14/2/2024"), "14 February 2024"),
        (("--for", "Feb 2024"), "14 February 2024"),
        (("--for", "2024-03-20"), "20 March 2024"),
        (("--for", "March 2024"), "March 2024 (day not recorded)"),
    ],
    ids=["the next", "a day", "in numbers", "the month of a day", "a day in a month", "a month"],
)
def test_the_pack_is_for_the_meeting_that_was_asked_for(
    words: tuple[str, ...], meeting: str, tmp_path: Path
) -> None:
    small_plan(tmp_path / "plan", SOUND)
    words = ("--as-at", "2024-02-14", "--format", "md", "-o", "-", *words)
    ran = planctl("report", *words, cwd=tmp_path)
    assert ran.code == 0
    assert f"| Meeting | {meeting} |" in ran.out.replace("\\", "")


@pytest.mark.parametrize(
    ("asked", "when", "met"),
    [
        ("2024-02-15", "on 2024-02-15", "where the board met then, "),
        ("13 May 2024", "on 13 May 2024", ""),
        ("May 2024", "in May 2024", ""),
    ],
)
def test_a_meeting_that_is_not_recorded_is_refused_with_those_that_are(
    asked: str, when: str, met: str, tmp_path: Path
) -> None:
    small_plan(tmp_path / "plan", SOUND)
    ran = _report(tmp_path, "--for", asked)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"planctl: governance.yaml has no meeting of the board {when}\n"
        "  hint: the nearest are 14 February 2024 and March 2024 (day not recorded); "
        f"{met}planctl add meeting {shlex.quote(asked)} adds it\n"
    )
    assert not (tmp_path / "board-pack").exists()


def test_a_plan_without_meetings_says_that_there_are_none(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", SOUND, governance="terms: []\n")
    assert _report(tmp_path, "--for", "May 2024").err.endswith(
        "recorded so far: none; planctl add meeting 'May 2024' adds it\n"
    )


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_plan_with_a_broken_file_still_gets_its_pack_which_says_so(
    form: str, tmp_path: Path
) -> None:
    put(small_plan(tmp_path / "plan", SOUND), {SECOND: 'ref: "1.2'})
    ran = _report(tmp_path, "--format", form, "-o", "-")
    said = ran.out.replace("\\", "")
    assert ran.code == 1
    assert f"plan/{SECOND} was not read. What it says is in no count" in said
    assert "First" in said
    assert ran.err == (
        f"planctl: not read, and in no count: plan/{SECOND}\n  hint: run planctl check to see why\n"
    )


def test_the_files_of_such_a_pack_are_written_too(tmp_path: Path) -> None:
    put(small_plan(tmp_path / "plan", SOUND), {SECOND: 'ref: "1.2'})
    ran = _report(tmp_path)
    assert (ran.code, len(ran.out.splitlines())) == (1, 2)
    assert len(_files(tmp_path / "board-pack")) == 2


def test_a_template_of_ones_own_prints_the_pack(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", SOUND)
    put(tmp_path, {"own/mine.j2": MINE})
    ran = _report(tmp_path, "--format", "md", "--template", "own/mine.j2", "-o", "-")
    assert ran == (0, "A small plan / A council\n", "")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("one\n{% if %}\n", "planctl: the template mine.j2, line 2: "),
        ("{{ pack.colour }}\n", "planctl: the template mine.j2, line 1: "),
        (
            "{% include 'gone.j2' %}\n",
            "planctl: the template mine.j2, line 1: there is no “gone.j2”",
        ),
    ],
    ids=["not a template", "unknown word", "unknown file"],
)
def test_a_template_that_cannot_be_printed_is_said_in_a_sentence(
    template: str, said: str, tmp_path: Path
) -> None:
    small_plan(tmp_path / "plan", SOUND)
    put(tmp_path, {"mine.j2": template})
    ran = _report(tmp_path, "--format", "md", "--template", "mine.j2")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(said)
    assert ran.err.endswith("\n  hint: docs/templates.md lists what a template can print\n")


def test_a_pack_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan", SOUND)
    put(tmp_path, {"taken": "a file"})
    ran = _report(tmp_path, "--out", "taken/packs")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "planctl: could not write taken/packs/board-pack-a-council-2024-03.html: "
    )
    assert (tmp_path / "taken").read_text("utf-8") == "a file"
