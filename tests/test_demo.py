"""The demonstration says that it is invented, comes out the same each time, and shows it all."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from pypdf import PdfReader

import checker
import demo
from edits import Swap
from make import OUR_PLAN
from repo import Repo
from running import planctl
from story import STORY

pytestmark = pytest.mark.slow

PUBLISHED: Final = f"HEAD~{len(STORY)}"
# The boards before the one that the pack is for, each with the day that its papers were due.
BOARDS: Final[Mapping[str, str]] = {
    "10 April 2024": "2024-04-03",
    "8 May 2024": "2024-05-01",
    "12 June 2024": "2024-06-05",
    "10 July 2024": "2024-07-03",
    "11 September 2024": "2024-09-04",
    "9 October 2024": "2024-10-02",
}
# What changed between two days: the last two are those of the sixth board and of the last papers.
KINDS: Final = {
    ("2024-03-14", "2024-08-31"): "added, paused, date set",
    ("2024-08-31", "2024-09-30"): "reopened, followed up",
    ("2024-10-09", demo.AS_AT): "original timescale changed, newly overdue, rated worse, "
    "declared better than the facts say, challenged, challenge answered, report received, "
    "date slipped, escalated, extension requested, extension refused, extension agreed, decided, "
    "embedded, completed, rated better, given another ref, moved to another area, lead changed, "
    "escalation answered, milestone done, evidence added, measure observed, progress noted, "
    "wording changed",
}


class Built(NamedTuple):
    """The demonstration in a folder, and what was printed of it on the way."""

    root: Path
    papers: Mapping[str, str]  # the pack of each board, as it was made on the day papers were due
    shape: Mapping[str, list[str]]  # by those days: problems of files, shape and reference
    said: str


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("desk") / "demo"
    papers, shape = {}, {}
    for board in _boards_by_the_way(root):
        papers[board] = _pack(root, BOARDS[board], board)
        shape[board] = _shape(root, BOARDS[board])
    return Built(root, papers, shape, _pack(root, demo.AS_AT, demo.BOARD))


def _boards_by_the_way(root: Path) -> Iterator[str]:
    """Build the demonstration, and stop on each day that papers are due."""
    days = [*(step.day for step in STORY[1:]), demo.AS_AT]
    for step, following in zip(demo.made(root), days, strict=True):
        yield from (board for board, due in BOARDS.items() if step.day <= due < following)


def _pack(root: Path, as_at: str, board: str, form: str = "md") -> str:
    words = ("--plan", root / "plan", "--as-at", as_at, "--for", board, "--format", form, "-o", "-")
    ran = planctl("report", *words)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def _json(root: Path, *words: str) -> Any:  # noqa: ANN401 - JSON holds anything
    return planctl(*words, "--plan", root / "plan", "--format", "json").json


def _shape(root: Path, as_at: str) -> list[str]:
    problems = _json(root, "check", "--as-at", as_at)["problems"]
    return [f"{p['code']} {p['message']}" for p in problems if p["code"][0] in "FSR"]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    if isinstance(value, str):
        yield value


def _ids(root: Path) -> list[str]:
    return Repo(root).git("log", "--format=%H").split()


def test_a_second_run_makes_the_same_commits(
    built: Built, demonstration: Path, tmp_path: Path
) -> None:
    assert len(_ids(built.root)) == len(STORY) + 1
    assert _ids(demonstration) == _ids(built.root)
    again = shutil.copytree(demonstration, tmp_path / "again")
    for _step in demo.made(again):
        pass
    assert _ids(again) == _ids(built.root)


def test_all_is_committed_but_the_packs(built: Built) -> None:
    assert Repo(built.root).git("status", "--porcelain") == ""


@pytest.mark.parametrize("name", ["README.md", "notes.txt"])
def test_a_folder_that_it_did_not_make_is_left_alone(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text("Mine.\n", "utf-8")
    assert demo.main(str(tmp_path)) == 2
    assert "name another folder" in capsys.readouterr().err
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [
        (name, "Mine.\n")
    ]


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("Mine.\n", "utf-8")
    assert demo.main(str(tmp_path / "demo")) == 2
    assert (tmp_path / "demo").read_text("utf-8") == "Mine.\n"


def test_it_begins_with_our_plan_as_it_is(built: Built) -> None:
    ours = sorted(path.relative_to(OUR_PLAN).as_posix() for path in OUR_PLAN.rglob("*.yaml"))
    git = Repo(built.root).git
    assert git("ls-tree", "-r", "--name-only", f"{PUBLISHED}:plan").split() == ours
    for path in ours:
        assert git("show", f"{PUBLISHED}:plan/{path}") == _stripped(OUR_PLAN / path)


def _stripped(path: Path) -> str:
    return path.read_text("utf-8").rstrip("\n")


def test_whoever_commits_is_invented_and_a_role(built: Built) -> None:
    authors = set(Repo(built.root).git("log", "--format=%an").splitlines())
    assert authors == {
        "Transformation Lead (invented)",
        "SM QA (invented)",
        "SM CMT (invented)",
        "Data Intelligence Lead (invented)",
    }


def test_every_sentence_that_is_put_in_says_that_it_is_invented(built: Built) -> None:
    known = set(_texts(planctl("export", "--plan", OUR_PLAN).json))
    new = [
        text
        for text in _texts(planctl("export", "--plan", built.root / "plan").json)
        if text not in known and len(text.split()) > 3
    ]
    assert len(new) > 40
    assert [text for text in new if "invented" not in text] == []


def test_the_cover_says_that_all_of_it_is_invented(built: Built) -> None:
    cover = built.said.partition("## ")[0]
    assert cover.startswith("# Demonstration (invented): ")
    assert "everything after March 2024 in it is invented" in cover


def test_the_plan_can_be_read_whole_at_every_board_and_at_the_end(built: Built) -> None:
    assert built.shape == {board: [] for board in BOARDS}
    assert _shape(built.root, demo.AS_AT) == []


@pytest.mark.parametrize(("span", "kinds"), KINDS.items())
def test_something_of_each_kind_changed(span: tuple[str, str], kinds: str, built: Built) -> None:
    changes = _json(built.root, "diff", *span, "--as-at", span[1])["changes"]
    assert set(kinds.split(", ")) <= {change["kind"] for change in changes}


def test_four_actions_are_overdue_only_because_time_passed(built: Built) -> None:
    changes = _json(built.root, "diff", "--as-at", demo.AS_AT)["changes"]
    overdue = [(c["ref"], c["cause"]) for c in changes if c["kind"] == "newly overdue"]
    assert overdue == [(ref, "only time passed") for ref in ("3.1", "3.4", "6.5", "7.2")]


@pytest.mark.parametrize(
    "shown",
    [
        "Of 34 actions, 21 are complete and 7 are overdue, 4 of them newly",
        "| 7 | overdue | was 5, 2 more now |",
        "Every exception: 30 actions need attention, 7 of them overdue",
        "**Newly overdue**: 6 days late.",
        "Impact declared green, the facts say amber",
        "Completed: 1.7 Dip sample baseline of management oversight (red to green)",
        "**Refused**: Extension to 31 January 2025, refused 9 October 2024",
        "**Date changed without the board**: First promised for 25 October 2024",
        "| SM PMO | 25 October 2024 | 12 days late |",
        "| AD CSC | 18 October 2024 | done 17 October 2024 |",
        "open; an answer was due 31 October 2024, 6 days ago",
        "closed 18 October 2024",
        "## Forward plan",
    ],
)
def test_the_pack_of_the_seventh_board_shows(shown: str, built: Built) -> None:
    assert shown in built.said


def test_its_highlight_has_four_pages_as_pdf(built: Built, tmp_path: Path) -> None:
    words = ("--plan", built.root / "plan", "--as-at", demo.AS_AT, "--out", tmp_path)
    ran = planctl("report", "--size", "highlight", "--format", "pdf", *words)
    assert ran.code == 0
    pages = PdfReader(ran.out.removesuffix("\n")).pages
    assert len(pages) <= 4


@pytest.mark.skipif(bool(checker.missing()), reason="NOT CHECKED: tests/checkers/setup installs")
def test_its_highlight_is_printed_on_four_pages(built: Built, tmp_path: Path) -> None:
    words = ("--plan", built.root / "plan", *demo.PAPERS, "--out", tmp_path)
    ran = planctl("report", "--size", "highlight", "--format", "html", *words)
    [sheets] = checker.sheets(Path(ran.out.removesuffix("\n")))
    assert len(sheets) <= 4


@pytest.mark.parametrize("board", BOARDS)
def test_the_pack_of_a_past_board_comes_out_as_it_was_made(board: str, built: Built) -> None:
    assert _pack(built.root, demo.AS_AT, board) == built.papers[board]


def test_an_action_shows_how_it_was_rated_at_each_board(built: Built) -> None:
    lived = _json(built.root, "show", "1.2", "--history", "--as-at", demo.AS_AT)["history"]
    rated = [(each["meeting"], each["rating"]) for each in lived["boards"]]
    green = [board for board in BOARDS if board != "9 October 2024"]
    assert rated[-6:] == [*((board, "green") for board in green), ("9 October 2024", "red")]


def test_it_makes_the_pack_and_says_what_to_try_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert demo.main() == 0
    said = capfd.readouterr()
    assert said.err == ""
    assert (
        "demo/board-pack/board-pack-shropshire-childrens-services-cib-2024-11-13.html\n" in said.out
    )
    tries = [line.split() for line in said.out.splitlines() if line.startswith("  planctl ")]
    assert {line[1] for line in tries} == {
        *("diff", "show", "agenda", "chase", "check", "report", "measure", "coverage", "evidence"),
    }
    board = "shropshire-childrens-services-cib-2024-11-13"
    for name in ("highlight-report", "board-pack"):
        assert (tmp_path / f"demo/board-pack/{name}-{board}.md").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_an_edit_that_no_longer_fits_our_plan_says_so(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("title: A plan\n", "utf-8")
    with pytest.raises(ValueError, match="“strapline” has to stand in plan once"):
        Swap("plan", "strapline", "title").on(tmp_path, demo.PUBLISHED)
