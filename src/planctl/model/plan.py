"""The whole plan as one value, in the shape of its JSON export."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from planctl.model.action import Action, EvidenceFault
from planctl.model.edition import EditionNotice
from planctl.model.governance import Governance
from planctl.model.plan_files import Finding, Front, RoleContact
from planctl.model.policy import Policy
from planctl.model.problem import MEND, Stop

if TYPE_CHECKING:  # a plan without measures or decisions does not load their models
    from planctl.model.measure import Measure
    from planctl.model.plan_record import Decision


class Area(NamedTuple):
    """An area for improvement with its actions, in the order of their refs."""

    ref: str
    title: str
    statement: str | None
    actions: tuple[Action, ...]


class Unread(NamedTuple):
    """A file that could not be read: what it would have held is unknown, not absent."""

    path: str
    holds: str  # what kind of file it is: action, area, roles ...
    name: str  # the ref or id that it seems to be of; empty where none can be told


class Plan(NamedTuple):
    """A plan as loaded; what could not be read is named, so that nobody takes it for absent."""

    plan: Front | None
    governance: Governance
    roles: Mapping[str, str]
    glossary: Mapping[str, str]
    policy: Policy
    measures: "tuple[Measure, ...]"
    areas: tuple[Area, ...]
    unread: tuple[Unread, ...] = ()
    decisions: "tuple[Decision, ...]" = ()
    seals: Mapping[str, str] = MappingProxyType({})  # the sha256 of evidence files, by their path
    faulty: Mapping[str, EvidenceFault] = MappingProxyType({})  # evidence files, by their path
    contacts: Mapping[str, RoleContact] = MappingProxyType({})  # of the roles that have one
    notice: EditionNotice | None = None  # for whom it was cut; none: it is whole

    @property
    def title(self) -> str:
        """The plan's title, or a plain word where its front matter could not be read."""
        return self.plan.title if self.plan else "Plan"

    @property
    def findings(self) -> "tuple[Finding, ...]":
        """What the inspectors found; nothing where the front matter could not be read."""
        return self.plan.findings if self.plan else ()

    @property
    def priority_findings(self) -> tuple[str, ...]:
        """The ids of those that the inspectors named as a priority."""
        return self.plan.inspection.priority_findings if self.plan else ()

    @property
    def actions(self) -> Iterator[tuple[Area, Action]]:
        """Every action with its area, in the order of the plan."""
        return ((area, action) for area in self.areas for action in area.actions)

    def require(self, *kinds: str) -> None:
        """End the run where a file of these kinds could not be read: what it says is unknown."""
        for unread in self.unread:
            if unread.holds in kinds:
                raise Stop(f"{unread.path} could not be read", MEND)

    def lacks(self, kind: str) -> bool:
        """Whether a file of that kind could not be read, so that its names are unknown."""
        return any(unread.holds == kind for unread in self.unread)
