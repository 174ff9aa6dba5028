"""planctl dashboard writes a page of one plan, and of several a page with a row for each."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
import watchfiles

from make import ACTION_PATH, SMALL, put
from page import Page
from planctl.cli import dashboard
from planctl.model.problem import Stop
from repo import planned, repo, titled
from running import Ran, planctl

pytestmark = pytest.mark.slow

AS_AT: Final = ("--as-at", "2024-03-13")


def _text(file: Path) -> str:
    return Page(file.read_text("utf-8")).text


def test_the_page_says_from_which_commit_it_is_made(tmp_path: Path) -> None:
    made = planned(tmp_path)
    ran = planctl("dashboard", *AS_AT, cwd=made.root)
    assert (ran.code, ran.out) == (0, "dashboard.html\n")
    page = made.root / "dashboard.html"
    assert f"Made from commit {made.id()[:8]} of 1 February 2024" in _text(page)
    assert f'"commit":"{made.id()}"' in page.read_text("utf-8")


def test_the_page_says_that_files_are_not_committed(tmp_path: Path) -> None:
    made = planned(tmp_path)
    put(made.root, {f"plan/{ACTION_PATH}": titled("Another title")})
    planctl("dashboard", *AS_AT, cwd=made.root)
    page = made.root / "dashboard.html"
    words = f"commit {made.id()[:8]} of 1 February 2024, and changes that are not committed"
    assert words in _text(page)
    assert '"commit":null' in page.read_text("utf-8")


def test_a_plan_without_a_history_gets_its_page_and_a_word(tmp_path: Path) -> None:
    put(tmp_path / "plan", {**SMALL, ACTION_PATH: titled("First")})
    ran = planctl("dashboard", *AS_AT, "-o", "out.html", cwd=tmp_path)
    assert ran.code == 0
    assert "planctl: the lives of actions are not shown: the plan is not in a git" in ran.err
    assert "No history is known." in _text(tmp_path / "out.html")


def test_a_name_that_no_browser_opens_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "plan", SMALL)
    ran = planctl("dashboard", "-o", "out", cwd=tmp_path)
    assert ran.code == 2
    assert "out is no name of a page" in ran.err


def _plans(root: Path) -> Path:
    late = "timescale: 31 Jan 2024\n"
    put(root / "council" / "plan", {**SMALL, ACTION_PATH: titled("Late", late)})
    put(root / "trust", {**SMALL, "plan.yaml": "title: Of a trust\norganisation: A trust\n"})
    put(root / "notes", {"a.txt": "no plan"})
    return root


@pytest.mark.parametrize("named", [["plans"], ["plans/trust", "plans/council"]])
def test_several_plans_get_a_row_each_with_a_link_into_each(
    named: list[str], tmp_path: Path
) -> None:
    _plans(tmp_path / "plans")
    ran = planctl("dashboard", *named, *AS_AT, "-o", "all.html", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "all.html\n")
    page = Page((tmp_path / "all.html").read_text("utf-8"))
    assert "1 action in 2 plans; 1 is overdue, in 1 plan." in page.text
    assert "Edition For the board." in page.text
    assert page.text.index("A small plan") < page.text.index("Of a trust A trust")
    assert "1.1 Late, 42 days" in page.text
    links = sorted(link for link in page.links if link.startswith("all/"))
    assert [re.sub(r"\d", "N", link) for link in links] in (
        ["all/N-council.html", "all/N-trust.html"],
        ["all/N-trust.html", "all/N-council.html"],
    )
    assert all((tmp_path / link).is_file() for link in links)


def test_a_folder_of_one_plan_is_that_plan(tmp_path: Path) -> None:
    put(tmp_path / "plans" / "council" / "plan", SMALL)
    ran = planctl("dashboard", "plans", *AS_AT, cwd=tmp_path)
    assert ran.code == 0
    assert "A small plan: dashboard" in _text(tmp_path / "dashboard.html")


def test_a_folder_without_any_plan_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "notes", {"a.txt": "no plan"})
    ran = planctl("dashboard", "notes", cwd=tmp_path)
    assert ran.code == 2
    assert "there is no plan in notes" in ran.err


def test_a_plan_that_is_read_in_part_says_so_in_its_row(tmp_path: Path) -> None:
    root = _plans(tmp_path / "plans")
    put(root / "trust", {"roles.yaml": "a: [\n"})
    ran = planctl("dashboard", "plans", *AS_AT, "-o", "all.html", cwd=tmp_path)
    assert ran.code == 1
    assert "planctl: not read, and in no count: " in ran.err
    assert "1 file could not be read" in _text(tmp_path / "all.html")


def test_every_plan_of_several_that_is_read_in_part_is_named(tmp_path: Path) -> None:
    root = _plans(tmp_path / "plans")
    put(root, {"trust/roles.yaml": "a: [\n", "council/plan/glossary.yaml": "a: [\n"})
    ran = planctl("dashboard", "plans", *AS_AT, cwd=tmp_path)
    named = "plans/council/plan/glossary.yaml, plans/trust/roles.yaml\n"
    assert (ran.code, ran.err.partition("\n  hint")[0].endswith(named.strip())) == (1, True)


@pytest.mark.parametrize("broken", [["council/plan"], ["council/plan", "trust"]])
def test_every_plan_of_several_that_cannot_be_shown_is_named_and_nothing_is_written(
    broken: list[str], tmp_path: Path
) -> None:
    root = _plans(tmp_path / "plans")
    put(root, {f"{plan}/{ACTION_PATH}": titled("Ask Mrs Jones") for plan in broken})
    ran = planctl("dashboard", "plans", "--edition", "public", *AS_AT, cwd=tmp_path)
    assert ran.code == 2
    assert ("2 of 2 plans cannot be shown:\n  plans/council" in ran.err) is (len(broken) > 1)
    assert ("plans/trust: the public edition" in ran.err) is (len(broken) > 1)
    assert not (tmp_path / "dashboard.html").exists()


class _Watching:
    """Stands for watchfiles: each step may change the plan, and says that something changed."""

    def __init__(self, *steps: Callable[[], set[str]]) -> None:
        self.steps = steps

    def watch(self, *roots: Path, watch_filter: Callable[[int, str], bool], **_: object) -> Any:  # noqa: ANN401
        assert [watch_filter(1, name) for name in ("a.yaml", "a.html")] == [True, False]
        assert all(root.is_dir() for root in roots)
        for step in self.steps:
            yield step()


def _watch(root: Path, monkeypatch: pytest.MonkeyPatch, *steps: Callable[[], set[str]]) -> Ran:
    monkeypatch.setattr(watchfiles, "watch", _Watching(*steps).watch)
    return planctl("dashboard", "--watch", "--as-at", "2024-03-13", cwd=root)


def test_a_page_that_is_watched_follows_the_files_and_shows_what_check_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, newest = tmp_path / "dashboard.html", tmp_path / "dashboard.live.js"
    late = "timescale: 31 Jan 2024\n"
    put(tmp_path / "plan", {**SMALL, ACTION_PATH: titled("Alpha", late)})
    seen: list[tuple[str, str]] = []

    def change() -> set[str]:
        seen.append((page.read_text("utf-8"), newest.read_text("utf-8")))
        put(tmp_path / "plan", {ACTION_PATH: titled("Beta", late)})
        return {"a file"}

    def wait() -> set[str]:
        seen.append((page.read_text("utf-8"), newest.read_text("utf-8")))
        return set()

    ran = _watch(tmp_path, monkeypatch, change, wait)
    assert (ran.code, ran.out) == (0, "dashboard.html\n" * 3)
    assert ["Alpha" in text for text, _ in seen] == [True, False]
    for text, script in seen:
        (stamp,) = re.findall('data-live="dashboard.live.js" data-stamp="([0-9a-f]+)"', text)
        assert script == f"planctlPage('{stamp}');\n"
        assert f"plan/{ACTION_PATH}:3: T301 " in text
    assert not newest.exists()
    assert "data-live" not in page.read_text("utf-8")


def test_a_page_that_holds_something_back_names_no_file_while_it_is_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "plan", {**SMALL, ACTION_PATH: titled("Alpha", "share: officers\n")})
    seen: list[str] = []

    def look() -> set[str]:
        seen.append((tmp_path / "dashboard.html").read_text("utf-8"))
        return set()

    assert _watch(tmp_path, monkeypatch, look).code == 0
    assert "problems: planctl check names them" in seen[0]
    assert "1.1-first" not in seen[0]


def test_a_change_that_cannot_be_shown_is_said_and_the_next_one_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "plan", SMALL)
    write, calls = dashboard._write_pages, iter([False, True, False, False])  # noqa: SLF001 - in its place

    def write_or_stop(job: Any) -> Any:  # noqa: ANN401 - as it is called
        if next(calls):
            raise Stop("it could not be read", "save it again")
        return write(job)

    monkeypatch.setattr(dashboard, "_write_pages", write_or_stop)
    ran = _watch(tmp_path, monkeypatch, lambda: {"a file"}, lambda: {"a file"})
    assert (ran.code, ran.out) == (0, "dashboard.html\n" * 3)
    assert "planctl: it could not be read\n  hint: save it again\n" in ran.err


def test_a_plan_whose_repository_has_no_commit_of_it_is_of_files_that_are_not_committed(
    tmp_path: Path,
) -> None:
    made = repo(tmp_path)
    made.commit("2024-01-10", "A note of no plan", {"README.md": "x"})
    put(made.root / "plan", {**SMALL, ACTION_PATH: titled("First")})
    assert planctl("dashboard", *AS_AT, cwd=made.root).code == 0
    assert "Made from files that are not committed" in _text(made.root / "dashboard.html")


def test_watching_needs_what_watches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "plan", SMALL)
    monkeypatch.setattr("planctl.workspace.install.find_spec", lambda _: None)
    ran = planctl("dashboard", "--watch", cwd=tmp_path)
    assert ran.code == 2
    assert "watchfiles is not installed, which this needs" in ran.err
