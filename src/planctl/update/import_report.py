"""The account of an import: the report for people and for programs, and the printed summary.

Every word of the paper has a fate. After an update, what the plan did not take is not called
placed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from planctl.intake.account import AccountEntry, Fate, plain_value
from planctl.intake.plan.draft_action import YOU_SAID_SO
from planctl.intake.plan.plan_content import ImportResult
from planctl.intake.question import PaperQuestion, ask_once, group_questions, value_kind
from planctl.model.action import Action
from planctl.model.timescale_grammar import shorten
from planctl.model.words import count_noun, json_text, printable_text
from planctl.render.markup import plain_markdown
from planctl.save.files import Draft, write_file
from planctl.update.paper_memory import LastImport, PaperLinks, PastUpdate, read_last_import
from planctl.update.paper_merge import KEPT_PREFIX, KeptValue
from planctl.update.paper_update import (
    REMOVED_FROM_PLAN,
    NewerPaper,
    PaperChanges,
    compare_paper,
)
from planctl.workspace.plan import Workspace

_FEW: Final = 10  # things that are listed at once; the report has all
_OWN: Final = ("title", "status")  # guesses of nearly every action, which are counted apart
_NAME: Final = "import-report"
_USUAL: Final = "plan"  # the name of a plan folder that says nothing
_SHORT: Final = 80  # characters of a text whose whole stands further below
_VALUES: Final = (*Action.model_fields, "milestone", "extension", "note")
_SURE: Final = ("low", "medium", "high")


class ImportAccount(NamedTuple):
    """An import: what was found in which paper, and what was done with it."""

    found: ImportResult
    paper: str  # the name of its file
    answers: Mapping[str, str] = MappingProxyType({})
    told: Sequence[str] = ()  # what was done with the plan that was there
    kept: Sequence[KeptValue] = ()  # what that plan has otherwise
    ties: PaperLinks = PaperLinks()
    earlier: Sequence[PastUpdate] = ()  # updates before this one
    on: str = ""  # the day of this one

    @property
    def story(self) -> Sequence[PastUpdate]:
        """What was done with the plan that was there, the newest last; not what it kept."""
        told = [each for each in self.told if not each.startswith(KEPT_PREFIX)]
        return [*self.earlier, PastUpdate(self.on, self.paper, told)] if told else self.earlier


def update_drafts(
    account: ImportAccount, now: Workspace, report: Path, as_at: date
) -> tuple[ImportAccount, tuple[Draft, ...]]:
    """The files of a plan as a newer paper has them, and what is said of that.

    report: where the account of the import before is, by which it is known what that brought.
    """
    memory = read_last_import(report.with_name(f"{report.name}.json"))
    paper = NewerPaper(account.found, account.paper, memory or LastImport(), as_at)
    edits = compare_paper(paper, now)
    no_memory = (
        f"there is no {report.name}.json of an import before: what differs is kept, not edited"
    )
    account = account._replace(
        found=with_plan_fates(account.found, edits),
        told=edits.told if memory else (no_memory, *edits.told),
        kept=edits.kept,
        ties=edits.ties,
        earlier=paper.memory.story,
        on=as_at.isoformat(),
    )
    return account, edits.drafts


def with_plan_fates(result: ImportResult, changes: PaperChanges) -> ImportResult:
    """What was found, with what the plan did not take as what it is: open, or not placed.

    What the paper leaves open as it did before, and the plan says by now, is open no longer.
    """
    entries: list[AccountEntry] = []
    reported: set[int] = set()  # the identities of what an entry was found for
    by_place: dict[str, list[KeptValue]] = {}
    for kept in changes.kept:
        by_place.setdefault(kept.to if kept.unmet.at else kept.of, []).append(kept)
    for entry in result.entries:
        subject = entry.to.rpartition(" ")[0]
        candidates = [*by_place.get(entry.to, ()), *by_place.get(subject, ())]
        one = next((kept for kept in candidates if _concerns(entry, kept)), None)
        reported |= {id(one)} if one else set()
        entries += _kept_entries(entry, one) if one else _unkept_entries(entry, changes)
    rest = (kept for kept in changes.kept if kept.unmet.is_open and id(kept) not in reported)
    entries += [AccountEntry("", "", Fate.ASKED, kept.to, kept.unmet.why) for kept in rest]
    return result._replace(entries=tuple(entries))


def _unkept_entries(entry: AccountEntry, changes: PaperChanges) -> list[AccountEntry]:
    """An entry that is about no value which the plan keeps; none for what was made in vain."""
    why = ""
    if entry.to.rpartition(" ")[0] in changes.out:
        why = REMOVED_FROM_PLAN
    elif entry.fate is Fate.ASKED and entry.to in changes.settled:
        why = f"the plan says “{changes.settled[entry.to]}”"
    if entry.fate is Fate.MADE and (why or entry.to in changes.vain):
        return []
    return [entry._replace(fate=Fate.LEFT, why=why, sure=None, propose="") if why else entry]


def _concerns(entry: AccountEntry, one: KeptValue) -> bool:
    """Whether a piece of the paper is what the plan has otherwise."""
    if not one.unmet.at:
        return True
    is_whole = len(one.unmet.at) == 1 and entry.fate in {Fate.PLACED, Fate.READ}
    is_named = not one.unmet.texts or entry.text in one.unmet.texts
    return is_whole and is_named


def _kept_entries(entry: AccountEntry, one: KeptValue) -> list[AccountEntry]:
    unmet = one.unmet
    if not unmet.at:  # all that the paper says of an action
        return _entries_of_other(entry, one)
    if unmet.to:
        return [entry._replace(to=f"{one.of} {unmet.to}", why=unmet.why)]
    if unmet.is_open:
        return [entry._replace(fate=Fate.ASKED, why=unmet.why, sure=None)]
    return [entry._replace(fate=Fate.LEFT, to="", why=f"{one.to}: {unmet.why}", sure=None)]


def _entries_of_other(entry: AccountEntry, one: KeptValue) -> list[AccountEntry]:
    if entry.fate is Fate.MADE:
        return []
    is_ref = entry.to.endswith(" ref") and entry.text
    fate = Fate.ASKED if is_ref else Fate.LEFT
    return [entry._replace(fate=fate, why=one.unmet.why, sure=None, propose="")]


def import_summary(account: ImportAccount, where: Sequence[str]) -> str:
    """The lines that are printed: how many, what needs a person, and where the rest stands."""
    return "".join(f"{printable_text(line)}\n" for line in _summary_lines(account, where))


def _summary_lines(account: ImportAccount, where: Sequence[str]) -> Iterator[str]:
    result = account.found
    actions = count_noun(len(result.paths), "action")
    yield f"{actions} in {count_noun(result.areas, 'area')} found in {account.paper}"
    questions = group_questions(result.entries)
    need = "needs" if len(questions) == 1 else "need"
    things = f"{count_noun(len(questions), 'thing')} {need} a person"
    yield things if questions else "nothing needs a person"
    yield from _first_lines(
        [line for q in questions for line in _question_lines(q, account.ties)], 2
    )
    yield _guess_counts(result)
    counts = value_counts(result.entries)
    if counts:
        values = "; ".join(f"{kind} {', '.join(map(str, n))}" for kind, n in counts.items())
        yield f"read, guessed and asked: {values}"
    left = [entry for entry in result.of(Fate.LEFT) if entry.text]
    yield f"{count_noun(len(left), 'piece')} of text not placed{': see the report' * bool(left)}"
    yield from result.notes
    kept = [entry for entry in account.told if entry.startswith(KEPT_PREFIX)]
    yield from _first_lines([entry for entry in account.told if not entry.startswith(KEPT_PREFIX)])
    yield from _first_lines(kept)
    yield from where


def _first_lines(lines: Sequence[str], each: int = 1) -> Iterator[str]:
    """The first lines, and how many things there are besides, of so many lines each."""
    yield from lines[: _FEW * each]
    if len(lines) > _FEW * each:
        yield f"  and {len(lines) // each - _FEW} more, in the report"


def _question_lines(question: PaperQuestion, ties: PaperLinks) -> Iterator[str]:
    """What is asked, with the first things that it is about, and what holds until then."""
    if len(question.items) == 1:
        item = question.items[0]
        propose = f" ({item.propose}?)" if item.propose else ""
        where = ties.shown(item.targets[0]) if len(item.targets) == 1 else item.where
        text = f" “{shorten(item.text)}”" if item.text else ""
        yield f"  {where}{text}: {item.why}{propose}"
    else:
        yield f"  {question.kind}, {question.places} times: {question.why}; {question.examples}"
    yield f"    if left: {question.if_left}"


def value_counts(entries: Sequence[AccountEntry]) -> dict[str, tuple[int, int, int]]:
    """Of each kind of value of an action, how many were read, guessed and asked."""
    counts: dict[str, list[int]] = {}
    for entry in entries:
        kind = value_kind(entry.to)
        is_guess = entry.sure is not None and not entry.why.endswith(YOU_SAID_SO)
        is_read = entry.fate in {Fate.PLACED, Fate.READ} and bool(entry.text)
        if (
            " " not in entry.to
            or kind not in _VALUES
            or not (is_guess or is_read or entry.fate is Fate.ASKED)
        ):
            continue
        column = 2 if entry.fate is Fate.ASKED else int(is_guess)
        counts.setdefault(kind, [0, 0, 0])[column] += 1
    return {kind: (n[0], n[1], n[2]) for kind in _VALUES if (n := counts.get(kind))}


def _guess_counts(result: ImportResult) -> str:
    """How many guesses there are, and of what."""
    names = [entry.to.rpartition(" ")[2] for entry in result.guesses]
    parts = [
        count_noun(names.count(name), name, f"{name}{'es' * (name[-1] == 's') or 's'}")
        for name in _OWN
    ]
    others = sum(name not in _OWN for name in names)
    parts = [part for part, name in zip(parts, _OWN, strict=True) if name in names]
    parts += [count_noun(others, "other")] if others and parts else []
    details = f" ({', '.join(parts)})" if parts else ""
    return f"{count_noun(len(names), 'guess', 'guesses')}{details}"


def relative_path(path: Path) -> str:
    """A path as a person standing in the current folder would write it."""
    try:
        return path.relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def report_path(plan: Path, folder: Path | None) -> Path:
    """Where the report of a plan is, without its ending: beside the plan, unless a folder is given.

    Plans that stand beside each other have reports of their own.
    """
    name = _NAME if plan.name == _USUAL else f"{plan.name}-{_NAME}"
    return (folder or plan.parent) / name


def write_report(account: ImportAccount, report: Path) -> Sequence[Path]:
    """Write the report, for people and for programs; its two files."""
    paths = [report.with_name(f"{report.name}.{ending}") for ending in ("md", "json")]
    write_file(paths[0], b"".join(f"{line}\n".encode() for line in _markdown(account)))
    write_file(paths[1], b"".join(_line_per_item(import_report_json(account))))
    return paths


def _line_per_item(account: Mapping[str, object]) -> Iterator[bytes]:
    """JSON with a line for each key, and for each item of a long list: git shows what changed."""
    for number, (key, value) in enumerate(account.items()):
        yield f"{',' if number else '{'}\n{json_text(key, indent=None)}: ".encode()
        if isinstance(value, list) and value:
            for at, item in enumerate(value):
                yield f"{',' if at else '['}\n{json_text(item, indent=None)}".encode()
            yield b"\n]"
        else:
            yield json_text(value, indent=None).encode()
    yield b"\n}\n"


def import_report_json(account: ImportAccount) -> dict[str, object]:
    """The whole account for programs; keys may be added, never changed."""
    result = account.found
    pieces = ask_once(result.entries)
    fates = [piece.fate for piece in pieces]
    return {
        "file": account.paper,
        "actions": len(result.paths),
        "areas": result.areas,
        "counts": {fate.name.lower(): fates.count(fate) for fate in Fate},
        "guesses": len(result.guesses),
        "values": {
            kind: dict(zip(("read", "guessed", "asked"), numbers, strict=True))
            for kind, numbers in value_counts(result.entries).items()
        },
        "questions": [
            {
                "kind": question.kind,
                "why": question.why,
                "if_left": question.if_left,
                "about": [
                    {"to": list(item.targets), "text": item.text, "proposal": item.propose}
                    for item in question.items
                ],
            }
            for question in group_questions(result.entries)
        ],
        "pieces": [
            {
                "place": each.place,
                "text": each.text,
                "fate": each.fate.name.lower(),
                "to": each.to,
                "why": each.why,
                "confidence": each.sure,
                "proposal": each.propose,
            }
            for each in pieces
        ],
        "made": [
            {"file": path, "at": list(at), "value": value}
            for path, at, value in result.made_values()
        ],
        "notes": list(result.notes),
        "answers": dict(account.answers),
        "told": list(account.told),
        "story": [each._asdict() for each in account.story],
        "refs": dict(account.ties.refs),
        "area_refs": dict(account.ties.areas),
        "asked": [
            {"to": to, "text": text, "plan": value}
            for (to, text), value in account.ties.asked.items()
        ],
        "guessed": sorted(account.ties.guessed),
        "open": [
            {"of": each.of, "at": list(each.unmet.at), "was": each.unmet.was}
            for each in account.kept
            if each.unmet.is_open
        ],
        "said": {path: plain_value(said) for path, said in result.files.items()},
    }


def _markdown(account: ImportAccount) -> Iterator[str]:
    """The report: what needs a person, the guesses, what was not placed, and then the rest."""
    result, messages = account.found, account.told
    yield f"# Import of {_cell(account.paper)}"
    yield ""
    actions, areas = count_noun(len(result.paths), "action"), count_noun(result.areas, "area")
    yield f"{actions} in {areas} were found."
    yield "Every piece of the paper's text stands in the plan or in this report, or in both."
    yield from (f"Note: {note}." for note in result.notes)
    if messages:
        title = "What was done with the plan that was there"
        yield from _section(title, ("What",), ((entry,) for entry in messages))
    asked = [
        (_place(e, account.ties, e.place), e.text or "–", e.why, e.propose or "–", question.if_left)
        for question in group_questions(result.entries)
        for e in question.entries
    ]
    heads = ("Where", "The paper says", "What to decide", "Perhaps", "If left")
    yield from _section("What needs a person", heads, asked)
    yield from _guesses(result)
    left = [(entry.place or "–", entry.text or "–", entry.why) for entry in result.of(Fate.LEFT)]
    yield from _section("What was not placed", ("Where", "Text", "Why"), left)
    if account.answers:
        answers = account.answers.items()
        yield from _section("What you answered", ("Question", "Answer"), answers)
    if account.earlier:
        done = [(entry.on, entry.paper, what) for entry in account.earlier for what in entry.told]
        yield from _section("What updates did before", ("Day", "Paper", "What"), done)
    rest = [
        (entry.place, entry.text, _place(entry, account.ties, entry.why))
        for fate in (Fate.PLACED, Fate.READ, Fate.STRUCTURE)
        for entry in result.of(fate)
        if entry.text
    ]
    yield from _section("Where everything else went", ("Where", "Text", "Went to"), rest)


def _guesses(result: ImportResult) -> Iterator[str]:
    """The guesses, the least sure first; those that are alike share a line."""
    groups: dict[tuple[str, ...], list[AccountEntry]] = {}
    for entry in result.guesses:
        field = entry.to.rpartition(" ")[2]
        key = (entry.to, entry.text, entry.why)
        if field == "status":
            text = entry.text if entry.fate is Fate.MADE else ""
            key = (field, text, f"{entry.why} {entry.sure}")
        if not (entry.to.endswith(" title") and entry.fate is Fate.MADE):
            groups.setdefault(key, []).append(entry)
    ordered = sorted(groups.values(), key=lambda group: _SURE.index(str(group[0].sure)))
    rows = (
        (_subject(group), shorten(group[0].text, _SHORT) or "–", group[0].why, str(group[0].sure))
        for group in ordered
    )
    yield from _section("What was guessed", ("For", "Guess or text", "Why", "How sure"), rows)
    guesses = [entry for entry in result.guesses if entry.fate is Fate.MADE]
    titles = [entry for entry in guesses if entry.to.endswith(" title")]
    if titles:
        yield ""
        yield "The paper gives these no title, so one was made of their first words:"
        yield from _table(("For", "Title"), ((entry.to, entry.text) for entry in titles))


def _subject(group: Sequence[AccountEntry]) -> str:
    if len(group) == 1:
        return group[0].to
    refs = [each.to.rpartition(" ") for each in group]
    return f"{refs[0][2]} of {', '.join(ref for ref, _, _ in refs)}"


def _place(entry: AccountEntry, ties: PaperLinks, note: str) -> str:
    """Where a piece went in the plan, and a note to that."""
    to = ties.shown(entry.to)
    return f"{to} ({note})" if note else to


def _section(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    listed = list(rows)
    if not listed:
        yield ""
        yield "Nothing."
        return
    yield from _table(heads, listed)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    yield from (f"| {' | '.join(map(_cell, row))} |" for row in rows)


def _cell(text: str) -> str:
    """A text in a cell, as it is."""
    return str(plain_markdown(printable_text(text)))
