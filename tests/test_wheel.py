"""The wheel as someone far from this project gets it: installed, it makes a pack of a plan."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from make import OUR_PLAN, PATIENCE, PROJECT

from planctl import __version__

pytestmark = pytest.mark.slow

SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def _run(*words: object, cwd: Path) -> str:
    """Run a program that knows nothing of this one's environment; what it printed."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PLANCTL_", "PYTHON", "COVERAGE_"))
    }
    done = subprocess.run(  # noqa: S603 - our own programs
        [str(word) for word in words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment, far from here, with the wheel in it."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=PROJECT)
    [wheel] = folder.glob("planctl-*.whl")
    made = folder / "venv"
    venv.create(made, with_pip=False, symlinks=os.name != "nt")
    pip = (sys.executable, "-m", "pip", "--python", made / SCRIPTS / "python")
    offline = ("--no-deps", "--no-index", "--disable-pip-version-check", "--quiet")
    _run(*pip, "install", *offline, wheel, cwd=folder)
    # What planctl depends on is lent by this environment: a path in a .pth file comes after the
    # environment's own packages, and .pth files that lie on that path are not read.
    [packages] = (path.parent for path in made.rglob("site-packages/planctl"))
    lent = sysconfig.get_path("purelib")
    (packages / "lent.pth").write_text(f"{lent}\n", "utf-8")
    return made


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder that holds a copy of our plan and nothing else."""
    shutil.copytree(OUR_PLAN, tmp_path / "plan")
    return tmp_path


def test_what_runs_is_the_wheel_and_not_the_checkout(home: Path, desk: Path) -> None:
    code = "import planctl; print(planctl.__file__)"
    found = Path(_run(home / SCRIPTS / "python", "-c", code, cwd=desk).strip())
    assert found.is_relative_to(home)
    assert not found.is_relative_to(PROJECT)


def test_the_installed_program_knows_its_version(home: Path, desk: Path) -> None:
    said = _run(home / SCRIPTS / "planctl", "--version", cwd=desk)
    assert said == f"planctl {__version__}\n"


def test_the_installed_program_makes_the_pack_that_the_checkout_makes(
    home: Path, desk: Path
) -> None:
    words = ("report", "--as-at", "2024-03-13", "--out")
    printed = _run(home / SCRIPTS / "planctl", *words, "far", cwd=desk)
    _run(sys.executable, "-m", "planctl", *words, "near", cwd=desk)
    names = [
        f"board-pack-shropshire-childrens-services-cib-2024-03.{form}" for form in ("html", "md")
    ]
    assert printed == "".join(f"far/{name}\n" for name in names)
    for name in names:
        assert (desk / "far" / name).read_bytes() == (desk / "near" / name).read_bytes()


def test_the_wheel_brings_its_templates_its_licence_and_its_types(home: Path) -> None:
    [packages] = (path.parent for path in home.rglob("site-packages/planctl"))
    templates = {path.name for path in (packages / "planctl/templates").iterdir()}
    assert templates == {path.name for path in (PROJECT / "templates").iterdir()}
    assert (packages / "planctl/py.typed").is_file()
    [licence] = packages.glob("planctl-*.dist-info/licenses/LICENSE")
    assert licence.read_bytes() == (PROJECT / "LICENSE").read_bytes()
