"""planctl baseline: the list of known problems of a plan that was adopted with a backlog."""

from pathlib import Path
from typing import Annotated

import typer

from planctl.cli.edge import day_of, out
from planctl.cli.option import AsAt, PlanFolder
from planctl.workspace.folder import find_plan

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="The list, such as known-problems.json.")
]
Accept = Annotated[
    bool, typer.Option("--accept", help="Take problems onto the list that came since it was made.")
]


def baseline(
    file: File, *, accept: Accept = False, plan: PlanFolder = None, as_at: AsAt = None
) -> None:
    """Write the list of known problems, which planctl check --baseline then does not fail for.

    Of a list that is there, problems that are cured leave it; new ones come onto it only with
    --accept.

    Example: planctl baseline known-problems.json
    """
    from planctl.model.words import counted, json_text, visible
    from planctl.save.files import put
    from planctl.workspace.known_problems import entries, printed, read_baseline
    from planctl.workspace.plan import desk, reviewed

    seen = reviewed(desk(find_plan(plan)).loaded, day_of(as_at))
    found = entries(seen, printed(seen))
    listed = read_baseline(file) if file.exists() else None
    kept = [each for each in found if listed is None or accept or each["fingerprint"] in listed]
    put(file, f"{json_text({'known': kept})}\n".encode())
    there = {each["fingerprint"] for each in found}
    cured = sum(print_ not in there for print_ in listed or ())
    left = len(found) - len(kept)
    said = [f"{counted(len(kept), 'known problem')} in {visible(str(file))}"]
    said += [f"{cured} cured and taken out"] if cured else []
    said += [f"{left} new and not taken in (--accept takes them)"] if left else []
    out(f"{'; '.join(said)}\n")
