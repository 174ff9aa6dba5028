"""A filled sheet, field by field; what cannot be read is kept with the reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from planctl.forms.field import FIELDS, SheetContext, parse_answer
from planctl.forms.layout import (
    BLANKS,
    FormField,
    SheetRecord,
    fields_of_layout,
    fingerprint,
    is_field,
    is_row,
    picture_text,
)
from planctl.forms.sheet_rows import (
    FormContent,
    FormRow,
    PlacedText,
    WrongRef,
    assign_row_refs,
    find_wrong_refs,
    hidden_addresses,
    strip_prompt,
)
from planctl.intake.read.formats import PaperFormat, detect_format
from planctl.intake.read.office import OfficeArchive, refuse_unsafe_xml
from planctl.intake.read.paper import UnreadableFile
from planctl.model.timescale_grammar import Unreadable

SIZE_LIMIT: Final = 20_000_000
UNPACKED_LIMIT: Final = 100_000_000
XML_LIMIT: Final = 20_000_000  # bytes of what is no picture
TAG_LIMIT: Final = 400_000  # of all parts; a form of a hundred actions has a tenth of it
_AGAIN: Final = "ask for the form as it was sent out, saved as .xlsx or .docx"


class FormFile(NamedTuple):
    """A file that can be read without harm."""

    kind: PaperFormat  # Word or Excel
    data: bytes
    embedded: tuple[tuple[str, str], ...]  # the pictures and files within it: names, and words


def open_form(name: str, data: bytes) -> FormFile:
    """What a file is; raises UnreadableFile for what is no such paper, or not a safe one."""
    if len(data) > SIZE_LIMIT:
        raise UnreadableFile("the file is larger than any form", _AGAIN)
    kind = detect_format(name, data)
    if kind not in {PaperFormat.WORD, PaperFormat.EXCEL}:
        raise UnreadableFile("the file is no Word or Excel file", _AGAIN)
    archive = OfficeArchive(data)
    if any(part.lower().endswith("vbaproject.bin") for part in archive.names):
        raise UnreadableFile("the file has macros in it, which no form has", _AGAIN)
    unpacked = xml_size = tags = 0
    for part in archive.names:
        content = archive.read(part)
        unpacked += len(content)
        if part.endswith((".xml", ".rels")):
            refuse_unsafe_xml(content)
            xml_size += len(content)
            tags += max(content.count(b"<"), content.count(b"="))
        if unpacked > UNPACKED_LIMIT or xml_size > XML_LIMIT or tags > TAG_LIMIT:
            raise UnreadableFile("the file unpacks to more than any form holds", _AGAIN)
    embedded = (name for name in archive.names if "/media/" in name or "/embeddings/" in name)
    pictures = ((name, picture_text(archive.read(name))) for name in embedded)
    return FormFile(kind, data, tuple(pictures))


_OUTSIDE: Final = "it stands where nothing is asked"
_ONLY_FIELDS: Final = "only the fields of the form are read"
_NO_RECORD: Final = "the form has lost its record, so that this cannot be told from its own words"
_NO_REF: Final = "the row has no ref, and may be of any action"
_USE_FIELD: Final = "if somebody wrote it, write it into a field of the form"


class FieldAnswer(NamedTuple):
    """What was filled in in one field."""

    ref: str
    item: str
    said: str  # in the plan's own words: a day as 2024-03-12, a status or a rating by its name
    wrote: str  # as it stands on the sheet
    place: str


class UnreadItem(NamedTuple):
    """Something on a sheet that is not taken, or not as its writer may think."""

    ref: str  # the action; empty where it is of none
    place: str
    text: str
    why: str
    hint: str = ""
    is_lost: bool = True  # whether what was written is left out
    item: str = ""  # the field, where it is an answer that could not be read


class FilledSheet(NamedTuple):
    """A filled sheet: nothing of it is trusted yet."""

    record: SheetRecord | None
    answers: tuple[FieldAnswer, ...]
    unread: tuple[UnreadItem, ...]
    shown: Mapping[tuple[str, str], str]  # what the sheet says of the plan, by ref and row
    made: frozenset[str]  # prints of what it was made with; none where they are lost
    astray: Mapping[str, WrongRef]  # the refs beside which another action’s words stand


def read_form(file: FormFile, by: SheetContext) -> FilledSheet:
    """What a filled sheet says; raises UnreadableFile where its file is damaged."""
    if file.kind is PaperFormat.WORD:
        from planctl.forms.word_reader import read_word_form as read
    else:
        from planctl.forms.excel_reader import read_excel_form as read
    content = read(file.data)
    record = SheetRecord.of(content.pairs)
    known = record.known if record else frozenset()
    embedded = tuple(
        PlacedText(name, "a picture or an embedded file")
        for name, words in file.embedded
        if fingerprint(words) not in known  # our own logo
    )
    return read_form_rows(content._replace(besides=(*content.besides, *embedded)), by)


def read_form_rows(leaves: FormContent, by: SheetContext) -> FilledSheet:
    """What the rows of a sheet say."""
    record = SheetRecord.of(leaves.pairs)
    made = record.known if record else frozenset()
    prints = record.prints if record else {}
    rows = list(assign_row_refs(leaves.rows, prints))
    answered = {row.ref for row in rows if row.answer.text.strip()}
    strays = {
        ref: why for ref, why in find_wrong_refs(rows, prints, by.words).items() if ref in answered
    }
    answers: list[FieldAnswer] = []
    unread: list[UnreadItem] = []
    for row in rows:
        for item in _read_row(row, by, made if row.ref not in strays else frozenset()):
            (answers if isinstance(item, FieldAnswer) else unread).append(item)  # type: ignore[arg-type]  # one or the other
    why = _OUTSIDE if made else _NO_RECORD
    others = _other_texts(leaves.others, by.usual | made)
    besides = ((one.place, one.text.strip(), _ONLY_FIELDS) for one in leaves.besides)
    texts = (*((place, text, why) for place, text in others), *besides)
    unread += [UnreadItem("", *told, _USE_FIELD) for told in texts]
    unread += _missing_rows(rows, prints)
    unread += _rows_without_ref(rows)
    shown = {(row.ref, row.item): row.shown.text.strip() for row in rows}
    return FilledSheet(record, tuple(answers), tuple(unread), shown, made, strays)


def _other_texts(texts: Iterable[PlacedText], known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What no form says around its rows; texts of one place together, such as those of a table."""
    others = (text for text in texts if text.text.strip() and fingerprint(text.text) not in known)
    for place, group in groupby(others, lambda text: text.place):
        yield place, "\n".join(text.text.strip() for text in group)


