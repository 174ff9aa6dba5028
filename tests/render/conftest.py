"""The real checkers: where they are missing, tests are skipped aloud, and in CI they fail."""

import os
from collections.abc import Callable

import pytest

import checker


def _need(*names: str) -> None:
    lacking = [name for name in checker.missing() if name in names or not names]
    why = f"NOT CHECKED: {', '.join(lacking)} missing; tests/checkers/setup installs them"
    if lacking and os.environ.get("CI"):
        pytest.fail(why)
    elif lacking:
        pytest.skip(why)


@pytest.fixture(scope="session")
def checkers() -> None:
    """All checkers of packs are on this machine."""
    _need()


@pytest.fixture(scope="session")
def gfm() -> Callable[[str], str]:
    """The HTML that GitHub makes of Markdown."""
    _need("cmark-gfm")
    return checker.gfm
