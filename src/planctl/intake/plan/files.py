"""The files of a plan from a parsed paper: what each says, and the account of every word."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, cast

from planctl.intake.account import (
    HIGH,
    LOW,
    MEDIUM,
    AccountEntry,
    DerivedText,
    Fate,
    derived_paths,
    plain_value,
)
from planctl.intake.lexicon.date import DATE_PATTERN, DateStyle, parse_date
from planctl.intake.lexicon.lead import looks_like_person
from planctl.intake.lexicon.short_name import finding_subject, make_ids
from planctl.intake.lexicon.words import one_of, word_lists
from planctl.intake.plan.area import PaperArea
from planctl.intake.plan.assemble import PaperPlan
from planctl.intake.plan.front_matter import inspection_facts
from planctl.model.calendar import day_in_words, month_in_words
from planctl.model.file_name import action_file_name, area_folder_name, free_path
from planctl.model.label import to_label
from planctl.model.plan_value import PlanValue
from planctl.model.problem import At
from planctl.model.timescale import AtBoard, OnDay
from planctl.model.timescale_grammar import Unreadable, read_day, read_timescale

_BOARD: Final = re.compile(r"\b((?:[A-Z][\w'’&]*,? ){1,4}Board)\b")
_AT_BOARD: Final = re.compile(r"\bboard(?: meeting)?,?(?: on| of)? (?=\d)", re.IGNORECASE)
# What stands before a board that has no name beside it; any other word is that of another board.
_NAMELESS: Final = re.compile(
    r"(?:^|[.,;:(“–—-]|\b(?:to|the|a|at|by|our|this|next|last|each|every|from|with|for|of|and|in|"
    r"on|after|before|first|inaugural|monthly|quarterly))$"
)


def plan_fields(paper: PaperPlan, entries: list[AccountEntry]) -> dict[str, PlanValue]:
    """What plan.yaml says."""
    front = paper.front
    fields: dict[str, PlanValue] = {}
    for key in ("title", "organisation", "strapline", "version"):
        fields[key] = front.one.get(key) or None
    for key in ("organisation", "version"):
        fields[key] = to_label(str(fields[key] or "")) or None
    for key, default in (("title", "Improvement plan"), ("organisation", "To be named")):
        if not fields[key]:
            fields[key] = DerivedText(default)
            why = f"the paper does not say its {key}; change it in plan.yaml"
            entries.append(AccountEntry("", default, Fate.MADE, key, why, LOW))
    if front.date:
        is_read = front.one["date"] == front.date.due
        fields["date"] = front.one["date"] if is_read else DerivedText(front.date.due)
    for key in ("vision", "introduction"):
        fields[key] = [*front.texts[key]] or None
    fields["inspection"] = _inspection(paper, entries)
    fields["findings"] = _findings(front.texts["findings"], entries)
    fields["closing_the_loop"] = _closing_the_loop(front.texts["closing_the_loop"])
    return {key: value for key, value in fields.items() if value is not None}


def _inspection(paper: PaperPlan, entries: list[AccountEntry]) -> PlanValue:
    """Who inspected, when, and the headline, as far as the introduction says it."""
    front = paper.front
    fields: dict[str, PlanValue] = {}
    for key, words, sentence in inspection_facts(
        [*front.texts["introduction"], *front.texts["findings"]]
    ):
        fields[key] = DerivedText(words)
        why = f"from “{sentence.strip(' .')}”"
        entries.append(AccountEntry("", words, Fate.MADE, f"inspection {key}", why, MEDIUM))
    if front.texts["priority"]:
        fields["priority_action"] = "\n\n".join(front.texts["priority"])
    return fields or None


def _findings(texts: list[str], entries: list[AccountEntry]) -> PlanValue:
    titles = [finding_subject(text) for text in texts]
    for title in titles:
        why = "made from its first words"
        entries.append(AccountEntry("", title, Fate.MADE, "title of a finding", why, HIGH))
    findings: list[PlanValue] = [
        {"id": DerivedText(name), "title": DerivedText(title), "text": text}
        for name, title, text in zip(make_ids(titles), titles, texts, strict=True)
    ]
    return findings or None


def _closing_the_loop(texts: list[str]) -> PlanValue:
    text = " ".join(texts)
    sources: list[PlanValue] = [
        DerivedText(kind)
        for kind in word_lists("source")
        if re.search(one_of("source", kind), text, re.IGNORECASE)
    ]
    fields: dict[str, PlanValue] = {"statement": [*texts]} if texts else {}
    return fields | ({"sources": sources} if sources else {}) or None


def role_fields(paper: PaperPlan) -> dict[str, PlanValue]:
    """What roles.yaml says: each role as the paper writes it, with what the glossary says of it."""
    roles: dict[str, PlanValue] = {}
    for action in paper.all_actions:
        leads = action.said.get("leads")
        for role in leads if isinstance(leads, list) else []:
            roles[str(role)] = DerivedText(_meaning(str(role), paper.front.glossary))
    return roles


def _meaning(role: str, glossary: dict[str, str]) -> str:
    """A role without the abbreviations that the glossary knows."""
    words = [_in_singular(glossary[word]) if word in glossary else word for word in role.split()]
    return " ".join(words)


def _in_singular(meaning: str) -> str:
    """One of what a glossary speaks of as many: a service manager, and not service managers."""
    return re.sub(r"\b(Manager|Worker|Director|Officer)s\b", r"\1", meaning)


def area_fields(region: PaperArea) -> dict[str, PlanValue]:
    """What the area.yaml of an area says."""
    fields: dict[str, PlanValue] = {"ref": DerivedText(region.ref), "title": region.title}
    if region.statement:
        fields["statement"] = "\n\n".join(region.statement)
    return fields


def similar_roles(roles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of roles that may be one: alike, of one meaning, or initials of each other."""
    seen: dict[str, str] = {}
    pairs = []
    for name, meaning in roles.items():
        words = re.findall(r"[^\W\d_]+", meaning)
        initials = "".join(word[0] for word in words).casefold() if len(words) > 1 else ""
        forms = [_letters(name), _letters(meaning), *([initials] if initials else [])]
        other = next((seen[form] for form in forms if form in seen), "")
        if other:
            pairs.append((other, name))
        for form in forms:
            seen.setdefault(form, name)
    return pairs


