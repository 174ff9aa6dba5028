"""What a newer version of a paper changes in the plan that was made from an earlier one.

Actions that both have are compared value by value; new actions and new areas get files; the files
around the actions (front matter, prose, areas, roles, glossary) follow where only the paper changed
them. What the plan keeps is reported. Nothing is written here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple, cast

from planctl.edit.splice import Put
from planctl.intake.account import DerivedText, Fate, derived_paths
from planctl.intake.plan.plan_content import ImportResult, plain_file_content
from planctl.load.source import PlanFile
from planctl.model.file_name import action_file_name, area_folder_name
from planctl.model.plan import Area
from planctl.model.problem import At, PlanValue, Stop, walk_value
from planctl.save.files import Draft
from planctl.update.file_change import edit_draft, new_file_draft
from planctl.update.matching import MatchKey
from planctl.update.new_item import find_area, next_ref
from planctl.update.paper_compare import compare_action
from planctl.update.paper_match import (
    AreaMatch,
    area_file,
    area_of_action,
    match_areas,
    match_paper,
)
from planctl.update.paper_memory import LastImport, PaperLinks, guessed_places
from planctl.update.paper_merge import (
    GLOSSARY,
    KEPT_PREFIX,
    Group,
    KeptValue,
    MergeOutcome,
    ThreeSides,
    UntakenValue,
    as_group,
    file_content,
    merge_by_hand,
    merge_value,
    quote_in_message,
)
from planctl.workspace.plan import Workspace

REMOVED_FROM_PLAN: Final = "was taken out of the plan since it was imported"
_GUESSABLE: Final = ("title", "status")
_DATE: Final = "timescale"
# Texts that paper and plan have alike. What else is in these files grows in the plan, such as the
# decisions of a board and the ids of findings, and is edited by hand.
_TEXTS: Final[Mapping[str, Sequence[str]]] = {
    "plan.yaml": "title organisation strapline version date vision introduction".split(),
    "governance.yaml": ("terms", "accountability"),
    "area.yaml": ("title", "statement"),
}
_ROLES: Final = "roles.yaml"
_IDENTITY: Final = frozenset({"ref"})  # it is how an area is known, and no value of its own


class PlanAction(NamedTuple):
    """An action of the plan: its ref, its file, and what that says."""

    ref: str
    file: PlanFile
    said: Group


class NewerPaper(NamedTuple):
    """A newer paper, and what is known of the one before it."""

    found: ImportResult
    name: str
    memory: LastImport
    as_at: date


class PaperChanges(NamedTuple):
    """What is to be written, what is said of it, and what the plan does not take."""

    drafts: tuple[Draft, ...] = ()
    told: tuple[str, ...] = ()
    kept: tuple[KeptValue, ...] = ()
    out: tuple[str, ...] = ()  # the refs of actions that were taken out of the plan
    settled: Mapping[str, str] = MappingProxyType({})  # what the plan says by now, by where it is
    vain: frozenset[str] = frozenset()  # where guesses would have gone that the plan does not need
    ties: PaperLinks = PaperLinks()  # by what the next paper is held against the plan
    roles: frozenset[str] = frozenset()  # that what is written of actions names

    def __or__(self, other: "PaperChanges") -> "PaperChanges":
        """Both of them; what is said of the whole paper stays."""
        return self._replace(
            drafts=self.drafts + other.drafts,
            told=self.told + other.told,
            kept=self.kept + other.kept,
            vain=self.vain | other.vain,
            roles=self.roles | other.roles,
        )


class NewAction(NamedTuple):
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


class _FilePair(NamedTuple):
    """A file of the paper and of the plan, and what each is called."""

    of_paper: str
    of_plan: str
    name: str
    called: str


def compare_paper(paper: NewerPaper, now: Workspace) -> PaperChanges:
    """What a newer paper changes in a plan."""
    for unread in now.loaded.plan.unread:
        message = f"{unread.path} could not be read, and may be of the paper"
        raise Stop(message, "mend it first: planctl check says what is wrong")
    return _Comparison(paper, now).changes()


class _Comparison:
    """Goes through the actions of a paper, and through what stands around them."""

    def __init__(self, paper: NewerPaper, now: Workspace) -> None:
        self.paper, self.now = paper, now
        plan = now.loaded.plan
        self.pairs = {pair.ref: pair for pair in _action_pairs(now)}
        self.area = {action.ref: area for area, action in plan.actions}
        known = {
            ref: MatchKey.of(pair.said, self.area[ref].title) for ref, pair in self.pairs.items()
        }
        self.pairing = match_paper(paper.found, paper.name, paper.memory, known)
        self.areas = match_areas(paper.found, paper.memory, plan, self.pairing.same)
        own = _assign_refs(paper.found, self.areas, self.pairing.new, now)
        self.refs = {**self.pairing.same, **own}
        self.guesses = guessed_places(paper.found)
        self.asked_before = dict(paper.memory.ties.asked.keys())  # by its place
        self.asked_places = {each.to for each in paper.found.of(Fate.ASKED)}

    def changes(self) -> PaperChanges:
        """All of them."""
        result, matched = self.paper.found, self.pairing
        whole = PaperChanges()
        for ref, own in matched.same.items():
            whole |= self._compare_action(ref, self.pairs[own])
        for new in _new_actions(result, self.areas, self.refs, matched.new, self.now):
            roles = frozenset(_roles_in((), dict(new.said)))
            whole |= PaperChanges(new.drafts, (new.told,), roles=roles)
        for part in _other_files(result, self.now, self.paper.memory, self.areas, whole.roles):
            whole |= part
        whole |= self._missing_changes()
        own_areas = {**self.areas.same, **self.areas.new}
        guessed = self.guesses - {kept.to for kept in whole.kept if kept.unmet.is_open}
        ties = PaperLinks(self.refs, own_areas, dict(self._open_questions()), guessed)
        settled = dict(self._settled_questions(ties))
        return whole._replace(out=matched.out, settled=settled, ties=ties)

    def _compare_action(self, ref: str, pair: PlanAction) -> PaperChanges:
        """What the paper changes of one action."""
        three, vain = self._three_sides(ref, pair.said)
        outcome = compare_action(pair.ref, three, self.paper.name, self.paper.as_at)
        messages = [*outcome.told]
        if pair.ref != self.paper.memory.ties.refs.get(ref, ref):
            messages.append(f"{ref} of the paper is {pair.ref} of the plan, by its words")
        messages += self._move_messages(ref, pair.ref)
        drafts: tuple[Draft, ...] = ()
        if outcome.edits:
            drafts = (edit_draft(self.now, pair.file, outcome.edits),)
            keys = dict.fromkeys(str(edit.at[0]).replace("_", " ") for edit in outcome.edits)
            messages.append(f"changed in {pair.ref}: {', '.join(keys)}")
        kept = tuple(KeptValue(ref, unmet) for unmet in outcome.unmet)
        roles = {role for edit in outcome.edits for role in _roles_in(edit.at, edit.value)}
        return PaperChanges(drafts, tuple(messages), kept, vain=vain, roles=frozenset(roles))

    def _stated(self, ref: str) -> Group:
        return as_group(plain_file_content(self.paper.found.files, self.paper.found.paths[ref]))

    def _three_sides(self, ref: str, there: Group) -> tuple[ThreeSides, frozenset[str]]:
        """The three that are compared, and which guesses are left out of them.

        A title that was made follows the words of the action, but not against a title that
        somebody gave it; nor does a status that was guessed against one that a paper said.
        """
        result, memory = self.paper.found, self.paper.memory
        stated, old = _with_plan_refs(self._stated(ref), self.refs), self._stated_before(ref)
        derived = as_group(result.files[result.paths[ref]])
        ref_before = self.pairing.before.get(ref, ref)
        vain: set[str] = set()
        for key in _GUESSABLE:
            is_guess = isinstance(derived.get(key), DerivedText) and f"{ref} {key}" in self.guesses
            was_guess = f"{ref_before} {key}" in memory.ties.guessed
            follows = was_guess and old is not None and there.get(key) == old.get(key)
            if is_guess and not follows:
                vain.add(f"{ref} {key}")
                del stated[key]
            if is_guess and was_guess and old is not None and not follows:
                old = {k: v for k, v in old.items() if k != key}
        # What is open in the paper is asked about as what it is, and not as gone.
        if old is not None:
            asked = {key for key in old if f"{ref} {key}" in self.asked_places}
            old = {key: v for key, v in old.items() if key in stated or key not in asked}
        return ThreeSides(there, stated, old), frozenset(vain)

    def _stated_before(self, ref: str) -> Group | None:
        """What the paper before said of an action; a date that was left open in it counts too."""
        before, memory = self.pairing.before.get(ref, ""), self.paper.memory
        old = memory.said.get(before)
        if old is None:
            return None
        asked = self.asked_before.get(f"{before} {_DATE}") if _DATE in self._stated(ref) else ""
        own = _with_plan_refs(old, memory.ties.refs)
        return {_DATE: asked, **own} if asked else own

    def _move_messages(self, ref: str, own: str) -> Iterator[str]:
        """An action that the paper has in another area than before stays where the plan has it."""
        memory, before = self.paper.memory, self.pairing.before.get(ref, "")
        of_paper = area_of_action(self.paper.found, ref)
        area = self.areas.own(str(of_paper["ref"]))
        was = memory.ties.areas.get(memory.area_of.get(before, ""), area)
        own_area = self.area[own].ref
        if area not in {was, own_area}:
            place = f"area {own_area}; the paper has it in “{of_paper['title']}”"
            yield f"{KEPT_PREFIX}{own} in {place} (planctl move takes it there)"

    def _missing_changes(self) -> PaperChanges:
        """The actions that only one of the two has, and those that share nothing but a ref."""
        messages = [f"{ref} {REMOVED_FROM_PLAN}; it stays out" for ref in self.pairing.out]
        kept: list[KeptValue] = []
        for ref in self.pairing.other:
            title = self.pairs[ref].said["title"]
            why = f"the plan's own {ref} is “{quote_in_message(title)}”; "
            why += "if they are one, word both alike"
            said_before = cast("PlanValue", self.paper.memory.said.get(ref))
            messages.append(f"{KEPT_PREFIX}{ref} as it is; {why}")
            kept.append(KeptValue(ref, UntakenValue((), why, Fate.ASKED, was=said_before)))
        paired = {*self.pairing.same.values(), *self.pairing.other}
        missing = [ref for ref in self.pairs if ref not in paired]
        if missing:
            messages.append(f"{KEPT_PREFIX}not in the paper any more: {', '.join(missing)}")
        return PaperChanges(told=tuple(messages), kept=tuple(kept))

    def _open_questions(self) -> Iterator[tuple[tuple[str, str], str | None]]:
        """What the paper leaves open, with what the plan said when it first was so."""
        asked = self.paper.memory.ties.asked
        for entry in self.paper.found.of(Fate.ASKED):
            key = (entry.to, entry.text)
            yield key, asked[key] if key in asked else self._plan_says(entry.to)

    def _plan_says(self, to: str) -> str | None:
        """What the plan says in a place of an action; none where it says nothing."""
        ref, _, key = to.rpartition(" ")
        own = self.pairing.same.get(ref)
        if own is None:
            return None
        value = own if key == "ref" else self.pairs[own].said.get(key)
        return quote_in_message(value) if value is not None else None

    def _settled_questions(self, ties: PaperLinks) -> Iterator[tuple[str, str]]:
        """What was left open in the paper before, too, and the plan says by now, by its place."""
        for (to, text), value in ties.asked.items():
            says = self._plan_says(to)
            was_asked = (to, text) in self.paper.memory.ties.asked
            if was_asked and says is not None and says != value:
                yield to, says


def _action_pairs(now: Workspace) -> Iterator[PlanAction]:
    plan = now.loaded.plan
    for a, area in enumerate(plan.areas):
        for n, action in enumerate(area.actions):
            file = now.loaded.parts["areas", a, "actions", n]
            yield PlanAction(action.ref, file, file_content(file))


def _roles_in(at: At, value: PlanValue) -> Iterator[str]:
    """The roles that a value names, for an action or for its steps."""
    parts = walk_value(value, at)
    return (str(part) for at, part in parts if "leads" in at and isinstance(part, str))


def _assign_refs(
    result: ImportResult, areas: AreaMatch, refs: Iterable[str], now: Workspace
) -> Mapping[str, str]:
    """For each new action of a paper the ref that it gets: its own, where the plan has it free."""
    plan = now.loaded.plan
    by_ref = {area.ref: area for area in plan.areas}
    used = [action.ref for _, action in plan.actions]
    own: dict[str, str] = {}
    for ref in refs:
        area = areas.own(str(area_of_action(result, ref)["ref"]))
        own[ref] = str(ref)
        if ref.casefold() in {other.casefold() for other in used}:
            area_now = by_ref.get(area, Area(area, area, None, ()))
            own[ref] = next_ref(area_now, used)
        used.append(own[ref])
    return own


def _new_actions(
    result: ImportResult,
    areas: AreaMatch,
    refs: Mapping[str, str],
    new_refs: Iterable[str],
    now: Workspace,
) -> list[NewAction]:
    """The files of the new actions of a paper, and of new areas; `refs` are those of the plan."""
    folders: dict[str, str] = {}
    additions: list[NewAction] = []
    for ref in new_refs:
        paper_area = str(area_of_action(result, ref)["ref"])
        area_ref = areas.own(paper_area)
        drafts: list[Draft] = []
        if area_ref not in folders and paper_area in areas.same:
            folders[area_ref] = find_area(area_ref, now)[1]
        elif area_ref not in folders:
            of_area = as_group(plain_file_content(result.files, area_file(result, ref)))
            folders[area_ref] = f"areas/{area_folder_name(area_ref, str(of_area['title']))}"
            area_content = cast("PlanValue", {**of_area, "ref": area_ref})
            drafts.append(new_file_draft(now, f"{folders[area_ref]}/area.yaml", area_content))
        action = _with_plan_refs(
            as_group(plain_file_content(result.files, result.paths[ref])), refs
        ) | {"ref": refs[ref]}
        name = action_file_name(refs[ref], str(action["title"]))
        drafts.append(new_file_draft(now, f"{folders[area_ref]}/{name}", cast("PlanValue", action)))
        additions.append(NewAction(ref, refs[ref], action, tuple(drafts)))
    return additions


def _with_plan_refs(content: Group, refs: Mapping[str, str]) -> dict[str, PlanValue]:
    """What is said of an action, that waits for others by the refs that these have in the plan."""
    awaited = content.get("depends_on")
    own = [refs.get(str(ref), str(ref)) for ref in awaited] if isinstance(awaited, list) else None
    return {**content, "depends_on": cast("PlanValue", own)} if own is not None else dict(content)


def _other_files(
    result: ImportResult,
    now: Workspace,
    memory: LastImport,
    areas: AreaMatch,
    led: AbstractSet[str],
) -> Iterator[PaperChanges]:
    """What a newer paper changes in the files of a plan that are not of actions.

    `led` are the roles that have to be there, since what is written of actions names them.
    """
    for path, content in result.files.items():
        if path == _ROLES:
            yield _role_changes(result, now, led)
        elif path.endswith("/area.yaml"):
            ref = str(as_group(content)["ref"])
            if ref in areas.same:
                yield _area_changes(path, ref, (result, now, memory, areas))
        elif "/" not in path:
            yield _file_changes(
                _FilePair(path, path, path, path), result, now, memory.said.get(path)
            )


def _area_changes(
    path: str, ref: str, of: tuple[ImportResult, Workspace, LastImport, AreaMatch]
) -> PaperChanges:
    """What changes of an area, whose number can be another in the plan."""
    result, now, memory, areas = of
    own = areas.same[ref]
    folder = find_area(own, now)[1]
    ref_before = {of_plan: old for old, of_plan in memory.ties.areas.items()}
    old = memory.said.get(f"area {ref_before.get(own, '')}")
    return _file_changes(
        _FilePair(path, f"{folder}/area.yaml", f"area {ref}", f"area {own}"), result, now, old
    )


def _role_changes(result: ImportResult, now: Workspace, led: AbstractSet[str]) -> PaperChanges:
    """The roles that are new and needed; what each means is the plan's own."""
    paper_roles = as_group(plain_file_content(result.files, _ROLES))
    file = now.loaded.files.get(_ROLES)
    if not file:
        return PaperChanges((new_file_draft(now, _ROLES, dict(paper_roles)),))
    edits = [Put((name,), paper_roles[name]) for name in sorted(led - {*file_content(file)})]
    messages = tuple(f"{_ROLES}: “{edit.at[0]}” is new" for edit in edits)
    return PaperChanges((edit_draft(now, file, edits),) if edits else (), messages)


