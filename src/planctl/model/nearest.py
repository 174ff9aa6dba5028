"""The names nearest to one that nobody knows: what someone most likely meant to write."""

from collections.abc import Collection, Iterable


def nearest(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names that look most like this one, nearest first; often none."""
    from difflib import get_close_matches

    by_letters = {other.casefold(): other for other in known}
    close = get_close_matches(name.casefold(), by_letters, n=most, cutoff=0.6)
    return [by_letters[letters] for letters in close]


def suggestion(name: str, known: Iterable[str]) -> str:
    """What to do about a name that nobody knows; empty when nothing known is like it."""
    close = nearest(name, known)
    return f"did you mean {named(close, last='or')}?" if close else ""


def named(names: Collection[str], last: str = "and") -> str:
    """The names in a sentence: a, b and c."""
    quoted = [f"“{name}”" for name in names]
    if len(quoted) < 2:  # noqa: PLR2004 - one name needs no "and"
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def neighbours(name: str, known: Collection[str]) -> str:
    """The known names most like one that nobody knows, else the first few; empty without any."""
    near = nearest(name, known) or list(known)[:5]
    verb = "is" if len(near) == 1 else "are"
    return f"the nearest {verb} {', '.join(near)}" if near else ""
