"""How far a long piece of work is, for a person who waits at a terminal."""

import os
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack
from time import monotonic
from typing import TypeVar

Item = TypeVar("Item")
SECONDS = 1.0  # what takes less needs no bar


def with_progress_bar(items: Sequence[Item], doing: str) -> Generator[Item, None, None]:
    """Each item in turn; once that has taken a while, a bar says how many are done.

    The bar is on stderr, at a terminal only, and is gone when the work is done or stopped.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield from items
        return
    started, is_shown = monotonic(), False
    with ExitStack() as stack:
        for number, item in enumerate(items):
            if not is_shown and monotonic() - started >= SECONDS:
                from rich.console import Console
                from rich.progress import Progress

                bar = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
                task = bar.add_task(doing, total=len(items))
                is_shown = True
            if is_shown:
                bar.update(task, completed=number)
            yield item
