"""planctl evidence lock: seal the evidence files, so that a change or a loss is seen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from planctl.cli.option import PlanFolder, value_flag
from planctl.cli.terminal import ExitCode, print_lines, print_message, print_note
from planctl.model.problem import Stop
from planctl.workspace.progress import with_progress_bar

if TYPE_CHECKING:
    from planctl.assess.evidence_seal import Sealing
    from planctl.load.loaded import LoadedPlan

FILE: Final = "evidence.yaml"
_HEAD: Final = (
    "# Written by planctl evidence lock: each evidence file with its sha256. "
    "planctl check compares."
)

OnlyCheck = Annotated[
    bool, typer.Option("--check", help="Write nothing: say whether a file is not sealed yet.")
]
Renew = Annotated[
    list[str] | None,
    value_flag(
        "--renew",
        "FILE",
        "Seal a file anew that was changed for a good reason. Can be given several times.",
    ),
]
Forget = Annotated[
    list[str] | None,
    value_flag(
        "--forget",
        "FILE",
        "Take out the seal of a file that no action needs. Can be given several times.",
    ),
]


def lock(
    *, plan: PlanFolder, check: OnlyCheck = False, renew: Renew = None, forget: Forget = None
) -> None:
    """Record the sha256 of each evidence file in evidence.yaml; planctl check then watches them.

    Example: planctl evidence lock
    """
    from planctl.assess.evidence_seal import seal_evidence
    from planctl.cli.change import write_change
    from planctl.cli.screen import warn_of_unread
    from planctl.load.source import FolderNames, fingerprint
    from planctl.update.file_change import whole_file_draft

    root, now, loaded = plan.root, plan.now, plan.now.loaded
    _refuse_unread(loaded)
    files, sealed = set(_evidence_files(loaded)), loaded.plan.seals
    renewed, forgotten = _sealed_paths(renew or (), sealed), _sealed_paths(forget or (), sealed)
    names: FolderNames = {}
    paths = sorted({*files, *sealed})
    prints = {
        path: seal
        for path in with_progress_bar(paths, "looking at the evidence")
        if (seal := fingerprint(root, path, names=names))
    }
    result = seal_evidence(files, sealed, prints, renew=renewed, forget=forgotten)
    if loaded.plan.lacks("action"):  # what could not be read may name them
        result = result._replace(unnamed=())
    how_to_undo = ""
    if result.seals != sealed and not check:
        draft = whole_file_draft(now, FILE, {**result.seals}, _HEAD)
        how_to_undo = write_change(now.root, [draft])
    _report(result, f"{now.name}/{FILE}", written=not check)
    if how_to_undo:
        print_message(how_to_undo)
    warn_of_unread(loaded.plan)
    if not result.is_sound or (check and result.seals != sealed):
        raise typer.Exit(ExitCode.PROBLEMS)


def _refuse_unread(loaded: "LoadedPlan") -> None:
    """A file of seals that cannot be read is never written over."""
    if loaded.plan.lacks("evidence"):
        raise Stop(
            f"{FILE} could not be read, so nothing is sealed", "run planctl check to see why"
        )


def _evidence_files(loaded: "LoadedPlan") -> Iterator[str]:
    for _, action in loaded.plan.actions:
        yield from (item.file for item in action.evidence if item.file)


def _sealed_paths(paths: Sequence[str], sealed: Mapping[str, str]) -> set[str]:
    """The files that a flag names, each of which has to be sealed."""
    from planctl.model.nearest_name import suggest_name

    for path in paths:
        if path not in sealed:
            near = suggest_name(path, sealed) or f"{FILE} lists those that are"
            raise Stop(f"“{path}” is not sealed", near)
    return set(paths)


def _report(result: "Sealing", file: str, *, written: bool) -> None:
    """What was done, on stdout; and what is wrong, on stderr."""
    from planctl.render.evidence import sealing_problems, sealing_report

    print_lines(sealing_report(result, file, written=written))
    for line in sealing_problems(result):
        print_note(line)
