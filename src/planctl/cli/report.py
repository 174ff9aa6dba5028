"""planctl report: the board pack, as files or down a pipe."""

from pathlib import Path
from typing import Annotated

import typer

from planctl.cli.option import EditionFlag, MeetingFlag, PlanAsAt, choice_flag, value_flag
from planctl.cli.pack_formats import PackForm, PackJob, pack_printer
from planctl.cli.terminal import (
    PIPE,
    date_of_words,
    print_note,
    put_result,
    refuse_terminal,
    today,
)
from planctl.model.edition import Edition, PackSize
from planctl.model.problem import Stop

AsForm = Annotated[
    PackForm,
    choice_flag(
        "--format",
        "One HTML file, one Markdown file, or both; an editable Word document; or a PDF.",
    ),
]
Since = Annotated[
    str | None,
    value_flag(
        "--since",
        "WHEN",
        "What to compare with: last-board (the default), a day, a month, a board or a git "
        "revision.",
    ),
]
At = Annotated[
    str | None,
    value_flag(
        "--at",
        "WHEN",
        "The plan as it was, judged as at that day: a day, a month, a board or a git "
        "revision. Without it: the files as they are now.",
    ),
]
OutTo = Annotated[
    str,
    typer.Option("--out", "-o", metavar="FOLDER", help="Where the files go; - prints the pack."),
]
Size = Annotated[
    PackSize,
    choice_flag(
        "--size",
        "How much: four pages of highlights; these and the sections behind them; or the full plan "
        "and every change as well.",
    ),
]
OwnTemplate = Annotated[
    Path | None,
    value_flag(
        "--template", "FILE", "A template of your own, for one format: see docs/templates.md."
    ),
]

ReferenceDoc = Annotated[
    Path | None,
    value_flag(
        "--reference-doc", "FILE", "A Word document whose heading styles the pack in Word takes."
    ),
]


def report(  # noqa: PLR0913 - each is a flag of its own
    *,
    plan: PlanAsAt,
    meeting: MeetingFlag = None,
    since: Since = None,
    at: At = None,
    size: Size = PackSize.STANDARD,
    form: AsForm = PackForm.BOTH,
    to: OutTo = "board-pack",
    template: OwnTemplate = None,
    reference_doc: ReferenceDoc = None,
    edition: EditionFlag = None,
) -> None:
    """Make the board pack: highlights, areas, exceptions, measures, decisions, forward plan.

    It says what moved since the last board, as far as git knows. For a meeting that is over it
    is made from the plan as it was then, and comes out the same each time.

    Example: planctl report --as-at 2024-03-13 --for "13 March 2024"
    """
    from planctl.cli.screen import warn_of_unread
    from planctl.model.file_name import readable_path
    from planctl.render.pack.build import build_pack
    from planctl.workspace.brand import plan_brand
    from planctl.workspace.pack_occasion import PackRequest, find_occasion
    from planctl.workspace.plan import open_edition

    presses = {pack_form: pack_printer(pack_form) for pack_form in _forms(form, template, to)}
    if reference_doc and form is not PackForm.DOCX:
        raise Stop("--reference-doc is for a pack in Word", "add --format docx")
    if to == "-" and not all(printer.is_text for printer in presses.values()):
        refuse_terminal(form, f"board-pack.{form}")
    _refuse_file(to)
    # A paper names a file alike wherever it is made, so by the folder's own name.
    root, day = plan.root, plan.day
    pack_occasion = find_occasion(
        open_edition(root, edition or Edition.BOARD, readable_path(root.resolve().name)),
        PackRequest(day, meeting, date_of_words(at, day), date_of_words(since, day), today()),
    )
    if since and (trouble := pack_occasion.since.trouble):
        print_note(f"not compared with an earlier state: {trouble.message}", trouble.hint)
    if pack_occasion.late_papers:
        print_note(f"the papers were due {pack_occasion.late_papers}")
    scene = pack_occasion.scene
    pack = build_pack(pack_occasion, size)._replace(brand=plan_brand(scene.plan, root))
    if pack.brand.logo and form is PackForm.MD:
        print_note("Markdown holds no picture, so that the logo is not in it")
    copy = PackJob(pack, scene.as_at, template, reference_doc)
    for pack_form, printer in presses.items():
        data = printer.print(copy)
        path = PIPE if to == "-" else Path(to) / f"{pack_occasion.file_name(size)}.{pack_form}"
        is_replaced = path != PIPE and path.is_file() and path.read_bytes() != data
        put_result(data, path, is_text=printer.is_text)
        if is_replaced:
            print_note(f"another pack of this name was there, and was replaced: {path.name}")
    warn_of_unread(scene.plan)


def _forms(form: PackForm, template: Path | None, to: str) -> list[PackForm]:
    """The formats to make; a template and a pipe take one."""
    if form is PackForm.BOTH and (template or to == "-"):
        why = "a template of your own is for" if template else "a pipe takes"
        message = f"{why} one format"
        raise Stop(message, "add --format html or --format md")
    return [PackForm.HTML, PackForm.MD] if form is PackForm.BOTH else [form]


def _refuse_file(to: str) -> None:
    """End the run where a file is named: packs are named after the board that they are for."""
    suffix = Path(to).suffix.removeprefix(".")
    if suffix in set(PackForm) and not Path(to).is_dir():
        message = f"-o names the folder of the packs, and {to} would be a file"
        raise Stop(message, f"name a folder, or write -o - --format {suffix} > {to}")
