"""No pattern of ours takes time that grows with the square of a text.

Every pattern that a module holds or writes is tried on texts made to lead it astray. Its steps are
counted, so that a busy machine changes nothing.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

import pytest

import planctl
from backtrack import Steps, TooMany, hostile
from planctl.intake.lexicon import lead

pytestmark = pytest.mark.slow

SRC: Final = Path(planctl.__file__).parent
HOW: Final = {"match": "match", "fullmatch": "fullmatch"} | dict.fromkeys(
    ("search", "sub", "subn", "split", "findall", "finditer"), "search"
)
FLAGS: Final = ("IGNORECASE", "MULTILINE", "DOTALL", "VERBOSE", "ASCII")
SHORT, LONG = 40, 80  # letters
END: Final = "\x00"  # at which most patterns have to give up, and go back
FEW: Final = 600  # steps over the long text, below which nothing can be told
GROWTH: Final = 2.6  # twice the text takes twice the steps; by the square it takes four times
# What is given no longer texts than so many letters, as the function says that asks it.
BOUNDED: Final = {
    "planctl.intake.lexicon.lead._NOBODY": lead.LONGEST_POST,
}
# A function asks another pattern so, and these only in the other way.
NEVER: Final = {("planctl.intake.plan.front_matter._EXPLAINED", "search")}
MOST: Final = 150_000  # steps, which take less than a hundredth of a second


class Use(NamedTuple):
    """A pattern, how it is used, and where."""

    pattern: re.Pattern[Any]
    how: str  # search, match or fullmatch
    where: str


def _modules() -> Iterator[tuple[ModuleType, ast.Module]]:
    for found in pkgutil.walk_packages(planctl.__path__, "planctl."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            yield module, ast.parse(Path(str(module.__file__)).read_text("utf-8"))


def _uses() -> Iterator[Use]:
    for module, tree in _modules():
        of_names: dict[str, set[str]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in HOW:
                of_names.setdefault(ast.unparse(node.value), set()).add(HOW[node.attr])
        for name, value in vars(module).items():
            known = of_names.pop(name, set())
            if isinstance(value, re.Pattern):
                yield from (Use(value, how, f"{module.__name__}.{name}") for how in sorted(known))
        others = {how for name, hows in of_names.items() if name != "re" for how in hows}
        for name, value in vars(module).items():
            if not isinstance(value, re.Pattern):
                for pattern in _held(value, module.__name__):
                    for how in sorted(others):
                        yield Use(pattern, how, f"{module.__name__}.{name}")
        yield from _written(tree, module.__name__)


def _held(value: object, module: str, depth: int = 4) -> Iterator[re.Pattern[Any]]:
    """The patterns in a table, or in a class of this module."""
    if isinstance(value, re.Pattern):
        yield value
        return
    inside: list[object] = []
    if isinstance(value, dict):
        inside = [*value.keys(), *value.values()]
    elif isinstance(value, tuple | list | set | frozenset):
        inside = [*value]
    elif isinstance(value, type) and value.__module__ == module:
        inside = [each for each in vars(value).values() if not isinstance(each, type)]
    for each in inside if depth else ():
        yield from _held(each, module, depth - 1)


def _written(tree: ast.Module, module: str) -> Iterator[Use]:
    """The patterns that stand where they are used."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=attr),
                args=[ast.Constant(value=str() | bytes() as text), *_],
            ) if attr in HOW:
                said = ast.unparse(node)
                flags = sum(getattr(re, name) for name in FLAGS if f"re.{name}" in said)
                yield Use(re.compile(text, flags), HOW[attr], f"{module}:{node.lineno}")


@pytest.fixture(scope="module")
def uses() -> list[Use]:
    found = {(str(use.pattern.pattern), use.pattern.flags, use.how): use for use in _uses()}
    return [use for use in found.values() if (use.where, use.how) not in NEVER]


def _counting(use: Use, steps: Steps) -> Callable[[str], int]:
    if use.how == "search":
        return steps.searched
    return lambda text: steps.matched(text, whole=use.how == "fullmatch")


def _steps(count: Callable[[str], int], text: str) -> float:
    try:
        return count(text)
    except TooMany:
        return float("inf")


def test_a_pattern_takes_steps_in_proportion_to_a_text(uses: list[Use]) -> None:
    assert len(uses) > 300
    assert [slow for use in uses for slow in _slow(use)] == []


def _slow(use: Use) -> Iterator[str]:
    """The texts over which the steps of a pattern grow with their square."""
    steps = Steps(use.pattern)
    count = _counting(use, steps)
    for start, pump in hostile(steps.tree, use.pattern.flags):
        many = _steps(count, start + pump * max(1, LONG // len(pump)) + END)
        few = many >= FEW and _steps(count, start + pump * max(1, SHORT // len(pump)) + END)
        if few and many / few >= GROWTH:
            most = BOUNDED.get(use.where, 0)
            if not most or _steps(count, start + pump * (most // len(pump)) + END) >= MOST:
                yield f"{use.where}: {few} and {many} steps for {start!r} and {pump!r}…"


@pytest.mark.parametrize(
    ("pattern", "pump", "growth"),
    [
        ("a*b", "a", 4),
        ("(?<!a)a*b", "a", 2),
        ("a*+b|c", "a", 4),
        ("(?:a|aa)*b", "a", 10**6),
        ("(a+)+b", "a", 10**6),
        ("(?:a+?)b", "a", 4),
        ("a{1,5}b", "a", 2),
        (r"(?P<x>a)?(?(x)b|c)(?=d)(?<=d).|e$|^f|\b\B(?P=x)", "ab", 2),
    ],
)
def test_the_steps_of_a_pattern_are_those_that_it_takes(
    pattern: str, pump: str, growth: int
) -> None:
    steps = Steps(re.compile(pattern), most=200_000)
    few, many = (_steps(steps.searched, pump * length) for length in (100, 200))
    assert many / few == pytest.approx(growth, rel=0.1) or few == many == float("inf")


def test_what_is_counted_is_what_the_library_does(uses: list[Use]) -> None:
    for use in uses:
        if isinstance(use.pattern.pattern, bytes):
            continue
        steps = Steps(use.pattern)
        for start, pump in hostile(steps.tree, use.pattern.flags)[:10]:
            text = f"{start}{pump}{pump}"
            steps.matched(text, whole=True)
            assert steps.is_found is bool(use.pattern.fullmatch(text)), (use.where, text)
            steps.matched(text, whole=False)
            assert steps.is_found is bool(use.pattern.match(text)), (use.where, text)
