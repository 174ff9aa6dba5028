"""A pack printed by a template of the plan's own, in a process with limits on time and memory.

A template can loop for ever or fill the memory, by mistake or on purpose. A long computation cannot
be stopped from within its process, so it runs in another one, which can be killed.
"""

from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from typing import Final

from planctl.model.words import count_noun
from planctl.render.pack.view import Pack
from planctl.render.template import PackFormat, TemplateFault, print_pack, template_place

TEMPLATE_SECONDS: Final = 10  # for the plan as a whole
SECONDS_PER_ACTION: Final = 0.02  # seconds more
TEMPLATE_MEMORY: Final = 2_000_000_000  # bytes, where the system can hold a process to it
TEMPLATE_OUTPUT_LENGTH: Final = 50_000_000  # characters

_TO_END: Final = 5  # seconds for a process that has answered
_LESS: Final = "let it do less: docs/templates.md says how much a template may take"


def print_own_template(template: Path, pack: Pack, form: PackFormat) -> str:
    """The pack in a format, by a template of the plan's own; raises TemplateFault."""
    actions = sum(len(area.actions) for area in pack.areas)
    seconds = TEMPLATE_SECONDS + SECONDS_PER_ACTION * actions
    processes = get_context("spawn")
    ours, theirs = processes.Pipe(duplex=False)
    child = processes.Process(target=_print, args=(theirs, template, pack, form), daemon=True)
    child.start()
    theirs.close()
    try:
        text, fault = _answer(child, ours, seconds)
    finally:
        child.kill()
        child.join()
        ours.close()
    if fault:
        raise fault
    return text


def _answer(
    child: BaseProcess, ours: Connection, seconds: float
) -> tuple[str, TemplateFault | None]:
    """What was printed, or why nothing was."""
    if not ours.poll(seconds):
        return "", TemplateFault(
            f"the template took more than {count_noun(round(seconds), 'second')}", _LESS
        )
    try:
        text, message, hint = ours.recv()
    except EOFError:  # the system stopped it
        return "", TemplateFault("the template ended the program that printed it", _LESS)
    child.join(_TO_END)
    return text, TemplateFault(message, hint) if message else None


def _print(theirs: Connection, template: Path, pack: Pack, form: PackFormat) -> None:
    """Print the pack within limits, and send what came of it."""
    signal(SIGINT, SIG_IGN)  # whoever waits for this stops it
    _limit_memory()
    text = message = hint = ""
    try:
        text = print_pack(pack, form, template)
    except TemplateFault as fault:
        message, hint = fault.message, fault.hint
    except MemoryError as error:
        hint = _LESS
        message = f"{template_place(template, error)}: it needs more than "
        message += f"{TEMPLATE_MEMORY // 10**9} GB of memory"
    if len(text) > TEMPLATE_OUTPUT_LENGTH:
        text, hint = "", _LESS
        message = (
            f"the template prints more than {TEMPLATE_OUTPUT_LENGTH // 10**6} million characters"
        )
    theirs.send((text, message, hint))


def _limit_memory() -> None:
    """Hold this process to its share of the memory; not every system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        least = TEMPLATE_MEMORY if most == resource.RLIM_INFINITY else min(TEMPLATE_MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (least, most))
