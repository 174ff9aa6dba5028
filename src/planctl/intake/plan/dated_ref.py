"""The ref of a record; one that Excel took for a date, such as 1-1, is asked about."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from planctl.intake.account import AccountEntry, Answers, Fate
from planctl.intake.plan.draft_action import answer_key
from planctl.intake.table.record import PaperRecord
from planctl.model.choice import quoted_list
from planctl.model.label import to_label
from planctl.model.timescale_grammar import MONTH_NUMBERS

_DATE: Final = re.compile(
    r"\d{4}-(?P<month>\d\d)-(?P<day>\d\d)(?: 00:00)?"  # as Excel keeps it
    r"|(?P<before>\d{1,2})[- ](?P<name>[A-Za-z]{3,9})(?:[- ]\d{2,4})?"  # as CSV has it: 01-Jan
    r"|(?P<named>[A-Za-z]{3,9})[- ](?:19|20)?(?P<after>\d\d)"  # and Jan-01
)
_SIGN: Final = re.compile(r"\d+([^\w\s])\d+")
_USUAL_SIGN: Final = "-"
_SHOWN: Final = 4  # other refs that the question names

_Numbers = tuple[int, int]


def record_ref(record: PaperRecord) -> str:
    """The ref that a row gives; empty where it gives none."""
    return to_label(record.words("ref").rstrip(" .").lstrip()).rstrip(" .")


def mend_dated_refs(records: Sequence[PaperRecord], answers: Answers) -> Iterator[AccountEntry]:
    """Give refs that became dates their two numbers again, and ask once whether it is these.

    Until somebody answers they are written with a hyphen; the sign of the answer holds for all.
    """
    labels = dict.fromkeys(map(record_ref, records))
    dates = {label: numbers for label in labels if (numbers := _day_and_month(label))}
    if not dates:
        return
    if len({day for day, _ in dates.values()}) > len({month for _, month in dates.values()}):
        # The first of the two numbers stays the same for longer.
        dates = {label: (month, day) for label, (day, month) in dates.items()}
    first = next(iter(dates))
    target = f"{_write_ref(dates[first])} ref"
    answer = answers.get(answer_key(target, first), "")
    sign = _SIGN.fullmatch(answer)
    refs = {label: _write_ref(dates[label], sign[1] if sign else _USUAL_SIGN) for label in dates}
    refs[first] = answer or refs[first]
    is_open = not answer
    for record in records:
        if (label := record_ref(record)) not in refs:
            continue
        for piece in record.said("ref"):
            why = f"Excel made a date of it; read as {refs[label]}{': you said so' * bool(answer)}"
            entry = piece.entry(Fate.READ, f"{refs[label]} ref", why)
            if is_open:
                question = _question(dates, first)
                entry = entry._replace(fate=Fate.ASKED, why=question, propose=refs[first])
            is_open = False
            yield entry
        piece = record.pieces["ref"][0]
        record.pieces["ref"] = [piece._replace(text=refs[label], is_again=True)]


def _day_and_month(label: str) -> _Numbers | None:
    """The numbers of a ref that is a date; none for any other."""
    match = _DATE.fullmatch(label)
    if match is None:
        return None
    if match["day"]:
        return int(match["day"]), int(match["month"])
    month = MONTH_NUMBERS.get((match["name"] or match["named"]).lower())
    return (int(match["before"] or match["after"]), month) if month else None


def _write_ref(numbers: _Numbers, sign: str = _USUAL_SIGN) -> str:
    return f"{numbers[0]}{sign}{numbers[1]}"


def _question(dates: Mapping[str, _Numbers], first: str) -> str:
    numbers = dates[first]
    why = f"Excel made a date of it: was it {_write_ref(numbers)} or {_write_ref(numbers, '.')}?"
    others = [label for label in dates if label != first]
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    named = f" The answer holds for {quoted_list(others[:_SHOWN])}{more} too." if others else ""
    return f"{why}{named}"
