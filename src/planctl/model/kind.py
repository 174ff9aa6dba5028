"""The kinds of plan files and their models; a model is imported when a file needs it."""

from collections.abc import Mapping
from importlib import import_module
from typing import Final, cast

from pydantic import BaseModel

_WHERE: Final[Mapping[str, tuple[str, str]]] = {
    "plan": ("planctl.model.document", "Front"),
    "governance": ("planctl.model.document", "Governance"),
    "roles": ("planctl.model.document", "Roles"),
    "glossary": ("planctl.model.document", "Glossary"),
    "policy": ("planctl.model.document", "Policy"),
    "decisions": ("planctl.model.decision", "Decisions"),
    "evidence": ("planctl.model.evidence", "Seals"),
    "area": ("planctl.model.document", "AreaFront"),
    "action": ("planctl.model.action", "Action"),
    "measure": ("planctl.model.measure", "Measure"),
}
KINDS: Final = tuple(_WHERE)


def model_of(kind: str) -> type[BaseModel]:
    """The model that a file of this kind has to fit."""
    module, name = _WHERE[kind]
    return cast("type[BaseModel]", getattr(import_module(module), name))
