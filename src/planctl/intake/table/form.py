"""Forms: a page or a card for each action, with labels and what stands beside or below them.

A form is turned into a table of a header and a row, so that all else reads it as any other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple, cast

from planctl.intake.account import DerivedText
from planctl.intake.lexicon.field import PROMISES, Reads, field_of
from planctl.intake.read.paper import (
    EMPTY_CELL,
    Paper,
    PaperCell,
    PaperLine,
    PaperPart,
    PaperRow,
    Paragraph,
)
from planctl.intake.table.column import known_keys, names_actions, normalize_heading
from planctl.intake.table.header import is_header

_FEWEST: Final = 3  # labels of a form that are known
_LONGEST: Final = 60  # characters of a label
_LINE: Final = re.compile(r"(?P<label>[^:?]{1,59}[^:?\s])\s*[:?]\s*(?P<value>.*)")
# The label of an action with its number: Action 1.2, Recommendation no. 3.
_NUMBERED: Final = re.compile(
    r"(?P<label>(?:action|recommendation|rec|task|item|improvement)(?: (?:no\.?|number|ref))?)"
    r"[ #]*(?P<ref>[A-Z]{0,6}[-/]?\d+(?:[.\-/]\d+)*[a-z]?)",
    re.IGNORECASE,
)
_HEADED: Final = re.compile(
    rf"(?:{_NUMBERED.pattern}|(?P<own>[A-Z]{{0,6}}[-/]?\d+(?:\.\d+)+[a-z]?))\s*[.:)–-]*\s*(?P<title>.*)",
    re.IGNORECASE,
)
FORM_HEADING: Final = "heading of a form"
_REF: Final = PaperCell((Paragraph(DerivedText("Ref")),))
_TITLE: Final = PaperCell((Paragraph(DerivedText("Title")),))


class _Pair(NamedTuple):
    """A label, and what stands beside it."""

    label: PaperCell
    value: PaperCell
    key: str  # empty where the label is not known


class _Form(NamedTuple):
    """A form as it stands in the paper."""

    pairs: Sequence[_Pair]
    place: str
    table: str

    @property
    def keys(self) -> set[str]:
        """What its labels are known as."""
        return {pair.key for pair in self.pairs}


_Part = PaperPart | _Form


def unfold_forms(paper: Paper, user_keys: Mapping[str, str]) -> list[PaperPart]:
    """The paper with each form as a table of a header and a row."""
    parts: list[_Part] = []
    for name, group in groupby(paper, key=_table):
        of_table = list(group)
        if name is None:
            parts += _line_forms(cast("list[PaperLine]", of_table), user_keys)
        else:
            rows = cast("list[PaperRow]", of_table)
            forms = _table_forms(rows, user_keys)
            parts += [_Form(form, rows[0].place, name) for form in forms] or rows
    forms_headed = [n for n, part in enumerate(parts) if isinstance(part, _Form)]
    are_titles = len(forms_headed) > 1 and all(_heading_before(parts, n) for n in forms_headed)
    for number in forms_headed:
        _take_heading(parts, number, is_title=are_titles)
    unfolded: list[PaperPart] = []
    for name, group_of in groupby(parts, key=_form_table):
        if name is None:
            unfolded += cast("list[PaperPart]", list(group_of))
        else:
            unfolded += _form_rows(cast("list[_Form]", list(group_of)))
    return unfolded


def _form_table(part: _Part) -> str | None:
    return part.table if isinstance(part, _Form) else None


def _heading_before(parts: Sequence[_Part], number: int) -> PaperLine | None:
    line = parts[number - 1] if number else None
    is_heading = isinstance(line, PaperLine) and not line.beside and len(line.text) <= _LONGEST * 2
    return line if is_heading and isinstance(line, PaperLine) and line.heading else None


def _take_heading(parts: list[_Part], number: int, *, is_title: bool) -> None:
    """Give a form the ref and the title that the line above it says."""
    line, form = parts[number - 1] if number else None, parts[number]
    if not isinstance(line, PaperLine) or line.beside or not isinstance(form, _Form):
        return
    numbered = _HEADED.fullmatch(line.text) if len(line.text) <= _LONGEST * 2 else None
    title = line.text if is_title else ""
    pairs = [*form.pairs]
    if numbered:
        title = numbered["title"]
        ref = DerivedText(numbered["ref"] or numbered["own"])
        if "ref" not in form.keys:
            pairs.insert(0, _Pair(_REF, PaperCell((Paragraph(ref),)), "ref"))
    if title and "title" not in form.keys:
        pairs.append(_Pair(_TITLE, PaperCell((Paragraph(DerivedText(title)),)), "title"))
    if numbered or is_title:
        parts[number - 1] = line._replace(beside=FORM_HEADING)
        parts[number] = form._replace(pairs=pairs)


def _line_forms(lines: Sequence[PaperLine], user_keys: Mapping[str, str]) -> Iterator[_Part]:
    """The lines, with those that are labels and values as forms."""
    run: list[PaperLine] = []
    pairs: list[_Pair] = []
    for line in [*lines, None]:
        pair = _line_pair(line, user_keys) if line else None
        if line and pair:
            run.append(line)
            pairs.append(pair)
        elif line and pairs and _continues(line, pairs[-1]):
            run.append(line)
            pairs[-1] = pairs[-1]._replace(
                value=_add_cell(pairs[-1].value, PaperCell((Paragraph(line.text, line.is_item),)))
            )
        else:
            yield from _end_run(run, pairs, user_keys)
            run, pairs = [], []
            yield from (line,) if line else ()


def _line_pair(line: PaperLine, user_keys: Mapping[str, str]) -> _Pair | None:
    if line.heading or line.beside:
        return None
    match = _LINE.fullmatch(line.text)
    numbered = _NUMBERED.match(line.text)
    label, value = (match["label"], match["value"]) if match else (line.text, "")
    if not match and numbered:
        label, value = numbered[0], line.text[numbered.end() :].strip(" .–-")
    cell = PaperCell((Paragraph(value),) if value else ())
    pair = _pair(PaperCell((Paragraph(label),)), cell, user_keys)
    return pair if pair.key else None


def _continues(line: PaperLine, pair: _Pair) -> bool:
    is_more = line.is_item or not pair.value.paragraphs
    return is_more and not line.heading and not line.beside


def _end_run(
    run: Sequence[PaperLine], pairs: Sequence[_Pair], user_keys: Mapping[str, str]
) -> Iterator[_Part]:
    keys = {pair.key for pair in pairs}
    promises = {key for key in keys if field_of(key).reads in PROMISES}
    if "actions" in keys and promises and _is_form(pairs, user_keys):
        table = f"form at {run[0].place}"
        yield from (_Form(form, run[0].place, table) for form in _split_forms(pairs))
    else:
        yield from run


def _table(part: PaperPart) -> str | None:
    return part.table if isinstance(part, PaperRow) else None


def _table_forms(
    rows: Sequence[PaperRow], user_keys: Mapping[str, str]
) -> Sequence[Sequence[_Pair]]:
    """The forms of a table, whose labels stand before their values; none for any other table."""
    if len(rows) < _FEWEST - 1:
        return ()
    if is_header(rows[0], user_keys):
        return ()
    columns = _value_columns(rows)
    turned = [[_pair(row.cells[0], row.cells[n], user_keys) for row in rows] for n in columns]
    if len(columns) > 1 and all(_is_form(form, user_keys) for form in turned):
        return turned
    pairs = [pair for row in rows for pair in _row_pairs(row, user_keys)]
    # What a person named below the first row is a label, and heads no column.
    labels = [normalize_heading(pair.label.text) for pair in pairs]
    named = {label: user_keys[label] for label in labels if label in user_keys}
    is_label = columns == [1] and (len(named) > 1 or {*named} != {*labels[:1]})
    is_named = is_label and names_actions(named.values())
    return _split_forms(pairs) if is_named or _is_form(pairs, user_keys) else ()


def _row_pairs(row: PaperRow, user_keys: Mapping[str, str]) -> Iterator[_Pair]:
    cells = [cell for cell in row.cells if not cell.of_left]
    if len(cells) % 2 == 0:
        for label, value in zip(cells[::2], cells[1::2], strict=True):
            if label.text or value.text:
                yield _pair(label, value, user_keys)


def _value_columns(rows: Sequence[PaperRow]) -> list[int]:
    """The columns after the first in which anything stands."""
    width = min(len(row.cells) for row in rows)
    return [n for n in range(1, width) if any(row.cells[n].text for row in rows)]


def _pair(label: PaperCell, value: PaperCell, user_keys: Mapping[str, str]) -> _Pair:
    (key,) = known_keys([label.text], user_keys)
    numbered = _NUMBERED.fullmatch(label.text.rstrip(" :"))
    return _Pair(label, value, "actions" if numbered else key)


def _is_form(pairs: Sequence[_Pair], user_keys: Mapping[str, str]) -> bool:
    """Whether most labels are known, one is of the action, and no value is a label itself."""
    keys = {pair.key for pair in pairs if field_of(pair.key).reads is not Reads.NOTHING}
    standing = {field_of(key).stands_for for key in {pair.key for pair in pairs}}
    acts = "actions" in keys | standing
    values = [pair.value.text for pair in pairs]
    heads = [key for key in known_keys(values, user_keys) if key]
    known = [pair for pair in pairs if pair.key]
    named = {pair.key for pair in pairs if normalize_heading(pair.label.text) in user_keys}
    fewest = _FEWEST - 1 if named else _FEWEST
    is_most = len(known) * 2 > len(pairs) > len(heads) * 2
    return acts and is_most and len(keys | {pair.key for pair in known}) >= fewest


def _split_forms(pairs: Sequence[_Pair]) -> list[list[_Pair]]:
    """The pairs of each form: one begins where the first label comes once more."""
    forms: list[list[_Pair]] = []
    first = _name(pairs[0])
    for pair in pairs:
        if not forms or _name(pair) == first:
            forms.append([])
        forms[-1].append(pair)
    return forms


def _name(pair: _Pair) -> str:
    words = pair.label.text.rstrip(" :")
    numbered = _NUMBERED.fullmatch(words)
    return normalize_heading(numbered["label"] if numbered else words)


def _form_rows(forms: Sequence[_Form]) -> Iterator[PaperRow]:
    """A header of all labels, and for each form a row, with its own labels once more above it."""
    by_name = [_named_pairs(form.pairs) for form in forms]
    header: dict[str, PaperCell] = {}
    for pairs in reversed(by_name):
        header = {name: pair.label for name, pair in pairs.items()} | {
            name: cell for name, cell in header.items() if name not in pairs
        }
    seen: set[str] = set()
    for form, pairs in zip(forms, by_name, strict=True):
        again = {name: pair.label for name, pair in pairs.items() if name in seen}
        # Labels that stand before several actions are there once.
        if any(cell is not header[name] for name, cell in again.items()) or not seen:
            cells = again if seen else header
            row = tuple(cells.get(name, EMPTY_CELL) for name in header)
            yield PaperRow(form.place, row, form.table, is_header=True)
        values = (pairs[name].value if name in pairs else EMPTY_CELL for name in header)
        yield PaperRow(form.place, tuple(values), form.table)
        seen |= {*pairs}


def _named_pairs(pairs: Sequence[_Pair]) -> dict[str, _Pair]:
    """The pairs of a form by their labels; one that comes again has a column of its own."""
    by_name: dict[str, _Pair] = {}
    has_ref = any(pair.key == "ref" for pair in pairs)
    for pair in pairs:
        numbered = _NUMBERED.fullmatch(pair.label.text.rstrip(" :"))
        own = pair
        if numbered and not has_ref:
            has_ref = True
            by_name["ref"] = _Pair(_REF, PaperCell((Paragraph(numbered["ref"]),)), "ref")
            own = pair._replace(label=PaperCell((Paragraph(numbered["label"]),)))
        name = _name(pair)
        while name in by_name:
            name += "+"
        by_name[name] = own
    return by_name


def _add_cell(cell: PaperCell, more: PaperCell) -> PaperCell:
    return cell._replace(paragraphs=(*cell.paragraphs, *more.paragraphs))
