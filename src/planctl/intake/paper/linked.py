"""What actions name beside themselves: the findings that they answer, the actions they wait for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from planctl.intake.paper.account import Fate, Made, Piece
from planctl.intake.paper.naming import ids, subject
from planctl.intake.paper.promise import Growing
from planctl.intake.paper.rating import UNRATED

_NUMBER: Final = re.compile(
    r"(?:findings?|recommendations?|recs?|areas?|no|#)?[\s.]*(\d{1,3})\.?", re.IGNORECASE
)
_BETWEEN: Final = re.compile(r"[,;&]|\band\b")
_LABEL: Final = re.compile(r"^\s*(?:actions?|refs?\.?)\s+", re.IGNORECASE)
_LEAST: Final = 4  # letters of a finding; fewer say that there is none


def link(actions: Iterable[Growing], findings: list[str]) -> None:
    """Put the ids of findings and the refs of actions into the actions that name them.

    A finding that only a column says joins those that the prose of the paper says.
    """
    all_of_them = list(actions)
    refs = {action.ref.casefold(): action.ref for action in all_of_them}
    answered = [(action, _answered(action, findings)) for action in all_of_them]
    names = [*ids([subject(text) for text in findings])]
    for action, numbers in answered:
        if numbers:
            action.said["findings"] = [Made(names[number]) for number in numbers]
        _wait(action, refs)


def _answered(action: Growing, findings: list[str]) -> list[int]:
    """Which findings an action names, by their number; one that is new is added to them."""
    found: dict[int, None] = {}
    for _, group in groupby(action.answers, key=lambda piece: piece.is_item or piece.place):
        pieces = list(group)
        for each in ([piece] for piece in pieces) if pieces[0].is_item else (pieces,):
            found |= dict.fromkeys(_findings(action, each, findings))
    return [*found]


def _findings(action: Growing, pieces: Sequence[Piece], findings: list[str]) -> Sequence[int]:
    """The findings that one text is, or names by their numbers; none where it is no finding."""
    text = "\n\n".join(piece.text for piece in pieces)
    numbers = [_NUMBER.fullmatch(part.strip()) for part in _BETWEEN.split(text)]
    fate, why = Fate.READ, ""
    if all(numbers):
        known = [int(number[1]) - 1 for number in numbers if number]
        if not all(0 <= number < len(findings) for number in known):
            fate, why, known = Fate.LEFT, "the paper lists no findings by such numbers", []
    elif len(_letters(text)) < _LEAST or text.casefold().strip() in UNRATED:
        fate, why, known = Fate.LEFT, "it is no finding", []
    else:
        fate, known = _named(text, findings)
    for piece in pieces:
        to = "" if fate is Fate.LEFT else "findings"
        action.note(piece, fate, to, f"{action.ref} findings: {why}" if why else "")
    return known


def _named(text: str, findings: list[str]) -> tuple[Fate, list[int]]:
    """The finding of that text or that title; it is a new one where none is so."""
    plain = _letters(text)
    for number, each in enumerate(findings):
        if plain in {_letters(each), _letters(subject(each))}:
            return Fate.READ, [number]
    findings.append(text)
    return Fate.PLACED, [len(findings) - 1]


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text.casefold()))


def _wait(action: Growing, refs: Mapping[str, str]) -> None:
    """The actions that one waits for, where all that its cell says are refs of this paper."""
    for piece in action.waits:
        parts = [_LABEL.sub("", part).strip(" .") for part in _BETWEEN.split(piece.text)]
        known = [refs.get(part.casefold(), "") for part in parts if part]
        if known and "" not in known and action.ref not in known:
            own = action.items("depends_on")
            own.extend(Made(ref) for ref in dict.fromkeys(known) if ref not in own)
            action.note(piece, Fate.READ, "depends_on")
        else:
            why = "it says something else than refs of other actions of the paper"
            action.note(piece, Fate.LEFT, "", f"{action.ref} depends_on: {why}")
