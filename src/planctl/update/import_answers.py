"""The file of answers of an import: what planctl asks, to be filled in and given again.

Every import writes it. An answer is a value, “yes” for what is proposed, or a value for each ref;
what has no answer stays open. What was answered once is kept in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from planctl.intake.account import AccountEntry, Answers
from planctl.intake.question import QuestionItem, group_questions, ref_of, unsure_columns
from planctl.intake.table.column import COLUMN_KEYS, normalize_heading
from planctl.load.content import FileFault, decode_text, parse_yaml
from planctl.load.source import file_bytes
from planctl.model.nearest_name import suggest_name
from planctl.model.problem import Stop
from planctl.model.timescale_grammar import Unreadable
from planctl.model.words import json_text
from planctl.save.files import write_file

_LIMIT: Final = 20_000_000  # bytes of such a file
_FORM: Final = "keep the form in which planctl wrote it, or take it away and import once more"
_HEAD: Final = """\
# What planctl asks about the paper. Write an answer behind “answer:”, and give this file again with
# planctl import PAPER --update --answers FILE (without --update where the plan is to be made anew).
# An answer is a value, yes for what is proposed, or no for what is so if it is left; where it
# differs from action to action, one behind each ref: {1.2: 3 May 2026, 1.3: 12 June 2026}. What
# has no answer stays open.
"""
_AS_LEFT: Final = "no"  # an answer by which holds what holds without any
_ANSWERED: Final = "# What was answered so far; take a line out to be asked again.\n"
_COLUMN: Final = "the column “"  # how the answer about a column is called
Content = Any  # whatever a file holds


class GivenAnswers(NamedTuple):
    """What a person has answered: by what was asked, and what columns hold by their headings."""

    answers: Answers = MappingProxyType({})
    columns: Mapping[str, str] = MappingProxyType({})


def read_answers(path: Path) -> GivenAnswers:
    """The answers of a file, if it is there; ends the run where one of them cannot be meant."""
    if not path.exists():
        return GivenAnswers()
    try:
        content = parse_yaml(decode_text(file_bytes(path, _LIMIT))) or {}
    except OSError as error:
        raise Stop(f"{path} could not be read: {error.strerror}", _FORM) from None
    except FileFault as fault:
        raise Stop(f"{path}: line {fault.line} cannot be read", fault.hint or _FORM) from None
    try:
        answers = {str(key): str(value) for key, value in (content.get("answered") or {}).items()}
        for question in content.get("questions") or ():
            for item in question["about"]:
                answers |= _item_answers(path, item)
        answers |= dict(_column_answers(path, content.get("columns") or ()))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Stop(f"{path} is no file of answers of an import", _FORM) from None
    columns = {
        normalize_heading(key.removeprefix(_COLUMN).removesuffix("”")): value
        for key, value in answers.items()
        if key.startswith(_COLUMN)
    }
    return GivenAnswers(answers, columns)


def _item_answers(path: Path, item: Content) -> dict[str, str]:
    """The answers that stand at one thing that was asked."""
    reply = item.get("answer")
    asked = QuestionItem(item.get("word") or "", tuple(item["for"]), item.get("proposal") or "")
    by_ref = {str(k): str(v) for k, v in reply.items()} if isinstance(reply, dict) else {}
    refs = [ref_of(target) for target in asked.targets]
    stray = next((ref for ref in by_ref if ref not in refs), "")
    if stray:
        message = f"{path}: “{stray}” is none of the actions that are asked about"
        raise Stop(message, f"they are {', '.join(refs)}")
    values = by_ref or (dict.fromkeys(refs, str(reply)) if reply else {})
    answers: dict[str, str] = {}
    for value in dict.fromkeys(values.values()):
        of = {ref for ref, given in values.items() if given == value}
        try:
            answers |= asked.answers(value, of) if by_ref else asked.answers(value)
        except Unreadable as fault:
            if value.strip().casefold() != _AS_LEFT:
                message = f"{path}: the answer for {', '.join(asked.targets)}: {fault.message}"
                raise Stop(message, fault.hint) from None
    return answers


def _column_answers(path: Path, columns: Sequence[Content]) -> Iterator[tuple[str, str]]:
    for column in columns:
        answer = str(column.get("answer") or "").strip()
        key = answer.replace(" ", "_") if answer.replace(" ", "_") in COLUMN_KEYS else answer
        if answer and key not in COLUMN_KEYS:
            hint = suggest_name(key, COLUMN_KEYS) or f"it is one of {', '.join(COLUMN_KEYS)}"
            raise Stop(f"{path}: a column cannot hold “{answer}”", hint)
        if answer:
            yield f"{_COLUMN}{column['heading']}”", key


def answers_path(report: Path) -> Path:
    """Where the answers of an import stand: beside its report."""
    return report.with_name(f"{report.name.removesuffix('report')}answers.yaml")


def write_answers(path: Path, paper: str, entries: Sequence[AccountEntry], given: Answers) -> None:
    """Write the file of answers: what is open, and what was answered so far."""
    text = "".join(_answer_lines(paper, entries, given))
    write_file(path, text.encode("utf-8"))


def _answer_lines(paper: str, entries: Sequence[AccountEntry], given: Answers) -> Iterator[str]:
    columns = unsure_columns(entries)
    questions = [each for each in group_questions(entries) if each.can_be_answered]
    yield _HEAD
    yield f"paper: {_json(paper)}\n"
    yield from ["columns:\n"] if columns else ()
    for heading, key in columns.items():
        yield f"  - heading: {_json(heading)}\n    taken for: {_json(key)}\n    answer:\n"
    yield from ["questions:\n"] if questions else ()
    for question in questions:
        yield f"  - question: {_json(f'{question.kind}: {question.why}')}\n"
        yield f"    if left: {_json(question.if_left)}\n    about:\n"
        for item in question.items:
            yield from _item_lines(item)
    yield from [_ANSWERED, "answered:\n"] if given else ()
    for key, value in given.items():
        yield f"  {_json(key)}: {_json(value)}\n"


def _item_lines(item: QuestionItem) -> Iterator[str]:
    keys = ", ".join(map(_json, item.targets))
    yield f"      - for: [{keys}]\n"
    if item.text:
        yield f"        word: {_json(item.text)}\n"
    if item.propose:
        yield f"        proposal: {_json(item.propose)}\n"
    yield "        answer:\n"


def _json(text: str) -> str:
    return json_text(text, indent=None)
