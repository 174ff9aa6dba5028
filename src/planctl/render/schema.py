"""The JSON Schemas: one for each kind of file, which editors read, and of the dashboard's data.

What `check` accepts the schemas accept, and what `check` calls a fault of shape they refuse.
A key without a value means the same as a missing key, so every optional key may be null.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from planctl.model.plan_files import KINDS, model_for_kind
from planctl.model.timescale_pattern import (
    DATED_FORM,
    DAY_FORM,
    DAY_OR_MONTH_FORM,
    TIMESCALE_FORM,
    choice_form,
)

_NULL: Final = {"type": "null"}
# The long forms, and what an editor says of a text that does not fit one.
_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "Day": (DAY_FORM, "Not a day that planctl reads: write 2024-02-29 or 29 Feb 2024."),
    "DayOrMonth": (
        DAY_OR_MONTH_FORM,
        "Neither a day nor a month that planctl reads: write 29 Feb 2024 or Feb 2024.",
    ),
    "Dated": (
        DATED_FORM,
        (
            "Not a date that planctl reads: write 29 Feb 2024, Feb 2024, Feb 2024 board, "
            "Q3 2023-24 or 2024-25."
        ),
    ),
    "Timescale": (
        TIMESCALE_FORM,
        (
            "Not a timescale that planctl reads: write 29 Feb 2024, Feb 2024, Feb 2024 board, "
            "Q3 2023-24, 2024-25 or ongoing."
        ),
    ),
}
_FORM_NAMES: Final = {form: name for name, (form, _) in _FORMS.items()}
# Files that may be empty, because all that they could say has a default.
_MAY_BE_EMPTY: Final = frozenset(
    {"governance", "roles", "glossary", "policy", "decisions", "evidence"}
)


class _Schema(GenerateJsonSchema):
    """pydantic's schema, without a title on every field, and with null for "not set"."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """The schema of the value; null is added for every key that may be left out."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - as pydantic has it
        """A field is named by its key; a second title would only be shown twice."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """The schema of a group of keys, each of which may be empty unless it is required."""
        generated = super().model_schema(schema)
        required = generated.get("required", ())
        for key, value in generated.get("properties", {}).items():
            value.pop("default", None)
            if key not in required:
                generated["properties"][key] = _or_null(value)
        return generated


def json_schemas() -> dict[str, str]:
    """The text of each schema, by the name of its file."""
    from planctl.render.dashboard.data import DashboardData

    data = DashboardData.model_json_schema(mode="serialization")
    return {
        **{f"{kind}.schema.json": _schema_text(kind, model_for_kind(kind)) for kind in KINDS},
        "dashboard.schema.json": _whole_text(data, "planctl: the data block of a dashboard"),
    }


def _schema_text(kind: str, model: type[BaseModel]) -> str:
    used: set[str] = set()
    generated = _name_forms(model.model_json_schema(schema_generator=_Schema), used)
    forms = {
        name: {"type": "string", "pattern": form, "patternErrorMessage": message}
        for name, (form, message) in sorted(_FORMS.items())
        if name in used
    }
    generated["$defs"] = {**generated.get("$defs", {}), **forms}
    if kind in _MAY_BE_EMPTY:
        generated["type"] = [generated["type"], "null"]
    return _whole_text(generated, f"planctl: {kind} file")


def _whole_text(schema: JsonSchemaValue, title: str) -> str:
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _name_forms(schema: Any, used: set[str]) -> Any:  # noqa: ANN401 - any part of a schema
    """The schema with the long forms of days and timescales named once, under $defs."""
    if isinstance(schema, list):
        return [_name_forms(item, used) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(schema.get("enum"), list):
        return _any_case(schema)
    name = _FORM_NAMES.get(str(schema.get("pattern")))
    if name is None:
        return {key: _name_forms(value, used) for key, value in schema.items()}
    used.add(name)
    words: JsonSchemaValue = {k: schema[k] for k in ("description", "examples") if k in schema}
    reference = {"$ref": f"#/$defs/{name}"}
    may_be_null = "null" in schema["type"]
    return words | ({"anyOf": [reference, _NULL]} if may_be_null else reference)


def _any_case(schema: JsonSchemaValue) -> JsonSchemaValue:
    """The schema of a choice: its words, which an editor offers, or the same in other capitals."""
    choice_schema = {key: schema[key] for key in ("enum", "type")}
    words = [choice for choice in schema["enum"] if choice is not None]
    rest = {key: value for key, value in schema.items() if key not in choice_schema}
    return {**rest, "anyOf": [choice_schema, {"type": "string", "pattern": choice_form(words)}]}


def _or_null(schema: JsonSchemaValue) -> JsonSchemaValue:
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None], "type": [schema["type"], "null"]}
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    if "type" in schema:
        return {**schema, "type": [*schema["type"], "null"]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], _NULL]}
    words: JsonSchemaValue = {k: schema[k] for k in ("description", "examples") if k in schema}
    rest = {key: value for key, value in schema.items() if key not in words}
    return {**words, "anyOf": [rest, _NULL]}
