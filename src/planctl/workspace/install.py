"""What only some papers need, and is installed only where it is wanted."""

import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from planctl.model.problem import Stop

PACKAGE: Final = "improvement-plan"  # what pyproject.toml calls planctl where it is installed

# Each extra as pyproject.toml names it: its modules with the packages that bring them, and what it
# is for.
EXTRAS: Final[Mapping[str, tuple[Mapping[str, str], str]]] = {
    "word": ({"docx": "python-docx", "resvg_py": "resvg-py"}, "Word: packs, forms and papers"),
    "excel": (
        {"openpyxl": "openpyxl", "xlsxwriter": "xlsxwriter", "resvg_py": "resvg-py"},
        "Excel: workbooks, forms and papers",
    ),
    "pdf": ({"typst": "typst"}, "PDF: packs"),
    "pdf-in": ({"pdfplumber": "pdfplumber"}, "imported PDF: papers"),
    "parquet": ({"pyarrow": "pyarrow"}, "Parquet: exports"),
    "live": ({"watchfiles": "watchfiles"}, "Watching: dashboards that follow the files"),
}


def own_copy(folder: Path) -> Path | None:
    """The copy of planctl's own source that a folder lies in; none where it lies elsewhere."""
    here = folder.resolve()
    sources = (above for above in (here, *here.parents) if (above / "src/planctl").is_dir())
    return next(sources, None)


def require_extra(extra: str, *modules: str) -> None:
    """End the run with what to install, where a module of an extra is missing.

    An extra is named as in pyproject.toml, and a module as it is imported.
    """
    lacking = missing_modules(modules)
    if lacking:
        verb = "is" if len(lacking) == 1 else "are"
        message = f"{' and '.join(lacking)} {verb} not installed, which this needs"
        raise Stop(message, install_hint(extra))


def missing_modules(modules: Iterable[str]) -> list[str]:
    """The modules that are not installed."""
    return [module for module in modules if find_spec(module) is None]


def install_hint(extra: str) -> str:
    """The line that installs an extra where this planctl is, whichever tool put it there."""
    home = Path(sys.prefix)
    packages = " ".join(EXTRAS[extra][0].values())
    if (home / "pipx_metadata.json").is_file():
        line = f"pipx inject {PACKAGE} {packages}"
    elif (home / "uv-receipt.toml").is_file() or missing_modules(["pip"]):  # uv makes it without
        line = f"uv pip install --python {_quote(home)} {packages}"
    else:
        line = f'{_quote(sys.executable)} -m pip install "{PACKAGE}[{extra}]"'
    return f"type {line}"


def _quote(path: Path | str) -> str:
    """A path as any shell takes it for one word."""
    return f'"{path}"' if " " in str(path) else str(path)
