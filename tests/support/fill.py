"""Plans with every key of every file filled in, by walking the models: no field is forgotten."""

import json
import re
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel

from make import put
from planctl.model.field_types import (
    Address,
    Colour,
    Count,
    Day,
    DayOrMonth,
    Figure,
    HostName,
    HowOften,
    Id,
    Label,
    LeftOut,
    MailAddress,
    MonthlyDay,
    ObservedValue,
    Port,
    Ref,
    Timescale,
    Typeface,
)
from planctl.model.label import INVISIBLE
from planctl.model.plan_files import model_for_kind
from planctl.model.plan_record import Fingerprint
from planctl.model.policy import Code

Words = Callable[[str], str]  # the path of a field in; the text that stands there out

AN_ID: Final = "an-id"
A_DAY: Final = "2024-01-31"
A_PRINT: Final = "0" * 64
PLACES: Final[Mapping[str, str]] = {
    "plan": "plan.yaml",
    "governance": "governance.yaml",
    "roles": "roles.yaml",
    "glossary": "glossary.yaml",
    "policy": "policy.yaml",
    "decisions": "decisions.yaml",
    "evidence": "evidence.yaml",
    "measure": f"measures/{AN_ID}.yaml",
    "area": "areas/1-area/area.yaml",
    "action": "areas/1-area/1.1-action.yaml",
}
_PLAIN: Final = (
    (Id, AN_ID),
    (Day, A_DAY),
    (DayOrMonth, A_DAY),
    (MonthlyDay, "second Wednesday"),
    (LeftOut, "August"),
    (HowOften, "quarter"),
    (Count, 7),
    (Figure, 7.5),
    (ObservedValue, 7.5),
    (Fingerprint, A_PRINT),
    (Colour, "#1d3557"),
    (Port, 587),
    (HostName, "smtp.example.org"),
    (MailAddress, "post@example.org"),
    (Typeface, "Arial"),
)


class Filler:
    """Fills every key of a kind of file, and remembers which text it put where."""

    def __init__(self, text: Words, ref: Words) -> None:
        """The words for a text, and for a ref, which is short and on one line."""
        self.text, self.ref = text, ref
        self.said: dict[str, str] = {}

    def file(self, kind: str) -> Any:  # noqa: ANN401 - what a YAML file holds
        """All that a file of this kind can hold."""
        return self._value(model_for_kind(kind), kind)

    def _value(self, of: Any, path: str) -> Any:  # noqa: ANN401, PLR0911 - a kind of type a line
        if get_origin(of) is Annotated:
            inside = get_origin(of.__origin__) in {dict, Literal}
            return self._value(of.__origin__, path) if inside else self._scalar(of, path)
        if get_origin(of) in {Union, UnionType}:  # X | None
            return self._value(get_args(of)[0], path)
        if get_origin(of) is tuple:
            return [self._value(each, path) for each in _kinds_of_item(get_args(of)[0])]
        if get_origin(of) is dict:
            key, value = get_args(of)
            first, *more = _kinds_of_item(value)
            entries = {each: self._value(first, path) for each in self._keys(key, path)}
            return entries | {f"{AN_ID}-{n}": self._value(o, path) for n, o in enumerate(more)}
        if get_origin(of) is Literal:
            return get_args(of)[0]
        if issubclass(of, Enum):
            return list(of)[1].value  # in progress, green, quarterly ...
        if issubclass(of, RootModel):
            return self._value(of.model_fields["root"].rebuild_annotation(), path)
        assert issubclass(of, BaseModel)
        fields = of.model_fields.items()
        return {
            name: self._value(field.rebuild_annotation(), f"{path}.{name}")
            for name, field in fields
        }

    def _scalar(self, of: Any, path: str) -> Any:  # noqa: ANN401
        known = [value for kind, value in _PLAIN if of == kind]
        if known:
            return known[0]
        if get_origin(of.__origin__) in {Union, UnionType}:  # one, or a list
            return self._value(get_args(of.__origin__)[0].__origin__, path)
        assert of.__origin__ in {str, Timescale}, of
        self.said[path] = self.ref(path) if of == Ref else self.text(path)
        if of in {Label, Address, Code}:  # nobody could type what cannot be seen
            self.said[path] = re.sub(f"[{INVISIBLE}]", "", self.said[path])
        return (
            {"written": self.said[path], "due": A_DAY}
            if of.__origin__ is Timescale
            else self.said[path]
        )

    def _keys(self, of: Any, path: str) -> list[str]:  # noqa: ANN401
        if isinstance(of, type) and issubclass(of, Enum):
            return [each.value for each in of]
        return [self._value(of, f"{path} (key)")]


def _kinds_of_item(of: Any) -> list[Any]:  # noqa: ANN401
    """A list may hold texts and links to what another file holds: one of each."""
    union = of.__origin__ if get_origin(of) is Annotated else of
    if get_origin(union) not in {Union, UnionType}:
        return [of]
    text, link = get_args(union)
    return [text, link.__origin__]


def filled(root: Path, filler: Filler, **changes: object) -> Path:
    """A plan whose every file is filled, in a folder; keys of its action can be changed."""
    files = {kind: filler.file(kind) for kind in PLACES}
    files["action"] |= changes
    texts = {PLACES[kind]: json.dumps(holds, ensure_ascii=False) for kind, holds in files.items()}
    return put(root, texts)  # JSON is YAML too
