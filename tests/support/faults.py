"""Trouble at every call by which a program changes a disk: a fault there, or the end of the run."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

WRITE_CALLS: Final = ("open", "write", "fsync", "close", "chmod", "replace", "unlink", "mkdir")


@contextmanager
def trouble_at(number: int, trouble: Callable[[], None], *, after: bool = False) -> Iterator[None]:
    """Within this, the call of that number (from 0) meets the trouble, before or after it is done.

    A write that meets it before is half done.
    """
    real = {name: getattr(os, name) for name in WRITE_CALLS}
    left = [number]

    def wrapped(name: str) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the call takes
            is_here = left[0] == 0
            left[0] -= 1
            if is_here and not after:
                if name == "write":
                    real["write"](given[0], bytes(given[1])[: len(given[1]) // 2])
                trouble()
            try:
                return real[name](*given, **named)
            finally:
                if is_here and after:
                    trouble()

        return call

    try:
        for name in WRITE_CALLS:
            setattr(os, name, wrapped(name))
        yield
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def killed_at(number: int, run: Callable[[], object], *, after: bool = False) -> bool:
    """Whether a process of its own was killed at a call while it ran something; else it ended."""
    child = os.fork()
    if not child:
        try:
            with trouble_at(number, lambda: os._exit(9), after=after):
                run()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
