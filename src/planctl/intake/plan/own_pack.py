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

from planctl.intake.account import Entry, Fate
from planctl.intake.read.parts import Cell, Line, Paper, Row
from planctl.model.calendar import MONTHS
from planctl.model.column_name import COLUMN_NAMES, NONE_RECORDED
from planctl.model.file_name import action_file, area_folder, free_path
from planctl.model.said import Said
from planctl.model.timescale import AtBoard
from planctl.model.written import Unreadable, read_timescale

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


class Promised(NamedTuple):
    """What the column of leads and timescale says."""

    said: dict[str, Said]
    meetings: tuple[str, ...]  # the days of boards that it names only by their month
    left: tuple[str, ...]  # items that are none of these


def promised(items: Sequence[str]) -> Promised:
    """Leads, timescale, review and requests to the board, from the items of their column."""
    said: dict[str, Said] = {}
    meetings: list[str] = []
    left: list[str] = []
    requests: dict[str, list[dict[str, Said]]] = {}
    for number, item in enumerate(items):
        request, review = _REQUEST.fullmatch(item), _REVIEW.fullmatch(item)
        if number == 0:
            said["leads"] = None if item == "No lead named" else roles(item)
        elif number == 1 and item != "Timescale not set":
            said["timescale"] = timescale(item)
            meetings += _meeting(item)
        elif request:
            key, record = _request(request)
            requests.setdefault(key, []).append(record)
            named = (request[name] for name in ("to", "until", "was", "corrected"))
            meetings += [day for line in named if line for day in _meeting(line)]
        elif review:
            said["review"] = review[1]
        elif number > 1:
            left.append(item)
    if "corrections" in requests:  # the line of the timescale has it as it was corrected
        said["timescale"] = requests["corrections"][0]["was"]
    said |= {key: [*records] for key, records in requests.items()}
    return Promised(said, tuple(meetings), tuple(left))


def progress(items: Sequence[str]) -> dict[str, Said]:
    """Notes, milestones and the day of completion, from the items of the column of progress."""
    said: dict[str, Said] = {}
    notes: list[Said] = []
    steps: list[Said] = []
    for number, item in enumerate(items):
        completed, step, note = (form.fullmatch(item) for form in (_COMPLETED, _STEP, _NOTE))
        if completed and not number:
            said |= {"status": "complete", "completed": completed[1]}
            said |= {"recorded": completed[2]} if completed[2] else {}
        elif step:
            steps.append(_step(step))
        elif note:
            notes.append({key: value for key, value in note.groupdict().items() if value})
        else:
            notes.append({"note": item})
    return said | {
        key: value for key, value in (("milestones", steps), ("progress", notes)) if value
    }


def timescale(line: str) -> Said:
    """A timescale from the line that a pack prints for it; as it stands where it is none."""
    found = _DUE.fullmatch(line)
    words = found["words"] if found else line
    if found and found["due"]:
        return {"written": words, "due": found["due"]}
    quarter = _QUARTER.fullmatch(words)
    return quarter[1] if quarter else words


def roles(words: str) -> list[Said]:
    """Roles as a sentence lists them: a, b and c."""
    *first, last = words.split(", ")
    return [*first, *last.rsplit(" and ", 1)] if " and " in last else [words]


def _meeting(line: str) -> list[str]:
    """The day of the board that a line names by its month."""
    found = _DUE.fullmatch(line)
    try:
        reading = read_timescale((found["due"] or found["words"]) if found else line)
    except Unreadable:
        return []
    return [found["day"]] if found and isinstance(reading, AtBoard) else []


def _request(found: re.Match[str]) -> tuple[str, dict[str, Said]]:
    """What was asked of the board, by the key of an action that it stands under."""
    names = ("reason", "by", "requested", "agreed", "agreed_by", "refused", "clerical")
    rest: dict[str, Said] = {key: found[key] for key in names if found[key]}
    if found["reported"]:
        rest["requested"] = found["reported"]
    if found["to"]:
        return "extensions", {"to": timescale(found["to"]), **rest}
    if found["until"]:
        return "pauses", {"until": timescale(found["until"]), **rest}
    if found["was"]:
        both = {"was": timescale(found["was"]), "to": timescale(found["corrected"])}
        return "corrections", {**both, **rest}
    others = found["replaced_by"]
    return "withdrawals", {**rest, **({"replaced_by": roles(others)} if others else {})}


