"""docs/templates.md lists every part and every field that a template can print, and no other."""

import re
from typing import Any, Final, get_args, get_type_hints

from make import PROJECT
from planctl.render import template_folder
from planctl.render.pack.build import Pack

PAGE: Final = (PROJECT / "docs" / "templates.md").read_text("utf-8")


def _parts(of: Any) -> dict[str, Any]:  # noqa: ANN401 - the type of a field
    """Every part that can be reached from a type, by its name."""
    if not hasattr(of, "_fields"):
        return {name: part for each in get_args(of) for name, part in _parts(each).items()}
    inner = (_parts(hint) for hint in get_type_hints(of).values())
    return {of.__name__: of} | {name: part for each in inner for name, part in each.items()}


PARTS: Final[dict[str, Any]] = _parts(Pack)
HEADING: Final = "## What a template can print"


def documented() -> dict[str, dict[str, str]]:
    """Each part of the page with its fields and their kinds."""
    sections = re.split("^### ", PAGE.partition(HEADING)[2], flags=re.MULTILINE)[1:]
    fields = re.compile(r"^\| `(\w+)` \| (.+?) \| .+ \|$", re.MULTILINE)
    return {each.partition("\n")[0]: dict(fields.findall(each)) for each in sections}


def kinds(of: Any) -> set[str]:  # noqa: ANN401 - the type of a field
    """How the page may name a type."""
    if isinstance(of, type) and issubclass(of, str):
        return {"text", "light Markdown"}
    if of in (int, float):
        return {"number"}
    if of in PARTS.values():
        return {f"[{of.__name__}](#{of.__name__.lower()})"}
    return {f"list of {kind}" for kind in kinds(get_args(of)[0])}


def test_every_part_is_there_and_no_other() -> None:
    assert set(documented()) == set(PARTS)


def test_every_field_is_there_with_its_kind_and_no_other() -> None:
    for name in PARTS:
        hints = get_type_hints(PARTS[name])
        found = documented()[name]
        assert list(found) == list(PARTS[name]._fields), name
        assert [field for field, kind in found.items() if kind not in kinds(hints[field])] == [], (
            name
        )


def test_every_text_of_light_markdown_goes_through_prose_in_our_own_templates() -> None:
    marked = {
        field
        for fields in documented().values()
        for field, kind in fields.items()
        if kind == "light Markdown"
    }
    for form in ("html", "md"):  # a template and those that it includes
        text = "".join(path.read_text("utf-8") for path in template_folder().glob(f"*.{form}.j2"))
        filtered = set(re.findall(r"(\w+) \| prose", text))
        listed = set(re.findall(r"paragraphs\(\[[\w.]+\.(\w+)\]\)", text))
        assert marked <= filtered | listed


def test_the_templates_that_can_be_copied_are_there() -> None:
    named = re.findall(r"`templates/([\w.]+)`", PAGE)
    assert sorted(named) == sorted(
        path.name for path in template_folder().iterdir() if path.is_file()
    )
