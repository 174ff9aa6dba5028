"""What only a person can say of a paper: few questions, one of each kind, and how each is answered.

What is asked at many places stands in the account at each of them; here it is one question, with
what it is about: a word and where it stands, or the actions that lack a value.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from planctl.intake.account import AccountEntry, Fate
from planctl.intake.lexicon.date import DATE_PATTERN
from planctl.intake.lexicon.field import LEAVE_OUT
from planctl.intake.lexicon.lead import says_no_lead
from planctl.intake.plan.draft_action import answer_key
from planctl.intake.plan.front_matter import COVER_KEYS, cover_question
from planctl.intake.table.column import COLUMN_ASKED, COLUMN_KEYS, column_key
from planctl.intake.table.hidden_and_struck import KEEP, LEAVE, OMITTED_ACTIONS
from planctl.intake.table.rows import HEADING_TARGET
from planctl.model.action import Review, Status
from planctl.model.rating import Rating
from planctl.model.timescale_grammar import Unreadable, read_day, read_day_or_month, read_timescale

YES: Final = ("yes", "y")  # what takes what is proposed
_OMISSION: Final = "left out"  # what is asked of actions that were taken out of the paper
# What one word means in a paper, it means wherever it stands.
_IN_GENERAL: Final = frozenset({"status", "timescale", "progress_rag", "impact_rag"})
_COLUMN: Final = f"{HEADING_TARGET}: "
_OF_COLUMN: Final = "column"
_EXAMPLES: Final = 2
_REFS: Final = 6  # that are named at once
_QUOTED: Final = re.compile(r"“[^“”]*”|--\w+ \"[^\"]*\"|\"[^\"]*\"|--\w+ \S+")
_VALUES: Final = re.compile(rf"\b(?:{'|'.join([*Status, *Rating, 'another'])})\b")
_NUMBER: Final = re.compile(r"\d+(?:[./-]\d+)*")


class QuestionItem(NamedTuple):
    """What one answer is about: a word, or nothing, at one or many places."""

    text: str
    targets: tuple[str, ...]  # where the answer goes: 4.2 timescale
    propose: str = ""
    meanwhile: str = ""
    why: str = ""

    @classmethod
    def of(cls, entries: Sequence[AccountEntry]) -> "QuestionItem":
        """What several entries ask alike."""
        first = entries[0]
        targets = tuple(dict.fromkeys(entry.to for entry in entries))
        return cls(first.text, targets, first.propose, first.meanwhile, first.why)

    @property
    def about(self) -> str:
        """What it is about, in words: 4.2, 4.3 “Feb Board”."""
        return f"{self._refs} “{self.text}”" if self.text else self._refs

    @property
    def where(self) -> str:
        """Where its answer goes: 4.2, 4.3 and 5 more timescale."""
        if len(self.targets) == 1:
            return self.targets[0]
        return f"{value_kind(self.targets[0])} of {self._refs}"

    @property
    def words(self) -> str:
        """What it is about, as a question names it: 4.2 timescale “Feb Board”."""
        return f"{self.where} “{self.text}”" if self.text else self.where

    @property
    def _refs(self) -> str:
        refs = [ref_of(target) or target for target in self.targets]
        more = len(refs) - _REFS
        return ", ".join(refs[:_REFS]) + (f" and {more} more" if more > 0 else "")

    def answers(self, reply: str, refs: Collection[str] = ()) -> dict[str, str]:
        """The answers that a reply gives, to all of it or to some refs; raises Unreadable."""
        value = self.propose if reply.casefold() in YES and self.propose else reply
        answers = {}
        for target in self.targets:
            if refs and ref_of(target) not in refs:
                continue
            READERS[value_kind(target)].reads(value)
            key = answer_key(target, self.text) if self.text else target
            answers[cover_question(target) if target in COVER_KEYS else key] = value
        kind = value_kind(self.targets[0])
        if self.text and not refs and kind in _IN_GENERAL:  # of further rows of a newer paper, too
            answers[answer_key(kind, self.text)] = value
        return answers


def ref_of(target: str) -> str:
    """The ref of the action that an answer goes to."""
    return target.rpartition(" ")[0]


class PaperQuestion(NamedTuple):
    """One question to a person, about one thing or many of a kind."""

    kind: str  # of value: timescale, status
    items: tuple[QuestionItem, ...]
    entries: tuple[AccountEntry, ...]  # of the account, in its order

    @property
    def why(self) -> str:
        """What is asked, in the words of the first of its items."""
        return self.items[0].why

    @property
    def examples(self) -> str:
        """The first things that it is about, each with what is proposed."""
        items = [(item.about, item.propose) for item in self.items[:_EXAMPLES]]
        shown = [f"{about}{f' ({propose}?)' if propose else ''}" for about, propose in items]
        more = len(self.items) - _EXAMPLES
        return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")

    @property
    def places(self) -> int:
        """At how many places it is asked."""
        return sum(len(item.targets) for item in self.items)

    @property
    def if_left(self) -> str:
        """What happens where nobody answers it."""
        meanwhile = {item.meanwhile: None for item in self.items if item.meanwhile}
        if meanwhile:
            return f"it is {' or '.join(meanwhile)} until then"
        return _IF_LEFT.get(self.kind, "it stands in the report, and not in the plan")

    @property
    def can_be_answered(self) -> bool:
        """Whether an answer of a few words will do; else the files are changed by hand."""
        is_word = self.kind != "progress" or bool(self.items[0].text)
        return self.kind in READERS and is_word


def group_questions(entries: Iterable[AccountEntry]) -> tuple[PaperQuestion, ...]:
    """The questions of an account, in its order: one for all that is asked alike."""
    groups: dict[tuple[str, str], dict[tuple[str, str], list[AccountEntry]]] = {}
    for entry in entries:
        if entry.fate is Fate.ASKED:
            items = groups.setdefault((value_kind(entry.to), _in_general(entry.why)), {})
            items.setdefault((entry.text, entry.propose), []).append(entry)
    questions = []
    for (kind, _), of_words in groups.items():
        lists = [*of_words.values()]
        asked = tuple(QuestionItem.of(of_word) for of_word in lists)
        questions.append(PaperQuestion(kind, asked, tuple(chain.from_iterable(lists))))
    return tuple(questions)


@lru_cache(maxsize=4096)
def _in_general(why: str) -> str:
    """What is asked, without the words and numbers of one case."""
    return _NUMBER.sub("…", _VALUES.sub("…", DATE_PATTERN.sub("…", _QUOTED.sub("…", why))))


def unsure_columns(entries: Iterable[AccountEntry]) -> dict[str, str]:
    """The headings that are not known for sure, each once, with what they are taken for."""
    columns: dict[str, str] = {}
    for entry in entries:
        if entry.fate is not Fate.STRUCTURE:
            continue
        if entry.to == HEADING_TARGET:
            columns.setdefault(entry.text, LEAVE_OUT)
        elif entry.to.startswith(_COLUMN) and entry.sure:
            columns.setdefault(entry.text, entry.to.removeprefix(_COLUMN))
    return columns


def ask_once(entries: Sequence[AccountEntry]) -> list[AccountEntry]:
    """The account with one entry for what is asked alike of one word, or of no word at all.

    That entry names all places; the words of the others stay where they are, with the first named.
    """
    targets: dict[tuple[str, ...], dict[str, None]] = {}
    for entry in entries:
        if entry.fate is Fate.ASKED:
            targets.setdefault(_asked_alike(entry), {})[entry.to] = None
    reported: list[AccountEntry] = []
    named: set[tuple[str, ...]] = set()
    for entry in entries:
        alike = _asked_alike(entry)
        if entry.fate is not Fate.ASKED:
            reported.append(entry)
        elif alike not in named:
            named.add(alike)
            reported.append(entry._replace(to=", ".join(targets[alike])))
        elif entry.text:
            why = f"asked once, of {next(iter(targets[alike]))}"
            reported.append(entry._replace(fate=Fate.READ, why=why, propose="", meanwhile=""))
    return reported


def _asked_alike(entry: AccountEntry) -> tuple[str, ...]:
    return (value_kind(entry.to), entry.text, entry.propose, entry.why)


def value_kind(target: str) -> str:
    """Of which kind a value is, by where it goes."""
    if target.startswith(COLUMN_ASKED):
        return _OF_COLUMN
    is_omission = target.startswith(OMITTED_ACTIONS)
    return _OMISSION if is_omission else target.rpartition(" ")[2]


class AnswerReader(NamedTuple):
    """How an answer is read, and what it can be."""

    reads: Callable[[str], object]
    help: str


def _choice(kind: type[StrEnum]) -> AnswerReader:
    """One of the words of a kind."""

    def read(reply: str) -> StrEnum:
        try:
            return kind(reply)
        except ValueError:
            hint = f"one of {', '.join(kind)}"
            raise Unreadable(f"“{reply}” is no {kind.__name__.lower()}", hint) from None

    return AnswerReader(read, f"One of {', '.join(kind)}.")


class Answer(StrEnum):
    """What may become of actions that were taken out of the paper."""

    KEEP = KEEP
    LEAVE = LEAVE


def _read_column_key(reply: str) -> str:
    key = column_key(reply)
    if not key:
        hint = f"one of {', '.join(COLUMN_KEYS)}"
        raise Unreadable(f"“{reply}” is nothing that a column holds", hint)
    return key


def _read_post(reply: str) -> str:
    if says_no_lead(reply):
        raise Unreadable(f"“{reply}” names no post", "leave it open, or name the post")
    return reply


_DAY: Final = AnswerReader(read_day, "A day, such as 29 Feb 2024.")
_RATING: Final = _choice(Rating)
# By the last word of where the answer goes.
READERS: Final[Mapping[str, AnswerReader]] = {
    "timescale": AnswerReader(
        read_timescale, "What it means, such as 29 Feb 2024, Feb 2024 board or Q3 2023-24."
    ),
    "milestone": AnswerReader(read_timescale, "When the step is due, such as 29 Feb 2024."),
    "completed": _DAY,
    "note": _DAY,
    "extension": AnswerReader(read_day, "The day of the board that agreed to it."),
    "progress_rag": _RATING,
    "impact_rag": _RATING,
    "status": _choice(Status),
    "review": _choice(Review),
    "leads": AnswerReader(
        _read_post, "The post that leads it, such as Head of Service; not the name of a person."
    ),
    _OMISSION: _choice(Answer)._replace(
        help=f"{KEEP} takes them into the plan; {LEAVE} leaves them in the report."
    ),
    _OF_COLUMN: AnswerReader(_read_column_key, f"What it holds: one of {', '.join(COLUMN_KEYS)}."),
    "ref": AnswerReader(str, "A ref that no other action has."),
    "progress": AnswerReader(str, "The words of the note."),
    "date": AnswerReader(read_day_or_month, "The day or month of the paper."),
    "title": AnswerReader(str, "What it is called."),
    "organisation": AnswerReader(str, "Whose plan it is."),
    "version": AnswerReader(str, "The version of the paper."),
}
_IF_LEFT: Final[Mapping[str, str]] = {
    "timescale": "the action has no date until then",
    "milestone": "the step has no date until then",
    "completed": "it has no day of completion, which check says where it is complete",
    "note": "the note has no day",
    "leads": "nobody but whom the paper names leads it",
    "progress_rag": "it has no rating of its own: the computed one stands",
    "impact_rag": "its effect is not rated",
    "ref": "it keeps the number that planctl gave it",
    "review": "nothing says how often it is looked at",
    _OF_COLUMN: "nothing of its table is in the plan",
    _OMISSION: "they are left out of the plan",
}
