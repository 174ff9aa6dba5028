"""What `planctl check` reports, from the rule that is broken to the place in a file.

A rule yields faults: where in the plan, and what is wrong. The table of rules stamps the code,
the severity and the remedy. Codes never change their meaning; a retired one stays listed.
Bands: F file, S shape, R reference, T time, Q quality, P publication.

A person's fault: it ends a run with one sentence and no traceback.
"""

from collections.abc import Callable, Iterable, Iterator
from inspect import cleandoc
from typing import Final, NamedTuple, TypeAlias

from planctl.model.choice import Choice

# Where in a plan: the steps down from its root, as in the JSON export
# ("areas", 0, "actions", 3, "milestones", 1).
At = tuple[str | int, ...]
# What stands there, as read and as written: texts, lists and mappings.
PlanValue: TypeAlias = "str | list[PlanValue] | dict[str, PlanValue] | None"


# What to do about a file that a command needs and that cannot be read.
MEND: Final = "mend it first: planctl check says what is wrong"


def walk_value(value: PlanValue, at: At = ()) -> Iterator[tuple[At, PlanValue]]:
    """Every key and item of a value with the steps to it; the outer before the inner."""
    yield at, value
    inner: Iterable[tuple[str | int, PlanValue]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for step, item in inner:
        yield from walk_value(item, (*at, step))


class Severity(Choice):
    """How much a problem weighs; `check` fails on an error unless told otherwise."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


class Rule(NamedTuple):
    """One thing that can be wrong with a plan; its manual is what `explain` prints."""

    code: str
    name: str
    severity: Severity
    hint: str
    manual: str

    @classmethod
    def of(cls, code: str, severity: Severity, what: Callable[..., object], hint: str) -> "Rule":
        """The rule that a function finds or words; its name and docstring are the rule's own."""
        return cls(
            code, what.__name__.replace("_", "-"), severity, hint, cleandoc(what.__doc__ or "")
        )


class Fault(NamedTuple):
    """What is wrong, and where in the plan; some faults know a better remedy or weight."""

    at: At
    message: str
    hint: str = ""
    severity: Severity | None = None


class Place(NamedTuple):
    """Where in the files: path with forward slashes, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1


class Problem(NamedTuple):
    """A fault of a rule, as reported; `ref` and `field` say which action, and what of it."""

    rule: Rule
    severity: Severity
    message: str
    hint: str
    place: Place
    at: At = ()
    ref: str = ""
    field: str = ""

    @classmethod
    def of(
        cls, rule: Rule, fault: Fault, place: Place, ref: str = "", field: str = ""
    ) -> "Problem":
        """The problem that a fault of a rule is; the fault may know a better remedy or weight."""
        severity, hint = fault.severity or rule.severity, fault.hint or rule.hint
        return cls(rule, severity, fault.message, hint, place, fault.at, ref, field)


def field_name(at: At) -> str:
    """A part of an action or another file in one word: milestones[1].what."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in at)
    return "".join(steps).removeprefix(".")


class Trouble(Exception):
    """Expected trouble: one sentence that says what is wrong, and one that says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the fault and the remedy apart."""
        super().__init__(message)
        self.message, self.hint = message, hint


class Stop(Trouble):
    """Trouble that ends the run with the exit code for usage."""
