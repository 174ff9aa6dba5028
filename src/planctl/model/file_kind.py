"""The kinds of plan files and their models; a model is imported when a file needs it."""

from collections.abc import Mapping
from importlib import import_module
from typing import Final, cast

from pydantic import BaseModel

_WHERE: Final[Mapping[str, tuple[str, str]]] = {
    "plan": ("planctl.model.plan_files", "Front"),
    "governance": ("planctl.model.plan_files", "Governance"),
    "roles": ("planctl.model.plan_files", "Roles"),
    "glossary": ("planctl.model.plan_files", "Glossary"),
    "policy": ("planctl.model.plan_files", "Policy"),
    "decisions": ("planctl.model.decision", "Decisions"),
    "evidence": ("planctl.model.evidence", "Seals"),
    "area": ("planctl.model.plan_files", "AreaFront"),
    "action": ("planctl.model.action", "Action"),
    "measure": ("planctl.model.measure", "Measure"),
}
KINDS: Final = tuple(_WHERE)


def model_for_kind(kind: str) -> type[BaseModel]:
    """The model that a file of this kind has to fit."""
    module, name = _WHERE[kind]
    return cast("type[BaseModel]", getattr(import_module(module), name))