def _letters(name: str) -> str:
    """The letters of a role in one case, without the sign of the plural."""
    text = re.sub(r"['’]s\b", "s", name.casefold()).replace("manger", "manager")
    return re.sub(r"s\b|\W", "", text)


def governance_fields(paper: PaperPlan, entries: list[AccountEntry]) -> dict[str, PlanValue]:
    """What governance.yaml says: the board by its name, its meetings, who answers for what."""
    texts = paper.front.texts
    fields: dict[str, PlanValue] = {}
    names = Counter(
        board.removeprefix("The ")
        for text in paper.front.paragraphs()
        for board in _BOARD.findall(text)
    )
    name = names.most_common(1)[0][0] if names else ""
    if name:
        fields["board"] = {"name": DerivedText(name)}
        why = "it is the board that the text names most"
        entries.append(AccountEntry("", name, Fate.MADE, "name of the board", why, MEDIUM))
    for key in ("terms", "accountability"):
        if texts[key]:
            fields[key] = [*texts[key]]
    meetings: list[PlanValue] = [{"on": DerivedText(on)} for on in _meetings(paper, name, entries)]
    if meetings:
        fields["meetings"] = meetings
    return fields


def _meetings(paper: PaperPlan, name: str, entries: list[AccountEntry]) -> Iterator[str]:
    """The meetings that texts give a day of, and those that timescales name by their month."""
    days = dict(_days(paper, name))
    for day, text in days.items():
        why = f"from “{text}”"
        entries.append(
            AccountEntry("", day_in_words(day), Fate.MADE, "meeting of the board", why, MEDIUM)
        )
    days |= dict.fromkeys(_days_of_agreement(paper), "")
    dated = {(day.year, day.month, day.day): day_in_words(day) for day in days}
    by_month = {key[:2] for key in dated}
    months = {
        (reading.year, reading.month, 0): month_in_words(reading.year, reading.month)
        for action in paper.all_actions
        for action_date in action.whens
        if isinstance(reading := read_timescale(action_date.due), AtBoard)
        and (reading.year, reading.month) not in by_month
    }
    yield from (on for _, on in sorted({**months, **dated}.items()))


def _days_of_agreement(paper: PaperPlan) -> Iterator[date]:
    """The days on which, as a person says, the board agreed to a later date."""
    for action in paper.all_actions:
        for extension in action.items("extensions") if "extensions" in action.said else ():
            agreed = extension.get("agreed") if isinstance(extension, dict) else None
            if agreed:
                yield read_day(str(agreed))


def _days(paper: PaperPlan, name: str) -> Iterator[tuple[date, str]]:
    """The days that texts give the board, and the words that do."""
    board_days = [
        board_day for text in _texts(paper) for board_day in _board_days(text, paper.front.dates)
    ]
    kinds = [_whose_board(board_day.before, name) for board_day in board_days]
    for board_day, kind in zip(board_days, kinds, strict=True):
        if kind is _Whose.OURS or (kind is _Whose.ANY and _Whose.OTHER not in kinds):
            yield board_day.day, board_day.text


