"""Plans of any shape and with any text, drawn by walking the models: no field is forgotten."""

from enum import Enum
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from fill import A_PRINT
from planctl.load.content import stray_character
from planctl.model.action import Action
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
    Text,
    Timescale,
    Typeface,
)
from planctl.model.label import foreign_character
from planctl.model.plan_files import model_for_kind
from planctl.model.plan_record import Fingerprint
from planctl.model.policy import Code
from planctl.model.problem import PlanValue
from planctl.tables.workbook_layout import GOES_ON

HOSTILE: Final = (
    "=cmd()",
    "2024-03-13 00:00:00",
    "+1",
    "-1",
    "@SUM(A1)",
    "'quoted",
    "1.10",
    "012",
    "3/4",
    "1e5",
    "TRUE",
    "#REF!",
    "_x0041_",
    "_x005F_x0041_",
    "_x0041_x0042_x000D_",
    "<r>rich</r>",
    "<script>&amp;",
    "{{ 7*7 }}",
    " space before, and after ",
    "two\nlines",
    "two\r\nlines\r\n",
    "a\ttab",
    "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}\u202e",
    f"words {GOES_ON.format(1)}",
)
LONG: Final = ("long " * 7_000, "\N{GRINNING FACE}" * 20_000, "\nx" * 20_000)
_TEXT: Final = TypeAdapter(Text)
_DAYS: Final = st.sampled_from(("2024-02-29", "29 Feb 2024", "1/3/2024", "31st March 2099"))
_MONTHS: Final = st.sampled_from(("Feb 2024", " by March 2024", "29\u00a0Feb 2024"))
_DATES: Final = _DAYS | _MONTHS | st.sampled_from(("Q3 2023-24", "2024-25", "Feb 2024 board"))
_FIGURES: Final = st.decimals(-(10**12) + 1, 10**12 - 1, places=6).map(str) | st.just("27.5")
_IDS: Final = st.sampled_from(("a", "b-1", "2024-03-a", "1"))
_REFS: Final = ("1.1", "1.10", "012", "3/4", "CP1", "2 (i)", "=1", "-2", "'x")


def _is_text(given: str) -> bool:
    try:
        _TEXT.validate_python(given)
    except ValidationError:
        return False
    return stray_character(given.replace("\t", " ")) is None


TEXTS: Final = st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=12).filter(_is_text)
# Without quotation marks within: of a role that is read as two, one would end in a mark.
_LABELS: Final = TEXTS.filter(lambda text: not foreign_character(text) and "”" not in text)
_PLAIN: Final = (
    (Id, _IDS),
    (Label, _LABELS),
    (Address, _LABELS),
    (Code, _LABELS),
    (Ref, st.sampled_from(_REFS)),
    (Day, _DAYS),
    (DayOrMonth, _DAYS | _MONTHS),
    (MonthlyDay, st.just("second Wednesday")),
    (LeftOut, _MONTHS | st.sampled_from(("August", "holidays"))),
    (HowOften, st.sampled_from(("month", "six weeks", "half term"))),
    (Count, st.integers(0, 9999).map(str)),
    (Figure, _FIGURES),
    (ObservedValue, _FIGURES | st.sampled_from(("withheld", "provisional"))),
    (Fingerprint, st.just(A_PRINT)),
    (Colour, st.just("#1d3557")),
    (HostName, st.just("smtp.example.org")),
    (MailAddress, st.just("post@example.org")),
    (Port, st.just("2525")),
    (Typeface, st.just("Arial")),
)


def _value(of: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401, PLR0911 - a kind of type a line
    if get_origin(of) is Annotated:
        return _scalar(of)
    if get_origin(of) in {Union, UnionType}:
        kinds = [each for each in get_args(of) if each is not type(None)]
        return st.one_of(*map(_value, kinds))
    if get_origin(of) is tuple:
        return _list(get_args(of)[0])
    if get_origin(of) is dict:
        key, value = get_args(of)
        return st.dictionaries(_value(key), _value(value), max_size=2)
    if get_origin(of) is Literal:
        return st.sampled_from(get_args(of))
    if issubclass(of, Enum):
        return st.sampled_from([each.value for each in of])
    assert issubclass(of, BaseModel)
    return _model(of)


def _scalar(of: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401
    for kind, strategy in _PLAIN:
        if of == kind:
            return strategy
    base = of.__origin__
    if get_origin(base) in {Union, UnionType}:  # words, or a link; one, or several
        return st.one_of(*(_of_union(each) for each in get_args(base)))
    if get_origin(base) in {dict, Literal}:
        return _value(base)
    if base is Timescale:
        both = st.fixed_dictionaries({"written": TEXTS, "due": _DATES})
        return st.one_of(_DATES, both)
    return TEXTS if base is str else _value(base)


def _of_union(of: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401
    """A kind of a union; a list beside its only item has more than one."""
    base = of.__origin__
    return _list(get_args(base)[0], 2) if get_origin(base) is tuple else _value(of)


def _list(of: Any, least: int = 0) -> st.SearchStrategy[Any]:  # noqa: ANN401
    has_id = isinstance(of, type) and issubclass(of, BaseModel) and "id" in of.model_fields
    by = (lambda each: each["id"]) if has_id else None
    return st.lists(_value(of), min_size=least, max_size=2, unique_by=by)


def _model(of: type[BaseModel]) -> st.SearchStrategy[Any]:
    if "root" in of.model_fields:
        return _value(of.model_fields["root"].rebuild_annotation())
    needed: dict[str, st.SearchStrategy[Any]] = {}
    other: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in of.model_fields.items():
        into = needed if field.is_required() else other
        into[name] = _value(field.rebuild_annotation())
    return st.fixed_dictionaries(needed, optional=other)


_FRONTS: Final = ("plan", "governance", "roles", "glossary", "policy", "decisions", "evidence")


@st.composite
def plans(draw: st.DrawFn) -> dict[str, PlanValue]:
    """What the files of a plan say, by their paths."""
    files: dict[str, PlanValue] = {}
    for kind in _FRONTS:
        if said := draw(_model(model_for_kind(kind))):
            files[f"{kind}.yaml"] = said
    for name in draw(st.sets(_IDS, max_size=2)):
        files[f"measures/{name}.yaml"] = {**draw(_model(model_for_kind("measure"))), "id": name}
    refs = draw(st.lists(st.sampled_from(_REFS), max_size=3, unique=True))
    for number, ref in enumerate(refs):
        area = draw(st.sampled_from(("1", "2 (i)")))
        folder = f"areas/{area[0]}-area"
        files[f"{folder}/area.yaml"] = {**draw(_model(model_for_kind("area"))), "ref": area}
        made = {**draw(_model(model_for_kind("action"))), "ref": ref}
        files[f"{folder}/{number}.yaml"] = made
    return files


def actions() -> st.SearchStrategy[dict[str, Any]]:
    """What the file of any action says."""
    return _model(Action)
