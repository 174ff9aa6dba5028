"""The actions that a command's filters ask for, and the filters in words."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from planctl.assess.judgement import Judgement
from planctl.assess.scene import Scene
from planctl.model.choice import list_alternatives, quoted_list
from planctl.model.label import strip_quotes
from planctl.model.nearest_name import suggest_name
from planctl.model.problem import At, Stop
from planctl.model.rating import TAGS, Rating, Standing
from planctl.model.words import count_noun

_PERIOD: Final = re.compile("([0-9]{1,5}) ?(d|days?|w|weeks?)?")
_WEEK: Final = 7


class ActionFilter(NamedTuple):
    """What was asked for: of each list one has to fit; what is empty or False fits everything."""

    areas: Sequence[str] = ()
    leads: Sequence[str] = ()
    rags: Sequence[Rating] = ()
    standings: Sequence[str] = ()
    tags: Sequence[str] = ()
    due_within: str | None = None  # such as 30d
    overdue: bool = False


_FILTERS: Final = ("area", "lead", "rag", "standing", "tag", "due-within")


def parse_filter(where: Iterable[str]) -> ActionFilter:
    """A filter of pairs such as lead=SM QA; of a key that is there several times one has to fit."""
    values: dict[str, list[str]] = {key: [] for key in _FILTERS}
    for pair in where:
        key, sign, value = (part.strip() for part in pair.partition("="))
        if not sign or not value:
            raise Stop(f"“{pair}” does not say which actions", "write it as in lead=“SM QA”")
        values[match_word(key, _FILTERS, "filter")].append(value)
    areas, leads, rags, standings, tags, periods = values.values()
    if len(periods) > 1:
        raise Stop("due-within is said twice", "leave one of them out")
    ratings = [Rating(match_word(word, [*Rating], "rating")) for word in rags]
    return ActionFilter(areas, leads, ratings, standings, tags, next(iter(periods), None))


class _Test(NamedTuple):
    """What an action has to pass, and how to say it."""

    fits: Callable[[Judgement], bool]
    words: str


def filter_actions(
    scene: Scene, asked: ActionFilter, tagged: Mapping[str, Collection[At]] | None = None
) -> tuple[tuple[Judgement, ...], str]:
    """The judged actions that fit, and what was asked for in words; empty for the whole plan.

    tagged: where the actions of each tag stand, for whoever asks for tags.
    """
    facts = [*_facts(asked, scene.as_at), *_tags(asked, tagged or {})]
    tests = [*_area(asked, scene), *_lead(asked, scene), *facts]
    actions = tuple(item for item in scene.judged if all(test.fits(item) for test in tests))
    places = [test.words for test in tests[: len(tests) - len(facts)]]
    facts_in_words = " and ".join(test.words for test in facts)
    return actions, ", ".join(filter(None, [*places, facts_in_words]))


def _area(asked: ActionFilter, scene: Scene) -> Iterator[_Test]:
    refs = [area.ref for area in scene.plan.areas]
    folded = {ref.casefold() for ref in refs}
    wanted = [
        match_name(name if name.casefold() in folded else area_ref(name), refs, "area")
        for name in asked.areas
    ]
    if wanted:
        yield _Test(lambda each: each.area.ref in wanted, f"area {list_alternatives(wanted)}")


def _lead(asked: ActionFilter, scene: Scene) -> Iterator[_Test]:
    roles = {*scene.plan.roles, *(role for each in scene.judged for role in each.action.leads)}
    wanted = [match_name(name, roles, "role") for name in asked.leads]
    if wanted:
        words = f"actions led or supported by {list_alternatives(wanted)}"
        yield _Test(lambda each: not set(wanted).isdisjoint(each.action.leads), words)


def _facts(asked: ActionFilter, as_at: date) -> Iterator[_Test]:
    standings = [match_word(word, [*Standing], "standing") for word in asked.standings]
    if asked.rags:
        words = f"rated {list_alternatives([rating.value for rating in asked.rags])}"
        yield _Test(lambda each: not _ratings(each).isdisjoint(asked.rags), words)
    if standings:
        yield _Test(lambda each: each.progress.standing in standings, list_alternatives(standings))
    if asked.overdue:
        yield _Test(lambda each: each.is_overdue, "overdue")
    if asked.due_within:
        days = _parse_period(asked.due_within)
        until = as_at + timedelta(days=min(days, (date.max - as_at).days))
        words = f"due within {count_noun(days, 'day')}"
        yield _Test(lambda each: each.is_due_by(until, as_at), words)


def _ratings(each: Judgement) -> set[Rating]:
    """The progress rating of an action, and where that is disputed what the facts say as well."""
    progress = each.progress
    return {progress.rating, progress.computed} if progress.disputed else {progress.rating}


def _tags(asked: ActionFilter, tagged: Mapping[str, Collection[At]]) -> Iterator[_Test]:
    wanted = match_tags(asked.tags)
    if wanted:
        places = {at for tag in wanted for at in tagged[tag]}
        quoted = quoted_list([TAGS[tag] for tag in wanted], last="or")
        yield _Test(lambda each: each.at in places, f"with the tag {quoted}")


def match_tags(asked: Iterable[str]) -> list[str]:
    """The tags that were asked for, as the dashboard has them."""
    return [match_word(tag, TAGS, "tag") for tag in asked]


def _parse_period(written: str) -> int:
    """The days that somebody typed: 30, 30d, 30 days or 6 weeks."""
    period = _PERIOD.fullmatch(strip_quotes(written).casefold())
    if not period:
        raise Stop(f"“{written}” is no number of days", "write it as 30d, or as 6w for six weeks")
    return int(period[1]) * (_WEEK if (period[2] or "").startswith("w") else 1)


def match_word(word: str, words: Iterable[str], kind: str) -> str:
    """One of a closed list of words, in whatever capitals, with a space or - in its gaps."""
    listed = {re.sub("[-_]", " ", item): str(item) for item in words}
    typed = " ".join(re.sub("[-_]", " ", strip_quotes(word)).casefold().split())
    if typed in listed:
        return listed[typed]
    near = suggest_name(word, listed.values())
    known = f"it can be {quoted_list(listed.values(), last='or')}"
    raise Stop(f"there is no {kind} “{word}”", near or known)


def match_name(name: str, names: Iterable[str], kind: str) -> str:
    """The name as the plan writes it, whatever the capitals."""
    by_folded = {item.casefold(): item for item in names}
    for wanted in (name, strip_quotes(name)):
        if wanted.casefold() in by_folded:
            return by_folded[wanted.casefold()]
    all_names = quoted_list(sorted(by_folded.values())) or "none yet"
    hint = suggest_name(name, by_folded.values()) or f"the plan has {all_names}"
    raise Stop(f"the plan has no {kind} “{name}”", hint)


def area_ref(asked: str) -> str:
    """The ref of an area that may be called by its whole name: 1, or area 1."""
    return re.sub("^area[ -]", "", strip_quotes(asked), flags=re.IGNORECASE)
