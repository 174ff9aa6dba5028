"""Which problems of a plan are no news: of an earlier state, on a list of known ones, or both."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from planctl.load.loaded import LoadedPlan
from planctl.load.source import file_bytes
from planctl.model.calendar import Meeting
from planctl.model.problem import Problem, Severity, Stop
from planctl.render.problem import fingerprints, problem_owner
from planctl.workspace.plan import Hindsight, Review, Workspace, review_plan

if TYPE_CHECKING:
    from planctl.assess.change.comparison import MisdatedCommit
    from planctl.load.git import Commit
    from planctl.workspace.past import PlanState

_LIST_LIMIT: Final = 20_000_000  # bytes of a list of known problems
_SEVERITY_ORDER: Final = (Severity.NOTE, Severity.WARNING, Severity.ERROR)


class KnownProblems(NamedTuple):
    """A plan as reviewed, and which of its problems are no news."""

    seen: Review
    known: frozenset[int]
    since: str = ""
    cured: tuple[str, ...] = ()


class _Earlier(NamedTuple):
    """An earlier state of the plan, judged on the day of this one, and what was known then."""

    seen: Review
    moment: "PlanState"
    known: frozenset[str]  # the fingerprints of its list of known problems
    listed: frozenset[Meeting]  # the meetings since then that the plan had by their day
    misdated: "tuple[MisdatedCommit, ...]"  # the commits since then whose day cannot be


def compare_problems(
    now: Workspace, review: Review, since: str | None, baseline: Path | None, today: date
) -> KnownProblems:
    """A review beside what was known, by an earlier state, by a list, or by both.

    today: the day of the clock, after which no commit can have been made.
    """
    old: frozenset[int] = frozenset()
    sources = []
    on_baseline = read_baseline(baseline) if baseline is not None else {}
    if since is not None:
        earlier_review = _earlier_review(now, review, since, baseline, today)
        counts = (len(on_baseline), len(on_baseline.keys() & earlier_review.known))
        looked_back = Hindsight(
            review.scene.by.promised,
            earlier_review.moment.stood_until,
            earlier_review.listed,
            earlier_review.misdated,
        )
        review = review.against(earlier_review.seen.scene, counts, looked_back)
        old |= _unchanged_problems(now.loaded, review, earlier_review.seen)
        sources.append(f"at {earlier_review.moment.name}")
    cured: tuple[str, ...] = ()
    if baseline is not None:
        prints = review_fingerprints(review)
        times_listed = Counter(dict.fromkeys(on_baseline, 1))
        old |= frozenset(n for n, print_ in enumerate(prints) if times_listed[print_])
        cured = tuple(on_baseline[print_] for print_ in on_baseline if print_ not in prints)
        sources.append(f"in {baseline.name}")
    return KnownProblems(review, old, " or ".join(sources), cured)


def review_fingerprints(review: Review) -> tuple[str, ...]:
    """The fingerprints of the problems of a review."""
    return fingerprints(review.problems, review.loaded.folder, review.loaded.line_at)


def read_baseline(file: Path) -> Mapping[str, str]:
    """The fingerprints of a list of known problems, each with what it is called."""
    hint = "bring it back from git, or name another file and write it with planctl baseline FILE"
    try:
        return parse_baseline(file_bytes(file, _LIST_LIMIT))
    except FileNotFoundError:
        message = f"there is no list of known problems {file}"
        raise Stop(message, "write it with planctl baseline FILE") from None
    except OSError as error:
        raise Stop(f"{file} could not be read: {error.strerror}", hint) from None
    except NotABaseline:
        raise Stop(f"{file} is no list of known problems that can be read", hint) from None


class NotABaseline(Exception):
    """What a file holds is no list of known problems."""


def parse_baseline(data: bytes) -> Mapping[str, str]:
    """The fingerprints of a list of known problems, by what each is called; raises NotABaseline."""
    import json

    try:
        document = json.loads(data.decode("utf-8"))
        return {e["fingerprint"]: f"{e['code']} on {e['of']}" for e in document["known"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotABaseline from None


def baseline_entries(review: Review, prints: Sequence[str]) -> Sequence[Mapping[str, str]]:
    """The problems as a list of known ones has them; no day stands in it, so that it lasts."""
    rows = [
        {
            "code": problem.rule.code,
            "rule": problem.rule.name,
            "of": problem_owner(problem, review.loaded.folder),
            "line": review.loaded.line_at(problem.place).strip(),
            "fingerprint": print_,
        }
        for problem, print_ in zip(review.problems, prints, strict=True)
    ]
    return sorted(rows, key=lambda row: (row["of"], row["code"], row["fingerprint"]))


def _earlier_review(
    now: Workspace, review: Review, since: str, baseline: Path | None, today: date
) -> _Earlier:
    """An earlier state of the plan, judged on the same day as this one, and its known problems."""
    from planctl.workspace.past import (
        find_earlier_state,
        meetings_recorded_in_time,
        misdated_commits,
        promised_at,
    )

    moment = find_earlier_state(now, since, review.scene)
    commit = cast("Commit", moment.commit)
    with now.history() as past:
        loaded = past.plan_at(commit)
        data = past.text_at(commit, baseline) if baseline else None
        listed = meetings_recorded_in_time(past, moment.scene, review.scene)
        misdated = misdated_commits(past, commit, None, today)
        promised = promised_at(past, loaded, review.scene.as_at)
    try:
        known_then = frozenset(parse_baseline(data)) if data is not None else frozenset[str]()
    except NotABaseline:
        known_then = frozenset()
    older = review_plan(loaded, review.scene.as_at, promised)._replace(scene=moment.scene)
    return _Earlier(older, moment, known_then, listed, misdated)


def _unchanged_problems(now: LoadedPlan, review: Review, before: Review) -> frozenset[int]:
    """The problems that were there before, and no heavier, in files that nobody touched since."""
    from planctl.assess.change.since_rules import SINCE_RULES

    weights = {
        print_: _SEVERITY_ORDER.index(problem.severity)
        for print_, problem in zip(review_fingerprints(before), before.problems, strict=True)
    }
    texts = {_git_bytes(file.data) for file in before.loaded.files.values()}
    pairs = zip(review_fingerprints(review), review.problems, strict=True)
    record_codes = {rule.code for rule in SINCE_RULES}
    return frozenset(
        n
        for n, (print_, problem) in enumerate(pairs)
        if _SEVERITY_ORDER.index(problem.severity) <= weights.get(print_, -1)
        and problem.rule.code not in record_codes
        and _is_unchanged(problem, now, texts)
    )


def _is_unchanged(problem: Problem, now: LoadedPlan, texts: set[bytes]) -> bool:
    """Whether the file of a problem holds what some file held before, whatever its name."""
    file = now.files.get(problem.place.path.removeprefix(f"{now.folder}/"))
    return file is None or _git_bytes(file.data) in texts


def _git_bytes(data: bytes) -> bytes:
    """The bytes of a file as git keeps them, whose lines end alike on every system."""
    return data.replace(b"\r\n", b"\n")