def _file_changes(
    pair: _FilePair, result: ImportResult, now: Workspace, old: Group | None
) -> PaperChanges:
    """What changes in one file: texts where only the paper changed them, all else by hand."""
    path = pair.of_plan
    content = as_group(plain_file_content(result.files, pair.of_paper))
    file = now.loaded.files.get(path)
    if not file:
        return PaperChanges((new_file_draft(now, path, dict(content)),), (f"{path} is new",))
    derived = {at[0] for at in derived_paths(result.files[pair.of_paper]) if len(at) == 1}
    three = ThreeSides(file_content(file), content, old)
    outcome = MergeOutcome()
    for key in (key for key in content if key not in derived | _IDENTITY):
        is_text = path == GLOSSARY or key in _TEXTS[path.rpartition("/")[2]]
        outcome |= (merge_value if is_text else merge_by_hand)(
            pair.called.removesuffix(".yaml"), key, three
        )
    keys = ", ".join(str(edit.at[0]) for edit in outcome.edits)
    messages = (*outcome.told, *([f"{path}: {keys}"] if keys else []))
    drafts = (edit_draft(now, file, outcome.edits),) if outcome.edits else ()
    kept: list[KeptValue] = []
    for unmet in outcome.unmet:
        word = str(unmet.at[0])
        of_word = unmet._replace(texts=(str(content[word]),), why=f"“{word}”: {unmet.why}")
        kept.append(KeptValue(pair.name, of_word if path == GLOSSARY else unmet))
    return PaperChanges(drafts, messages, tuple(kept))
