"""What is so of every test: where it runs, and what it may ask for, such as a golden text."""

import gc
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from shutil import disk_usage
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

GOLDEN: Final = Path(__file__).parent / "golden"

# What the tests hear of where they run: the places of programs and folders, whether it is CI, and
# what measures them. All else is one shell's own; no test is to pass, or to fail, by that.
_HEARD: Final = re.compile(
    r"HOME|PATH|LANG|TMPDIR|CI|CHROMIUM|(?:COVERAGE|HYPOTHESIS|PYTEST)_.*"
    # what programs of Windows need
    r"|APPDATA|COMSPEC|LOCALAPPDATA|PATHEXT|SYSTEMDRIVE|SYSTEMROOT|TEMP|TMP|USERPROFILE"
)
for _name in [*os.environ]:
    if not _HEARD.fullmatch(_name.upper()):
        del os.environ[_name]

# Tens of thousands of small files are made, in memory where the system has a place for them: on
# a disk that costs a sixth of the time.
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it
if "TMPDIR" not in os.environ and _MEMORY.is_dir() and disk_usage(_MEMORY).free > 4 << 30:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)

# What a test makes mostly stays until it ends: to look through it all again and again is slow.
gc.set_threshold(100_000, 50, 100)

# The suite tries the same few examples each time; `make fuzz` tries many, others each time.
# A busy machine is no fault of the code.
_PATIENT: Final = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("suite", _PATIENT, max_examples=10, derandomize=True)
settings.register_profile("fuzz", _PATIENT, max_examples=1000)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --golden, after which the difference is to be read in git."""
    parser.addoption("--golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `make demo` makes, without its packs; copy it to write in it."""
    import demo

    root = tmp_path_factory.mktemp("demonstration") / "demo"
    for _step in demo.made(root):
        pass
    return root


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """A text is that of tests/golden/<name>, to the byte; with --golden it becomes that."""
    write: bool = request.config.getoption("--golden")

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if write:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8"))
        if not file.is_file():
            pytest.fail(f"there is no golden file {name}; pytest --golden writes it")
        assert text == file.read_bytes().decode("utf-8"), "pytest --golden rewrites the golden file"

    return compare
