"""Which problems of a plan are no news: of an earlier state, on a list of known ones, or both."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from planctl.assess.change.rule import SINCE_RULES
from planctl.load.loaded import Loaded
from planctl.load.source import file_bytes
from planctl.model.calendar import Meeting
from planctl.model.problem import Problem, Severity
from planctl.model.stop import Stop
from planctl.render.problem import fingerprints, of
from planctl.workspace.plan import Desk, LookedBack, Review, reviewed

if TYPE_CHECKING:
    from planctl.load.git import Commit
    from planctl.workspace.past import Moment

_LIST_LIMIT: Final = 20_000_000  # bytes of a list of known problems


_ORDER: Final = (Severity.NOTE, Severity.WARNING, Severity.ERROR)


_OF_RECORD: Final = frozenset(rule.code for rule in SINCE_RULES)


class Known(NamedTuple):
    """A plan as reviewed, and which of its problems are no news."""

    seen: Review
    prints: tuple[str, ...]
    known: frozenset[int]
    since: str = ""
    cured: tuple[str, ...] = ()


class _Before(NamedTuple):
    """An earlier state of the plan, judged on the day of this one, and what was known then."""

    seen: Review
    moment: "Moment"
    known: frozenset[str]  # the fingerprints of its list of known problems
    listed: frozenset[Meeting]  # the meetings since then that the plan had by their day


def known(now: Desk, seen: Review, since: str | None, baseline: Path | None) -> Known:
    """A review beside what was known, by an earlier state, by a list, or by both."""
    held: frozenset[int] = frozenset()
    words = []
    listed = read_baseline(baseline) if baseline is not None else {}
    if since is not None:
        from planctl.workspace.past import first_promises

        before = _before(now, seen, since, baseline)
        counts = (len(listed), len(listed.keys() & before.known))
        promised = first_promises(now, seen.scene.as_at)
        looked_back = LookedBack(promised, before.moment.stood_until, before.listed)
        seen = seen.against(before.seen.scene, counts, looked_back)
        held |= _untouched(now.loaded, seen, before.seen)
        words.append(f"at {before.moment.name}")
    prints = printed(seen)
    cured: tuple[str, ...] = ()
    if baseline is not None:
        on_list = Counter(dict.fromkeys(listed, 1))
        held |= frozenset(n for n, print_ in enumerate(prints) if on_list[print_])
        cured = tuple(listed[print_] for print_ in listed if print_ not in prints)
        words.append(f"in {baseline.name}")
    return Known(seen, prints, held, " or ".join(words), cured)


def printed(seen: Review) -> tuple[str, ...]:
    """The fingerprints of the problems of a review."""
    return fingerprints(seen.problems, seen.loaded.folder, seen.loaded.line_at)


def read_baseline(file: Path) -> Mapping[str, str]:
    """The fingerprints of a list of known problems, each with what it is called."""
    hint = "bring it back from git, or name another file and write it with planctl baseline FILE"
    try:
        return listed_in(file_bytes(file, _LIST_LIMIT))
    except FileNotFoundError:
        message = f"there is no list of known problems {file}"
        raise Stop(message, "write it with planctl baseline FILE") from None
    except OSError as error:
        raise Stop(f"{file} could not be read: {error.strerror}", hint) from None
    except NoList:
        raise Stop(f"{file} is no list of known problems that can be read", hint) from None


class NoList(Exception):
    """What a file holds is no list of known problems."""


def listed_in(data: bytes) -> Mapping[str, str]:
    """The fingerprints of a list of known problems, by what each is called; raises NoList."""
    import json

    try:
        said = json.loads(data.decode("utf-8"))
        return {each["fingerprint"]: f"{each['code']} on {each['of']}" for each in said["known"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NoList from None


def entries(seen: Review, prints: Sequence[str]) -> Sequence[Mapping[str, str]]:
    """The problems as a list of known ones has them; no day stands in it, so that it lasts."""
    found = [
        {
            "code": problem.rule.code,
            "rule": problem.rule.name,
            "of": of(problem, seen.loaded.folder),
            "line": seen.loaded.line_at(problem.place).strip(),
            "fingerprint": print_,
        }
        for problem, print_ in zip(seen.problems, prints, strict=True)
    ]
    return sorted(found, key=lambda each: (each["of"], each["code"], each["fingerprint"]))


def _before(now: Desk, seen: Review, since: str, baseline: Path | None) -> _Before:
    """An earlier state of the plan, judged on the same day as this one, and its known problems."""
    from planctl.workspace.past import earlier, listed_in_time

    moment = earlier(now, since, seen.scene)
    commit = cast("Commit", moment.commit)
    with now.history() as past:
        loaded = past.plan_at(commit)
        held = past.text_at(commit, baseline) if baseline else None
        listed = listed_in_time(past, moment.scene, seen.scene)
    try:
        then = frozenset(listed_in(held)) if held is not None else frozenset[str]()
    except NoList:
        then = frozenset()
    before = reviewed(loaded, seen.scene.as_at)._replace(scene=moment.scene)
    return _Before(before, moment, then, listed)


def _untouched(now: Loaded, seen: Review, before: Review) -> frozenset[int]:
    """The problems that were there before, and no heavier, in files that nobody touched since."""
    weights: dict[str, Severity] = {}
    for print_, problem in zip(printed(before), before.problems, strict=True):
        weights[print_] = problem.severity
    texts = {_text(file.data) for file in before.loaded.files.values()}
    found = set()
    for n, (print_, problem) in enumerate(zip(printed(seen), seen.problems, strict=True)):
        was = weights.get(print_)
        is_old = was is not None and _ORDER.index(problem.severity) <= _ORDER.index(was)
        if is_old and problem.rule.code not in _OF_RECORD and _is_same(problem, now, texts):
            found.add(n)
    return frozenset(found)


def _is_same(problem: Problem, now: Loaded, texts: set[bytes]) -> bool:
    """Whether the file of a problem holds what some file held before, whatever its name."""
    file = now.files.get(problem.place.path.removeprefix(f"{now.folder}/"))
    return file is None or _text(file.data) in texts


def _text(data: bytes) -> bytes:
    """The bytes of a file as git keeps them, whose lines end alike on every system."""
    return data.replace(b"\r\n", b"\n")
