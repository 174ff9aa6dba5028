"""A page of HTML as elements within elements, made of it as browsers make it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from justhtml import Node

DEPTH_LIMIT: Final = 150  # deeper than this, what follows is taken to stand side by side


@dataclass(slots=True)
class HtmlElement:
    """A tag with its attributes, and what is within."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["HtmlElement | str"] = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str:
        """The value of an attribute; empty where it has none."""
        return self.attributes.get(attribute, "")

    @property
    def classes(self) -> list[str]:
        """The names of its classes."""
        return self["class"].split()

    @property
    def role(self) -> str:
        """The first of its classes."""
        return next(iter(self.classes), "")

    @property
    def elements(self) -> "Iterator[HtmlElement]":
        """The elements that stand in it, without texts."""
        return (child for child in self.children if isinstance(child, HtmlElement))

    def within(self, tag: str) -> "Iterator[HtmlElement]":
        """Every element of a tag at any depth."""
        for child in self.elements:
            if child.tag == tag:
                yield child
            yield from child.within(tag)

    @property
    def text(self) -> str:
        """All its text, with white space as it stands."""
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    @property
    def markup(self) -> str:
        """The element written again, as XML."""
        inside = "".join(
            escape(c, quote=False) if isinstance(c, str) else c.markup for c in self.children
        )
        attributes = "".join(f' {name}="{escape(v)}"' for name, v in self.attributes.items())
        return f"<{self.tag}{attributes}>{inside}</{self.tag}>"


def parse_html(page: str) -> HtmlElement:
    """The page as one element that holds all others."""
    from justhtml import JustHTML

    root = HtmlElement("")
    # It sanitizes nothing: what a page holds is read as text, and never shown as a page.
    waiting: list[tuple[HtmlElement, int, Iterator[Node]]] = [
        (root, 0, iter(JustHTML(page, sanitize=False).root.children or ()))
    ]
    while waiting:
        element, depth, nodes = waiting[-1]
        node = next(nodes, None)
        if node is None:
            waiting.pop()
        elif node.name == "#text":
            element.children.append(str(node.data))
        elif not node.name.startswith(("#", "!")):
            attributes = {name: value or "" for name, value in (node.attrs or {}).items()}
            child = HtmlElement(node.name, attributes)
            element.children.append(child)
            is_deep = depth >= DEPTH_LIMIT
            inside = element if is_deep else child
            waiting.append((inside, depth + (not is_deep), iter(node.children or ())))
    return root
