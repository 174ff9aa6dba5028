"""Leave out what the author of a paper took out or hid, and what Excel lost.

All of it is named, and asked about where whole actions are meant, or Excel shows an error.

An action is taken out where no word of its row is live, or none of what is to be done.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from planctl.intake.account import AccountEntry, Answers, Fate
from planctl.intake.read.paper import (
    LOST,
    Omission,
    Paper,
    PaperCell,
    PaperPart,
    PaperRow,
    Paragraph,
    paper_blocks,
)
from planctl.intake.table.column import PaperColumn
from planctl.intake.table.header import find_header
from planctl.model.choice import quoted_list
from planctl.model.timescale_grammar import shorten
from planctl.model.words import count_noun

KEEP: Final = "keep"  # the answer that takes such actions in
LEAVE: Final = "leave out"
LOST_CELLS: Final = "what Excel lost"  # how the question about its errors is called
OMITTED_ACTIONS: Final = "actions "  # how the name of such a question begins
_ERRORS_SHOWN: Final = 5
_MEND: Final = "open it in Excel, put right what is wrong, save it, and import it again"
_SHOWN: Final = 2  # actions that a question names
_OF_ACTION: Final = frozenset({"actions", "title"})
# A merged cell that begins in such a row is seen in the rows below it.
_HIDDEN_ROWS: Final = frozenset({Omission.HIDDEN_ROW, Omission.FILTERED, Omission.FOLDED})


def omission_target(how: Omission) -> str:
    """What a question about actions that were taken out is called."""
    return f"{OMITTED_ACTIONS}{how}"


def omitted_actions(entries: Iterable[AccountEntry]) -> str:
    """What an account says of actions that were taken out or lost; empty where none were."""
    targets = (OMITTED_ACTIONS, LOST_CELLS)
    asked = (e for e in entries if e.fate is Fate.ASKED and e.to.startswith(targets))
    return "; ".join(entry.why.partition("; ")[0] for entry in asked)


def drop_omitted(
    paper: Paper, user_keys: Mapping[str, str], answers: Answers
) -> tuple[list[PaperPart], list[AccountEntry]]:
    """The paper as far as it is live, and what became of the rest."""
    all_rows = (part for part in paper if isinstance(part, PaperRow))
    if not any(cell.omitted for row in all_rows for cell in row.cells):
        return list(paper), []
    reader = _OmissionReader(user_keys, answers)
    parts: list[PaperPart] = []
    for rows, lines in paper_blocks(paper):
        parts += reader.live_rows(rows) if rows else lines
    return parts, [*reader.entries, *reader.questions()]


class _OmissionReader:
    """Goes through the tables of a paper in which anything was taken out."""

    def __init__(self, user_keys: Mapping[str, str], answers: Answers) -> None:
        self._user_keys, self._answers = user_keys, answers
        self.entries: list[AccountEntry] = []
        self._errors: list[AccountEntry] = []
        self._rows: dict[Omission, list[PaperRow]] = {}  # those that say actions, as they were
        self._columns: Sequence[PaperColumn] = ()  # of the table before, which may go on

    def live_rows(self, rows: Sequence[PaperRow]) -> Iterator[PaperRow]:
        """The rows of a table that are live."""
        whole = list(map(_restore, rows))
        header = find_header(whole, self._user_keys, self._columns)
        self._columns = header.columns if header else ()
        actions = {n for n, column in enumerate(self._columns) if column.key in _OF_ACTION}
        above: dict[int, PaperCell] = {}  # of rows that are hidden, what is merged downwards
        for number, (row, restored) in enumerate(zip(rows, whole, strict=True)):
            how = _how_omitted(row, actions)
            is_header = header is not None and number in header.rows
            acts = any(cell.text for n, cell in enumerate(restored.cells) if n in actions)
            is_action = acts and not is_header
            if is_header and how in _HIDDEN_ROWS:
                yield restored  # what the columns hold is so, whether the row is seen or not
                continue
            if how is None:
                self._leave_words(row)
                yield _with_merged(row, above)
                above = {}
                continue
            is_kept = is_action and self._answers.get(omission_target(how)) == KEEP
            if is_action and (is_kept or how not in LOST):
                self._rows.setdefault(how, []).append(restored)
            if is_kept:
                yield restored
                continue
            if how in _HIDDEN_ROWS:
                cells = enumerate(restored.cells)
                above |= {n: cell for n, cell in cells if cell.text and not cell.of_above}
            self._leave_words(row, f"its action is {how}: left out")

    def _leave_words(self, row: PaperRow, why: str = "") -> None:
        """Leave the words that were taken out; where there is a reason, all of the row."""
        for cell in row.cells:
            for words, how in cell.omitted:
                entry = AccountEntry(row.place, words, Fate.LEFT, "", f"it is {how}: left out")
                (self._errors if how in LOST else self.entries).append(entry)
            self.entries += [
                AccountEntry(row.place, paragraph.text or paragraph.number, Fate.LEFT, "", why)
                for paragraph in (cell.paragraphs if why else ())
            ]

    def questions(self) -> Iterator[AccountEntry]:
        """One question for each way in which actions were taken out, or what was answered."""
        yield from self._error_entries()
        for how, rows in self._rows.items():
            names = [shorten(" ".join(row.filled)) for row in rows]
            more = len(names) - _SHOWN
            named = quoted_list(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
            subject = f"{count_noun(len(rows), 'action')} {'is' if len(rows) == 1 else 'are'} {how}"
            target, place = omission_target(how), rows[0].place
            answer = self._answers.get(target)
            fate = "taken all the same" if answer == KEEP else "left out"
            if answer:
                why = f"{subject} and {fate}, as you said: {named}"
                text = KEEP if answer == KEEP else LEAVE
                yield AccountEntry(place, text, Fate.MADE, target, why)
            else:
                why = f"{subject} and left out: {named}; {KEEP} takes them in"
                yield AccountEntry(place, "", Fate.ASKED, target, why, None, LEAVE)

    def _error_entries(self) -> Iterator[AccountEntry]:
        """The cells that Excel could not work out, with one question for all of them."""
        count = len(self._errors)
        subject = "1 cell holds" if count == 1 else f"{count} cells hold"
        cells = [f"{error.text} in {error.place}" for error in self._errors[:_ERRORS_SHOWN]]
        more = f" and {count - _ERRORS_SHOWN} more" if count > _ERRORS_SHOWN else ""
        why = (
            f"{subject} an error or a formula without its value: {', '.join(cells)}{more}; {_MEND}"
        )
        for entry in self._errors[:1]:
            yield entry._replace(fate=Fate.ASKED, to=LOST_CELLS, why=why)
        yield from self._errors[1:]


def _with_merged(row: PaperRow, above: Mapping[int, PaperCell]) -> PaperRow:
    """A row with what cells of hidden rows say that are merged with its own."""
    if not any(cell.of_above and n in above for n, cell in enumerate(row.cells)):
        return row
    cells = (
        above[n]._replace(of_above=True) if cell.of_above and n in above else cell
        for n, cell in enumerate(row.cells)
    )
    return row._replace(cells=tuple(cells))


def _restore(row: PaperRow) -> PaperRow:
    words = (tuple(Paragraph(item.text) for item in cell.omitted) for cell in row.cells)
    cells = (
        cell._replace(paragraphs=cell.paragraphs + omitted, omitted=())
        for cell, omitted in zip(row.cells, words, strict=True)
    )
    return row._replace(cells=tuple(cells))


def _how_omitted(row: PaperRow, actions: set[int]) -> Omission | None:
    """How a row was taken out, where no word of it is live, or none of what is to be done."""
    cells = row.cells
    of_action = [cells[n] for n in actions if n < len(cells)]
    is_live = any(cell.paragraphs for cell in cells)
    if is_live and (not of_action or any(cell.paragraphs for cell in of_action)):
        return None
    return next(
        (item.how for cell in (of_action if is_live else cells) for item in cell.omitted), None
    )
