"""What became of each thing on filled forms, in words and for programs."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from planctl.model.problem import Problem
from planctl.model.words import printable_text


class FormFate(StrEnum):
    """What became of something on a form."""

    TAKEN = "taken"
    THERE = "there already"
    REFUSED = "refused"  # it no longer fits the plan
    UNREAD = "not read"  # it is no answer that can be taken
    NOTED = "noted"  # it was taken, and is worth a look


TROUBLE: Final = frozenset({FormFate.REFUSED, FormFate.UNREAD})


class FormOutcome(NamedTuple):
    """What became of one thing on a form."""

    fate: FormFate
    file: str
    ref: str
    what: str
    place: str
    wrote: str
    why: str = ""
    hint: str = ""
    was: str | None = None  # what the form was made from, where the plan has changed since
    now: str | None = None  # what the plan says instead


def outcomes_text(outcomes: Sequence[FormOutcome], *, written: bool) -> str:
    """Every outcome, what was not taken with all that was written; and how many of each."""
    lines = [line for outcome in outcomes for line in _outcome_lines(outcome, written=written)]
    counts = [f"{_count(outcomes, fate)} {_fate_words(fate, written=written)}" for fate in FormFate]
    shown = [count for count in counts if not count.startswith("0 ")]
    lines.append(
        f"{'; '.join(shown)}." if shown else "The forms say nothing: no field is filled in."
    )
    return "".join(f"{printable_text(line)}\n" for line in lines)


def outcomes_json(outcomes: Sequence[FormOutcome], brought: Sequence[Problem]) -> dict[str, object]:
    """The same for programs; keys may be added, never changed."""
    return {
        "outcomes": [{**outcome._asdict(), "fate": outcome.fate.value} for outcome in outcomes],
        "counts": {fate.value.replace(" ", "_"): _count(outcomes, fate) for fate in FormFate},
        "brought": [
            {"code": each.rule.code, "ref": each.ref, "message": each.message, "hint": each.hint}
            for each in brought
        ],
    }


def _count(outcomes: Sequence[FormOutcome], fate: FormFate) -> int:
    return sum(outcome.fate is fate for outcome in outcomes)


def _fate_words(fate: FormFate, *, written: bool) -> str:
    return "would be taken" if fate is FormFate.TAKEN and not written else fate.value


def _outcome_lines(outcome: FormOutcome, *, written: bool) -> Iterator[str]:
    name = f"{outcome.ref} {outcome.what}".strip()
    where = f"{outcome.file}: {outcome.place}" if outcome.place else outcome.file
    fate = _fate_words(outcome.fate, written=written)
    start = f"{name} {fate}" if name else fate
    yield f"{start}: {outcome.why} ({where})" if outcome.why else f"{start} ({where})"
    if outcome.fate in {FormFate.TAKEN, FormFate.THERE}:
        return
    if outcome.now is not None:
        yield from _block("the form was made when the plan said", outcome.was or "nothing")
        yield from _block("the plan says now", outcome.now or "nothing")
    if outcome.wrote:
        yield from _block("the form says", outcome.wrote)
    if outcome.hint:
        yield f"  hint: {outcome.hint}"


def _block(name: str, text: str) -> Iterator[str]:
    first, *more = text.splitlines() or [""]
    yield f"  {name}: {first}"
    yield from (f"    {line}" for line in more)