def _missing_rows(
    rows: Iterable[FormRow], made: Mapping[str, Sequence[str]]
) -> Iterator[UnreadItem]:
    """What the form was made with and has no more: whole actions, or some of their rows."""
    left: dict[str, list[str]] = {}
    for row in rows:
        if is_row(row.item):
            left.setdefault(row.ref, []).append(row.item)
    fields = fields_of_layout(item for items in left.values() for item in items)
    actions = [ref for ref in made if ref not in left]
    if actions:
        why = f"not in the form any more: {', '.join(actions)}; nothing of them was changed"
        yield UnreadItem("", "", "", why, is_lost=False)
    for ref, prints in made.items():
        count = len(prints) - len(left.get(ref, prints))
        if count > 0:
            names = ", ".join(f"“{item}”" for item in fields if item not in left[ref])
            items = f" ({names})" if names else ""
            rows_are = "1 row is" if count == 1 else f"{count} rows are"
            why = f"{rows_are} not in the form any more{items}; nothing was changed there"
            yield UnreadItem(ref, "", "", why, is_lost=False)


def _rows_without_ref(rows: Iterable[FormRow]) -> Iterator[UnreadItem]:
    """How many rows, in which nothing was filled in, are of an action that nobody can tell."""
    count = sum(is_row(row.item) and not row.ref and not row.answer.text.strip() for row in rows)
    if count:
        rows_have = "1 row has" if count == 1 else f"{count} rows have"
        why = f"{rows_have} no ref, and may be of any action; nothing was filled in there"
        yield UnreadItem("", "", "", why, is_lost=False)


def _read_row(
    row: FormRow, by: SheetContext, made: frozenset[str]
) -> Iterator[FieldAnswer | UnreadItem]:
    """What a row says, and what is wrong with it."""
    if is_row(row.item) and not row.ref:
        if row.answer.text.strip():
            text = f"{row.item}\n{row.answer.text.strip()}"
            yield UnreadItem("", row.answer.place, text, _NO_REF, "write its ref beside it")
        return
    if not is_row(row.item):
        words = filter(str.strip, (row.item, row.shown.text, row.answer.text))
        text = "\n".join(words) or row.ref
        yield UnreadItem(row.ref, row.shown.place, text, "it is no row of the form", _USE_FIELD)
        return
    if made and fingerprint(row.ref, row.item, row.shown.text) not in made:
        why = "what the plan says was written over"
        hint = "write into “Your update”; what stands there is not read"
        yield UnreadItem(row.ref, row.shown.place, row.shown.text.strip(), why, hint)
    if not row.answer.text.strip():
        return
    if not is_field(row.item):
        yield UnreadItem(row.ref, row.answer.place, row.answer.text.strip(), _OUTSIDE, _USE_FIELD)
        return
    yield from _read_answer(row, by)


def _read_answer(row: FormRow, by: SheetContext) -> Iterator[FieldAnswer | UnreadItem]:
    place, wrote = row.answer.place, strip_prompt(row.answer.text.strip())
    if wrote.casefold() in BLANKS:
        why = f"“{wrote}” is taken for an empty field"
        yield UnreadItem(row.ref, place, "", why, is_lost=False)
        return
    if row.answer.fault:
        hint = "write it as plain words"
        yield UnreadItem(row.ref, place, wrote, row.answer.fault, hint, item=row.item)
        return
    if row.lost_field:
        why = "the field itself was deleted; its words are read as they stand"
        yield UnreadItem(row.ref, place, wrote, why, is_lost=False)
    wrote, notes = _add_links(row, wrote)
    yield from notes
    try:
        yield FieldAnswer(row.ref, row.item, parse_answer(row.item, wrote, by), wrote, place)
    except Unreadable as fault:
        yield UnreadItem(row.ref, place, wrote, fault.message, fault.hint, item=row.item)


def _add_links(row: FormRow, wrote: str) -> tuple[str, tuple[UnreadItem, ...]]:
    """What was written with the addresses that it leads to, and a word about them."""
    links = hidden_addresses(row.answer.links, wrote)
    if not links:
        return wrote, ()
    listed, are = ", ".join(links), "addresses" if len(links) > 1 else "address"
    why = f"the words lead to {listed}, and the {are} {'are' if len(links) > 1 else 'is'} taken"
    if row.item == FormField.PLACE and len(links) == 1:
        text = listed
    elif row.item in set(FormField) and FIELDS[FormField(row.item)].has_words:
        text = f"{wrote} ({listed})"
    else:
        text, why = wrote, f"the words lead to {listed}, which is left out"
    return text, (UnreadItem(row.ref, row.answer.place, wrote, why, is_lost=False),)
