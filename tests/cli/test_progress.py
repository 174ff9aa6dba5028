"""A bar for work that somebody waits for."""

from contextlib import redirect_stderr
from io import StringIO

import pytest

from planctl.cli.progress import watched


class Terminal(StringIO):
    """Where a person would look."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.fixture(autouse=True)
def _xterm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def test_work_that_takes_its_time_shows_how_far_it_is() -> None:
    with redirect_stderr(Terminal()) as screen:
        assert list(watched("abc", "reading letters", after=0)) == ["a", "b", "c"]
    assert "reading letters" in screen.getvalue()
    assert "67%" in screen.getvalue()


def test_quick_work_shows_nothing() -> None:
    with redirect_stderr(Terminal()) as screen:
        assert list(watched("abc", "reading letters", after=60)) == ["a", "b", "c"]
    assert screen.getvalue() == ""


def test_the_bar_is_gone_when_the_work_is_left() -> None:
    with redirect_stderr(Terminal()) as screen:
        work = watched("abc", "reading letters", after=0)
        next(work)
        next(work)
        work.close()
    assert screen.getvalue().endswith("\x1b[2K")


def test_down_a_pipe_there_is_no_bar() -> None:
    with redirect_stderr(StringIO()) as pipe:
        assert list(watched("abc", "reading letters", after=0)) == ["a", "b", "c"]
    assert pipe.getvalue() == ""
