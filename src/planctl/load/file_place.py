"""What the place and the name of a file say of it, and whether they agree with its text."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from planctl.load.source import is_hidden
from planctl.model.file_name import is_safe_name
from planctl.model.label import foreign_character
from planctl.model.problem import At, Fault, Rule, Severity
from planctl.model.timescale_grammar import shorten

FRONT_KINDS: Final[Mapping[str, str]] = {
    f"{kind}.yaml": kind
    for kind in ("plan", "governance", "roles", "glossary", "policy", "decisions", "evidence")
}
_IN_FOLDERS: Final = (
    (r"areas/[^/]+/area\.yaml", "area"),
    (r"areas/[^/]+/[^/]+\.yaml", "action"),
    (r"measures/[^/]+\.yaml", "measure"),
)


@lru_cache(maxsize=16_384)  # each state of the past has nearly the same paths
def file_kind(path: str) -> str:
    """What kind of plan file belongs at this path; empty when none does."""
    kinds = (kind for form, kind in _IN_FOLDERS if re.fullmatch(form, path))
    return FRONT_KINDS.get(path) or next(kinds, "")


def is_plan_path(path: str) -> bool:
    """Whether a path, from the plan folder, is that of a plan file on any computer."""
    parts = path.split("/")
    return (
        bool(file_kind(path)) and not any(map(is_hidden, parts)) and all(map(is_safe_name, parts))
    )


def folder_of(path: str) -> str:
    """The folder that a file is in, as a path in the plan."""
    return path.rpartition("/")[0]


def ref_in_name(path: str) -> str:
    """The ref that a file name seems to begin with: 1.2 for 1.2-dip-samples.yaml.

    The file of an area has the ref of its folder, and that of a measure has its whole name as id.
    """
    kind = file_kind(path)
    of = folder_of(path) if kind == "area" else path
    name = of.rpartition("/")[2].removesuffix(".yaml")
    return name if kind == "measure" else name.partition("-")[0]


def wrong_file_name(path: str, ref: str) -> Iterator[Fault]:
    """The name of a file or folder does not begin with the ref that the text in it gives.

    People find an action by its file name. A name that says 1.2 over a text that says 1.3 sends
    them to the wrong promise. Signs that cannot stand in file names may be left out or become
    hyphens.
    """
    name = path.rpartition("/")[2]
    plain, start = _plain(name.removesuffix(".yaml")), _plain(ref)
    after = plain[len(start) :]
    goes_on = after[:1].isalnum() or (after[:1] == "." and after[1:2].isdigit())
    if not plain.startswith(start) or goes_on:
        yield Fault(("ref",), f"the ref is “{ref}”, but the name “{name}” begins otherwise")


def wrong_folder(ref: str, area: str, areas: Mapping[str, str]) -> Iterator[Fault]:
    """An action lies in the folder of one area, and its ref begins with that of another.

    The folder decides which area an action counts in, so 3.1 in the folder of area 1 is counted
    in area 1.
    """
    first = ref.partition(".")[0]
    if "." in ref and first != area and first in areas:
        yield Fault(
            ("ref",), f"“{ref}” lies in the folder of area {area}, so it counts as part of that"
        )


def missing_evidence_file(index: int, file: str, *, leads_astray: bool = False) -> Fault:
    """An action names a file as evidence, and there is no such file in the plan folder.

    The same goes for the papers and the minutes of a meeting, and for a report that came.
    The path is counted from the plan folder, with forward slashes, and in the capitals of the
    file's own name. A link that leads out of the plan does not count: the evidence would be
    missing from every copy. Nor does a full path, or one with `..` or a drive letter: on the next
    computer it leads elsewhere.
    """
    at = ("evidence", index, "file")
    if leads_astray:
        words = f"“{shorten(file)}” is not a path from the plan folder, with forward slashes"
        return Fault(at, words, "write it like evidence/report.pdf; for a file elsewhere its url")
    sign = foreign_character(file)
    unseen = f", with {sign} in its name" if len(sign) > 1 else ""
    return Fault(at, f"there is no file “{shorten(file)}” in the plan folder{unseen}")


def altered_evidence(at: At, file: str) -> Fault:
    """An evidence file is not the one that was sealed: its content has changed since.

    `planctl evidence lock` records the sha256 of each file that an action names. A file that was
    changed afterwards may show something else than the board and the inspectors were told.
    """
    return Fault(at, f"“{shorten(file)}” has changed since it was sealed")


def lost_evidence(file: str, *, is_there: bool) -> Fault:
    """An evidence file that was sealed is not there any more, or cannot be read."""
    where = "cannot be read" if is_there else "is not in the plan folder"
    return Fault((file,), f"the sealed file “{shorten(file)}” {where}")


def unsealed_evidence(index: int, file: str) -> Fault:
    """An evidence file is not sealed, while others of the plan are."""
    return Fault(("evidence", index, "file"), f"“{shorten(file)}” is not sealed")


@lru_cache(maxsize=65_536)  # each state of a plan asks for the same names again
def _plain(name: str) -> str:
    """The letters and figures of a name, in small letters, parted by single hyphens."""
    return re.sub("[^0-9a-z.]+", "-", name.casefold()).strip("-")


_ALTERED_HINT: Final = (
    "bring the sealed file back; or, if it was changed for a good reason, say so in progress and "
    "run planctl evidence lock --renew FILE"
)
_LOST_HINT: Final = (
    "bring it back from git or a copy; or, if no action needs it, run planctl evidence lock "
    "--forget FILE"
)
_TABLE: Final = (
    ("R208", wrong_folder, "move the file to the folder of its area, or correct the ref"),
    ("R209", wrong_file_name, "rename it to begin with the ref, or correct the ref"),
    (
        "R211",
        missing_evidence_file,
        "put the file there, or correct the path; for a file kept elsewhere give its url",
    ),
    ("R225", altered_evidence, _ALTERED_HINT),
    ("R226", lost_evidence, _LOST_HINT),
    ("Q421", unsealed_evidence, "run planctl evidence lock"),
)
# By the function that words its fault.
PLACE_RULES: Final[Mapping[Callable[..., object], Rule]] = {
    words: Rule.of(code, Severity.NOTE if code[0] == "Q" else Severity.ERROR, words, hint)
    for code, words, hint in _TABLE
}
