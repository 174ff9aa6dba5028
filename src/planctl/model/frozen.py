"""What every value of a plan file has in common.

A key that is there without a value means the same as a key that is not there.
"""

from pydantic import BaseModel, ConfigDict, model_validator


class Frozen(BaseModel):
    """A value read from a plan file: it never changes, and has no key that is not named."""

    # A validator takes milliseconds to build, and is built when first used: most models are only
    # ever built as a part of another. One that is all defaults, from model_construct, needs none.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_means_missing(cls, value: object) -> object:
        if isinstance(value, dict) and None in value.values():
            known = cls.model_fields
            return {k: v for k, v in value.items() if v is not None or k not in known}
        return value
