"""One yaml-language-server for all tests of what editors show."""

import os
from collections.abc import Iterator

import pytest

import checker
from editor_server import Server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A running server; where it is missing tests are skipped aloud, and in CI they fail."""
    lacking = [name for name in checker.missing() if name in {"node", "yaml-language-server"}]
    why = f"NOT CHECKED: {', '.join(lacking)} missing; tests/checkers/setup installs them"
    if lacking and os.environ.get("CI"):
        pytest.fail(why)
    if lacking:
        pytest.skip(why)
    with Server() as running:
        yield running
