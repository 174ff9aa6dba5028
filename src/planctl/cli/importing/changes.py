"""A newer paper and the plan that was made of an older one: what is edited, and what is kept."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple, cast

from planctl.cli.desk import Desk
from planctl.cli.edge import Stop
from planctl.cli.importing.added import added, own_refs, waiting
from planctl.cli.importing.areas import areas
from planctl.cli.importing.around import around
from planctl.cli.importing.compared import compared
from planctl.cli.importing.identity import pairing
from planctl.cli.importing.made import Made, said_of
from planctl.cli.importing.paired import Known
from planctl.cli.importing.remembered import Memory
from planctl.cli.importing.told import Ties, guessed_in
from planctl.cli.importing.valued import KEPT, Group, Kept, Three, Unmet, group, quoted, said_in
from planctl.cli.revise import revised
from planctl.cli.together import Draft
from planctl.edit.cut import Edit
from planctl.intake.paper.account import Fate
from planctl.intake.paper.account import Made as Own
from planctl.load.source import SourceFile
from planctl.load.whereabouts import folder_of
from planctl.model.problem import At
from planctl.model.said import Said

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

    found: Made
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
            self.led |= {role for key in each.said for role in _roles((key,), each.said[key])}
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
            self.led |= {role for edit in outcome.edits for role in _roles(edit.at, edit.value)}

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


def _roles(at: At, value: Said) -> Iterator[str]:
    """The roles that a value names, for an action or for its steps."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _roles((*at, key), each)
    elif isinstance(value, list):
        for each in value:
            yield from _roles(at, each)
    elif "leads" in at:
        yield str(value)


def _in_words(edits: Sequence[Edit]) -> str:
    """The keys that are changed, each once."""
    return ", ".join(dict.fromkeys(str(edit.at[0]).replace("_", " ") for edit in edits))
