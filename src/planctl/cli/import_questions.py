"""The questions of an import: what a column holds, what only a person can say, what was guessed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Final

from planctl.cli.ask import Question, answer, can_ask
from planctl.cli.edge import say
from planctl.intake.account import Entry, Fate
from planctl.intake.lexicon.lead import is_nobody
from planctl.intake.plan.draft import asked_for
from planctl.intake.plan.files import made
from planctl.intake.plan.front import COVER, of_plan
from planctl.intake.plan.whole import Asked, taken
from planctl.intake.read.parts import Paper
from planctl.intake.table.column import KEYS, NOTHING, plain_heading
from planctl.intake.table.row import HEADING
from planctl.model.action import Review, Status
from planctl.model.rating import Rating
from planctl.model.stop import Stop
from planctl.model.words import counted, visible
from planctl.model.written import Unreadable, read_day, read_day_or_month, read_timescale

_YES: Final = "y"
_COLUMN: Final = f"{HEADING}: "
_BY_HAND: Final = " actions"  # what is to be done takes more words than an answer has


def answered(paper: Paper, asked: Asked) -> Asked:
    """What was said of a paper, with the answers of the person at the terminal."""
    if not can_ask():
        message = "there is nobody to ask"
        raise Stop(message, "leave --interactive out; the report says what is open")
    say("Enter alone leaves a thing as it is; ? explains a question; Ctrl-C stops.")
    more = dict(asked.more)
    answers = dict(asked.answers)
    for heading, key in _columns(taken(paper, asked).entries):
        said = answer(_of_column(heading, key))
        if said != key:
            more[plain_heading(heading)] = said
            answers[f"the column “{heading}”"] = said
    asked = asked._replace(more=more)
    answers |= _of_cover(made(taken(paper, asked)).entries)
    asked = asked._replace(answers=answers)
    found = made(taken(paper, asked))
    for entry in found.of(Fate.ASKED):
        can_say = entry.text or _value(entry) in _READS
        can_say = can_say and entry.to not in COVER and not entry.to.endswith(_BY_HAND)
        said = answer(_of_value(entry)) if can_say else ""
        if said:
            answers[asked_for(entry.to, entry.text) if entry.text else entry.to] = _meant(
                said, entry
            )
    for name, choices in (("title", ()), ("status", tuple(Status))):
        own = {f"{ref} {name}" for ref in found.paths}
        answers |= _guesses([e for e in found.guesses if e.to in own], name, choices)
    return asked._replace(answers=answers)


def _columns(entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    """The headings that are not known for sure, each once, with what they are taken for."""
    known: dict[str, str] = {}
    for each in entries:
        if each.fate is not Fate.STRUCTURE:
            continue
        if each.to == HEADING:
            known.setdefault(each.text, NOTHING)
        elif each.to.startswith(_COLUMN) and each.sure:
            known.setdefault(each.text, each.to.removeprefix(_COLUMN))
    yield from known.items()


def _of_column(heading: str, key: str) -> Question:
    return Question(
        f"What does the column “{visible(heading)}” hold",
        key,
        f"A key of the plan; {NOTHING}: it stays in the report.",
        KEYS,
    )


def _of_cover(entries: tuple[Entry, ...]) -> dict[str, str]:
    """What a person says of the cover, in place of what was guessed or not read."""
    said: dict[str, str] = {}
    for key in COVER:
        open_ = (e for e in entries if e.to == key and (e.sure or e.fate is Fate.ASKED))
        for entry in [*open_][:1]:
            guess = entry.text if entry.sure else ""
            why = "" if entry.sure else f" “{visible(entry.text)}”: {visible(entry.why)}"
            reads: Callable[[str], object] = read_day_or_month if key == "date" else str
            value = answer(Question(f"{of_plan(key)}{why}", guess, entry.why, reads=reads))
            if value != guess:
                said[of_plan(key)] = value
    return said


def _of_value(entry: Entry) -> Question:
    """What only a person can say; y takes what is proposed."""
    proposal = f" ({_YES}: {entry.propose})" if entry.propose else ""
    text = f" “{visible(entry.text)}”" if entry.text else ""
    words = f"{entry.to}{text}: {visible(entry.why)}{proposal}"
    reads, help_ = _READS.get(_value(entry), _READS["timescale"])
    return Question(words, "", help_, reads=lambda said: reads(_meant(said, entry)))


def _value(entry: Entry) -> str:
    return entry.to.rpartition(" ")[2]


def _one_of(kind: type[StrEnum], said: str) -> StrEnum:
    try:
        return kind(said)
    except ValueError:
        hint = f"one of {', '.join(kind)}"
        raise Unreadable(f"“{said}” is no {kind.__name__.lower()}", hint) from None


def _post(said: str) -> str:
    if is_nobody(said):
        raise Unreadable(f"“{said}” names no post", "Enter alone leaves it open")
    return said


_A_DAY: Final = (read_day, "A day, such as 29 Feb 2024.")
_A_RATING: Final = (partial(_one_of, Rating), f"One of {', '.join(Rating)}.")
# How the answer for a value is read, by the last word of where it goes; and what ? explains.
_READS: Final[Mapping[str, tuple[Callable[[str], object], str]]] = {
    "timescale": (
        read_timescale,
        "What it means, such as 29 Feb 2024, Feb 2024 board or Q3 2023-24.",
    ),
    "milestone": (read_timescale, "When the step is due, such as 29 Feb 2024."),
    "completed": _A_DAY,
    "note": _A_DAY,
    "progress_rag": _A_RATING,
    "impact_rag": _A_RATING,
    "status": (partial(_one_of, Status), f"One of {', '.join(Status)}."),
    "review": (partial(_one_of, Review), f"One of {', '.join(Review)}."),
    "leads": (_post, "The post that leads it, such as Head of Service; not the name of a person."),
    "ref": (str, "A ref that no other action has."),
}


def _meant(said: str, entry: Entry) -> str:
    return entry.propose if said.casefold() == _YES and entry.propose else said


def _guesses(found: list[Entry], name: str, choices: Sequence[str]) -> Mapping[str, str]:
    """Other values for guesses that nearly every action has, if a person wants to give them."""
    if not found:
        return {}
    words = f"Go through {counted(len(found), f'guess of a {name}', f'guesses of a {name}')}"
    if answer(Question(words, "n", "y asks for each.", (_YES, "n"))) != _YES:
        return {}
    said = {each.to: answer(Question(each.to, each.text, each.why, choices)) for each in found}
    return {each.to: said[each.to] for each in found if said[each.to] != each.text}
