"""Actions that are new in a paper: their files, and those of new areas.

What a newer paper changes around the actions: the front, its prose, areas, roles and words.

A newer paper and the plan that was made of an older one: what is edited, and what is kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple, cast

from planctl.edit.cut import Edit, Put
from planctl.intake.account import DerivedText as Own
from planctl.intake.account import Fate, made_at
from planctl.intake.plan.files import ImportResult, said_of
from planctl.load.source import SourceFile
from planctl.load.whereabouts import folder_of
from planctl.model.file_name import action_file, area_folder
from planctl.model.plan import Area
from planctl.model.problem import At
from planctl.model.said import Said
from planctl.model.stop import Stop
from planctl.save.files import Draft
from planctl.update.match import Known
from planctl.update.naming import area_of, next_ref
from planctl.update.paper_action import compared
from planctl.update.paper_identity import Areas, areas, pairing
from planctl.update.paper_memory import Memory, Ties, guessed_in
from planctl.update.revise import begun, revised
from planctl.update.three_way import (
    GLOSSARY,
    KEPT,
    Group,
    Kept,
    Outcome,
    Three,
    Unmet,
    by_hand,
    group,
    quoted,
    said_in,
    valued,
)
from planctl.workspace.plan import Desk


class Added(NamedTuple):
    """A new action: its ref in the paper and in the plan, what it says, and what is written."""

    ref: str
    own: str
    said: Group
    drafts: tuple[Draft, ...]

    @property
    def told(self) -> str:
        """What is said of it."""
        if self.own == self.ref:
            return f"{self.ref}: a new action"
        return f"{self.ref} of the paper: a new action, {self.own} in the plan"


def own_refs(
    found: ImportResult, areas: Areas, refs: Iterable[str], now: Desk
) -> Mapping[str, str]:
    """For each new action of a paper the ref that it gets: its own, where the plan has it free."""
    plan = now.loaded.plan
    by_ref = {area.ref: area for area in plan.areas}
    taken = [action.ref for _, action in plan.actions]
    own: dict[str, str] = {}
    for ref in refs:
        area = areas.own(_area_ref(found, ref))
        own[ref] = str(ref)
        if ref.casefold() in {each.casefold() for each in taken}:
            here = by_ref.get(area, Area(area, area, None, ()))
            own[ref] = next_ref(here, taken)
        taken.append(own[ref])
    return own


def added(
    found: ImportResult, areas: Areas, refs: Mapping[str, str], new: Iterable[str], now: Desk
) -> list[Added]:
    """The files of the new actions of a paper, and of new areas; `refs` are those of the plan."""
    folders: dict[str, str] = {}
    made: list[Added] = []
    for ref in new:
        of_paper = _area_ref(found, ref)
        own = areas.own(of_paper)
        drafts: list[Draft] = []
        if own not in folders and of_paper in areas.same:
            folders[own] = area_of(own, now)[1]
        elif own not in folders:
            of_area = group(said_of(found.files, _area_file(found, ref)))
            folders[own] = f"areas/{area_folder(own, str(of_area['title']))}"
            said = cast("Said", {**of_area, "ref": own})
            drafts.append(begun(now, f"{folders[own]}/area.yaml", said))
        action = waiting(group(said_of(found.files, found.paths[ref])), refs) | {"ref": refs[ref]}
        name = action_file(refs[ref], str(action["title"]))
        drafts.append(begun(now, f"{folders[own]}/{name}", cast("Said", action)))
        made.append(Added(ref, refs[ref], action, tuple(drafts)))
    return made


def waiting(said: Group, refs: Mapping[str, str]) -> dict[str, Said]:
    """What is said of an action, that waits for others by the refs that these have in the plan."""
    waits = said.get("depends_on")
    own = [refs.get(str(ref), str(ref)) for ref in waits] if isinstance(waits, list) else None
    return {**said, "depends_on": cast("Said", own)} if own is not None else dict(said)


def _area_file(found: ImportResult, ref: str) -> str:
    return f"{folder_of(found.paths[ref])}/area.yaml"


def _area_ref(found: ImportResult, ref: str) -> str:
    return str(group(found.files[_area_file(found, ref)])["ref"])


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
    found: ImportResult, now: Desk, memory: Memory, areas: Areas, led: AbstractSet[str]
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


def _area(path: str, ref: str, of: tuple[ImportResult, Desk, Memory, Areas]) -> Around:
    """What changes of an area, whose number can be another in the plan."""
    found, now, memory, areas = of
    own = areas.same[ref]
    folder = area_of(own, now)[1]
    before = {of_plan: old for old, of_plan in memory.ties.areas.items()}
    old = memory.said.get(f"area {before.get(own, '')}")
    return _file(_Pair(path, f"{folder}/area.yaml", f"area {ref}", f"area {own}"), found, now, old)


def _roles(found: ImportResult, now: Desk, led: AbstractSet[str]) -> Around:
    """The roles that are new and needed; what each means is the plan's own."""
    new = group(said_of(found.files, _ROLES))
    file = now.loaded.files.get(_ROLES)
    if not file:
        return Around((begun(now, _ROLES, dict(new)),))
    edits = [Put((name,), new[name]) for name in sorted(led - {*said_in(file)})]
    told = tuple(f"{_ROLES}: “{edit.at[0]}” is new" for edit in edits)
    return Around((revised(now, file, edits),) if edits else (), told)