def _step(found: re.Match[str]) -> Said:
    """A milestone; what stands behind its last comma is its timescale, where it can be one."""
    said: dict[str, Said] = {}
    what = found["what"]
    for comma in reversed([sign.start() for sign in re.finditer(", ", what)]):
        when = timescale(what[comma + 2 :])
        if _is_timescale(when):
            said["timescale"], what = when, what[:comma]
            break
    leads = _LEADS.fullmatch(what)
    if leads:
        said["leads"], what = roles(leads["leads"]), leads["what"]
    return {"what": what, **said, **({"done": found["done"]} if found["done"] else {})}


def _is_timescale(when: Said) -> bool:
    words = str(when["due"] if isinstance(when, dict) else when)
    try:
        read_timescale(words)
    except Unreadable:
        return False
    return True


_FULL_PLAN: Final = "The full plan"
_TEXTS: Final = ("actions", "expected_impact", "impact_measures", "reporting")
_AREA: Final = re.compile(r"Area (.+?): (.+)")
_BOARD: Final = re.compile(r"Board pack for the (.+)")
_BESIDE: Final = re.compile(
    "(?:Evidence|Verified|Findings answered|Depends on|Escalations|Decisions): "
)
_BY_HAND: Final = "it stands in none of the nine columns; write it into the action by hand"
_PAIR: Final = 2  # cells of a row that says what a word means


class Back(NamedTuple):
    """The files of the plan by their paths, the paths of its actions, and the account."""

    files: Mapping[str, Said]
    paths: Mapping[str, str]  # by ref
    areas: int
    entries: tuple[Entry, ...]


def is_pack(paper: Paper) -> bool:
    """Whether a paper is a pack of ours: its full plan has the nine columns, as we name them."""
    names = [line.text for line in paper if isinstance(line, Line) and line.heading]
    return _FULL_PLAN in names and any(_is_head(part) for part in paper)


def back(paper: Paper) -> Back:
    """The plan that a pack of ours was printed from, in nine columns."""
    return _Back().whole(paper)


def _is_head(part: Line | Row) -> bool:
    """Whether a row heads a table of the full plan."""
    return isinstance(part, Row) and tuple(cell.text for cell in part.cells) == COLUMN_NAMES


