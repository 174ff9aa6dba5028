"""evidence.yaml: the fingerprint of each evidence file, so that a change or a loss is seen."""

from typing import Annotated, Final

from pydantic import ConfigDict, RootModel, StringConstraints, WithJsonSchema

from planctl.model.field_types import Address

SHA256: Final = "^[0-9a-f]{64}$"
Fingerprint = Annotated[
    str,
    StringConstraints(pattern=SHA256),
    WithJsonSchema({"type": "string", "pattern": SHA256, "description": "Its sha256."}),
]


class Seals(RootModel[dict[Address, Fingerprint]]):
    """evidence.yaml: each evidence file, from the plan folder, with its sha256.

    planctl evidence lock writes it.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)
