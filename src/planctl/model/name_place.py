"""Where the files of a plan name its roles, actions, areas and measures.

A place is the keys on the way to a name, * for the items of a list: progress.*.by.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from planctl.model.label import plain_blanks
from planctl.model.plan_value import PlanValue
from planctl.model.problem import At

_REQUESTS: Final = ("extensions", "pauses", "withdrawals", "corrections")
# By what is named, and by the kind of the file.
NAME_PLACES: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "role": {
        "action": (
            "leads.*",
            "milestones.*.leads.*",
            "progress.*.by",
            "escalations.*.by",
            "escalations.*.to",
            "verified.by",
            "corrections.*.by",
            *(f"{requests}.*.agreed_by" for requests in _REQUESTS),
        ),
        "measure": ("owner",),
        "roles": ("@.deputy",),
        "plan": ("mail.secretary",),
        "governance": (
            "meetings.*.commentary.by",
            "meetings.*.risks.*.owner",
            "meetings.*.challenges.*.by",
            "meetings.*.challenges.*.to",
            "meetings.*.attendance.*",
            "reports.*.by.*",
            "projects.*.overseen_by",
        ),
        "decisions": ("*.follow_up.*.who",),
        "policy": ("agreements.*.agreed_by",),
    },
    "action": {
        "action": ("ref", "depends_on.*", "split_from", "withdrawals.*.replaced_by.*"),
        "decisions": ("*.about.*",),
    },
    "area": {"area": ("ref",)},
    "measure": {"measure": ("id",), "action": ("impact_measures.*.measure",)},
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
