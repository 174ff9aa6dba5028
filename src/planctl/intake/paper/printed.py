"""The nine columns of a pack of planctl's own, read back into what the file of an action says.

What a pack prints in them says more than the same words in another paper: "January 2024 (due 31
January 2024)" is a timescale of its own, and "Milestone: ..." a milestone. A rating is not taken:
it follows from the rest, or was declared, which a pack says only in its reasons.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from planctl.model.calendar import MONTHS
from planctl.model.said import Said
from planctl.model.timescale import AtBoard
from planctl.model.written import Unreadable, read_timescale

_DAY: Final = rf"\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}"
_DUE: Final = re.compile(
    rf"(?P<words>.+?) \((?:read as (?P<due>.+), )?due (?P<day>{_DAY})\)", re.DOTALL
)
_QUARTER: Final = re.compile(r"(Q[1-4] \d{4} to \d{4}) \([A-Z][a-z]{2} to [A-Z][a-z]{2} \d{4}\)")
_REVIEW: Final = re.compile(r"Reviewed (monthly|quarterly|half-yearly|yearly)")
_REQUEST: Final = re.compile(
    r"(?:(?:Extended|Extension) to (?P<to>.+?)|Pause until (?P<until>.+?)"
    r"|(?P<withdrawal>Withdrawal)(?:, replaced by (?P<replaced_by>.+?))?"
    r"|First promise corrected, was (?P<was>.+?), now (?P<corrected>.+?)"
    r"(?:, reported by (?P<by>.+?))?), "
    rf"(?:agreed (?P<agreed>{_DAY})(?: by (?P<agreed_by>[^:]+))?|refused (?P<refused>{_DAY})"
    rf"|(?:to be )?asked for(?: on (?P<requested>{_DAY}))?, not agreed by (?:the board|anybody)"
    rf"|a slip of (?P<clerical>{_DAY}) that no board had seen, reported (?P<reported>{_DAY}))"
    r": (?P<reason>.+)",
    re.DOTALL,
)
_COMPLETED: Final = re.compile(rf"Completed ({_DAY})(?:, recorded ({_DAY}))?\.")
_NOTE: Final = re.compile(rf"(?P<date>{_DAY})(?:, (?P<by>[^:]{{1,80}}))?: (?P<note>.+)", re.DOTALL)
_STEP: Final = re.compile(
    rf"Milestone: (?P<what>.+): (?:not done|done (?P<done>{_DAY}))", re.DOTALL
)
_LEADS: Final = re.compile(r"(?P<what>.+) \((?P<leads>[^()]+)\)", re.DOTALL)


class Promised(NamedTuple):
    """What the column of leads and timescale says."""

    said: dict[str, Said]
    meetings: tuple[str, ...]  # the days of boards that it names only by their month
    left: tuple[str, ...]  # items that are none of these


def promised(items: Sequence[str]) -> Promised:
    """Leads, timescale, review and requests to the board, from the items of their column."""
    said: dict[str, Said] = {}
    meetings: list[str] = []
    left: list[str] = []
    requests: dict[str, list[dict[str, Said]]] = {}
    for number, item in enumerate(items):
        request, review = _REQUEST.fullmatch(item), _REVIEW.fullmatch(item)
        if number == 0:
            said["leads"] = None if item == "No lead named" else roles(item)
        elif number == 1 and item != "Timescale not set":
            said["timescale"] = timescale(item)
            meetings += _meeting(item)
        elif request:
            key, record = _request(request)
            requests.setdefault(key, []).append(record)
            named = (request[name] for name in ("to", "until", "was", "corrected"))
            meetings += [day for line in named if line for day in _meeting(line)]
        elif review:
            said["review"] = review[1]
        elif number > 1:
            left.append(item)
    if "corrections" in requests:  # the line of the timescale has it as it was corrected
        said["timescale"] = requests["corrections"][0]["was"]
    said |= {key: [*records] for key, records in requests.items()}
    return Promised(said, tuple(meetings), tuple(left))


def progress(items: Sequence[str]) -> dict[str, Said]:
    """Notes, milestones and the day of completion, from the items of the column of progress."""
    said: dict[str, Said] = {}
    notes: list[Said] = []
    steps: list[Said] = []
    for number, item in enumerate(items):
        completed, step, note = (form.fullmatch(item) for form in (_COMPLETED, _STEP, _NOTE))
        if completed and not number:
            said |= {"status": "complete", "completed": completed[1]}
            said |= {"recorded": completed[2]} if completed[2] else {}
        elif step:
            steps.append(_step(step))
        elif note:
            notes.append({key: value for key, value in note.groupdict().items() if value})
        else:
            notes.append({"note": item})
    return said | {
        key: value for key, value in (("milestones", steps), ("progress", notes)) if value
    }


def timescale(line: str) -> Said:
    """A timescale from the line that a pack prints for it; as it stands where it is none."""
    found = _DUE.fullmatch(line)
    words = found["words"] if found else line
    if found and found["due"]:
        return {"written": words, "due": found["due"]}
    quarter = _QUARTER.fullmatch(words)
    return quarter[1] if quarter else words


def roles(words: str) -> list[Said]:
    """Roles as a sentence lists them: a, b and c."""
    *first, last = words.split(", ")
    return [*first, *last.rsplit(" and ", 1)] if " and " in last else [words]


def _meeting(line: str) -> list[str]:
    """The day of the board that a line names by its month."""
    found = _DUE.fullmatch(line)
    try:
        reading = read_timescale((found["due"] or found["words"]) if found else line)
    except Unreadable:
        return []
    return [found["day"]] if found and isinstance(reading, AtBoard) else []


def _request(found: re.Match[str]) -> tuple[str, dict[str, Said]]:
    """What was asked of the board, by the key of an action that it stands under."""
    names = ("reason", "by", "requested", "agreed", "agreed_by", "refused", "clerical")
    rest: dict[str, Said] = {key: found[key] for key in names if found[key]}
    if found["reported"]:
        rest["requested"] = found["reported"]
    if found["to"]:
        return "extensions", {"to": timescale(found["to"]), **rest}
    if found["until"]:
        return "pauses", {"until": timescale(found["until"]), **rest}
    if found["was"]:
        both = {"was": timescale(found["was"]), "to": timescale(found["corrected"])}
        return "corrections", {**both, **rest}
    others = found["replaced_by"]
    return "withdrawals", {**rest, **({"replaced_by": roles(others)} if others else {})}


def _step(found: re.Match[str]) -> Said:
    """A milestone; what stands behind its last comma is its timescale, where it can be one."""
    said: dict[str, Said] = {}
    what = found["what"]
    for comma in reversed([sign.start() for sign in re.finditer(", ", what)]):
        when = timescale(what[comma + 2 :])
        if _is_timescale(when):
            said["timescale"], what = when, what[:comma]
            break
    leads = _LEADS.fullmatch(what)
    if leads:
        said["leads"], what = roles(leads["leads"]), leads["what"]
    return {"what": what, **said, **({"done": found["done"]} if found["done"] else {})}


def _is_timescale(when: Said) -> bool:
    words = str(when["due"] if isinstance(when, dict) else when)
    try:
        read_timescale(words)
    except Unreadable:
        return False
    return True
