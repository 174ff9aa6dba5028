"""What a search through the texts of a plan found: whose text, which key, the words around."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from planctl.assess.text_search import TextMatch
from planctl.load.loaded import LoadedPlan
from planctl.model.meeting_schedule import meeting_of
from planctl.model.plan import Plan
from planctl.model.problem import At, Place

_BEFORE: Final = 60  # characters that are shown around a word
_AFTER: Final = 90


class TextOwner(NamedTuple):
    """What a text is of: an action, an area, a measure, a decision, or a file of the plan."""

    kind: str
    ref: str  # empty for a file that there is one of
    title: str


class SearchResult(NamedTuple):
    """A text that has the words."""

    owner: TextOwner
    key: str  # as `planctl set` takes it
    around: str
    place: Place


def search_results(matches: Sequence[TextMatch], loaded: LoadedPlan) -> Iterator[SearchResult]:
    """What was found, in the order of the plan."""
    for match in matches:
        owner, steps = _owner(match.at, loaded.plan)
        key = ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)
        yield SearchResult(owner, key, words_around(match), loaded.place_of(match.at))


def _owner(at: At, plan: Plan) -> tuple[TextOwner, At]:
    """What a text is of, and where in that it stands."""
    kind, number = at[0], at[1]
    if not isinstance(number, int):
        return TextOwner(str(kind), "", f"{kind}.yaml"), at[1:]
    if kind == "measures":
        measure = plan.measures[number]
        return TextOwner("measure", measure.id, measure.title), at[2:]
    if kind == "decisions":
        decision = plan.decisions[number]
        return TextOwner("decision", decision.id, meeting_of(decision.meeting).words), at[2:]
    area = plan.areas[number]
    if at[2] != "actions":
        return TextOwner("area", area.ref, area.title), at[2:]
    action = area.actions[int(at[3])]
    return TextOwner("action", action.ref, action.title), at[4:]


def words_around(match: TextMatch) -> str:
    """The words that were looked for with some of those around them, on one line."""
    pieces: list[tuple[int, int]] = []
    for start, end in match.spans:
        piece = _whole_words(match.text, start - _BEFORE, end + _AFTER)
        if pieces and piece[0] <= pieces[-1][1]:
            piece = (pieces[-1][0], max(piece[1], pieces.pop()[1]))
        pieces.append(piece)
    words = " … ".join(match.text[start:end].strip() for start, end in pieces)
    before = "… " if pieces[0][0] > 0 else ""
    after = " …" if pieces[-1][1] < len(match.text) else ""
    return " ".join(f"{before}{words}{after}".split())


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A piece of a text that is no shorter than this, and begins and ends with whole words."""
    head = text[: max(0, start)]
    begins = max(head.rfind(" "), head.rfind("\n")) + 1
    blank = re.compile(r"\s").search(text, end)
    return begins, blank.start() if blank else len(text)


def result_json(result: SearchResult) -> dict[str, object]:
    """A result for programs; keys may be added, never changed."""
    return {
        **result.owner._asdict(),
        "key": result.key,
        "around": result.around,
        "file": result.place.path,
        "line": result.place.line,
    }
