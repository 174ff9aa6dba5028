"""What every value of a plan file has in common.

A key that is there without a value means the same as a key that is not there.
"""

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator


class Frozen(BaseModel):
    """A value read from a plan file: it never changes, and has no key that is not named."""

    # Built when first used: most models are only ever built as a part of another.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def empty(cls) -> Self:
        """The value where no file says anything; to build a validator for it takes milliseconds."""
        return cls.model_construct()

    @model_validator(mode="before")
    @classmethod
    def _empty_means_missing(cls, value: object) -> object:
        if isinstance(value, dict) and None in value.values():
            known = cls.model_fields
            return {k: v for k, v in value.items() if v is not None or k not in known}
        return value
