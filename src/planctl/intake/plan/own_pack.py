"""Read a board pack of planctl's own back into a plan, from the nine columns of its full plan.

All else in a pack is worked out from the plan again. What an action says beside the nine columns,
such as its evidence, is printed in words that cannot be read back whole, and is listed for a
person. A rating is not read: it follows from the rest, or was declared, which a pack says only in
its reasons.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final, NamedTuple, cast

from planctl.intake.account import AccountEntry, Fate
from planctl.intake.read.paper import Paper, PaperCell, PaperLine, PaperRow
from planctl.model.calendar import MONTHS
from planctl.model.file_name import action_file_name, area_folder_name, free_path
from planctl.model.plan_value import PlanValue
from planctl.model.timescale import AtBoard
from planctl.model.timescale_grammar import Unreadable, read_timescale
from planctl.model.words import COLUMN_NAMES, NONE_RECORDED

_DAY: Final = rf"\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}"
_DUE: Final = re.compile(
    rf"(?P<words>.+?) \((?:read as (?P<due>.+), )?due (?P<day>{_DAY})\)", re.DOTALL
)
_QUARTER: Final = re.compile(r"(Q[1-4] \d{4} to \d{4}) \([A-Z][a-z]{2} to [A-Z][a-z]{2} \d{4}\)")
_REVIEW: Final = re.compile(r"Reviewed (monthly|quarterly|half-yearly|yearly)")
_REQUEST: Final = re.compile(
    r"(?:(?:Extended|Extension) to (?P<to>.+?)|Pause until (?P<until>.+?)"
    r"|(?P<withdrawal>Withdrawal)(?:, replaced by (?P<replaced_by>.+?))?"
    r"|First promise corrected, was (?P<was>.+?), now (?P<corrected>.+?)"
    r"(?:, reported by (?P<by>.+?))?), "
    rf"(?:agreed (?P<agreed>{_DAY})(?: by (?P<agreed_by>[^:]+))?|refused (?P<refused>{_DAY})"
    rf"|(?:to be )?asked for(?: on (?P<requested>{_DAY}))?, not agreed by (?:the board|anybody)"
    rf"|a slip of (?P<clerical>{_DAY}) that no board had seen, reported (?P<reported>{_DAY}))"
    r": (?P<reason>.+)",
    re.DOTALL,
)
_COMPLETED: Final = re.compile(rf"Completed ({_DAY})(?:, recorded ({_DAY}))?\.")
_NOTE: Final = re.compile(rf"(?P<date>{_DAY})(?:, (?P<by>[^:]{{1,80}}))?: (?P<note>.+)", re.DOTALL)
_STEP: Final = re.compile(
    rf"Milestone: (?P<what>.+): (?:not done|done (?P<done>{_DAY}))", re.DOTALL
)
_LEADS: Final = re.compile(r"(?P<what>.+) \((?P<leads>[^()]+)\)", re.DOTALL)
_FULL_PLAN: Final = "The full plan"
_TEXTS: Final = ("actions", "expected_impact", "impact_measures", "reporting")
_AREA: Final = re.compile(r"Area (.+?): (.+)")
_BOARD: Final = re.compile(r"Board pack for the (.+)")
_BESIDE: Final = re.compile(
    "(?:Evidence|Verified|Findings answered|Depends on|Escalations|Decisions): "
)
_BY_HAND: Final = "it stands in none of the nine columns; write it into the action by hand"
_PAIR: Final = 2  # cells of a row that says what a word means


class PromiseColumn(NamedTuple):
    """What the column of leads and timescale says."""

    said: dict[str, PlanValue]
    meetings: tuple[str, ...]  # the days of boards that it names only by their month
    left: tuple[str, ...]  # items that are none of these


def parse_promise_column(items: Sequence[str]) -> PromiseColumn:
    """Leads, timescale, review and requests to the board, from the items of their column."""
    fields: dict[str, PlanValue] = {}
    meetings: list[str] = []
    other_items: list[str] = []
    requests: dict[str, list[dict[str, PlanValue]]] = {}
    for number, item in enumerate(items):
        request, review = _REQUEST.fullmatch(item), _REVIEW.fullmatch(item)
        if number == 0:
            fields["leads"] = None if item == "No lead named" else parse_printed_roles(item)
        elif number == 1 and item != "Timescale not set":
            fields["timescale"] = parse_printed_timescale(item)
            meetings += _meeting(item)
        elif request:
            key, record = _request(request)
            requests.setdefault(key, []).append(record)
            dates = (request[name] for name in ("to", "until", "was", "corrected"))
            meetings += [day for line in dates if line for day in _meeting(line)]
        elif review:
            fields["review"] = review[1]
        elif number > 1:
            other_items.append(item)
    if "corrections" in requests:  # the line of the timescale has it as it was corrected
        fields["timescale"] = requests["corrections"][0]["was"]
    fields |= {key: [*records] for key, records in requests.items()}
    return PromiseColumn(fields, tuple(meetings), tuple(other_items))


def parse_progress_column(items: Sequence[str]) -> dict[str, PlanValue]:
    """Notes, milestones and the day of completion, from the items of the column of progress."""
    fields: dict[str, PlanValue] = {}
    notes: list[PlanValue] = []
    steps: list[PlanValue] = []
    for number, item in enumerate(items):
        completed, step, note = (form.fullmatch(item) for form in (_COMPLETED, _STEP, _NOTE))
        if completed and not number:
            fields |= {"status": "complete", "completed": completed[1]}
            fields |= {"recorded": completed[2]} if completed[2] else {}
        elif step:
            steps.append(_step(step))
        elif note:
            notes.append({key: value for key, value in note.groupdict().items() if value})
        else:
            notes.append({"note": item})
    return fields | {
        key: value for key, value in (("milestones", steps), ("progress", notes)) if value
    }


def parse_printed_timescale(line: str) -> PlanValue:
    """A timescale from the line that a pack prints for it; as it stands where it is none."""
    match = _DUE.fullmatch(line)
    words = match["words"] if match else line
    if match and match["due"]:
        return {"written": words, "due": match["due"]}
    quarter = _QUARTER.fullmatch(words)
    return quarter[1] if quarter else words


def parse_printed_roles(words: str) -> list[PlanValue]:
    """Roles as a sentence lists them: a, b and c."""
    *first, last = words.split(", ")
    return [*first, *last.rsplit(" and ", 1)] if " and " in last else [words]


def _meeting(line: str) -> list[str]:
    """The day of the board that a line names by its month."""
    match = _DUE.fullmatch(line)
    try:
        reading = read_timescale((match["due"] or match["words"]) if match else line)
    except Unreadable:
        return []
    return [match["day"]] if match and isinstance(reading, AtBoard) else []


def _request(match: re.Match[str]) -> tuple[str, dict[str, PlanValue]]:
    """What was asked of the board, by the key of an action that it stands under."""
    names = ("reason", "by", "requested", "agreed", "agreed_by", "refused", "clerical")
    fields: dict[str, PlanValue] = {key: match[key] for key in names if match[key]}
    if match["reported"]:
        fields["requested"] = match["reported"]
    if match["to"]:
        return "extensions", {"to": parse_printed_timescale(match["to"]), **fields}
    if match["until"]:
        return "pauses", {"until": parse_printed_timescale(match["until"]), **fields}
    if match["was"]:
        dates = {
            "was": parse_printed_timescale(match["was"]),
            "to": parse_printed_timescale(match["corrected"]),
        }
        return "corrections", {**dates, **fields}
    others = match["replaced_by"]
    return "withdrawals", {
        **fields,
        **({"replaced_by": parse_printed_roles(others)} if others else {}),
    }


def _step(match: re.Match[str]) -> PlanValue:
    """A milestone; what stands behind its last comma is its timescale, where it can be one."""
    fields: dict[str, PlanValue] = {}
    words = match["what"]
    for comma in reversed([sign.start() for sign in re.finditer(", ", words)]):
        due = parse_printed_timescale(words[comma + 2 :])
        if _is_timescale(due):
            fields["timescale"], words = due, words[:comma]
            break
    leads = _LEADS.fullmatch(words)
    if leads:
        fields["leads"], words = parse_printed_roles(leads["leads"]), leads["what"]
    return {"what": words, **fields, **({"done": match["done"]} if match["done"] else {})}


def _is_timescale(value: PlanValue) -> bool:
    words = str(value["due"] if isinstance(value, dict) else value)
    try:
        read_timescale(words)
    except Unreadable:
        return False
    return True


class PackPlan(NamedTuple):
    """The files of the plan by their paths, the paths of its actions, and the account."""

    files: Mapping[str, PlanValue]
    paths: Mapping[str, str]  # by ref
    areas: int
    entries: tuple[AccountEntry, ...]


def is_own_pack(paper: Paper) -> bool:
    """Whether a paper is a pack of ours: its full plan has the nine columns, as we name them."""
    names = [line.text for line in paper if isinstance(line, PaperLine) and line.heading]
    return _FULL_PLAN in names and any(_is_head(part) for part in paper)


def read_own_pack(paper: Paper) -> PackPlan:
    """The plan that a pack of ours was printed from, in nine columns."""
    return _PackReader().whole(paper)


def _is_head(part: PaperLine | PaperRow) -> bool:
    """Whether a row heads a table of the full plan."""
    return isinstance(part, PaperRow) and tuple(cell.text for cell in part.cells) == COLUMN_NAMES


class _PackReader:
    """Goes through a pack, and takes from it what a plan says."""

    def __init__(self) -> None:
        self._files: dict[str, PlanValue] = {}
        self._paths: dict[str, str] = {}
        self._entries: list[AccountEntry] = []
        self._leads: dict[str, None] = {}
        self._meetings: dict[str, None] = {}
        self._means: dict[str, str] = {}
        self._taken: set[str] = set()

    def whole(self, paper: Paper) -> PackPlan:
        """The plan of a whole pack."""
        section, folder, table = "", "", ""
        for part in paper:
            if isinstance(part, PaperLine):
                section = part.text if part.heading == 1 else section
                area = _AREA.fullmatch(part.text) if section == _FULL_PLAN else None
                folder = self._take_area(part, area) if area and part.heading else folder
                if not (area and part.heading):
                    self._note_derived(part.place, part.text)
            elif _is_head(part):
                table = part.table
                self._note_row(part)
            elif part.table == table and folder:
                self._take_action(part, folder)
            else:
                self._take_pair(part, section)
        areas = sum(path.endswith("/area.yaml") for path in self._files)
        return PackPlan(
            {**self._front(paper), **self._files}, self._paths, areas, (*self._entries,)
        )

    def _take_area(self, line: PaperLine, heading: re.Match[str]) -> str:
        folder = free_path(f"areas/{area_folder_name(heading[1], heading[2])}", self._taken)
        self._files[f"{folder}/area.yaml"] = {"ref": heading[1], "title": heading[2]}
        self._entries.append(AccountEntry(line.place, line.text, Fate.PLACED, f"area {heading[1]}"))
        return folder

    def _take_action(self, row: PaperRow, folder: str) -> None:
        """An action: a row of the full plan."""
        (ref, *title), *texts, lead, progress_items = (_texts(cell) for cell in row.cells[:7])
        fields: dict[str, PlanValue] = {"ref": ref, "title": " ".join(title) or f"Action {ref}"}
        for key, items in zip(_TEXTS, texts, strict=True):
            fields[key] = [*items] or None
        promise = parse_promise_column(lead)
        other_items = [item for item in progress_items if _BESIDE.match(item)]
        fields |= promise.said | parse_progress_column(
            [item for item in progress_items if item not in other_items]
        )
        self._leads |= dict.fromkeys(_roles(fields))
        self._meetings |= dict.fromkeys(promise.meetings)
        path = free_path(f"{folder}/{action_file_name(ref, str(fields['title']))}", self._taken)
        self._files[path], self._paths[ref] = fields, path
        self._account(row, ref, {*promise.left, *other_items})

    def _account(self, row: PaperRow, ref: str, unplaced: set[str]) -> None:
        for name, cell in zip(COLUMN_NAMES, row.cells, strict=False):
            for paragraph in cell.paragraphs:
                if paragraph.text in unplaced:
                    entry = AccountEntry(row.place, paragraph.text, Fate.ASKED, ref, _BY_HAND)
                elif name.endswith("RAG") or paragraph.text == NONE_RECORDED:
                    self._note_derived(row.place, paragraph.text)
                    continue
                else:
                    target = f"{ref} {name}"
                    entry = AccountEntry(row.place, paragraph.text, Fate.PLACED, target)
                self._entries.append(entry)

    def _take_pair(self, row: PaperRow, section: str) -> None:
        """A row of another table; one of the glossary says what a word means."""
        if section == "Glossary and roles" and len(row.cells) == _PAIR:
            self._means[row.cells[0].text] = row.cells[1].text
        self._note_row(row)

    def _note_row(self, row: PaperRow) -> None:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                self._note_derived(row.place, paragraph.text)

    def _note_derived(self, place: str, text: str) -> None:
        why = "planctl works it out from the plan, and makes it anew"
        self._entries.append(AccountEntry(place, text, Fate.STRUCTURE, "the pack", why))

    def _front(self, paper: Paper) -> dict[str, PlanValue]:
        """What the cover and the glossary say."""
        cover = _cover(paper)
        titles = [line.text for line in cover if line.heading == 1 and line.text != _FULL_PLAN]
        before = [line.text for line in cover if not line.heading and not _BOARD.match(line.text)]
        boards = [match[1] for line in cover if (match := _BOARD.fullmatch(line.text))]
        roles = {role: self._means.get(role, role) for role in self._leads}
        words = {word: means for word, means in self._means.items() if word not in roles}
        governance: dict[str, PlanValue] = {"board": {"name": boards[0]}} if boards else {}
        if self._meetings:
            governance["meetings"] = [{"on": day} for day in self._meetings]
        plan: dict[str, PlanValue] = {
            "title": titles[0] if titles else "Improvement plan",
            "organisation": before[0] if before else "To be named",
        }
        files: dict[str, PlanValue] = {"plan.yaml": plan}
        for path, fields in (("governance", governance), ("roles", roles), ("glossary", words)):
            if fields:
                files[f"{path}.yaml"] = dict(fields)
        return files


def _cover(paper: Paper) -> list[PaperLine]:
    """The lines above the first table."""
    return cast("list[PaperLine]", [*takewhile(lambda part: isinstance(part, PaperLine), paper)])


def _texts(cell: PaperCell) -> tuple[str, ...]:
    """The items of a cell; none where it says that there are none."""
    texts = tuple(paragraph.text for paragraph in cell.paragraphs)
    return () if texts == (NONE_RECORDED,) else texts


def _roles(fields: Mapping[str, PlanValue]) -> Iterator[str]:
    """Whom an action names."""
    for holder in (fields, *_groups(fields.get("milestones"))):
        leads = holder.get("leads")
        yield from (str(lead) for lead in (leads if isinstance(leads, list) else ()))


def _groups(items: PlanValue) -> Iterator[Mapping[str, PlanValue]]:
    yield from (
        item for item in (items if isinstance(items, list) else ()) if isinstance(item, dict)
    )
