"""Where the files of a plan name its roles, actions, areas and measures.

A place is the keys on the way to a name, * for the items of a list: progress.*.by.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from planctl.model.action import REQUESTS
from planctl.model.label import plain_blanks
from planctl.model.problem import At, PlanValue

_Part = TypeVar("_Part")
# By what is named, and by the kind of the file.
NAME_PLACES: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "role": {
        "action": (
            *"leads.* milestones.*.leads.* progress.*.by escalations.*.by escalations.*.to".split(),
            *("verified.by", "corrections.*.by"),
            *(f"{requests}.*.agreed_by" for requests in REQUESTS),
        ),
        "measure": ("owner",),
        "roles": ("@.deputy",),
        "plan": ("mail.secretary",),
        "governance": (
            "meetings.*.commentary.by meetings.*.risks.*.owner meetings.*.challenges.*.by "
            "meetings.*.challenges.*.to meetings.*.attendance.* reports.*.by.* "
            "projects.*.overseen_by"
        ).split(),
        "decisions": ("*.follow_up.*.who",),
        "policy": ("agreements.*.agreed_by",),
    },
    "action": {
        "action": ("ref", "depends_on.*", "split_from", "withdrawals.*.replaced_by.*"),
        "decisions": ("*.about.*",),
    },
    "area": {"area": ("ref",)},
    "measure": {"measure": ("id",), "action": ("impact_measures.*.measure",)},
    "decision": {
        "action": ("escalations.*.decision", *(f"{requests}.*.decision" for requests in REQUESTS)),
        "decisions": ("*.id",),
    },
}


def find_names(data: PlanValue, place: str) -> Iterator[tuple[At, str]]:
    """Every name at a place of a file, and the steps to it."""
    yield from _find(data, place.split("."), ())


def _find(data: PlanValue, steps: Sequence[str], at: At) -> Iterator[tuple[At, str]]:
    if not steps:
        if isinstance(data, str):
            yield at, plain_blanks(data)
    elif steps[0] == "@":  # every key of a group
        for key, item in data.items() if isinstance(data, dict) else ():
            yield from _find(item, steps[1:], (*at, key))
    elif steps[0] != "*":
        if isinstance(data, dict):
            yield from _find(data.get(steps[0]), steps[1:], (*at, steps[0]))
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from _find(item, steps[1:], (*at, number))
    else:  # the only item of what may be a list
        yield from _find(data, steps[1:], at)


def rename_in(part: _Part, file: str, kind: str, names: Mapping[str, str]) -> _Part:
    """A part of a plan as loaded, with other names of a kind; itself where it has none of them.

    file: the kind of the file that the part is all of. names: the new name for each old one.
    """
    for place in NAME_PLACES[kind].get(file, ()) if names else ():
        part = _rename(part, place.split("."), lambda name: names.get(name, name))
    return part


def names_in(part: object, file: str, kind: str) -> set[str]:
    """The names of a kind that a part of a plan as loaded has in it."""
    names: set[str] = set()

    def keep(name: str) -> str:
        names.add(name)
        return name

    for place in NAME_PLACES[kind].get(file, ()):
        _rename(part, place.split("."), keep)
    return names


def _rename(
    value: Any,  # noqa: ANN401 - what a field holds
    steps: Sequence[str],
    rename: Callable[[str], str],
) -> Any:  # noqa: ANN401 - the same
    """A value in which every name at a place is what is given for it; itself where none changed."""
    if not steps:
        return rename(value) if isinstance(value, str) else value
    if isinstance(value, tuple):
        items = tuple(_rename(item, steps[1:], rename) for item in value)
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else items
    if not isinstance(value, BaseModel) or steps[0] not in type(value).model_fields:
        return value
    field = getattr(value, steps[0])
    new = _rename(field, steps[1:], rename)
    return value if new is field else value.model_copy(update={steps[0]: new})
