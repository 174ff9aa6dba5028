"""What only some papers need, and is installed only where it is wanted."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Final

from planctl.model.problem import Stop

# Each extra as pyproject.toml names it: its modules, and what it is for.
EXTRAS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "word": (("docx", "resvg_py"), "Word: packs, forms and papers"),
    "excel": (("openpyxl", "xlsxwriter"), "Excel: workbooks, forms and papers"),
    "pdf": (("typst",), "PDF: packs"),
    "pdf-in": (("pdfplumber",), "imported PDF: papers"),
    "parquet": (("pyarrow",), "Parquet: exports"),
    "live": (("watchfiles",), "Watching: dashboards that follow the files"),
}


def require_extra(extra: str, *modules: str) -> None:
    """End the run with what to install, where a module of an extra is missing.

    An extra is named as in pyproject.toml, and a module as it is imported.
    """
    lacking = missing_modules(modules)
    if lacking:
        verb = "is" if len(lacking) == 1 else "are"
        message = f"{' and '.join(lacking)} {verb} not installed, which this needs"
        raise Stop(message, install_hint(extra))


def missing_modules(modules: Sequence[str]) -> list[str]:
    """The modules that are not installed."""
    return [module for module in modules if find_spec(module) is None]


def install_hint(extra: str) -> str:
    """How an extra is installed."""
    how = f'pip install ".[{extra}]" in its folder'
    return f"install planctl again from where you have it, with {extra}: {how}"
