"""What is on a filled sheet, whatever program wrote it, and which action each row belongs to.

A ref may have been taken out, have lost its last zero (1.10 made a number), have been typed over,
or have gone to another action of the plan since the form was made. Where the words beside a ref
are not those of its action, nothing is taken from there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from planctl.forms.layout import PROMPTS, ShownRow, fingerprint
from planctl.model.label import plain_blanks
from planctl.model.timescale_grammar import shorten

# How Excel keeps a sign that XML cannot hold, such as the first half of a line end of Windows.
_ESCAPED_SIGN: Final = re.compile("_x00([01][0-9A-Fa-f])_")
STRIKE_FAULT: Final = "words of it are struck through, and might be meant or not"
_LINE_ENDS: Final = re.compile("\r\n?|\x0b|\u2028|\u2029")


IDENTIFYING_ROWS: Final = (ShownRow.ACTION, ShownRow.TASKS)  # the words by which an action is known
_COPY: Final = "make a new form, and copy into it what still holds"
_AGAIN: Final = "put the right ref beside each of its rows, or make a new form"

RowPrints = Mapping[str, Sequence[str]]  # of the rows of each action, as the form was made
ActionWords = Mapping[
    str, Mapping[str, str]
]  # of each action of the plan now, by its ref and the row


class PlacedText(NamedTuple):
    """What stands at a place; with a fault where it cannot be taken for a text."""

    place: str  # as a person would find it
    text: str
    fault: str = ""
    links: tuple[str, ...] = ()  # the addresses that its words lead to


class FormRow(NamedTuple):
    """A row of the table of a form, as it is now."""

    ref: str
    item: str
    shown: PlacedText
    answer: PlacedText
    lost_field: bool = False  # the answer stands where the field itself is gone
    is_number: bool = False  # the ref is a number, which may have lost a nought


class FormContent(NamedTuple):
    """All that a file holds."""

    rows: tuple[FormRow, ...]
    others: tuple[PlacedText, ...]  # texts outside the tables
    besides: tuple[PlacedText, ...]  # what no form is made with: comments, notes, pictures
    pairs: tuple[tuple[str, str], ...]  # names and values that may be a record


def strip_prompt(text: str) -> str:
    """What was written beside the prompt of a field, where that was left standing."""
    for prompt in PROMPTS:
        text = text.removeprefix(prompt).removesuffix(prompt).strip()
    return text


def hidden_addresses(links: Iterable[str], text: str) -> tuple[str, ...]:
    """The addresses behind some words that the words themselves do not say."""
    small = text.casefold()
    return tuple(
        link
        for link in dict.fromkeys(links)
        if link.casefold().removeprefix("mailto:").rstrip("/") not in small
    )


def plain_form_text(text: str) -> str:
    """A text with the line ends that plan files have; a prompt that was left is nothing."""
    text = _ESCAPED_SIGN.sub(lambda match: chr(int(match[1], 16)), text)
    text = _LINE_ENDS.sub("\n", text)
    return "" if plain_blanks(text) in PROMPTS else text


class WrongRef(NamedTuple):
    """Why nothing is taken of what stands beside a ref, and what to do."""

    why: str
    hint: str


def assign_row_refs(
    rows: Iterable[FormRow], made: Mapping[str, Sequence[str]]
) -> Iterator[FormRow]:
    """The rows, each with its ref, also where that was taken out and only one can be meant."""
    above = ""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        unseen = {ref: prints for ref, prints in made.items() if (ref, row.item) not in seen}
        is_stated = row.ref and not (row.is_number and made)
        above = row.ref if is_stated else _infer_ref(row, above, unseen)
        seen.add((above, row.item))
        yield row._replace(ref=above)


def _infer_ref(row: FormRow, above: str, made: Mapping[str, Sequence[str]]) -> str:
    """The ref of the row above where the form had such a row there, else the only one that fits."""
    words = (row.item, row.shown.text)
    fitting = [ref for ref, prints in made.items() if fingerprint(ref, *words) in prints]
    return above if above in fitting else fitting[0] if len(fitting) == 1 else ""


def find_wrong_refs(
    rows: Iterable[FormRow], made: RowPrints, plan: ActionWords
) -> Mapping[str, WrongRef]:
    """The refs of a form whose words are not those of their action."""
    rows = list(rows)
    by_ref: dict[str, list[FormRow]] = defaultdict(list)
    for row in rows:
        by_ref[row.ref].append(row)
    places = {(row.ref, row.item) for row in rows}
    strays = {
        ref: _check_other_refs(_others_on_form(ref, by_ref[ref], made, places))
        or _check_titles(ref, by_ref[ref], plan)
        or _check_words(ref, by_ref[ref], made, plan)
        for ref in by_ref
    }
    return {ref: stray for ref, stray in strays.items() if stray}


def _others_on_form(
    ref: str, rows: Iterable[FormRow], made: RowPrints, places: set[tuple[str, str]]
) -> set[str]:
    """The refs that the rows beside a ref were made for, where they were made for others."""
    return {
        other
        for row in rows
        if row.shown.text.strip() and _fingerprint_of(ref, row) not in made.get(ref, ())
        for other, prints in made.items()
        if other.casefold() != ref.casefold() and _fingerprint_of(other, row) in prints
        if row.item in IDENTIFYING_ROWS or (other, row.item) not in places
    }


def _check_other_refs(others: set[str]) -> WrongRef | None:
    if not others:
        return None
    why = f"the form has the words of another action beside this ref: those of {_refs(others)}"
    return WrongRef(why, _AGAIN)


def _check_titles(ref: str, rows: Iterable[FormRow], plan: ActionWords) -> WrongRef | None:
    """A ref that stands for two actions on the form."""
    shown = [row.shown.text for row in rows if row.item == ShownRow.ACTION]
    titles = list(dict.fromkeys(map(plain_blanks, shown)))
    if len(titles) <= 1:
        return None
    others = {
        other
        for other, words in plan.items()
        if other.casefold() != ref.casefold() and plain_blanks(words[ShownRow.ACTION]) in titles
    }
    named = " and ".join(f"“{shorten(title)}”" for title in titles)
    likely = f"; one of them is {_refs(others)} of the plan" if others else ""
    return WrongRef(f"this ref stands for two actions on the form, {named}{likely}", _AGAIN)


def _check_words(
    ref: str, rows: Sequence[FormRow], made: RowPrints, plan: ActionWords
) -> WrongRef | None:
    """A ref that is of another action of the plan now, or a number that may be of another."""
    own = [row for row in rows if row.item in IDENTIFYING_ROWS]
    if ref not in made and not own:
        return _check_number(rows)
    prints = made[ref] if ref in made else {_fingerprint_of(ref, row) for row in own}
    fits = {
        other: sum(fingerprint(ref, *pair) in prints for pair in words.items())
        for other, words in plan.items()
    }
    here = next((other for other in plan if other.casefold() == ref.casefold()), None)
    most = max(fits.values(), default=0)
    if here is not None and fits[here] and fits[here] == most:
        return None
    likely = {other for other in plan if fits[other] and fits[other] == most}
    return _explain_change(ref, plan[here][ShownRow.ACTION] if here else "", likely)


def _check_number(rows: Iterable[FormRow]) -> WrongRef | None:
    if not any(row.is_number for row in rows):
        return None
    why = "the ref became a number in Excel, which may have lost a nought (1.10 becomes 1.1)"
    return WrongRef(why, _AGAIN)


def _explain_change(ref: str, title: str, likely: set[str]) -> WrongRef | None:
    """What to say where the action of a ref is another now; nothing where nothing is known."""
    named = f"“{shorten(title)}”"
    now = f"the plan’s {ref} is another action now, {named}"
    if not title:
        now = f"the plan has no action “{ref}”"
    if likely:
        return WrongRef(f"{now}; the form’s words are those of {_refs(likely)}", _COPY)
    if title:
        return WrongRef(f"the plan’s {ref} is {named} now, and the form has other words", _COPY)
    return None


def _fingerprint_of(ref: str, row: FormRow) -> str:
    return fingerprint(ref, row.item, row.shown.text)


def _refs(refs: Iterable[str]) -> str:
    return " and ".join(sorted(refs))
