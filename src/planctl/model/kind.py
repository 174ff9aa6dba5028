"""The kinds of plan files and their models; a model is imported when a file needs it."""

from collections.abc import Mapping
from importlib import import_module
from typing import Final, cast

from pydantic import BaseModel

_WHERE: Final[Mapping[str, tuple[str, str]]] = {
    "plan": ("document", "Front"),
    "governance": ("document", "Governance"),
    "roles": ("document", "Roles"),
    "glossary": ("document", "Glossary"),
    "policy": ("document", "Policy"),
    "decisions": ("decision", "Decisions"),
    "evidence": ("evidence", "Seals"),
    "area": ("document", "AreaFront"),
    "action": ("action", "Action"),
    "measure": ("measure", "Measure"),
}
KINDS: Final = tuple(_WHERE)


def model_of(kind: str) -> type[BaseModel]:
    """The model that a file of this kind has to fit."""
    module, name = _WHERE[kind]
    return cast("type[BaseModel]", getattr(import_module(f"planctl.model.{module}"), name))
