"""What a part of a plan file says, as it is read and as it is written: texts, lists and groups."""

from typing import TypeAlias

Said: TypeAlias = "str | list[Said] | dict[str, Said] | None"