class _Whose(StrEnum):
    """Which board a text speaks of."""

    OURS = "ours"
    ANY = "any"  # the board, without a name
    OTHER = "other"


class _BoardDay(NamedTuple):
    """A day of a board, and the words before it."""

    before: str
    day: date
    text: str


def _board_days(text: str, style: DateStyle) -> Iterator[_BoardDay]:
    for start in _AT_BOARD.finditer(text):
        when = DATE_PATTERN.match(text, start.end())
        reading = _parse_timescale(when[0], style) if when else None
        if isinstance(reading, OnDay) and when:
            yield _BoardDay(text[: start.start()], reading.day, text[start.start() : when.end()])


def _whose_board(before: str, name: str) -> _Whose:
    """Whose board it is, by the words before it."""
    words = before.casefold().rstrip()
    own_name = name.casefold().removesuffix("board").rstrip()
    if words.endswith("improvement") or (own_name and words.endswith(own_name)):
        return _Whose.OURS
    return _Whose.ANY if _NAMELESS.search(words) else _Whose.OTHER


def _parse_timescale(text: str, style: DateStyle) -> object:
    due = parse_date(text, style).due
    try:
        return read_timescale(due)
    except Unreadable:
        return None


def _texts(paper: PaperPlan) -> Iterator[str]:
    """The prose, and the notes of all actions."""
    yield from paper.front.paragraphs()
    for action in paper.all_actions:
        notes = action.said.get("progress")
        for note in notes if isinstance(notes, list) else []:
            yield str(note["note"]) if isinstance(note, dict) else ""


class ImportResult(NamedTuple):
    """The files of a plan by their path, with what they say; and the account."""

    files: Mapping[str, PlanValue]
    entries: tuple[AccountEntry, ...]
    paths: Mapping[str, str]  # of actions, by their ref
    areas: int
    notes: tuple[str, ...] = ()  # what is so of all of it

    @property
    def guesses(self) -> tuple[AccountEntry, ...]:
        """What is more or less sure."""
        return tuple(entry for entry in self.entries if entry.sure)

    @property
    def area_refs(self) -> tuple[str, ...]:
        """The refs of its areas."""
        paths = (path for path in self.files if path.endswith("/area.yaml"))
        return tuple(str(cast("dict[str, PlanValue]", self.files[path])["ref"]) for path in paths)

    def of(self, *fates: Fate) -> tuple[AccountEntry, ...]:
        """The entries of a fate."""
        return tuple(entry for entry in self.entries if entry.fate in fates)

    def made_values(self) -> Iterator[tuple[str, At, str]]:
        """Each value that is not of the paper's words: its file, where in it, and the value."""
        for path, content in self.files.items():
            for at in derived_paths(content):
                yield path, at, str(_value_at(content, at))


def build_import(paper: PaperPlan) -> ImportResult:
    """The files that a paper makes."""
    entries = list(paper.entries)
    files: dict[str, PlanValue] = {
        "plan.yaml": plan_fields(paper, entries),
        "governance.yaml": governance_fields(paper, entries) or None,
        "roles.yaml": role_fields(paper) or None,
        "glossary.yaml": dict(paper.front.glossary) or None,
    }
    roles = {name: str(meaning) for name, meaning in role_fields(paper).items()}
    for one, other in similar_roles(roles):
        why = f"“{one}” and “{other}” may be one role; if they are, write both in one way"
        entries.append(AccountEntry("", "", Fate.MADE, "roles.yaml", why, LOW))
    for name in filter(looks_like_person, roles):
        why = f"“{name}” looks like the name of a person; if it is, put the post in its place"
        entries.append(AccountEntry("", "", Fate.MADE, "roles.yaml", why, LOW))
    used: set[str] = set()
    paths: dict[str, str] = {}
    for region in paper.areas:
        folder = free_path(f"areas/{area_folder_name(region.ref, region.title)}", used)
        files[f"{folder}/area.yaml"] = area_fields(region)
        for action in paper.actions[region.ref]:
            name = action_file_name(action.ref, str(action.said["title"]))
            path = free_path(f"{folder}/{name}", used)
            files[path] = dict(action.said)
            paths[action.ref] = path
    contents = {path: value for path, value in files.items() if value is not None}
    return ImportResult(contents, tuple(entries), paths, len(paper.areas))


def _value_at(content: PlanValue, at: At) -> PlanValue:
    for step in at:
        content = cast("dict[str | int, PlanValue]", content)[step]
    return content


def plain_file_content(files: Mapping[str, PlanValue], path: str) -> PlanValue:
    """What a file says, in texts that are nothing more."""
    return plain_value(files[path])
