"""A whole paper to areas with their actions, the front matter, and the account of every word."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from planctl.intake.account import HIGH, MEDIUM, AccountEntry, Answers, DerivedText, Fate, TextPiece
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
from planctl.intake.lexicon.field import OF_ACTION, PROSE, Reads, field_of
from planctl.intake.lexicon.rating import parse_key_line
from planctl.intake.lexicon.status import parse_legend
from planctl.intake.plan.action import build_action, link_actions
from planctl.intake.plan.area import (
    PaperArea,
    PaperAreas,
    area_bands,
    has_area_headings,
    has_areas,
    table_heading_lines,
)
from planctl.intake.plan.dated_ref import mend_dated_refs, record_ref
from planctl.intake.plan.draft_action import DraftAction, ReadingContext, answer_key
from planctl.intake.plan.front_matter import FrontMatter, is_page_number, unplaced_section_reason
from planctl.intake.read.paper import BROKEN_WORDS, Omission, Paper, PaperLine
from planctl.intake.read.text import DOUBTFUL_LETTERS, PLAIN_LETTERS
from planctl.intake.table.column import COLUMN_ASKED, column_key, normalize_heading
from planctl.intake.table.form import FORM_HEADING, unfold_forms
from planctl.intake.table.header import is_action_ref
from planctl.intake.table.omission import drop_omitted
from planctl.intake.table.record import PaperRecord, is_judgement
from planctl.intake.table.rows import BandRow, PaperItem, UnknownRow, join_broken_lines, read_items
from planctl.load.file_place import wrong_file_name
from planctl.model.action import Status
from planctl.model.file_name import action_file_name

_LONGEST: Final = 40
_BROKEN: Final = (
    "a line of a narrow column ends within each, so look whether it is one word or two, and put it "
    "right in the plan"
)
_INSERTED: Final = (
    "Word reads this part from another file: open the document in Word, save it, and import it "
    "again"
)
_AS_UTF_8: Final = "save it as UTF-8 (in Excel, CSV UTF-8) and import it again"
# What an action may say several times.
_MANY: Final = PROSE | (OF_ACTION - {Reads.TEXT}) | {Reads.NOTES_AND_RATING, Reads.REVISED}
_PAIR: Final = 2  # cells of a row that says what a word means


def _fits_file_name(ref: str) -> bool:
    """Whether a file can be called by a ref, so that people find the action by it."""
    return len(ref) <= _LONGEST and not [*wrong_file_name(action_file_name(ref, ""), ref)]


class ActionRefs:
    """Gives each action its ref, and each row that says no action of its own its place."""

    def __init__(self, records: Iterable[PaperRecord], answers: Answers) -> None:
        """No ref that is made may be one that stands further below."""
        self._all = frozenset(record_ref(record) for record in records)
        self._answers = answers
        self._known: dict[str, PaperRecord] = {}
        self._taken = set(self._all)
        self._later: list[PaperRecord] = []
        self._last = ""  # the ref of the action above
        self.entries: list[AccountEntry] = []

    def begin(self, record: PaperRecord, region: PaperArea) -> None:
        """A row that says an action."""
        label = record_ref(record)
        is_usable = bool(label) and label not in self._known and _fits_file_name(label)
        ref = label if is_usable else self._make_ref(label, record, region)
        for piece in record.pieces.get("ref", ()):
            is_counted = isinstance(piece.text, DerivedText)  # by the program, in no text
            fate = Fate.PLACED if is_usable and not piece.is_again else Fate.STRUCTURE
            if is_usable or piece.is_again:
                self.entries.append(piece.entry(fate, f"{ref} ref"))
            if piece.is_again or is_counted:
                ref = DerivedText(ref)
        self._known[ref] = record
        self._last = label or ref
        self._taken.add(ref)
        region.records.append((ref, record))

    def _make_ref(self, label: str, record: PaperRecord, region: PaperArea) -> str:
        """The next free number, where a row has none; where its own is taken a person decides."""
        ref = region.next_ref(self._taken)
        if not label:
            why = "the paper gives it no number"
            self.entries.append(AccountEntry(record.place, ref, Fate.MADE, f"{ref} ref", why, HIGH))
            return ref
        why, propose = "no file can be named by it; give it one of letters and numbers", ""
        if len(label) > _LONGEST:
            why = f"it is longer than {_LONGEST} characters; give it a short one"
        if label in self._known:
            why = f"{self._known[label].place} has it too, so this one is kept apart as {ref}"
            # As a number, 1.10 is 1.1.
            propose = f"{label}0" if self._last.endswith(".9") else ""
        target = f"{ref} ref"
        answer = self._answers.get(answer_key(target, label), "")
        answer = answer if answer not in self._taken else ""
        fate, why = (Fate.READ, f"read as {answer}: you said so") if answer else (Fate.ASKED, why)
        entry = AccountEntry(record.place, label, fate, target, why, None, propose)
        self.entries.append(entry)
        return DerivedText(answer) if answer else ref

    def add(self, record: PaperRecord) -> None:
        """A row that says no action: it may belong to one that is still to come."""
        self._later.append(record)

    def settle(self) -> None:
        """Give the rows that say no action to the actions that their refs name."""
        for record in self._later:
            ref = record_ref(record)
            action_record = self._known.get(ref)
            for key, pieces in record.pieces.items():
                if action_record:
                    self._add_to_action(ref, action_record, key, pieces)
                else:
                    self._leave(ref, key, pieces)

    def _add_to_action(
        self, ref: str, action_record: PaperRecord, key: str, pieces: list[TextPiece]
    ) -> None:
        before = action_record.pieces.setdefault(key, []) if key != "ref" else []
        if key == "ref":
            self.entries += [piece.entry(Fate.STRUCTURE, f"{ref} ref") for piece in pieces]
        elif field_of(key).reads in _MANY or key == "leads" or not before:
            # What both say of how it stands is compared, as that of two of its steps.
            step = action_record.last_step + is_judgement(key)
            before.extend(piece._replace(step=step) for piece in pieces)
        else:
            was = " ".join(piece.text for piece in before)
            is_same = was == " ".join(piece.text for piece in pieces)
            fate, why = Fate.ASKED, f"{before[0].place} says “{was}”, which was taken"
            if is_same:
                fate, why = Fate.STRUCTURE, "it is said once more"
            self.entries += [piece.entry(fate, f"{ref} {key}", why) for piece in pieces]

    def _leave(self, ref: str, key: str, pieces: list[TextPiece]) -> None:
        why = "it belongs to no action that is known"
        for piece in pieces:
            if key == "ref" and is_action_ref(ref):
                why = "no row says what this action is; write it with what stands beside it"
                self.entries.append(piece.entry(Fate.ASKED, f"{ref} actions", why))
            elif piece.text:
                self.entries.append(piece.entry(Fate.LEFT, "", why))


class ImportOptions(NamedTuple):
    """What whoever imports says of the paper."""

    more: Mapping[str, str] = MappingProxyType(
        {}
    )  # the words above a column, in small letters, and its key
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
    for number, step in enumerate(items):
        reader.take(number, step)
    reader.refs.settle()
    reader.front.apply_answers(options.answers)
    regions = reader.regions.settled()
    month = month_of_due(reader.front.date.due) if reader.front.date else None
    context = ReadingContext(
        dates._replace(near=month, paper_year=reader.front.first_year),
        reader.key,
        options.answers,
        reader.legend,
        _day_columns(items),
    )
    actions: dict[str, list[DraftAction]] = {region.ref: [] for region in regions}
    rows = [(region.ref, ref, record) for region in regions for ref, record in region.records]
    for area, ref, record in watch(rows):
        actions[area].append(build_action(ref, record, context))
    link_actions(
        [drafts for of_area in actions.values() for drafts in of_area],
        reader.front.texts["findings"],
    )
    entries += [*reader.front.entries, *reader.regions.entries]
    entries += [*reader.refs.entries, *reader.entries]
    entries += [
        entry for drafts in actions.values() for action in drafts for entry in action.entries
    ]
    entries += _column_rule_entries([action for drafts in actions.values() for action in drafts])
    return PaperPlan(reader.front, regions, actions, tuple(entries))


def answered_columns(answers: Answers) -> dict[str, str]:
    """What answers say of columns, by their headings as they are looked up."""
    columns = {
        name.removeprefix(COLUMN_ASKED).removesuffix("”"): column_key(words)
        for name, words in answers.items()
        if name.startswith(COLUMN_ASKED)
    }
    return {normalize_heading(name): key for name, key in columns.items() if key}


def _day_columns(items: Sequence[PaperItem]) -> frozenset[str]:
    """The headings of columns in which a day and a month stand without a year."""
    return frozenset(
        piece.column
        for record in items
        if isinstance(record, PaperRecord)
        for pieces in record.pieces.values()
        for piece in pieces
        if has_day_of_month(piece.text)
    )


def _column_rule_entries(actions: Sequence[DraftAction]) -> Iterator[AccountEntry]:
    """What is said once of each column whose dates were read by a rule."""
    rules: dict[tuple[str, str], str] = {}
    for action in actions:
        rules = {**action.column_rules, **rules}
    for (heading, rule), example in rules.items():
        why = f"{rule}, such as {example}"
        target = f"column “{heading}”"
        yield AccountEntry("", "", Fate.MADE, target, why, MEDIUM)


class _PaperReader:
    """Goes through the lines and records of a paper."""

    def __init__(
        self, options: ImportOptions, dates: DateStyle, items: Sequence[PaperItem]
    ) -> None:
        self.front = FrontMatter(dates)
        self.entries: list[AccountEntry] = []
        self.key: dict[str, str] = dict(options.key)
        self.legend: dict[str, Status] = {}
        self._heads = table_heading_lines(items)
        lines = (items[number] for number in self._heads)
        self._levels = Counter(line.heading for line in lines if isinstance(line, PaperLine))
        records = [item for item in items if isinstance(item, PaperRecord)]
        self.regions = PaperAreas(records, are_headed=has_area_headings(items))
        self.entries += mend_dated_refs(records, options.answers)
        self.refs = ActionRefs(records, options.answers)
        is_otherwise = self.regions.are_sheets or has_areas(items)
        self._bands = frozenset() if is_otherwise else area_bands(items)
        self._is_front = True
        self._was_line = False
        self._aside = ""  # why nothing is placed of the part that has begun

    def take(self, number: int, step: PaperItem) -> None:
        """Take a step of the paper."""
        match step:
            case PaperRecord():
                self._take_record(step)
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
        elif is_page_number(piece.text):
            self._note(piece, Fate.STRUCTURE, "number of a page")
        elif self._aside:
            self._note(piece, Fate.LEFT, "", self._aside)
        elif self._is_front:
            self.front.take(piece)
        elif not self.regions.describe(piece):
            self._note(piece, Fate.LEFT, "", "it stands below the table of its area")

    def _take_heading(self, piece: TextPiece, line: PaperLine, *, heads_table: bool) -> bool:
        """Take a line that heads an area or a part of the paper; whether it does."""
        why = unplaced_section_reason(piece.text)
        if why or line.heading or not self._was_line:
            self._aside = why
        if why:
            self._note(piece, Fate.STRUCTURE, "heading of a part that a plan has not")
            return True
        heading = parse_area_heading(piece.text)
        if not heading and heads_table and not self._is_title(line):
            heading = parse_numbered_heading(piece.text) or AreaHeading("", piece.text, "")
        if heading:
            self.regions.begin(heading, piece, MEDIUM if heads_table and not line.heading else None)
            self._is_front = False
            return True
        if not self._is_front and self.regions.wants_title:
            return False
        if self.front.begin(piece):
            self._is_front = True
            return True
        return False

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
            self.regions.begin_sheet(band.table)
        if (not heading or "=" in piece.text) and self._take_key_line(piece):
            return
        if not heading and not is_area and self.regions.describe(piece):
            return
        if not heading and not is_area:
            why = (
                "it is a row of one cell that nothing calls an area; the rows below stay in theirs"
            )
            self._note(piece, Fate.LEFT, "", why)
            return
        heading = heading or AreaHeading("", piece.text, "")
        self.regions.begin(heading, piece, None if heading.label else MEDIUM, band.table)
        self._is_front = False

    def _take_loose(self, row: UnknownRow) -> None:
        if len(row.pieces) == _PAIR:
            first, second = row.pieces
            if self._take_key_line(
                TextPiece(row.place, f"{first.text} = {second.text}"), row.pieces
            ):
                return
            if self.front.take_pair(first, second):
                return
        for piece in row.pieces:
            self._note(piece, Fate.LEFT, "", self._aside or row.why)

    def _take_key_line(self, piece: TextPiece, pieces: Sequence[TextPiece] = ()) -> bool:
        """Take a line of the paper's key of ratings, or of its statuses; whether it is one."""
        key = parse_key_line(piece.text)
        legend = {} if key else parse_legend(piece.text)
        for sign, status in legend.items():
            self.legend.setdefault(sign, status)
        if legend:
            meanings = ", ".join(f"{sign} is {status}" for sign, status in legend.items())
            for part in pieces or (piece,):
                self._note(part, Fate.STRUCTURE, f"the legend of statuses: {meanings}")
        if key:
            colours = {sign: self.key.setdefault(sign, colour) for sign, colour in key.items()}
            meanings = ", ".join(f"{sign} is {colour}" for sign, colour in colours.items())
            target = f"the key of ratings: {meanings}"
            why = "" if colours == key else "this line, which says otherwise, was not taken"
            for part in pieces or (piece,):
                self._note(part, Fate.LEFT if why else Fate.STRUCTURE, target, why)
        return bool(key or legend)

    def _note_side_line(self, piece: TextPiece, kind: str) -> None:
        structure = ("header", "footer", "contents", "page title", FORM_HEADING)
        if any(word in kind for word in structure):
            self._note(piece, Fate.STRUCTURE, kind)
            return
        if kind in {PLAIN_LETTERS, DOUBTFUL_LETTERS}:
            self._note_letters(piece, is_sure=kind == PLAIN_LETTERS)
            return
        if kind == BROKEN_WORDS:
            entry = piece.entry(Fate.ASKED, "the text", _BROKEN)
            self.entries.append(entry._replace(meanwhile="as it stands in the plan"))
            return
        if "inserted file" in kind:
            self._note(piece, Fate.ASKED, "the inserted file", _INSERTED)
            return
        why = f"it is {kind}: left out" if kind in tuple(Omission) else f"it is a {kind}"
        if "file" in kind:
            why = "it is an embedded file; save it under evidence/ and name it in its action"
        self._note(piece, Fate.LEFT, "", why)

    def _note_letters(self, piece: TextPiece, *, is_sure: bool) -> None:
        entry = AccountEntry(piece.place, "", Fate.MADE, "letters", piece.text)
        if is_sure:
            self.entries.append(entry._replace(sure=HIGH))
            return
        why = f"the letters of the file are in doubt: {piece.text}; if that is wrong, {_AS_UTF_8}"
        self.entries.append(entry._replace(fate=Fate.ASKED, why=why))

    def _take_record(self, record: PaperRecord) -> None:
        """A record: a new action, or more of one that its ref names."""
        if record.pieces.get("actions") or record.pieces.get("title"):
            self.refs.begin(record, self.regions.of(record))
        else:
            self.refs.add(record)

    def _note(self, piece: TextPiece, fate: Fate, target: str, why: str = "") -> None:
        self.entries.append(piece.entry(fate, target, why))
