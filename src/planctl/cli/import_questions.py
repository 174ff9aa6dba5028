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
    columns = dict(asked.more)
    answers = dict(asked.answers)
    for heading, key in _unsure_columns(taken(paper, asked).entries):
        reply = answer(_column_question(heading, key))
        if reply != key:
            columns[plain_heading(heading)] = reply
            answers[f"the column “{heading}”"] = reply
    asked = asked._replace(more=columns)
    answers |= _cover_answers(made(taken(paper, asked)).entries)
    asked = asked._replace(answers=answers)
    result = made(taken(paper, asked))
    for entry in result.of(Fate.ASKED):
        can_say = entry.text or _value_kind(entry) in _READERS
        can_say = can_say and entry.to not in COVER and not entry.to.endswith(_BY_HAND)
        reply = answer(_value_question(entry)) if can_say else ""
        if reply:
            answers[asked_for(entry.to, entry.text) if entry.text else entry.to] = _accept_proposal(
                reply, entry
            )
    for name, choices in (("title", ()), ("status", tuple(Status))):
        names = {f"{ref} {name}" for ref in result.paths}
        answers |= _guess_answers([e for e in result.guesses if e.to in names], name, choices)
    return asked._replace(answers=answers)


def _unsure_columns(entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    """The headings that are not known for sure, each once, with what they are taken for."""
    columns: dict[str, str] = {}
    for entry in entries:
        if entry.fate is not Fate.STRUCTURE:
            continue
        if entry.to == HEADING:
            columns.setdefault(entry.text, NOTHING)
        elif entry.to.startswith(_COLUMN) and entry.sure:
            columns.setdefault(entry.text, entry.to.removeprefix(_COLUMN))
    yield from columns.items()


def _column_question(heading: str, key: str) -> Question:
    return Question(
        f"What does the column “{visible(heading)}” hold",
        key,
        f"A key of the plan; {NOTHING}: it stays in the report.",
        KEYS,
    )


def _cover_answers(entries: tuple[Entry, ...]) -> dict[str, str]:
    """What a person says of the cover, in place of what was guessed or not read."""
    answers: dict[str, str] = {}
    for key in COVER:
        open_ = (e for e in entries if e.to == key and (e.sure or e.fate is Fate.ASKED))
        for entry in [*open_][:1]:
            guess = entry.text if entry.sure else ""
            why = "" if entry.sure else f" “{visible(entry.text)}”: {visible(entry.why)}"
            reads: Callable[[str], object] = read_day_or_month if key == "date" else str
            value = answer(Question(f"{of_plan(key)}{why}", guess, entry.why, reads=reads))
            if value != guess:
                answers[of_plan(key)] = value
    return answers


def _value_question(entry: Entry) -> Question:
    """What only a person can say; y takes what is proposed."""
    proposal = f" ({_YES}: {entry.propose})" if entry.propose else ""
    text = f" “{visible(entry.text)}”" if entry.text else ""
    words = f"{entry.to}{text}: {visible(entry.why)}{proposal}"
    reads, help_ = _READERS.get(_value_kind(entry), _READERS["timescale"])
    return Question(words, "", help_, reads=lambda reply: reads(_accept_proposal(reply, entry)))


def _value_kind(entry: Entry) -> str:
    return entry.to.rpartition(" ")[2]


def _read_choice(kind: type[StrEnum], reply: str) -> StrEnum:
    try:
        return kind(reply)
    except ValueError:
        hint = f"one of {', '.join(kind)}"
        raise Unreadable(f"“{reply}” is no {kind.__name__.lower()}", hint) from None


def _read_post(reply: str) -> str:
    if is_nobody(reply):
        raise Unreadable(f"“{reply}” names no post", "Enter alone leaves it open")
    return reply


_DAY_READER: Final = (read_day, "A day, such as 29 Feb 2024.")
_RATING_READER: Final = (partial(_read_choice, Rating), f"One of {', '.join(Rating)}.")
# How the answer for a value is read, by the last word of where it goes; and what ? explains.
_READERS: Final[Mapping[str, tuple[Callable[[str], object], str]]] = {
    "timescale": (
        read_timescale,
        "What it means, such as 29 Feb 2024, Feb 2024 board or Q3 2023-24.",
    ),
    "milestone": (read_timescale, "When the step is due, such as 29 Feb 2024."),
    "completed": _DAY_READER,
    "note": _DAY_READER,
    "progress_rag": _RATING_READER,
    "impact_rag": _RATING_READER,
    "status": (partial(_read_choice, Status), f"One of {', '.join(Status)}."),
    "review": (partial(_read_choice, Review), f"One of {', '.join(Review)}."),
    "leads": (
        _read_post,
        "The post that leads it, such as Head of Service; not the name of a person.",
    ),
    "ref": (str, "A ref that no other action has."),
}


def _accept_proposal(reply: str, entry: Entry) -> str:
    return entry.propose if reply.casefold() == _YES and entry.propose else reply


def _guess_answers(guesses: list[Entry], name: str, choices: Sequence[str]) -> Mapping[str, str]:
    """Other values for guesses that nearly every action has, if a person wants to give them."""
    if not guesses:
        return {}
    words = f"Go through {counted(len(guesses), f'guess of a {name}', f'guesses of a {name}')}"
    if answer(Question(words, "n", "y asks for each.", (_YES, "n"))) != _YES:
        return {}
    replies = {
        guess.to: answer(Question(guess.to, guess.text, guess.why, choices)) for guess in guesses
    }
    return {guess.to: replies[guess.to] for guess in guesses if replies[guess.to] != guess.text}
