"""A bar for work that somebody waits for."""

from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

import pytest

from make import put, small_plan
from planctl.cli.export import ExportFormat, export
from planctl.cli.fmt import fmt
from planctl.cli.import_ import import_
from planctl.cli.option import PlanFolder
from planctl.workspace.progress import with_progress_bar


class Terminal(StringIO):
    """Where a person would look."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.fixture(autouse=True)
def _xterm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """All work takes longer than anybody waits without a sign."""
    monkeypatch.setattr("planctl.workspace.progress.SECONDS", 0)


@pytest.mark.usefixtures("slow")
def test_work_that_takes_its_time_shows_how_far_it_is() -> None:
    with redirect_stderr(Terminal()) as screen:
        assert list(with_progress_bar("abc", "reading letters")) == ["a", "b", "c"]
    assert "reading letters" in screen.getvalue()
    assert "67%" in screen.getvalue()


def test_quick_work_shows_nothing() -> None:
    with redirect_stderr(Terminal()) as screen:
        assert list(with_progress_bar("abc", "reading letters")) == ["a", "b", "c"]
    assert screen.getvalue() == ""


@pytest.mark.usefixtures("slow")
def test_a_screen_that_cannot_wipe_a_line_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with redirect_stderr(Terminal()) as screen:
        assert list(with_progress_bar("abc", "reading letters")) == ["a", "b", "c"]
    assert screen.getvalue() == ""


@pytest.mark.usefixtures("slow")
def test_a_workbook_that_takes_long_to_write_shows_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small_plan(tmp_path, 'ref: "1.1"\ntitle: First\n'))
    with redirect_stderr(Terminal()) as screen:
        export(form=ExportFormat.XLSX)
    assert "writing Actions" in screen.getvalue()


@pytest.mark.usefixtures("slow")
def test_files_that_take_long_to_bring_to_a_form_show_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small_plan(tmp_path, 'ref: "1.1"\ntitle: First\n'))
    with redirect_stderr(Terminal()) as screen:
        fmt(dry_run=True, plan=PlanFolder())
    assert "looking at the files" in screen.getvalue()


@pytest.mark.usefixtures("slow")
def test_the_bar_is_gone_when_the_work_is_left() -> None:
    with redirect_stderr(Terminal()) as screen:
        work = with_progress_bar("abc", "reading letters")
        next(work)
        next(work)
        work.close()
    assert screen.getvalue().endswith("\x1b[2K")


@pytest.mark.usefixtures("slow")
def test_down_a_pipe_there_is_no_bar() -> None:
    with redirect_stderr(StringIO()) as pipe:
        assert list(with_progress_bar("abc", "reading letters")) == ["a", "b", "c"]
    assert pipe.getvalue() == ""


@pytest.mark.usefixtures("slow")
def test_a_paper_that_takes_long_to_read_shows_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(put(tmp_path, {"a.csv": "Ref,Action,Lead\n1,Do,AD\n2,Do more,AD\n"}))
    with redirect_stderr(Terminal()) as screen:
        import_(Path("a.csv"), dry_run=True)
    assert "reading" in screen.getvalue()
    assert "writing" in screen.getvalue()
