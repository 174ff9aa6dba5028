"""Light Markdown in a plan's texts: paragraphs, bold, italics, lists and links, and no more.

Everything else that a text holds - raw HTML, templates, bars, formulas, script links - is text,
and is shown as such in both formats. markdown-it-py reads the Markdown; for HTML it also writes
it. For a Markdown pack the tokens are written again, so that nothing of the source slips by.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

if TYPE_CHECKING:  # most plans hold plain words only, and then the parser is never needed
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

Abbreviate = Callable[[str], str]  # escaped text in, with <abbr> where the glossary explains it

_KINDS: Final = ("emphasis", "link", "list", "escape", "newline")
_SAFE_LINK: Final = re.compile("(?:https?://|mailto:)", re.IGNORECASE)
_EMPHASIS: Final = {"em": "*", "strong": "**"}
# What could be Markdown of these kinds; a text without any of it need not be parsed.
_MARKED: Final = re.compile(r"[*_\[\\\n]|^\s*(?:[-+]|[0-9]+[.)])(?:\s|$)")
# Marks, :emoji: and what GitHub makes a link of without being asked: http://a, www.a, a@b.c.
_SIGN: Final = re.compile(r"[\\`*_{}\[\]#|~$^@]|:(?=[\w+-]+:|//)|(?i:(?<=www)\.)")
_ONE_PARAGRAPH: Final = re.compile("<p>((?:(?!<p>|<ul>|<ol>).)*)</p>\n?", re.DOTALL)


@cache
def _parser() -> "MarkdownIt":
    """A parser of the few kinds of Markdown that a plan's texts may hold."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(list(_KINDS))
    parser.validateLink = lambda url: bool(_SAFE_LINK.match(url))  # type: ignore[method-assign]
    parser.add_render_rule("text", _text_html)
    return parser


def _text_html(
    _renderer: "RendererHTML", tokens: "Sequence[Token]", at: int, _: object, env: "EnvType"
) -> str:
    abbreviate: Abbreviate = env["abbreviate"]
    return abbreviate(escape(tokens[at].content, quote=False))


def glossary_marker(glossary: Mapping[str, str], roles: Iterable[str]) -> Abbreviate:
    """What marks the glossary's terms in a text that is already escaped for HTML.

    A term within the name of a role means nothing by itself: SM of SM PMO is no service managers.
    """
    terms = {escape(term, quote=False): escape(meaning) for term, meaning in glossary.items()}
    if not terms:
        return str
    glossary_names = {*terms, *(escape(role, quote=False) for role in roles)}
    names = "|".join(re.escape(name) for name in sorted(glossary_names, key=len, reverse=True))
    form = re.compile(rf"(?<![\w&;])({names})(?=s?(?!\w))")

    def marked(match: re.Match[str]) -> str:
        name = match[1]
        return f'<abbr title="{terms[name]}">{name}</abbr>' if name in terms else name

    return lambda text: form.sub(marked, text)


def plain_html(text: str, abbreviate: Abbreviate) -> Markup:
    """A plain text as HTML, with its abbreviations explained."""
    return Markup(abbreviate(escape(text, quote=False)))  # noqa: S704 - escaped in this line


def prose_html(text: str, abbreviate: Abbreviate) -> Markup:
    """A text that may hold light Markdown as HTML; a single paragraph stays inline."""
    tokens = _parse(text)
    if not tokens:
        return plain_html(text.strip(), abbreviate)
    parser = _parser()
    html = parser.renderer.render(tokens, parser.options, {"abbreviate": abbreviate})
    paragraph = _ONE_PARAGRAPH.fullmatch(html)
    return Markup(paragraph[1] if paragraph else html)  # noqa: S704 - the parser passes no HTML on


@lru_cache(maxsize=8192)  # a table says the same days and figures again and again
def plain_markdown(text: str) -> Markup:
    """A plain text as Markdown that shows it to the character, on one line."""
    line = _escape_signs(" ".join(text.split()))
    return Markup(_escape_list_sign(line))  # noqa: S704 - escaped in the line above


def prose_markdown(text: str) -> Markup:
    """A text that may hold light Markdown as safe Markdown on one line, fit for a table."""
    lines = [line for line in _markdown_lines(_parse(text)) if line]
    if not lines:
        return plain_markdown(text)
    return Markup("<br>".join(lines))  # noqa: S704 - written again from tokens, each escaped


def _parse(text: str) -> "list[Token]":
    """The tokens of a text; none for plain words, or the sign of a list with nothing after it."""
    tokens = _parser().parse(text) if _MARKED.search(text) else []
    return tokens if any(token.content for token in tokens) else []


def _escape_signs(text: str) -> str:
    """The text with a backslash before every sign that Markdown, or GitHub's kind of it, reads."""
    line = _SIGN.sub(r"\\\g<0>", text)
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escape_list_sign(line: str) -> str:
    """A line whose first sign, such as a hyphen or 1., no longer makes a list or a rule of it."""
    numbered = re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", line)
    return re.sub(r"^([-+](?=\s|$)|[-=](?=[-=\s]*$))", r"\\\1", numbered)


def _markdown_lines(tokens: "Sequence[Token]") -> Iterator[str]:
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
            sign = _escape_list_sign(f"{signs[-1]} ") if signs else ""
            line = _escape_list_sign("".join(_inline(_shown_tokens(token.children or ()))))
            yield sign + line.replace("![", "\\![")  # a link after a "!" is no image


def _shown_tokens(tokens: "Sequence[Token]") -> "Iterator[Token]":
    """The tokens that show something: no empty text, no italics within italics."""
    depth = Counter[str]()
    for token in tokens:
        outside = depth[token.tag]
        depth[token.tag] += token.nesting
        if (token.content or token.tag) and 0 in {outside, depth[token.tag]}:
            yield token


def _inline(tokens: "Iterable[Token]") -> Iterator[str]:
    target, closed = "", False
    for token in tokens:
        sign = _EMPHASIS.get(token.tag, "")
        if closed and sign and token.nesting > 0:
            yield "<!-- -->"  # or *a*_b_ would become *a**b*
        closed = bool(sign) and token.nesting < 0
        match token.type:
            case "link_open":
                target = str(token.attrs["href"]).replace("|", "%7C")
                yield "["
            case "link_close":
                yield f"](<{target}>)"
            case "softbreak":
                yield " "
            case "hardbreak":
                yield "<br>"
            case _:
                yield sign or _escape_signs(token.content)
