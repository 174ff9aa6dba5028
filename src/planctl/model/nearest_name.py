"""What a name that nobody knows may mean: the known names that look most like it."""

from collections.abc import Collection, Iterable

from planctl.model.choice import abridged_list, quoted_list
from planctl.model.label import strip_quotes


def nearest_names(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known names that look most like this one, nearest first; often none.

    One that differs in nothing but capitals, blanks and quotation marks is the only one. Where
    none is like it, those count of which it is a part: rag for progress_rag.
    """
    from difflib import get_close_matches

    by_letters = {other.casefold(): other for other in known}
    typed = strip_quotes(name).casefold()
    if typed in by_letters:
        return [by_letters[typed]]
    close = get_close_matches(name.casefold(), by_letters, n=most, cutoff=0.6)
    close = close or [word for word in by_letters if typed in word.split("_")][:most]
    return [by_letters[letters] for letters in close]


def suggest_name(name: str, known: Iterable[str]) -> str:
    """What to do about a name that nobody knows; empty when nothing known is like it."""
    close = nearest_names(name, known)
    return f"did you mean {quoted_list(close, last='or')}?" if close else ""


def similar_names(name: str, known: Collection[str]) -> str:
    """The known names most like one that nobody knows, else some of all; empty without any."""
    near = nearest_names(name, known)
    if near:
        return f"the nearest {'is' if len(near) == 1 else 'are'} {', '.join(near)}"
    return f"there {'is' if len(known) == 1 else 'are'} {abridged_list(known)}" if known else ""
