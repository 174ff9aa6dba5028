"""The files of a plan from a parsed paper: what each says, and the account of every word."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple, cast

from planctl.intake.account import (
    HIGH,
    LOW,
    MEDIUM,
    AccountEntry,
    DerivedText,
    Fate,
    derived_paths,
    made_entry,
    plain_value,
)
from planctl.intake.lexicon.date import DATE_PATTERN, parse_date
from planctl.intake.lexicon.short_name import finding_subject, make_ids
from planctl.intake.lexicon.words import looks_like_person, one_of, word_lists
from planctl.intake.plan.area import PaperArea
from planctl.intake.plan.assemble import PaperPlan
from planctl.intake.plan.front_matter import inspection_facts
from planctl.model.calendar import day_in_words, month_in_words
from planctl.model.file_name import action_file_name, area_folder_name, free_path
from planctl.model.governance import Governance
from planctl.model.label import to_label
from planctl.model.problem import At, PlanValue
from planctl.model.timescale import AtBoard
from planctl.model.timescale_grammar import read_day, read_timescale

_ONE_LINE: Final = ("title", "organisation", "strapline", "version")
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
    fields: dict[str, PlanValue] = {key: front.one.get(key) or None for key in _ONE_LINE}
    for key in ("organisation", "version"):
        fields[key] = to_label(str(fields[key] or "")) or None
    for key, default in (("title", "Improvement plan"), ("organisation", "To be named")):
        if not fields[key]:
            fields[key] = DerivedText(default)
            why = f"the paper does not say its {key}; change it in plan.yaml"
            entries.append(made_entry(key, default, why, LOW))
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
    texts = paper.front.texts
    fields: dict[str, PlanValue] = {}
    for key, words, sentence in inspection_facts([*texts["introduction"], *texts["findings"]]):
        fields[key] = DerivedText(words)
        why = f"from “{sentence.strip(' .')}”"
        entries.append(made_entry(f"inspection {key}", words, why, MEDIUM))
    if texts["priority"]:
        fields["priority_action"] = "\n\n".join(texts["priority"])
    return fields or None


def _findings(texts: list[str], entries: list[AccountEntry]) -> PlanValue:
    titles = [finding_subject(text) for text in texts]
    why = "made from its first words"
    entries += [made_entry("title of a finding", title, why, HIGH) for title in titles]
    findings: list[PlanValue] = [
        {"id": DerivedText(name), "title": DerivedText(title), "text": text}
        for name, title, text in zip(make_ids(titles), titles, texts, strict=True)
    ]
    return findings or None


def _closing_the_loop(texts: list[str]) -> PlanValue:
    text = " ".join(texts)
    kinds = [k for k in word_lists("source") if re.search(one_of("source", k), text, re.IGNORECASE)]
    sources: list[PlanValue] = [*map(DerivedText, kinds)]
    fields: dict[str, PlanValue] = {"statement": [*texts]} if texts else {}
    return fields | ({"sources": sources} if sources else {}) or None


def role_fields(paper: PaperPlan) -> dict[str, PlanValue]:
    """What roles.yaml says: each role as the paper writes it, with what the glossary says of it."""
    glossary = paper.front.glossary
    # One of what a glossary speaks of as many: a service manager, and not service managers.
    many = re.compile(r"\b(Manager|Worker|Director|Officer)s\b")
    one = {word: many.sub(r"\1", meaning) for word, meaning in glossary.items()}
    leads = (action.said.get("leads") or [] for action in paper.all_actions)
    roles = (str(role) for of_action in leads if isinstance(of_action, list) for role in of_action)
    words = {role: [one.get(word, word) for word in role.split()] for role in roles}
    return {role: DerivedText(" ".join(meaning)) for role, meaning in words.items()}


def area_fields(area: PaperArea) -> dict[str, PlanValue]:
    """What the area.yaml of an area says."""
    fields: dict[str, PlanValue] = {"ref": DerivedText(area.ref), "title": area.title}
    if area.statement:
        fields["statement"] = "\n\n".join(area.statement)
    return fields


def similar_roles(roles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of roles that may be one: alike, of one meaning, or initials of each other."""
    seen: dict[str, str] = {}
    pairs = []
    for name, meaning in roles.items():
        words = re.findall(r"[^\W\d_]+", meaning)
        initials = "".join(word[0] for word in words).casefold() if len(words) > 1 else ""
        forms = [_letters(name), _letters(meaning), *([initials] if initials else [])]
        pairs += [(seen[form], name) for form in forms if form in seen][:1]
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
    boards = (name for text in paper.front.paragraphs() for name in _BOARD.findall(text))
    names = Counter(name.removeprefix("The ") for name in boards)
    name = names.most_common(1)[0][0] if names else ""
    called = name or str(Governance().board.name)
    fields["board"] = {"name": DerivedText(called)}
    guess = "the paper names no board; change it in governance.yaml", LOW
    if name:
        guess = "it is the board that the text names most", MEDIUM
    entries.append(made_entry("name of the board", called, *guess))
    fields |= {key: [*texts[key]] for key in ("terms", "accountability") if texts[key]}
    meetings: list[PlanValue] = [{"on": DerivedText(on)} for on in _meetings(paper, name, entries)]
    return fields | ({"meetings": meetings} if meetings else {})


