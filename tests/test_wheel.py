"""The wheel as someone far from this project gets it: installed, it makes a pack of a plan.

It is installed by pip, and by uv and pipx where they are on the path.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import pytest

from ci_host import clone_of_ours
from make import OUR_PLAN, PATIENCE, PROJECT
from planctl import __version__

pytestmark = pytest.mark.slow

SCRIPTS = "Scripts" if os.name == "nt" else "bin"
# What planctl depends on is lent by the environment that runs the tests: a path in a .pth file
# comes after an environment's own packages, and .pth files that lie on that path are not read.
LENT = f"{sysconfig.get_path('purelib')}\n"


def _run(*words: object, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a program that knows nothing of this one's environment; what it printed."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PLANCTL_", "PYTHON", "COVERAGE_"))
    }
    done = subprocess.run(  # noqa: S603 - our own programs
        [str(word) for word in words],
        cwd=cwd,
        env={**environment, **(env or {})},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=PROJECT)
    [built] = folder.glob("improvement_plan-*.whl")
    return built


@pytest.fixture(scope="module")
def home(wheel: Path) -> Path:
    """A new virtual environment, far from here, with the wheel in it."""
    made = wheel.parent / "venv"
    venv.create(made, with_pip=False, symlinks=os.name != "nt")
    pip = (sys.executable, "-m", "pip", "--python", made / SCRIPTS / "python")
    offline = ("--no-deps", "--no-index", "--disable-pip-version-check", "--quiet")
    _run(*pip, "install", *offline, wheel, cwd=wheel.parent)
    [packages] = (path.parent for path in made.rglob("site-packages/planctl"))
    (packages / "lent.pth").write_text(LENT, "utf-8")
    return made


def _lending_wheels(folder: Path) -> Path:
    """A package for each that planctl needs, which only lends it, so that no index is asked."""
    folder.mkdir()
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = chain(*project["optional-dependencies"].values())
    needed = ["hatchling", *project["dependencies"], *extras]
    for requirement in needed:
        name = re.split("[><=]", requirement)[0].replace("-", "_")
        info = f"{name}-9999.dist-info"
        with ZipFile(folder / f"{name}-9999-py3-none-any.whl", "w") as file:
            about = f"Metadata-Version: 2.1\nName: {name}\nVersion: 9999\n"
            file.writestr(f"{info}/METADATA", about)
            tag = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            file.writestr(f"{info}/WHEEL", tag)
            file.writestr(f"{info}/RECORD", "")
            file.writestr(f"lent-{name}.pth", LENT)
    return folder


@pytest.mark.parametrize("source", ["wheel", "checkout"])
@pytest.mark.parametrize("tool", ["uv", "pipx"])
def test_a_tool_that_installs_programs_installs_planctl_with_all_extras(
    tool: str, source: str, wheel: Path, tmp_path: Path, desk: Path
) -> None:
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not on the path")
    place = wheel if source == "wheel" else clone_of_ours(tmp_path / "planctl").root
    lending = _lending_wheels(tmp_path / "lending")
    offline = ("--no-index", "--find-links", str(lending))
    flags = {
        "uv": ("tool", "install", "--no-config", "--no-cache", *offline),
        "pipx": ("install", f"--pip-args={' '.join(offline)}"),
    }
    made, programs = str(tmp_path / "tools"), str(tmp_path / "bin")
    env = {
        "UV_TOOL_DIR": made,
        "UV_TOOL_BIN_DIR": programs,
        "PIPX_HOME": made,
        "PIPX_BIN_DIR": programs,
        "PIPX_DEFAULT_PYTHON": sys.executable,
    }
    python = ("--python", sys.executable)
    _run(tool, *flags[tool], *python, f"{place}[all]", cwd=tmp_path, env=env)
    program = tmp_path / "bin" / "planctl"
    assert _run(program, "--version", cwd=desk) == f"planctl {__version__}\n"
    words = ("export", "--format", "xlsx", "--out", "a.xlsx", "--as-at", "2024-03-13")
    _run(program, *words, cwd=desk)
    assert (desk / "a.xlsx").is_file()


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
    [licence] = packages.glob("improvement_plan-*.dist-info/licenses/LICENSE")
    assert licence.read_bytes() == (PROJECT / "LICENSE").read_bytes()
