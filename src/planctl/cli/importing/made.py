"""What an import makes: what each file of the plan says, and the account of every word."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from planctl.intake.paper.account import Entry, Fate, Sure, made_at, plain
from planctl.intake.paper.files import (
    close_roles,
    glossary_said,
    plan_said,
    region_said,
    roles_said,
)
from planctl.intake.paper.governance import governance_said
from planctl.intake.paper.person import is_person
from planctl.intake.paper.whole import Taken
from planctl.model.file_name import action_file, area_folder, free_path
from planctl.model.problem import At
from planctl.model.said import Said


class Made(NamedTuple):
    """The files of a plan by their path, with what they say; and the account."""

    files: Mapping[str, Said]
    entries: tuple[Entry, ...]
    paths: Mapping[str, str]  # of actions, by their ref
    areas: int
    notes: tuple[str, ...] = ()  # what is so of all of it

    @property
    def guesses(self) -> tuple[Entry, ...]:
        """What is more or less sure."""
        return tuple(each for each in self.entries if each.sure)

    @property
    def area_refs(self) -> tuple[str, ...]:
        """The refs of its areas."""
        paths = (path for path in self.files if path.endswith("/area.yaml"))
        return tuple(str(cast("dict[str, Said]", self.files[path])["ref"]) for path in paths)

    def of(self, *fates: Fate) -> tuple[Entry, ...]:
        """The entries of a fate."""
        return tuple(each for each in self.entries if each.fate in fates)

    def made_values(self) -> Iterator[tuple[str, At, str]]:
        """Each value that is not of the paper's words: its file, where in it, and the value."""
        for path, said in self.files.items():
            for at in made_at(said):
                yield path, at, str(_value(said, at))


def made(found: Taken) -> Made:
    """The files that a paper makes."""
    entries = list(found.entries)
    files: dict[str, Said] = {
        "plan.yaml": plan_said(found, entries),
        "governance.yaml": governance_said(found, entries) or None,
        "roles.yaml": roles_said(found) or None,
        "glossary.yaml": glossary_said(found) or None,
    }
    roles = {name: str(meaning) for name, meaning in roles_said(found).items()}
    for one, other in close_roles(roles):
        why = f"“{one}” and “{other}” may be one role; if they are, write both in one way"
        entries.append(Entry("", "", Fate.MADE, "roles.yaml", why, Sure.LOW))
    for name in filter(is_person, roles):
        why = f"“{name}” looks like the name of a person; if it is, put the post in its place"
        entries.append(Entry("", "", Fate.MADE, "roles.yaml", why, Sure.LOW))
    taken: set[str] = set()
    paths: dict[str, str] = {}
    for region in found.areas:
        folder = free_path(f"areas/{area_folder(region.ref, region.title)}", taken)
        files[f"{folder}/area.yaml"] = region_said(region)
        for action in found.actions[region.ref]:
            name = action_file(action.ref, str(action.said["title"]))
            path = free_path(f"{folder}/{name}", taken)
            files[path] = dict(action.said)
            paths[action.ref] = path
    said = {path: value for path, value in files.items() if value is not None}
    return Made(said, tuple(entries), paths, len(found.areas))


def _value(said: Said, at: At) -> Said:
    for step in at:
        said = cast("dict[str | int, Said]", said)[step]
    return said


def said_of(files: Mapping[str, Said], path: str) -> Said:
    """What a file says, in texts that are nothing more."""
    return plain(files[path])
