"""The program's first line: `planctl` and `python -m planctl`.

The version is answered before anything else is loaded.
"""

import sys

from planctl import __version__


def main() -> None:
    """Run planctl and end with its exit code."""
    if sys.argv[1:] == ["--version"]:
        print(f"planctl {__version__}")  # noqa: T201 - nothing else is loaded yet
        return
    from planctl.cli.door import run  # noqa: PLC0415 - only now is more than the version wanted

    sys.exit(run())


if __name__ == "__main__":
    main()