def _file(pair: _Pair, found: ImportResult, now: Desk, old: Group | None) -> Around:
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


OUT: Final = "was taken out of the plan since it was imported"
_GUESSED: Final = ("title", "status")
_DATE: Final = "timescale"


class Pair(NamedTuple):
    """An action of the plan: its ref, its file, and what that says."""

    ref: str
    file: SourceFile
    said: Group


class Paper(NamedTuple):
    """A newer paper, and what is known of the one before it."""

    found: ImportResult
    name: str
    memory: Memory
    as_at: date


class Changes(NamedTuple):
    """What is to be written, what is said of it, and what the plan does not take."""

    drafts: tuple[Draft, ...] = ()
    told: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    out: tuple[str, ...] = ()  # the refs of actions that were taken out of the plan
    settled: Mapping[str, str] = MappingProxyType({})  # what the plan says by now, by where it is
    vain: frozenset[str] = frozenset()  # where guesses would have gone that the plan does not need
    ties: Ties = Ties()  # by what the next paper is held against the plan


def changes(paper: Paper, now: Desk) -> Changes:
    """What a newer paper changes in a plan."""
    for unread in now.loaded.plan.unread:
        message = f"{unread.path} could not be read, and may be of the paper"
        raise Stop(message, "mend it first: planctl check says what is wrong")
    return _Update(paper, now).changes()


