"""The value of a part of a plan file, as read and as written: texts, lists and mappings."""

from typing import TypeAlias

Said: TypeAlias = "str | list[Said] | dict[str, Said] | None"
