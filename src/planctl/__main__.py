"""The program's first line: `planctl` and `python -m planctl`.

The version is answered before anything else is loaded.
"""

import gc
import os
import sys
from typing import NoReturn

from planctl import __version__


def console() -> NoReturn:
    """Run planctl and end the process.

    All that was printed has been sent on by then. For Python to take itself apart would cost a
    tenth of a short run more, and to collect garbage a fifth of a long one: nearly all that a
    command makes stays until it ends.
    """
    gc.disable()
    os._exit(main())


def main() -> int:
    """Run planctl; the exit code."""
    if sys.argv[1:] == ["--version"]:
        from planctl.cli.terminal import print_and_end

        return print_and_end(f"planctl {__version__}\n")
    # planctl uses no plugins of pydantic's; to look for some costs a tenth of a short run.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if "_PLANCTL_COMPLETE" in os.environ:  # a shell asks which words can come next
        from planctl.cli.complete import complete

        return complete()
    from planctl.cli.run import run_command_line

    return run_command_line()


if __name__ == "__main__":
    # `python -m` looks for modules in the current folder first, which may be anybody's.
    del sys.path[: not sys.flags.safe_path]
    console()
