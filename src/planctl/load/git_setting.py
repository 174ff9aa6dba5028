"""The one thing that planctl writes into git's own settings of a repository: its merge driver."""

from pathlib import Path
from typing import Final

from planctl.load.git import git

ATTRIBUTE: Final = "plan/**/*.yaml merge=planctl"
_SETTINGS: Final = {
    "merge.planctl.name": "plan files by what they mean",
    "merge.planctl.driver": "planctl merge-driver %O %A %B %P %L",
}


def set_up_merge_driver(root: Path) -> None:
    """Have git merge plan files with planctl, in this clone; raises load.git.GitFault."""
    for name, value in _SETTINGS.items():
        git(root, "config", "--local", name, value)
