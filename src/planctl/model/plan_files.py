"""The kinds of plan files with their models; and the front matter, roles, glossary and areas."""

from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Final, cast

from pydantic import BaseModel, ConfigDict, Discriminator, Field, RootModel, Tag

from planctl.model.action import LINK, WORDS, EvidenceKind, item_tag
from planctl.model.choice import Choice
from planctl.model.field_types import (
    Address,
    Colour,
    Day,
    DayOrMonth,
    Frozen,
    HostName,
    Id,
    Label,
    MailAddress,
    Port,
    Ref,
    Text,
    Typeface,
)


class Finding(Frozen):
    """Something that the inspectors said must improve."""

    id: Id = Field(description="A short id that actions name it by.", examples=["core-groups"])
    title: Text = Field(description="A few words for it.")
    text: Text | None = Field(None, description="What must improve, whole.")


class Inspection(Frozen):
    """The inspection that the plan answers."""

    body: Label | None = Field(None, description="Who inspected.", examples=["Ofsted"])
    kind: Text | None = Field(None, description="What kind of inspection it was.")
    date: DayOrMonth | None = Field(None, description="When it was.")
    priority_action: Text | None = Field(None, description="The inspectors' one headline.")
    priority_findings: tuple[Label, ...] = Field(
        (), description="Ids of the findings that come before all others."
    )


class ClosingTheLoop(Frozen):
    """How the plan will show that what was done made a difference."""

    statement: tuple[Text, ...] = Field((), description="What will show it, a paragraph each.")
    sources: tuple[EvidenceKind, ...] = Field((), description="The kinds of evidence it counts.")


class MailSecurity(Choice):
    """How a connection to a mail server is made safe."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class Mail(Frozen):
    """The mail server by which chase --send sends; no user or password stands in a file."""

    server: HostName = Field(description="The name of the server.", examples=["smtp.example.org"])
    sender: MailAddress = Field(description="The mailbox that the messages come from.")
    port: Port | None = Field(
        None, description="Its port; without it: 587, or 465 where security is tls."
    )
    security: MailSecurity = Field(
        MailSecurity.STARTTLS,
        description="starttls, or tls from the first byte; none only for a server on this machine.",
    )
    secretary: Label | None = Field(
        None, description="The role that chase --digest is for: the board's secretary."
    )


class Brand(Frozen):
    """The face of the organisation, on every paper and form."""

    logo: Address | None = Field(
        None, description="Its logo, a PNG or SVG file of at most 1 MB, from the plan folder."
    )
    accent: Colour | None = Field(
        None,
        description="Its colour, for headings and rules, as # and six figures or letters a to f.",
        examples=["#1d3557"],
    )
    font: Typeface | None = Field(
        None,
        description="Its typeface; where a machine does not have it, planctl's own stands in.",
        examples=["Arial"],
    )
    classification: Label | None = Field(
        None,
        description="How the papers are to be handled; it stands at the head of every page.",
        examples=["Official - sensitive"],
    )
    footer: Label | None = Field(
        None, description="A line of its own for the foot of every page, such as an address."
    )


class Front(Frozen):
    """plan.yaml: what the plan is, whose, and which inspection it answers."""

    id: Id | None = Field(
        None,
        description="A short id that other programs know the plan by, for as long as it runs. "
        "Without it they go by the organisation and the title.",
        examples=["shropshire-2024"],
    )
    title: Text = Field(description="What the plan is called.")
    organisation: Label = Field(description="Whose plan it is.")
    strapline: Text | None = Field(None, description="A line under the title.")
    version: Label | None = Field(None, description="Its version, in your own way of numbering.")
    date: DayOrMonth | None = Field(None, description="When this version was agreed.")
    vision: tuple[Text, ...] = Field((), description="The vision, a paragraph each.")
    introduction: tuple[Text, ...] = Field((), description="The introduction, a paragraph each.")
    inspection: Inspection = Field(
        default_factory=Inspection.model_construct, description="The inspection it answers."
    )
    findings: tuple[Finding, ...] = Field((), description="What the inspectors said must improve.")
    closing_the_loop: ClosingTheLoop = Field(
        default_factory=ClosingTheLoop.model_construct,
        description="How the difference made will be shown.",
    )
    brand: Brand = Field(
        default_factory=Brand.model_construct, description="The face of the organisation."
    )
    mail: Mail | None = Field(None, description="The mail server by which chase --send sends.")


class RoleContact(Frozen):
    """A role, where its messages go, and who stands in for it."""

    means: Text = Field(description="What it stands for.")
    email: MailAddress | None = Field(
        None, description="The mailbox of the post, to which chase --send writes."
    )
    deputy: Label | None = Field(
        None, description="The role that stands in for it, and is written to in its place."
    )
    until: Day | None = Field(
        None, description="The last day on which the deputy stands in; without it: until further."
    )


RoleItem = Annotated[
    Annotated[Text, Tag(WORDS)] | Annotated[RoleContact, Tag(LINK)], Discriminator(item_tag)
]


class Roles(RootModel[dict[Label, RoleItem]]):
    """roles.yaml: the roles that may lead, each with what it stands for."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class Glossary(RootModel[dict[Label, Text]]):
    """glossary.yaml: each abbreviation or term with what it means."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class AreaFront(Frozen):
    """area.yaml: an area for improvement, which its folder's actions belong to."""

    ref: Ref = Field(description="The short label of the area.", examples=["1"])
    title: Text = Field(description="What the area is called.")
    statement: Text | None = Field(None, description="What good looks like here.")


# A model is imported when a file needs it.
_WHERE: Final[Mapping[str, tuple[str, str]]] = {
    "plan": ("planctl.model.plan_files", "Front"),
    "governance": ("planctl.model.governance", "Governance"),
    "roles": ("planctl.model.plan_files", "Roles"),
    "glossary": ("planctl.model.plan_files", "Glossary"),
    "policy": ("planctl.model.policy", "Policy"),
    "decisions": ("planctl.model.plan_record", "Decisions"),
    "evidence": ("planctl.model.plan_record", "Seals"),
    "area": ("planctl.model.plan_files", "AreaFront"),
    "action": ("planctl.model.action", "Action"),
    "measure": ("planctl.model.measure", "Measure"),
}
KINDS: Final = tuple(_WHERE)


def model_for_kind(kind: str) -> type[BaseModel]:
    """The model that a file of this kind has to fit."""
    module, name = _WHERE[kind]
    return cast("type[BaseModel]", getattr(import_module(module), name))
