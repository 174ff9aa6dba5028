"""That an action was completed, and on which day, where one text says both."""

import re
from typing import Final

from planctl.intake.paper.moment import WHEN, Dates, Moment, moment
from planctl.intake.paper.rating import status_of
from planctl.model.action import Status

_AROUND: Final = " .,:;()[]–—-"
_BESIDE: Final = re.compile(
    r"^(?:action|now|all|fully) |(?<!\s)\s+(?:on|in|at|as at|as of)$", re.IGNORECASE
)


def completed_on(text: str, how: Dates) -> Moment | None:
    """When an action was completed whose status says so with a date: Completed 12/05/2024."""
    found = WHEN.search(text)
    if not found or re.search(r"\bby\b", text, re.IGNORECASE):  # complete by: it is to be
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip(_AROUND)
    is_complete = status_of(_BESIDE.sub("", rest).strip(_AROUND)) is Status.COMPLETE
    return moment(found[0], how) if is_complete else None
