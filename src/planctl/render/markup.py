"""Light Markdown in a plan's texts: paragraphs, bold, italics, lists and links, and no more.

Everything else that a text holds - raw HTML, templates, bars, formulas, script links - is text,
and is shown as such in both formats. markdown-it-py reads the Markdown; for HTML it also writes
it. For a Markdown pack the tokens are written again, so that nothing of the source slips by.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType
from markupsafe import Markup

Abbreviate = Callable[[str], str]  # escaped text in, with <abbr> where the glossary explains it

_KINDS: Final = ("emphasis", "link", "list", "escape", "newline")
_SAFE_LINK: Final = re.compile("(?:https?://|mailto:)", re.IGNORECASE)
_ONE_PARAGRAPH: Final = re.compile("<p>((?:(?!<p>|<ul>|<ol>).)*)</p>\n?", re.DOTALL)


@cache
def _parser() -> MarkdownIt:
    """A parser of the few kinds of Markdown that a plan's texts may hold."""
    parser = MarkdownIt("zero").enable(list(_KINDS))
    parser.validateLink = lambda url: bool(_SAFE_LINK.match(url))  # type: ignore[method-assign]
    parser.add_render_rule("text", _text_html)
    return parser


def _text_html(
    _renderer: RendererHTML, tokens: Sequence[Token], at: int, _options: object, env: EnvType
) -> str:
    abbreviate: Abbreviate = env["abbreviate"]
    return abbreviate(escapeHtml(tokens[at].content))


def abbreviator(glossary: Mapping[str, str]) -> Abbreviate:
    """What marks the glossary's terms in a text that is already escaped for HTML."""
    terms = {escapeHtml(term): escapeHtml(meaning) for term, meaning in glossary.items()}
    if not terms:
        return str
    names = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    form = re.compile(rf"(?<![\w&;])({names})(?=s?(?!\w))")
    return lambda text: form.sub(
        lambda found: f'<abbr title="{terms[found[1]]}">{found[1]}</abbr>', text
    )


def plain_html(text: str, abbreviate: Abbreviate) -> Markup:
    """A plain text as HTML, with its abbreviations explained."""
    return Markup(abbreviate(escapeHtml(text)))  # noqa: S704 - escaped in this line


def prose_html(text: str, abbreviate: Abbreviate) -> Markup:
    """A text that may hold light Markdown as HTML; a single paragraph stays inline."""
    made = _parser().render(text, {"abbreviate": abbreviate})
    one = _ONE_PARAGRAPH.fullmatch(made)
    return Markup(one[1] if one else made)  # noqa: S704 - the parser passes no HTML on


def plain_markdown(text: str) -> Markup:
    """A plain text as Markdown that shows it to the character, on one line."""
    line = _escaped(" ".join(text.split()))
    return Markup(_not_a_list(line))  # noqa: S704 - escaped in the line above


def prose_markdown(text: str) -> Markup:
    """A text that may hold light Markdown as safe Markdown on one line, fit for a table."""
    lines = [line for line in _lines(_parser().parse(text)) if line]
    return Markup("<br>".join(lines))  # noqa: S704 - written again from tokens, each escaped


def _escaped(text: str) -> str:
    shown = re.sub(r"[\\`*_{}\[\]#|~$^]|:(?=[\w+-]+:)", r"\\\g<0>", text)
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _not_a_list(line: str) -> str:
    """A line whose first sign, such as a hyphen or 1., no longer makes a list or a rule of it."""
    numbered = re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", line)
    return re.sub(r"^([-+](?=\s|$)|[-=](?=[-=\s]*$))", r"\\\1", numbered)


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    """Each paragraph and list item, with the sign or the number that it has in its list."""
    signs: list[str] = []
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            signs.append("•" if token.type == "bullet_list_open" else "")
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            signs.pop()
        elif token.type == "list_item_open" and signs and token.info:
            signs[-1] = f"{token.info}{token.markup}"
        elif token.type == "inline":
            sign = f"{signs[-1]} ".replace(".", "\\.") if signs else ""
            yield sign + _not_a_list("".join(_inline(token.children or ())))


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                yield "**"
            case "em_open" | "em_close":
                yield "*"
            case "link_open":
                yield "["
            case "link_close":
                yield f"](<{_target(tokens, token)}>)"
            case "softbreak":
                yield " "
            case "hardbreak":
                yield "<br>"
            case _:
                yield _escaped(token.content)


def _target(tokens: Sequence[Token], close: Token) -> str:
    """The address of the link that ends here; links do not nest."""
    before = tokens[: tokens.index(close)]
    opened = next(token for token in reversed(before) if token.type == "link_open")
    return str(opened.attrs["href"]).replace("|", "%7C")
