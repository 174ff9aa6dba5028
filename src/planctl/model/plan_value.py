"""The value of a part of a plan file, as read and as written: texts, lists and mappings."""

from typing import TypeAlias

PlanValue: TypeAlias = "str | list[PlanValue] | dict[str, PlanValue] | None"
