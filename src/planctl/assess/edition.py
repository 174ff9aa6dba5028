"""The plan of an edition: what it leaves out is gone before anything is judged or printed.

Texts go and facts stay: dates, statuses, ratings, and how many there are. So a plan that was cut
is judged as the whole plan is, nothing that is late is silenced, and no view can tell what it was
never given. What `share` holds back keeps its place, with `HELD` where its texts were.

A plan's earlier states are cut by what is held back now as well, because a board may have seen a
note that the public must not. For the public no small number and no personal data stays in them.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from planctl.assess.edition_mask import (
    HELD_ITEMS,
    UNKNOWN,
    HeldItem,
    HeldNames,
    blank,
    change,
    hold,
    hold_action,
    hold_items,
    item_keys,
    pattern_of,
    rename,
    take_out,
    with_faults,
    with_names,
)
from planctl.assess.edition_past import HeldLives
from planctl.assess.text_search import PersonalData, TextSearch
from planctl.model.action import Action
from planctl.model.edition import (
    CONTENT,
    LEFT_OUT,
    NOUNS,
    READERS,
    Content,
    Edition,
    EditionNotice,
    Omitted,
)
from planctl.model.governance import Governance
from planctl.model.plan import Area, Plan, Unread

if TYPE_CHECKING:  # a plan without measures or decisions does not load their models
    from planctl.model.measure import Measure
    from planctl.model.plan_record import Decision

FindPeople = Callable[[TextSearch], Sequence[PersonalData]]


class EditionCut:
    """What an edition makes of a plan as it is now, and of its earlier states."""

    def __init__(self, edition: Edition, now: Plan, find_people: FindPeople = lambda _: ()) -> None:
        """See what the plan holds back now, and what its policy leaves out.

        find_people: finds the people that stand where roles belong, for whom words are needed
        that are not of this room.
        """
        self.edition, self._now, self._find_people = edition, now, find_people
        own = now.policy.editions.get(edition)
        self._left_out = frozenset(own.leaves_out) if own else LEFT_OUT[edition]
        self._actions = [action for _, action in now.actions]
        self._known: dict[tuple[int, int, Hashable], tuple[Action, Action]] = {}
        self._shown = [
            frozenset(
                key for it in _items(action) if not self._is_held(it) for key in item_keys(it)
            )
            for action in self._actions
        ]
        self._keys = [self._held_keys(action) for action in self._actions]
        self._texts: set[Hashable] = set()  # that are held back in whatever action they stand
        self._hold_texts(self._keys)
        self._files: set[str | None] = set()  # of evidence that any state holds back
        self._acts = HeldLives("action", self._actions, self._is_held, "Not shown ")
        self._decisions, self._measures = (
            HeldLives(kind, items, self._is_held, f"{kind}-{UNKNOWN}-")
            for kind, items in (("decision", now.decisions), ("measure", now.measures))
        )

    @property
    def hides_authors(self) -> bool:
        """Whether the edition leaves out who changed the plan."""
        return Content.AUTHORS in self._left_out

    @property
    def holds_things(self) -> bool:
        """Whether anything is held back now, so that its past must be known."""
        is_public = self.edition is Edition.PUBLIC
        counts = is_public and any(measure.counts for measure in self._now.measures)
        return any((self._acts, self._decisions, self._measures, *self._keys, counts))

    def learn(self, states: Iterable[Plan]) -> None:
        """See by what names the things were known in the past; the newest state comes first."""
        for state in states:
            actions = [action for _, action in state.actions]
            self._acts.learn(actions)
            self._decisions.learn(state.decisions)
            self._measures.learn(state.measures)
            numbers = self._acts.numbers(actions)
            for k, action in enumerate(actions):
                n = numbers.get(k, -1)
                is_now = 0 <= n < len(self._keys)
                known = (self._keys[n] if is_now else frozenset()) | self._texts
                keys = self._held_keys(action, known)
                if is_now:
                    self._keys[n] |= keys - self._shown[n]
                self._hold_texts([keys])

    def plan(self, plan: Plan) -> Plan:
        """A state of the plan as the edition has it."""
        actions = [action for _, action in plan.actions]
        numbers = self._numbers(actions)
        names = self._names(plan, actions, numbers)
        cut_actions = iter(self._cut_actions(actions, numbers, names))
        measures = self._without_small_numbers(plan)
        omitted = [*self._omitted(plan)]
        if held := _count_figures(plan.measures) - _count_figures(measures):
            omitted.append(Omitted("figure", held))
        cut = plan._replace(
            plan=self._without(plan.plan),
            contacts={} if self._left_out else plan.contacts,
            governance=self._without(plan.governance),
            policy=self._without(plan.policy),
            measures=tuple(self._cut_measures(measures, names)),
            areas=tuple(
                area._replace(actions=tuple(next(cut_actions) for _ in area.actions))
                for area in plan.areas
            ),
            unread=tuple(self._unread(file, names) for file in plan.unread),
            decisions=tuple(self._decision(decision, names) for decision in plan.decisions),
            notice=EditionNotice(self.edition, tuple(omitted), len(self._now.policy.allow)),
        )
        cut = self._without_files(plan, cut)
        is_past = plan is not self._now
        is_public = self.edition is Edition.PUBLIC
        return self._without_personal_data(plan, cut) if is_public and is_past else cut

    def actions(self, actions: Sequence[Action]) -> tuple[Action, ...]:
        """The actions of an earlier state, where nothing but their promises is looked at."""
        numbers = self._numbers(actions)
        names = self._names(self._now, actions, numbers)
        cut = tuple(self._cut_actions(actions, numbers, names))
        if self.edition is not Edition.PUBLIC:
            return cut
        of = Area("", "", None, tuple(actions))
        plan = self._now._replace(plan=None, measures=(), decisions=(), areas=(of,))
        plan = plan._replace(governance=Governance.model_construct())
        short = plan._replace(areas=(of._replace(actions=cut),))
        return self._without_personal_data(plan, short).areas[0].actions

    def _is_held(self, item: Any) -> bool:  # noqa: ANN401 - of any model with the field
        return item.share is not None and self.edition not in READERS[item.share]

    def _held_keys(
        self, action: Action, known: frozenset[Hashable] = frozenset()
    ) -> frozenset[Hashable]:
        """By what the held notes, evidence and escalations of an action are known, and no other."""
        keys: dict[bool, set[Hashable]] = {True: set(), False: set()}
        for item in _items(action):
            own = frozenset(item_keys(item))
            keys[self._is_held(item) or not known.isdisjoint(own)].update(own)
        return frozenset(keys[True] - keys[False])

    def _hold_texts(self, keys: Iterable[frozenset[Hashable]]) -> None:
        """Hold back texts that no action shows now, wherever they stood."""
        texts = {key for own in keys for key in own if isinstance(key, str)}
        self._texts.update(texts.difference(*self._shown))

    def _names(
        self, plan: Plan, actions: Sequence[Action], numbers: Mapping[int, int]
    ) -> HeldNames:
        findings = {finding.id for finding in (plan.plan.findings if plan.plan else ())}
        projects = {project.id for project in plan.governance.projects}
        held = self._acts.held(actions, numbers)
        known = {action.ref for action in actions} | {measure.id for measure in plan.measures}
        decisions, measures = (
            lives.names(items, lives.held(items, lives.numbers(items)))
            for lives, items in (
                (self._decisions, plan.decisions),
                (self._measures, plan.measures),
            )
        )
        refs = self._acts.names(actions, held, projects)
        return HeldNames(held, refs, decisions, measures, frozenset(known | findings | projects))

    def _numbers(self, actions: Sequence[Action]) -> Mapping[int, int]:
        """Which action of now each of a state is, where anything is held back now."""
        return self._acts.numbers(actions) if self._acts or any(self._keys) else {}

    def _cut_actions(
        self, actions: Sequence[Action], numbers: Mapping[int, int], names: HeldNames
    ) -> Iterator[Action]:
        """Actions as the edition has them; of what is read once it makes one value."""
        for n, action in enumerate(actions):
            now, label = numbers.get(n, -1), names.actions.get(n, "")
            key = (id(action), now, names.used_in(action, label))
            if key not in self._known:
                self._known[key] = action, self._cut_action(action, now, label, names)
            yield self._known[key][1]

    def _cut_action(self, action: Action, now: int, label: str, names: HeldNames) -> Action:
        if label:
            return hold_action(action, label, names)
        keys = self._texts | (self._keys[now] if 0 <= now < len(self._keys) else frozenset())

        def is_held(item: HeldItem) -> bool:
            return self._is_held(item) or not keys.isdisjoint(item_keys(item))

        return with_names(self._without(hold_items(action, is_held)), names)

    def _unread(self, file: Unread, names: HeldNames) -> Unread:
        """A file that could not be read, by no path that tells what it held."""
        labels = {"action": names.refs, "measure": names.measures}.get(file.holds, {})
        is_told = self.edition is not Edition.PUBLIC and file.name not in labels
        place = f"{UNKNOWN}/{file.holds}.yaml"
        return file._replace(
            path=file.path if is_told else place, name=labels.get(file.name, file.name)
        )

    def _decision(self, decision: "Decision", names: HeldNames) -> "Decision":
        if decision.id in names.decisions:
            about = tuple(ref for ref in decision.about if ref in names.known)
            decision = change(hold(decision), id=names.decisions[decision.id], about=about)
        return change(decision, about=rename(decision.about, names.refs))

    def _without_small_numbers(self, plan: Plan) -> Sequence["Measure"]:
        """The measures; for the public without small numbers, also where they were not marked."""
        if not plan.measures or self.edition is not Edition.PUBLIC:
            return plan.measures
        from planctl.assess.small_numbers import hold_small_numbers

        counting = {n for n, measure in enumerate(self._now.measures) if measure.counts}
        numbers = self._measures.numbers(plan.measures)
        people = {m.id for k, m in enumerate(plan.measures) if numbers.get(k) in counting}
        return hold_small_numbers(plan.measures, people, self._now.policy.small_numbers)

    def _cut_measures(self, measures: Iterable["Measure"], names: HeldNames) -> Iterator["Measure"]:
        """The measures as the edition has them."""
        for measure in measures:
            if measure.id in names.measures:
                from planctl.model.measure import HeldMeasure

                yield HeldMeasure.of(measure, names.measures[measure.id])
            else:
                yield self._without(measure)

    def _without_files(self, plan: Plan, cut: Plan) -> Plan:
        """The seals and faults of evidence files, without the names of those that are held back.

        That the file of a piece is faulty is a fact, which stays.
        """
        kept = {item.file for _, action in cut.actions for item in action.evidence}
        named = {item.file for _, action in plan.actions for item in action.evidence}
        self._files |= named - kept
        held = self._files - kept
        if not held and Content.EVIDENCE not in self._left_out:
            return cut
        faulty = {path: fault for path, fault in plan.faulty.items() if path not in held}
        places = {}
        for path in plan.faulty.keys() - faulty.keys():
            places[path] = f"{UNKNOWN}/{plan.faulty[path].name.lower()}"
            faulty[places[path]] = plan.faulty[path]
        seals = {} if Content.EVIDENCE in self._left_out else plan.seals
        return cut._replace(
            areas=tuple(map(with_faults, plan.areas, cut.areas, [places] * len(cut.areas))),
            seals={path: seal for path, seal in seals.items() if path not in held},
            faulty=faulty,
        )

    def _without(self, value: Any) -> Any:  # noqa: ANN401 - any value of the models
        """A value without the content that the edition leaves out."""
        if not self._left_out:
            return value
        if type(value) is tuple:
            cut = tuple(self._without(item) for item in value)
            return value if cut == value else cut
        if not isinstance(value, BaseModel):
            return value
        content = CONTENT.get(type(value).__name__, {})
        return change(
            value,
            **{
                name: blank(value, name, item)
                if item and content.get(name) in self._left_out
                else self._without(item)
                for name, item in value.__dict__.items()
            },
        )

    def _without_personal_data(self, plan: Plan, cut: Plan) -> Plan:
        """An earlier state without what could tell a person; what stands now has been refused."""
        current = {id(action) for action in self._actions}
        news = (
            area._replace(actions=tuple(action for action in own if id(action) not in current))
            for area, own in zip(cut.areas, (area.actions for area in plan.areas), strict=True)
        )
        whole = cut._replace(areas=tuple(news), policy=self._now.policy)
        search = TextSearch(whole)
        people = (*search.finds.personal, *self._find_people(search))
        found = sorted({item.fragment for item in people}, key=len)
        if not found:
            return cut
        pattern = re.compile("|".join(map(pattern_of, reversed(found))), re.IGNORECASE)
        values = {name: take_out(getattr(cut, name), pattern) for name in _WITH_TEXTS}
        areas = (
            area._replace(
                title=take_out(area.title, pattern),
                statement=take_out(area.statement, pattern),
                actions=take_out(area.actions, pattern),
            )
            for area in cut.areas
        )
        return cut._replace(areas=tuple(areas), **values)

    def _omitted(self, plan: Plan) -> Iterator[Omitted]:
        """How much is held back and by whom, and how much the edition leaves out."""
        held: Counter[tuple[str, str]] = Counter()
        counts: Counter[Content] = Counter()
        for _, action in plan.actions:
            role = next((lead for lead in action.leads if lead in plan.roles), "")
            if self._is_held(action):
                held["action", role] += 1
                continue
            for name, content in HELD_ITEMS.items():
                items = sum(map(self._is_held, getattr(action, name)))
                held[NOUNS[content], role] += items if content not in self._left_out else 0
            self._count(action, counts)
        for measure in plan.measures:
            owner = measure.owner if measure.owner and measure.owner in plan.roles else ""
            held["measure", owner] += self._is_held(measure)
        held["decision", ""] += sum(map(self._is_held, plan.decisions))
        yield from (
            Omitted(noun, n, is_held=True, role=role) for (noun, role), n in held.items() if n
        )
        self._count((plan.plan, plan.governance, plan.policy, *plan.measures), counts)
        yield from (Omitted(NOUNS[kind], counts[kind]) for kind in NOUNS if counts[kind])

    def _count(self, value: object, counts: Counter[Content]) -> None:
        """Count the content of a value that is left out."""
        if type(value) is tuple:
            for item in value:
                self._count(item, counts)
        elif self._left_out and isinstance(value, BaseModel):
            content = CONTENT.get(type(value).__name__, {})
            for name, item in value.__dict__.items():
                if item and (kind := content.get(name)) in self._left_out:
                    counts[kind] += len(item) if type(item) is tuple else 1
                else:
                    self._count(item, counts)


def _items(action: Action) -> Iterator[HeldItem]:
    """What of an action can be held back one by one."""
    return (item for name in HELD_ITEMS for item in getattr(action, name))


_WITH_TEXTS: Final = (
    *("plan", "governance", "measures", "decisions"),
    *("roles", "glossary", "seals", "faulty"),
)


def _count_figures(measures: Iterable["Measure"]) -> int:
    """How many figures, baselines and targets some measures have."""
    return sum(
        sum(reading.figure is not None for reading in measure.observations)
        + len(measure.targets)
        + (measure.baseline is not None)
        for measure in measures
    )