class _Back:
    """Goes through a pack, and takes from it what a plan says."""

    def __init__(self) -> None:
        self._files: dict[str, Said] = {}
        self._paths: dict[str, str] = {}
        self._entries: list[Entry] = []
        self._leads: dict[str, None] = {}
        self._meetings: dict[str, None] = {}
        self._means: dict[str, str] = {}
        self._taken: set[str] = set()

    def whole(self, paper: Paper) -> Back:
        """The plan of a whole pack."""
        section, folder, table = "", "", ""
        for part in paper:
            if isinstance(part, Line):
                section = part.text if part.heading == 1 else section
                area = _AREA.fullmatch(part.text) if section == _FULL_PLAN else None
                folder = self._area(part, area) if area and part.heading else folder
                if not (area and part.heading):
                    self._work(part.place, part.text)
            elif _is_head(part):
                table = part.table
                self._structure(part)
            elif part.table == table and folder:
                self._act(part, folder)
            else:
                self._pair(part, section)
        areas = sum(path.endswith("/area.yaml") for path in self._files)
        return Back({**self._front(paper), **self._files}, self._paths, areas, (*self._entries,))

    def _area(self, line: Line, found: re.Match[str]) -> str:
        folder = free_path(f"areas/{area_folder(found[1], found[2])}", self._taken)
        self._files[f"{folder}/area.yaml"] = {"ref": found[1], "title": found[2]}
        self._entries.append(Entry(line.place, line.text, Fate.PLACED, f"area {found[1]}"))
        return folder

    def _act(self, row: Row, folder: str) -> None:
        """An action: a row of the full plan."""
        (ref, *title), *texts, lead, done = (_texts(cell) for cell in row.cells[:7])
        said: dict[str, Said] = {"ref": ref, "title": " ".join(title) or f"Action {ref}"}
        for key, items in zip(_TEXTS, texts, strict=True):
            said[key] = [*items] or None
        found = promised(lead)
        beside = [item for item in done if _BESIDE.match(item)]
        said |= found.said | progress([item for item in done if item not in beside])
        self._leads |= dict.fromkeys(_roles(said))
        self._meetings |= dict.fromkeys(found.meetings)
        path = free_path(f"{folder}/{action_file(ref, str(said['title']))}", self._taken)
        self._files[path], self._paths[ref] = said, path
        self._account(row, ref, {*found.left, *beside})

    def _account(self, row: Row, ref: str, left: set[str]) -> None:
        for name, cell in zip(COLUMN_NAMES, row.cells, strict=False):
            for paragraph in cell.paragraphs:
                if paragraph.text in left:
                    entry = Entry(row.place, paragraph.text, Fate.ASKED, ref, _BY_HAND)
                elif name.endswith("RAG") or paragraph.text == NONE_RECORDED:
                    self._work(row.place, paragraph.text)
                    continue
                else:
                    to = f"{ref} {name}"
                    entry = Entry(row.place, paragraph.text, Fate.PLACED, to)
                self._entries.append(entry)

    def _pair(self, row: Row, section: str) -> None:
        """A row of another table; one of the glossary says what a word means."""
        if section == "Glossary and roles" and len(row.cells) == _PAIR:
            self._means[row.cells[0].text] = row.cells[1].text
        self._structure(row)

    def _structure(self, row: Row) -> None:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                self._work(row.place, paragraph.text)

    def _work(self, place: str, text: str) -> None:
        why = "planctl works it out from the plan, and makes it anew"
        self._entries.append(Entry(place, text, Fate.STRUCTURE, "the pack", why))

    def _front(self, paper: Paper) -> dict[str, Said]:
        """What the cover and the glossary say."""
        cover = _cover(paper)
        titles = [line.text for line in cover if line.heading == 1 and line.text != _FULL_PLAN]
        before = [line.text for line in cover if not line.heading and not _BOARD.match(line.text)]
        boards = [found[1] for line in cover if (found := _BOARD.fullmatch(line.text))]
        roles = {role: self._means.get(role, role) for role in self._leads}
        words = {word: means for word, means in self._means.items() if word not in roles}
        governance: dict[str, Said] = {"board": {"name": boards[0]}} if boards else {}
        if self._meetings:
            governance["meetings"] = [{"on": day} for day in self._meetings]
        plan: dict[str, Said] = {
            "title": titles[0] if titles else "Improvement plan",
            "organisation": before[0] if before else "To be named",
        }
        files: dict[str, Said] = {"plan.yaml": plan}
        for path, said in (("governance", governance), ("roles", roles), ("glossary", words)):
            if said:
                files[f"{path}.yaml"] = dict(said)
        return files


def _cover(paper: Paper) -> list[Line]:
    """The lines above the first table."""
    return cast("list[Line]", [*takewhile(lambda part: isinstance(part, Line), paper)])


def _texts(cell: Cell) -> tuple[str, ...]:
    """The items of a cell; none where it says that there are none."""
    texts = tuple(paragraph.text for paragraph in cell.paragraphs)
    return () if texts == (NONE_RECORDED,) else texts


def _roles(said: Mapping[str, Said]) -> Iterator[str]:
    """Whom an action names."""
    for holder in (said, *_groups(said.get("milestones"))):
        leads = holder.get("leads")
        yield from (str(each) for each in (leads if isinstance(leads, list) else ()))


def _groups(items: Said) -> Iterator[Mapping[str, Said]]:
    yield from (
        each for each in (items if isinstance(items, list) else ()) if isinstance(each, dict)
    )