class _Update:
    """Goes through the actions of a paper, and through what stands around them."""

    def __init__(self, paper: Paper, now: Desk) -> None:
        self.paper, self.now = paper, now
        plan = now.loaded.plan
        self.there = {pair.ref: pair for pair in _actions(now)}
        self.area = {action.ref: area for area, action in plan.actions}
        known = {r: Known.of(pair.said, self.area[r].title) for r, pair in self.there.items()}
        self.found = pairing(paper.found, paper.name, paper.memory, known)
        self.areas = areas(paper.found, paper.memory, plan, self.found.same)
        new = own_refs(paper.found, self.areas, self.found.new, now)
        self.refs = {**self.found.same, **new}
        self.guesses = guessed_in(paper.found)
        self.left = dict(paper.memory.ties.asked.keys())  # what was open before, by its place
        self.open = {each.to for each in paper.found.of(Fate.ASKED)}
        self.drafts: list[Draft] = []
        self.told: list[str] = []
        self.kept: list[Kept] = []
        self.led: set[str] = set()  # the roles that what is written names
        self.vain: set[str] = set()  # where guesses would have gone that the plan does not need

    def changes(self) -> Changes:
        """All of them."""
        found, memory = self.paper.found, self.paper.memory
        for ref, own in self.found.same.items():
            self._action(ref, self.there[own])
        for each in added(found, self.areas, self.refs, self.found.new, self.now):
            self.drafts += each.drafts
            self.told.append(each.told)
            self.led |= {role for key in each.said for role in _roles_in((key,), each.said[key])}
        for beside in around(found, self.now, memory, self.areas, self.led):
            self.drafts += beside.drafts
            self.told += beside.told
            self.kept += beside.kept
        self._left_out()
        own_areas = {**self.areas.same, **self.areas.new}
        guessed = self.guesses - {each.to for each in self.kept if each.unmet.is_open}
        ties = Ties(self.refs, own_areas, dict(self._asked()), guessed)
        return Changes(
            tuple(self.drafts),
            tuple(self.told),
            tuple(self.kept),
            self.found.out,
            dict(self._settled(ties)),
            frozenset(self.vain),
            ties,
        )

    def _action(self, ref: str, pair: Pair) -> None:
        """What the paper changes of one action."""
        three = self._three(ref, pair.said)
        outcome = compared(pair.ref, three, self.paper.name, self.paper.as_at)
        self.told += outcome.told
        self.kept += [Kept(ref, unmet) for unmet in outcome.unmet]
        if pair.ref != self.paper.memory.ties.refs.get(ref, ref):
            self.told.append(f"{ref} of the paper is {pair.ref} of the plan, by its words")
        self._tell_moved(ref, pair.ref)
        if outcome.edits:
            self.drafts.append(revised(self.now, pair.file, outcome.edits))
            self.told.append(f"changed in {pair.ref}: {_in_words(outcome.edits)}")
            self.led |= {role for edit in outcome.edits for role in _roles_in(edit.at, edit.value)}

    def _said(self, ref: str) -> Group:
        return group(said_of(self.paper.found.files, self.paper.found.paths[ref]))

    def _three(self, ref: str, there: Group) -> Three:
        """The three that are compared, without guesses that stand against what somebody said.

        A title that was made follows the words of the action, but not against a title that
        somebody gave it; nor does a status that was guessed against one that a paper said.
        """
        found, memory = self.paper.found, self.paper.memory
        said, old = waiting(self._said(ref), self.refs), self._old(ref)
        own = group(found.files[found.paths[ref]])
        before = self.found.before.get(ref, ref)
        for key in _GUESSED:
            is_guess = isinstance(own.get(key), Own) and f"{ref} {key}" in self.guesses
            was_guess = f"{before} {key}" in memory.ties.guessed
            follows = was_guess and old is not None and there.get(key) == old.get(key)
            if is_guess and not follows:
                self.vain.add(f"{ref} {key}")
                del said[key]
            if is_guess and was_guess and old is not None and not follows:
                old = {k: v for k, v in old.items() if k != key}
        # What is open in the paper is asked about as what it is, and not as gone.
        is_open = {key for key in old or () if (f"{ref} {key}") in self.open and key not in said}
        if old is not None:
            old = {key: value for key, value in old.items() if key not in is_open}
        return Three(there, said, old)

    def _old(self, ref: str) -> Group | None:
        """What the paper before said of an action; a date that was left open in it counts too."""
        before, memory = self.found.before.get(ref, ""), self.paper.memory
        old = memory.said.get(before)
        if old is None:
            return None
        asked = self.left.get(f"{before} {_DATE}") if _DATE in self._said(ref) else ""
        own = waiting(old, memory.ties.refs)
        return {_DATE: asked, **own} if asked else own

    def _tell_moved(self, ref: str, own: str) -> None:
        """An action that the paper has in another area than before stays where the plan has it."""
        memory, before = self.paper.memory, self.found.before.get(ref, "")
        file = self.paper.found.paths[ref]
        of_paper = group(self.paper.found.files[f"{folder_of(file)}/area.yaml"])
        area = self.areas.own(str(of_paper["ref"]))
        was = memory.ties.areas.get(memory.area_of.get(before, ""), area)
        here = self.area[own].ref
        if area not in {was, here}:
            there = f"area {here}; the paper has it in “{of_paper['title']}”"
            self.told.append(f"{KEPT}{own} in {there} (planctl move takes it there)")

    def _left_out(self) -> None:
        """The actions that only one of the two has, and those that share nothing but a ref."""
        self.told += [f"{ref} {OUT}; it stays out" for ref in self.found.out]
        for ref in self.found.other:
            here = self.there[ref].said["title"]
            why = f"the plan's own {ref} is “{quoted(here)}”; if they are one, word both alike"
            was = cast("Said", self.paper.memory.said.get(ref))
            self.told.append(f"{KEPT}{ref} as it is; {why}")
            self.kept.append(Kept(ref, Unmet((), why, Fate.ASKED, was=was)))
        known = {*self.found.same.values(), *self.found.other}
        missing = [ref for ref in self.there if ref not in known]
        if missing:
            self.told.append(f"{KEPT}not in the paper any more: {', '.join(missing)}")

    def _asked(self) -> Iterator[tuple[tuple[str, str], str | None]]:
        """What the paper leaves open, with what the plan said when it first was so."""
        asked = self.paper.memory.ties.asked
        for each in self.paper.found.of(Fate.ASKED):
            key = (each.to, each.text)
            yield key, asked[key] if key in asked else self._says(each.to)

    def _says(self, to: str) -> str | None:
        """What the plan says in a place of an action; none where it says nothing."""
        ref, _, key = to.rpartition(" ")
        own = self.found.same.get(ref)
        if own is None:
            return None
        value = own if key == "ref" else self.there[own].said.get(key)
        return quoted(value) if value is not None else None

    def _settled(self, ties: Ties) -> Iterator[tuple[str, str]]:
        """What was left open in the paper before, too, and the plan says by now, by its place."""
        for (to, text), value in ties.asked.items():
            says = self._says(to)
            is_old = (to, text) in self.paper.memory.ties.asked
            if is_old and says is not None and says != value:
                yield to, says


def _actions(now: Desk) -> Iterator[Pair]:
    plan = now.loaded.plan
    for a, area in enumerate(plan.areas):
        for n, action in enumerate(area.actions):
            file = now.loaded.parts["areas", a, "actions", n]
            yield Pair(action.ref, file, said_in(file))


def _roles_in(at: At, value: Said) -> Iterator[str]:
    """The roles that a value names, for an action or for its steps."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _roles_in((*at, key), each)
    elif isinstance(value, list):
        for each in value:
            yield from _roles_in(at, each)
    elif "leads" in at:
        yield str(value)


def _in_words(edits: Sequence[Edit]) -> str:
    """The keys that are changed, each once."""
    return ", ".join(dict.fromkeys(str(edit.at[0]).replace("_", " ") for edit in edits))
