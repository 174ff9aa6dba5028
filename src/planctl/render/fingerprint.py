"""What makes a problem the same tomorrow: not its line, nor how many days it has been there."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256

from planctl.model.problem import Place, Problem


def fingerprints(
    problems: Sequence[Problem], folder: str, line_at: Callable[[Place], str]
) -> tuple[str, ...]:
    """The fingerprint of each problem: of its rule, its action or file, its key and its line.

    Of two that are alike in all of this the second is known by being the second.
    """
    seen: Counter[str] = Counter()
    found = []
    for problem in problems:
        field = re.sub(r"\[[0-9]+\]", "[]", problem.field)
        parts = (problem.rule.code, of(problem, folder), field, line_at(problem.place).strip())
        same = "\n".join(parts)
        found.append(sha256(f"{same}\n{seen[same]}".encode()).hexdigest()[:32])
        seen[same] += 1
    return tuple(found)


def of(problem: Problem, folder: str) -> str:
    """The action that a problem is about, by its ref, or else the file, from the plan folder."""
    return problem.ref or problem.place.path.removeprefix(f"{folder}/")