def _meetings(paper: PaperPlan, name: str, entries: list[AccountEntry]) -> list[str]:
    """The meetings that texts give a day of, and those that timescales name by their month."""
    days = dict(_days(paper, name))
    entries += [
        made_entry("meeting of the board", day_in_words(day), f"from “{text}”", MEDIUM)
        for day, text in days.items()
    ]
    agreed = (
        read_day(str(extension["agreed"]))  # as a person says
        for action in paper.all_actions
        for extension in cast("list[dict[str, PlanValue]]", action.said.get("extensions", []))
        if "agreed" in extension
    )
    meetings = {(day.year, day.month, day.day): day_in_words(day) for day in (*days, *agreed)}
    by_month = {key[:2] for key in meetings}
    for action_date in (when for action in paper.all_actions for when in action.whens):
        match read_timescale(action_date.due):
            case AtBoard(year, month) if (year, month) not in by_month:
                meetings[year, month, 0] = month_in_words(year, month)
    return [on for _, on in sorted(meetings.items())]


def _days(paper: PaperPlan, name: str) -> Iterator[tuple[date, str]]:
    """The days that texts give the board, and the words that do.

    A board without a name is this one, unless a text speaks of another board, too.
    """
    own_name = name.casefold().removesuffix("board").rstrip()
    own = ("improvement", *([own_name] if own_name else []))
    found = list(_board_days(paper))
    is_other = any(not b.endswith(own) and not _NAMELESS.search(b) for b, *_ in found)
    for before, day, text in found:
        if before.endswith(own) or (_NAMELESS.search(before) and not is_other):
            yield day, text


def _board_days(paper: PaperPlan) -> Iterator[tuple[str, date, str]]:
    """The days of boards in the prose and the notes, between the words before and the whole."""
    progress = (action.said.get("progress", []) for action in paper.all_actions)
    notes = (note for of_action in progress for note in cast("list[dict[str, str]]", of_action))
    for text in (*paper.front.paragraphs(), *(str(note["note"]) for note in notes)):
        for start in _AT_BOARD.finditer(text):
            when = DATE_PATTERN.match(text, start.end())
            parsed = parse_date(when[0], paper.front.dates) if when else None
            if when and parsed and parsed.is_day:
                before = text[: start.start()].casefold().rstrip()
                day = date.fromisoformat(parsed.iso)
                yield before, day, text[start.start() : when.end()]


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
                value: Any = content
                for step in at:
                    value = value[step]
                yield path, at, str(value)


def build_import(paper: PaperPlan) -> ImportResult:
    """The files that a paper makes."""
    entries = list(paper.entries)
    roles = role_fields(paper)
    files: dict[str, PlanValue] = {
        "plan.yaml": plan_fields(paper, entries),
        "governance.yaml": governance_fields(paper, entries),
        "roles.yaml": {**roles} or None,
        "glossary.yaml": dict(paper.front.glossary) or None,
    }
    for one, other in similar_roles({name: str(meaning) for name, meaning in roles.items()}):
        why = f"“{one}” and “{other}” may be one role; if they are, write both in one way"
        entries.append(made_entry("roles.yaml", "", why, LOW))
    for name in filter(looks_like_person, roles):
        why = f"“{name}” looks like the name of a person; if it is, put the post in its place"
        entries.append(made_entry("roles.yaml", "", why, LOW))
    used: set[str] = set()
    paths: dict[str, str] = {}
    for area in paper.areas:
        folder = free_path(f"areas/{area_folder_name(area.ref, area.title)}", used)
        files[f"{folder}/area.yaml"] = area_fields(area)
        for action in paper.actions[area.ref]:
            name = action_file_name(action.ref, str(action.said["title"]))
            paths[action.ref] = free_path(f"{folder}/{name}", used)
            files[paths[action.ref]] = dict(action.said)
    contents = {path: value for path, value in files.items() if value is not None}
    return ImportResult(contents, tuple(entries), paths, len(paper.areas))


def plain_file_content(files: Mapping[str, PlanValue], path: str) -> PlanValue:
    """What a file says, in texts that are nothing more."""
    return plain_value(files[path])
