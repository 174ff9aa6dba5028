"""Text out: problems, tables, packs, JSON and schemas; and the folder of the templates."""

from pathlib import Path
from typing import Final

_INSIDE: Final = Path(__file__).parent.parent / "templates"  # in an installed planctl
_BESIDE: Final = Path(__file__).parents[3] / "templates"  # in the project itself


def template_folder() -> Path:
    """The folder of the templates that come with planctl."""
    return _INSIDE if _INSIDE.is_dir() else _BESIDE
