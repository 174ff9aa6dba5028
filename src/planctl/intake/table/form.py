"""Forms: a page or a card for each action, with labels and what stands beside or below them.

A form is turned into a table of a header and a row, so that all else reads it as any other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple, cast

from planctl.intake.account import DerivedText
from planctl.intake.lexicon.field import PROMISES, field_of
from planctl.intake.read.paper import (
    EMPTY_CELL,
    Paper,
    PaperCell,
    PaperLine,
    PaperPart,
    PaperRow,
    Paragraph,
    paper_blocks,
)
from planctl.intake.table.column import known_keys, names_actions, normalize_heading
from planctl.intake.table.header import is_header

_FEWEST: Final = 3  # labels of a form that are known
_LONGEST: Final = 60  # characters of a label
_LINE: Final = re.compile(r"(?P<label>[^:?]{1,59}[^:?\s])\s*[:?]\s*(?P<value>.*)")
_NUMBERED: Final = re.compile(
    r"(?P<label>(?:action|recommendation|rec|task|item|improvement)(?: (?:no\.?|number|ref))?)"
    r"[ #]*(?P<ref>[A-Z]{0,6}[-/]?\d+(?:[.\-/]\d+)*[a-z]?)",
    re.IGNORECASE,
)
_HEADED: Final = re.compile(
    rf"(?i)(?:{_NUMBERED.pattern}|(?P<own>[A-Z]{{0,6}}[-/]?\d+(?:\.\d+)+[a-z]?))\s*[.:)–-]*\s*(?P<title>.*)"
)
FORM_HEADING: Final = "heading of a form"


class _Pair(NamedTuple):
    """A label, and what stands beside it."""

    label: PaperCell
    value: PaperCell
    key: str  # empty where the label is not known

    @property
    def numbered(self) -> re.Match[str] | None:
        """The label of an action with its number: Action 1.2, Recommendation no. 3."""
        return _NUMBERED.fullmatch(self.label.text.rstrip(" :"))

    @property
    def name(self) -> str:
        """The label as it is looked up, without a number."""
        return normalize_heading(self.numbered["label"] if self.numbered else self.label.text)


class _Form(NamedTuple):
    """A form as it stands in the paper."""

    pairs: Sequence[_Pair]
    place: str
    table: str

    @property
    def keys(self) -> set[str]:
        """What its labels are known as."""
        return {pair.key for pair in self.pairs}

    @property
    def by_name(self) -> dict[str, _Pair]:
        """Its pairs by their labels; one that comes again has a column of its own."""
        by_name: dict[str, _Pair] = {}
        has_ref = "ref" in self.keys
        for pair in self.pairs:
            name, own = pair.name, pair
            if pair.numbered and not has_ref:
                has_ref = True
                by_name["ref"] = _Pair(
                    _cell(DerivedText("Ref")), _cell(pair.numbered["ref"]), "ref"
                )
                own = pair._replace(label=_cell(pair.numbered["label"]))
            while name in by_name:
                name += "+"
            by_name[name] = own
        return by_name


_Part = PaperPart | _Form


def unfold_forms(paper: Paper, user_keys: Mapping[str, str]) -> list[PaperPart]:
    """The paper with each form as a table of a header and a row."""
    parts: list[_Part] = []
    for rows, lines in paper_blocks(paper):
        forms = _table_forms(rows, user_keys) if rows else ()
        parts += [_Form(form, rows[0].place, rows[0].table) for form in forms]
        parts += _line_forms(lines, user_keys) if lines else () if forms else rows
    numbers = [n for n, part in enumerate(parts) if isinstance(part, _Form)]
    before = [parts[n - 1] if n else None for n in numbers]
    are_titles = len(numbers) > 1 and all(
        isinstance(line, PaperLine) and line.heading and _can_head(line) for line in before
    )
    for number in numbers:
        _take_heading(parts, number, is_title=are_titles)
    unfolded: list[PaperPart] = []
    for name, group in groupby(parts, lambda part: part.table if isinstance(part, _Form) else None):
        some = list(group)
        if name is None:
            unfolded += cast("list[PaperPart]", some)
        else:
            unfolded += _form_rows(cast("list[_Form]", some))
    return unfolded


def _can_head(line: PaperLine) -> bool:
    return not line.beside and len(line.text) <= _LONGEST * 2


def _take_heading(parts: list[_Part], number: int, *, is_title: bool) -> None:
    """Give a form the ref and the title that the line above it says."""
    line, form = parts[number - 1] if number else None, parts[number]
    if not isinstance(line, PaperLine) or not isinstance(form, _Form) or not _can_head(line):
        return
    numbered = _HEADED.fullmatch(line.text)
    said = {"ref": "", "title": line.text if is_title else ""}
    if numbered:
        said = {"ref": numbered["ref"] or numbered["own"], "title": numbered["title"]}
    new = {
        key: _Pair(_cell(DerivedText(key.capitalize())), _cell(DerivedText(text)), key)
        for key, text in said.items()
        if text and key not in form.keys
    }
    pairs = [pair for key, pair in new.items() if key == "ref"] + [*form.pairs]
    pairs += [pair for key, pair in new.items() if key == "title"]
    if numbered or is_title:
        parts[number - 1] = line._replace(beside=FORM_HEADING)
        parts[number] = form._replace(pairs=pairs)


def _cell(text: str, *, is_item: bool = False) -> PaperCell:
    return PaperCell((Paragraph(text, is_item),) if text else ())


def _line_forms(lines: Sequence[PaperLine], user_keys: Mapping[str, str]) -> Iterator[_Part]:
    """The lines, with those that are labels and values as forms."""
    run: list[PaperLine] = []
    pairs: list[_Pair] = []
    for line in [*lines, None]:
        pair = _line_pair(line, user_keys) if line else None
        is_own = line is not None and not line.heading and not line.beside
        if line and pair:
            run.append(line)
            pairs.append(pair)
        elif line and pairs and is_own and (line.is_item or not pairs[-1].value.paragraphs):
            run.append(line)
            value = pairs[-1].value
            more = (*value.paragraphs, Paragraph(line.text, line.is_item))
            pairs[-1] = pairs[-1]._replace(value=value._replace(paragraphs=more))
        else:
            keys = {pair.key for pair in pairs}
            promises = any(field_of(key).reads in PROMISES for key in keys)
            if "actions" in keys and promises and _is_form(pairs, user_keys):
                place = run[0].place
                forms = _split_forms(pairs)
                yield from (_Form(form, place, f"form at {place}") for form in forms)
            else:
                yield from run
            run, pairs = [], []
            yield from (line,) if line else ()


def _line_pair(line: PaperLine, user_keys: Mapping[str, str]) -> _Pair | None:
    match, numbered = _LINE.fullmatch(line.text), _NUMBERED.match(line.text)
    label, value = (match["label"], match["value"]) if match else (line.text, "")
    if not match and numbered:
        label, value = numbered[0], line.text[numbered.end() :].strip(" .–-")
    pair = _pair(_cell(label), _cell(value), user_keys)
    return None if line.heading or line.beside or not pair.key else pair


def _table_forms(
    rows: Sequence[PaperRow], user_keys: Mapping[str, str]
) -> Sequence[Sequence[_Pair]]:
    """The forms of a table, whose labels stand before their values; none for any other table."""
    if len(rows) < _FEWEST - 1 or is_header(rows[0], user_keys):
        return ()
    width = min(len(row.cells) for row in rows)
    columns = [n for n in range(1, width) if any(row.cells[n].text for row in rows)]
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


def _row_pairs(row: PaperRow, user_keys: Mapping[str, str]) -> list[_Pair]:
    cells = [cell for cell in row.cells if not cell.of_left]
    if len(cells) % 2:
        return []
    pairs = zip(cells[::2], cells[1::2], strict=True)
    return [_pair(label, value, user_keys) for label, value in pairs if label.text or value.text]


def _pair(label: PaperCell, value: PaperCell, user_keys: Mapping[str, str]) -> _Pair:
    pair = _Pair(label, value, *known_keys([label.text], user_keys))
    return pair._replace(key="actions") if pair.numbered else pair


def _is_form(pairs: Sequence[_Pair], user_keys: Mapping[str, str]) -> bool:
    """Whether most labels are known, one is of the action, and no value is a label itself."""
    known = [pair for pair in pairs if pair.key]
    keys = {pair.key for pair in known}
    acts = "actions" in keys | {field_of(key).stands_for for key in keys}
    heads = [key for key in known_keys([pair.value.text for pair in pairs], user_keys) if key]
    is_named = any(normalize_heading(pair.label.text) in user_keys for pair in known)
    is_most = len(known) * 2 > len(pairs) > len(heads) * 2
    return acts and is_most and len(keys) >= _FEWEST - is_named


def _split_forms(pairs: Sequence[_Pair]) -> list[list[_Pair]]:
    """The pairs of each form: one begins where the first label comes once more."""
    starts = [n for n, pair in enumerate(pairs) if pair.name == pairs[0].name]
    return [[*pairs[start:end]] for start, end in pairwise([*starts, len(pairs)])]


def _form_rows(forms: Sequence[_Form]) -> Iterator[PaperRow]:
    """A header of all labels, and for each form a row, with its own labels once more above it."""
    header: dict[str, PaperCell] = {}
    for form in reversed(forms):
        labels = {name: pair.label for name, pair in form.by_name.items()}
        header = labels | {name: cell for name, cell in header.items() if name not in labels}
    seen: set[str] = set()
    for form in forms:
        pairs = form.by_name
        again = {name: pair.label for name, pair in pairs.items() if name in seen}
        # Labels that stand before several actions are there once.
        if any(cell is not header[name] for name, cell in again.items()) or not seen:
            cells = again if seen else header
            row = tuple(cells.get(name, EMPTY_CELL) for name in header)
            yield PaperRow(form.place, row, form.table, is_header=True)
        values = (pairs[name].value if name in pairs else EMPTY_CELL for name in header)
        yield PaperRow(form.place, tuple(values), form.table)
        seen |= {*pairs}
