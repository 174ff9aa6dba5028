"""planctl chase: what each lead owes before the papers are due, as one message a lead."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planctl.cli.edge import Stop, day_of, find_plan, out, say
from planctl.cli.meeting import For, meeting_for
from planctl.cli.option import AsAt, PlanFolder, a_folder

if TYPE_CHECKING:
    from planctl.assess.rule.scene import Scene
    from planctl.render.chase import Chase, Message


class ChaseFormat(StrEnum):
    """What the messages are made as."""

    TEXT = "text"
    EML = "eml"
    JSON = "json"


AsMessages = Annotated[
    ChaseFormat,
    typer.Option(
        "--format",
        case_sensitive=False,
        help="Text to paste, e-mail drafts in a folder, or for programs.",
    ),
]
ToLead = Annotated[
    str | None,
    typer.Option("--lead", metavar="ROLE", show_default=False, help="Only what this role owes."),
]
OutTo = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        callback=a_folder,
        metavar="FOLDER",
        show_default=False,
        help="Where the drafts go, with --format eml. Without it: a folder named chase.",
    ),
]


def chase(  # noqa: PLR0913 - each is a flag of its own
    *,
    plan: PlanFolder = None,
    as_at: AsAt = None,
    lead: ToLead = None,
    meeting: For = None,
    form: AsMessages = ChaseFormat.TEXT,
    to: OutTo = None,
) -> None:
    """Write to each lead what is owed before the papers are due, one message a lead.

    Example: planctl chase --lead "SM QA"
    """
    from planctl.cli.review import glance, warn_of_unread
    from planctl.cli.screen import print_json
    from planctl.render.chase import as_json, as_text, messages

    if to and form is not ChaseFormat.EML:
        message = "a folder takes e-mail drafts"
        raise Stop(message, "add --format eml, or leave out --out")
    scene = glance(find_plan(plan), day_of(as_at))
    every = chase_for(scene, meeting)
    owing = _owing(every, lead) if lead else _all_owing(every)
    if form is ChaseFormat.JSON:
        print_json(as_json(owing))
    elif form is ChaseFormat.EML:
        _put(messages(owing), to or Path("chase"))
    else:
        out(as_text(messages(owing)))
    warn_of_unread(scene.plan)


def chase_for(scene: "Scene", asked: str | None) -> "Chase":
    """What every role owes before the meeting that was asked for, or before the next one."""
    from planctl.assess.owed import owed, until
    from planctl.model.calendar import day_in_words
    from planctl.render.chase import Chase

    found = meeting_for(asked, scene.by.calendar, scene.as_at)
    if found and found.last < scene.as_at:
        message = f"the board of {found.name} is before {day_in_words(scene.as_at)}"
        raise Stop(message, "name a later meeting, or add --as-at with a day before it")
    by = until(scene, found)
    return Chase(scene, by, owed(scene, by))


def _owing(chase: "Chase", lead: str) -> "Chase":
    """Only the role that was asked for, where it owes something."""
    from planctl.cli.cut import known
    from planctl.render.chase import when_in_words
    from planctl.render.words import visible

    role = known(lead, [owed.role for owed in chase.owed], "role")
    owing = tuple(owed for owed in chase.owed if owed.role == role and not owed.is_nothing)
    if not owing:
        say(f"planctl: {visible(role)} owes nothing {when_in_words(chase.by)}")
    return chase._replace(owed=owing)


def _all_owing(chase: "Chase") -> "Chase":
    """Every role that owes something; what nobody leads is said, since nobody is asked for it."""
    from planctl.assess.owed import unled
    from planctl.render.chase import when_in_words
    from planctl.render.words import visible

    owing = tuple(owed for owed in chase.owed if not owed.is_nothing)
    if not owing:
        say(f"planctl: nobody owes anything {when_in_words(chase.by)}")
    refs = ", ".join(visible(each.ref) for each in unled(chase.scene, chase.by))
    if refs:
        say(f"planctl: late or due, and led by nobody, so that nobody is asked: {refs}")
    return chase._replace(owed=owing)


def _put(sent: Iterable["Message"], folder: Path) -> None:
    from planctl.cli.settle import put
    from planctl.render.draft import drafts

    for name, draft in drafts(sent):
        put(folder / name, draft)
        out(f"{(folder / name).as_posix()}\n")
