"""The names of the files that are embedded in an Office file; what is in them is not read."""

import re
from typing import Final

from planctl.intake.paper.archive import Archive

# A file of a kind that Office does not know is wrapped: its size, a mark, its name, its old path.
_WRAPPED: Final = re.compile(rb"\x02\x00([^\x00-\x1f]{1,200}\.[A-Za-z0-9]{1,8})\x00[^\x00]")


def name_of_file(archive: Archive, target: str, kind: str) -> str:
    """The name that an embedded or linked file had, else that of its part with its kind."""
    wrapped = _WRAPPED.search(archive.read(target)) if target.endswith(".bin") else None
    if wrapped:
        return wrapped[1].decode("utf-8", "replace")
    plain = target.rpartition("/")[2]
    return f"{plain} ({kind})" if kind else plain
