"""What only some papers need, and is installed only where it is wanted."""

from importlib.util import find_spec

from planctl.cli.edge import Stop


def needs(extra: str, *modules: str) -> None:
    """End the run with what to install, where a module of an extra is missing.

    An extra is named as in pyproject.toml, and a module as it is imported.
    """
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        message = f"{' and '.join(missing)} is not installed, which this needs"
        remedy = f'pip install ".[{extra}]" in its folder'
        raise Stop(message, f"install planctl again from where you have it, with {extra}: {remedy}")
