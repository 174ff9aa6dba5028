"""What changed in the areas themselves, and how areas are matched between two states."""

from collections.abc import Callable, Hashable, Iterator
from typing import Final, NamedTuple

from planctl.assess.change.difference import differences
from planctl.assess.change.kind import Change, Kind
from planctl.assess.change.whole import kind_of
from planctl.model.plan import Area, Plan
from planctl.model.problem import field_name


class Areas(NamedTuple):
    """The areas of two states: those in both, and those in one of them only."""

    both: tuple[tuple[Area, Area], ...]
    added: tuple[Area, ...]
    removed: tuple[Area, ...]


def _title(area: Area) -> Hashable:
    return area.title.casefold()


def _ref(area: Area) -> Hashable:
    return area.ref


def _ref_and_title(area: Area) -> Hashable:
    return area.ref, _title(area)


_NAMES: Final[tuple[Callable[[Area], Hashable], ...]] = (_ref_and_title, _title, _ref)


def _match_areas(old: Plan, new: Plan) -> Areas:
    """The areas of two states of a plan, each with itself: by ref and title, title, then ref."""
    before, after = list(old.areas), list(new.areas)
    pairs: list[tuple[Area, Area]] = []
    for name in _NAMES:
        for area in tuple(after):
            old_area = next((each for each in before if name(each) == name(area)), None)
            if old_area is not None:
                pairs.append((old_area, area))
                before.remove(old_area)
                after.remove(area)
    return Areas(tuple(pairs), tuple(after), tuple(before))


def of_areas(old: Plan, new: Plan) -> Iterator[Change]:
    """Every part of the areas that changed; of one whose file could not be read, nothing."""
    areas = _match_areas(old, new)
    unknown = {file.name for file in (*old.unread, *new.unread) if file.holds == "area"}
    for old_area, new_area in areas.both:
        if unknown.isdisjoint({old_area.ref, new_area.ref}):
            yield from _area_changes(old_area, new_area)
    for area in areas.added:
        if area.ref not in unknown:
            yield Change(Kind.ADDED, "", area.ref, "area", None, _record(area), at=("area",))
    for area in areas.removed:
        if area.ref not in unknown:
            yield Change(Kind.REMOVED, "", area.ref, "area", _record(area), None, at=("area",))


def _area_changes(old: Area, new: Area) -> Iterator[Change]:
    if old.ref != new.ref:
        yield Change(Kind.REFERENCED, "", new.ref, "ref", old.ref, new.ref, at=("ref",))
    for diff in differences(_record(old), _record(new)):
        field = field_name(diff.at)
        yield Change(kind_of(diff), "", new.ref, field, diff.old, diff.new, at=diff.at)


def _record(area: Area) -> dict[str, object]:
    return {"title": area.title, "statement": area.statement}
