"""What a newer paper changes around the actions: the front, its prose, areas, roles and words."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from planctl.cli.desk import Desk
from planctl.cli.importing.areas import Areas
from planctl.cli.importing.made import Made, said_of
from planctl.cli.importing.remembered import Memory
from planctl.cli.importing.valued import (
    GLOSSARY,
    Group,
    Kept,
    Outcome,
    Three,
    Unmet,
    by_hand,
    group,
    said_in,
    valued,
)
from planctl.cli.naming import area_of
from planctl.cli.revise import begun, revised
from planctl.cli.together import Draft
from planctl.edit.cut import Put
from planctl.intake.paper.account import made_at

# Texts that paper and plan have alike. What else is in these files grows in the plan, such as the
# decisions of a board and the ids of findings, and is edited by hand.
_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "plan.yaml": (
        "title",
        "organisation",
        "strapline",
        "version",
        "date",
        "vision",
        "introduction",
    ),
    "governance.yaml": ("terms", "accountability"),
    "area.yaml": ("title", "statement"),
}
_ROLES: Final = "roles.yaml"
_ASIDE: Final = frozenset({"ref"})  # it is how an area is known, and no value of its own


class Around(NamedTuple):
    """What becomes of one file."""

    drafts: tuple[Draft, ...] = ()
    told: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


def around(
    found: Made, now: Desk, memory: Memory, areas: Areas, led: AbstractSet[str]
) -> Iterator[Around]:
    """What a newer paper changes in the files of a plan that are not of actions.

    `led` are the roles that have to be there, since what is written of actions names them.
    """
    for path, said in found.files.items():
        if path == _ROLES:
            yield _roles(found, now, led)
        elif path.endswith("/area.yaml"):
            ref = str(group(said)["ref"])
            if ref in areas.same:
                yield _area(path, ref, (found, now, memory, areas))
        elif "/" not in path:
            yield _file(_Pair(path, path, path, path), found, now, memory.said.get(path))


class _Pair(NamedTuple):
    """A file of the paper and of the plan, and what each is called."""

    of_paper: str
    of_plan: str
    name: str
    called: str


def _area(path: str, ref: str, of: tuple[Made, Desk, Memory, Areas]) -> Around:
    """What changes of an area, whose number can be another in the plan."""
    found, now, memory, areas = of
    own = areas.same[ref]
    folder = area_of(own, now)[1]
    before = {of_plan: old for old, of_plan in memory.ties.areas.items()}
    old = memory.said.get(f"area {before.get(own, '')}")
    return _file(_Pair(path, f"{folder}/area.yaml", f"area {ref}", f"area {own}"), found, now, old)


def _roles(found: Made, now: Desk, led: AbstractSet[str]) -> Around:
    """The roles that are new and needed; what each means is the plan's own."""
    new = group(said_of(found.files, _ROLES))
    file = now.loaded.files.get(_ROLES)
    if not file:
        return Around((begun(now, _ROLES, dict(new)),))
    edits = [Put((name,), new[name]) for name in sorted(led - {*said_in(file)})]
    told = tuple(f"{_ROLES}: “{edit.at[0]}” is new" for edit in edits)
    return Around((revised(now, file, edits),) if edits else (), told)


def _file(pair: _Pair, found: Made, now: Desk, old: Group | None) -> Around:
    """What changes in one file: texts where only the paper changed them, all else by hand."""
    path = pair.of_plan
    said = group(said_of(found.files, pair.of_paper))
    file = now.loaded.files.get(path)
    if not file:
        return Around((begun(now, path, dict(said)),), (f"{path} is new",))
    made = {at[0] for at in made_at(found.files[pair.of_paper]) if len(at) == 1}
    three = Three(said_in(file), said, old)
    outcome = Outcome()
    for key in (key for key in said if key not in made | _ASIDE):
        is_text = path == GLOSSARY or key in _TEXTS[path.rpartition("/")[2]]
        outcome |= (valued if is_text else by_hand)(pair.called.removesuffix(".yaml"), key, three)
    keys = ", ".join(str(edit.at[0]) for edit in outcome.edits)
    told = (*outcome.told, *([f"{path}: {keys}"] if keys else []))
    drafts = (revised(now, file, outcome.edits),) if outcome.edits else ()
    unmet = (_of_word(each, said) if path == GLOSSARY else each for each in outcome.unmet)
    return Around(drafts, told, tuple(Kept(pair.name, each) for each in unmet))


def _of_word(unmet: Unmet, said: Group) -> Unmet:
    """What a glossary does not take: it is the meaning of one word."""
    word = str(unmet.at[0])
    return unmet._replace(texts=(str(said[word]),), why=f"“{word}”: {unmet.why}")
