"""policy.yaml: the plan's own RAG key, thresholds, severities and editions."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from planctl.model.calendar import MONTHS, MonthName
from planctl.model.choice import match_choice
from planctl.model.edition import Content, Edition
from planctl.model.field_types import SAME_KEY, Count, Day, Frozen, Id, Label, Text
from planctl.model.label import plain_blanks
from planctl.model.problem import Severity
from planctl.model.rating import ImpactStanding, Rating, Standing


def _match_month(value: object) -> object:
    """The name of a month as the calendar has it; what is no month is left to be refused."""
    return match_choice(value, MONTHS) or value if isinstance(value, str) else value


Month = Annotated[MonthName, BeforeValidator(_match_month)]


def _refuse_repeated_keys(value: object) -> object:
    """A group of keys, of which no two are one in other capitals: one would be lost."""
    keys: set[str] = set()
    for key in value if isinstance(value, dict) else ():
        plain = plain_blanks(str(key)).casefold()
        if plain in keys:
            raise PydanticCustomError(SAME_KEY, "stands here twice", {"key": key})
        keys.add(plain)
    return value


def _rule_code(text: str) -> str:
    """The code of a rule, in capitals; what is none stays as it was written."""
    return text.upper() if re.fullmatch("[a-z][0-9]{3}", text) else text


_UNIQUE_KEYS = BeforeValidator(_refuse_repeated_keys)


Code = Annotated[Label, AfterValidator(_rule_code)]


class ProgressKey(Frozen):
    """One colour of the progress key: its words, and the standings that earn it."""

    label: Text | None = Field(None, description="The word printed beside the colour.")
    meaning: Text | None = Field(None, description="What the colour means, in a line.")
    standings: tuple[Standing, ...] = Field((), description="The standings that earn it.")


class ImpactKey(Frozen):
    """One colour of the impact key: its words, and the standings that earn it."""

    label: Text | None = Field(None, description="The word printed beside the colour.")
    meaning: Text | None = Field(None, description="What the colour means, in a line.")
    standings: tuple[ImpactStanding, ...] = Field((), description="The standings that earn it.")


class Agreement(Frozen):
    """The board's leave for a setting that makes the plan less strict than it was."""

    setting: Text = Field(
        description="The setting, as planctl check --since names it.",
        examples=["overdue_grace_days", "severities.T304", "progress_rag.overdue", "baseline"],
    )
    to: Text = Field(description="What it may be: the value that stands in the plan now.")
    reason: Text = Field(description="Why, as the board read it.")
    agreed: Day = Field(description="The board meeting that agreed it.")
    agreed_by: Text | None = Field(
        None, description="The role that agreed it, where the plan has no board."
    )
    decision: Id | None = Field(None, description="The id of the decision in decisions.yaml.")


class Allowance(Frozen):
    """A text that may stand although a rule of band P finds a person in it."""

    code: Code = Field(description="The code of the rule.", examples=["P510"])
    text: Text = Field(
        description="The words as they stand in the plan, and no more of them.",
        examples=["Sir Andrew McFarlane"],
    )
    reason: Text = Field(description="Why they may stand.")


class OverallRule(Frozen):
    """From which shares, in per cent, the plan as a whole is rated red, and green."""

    red_from: Count = Field(25, description="Red from this share that is rated red.")
    green_below: Count = Field(10, description="Green below this share that is red or amber.")


class OverallRules(Frozen):
    """How the plan as a whole is rated: progress from the open actions, impact from measures."""

    progress: OverallRule = Field(
        default_factory=OverallRule.model_construct,
        description="Of the open actions, by their progress ratings.",
    )
    impact: OverallRule = Field(
        default_factory=OverallRule.model_construct,
        description="Of the measures, by their impact ratings.",
    )


class EditionPolicy(Frozen):
    """What an edition of the plan leaves out, in place of planctl's own list."""

    leaves_out: tuple[Content, ...] = Field((), description="What it leaves out, an item each.")


class SmallNumbers(Frozen):
    """How the public edition treats figures that count few people."""

    below: Count = Field(5, description="From 1 to below this number, a figure is not shown.")
    round_to: Count = Field(
        1, description="What counts of people are rounded to, such as 5; 1: they are not rounded."
    )


class Policy(Frozen):
    """policy.yaml: the plan's own RAG key, thresholds and severities; all of it optional."""

    year_starts: Month = Field("April", description="The month the planning year starts in.")
    due_soon_days: Count = Field(30, description="How many days ahead counts as due soon.")
    overdue_grace_days: Count = Field(
        0, description="For how many days an overdue action is a warning before it is an error."
    )
    stale_after_days: Count = Field(
        60, description="After how many days without a dated progress note an action is stale."
    )
    progress_rag: Annotated[dict[Rating, ProgressKey], _UNIQUE_KEYS] = Field(
        {}, description="What each colour of the progress RAG is called and means here."
    )
    impact_rag: Annotated[dict[Rating, ImpactKey], _UNIQUE_KEYS] = Field(
        {}, description="What each colour of the impact RAG is called and means here."
    )
    overall: OverallRules = Field(
        default_factory=OverallRules.model_construct,
        description="How the plan as a whole is rated.",
    )
    severities: Annotated[dict[Code, Severity], _UNIQUE_KEYS] = Field(
        {}, description="How serious a rule is here, by its code.", examples=[{"T304": "off"}]
    )
    agreements: tuple[Agreement, ...] = Field(
        (), description="What the board agreed of settings that make the plan less strict."
    )
    case_references: tuple[Text, ...] = Field(
        (),
        description="How cases are numbered here: # for a figure, @ for a letter.",
        examples=[["CF-######"]],
    )
    allow: tuple[Allowance, ...] = Field(
        (), description="What may stand although a rule of band P finds a person in it."
    )
    editions: Annotated[dict[Edition, EditionPolicy], _UNIQUE_KEYS] = Field(
        {},
        description="What each edition of the plan leaves out.",
        examples=[{"public": {"leaves_out": ["progress notes", "reasons"]}}],
    )
    small_numbers: SmallNumbers = Field(
        default_factory=SmallNumbers.model_construct,
        description="How the public edition treats figures that count few people.",
    )
