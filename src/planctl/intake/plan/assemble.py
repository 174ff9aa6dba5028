"""A whole paper to areas with their actions, the front matter, and the account of every word."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from planctl.intake.account import (
    HIGH,
    MEDIUM,
    Account,
    AccountEntry,
    Answers,
    Fate,
    TextPiece,
    made_entry,
)
from planctl.intake.lexicon.area import (
    AreaHeading,
    parse_area_heading,
    parse_band_heading,
    parse_numbered_heading,
)
from planctl.intake.lexicon.date import (
    DATE_PATTERN,
    DateStyle,
    doubt_date_order,
    has_day_of_month,
    month_of_due,
    swapped_date_entries,
)
from planctl.intake.lexicon.rating import parse_key_line
from planctl.intake.lexicon.status import parse_legend
from planctl.intake.plan.action import build_action, link_actions
from planctl.intake.plan.action_ref import ActionRefs, mend_dated_refs
from planctl.intake.plan.area import (
    PaperArea,
    PaperAreas,
    area_bands,
    has_area_headings,
    has_areas,
    table_heading_lines,
)
from planctl.intake.plan.draft_action import DraftAction, ReadingContext
from planctl.intake.plan.front_matter import PAGE_NUMBER, FrontMatter, unplaced_section_reason
from planctl.intake.read.paper import BROKEN_WORDS, Omission, Paper, PaperLine
from planctl.intake.read.text import DOUBTFUL_LETTERS, PLAIN_LETTERS
from planctl.intake.table.column import COLUMN_ASKED, column_key, normalize_heading
from planctl.intake.table.form import FORM_HEADING, unfold_forms
from planctl.intake.table.hidden_and_struck import drop_omitted
from planctl.intake.table.record import PaperRecord
from planctl.intake.table.rows import BandRow, PaperItem, UnknownRow, join_broken_lines, read_items
from planctl.model.action import Status

_BROKEN: Final = (
    "a line of a narrow column ends within each, so look whether it is one word or two, and put it "
    "right in the plan"
)
_INSERTED: Final = (
    "Word reads this part from another file: open the document in Word, save it, and import it "
    "again"
)
_AS_UTF_8: Final = "save it as UTF-8 (in Excel, CSV UTF-8) and import it again"
# Kinds of lines beside the text that are no content.
_STRUCTURE: Final = ("header", "footer", "contents", "page title", FORM_HEADING)
_PAIR: Final = 2  # cells of a row that says what a word means


class ImportOptions(NamedTuple):
    """What whoever imports says of the paper."""

    more: Mapping[str, str] = MappingProxyType({})  # headings in small letters, and their keys
    year: int | None = None  # of dates that are written without one
    month_first: bool = False  # whether 3/8/2024 is in March
    answers: Answers = MappingProxyType({})
    key: Mapping[str, str] = MappingProxyType({})  # signs of ratings, and their colours
    terms: Mapping[str, date] = MappingProxyType({})  # last days of terms, and of a start


class PaperPlan(NamedTuple):
    """What a paper makes: its prose, its areas, and what became of every word."""

    front: FrontMatter
    areas: tuple[PaperArea, ...]
    actions: Mapping[str, Sequence[DraftAction]]  # by the ref of their area
    entries: tuple[AccountEntry, ...]

    @property
    def all_actions(self) -> tuple[DraftAction, ...]:
        """The actions of all areas, in their order."""
        return tuple(action for area in self.areas for action in self.actions[area.ref])


_Row = tuple[str, str, PaperRecord]  # the ref of its area, its own, and what it says


def parse_paper(
    paper: Paper, options: ImportOptions, watch: Callable[[Sequence[_Row]], Iterable[_Row]] = iter
) -> PaperPlan:
    """Take a paper in; whoever waits for it may watch as one action after the other is read."""
    options = options._replace(more={**answered_columns(options.answers), **options.more})
    paper, omissions = drop_omitted(paper, options.more, options.answers)
    in_doubt = doubt_date_order(paper, month_first=options.month_first)
    entries = [*omissions, *swapped_date_entries(paper, in_doubt)]
    forms = unfold_forms(join_broken_lines(paper), options.more)
    items = read_items(forms, options.more, entries)
    dates = DateStyle(None, options.year, options.month_first, in_doubt, terms=options.terms)
    reader = _PaperReader(options, dates, items)
    for number, item in enumerate(items):
        reader.take(number, item)
    reader.refs.add_rows()
    front = reader.front
    front.apply_answers(options.answers)
    areas = reader.areas.finish()
    near = month_of_due(front.date.due) if front.date else None
    dates = dates._replace(near=near, paper_year=front.first_year)
    days = _day_columns(items)
    context = ReadingContext(dates, reader.key, options.answers, reader.legend, days)
    actions: dict[str, list[DraftAction]] = {area.ref: [] for area in areas}
    rows = [(area.ref, ref, record) for area in areas for ref, record in area.records]
    for area, ref, record in watch(rows):
        actions[area].append(build_action(ref, record, context))
    drafts = [action for of_area in actions.values() for action in of_area]
    link_actions(drafts, front.texts["findings"])
    for account in (front, reader.areas, reader.refs, reader, *drafts):
        entries += account.entries
    return PaperPlan(front, areas, actions, (*entries, *_column_rule_entries(drafts)))


def answered_columns(answers: Answers) -> dict[str, str]:
    """What answers say of columns, by their headings as they are looked up."""
    asked = {name: words for name, words in answers.items() if name.startswith(COLUMN_ASKED)}
    return {
        normalize_heading(name.removeprefix(COLUMN_ASKED).removesuffix("”")): key
        for name, words in asked.items()
        if (key := column_key(words))
    }


def _day_columns(items: Sequence[PaperItem]) -> frozenset[str]:
    """The headings of columns in which a day and a month stand without a year."""
    records = [item for item in items if isinstance(item, PaperRecord)]
    pieces = (piece for record in records for column in record.pieces.values() for piece in column)
    return frozenset(piece.column for piece in pieces if has_day_of_month(piece.text))


def _column_rule_entries(actions: Sequence[DraftAction]) -> Iterator[AccountEntry]:
    rules: dict[tuple[str, str], str] = {}
    for action in actions:
        rules = {**action.column_rules, **rules}
    for (heading, rule), example in rules.items():
        yield made_entry(f"column “{heading}”", "", f"{rule}, such as {example}", MEDIUM)


class _PaperReader(Account):
    """Goes through the lines and records of a paper."""

    def __init__(
        self, options: ImportOptions, dates: DateStyle, items: Sequence[PaperItem]
    ) -> None:
        super().__init__()
        self.front = FrontMatter(dates)
        self.key: dict[str, str] = dict(options.key)
        self.legend: dict[str, Status] = {}
        self._heads = table_heading_lines(items)
        lines = (items[number] for number in self._heads)
        self._levels = Counter(line.heading for line in lines if isinstance(line, PaperLine))
        records = [item for item in items if isinstance(item, PaperRecord)]
        self.areas = PaperAreas(records, are_headed=has_area_headings(items))
        self.entries += mend_dated_refs(records, options.answers)
        self.refs = ActionRefs(records, options.answers)
        is_otherwise = self.areas.are_sheets or has_areas(items)
        self._bands = frozenset() if is_otherwise else area_bands(items)
        self._is_front = True
        self._was_line = False
        self._aside = ""  # why nothing is placed of the part that has begun

    def take(self, number: int, step: PaperItem) -> None:
        """Take a step of the paper."""
        match step:
            case PaperRecord():
                if step.pieces.get("actions") or step.pieces.get("title"):
                    self.refs.begin(step, self.areas.area_of(step))
                else:
                    self.refs.add(step)
            case UnknownRow():
                self._take_loose(step)
            case BandRow():
                self._take_band(step, is_area=number in self._bands)
            case _:
                self._take_line(step, heads_table=number in self._heads)
        self._was_line = isinstance(step, PaperLine)

    def _take_line(self, line: PaperLine, *, heads_table: bool) -> None:
        piece = TextPiece(line.place, line.text, line.is_item)
        if line.beside and "text box" not in line.beside:
            self._note_side_line(piece, line.beside)
        elif self._take_key_line(piece) or self._take_heading(piece, line, heads_table=heads_table):
            return
        elif PAGE_NUMBER.fullmatch(piece.text):
            self.note(piece, Fate.STRUCTURE, "number of a page")
        elif self._aside:
            self.note(piece, Fate.LEFT, "", self._aside)
        elif self._is_front:
            self.front.take(piece)
        elif not self.areas.describe(piece):
            self.note(piece, Fate.LEFT, "", "it stands below the table of its area")

    def _take_heading(self, piece: TextPiece, line: PaperLine, *, heads_table: bool) -> bool:
        """Take a line that heads an area or a part of the paper; whether it does."""
        why = unplaced_section_reason(piece.text)
        if why or line.heading or not self._was_line:
            self._aside = why
        if why:
            self.note(piece, Fate.STRUCTURE, "heading of a part that a plan has not")
            return True
        heading = parse_area_heading(piece.text)
        if not heading and heads_table and not self._is_title(line):
            heading = parse_numbered_heading(piece.text) or AreaHeading("", piece.text, "")
        if heading:
            sure = MEDIUM if heads_table and not line.heading else None
            self.areas.begin(heading, piece, sure)
        is_title = not self._is_front and self.areas.wants_title
        is_front = not heading and not is_title and self.front.begin(piece)
        self._is_front = is_front or (self._is_front and not heading)
        return bool(heading) or is_front

    def _is_title(self, line: PaperLine) -> bool:
        """Whether a line above a table is still of the cover: its title, or its date."""
        if not line.heading:
            is_cover = bool(DATE_PATTERN.search(line.text)) or self.front.is_owner(line.text)
            return "title" not in self.front.one or is_cover
        return "title" not in self.front.one and self._levels[line.heading] == 1

    def _take_band(self, band: BandRow, *, is_area: bool) -> None:
        """A row that is one cell: an area, or what describes the one that has just begun."""
        piece = band.piece
        heading = parse_band_heading(piece.text)
        if band.is_above and not heading:
            self.areas.begin_sheet(band.table)
        if (not heading or "=" in piece.text) and self._take_key_line(piece):
            return
        if heading or is_area:
            heading = heading or AreaHeading("", piece.text, "")
            self.areas.begin(heading, piece, None if heading.label else MEDIUM, band.table)
            self._is_front = False
        elif not self.areas.describe(piece):
            why = "it is a row of one cell that nothing calls an area"
            self.note(piece, Fate.LEFT, "", f"{why}; the rows below stay in theirs")

    def _take_loose(self, row: UnknownRow) -> None:
        if len(row.pieces) == _PAIR:
            first, second = row.pieces
            meaning = TextPiece(row.place, f"{first.text} = {second.text}")
            if self._take_key_line(meaning, row.pieces) or self.front.take_pair(first, second):
                return
        for piece in row.pieces:
            self.note(piece, Fate.LEFT, "", self._aside or row.why)

    def _take_key_line(self, piece: TextPiece, pieces: Sequence[TextPiece] = ()) -> bool:
        """Take a line of the paper's key of ratings, or of its statuses; whether it is one."""
        key = parse_key_line(piece.text)
        legend = {} if key else parse_legend(piece.text)
        colours = {sign: self.key.setdefault(sign, colour) for sign, colour in key.items()}
        self.legend = {**legend, **self.legend}
        meanings: Mapping[str, str] = colours or legend
        what = "the key of ratings" if key else "the legend of statuses"
        words = ", ".join(f"{sign} is {meaning}" for sign, meaning in meanings.items())
        why = "" if colours == key else "this line, which says otherwise, was not taken"
        for part in (pieces or (piece,)) if meanings else ():
            self.note(part, Fate.LEFT if why else Fate.STRUCTURE, f"{what}: {words}", why)
        return bool(meanings)

    def _note_side_line(self, piece: TextPiece, kind: str) -> None:
        if any(word in kind for word in _STRUCTURE):
            self.note(piece, Fate.STRUCTURE, kind)
        elif kind == PLAIN_LETTERS:
            self.entries.append(made_entry("letters", "", piece.text, HIGH, piece.place))
        elif kind == DOUBTFUL_LETTERS:
            why = f"the letters of the file are in doubt: {piece.text}; "
            why += f"if that is wrong, {_AS_UTF_8}"
            self.entries.append(AccountEntry(piece.place, "", Fate.ASKED, "letters", why))
        elif kind == BROKEN_WORDS:
            entry = piece.entry(Fate.ASKED, "the text", _BROKEN)
            self.entries.append(entry._replace(meanwhile="as it stands in the plan"))
        elif "inserted file" in kind:
            self.note(piece, Fate.ASKED, "the inserted file", _INSERTED)
        elif "file" in kind:
            why = "it is an embedded file; save it under evidence/ and name it in its action"
            self.note(piece, Fate.LEFT, "", why)
        else:
            why = f"it is {kind}: left out" if kind in tuple(Omission) else f"it is a {kind}"
            self.note(piece, Fate.LEFT, "", why)
