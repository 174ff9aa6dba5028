"""The questions of an import at a terminal: what a column holds, what is open, what was guessed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from planctl.cli.ask import Question, ask_question, can_ask
from planctl.cli.terminal import print_message
from planctl.intake.account import AccountEntry, Answers, Fate
from planctl.intake.lexicon.field import LEAVE_OUT
from planctl.intake.plan.assemble import ImportOptions, parse_paper
from planctl.intake.plan.front_matter import COVER_KEYS, cover_question
from planctl.intake.plan.plan_content import build_import
from planctl.intake.question import (
    READERS,
    YES,
    PaperQuestion,
    QuestionItem,
    group_questions,
    unsure_columns,
)
from planctl.intake.read.paper import Paper
from planctl.intake.table.column import COLUMN_ASKED, COLUMN_KEYS, normalize_heading
from planctl.model.action import Status
from planctl.model.problem import Stop
from planctl.model.timescale_grammar import read_day_or_month
from planctl.model.words import count_noun, printable_text

_YES: Final = "y"
_EACH: Final = "each"


def ask_import_questions(paper: Paper, asked: ImportOptions) -> ImportOptions:
    """What was said of a paper, with the answers of the person at the terminal."""
    if not can_ask():
        message = "there is nobody to ask"
        raise Stop(message, "leave --interactive out, and fill in the file of answers instead")
    print_message("Enter alone leaves a thing as it is; ? explains a question; Ctrl-C stops.")
    columns = dict(asked.more)
    answers = dict(asked.answers)
    for heading, key in unsure_columns(parse_paper(paper, asked).entries).items():
        reply = ask_question(_column_question(heading, key))
        if reply != key:
            columns[normalize_heading(heading)] = reply
            answers[f"{COLUMN_ASKED}{heading}”"] = reply
    asked = asked._replace(more=columns)
    answers |= _cover_answers(build_import(parse_paper(paper, asked)).entries)
    asked = asked._replace(answers=answers)
    result = build_import(parse_paper(paper, asked))
    for question in group_questions(result.entries):
        if question.can_be_answered and question.items[0].targets[0] not in COVER_KEYS:
            answers |= _question_answers(question)
    for name, choices in (("title", ()), ("status", tuple(Status))):
        names = {f"{ref} {name}" for ref in result.paths}
        answers |= _guess_answers([e for e in result.guesses if e.to in names], name, choices)
    return asked._replace(answers=answers)


def _column_question(heading: str, key: str) -> Question:
    return Question(
        f"What does the column “{printable_text(heading)}” hold",
        key,
        f"A key of the plan; {LEAVE_OUT}: it stays in the report.",
        COLUMN_KEYS,
    )


def _cover_answers(entries: Sequence[AccountEntry]) -> dict[str, str]:
    """What a person says of the cover, in place of what was guessed or not read."""
    answers: dict[str, str] = {}
    for key in COVER_KEYS:
        is_open = [e for e in entries if e.to == key and (e.sure or e.fate is Fate.ASKED)]
        for entry in is_open[:1]:
            guess = entry.text if entry.sure else ""
            why = f" “{printable_text(entry.text)}”: {printable_text(entry.why)}"
            words = f"{cover_question(key)}{'' if entry.sure else why}"
            reads: Callable[[str], object] = read_day_or_month if key == "date" else str
            value = ask_question(Question(words, guess, entry.why, reads=reads))
            if value != guess:
                answers[cover_question(key)] = value
    return answers


def _question_answers(question: PaperQuestion) -> Answers:
    """The answers to one question: for all that it is about at once, or for each."""
    if len(question.items) == 1:
        return _item_answers(question, question.items[0])
    words = (
        f"{question.kind}, {count_noun(question.places, 'time')}: {question.why}\n"
        f"  {question.examples}\n  if left: {question.if_left}\n"
        f"  {_YES} takes what is proposed, {_EACH} asks one by one"
    )
    reads = partial(_read_for_all, question)
    reply = ask_question(Question(printable_text(words), "", _help(question), reads=reads))
    if reply == _EACH:
        parts = [_item_answers(question, item) for item in question.items]
    else:
        items = question.items if reply else ()
        parts = [i.answers(reply) for i in items if i.propose or reply.casefold() not in YES]
    return {key: value for part in parts for key, value in part.items()}


def _read_for_all(question: PaperQuestion, reply: str) -> object:
    is_word = reply == _EACH or reply.casefold() in YES
    return reply if is_word else READERS[question.kind].reads(reply)


def _item_answers(question: PaperQuestion, item: QuestionItem) -> dict[str, str]:
    """What only a person can say of one thing; y takes what is proposed."""
    proposal = f" ({_YES}: {item.propose})" if item.propose else ""
    words = printable_text(f"{item.words}: {item.why}{proposal}")
    reply = ask_question(Question(words, "", _help(question), reads=item.answers))
    return item.answers(reply) if reply else {}


def _help(question: PaperQuestion) -> str:
    return f"{READERS[question.kind].help}\nif left: {question.if_left}"


def _guess_answers(
    guesses: list[AccountEntry], name: str, choices: Sequence[str]
) -> dict[str, str]:
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
