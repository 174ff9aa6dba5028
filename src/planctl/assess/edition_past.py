"""What an edition holds back, followed through the earlier states of a plan.

A thing may have had another name before, may be named where it did not exist yet, or may be gone:
in every state each name that it ever had gives way to the one label that tells nothing.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Final

from planctl.assess.change.action_match import match_actions, numbers_by_name

_Numbers = Iterable[tuple[int, int]]


class HeldLives:
    """The things of one kind through the states of a plan, and the labels of those held back."""

    def __init__(
        self, kind: str, now: Iterable[Any], is_held: Callable[[Any], bool], label: str
    ) -> None:
        """Number the things as they are now; kind: action, decision or measure."""
        self._match = match_actions if kind == "action" else _match_with_ids
        self._name = "ref" if kind == "action" else "id"
        self._is_held, self._label = is_held, label
        self._versions = list(now)  # each as the oldest state has it that was looked at
        self._numbers = {id(item): (item, n) for n, item in enumerate(self._versions)}
        self._labels: dict[Hashable, str] = {}
        self._held: dict[int, str] = {}
        self._names: dict[str, str] = {}
        self._hold(range(len(self._versions)))

    def __bool__(self) -> bool:
        """Whether anything of the kind is held back for good."""
        return bool(self._held)

    def _hold(self, numbers: Iterable[int]) -> None:
        for n in numbers:
            if self._is_held(self._versions[n]):
                self._held[n] = self._label_of(n)
                self._names[getattr(self._versions[n], self._name)] = self._held[n]

    def _label_of(self, key: Hashable) -> str:
        return self._labels.setdefault(key, f"{self._label}{len(self._labels) + 1}")

    def learn(self, items: Sequence[Any]) -> None:
        """Follow the things into an older state; the states come newest first."""
        for k, n in self._match(items, self._versions):
            self._versions[n] = items[k]
            self._numbers[id(items[k])] = items[k], n
            if n in self._held:
                self._names.setdefault(getattr(items[k], self._name), self._held[n])
        gone = [it for it in items if id(it) not in self._numbers and self._is_held(it)]
        first = len(self._versions)
        self._versions += gone
        self._numbers |= {id(item): (item, n) for n, item in enumerate(gone, first)}
        self._hold(range(first, len(self._versions)))

    def numbers(self, items: Sequence[Any]) -> Mapping[int, int]:
        """Which thing each of a state is, by its number in the state."""
        numbers = {
            k: self._numbers[id(item)][1]
            for k, item in enumerate(items)
            if id(item) in self._numbers
        }
        others = [k for k in range(len(items)) if k not in numbers]
        known = set(numbers.values())
        rest = [n for n in range(len(self._versions)) if n not in known]
        pairs = self._match([items[k] for k in others], [self._versions[n] for n in rest])
        return {**numbers, **{others[k]: rest[n] for k, n in pairs}}

    def held(self, items: Sequence[Any], numbers: Mapping[int, int]) -> Mapping[int, str]:
        """The labels of what a state holds back, by its number in the state."""
        labels = {}
        for k, item in enumerate(items):
            if numbers.get(k) in self._held:
                labels[k] = self._held[numbers[k]]
            elif self._is_held(item):
                labels[k] = self._label_of(numbers.get(k, (getattr(item, self._name), str(item))))
        return labels

    def names(
        self, items: Sequence[Any], held: Mapping[int, str], others: Iterable[str] = ()
    ) -> Mapping[str, str]:
        """The label for each name that a held thing has in a state, or has in any other.

        A name that something else has in the state, or that stands in others, is not its.
        """
        shown = {getattr(item, self._name) for k, item in enumerate(items) if k not in held}
        shown.update(others)
        names = {name: label for name, label in self._names.items() if name not in shown}
        return names | {getattr(items[k], self._name): label for k, label in held.items()}


def _facts(item: Any) -> Hashable:  # noqa: ANN401 - a measure or a decision, loaded late
    """What is like no other of its kind, whatever it is called."""
    if hasattr(item, "meeting"):
        return item.meeting, item.about
    return (item.unit, item.baseline, item.observations[:1]) if item.observations else item.id


_KEYS: Final[Sequence[Callable[[Any], Hashable]]] = (
    lambda item: str(item.id),
    lambda item: str(getattr(item, "title", "") or item.decided).casefold(),
    _facts,
)


def _match_with_ids(old: Sequence[Any], new: Sequence[Any]) -> _Numbers:
    """The numbers of the measures or decisions in both of two states, the older one's first."""
    before, after = dict(enumerate(old)), dict(enumerate(new))
    for key in _KEYS:
        earlier, later = (numbers_by_name(key, items) for items in (before, after))
        for name in earlier.keys() & later.keys():
            if len(earlier[name]) == len(later[name]) == 1:
                [k], [n] = earlier[name], later[name]
                del before[k], after[n]
                yield k, n
