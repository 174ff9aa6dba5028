"""planctl set: one value of an action, an area, a measure or a front file, by its key."""

from typing import Annotated

import typer

from planctl.cli.option import ByFlag, PlanChange, value_argument, value_flag
from planctl.cli.terminal import print_note
from planctl.model.problem import Stop

Of = Annotated[
    str,
    value_argument(
        "REF",
        "The ref of an action or the id of a measure; plan, governance, roles, glossary, policy or "
        "board; or a kind with a name after it: area 1, measure ID, role ROLE, meeting DAY, "
        "finding, report, project or decision ID.",
        words=("REF", "PART", "ID"),
    ),
]
Key = Annotated[
    str,
    value_argument(
        "KEY", "A key of its file, with full stops to go deeper: milestones.2.done.", after="ref"
    ),
]
Values = Annotated[
    list[str],
    value_argument("VALUE...", "What it is to say; several for a list, and '' for nothing."),
]
Correct = Annotated[
    bool,
    typer.Option(
        "--correct",
        help="The first promise was written down wrongly: say beside it what it should have "
        "been. It counts once the board has agreed it.",
    ),
]
Reason = Annotated[str | None, value_flag("--reason", "TEXT", "How the mistake came about.")]
Clerical = Annotated[
    bool,
    typer.Option(
        "--clerical", help="A slip of the pen that no board has seen: it needs no agreement."
    ),
]


def set(  # noqa: A001, PLR0913 - the command's own name, and a flag each
    ref: Of,
    key: Key,
    value: Values,
    *,
    correct: Correct = False,
    reason: Reason = None,
    by: ByFlag = None,
    clerical: Clerical = False,
    plan: PlanChange,
) -> None:
    """Set one key of a file of the plan; every other line stays as it is.

    Example: planctl set 1.2 title "Forward plan of dip samples"

    Example: planctl set 1.2 milestones.1.done 2024-02-26

    Example: planctl set board papers_due 7

    Example: planctl set 1.2 timescale "30 Apr 2024" --correct --reason "It said April" --by "SM QA"
    """
    from planctl.update.file_change import edit_draft
    from planctl.update.set_value import (
        Mistake,
        correction_edits,
        parse_setting,
        refuse_first_promise,
        setting_edits,
    )
    from planctl.workspace.named_part import find_part

    now, day = plan.now, plan.day
    part, words = find_part([ref, key, *value], now)
    setting = parse_setting(part, words, now)
    mistake = Mistake(reason, by, is_clerical=clerical)
    if correct:
        edits = correction_edits(now, part, setting, mistake, day)
    elif mistake != Mistake():
        raise Stop("--reason, --by and --clerical say more of a correction", "give --correct too")
    else:
        refuse_first_promise(part, setting)
        edits = setting_edits(part, setting, now)
    for name in setting.linked:
        print_note(f"written as a link to the {name}")
    plan.apply([edit_draft(now, part.file, edits)])
