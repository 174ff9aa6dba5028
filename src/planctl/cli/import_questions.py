"""The questions of an import: what a column holds, what only a person can say, what was guessed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Final

from planctl.cli.ask import Question, ask_question, can_ask
from planctl.cli.terminal import print_message
from planctl.intake.account import AccountEntry, Fate
from planctl.intake.lexicon.field import LEAVE_OUT
from planctl.intake.lexicon.lead import says_no_lead
from planctl.intake.plan.assemble import ImportOptions, parse_paper
from planctl.intake.plan.draft_action import answer_key
from planctl.intake.plan.files import build_import
from planctl.intake.plan.front_matter import COVER_KEYS, cover_question
from planctl.intake.read.paper import Paper
from planctl.intake.table.column import COLUMN_KEYS, normalize_heading
from planctl.intake.table.omission import KEEP, LEAVE, OMITTED_ACTIONS
from planctl.intake.table.rows import HEADING_TARGET
from planctl.model.action import Review, Status
from planctl.model.problem import Stop
from planctl.model.rating import Rating
from planctl.model.timescale_grammar import Unreadable, read_day, read_day_or_month, read_timescale
from planctl.model.words import count_noun, printable_text

_YES: Final = "y"
_COLUMN: Final = f"{HEADING_TARGET}: "
_BY_HAND: Final = " actions"  # what is to be done takes more words than an answer has


def ask_import_questions(paper: Paper, asked: ImportOptions) -> ImportOptions:
    """What was said of a paper, with the answers of the person at the terminal."""
    if not can_ask():
        message = "there is nobody to ask"
        raise Stop(message, "leave --interactive out; the report says what is open")
    print_message("Enter alone leaves a thing as it is; ? explains a question; Ctrl-C stops.")
    columns = dict(asked.more)
    answers = dict(asked.answers)
    for heading, key in _unsure_columns(parse_paper(paper, asked).entries):
        reply = ask_question(_column_question(heading, key))
        if reply != key:
            columns[normalize_heading(heading)] = reply
            answers[f"the column “{heading}”"] = reply
    asked = asked._replace(more=columns)
    answers |= _cover_answers(build_import(parse_paper(paper, asked)).entries)
    asked = asked._replace(answers=answers)
    result = build_import(parse_paper(paper, asked))
    for entry in result.of(Fate.ASKED):
        can_say = entry.text or _value_kind(entry) in _READERS
        can_say = can_say and entry.to not in COVER_KEYS and not entry.to.endswith(_BY_HAND)
        reply = ask_question(_value_question(entry)) if can_say else ""
        if reply:
            answers[answer_key(entry.to, entry.text) if entry.text else entry.to] = (
                _accept_proposal(reply, entry)
            )
    for name, choices in (("title", ()), ("status", tuple(Status))):
        names = {f"{ref} {name}" for ref in result.paths}
        answers |= _guess_answers([e for e in result.guesses if e.to in names], name, choices)
    return asked._replace(answers=answers)


def _unsure_columns(entries: tuple[AccountEntry, ...]) -> Iterator[tuple[str, str]]:
    """The headings that are not known for sure, each once, with what they are taken for."""
    columns: dict[str, str] = {}
    for entry in entries:
        if entry.fate is not Fate.STRUCTURE:
            continue
        if entry.to == HEADING_TARGET:
            columns.setdefault(entry.text, LEAVE_OUT)
        elif entry.to.startswith(_COLUMN) and entry.sure:
            columns.setdefault(entry.text, entry.to.removeprefix(_COLUMN))
    yield from columns.items()


def _column_question(heading: str, key: str) -> Question:
    return Question(
        f"What does the column “{printable_text(heading)}” hold",
        key,
        f"A key of the plan; {LEAVE_OUT}: it stays in the report.",
        COLUMN_KEYS,
    )


def _cover_answers(entries: tuple[AccountEntry, ...]) -> dict[str, str]:
    """What a person says of the cover, in place of what was guessed or not read."""
    answers: dict[str, str] = {}
    for key in COVER_KEYS:
        open_ = (e for e in entries if e.to == key and (e.sure or e.fate is Fate.ASKED))
        for entry in [*open_][:1]:
            guess = entry.text if entry.sure else ""
            why = (
                ""
                if entry.sure
                else f" “{printable_text(entry.text)}”: {printable_text(entry.why)}"
            )
            reads: Callable[[str], object] = read_day_or_month if key == "date" else str
            value = ask_question(
                Question(f"{cover_question(key)}{why}", guess, entry.why, reads=reads)
            )
            if value != guess:
                answers[cover_question(key)] = value
    return answers


def _value_question(entry: AccountEntry) -> Question:
    """What only a person can say; y takes what is proposed."""
    proposal = f" ({_YES}: {entry.propose})" if entry.propose else ""
    text = f" “{printable_text(entry.text)}”" if entry.text else ""
    words = f"{entry.to}{text}: {printable_text(entry.why)}{proposal}"
    reads, help_ = _READERS.get(_value_kind(entry), _READERS["timescale"])
    return Question(words, "", help_, reads=lambda reply: reads(_accept_proposal(reply, entry)))


def _value_kind(entry: AccountEntry) -> str:
    is_omission = entry.to.startswith(OMITTED_ACTIONS)
    return OMITTED_ACTIONS if is_omission else entry.to.rpartition(" ")[2]


def _read_choice(kind: type[StrEnum], reply: str) -> StrEnum:
    try:
        return kind(reply)
    except ValueError:
        hint = f"one of {', '.join(kind)}"
        raise Unreadable(f"“{reply}” is no {kind.__name__.lower()}", hint) from None


class Answer(StrEnum):
    """What may become of actions that were taken out of the paper."""

    KEEP = KEEP
    LEAVE = LEAVE


def _read_post(reply: str) -> str:
    if says_no_lead(reply):
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
    OMITTED_ACTIONS: (
        partial(_read_choice, Answer),
        f"{KEEP} takes them into the plan; {LEAVE} leaves them in the report.",
    ),
    "ref": (str, "A ref that no other action has."),
}


def _accept_proposal(reply: str, entry: AccountEntry) -> str:
    return entry.propose if reply.casefold() == _YES and entry.propose else reply


def _guess_answers(
    guesses: list[AccountEntry], name: str, choices: Sequence[str]
) -> Mapping[str, str]:
    """Other values for guesses that nearly every action has, if a person wants to give them."""
    if not guesses:
        return {}
    words = f"Go through {count_noun(len(guesses), f'guess of a {name}', f'guesses of a {name}')}"
    if ask_question(Question(words, "n", "y asks for each.", (_YES, "n"))) != _YES:
        return {}
    replies = {
        guess.to: ask_question(Question(guess.to, guess.text, guess.why, choices))
        for guess in guesses
    }
    return {guess.to: replies[guess.to] for guess in guesses if replies[guess.to] != guess.text}
